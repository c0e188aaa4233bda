package object

// DictView is a live view of a dict's keys, values or items, told apart by its
// shape.
type DictView struct {
	Header
	Dict *Dict
}

// The types of views.
var (
	DictKeysType    = &Type{}
	DictKeysShape   Shape
	DictValuesType  = &Type{}
	DictValuesShape Shape
	DictItemsType   = &Type{}
	DictItemsShape  Shape
	DictViewLayout  Layout
)

func dictViewTables() []Table {
	view := Struct[DictView]{Name: "dict_view", Init: func(x *DictView) { x.Dict = NewDict() },
		Fields: func(x *DictView, a Archive) { visitOwn(a, "dict", &DictLayout, &x.Dict) }}.Layout()
	return []Table{
		{Type: DictKeysType, Name: "dict_keys", Doc: "View of the keys of a dict.", Flags: Final | NoInstances,
			Shape: &DictKeysShape, Layout: &DictViewLayout, Struct: view, Members: map[string]Value{"__hash__": None}},
		{Type: DictValuesType, Name: "dict_values", Doc: "View of the values of a dict.", Flags: Final | NoInstances,
			Shape: &DictValuesShape, Layout: &DictViewLayout},
		{Type: DictItemsType, Name: "dict_items", Doc: "View of the items of a dict.", Flags: Final | NoInstances,
			Shape: &DictItemsShape, Layout: &DictViewLayout, Members: map[string]Value{"__hash__": None}},
	}
}

// visitOwn visits a reference that must not be nil.
func visitOwn[T any](a Archive, name string, l *Layout, p **T) {
	old := *p
	VisitRef(a, name, l, p)
	if *p == nil {
		a.Fail("field %s is missing", name)
		*p = old
	}
}
