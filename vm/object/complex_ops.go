package object

import "math"

// ComplexOf returns the number of a complex, float or int; err if an int is
// too large, ok false if v is none of them.
func ComplexOf(v Value) (c complex128, err error, ok bool) {
	if x := AsA[Complex](v, &ComplexLayout); x != nil {
		return x.C, nil, true
	}
	if f, isFloat := FloatOf(v); isFloat {
		return complex(f, 0), nil, true
	}
	if IsIntLike(v) {
		f, err := IntToFloat(v)
		return complex(f, 0), err, true
	}
	return 0, nil, false
}

func complexBinary(op Binary, x, y complex128) (v Value, err error, ok bool) {
	switch op {
	case BinAdd:
		return NewComplex(x + y), nil, true
	case BinSub:
		return NewComplex(x - y), nil, true
	case BinMul:
		a, b, c, d := real(x), imag(x), real(y), imag(y)
		return NewComplex(complex(a*c-b*d, a*d+b*c)), nil, true
	case BinTrueDiv:
		if y == 0 {
			return v, zeroDivision("complex division by zero"), true
		}
		return NewComplex(complexDiv(x, y)), nil, true
	case BinPow:
		c, err := ComplexPow(x, y)
		if err != nil {
			return v, err, true
		}
		return NewComplex(c), nil, true
	}
	return v, nil, false
}

// complexDiv divides as CPython does, scaled by the larger part of y.
func complexDiv(x, y complex128) complex128 {
	if math.Abs(real(y)) >= math.Abs(imag(y)) {
		ratio := imag(y) / real(y)
		d := real(y) + imag(y)*ratio
		return complex((real(x)+imag(x)*ratio)/d, (imag(x)-real(x)*ratio)/d)
	}
	if math.IsNaN(real(y)) || math.IsNaN(imag(y)) {
		return complex(math.NaN(), math.NaN())
	}
	ratio := real(y) / imag(y)
	d := real(y)*ratio + imag(y)
	return complex((real(x)*ratio+imag(x))/d, (imag(x)*ratio-real(x))/d)
}

// ComplexPow is x ** y.
func ComplexPow(x, y complex128) (complex128, error) {
	if y == 0 {
		return 1, nil
	}
	if x == 0 && (imag(y) != 0 || real(y) < 0) {
		return 0, zeroDivision("0.0 to a negative or complex power")
	}
	var r complex128
	switch {
	case imag(y) == 0 && real(y) == math.Floor(real(y)) && math.Abs(real(y)) <= 100:
		r = complexIntPow(x, int(real(y)))
	case x == 0:
		return 0, nil
	default:
		v := Hypot(real(x), imag(x))
		length := Pow(v, real(y))
		at := math.Atan2(imag(x), real(x))
		phase := at * real(y)
		if imag(y) != 0 {
			length /= exp(at * imag(y))
			phase += imag(y) * log(v)
		}
		if math.IsInf(phase, 0) {
			return 0, zeroDivision("0.0 to a negative or complex power")
		}
		sin, cos := SinCos(phase)
		r = complex(length*cos, length*sin)
	}
	if math.IsInf(real(r), 0) || math.IsInf(imag(r), 0) {
		return 0, Errorf(OverflowError, "complex exponentiation")
	}
	return r, nil
}

// exp and log are those of package math, rounded as in C libraries.
func exp(x float64) float64 {
	if math.Abs(x) > 700 || math.IsNaN(x) {
		return math.Exp(x)
	}
	return expDouble(double{x, 0})
}

// Hypot is math.Hypot, rounded as in C libraries.
func Hypot(x, y float64) float64 {
	r := math.Hypot(x, y)
	if !(r > 1e-140 && r < 1e150) {
		return r
	}
	s := double{x, 0}.mul(double{x, 0}).add(double{y, 0}.mul(double{y, 0}))
	d := s.add(double{-r, 0}.mul(double{r, 0}))
	return r + d.hi/(2*r)
}

func log(x float64) float64 {
	if x <= 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return math.Log(x)
	}
	return logDouble(x).hi
}

func complexIntPow(x complex128, n int) complex128 {
	if n < 0 {
		return complexDiv(1, complexIntPow(x, -n))
	}
	mul := func(x, y complex128) complex128 {
		a, b, c, d := real(x), imag(x), real(y), imag(y)
		return complex(a*c-b*d, a*d+b*c)
	}
	r := complex128(1)
	for mask := 1; mask > 0 && n >= mask; mask <<= 1 {
		if n&mask != 0 {
			r = mul(r, x)
		}
		x = mul(x, x)
	}
	return r
}
