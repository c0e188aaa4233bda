package object

// The types of iterators.
var (
	TupleIteratorType   = &Type{}
	TupleIteratorShape  Shape
	TupleIteratorLayout Layout

	ListReverseIteratorType  = &Type{}
	ListReverseIteratorShape Shape

	StrIteratorType   = &Type{}
	StrIteratorShape  Shape
	StrIteratorLayout Layout

	BytesIteratorType      = &Type{}
	BytesIteratorShape     Shape
	ByteArrayIteratorType  = &Type{}
	ByteArrayIteratorShape Shape
	BytesIteratorLayout    Layout

	DictKeyIteratorType           = &Type{}
	DictValueIteratorType         = &Type{}
	DictItemIteratorType          = &Type{}
	DictReverseKeyIteratorType    = &Type{}
	DictReverseValueIteratorType  = &Type{}
	DictReverseItemIteratorType   = &Type{}
	DictKeyIteratorShape          Shape
	DictValueIteratorShape        Shape
	DictItemIteratorShape         Shape
	DictReverseKeyIteratorShape   Shape
	DictReverseValueIteratorShape Shape
	DictReverseItemIteratorShape  Shape
	DictIteratorLayout            Layout

	SetIteratorType   = &Type{}
	SetIteratorShape  Shape
	SetIteratorLayout Layout

	SequenceIteratorType   = &Type{}
	SequenceIteratorShape  Shape
	SequenceIteratorLayout Layout

	ReversedType   = &Type{}
	ReversedShape  Shape
	ReversedLayout Layout

	EnumerateType   = &Type{}
	EnumerateShape  Shape
	EnumerateLayout Layout

	ZipType   = &Type{}
	ZipShape  Shape
	ZipLayout Layout

	MapType   = &Type{}
	MapShape  Shape
	MapLayout Layout

	FilterType   = &Type{}
	FilterShape  Shape
	FilterLayout Layout

	CallIteratorType   = &Type{}
	CallIteratorShape  Shape
	CallIteratorLayout Layout
)

// iteratorTables returns the tables of the iterators of builtin containers.
func iteratorTables() []Table {
	list := Struct[ListIterator]{Name: "list_iterator", Fields: func(x *ListIterator, a Archive) {
		VisitRef(a, "list", &ListLayout, &x.List)
		VisitInt(a, "index", &x.Index)
		wantIndex(a, x.Index, -1)
	}}.Layout()
	tuple := Struct[TupleIterator]{Name: "tuple_iterator", Fields: func(x *TupleIterator, a Archive) {
		VisitRef(a, "tuple", &TupleLayout, &x.Tuple)
		VisitInt(a, "index", &x.Index)
		wantIndex(a, x.Index, 0)
	}}.Layout()
	str := Struct[StrIterator]{Name: "str_iterator", Fields: func(x *StrIterator, a Archive) {
		VisitRef(a, "str", &StrLayout, &x.Str)
		VisitInt(a, "offset", &x.Offset)
		wantIndex(a, x.Offset, 0)
	}}.Layout()
	bytes := Struct[BytesIterator]{Name: "bytes_iterator", Init: func(x *BytesIterator) { x.Bytes = None },
		Fields: func(x *BytesIterator, a Archive) {
			a.Value("bytes", &x.Bytes)
			VisitInt(a, "index", &x.Index)
			wantIndex(a, x.Index, 0)
		}}.Layout()
	dict := Struct[DictIterator]{Name: "dict_iterator", Fields: func(x *DictIterator, a Archive) {
		VisitRef(a, "dict", &DictLayout, &x.Dict)
		VisitInt(a, "index", &x.I)
		VisitInt(a, "len", &x.Len)
		VisitInt(a, "left", &x.Left)
		a.Bool("reverse", &x.Reverse)
		if !x.Reverse {
			wantIndex(a, x.I, 0)
		}
		wantIndex(a, x.I, -1)
	}}.Layout()
	set := Struct[SetIterator]{Name: "set_iterator", Fields: func(x *SetIterator, a Archive) {
		VisitRef(a, "set", &SetLayout, &x.Set)
		VisitInt(a, "index", &x.I)
		VisitInt(a, "len", &x.Len)
		wantIndex(a, x.I, 0)
	}}.Layout()
	seq := Struct[SequenceIterator]{Name: "sequence_iterator", Init: func(x *SequenceIterator) { x.Seq = Unbound },
		Fields: func(x *SequenceIterator, a Archive) {
			a.Value("sequence", &x.Seq)
			VisitInt(a, "index", &x.Index)
			wantIndex(a, x.Index, 0)
		}}.Layout()
	row := func(t *Type, name string, s *Shape, l *Layout, st Layout) Table {
		return Table{Type: t, Name: name, Doc: "Iterator.", Flags: Final | NoInstances | leafIterator, Shape: s, Layout: l, Struct: st, Methods: iteratorMethods()}
	}
	return []Table{
		row(ListIteratorType, "list_iterator", &ListIteratorShape, &ListIteratorLayout, list),
		row(ListReverseIteratorType, "list_reverseiterator", &ListReverseIteratorShape, &ListIteratorLayout, Layout{}),
		row(TupleIteratorType, "tuple_iterator", &TupleIteratorShape, &TupleIteratorLayout, tuple),
		row(StrIteratorType, "str_iterator", &StrIteratorShape, &StrIteratorLayout, str),
		row(BytesIteratorType, "bytes_iterator", &BytesIteratorShape, &BytesIteratorLayout, bytes),
		row(ByteArrayIteratorType, "bytearray_iterator", &ByteArrayIteratorShape, &BytesIteratorLayout, Layout{}),
		row(DictKeyIteratorType, "dict_keyiterator", &DictKeyIteratorShape, &DictIteratorLayout, dict),
		row(DictValueIteratorType, "dict_valueiterator", &DictValueIteratorShape, &DictIteratorLayout, Layout{}),
		row(DictItemIteratorType, "dict_itemiterator", &DictItemIteratorShape, &DictIteratorLayout, Layout{}),
		row(DictReverseKeyIteratorType, "dict_reversekeyiterator", &DictReverseKeyIteratorShape, &DictIteratorLayout, Layout{}),
		row(DictReverseValueIteratorType, "dict_reversevalueiterator", &DictReverseValueIteratorShape, &DictIteratorLayout, Layout{}),
		row(DictReverseItemIteratorType, "dict_reverseitemiterator", &DictReverseItemIteratorShape, &DictIteratorLayout, Layout{}),
		row(SetIteratorType, "set_iterator", &SetIteratorShape, &SetIteratorLayout, set),
		row(SequenceIteratorType, "iterator", &SequenceIteratorShape, &SequenceIteratorLayout, seq),
		rangeIteratorTable(), longRangeIteratorTable(),
	}
}

// wantIndex rejects a loaded index below the least.
func wantIndex(a Archive, i, least int) {
	if a.Loading() && i < least {
		a.Fail("index %d", i)
	}
}

// iteratorMethods are the methods of iterators whose items NextLeaf gives.
func iteratorMethods() []Native {
	return []Native{
		{Name: "__iter__", Sig: "(self, /)", Doc: "Implement iter(self).", Fast: returnSelf},
		{Name: "__next__", Sig: "(self, /)", Doc: "Implement next(self).", Fast: iteratorNext, Step: stepSequenceNext, Catches: true},
		{Name: "__length_hint__", Sig: "(self, /)", Doc: "Private method returning an estimate of len(list(it)).", Fast: iteratorHint, Step: stepHintByLen},
		{Name: "__reduce__", Sig: "(self, /)", Doc: "Return state information for pickling.", Fast: iteratorReduce},
		{Name: "__setstate__", Sig: "(self, state, /)", Doc: "Set state information for unpickling.", Fast: setIndex},
	}
}

func returnSelf(_ *World, args []Value) (Value, error) { return args[0], nil }

func iteratorNext(_ *World, args []Value) (Value, error) {
	v, ok, known := NextLeaf(args[0])
	switch {
	case !known:
		return v, iteratorError(args[0])
	case !ok:
		return v, ErrExhausted
	}
	return v, nil
}

// iteratorError says why NextLeaf does not know: a container that changed, or
// Python code.
func iteratorError(it Value) error {
	if x := AsA[DictIterator](it, &DictIteratorLayout); x != nil {
		d := x.Dict
		if d.live != x.Len {
			x.Len = -1
			return RuntimeErrorf("dictionary changed size during iteration")
		}
		return RuntimeErrorf("dictionary keys changed during iteration")
	}
	if x := AsA[SetIterator](it, &SetIteratorLayout); x != nil {
		x.Len = -1
		return RuntimeErrorf("Set changed size during iteration")
	}
	return ErrSlow
}

// stepSequenceNext is __next__ of an iterator by __getitem__.
func stepSequenceNext(c *Call) Action {
	x := AsA[SequenceIterator](c.Reg(0), &SequenceIteratorLayout)
	if x == nil {
		return c.Raise(Errorf(SystemError, "iterator without steps"))
	}
	if c.Step() == 0 {
		return c.Do(1, OpGetItem, x.Seq, Int(int64(x.Index)))
	}
	if e := c.Caught(); e != nil {
		if Is(e, IndexError) || Is(e, StopIteration) {
			x.Seq = Unbound
			return c.Raise(NewException(StopIteration))
		}
		return c.Raise(e)
	}
	x.Index++
	return c.Return(c.Result())
}

// iteratorHint is __length_hint__.
func iteratorHint(_ *World, args []Value) (Value, error) {
	n := 0
	switch it := args[0]; it.O.Shape {
	case &ListIteratorShape:
		if x := As[ListIterator](it); x.List != nil {
			n = len(x.List.Items) - x.Index
		}
	case &ListReverseIteratorShape:
		if x := As[ListIterator](it); x.List != nil {
			n = x.Index + 1
		}
	case &TupleIteratorShape:
		if x := As[TupleIterator](it); x.Tuple != nil {
			n = len(x.Tuple.Items) - x.Index
		}
	case &StrIteratorShape:
		if x := As[StrIterator](it); x.Str != nil {
			n = countPoints(x.Str.S[min(x.Offset, len(x.Str.S)):])
		}
	case &BytesIteratorShape, &ByteArrayIteratorShape:
		if s, ok := BytesView(As[BytesIterator](it).Bytes); ok {
			n = len(s) - As[BytesIterator](it).Index
		}
	case &RangeIteratorShape:
		return Int(As[RangeIterator](it).Left), nil
	case &LongRangeIteratorShape:
		return As[LongRangeIterator](it).Left, nil
	case &SetIteratorShape:
		if x := As[SetIterator](it); x.Set != nil && x.Len == x.Set.used {
			for i, ok := x.Set.Next(x.I); ok; i, ok = x.Set.Next(i + 1) {
				n++
			}
		}
	case &SequenceIteratorShape:
		if !As[SequenceIterator](it).Seq.IsUnbound() {
			return Value{}, ErrSlow
		}
	default:
		if x := AsA[DictIterator](it, &DictIteratorLayout); x != nil && x.Dict != nil {
			n = x.Left
		}
	}
	return Int(int64(max(n, 0))), nil
}

func stepHintByLen(c *Call) Action {
	x := RegAs[SequenceIterator](c, 0, &SequenceIteratorLayout)
	if c.Step() == 0 && !x.Seq.IsUnbound() {
		return c.Do(1, OpLen, x.Seq)
	}
	return c.Return(Int(max(c.Result().N-int64(x.Index), 0)))
}
