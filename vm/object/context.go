package object

// Context maps context variables to values (PEP 567). The tasklet that runs in
// it refers to it; module contextvars gives it its Python face.
type Context struct {
	Header
	Vars    *Dict // by ContextVar
	Entered bool  // Context.run is in progress
	ID      uint64
}

// The type of contexts. Its methods need the scheduler, so module contextvars
// adds them.
var (
	ContextType   = &Type{}
	ContextShape  Shape
	ContextLayout Layout
)

// NewContext returns an empty context.
func NewContext() *Context { return &Context{Header: Header{&ContextShape}, Vars: NewDict()} }

func contextTable() Table {
	return Table{Type: ContextType, Name: "Context", Module: "_contextvars", Flags: Final, Doc: "Values of context variables.",
		Shape: &ContextShape, Layout: &ContextLayout,
		Struct: Struct[Context]{Name: "context", Init: func(x *Context) { x.Vars = NewDict() },
			Fields: func(x *Context, a Archive) {
				visitOwn(a, "vars", &DictLayout, &x.Vars)
				a.Bool("entered", &x.Entered)
				VisitInt(a, "id", &x.ID)
			}, ID: func(x *Context) *uint64 { return &x.ID }}.Layout(),
		New: &Native{Sig: "(cls, /)", Doc: "Create an empty context.", Fast: func(*World, []Value) (Value, error) { return Of(NewContext()), nil }},
	}
}
