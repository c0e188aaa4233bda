package object

// TupleIterator is the iterator of a tuple.
type TupleIterator struct {
	Header
	Tuple *Tuple // nil when exhausted
	Index int
}

// StrIterator is the iterator of a str.
type StrIterator struct {
	Header
	Str    *Str // nil when exhausted
	Offset int  // in bytes
}

// BytesIterator is the iterator of bytes or a bytearray.
type BytesIterator struct {
	Header
	Bytes Value // None when exhausted
	Index int
}

// DictIterator is an iterator over a dict; which one is told by its shape.
type DictIterator struct {
	Header
	Dict    *Dict // nil when exhausted
	I       int   // next entry
	Len     int   // the dict's length when the iterator was made
	Left    int   // items still to come
	Reverse bool
}

// SetIterator is the iterator of a set.
type SetIterator struct {
	Header
	Set *Set // nil when exhausted
	I   int
	Len int // the set's length when the iterator was made
}

// SequenceIterator iterates by __getitem__ with 0, 1, 2 ... up to IndexError.
type SequenceIterator struct {
	Header
	Seq   Value // Unbound when exhausted
	Index int
}

// Reversed is the iterator of reversed(seq), by __getitem__ down to 0.
type Reversed struct {
	Header
	Seq   Value // Unbound when exhausted
	Index int   // next
}

// Enumerate is an enumerate object.
type Enumerate struct {
	Header
	It    Value
	Count Value
}

// Zip is a zip object.
type Zip struct {
	Header
	Its    []Value
	Strict bool
}

// Map is a map object.
type Map struct {
	Header
	Fn  Value
	Its []Value
}

// Filter is a filter object.
type Filter struct {
	Header
	Fn Value // None: truth
	It Value
}

// CallIterator is the iterator of iter(callable, sentinel).
type CallIterator struct {
	Header
	Fn       Value // Unbound when exhausted
	Sentinel Value
}

// NewSequenceIterator returns an iterator by __getitem__.
func NewSequenceIterator(seq Value) Value {
	return Of(&SequenceIterator{Header{&SequenceIteratorShape}, seq, 0})
}

// IterLeaf returns iter(v) of builtin iterables.
func IterLeaf(v Value) (it Value, ok bool) {
	if v.O == nil {
		return it, false
	}
	switch v.O.Shape.acting() {
	case &ListShape:
		return Of(&ListIterator{Header{&ListIteratorShape}, As[List](v), 0}), true
	case &RangeShape:
		return As[Range](v).Iterator(), true
	case &TupleShape:
		return Of(&TupleIterator{Header{&TupleIteratorShape}, As[Tuple](v), 0}), true
	case &DictShape:
		return newDictIterator(&DictKeyIteratorShape, As[Dict](v)), true
	case &DictKeysShape:
		return newDictIterator(&DictKeyIteratorShape, As[DictView](v).Dict), true
	case &DictValuesShape:
		return newDictIterator(&DictValueIteratorShape, As[DictView](v).Dict), true
	case &DictItemsShape:
		return newDictIterator(&DictItemIteratorShape, As[DictView](v).Dict), true
	case &StrShape:
		return Of(&StrIterator{Header{&StrIteratorShape}, As[Str](v), 0}), true
	case &SetShape, &FrozenSetShape:
		return newSetIterator(As[Set](v)), true
	case &BytesShape:
		return Of(&BytesIterator{Header{&BytesIteratorShape}, v, 0}), true
	case &ByteArrayShape:
		return Of(&BytesIterator{Header{&ByteArrayIteratorShape}, v, 0}), true
	case &GeneratorShape, &EnumerateShape, &ZipShape, &MapShape, &FilterShape, &ReversedShape:
		return v, true
	}
	if v.O.Shape.Type.Flags&leafIterator != 0 {
		return v, true
	}
	return it, false
}

func newDictIterator(s *Shape, d *Dict) Value {
	return Of(&DictIterator{Header: Header{s}, Dict: d, Len: d.live, Left: d.live})
}

func newDictReverse(s *Shape, d *Dict) Value {
	return Of(&DictIterator{Header: Header{s}, Dict: d, I: len(d.entries) - 1, Len: d.live, Left: d.live, Reverse: true})
}

func newSetIterator(s *Set) Value {
	return Of(&SetIterator{Header{&SetIteratorShape}, s, 0, s.used})
}

// NextLeaf returns the next item of a builtin iterator; ok is false if it is
// exhausted. known is false if that takes Python code, or is an error.
func NextLeaf(it Value) (v Value, ok, known bool) {
	if it.O == nil {
		return v, false, false
	}
	switch it.O.Shape {
	case &ListIteratorShape:
		x := As[ListIterator](it)
		if x.List == nil {
			return v, false, true
		}
		if i := x.Index; uint(i) < uint(len(x.List.Items)) {
			x.Index++
			return x.List.Items[i], true, true
		}
		x.List = nil
		return v, false, true
	case &RangeIteratorShape:
		x := As[RangeIterator](it)
		if x.Left <= 0 {
			return v, false, true
		}
		x.Left--
		v = Int(x.Next)
		x.Next += x.Step
		return v, true, true
	case &TupleIteratorShape:
		x := As[TupleIterator](it)
		if x.Tuple == nil {
			return v, false, true
		}
		if x.Index < len(x.Tuple.Items) {
			x.Index++
			return x.Tuple.Items[x.Index-1], true, true
		}
		x.Tuple = nil
		return v, false, true
	case &DictKeyIteratorShape, &DictValueIteratorShape, &DictItemIteratorShape:
		return As[DictIterator](it).next()
	case &StrIteratorShape:
		v, ok = As[StrIterator](it).next()
		return v, ok, true
	case &EnumerateShape:
		return As[Enumerate](it).next()
	case &ZipShape:
		return As[Zip](it).next()
	case &SetIteratorShape:
		return As[SetIterator](it).next()
	}
	return nextRare(it)
}

func nextRare(it Value) (v Value, ok, known bool) {
	switch it.O.Shape {
	case &ListReverseIteratorShape:
		x := As[ListIterator](it)
		if x.List == nil {
			return v, false, true
		}
		if x.Index >= 0 && x.Index < len(x.List.Items) {
			x.Index--
			return x.List.Items[x.Index+1], true, true
		}
		x.List = nil
		return v, false, true
	case &BytesIteratorShape, &ByteArrayIteratorShape:
		v, ok = As[BytesIterator](it).next()
		return v, ok, true
	case &DictReverseKeyIteratorShape, &DictReverseValueIteratorShape, &DictReverseItemIteratorShape:
		return As[DictIterator](it).next()
	case &LongRangeIteratorShape:
		x := As[LongRangeIterator](it)
		if compareInts(x.Left, Int(0)) <= 0 {
			return v, false, true
		}
		v = x.Next
		x.Next, _, _ = intBinary(BinAdd, x.Next, x.Step)
		x.Left, _, _ = intBinary(BinSub, x.Left, Int(1))
		return v, true, true
	case &ReversedShape, &SequenceIteratorShape:
		return nextSequence(it)
	}
	return v, false, false
}

// nextSequence steps iterators by __getitem__ over builtin sequences.
func nextSequence(it Value) (v Value, ok, known bool) {
	if x := AsA[Reversed](it, &ReversedLayout); x != nil {
		if x.Seq.IsUnbound() {
			return v, false, true
		}
		n, leaf := LenLeaf(x.Seq)
		if !leaf || x.Seq.Is(&DictShape) || x.Seq.Is(&SetShape) {
			return v, false, false
		}
		if x.Index < 0 || x.Index >= n {
			x.Seq = Unbound
			return v, false, true
		}
		v, _, _ = ItemLeaf(nil, x.Seq, Int(int64(x.Index)))
		x.Index--
		return v, true, true
	}
	x := As[SequenceIterator](it)
	return v, false, x.Seq.IsUnbound()
}

// NextPair is NextLeaf of an iterator whose items are pairs that it makes: for
// who takes them apart at once. known is false of all others.
func NextPair(it Value) (a, b Value, ok, known bool) {
	if it.O == nil {
		return a, b, false, false
	}
	switch it.O.Shape {
	case &DictItemIteratorShape:
		e, known := As[DictIterator](it).advance()
		if e == nil {
			return a, b, false, known
		}
		return e.key, e.val, true, true
	case &EnumerateShape:
		return As[Enumerate](it).pair()
	case &ZipShape:
		if x := As[Zip](it); len(x.Its) == 2 && x.leaf() {
			return x.pair()
		}
	}
	return a, b, false, false
}

func (x *DictIterator) next() (v Value, ok, known bool) {
	e, known := x.advance()
	if e == nil {
		return v, false, known
	}
	switch x.Shape {
	case &DictKeyIteratorShape, &DictReverseKeyIteratorShape:
		return e.key, true, true
	case &DictValueIteratorShape, &DictReverseValueIteratorShape:
		return e.val, true, true
	}
	return newPair(e.key, e.val), true, true
}

// advance returns the next entry, nil at the end.
func (x *DictIterator) advance() (e *entry, known bool) {
	d := x.Dict
	if d == nil {
		return nil, true
	}
	if d.live != x.Len {
		return nil, false
	}
	if x.Reverse {
		for x.I = min(x.I, len(d.entries)-1); x.I >= 0 && d.entries[x.I].key.IsUnbound(); {
			x.I--
		}
	} else {
		x.I, _ = d.Next(x.I)
	}
	if x.I < 0 || x.I >= len(d.entries) || x.Left <= 0 {
		if x.I >= 0 && x.I < len(d.entries) {
			return nil, false
		}
		x.Dict = nil
		return nil, true
	}
	e = &d.entries[x.I]
	x.Left--
	if x.Reverse {
		x.I--
	} else {
		x.I++
	}
	return e, true
}

// pair is a tuple and its two items in one allocation.
type pair struct {
	Tuple
	items [2]Value
}

func newPair(a, b Value) Value {
	p := &pair{Tuple{Header: Header{&TupleShape}}, [2]Value{a, b}}
	p.Items = p.items[:]
	return Of(&p.Tuple)
}

func (x *SetIterator) next() (v Value, ok, known bool) {
	if x.Set == nil {
		return v, false, true
	}
	if x.Set.used != x.Len {
		return v, false, false
	}
	i, ok := x.Set.Next(x.I)
	if !ok {
		x.Set = nil
		return v, false, true
	}
	x.I = i + 1
	return x.Set.table[i].key, true, true
}

func (x *StrIterator) next() (v Value, ok bool) {
	if x.Str == nil {
		return v, false
	}
	if x.Offset >= len(x.Str.S) {
		x.Str = nil
		return v, false
	}
	r, n := NextPoint(x.Str.S[x.Offset:])
	x.Offset += n
	return NewPoint(r), true
}

func (x *BytesIterator) next() (v Value, ok bool) {
	s, isBytes := BytesView(x.Bytes)
	if !isBytes {
		return v, false
	}
	if x.Index >= len(s) {
		x.Bytes = None
		return v, false
	}
	x.Index++
	return Int(int64(s[x.Index-1])), true
}

func (x *Enumerate) next() (v Value, ok, known bool) {
	i, v, ok, known := x.pair()
	if !ok {
		return v, ok, known
	}
	return newPair(i, v), true, true
}

func (x *Enumerate) pair() (i, v Value, ok, known bool) {
	if x.It.Is(&EnumerateShape) {
		return i, v, false, false
	}
	v, ok, known = NextLeaf(x.It)
	if !ok {
		return i, v, ok, known
	}
	i = x.Count
	if i.O == nil && i.N < 1<<62 {
		x.Count.N++
	} else {
		x.Count, _, _ = intBinary(BinAdd, i, Int(1))
	}
	return i, v, true, true
}

// steady reports whether it is a builtin iterator that needs no Python code
// for its next item and is not made of other iterators.
func steady(it Value) bool {
	if it.O == nil {
		return false
	}
	switch it.O.Shape {
	case &DictKeyIteratorShape, &DictValueIteratorShape, &DictItemIteratorShape:
		x := As[DictIterator](it)
		return x.Dict == nil || x.Dict.live == x.Len
	case &SetIteratorShape:
		x := As[SetIterator](it)
		return x.Set == nil || x.Set.used == x.Len
	case &ListIteratorShape, &RangeIteratorShape, &TupleIteratorShape, &StrIteratorShape, &BytesIteratorShape, &ListReverseIteratorShape:
		return true
	}
	return false
}

// leaf reports whether the next item needs no Python code, strict apart.
func (x *Zip) leaf() bool {
	if x.Strict {
		return false
	}
	for _, it := range x.Its {
		if !steady(it) {
			return false
		}
	}
	return true
}

// pair returns the next item of two iterators.
func (x *Zip) pair() (a, b Value, ok, known bool) {
	if a, ok, known = NextLeaf(x.Its[0]); !ok {
		return a, b, false, known
	}
	b, ok, known = NextLeaf(x.Its[1])
	return a, b, ok, known
}

func (x *Zip) next() (v Value, ok, known bool) {
	if len(x.Its) == 0 {
		return v, false, true
	}
	if !x.leaf() {
		return v, false, false
	}
	if len(x.Its) == 2 {
		a, b, ok, known := x.pair()
		if !ok {
			return v, false, known
		}
		return newPair(a, b), true, true
	}
	items := make([]Value, len(x.Its))
	for i, it := range x.Its {
		if items[i], ok, known = NextLeaf(it); !ok {
			return v, false, known
		}
	}
	return Of(NewTuple(items...)), true, true
}
