package object

// The type of modules.
var (
	ModuleType   = &Type{}
	ModuleShape  Shape
	ModuleLayout Layout
)

// NewModule returns a module with the names that every module has.
func NewModule(name string) *Module {
	m := &Module{Header: Header{&ModuleShape}, Dict: NewDict()}
	m.Dict.SetString("__name__", NewStr(name))
	for _, n := range []string{"__doc__", "__package__", "__loader__", "__spec__"} {
		m.Dict.SetString(n, None)
	}
	return m
}

func moduleTable() Table {
	return Table{Type: ModuleType, Name: "module", Flags: HasDict | Weakable,
		Doc:   "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
		Shape: &ModuleShape, Layout: &ModuleLayout,
		Struct: Struct[Module]{Name: "module", Init: func(x *Module) { x.Dict = NewDict() },
			Fields: func(x *Module, a Archive) {
				visitOwn(a, "dict", &DictLayout, &x.Dict)
				a.Bool("loading", &x.Loading)
				VisitInt(a, "id", &x.ID)
			}, ID: func(x *Module) *uint64 { return &x.ID }}.Layout(),
		New: &moduleNew, Methods: moduleMethods(),
	}
}
