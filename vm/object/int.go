package object

import "math/big"

// The type of ints. Small ones are Values without a heap object; big ones and
// instances of subclasses are a BigInt.
var (
	IntType               = &Type{}
	IntShape, BigIntShape Shape
	IntLayout             Layout
)

func intTable() Table {
	return Table{Type: IntType, Name: "int",
		Doc:   "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer.",
		Shape: &IntShape, Also: &BigIntShape, Layout: &IntLayout,
		Struct: Struct[BigInt]{Name: "int",
			Init: func(x *BigInt) { x.I = new(big.Int) },
			Fields: func(x *BigInt, a Archive) {
				s := x.I.Text(32)
				a.String("digits", &s)
				if a.Loading() {
					i, ok := new(big.Int).SetString(s, 32)
					if !ok {
						a.Fail("bad int")
						return
					}
					x.I = i
				}
			},
		}.Layout(),
		Sub: SubLayout[BigInt],
		New: &intNew, Methods: intMethods(), GetSets: intGetSets(),
		Hash: hashOfInt, Equal: equalNumbers,
	}
}

func hashOfInt(_ *World, v Value) (uint64, error) {
	if v.O == nil || v.O == &boolHeader {
		return HashInt(v.N), nil
	}
	return hashBig(As[BigInt](v).I), nil
}

// BigOf returns the number of any int, bools and subclasses included; nil if
// v is none. The result must not be changed.
func BigOf(v Value) *big.Int {
	if v.O == nil || v.O == &boolHeader {
		return big.NewInt(v.N)
	}
	if b := AsA[BigInt](v, &IntLayout); b != nil {
		return b.I
	}
	return nil
}

// Int64Of returns the number of any int that fits 64 bits.
func Int64Of(v Value) (n int64, ok bool) {
	if v.O == nil || v.O == &boolHeader {
		return v.N, true
	}
	if b := AsA[BigInt](v, &IntLayout); b != nil && b.I.IsInt64() {
		return b.I.Int64(), true
	}
	return 0, false
}

// IsIntLike reports whether v is an int, a bool or of a subclass of int.
func IsIntLike(v Value) bool {
	return v.O == nil || v.O == &boolHeader || v.O.Shape.Layout.Core == &IntLayout
}

// IntOf returns v as an exact int if it is an int, a bool or of a subclass.
func IntOf(v Value) (Value, bool) {
	if v.O == nil || v.O.Shape == &BigIntShape {
		return v, true
	}
	if !IsIntLike(v) {
		return v, false
	}
	return NewInt(BigOf(v)), true
}
