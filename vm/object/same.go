package object

// Same reports whether two values are identical or equal; known is false if
// it takes Python code, or too deep a descent, to tell.
func Same(a, b Value) (equal, known bool) {
	if a == b {
		return true, true
	}
	return sameNested(a, b, 0)
}

func sameNested(a, b Value, depth int) (equal, known bool) {
	if a == b {
		return true, true
	}
	if a.O == nil && b.O == nil {
		return false, true
	}
	if a.O != nil && b.O != nil && a.O.Shape == b.O.Shape {
		switch a.O.Shape {
		case &StrShape:
			return As[Str](a).S == As[Str](b).S, true
		case &TupleShape:
			return sameItems(As[Tuple](a).Items, As[Tuple](b).Items, depth)
		case &ListShape:
			return sameItems(As[List](a).Items, As[List](b).Items, depth)
		case &DictShape:
			return sameDicts(As[Dict](a), As[Dict](b), depth)
		}
	}
	s, t := a.Type(), b.Type()
	if (s.Flags|t.Flags)&UserEq != 0 {
		return false, false
	}
	if s.Equal != nil {
		if equal, known = s.Equal(a, b); equal || !known {
			return equal, known
		}
	}
	if t != s && t.Equal != nil {
		return t.Equal(b, a)
	}
	return false, true
}

func sameItems(a, b []Value, depth int) (equal, known bool) {
	if len(a) != len(b) {
		return false, true
	}
	if depth > maxNesting {
		return false, false
	}
	for i := range a {
		if equal, known = sameNested(a[i], b[i], depth+1); !equal || !known {
			return equal, known
		}
	}
	return true, true
}

func sameDicts(a, b *Dict, depth int) (equal, known bool) {
	if a.live != b.live {
		return false, true
	}
	if depth > maxNesting {
		return false, false
	}
	for i := range a.entries {
		e := &a.entries[i]
		if e.key.IsUnbound() {
			continue
		}
		p, found := b.Find(e.key, e.hash)
		if found == Unsure {
			return false, false
		}
		if found == Missing {
			return false, true
		}
		if equal, known = sameNested(e.val, b.entries[p.I].val, depth+1); !equal || !known {
			return equal, known
		}
	}
	return true, true
}
