package object

import "math"

var rangeNew = Native{Sig: "(cls, start, stop=None, step=1, /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newRangeFast, Step: indexed(1, 2, 3)}

func newRangeFast(_ *World, args []Value) (Value, error) {
	if _, err := typeArg(args[0], RangeType); err != nil {
		return Value{}, err
	}
	parts := [3]Value{Int(0), args[1], Int(1)}
	if !args[2].IsUnbound() {
		parts[0], parts[1] = args[1], args[2]
	}
	if !args[3].IsUnbound() {
		parts[2] = args[3]
	}
	for i, p := range parts {
		n, ok := IntOf(p)
		switch {
		case ok:
			parts[i] = n
		case needsIndex(p):
			return Value{}, ErrSlow
		default:
			return Value{}, TypeErrorf("'%s' object cannot be interpreted as an integer", p.Type().LongName())
		}
	}
	if parts[2] == Int(0) {
		return Value{}, ValueErrorf("range() arg 3 must not be zero")
	}
	return Of(NewRange(parts[0], parts[1], parts[2])), nil
}

func rangeMethods() []Native {
	rows := []Native{
		leaf("__len__", "(self, /)", "Return len(self).", func(_ *World, args []Value) (Value, error) {
			n := As[Range](args[0]).Length
			if !n.IsInt() {
				return n, Errorf(OverflowError, "Python int too large to convert to C ssize_t")
			}
			return n, nil
		}),
		leaf("__bool__", "(self, /)", "True if self else False", func(_ *World, args []Value) (Value, error) {
			return Bool(As[Range](args[0]).Length != Int(0)), nil
		}),
		leaf("__iter__", "(self, /)", "Implement iter(self).", func(_ *World, args []Value) (Value, error) {
			return As[Range](args[0]).Iterator(), nil
		}),
		leaf("__reversed__", "(self, /)", "Return a reverse iterator.", func(_ *World, args []Value) (Value, error) {
			return As[Range](args[0]).Reversed(), nil
		}),
		leaf("__reduce__", "(self, /)", "Helper for pickle.", func(_ *World, args []Value) (Value, error) {
			r := As[Range](args[0])
			return newPair(Of(RangeType), Of(NewTuple(r.Start, r.Stop, r.Step))), nil
		}),
		slow("__contains__", "(self, key, /)", "Return key in self.", func(_ *World, args []Value) (Value, error) {
			i, err := rangeFind(args)
			return Bool(!i.IsNone()), err
		}, rangeScan(false, func(i Value) (Value, error) { return Bool(!i.IsNone()), nil }), Any, SmallInt),
		slow("count", "(self, value, /)", "rangeobject.count(value) -> integer -- return number of occurrences of value", func(_ *World, args []Value) (Value, error) {
			i, err := rangeFind(args)
			if i.IsNone() {
				return Int(0), err
			}
			return Int(1), err
		}, rangeScan(true, func(n Value) (Value, error) { return n, nil }), Any, SmallInt),
		slow("index", "(self, value, /)", "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present.", func(_ *World, args []Value) (Value, error) {
			i, err := rangeFind(args)
			if err == nil && i.IsNone() {
				if v, exact := IntOf(args[1]); exact && v == args[1] || args[1].IsBool() {
					s, _ := ReprLeaf(args[1])
					return i, ValueErrorf("%s is not in range", s)
				}
			}
			return rangeIndex(i, err)
		}, rangeScan(false, func(i Value) (Value, error) { return rangeIndex(i, nil) }), Any, SmallInt),
		getItemRow(), hashRow(nil),
		reprRow(func(_ *World, v Value) string { return string(appendRange(nil, As[Range](v))) }),
	}
	return append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if op != CmpEq && op != CmpNe || !b.Has(&RangeLayout) {
			return false, nil, false
		}
		eq, _ := equalRanges(a, b)
		return eq == (op == CmpEq), nil, true
	}, nil)...)
}

func rangeIndex(i Value, err error) (Value, error) {
	if err == nil && i.IsNone() {
		err = ValueErrorf("sequence.index(x): x not in sequence")
	}
	return i, err
}

// rangeFind returns where a range has a value, or None. Only ints, and numbers
// that equal one, can be there, unless the value's own __eq__ says so.
func rangeFind(args []Value) (Value, error) {
	r, v := As[Range](args[0]), args[1]
	if v.Type().Flags&UserEq != 0 {
		return None, ErrSlow
	}
	if c := AsA[Complex](v, &ComplexLayout); c != nil && imag(c.C) == 0 {
		v = Float(real(c.C))
	}
	if f, ok := FloatOf(v); ok && f == math.Trunc(f) && !math.IsInf(f, 0) {
		v, _ = FloatToInt(f)
	}
	if IsIntLike(v) {
		if i, ok := r.IndexOf(v); ok {
			return i, nil
		}
	}
	return None, nil
}

// rangeScan makes the steps that ask each number of a range (register 0)
// whether it equals the value in register 1. finish gets the index of the first
// that does, or None; or, if all are to be counted, how many do.
func rangeScan(all bool, finish func(v Value) (Value, error)) step {
	const it, count = 2, 3
	done := func(c *Call, v Value) Action {
		v, err := finish(v)
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(v)
	}
	return func(c *Call) Action {
		switch c.Step() {
		case 0:
			c.SetReg(count, Int(0))
			return c.startEach(1, c.Reg(0))
		case 1:
			c.SetReg(it, c.Result())
		case 2: // whether it is equal
			switch is := c.Result() == True; {
			case is && !all:
				return done(c, c.Reg(count))
			case is == all:
				c.SetReg(count, Int(c.Reg(count).N+1))
			}
		}
		v, ok, _ := NextLeaf(c.Reg(it))
		switch {
		case ok:
			return c.Do(2, OpEqual, v, c.Reg(1))
		case all:
			return done(c, c.Reg(count))
		}
		return done(c, None)
	}
}

func rangeGetSets() []GetSet {
	part := func(name string, f func(r *Range) Value) GetSet {
		return member(name, "the range's "+name, func(_ *World, v Value) (Value, error) { return f(As[Range](v)), nil })
	}
	return []GetSet{
		part("start", func(r *Range) Value { return r.Start }),
		part("stop", func(r *Range) Value { return r.Stop }),
		part("step", func(r *Range) Value { return r.Step }),
	}
}
