package object

import "math"

// Sine and cosine to less than a unit in the last place, as C libraries have
// them; package math is off by more near multiples of pi/2.

// halfPi is pi/2 in three parts, of 33 bits but for the last.
const (
	halfPi1 = 1.57079632673412561417e+00
	halfPi2 = 6.07710050630396597660e-11
	halfPi3 = 2.02226624871116645580e-21
	halfPi4 = 8.47842766036889956997e-32
)

// reduceAngle returns which quarter of the circle x lies in, and what remains, in
// two parts. ok is false if x is too large for this method.
func reduceAngle(x float64) (quarter int, rest double, ok bool) {
	if math.Abs(x) > 1<<20 {
		return 0, rest, false
	}
	k := math.Round(x * (2 / math.Pi))
	r := twoSum(x, -k*halfPi1)
	r = r.add(double{-k * halfPi2, 0})
	p := -k * halfPi3
	r = r.add(double{p, math.FMA(-k, halfPi3, -p)})
	r = r.add(double{-k * halfPi4, 0})
	return int(int64(k) & 3), r, true
}

// kernelSin is the sine of x+y for |x| <= pi/4: x + x^3 * p, where the errors
// of the product are carried along.
func kernelSin(x, y float64) float64 {
	const (
		s1, s1lo = -1.0 / 6, -9.25185853854297e-18
		s2, s3   = 1.0 / 120, -1.0 / 5040
		s4, s5   = 1.0 / 362880, -1.0 / 39916800
		s6, s7   = 1.0 / 6227020800, -1.0 / 1307674368000
		s8       = 1.0 / 355687428096000
	)
	z := x * x
	v := z * x
	dv := math.FMA(z, x, -v) + math.FMA(x, x, -z)*x
	q := z * (s2 + z*(s3+z*(s4+z*(s5+z*(s6+z*(s7+z*s8))))))
	p := s1 + q
	dp := (s1 - p) + q + s1lo
	t := v * p
	dt := math.FMA(v, p, -t) + dv*p + v*dp
	s := twoSum(x, t)
	return s.hi + (s.lo + dt + y*(1-z*(0.5-z/24)))
}

// kernelCos is the cosine of x+y for |x| <= pi/4.
func kernelCos(x, y float64) float64 {
	const (
		c1, c2 = 1.0 / 24, -1.0 / 720
		c3, c4 = 1.0 / 40320, -1.0 / 3628800
		c5, c6 = 1.0 / 479001600, -1.0 / 87178291200
		c7, c8 = 1.0 / 20922789888000, -1.0 / 6402373705728000
	)
	z := x * x
	dz := math.FMA(x, x, -z)
	r := z * (c1 + z*(c2+z*(c3+z*(c4+z*(c5+z*(c6+z*(c7+z*c8)))))))
	t := z * (r - 0.5)
	dt := math.FMA(z, r-0.5, -t) + dz*(r-0.5) + z*((-0.5-(r-0.5))+r)
	s := twoSum(1, t)
	return s.hi + (s.lo + dt - x*y*(1-z/6))
}

// Sin is the sine of x.
func Sin(x float64) float64 {
	s, _ := SinCos(x)
	return s
}

// Cos is the cosine of x.
func Cos(x float64) float64 {
	_, c := SinCos(x)
	return c
}

// SinCos is the sine and cosine of x.
func SinCos(x float64) (sin, cos float64) {
	quarter, r, ok := reduceAngle(x)
	if !ok {
		return math.Sincos(x)
	}
	if x == 0 {
		return x, 1
	}
	s, c := kernelSin(r.hi, r.lo), kernelCos(r.hi, r.lo)
	switch quarter {
	case 0:
		return s, c
	case 1:
		return c, -s
	case 2:
		return -s, -c
	}
	return -c, s
}
