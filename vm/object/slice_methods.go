package object

var sliceNew = Native{Sig: "(cls, start, stop=None, step=None, /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: func(_ *World, args []Value) (Value, error) {
		if _, err := typeArg(args[0], SliceType); err != nil {
			return Value{}, err
		}
		start, stop, step := args[1], args[2], args[3]
		if stop.IsUnbound() {
			start, stop = None, start
		}
		if step.IsUnbound() {
			step = None
		}
		return NewSlice(start, stop, step), nil
	}}

// parts returns start, stop and step.
func (s *Slice) parts() []Value { return []Value{s.Start, s.Stop, s.Step} }

func equalSlices(a, b Value) (equal, known bool) {
	x, y := AsA[Slice](a, &SliceLayout), AsA[Slice](b, &SliceLayout)
	if x == nil || y == nil {
		return false, true
	}
	return sameItems(x.parts(), y.parts(), 0)
}

func sliceMethods() []Native {
	rows := []Native{
		slow("indices", "(self, object, /)", "S.indices(len) -> (start, stop, stride)\n\nAssuming a sequence of length len, calculate the start and stop\nindices, and the stride length of the extended slice described by\nS. Out of bounds indices are clipped in a manner consistent with the\nhandling of normal slices.", sliceIndices, stepSliceIndices),
		slow("__repr__", "(self, /)", "Return repr(self).", reprFast, stepSliceRepr, SmallInt, StrReg),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(_ *World, args []Value) (Value, error) {
			return newPair(Of(SliceType), Of(NewTuple(As[Slice](args[0]).parts()...))), nil
		}),
	}
	return append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if !b.Has(&SliceLayout) {
			return false, nil, false
		}
		x, y := As[Slice](a).parts(), As[Slice](b).parts()
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
	}, stepSliceCompare)...)
}

// stepSliceCompare compares slices as if they were tuples.
func stepSliceCompare(op Comparison) step {
	return func(c *Call) Action {
		parts := func(i int) Value { return Of(NewTuple(RegAs[Slice](c, i, &SliceLayout).parts()...)) }
		return c.DoTail(OpCompare, parts(0), parts(1), Int(int64(op)))
	}
}

// stepSliceRepr shows one part after the other.
func stepSliceRepr(c *Call) Action {
	const at, text = 1, 2
	if c.Step() == 0 {
		if c.inRepr() {
			return c.Return(NewStr("..."))
		}
		c.SetReg(at, Int(0))
		c.SetReg(text, NewStr("slice("))
	} else {
		s, _ := StringOf(c.Result())
		end := ", "
		if c.Reg(at).N == 2 {
			end = ")"
		}
		c.appendText(text, s, end)
		c.SetReg(at, Int(c.Reg(at).N+1))
	}
	if i := c.Reg(at).N; i < 3 {
		return c.Do(1, OpRepr, As[Slice](c.Reg(0)).parts()[i])
	}
	return c.Return(c.Reg(text))
}

func sliceIndices(_ *World, args []Value) (Value, error) {
	if !IsIntLike(args[1]) {
		if needsIndex(args[1]) {
			return Value{}, ErrSlow
		}
		return Value{}, TypeErrorf("'%s' object cannot be interpreted as an integer", args[1].Type().LongName())
	}
	length, _ := IntOf(args[1])
	if compareInts(length, Int(0)) < 0 {
		return Value{}, ValueErrorf("length should not be negative")
	}
	start, stop, step, err, ok := As[Slice](args[0]).Indices(length)
	switch {
	case !ok:
		return Value{}, ErrSlow
	case err != nil:
		return Value{}, err
	}
	return Of(NewTuple(start, stop, step)), nil
}

// stepSliceIndices resolves __index__ of the length (step 1), then of the parts.
func stepSliceIndices(c *Call) Action {
	if c.Step() == 1 {
		c.SetReg(1, c.Result())
	} else if needsIndex(c.Reg(1)) {
		return c.Do(1, OpIndex, c.Reg(1))
	}
	if act, done := c.itemIndex(0, 2); !done {
		return act
	}
	return c.finish()
}

func sliceGetSets() []GetSet {
	part := func(name string, f func(s *Slice) Value) GetSet {
		return member(name, "the slice's "+name, func(_ *World, v Value) (Value, error) { return f(As[Slice](v)), nil })
	}
	return []GetSet{
		part("start", func(s *Slice) Value { return s.Start }),
		part("stop", func(s *Slice) Value { return s.Stop }),
		part("step", func(s *Slice) Value { return s.Step }),
	}
}
