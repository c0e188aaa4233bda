package object

// HashTable is what dicts and sets share: the search protocol.
type HashTable interface {
	Find(key Value, h uint64) (Probe, Found)
	FindAfter(key Value, h uint64, p Probe) (Probe, Found)
	KeyAt(i int) Value
	HashAt(i int) uint64
	Version() uint64
	Len() int
	Entries() int
	Next(i int) (at int, ok bool)
}

// StartProbe is where a search begins.
var StartProbe = Probe{slot: -1}

// ProbeAt is the candidate at entry i, at which a search stood.
func ProbeAt(i, slot int) Probe { return Probe{i, slot} }

// Version grows whenever a key is added or removed.
func (d *Dict) Version() uint64 { return d.Ver }

// Version grows whenever a key is added or removed.
func (s *Set) Version() uint64 { return s.Ver }

// TableOf returns the hash table behind a dict or set, nil if v is neither.
func TableOf(v Value) HashTable {
	if d := AsA[Dict](v, &DictLayout); d != nil {
		return d
	}
	if s := AsA[Set](v, &SetLayout); s != nil {
		return s
	}
	return nil
}

// TableAdd stores a key (or key and value) in a set (or dict); the error is
// ErrSlow if that takes Python code.
func TableAdd(w *World, table Value, item []Value) error {
	var err error
	ok := false
	if len(item) == 2 {
		err, ok = As[Dict](table).SetLeaf(w, item[0], item[1])
	} else {
		err, ok = As[Set](table).AddLeaf(w, item[0])
	}
	if !ok {
		return ErrSlow
	}
	return err
}

// findNative searches a table for a key of known hash, asking __eq__ where it
// must; it starts over when a call has changed the table. The result is the
// index, -1 if the key is not there.
var findNative = Native{
	Name: "find", Sig: "(table, key, hash, /)", Doc: "index of a key in a dict or set",
	Temps: []RegKind{SmallInt, Count, Count}, Step: stepFind,
}

func stepFind(c *Call) Action {
	const version, entry, slot = 3, 4, 5
	key, h := c.Reg(1), HashFrom(c.Reg(2))
	table := TableOf(c.Reg(0))
	if table == nil {
		return c.Raise(Errorf(SystemError, "find: no table"))
	}
	start := StartProbe
	if c.Step() == 1 && table.Version() == uint64(c.Reg(version).N) {
		if c.Result() == True {
			return c.Return(c.Reg(entry))
		}
		start = ProbeAt(int(c.Reg(entry).N), int(c.Reg(slot).N))
	}
	p, found := table.FindAfter(key, h, start)
	switch found {
	case Present:
		return c.Return(Int(int64(p.I)))
	case Missing:
		return c.Return(Int(-1))
	}
	c.SetReg(version, Int(int64(table.Version())))
	c.SetReg(entry, Int(int64(p.I)))
	c.SetReg(slot, Int(int64(p.slot)))
	return c.Do(1, OpEqual, table.KeyAt(p.I), key)
}

// keyTemps are the temporaries of natives made by keyed.
var keyTemps = []RegKind{SmallInt}

// keyed makes the steps of a method (table, key, ...) whose key takes Python
// code to hash or find. then ends it: i is the key's index or -1.
func keyed(then func(c *Call, i int, h uint64) Action) func(c *Call) Action {
	return func(c *Call) Action {
		hash := len(c.F.Native.Params)
		switch c.Step() {
		case 0:
			return c.Do(1, OpHash, c.Reg(1))
		case 1:
			c.SetReg(hash, c.Result())
			return c.Ask(2, Of(&findNative), c.Reg(0), c.Reg(1), c.Result())
		}
		return then(c, foundAt(TableOf(c.Reg(0)), c.Result()), HashFrom(c.Reg(hash)))
	}
}

// foundAt returns the index that findNative gave, -1 if there is no such key:
// a frame that was loaded may hold any number.
func foundAt(t HashTable, v Value) int {
	if i := v.N; v.IsInt() && i >= 0 && i < int64(t.Entries()) && !t.KeyAt(int(i)).IsUnbound() {
		return int(i)
	}
	return -1
}
