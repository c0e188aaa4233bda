package object

import (
	"math"
	"math/big"
)

// equalNumbers compares int, bool, float and complex with each other.
func equalNumbers(a, b Value) (equal, known bool) {
	if x := AsA[Complex](a, &ComplexLayout); x != nil {
		return equalComplex(x.C, b), true
	}
	if y := AsA[Complex](b, &ComplexLayout); y != nil {
		return equalComplex(y.C, a), true
	}
	c, ok := compareReals(a, b)
	return ok && c == 0, true
}

func equalComplex(c complex128, b Value) bool {
	if y := AsA[Complex](b, &ComplexLayout); y != nil {
		return c == y.C
	}
	if imag(c) != 0 {
		return false
	}
	r, ok := compareReals(Float(real(c)), b)
	return ok && r == 0
}

// unordered is what compareReals returns when a NaN is involved.
const unordered = 2

// compareReals compares two ints or floats: -1, 0, 1 or unordered. ok is
// false if they are not that.
func compareReals(a, b Value) (c int, ok bool) {
	if x, isFloat := FloatOf(a); isFloat {
		if y, isFloat := FloatOf(b); isFloat {
			return compareFloats(x, y), true
		}
		if !IsIntLike(b) {
			return 0, false
		}
		return flip(compareIntFloat(b, x)), true
	}
	if !IsIntLike(a) {
		return 0, false
	}
	if y, isFloat := FloatOf(b); isFloat {
		c = compareIntFloat(a, y)
		return c, true
	}
	if !IsIntLike(b) {
		return 0, false
	}
	return compareInts(a, b), true
}

func compareFloats(x, y float64) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	case x == y:
		return 0
	}
	return unordered
}

func compareInts(a, b Value) int {
	x, ok := Int64Of(a)
	y, ok2 := Int64Of(b)
	if !ok || !ok2 {
		return BigOf(a).Cmp(BigOf(b))
	}
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// compareIntFloat compares without rounding.
func compareIntFloat(a Value, y float64) int {
	if math.IsNaN(y) {
		return unordered
	}
	if math.IsInf(y, 0) {
		return int(math.Copysign(1, -y))
	}
	if n, ok := Int64Of(a); ok && n > -1<<53 && n < 1<<53 {
		return compareFloats(float64(n), y)
	}
	t := math.Trunc(y)
	i, _ := new(big.Float).SetFloat64(t).Int(nil)
	if c := BigOf(a).Cmp(i); c != 0 {
		return c
	}
	return compareFloats(t, y)
}

func flip(c int) int {
	if c == unordered {
		return c
	}
	return -c
}
