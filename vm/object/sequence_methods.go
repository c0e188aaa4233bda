package object

// Methods that list and tuple share, and some of them str, bytes and others.

// sequenceItems returns the items of a list or tuple, of subclasses too.
func sequenceItems(v Value) []Value {
	if l := AsA[List](v, &ListLayout); l != nil {
		return l.Items
	}
	if t := AsA[Tuple](v, &TupleLayout); t != nil {
		return t.Items
	}
	return nil
}

func lenRow() Native {
	return leaf("__len__", "(self, /)", "Return len(self).", func(_ *World, args []Value) (Value, error) {
		n, _ := sequenceLen(args[0])
		return Int(int64(n)), nil
	})
}

// iterOf is __iter__ of containers, subclasses included.
func iterOf() Native {
	return leaf("__iter__", "(self, /)", "Implement iter(self).", func(_ *World, args []Value) (Value, error) {
		v := args[0]
		switch v.O.Shape.Layout.Core {
		case &ListLayout:
			return Of(&ListIterator{Header{&ListIteratorShape}, As[List](v), 0}), nil
		case &TupleLayout:
			return Of(&TupleIterator{Header{&TupleIteratorShape}, As[Tuple](v), 0}), nil
		case &StrLayout:
			return Of(&StrIterator{Header{&StrIteratorShape}, As[Str](v), 0}), nil
		case &BytesLayout:
			return Of(&BytesIterator{Header{&BytesIteratorShape}, v, 0}), nil
		case &ByteArrayLayout:
			return Of(&BytesIterator{Header{&ByteArrayIteratorShape}, v, 0}), nil
		case &DictLayout:
			return newDictIterator(&DictKeyIteratorShape, As[Dict](v)), nil
		case &SetLayout:
			return newSetIterator(As[Set](v)), nil
		}
		it, _ := IterLeaf(v)
		return it, nil
	})
}

func getItemRow() Native {
	return slow("__getitem__", "(self, key, /)", "Return self[key].", func(_ *World, args []Value) (Value, error) {
		v, err, ok := sequenceItem(args[0], args[1])
		if !ok {
			return v, ErrSlow
		}
		return v, err
	}, stepItemIndex)
}

func addRow() Native {
	return leaf("__add__", "(self, value, /)", "Return self+value.", func(w *World, args []Value) (Value, error) {
		a, b := args[0], args[1]
		switch {
		case a.Has(&ListLayout) && b.Has(&ListLayout):
			return Of(NewList(joined(As[List](a).Items, As[List](b).Items))), nil
		case a.Has(&TupleLayout) && b.Has(&TupleLayout):
			return Of(NewTuple(joined(As[Tuple](a).Items, As[Tuple](b).Items)...)), nil
		case a.Has(&StrLayout) && b.Has(&StrLayout):
			return concatStrs(w, a, b)
		}
		if _, ok := BytesView(a); ok {
			if _, ok := BytesView(b); ok {
				return concatBytes(w, a, b)
			}
		}
		if _, ok := b.Type().Lookup("__radd__"); ok && !b.Type().Builtin() {
			return NotImplemented, nil
		}
		return Value{}, concatError(a, b)
	})
}

func mulRow(name, doc string) Native {
	return slow(name, "(self, value, /)", doc, func(w *World, args []Value) (Value, error) {
		if !IsIntLike(args[1]) {
			if needsIndex(args[1]) {
				return Value{}, ErrSlow
			}
			if _, ok := args[1].Type().Lookup("__rmul__"); ok && !args[1].Type().Builtin() {
				return NotImplemented, nil
			}
		}
		return Repeat(w, args[0], args[1])
	}, indexed(1))
}

func sequenceContains() Native {
	return slow("__contains__", "(self, key, /)", "Return key in self.", func(_ *World, args []Value) (Value, error) {
		items := sequenceItems(args[0])
		if len(items) > longLeaf {
			return Value{}, ErrSlow
		}
		for _, x := range items {
			if eq, known := Same(x, args[1]); !known {
				return Value{}, ErrSlow
			} else if eq {
				return True, nil
			}
		}
		return False, nil
	}, func(c *Call) Action {
		i, act := c.scan(2, 3, -1, Int(0), Int(1<<62))
		if act != scanEnded {
			return act
		}
		return c.Return(Bool(i >= 0))
	}, Count, Count)
}

// scanEnded is no action: the scan has its answer.
const scanEnded Action = 255

// scan looks for the value in register 1 among the items of register 0 from
// index start up to stop, by steps 1 (an answer has landed) and 2 (go on). Its
// registers: next, the index to look at; found, unused by the search itself.
// count is the register in which matches are counted, or -1 to stop at the first.
func (c *Call) scan(next, found, count int, start, stop Value) (at int, act Action) {
	switch c.Step() {
	case 0:
		c.SetReg(next, start)
		if count >= 0 {
			c.SetReg(count, Int(0))
		}
	case 1:
		if c.Result() == True {
			if count < 0 {
				return int(c.Reg(next).N) - 1, scanEnded
			}
			c.SetReg(count, Int(c.Reg(count).N+1))
		}
	}
	for n := 0; ; n++ {
		items := sequenceItems(c.Reg(0))
		i := c.Reg(next).N
		if i >= min(int64(len(items)), stop.N) {
			return -1, scanEnded
		}
		c.SetReg(next, Int(i+1))
		if n > chunk {
			c.SetReg(next, Int(i))
			return 0, c.Again(2)
		}
		eq, known := Same(items[i], c.Reg(1))
		switch {
		case !known:
			return 0, c.Do(1, OpEqual, items[i], c.Reg(1))
		case eq && count < 0:
			return int(i), scanEnded
		case eq:
			c.SetReg(count, Int(c.Reg(count).N+1))
		}
	}
}

func sequenceCount(_ *World, args []Value) (Value, error) {
	items := sequenceItems(args[0])
	if len(items) > longLeaf {
		return Value{}, ErrSlow
	}
	n := 0
	for _, x := range items {
		if eq, known := Same(x, args[1]); !known {
			return Value{}, ErrSlow
		} else if eq {
			n++
		}
	}
	return Int(int64(n)), nil
}

func stepCount(c *Call) Action {
	_, act := c.scan(2, 3, 3, Int(0), Int(1<<62))
	if act != scanEnded {
		return act
	}
	return c.Return(c.Reg(3))
}

func sequenceIndex(_ *World, args []Value) (Value, error) {
	items := sequenceItems(args[0])
	start, err := clampArg(args[2], 0)
	if err != nil {
		return Value{}, err
	}
	stop, err := clampArg(args[3], len(items))
	if err != nil {
		return Value{}, err
	}
	start, stop = clip(start, stop, len(items))
	if stop-start > longLeaf {
		return Value{}, ErrSlow
	}
	for i := start; i < stop; i++ {
		if eq, known := Same(items[i], args[1]); !known {
			return Value{}, ErrSlow
		} else if eq {
			return Int(int64(i)), nil
		}
	}
	return Value{}, notIn(args[0], args[1])
}

// notIn is the error of index.
func notIn(seq, v Value) error {
	if seq.Has(&TupleLayout) {
		return ValueErrorf("tuple.index(x): x not in tuple")
	}
	if s, ok := ReprLeaf(v); ok {
		return ValueErrorf("%s is not in list", s)
	}
	return ValueErrorf("list.index(x): x not in list")
}

// stepIndexOf resolves the bounds (steps 3 and 4), then searches.
func stepIndexOf(c *Call) Action {
	const start, stop, next, found = 2, 3, 4, 5
	s := c.Step()
	if s == 0 || s >= 3 {
		if s >= 3 {
			c.SetReg(s-1, c.Result())
		}
		for _, r := range []int{start, stop} {
			if v := c.Reg(r); !v.IsUnbound() && needsIndex(v) {
				return c.Do(r+1, OpIndex, v)
			}
		}
		n := len(sequenceItems(c.Reg(0)))
		from, err := clampArg(c.Reg(start), 0)
		if err != nil {
			return c.Raise(err)
		}
		to, err := clampArg(c.Reg(stop), n)
		if err != nil {
			return c.Raise(err)
		}
		from, to = clip(from, to, n)
		c.SetReg(start, Int(int64(from)))
		c.SetReg(stop, Int(int64(to)))
		c.F.PC = 0
	}
	i, act := c.scan(next, found, -1, c.Reg(start), c.Reg(stop))
	switch {
	case act != scanEnded:
		return act
	case i < 0:
		return c.Raise(notIn(c.Reg(0), c.Reg(1)))
	}
	return c.Return(Int(int64(i)))
}

// sequenceCompare are the comparisons of two sequences of this layout.
func sequenceCompare(l *Layout) []Native {
	return compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if !b.Has(l) {
			return false, nil, false
		}
		x, y := sequenceItems(a), sequenceItems(b)
		if op == CmpEq || op == CmpNe {
			eq, known := sameItems(x, y, 0)
			if !known {
				return false, ErrSlow, true
			}
			return eq == (op == CmpEq), nil, true
		}
		r, ok := orderItems(op, x, y, 0)
		if !ok {
			return false, ErrSlow, true
		}
		return r, nil, true
	}, stepSequenceCompare, Count)
}

// stepSequenceCompare finds the first items that differ, and compares those.
func stepSequenceCompare(op Comparison) step {
	return func(c *Call) Action {
		const at = 2
		switch c.Step() {
		case 0:
			c.SetReg(at, Int(0))
			if x, y := sequenceItems(c.Reg(0)), sequenceItems(c.Reg(1)); len(x) != len(y) && (op == CmpEq || op == CmpNe) {
				return c.Return(Bool(op == CmpNe))
			}
		case 1:
			if c.Result() == True {
				c.SetReg(at, Int(c.Reg(at).N+1))
				break
			}
			return c.itemsDiffer(op, int(c.Reg(at).N))
		}
		for n := 0; ; n++ {
			x, y := sequenceItems(c.Reg(0)), sequenceItems(c.Reg(1))
			i := int(c.Reg(at).N)
			if i >= len(x) || i >= len(y) {
				return c.Return(Bool(order(op, compareLen(len(x), len(y)))))
			}
			if n > chunk {
				return c.Again(2)
			}
			eq, known := Same(x[i], y[i])
			switch {
			case !known:
				return c.Do(1, OpEqual, x[i], y[i])
			case !eq:
				return c.itemsDiffer(op, i)
			}
			c.SetReg(at, Int(int64(i+1)))
		}
	}
}

func compareLen(x, y int) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func (c *Call) itemsDiffer(op Comparison, i int) Action {
	switch op {
	case CmpEq:
		return c.Return(False)
	case CmpNe:
		return c.Return(True)
	}
	x, y := sequenceItems(c.Reg(0)), sequenceItems(c.Reg(1))
	if i >= len(x) || i >= len(y) {
		return c.Return(Bool(order(op, compareLen(len(x), len(y)))))
	}
	return c.DoTail(OpCompare, x[i], y[i], Int(int64(op)))
}

// sequenceRepr is __repr__ of list and tuple.
func sequenceRepr() Native {
	return slow("__repr__", "(self, /)", "Return repr(self).", reprFast, stepSequenceRepr, Count, StrReg)
}

func reprFast(_ *World, args []Value) (Value, error) {
	if s, ok := ReprLeaf(args[0]); ok {
		return NewStr(s), nil
	}
	return Value{}, ErrSlow
}

// appendText appends to the str in a register.
func (c *Call) appendText(reg int, parts ...string) {
	for _, p := range parts {
		text := c.Reg(reg)
		if !text.Has(&StrLayout) { // in a frame made by hand
			text = Of(&emptyStr)
		}
		if v, err := concatStrs(c.World, text, NewStr(p)); err == nil {
			c.SetReg(reg, v)
		}
	}
}

// stepSequenceRepr shows one item after the other.
func stepSequenceRepr(c *Call) Action {
	const next, text = 1, 2
	isList := c.Reg(0).Has(&ListLayout)
	opening, closing := "(", ")"
	if isList {
		opening, closing = "[", "]"
	}
	switch c.Step() {
	case 0:
		if c.inRepr() {
			return c.Return(NewStr(ellipsisFor(c.Reg(0))))
		}
		c.SetReg(next, Int(0))
		c.SetReg(text, NewStr(opening))
	case 1:
		s, _ := StringOf(c.Result())
		c.appendText(text, s)
	}
	for n := 0; ; n++ {
		items, i := sequenceItems(c.Reg(0)), c.Reg(next).N
		if i >= int64(len(items)) {
			if !isList && len(items) == 1 {
				closing = ",)"
			}
			c.appendText(text, closing)
			c.reprDone()
			return c.Return(c.Reg(text))
		}
		if n > chunk {
			return c.Again(2)
		}
		if i > 0 {
			c.appendText(text, ", ")
		}
		c.SetReg(next, Int(i+1))
		if plainRepr(items[i]) {
			s, _ := ReprLeaf(items[i])
			c.appendText(text, s)
			continue
		}
		return c.Do(1, OpRepr, items[i])
	}
}

// plainRepr reports whether v is a builtin value that contains no others.
func plainRepr(v Value) bool {
	switch kindOf(v) {
	case intKind:
		return v.O == nil || v.IsBool()
	case floatKind, strKind, bytesKind, complexKind:
		return true
	}
	return v.IsNone()
}
