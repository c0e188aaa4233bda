package object

import (
	"math"
	"strings"
)

var complexNew = Native{Sig: "(cls, real=0, imag=0)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newComplexOf, Step: stepNewComplex}

func newComplexOf(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], ComplexType)
	if err != nil {
		return Value{}, err
	}
	re, im := args[1], args[2]
	if s, ok := StringOf(re); ok {
		if !im.IsUnbound() {
			return Value{}, TypeErrorf("complex() can't take second arg if first is a string")
		}
		c, ok := parseComplex(s)
		if !ok {
			return Value{}, ValueErrorf("complex() arg is a malformed string")
		}
		return complexOfType(t, c), nil
	}
	if im.Has(&StrLayout) {
		return Value{}, TypeErrorf("complex() second arg can't be a string")
	}
	var c [2]complex128
	for i, v := range []Value{re, im} {
		if v.IsUnbound() {
			continue
		}
		x, err, ok := ComplexOf(v)
		if err != nil {
			return Value{}, err
		}
		if !ok {
			if name := complexHook(v, i == 0); name != "" {
				return Value{}, ErrSlow
			}
			if i == 0 {
				return Value{}, TypeErrorf("complex() first argument must be a string or a number, not '%s'", v.Type().LongName())
			}
			return Value{}, TypeErrorf("complex() second argument must be a number, not '%s'", v.Type().LongName())
		}
		c[i] = x
	}
	r := c[0]
	if !im.IsUnbound() {
		r = complex(real(c[0]), real(c[1]))
		if im.Has(&ComplexLayout) {
			r -= complex(imag(c[1]), 0)
		}
		if re.Has(&ComplexLayout) {
			r += complex(0, imag(c[0]))
		}
	}
	return complexOfType(t, r), nil
}

func complexOfType(t *Type, c complex128) Value {
	if t == ComplexType {
		return NewComplex(c)
	}
	x := newOf[Complex](t)
	x.C = c
	return Of(x)
}

// stepNewComplex turns the arguments into numbers, one after the other.
func stepNewComplex(c *Call) Action {
	if s := c.Step(); s == 1 || s == 2 {
		v, x := c.Reg(s), c.Result()
		switch _, isFloat := FloatOf(x); complexHook(v, s == 1) {
		case "__complex__":
			if !x.Has(&ComplexLayout) {
				return c.Raise(TypeErrorf("__complex__ returned non-complex (type %s)", x.Type().LongName()))
			}
		case "__float__":
			if !isFloat {
				return c.Raise(TypeErrorf("%s.__float__ returned non-float (type %s)", v.Type().LongName(), x.Type().LongName()))
			}
		}
		c.SetReg(s, x)
	}
	for i := c.Step() + 1; i <= 2; i++ {
		v := c.Reg(i)
		if v.IsUnbound() {
			continue
		}
		if _, _, ok := ComplexOf(v); ok {
			continue
		}
		switch name := complexHook(v, i == 1); {
		case name == "__index__":
			return c.Do(i, OpIndex, v)
		case name != "":
			return c.callMethod(i, v, name)
		}
	}
	return c.finish()
}

// complexHook is the method that makes an argument a number, "" if it has none;
// only the first may have __complex__.
func complexHook(v Value, first bool) string {
	for _, name := range [...]string{"__complex__", "__float__", "__index__"} {
		if fn, ok := v.Type().Lookup(name); ok && !fn.IsNone() && (first || name != "__complex__") {
			return name
		}
	}
	return ""
}

// parseComplex reads what repr of a complex shows, and its variations.
func parseComplex(text string) (complex128, bool) {
	s := strings.ToLower(strings.TrimFunc(text, IsSpacePoint))
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		s = strings.TrimFunc(s[1:len(s)-1], IsSpacePoint)
	}
	s, ascii := asciiDigits(s)
	if s == "" || !ascii {
		return 0, false
	}
	if !strings.HasSuffix(s, "j") {
		f, ok := parseFloat(s)
		return complex(f, 0), ok
	}
	s = s[:len(s)-1]
	split := 0
	for i := len(s) - 1; i > 0; i-- {
		if (s[i] == '+' || s[i] == '-') && s[i-1] != 'e' {
			split = i
			break
		}
	}
	re := 0.0
	if split > 0 {
		var ok bool
		if re, ok = parseFloat(s[:split]); !ok {
			return 0, false
		}
	}
	switch im := s[split:]; im {
	case "", "+":
		return complex(re, 1), true
	case "-":
		return complex(re, -1), true
	default:
		f, ok := parseFloat(im)
		return complex(re, f), ok
	}
}

func complexMethods() []Native {
	rows := binaryRows(func(_ *World, op Binary, a, b Value) (Value, error, bool) {
		x, err, ok := ComplexOf(a)
		if !ok || err != nil {
			return Value{}, err, ok
		}
		y, err, ok := ComplexOf(b)
		if !ok || err != nil {
			return Value{}, err, ok
		}
		return complexBinary(op, x, y)
	}, BinAdd, BinSub, BinMul, BinTrueDiv)
	rows = append(rows, unaryRows(func(op Unary, v Value) Value {
		if op == UnaryNeg {
			return NewComplex(-As[Complex](v).C)
		}
		return NewComplex(As[Complex](v).C)
	}, UnaryNeg, UnaryPos)...)
	rows = append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if op != CmpEq && op != CmpNe {
			return false, nil, false
		}
		if _, _, ok := ComplexOf(b); !ok {
			return false, nil, false
		}
		return equalComplex(As[Complex](a).C, b) == (op == CmpEq), nil, true
	}, nil)...)
	power := func(a, b, mod Value) (Value, error) {
		if !mod.IsUnbound() && !mod.IsNone() {
			return Value{}, ValueErrorf("complex modulo")
		}
		x, err, ok := ComplexOf(a)
		if !ok || err != nil {
			return NotImplemented, err
		}
		y, err, ok := ComplexOf(b)
		if !ok || err != nil {
			return NotImplemented, err
		}
		c, err := ComplexPow(x, y)
		return NewComplex(c), err
	}
	self := func(name, doc string, f func(c complex128) (Value, error)) Native {
		return leaf(name, "(self, /)", doc, func(_ *World, args []Value) (Value, error) { return f(As[Complex](args[0]).C) })
	}
	return append(rows,
		leaf("__pow__", "(self, value, mod=None, /)", "Return pow(self, value, mod).", func(_ *World, args []Value) (Value, error) { return power(args[0], args[1], args[2]) }),
		leaf("__rpow__", "(self, value, mod=None, /)", "Return pow(value, self, mod).", func(_ *World, args []Value) (Value, error) { return power(args[1], args[0], args[2]) }),
		hashRow(nil),
		self("__repr__", "Return repr(self).", func(c complex128) (Value, error) { return NewASCII(string(appendComplex(nil, c))), nil }),
		self("__bool__", "True if self else False", func(c complex128) (Value, error) { return Bool(c != 0), nil }),
		self("__abs__", "abs(self)", func(c complex128) (Value, error) {
			f := Hypot(real(c), imag(c))
			if math.IsInf(f, 0) && !math.IsInf(real(c), 0) && !math.IsInf(imag(c), 0) {
				return Value{}, Errorf(OverflowError, "absolute value too large")
			}
			return Float(f), nil
		}),
		self("__complex__", "Convert this value to exact type complex.", func(c complex128) (Value, error) { return NewComplex(c), nil }),
		self("conjugate", "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.", func(c complex128) (Value, error) {
			return NewComplex(complex(real(c), -imag(c))), nil
		}),
		self("__getnewargs__", "Arguments for pickling.", func(c complex128) (Value, error) { return newPair(Float(real(c)), Float(imag(c))), nil }),
		formatRow("Convert to a string according to format_spec."),
	)
}

func complexGetSets() []GetSet {
	return []GetSet{
		member("real", "the real part of a complex number", func(_ *World, v Value) (Value, error) { return Float(real(As[Complex](v).C)), nil }),
		member("imag", "the imaginary part of a complex number", func(_ *World, v Value) (Value, error) { return Float(imag(As[Complex](v).C)), nil }),
	}
}
