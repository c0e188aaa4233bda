package object

// The types of the singletons.
var (
	NoneType           = &Type{}
	EllipsisType       = &Type{}
	NotImplementedType = &Type{}
	unboundType        = &Type{} // of no value that programs see

	NoneShape, EllipsisShape, NotImplementedShape, UnboundShape     Shape
	noneLayout, ellipsisLayout, notImplementedLayout, unboundLayout Layout
)

// singleLayout is the layout of a singleton: to make one is to find it.
func singleLayout(name string, h *Header) Layout {
	return Layout{Name: name, New: func(*Shape) *Header { return h }, Fields: func(*Header, Archive) {}}
}

func noneTable() Table {
	return Table{Type: NoneType, Name: "NoneType", Doc: "The type of None.", Flags: Final,
		Shape: &NoneShape, Layout: &noneLayout, Struct: singleLayout("none", &noneHeader),
		New: theOne(None), Hash: func(*World, Value) (uint64, error) { return hashNone, nil },
		Methods: []Native{textOf("None"), hashRow(nil), leaf("__bool__", "(self, /)", "True if self else False", func(*World, []Value) (Value, error) { return False, nil })},
	}
}

func ellipsisTable() Table {
	return Table{Type: EllipsisType, Name: "ellipsis", Doc: "The type of Ellipsis.", Flags: Final,
		Shape: &EllipsisShape, Layout: &ellipsisLayout, Struct: singleLayout("ellipsis", &ellipsisHeader),
		New: theOne(Ellipsis), Hash: func(*World, Value) (uint64, error) { return hashNone + 1, nil },
		Methods: []Native{textOf("Ellipsis"), hashRow(nil), leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(*World, []Value) (Value, error) { return NewStr("Ellipsis"), nil })},
	}
}

func notImplementedTable() Table {
	return Table{Type: NotImplementedType, Name: "NotImplementedType", Doc: "The type of NotImplemented.", Flags: Final,
		Shape: &NotImplementedShape, Layout: &notImplementedLayout, Struct: singleLayout("not_implemented", &notImplHeader),
		New: theOne(NotImplemented), Hash: func(*World, Value) (uint64, error) { return hashNone + 2, nil },
		Methods: []Native{textOf("NotImplemented"), hashRow(nil), leaf("__bool__", "(self, /)", "True if self else False", func(*World, []Value) (Value, error) { return True, nil }),
			leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(*World, []Value) (Value, error) { return NewStr("NotImplemented"), nil })},
	}
}

func unboundTable() Table {
	return Table{Type: unboundType, Name: "unbound", Doc: "No value.", Flags: Final | NoInstances,
		Shape: &UnboundShape, Layout: &unboundLayout, Struct: singleLayout("unbound", &unboundHeader)}
}

// theOne is __new__ of a type with one instance.
func theOne(v Value) *Native {
	return &Native{Sig: "(cls, /)", Doc: "Return the only instance.", Fast: func(*World, []Value) (Value, error) { return v, nil }}
}

func textOf(s string) Native { return reprRow(func(*World, Value) string { return s }) }
