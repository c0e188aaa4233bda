package lib

import (
	"math"
	"math/big"

	"brine/vm/object"
)

// The functions of math that take iterables: they make a tuple of it and, if
// all are numbers, are done at once.
var mathSumRows = []object.Native{
	slow("fsum", "(seq, /)", "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating point arithmetic.", nil, stepFsum),
	slow("prod", "(iterable, /, *, start=1)", "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.", nil, stepProd, object.Any, object.Any),
	slow("dist", "(p, q, /)", "Return the Euclidean distance between two points p and q.", nil, stepDist),
	slow("hypot", "(*coordinates)", "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.", func(w *world, args []value) (value, error) {
		fs, err := floats(itemsOf(args[0]))
		return object.Float(hypot(fs)), err
	}, nil),
}

func floats(items []value) ([]float64, error) {
	fs := make([]float64, len(items))
	for i, v := range items {
		f, err, ok := object.RealOf(v)
		if !ok {
			return nil, object.TypeErrorf("must be real number, not %s", v.Type().Name)
		}
		if err != nil {
			return nil, err
		}
		fs[i] = f
	}
	return fs, nil
}

func stepFsum(c *call) action {
	if c.Step() == 0 {
		return c.Ask(1, object.Of(object.ListType), c.Reg(0))
	}
	fs, err := floats(itemsOf(c.Result()))
	if err != nil {
		return c.Raise(err)
	}
	sum := new(big.Float).SetPrec(2200)
	special := 0.0
	inf := false
	for _, f := range fs {
		if math.IsInf(f, 0) || math.IsNaN(f) {
			if math.IsInf(f, 0) && math.IsInf(special, 0) && f != special {
				return c.Raise(object.ValueErrorf("-inf + inf in fsum"))
			}
			special += f
			inf = true
			continue
		}
		sum.Add(sum, new(big.Float).SetFloat64(f))
	}
	if inf {
		return c.Return(object.Float(special))
	}
	f, _ := sum.Float64()
	if math.IsInf(f, 0) {
		return c.Raise(object.Errorf(object.OverflowError, "intermediate overflow in fsum"))
	}
	return c.Return(object.Float(f))
}

func stepProd(c *call) action {
	const it, acc = 2, 3
	switch c.Step() {
	case 0:
		c.SetReg(acc, or(c.Reg(1), object.Int(1)))
		return c.Do(1, object.OpIter, c.Reg(0))
	case 1:
		c.SetReg(it, c.Result())
	case 2:
		if c.Done() {
			return c.Return(c.Reg(acc))
		}
		return c.Do(3, object.OpBinary, c.Reg(acc), c.Result(), object.Int(int64(object.BinMul)))
	case 3:
		c.SetReg(acc, c.Result())
	}
	return c.Do(2, object.OpNext, c.Reg(it))
}

func stepDist(c *call) action {
	switch c.Step() {
	case 0:
		return c.Ask(1, object.Of(object.TupleType), c.Reg(0))
	case 1:
		c.SetReg(0, c.Result())
		return c.Ask(2, object.Of(object.TupleType), c.Reg(1))
	}
	p, err := floats(itemsOf(c.Reg(0)))
	if err != nil {
		return c.Raise(err)
	}
	q, err := floats(itemsOf(c.Result()))
	if err != nil {
		return c.Raise(err)
	}
	if len(p) != len(q) {
		return c.Raise(object.ValueErrorf("both points must have the same number of dimensions"))
	}
	for i := range p {
		p[i] -= q[i]
	}
	return c.Return(object.Float(hypot(p)))
}

// hypot is the length of a vector, correctly rounded.
func hypot(fs []float64) float64 {
	nan := false
	sum := new(big.Float).SetPrec(2200)
	for _, f := range fs {
		switch {
		case math.IsInf(f, 0):
			return math.Inf(1)
		case math.IsNaN(f):
			nan = true
		default:
			x := new(big.Float).SetPrec(2200).SetFloat64(f)
			sum.Add(sum, x.Mul(x, x))
		}
	}
	if nan {
		return math.NaN()
	}
	if sum.Sign() == 0 {
		return 0
	}
	f, _ := sum.SetPrec(200).Sqrt(sum).Float64()
	return f
}
