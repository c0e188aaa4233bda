package object

import "slices"

// Tuple is a tuple.
type Tuple struct {
	Header
	Items []Value
}

// NewTuple returns a tuple that keeps items.
func NewTuple(items ...Value) *Tuple { return &Tuple{Header{&TupleShape}, items} }

// TupleOf returns a tuple with a copy of items; short ones take one allocation.
func TupleOf(items []Value) *Tuple {
	switch n := len(items); {
	case n == 0:
		return &Tuple{Header: Header{&TupleShape}}
	case n <= 2:
		t := &struct {
			Tuple
			room [2]Value
		}{Tuple: Tuple{Header: Header{&TupleShape}}}
		t.Items = t.room[:copy(t.room[:], items):n]
		return &t.Tuple
	case n <= 4:
		t := &struct {
			Tuple
			room [4]Value
		}{Tuple: Tuple{Header: Header{&TupleShape}}}
		t.Items = t.room[:copy(t.room[:], items):n]
		return &t.Tuple
	}
	return &Tuple{Header{&TupleShape}, slices.Clone(items)}
}

// The type of tuples.
var (
	TupleType   = &Type{}
	TupleShape  Shape
	TupleLayout Layout
)

func tupleTable() Table {
	return Table{Type: TupleType, Name: "tuple",
		Doc:   "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
		Shape: &TupleShape, Layout: &TupleLayout,
		Struct:  Struct[Tuple]{Name: "tuple", Fields: func(x *Tuple, a Archive) { a.Values("items", &x.Items) }}.Layout(),
		Sub:     SubLayout[Tuple],
		Hash:    func(w *World, v Value) (uint64, error) { return hashItems(w, As[Tuple](v).Items, 0) },
		Equal:   equalTuples,
		Methods: tupleMethods(),
		New:     &tupleNew,
	}
}

func equalTuples(a, b Value) (equal, known bool) {
	x, y := AsA[Tuple](a, &TupleLayout), AsA[Tuple](b, &TupleLayout)
	if x == nil || y == nil {
		return false, true
	}
	return sameItems(x.Items, y.Items, 0)
}
