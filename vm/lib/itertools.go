package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// Iter is an iterator of itertools; what its fields hold depends on the class.
type Iter struct {
	object.Header
	Fn    value   // a function, or the iterator being drained; Unbound if none
	Its   []value // iterators that it draws from
	Items []value // what is remembered
	Index []int64 // places in Items
	N, I  int64
	On    bool // past the first item
	Off   bool // exhausted
}

// IterLayout is the layout of all classes of itertools.
var IterLayout object.Layout

var iterStruct = object.Struct[Iter]{
	Name: "itertools",
	Init: func(x *Iter) { x.Fn = object.Unbound },
	Fields: func(x *Iter, a object.Archive) {
		a.Value("function", &x.Fn)
		a.Values("iterators", &x.Its)
		a.Values("items", &x.Items)
		index := make([]value, len(x.Index))
		for i, n := range x.Index {
			index[i] = object.Int(n)
		}
		a.Values("index", &index)
		a.Int("n", &x.N)
		a.Int("i", &x.I)
		a.Bool("on", &x.On)
		a.Bool("off", &x.Off)
		if a.Loading() {
			x.Index = make([]int64, len(index))
			for i, v := range index {
				x.Index[i] = v.N
			}
			x.check(a)
		}
	},
}

// check rejects loaded places that do not exist.
func (x *Iter) check(a object.Archive) {
	for _, i := range x.Index {
		if i < 0 || i > int64(len(x.Items)) {
			a.Fail("index %d", i)
			x.Off, x.Index = true, nil
			return
		}
	}
	if x.I < 0 {
		a.Fail("place %d", x.I)
		x.I = 0
	}
	a.After(func() error {
		a.After(x.whole) // its class is known then
		return nil
	})
}

// whole reports what is missing for the class of x.
func (x *Iter) whole() error {
	for _, t := range x.Shape.Type.MRO {
		if need, ok := iterNeeds[t.Name]; ok && t.Builtin() && (len(x.Its) < need.its || len(x.Items) < need.items) {
			return object.ValueErrorf("%s object with %d iterators and %d items", t.Name, len(x.Its), len(x.Items))
		}
	}
	return nil
}

// iterNeeds is how many iterators and items an object of a class has at least:
// what its next relies on.
var iterNeeds = map[string]struct{ its, items int }{
	"count": {0, 2}, "cycle": {1, 0}, "repeat": {0, 1}, "accumulate": {1, 0}, "compress": {2, 0}, "dropwhile": {1, 0}, "takewhile": {1, 0},
	"filterfalse": {1, 0}, "starmap": {1, 0}, "pairwise": {1, 0}, "islice": {1, 2}, "groupby": {1, 3},
}

var itertoolsModule = module{
	name:  "itertools",
	doc:   "Functional tools for creating and using iterators.",
	rows:  itertoolsRows,
	types: itertoolsTables(),
}

// iterClass declares a class of itertools. next ends by stop or returns an item.
func iterClass(name, doc string, make_ *object.Native, next object.Native, more ...object.Native) *object.Table {
	next.Name, next.Sig, next.Doc = "__next__", "(self, /)", "Implement next(self)."
	self := leaf("__iter__", "(self, /)", "Implement iter(self).", func(w *world, args []value) (value, error) { return args[0], nil })
	make_.Doc = "Create and return a new object.  See help(type) for accurate signature."
	return &object.Table{Type: &object.Type{}, Name: name, Doc: doc, Shape: &object.Shape{}, Layout: &IterLayout, New: make_,
		Methods: append([]object.Native{self, next}, more...)}
}

// stop ends an iterator.
func stop(c *call) action { return c.Raise(object.NewException(object.StopIteration)) }

// iterCall is a call of a method of Iter.
type iterCall struct{ *call }

// steps is a __next__ in steps, with two registers.
func steps(s func(c iterCall, x *Iter) action) object.Native {
	return object.Native{Temps: []object.RegKind{object.Any, object.Any}, Step: func(c *call) action {
		return s(iterCall{c}, object.As[Iter](c.Reg(0)))
	}}
}

// leaves is a __next__ without Python code, or with steps for the rest.
func leaves(f func(w *world, x *Iter) (value, error), s func(c iterCall, x *Iter) action) object.Native {
	n := object.Native{}
	if s != nil {
		n = steps(s)
	}
	n.Fast = func(w *world, args []value) (value, error) { return f(w, object.As[Iter](args[0])) }
	return n
}

// making is a __new__: the parameters named by iters (places in the
// signature, after cls) are replaced by their iterators, then build makes it.
func making(sig string, iters []int, build func(c *call, x *Iter) error) *object.Native {
	return &object.Native{Sig: sig, Step: func(c *call) action {
		s := c.Step()
		if s > 0 {
			c.SetReg(iters[s-1], c.Result())
		}
		if s < len(iters) {
			return c.Do(s+1, object.OpIter, c.Reg(iters[s]))
		}
		t := object.AsA[object.Type](c.Reg(0), &object.TypeLayout)
		if t == nil || t.Layout.Core != &IterLayout {
			return c.Raise(object.TypeErrorf("%s.__new__(X): X is not a type object", c.F.Native.Self.Name))
		}
		x := newOf[Iter](t)
		x.Fn = object.Unbound
		if err := build(c, x); err != nil {
			return c.Raise(err)
		}
		return c.Return(object.Of(x))
	}}
}

func itertoolsTables() []*object.Table {
	tables := []*object.Table{
		iterClass("count", "Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step",
			making("(cls, start=0, step=1)", nil, buildCount), leaves(countLeaf, countSteps), countRepr()),
		iterClass("cycle", "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.", making("(cls, iterable, /)", []int{1}, takeIterators(1)), leaves(cycleLeaf, cycleSteps)),
		iterClass("repeat", "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.", making("(cls, object, times=None)", nil, buildRepeat), leaves(repeatNext, nil), repeatRepr(), repeatHint()),
		iterClass("chain", "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.", making("(cls, /, *iterables)", []int{1}, takeIterators(1)), leaves(chainLeaf, chainSteps), chainFromIterable()),
		iterClass("accumulate", "Return series of accumulated sums (or other binary function results).", making("(cls, iterable, func=None, *, initial=None)", []int{1}, buildAccumulate), steps(accumulateSteps)),
		iterClass("compress", "Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.", making("(cls, data, selectors)", []int{1, 2}, takeIterators(1, 2)), steps(compressSteps)),
		iterClass("dropwhile", "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.", making("(cls, predicate, iterable, /)", []int{2}, takeFunction), steps(dropwhileSteps)),
		iterClass("takewhile", "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.", making("(cls, predicate, iterable, /)", []int{2}, takeFunction), steps(takewhileSteps)),
		iterClass("filterfalse", "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.", making("(cls, function, iterable, /)", []int{2}, takeFunction), steps(filterfalseSteps)),
		iterClass("starmap", "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.", making("(cls, function, iterable, /)", []int{2}, takeFunction), steps(starmapSteps)),
		iterClass("pairwise", "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...", making("(cls, iterable, /)", []int{1}, takeIterators(1)), steps(pairwiseSteps)),
		iterClass("islice", "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.", making("(cls, iterable, start, stop=None, step=None, /)", []int{1}, buildIslice), leaves(isliceLeaf, isliceSteps)),
		iterClass("zip_longest", "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\nReturn a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.", zipLongestNew(), steps(zipLongestSteps)),
		iterClass("product", "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops.", productNew(), leaves(productNext, nil)),
		iterClass("permutations", "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)", poolNew("(cls, iterable, r=None)", true), leaves(permutationsNext, nil)),
		iterClass("combinations", "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)", poolNew("(cls, iterable, r)", false), leaves(combinationsNext, nil)),
		iterClass("combinations_with_replacement", "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')", poolNew("(cls, iterable, r)", false), leaves(withReplacementNext, nil)),
		iterClass("groupby", "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.", making("(cls, iterable, key=None)", []int{1}, buildGroupby), steps(groupbySteps)),
	}
	for _, t := range tables {
		t.Methods = append(t.Methods, iterCopies()...)
	}
	tables = append(tables, grouperTable(), teeTable()) // share what they draw from
	tables[0].Struct = iterStruct.Layout()
	tables[0].Sub = object.SubLayout[Iter]
	return tables
}

// takeIterators keeps the arguments at these places.
func takeIterators(at ...int) func(c *call, x *Iter) error {
	return func(c *call, x *Iter) error {
		for _, i := range at {
			x.Its = append(x.Its, c.Reg(i))
		}
		return nil
	}
}

// takeFunction keeps a function and an iterator.
func takeFunction(c *call, x *Iter) error {
	x.Fn, x.Its = c.Reg(1), []value{c.Reg(2)}
	return nil
}

func buildCount(c *call, x *Iter) error {
	start, step := or(c.Reg(1), object.Int(0)), or(c.Reg(2), object.Int(1))
	for _, v := range []value{start, step} {
		if _, _, ok := object.RealOf(v); !ok && !v.Has(&object.ComplexLayout) && !vm.Of(c.World).HasSpecial(v, "__add__") {
			return object.TypeErrorf("a number is required")
		}
	}
	x.Items = []value{start, step}
	return nil
}

func countLeaf(w *world, x *Iter) (value, error) {
	v := x.Items[0]
	next, err, ok := object.BinaryLeaf(w, object.BinAdd, v, x.Items[1])
	if !ok || err != nil {
		return value{}, object.ErrSlow
	}
	x.Items[0] = next
	return v, nil
}

func countSteps(c iterCall, x *Iter) action {
	if c.Step() == 0 {
		c.SetReg(1, x.Items[0])
		return c.Do(1, object.OpBinary, x.Items[0], x.Items[1], object.Int(int64(object.BinAdd)))
	}
	x.Items[0] = c.Result()
	return c.Return(c.Reg(1))
}

func countRepr() object.Native {
	return slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *call) action {
		x := object.As[Iter](c.Reg(0))
		switch c.Step() {
		case 0:
			return c.Do(1, object.OpRepr, x.Items[0])
		case 1:
			c.SetReg(1, c.Result())
			return c.Do(2, object.OpRepr, x.Items[1])
		}
		first, _ := object.StringOf(c.Reg(1))
		step, _ := object.StringOf(c.Result())
		if step == "1" && x.Items[1].IsInt() {
			return c.Return(str("count(" + first + ")"))
		}
		return c.Return(str("count(" + first + ", " + step + ")"))
	}, object.Any)
}

func buildRepeat(c *call, x *Iter) error {
	x.Items, x.N = []value{c.Reg(1)}, -1
	if !c.Reg(2).IsUnbound() {
		n, err := intArg(c.Reg(2))
		if err != nil {
			return err
		}
		x.N = max(n, 0)
	}
	return nil
}

func repeatNext(w *world, x *Iter) (value, error) {
	if x.N == 0 {
		return value{}, object.ErrExhausted
	}
	if x.N > 0 {
		x.N--
	}
	return x.Items[0], nil
}

func repeatRepr() object.Native {
	return slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *call) action {
		x := object.As[Iter](c.Reg(0))
		if c.Step() == 0 {
			return c.Do(1, object.OpRepr, x.Items[0])
		}
		s, _ := object.StringOf(c.Result())
		if x.N >= 0 {
			n, _ := object.StrLeaf(object.Int(x.N))
			s += ", " + n
		}
		return c.Return(str("repeat(" + s + ")"))
	})
}

func repeatHint() object.Native {
	return leaf("__length_hint__", "(self, /)", "Private method returning an estimate of len(list(it)).", func(w *world, args []value) (value, error) {
		x := object.As[Iter](args[0])
		if x.N < 0 {
			return value{}, object.TypeErrorf("len() of unsized object")
		}
		return object.Int(x.N), nil
	})
}

func cycleLeaf(w *world, x *Iter) (value, error) {
	if !x.Off {
		v, ok, known := object.NextLeaf(x.Its[0])
		if !known {
			return value{}, object.ErrSlow
		}
		if ok {
			x.Items = append(x.Items, v)
			return v, nil
		}
		x.Off = true
	}
	return x.again()
}

// again gives the next of the remembered items, round and round.
func (x *Iter) again() (value, error) {
	if len(x.Items) == 0 {
		return value{}, object.ErrExhausted
	}
	if x.I >= int64(len(x.Items)) {
		x.I = 0
	}
	x.I++
	return x.Items[x.I-1], nil
}

func cycleSteps(c iterCall, x *Iter) action {
	if c.Step() == 0 {
		return c.Do(1, object.OpNext, x.Its[0])
	}
	if !c.Done() {
		x.Items = append(x.Items, c.Result())
		return c.Return(c.Result())
	}
	x.Off = true
	v, err := x.again()
	if err != nil {
		return stop(c.call)
	}
	return c.Return(v)
}

// A chain draws from Fn, and the next iterable comes from Its[0].

func chainLeaf(w *world, x *Iter) (value, error) {
	if x.Fn.IsUnbound() {
		return value{}, object.ErrSlow
	}
	v, ok, known := object.NextLeaf(x.Fn)
	if !known || !ok {
		return value{}, object.ErrSlow
	}
	return v, nil
}

func chainSteps(c iterCall, x *Iter) action {
	switch c.Step() {
	case 1: // an item, or none
		if !c.Done() {
			return c.Return(c.Result())
		}
		x.Fn = object.Unbound
	case 2: // an iterable, or none
		if c.Done() {
			x.Off = true
			return stop(c.call)
		}
		return c.Do(3, object.OpIter, c.Result())
	case 3:
		x.Fn = c.Result()
	}
	switch {
	case x.Off:
		return stop(c.call)
	case x.Fn.IsUnbound():
		return c.Do(2, object.OpNext, x.Its[0])
	}
	return c.Do(1, object.OpNext, x.Fn)
}

func chainFromIterable() object.Native {
	return kind(object.ClassMethod, slow("from_iterable", "(cls, iterable, /)", "Alternative chain() constructor taking a single iterable argument that evaluates lazily.", nil, func(c *call) action {
		if c.Step() == 0 {
			return c.Do(1, object.OpIter, c.Reg(1))
		}
		x := newOf[Iter](c.Class())
		x.Fn, x.Its = object.Unbound, []value{c.Result()}
		return c.Return(object.Of(x))
	}))
}
