package lib

import (
	"math/big"
	"strings"

	"brine/vm"
	"brine/vm/object"
)

var builtinsModule = module{
	name: "builtins",
	doc:  "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents `...' in slices.",
	rows: concatRows(numberRows, iterationRows, attributeRows, codeRows, printRows, fileRows),
	fill: fillBuiltins,
}

func concatRows(tables ...[]object.Native) (rows []object.Native) {
	for _, t := range tables {
		rows = append(rows, t...)
	}
	return rows
}

// builtinClasses are the names of the builtin types that programs see as
// builtins; exceptions come besides.
const builtinClasses = " object type bool int float complex str bytes bytearray memoryview list tuple dict set frozenset range slice " +
	"property staticmethod classmethod super enumerate zip map filter reversed "

func fillBuiltins(m *vm.Machine, d *object.Dict) error {
	for _, t := range object.Types() {
		if strings.Contains(builtinClasses, " "+t.Name+" ") {
			d.SetString(t.Name, object.Of(t))
		}
	}
	for _, t := range object.ExceptionTypes() {
		d.SetString(t.Name, object.Of(t))
	}
	d.SetString("EnvironmentError", object.Of(object.OSError))
	d.SetString("IOError", object.Of(object.OSError))
	for name, v := range map[string]value{
		"None": object.None, "True": object.True, "False": object.False,
		"Ellipsis": object.Ellipsis, "NotImplemented": object.NotImplemented, "__debug__": object.True,
	} {
		d.SetString(name, v)
	}
	d.SetString("__build_class__", vm.BuildClass())
	d.SetString("__import__", vm.Importer())
	return nil
}

// indexed is a row whose first argument must be an int, or have __index__.
func indexed(name, sig, doc string, f fast) object.Native {
	return slow(name, sig, doc, func(w *world, args []value) (value, error) {
		if v, ok := object.IntOf(args[0]); ok {
			args[0] = v
			return f(w, args)
		}
		return value{}, object.ErrSlow
	}, func(c *call) action {
		if c.Step() == 0 {
			return c.Do(1, object.OpIndex, c.Reg(0))
		}
		n := len(c.F.Native.Params)
		i, ok := object.IntOf(c.Result())
		if !ok {
			return c.Raise(object.TypeErrorf("__index__ returned non-int (type %s)", c.Result().Type().LongName()))
		}
		c.SetReg(0, i)
		v, err := f(c.World, c.F.Regs[:n])
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(v)
	})
}

// inBase formats an int as bin, oct and hex do.
func inBase(v value, base int, prefix string) value {
	i := object.BigOf(v)
	s := new(big.Int).Abs(i).Text(base)
	if i.Sign() < 0 {
		return str("-" + prefix + s)
	}
	return str(prefix + s)
}

var numberRows = []object.Native{
	slow("abs", "(x, /)", "Return the absolute value of the argument.", func(w *world, args []value) (value, error) {
		switch v := args[0]; {
		case v.IsInt() && v.N >= 0:
			return v, nil
		case v.IsInt() && v.N != -1<<63:
			return object.Int(-v.N), nil
		case v.IsFloat():
			f := v.Float()
			if f < 0 || f == 0 {
				f = 0 - f
			}
			return object.Float(f), nil
		}
		return value{}, object.ErrSlow
	}, func(c *call) action {
		if c.Step() > 0 {
			return c.Return(c.Result())
		}
		if act, ok := vm.AskSpecial(c, 1, c.Reg(0), "__abs__"); ok {
			return act
		}
		return c.Raise(object.TypeErrorf("bad operand type for abs(): '%s'", c.Reg(0).Type().LongName()))
	}),
	indexed("bin", "(number, /)", "Return the binary representation of an integer.\n\n>>> bin(2796202)\n'0b1010101010101010101010'", func(w *world, args []value) (value, error) {
		return inBase(args[0], 2, "0b"), nil
	}),
	indexed("oct", "(number, /)", "Return the octal representation of an integer.\n\n>>> oct(342391)\n'0o1234567'", func(w *world, args []value) (value, error) {
		return inBase(args[0], 8, "0o"), nil
	}),
	indexed("hex", "(number, /)", "Return the hexadecimal representation of an integer.\n\n>>> hex(12648430)\n'0xc0ffee'", func(w *world, args []value) (value, error) {
		return inBase(args[0], 16, "0x"), nil
	}),
	indexed("chr", "(i, /)", "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.", func(w *world, args []value) (value, error) {
		n, ok := object.Int64Of(args[0])
		if !ok || int64(int32(n)) != n {
			return value{}, object.Errorf(object.OverflowError, "Python int too large to convert to C int")
		}
		if n < 0 || n > 0x10ffff {
			return value{}, object.ValueErrorf("chr() arg not in range(0x110000)")
		}
		return object.NewPoint(rune(n)), nil
	}),
	leaf("ord", "(c, /)", "Return the Unicode code point for a one-character string.", builtinOrd),
	slow("divmod", "(x, y, /)", "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.", divmodFast, stepDivmod),
	slow("pow", "(base, exp, mod=None)", "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as ints, are able to use a more efficient algorithm when\ninvoked using the three argument form.", nil, stepPow),
	slow("round", "(number, ndigits=None)", "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is omitted or None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative.", nil, stepRound),
}

func builtinOrd(w *world, args []value) (value, error) {
	n := 0
	if s := object.AsA[object.Str](args[0], &object.StrLayout); s != nil {
		if n = s.Len(); n == 1 {
			r, _ := object.NextPoint(s.S)
			return object.Int(int64(r)), nil
		}
	} else if b, ok := bytesOf(args[0]); ok {
		if n = len(b); n == 1 {
			return object.Int(int64(b[0])), nil
		}
	} else {
		return value{}, object.TypeErrorf("ord() expected string of length 1, but %s found", args[0].Type().LongName())
	}
	return value{}, object.TypeErrorf("ord() expected a character, but string of length %d found", n)
}

// bytesOf returns the content of bytes or a bytearray, not to be changed.
func bytesOf(v value) ([]byte, bool) {
	if b := object.AsA[object.Bytes](v, &object.BytesLayout); b != nil {
		return []byte(b.S), true
	}
	if b := object.AsA[object.ByteArray](v, &object.ByteArrayLayout); b != nil {
		return b.B, true
	}
	return nil, false
}

func divmodFast(w *world, args []value) (value, error) {
	q, err, ok := object.BinaryLeaf(w, object.BinFloorDiv, args[0], args[1])
	if !ok || args[0].IsInt() != args[1].IsInt() {
		return value{}, object.ErrSlow
	}
	if err != nil {
		if args[0].IsFloat() {
			return value{}, object.Errorf(object.ZeroDivisionError, "float divmod()")
		}
		return value{}, err
	}
	r, err, _ := object.BinaryLeaf(w, object.BinMod, args[0], args[1])
	return tuple(q, r), err
}

func stepDivmod(c *call) action {
	a, b := c.Reg(0), c.Reg(1)
	switch c.Step() {
	case 0:
		if act, ok := vm.AskSpecial(c, 1, a, "__divmod__", b); ok {
			return act
		}
	case 1:
		if c.Result() != object.NotImplemented {
			return c.Return(c.Result())
		}
	default:
		if c.Result() != object.NotImplemented {
			return c.Return(c.Result())
		}
		return c.Raise(object.UnsupportedOperand("divmod()", a, b))
	}
	if act, ok := vm.AskSpecial(c, 2, b, "__rdivmod__", a); ok && a.Type() != b.Type() {
		return act
	}
	return c.Raise(object.UnsupportedOperand("divmod()", a, b))
}

func stepPow(c *call) action {
	base, exp, mod := c.Reg(0), c.Reg(1), c.Reg(2)
	if !given(mod) {
		return c.DoTail(object.OpBinary, base, exp, object.Int(int64(object.BinPow)))
	}
	if c.Step() == 0 {
		if act, ok := vm.AskSpecial(c, 1, base, "__pow__", exp, mod); ok {
			return act
		}
	} else if c.Result() != object.NotImplemented {
		return c.Return(c.Result())
	}
	return c.Raise(object.TypeErrorf("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", base.Type().LongName(), exp.Type().LongName(), mod.Type().LongName()))
}

func stepRound(c *call) action {
	if c.Step() > 0 {
		return c.Return(c.Result())
	}
	var act action
	var ok bool
	if given(c.Reg(1)) {
		act, ok = vm.AskSpecial(c, 1, c.Reg(0), "__round__", c.Reg(1))
	} else {
		act, ok = vm.AskSpecial(c, 1, c.Reg(0), "__round__")
	}
	if !ok {
		return c.Raise(object.TypeErrorf("type %s doesn't define __round__ method", c.Reg(0).Type().LongName()))
	}
	return act
}
