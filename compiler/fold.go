package compiler

import (
	"math/big"

	"brine/parser"
)

// The sizes up to which a folded constant may grow, as in CPython.
const (
	maxFoldedBits  = 128
	maxFoldedItems = 256
	maxFoldedText  = 4096
)

// folded is what became of an attempt to fold an expression.
type folded struct {
	value any
	ok    bool
}

// constant returns the value of an expression that is known now. What would
// raise, or grow large, is left to be evaluated when it runs. It is asked for
// each part of a tree in turn, so that the answers are kept.
func (c *compiler) constant(e parser.Expr) (v any, ok bool) {
	switch e.(type) {
	case *parser.Constant, *parser.Name:
		return c.fold(e)
	case *parser.UnaryOp, *parser.BinOp, *parser.Tuple, *parser.Subscript:
		f, known := c.folds[e]
		if !known {
			f.value, f.ok = c.fold(e)
			c.folds[e] = f
		}
		return f.value, f.ok
	}
	return nil, false
}

func (c *compiler) fold(e parser.Expr) (v any, ok bool) {
	switch e := e.(type) {
	case *parser.Constant:
		if _, ok := e.Value.(parser.EllipsisType); ok {
			return Ellipsis{}, true
		}
		return e.Value, true
	case *parser.Name:
		if e.ID == "__debug__" && e.Ctx == parser.Load {
			return true, true
		}
	case *parser.UnaryOp:
		if v, ok := c.constant(e.Operand); ok {
			return foldUnary(e.Op, v)
		}
	case *parser.BinOp:
		right, ok := c.constant(e.Right)
		if !ok {
			return nil, false
		}
		if left, ok := c.constant(e.Left); ok {
			return foldBinary(e.Op, left, right)
		}
	case *parser.Tuple:
		return c.constants(e.Elts)
	case *parser.Subscript:
		if e.Ctx == parser.Load {
			return c.foldSubscript(e)
		}
	}
	return nil, false
}

// constants returns the elements of a display as a tuple, if all are constant.
func (c *compiler) constants(elts []parser.Expr) (v any, ok bool) {
	t := make(Tuple, 0, len(elts))
	for _, elt := range elts {
		v, ok := c.constant(elt)
		if !ok {
			return nil, false
		}
		t = append(t, v)
	}
	return t, true
}

// constantItems is constant for an expression of which only the items count: a
// list becomes a tuple and a set a frozenset.
func (c *compiler) constantItems(e parser.Expr) (v any, ok bool) {
	switch e := e.(type) {
	case *parser.List:
		return c.constants(e.Elts)
	case *parser.Set:
		if v, ok := c.constants(e.Elts); ok {
			return distinct(v.(Tuple)), true
		}
	}
	return nil, false
}

// distinct returns the items as a frozenset, without repetitions of one type.
func distinct(items Tuple) FrozenSet {
	set, seen := FrozenSet{}, map[any]bool{}
	for _, item := range items {
		if key := keyOf(item); !seen[key] {
			seen[key] = true
			set = append(set, item)
		}
	}
	return set
}

func foldUnary(op parser.UnaryOperator, v any) (any, bool) {
	switch op {
	case parser.UnaryNot:
		t, ok := truth(v)
		return !t, ok
	case parser.UnaryInvert:
		if i := asInt(v); i != nil {
			return intConst(i.Not(i)), true
		}
	case parser.UnaryAdd:
		if i := asInt(v); i != nil {
			return intConst(i), true
		}
		switch v.(type) {
		case float64, complex128:
			return v, true
		}
	case parser.UnarySub:
		if i := asInt(v); i != nil {
			return intConst(i.Neg(i)), true
		}
		switch v := v.(type) {
		case float64:
			return -v, true
		case complex128:
			return complex(-real(v), -imag(v)), true
		}
	}
	return nil, false
}

// truth returns bool(v) of a constant.
func truth(v any) (value, ok bool) {
	switch v := v.(type) {
	case nil:
		return false, true
	case bool:
		return v, true
	case int64:
		return v != 0, true
	case *big.Int:
		return v.Sign() != 0, true
	case float64:
		return v != 0, true
	case complex128:
		return v != 0, true
	case string:
		return v != "", true
	case []byte:
		return len(v) != 0, true
	case Tuple:
		return len(v) != 0, true
	case Ellipsis:
		return true, true
	}
	return false, false
}

// asInt returns a new big integer for an int or bool, else nil.
func asInt(v any) *big.Int {
	switch v := v.(type) {
	case bool:
		if v {
			return big.NewInt(1)
		}
		return new(big.Int)
	case int64:
		return big.NewInt(v)
	case *big.Int:
		return new(big.Int).Set(v)
	}
	return nil
}

// intConst returns an integer as a constant: int64 wherever it fits.
func intConst(i *big.Int) any {
	if i.IsInt64() {
		return i.Int64()
	}
	return i
}

func (c *compiler) foldSubscript(e *parser.Subscript) (any, bool) {
	index, ok := c.constant(e.Slice)
	if !ok {
		return nil, false
	}
	v, ok := c.constant(e.Value)
	if !ok {
		return nil, false
	}
	n := asInt(index)
	if n == nil || !n.IsInt64() {
		return nil, false
	}
	i := n.Int64()
	at := func(length int) bool {
		if i < 0 {
			i += int64(length)
		}
		return i >= 0 && i < int64(length)
	}
	switch v := v.(type) {
	case Tuple:
		if at(len(v)) {
			return v[i], true
		}
	case []byte:
		if at(len(v)) {
			return int64(v[i]), true
		}
	case string:
		if isASCII(v) && at(len(v)) {
			return v[i : i+1], true
		}
	}
	return nil, false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
