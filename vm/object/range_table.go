package object

func rangeTable() Table {
	return Table{Type: RangeType, Name: "range", Flags: Final,
		Doc:   "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\nWhen step is given, it specifies the increment (or decrement).",
		Shape: &RangeShape, Layout: &RangeLayout,
		Struct: Struct[Range]{Name: "range", Init: func(x *Range) { x.Step = Int(1) }, Fields: func(x *Range, a Archive) {
			a.Value("start", &x.Start)
			a.Value("stop", &x.Stop)
			a.Value("step", &x.Step)
			a.Value("length", &x.Length)
			if a.Loading() && !(wantInt(a, x.Start) && wantInt(a, x.Stop) && wantInt(a, x.Step) && wantInt(a, x.Length) && x.Step != Int(0)) {
				*x = *NewRange(Int(0), Int(0), Int(1))
			}
		}}.Layout(),
		Hash: hashRange, Equal: equalRanges,
		New: &rangeNew, Methods: rangeMethods(), GetSets: rangeGetSets(),
	}
}

// wantInt rejects a loaded value that is not an int.
func wantInt(a Archive, v Value) bool {
	if v.O == nil || v.O.Shape == &BigIntShape {
		return true
	}
	a.Fail("not an int")
	return false
}

func rangeIteratorTable() Table {
	return Table{Type: RangeIteratorType, Name: "range_iterator", Doc: "Iterator of a range.", Flags: Final | NoInstances | leafIterator, Methods: iteratorMethods(),
		Shape: &RangeIteratorShape, Layout: &RangeIteratorLayout,
		Struct: Struct[RangeIterator]{Name: "range_iterator", Fields: func(x *RangeIterator, a Archive) {
			a.Int("next", &x.Next)
			a.Int("step", &x.Step)
			a.Int("left", &x.Left)
		}}.Layout(),
	}
}

func longRangeIteratorTable() Table {
	return Table{Type: LongRangeIteratorType, Name: "longrange_iterator", Doc: "Iterator of a range of large ints.", Flags: Final | NoInstances | leafIterator, Methods: iteratorMethods(),
		Shape: &LongRangeIteratorShape, Layout: &LongRangeIteratorLayout,
		Struct: Struct[LongRangeIterator]{Name: "longrange_iterator", Fields: func(x *LongRangeIterator, a Archive) {
			a.Value("next", &x.Next)
			a.Value("step", &x.Step)
			a.Value("left", &x.Left)
			if a.Loading() && !(wantInt(a, x.Next) && wantInt(a, x.Step) && wantInt(a, x.Left)) {
				x.Next, x.Step, x.Left = Int(0), Int(1), Int(0)
			}
		}}.Layout(),
	}
}
