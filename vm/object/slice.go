package object

// Slice is a slice: what stands between the brackets of a[i:j:k].
type Slice struct {
	Header
	Start, Stop, Step Value
}

// The type of slices.
var (
	SliceType   = &Type{}
	SliceShape  Shape
	SliceLayout Layout
)

// NewSlice returns a slice; absent parts are None.
func NewSlice(start, stop, step Value) Value {
	return Of(&Slice{Header{&SliceShape}, start, stop, step})
}

func sliceTable() Table {
	return Table{Type: SliceType, Name: "slice", Flags: Final,
		Doc:   "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
		Shape: &SliceShape, Layout: &SliceLayout,
		Struct: Struct[Slice]{Name: "slice", Fields: func(x *Slice, a Archive) {
			a.Value("start", &x.Start)
			a.Value("stop", &x.Stop)
			a.Value("step", &x.Step)
		}}.Layout(),
		Equal: equalSlices, New: &sliceNew, Methods: sliceMethods(), GetSets: sliceGetSets(),
		Members: map[string]Value{"__hash__": None},
	}
}
