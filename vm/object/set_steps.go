package object

import "strings"

// The steps of set methods, for keys that take Python code to hash or compare
// and for iterables that do.

// addTemps: the iterator or the key that is looked up, and the next entry.
var addTemps = []RegKind{Any, Count}

// updateSetTemps are also those of set.update: the number of the next other.
var updateSetTemps = []RegKind{Any, Count, Count}

// stepSetAddAll adds the items of the iterable in register 1.
func stepSetAddAll(c *Call) Action {
	if act, wait := c.addItems(c.Reg(1)); wait {
		return act
	}
	return c.Return(None)
}

// stepSetUpdate adds the items of each of the others: register 4 is the number
// of the next.
func stepSetUpdate(c *Call) Action {
	const next = 4
	others := RegAs[Tuple](c, 1, &TupleLayout).Items
	if c.Step() == 0 {
		c.SetReg(next, Int(0))
	}
	for {
		i := int(c.Reg(next).N)
		if i >= len(others) {
			return c.Return(None)
		}
		if act, wait := c.addItems(others[i]); wait {
			return act
		}
		c.SetReg(next, Int(int64(i+1)))
		c.F.PC = 0
	}
}

// addItems adds the items of an iterable to the set in register 0; wait is true
// if it has asked, or fails. Its steps: 1 to 3 iteration, 4 added, 5 a key of
// another table was looked up.
func (c *Call) addItems(items Value) (act Action, wait bool) {
	const it = 2
	s := RegAs[Set](c, 0, &SetLayout)
	n := 0
	switch c.Step() {
	case 0:
		if err := s.update(c.World, items); err == nil {
			return 0, false
		} else if err != ErrSlow {
			return c.Raise(err), true
		}
		if t := keptHashes(items); t != nil {
			s.reserve(t.Len())
			c.SetReg(it+1, Int(0))
			return c.addKeys(items)
		}
		return c.startEach(1, items), true
	case 4:
		n = 1
	case 5:
		return c.addKeys(items)
	}
	for ; ; n++ {
		v, st := c.each(it, 1, n)
		switch st {
		case mustWait:
			return c.act, true
		case gotEnd:
			return 0, false
		}
		if err, ok := s.AddLeaf(c.World, v); err != nil {
			return c.Raise(err), true
		} else if !ok {
			add, _ := SetType.Lookup("add")
			return c.Ask(4, add, c.Reg(0), v), true
		}
	}
}

// keptHashes returns the table whose keys a set takes over with their hashes,
// nil if v is another iterable.
func keptHashes(v Value) HashTable {
	if s := AsA[Set](v, &SetLayout); s != nil {
		return s
	}
	if v.Is(&DictShape) {
		return As[Dict](v)
	}
	return nil
}

// addKeys is addItems for another table: from one entry to the next.
func (c *Call) addKeys(other Value) (act Action, wait bool) {
	const key, next = 2, 3
	s, t := RegAs[Set](c, 0, &SetLayout), keptHashes(other)
	if t == nil {
		return 0, false // in a frame made by hand
	}
	if p := RegAs[Tuple](c, key, &TupleLayout).Items; c.Step() == 5 && len(p) == 2 && foundAt(s, c.Result()) < 0 {
		s.Insert(p[0], HashFrom(p[1]))
	}
	for i := int(c.Reg(next).N); ; i++ {
		at, ok := t.Next(i)
		if !ok {
			return 0, false
		}
		i = at
		k, h := t.KeyAt(i), t.HashAt(i)
		switch _, found := s.Find(k, h); found {
		case Missing:
			s.Insert(k, h)
		case Unsure:
			c.SetReg(key, newPair(k, HashValue(h)))
			c.SetReg(next, Int(int64(i+1)))
			return c.Ask(5, Of(&findNative), c.Reg(0), k, HashValue(h)), true
		}
	}
}

// stepSetEachOther applies an in-place operator with each of the others.
func stepSetEachOther(method string) step {
	return func(c *Call) Action {
		const next = 3
		others := RegAs[Tuple](c, 1, &TupleLayout).Items
		fn, _ := SetType.Lookup(method)
		switch c.Step() {
		case 0:
			c.SetReg(next, Int(0))
		case 1: // an iterable as a set
			return c.Ask(2, fn, c.Reg(0), c.Result())
		}
		i := int(c.Reg(next).N)
		if i >= len(others) {
			return c.Return(None)
		}
		c.SetReg(next, Int(int64(i+1)))
		if others[i].Has(&SetLayout) {
			return c.Ask(2, fn, c.Reg(0), others[i])
		}
		return c.Ask(1, Of(SetType), others[i])
	}
}

// manyTemps: the result.
var manyTemps = []RegKind{SetReg}

// stepSetMany is union, intersection and difference: a copy that is updated.
func stepSetMany(update string) step {
	return func(c *Call) Action {
		const result = 2
		s := RegAs[Set](c, 0, &SetLayout)
		if c.Step() == 0 {
			others := RegAs[Tuple](c, 1, &TupleLayout).Items
			if op, ok := manyOps[update]; ok && len(others) == 1 && others[0].Has(&SetLayout) {
				if v, _, known := setBinary(op, s, As[Set](others[0])); known {
					return c.Return(v)
				}
			}
			c.SetReg(result, Of(s.copied(&SetShape)))
			fn, _ := SetType.Lookup(update)
			return c.Ask(1, fn, append([]Value{c.Reg(result)}, others...)...)
		}
		return c.returnLike(s, RegAs[Set](c, result, &SetLayout))
	}
}

var manyOps = map[string]Binary{"update": BinOr, "intersection_update": BinAnd, "difference_update": BinSub}

// stepSymmetric makes a set of the other, and toggles the keys of this one in it.
func stepSymmetric(c *Call) Action {
	const result = 2
	switch c.Step() {
	case 0:
		return c.Ask(1, Of(SetType), c.Reg(1))
	case 1:
		c.SetReg(result, c.Result())
		fn, _ := SetType.Lookup("__ixor__")
		return c.Ask(2, fn, c.Result(), c.Reg(0))
	}
	return c.returnLike(RegAs[Set](c, 0, &SetLayout), RegAs[Set](c, result, &SetLayout))
}

// returnLike ends a native with a new set, as the kind of another.
func (c *Call) returnLike(s, result *Set) Action {
	if s.base() != &FrozenSetShape {
		return c.Return(Of(result))
	}
	r := NewFrozenSet()
	r.take(result)
	return c.Return(Of(r))
}

// setOperator is an operator of two sets.
func setOperator(op Binary, reflected bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		a, b := args[0], args[1]
		if reflected {
			a, b = b, a
		}
		if !a.Has(&SetLayout) || !b.Has(&SetLayout) {
			return NotImplemented, nil
		}
		v, _, ok := setBinary(op, As[Set](a), As[Set](b))
		if !ok {
			return Value{}, ErrSlow
		}
		return v, nil
	}
}

// stepSetOperator is an operator of two sets whose keys take Python code to
// compare: a copy of the left one, to which the right one is applied; for ^ the
// other way round, as the order of the result shows.
func stepSetOperator(op Binary, reflected bool) step {
	return func(c *Call) Action {
		const result = 2
		a, b := 0, 1
		if reflected {
			a, b = b, a
		}
		if c.Step() == 0 {
			from, with := a, b
			if op == BinXor {
				from, with = b, a
			}
			c.SetReg(result, Of(RegAs[Set](c, from, &SetLayout).copied(&SetShape)))
			fn, _ := SetType.Lookup("__i" + binaryMethods[op].name + "__")
			return c.Ask(1, fn, c.Reg(result), c.Reg(with))
		}
		return c.returnLike(RegAs[Set](c, a, &SetLayout), RegAs[Set](c, result, &SetLayout))
	}
}

func setInPlace(op Binary) fast {
	return func(_ *World, args []Value) (Value, error) {
		if !args[1].Has(&SetLayout) {
			return NotImplemented, nil
		}
		a, b := As[Set](args[0]), As[Set](args[1])
		ok := false
		switch op {
		case BinOr:
			ok = a.merge(b)
		case BinSub:
			ok = a.remove(b)
		case BinXor:
			ok = a.toggle(b)
		case BinAnd:
			var r *Set
			if r, ok = a.intersection(b, &SetShape); ok {
				a.take(r)
			}
		}
		if !ok {
			return Value{}, ErrSlow
		}
		return args[0], nil
	}
}

// stepSetInPlace goes through the keys of the right set (of the left one for
// &=), finds each in the other set, and acts.
func stepSetInPlace(op Binary) step {
	return func(c *Call) Action {
		const rest = 2 // the keys still to look at, as a list; the last is next
		a := RegAs[Set](c, 0, &SetLayout)
		walked, other := RegAs[Set](c, 1, &SetLayout), c.Reg(0)
		if op == BinAnd {
			walked, other = a, c.Reg(1)
		}
		if c.Step() == 0 {
			var keys []Value
			for i, ok := walked.Next(0); ok; i, ok = walked.Next(i + 1) {
				keys = append(keys, newPair(walked.KeyAt(i), HashValue(walked.HashAt(i))))
			}
			if op == BinOr {
				a.reserve(walked.used)
			}
			reverse(keys)
			c.SetReg(rest, Of(NewList(keys)))
		}
		l := RegAs[List](c, rest, &ListLayout)
		if c.Step() == 1 {
			p := pairAt(l)
			if p == nil {
				return c.Return(c.Reg(0))
			}
			l.Items = l.Items[:len(l.Items)-1]
			i := foundAt(TableOf(other), c.Result())
			switch {
			case op == BinAnd && i < 0:
				if q, found := a.findSame(p[0], HashFrom(p[1])); found {
					a.DeleteAt(q)
				}
			case (op == BinSub || op == BinXor) && i >= 0:
				a.DeleteAt(i)
			case (op == BinOr || op == BinXor) && i < 0:
				a.Insert(p[0], HashFrom(p[1]))
			}
		}
		if len(l.Items) == 0 {
			return c.Return(c.Reg(0))
		}
		p := pairAt(l)
		if p == nil {
			return c.Return(c.Reg(0))
		}
		return c.Ask(1, Of(&findNative), other, p[0], p[1])
	}
}

// pairAt returns the pair at the end of a list, nil if there is none.
func pairAt(l *List) []Value {
	if len(l.Items) > 0 {
		if t := AsA[Tuple](l.Items[len(l.Items)-1], &TupleLayout); t != nil && len(t.Items) == 2 {
			return t.Items
		}
	}
	return nil
}

// findSame finds the very key, by identity.
func (s *Set) findSame(key Value, h uint64) (i int, found bool) {
	for p, f := s.Find(key, h); f != Missing; p, f = s.FindAfter(key, h, p) {
		if s.KeyAt(p.I) == key {
			return p.I, true
		}
	}
	return -1, false
}

// relationTemps: the next place in the set that is walked.
var relationTemps = []RegKind{Count}

// stepSetRelation compares sets key by key: isdisjoint, issubset, issuperset
// and the comparisons, told apart by name.
func stepSetRelation(c *Call) Action {
	const next = 2
	name := c.F.Native.Name
	switch c.Step() {
	case 0:
		c.SetReg(next, Int(0))
		if !c.Reg(1).Has(&SetLayout) {
			return c.Ask(3, Of(SetType), c.Reg(1))
		}
	case 3:
		c.SetReg(1, c.Result())
	}
	a, b := RegAs[Set](c, 0, &SetLayout), RegAs[Set](c, 1, &SetLayout)
	inner, outer, outerValue := a, b, c.Reg(1)
	if name == "issuperset" || name == "__gt__" || name == "__ge__" {
		inner, outer, outerValue = b, a, c.Reg(0)
	}
	yes, no := True, False
	if name == "__ne__" {
		yes, no = False, True
	}
	if c.Step() != 1 && name != "isdisjoint" {
		strict := name == "__lt__" || name == "__gt__"
		same := name == "__eq__" || name == "__ne__"
		if inner.used > outer.used || strict && inner.used == outer.used || same && inner.used != outer.used {
			return c.Return(no)
		}
	}
	if c.Step() == 1 {
		found := c.Result().N >= 0
		if name == "isdisjoint" && found || name != "isdisjoint" && !found {
			return c.Return(no)
		}
	}
	i, ok := inner.Next(int(c.Reg(next).N))
	if !ok {
		return c.Return(yes)
	}
	c.SetReg(next, Int(int64(i+1)))
	return c.Ask(1, Of(&findNative), outerValue, inner.KeyAt(i), HashValue(inner.HashAt(i)))
}

// stepSetRepr shows a set as the list of its keys in braces.
func stepSetRepr(c *Call) Action {
	s := RegAs[Set](c, 0, &SetLayout)
	name := s.Shape.Type.Name
	if c.Step() == 0 {
		if c.inRepr() {
			return c.Return(NewStr(name + "(...)"))
		}
		if s.used == 0 {
			c.reprDone()
			return c.Return(NewStr(name + "()"))
		}
		var keys []Value
		for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
			keys = append(keys, s.KeyAt(i))
		}
		return c.Do(1, OpRepr, Of(NewList(keys)))
	}
	c.reprDone()
	text, _ := StringOf(c.Result())
	text = "{" + strings.TrimSuffix(strings.TrimPrefix(text, "["), "]") + "}"
	if s.Shape != &SetShape {
		text = name + "(" + text + ")"
	}
	return c.Return(NewStr(text))
}
