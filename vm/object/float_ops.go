package object

import "math"

// floatBinary performs op on two floats. ok is false if floats do not have it.
func floatBinary(op Binary, x, y float64) (v Value, err error, ok bool) {
	switch op {
	case BinAdd:
		return Float(x + y), nil, true
	case BinSub:
		return Float(x - y), nil, true
	case BinMul:
		return Float(x * y), nil, true
	case BinTrueDiv:
		if y == 0 {
			return v, zeroDivision("float division by zero"), true
		}
		return Float(x / y), nil, true
	case BinFloorDiv:
		if y == 0 {
			return v, zeroDivision("float floor division by zero"), true
		}
		q, _ := FloatDivMod(x, y)
		return Float(q), nil, true
	case BinMod:
		if y == 0 {
			return v, zeroDivision("float modulo"), true
		}
		return Float(floatMod(x, y)), nil, true
	case BinPow:
		v, err = floatPow(x, y)
		return v, err, true
	}
	return v, nil, false
}

func floatMod(x, y float64) float64 {
	m := math.Mod(x, y)
	if m != 0 {
		if (y < 0) != (m < 0) {
			m += y
		}
		return m
	}
	return math.Copysign(0, y)
}

// FloatDivMod is divmod of floats; y is not 0.
func FloatDivMod(x, y float64) (q, m float64) {
	m = math.Mod(x, y)
	d := (x - m) / y
	if m != 0 {
		if (y < 0) != (m < 0) {
			m += y
			d--
		}
	} else {
		m = math.Copysign(0, y)
	}
	if d == 0 {
		return math.Copysign(0, x/y), m
	}
	q = math.Floor(d)
	if d-q > 0.5 {
		q++
	}
	return q, m
}

// floatPow is x ** y, complex if x is negative and y no integer.
func floatPow(x, y float64) (Value, error) {
	switch {
	case y == 0 || x == 1:
		return Float(1), nil
	case math.IsNaN(x):
		return Float(x), nil
	case math.IsNaN(y):
		return Float(y), nil
	case x == 0 && y < 0 && !math.IsInf(y, 0):
		return Value{}, zeroDivision("0.0 cannot be raised to a negative power")
	case x == 0 && math.IsInf(y, -1):
		return Float(math.Inf(1)), nil
	case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y != math.Floor(y):
		c, err := ComplexPow(complex(x, 0), complex(y, 0))
		if err != nil {
			return Value{}, err
		}
		return NewComplex(c), nil
	}
	r := Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Value{}, errRange()
	}
	return Float(r), nil
}

func errRange() error {
	return NewException(OverflowError, Int(34), NewStr("Numerical result out of range"))
}
