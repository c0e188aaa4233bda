package object

import (
	"math"
	"math/big"
	"unsafe"
)

// Value is any Python value, in 16 bytes. O says what N means:
//
//	O == nil          an int that fits 64 bits, in N
//	O == floatHeader  a float, its IEEE bits in N
//	O == boolHeader   False or True, N is 0 or 1
//	any other O       a heap object (or None, Ellipsis, unbound ...), N is 0
//
// So two Values are the same object exactly if they are equal in Go, except
// that a NaN is the same object as every NaN of its bits. The zero Value is
// the int 0; "no value" is Unbound, and must be written.
type Value struct {
	O *Header
	N int64
}

// Header is the first word of every heap object: its hidden class, which says
// what Go struct follows (Shape.Layout) and which Python class it has.
type Header struct {
	Shape *Shape
}

// headers of the values that are not heap objects.
var (
	floatHeader    = Header{&FloatShape}
	boolHeader     = Header{&BoolShape}
	noneHeader     = Header{&NoneShape}
	ellipsisHeader = Header{&EllipsisShape}
	notImplHeader  = Header{&NotImplementedShape}
	unboundHeader  = Header{&UnboundShape}
)

// The singletons. Unbound is internal: a register or slot that holds nothing.
var (
	None           = Value{O: &noneHeader}
	False          = Value{O: &boolHeader, N: 0}
	True           = Value{O: &boolHeader, N: 1}
	Ellipsis       = Value{O: &ellipsisHeader}
	NotImplemented = Value{O: &notImplHeader}
	Unbound        = Value{O: &unboundHeader}
)

// Int returns a small int.
func Int(n int64) Value { return Value{N: n} }

// Float returns a float.
func Float(f float64) Value { return Value{O: &floatHeader, N: int64(math.Float64bits(f))} }

// Bool returns False or True.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// IsInt reports whether v is exactly an int of at most 64 bits.
func (v Value) IsInt() bool { return v.O == nil }

// IsFloat reports whether v is exactly a float.
func (v Value) IsFloat() bool { return v.O == &floatHeader }

// IsBool reports whether v is False or True.
func (v Value) IsBool() bool { return v.O == &boolHeader }

// IsNone reports whether v is None.
func (v Value) IsNone() bool { return v.O == &noneHeader }

// IsUnbound reports whether v is no value at all.
func (v Value) IsUnbound() bool { return v.O == &unboundHeader }

// Float returns the float in v, which must be one.
func (v Value) Float() float64 { return math.Float64frombits(uint64(v.N)) }

// Shape returns v's hidden class; that of int for small ints.
func (v Value) Shape() *Shape {
	if v.O == nil {
		return &IntShape
	}
	return v.O.Shape
}

// Type returns v's Python class.
func (v Value) Type() *Type {
	if v.O == nil {
		return IntType
	}
	return v.O.Shape.Type
}

// Layout returns the layout of the Go struct behind v.
func (v Value) Layout() *Layout { return v.Shape().Layout }

// Is reports whether v has exactly this builtin shape.
func (v Value) Is(s *Shape) bool { return v.O != nil && v.O.Shape == s }

// Has reports whether v's Go struct has this layout: the builtin type or a
// subclass of it.
func (v Value) Has(l *Layout) bool { return v.O != nil && v.O.Shape.Layout.Core == l }

// As views the heap object of v as a *T. It is unchecked: the caller has just
// tested v's shape or layout.
func As[T any](v Value) *T { return (*T)(unsafe.Pointer(v.O)) }

// AsA returns v as a *T if it has layout l, else nil.
func AsA[T any](v Value, l *Layout) *T {
	if v.O == nil || v.O.Shape.Layout.Core != l {
		return nil
	}
	return (*T)(unsafe.Pointer(v.O))
}

// Object is any heap object; every Go struct that embeds Header is one.
type Object interface{ header() *Header }

func (h *Header) header() *Header { return h }

// Of returns the Value of a heap object, which must not be nil.
func Of(o Object) Value { return Value{O: o.header()} }

// OrNone returns the Value of p, or None if p is nil.
func OrNone[T any, P interface {
	*T
	Object
}](p P) Value {
	if p == nil {
		return None
	}
	return Value{O: p.header()}
}

// BigInt is an int beyond 64 bits. It is never changed, and never holds a
// number that fits an int64 (see NewInt).
type BigInt struct {
	Header
	I *big.Int
}

// NewInt returns the int i, small if it fits. It keeps i.
func NewInt(i *big.Int) Value {
	if i.IsInt64() {
		return Int(i.Int64())
	}
	return Value{O: &(&BigInt{Header{&BigIntShape}, i}).Header}
}
