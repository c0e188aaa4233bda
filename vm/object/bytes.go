package object

import "strings"

// Bytes is a bytes object.
type Bytes struct {
	Header
	S string
}

// The type of bytes.
var (
	BytesType   = &Type{}
	BytesShape  Shape
	BytesLayout Layout
)

// NewBytes returns a bytes object.
func NewBytes(s string) Value { return Of(&Bytes{Header{&BytesShape}, s}) }

func bytesTable() Table {
	return Table{Type: BytesType, Name: "bytes",
		Doc:   "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty bytes object\n\nConstruct an immutable array of bytes.",
		Shape: &BytesShape, Layout: &BytesLayout,
		Struct: Struct[Bytes]{Name: "bytes", Fields: func(x *Bytes, a Archive) {
			b := []byte(x.S)
			a.Bytes("data", &b)
			x.S = string(b)
		}}.Layout(),
		Sub:   SubLayout[Bytes],
		Hash:  func(_ *World, v Value) (uint64, error) { return HashString(As[Bytes](v).S), nil },
		Equal: equalBytes,
		New:   &bytesNew, Methods: bytesMethods(),
	}
}

// equalBytes compares bytes-like objects.
func equalBytes(a, b Value) (equal, known bool) {
	x, ok := BytesView(a)
	y, ok2 := BytesView(b)
	return ok && ok2 && x == y, true
}

// BytesOf returns the content of a bytes object, or of a subclass's.
func BytesOf(v Value) string { return As[Bytes](v).S }

// bytesContains tells whether v, a byte or bytes, is part of bytes.
func bytesContains(container, v Value) (found bool, err error, ok bool) {
	s, _ := BytesView(container)
	if sub, isBytes := BytesView(v); isBytes {
		return strings.Contains(s, sub), nil, true
	}
	if !IsIntLike(v) {
		if needsIndex(v) {
			return false, nil, false
		}
		return false, TypeErrorf("a bytes-like object is required, not '%s'", v.Type().LongName()), true
	}
	n, small := Int64Of(v)
	if !small || n < 0 || n > 255 {
		return false, ValueErrorf("byte must be in range(0, 256)"), true
	}
	return strings.IndexByte(s, byte(n)) >= 0, nil, true
}
