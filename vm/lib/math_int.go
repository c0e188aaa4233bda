package lib

import (
	"math"
	"math/big"

	"brine/vm"
	"brine/vm/object"
)

var mathIntRows = []object.Native{
	roundRow("floor", "Return the floor of x as an Integral.\n\nThis is the largest integer <= x.", math.Floor),
	roundRow("ceil", "Return the ceiling of x as an Integral.\n\nThis is the smallest integer >= x.", math.Ceil),
	roundRow("trunc", "Truncates the Real x to the nearest Integral toward 0.\n\nUses the __trunc__ magic method.", math.Trunc),
	indexed("factorial", "(n, /)", "Find n!.\n\nRaise a ValueError if x is negative or non-integral.", func(w *world, args []value) (value, error) {
		n, ok := object.Int64Of(args[0])
		switch {
		case object.BigOf(args[0]).Sign() < 0:
			return value{}, object.ValueErrorf("factorial() not defined for negative values")
		case !ok || n > 10_000_000:
			return value{}, object.Errorf(object.OverflowError, "factorial() argument should not exceed 9223372036854775807")
		}
		return object.NewInt(new(big.Int).MulRange(1, n)), nil
	}),
	indexed("isqrt", "(n, /)", "Return the integer part of the square root of the input.", func(w *world, args []value) (value, error) {
		i := object.BigOf(args[0])
		if i.Sign() < 0 {
			return value{}, object.ValueErrorf("isqrt() argument must be nonnegative")
		}
		return object.NewInt(new(big.Int).Sqrt(i)), nil
	}),
	slow("gcd", "(*integers)", "Greatest Common Divisor.", nil, stepFold(func(a, b *big.Int) *big.Int {
		return new(big.Int).GCD(nil, nil, new(big.Int).Abs(a), new(big.Int).Abs(b))
	}, 0), object.Any, object.SmallInt),
	slow("lcm", "(*integers)", "Least Common Multiple.", nil, stepFold(func(a, b *big.Int) *big.Int {
		if a.Sign() == 0 || b.Sign() == 0 {
			return new(big.Int)
		}
		g := new(big.Int).GCD(nil, nil, new(big.Int).Abs(a), new(big.Int).Abs(b))
		return g.Abs(g.Mul(new(big.Int).Quo(a, g), b))
	}, 1), object.Any, object.SmallInt),
	slow("comb", "(n, k, /)", "Number of ways to choose k items from n items without repetition and without order.", nil, stepChoose("comb", func(n, k int64) *big.Int {
		if k > n {
			return new(big.Int)
		}
		return new(big.Int).Binomial(n, k)
	})),
	slow("perm", "(n, k=None, /)", "Number of ways to choose k items from n items without repetition and with order.", nil, stepChoose("perm", func(n, k int64) *big.Int {
		if k > n {
			return new(big.Int)
		}
		return new(big.Int).MulRange(n-k+1, n)
	})),
}

// roundRow is floor, ceil or trunc: of floats at once, else by the method.
func roundRow(name, doc string, f func(float64) float64) object.Native {
	method := "__" + name + "__"
	return slow(name, "(x, /)", doc, func(w *world, args []value) (value, error) {
		switch v := args[0]; {
		case v.IsInt():
			return v, nil
		case v.IsFloat():
			return floatToInt(f(v.Float()))
		}
		return value{}, object.ErrSlow
	}, func(c *call) action {
		switch c.Step() {
		case 0:
			if act, ok := vm.AskSpecial(c, 1, c.Reg(0), method); ok {
				return act
			}
			if name != "trunc" {
				if act, ok := vm.AskSpecial(c, 2, c.Reg(0), "__float__"); ok {
					return act
				}
				return c.Raise(object.TypeErrorf("must be real number, not %s", c.Reg(0).Type().LongName()))
			}
			return c.Raise(object.TypeErrorf("type %s doesn't define __trunc__ method", c.Reg(0).Type().LongName()))
		case 2:
			x, ok := object.FloatOf(c.Result())
			if !ok {
				return c.Raise(object.TypeErrorf("must be real number, not %s", c.Reg(0).Type().LongName()))
			}
			v, err := floatToInt(f(x))
			if err != nil {
				return c.Raise(err)
			}
			return c.Return(v)
		}
		return c.Return(c.Result())
	})
}

// floatToInt returns a whole float as an int.
func floatToInt(f float64) (value, error) {
	switch {
	case math.IsInf(f, 0):
		return value{}, object.Errorf(object.OverflowError, "cannot convert float infinity to integer")
	case math.IsNaN(f):
		return value{}, object.ValueErrorf("cannot convert float NaN to integer")
	case math.Abs(f) < 1<<62:
		return object.Int(int64(f)), nil
	}
	i, _ := big.NewFloat(f).Int(nil)
	return object.NewInt(i), nil
}

// stepFold combines ints.
func stepFold(f func(a, b *big.Int) *big.Int, start int64) step {
	return func(c *call) action {
		const acc, at = 1, 2
		if c.Step() == 0 {
			c.SetReg(acc, object.Int(start))
			c.SetReg(at, object.Int(0))
		} else {
			c.SetReg(acc, object.NewInt(f(object.BigOf(c.Reg(acc)), object.BigOf(c.Result()))))
			c.SetReg(at, object.Int(c.Reg(at).N+1))
		}
		if args := itemsOf(c.Reg(0)); int(c.Reg(at).N) < len(args) {
			return c.Do(1, object.OpIndex, args[c.Reg(at).N])
		}
		return c.Return(c.Reg(acc))
	}
}

func stepChoose(name string, f func(n, k int64) *big.Int) step {
	return func(c *call) action {
		switch c.Step() {
		case 0:
			return c.Do(1, object.OpIndex, c.Reg(0))
		case 1:
			c.SetReg(0, c.Result())
			if !given(c.Reg(1)) {
				c.SetReg(1, c.Result())
				break
			}
			return c.Do(2, object.OpIndex, c.Reg(1))
		case 2:
			c.SetReg(1, c.Result())
		}
		for i, what := range []string{"n", "k"} {
			if object.BigOf(c.Reg(i)).Sign() < 0 {
				return c.Raise(object.ValueErrorf("%s must be a non-negative integer", what))
			}
		}
		n, ok := object.Int64Of(c.Reg(0))
		k, ok2 := object.Int64Of(c.Reg(1))
		if !ok2 || k > 10_000_000 && k <= n && n-k > 10_000_000 || !ok {
			return c.Raise(object.Errorf(object.OverflowError, "min(n - k, k) must not exceed 9223372036854775807"))
		}
		return c.Return(object.NewInt(f(n, k)))
	}
}
