package object

// The type of floats, which are Values without a heap object; instances of
// subclasses are a FloatObject.
var (
	FloatType   = &Type{}
	FloatShape  Shape
	FloatLayout Layout
)

// FloatObject is an instance of a subclass of float. The header of plain
// floats is not followed by one: use FloatOf.
type FloatObject struct {
	Header
	F float64
}

// FloatOf returns the number of a float or an instance of a subclass.
func FloatOf(v Value) (float64, bool) {
	if v.O == &floatHeader {
		return v.Float(), true
	}
	if x := AsA[FloatObject](v, &FloatLayout); x != nil {
		return x.F, true
	}
	return 0, false
}

func floatTable() Table {
	return Table{Type: FloatType, Name: "float",
		Doc:   "Convert a string or number to a floating point number, if possible.",
		Shape: &FloatShape, Layout: &FloatLayout,
		Struct: Layout{Name: "float",
			New: func(s *Shape) *Header {
				if s == &FloatShape {
					return &floatHeader
				}
				return &(&FloatObject{Header: Header{s}}).Header
			},
			Fields: func(h *Header, a Archive) {
				if h == &floatHeader {
					return
				}
				x := (*FloatObject)(ptr(h))
				v := Float(x.F)
				a.Value("value", &v)
				if v.IsFloat() {
					x.F = v.Float()
				} else {
					a.Fail("bad float")
				}
			},
		},
		Sub:   SubLayout[FloatObject],
		Hash:  func(_ *World, v Value) (uint64, error) { f, _ := FloatOf(v); return HashFloat(f), nil },
		Equal: equalNumbers,
		New:   &floatNew, Methods: floatMethods(), GetSets: floatGetSets(),
	}
}
