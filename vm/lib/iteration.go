package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// The builtins that iterate.
var iterationRows = []object.Native{
	slow("len", "(obj, /)", "Return the number of items in a container.", func(w *world, args []value) (value, error) {
		n, ok := object.LenLeaf(args[0])
		if !ok {
			return value{}, object.ErrSlow
		}
		return object.Int(int64(n)), nil
	}, func(c *call) action { return c.DoTail(object.OpLen, c.Reg(0)) }),
	slow("iter", "(object, sentinel=None, /)", "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  In the first form, the argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel.", iterFast, stepIter),
	catching("next", "(iterator, default=None, /)", "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration.", nextFast, stepNext),
	slow("aiter", "(async_iterable, /)", "Return an AsyncIterator for an AsyncIterable object.", nil, stepAiter),
	slow("anext", "(aiterator, default=None, /)", "anext(aiterator[, default])\n\nReturn the next item from the async iterator.", nil, stepAnext, object.Any),
	slow("all", "(iterable, /)", "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.", anyFast(false), stepAny(false), object.Any),
	slow("any", "(iterable, /)", "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.", anyFast(true), stepAny(true), object.Any),
	slow("sum", "(iterable, /, start=0)", "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is empty, return the start value.\nThis function is intended specifically for use with numeric values and may\nreject non-numeric types.", sumFast, stepSum, object.Any, object.Any),
	slow("min", "(*args, key=None, default=None)", "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more arguments, return the smallest argument.", extremeFast(object.CmpLt), stepExtreme(object.CmpLt), extremeTemps...),
	slow("max", "(*args, key=None, default=None)", "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an object to return if\nthe provided iterable is empty.\nWith two or more arguments, return the largest argument.", extremeFast(object.CmpGt), stepExtreme(object.CmpGt), extremeTemps...),
	slow("sorted", "(iterable, /, *, key=None, reverse=False)", "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.", nil, stepSorted, object.Any),
}

func iterFast(w *world, args []value) (value, error) {
	if args[1].IsUnbound() {
		if it, ok := object.IterLeaf(args[0]); ok {
			return it, nil
		}
	}
	return value{}, object.ErrSlow
}

func stepIter(c *call) action {
	if c.Reg(1).IsUnbound() {
		return c.DoTail(object.OpIter, c.Reg(0))
	}
	if !object.Callable(c.Reg(0)) {
		return c.Raise(object.TypeErrorf("iter(v, w): v must be callable"))
	}
	it := newOf[object.CallIterator](object.CallIteratorType)
	it.Fn, it.Sentinel = c.Reg(0), c.Reg(1)
	return c.Return(object.Of(it))
}

func nextFast(w *world, args []value) (value, error) {
	v, ok, known := object.NextLeaf(args[0])
	switch {
	case !known:
		return value{}, object.ErrSlow
	case ok:
		return v, nil
	case args[1].IsUnbound():
		return value{}, object.NewException(object.StopIteration)
	}
	return args[1], nil
}

func stepNext(c *call) action {
	if c.Step() == 0 {
		if !vm.Of(c.World).HasSpecial(c.Reg(0), "__next__") {
			return c.Raise(object.TypeErrorf("'%s' object is not an iterator", c.Reg(0).Type().LongName()))
		}
		return c.Do(1, object.OpNext, c.Reg(0))
	}
	if e := c.Caught(); e != nil {
		return c.Raise(e)
	}
	switch {
	case !c.Done():
		return c.Return(c.Result())
	case c.Reg(1).IsUnbound():
		return c.Raise(object.StopIterationOf(c.Result()))
	}
	return c.Return(c.Reg(1))
}

func stepAiter(c *call) action {
	if c.Step() > 0 {
		if !vm.Of(c.World).HasSpecial(c.Result(), "__anext__") {
			return c.Raise(object.TypeErrorf("aiter() returned not an async iterator of type '%s'", c.Result().Type().LongName()))
		}
		return c.Return(c.Result())
	}
	if act, ok := vm.AskSpecial(c, 1, c.Reg(0), "__aiter__"); ok {
		return act
	}
	return c.Raise(object.TypeErrorf("'%s' object is not an async iterable", c.Reg(0).Type().LongName()))
}

// stepAnext is anext. The awaitable of one with a default is a coroutine of the
// prelude.
func stepAnext(c *call) action {
	const awaitable = 2
	switch c.Step() {
	case 0:
		if act, ok := vm.AskSpecial(c, 1, c.Reg(0), "__anext__"); ok {
			return act
		}
		return c.Raise(object.TypeErrorf("'%s' object is not an async iterator", c.Reg(0).Type().LongName()))
	case 1:
		if c.Reg(1).IsUnbound() {
			return c.Return(c.Result())
		}
		c.SetReg(awaitable, c.Result())
		return c.Ask(2, vm.Importer(), str("_anext"))
	case 2:
		return c.Do(3, object.OpGetAttr, c.Result(), intern("anext_awaitable"))
	}
	return c.Tail(c.Result(), c.Reg(awaitable), c.Reg(1))
}

// plainItems returns the items of an exact list or tuple of moderate length.
func plainItems(v value) ([]value, bool) {
	var items []value
	switch {
	case v.Is(&object.ListShape):
		items = object.As[object.List](v).Items
	case v.Is(&object.TupleShape):
		items = object.As[object.Tuple](v).Items
	default:
		return nil, false
	}
	return items, len(items) <= chunk
}

func anyFast(want bool) fast {
	return func(w *world, args []value) (value, error) {
		items, ok := plainItems(args[0])
		if !ok {
			return value{}, object.ErrSlow
		}
		for _, v := range items {
			b, ok := object.TruthLeaf(v)
			if !ok {
				return value{}, object.ErrSlow
			}
			if b == want {
				return object.Bool(want), nil
			}
		}
		return object.Bool(!want), nil
	}
}

func stepAny(want bool) step {
	return func(c *call) action {
		const it = 1
		switch c.Step() {
		case 0:
			return c.Do(1, object.OpIter, c.Reg(0))
		case 1:
			c.SetReg(it, c.Result())
		case 2:
			if c.Done() {
				return c.Return(object.Bool(!want))
			}
			if b, known := object.TruthLeaf(c.Result()); !known {
				return c.Do(3, object.OpTruth, c.Result())
			} else if b == want {
				return c.Return(object.Bool(want))
			}
		case 3:
			if (c.Result() == object.True) == want {
				return c.Return(object.Bool(want))
			}
		}
		for i := 0; i < chunk; i++ {
			v, ok, known := object.NextLeaf(c.Reg(it))
			if !known {
				return c.Do(2, object.OpNext, c.Reg(it))
			}
			if !ok {
				return c.Return(object.Bool(!want))
			}
			b, known := object.TruthLeaf(v)
			if !known {
				return c.Do(3, object.OpTruth, v)
			}
			if b == want {
				return c.Return(object.Bool(want))
			}
		}
		return c.Again(4)
	}
}

// sumError rejects what sum() does not add up.
func sumError(start value) error {
	switch {
	case start.Has(&object.StrLayout):
		return object.TypeErrorf("sum() can't sum strings [use ''.join(seq) instead]")
	case start.Has(&object.BytesLayout):
		return object.TypeErrorf("sum() can't sum bytes [use b''.join(seq) instead]")
	case start.Has(&object.ByteArrayLayout):
		return object.TypeErrorf("sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	return nil
}

func sumFast(w *world, args []value) (value, error) {
	items, ok := plainItems(args[0])
	if !ok {
		return value{}, object.ErrSlow
	}
	acc := or(args[1], object.Int(0))
	if err := sumError(acc); err != nil {
		return value{}, err
	}
	n := addUp(w, &acc, items)
	if n < len(items) {
		return value{}, object.ErrSlow
	}
	return acc, nil
}

// addUp adds numbers to acc, and returns how many it could.
func addUp(w *world, acc *value, items []value) int {
	for i, v := range items {
		if !addOne(w, acc, v) {
			return i
		}
	}
	return len(items)
}

func addOne(w *world, acc *value, v value) bool {
	if acc.O == nil && v.O == nil {
		if s := acc.N + v.N; (s > acc.N) == (v.N > 0) {
			acc.N = s
			return true
		}
	} else if acc.IsFloat() && v.IsFloat() {
		*acc = object.Float(acc.Float() + v.Float())
		return true
	}
	if !object.IsIntLike(v) && !v.IsFloat() || !object.IsIntLike(*acc) && !acc.IsFloat() {
		return false
	}
	x, err, ok := object.BinaryLeaf(w, object.BinAdd, *acc, v)
	if !ok || err != nil {
		return false
	}
	*acc = x
	return true
}

func stepSum(c *call) action {
	const it, acc = 2, 3
	switch c.Step() {
	case 0:
		c.SetReg(acc, or(c.Reg(1), object.Int(0)))
		if err := sumError(c.Reg(acc)); err != nil {
			return c.Raise(err)
		}
		return c.Do(1, object.OpIter, c.Reg(0))
	case 1:
		c.SetReg(it, c.Result())
	case 2:
		if c.Done() {
			return c.Return(c.Reg(acc))
		}
		sum := c.Reg(acc)
		if !addOne(c.World, &sum, c.Result()) {
			return c.Do(3, object.OpBinary, sum, c.Result(), object.Int(int64(object.BinAdd)))
		}
		c.SetReg(acc, sum)
	case 3:
		c.SetReg(acc, c.Result())
	}
	sum := c.Reg(acc)
	for i := 0; i < chunk; i++ {
		v, ok, known := object.NextLeaf(c.Reg(it))
		switch {
		case !known:
			c.SetReg(acc, sum)
			return c.Do(2, object.OpNext, c.Reg(it))
		case !ok:
			return c.Return(sum)
		case !addOne(c.World, &sum, v):
			return c.Do(3, object.OpBinary, sum, v, object.Int(int64(object.BinAdd)))
		}
	}
	c.SetReg(acc, sum)
	return c.Again(4)
}

// extremeTemps are the iterator, the best item so far, its key, and the item
// and key that are compared with it.
var extremeTemps = []object.RegKind{object.Any, object.Any, object.Any, object.Any, object.Any}

// extremeArgs checks the arguments of min and max, and gives what to iterate.
func extremeArgs(name string, args []value) (value, error) {
	items := itemsOf(args[0])
	switch {
	case len(items) == 0:
		return value{}, object.TypeErrorf("%s expected at least 1 argument, got 0", name)
	case len(items) == 1:
		return items[0], nil
	case !args[2].IsUnbound():
		return value{}, object.TypeErrorf("Cannot specify a default for %s() with multiple positional arguments", name)
	}
	return args[0], nil
}

func extremeName(op object.Comparison) string {
	if op == object.CmpLt {
		return "min"
	}
	return "max"
}

func extremeFast(op object.Comparison) fast {
	name := extremeName(op)
	return func(w *world, args []value) (value, error) {
		if given(args[1]) {
			return value{}, object.ErrSlow
		}
		src, err := extremeArgs(name, args)
		if err != nil {
			return value{}, err
		}
		items, ok := plainItems(src)
		if !ok {
			return value{}, object.ErrSlow
		}
		if len(items) == 0 {
			return extremeEmpty(name, args[2])
		}
		best := items[0]
		for _, v := range items[1:] {
			better, ok := compareLeaf(w, op, v, best)
			if !ok {
				return value{}, object.ErrSlow
			}
			if better {
				best = v
			}
		}
		return best, nil
	}
}

// compareLeaf compares where that gives a bool without Python code.
func compareLeaf(w *world, op object.Comparison, a, b value) (r, ok bool) {
	if a.O == nil && b.O == nil {
		if op == object.CmpLt {
			return a.N < b.N, true
		}
		return a.N > b.N, true
	}
	v, err, ok := object.CompareLeaf(w, op, a, b)
	if !ok || err != nil || !v.IsBool() {
		return false, false
	}
	return v == object.True, true
}

func extremeEmpty(name string, dflt value) (value, error) {
	if dflt.IsUnbound() {
		return dflt, object.ValueErrorf("%s() arg is an empty sequence", name)
	}
	return dflt, nil
}

func stepExtreme(op object.Comparison) step {
	name := extremeName(op)
	return func(c *call) action {
		const key, dflt, it, best, bestKey, item, itemKey = 1, 2, 3, 4, 5, 6, 7
		keyed := given(c.Reg(key))
		state := c.Step()
		switch state {
		case 0:
			src, err := extremeArgs(name, c.F.Regs[:3])
			if err != nil {
				return c.Raise(err)
			}
			return c.Do(1, object.OpIter, src)
		case 1:
			c.SetReg(it, c.Result())
			state = 5
		}
		for i := 0; ; i++ {
			switch state {
			case 5: // next item
				if i > chunk {
					return c.Again(5)
				}
				v, ok, known := object.NextLeaf(c.Reg(it))
				if !known {
					return c.Do(2, object.OpNext, c.Reg(it))
				}
				if !ok {
					return endExtreme(c, name)
				}
				c.SetReg(item, v)
				state = 6
			case 2: // it has come
				if c.Done() {
					return endExtreme(c, name)
				}
				c.SetReg(item, c.Result())
				state = 6
			case 6: // its key
				c.SetReg(itemKey, c.Reg(item))
				if keyed {
					return c.Ask(3, c.Reg(key), c.Reg(item))
				}
				state = 7
			case 3:
				c.SetReg(itemKey, c.Result())
				state = 7
			case 7: // compare
				if c.Reg(best).IsUnbound() {
					c.SetReg(best, c.Reg(item))
					c.SetReg(bestKey, c.Reg(itemKey))
					state = 5
					break
				}
				better, ok := compareLeaf(c.World, op, c.Reg(itemKey), c.Reg(bestKey))
				if !ok {
					return c.Do(8, object.OpCompare, c.Reg(itemKey), c.Reg(bestKey), object.Int(int64(op)))
				}
				takeBetter(c, better)
				state = 5
			case 8:
				if !c.Result().IsBool() {
					return c.Do(4, object.OpTruth, c.Result())
				}
				state = 4
			case 4:
				takeBetter(c, c.Result() == object.True)
				state = 5
			}
		}
	}
}

func takeBetter(c *call, better bool) {
	if better {
		c.SetReg(4, c.Reg(6))
		c.SetReg(5, c.Reg(7))
	}
}

func endExtreme(c *call, name string) action {
	if best := c.Reg(4); !best.IsUnbound() {
		return c.Return(best)
	}
	v, err := extremeEmpty(name, c.Reg(2))
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(v)
}

func stepSorted(c *call) action {
	switch c.Step() {
	case 0:
		return c.Ask(1, object.Of(object.ListType), c.Reg(0))
	case 1:
		c.SetReg(3, c.Result())
		sort, _ := object.ListType.Lookup("sort")
		return c.AskKw(2, object.NewTuple(intern("key"), intern("reverse")), sort, c.Result(), or(c.Reg(1), object.None), or(c.Reg(2), object.False))
	default:
		return c.Return(c.Reg(3))
	}
}
