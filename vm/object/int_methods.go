package object

import (
	"math/big"
)

func intMethods() []Native {
	rows := binaryRows(func(_ *World, op Binary, a, b Value) (Value, error, bool) {
		if !IsIntLike(a) || !IsIntLike(b) {
			return Value{}, nil, false
		}
		return intBinary(op, a, b)
	}, BinAdd, BinSub, BinMul, BinTrueDiv, BinFloorDiv, BinMod, BinLShift, BinRShift, BinAnd, BinOr, BinXor)
	rows = append(rows, unaryRows(func(op Unary, v Value) Value { return intUnary(op, v) }, UnaryNeg, UnaryPos, UnaryInvert)...)
	rows = append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if !IsIntLike(b) {
			return false, nil, false
		}
		return order(op, compareInts(a, b)), nil, true
	}, nil)...)
	exact := func(_ *World, args []Value) (Value, error) { v, _ := IntOf(args[0]); return v, nil }
	rows = append(rows,
		leaf("__pow__", "(self, value, mod=None, /)", "Return pow(self, value, mod).", func(_ *World, args []Value) (Value, error) {
			return intPower(args[0], args[1], args[2])
		}),
		leaf("__rpow__", "(self, value, mod=None, /)", "Return pow(value, self, mod).", func(_ *World, args []Value) (Value, error) {
			return intPower(args[1], args[0], args[2])
		}),
		leaf("__divmod__", "(self, value, /)", "Return divmod(self, value).", func(_ *World, args []Value) (Value, error) {
			if !IsIntLike(args[1]) {
				return NotImplemented, nil
			}
			return intDivMod(args[0], args[1])
		}),
		leaf("__rdivmod__", "(self, value, /)", "Return divmod(value, self).", func(_ *World, args []Value) (Value, error) {
			if !IsIntLike(args[1]) {
				return NotImplemented, nil
			}
			return intDivMod(args[1], args[0])
		}),
		hashRow(nil),
		leaf("__repr__", "(self, /)", "Return repr(self).", intRepr),
		leaf("__bool__", "(self, /)", "True if self else False", func(_ *World, args []Value) (Value, error) {
			return Bool(BigOf(args[0]).Sign() != 0), nil
		}),
		leaf("__abs__", "(self, /)", "abs(self)", func(_ *World, args []Value) (Value, error) {
			if BigOf(args[0]).Sign() < 0 {
				return intUnary(UnaryNeg, args[0]), nil
			}
			v, _ := IntOf(args[0])
			return v, nil
		}),
		leaf("__int__", "(self, /)", "int(self)", exact), leaf("__index__", "(self, /)", "Return self converted to an integer, if self is suitable for use as an index into a list.", exact),
		leaf("__trunc__", "(self, /)", "Truncating an Integral returns itself.", exact), leaf("__floor__", "(self, /)", "Flooring an Integral returns itself.", exact),
		leaf("__ceil__", "(self, /)", "Ceiling of an Integral returns itself.", exact), leaf("conjugate", "(self, /)", "Returns self, the complex conjugate of any int.", exact),
		leaf("__float__", "(self, /)", "float(self)", func(_ *World, args []Value) (Value, error) {
			f, err := IntToFloat(args[0])
			return Float(f), err
		}),
		slow("__round__", "(self, ndigits=None, /)", "Rounding an Integral returns itself.", intRound, indexed(1)),
		formatRow("Convert to a string according to format_spec."),
		leaf("__getnewargs__", "(self, /)", "Arguments for pickling.", func(w *World, args []Value) (Value, error) {
			v, err := exact(w, args)
			return Of(NewTuple(v)), err
		}),
		leaf("bit_length", "(self, /)", "Number of bits necessary to represent self in binary.", func(_ *World, args []Value) (Value, error) {
			return Int(int64(BigOf(args[0]).BitLen())), nil
		}),
		leaf("bit_count", "(self, /)", "Number of ones in the binary representation of the absolute value of self.", func(_ *World, args []Value) (Value, error) {
			n := 0
			for _, word := range BigOf(args[0]).Bits() {
				for ; word != 0; word &= word - 1 {
					n++
				}
			}
			return Int(int64(n)), nil
		}),
		leaf("as_integer_ratio", "(self, /)", "Return integer ratio.", func(w *World, args []Value) (Value, error) {
			v, _ := exact(w, args)
			return newPair(v, Int(1)), nil
		}),
		slow("to_bytes", "(self, /, length=1, byteorder='big', *, signed=False)", "Return an array of bytes representing an integer.", intToBytes, indexed(1)),
		slow("from_bytes", "(cls, /, bytes, byteorder='big', *, signed=False)", "Return the integer represented by the given array of bytes.", intFromBytes, stepFromBytes, collectTemps...).kind(ClassMethod),
	)
	return rows
}

// unaryRows are the methods of unary operators.
func unaryRows(f func(op Unary, v Value) Value, ops ...Unary) (rows []Native) {
	names := [...]struct{ name, doc string }{{"__neg__", "-self"}, {"__pos__", "+self"}, {"__invert__", "~self"}}
	for _, op := range ops {
		rows = append(rows, leaf(names[op].name, "(self, /)", names[op].doc, func(_ *World, args []Value) (Value, error) { return f(op, args[0]), nil }))
	}
	return rows
}

func intPower(a, b, mod Value) (Value, error) {
	if !IsIntLike(a) || !IsIntLike(b) {
		return NotImplemented, nil
	}
	if mod.IsUnbound() || mod.IsNone() {
		v, err, _ := intBinary(BinPow, a, b)
		return v, err
	}
	if !IsIntLike(mod) {
		return NotImplemented, nil
	}
	return intPowMod(a, b, mod)
}

func intRepr(_ *World, args []Value) (Value, error) {
	i := BigOf(args[0])
	if tooManyDigits(i) {
		return Value{}, ReprTooLong()
	}
	return NewASCII(i.String()), nil
}

// intRound rounds to a power of ten, halves to even.
func intRound(_ *World, args []Value) (Value, error) {
	v, _ := IntOf(args[0])
	if args[1].IsUnbound() {
		return v, nil
	}
	n, err := intArg(args[1])
	if err != nil || n >= 0 {
		return v, err
	}
	if -n > BigOf(v).BitLen() {
		return Int(0), nil
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
	q, r := new(big.Int), new(big.Int)
	floorDivMod(q, r, BigOf(v), unit)
	twice := new(big.Int).Lsh(r, 1)
	if c := twice.Cmp(unit); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return NewInt(q.Mul(q, unit)), nil
}

// byteOrder reads the byteorder argument.
func byteOrder(v Value) (bigEndian bool, err error) {
	if v.IsUnbound() {
		return true, nil
	}
	s, ok := StringOf(v)
	switch {
	case !ok:
		return false, TypeErrorf("to_bytes() argument 'byteorder' must be str, not %s", v.Type().LongName())
	case s == "big":
		return true, nil
	case s == "little":
		return false, nil
	}
	return false, ValueErrorf("byteorder must be either 'little' or 'big'")
}

func intToBytes(w *World, args []Value) (Value, error) {
	n := 1
	if !args[1].IsUnbound() {
		var err error
		if n, err = intArg(args[1]); err != nil {
			return Value{}, err
		}
	}
	bigEndian, err := byteOrder(args[2])
	if err != nil {
		return Value{}, err
	}
	if n < 0 {
		return Value{}, ValueErrorf("length argument must be non-negative")
	}
	if err := w.Reserve(n); err != nil {
		return Value{}, err
	}
	signed, _ := TruthLeaf(args[3])
	signed = signed && !args[3].IsUnbound()
	i := BigOf(args[0])
	if i.Sign() < 0 && !signed {
		return Value{}, Errorf(OverflowError, "can't convert negative int to unsigned")
	}
	limit := 8 * n
	fits := i.BitLen() <= limit
	if signed {
		m := i
		if i.Sign() < 0 {
			m = new(big.Int).Not(i)
		}
		fits = m.BitLen() < limit || n == 0 && i.Sign() == 0
	}
	if !fits {
		return Value{}, Errorf(OverflowError, "int too big to convert")
	}
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, new(big.Int).Lsh(big.NewInt(1), uint(limit)))
	}
	b := i.FillBytes(make([]byte, n))
	if !bigEndian {
		reverseBytes(b)
	}
	return NewBytes(unsafeString(b)), nil
}

func reverseBytes(b []byte) {
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}

func intFromBytes(_ *World, args []Value) (Value, error) {
	data, ok := BytesView(args[1])
	if !ok {
		if args[1].Has(&StrLayout) {
			return Value{}, TypeErrorf("cannot convert 'str' object to bytes")
		}
		var err error
		if data, err = bytesOfItems(args[1], BytesType); err != nil {
			return Value{}, err
		}
	}
	bigEndian, err := byteOrder(args[2])
	if err != nil {
		return Value{}, err
	}
	b := []byte(data)
	if !bigEndian {
		reverseBytes(b)
	}
	i := new(big.Int).SetBytes(b)
	if signed, _ := TruthLeaf(args[3]); signed && !args[3].IsUnbound() && len(b) > 0 && b[0] >= 0x80 {
		i.Sub(i, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
	}
	if t := As[Type](args[0]); t != IntType {
		if t == BoolType {
			return Bool(i.Sign() != 0), nil
		}
		return intAs(t, NewInt(i)), nil
	}
	return NewInt(i), nil
}

func stepFromBytes(c *Call) Action { return c.collectBytes(1, 4, 5, byteRange(BytesType)) }

func intGetSets() []GetSet {
	exact := func(_ *World, v Value) (Value, error) { v, _ = IntOf(v); return v, nil }
	return []GetSet{
		getter("real", "the real part of a complex number", exact),
		getter("imag", "the imaginary part of a complex number", func(*World, Value) (Value, error) { return Int(0), nil }),
		getter("numerator", "the numerator of a rational number in lowest terms", exact),
		getter("denominator", "the denominator of a rational number in lowest terms", func(*World, Value) (Value, error) { return Int(1), nil }),
	}
}
