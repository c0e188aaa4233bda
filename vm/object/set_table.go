package object

// The types of sets.
var (
	SetType        = &Type{}
	FrozenSetType  = &Type{}
	SetShape       Shape
	FrozenSetShape Shape
	SetLayout      Layout // of both
)

func setTable() Table {
	return Table{Type: SetType, Name: "set", Flags: Weakable,
		Doc:   "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.",
		Shape: &SetShape, Layout: &SetLayout,
		Struct:  Struct[Set]{Name: "set", Fields: setFields}.Layout(),
		Sub:     SubLayout[Set],
		Equal:   equalSets,
		New:     newSetNative(SetType),
		Methods: setMethods(false),
		Members: map[string]Value{"__hash__": None},
	}
}

func frozenSetTable() Table {
	return Table{Type: FrozenSetType, Name: "frozenset", Flags: Weakable,
		Doc:   "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of unique elements.",
		Shape: &FrozenSetShape, Layout: &SetLayout,
		Equal: equalSets,
		New:   newSetNative(FrozenSetType), Methods: setMethods(true),
		Hash: func(_ *World, v Value) (uint64, error) { return As[Set](v).Hash(), nil },
	}
}

// Hash returns the hash of a frozenset, which needs only those of its keys.
func (s *Set) Hash() uint64 {
	if s.hash != 0 {
		return s.hash
	}
	var h uint64
	for i := range s.table {
		if e := &s.table[i]; e.live() {
			h ^= ((e.hash() ^ 89869747) ^ (e.hash() << 16)) * 3644798167
		}
	}
	h ^= (uint64(s.used) + 1) * 1927868237
	h ^= (h >> 11) ^ (h >> 25)
	h = h*69069 + 907133923
	if h == 1<<64-1 {
		h = 590923713
	}
	s.hash = h
	return h
}

func equalSets(a, b Value) (equal, known bool) {
	x, y := AsA[Set](a, &SetLayout), AsA[Set](b, &SetLayout)
	if x == nil || y == nil || x.used != y.used {
		return false, true
	}
	return x.within(y)
}

// within reports whether all keys of s are in t.
func (s *Set) within(t *Set) (all, known bool) {
	for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
		switch _, found := t.Find(s.table[i].key, s.table[i].hash()); found {
		case Missing:
			return false, true
		case Unsure:
			return false, false
		}
	}
	return true, true
}
