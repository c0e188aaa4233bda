package object

import "unsafe"

// ByteArray is a bytearray.
type ByteArray struct {
	Header
	B []byte
}

// The type of bytearrays.
var (
	ByteArrayType   = &Type{}
	ByteArrayShape  Shape
	ByteArrayLayout Layout
)

func byteArrayTable() Table {
	return Table{Type: ByteArrayType, Name: "bytearray",
		Doc:   "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object.",
		Shape: &ByteArrayShape, Layout: &ByteArrayLayout,
		Struct: Struct[ByteArray]{Name: "bytearray", Fields: func(x *ByteArray, a Archive) { a.Bytes("data", &x.B) }}.Layout(),
		Sub:    SubLayout[ByteArray],
		Equal:  equalBytes,
		New:    &byteArrayNew, Methods: byteArrayMethods(),
		Members: map[string]Value{"__hash__": None},
	}
}

// BytesView returns the contents of a bytes-like object, without copying; the
// string is valid until the object changes.
func BytesView(v Value) (string, bool) {
	if b := AsA[Bytes](v, &BytesLayout); b != nil {
		return b.S, true
	}
	if b := AsA[ByteArray](v, &ByteArrayLayout); b != nil {
		return unsafe.String(unsafe.SliceData(b.B), len(b.B)), true
	}
	if m := AsA[MemoryView](v, &MemoryViewLayout); m != nil {
		return m.view()
	}
	return "", false
}

// NewByteArray returns a bytearray that keeps b.
func NewByteArray(b []byte) Value { return Of(&ByteArray{Header{&ByteArrayShape}, b}) }
