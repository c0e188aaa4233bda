package object

import "math/bits"

// Dict is a dict: a hash table over entries in insertion order. Hashes are
// kept with the entries, so growing, copying and loading never call user code.
//
// A search that meets a key whose __eq__ is Python code cannot finish here. It
// says so, and the native that probes (findNative) goes on from a Probe, which
// is void as soon as Ver has changed.
type Dict struct {
	Header
	entries []entry // deleted ones have an unbound key
	index   []int32 `brine:"derived"` // open addressing over entries; nil up to 8 entries
	live    int     `brine:"derived"`
	filled  int     `brine:"derived"` // index slots that are not empty, deleted ones included
	first   int     `brine:"derived"` // all entries before it are deleted
	// Ver grows whenever a key is added or removed (or entries move), not when
	// a value is replaced. Global caches and probes hold it.
	Ver   uint64
	watch *uint64 `brine:"derived"` // World.Epoch, if global caches look into this dict
}

type entry struct {
	hash     uint64
	key, val Value
}

const (
	emptySlot   = -1
	deletedSlot = -2
	smallTable  = 8 // up to so many entries are searched in a row
)

// NewDict returns an empty dict.
func NewDict() *Dict { return &Dict{Header: Header{&DictShape}} }

// Len returns the number of items.
func (d *Dict) Len() int { return d.live }

// Found is the outcome of a search.
type Found uint8

// The outcomes.
const (
	Missing Found = iota
	Present
	Unsure // takes the __eq__ of a candidate to tell
)

// Probe is a place in a search: the candidate at entry I, and where to go on.
type Probe struct {
	I    int // entry
	slot int // of the index, or the entry in a small table
}

// Find searches key, whose hash is h.
func (d *Dict) Find(key Value, h uint64) (p Probe, found Found) {
	return d.FindAfter(key, h, StartProbe)
}

// FindAfter goes on searching after candidate p was found unequal; slot -1 starts.
func (d *Dict) FindAfter(key Value, h uint64, p Probe) (Probe, Found) {
	if d.index == nil {
		for i := p.slot + 1; i < len(d.entries); i++ {
			e := &d.entries[i]
			if e.hash != h || e.key.IsUnbound() {
				continue
			}
			if eq, known := Same(e.key, key); !known {
				return Probe{i, i}, Unsure
			} else if eq {
				return Probe{i, i}, Present
			}
		}
		return Probe{I: -1}, Missing
	}
	mask := len(d.index) - 1
	s := int(spread(h)) & mask
	if p.slot >= 0 {
		s = d.slotAfter(s, p.I)
	}
	for ; ; s = (s + 1) & mask {
		i := d.index[s]
		if i == emptySlot {
			return Probe{I: -1}, Missing
		}
		if i < 0 {
			continue
		}
		e := &d.entries[i]
		if e.hash != h {
			continue
		}
		if e.key == key {
			return Probe{int(i), s}, Present
		}
		if eq, known := Same(e.key, key); !known {
			return Probe{int(i), s}, Unsure
		} else if eq {
			return Probe{int(i), s}, Present
		}
	}
}

// slotAfter returns the slot behind that of entry i, on the way of a search
// that begins at slot s; s if the way does not lead there.
func (d *Dict) slotAfter(s, i int) int {
	mask := len(d.index) - 1
	for at := s; d.index[at] != emptySlot; at = (at + 1) & mask {
		if int(d.index[at]) == i {
			return (at + 1) & mask
		}
	}
	return s
}

// spread mixes a hash so that its low bits depend on all of it: the hash of an
// int is the int.
func spread(h uint64) uint64 {
	hi, lo := bits.Mul64(h, 0x9E3779B97F4A7C15)
	return hi ^ lo
}

// Insert adds a key that is known to be missing.
func (d *Dict) Insert(key Value, h uint64, val Value) {
	d.changed()
	if len(d.entries) == cap(d.entries) {
		d.grow()
	}
	d.entries = append(d.entries, entry{h, key, val})
	d.live++
	if d.index == nil {
		if len(d.entries) > smallTable {
			d.reindex()
		}
		return
	}
	if d.filled*3 >= len(d.index)*2 {
		d.reindex()
		return
	}
	d.place(h, len(d.entries)-1)
}

func (d *Dict) place(h uint64, i int) {
	mask := len(d.index) - 1
	s := int(spread(h)) & mask
	for d.index[s] >= 0 {
		s = (s + 1) & mask
	}
	if d.index[s] == emptySlot {
		d.filled++
	}
	d.index[s] = int32(i)
}

// grow makes room for one more entry, dropping deleted ones if they are many.
func (d *Dict) grow() {
	if d.live*4 < len(d.entries)*3 {
		d.compact()
		return
	}
	n := 2 * cap(d.entries)
	if n < 4 {
		n = 4
	}
	e := make([]entry, len(d.entries), n)
	copy(e, d.entries)
	d.entries = e
	d.changed()
}

// Grow makes room for n items in an empty dict.
func (d *Dict) Grow(n int) {
	d.entries, d.first = make([]entry, 0, n), 0
	if n > smallTable {
		size := 16
		for size*2 <= n*3 {
			size *= 2
		}
		d.index, d.filled = make([]int32, size), 0
		for i := range d.index {
			d.index[i] = emptySlot
		}
	}
}

// compact drops deleted entries.
func (d *Dict) compact() {
	keep := make([]entry, 0, 2*d.live+4)
	for _, e := range d.entries {
		if !e.key.IsUnbound() {
			keep = append(keep, e)
		}
	}
	d.entries, d.first = keep, 0
	d.changed()
	if d.index != nil {
		d.reindex()
	}
}

func (d *Dict) reindex() {
	n := 16
	for n*2 <= len(d.entries)*4 {
		n *= 2
	}
	d.index, d.filled = make([]int32, n), 0
	for i := range d.index {
		d.index[i] = emptySlot
	}
	for i := range d.entries {
		if !d.entries[i].key.IsUnbound() {
			d.place(d.entries[i].hash, i)
		}
	}
}

// ValueAt returns the value of the entry that a search found.
func (d *Dict) ValueAt(i int) Value { return d.entries[i].val }

// KeyAt returns the key of an entry; Unbound if it was deleted.
func (d *Dict) KeyAt(i int) Value { return d.entries[i].key }

// HashAt returns the hash of the key of an entry.
func (d *Dict) HashAt(i int) uint64 { return d.entries[i].hash }

// SetAt replaces the value of the entry that a search found.
func (d *Dict) SetAt(i int, v Value) { d.entries[i].val = v }

// Entries returns the number of entries, deleted ones included: the bound of
// an iteration with Next.
func (d *Dict) Entries() int { return len(d.entries) }

// Next returns the first live entry at or after i, ok false at the end.
func (d *Dict) Next(i int) (at int, ok bool) {
	fromFirst := i <= d.first
	if fromFirst {
		i = d.first
	}
	for i < len(d.entries) && d.entries[i].key.IsUnbound() {
		i++
	}
	if fromFirst && i > d.first { // a queue is taken from the front again and again
		d.first = i
	}
	return i, i < len(d.entries)
}

// DeleteAt removes the entry that a search found.
func (d *Dict) DeleteAt(p Probe) {
	d.changed()
	e := &d.entries[p.I]
	if d.index != nil {
		mask := len(d.index) - 1
		for s := int(spread(e.hash)) & mask; ; s = (s + 1) & mask {
			if d.index[s] == int32(p.I) {
				d.index[s] = deletedSlot
				break
			}
		}
	}
	*e = entry{key: Unbound, val: Unbound}
	d.live--
	for n := len(d.entries); n > 0 && d.entries[n-1].key.IsUnbound(); n-- {
		d.entries = d.entries[:n-1]
	}
	d.first = min(d.first, len(d.entries))
}

// changed notes that places of values are void.
func (d *Dict) changed() {
	d.Ver++
	if d.watch != nil {
		*d.watch++
	}
}

// Watch makes changes of d's keys empty the global caches of w.
func (d *Dict) Watch(w *World) { d.watch = &w.Epoch }

// Clear removes everything.
func (d *Dict) Clear() {
	d.entries, d.index, d.live, d.filled, d.first = nil, nil, 0, 0, 0
	d.changed()
}

// Take makes d hold what e holds, which is not used afterwards.
func (d *Dict) Take(e *Dict) {
	d.entries, d.index, d.live, d.filled, d.first = e.entries, e.index, e.live, e.filled, e.first
	d.changed()
}

// Copy returns a dict with the same items.
func (d *Dict) Copy() *Dict {
	c := NewDict()
	c.entries = make([]entry, 0, d.live)
	for _, e := range d.entries {
		if !e.key.IsUnbound() {
			c.entries = append(c.entries, e)
		}
	}
	c.live = len(c.entries)
	if c.live > smallTable {
		c.reindex()
	}
	return c
}

// GetString returns the value of a str key.
func (d *Dict) GetString(name string) (Value, bool) {
	if i := d.findString(name, HashString(name)); i >= 0 {
		return d.entries[i].val, true
	}
	return Value{}, false
}

// GetStr returns the value of a str key, and the entry's number.
func (d *Dict) GetStr(key *Str) (v Value, i int, ok bool) {
	if i := d.findString(key.S, key.Hash()); i >= 0 {
		return d.entries[i].val, i, true
	}
	return Value{}, -1, false
}

// Place returns where the value of entry i is; it holds while Ver stays.
func (d *Dict) Place(i int) *Value { return &d.entries[i].val }

// What findString returns in place of an entry.
const (
	noString = -1
	anyEqual = -2 // there is a key of this hash whose class has its own __eq__
)

// findString returns the entry of a str key.
func (d *Dict) findString(name string, h uint64) int {
	missing := noString
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == h {
				if isString(e.key, name) {
					return i
				}
				missing = unlike(e.key, missing)
			}
		}
		return missing
	}
	mask := len(d.index) - 1
	for s := int(spread(h)) & mask; ; s = (s + 1) & mask {
		i := d.index[s]
		if i == emptySlot {
			return missing
		}
		if i >= 0 {
			if e := &d.entries[i]; e.hash == h {
				if isString(e.key, name) {
					return int(i)
				}
				missing = unlike(e.key, missing)
			}
		}
	}
}

func isString(v Value, s string) bool {
	if v.Is(&StrShape) {
		return As[Str](v).S == s
	}
	return v.Has(&StrLayout) && As[Str](v).S == s && v.O.Shape.Type.Flags&UserEq == 0
}

// unlike returns anyEqual if key, which has the hash of a str that is looked for,
// may say that it equals it, else missing.
func unlike(key Value, missing int) int {
	if !key.IsUnbound() && key.Type().Flags&UserEq != 0 {
		return anyEqual
	}
	return missing
}

// SetString sets the value of a str key.
func (d *Dict) SetString(name string, v Value) {
	h := HashString(name)
	if i := d.findString(name, h); i >= 0 {
		d.entries[i].val = v
		return
	}
	d.Insert(NewStr(name), h, v)
}

// SetStr sets the value of a str key.
func (d *Dict) SetStr(key *Str, v Value) {
	h := key.Hash()
	if i := d.findString(key.S, h); i >= 0 {
		d.entries[i].val = v
		return
	}
	d.Insert(Of(key), h, v)
}

// DeleteString removes a str key and reports whether it was there.
func (d *Dict) DeleteString(name string) bool {
	i := d.findString(name, HashString(name))
	if i < 0 {
		return false
	}
	d.DeleteAt(Probe{I: i})
	return true
}

// The type of dicts.
var (
	DictType   = &Type{}
	DictShape  Shape
	DictLayout Layout
)

func dictTable() Table {
	return Table{Type: DictType, Name: "dict",
		Doc:   "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
		Shape: &DictShape, Layout: &DictLayout,
		Struct:  Struct[Dict]{Name: "dict", Fields: dictFields}.Layout(),
		Sub:     SubLayout[Dict],
		Equal:   equalDicts,
		New:     &dictNew,
		Methods: dictMethods(),
		Members: map[string]Value{"__hash__": None},
	}
}

func equalDicts(a, b Value) (equal, known bool) {
	x, y := AsA[Dict](a, &DictLayout), AsA[Dict](b, &DictLayout)
	if x == nil || y == nil {
		return false, true
	}
	return sameDicts(x, y, 0)
}

// KeywordDict is the **kwargs of a call that passes values by names, which are
// strs.
func KeywordDict(names *Tuple, values []Value) *Dict {
	d := NewDict()
	if names == nil {
		return d
	}
	for i, v := range names.Items {
		if name := AsA[Str](v, &StrLayout); name != nil {
			d.SetStr(name, values[i])
		}
	}
	return d
}

// Keywords returns the keys of a **kwargs dict as the names of keyword
// arguments, nil if there are none, and args with the values behind them.
func (d *Dict) Keywords(args []Value) (*Tuple, []Value) {
	args = append([]Value(nil), args...)
	if d == nil || d.Len() == 0 {
		return nil, args
	}
	names := make([]Value, 0, d.Len())
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		names = append(names, d.KeyAt(i))
		args = append(args, d.ValueAt(i))
	}
	return NewTuple(names...), args
}
