package compiler

import (
	"math"
	"math/big"
	"strings"

	"brine/parser"
)

func foldBinary(op parser.Operator, left, right any) (any, bool) {
	a, b := asInt(left), asInt(right)
	if a != nil && b != nil {
		if p, isBool := left.(bool); isBool {
			if q, isBool := right.(bool); isBool {
				if v, ok := foldBools(op, p, q); ok {
					return v, true
				}
			}
		}
		return foldInts(op, a, b)
	}
	switch {
	case b != nil && op == parser.OpMult:
		return foldRepeat(left, b)
	case a != nil && op == parser.OpMult:
		if v, ok := foldRepeat(right, a); ok {
			return v, true
		}
	case op == parser.OpAdd:
		if v, ok := foldConcat(left, right); ok {
			return v, true
		}
	}
	return foldNumbers(op, left, right)
}

func foldBools(op parser.Operator, p, q bool) (any, bool) {
	switch op {
	case parser.OpBitAnd:
		return p && q, true
	case parser.OpBitOr:
		return p || q, true
	case parser.OpBitXor:
		return p != q, true
	}
	return nil, false
}

func foldInts(op parser.Operator, a, b *big.Int) (any, bool) {
	r := new(big.Int)
	switch op {
	case parser.OpAdd:
		return intConst(r.Add(a, b)), true
	case parser.OpSub:
		return intConst(r.Sub(a, b)), true
	case parser.OpMult:
		if a.BitLen()+b.BitLen() <= maxFoldedBits {
			return intConst(r.Mul(a, b)), true
		}
	case parser.OpBitAnd:
		return intConst(r.And(a, b)), true
	case parser.OpBitOr:
		return intConst(r.Or(a, b)), true
	case parser.OpBitXor:
		return intConst(r.Xor(a, b)), true
	case parser.OpLShift:
		if b.Sign() >= 0 && b.IsInt64() && b.Int64() <= maxFoldedBits && a.BitLen()+int(b.Int64()) <= maxFoldedBits {
			return intConst(r.Lsh(a, uint(b.Int64()))), true
		}
	case parser.OpRShift:
		if b.Sign() >= 0 && b.IsInt64() && b.Int64() < 1<<30 {
			return intConst(r.Rsh(a, uint(b.Int64()))), true
		}
	case parser.OpPow:
		if b.Sign() >= 0 && b.IsInt64() && b.Int64() <= maxFoldedBits && int64(a.BitLen())*b.Int64() <= maxFoldedBits {
			return intConst(r.Exp(a, b, nil)), true
		}
	case parser.OpFloorDiv, parser.OpMod:
		return foldFloorDiv(op, a, b)
	case parser.OpDiv:
		return foldTrueDiv(a, b)
	}
	return nil, false
}

// foldFloorDiv rounds towards minus infinity, as Python does.
func foldFloorDiv(op parser.Operator, a, b *big.Int) (any, bool) {
	if b.Sign() == 0 {
		return nil, false
	}
	q, m := new(big.Int).QuoRem(a, b, new(big.Int))
	if m.Sign() != 0 && m.Sign() != b.Sign() {
		m.Add(m, b)
		q.Sub(q, big.NewInt(1))
	}
	if op == parser.OpMod {
		return intConst(m), true
	}
	return intConst(q), true
}

// foldTrueDiv divides exactly representable integers only: then one rounding
// gives what Python gives.
func foldTrueDiv(a, b *big.Int) (any, bool) {
	const exact = 53
	if b.Sign() == 0 || a.BitLen() > exact || b.BitLen() > exact {
		return nil, false
	}
	return float64(a.Int64()) / float64(b.Int64()), true
}

// foldNumbers folds what has a float or complex operand.
func foldNumbers(op parser.Operator, left, right any) (any, bool) {
	a, aOK := asFloat(left)
	b, bOK := asFloat(right)
	if aOK && bOK {
		return foldFloats(op, a, b)
	}
	x, xOK := asComplex(left)
	y, yOK := asComplex(right)
	if !xOK || !yOK {
		return nil, false
	}
	switch op { // a real operand has no imaginary part, not one of 0.0
	case parser.OpAdd:
		return x + y, true
	case parser.OpSub:
		if aOK {
			return complex(a-real(y), 0-imag(y)), true
		}
		return x - y, true
	}
	return nil, false
}

func foldFloats(op parser.Operator, a, b float64) (any, bool) {
	switch op {
	case parser.OpAdd:
		return a + b, true
	case parser.OpSub:
		return a - b, true
	case parser.OpMult:
		return a * b, true
	case parser.OpDiv:
		if b != 0 {
			return a / b, true
		}
	}
	return nil, false
}

func asFloat(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, true
	case int64:
		f := float64(v)
		return f, math.Abs(f) < 1<<53
	}
	return 0, false
}

func asComplex(v any) (complex128, bool) {
	if c, ok := v.(complex128); ok {
		return c, true
	}
	f, ok := asFloat(v)
	return complex(f, 0), ok
}

// foldConcat joins two strings, bytes or tuples.
func foldConcat(left, right any) (any, bool) {
	switch a := left.(type) {
	case string:
		if b, ok := right.(string); ok && len(a)+len(b) <= maxFoldedText {
			return a + b, true
		}
	case []byte:
		if b, ok := right.([]byte); ok && len(a)+len(b) <= maxFoldedText {
			return append(append([]byte{}, a...), b...), true
		}
	case Tuple:
		if b, ok := right.(Tuple); ok && len(a)+len(b) <= maxFoldedItems {
			return append(append(Tuple{}, a...), b...), true
		}
	}
	return nil, false
}

// foldRepeat repeats a string, bytes or tuple.
func foldRepeat(v any, count *big.Int) (any, bool) {
	if !count.IsInt64() || count.Int64() < 0 || count.Int64() > maxFoldedText {
		return nil, false
	}
	n := int(count.Int64())
	switch v := v.(type) {
	case string:
		if len(v)*n <= maxFoldedText {
			return strings.Repeat(v, n), true
		}
	case []byte:
		if len(v)*n <= maxFoldedText {
			return []byte(strings.Repeat(string(v), n)), true
		}
	case Tuple:
		if len(v)*n <= maxFoldedItems && !hasTuple(v) {
			t := Tuple{}
			for range n {
				t = append(t, v...)
			}
			return t, true
		}
	}
	return nil, false
}

// hasTuple tells if a tuple contains another: repeating such could grow without
// bound.
func hasTuple(t Tuple) bool {
	for _, item := range t {
		if _, ok := item.(Tuple); ok {
			return true
		}
	}
	return false
}
