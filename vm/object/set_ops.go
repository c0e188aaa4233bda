package object

// Operations on whole sets, each in CPython's order. known is false if Python
// code must tell whether keys are equal.

// setBinary performs | & - ^ of two sets; the result has a's type.
func setBinary(op Binary, a, b *Set) (v Value, err error, ok bool) {
	shape := a.base()
	var r *Set
	switch op {
	case BinOr:
		r = a.copied(shape)
		ok = r.merge(b)
	case BinAnd:
		r, ok = a.intersection(b, shape)
	case BinSub:
		r, ok = a.difference(b, shape)
	case BinXor:
		r = b.copied(shape)
		ok = r.toggle(a)
	default:
		return v, nil, false
	}
	if !ok {
		return v, nil, false
	}
	return Of(r), nil, true
}

// base returns the shape of set or frozenset, whichever s is a kind of.
func (s *Set) base() *Shape {
	if s.Shape.Type.SubtypeOf(FrozenSetType) {
		return &FrozenSetShape
	}
	return &SetShape
}

func (s *Set) intersection(t *Set, shape *Shape) (r *Set, known bool) {
	if s == t {
		return s.copied(shape), true
	}
	if t.used > s.used {
		s, t = t, s
	}
	r = &Set{Header: Header{shape}}
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		e := t.table[i]
		if _, found := s.Find(e.key, e.hash()); found == Unsure {
			return nil, false
		} else if found == Present {
			r.Insert(e.key, e.hash())
		}
	}
	return r, true
}

func (s *Set) difference(t *Set, shape *Shape) (r *Set, known bool) {
	if s.used>>2 > t.used {
		r = s.copied(shape)
		return r, r.remove(t)
	}
	r = &Set{Header: Header{shape}}
	for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
		e := s.table[i]
		if _, found := t.Find(e.key, e.hash()); found == Unsure {
			return nil, false
		} else if found == Missing {
			r.Insert(e.key, e.hash())
		}
	}
	return r, true
}

// remove removes the keys of t.
func (s *Set) remove(t *Set) (known bool) {
	if s == t {
		s.Clear()
		return true
	}
	if t.used>>3 > s.used {
		if t, known = s.intersection(t, &SetShape); !known {
			return false
		}
	}
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		if _, found := s.Find(t.table[i].key, t.table[i].hash()); found == Unsure {
			return false
		}
	}
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		if p, found := s.Find(t.table[i].key, t.table[i].hash()); found == Present {
			s.DeleteAt(p.I)
		}
	}
	s.tidy()
	return true
}

// tidy makes the table anew if many of its places are of deleted keys.
func (s *Set) tidy() {
	if s.table != nil && s.fill-s.used > (len(s.table)-1)/5 {
		s.resize(s.room())
	}
}

// toggle removes the keys of t that s has, and adds the others.
func (s *Set) toggle(t *Set) (known bool) {
	if s == t {
		s.Clear()
		return true
	}
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		if _, found := s.Find(t.table[i].key, t.table[i].hash()); found == Unsure {
			return false
		}
	}
	for i, ok := t.Next(0); ok; i, ok = t.Next(i + 1) {
		e := t.table[i]
		if p, found := s.Find(e.key, e.hash()); found == Present {
			s.DeleteAt(p.I)
		} else {
			s.Insert(e.key, e.hash())
		}
	}
	return true
}

// AddLeaf adds a key. ok is false if it takes Python code.
func (s *Set) AddLeaf(w *World, key Value) (err error, ok bool) {
	h, err := HashOf(w, key)
	if err == ErrSlow {
		return nil, false
	}
	if err != nil {
		return err, true
	}
	switch _, found := s.Find(key, h); found {
	case Missing:
		s.Insert(key, h)
	case Unsure:
		return nil, false
	}
	return nil, true
}
