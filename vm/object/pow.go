package object

import "math"

// Pow is x to the power of y, nearly always correctly rounded, as in C
// libraries; math.Pow is off by several units in the last place. It computes
// exp(y * log(x)) with twice the digits of a float.
func Pow(x, y float64) float64 {
	r := math.Pow(x, y)
	switch {
	case r == 0 || math.IsInf(r, 0) || math.IsNaN(r) || x == 1 || y == 1:
		return r
	case y == 2:
		return x * x
	case y == -1:
		return 1 / x
	case y == 0.5 && !math.IsInf(x, 0):
		return r
	}
	abs := math.Abs(x)
	if math.IsInf(y, 0) || math.IsInf(abs, 0) {
		return r
	}
	l := logDouble(abs)
	p := l.mul(double{y, 0})
	if p.hi > 709 || p.hi < -708 {
		return r
	}
	e := expDouble(p)
	return math.Copysign(e, r)
}

// double is a number as the sum of two floats.
type double struct{ hi, lo float64 }

func twoSum(a, b float64) double {
	s := a + b
	t := s - a
	return double{s, (a - (s - t)) + (b - t)}
}

func quickSum(a, b float64) double {
	s := a + b
	return double{s, b - (s - a)}
}

func (a double) add(b double) double {
	s := twoSum(a.hi, b.hi)
	t := twoSum(a.lo, b.lo)
	s = quickSum(s.hi, s.lo+t.hi)
	return quickSum(s.hi, s.lo+t.lo)
}

func (a double) mul(b double) double {
	p := a.hi * b.hi
	e := math.FMA(a.hi, b.hi, -p)
	return quickSum(p, e+a.hi*b.lo+a.lo*b.hi)
}

func (a double) div(b double) double {
	q := a.hi / b.hi
	r := a.add(b.mul(double{-q, 0}))
	q2 := r.hi / b.hi
	r = r.add(b.mul(double{-q2, 0}))
	return quickSum(q, q2).add(double{r.hi / b.hi, 0})
}

var ln2 = double{0.6931471805599453, 2.3190468138462996e-17}

// logDouble is the logarithm of a positive x: 2 atanh((m-1)/(m+1)) + e ln 2,
// with m near a square root of 2's reciprocal or above, reduced by a table free
// step through the float logarithm.
func logDouble(x float64) double {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	// m = exp(g) * (1 + d): g is a short float, so that exp(g) is cheap to know.
	g := math.Round(math.Log(m)*64) / 64
	eg := expParts(double{g, 0})
	z := double{m, 0}.add(double{-eg.hi, -eg.lo}).div(double{m, 0}.add(eg))
	// log((1+z)/(1-z)) = 2 (z + z^3/3 + z^5/5 + ...), |z| < 1/256
	z2 := z.mul(z)
	sum := double{0, 0}
	for k := 13; k >= 1; k -= 2 {
		sum = sum.mul(z2).add(double{1, 0}.div(double{float64(k), 0}))
	}
	sum = sum.mul(z)
	r := double{2 * sum.hi, 2 * sum.lo}.add(double{g, 0})
	return double{float64(e), 0}.mul(ln2).add(r)
}

// expParts is exp of a small number.
func expParts(x double) double {
	// exp(x) = exp(x/16)^16
	y := double{x.hi / 16, x.lo / 16}
	sum := double{1, 0}
	for k := 14; k >= 1; k-- {
		sum = sum.mul(y).div(double{float64(k), 0}).add(double{1, 0})
	}
	for range 4 {
		sum = sum.mul(sum)
	}
	return sum
}

// expDouble is exp of x, rounded to a float.
func expDouble(x double) float64 {
	k := math.Round(x.hi / ln2.hi)
	r := x.add(ln2.mul(double{-k, 0}))
	e := expParts(r)
	return math.Ldexp(e.hi, int(k)) + math.Ldexp(e.lo, int(k))
}
