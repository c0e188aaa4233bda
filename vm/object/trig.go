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

// kernelSin is the sine of x+y for |x| <= pi/4.
func kernelSin(x, y float64) float64 {
	const (
		s1 = -1.66666666666666324348e-01
		s2 = 8.33333333332248946124e-03
		s3 = -1.98412698298579493134e-04
		s4 = 2.75573137070700676789e-06
		s5 = -2.50507602534068634195e-08
		s6 = 1.58969099521155010221e-10
	)
	// x + x^3 * p, the product with its rounding errors
	z := x * x
	v := z * x
	dv := math.FMA(z, x, -v) + math.FMA(x, x, -z)*x
	q := z * (s2 + z*(s3+z*(s4+z*(s5+z*s6))))
	p := s1 + q
	dp := (s1 - p) + q
	t := v * p
	dt := math.FMA(v, p, -t) + dv*p + v*dp
	s := twoSum(x, t)
	return s.hi + (s.lo + dt + y*(1-0.5*z))
}

// kernelCos is the cosine of x+y for |x| <= pi/4.
func kernelCos(x, y float64) float64 {
	const (
		c1 = 4.16666666666666019037e-02
		c2 = -1.38888888888741095749e-03
		c3 = 2.48015872894767294178e-05
		c4 = -2.75573143513906633035e-07
		c5 = 2.08757232129817482790e-09
		c6 = -1.13596475577881948265e-11
	)
	z := x * x
	r := z * (c1 + z*(c2+z*(c3+z*(c4+z*(c5+z*c6)))))
	hz := 0.5 * z
	w := 1 - hz
	return w + (((1 - w) - hz) + (z*r - x*y))
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
