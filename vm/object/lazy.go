package object

// lazyTables returns the tables of the iterators that are made of others:
// enumerate, zip, map, filter, reversed and iter(callable, sentinel).
func lazyTables() []Table {
	return []Table{
		{Type: EnumerateType, Name: "enumerate", Doc: "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
			Shape: &EnumerateShape, Layout: &EnumerateLayout, Sub: SubLayout[Enumerate],
			New: &enumerateNew, Methods: enumerateMethods(),
			Struct: Struct[Enumerate]{Name: "enumerate", Fields: func(x *Enumerate, a Archive) {
				a.Value("iterator", &x.It)
				a.Value("count", &x.Count)
				if a.Loading() && !wantInt(a, x.Count) {
					x.Count = Int(0)
				}
			}}.Layout()},
		{Type: ZipType, Name: "zip", Doc: "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the others,\nraise a ValueError.",
			Shape: &ZipShape, Layout: &ZipLayout, Sub: SubLayout[Zip],
			New: &zipNew, Methods: zipMethods(),
			Struct: Struct[Zip]{Name: "zip", Fields: func(x *Zip, a Archive) {
				a.Values("iterators", &x.Its)
				a.Bool("strict", &x.Strict)
			}}.Layout()},
		{Type: MapType, Name: "map", Doc: "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.",
			Shape: &MapShape, Layout: &MapLayout, Sub: SubLayout[Map],
			New: &mapNew, Methods: mapMethods(),
			Struct: Struct[Map]{Name: "map", Fields: func(x *Map, a Archive) {
				a.Value("function", &x.Fn)
				a.Values("iterators", &x.Its)
			}}.Layout()},
		{Type: FilterType, Name: "filter", Doc: "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which function(item)\nis true. If function is None, return the items that are true.",
			Shape: &FilterShape, Layout: &FilterLayout, Sub: SubLayout[Filter],
			New: &filterNew, Methods: filterMethods(),
			Struct: Struct[Filter]{Name: "filter", Fields: func(x *Filter, a Archive) {
				a.Value("function", &x.Fn)
				a.Value("iterator", &x.It)
			}}.Layout()},
		{Type: ReversedType, Name: "reversed", Doc: "Return a reverse iterator over the values of the given sequence.",
			Shape: &ReversedShape, Layout: &ReversedLayout, Sub: SubLayout[Reversed],
			New: &reversedNew, Methods: reversedMethods(),
			Struct: Struct[Reversed]{Name: "reversed", Init: func(x *Reversed) { x.Seq = Unbound }, Fields: func(x *Reversed, a Archive) {
				a.Value("sequence", &x.Seq)
				VisitInt(a, "index", &x.Index)
				wantIndex(a, x.Index, -1)
			}}.Layout()},
		{Type: CallIteratorType, Name: "callable_iterator", Doc: "Iterator of iter(callable, sentinel).", Flags: Final | NoInstances,
			Shape: &CallIteratorShape, Layout: &CallIteratorLayout,
			Methods: []Native{iterRow(), nextMethod(nil, stepCallIterator, Any).catches()},
			Struct: Struct[CallIterator]{Name: "callable_iterator", Init: func(x *CallIterator) { x.Fn = Unbound }, Fields: func(x *CallIterator, a Archive) {
				a.Value("function", &x.Fn)
				a.Value("sentinel", &x.Sentinel)
			}}.Layout()},
	}
}
