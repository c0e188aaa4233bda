package object

// Range is a range. Bounds beyond 64 bits are kept as ints of any size.
type Range struct {
	Header
	Start, Stop, Step Value // ints
	Length            Value // int
}

// RangeIterator is the iterator of a range whose numbers fit 64 bits.
type RangeIterator struct {
	Header
	Next, Step int64
	Left       int64 // how many are still to come
}

// The types of ranges and their iterators.
var (
	RangeType   = &Type{}
	RangeShape  Shape
	RangeLayout Layout

	RangeIteratorType   = &Type{}
	RangeIteratorShape  Shape
	RangeIteratorLayout Layout
)

func rangeTable() Table {
	return Table{Type: RangeType, Name: "range", Flags: Final,
		Doc:   "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
		Shape: &RangeShape, Layout: &RangeLayout,
		Struct: Struct[Range]{Name: "range", Init: func(x *Range) { x.Step = Int(1) }, Fields: func(x *Range, a Archive) {
			a.Value("start", &x.Start)
			a.Value("stop", &x.Stop)
			a.Value("step", &x.Step)
			a.Value("length", &x.Length)
		}}.Layout(),
	}
}

func rangeIteratorTable() Table {
	return Table{Type: RangeIteratorType, Name: "range_iterator", Doc: "Iterator of a range.", Flags: Final | NoInstances,
		Shape: &RangeIteratorShape, Layout: &RangeIteratorLayout,
		Struct: Struct[RangeIterator]{Name: "range_iterator", Fields: func(x *RangeIterator, a Archive) {
			a.Int("next", &x.Next)
			a.Int("step", &x.Step)
			a.Int("left", &x.Left)
		}}.Layout(),
	}
}
