package object

// Hashed is a dict or set, as the native that searches with user code sees it.
type Hashed interface {
	// Search goes on searching a key after place at (-1 starts), and returns
	// the candidate, a place to go on from, and the outcome.
	Search(key Value, hash uint64, at int) (i, place int, found Found)
	Candidate(i int) Value
	Version() uint64
}

// HashedOf returns the table of a dict or set, or nil.
func HashedOf(v Value) Hashed {
	if d := AsA[Dict](v, &DictLayout); d != nil {
		return d
	}
	if s := AsA[Set](v, &SetLayout); s != nil {
		return s
	}
	return nil
}

// Search is FindAfter with a plain place, which natives keep in a register.
func (d *Dict) Search(key Value, hash uint64, at int) (i, place int, found Found) {
	p, found := d.FindAfter(key, hash, Probe{slot: at})
	return p.I, p.slot, found
}

// Candidate returns the key of an entry.
func (d *Dict) Candidate(i int) Value { return d.entries[i].key }

// Version returns Ver.
func (d *Dict) Version() uint64 { return d.Ver }

// Search is FindAfter with a plain place.
func (s *Set) Search(key Value, hash uint64, at int) (i, place int, found Found) {
	p, found := s.FindAfter(key, hash, SetProbe{step: max(at, 0)})
	return p.I, p.step, found
}

// Candidate returns the key at a place of the table.
func (s *Set) Candidate(i int) Value { return s.table[i].key }

// Version returns Ver.
func (s *Set) Version() uint64 { return s.Ver }

// TableAdd adds a key to a set, or a key and value to a dict; ErrSlow if that
// takes Python code.
func TableAdd(w *World, table Value, item []Value) error {
	h, err := HashOf(w, item[0])
	if err != nil {
		return err
	}
	if d := AsA[Dict](table, &DictLayout); d != nil {
		switch p, found := d.Find(item[0], h); found {
		case Unsure:
			return ErrSlow
		case Present:
			d.SetAt(p.I, item[1])
		default:
			d.Insert(item[0], h, item[1])
		}
		return nil
	}
	s := As[Set](table)
	switch _, found := s.Find(item[0], h); found {
	case Unsure:
		return ErrSlow
	case Missing:
		s.Insert(item[0], h)
	}
	return nil
}
