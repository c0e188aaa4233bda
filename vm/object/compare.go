package object

import (
	"cmp"
	"strings"
)

// CompareLeaf performs a rich comparison of builtin values.
func CompareLeaf(w *World, op Comparison, a, b Value) (v Value, err error, ok bool) {
	if op == CmpEq || op == CmpNe {
		if op == CmpNe && (!a.Type().Builtin() || !b.Type().Builtin()) {
			return v, nil, false
		}
		if a == b && a.IsFloat() {
			return Bool((a.Float() == a.Float()) == (op == CmpEq)), nil, true
		}
		if a == b && a.Type().Flags&UserEq != 0 {
			return v, nil, false
		}
		equal, known := Same(a, b)
		return Bool(equal == (op == CmpEq)), nil, known
	}
	r, ok := orderLeaf(op, a, b, 0)
	return Bool(r), nil, ok
}

// order applies an ordering to the outcome of a three-way comparison.
func order(op Comparison, c int) bool {
	switch op {
	case CmpLt:
		return c == -1
	case CmpLe:
		return c == -1 || c == 0
	case CmpGt:
		return c == 1
	case CmpGe:
		return c == 1 || c == 0
	case CmpEq:
		return c == 0
	}
	return c != 0
}

func orderLeaf(op Comparison, a, b Value, depth int) (r, ok bool) {
	if a.O == nil && b.O == nil {
		return order(op, cmp.Compare(a.N, b.N)), true
	}
	ka, kb := kindOf(a), kindOf(b)
	switch {
	case ka == strKind && kb == strKind:
		return order(op, strings.Compare(As[Str](a).S, As[Str](b).S)), true
	case ka-1 <= floatKind-1 && kb-1 <= floatKind-1:
		c, ok := compareReals(a, b)
		return order(op, c), ok
	case ka == kb && (ka == listKind || ka == tupleKind):
		return orderItems(op, itemsOf(a), itemsOf(b), depth)
	case (ka == bytesKind || ka == byteArrayKind) && (kb == bytesKind || kb == byteArrayKind):
		x, _ := BytesView(a)
		y, _ := BytesView(b)
		return order(op, strings.Compare(x, y)), true
	case ka == setKind && kb == setKind:
		return orderSets(op, As[Set](a), As[Set](b))
	}
	return false, false
}

// orderItems compares lexicographically: by the first items that differ.
func orderItems(op Comparison, x, y []Value, depth int) (r, ok bool) {
	if depth > maxNesting {
		return false, false
	}
	for i := range min(len(x), len(y)) {
		equal, known := Same(x[i], y[i])
		if !known {
			return false, false
		}
		if !equal {
			return orderLeaf(op, x[i], y[i], depth+1)
		}
	}
	return order(op, cmp.Compare(len(x), len(y))), true
}

// orderSets compares by inclusion.
func orderSets(op Comparison, x, y *Set) (r, ok bool) {
	switch op {
	case CmpGt, CmpGe:
		x, y = y, x
	}
	strict := op == CmpLt || op == CmpGt
	if x.used > y.used || strict && x.used == y.used {
		return false, true
	}
	return x.within(y)
}
