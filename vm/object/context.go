package object

// Context maps context variables to values (PEP 567). The tasklet that runs in
// it refers to it; module contextvars gives it its Python face.
type Context struct {
	Header
	Vars    *Dict // by ContextVar
	Entered bool  // Context.run is in progress
	Hidden  bool  // the machine has made it, for what runs in none of a program
	ID      uint64
}

// The type of contexts. Its methods need the scheduler, so its table is that of
// module contextvars.
var (
	ContextType   = &Type{}
	ContextShape  Shape
	ContextLayout Layout
)

// NewContext returns an empty context that no program has asked for.
func NewContext() *Context {
	return &Context{Header: Header{&ContextShape}, Vars: NewDict(), Hidden: true}
}

// Copy returns a context with the same values.
func (x *Context) Copy() *Context {
	return &Context{Header: Header{&ContextShape}, Vars: x.Vars.Copy()}
}

// ContextStruct is how contexts are saved. Where one is used is no matter of
// pickling hooks: it is saved as it is.
var ContextStruct = Struct[Context]{Name: "context", Init: func(x *Context) { x.Vars = NewDict() },
	Fields: func(x *Context, a Archive) {
		visitOwn(a, "vars", &DictLayout, &x.Vars)
		a.Bool("entered", &x.Entered)
		a.Bool("hidden", &x.Hidden)
		VisitInt(a, "id", &x.ID)
	}, ID: func(x *Context) *uint64 { return &x.ID }, Held: true}
