package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

func floatMethods() []Native {
	rows := binaryRows(func(_ *World, op Binary, a, b Value) (Value, error, bool) {
		x, err, ok := RealOf(a)
		if !ok || err != nil {
			return Value{}, err, ok
		}
		y, err, ok := RealOf(b)
		if !ok || err != nil {
			return Value{}, err, ok
		}
		return floatBinary(op, x, y)
	}, BinAdd, BinSub, BinMul, BinTrueDiv, BinFloorDiv, BinMod)
	rows = append(rows, unaryRows(func(op Unary, v Value) Value {
		f, _ := FloatOf(v)
		if op == UnaryNeg {
			f = -f
		}
		return Float(f)
	}, UnaryNeg, UnaryPos)...)
	rows = append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		c, ok := compareReals(a, b)
		return order(op, c), nil, ok
	}, nil)...)
	power := func(a, b, mod Value) (Value, error) {
		if !mod.IsUnbound() && !mod.IsNone() {
			return Value{}, TypeErrorf("pow() 3rd argument not allowed unless all arguments are integers")
		}
		x, err, ok := RealOf(a)
		if !ok || err != nil {
			return NotImplemented, err
		}
		y, err, ok := RealOf(b)
		if !ok || err != nil {
			return NotImplemented, err
		}
		return floatPow(x, y)
	}
	divmod := func(a, b Value) (Value, error) {
		x, err, ok := RealOf(a)
		if !ok || err != nil {
			return NotImplemented, err
		}
		y, err, ok := RealOf(b)
		if !ok || err != nil {
			return NotImplemented, err
		}
		if y == 0 {
			return Value{}, zeroDivision("float divmod()")
		}
		q, m := FloatDivMod(x, y)
		return newPair(Float(q), Float(m)), nil
	}
	num := func(name, doc string, f func(x float64) (Value, error)) Native {
		return leaf(name, "(self, /)", doc, func(_ *World, args []Value) (Value, error) {
			x, _ := FloatOf(args[0])
			return f(x)
		})
	}
	return append(rows,
		leaf("__pow__", "(self, value, mod=None, /)", "Return pow(self, value, mod).", func(_ *World, args []Value) (Value, error) { return power(args[0], args[1], args[2]) }),
		leaf("__rpow__", "(self, value, mod=None, /)", "Return pow(value, self, mod).", func(_ *World, args []Value) (Value, error) { return power(args[1], args[0], args[2]) }),
		leaf("__divmod__", "(self, value, /)", "Return divmod(self, value).", func(_ *World, args []Value) (Value, error) { return divmod(args[0], args[1]) }),
		leaf("__rdivmod__", "(self, value, /)", "Return divmod(value, self).", func(_ *World, args []Value) (Value, error) { return divmod(args[1], args[0]) }),
		hashRow(nil),
		num("__repr__", "Return repr(self).", func(x float64) (Value, error) { return NewASCII(FloatRepr(x)), nil }),
		num("__bool__", "True if self else False", func(x float64) (Value, error) { return Bool(x != 0), nil }),
		num("__abs__", "abs(self)", func(x float64) (Value, error) { return Float(math.Abs(x)), nil }),
		num("__int__", "int(self)", FloatToInt),
		num("__trunc__", "Return the Integral closest to x between 0 and x.", FloatToInt),
		num("__floor__", "Return the floor as an Integral.", func(x float64) (Value, error) { return FloatToInt(math.Floor(x)) }),
		num("__ceil__", "Return the ceiling as an Integral.", func(x float64) (Value, error) { return FloatToInt(math.Ceil(x)) }),
		num("__float__", "float(self)", func(x float64) (Value, error) { return Float(x), nil }),
		num("conjugate", "Return self, the complex conjugate of any float.", func(x float64) (Value, error) { return Float(x), nil }),
		num("is_integer", "Return True if the float is an integer.", func(x float64) (Value, error) {
			return Bool(x == math.Trunc(x) && !math.IsInf(x, 0)), nil
		}),
		num("hex", "Return a hexadecimal representation of a floating-point number.", func(x float64) (Value, error) { return NewASCII(floatHex(x)), nil }),
		num("as_integer_ratio", "Return integer ratio.", floatRatio),
		num("__getnewargs__", "Arguments for pickling.", func(x float64) (Value, error) { return Of(NewTuple(Float(x))), nil }),
		slow("__round__", "(self, ndigits=None, /)", "Return the Integral closest to x, rounding half toward even.\n\nWhen an argument is passed, work like built-in round(x, ndigits).", floatRound, indexed(1)),
		formatRow("Formats the float according to format_spec."),
		leaf("fromhex", "(cls, string, /)", "Create a floating-point number from a hexadecimal string.", floatFromHex).kind(ClassMethod),
		leaf("__getformat__", "(cls, typestr, /)", "You probably don't want to use this function.", func(_ *World, args []Value) (Value, error) {
			if s, ok := StringOf(args[1]); !ok {
				return Value{}, TypeErrorf("__getformat__() argument must be str, not %s", args[1].Type().LongName())
			} else if s != "double" && s != "float" {
				return Value{}, ValueErrorf("__getformat__() argument 1 must be 'double' or 'float'")
			}
			return NewStr("IEEE, little-endian"), nil
		}).kind(ClassMethod),
	)
}

func floatRatio(x float64) (Value, error) {
	switch {
	case math.IsNaN(x):
		return Value{}, ValueErrorf("cannot convert NaN to integer ratio")
	case math.IsInf(x, 0):
		return Value{}, Errorf(OverflowError, "cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(x)
	return newPair(NewInt(new(big.Int).Set(r.Num())), NewInt(new(big.Int).Set(r.Denom()))), nil
}

// floatRound rounds halves to even, as the exact decimal value says.
func floatRound(_ *World, args []Value) (Value, error) {
	x, _ := FloatOf(args[0])
	if args[1].IsUnbound() || args[1].IsNone() {
		return FloatToInt(math.RoundToEven(x))
	}
	n, err := intArg(args[1])
	if err != nil {
		return Value{}, err
	}
	return roundDigits(x, n)
}

func roundDigits(x float64, n int) (Value, error) {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0) || n > 323:
		return Float(x), nil
	case n < -308:
		return Float(math.Copysign(0, x)), nil
	case n >= 0:
		f, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', n, 64), 64)
		return Float(f), nil
	}
	r := new(big.Rat).SetFloat64(x)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(-n)), nil)
	r.Quo(r, new(big.Rat).SetInt(unit))
	q, m := new(big.Int), new(big.Int)
	floorDivMod(q, m, r.Num(), r.Denom())
	if c := m.Lsh(m, 1).Cmp(r.Denom()); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	f, _ := new(big.Float).SetInt(q.Mul(q, unit)).Float64()
	if math.IsInf(f, 0) {
		return Value{}, Errorf(OverflowError, "rounded value too large to represent")
	}
	if f == 0 {
		f = math.Copysign(0, x)
	}
	return Float(f), nil
}

func floatHex(x float64) string {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return FloatRepr(x)
	case x == 0:
		if math.Signbit(x) {
			return "-0x0.0p+0"
		}
		return "0x0.0p+0"
	}
	sign := ""
	if x < 0 {
		sign, x = "-", -x
	}
	b := math.Float64bits(x)
	exp, frac, lead := int(b>>52)-1023, b&(1<<52-1), "1"
	if b>>52 == 0 {
		exp, lead = -1022, "0"
	}
	digits := strconv.FormatUint(frac, 16)
	digits = strings.Repeat("0", 13-len(digits)) + digits
	plus := ""
	if exp >= 0 {
		plus = "+"
	}
	return sign + "0x" + lead + "." + digits + "p" + plus + strconv.Itoa(exp)
}

func floatFromHex(_ *World, args []Value) (Value, error) {
	text, ok := StringOf(args[1])
	if !ok {
		return Value{}, TypeErrorf("bad argument type for built-in operation")
	}
	bad := ValueErrorf("invalid hexadecimal floating-point string")
	s := strings.ToLower(strings.TrimFunc(text, IsSpacePoint))
	f, isName := 0.0, false
	if trimmed := strings.TrimLeft(s, "+-"); trimmed == "inf" || trimmed == "infinity" || trimmed == "nan" {
		f, isName = parseFloat(s)
		if !isName {
			return Value{}, bad
		}
	} else {
		sign := ""
		if s != "" && (s[0] == '+' || s[0] == '-') {
			sign, s = s[:1], s[1:]
		}
		s = strings.TrimPrefix(s, "0x")
		if !strings.Contains(s, "p") {
			s += "p0"
		}
		if s == "" || s[0] == 'p' || strings.Contains(s, "_") || strings.HasPrefix(s, ".p") {
			return Value{}, bad
		}
		var err error
		f, err = strconv.ParseFloat(sign+"0x"+s, 64)
		if err != nil {
			if err.(*strconv.NumError).Err == strconv.ErrRange {
				return Value{}, Errorf(OverflowError, "hexadecimal value too large to represent as a float")
			}
			return Value{}, bad
		}
	}
	return floatAs(As[Type](args[0]), f), nil
}

func floatGetSets() []GetSet {
	return []GetSet{
		getter("real", "the real part of a complex number", func(_ *World, v Value) (Value, error) { f, _ := FloatOf(v); return Float(f), nil }),
		getter("imag", "the imaginary part of a complex number", func(*World, Value) (Value, error) { return Float(0), nil }),
	}
}
