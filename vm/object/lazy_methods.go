package object

// stopNext ends a __next__ in steps at the end of the iterator.
func (c *Call) stopNext() Action { return c.Raise(NewException(StopIteration)) }

// nextByLeaf is the leaf of a __next__ that NextLeaf may know.
func nextByLeaf(_ *World, args []Value) (Value, error) {
	v, ok, known := NextLeaf(args[0])
	switch {
	case !known:
		return v, ErrSlow
	case !ok:
		return v, ErrExhausted
	}
	return v, nil
}

func nextMethod(f fast, s step, temps ...RegKind) Native {
	return slow("__next__", "(self, /)", "Implement next(self).", f, s, temps...)
}

// reduceRow is __reduce__: the class and the arguments that make another.
func reduceRow(args func(v Value) []Value) Native {
	return leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(_ *World, a []Value) (Value, error) {
		return newPair(Of(a[0].Type()), Of(NewTuple(args(a[0])...))), nil
	})
}

// Enumerate.

var enumerateNew = Native{Sig: "(cls, iterable, start=0)", Doc: "Create and return a new object.", Step: stepNewEnumerate}

func stepNewEnumerate(c *Call) Action {
	switch c.Step() {
	case 0:
		if s := c.Reg(2); !s.IsUnbound() {
			return c.Do(1, OpIndex, s)
		}
		c.SetReg(2, Int(0))
		return c.Do(2, OpIter, c.Reg(1))
	case 1:
		c.SetReg(2, c.Result())
		return c.Do(2, OpIter, c.Reg(1))
	}
	t, err := typeArg(c.Reg(0), EnumerateType)
	if err != nil {
		return c.Raise(err)
	}
	count, ok := IntOf(c.Reg(2))
	if !ok {
		return c.Raise(TypeErrorf("'%s' object cannot be interpreted as an integer", c.Reg(2).Type().LongName()))
	}
	x := newOf[Enumerate](t)
	x.It, x.Count = c.Result(), count
	return c.Return(Of(x))
}

func stepEnumerateNext(c *Call) Action {
	x := As[Enumerate](c.Reg(0))
	if c.Step() == 0 {
		return c.Do(1, OpNext, x.It)
	}
	if c.Done() {
		return c.stopNext()
	}
	i := x.Count
	x.Count, _, _ = intBinary(BinAdd, i, Int(1))
	return c.Return(newPair(i, c.Result()))
}

// Zip and map: __new__ takes the iterators of all arguments.

// iteratorsOf collects the iterators of the values in the tuple in register
// from into the list in register list; done is false if it has asked, by step 1.
func (c *Call) iteratorsOf(from, list int) (act Action, done bool) {
	if c.Step() == 0 {
		c.SetReg(list, Of(NewList(nil)))
	}
	l := RegAs[List](c, list, &ListLayout)
	if c.Step() == 1 {
		l.Append(c.Result())
	}
	if all := RegAs[Tuple](c, from, &TupleLayout).Items; len(l.Items) < len(all) {
		return c.Do(1, OpIter, all[len(l.Items)]), false
	}
	return 0, true
}

var zipNew = Native{Sig: "(cls, /, *iterables, strict=False)", Doc: "Create and return a new object.", Temps: []RegKind{ListReg}, Step: stepNewZip}

func stepNewZip(c *Call) Action {
	const iterables, strict, list = 1, 2, 3
	if c.Step() < 2 {
		if act, done := c.iteratorsOf(iterables, list); !done {
			return act
		}
		if s := c.Reg(strict); !s.IsUnbound() {
			return c.Do(2, OpTruth, s)
		}
	}
	t, err := typeArg(c.Reg(0), ZipType)
	if err != nil {
		return c.Raise(err)
	}
	x := newOf[Zip](t)
	x.Its = RegAs[List](c, list, &ListLayout).Items
	x.Strict = c.Step() == 2 && c.Result() == True
	return c.Return(Of(x))
}

// zipTemps: the items so far.
var zipTemps = []RegKind{ListReg}

// stepZipNext takes one item from each iterator.
func stepZipNext(c *Call) Action {
	const list = 1
	x := As[Zip](c.Reg(0))
	if c.Step() == 0 {
		if len(x.Its) == 0 {
			return c.stopNext()
		}
		c.SetReg(list, Of(NewList(make([]Value, 0, len(x.Its)))))
	}
	l := RegAs[List](c, list, &ListLayout)
	switch c.Step() {
	case 1:
		if c.Done() {
			return c.zipEnds(x, len(l.Items))
		}
		l.Append(c.Result())
	case 2: // the first was exhausted: of a strict zip the others must be too
		if !c.Done() {
			return c.Raise(ValueErrorf("zip() argument %d is longer than argument%s", len(l.Items)+1, zipBefore(len(l.Items))))
		}
		l.Append(None)
		return c.zipRest(x, l)
	}
	for len(l.Items) < len(x.Its) {
		v, ok, known := NextLeaf(x.Its[len(l.Items)])
		if !known {
			return c.Do(1, OpNext, x.Its[len(l.Items)])
		}
		if !ok {
			return c.zipEnds(x, len(l.Items))
		}
		l.Append(v)
	}
	return c.Return(Of(NewTuple(l.Items...)))
}

func zipBefore(n int) string {
	if n == 1 {
		return " 1"
	}
	return "s 1-" + itoa(n)
}

// zipEnds: iterator number i is exhausted.
func (c *Call) zipEnds(x *Zip, i int) Action {
	if !x.Strict {
		return c.stopNext()
	}
	if i > 0 {
		return c.Raise(ValueErrorf("zip() argument %d is shorter than argument%s", i+1, zipBefore(i)))
	}
	l := RegAs[List](c, 1, &ListLayout)
	l.Items = append(l.Items[:0], None)
	return c.zipRest(x, l)
}

func (c *Call) zipRest(x *Zip, l *List) Action {
	if len(l.Items) < len(x.Its) {
		return c.Do(2, OpNext, x.Its[len(l.Items)])
	}
	return c.stopNext()
}

var mapNew = Native{Sig: "(cls, func, /, *iterables)", Doc: "Create and return a new object.", Temps: []RegKind{ListReg}, Step: stepNewMap}

func stepNewMap(c *Call) Action {
	const fn, iterables, list = 1, 2, 3
	if len(RegAs[Tuple](c, iterables, &TupleLayout).Items) == 0 {
		return c.Raise(TypeErrorf("map() must have at least two arguments."))
	}
	if act, done := c.iteratorsOf(iterables, list); !done {
		return act
	}
	t, err := typeArg(c.Reg(0), MapType)
	if err != nil {
		return c.Raise(err)
	}
	x := newOf[Map](t)
	x.Fn, x.Its = c.Reg(fn), RegAs[List](c, list, &ListLayout).Items
	return c.Return(Of(x))
}

// stepMapNext takes one item from each iterator, and calls the function.
func stepMapNext(c *Call) Action {
	const list = 1
	x := As[Map](c.Reg(0))
	if len(x.Its) == 1 { // the usual case needs no list
		if c.Step() == 0 {
			v, ok, known := NextLeaf(x.Its[0])
			switch {
			case !known:
				return c.Do(1, OpNext, x.Its[0])
			case !ok:
				return c.stopNext()
			}
			return c.Tail(x.Fn, v)
		}
		if c.Done() {
			return c.stopNext()
		}
		return c.Tail(x.Fn, c.Result())
	}
	if c.Step() == 0 {
		c.SetReg(list, Of(NewList(make([]Value, 0, len(x.Its)))))
	}
	l := RegAs[List](c, list, &ListLayout)
	if c.Step() == 1 {
		if c.Done() {
			return c.stopNext()
		}
		l.Append(c.Result())
	}
	for len(l.Items) < len(x.Its) {
		v, ok, known := NextLeaf(x.Its[len(l.Items)])
		if !known {
			return c.Do(1, OpNext, x.Its[len(l.Items)])
		}
		if !ok {
			return c.stopNext()
		}
		l.Append(v)
	}
	return c.Tail(x.Fn, l.Items...)
}

// Filter.

var filterNew = Native{Sig: "(cls, function, iterable, /)", Doc: "Create and return a new object.", Step: func(c *Call) Action {
	if c.Step() == 0 {
		return c.Do(1, OpIter, c.Reg(2))
	}
	t, err := typeArg(c.Reg(0), FilterType)
	if err != nil {
		return c.Raise(err)
	}
	x := newOf[Filter](t)
	x.Fn, x.It = c.Reg(1), c.Result()
	return c.Return(Of(x))
}}

// stepFilterNext: 1 an item has landed, 2 what the function says, 3 its truth,
// 4 go on. Register 1 is the item.
func stepFilterNext(c *Call) Action {
	const item = 1
	x := As[Filter](c.Reg(0))
	switch c.Step() {
	case 1:
		if c.Done() {
			return c.stopNext()
		}
		c.SetReg(item, c.Result())
		return c.filterAsk(x)
	case 2:
		if b, ok := TruthLeaf(c.Result()); !ok {
			return c.Do(3, OpTruth, c.Result())
		} else if b {
			return c.Return(c.Reg(item))
		}
	case 3:
		if c.Result() == True {
			return c.Return(c.Reg(item))
		}
	}
	plain := x.Fn.IsNone() || x.Fn == Of(BoolType)
	for n := 0; ; n++ {
		if n > chunk {
			return c.Again(4)
		}
		v, ok, known := NextLeaf(x.It)
		switch {
		case !known:
			return c.Do(1, OpNext, x.It)
		case !ok:
			return c.stopNext()
		}
		c.SetReg(item, v)
		if plain {
			if b, ok := TruthLeaf(v); ok {
				if b {
					return c.Return(v)
				}
				continue
			}
		}
		return c.filterAsk(x)
	}
}

func (c *Call) filterAsk(x *Filter) Action {
	if x.Fn.IsNone() || x.Fn == Of(BoolType) {
		return c.Do(3, OpTruth, c.Reg(1))
	}
	return c.Ask(2, x.Fn, c.Reg(1))
}

// Reversed.

var reversedNew = Native{Sig: "(cls, sequence, /)", Doc: "Create and return a new object.", Step: stepNewReversed}

func stepNewReversed(c *Call) Action {
	seq := c.Reg(1)
	t, err := typeArg(c.Reg(0), ReversedType)
	if err != nil {
		return c.Raise(err)
	}
	if c.Step() == 0 {
		if fn, ok := seq.Type().Lookup("__reversed__"); ok {
			if fn.IsNone() {
				return c.Raise(TypeErrorf("'%s' object is not reversible", seq.Type().LongName()))
			}
			return c.callMethod(2, seq, "__reversed__")
		}
		_, hasItem := seq.Type().Lookup("__getitem__")
		_, hasLen := seq.Type().Lookup("__len__")
		if !hasItem || !hasLen || seq.Has(&DictLayout) || seq.Is(&MappingProxyShape) {
			return c.Raise(TypeErrorf("'%s' object is not reversible", seq.Type().LongName()))
		}
		return c.Do(1, OpLen, seq)
	}
	if c.Step() == 2 {
		return c.Return(c.Result())
	}
	x := newOf[Reversed](t)
	x.Seq, x.Index = seq, int(c.Result().N)-1
	return c.Return(Of(x))
}

func stepReversedNext(c *Call) Action {
	x := As[Reversed](c.Reg(0))
	if e := c.Caught(); e != nil {
		x.Seq = Unbound
		if Is(e, IndexError) || Is(e, StopIteration) {
			return c.stopNext()
		}
		return c.Raise(e)
	}
	if c.Step() == 0 {
		if x.Seq.IsUnbound() || x.Index < 0 {
			x.Seq = Unbound
			return c.stopNext()
		}
		return c.Do(1, OpGetItem, x.Seq, Int(int64(x.Index)))
	}
	x.Index--
	return c.Return(c.Result())
}

// CallIterator: 1 a result has landed, 2 whether it is the sentinel.
// Register 1 is the result.
func stepCallIterator(c *Call) Action {
	const result = 1
	x := As[CallIterator](c.Reg(0))
	if e := c.Caught(); e != nil {
		if Is(e, StopIteration) {
			x.Fn = Unbound
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if x.Fn.IsUnbound() {
			return c.stopNext()
		}
		return c.Ask(1, x.Fn)
	case 1:
		c.SetReg(result, c.Result())
		if eq, known := Same(x.Sentinel, c.Result()); !known {
			return c.Do(2, OpEqual, x.Sentinel, c.Result())
		} else if !eq {
			return c.Return(c.Result())
		}
	case 2:
		if c.Result() != True {
			return c.Return(c.Reg(result))
		}
	}
	x.Fn = Unbound
	return c.stopNext()
}

func enumerateMethods() []Native {
	return []Native{iterRow(), nextMethod(nextByLeaf, stepEnumerateNext), reduceRow(func(v Value) []Value {
		x := As[Enumerate](v)
		return []Value{x.It, x.Count}
	}), leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod)}
}

func zipMethods() []Native {
	return []Native{iterRow(), nextMethod(nextByLeaf, stepZipNext, zipTemps...),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(_ *World, args []Value) (Value, error) {
			x := As[Zip](args[0])
			its := Of(TupleOf(x.Its))
			if x.Strict {
				return Of(NewTuple(Of(x.Shape.Type), its, True)), nil
			}
			return newPair(Of(x.Shape.Type), its), nil
		}),
		leaf("__setstate__", "(self, state, /)", "Set state information for unpickling.", func(_ *World, args []Value) (Value, error) {
			b, _ := TruthLeaf(args[1])
			As[Zip](args[0]).Strict = b
			return None, nil
		})}
}

func mapMethods() []Native {
	return []Native{iterRow(), nextMethod(nil, stepMapNext, zipTemps...), reduceRow(func(v Value) []Value {
		x := As[Map](v)
		return append([]Value{x.Fn}, x.Its...)
	})}
}

func filterMethods() []Native {
	return []Native{iterRow(), nextMethod(nil, stepFilterNext, Any), reduceRow(func(v Value) []Value {
		x := As[Filter](v)
		return []Value{x.Fn, x.It}
	})}
}

func reversedMethods() []Native {
	return []Native{iterRow(), nextMethod(nextByLeaf, stepReversedNext).catches(),
		leaf("__length_hint__", "(self, /)", "Private method returning an estimate of len(list(it)).", func(_ *World, args []Value) (Value, error) {
			if x := As[Reversed](args[0]); !x.Seq.IsUnbound() {
				return Int(int64(x.Index + 1)), nil
			}
			return Int(0), nil
		}),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(_ *World, args []Value) (Value, error) {
			x := As[Reversed](args[0])
			if x.Seq.IsUnbound() {
				return newPair(Of(x.Shape.Type), Of(NewTuple(Of(NewTuple())))), nil
			}
			return Of(NewTuple(Of(x.Shape.Type), Of(NewTuple(x.Seq)), Int(int64(x.Index)))), nil
		}),
		leaf("__setstate__", "(self, state, /)", "Set state information for unpickling.", func(_ *World, args []Value) (Value, error) {
			n, err := intArg(args[1])
			if err == nil {
				As[Reversed](args[0]).Index = max(n, -1)
			}
			return None, err
		})}
}

// iteratorReduce is __reduce__ of the iterators of builtin containers: what is
// still to come, as far as it can be told from outside.
func iteratorReduce(w *World, args []Value) (Value, error) {
	iter, ok := w.Builtins.GetString("iter")
	if !ok {
		return Value{}, TypeErrorf("cannot pickle '%s' object", args[0].Type().LongName())
	}
	var seq Value
	index := -1
	switch it := args[0]; it.O.Shape {
	case &ListIteratorShape:
		x := As[ListIterator](it)
		seq, index = OrNone(x.List), x.Index
	case &ListReverseIteratorShape:
		if x := As[ListIterator](it); x.List != nil && x.Index >= 0 {
			reversed, _ := w.Builtins.GetString("reversed")
			return Of(NewTuple(reversed, Of(NewTuple(Of(x.List))), Int(int64(x.Index)))), nil
		}
		seq = None
	case &TupleIteratorShape:
		x := As[TupleIterator](it)
		seq, index = OrNone(x.Tuple), x.Index
	case &BytesIteratorShape, &ByteArrayIteratorShape:
		x := As[BytesIterator](it)
		seq, index = x.Bytes, x.Index
	case &StrIteratorShape:
		x := As[StrIterator](it)
		seq = None
		if x.Str != nil {
			seq, index = NewStr(x.Str.S[min(x.Offset, len(x.Str.S)):]), 0
		}
	case &RangeIteratorShape:
		x := As[RangeIterator](it)
		stop, _, _ := intBinary(BinMul, Int(x.Left), Int(x.Step))
		stop, _, _ = intBinary(BinAdd, Int(x.Next), stop)
		seq, index = Of(NewRange(Int(x.Next), stop, Int(x.Step))), 0
	default:
		return newPair(iter, Of(NewTuple(Of(NewList(restOf(it)))))), nil
	}
	if seq.IsNone() {
		return newPair(iter, Of(NewTuple(Of(NewTuple())))), nil
	}
	return Of(NewTuple(iter, Of(NewTuple(seq)), Int(int64(index)))), nil
}

// restOf lists what an iterator over a dict or set still gives, without
// using it up.
func restOf(it Value) (items []Value) {
	var c Value
	switch it.O.Shape.Layout {
	case &DictIteratorLayout:
		x := *As[DictIterator](it)
		c = Of(&x)
	case &SetIteratorLayout:
		x := *As[SetIterator](it)
		c = Of(&x)
	case &ListIteratorLayout:
		x := *As[ListIterator](it)
		c = Of(&x)
	case &LongRangeIteratorLayout:
		x := *As[LongRangeIterator](it)
		c = Of(&x)
	default:
		return nil
	}
	for len(items) < 1<<24 {
		v, ok, known := NextLeaf(c)
		if !ok || !known {
			break
		}
		items = append(items, v)
	}
	return items
}

// setIndex is __setstate__ of iterators with an index.
func setIndex(_ *World, args []Value) (Value, error) {
	n, err := intArg(args[1])
	if err != nil {
		return Value{}, err
	}
	n = max(n, 0)
	switch it := args[0]; it.O.Shape {
	case &ListIteratorShape:
		As[ListIterator](it).Index = n
	case &ListReverseIteratorShape:
		if x := As[ListIterator](it); x.List != nil {
			x.Index = min(n, len(x.List.Items)-1)
		}
	case &TupleIteratorShape:
		As[TupleIterator](it).Index = n
	case &BytesIteratorShape, &ByteArrayIteratorShape:
		As[BytesIterator](it).Index = n
	case &SequenceIteratorShape:
		As[SequenceIterator](it).Index = n
	case &StrIteratorShape:
		if x := As[StrIterator](it); x.Str != nil {
			x.Offset = x.Str.Offset(min(n, x.Str.Len()))
		}
	case &RangeIteratorShape:
		x := As[RangeIterator](it)
		k := min(int64(n), x.Left)
		x.Next += k * x.Step
		x.Left -= k
	}
	return None, nil
}
