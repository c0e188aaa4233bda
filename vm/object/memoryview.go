package object

import (
	"math"
	"math/big"
	"strings"
	"unsafe"
)

// MemoryView is a memoryview: a part of the bytes of another object, seen as
// items of a format. The object may shrink, so every access checks.
type MemoryView struct {
	Header
	Obj      Value // bytes or bytearray, None when released
	Format   string
	ReadOnly bool
	Start    int     // byte offset of the first item
	Stride   int     // from one item to the next, in bytes
	Count    int     // of items
	Dims     []Value // ints; more than one dimension, or none at all, if not nil
}

// The type of memoryviews.
var (
	MemoryViewType   = &Type{}
	MemoryViewShape  Shape
	MemoryViewLayout Layout
)

func memoryViewTable() Table {
	return Table{Type: MemoryViewType, Name: "memoryview", Flags: Final | Weakable,
		Doc:   "Create a new memoryview object which references the given object.",
		Shape: &MemoryViewShape, Layout: &MemoryViewLayout,
		Struct: Struct[MemoryView]{Name: "memoryview", Init: func(x *MemoryView) { x.release() }, Fields: func(x *MemoryView, a Archive) {
			a.Value("object", &x.Obj)
			a.String("format", &x.Format)
			a.Bool("read_only", &x.ReadOnly)
			VisitInt(a, "start", &x.Start)
			VisitInt(a, "stride", &x.Stride)
			VisitInt(a, "count", &x.Count)
			a.Values("dims", &x.Dims)
			scalar := x.Dims != nil && len(x.Dims) == 0
			a.Bool("scalar", &scalar)
			if a.Loading() && len(x.Dims) == 0 {
				if x.Dims = nil; scalar {
					x.Dims = []Value{}
				}
			}
			if a.Loading() && !x.sound() {
				a.Fail("bad memoryview")
				x.release()
			}
		}}.Layout(),
		Hash: hashMemoryView, Equal: equalMemoryViews,
		New: &memoryViewNew, Methods: memoryViewMethods(), GetSets: memoryViewGetSets(),
	}
}

// sound reports whether what was loaded is a view; whether it fits its object
// is checked at each access.
func (m *MemoryView) sound() bool {
	const limit = 1 << 40
	stride := max(m.Stride, -m.Stride)
	if itemSize(m.Format) == 0 || m.Start < 0 || m.Count < 0 || m.Start > limit || m.Count > limit || stride < 0 || stride > limit/max(m.Count, 1) {
		return false
	}
	n := int64(1)
	for _, d := range m.Dims {
		if !d.IsInt() || d.N < 0 || d.N > limit || n > limit {
			return false
		}
		n *= d.N
	}
	return m.Dims == nil || n == int64(m.Count)
}

func (m *MemoryView) release() { m.Obj, m.Format, m.Start, m.Count, m.Stride = None, "B", 0, 0, 1 }

// itemSize returns the size of a format's items, 0 for formats there are not.
func itemSize(format string) int {
	switch strings.TrimPrefix(format, "@") {
	case "b", "B", "c", "?":
		return 1
	case "h", "H":
		return 2
	case "i", "I", "f":
		return 4
	case "l", "L", "q", "Q", "n", "N", "d", "P":
		return 8
	}
	return 0
}

// Bytes returns the bytes of the items, in order.
func (m *MemoryView) Bytes() ([]byte, error) { return m.bytes() }

// data returns the whole contents of the object, not to be kept; an error if
// the view is released or no longer fits.
func (m *MemoryView) data() ([]byte, error) {
	var b []byte
	switch {
	case m.Obj.Has(&BytesLayout):
		s := As[Bytes](m.Obj).S
		b = unsafe.Slice(unsafe.StringData(s), len(s))
	case m.Obj.Has(&ByteArrayLayout):
		b = As[ByteArray](m.Obj).B
	default:
		return nil, ValueErrorf("operation forbidden on released memoryview object")
	}
	if m.Count > 0 {
		last := m.Start + (m.Count-1)*m.Stride
		if min(m.Start, last) < 0 || max(m.Start, last)+itemSize(m.Format) > len(b) {
			return nil, Errorf(BufferError, "memoryview: the underlying buffer has shrunk")
		}
	}
	return b, nil
}

// contiguous reports whether the items stand one behind the other.
func (m *MemoryView) contiguous() bool { return m.Stride == itemSize(m.Format) || m.Count <= 1 }

// view returns the bytes of a contiguous view without copying.
func (m *MemoryView) view() (string, bool) {
	b, err := m.data()
	if err != nil || !m.contiguous() {
		return "", false
	}
	if m.Count == 0 {
		return "", true
	}
	b = b[m.Start : m.Start+m.Count*itemSize(m.Format)]
	return unsafeString(b), true
}

// bytes returns a copy of the bytes of the items.
func (m *MemoryView) bytes() ([]byte, error) {
	b, err := m.data()
	if err != nil {
		return nil, err
	}
	size := itemSize(m.Format)
	r := make([]byte, 0, m.Count*size)
	for i := range m.Count {
		at := m.Start + i*m.Stride
		r = append(r, b[at:at+size]...)
	}
	return r, nil
}

// dims returns the shape.
func (m *MemoryView) dims() []Value {
	if m.Dims != nil {
		return m.Dims
	}
	return []Value{Int(int64(m.Count))}
}

// item returns the item at a byte offset.
func (m *MemoryView) item(b []byte, at int) Value {
	size := itemSize(m.Format)
	n := uint64(0)
	for i := size - 1; i >= 0; i-- {
		n = n<<8 | uint64(b[at+i])
	}
	shift := 64 - 8*size
	switch m.Format[len(m.Format)-1] {
	case 'c':
		return NewBytes(string(b[at : at+1]))
	case '?':
		return Bool(n != 0)
	case 'f':
		return Float(float64(math.Float32frombits(uint32(n))))
	case 'd':
		return Float(math.Float64frombits(n))
	case 'b', 'h', 'i', 'l', 'q', 'n':
		return Int(int64(n<<shift) >> shift)
	}
	return NewInt(new(big.Int).SetUint64(n))
}

func (m *MemoryView) invalidType() error {
	return TypeErrorf("memoryview: invalid type for format '%s'", m.Format)
}

// pack returns the bytes of an item to store, in the low end of n.
func (m *MemoryView) pack(v Value) (n uint64, err error) {
	wrong := ValueErrorf("memoryview: invalid value for format '%s'", m.Format)
	code := m.Format[len(m.Format)-1]
	switch code {
	case 'c':
		if !v.Has(&BytesLayout) {
			return 0, m.invalidType()
		}
		if s := As[Bytes](v).S; len(s) == 1 {
			return uint64(s[0]), nil
		}
		return 0, wrong
	case '?':
		b, ok := TruthLeaf(v)
		if !ok {
			return 0, ErrSlow
		}
		if b {
			n = 1
		}
		return n, nil
	case 'f', 'd':
		f, err, ok := RealOf(v)
		switch {
		case !ok:
			return 0, m.invalidType()
		case err != nil:
			return 0, err
		case code == 'd':
			return math.Float64bits(f), nil
		}
		return uint64(math.Float32bits(float32(f))), nil
	}
	if !IsIntLike(v) {
		if needsIndex(v) {
			return 0, ErrSlow
		}
		return 0, m.invalidType()
	}
	bits := 8 * itemSize(m.Format)
	i := BigOf(v)
	if strings.IndexByte("bhilqn", code) >= 0 {
		k, ok := Int64Of(v)
		if !ok || k>>(bits-1) != 0 && k>>(bits-1) != -1 {
			return 0, wrong
		}
		return uint64(k), nil
	}
	if i.Sign() < 0 || i.BitLen() > bits {
		return 0, wrong
	}
	return i.Uint64(), nil
}

// put stores a packed item at a byte offset.
func (m *MemoryView) put(b []byte, at int, n uint64) {
	for i := range itemSize(m.Format) {
		b[at+i] = byte(n >> (8 * i))
	}
}

func hashMemoryView(_ *World, v Value) (uint64, error) {
	m := As[MemoryView](v)
	b, err := m.bytes()
	switch {
	case err != nil:
		return 0, err
	case !m.ReadOnly:
		return 0, ValueErrorf("cannot hash writable memoryview object")
	case itemSize(m.Format) != 1 || strings.HasSuffix(m.Format, "?"):
		return 0, ValueErrorf("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
	}
	return HashString(unsafeString(b)), nil
}

// memoryOf returns v as a memoryview, one made for it if it is bytes-like.
func memoryOf(v Value) *MemoryView {
	if m := AsA[MemoryView](v, &MemoryViewLayout); m != nil {
		return m
	}
	if s, ok := BytesView(v); ok {
		return &MemoryView{Header: Header{&MemoryViewShape}, Obj: v, Format: "B", ReadOnly: v.Has(&BytesLayout), Stride: 1, Count: len(s)}
	}
	return nil
}

// equalMemoryViews compares shapes and items.
func equalMemoryViews(a, b Value) (equal, known bool) {
	x, y := memoryOf(a), memoryOf(b)
	if x == nil || y == nil {
		return false, true
	}
	p, err := x.data()
	q, err2 := y.data()
	if err != nil || err2 != nil {
		return a == b, true
	}
	if eq, _ := sameItems(x.dims(), y.dims(), 0); !eq {
		return false, true
	}
	for i := range x.Count {
		v, w := x.item(p, x.Start+i*x.Stride), y.item(q, y.Start+i*y.Stride)
		if v.IsFloat() && v.Float() != v.Float() {
			return false, true
		}
		if eq, _ := Same(v, w); !eq {
			return false, true
		}
	}
	return true, true
}
