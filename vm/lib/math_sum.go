package lib

import (
	"math"
	"math/big"

	"brine/vm/object"
)

// The functions of math that take several numbers: those that are none are
// asked for one, in turn, and then all are added at once.
var mathSumRows = []object.Native{
	slow("fsum", "(seq, /)", "Return an accurate floating point sum of values in the iterable seq.\n\nAssumes IEEE-754 floating point arithmetic.", nil, stepFsum, object.Any, object.Any, object.ListReg),
	slow("prod", "(iterable, /, *, start=1)", "Calculate the product of all the elements in the input iterable.\n\nThe default start value for the product is 1.", nil, stepProd, object.Any, object.Any),
	slow("dist", "(p, q, /)", "Return the Euclidean distance between two points p and q.", nil, stepDist, object.ListReg, object.Count),
	slow("hypot", "(*coordinates)", "hypot(*coordinates) -> value\n\nMultidimensional Euclidean distance from the origin to a point.", func(w *world, args []value) (value, error) {
		fs, err := floats(itemsOf(args[0]))
		return object.Float(hypot(fs)), err
	}, stepHypot, object.ListReg, object.Count),
}

// floats returns numbers as floats; ErrSlow if one has to be asked.
func floats(items []value) ([]float64, error) {
	fs := make([]float64, len(items))
	for i, v := range items {
		f, err := realArg(v)
		if err != nil {
			return nil, err
		}
		fs[i] = f
	}
	return fs, nil
}

func stepFsum(c *call) action {
	const it, item, numbers = 1, 2, 3
	take := func(v value) {
		l := object.RegAs[object.List](c, numbers, &object.ListLayout)
		l.Items = append(l.Items, v)
	}
	next := object.Unbound
	switch c.Step() {
	case 0:
		c.SetReg(numbers, list(nil))
		return c.Do(1, object.OpIter, c.Reg(0))
	case 1:
		c.SetReg(it, c.Result())
	case 2:
		if c.Done() {
			return fsum(c, itemsOf(c.Reg(numbers)))
		}
		next = c.Result()
	case 3:
		v, err := realResult(c.Reg(item), c.Result())
		if err != nil {
			return c.Raise(err)
		}
		take(v)
	}
	for range chunk {
		if next.IsUnbound() {
			v, ok, known := object.NextLeaf(c.Reg(it))
			if !known {
				return c.Do(2, object.OpNext, c.Reg(it))
			}
			if !ok {
				return fsum(c, itemsOf(c.Reg(numbers)))
			}
			next = v
		}
		if _, err := realArg(next); err == object.ErrSlow {
			c.SetReg(item, next)
			return askReal(c, 3, next)
		} else if err != nil {
			return c.Raise(err)
		}
		take(next)
		next = object.Unbound
	}
	return c.Again(4)
}

// fsum ends a native with a sum that is rounded once.
func fsum(c *call, numbers []value) action {
	fs, err := floats(numbers)
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
	const numbers, at = 2, 3
	switch c.Step() {
	case 0:
		return c.Ask(1, object.Of(object.TupleType), c.Reg(0))
	case 1:
		c.SetReg(0, c.Result())
		return c.Ask(2, object.Of(object.TupleType), c.Reg(1))
	case 2:
		p, q := itemsOf(c.Reg(0)), itemsOf(c.Result())
		if len(p) != len(q) {
			return c.Raise(object.ValueErrorf("both points must have the same number of dimensions"))
		}
		var pairs []value
		for i := range p {
			pairs = append(pairs, p[i], q[i])
		}
		c.SetReg(numbers, list(pairs))
		c.SetReg(at, object.Int(0))
	}
	fs, act := eachReal(c, 3, numbers, at)
	if act != allReal {
		return act
	}
	for i := range len(fs) / 2 {
		fs[i] = fs[2*i] - fs[2*i+1]
	}
	return c.Return(object.Float(hypot(fs[:len(fs)/2])))
}

func stepHypot(c *call) action {
	const numbers, at = 1, 2
	if c.Step() == 0 {
		c.SetReg(numbers, list(append([]value(nil), itemsOf(c.Reg(0))...)))
		c.SetReg(at, object.Int(0))
	}
	fs, act := eachReal(c, 1, numbers, at)
	if act != allReal {
		return act
	}
	return c.Return(object.Float(hypot(fs)))
}

// allReal is no action: nothing is left to be asked.
const allReal action = 255

// eachReal asks the values in register numbers, from index at on, for floats;
// at step next one has landed.
func eachReal(c *call, next, numbers, at int) ([]float64, action) {
	l := object.RegAs[object.List](c, numbers, &object.ListLayout)
	i := c.Reg(at).N
	if c.Step() == next && i < int64(len(l.Items)) {
		v, err := realResult(l.Items[i], c.Result())
		if err != nil {
			return nil, c.Raise(err)
		}
		l.Items[i] = v
	}
	for ; i < int64(len(l.Items)); i++ {
		if _, err := realArg(l.Items[i]); err == object.ErrSlow {
			c.SetReg(at, object.Int(i))
			return nil, askReal(c, next, l.Items[i])
		} else if err != nil {
			return nil, c.Raise(err)
		}
	}
	fs, err := floats(l.Items)
	if err != nil {
		return nil, c.Raise(err)
	}
	return fs, allReal
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
