package object

import (
	"math"
	"math/big"
	"math/bits"
)

// maxIntBits is the size beyond which ints are refused.
const maxIntBits = 1 << 28

func errIntTooLarge() error { return Errorf(OverflowError, "too many digits in integer") }

func zeroDivision(text string) error { return Errorf(ZeroDivisionError, "%s", text) }

// intBinary performs op on two ints (bools and subclasses included). ok is
// false if ints do not have it.
func intBinary(op Binary, a, b Value) (v Value, err error, ok bool) {
	x, small := Int64Of(a)
	y, small2 := Int64Of(b)
	if small && small2 {
		if v, done := smallBinary(op, x, y); done {
			return v, nil, true
		}
	}
	switch op {
	case BinTrueDiv:
		v, err = intTrueDiv(a, b)
	case BinPow:
		v, err = intPow(a, b)
	case BinLShift, BinRShift:
		v, err = intShift(op, a, b)
	case BinMatMul:
		return Value{}, nil, false
	default:
		v, err = bigBinary(op, BigOf(a), BigOf(b))
	}
	return v, err, true
}

// smallBinary performs op if the result and all on the way fit 64 bits.
func smallBinary(op Binary, x, y int64) (v Value, done bool) {
	switch op {
	case BinAdd:
		s := x + y
		return Int(s), (x^s)&(y^s) >= 0
	case BinSub:
		s := x - y
		return Int(s), (x^y)&(x^s) >= 0
	case BinMul:
		return smallMul(x, y)
	case BinFloorDiv:
		if y == 0 || y == -1 {
			return v, false
		}
		q := x / y
		if x%y != 0 && (x < 0) != (y < 0) {
			q--
		}
		return Int(q), true
	case BinMod:
		if y == 0 || y == -1 {
			return v, false
		}
		r := x % y
		if r != 0 && (r < 0) != (y < 0) {
			r += y
		}
		return Int(r), true
	case BinTrueDiv:
		const exact = 1 << 53
		if y == 0 || x > exact || x < -exact || y > exact || y < -exact {
			return v, false
		}
		return Float(float64(x) / float64(y)), true
	case BinAnd:
		return Int(x & y), true
	case BinOr:
		return Int(x | y), true
	case BinXor:
		return Int(x ^ y), true
	case BinLShift:
		if y < 0 || y > 62 || x > math.MaxInt64>>y || x < math.MinInt64>>y {
			return v, false
		}
		return Int(x << y), true
	case BinRShift:
		if y < 0 {
			return v, false
		}
		return Int(x >> min(y, 63)), true
	case BinPow:
		return smallPow(x, y)
	}
	return v, false
}

func smallMul(x, y int64) (v Value, done bool) {
	hi, lo := bits.Mul64(uint64(x), uint64(y))
	// Make the unsigned product signed.
	if x < 0 {
		hi -= uint64(y)
	}
	if y < 0 {
		hi -= uint64(x)
	}
	return Int(int64(lo)), int64(hi) == int64(lo)>>63
}

func smallPow(x, y int64) (v Value, done bool) {
	if y < 0 {
		return v, false
	}
	r := Int(1)
	for {
		if y&1 != 0 {
			if r, done = smallMul(r.N, x); !done {
				return v, false
			}
		}
		if y >>= 1; y == 0 {
			return r, true
		}
		sq, fits := smallMul(x, x)
		if !fits {
			return v, false
		}
		x = sq.N
	}
}

func bigBinary(op Binary, x, y *big.Int) (Value, error) {
	z := new(big.Int)
	switch op {
	case BinAdd:
		z.Add(x, y)
	case BinSub:
		z.Sub(x, y)
	case BinMul:
		if x.BitLen()+y.BitLen() > maxIntBits {
			return Value{}, errIntTooLarge()
		}
		z.Mul(x, y)
	case BinFloorDiv:
		if y.Sign() == 0 {
			return Value{}, zeroDivision("integer division or modulo by zero")
		}
		floorDivMod(z, new(big.Int), x, y)
	case BinMod:
		if y.Sign() == 0 {
			return Value{}, zeroDivision("integer modulo by zero")
		}
		floorDivMod(new(big.Int), z, x, y)
	case BinAnd:
		z.And(x, y)
	case BinOr:
		z.Or(x, y)
	case BinXor:
		z.Xor(x, y)
	}
	return NewInt(z), nil
}

// floorDivMod sets q and r to the quotient and remainder of division that
// rounds down.
func floorDivMod(q, r, x, y *big.Int) {
	q.QuoRem(x, y, r)
	if r.Sign() != 0 && (r.Sign() < 0) != (y.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, y)
	}
}

// intDivMod is divmod of two ints.
func intDivMod(a, b Value) (Value, error) {
	y := BigOf(b)
	if y.Sign() == 0 {
		return Value{}, zeroDivision("integer division or modulo by zero")
	}
	q, r := new(big.Int), new(big.Int)
	floorDivMod(q, r, BigOf(a), y)
	return Of(NewTuple(NewInt(q), NewInt(r))), nil
}

// intTrueDiv divides and rounds once.
func intTrueDiv(a, b Value) (Value, error) {
	x, y := BigOf(a), BigOf(b)
	if y.Sign() == 0 {
		return Value{}, zeroDivision("division by zero")
	}
	f := quotient(x, y)
	if math.IsInf(f, 0) {
		return Value{}, Errorf(OverflowError, "integer division result too large for a float")
	}
	return Float(f), nil
}

// quotient returns x/y as the nearest float. It computes 64 significant bits
// and a sticky one, so that huge operands cost no gcd.
func quotient(x, y *big.Int) float64 {
	if x.Sign() == 0 {
		return math.Copysign(0, float64(y.Sign()))
	}
	shift := x.BitLen() - y.BitLen() - 66
	n, d := new(big.Int).Abs(x), new(big.Int).Abs(y)
	if shift > 0 {
		d.Lsh(d, uint(shift))
	} else {
		n.Lsh(n, uint(-shift))
	}
	q, r := n.QuoRem(n, d, new(big.Int))
	if r.Sign() != 0 {
		q.Lsh(q, 1)
		q.SetBit(q, 0, 1)
		shift--
	}
	f := new(big.Float).SetPrec(80).SetInt(q)
	f.SetMantExp(f, shift)
	if x.Sign()*y.Sign() < 0 {
		f.Neg(f)
	}
	r64, _ := f.Float64()
	return r64
}

func intPow(a, b Value) (Value, error) {
	x, y := BigOf(a), BigOf(b)
	if y.Sign() < 0 {
		f, err := IntToFloat(a)
		if err != nil {
			return Value{}, err
		}
		g, err := IntToFloat(b)
		if err != nil {
			return Value{}, err
		}
		return floatPow(f, g)
	}
	if n := x.BitLen(); n > 1 && (!y.IsInt64() || y.Int64() > maxIntBits/int64(n-1)) {
		return Value{}, errIntTooLarge()
	}
	if x.BitLen() <= 1 { // -1, 0, 1
		if x.Sign() < 0 && y.Bit(0) == 0 || y.Sign() == 0 {
			return Int(1), nil
		}
		return Int(x.Int64()), nil
	}
	return NewInt(new(big.Int).Exp(x, y, nil)), nil
}

// intPowMod is pow(a, b, m).
func intPowMod(a, b, m Value) (Value, error) {
	x, y, z := BigOf(a), BigOf(b), BigOf(m)
	if z.Sign() == 0 {
		return Value{}, ValueErrorf("pow() 3rd argument cannot be 0")
	}
	abs := new(big.Int).Abs(z)
	if y.Sign() < 0 {
		inv := new(big.Int).ModInverse(new(big.Int).Mod(x, abs), abs)
		if inv == nil && abs.IsInt64() && abs.Int64() == 1 {
			inv = new(big.Int)
		}
		if inv == nil {
			return Value{}, ValueErrorf("base is not invertible for the given modulus")
		}
		x, y = inv, new(big.Int).Neg(y)
	}
	r := new(big.Int).Exp(new(big.Int).Mod(x, abs), y, abs)
	if z.Sign() < 0 && r.Sign() > 0 {
		r.Add(r, z)
	}
	return NewInt(r), nil
}

func intShift(op Binary, a, b Value) (Value, error) {
	x, y := BigOf(a), BigOf(b)
	if y.Sign() < 0 {
		return Value{}, ValueErrorf("negative shift count")
	}
	if x.Sign() == 0 {
		return Int(0), nil
	}
	if op == BinRShift {
		if !y.IsInt64() || y.Int64() > int64(x.BitLen()) {
			if x.Sign() < 0 {
				return Int(-1), nil
			}
			return Int(0), nil
		}
		return NewInt(new(big.Int).Rsh(x, uint(y.Int64()))), nil
	}
	if !y.IsInt64() || y.Int64()+int64(x.BitLen()) > maxIntBits {
		return Value{}, errIntTooLarge()
	}
	return NewInt(new(big.Int).Lsh(x, uint(y.Int64()))), nil
}

// IntToFloat returns an int as the nearest float, or an OverflowError.
func IntToFloat(v Value) (float64, error) {
	if n, ok := Int64Of(v); ok {
		return float64(n), nil
	}
	f, _ := new(big.Float).SetInt(BigOf(v)).Float64()
	if math.IsInf(f, 0) {
		return 0, Errorf(OverflowError, "int too large to convert to float")
	}
	return f, nil
}

// intUnary performs a unary operator on an int.
func intUnary(op Unary, v Value) Value {
	if n, ok := Int64Of(v); ok && n != math.MinInt64 {
		switch op {
		case UnaryNeg:
			return Int(-n)
		case UnaryInvert:
			return Int(^n)
		}
		return Int(n)
	}
	switch x := BigOf(v); op {
	case UnaryNeg:
		return NewInt(new(big.Int).Neg(x))
	case UnaryInvert:
		return NewInt(new(big.Int).Not(x))
	default:
		return NewInt(new(big.Int).Set(x))
	}
}
