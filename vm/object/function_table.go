package object

import "brine/compiler"

// The types of functions and what belongs to them.
var (
	FuncType   = &Type{}
	FuncShape  Shape
	FuncLayout Layout

	CellType   = &Type{}
	CellShape  Shape
	CellLayout Layout

	BoundMethodType   = &Type{}
	BoundMethodShape  Shape
	BoundMethodLayout Layout

	GetSetType   = &Type{}
	GetSetShape  Shape
	GetSetLayout Layout
)

func funcTable() Table {
	return Table{Type: FuncType, Name: "function", Flags: Final | HasDict | Weakable,
		Doc:   "Create a function object.",
		Shape: &FuncShape, Layout: &FuncLayout,
		Struct: Struct[Func]{Name: "function",
			Init: func(x *Func) {
				x.Globals, x.Builtins = NewDict(), NewDict()
				x.Name, x.Qualname, x.Module, x.Doc = None, None, None, None
			},
			Fields: funcFields,
			Attrs:  func(x *Func) *Attrs { return &x.Attrs },
			ID:     func(x *Func) *uint64 { return &x.ID },
		}.Layout(),
		Methods: funcMethods(), GetSets: funcGetSets(),
	}
}

func funcFields(x *Func, a Archive) {
	a.Values("slots", &x.Slots)
	visitOwn(a, "code", &CodeLayout, &x.Code)
	visitOwn(a, "globals", &DictLayout, &x.Globals)
	visitOwn(a, "builtins", &DictLayout, &x.Builtins)
	VisitRefs(a, "closure", &CellLayout, &x.Closure)
	a.Values("defaults", &x.Defaults)
	VisitRef(a, "kwdefaults", &DictLayout, &x.KwDefaults)
	VisitRef(a, "annotations", &DictLayout, &x.Annotations)
	a.Value("name", &x.Name)
	a.Value("qualname", &x.Qualname)
	a.Value("module", &x.Module)
	a.Value("doc", &x.Doc)
	VisitInt(a, "id", &x.ID)
}

func cellTable() Table {
	return Table{Type: CellType, Name: "cell", Doc: "Create a new cell object.", Flags: Final,
		Shape: &CellShape, Layout: &CellLayout,
		Struct: Struct[Cell]{Name: "cell", Init: func(x *Cell) { x.V = Unbound },
			Fields: func(x *Cell, a Archive) { a.Value("value", &x.V) }}.Layout(),
		Equal: func(a, b Value) (equal, known bool) { return a == b, a == b }, // __eq__ knows
		New:   &cellNew, Methods: cellMethods(), GetSets: cellGetSets(), Members: map[string]Value{"__hash__": None},
	}
}

func boundMethodTable() Table {
	return Table{Type: BoundMethodType, Name: "method", Doc: "Create a bound instance method object.", Flags: Weakable | Final | UserGetAttr,
		Shape: &BoundMethodShape, Layout: &BoundMethodLayout,
		Struct: Struct[BoundMethod]{Name: "method", Init: func(x *BoundMethod) { x.Fn, x.Self = None, None },
			Fields: func(x *BoundMethod, a Archive) {
				a.Value("function", &x.Fn)
				a.Value("self", &x.Self)
			}}.Layout(),
		New: &boundMethodNew, Methods: boundMethodMethods(), GetSets: boundMethodGetSets(), Hash: hashMethod, Equal: equalMethods,
	}
}

// Getsets are static: a file refers to them by name.

func getSetTable() Table {
	return Table{Type: GetSetType, Name: "getset_descriptor", Doc: "An attribute of a builtin class.", Flags: Final | NoInstances,
		Shape: &GetSetShape, Layout: &GetSetLayout, Struct: Struct[GetSet]{Name: "getset"}.Layout(),
		Methods: getSetMethods(), GetSets: getSetGetSets(),
	}
}

// NewFunc returns a function of the code, with the names the code gives it.
func NewFunc(c *Code, globals, builtins *Dict) *Func {
	f := &Func{Header: Header{&FuncShape}, Code: c, Globals: globals, Builtins: builtins}
	f.Name, f.Qualname, f.Module, f.Doc = NewStr(c.Src.Name), NewStr(c.Src.Qualname), None, None
	if c.Src.Flags&compiler.HasDoc != 0 {
		f.Doc = NewStr(c.Src.Doc)
	}
	if m, ok := globals.GetString("__name__"); ok {
		f.Module = m
	}
	return f
}

// NewBoundMethod binds a function to an object.
func NewBoundMethod(fn, self Value) Value {
	return Of(&BoundMethod{Header{boundShape(fn)}, fn, self})
}

// NewCell returns a cell.
func NewCell(v Value) *Cell { return &Cell{Header{&CellShape}, v} }

var boundMethodNew = Native{Sig: "(cls, function, instance, /)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
	if args[2].IsNone() {
		return Value{}, TypeErrorf("instance must not be None")
	}
	return Of(&BoundMethod{Header{&BoundMethodShape}, args[1], args[2]}), nil
}}
