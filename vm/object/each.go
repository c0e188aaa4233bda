package object

// Iteration in steps. A step function that goes through an iterable keeps the
// iterator in a register and gives three step numbers to it:
//
//	first    the iterator has landed (from OpIter)
//	first+1  an item has landed
//	first+2  go on
//
// and calls each until it says that there is no item now.

// chunk is how many items a step handles before the loop looks round.
const chunk = 4096

// pulled is the outcome of each.
type pulled uint8

const (
	gotItem pulled = iota
	gotEnd
	mustWait // the step ends with the action c.act
)

// startEach asks for the iterator of v.
func (c *Call) startEach(first int, v Value) Action { return c.Do(first, OpIter, v) }

// each returns the next item of the iterator in register reg. n counts the
// calls of this step.
func (c *Call) each(reg, first, n int) (v Value, st pulled) {
	if n == 0 {
		switch c.Step() {
		case first:
			c.SetReg(reg, c.Result())
		case first + 1:
			if c.Done() {
				return v, gotEnd
			}
			return c.Result(), gotItem
		}
	}
	if n > chunk {
		c.act = c.Again(first + 2)
		return v, mustWait
	}
	v, ok, known := NextLeaf(c.Reg(reg))
	switch {
	case !known:
		c.act = c.Do(first+1, OpNext, c.Reg(reg))
		return v, mustWait
	case !ok:
		return v, gotEnd
	}
	return v, gotItem
}

// The steps at which a native that also asks how long an iterable is learns the
// answer of __len__, and of __length_hint__.
const (
	sizeLen  = 4
	sizeHint = 5
)

// sized begins each with first = 1 for a native that makes room for all items:
// as CPython does when it has got the iterator, it asks the iterable how long it
// is, which only a class made by a program can notice. The native has Catches.
// done is true if the step ends with the action.
func (c *Call) sized(reg int, v Value) (act Action, done bool) {
	asked := c.Step() == sizeLen || c.Step() == sizeHint
	switch e := c.Caught(); {
	case c.Step() == 0:
		return c.startEach(1, v), true
	case e != nil && (!asked || !Is(e, TypeError)):
		return c.Raise(e), true
	case c.Step() == 1:
		c.SetReg(reg, c.Result())
		if fn, ok := v.Type().Lookup("__len__"); ok && fn.Has(&FuncLayout) {
			return c.Ask(sizeLen, fn, v), true
		}
		return c.askSizeHint(v)
	case c.Step() == sizeLen && (e != nil || !IsIntLike(c.Result())): // it has no length
		return c.askSizeHint(v)
	case asked && e == nil && c.Result() != NotImplemented:
		method := map[int]string{sizeLen: "__len__", sizeHint: "__length_hint__"}[c.Step()]
		if !IsIntLike(c.Result()) {
			return c.Raise(TypeErrorf("%s must be an integer, not %s", method, c.Result().Type().LongName())), true
		}
		if n, fits := Int64Of(c.Result()); fits && n < 0 {
			return c.Raise(ValueErrorf("%s() should return >= 0", method)), true
		}
	}
	return 0, false
}

func (c *Call) askSizeHint(v Value) (act Action, asked bool) {
	if fn, ok := v.Type().Lookup("__length_hint__"); ok && fn.Has(&FuncLayout) {
		return c.Ask(sizeHint, fn, v), true
	}
	return 0, false
}

// collected makes the steps of a native that needs all items of its argument
// arg as a list: they are collected, put in the place of the argument, and the
// leaf does the rest. Its temporaries are collectTemps, and it has Catches.
func collected(arg int) step {
	return func(c *Call) Action {
		n := len(c.F.Native.Params)
		it, list := n, n+1
		if c.Step() == 0 {
			c.SetReg(list, Of(NewList(nil)))
		}
		if act, done := c.sized(it, c.Reg(arg)); done {
			return act
		}
		l := RegAs[List](c, list, &ListLayout)
		for i := 0; ; i++ {
			v, st := c.each(it, 1, i)
			switch st {
			case mustWait:
				return c.act
			case gotEnd:
				c.SetReg(arg, c.Reg(list))
				return c.finish()
			}
			l.Append(v)
		}
	}
}

var collectTemps = []RegKind{Any, ListReg}

// finish ends a native with what its leaf makes of the parameters.
func (c *Call) finish() Action {
	f := c.F.Native.Fast
	v, err := f(c.World, c.F.Regs[:len(c.F.Native.Params)])
	switch {
	case err == ErrExhausted:
		return c.Raise(NewException(StopIteration))
	case err == ErrSlow:
		return c.Raise(Errorf(SystemError, "%s: leaf declined twice", c.F.Native.Qualname))
	case err != nil:
		return c.Raise(err)
	}
	return c.Return(v)
}

// indexed makes the steps of a native some of whose arguments are indices:
// those that have __index__ are replaced by what it gives, and the leaf does
// the rest.
func indexed(args ...int) step {
	return func(c *Call) Action {
		if s := c.Step(); s > 0 && s <= len(args) {
			c.SetReg(args[s-1], c.Result())
		}
		for i := c.Step(); i < len(args); i++ {
			if v := c.Reg(args[i]); !v.IsUnbound() && needsIndex(v) {
				return c.Do(i+1, OpIndex, v)
			}
		}
		return c.finish()
	}
}

// intArg returns an argument that is to be an index or size; ErrSlow if it
// takes __index__.
func intArg(v Value) (int, error) {
	n, ok := Int64Of(v)
	switch {
	case ok:
		return int(n), nil
	case IsIntLike(v):
		return 0, Errorf(OverflowError, "Python int too large to convert to C ssize_t")
	case needsIndex(v):
		return 0, ErrSlow
	}
	return 0, TypeErrorf("'%s' object cannot be interpreted as an integer", v.Type().LongName())
}

// clampArg is intArg for bounds of slices, where numbers too large are clipped.
func clampArg(v Value, absent int) (int, error) {
	if v.IsUnbound() || v.IsNone() {
		return absent, nil
	}
	n, _, ok := slicePart(v, absent)
	if !ok {
		if needsIndex(v) {
			return 0, ErrSlow
		}
		return 0, errSlicePart()
	}
	return n, nil
}

// clip resolves bounds start and stop of a search in n items.
func clip(start, stop, n int) (int, int) {
	if start < 0 {
		start = max(start+n, 0)
	}
	if stop < 0 {
		stop = max(stop+n, 0)
	}
	return start, min(stop, n)
}
