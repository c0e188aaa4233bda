package object

import (
	"unsafe"

	"brine/compiler"
)

// Layout describes one kind of heap object, that is one Go struct: how to make
// an empty one, where its attributes are, and how its fields are saved and
// loaded. A class and its subclasses share the layout of their builtin base.
type Layout struct {
	Name string // stable, part of the file format

	// New returns an empty object of the given shape, sound enough that
	// saving, printing or dropping it does not fail.
	New func(s *Shape) *Header

	// Init makes an empty object sound; nil if a zeroed one is.
	Init func(h *Header)

	// Fields visits every saved field of the object, to write or to fill it.
	Fields func(h *Header, a Archive)

	// Check verifies what always holds of an object between two instructions;
	// nil if nothing is stated. Tests call it (see vm.Machine.Check).
	Check func(h *Header, w *World) error

	// Attrs returns where the object's attribute slots are, nil in layouts
	// whose objects have none.
	Attrs func(h *Header) *Attrs

	// ID returns where the object keeps its identity number, nil in layouts
	// that leave it to the machine's side table.
	ID func(h *Header) *uint64

	// Held says that others refer to the objects as what they are, so that
	// nothing else can take their place in a pickle.
	Held bool

	// Core is the layout whose struct this one begins with (itself for the
	// layout of a builtin type), Sub the layout of subclasses made by
	// programs, which adds attributes; nil if the layout has them already.
	Core, Sub *Layout

	// Base is the shape of an object just made by a reader, before its class
	// is known.
	Base *Shape
}

// Struct describes the Go struct T of a layout in terms of T.
type Struct[T any] struct {
	Name   string
	Init   func(x *T) // makes an empty object sound; nil if a zeroed one is
	Fields func(x *T, a Archive)
	Attrs  func(x *T) *Attrs
	ID     func(x *T) *uint64
	Held   bool
	Check  func(x *T, w *World) error
}

// Layout returns the layout of T, which begins with a Header.
func (s Struct[T]) Layout() Layout {
	l := Layout{Name: s.Name, Held: s.Held}
	l.New = func(shape *Shape) *Header {
		x := new(T)
		if s.Init != nil {
			s.Init(x)
		}
		h := (*Header)(unsafe.Pointer(x))
		h.Shape = shape
		if shape.Type != nil && shape.Type.Flags&UserDel != 0 {
			shape.Type.born(h)
		}
		return h
	}
	if s.Init != nil {
		l.Init = func(h *Header) { s.Init((*T)(unsafe.Pointer(h))) }
	}
	l.Fields = func(h *Header, a Archive) {
		if s.Fields != nil {
			s.Fields((*T)(unsafe.Pointer(h)), a)
		}
	}
	if s.Attrs != nil {
		l.Attrs = func(h *Header) *Attrs { return s.Attrs((*T)(unsafe.Pointer(h))) }
	}
	if s.Check != nil {
		l.Check = func(h *Header, w *World) error { return s.Check((*T)(unsafe.Pointer(h)), w) }
	}
	if s.ID != nil {
		l.ID = func(h *Header) *uint64 { return s.ID((*T)(unsafe.Pointer(h))) }
	}
	return l
}

// Attrs are the attributes of an object, laid out by its Shape. It is
// embedded in the structs whose objects can have attributes.
type Attrs struct {
	Slots []Value
}

// Extended is the struct of a Sub layout.
type Extended[T any] struct {
	Core T // begins with Header
	Attrs
	ID uint64
}

// SubLayout returns the layout of subclasses of a builtin type whose own
// layout has no room for attributes.
func SubLayout[T any](core *Layout) *Layout {
	view := func(h *Header) *Extended[T] { return (*Extended[T])(unsafe.Pointer(h)) }
	return &Layout{
		Name: core.Name + "+",
		New: func(s *Shape) *Header {
			x := new(Extended[T])
			h := (*Header)(unsafe.Pointer(x))
			h.Shape = s
			if core.Init != nil {
				core.Init(h)
			}
			if s.Type != nil && s.Type.Flags&UserDel != 0 {
				s.Type.born(h)
			}
			return h
		},
		Fields: func(h *Header, a Archive) {
			core.Fields(h, a)
			x := view(h)
			a.Values("slots", &x.Slots)
			VisitInt(a, "id", &x.ID)
		},
		Check: core.Check,
		Attrs: func(h *Header) *Attrs { return &view(h).Attrs },
		ID:    func(h *Header) *uint64 { return &view(h).ID },
		Core:  core,
	}
}

// Archive writes or fills the fields of objects. A layout's Fields function
// calls it once for each saved field, in an order that does not depend on the
// field's contents other than those visited before; so the description of an
// object's state stands in one place for both directions. A reader checks
// every value it stores: a field that names a layout gets only that.
type Archive interface {
	Loading() bool
	// Whole reports whether this is a snapshot of a whole machine, and not a
	// pickle of one object.
	Whole() bool
	Value(name string, v *Value)
	Values(name string, vs *[]Value)
	// Object visits a reference that is nil or has layout l.
	Object(name string, l *Layout, v **Header)
	Int(name string, n *int64)
	Bool(name string, b *bool)
	String(name string, s *string)
	Strings(name string, s *[]string)
	Bytes(name string, b *[]byte)
	// Code visits the portable code of a code object; its running form is
	// derived again by the machine that loads it.
	Code(name string, src **compiler.Code)
	// World is the machine that is saved or loaded into.
	World() *World
	// Fail rejects what was read: the object is not sound. Loading only.
	Fail(format string, args ...any)
	// After runs f when all objects of the file have been filled; what f hands
	// to After in its turn runs when all of the first round have. Loading only.
	After(f func() error)
}

// VisitInt visits an integer field of any size.
func VisitInt[T ~int | ~int64 | ~int8 | ~int16 | ~int32 | ~uint8 | ~uint16 | ~uint32 | ~uint64](a Archive, name string, p *T) {
	n := int64(*p)
	a.Int(name, &n)
	if int64(T(n)) != n {
		a.Fail("field %s: %d does not fit", name, n)
		return
	}
	*p = T(n)
}

// VisitRef visits a reference to a struct with layout l, or nil.
func VisitRef[T any](a Archive, name string, l *Layout, p **T) {
	a.Object(name, l, (**Header)(unsafe.Pointer(p)))
}

// VisitRefs visits references to structs with layout l.
func VisitRefs[T any](a Archive, name string, l *Layout, p *[]*T) {
	vs := make([]Value, len(*p))
	for i, x := range *p {
		vs[i] = Value{O: (*Header)(unsafe.Pointer(x))}
	}
	a.Values(name, &vs)
	if !a.Loading() {
		return
	}
	*p = make([]*T, len(vs))
	for i, v := range vs {
		if (*p)[i] = AsA[T](v, l); (*p)[i] == nil {
			a.Fail("field %s: item %d is not a %s", name, i, l.Name)
			*p = nil
			return
		}
	}
}

// ptr is unsafe.Pointer for the downcasts of this package.
func ptr(h *Header) unsafe.Pointer { return unsafe.Pointer(h) }
