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
		Shape: &NoneShape, Layout: &noneLayout, Struct: singleLayout("none", &noneHeader)}
}

func ellipsisTable() Table {
	return Table{Type: EllipsisType, Name: "ellipsis", Doc: "The type of Ellipsis.", Flags: Final,
		Shape: &EllipsisShape, Layout: &ellipsisLayout, Struct: singleLayout("ellipsis", &ellipsisHeader)}
}

func notImplementedTable() Table {
	return Table{Type: NotImplementedType, Name: "NotImplementedType", Doc: "The type of NotImplemented.", Flags: Final,
		Shape: &NotImplementedShape, Layout: &notImplementedLayout, Struct: singleLayout("not_implemented", &notImplHeader)}
}

func unboundTable() Table {
	return Table{Type: unboundType, Name: "unbound", Doc: "No value.", Flags: Final | NoInstances,
		Shape: &UnboundShape, Layout: &unboundLayout, Struct: singleLayout("unbound", &unboundHeader)}
}
