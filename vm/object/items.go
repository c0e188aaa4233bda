package object

// leafItems returns the items of a builtin iterable, exact types only. The
// slice is the container's own if it has one: not to be changed or kept. ok is
// false if it takes Python code, or too many steps for a leaf.
func leafItems(v Value) (items []Value, ok bool) {
	if v.O == nil {
		return nil, false
	}
	switch v.O.Shape {
	case &ListShape:
		return As[List](v).Items, true
	case &TupleShape:
		return As[Tuple](v).Items, true
	}
	n, sized := LenLeaf(v)
	if sized && n > longLeaf {
		return nil, false
	}
	it, ok := IterLeaf(v)
	if !ok || it == v { // an iterator would be used up
		return nil, false
	}
	items = make([]Value, 0, n)
	for len(items) <= longLeaf {
		x, more, known := NextLeaf(it)
		if !known {
			return nil, false
		}
		if !more {
			return items, true
		}
		items = append(items, x)
	}
	return nil, false
}
