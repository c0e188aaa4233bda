package object

// Set is a set or frozenset: CPython's hash table, so that iteration order is
// CPython's too. A search that meets a key whose __eq__ is Python code goes by
// probes, as in Dict.
type Set struct {
	Header
	table  []setEntry // nil if it never held a key; else a power of two, at least 8
	fill   int        `brine:"derived"` // entries in use, deleted ones included
	used   int        `brine:"derived"`
	finger int        // where pop searches next
	Ver    uint64     // grows whenever a key is added or removed
	hash   uint64     `brine:"derived"` // of a frozenset; 0: not known
}

// setEntry is a place in the table. The zero entry is a place that was never
// used; one with an unbound key is a place whose key was deleted.
type setEntry struct {
	mark uint64 // 1 + the hash of the key, which is never 0: no hash is -1
	key  Value
}

var deletedEntry = setEntry{1, Unbound}

func newEntry(key Value, h uint64) setEntry { return setEntry{h + 1, key} }

func (e *setEntry) hash() uint64 { return e.mark - 1 }

func (e *setEntry) live() bool { return e.mark != 0 && !e.key.IsUnbound() }

const (
	linearProbes = 9
	perturbShift = 5
)

// NewSet returns an empty set.
func NewSet() *Set { return &Set{Header: Header{&SetShape}} }

// NewFrozenSet returns an empty frozenset, to be filled before it is shown.
func NewFrozenSet() *Set { return &Set{Header: Header{&FrozenSetShape}} }

// FrozenSetOf returns a frozenset of constants, which hash without a machine.
func FrozenSetOf(items ...Value) Value {
	s := NewFrozenSet()
	for _, v := range items {
		h, err := HashOf(nil, v)
		if err != nil {
			continue
		}
		if _, found := s.Find(v, h); found == Missing {
			s.Insert(v, h)
		}
	}
	return Of(s)
}

// Len returns the number of keys.
func (s *Set) Len() int { return s.used }

// Find searches key, whose hash is h.
func (s *Set) Find(key Value, h uint64) (Probe, Found) { return s.FindAfter(key, h, StartProbe) }

// FindAfter goes on searching after candidate p was found unequal. The slot of
// a probe counts the places looked at, the candidate included.
func (s *Set) FindAfter(key Value, h uint64, p Probe) (Probe, Found) {
	if s.used == 0 {
		return Probe{I: -1}, Missing
	}
	mask := uint64(len(s.table) - 1)
	step, mark := 0, h+1
	for i, perturb := h&mask, h; ; {
		last := i
		if i+linearProbes <= mask {
			last += linearProbes
		}
		for j := i; j <= last; j++ {
			e := &s.table[j]
			step++
			if e.mark != mark {
				if e.mark == 0 {
					return Probe{I: -1}, Missing
				}
				continue
			}
			if step <= p.slot || e.key.IsUnbound() {
				continue
			}
			if eq, known := Same(e.key, key); !known {
				return Probe{int(j), step}, Unsure
			} else if eq {
				return Probe{int(j), step}, Present
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// Insert adds a key that is known to be missing.
func (s *Set) Insert(key Value, h uint64) {
	if s.table == nil {
		s.table = make([]setEntry, 8)
	}
	s.Ver++
	e, deleted := s.place(h)
	s.used++
	if deleted != nil {
		*deleted = newEntry(key, h)
		return
	}
	*e = newEntry(key, h)
	s.fill++
	if s.fill*5 >= (len(s.table)-1)*3 {
		s.resize(s.room())
	}
}

// free returns the first never used place in the probe order of h.
func (s *Set) free(h uint64) *setEntry {
	e, _ := s.place(h)
	return e
}

// place returns the first never used place in the probe order of h, and the
// last place before it whose key was deleted, if there is one.
func (s *Set) place(h uint64) (free, deleted *setEntry) {
	mask := uint64(len(s.table) - 1)
	for i, perturb := h&mask, h; ; {
		last := i
		if i+linearProbes <= mask {
			last += linearProbes
		}
		for j := i; j <= last; j++ {
			e := &s.table[j]
			if e.mark == 0 {
				return e, deleted
			}
			if e.key.IsUnbound() {
				deleted = e
			}
		}
		perturb >>= perturbShift
		i = (i*5 + 1 + perturb) & mask
	}
}

// room is how many keys the table grows for.
func (s *Set) room() int {
	if s.used > 50000 {
		return s.used * 2
	}
	return s.used * 4
}

// resize makes the table larger than n, and drops deleted entries.
func (s *Set) resize(n int) {
	size := 8
	for size <= n {
		size <<= 1
	}
	old := s.table
	s.table = make([]setEntry, size)
	s.fill = s.used
	for i := range old {
		if old[i].live() {
			*s.free(old[i].hash()) = old[i]
		}
	}
}

// reserve makes room for n more keys, as CPython does before it merges tables.
func (s *Set) reserve(n int) {
	if s.table == nil {
		s.table = make([]setEntry, 8)
	}
	if (s.fill+n)*5 >= (len(s.table)-1)*3 {
		s.resize((s.used + n) * 2)
	}
}

// DeleteAt removes the key that a search found.
func (s *Set) DeleteAt(i int) {
	s.Ver++
	s.table[i] = deletedEntry
	s.used--
}

// Pop removes the key that is next in turn; the set must not be empty.
func (s *Set) Pop() Value {
	i := s.finger & (len(s.table) - 1)
	for !s.table[i].live() {
		if i++; i == len(s.table) {
			i = 0
		}
	}
	v := s.table[i].key
	s.DeleteAt(i)
	s.finger = i + 1
	return v
}

// Clear removes everything.
func (s *Set) Clear() {
	s.table, s.fill, s.used, s.finger = nil, 0, 0, 0
	s.Ver++
}

// Entries returns the size of the table: the bound of an iteration with Next.
func (s *Set) Entries() int { return len(s.table) }

// Next returns the place of the first key at or after i, ok false at the end.
func (s *Set) Next(i int) (at int, ok bool) {
	for ; i < len(s.table); i++ {
		if s.table[i].live() {
			return i, true
		}
	}
	return i, false
}

// KeyAt returns the key at a place; Unbound if there is none.
func (s *Set) KeyAt(i int) Value {
	if e := &s.table[i]; e.live() {
		return e.key
	}
	return Unbound
}

// HashAt returns the hash of the key at a place.
func (s *Set) HashAt(i int) uint64 { return s.table[i].hash() }

// take makes s hold what t holds; t is not used afterwards.
func (s *Set) take(t *Set) {
	s.table, s.fill, s.used, s.finger = t.table, t.fill, t.used, t.finger
	s.Ver++
}

// merge adds the keys of t. known is false if Python code must tell whether a
// key is there already; s is then unchanged.
func (s *Set) merge(t *Set) (known bool) {
	if t == s || t.used == 0 {
		return true
	}
	if s.fill == 0 {
		s.reserve(t.used)
		s.Ver++
		if len(s.table) == len(t.table) && t.fill == t.used {
			copy(s.table, t.table)
		} else {
			for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
				*s.free(t.table[i].hash()) = t.table[i]
			}
		}
		s.fill, s.used = t.used, t.used
		return true
	}
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		if _, found := s.Find(t.table[i].key, t.table[i].hash()); found == Unsure {
			return false
		}
	}
	s.reserve(t.used)
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		if _, found := s.Find(t.table[i].key, t.table[i].hash()); found == Missing {
			s.Insert(t.table[i].key, t.table[i].hash())
		}
	}
	return true
}

// copied returns a set of the given shape with the same keys.
func (s *Set) copied(shape *Shape) *Set {
	c := &Set{Header: Header{shape}}
	c.merge(s)
	return c
}
