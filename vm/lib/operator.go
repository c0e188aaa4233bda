package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// operatorModule is _operator; prelude's operator adds attrgetter and its like.
var operatorModule = module{
	name: "_operator",
	doc:  "Operator interface.\n\nThis module exports a set of functions implemented in Go corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.",
	rows: operatorRows(),
}

func doOperation(op object.Operation, extra ...value) step {
	return func(c *call) action {
		args := append([]value(nil), c.F.Regs[:len(c.F.Native.Params)]...)
		return c.DoTail(op, append(args, extra...)...)
	}
}

func operatorRows() (rows []object.Native) {
	for i, name := range []string{"add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_", "or_", "xor", "matmul"} {
		op := object.Binary(i)
		rows = append(rows, slow(name, "(a, b, /)", "Same as a "+binarySigns[i]+" b.", func(w *world, args []value) (value, error) {
			v, err, ok := object.BinaryLeaf(w, op, args[0], args[1])
			if !ok {
				err = object.ErrSlow
			}
			return v, err
		}, doOperation(object.OpBinary, object.Int(int64(op)))))
		in := "i" + name
		if name[len(name)-1] == '_' {
			in = in[:len(in)-1]
		}
		rows = append(rows, slow(in, "(a, b, /)", "Same as a "+binarySigns[i]+"= b.", nil, doOperation(object.OpBinary, object.Int(int64(op+object.BinaryInPlace)))))
	}
	for i, name := range []string{"lt", "le", "eq", "ne", "gt", "ge"} {
		op := object.Comparison(i)
		rows = append(rows, slow(name, "(a, b, /)", "Same as a "+compareSigns[i]+" b.", func(w *world, args []value) (value, error) {
			v, err, ok := object.CompareLeaf(w, op, args[0], args[1])
			if !ok {
				err = object.ErrSlow
			}
			return v, err
		}, doOperation(object.OpCompare, object.Int(int64(op)))))
	}
	for i, name := range []string{"neg", "pos", "invert"} {
		rows = append(rows, slow(name, "(a, /)", "Same as "+"-+~"[i:i+1]+"a.", nil, doOperation(object.OpUnary, object.Int(int64(i)))))
	}
	rows = append(rows, slow("inv", "(a, /)", "Same as ~a.", nil, doOperation(object.OpUnary, object.Int(int64(object.UnaryInvert)))))
	return append(rows, otherOperators()...)
}

var binarySigns = []string{"+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@"}
var compareSigns = []string{"<", "<=", "==", "!=", ">", ">="}

func otherOperators() []object.Native {
	none := func(op object.Operation) step { // an operation without a result
		return func(c *call) action {
			if c.Step() == 0 {
				return c.Do(1, op, c.F.Regs[:len(c.F.Native.Params)]...)
			}
			return c.Return(object.None)
		}
	}
	return []object.Native{
		slow("abs", "(a, /)", "Same as abs(a).", nil, func(c *call) action {
			f, _ := c.Builtins.GetString("abs")
			return c.Tail(f, c.Reg(0))
		}),
		slow("truth", "(a, /)", "Return True if a is true, False otherwise.", nil, doOperation(object.OpTruth)),
		slow("not_", "(a, /)", "Same as not a.", nil, func(c *call) action {
			if c.Step() == 0 {
				return c.Do(1, object.OpTruth, c.Reg(0))
			}
			return c.Return(object.Bool(c.Result() != object.True))
		}),
		leaf("is_", "(a, b, /)", "Same as a is b.", func(w *world, args []value) (value, error) { return object.Bool(args[0] == args[1]), nil }),
		leaf("is_not", "(a, b, /)", "Same as a is not b.", func(w *world, args []value) (value, error) { return object.Bool(args[0] != args[1]), nil }),
		slow("index", "(a, /)", "Same as a.__index__()", nil, doOperation(object.OpIndex)),
		slow("getitem", "(a, b, /)", "Same as a[b].", nil, doOperation(object.OpGetItem)),
		slow("setitem", "(a, b, c, /)", "Same as a[b] = c.", nil, none(object.OpSetItem)),
		slow("delitem", "(a, b, /)", "Same as del a[b].", nil, none(object.OpDelItem)),
		slow("contains", "(a, b, /)", "Same as b in a (note reversed operands).", nil, doOperation(object.OpContains)),
		slow("concat", "(a, b, /)", "Same as a + b, for a and b sequences.", nil, doOperation(object.OpBinary, object.Int(int64(object.BinAdd)))),
		slow("iconcat", "(a, b, /)", "Same as a += b, for a and b sequences.", nil, doOperation(object.OpBinary, object.Int(int64(object.BinAdd+object.BinaryInPlace)))),
		catching("length_hint", "(obj, default=0, /)", "Return an estimate of the number of items in obj.", nil, stepLengthHint),
		slow("call", "(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs).", nil, func(c *call) action {
			return tailStar(c, c.Reg(0), itemsOf(c.Reg(1)), object.RegAs[object.Dict](c, 2, &object.DictLayout))
		}),
		slow("countOf", "(a, b, /)", "Return the number of items in a which are, or which equal, b.", nil, stepCountOf, object.Any, object.SmallInt),
		slow("indexOf", "(a, b, /)", "Return the first index of b in a.", nil, stepIndexOf, object.Any, object.SmallInt),
	}
}

// tailStar ends a native with a call of fn with these arguments and the items
// of a dict as keywords.
func tailStar(c *call, fn value, args []value, kw *object.Dict) action {
	act := askStar(c, 0, fn, args, kw)
	if act == object.ActAsk {
		return object.ActTail
	}
	return act
}

// askStar asks for such a call.
func askStar(c *call, next int, fn value, args []value, kw *object.Dict) action {
	if kw == nil || kw.Len() == 0 {
		return c.Ask(next, fn, args...)
	}
	all := append([]value(nil), args...)
	var names []value
	for i, ok := kw.Next(0); ok; i, ok = kw.Next(i + 1) {
		names = append(names, kw.KeyAt(i))
		all = append(all, kw.ValueAt(i))
	}
	return c.AskKw(next, object.NewTuple(names...), fn, all...)
}

// stepLengthHint is PEP 424: __len__, else __length_hint__, else the default.
// A TypeError of theirs says that there is none.
func stepLengthHint(c *call) action {
	if e := c.Caught(); e != nil && !object.Is(e, object.TypeError) {
		return c.Raise(e)
	}
	dflt, err := intArg(or(c.Reg(1), object.Int(0)))
	if err != nil {
		return c.Raise(err)
	}
	switch c.Step() {
	case 0:
		if _, ok := object.LenLeaf(c.Reg(0)); ok || vm.Of(c.World).HasSpecial(c.Reg(0), "__len__") {
			return c.Do(1, object.OpLen, c.Reg(0))
		}
	case 1:
		if c.Caught() == nil {
			return c.Return(c.Result())
		}
	case 2:
		return hinted(c, dflt)
	}
	if act, ok := vm.AskSpecial(c, 2, c.Reg(0), "__length_hint__"); ok {
		return act
	}
	return c.Return(object.Int(dflt))
}

// hinted ends stepLengthHint with what __length_hint__ gave.
func hinted(c *call, dflt int64) action {
	hint := c.Result()
	if c.Caught() != nil || hint == object.NotImplemented {
		return c.Return(object.Int(dflt))
	}
	if !object.IsIntLike(hint) {
		return c.Raise(object.TypeErrorf("__length_hint__ must be an integer, not %s", hint.Type().LongName()))
	}
	n, err := intArg(hint)
	switch {
	case err != nil:
		return c.Raise(err)
	case n < 0:
		return c.Raise(object.ValueErrorf("__length_hint__() should return >= 0"))
	}
	return c.Return(object.Int(n))
}

func stepCountOf(c *call) action {
	const it, n = 2, 3
	switch c.Step() {
	case 0:
		c.SetReg(n, object.Int(0))
		return c.Do(1, object.OpIter, c.Reg(0))
	case 1:
		c.SetReg(it, c.Result())
	case 2:
		if c.Done() {
			return c.Return(c.Reg(n))
		}
		return c.Do(3, object.OpEqual, c.Result(), c.Reg(1))
	case 3:
		if c.Result() == object.True {
			c.SetReg(n, object.Int(c.Reg(n).N+1))
		}
	}
	return c.Do(2, object.OpNext, c.Reg(it))
}

func stepIndexOf(c *call) action {
	const it, n = 2, 3
	switch c.Step() {
	case 0:
		c.SetReg(n, object.Int(0))
		return c.Do(1, object.OpIter, c.Reg(0))
	case 1:
		c.SetReg(it, c.Result())
	case 2:
		if c.Done() {
			return c.Raise(object.ValueErrorf("sequence.index(x): x not in sequence"))
		}
		return c.Do(3, object.OpEqual, c.Result(), c.Reg(1))
	case 3:
		if c.Result() == object.True {
			return c.Return(c.Reg(n))
		}
		c.SetReg(n, object.Int(c.Reg(n).N+1))
	}
	return c.Do(2, object.OpNext, c.Reg(it))
}
