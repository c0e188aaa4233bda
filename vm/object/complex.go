package object

// Complex is a complex number.
type Complex struct {
	Header
	C complex128
}

// The type of complex numbers.
var (
	ComplexType   = &Type{}
	ComplexShape  Shape
	ComplexLayout Layout
)

// NewComplex returns a complex.
func NewComplex(c complex128) Value { return Of(&Complex{Header{&ComplexShape}, c}) }

func complexTable() Table {
	return Table{Type: ComplexType, Name: "complex",
		Doc:   "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where imag defaults to 0.",
		Shape: &ComplexShape, Layout: &ComplexLayout,
		Struct: Struct[Complex]{Name: "complex", Fields: func(x *Complex, a Archive) {
			re, im := Float(real(x.C)), Float(imag(x.C))
			a.Value("real", &re)
			a.Value("imag", &im)
			if re.IsFloat() && im.IsFloat() {
				x.C = complex(re.Float(), im.Float())
			} else {
				a.Fail("bad complex")
			}
		}}.Layout(),
		Sub:   SubLayout[Complex],
		Hash:  func(_ *World, v Value) (uint64, error) { return HashComplex(As[Complex](v).C), nil },
		Equal: equalNumbers,
		New:   &complexNew, Methods: complexMethods(), GetSets: complexGetSets(),
	}
}
