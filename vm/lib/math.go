package lib

import (
	"math"
	"math/big"

	"brine/vm"
	"brine/vm/object"
)

var mathModule = module{
	name: "math",
	doc:  "This module provides access to the mathematical functions\ndefined by the C standard.",
	rows: concatRows(mathFloatRows, mathIntRows, mathSumRows),
	fill: func(m *vm.Machine, d *object.Dict) error {
		for name, f := range map[string]float64{"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": math.NaN()} {
			d.SetString(name, object.Float(f))
		}
		return nil
	},
}

func domainError() error { return object.ValueErrorf("math domain error") }

func mathRangeError() error { return object.Errorf(object.OverflowError, "math range error") }

// realArg returns a number as a float; ErrSlow asks for __float__ or __index__.
func realArg(v value) (float64, error) {
	f, err, ok := object.RealOf(v)
	if !ok {
		return 0, object.ErrSlow
	}
	return f, err
}

// realStep is the steps of a function of floats: it asks those arguments that
// are not numbers for one, and then runs the leaf.
func realStep(f fast) step {
	return func(c *call) action {
		n := len(c.F.Native.Params)
		at := c.Step() - 1 // the argument that was asked
		if at >= 0 {
			v, err := realResult(c.Reg(at), c.Result())
			if err != nil {
				return c.Raise(err)
			}
			c.SetReg(at, v)
		}
		for i := at + 1; i < n; i++ {
			v := c.Reg(i)
			if _, _, ok := object.RealOf(v); ok || v.IsUnbound() {
				continue
			}
			return askReal(c, i+1, v)
		}
		v, err := f(c.World, c.F.Regs[:n])
		if err == object.ErrSlow {
			err = object.TypeErrorf("must be real number, not %s", c.Reg(0).Type().LongName())
		}
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(v)
	}
}

// askReal asks a value that is no number for one.
func askReal(c *call, next int, v value) action {
	for _, name := range [...]string{"__float__", "__index__"} {
		if act, ok := vm.AskSpecial(c, next, v, name); ok {
			return act
		}
	}
	return c.Raise(object.TypeErrorf("must be real number, not %s", v.Type().LongName()))
}

// realResult checks what v gave when it was asked.
func realResult(v, got value) (value, error) {
	_, asFloat := v.Type().Lookup("__float__")
	if !got.Has(&object.FloatLayout) && (asFloat || !object.IsIntLike(got)) {
		return got, object.TypeErrorf("%s.__float__ returned non-float (type %s)", v.Type().LongName(), got.Type().LongName())
	}
	return got, nil
}

// real is a row of a function of one float. A result that is infinite or no
// number though x was neither is an error.
func real1(name, doc string, f func(float64) float64) object.Native {
	leaf := func(w *world, args []value) (value, error) {
		x, err := realArg(args[0])
		if err != nil {
			return value{}, err
		}
		r := f(x)
		switch {
		case math.IsNaN(r) && !math.IsNaN(x):
			return value{}, domainError()
		case math.IsInf(r, 0) && !math.IsInf(x, 0):
			switch name {
			case "exp", "exp2", "expm1", "sinh", "cosh":
				return value{}, mathRangeError()
			}
			return value{}, domainError()
		}
		return object.Float(r), nil
	}
	return slow(name, "(x, /)", doc, leaf, realStep(leaf))
}

// real2 is a row of a function of two floats.
func real2(name, sig, doc string, f func(x, y float64) (float64, error)) object.Native {
	leaf := func(w *world, args []value) (value, error) {
		x, err := realArg(args[0])
		if err != nil {
			return value{}, err
		}
		y, err := realArg(args[1])
		if err != nil {
			return value{}, err
		}
		r, err := f(x, y)
		return object.Float(r), err
	}
	return slow(name, sig, doc, leaf, realStep(leaf))
}

// asks1 is a row of a question about a float.
func asks1(name, doc string, f func(float64) bool) object.Native {
	leaf := func(w *world, args []value) (value, error) {
		x, err := realArg(args[0])
		return object.Bool(f(x)), err
	}
	return slow(name, "(x, /)", doc, leaf, realStep(leaf))
}

var mathFloatRows = []object.Native{
	real1("sqrt", "Return the square root of x.", math.Sqrt),
	real1("cbrt", "Return the cube root of x.", math.Cbrt),
	real1("exp", "Return e raised to the power of x.", math.Exp),
	real1("exp2", "Return 2 raised to the power of x.", math.Exp2),
	real1("expm1", "Return exp(x)-1.", math.Expm1),
	real1("log1p", "Return the natural logarithm of 1+x (base e).", math.Log1p),
	real1("sin", "Return the sine of x (measured in radians).", math.Sin),
	real1("cos", "Return the cosine of x (measured in radians).", math.Cos),
	real1("tan", "Return the tangent of x (measured in radians).", math.Tan),
	real1("asin", "Return the arc sine (measured in radians) of x.", math.Asin),
	real1("acos", "Return the arc cosine (measured in radians) of x.", math.Acos),
	real1("atan", "Return the arc tangent (measured in radians) of x.", math.Atan),
	real1("sinh", "Return the hyperbolic sine of x.", math.Sinh),
	real1("cosh", "Return the hyperbolic cosine of x.", math.Cosh),
	real1("tanh", "Return the hyperbolic tangent of x.", math.Tanh),
	real1("asinh", "Return the inverse hyperbolic sine of x.", math.Asinh),
	real1("acosh", "Return the inverse hyperbolic cosine of x.", math.Acosh),
	real1("atanh", "Return the inverse hyperbolic tangent of x.", math.Atanh),
	real1("fabs", "Return the absolute value of the float x.", math.Abs),
	real1("erf", "Error function at x.", math.Erf),
	real1("erfc", "Complementary error function at x.", math.Erfc),
	real1("gamma", "Gamma function at x.", func(x float64) float64 {
		if x == math.Floor(x) && x <= 0 || math.IsInf(x, -1) {
			return math.NaN()
		}
		return math.Gamma(x)
	}),
	real1("lgamma", "Natural logarithm of absolute value of Gamma function at x.", func(x float64) float64 { r, _ := math.Lgamma(x); return r }),
	real1("degrees", "Convert angle x from radians to degrees.", func(x float64) float64 { return x * (180 / math.Pi) }),
	real1("radians", "Convert angle x from degrees to radians.", func(x float64) float64 { return x * (math.Pi / 180) }),
	real1("ulp", "Return the value of the least significant bit of the float x.", func(x float64) float64 {
		x = math.Abs(x)
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return x
		}
		if up := math.Nextafter(x, math.Inf(1)); !math.IsInf(up, 0) {
			return up - x
		}
		return x - math.Nextafter(x, 0)
	}),
	asks1("isnan", "Return True if x is a NaN (not a number), and False otherwise.", math.IsNaN),
	asks1("isinf", "Return True if x is a positive or negative infinity, and False otherwise.", func(x float64) bool { return math.IsInf(x, 0) }),
	asks1("isfinite", "Return True if x is neither an infinity nor a NaN, and False otherwise.", func(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }),
	real2("atan2", "(y, x, /)", "Return the arc tangent (measured in radians) of y/x.\n\nUnlike atan(y/x), the signs of both x and y are considered.", func(y, x float64) (float64, error) { return math.Atan2(y, x), nil }),
	real2("copysign", "(x, y, /)", "Return a float with the magnitude (absolute value) of x but the sign of y.", func(x, y float64) (float64, error) { return math.Copysign(x, y), nil }),
	real2("fmod", "(x, y, /)", "Return fmod(x, y), according to platform C.\n\nx % y may differ.", func(x, y float64) (float64, error) {
		if (math.IsInf(x, 0) || y == 0) && !math.IsNaN(x) && !math.IsNaN(y) {
			return 0, domainError()
		}
		return math.Mod(x, y), nil
	}),
	real2("remainder", "(x, y, /)", "Difference between x and the closest integer multiple of y.", func(x, y float64) (float64, error) {
		if (math.IsInf(x, 0) || y == 0) && !math.IsNaN(x) && !math.IsNaN(y) {
			return 0, domainError()
		}
		return math.Remainder(x, y), nil
	}),
	real2("nextafter", "(x, y, /)", "Return the next floating-point value after x towards y.", func(x, y float64) (float64, error) { return math.Nextafter(x, y), nil }),
	real2("pow", "(x, y, /)", "Return x**y (x to the power of y).", mathPow),
	slow("log", "(x, base=None, /)", "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base is not specified, returns the natural logarithm (base e) of x.", mathLog, realStep(mathLog)),
	logRow("log2", "Return the base 2 logarithm of x.", math.Log2),
	logRow("log10", "Return the base 10 logarithm of x.", math.Log10),
	slow("frexp", "(x, /)", "Return the mantissa and exponent of x, as pair (m, e).\n\nm is a float and e is an int, such that x = m * 2.**e.\nIf x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0.", mathFrexp, realStep(mathFrexp)),
	slow("modf", "(x, /)", "Return the fractional and integer parts of x.\n\nBoth results carry the sign of x and are floats.", mathModf, realStep(mathModf)),
	leaf("ldexp", "(x, i, /)", "Return x * (2**i).\n\nThis is essentially the inverse of frexp().", func(w *world, args []value) (value, error) {
		x, err, ok := object.RealOf(args[0])
		if !ok || err != nil {
			return value{}, object.TypeErrorf("must be real number, not %s", args[0].Type().LongName())
		}
		if !object.IsIntLike(args[1]) {
			return value{}, object.TypeErrorf("Expected an int as second argument to ldexp.")
		}
		n, ok := object.Int64Of(args[1])
		if !ok {
			n = 1 << 30 * int64(object.BigOf(args[1]).Sign())
		}
		r := math.Ldexp(x, int(max(min(n, 1<<30), -1<<30)))
		if math.IsInf(r, 0) && !math.IsInf(x, 0) {
			return value{}, mathRangeError()
		}
		return object.Float(r), nil
	}),
	slow("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Determine whether two floating point numbers are close in value.", mathIsclose, realStep(mathIsclose)),
}

func mathPow(x, y float64) (float64, error) {
	r := object.Pow(x, y)
	finite := !math.IsInf(x, 0) && !math.IsNaN(x) && !math.IsInf(y, 0) && !math.IsNaN(y)
	switch {
	case finite && math.IsNaN(r), finite && x == 0 && y < 0:
		return 0, domainError()
	case finite && math.IsInf(r, 0):
		return 0, mathRangeError()
	}
	return r, nil
}

// logOf is a logarithm of any number; ints may be larger than floats.
func logOf(v value, log func(float64) float64) (float64, error) {
	if _, small := object.Int64Of(v); !small && object.IsIntLike(v) && object.BigOf(v).Sign() > 0 {
		m := new(big.Float).SetInt(object.BigOf(v))
		e := m.MantExp(m)
		f, _ := m.Float64()
		return log(f) + float64(e)*log(2), nil
	}
	x, err := realArg(v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, domainError()
	}
	return log(x), nil
}

func mathLog(w *world, args []value) (value, error) {
	x, err := logOf(args[0], math.Log)
	if err != nil || args[1].IsUnbound() {
		return object.Float(x), err
	}
	y, err := logOf(args[1], math.Log)
	if err == nil && y == 0 {
		err = object.Errorf(object.ZeroDivisionError, "float division by zero")
	}
	return object.Float(x / y), err
}

func logRow(name, doc string, log func(float64) float64) object.Native {
	f := func(w *world, args []value) (value, error) {
		x, err := logOf(args[0], log)
		return object.Float(x), err
	}
	return slow(name, "(x, /)", doc, f, realStep(f))
}

func mathFrexp(w *world, args []value) (value, error) {
	x, err := realArg(args[0])
	if err != nil {
		return value{}, err
	}
	m, e := math.Frexp(x)
	return tuple(object.Float(m), object.Int(int64(e))), nil
}

func mathModf(w *world, args []value) (value, error) {
	x, err := realArg(args[0])
	if err != nil {
		return value{}, err
	}
	if math.IsInf(x, 0) {
		return tuple(object.Float(math.Copysign(0, x)), args[0]), nil
	}
	i, f := math.Modf(x)
	return tuple(object.Float(math.Copysign(f, x)), object.Float(i)), nil
}

func mathIsclose(w *world, args []value) (value, error) {
	var n [4]float64
	for i, d := range []float64{0, 0, 1e-9, 0} {
		n[i] = d
		if !args[i].IsUnbound() {
			var err error
			if n[i], err = realArg(args[i]); err != nil {
				return value{}, err
			}
		}
	}
	a, b, rel, abs := n[0], n[1], n[2], n[3]
	switch {
	case rel < 0 || abs < 0:
		return value{}, object.ValueErrorf("tolerances must be non-negative")
	case a == b:
		return object.True, nil
	case math.IsInf(a, 0) || math.IsInf(b, 0):
		return object.False, nil
	}
	d := math.Abs(b - a)
	return object.Bool(d <= math.Abs(rel*b) || d <= math.Abs(rel*a) || d <= abs), nil
}
