package object

import "errors"

// ErrExhausted is what the leaf of a __next__ returns at the end: a
// StopIteration that need not be made if nobody looks at it.
var ErrExhausted = errors.New("iterator exhausted")

// IterLeaf returns the iterator of the types that programs iterate most.
func IterLeaf(v Value) (Value, bool) {
	if v.O == nil {
		return v, false
	}
	switch v.O.Shape {
	case &ListShape:
		return Of(&ListIterator{Header: Header{&ListIteratorShape}, List: As[List](v)}), true
	case &RangeShape:
		return As[Range](v).Iterator(), true
	case &GeneratorShape, &ListIteratorShape, &RangeIteratorShape:
		return v, true
	}
	return v, false
}

// SequenceIterator iterates by __getitem__ with 0, 1, 2 ... until IndexError.
type SequenceIterator struct {
	Header
	Seq   Value // Unbound when exhausted
	Index int64
}

// The type iterator.
var (
	SequenceIteratorType   = &Type{}
	SequenceIteratorShape  Shape
	SequenceIteratorLayout Layout
)

// NewSequenceIterator returns an iterator over anything with __getitem__.
func NewSequenceIterator(seq Value) Value {
	return Of(&SequenceIterator{Header: Header{&SequenceIteratorShape}, Seq: seq})
}

func sequenceIteratorTable() Table {
	return Table{Type: SequenceIteratorType, Name: "iterator", Flags: Final | NoInstances,
		Shape: &SequenceIteratorShape, Layout: &SequenceIteratorLayout,
		Struct: Struct[SequenceIterator]{Name: "sequence_iterator", Init: func(x *SequenceIterator) { x.Seq = Unbound },
			Fields: func(x *SequenceIterator, a Archive) {
				a.Value("seq", &x.Seq)
				VisitInt(a, "index", &x.Index)
			}}.Layout(),
		Methods: []Native{
			{Name: "__iter__", Sig: "(self, /)", Doc: "Implement iter(self).", Fast: func(w *World, args []Value) (Value, error) { return args[0], nil }},
			{Name: "__next__", Sig: "(self, /)", Doc: "Implement next(self).", Catches: true, Step: stepSequenceNext},
		},
	}
}

func stepSequenceNext(c *Call) Action {
	it := As[SequenceIterator](c.Reg(0))
	if c.Step() == 0 {
		if it.Seq.IsUnbound() {
			return c.Raise(NewException(StopIteration))
		}
		it.Index++
		return c.Do(1, OpGetItem, it.Seq, Int(it.Index-1))
	}
	e := c.Caught()
	if e == nil {
		return c.Return(c.Result())
	}
	if e.Shape.Type.SubtypeOf(IndexError) || e.Shape.Type.SubtypeOf(StopIteration) {
		it.Seq = Unbound
		return c.Raise(NewException(StopIteration))
	}
	return c.Raise(e)
}

// NewSyntaxError returns a SyntaxError (or a subclass) with its place.
// Columns count characters from 1.
func NewSyntaxError(t *Type, msg, file string, line, col, endLine, endCol int, text string) *Exception {
	place := NewTuple(NewStr(file), Int(int64(line)), Int(int64(col)), NewStr(text), Int(int64(endLine)), Int(int64(endCol)))
	if text == "" {
		place.Items[3] = None
	}
	e := NewException(t, NewStr(msg), Of(place))
	for i, name := range []string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"} {
		SetAttr(Of(e), name, place.Items[i])
	}
	SetAttr(Of(e), "msg", NewStr(msg))
	SetAttr(Of(e), "print_file_and_line", None)
	return e
}
