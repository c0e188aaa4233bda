package object

// Leaf operations: what the machine tries before it looks for methods. Each
// handles values of exactly the builtin types; ok is false if the operation is
// not one of those, or takes Python code.

// kind sorts the builtin types for the dispatch of operators.
type kind uint8

const (
	otherKind kind = iota
	intKind
	floatKind
	complexKind
	strKind
	listKind
	tupleKind
	bytesKind
	byteArrayKind
	setKind
	dictKind
)

func kindOf(v Value) kind {
	if v.O == nil {
		return intKind
	}
	switch v.O.Shape {
	case &FloatShape:
		return floatKind
	case &StrShape:
		return strKind
	case &BoolShape, &BigIntShape:
		return intKind
	case &ListShape:
		return listKind
	case &TupleShape:
		return tupleKind
	case &BytesShape:
		return bytesKind
	case &SetShape, &FrozenSetShape:
		return setKind
	case &DictShape:
		return dictKind
	case &ComplexShape:
		return complexKind
	case &ByteArrayShape:
		return byteArrayKind
	}
	return otherKind
}

// BinaryLeaf performs a binary operator, or with BinaryInPlace added its
// augmented assignment.
func BinaryLeaf(w *World, op Binary, a, b Value) (v Value, err error, ok bool) {
	ka, kb := kindOf(a), kindOf(b)
	if op >= BinaryInPlace {
		op -= BinaryInPlace
		if v, err, ok = inPlaceLeaf(w, op, ka, kb, a, b); ok || Mutable(a) {
			return v, err, ok
		}
	}
	switch {
	case ka == intKind && kb == intKind:
		if ka, kb := a.IsBool(), b.IsBool(); ka && kb && op >= BinAnd && op <= BinXor {
			x, _ := smallBinary(op, a.N, b.N)
			return Bool(x.N != 0), nil, true
		}
		return intBinary(op, a, b)
	case ka-1 <= complexKind-1 && kb-1 <= complexKind-1:
		return numberBinary(op, a, b)
	case ka == strKind && op == BinMod:
		return percentLeaf(w, a, b)
	case op == BinAdd:
		return addLeaf(w, ka, kb, a, b)
	case op == BinMul:
		return repeatLeaf(w, ka, kb, a, b)
	case ka == setKind && kb == setKind:
		return setBinary(op, As[Set](a), As[Set](b))
	case ka == dictKind && kb == dictKind && op == BinOr:
		d := As[Dict](a).Copy()
		if !d.merge(As[Dict](b)) {
			return v, nil, false
		}
		return Of(d), nil, true
	}
	return v, nil, false
}

// numberBinary performs an operator on int, float and complex, at least one of
// which is not an int.
func numberBinary(op Binary, a, b Value) (v Value, err error, ok bool) {
	if a.Has(&ComplexLayout) || b.Has(&ComplexLayout) {
		x, err, ok := ComplexOf(a)
		if !ok || err != nil {
			return v, err, ok
		}
		y, err, ok := ComplexOf(b)
		if !ok || err != nil {
			return v, err, ok
		}
		return complexBinary(op, x, y)
	}
	if op > BinPow {
		return v, nil, false
	}
	x, err, ok := RealOf(a)
	if !ok || err != nil {
		return v, err, ok
	}
	y, err, ok := RealOf(b)
	if !ok || err != nil {
		return v, err, ok
	}
	return floatBinary(op, x, y)
}

// RealOf returns the number of a float or int as a float; err if an int is too
// large, ok false if v is neither.
func RealOf(v Value) (f float64, err error, ok bool) {
	if v.O == nil {
		return float64(v.N), nil, true
	}
	if f, ok := FloatOf(v); ok {
		return f, nil, true
	}
	if IsIntLike(v) {
		f, err := IntToFloat(v)
		return f, err, true
	}
	return 0, nil, false
}

// addLeaf concatenates.
func addLeaf(w *World, ka, kb kind, a, b Value) (v Value, err error, ok bool) {
	if ka != kb {
		if kb == otherKind || ka < strKind || ka > byteArrayKind {
			if ka == otherKind || kb == otherKind && !b.Type().Builtin() || ka < strKind || ka > byteArrayKind {
				return v, nil, false
			}
		}
		if _, isBytes := BytesView(b); isBytes && (ka == bytesKind || ka == byteArrayKind) {
			v, err = concatBytes(w, a, b)
			return v, err, true
		}
		return v, concatError(a, b), true
	}
	switch ka {
	case strKind:
		v, err = concatStrs(w, a, b)
		return v, err, true
	case listKind:
		x, y := As[List](a).Items, As[List](b).Items
		if err := w.Reserve(16 * (len(x) + len(y))); err != nil {
			return v, err, true
		}
		return Of(NewList(joined(x, y))), nil, true
	case tupleKind:
		x, y := As[Tuple](a).Items, As[Tuple](b).Items
		if err := w.Reserve(16 * (len(x) + len(y))); err != nil {
			return v, err, true
		}
		switch {
		case len(x) == 0:
			return b, nil, true
		case len(y) == 0:
			return a, nil, true
		}
		return Of(NewTuple(joined(x, y)...)), nil, true
	case bytesKind, byteArrayKind:
		v, err = concatBytes(w, a, b)
		return v, err, true
	}
	return v, nil, false
}

func joined(x, y []Value) []Value {
	z := make([]Value, len(x)+len(y))
	copy(z, x)
	copy(z[len(x):], y)
	return z
}

// concatError is the error for a sequence plus something else.
func concatError(a, b Value) error {
	if a.Has(&BytesLayout) || a.Has(&ByteArrayLayout) {
		return TypeErrorf("can't concat %s to %s", b.Type().LongName(), a.Type().LongName())
	}
	t := a.Type()
	for !t.Builtin() {
		t = t.Base
	}
	return TypeErrorf("can only concatenate %s (not \"%s\") to %s", t.Name, b.Type().LongName(), t.Name)
}

// SequenceOperand is the error for a + or * that neither operand took, if one
// is a sequence, which CPython asks last.
func SequenceOperand(op Binary, inPlace bool, a, b Value) error {
	seq := func(v Value) bool {
		return v.Has(&StrLayout) || v.Has(&ListLayout) || v.Has(&TupleLayout) || v.Has(&BytesLayout) || v.Has(&ByteArrayLayout)
	}
	switch {
	case op == BinAdd && seq(a):
		return concatError(a, b)
	case op == BinMul && seq(a):
		return TypeErrorf("can't multiply sequence by non-int of type '%s'", b.Type().LongName())
	case op == BinMul && seq(b) && !(inPlace && !a.Type().Builtin()):
		return TypeErrorf("can't multiply sequence by non-int of type '%s'", a.Type().LongName())
	}
	return nil
}

// repeatLeaf repeats a sequence.
func repeatLeaf(w *World, ka, kb kind, a, b Value) (v Value, err error, ok bool) {
	isSeq := func(k kind) bool { return k >= strKind && k <= byteArrayKind }
	switch {
	case isSeq(ka) && kb == intKind:
		v, err = Repeat(w, a, b)
		return v, err, true
	case ka == intKind && isSeq(kb):
		v, err = Repeat(w, b, a)
		return v, err, true
	case isSeq(ka) && kb != otherKind:
		return v, TypeErrorf("can't multiply sequence by non-int of type '%s'", b.Type().LongName()), true
	case isSeq(kb) && ka != otherKind:
		return v, TypeErrorf("can't multiply sequence by non-int of type '%s'", a.Type().LongName()), true
	}
	return v, nil, false
}

// inPlaceLeaf changes a where augmented assignment does.
func inPlaceLeaf(w *World, op Binary, ka, kb kind, a, b Value) (v Value, err error, ok bool) {
	switch ka {
	case listKind:
		switch {
		case op == BinAdd && (kb == listKind || kb == tupleKind):
			return a, As[List](a).extend(w, itemsOf(b)), true
		case op == BinMul && kb == intKind:
			return a, As[List](a).repeat(w, b), true
		}
	case setKind:
		if kb == setKind && a.Is(&SetShape) {
			v, err, ok = setBinary(op, As[Set](a), As[Set](b))
			if ok && err == nil {
				As[Set](a).take(As[Set](v))
				v = a
			}
			return v, err, ok
		}
	case dictKind:
		if op == BinOr && kb == dictKind && As[Dict](a).merge(As[Dict](b)) {
			return a, nil, true
		}
	case byteArrayKind:
		if op == BinAdd && (kb == bytesKind || kb == byteArrayKind) {
			s, _ := BytesView(b)
			x := As[ByteArray](a)
			x.B = append(x.B, s...)
			return a, nil, true
		}
	}
	return v, nil, false
}

// itemsOf returns the items of an exact list or tuple, not to be changed.
func itemsOf(v Value) []Value {
	if v.Has(&ListLayout) {
		return As[List](v).Items
	}
	return As[Tuple](v).Items
}

// UnaryLeaf performs a unary operator on a number.
func UnaryLeaf(w *World, op Unary, v Value) (r Value, err error, ok bool) {
	switch kindOf(v) {
	case intKind:
		return intUnary(op, v), nil, true
	case floatKind:
		switch op {
		case UnaryNeg:
			return Float(-v.Float()), nil, true
		case UnaryPos:
			return v, nil, true
		}
	case complexKind:
		switch op {
		case UnaryNeg:
			return NewComplex(-As[Complex](v).C), nil, true
		case UnaryPos:
			return v, nil, true
		}
	}
	return r, nil, false
}

// TruthLeaf returns the truth value of builtin values, and of objects whose
// class defines neither __bool__ nor __len__.
func TruthLeaf(v Value) (b, ok bool) {
	if v.O == nil {
		return v.N != 0, true
	}
	switch v.O.Shape {
	case &BoolShape:
		return v.N != 0, true
	case &NoneShape:
		return false, true
	case &FloatShape:
		return v.Float() != 0, true
	case &StrShape:
		return len(As[Str](v).S) != 0, true
	case &ComplexShape:
		return As[Complex](v).C != 0, true
	case &BigIntShape:
		return true, true
	}
	if n, ok := LenLeaf(v); ok {
		return n != 0, true
	}
	t := v.O.Shape.Type
	if _, has := t.Lookup("__bool__"); has {
		return false, false
	}
	_, has := t.Lookup("__len__")
	return true, !has
}

// LenLeaf returns the length of a builtin container.
func LenLeaf(v Value) (n int, ok bool) {
	if v.O == nil {
		return 0, false
	}
	switch v.O.Shape.acting() {
	case &StrShape:
		return As[Str](v).Len(), true
	case &ListShape:
		return len(As[List](v).Items), true
	case &TupleShape:
		return len(As[Tuple](v).Items), true
	case &DictShape:
		return As[Dict](v).live, true
	case &SetShape, &FrozenSetShape:
		return As[Set](v).used, true
	case &BytesShape:
		return len(As[Bytes](v).S), true
	case &ByteArrayShape:
		return len(As[ByteArray](v).B), true
	case &RangeShape:
		if n := As[Range](v).Length; n.IsInt() {
			return int(n.N), true
		}
	}
	return 0, false
}

// Mutable reports whether augmented assignment changes v in place.
func Mutable(v Value) bool {
	return v.Is(&ListShape) || v.Is(&DictShape) || v.Is(&SetShape) || v.Is(&ByteArrayShape)
}

// UnsupportedOperand is the error for a binary operator that neither operand has.
func UnsupportedOperand(sign string, a, b Value) error {
	return TypeErrorf("unsupported operand type(s) for %s: '%s' and '%s'", sign, a.Type().LongName(), b.Type().LongName())
}
