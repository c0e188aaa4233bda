package object

// List is a list.
type List struct {
	Header
	Items []Value
}

// NewList returns a list that keeps items.
func NewList(items []Value) *List { return &List{Header{&ListShape}, items} }

// Append adds an item. The space doubles, where append's growth would copy
// long lists too often.
func (l *List) Append(v Value) {
	if len(l.Items) == cap(l.Items) {
		n := 2 * cap(l.Items)
		if n < 4 {
			n = 4
		}
		items := make([]Value, len(l.Items), n)
		copy(items, l.Items)
		l.Items = items
	}
	l.Items = append(l.Items, v)
}

// ListIterator is the iterator of a list, and of anything indexed like one.
type ListIterator struct {
	Header
	List  *List // nil when exhausted
	Index int
}

// The type of lists.
var (
	ListType   = &Type{}
	ListShape  Shape
	ListLayout Layout

	ListIteratorType   = &Type{}
	ListIteratorShape  Shape
	ListIteratorLayout Layout
)

func listTable() Table {
	return Table{Type: ListType, Name: "list",
		Doc:   "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
		Shape: &ListShape, Layout: &ListLayout,
		Struct:  Struct[List]{Name: "list", Fields: func(x *List, a Archive) { a.Values("items", &x.Items) }}.Layout(),
		Sub:     SubLayout[List],
		Equal:   equalLists,
		New:     &listNew,
		Methods: listMethods(),
		Members: map[string]Value{"__hash__": None},
	}
}

func equalLists(a, b Value) (equal, known bool) {
	x, y := AsA[List](a, &ListLayout), AsA[List](b, &ListLayout)
	if x == nil || y == nil {
		return false, true
	}
	return sameItems(x.Items, y.Items, 0)
}
