package object

// Func is a Python function.
type Func struct {
	Header
	Attrs
	Code           *Code
	Globals        *Dict
	Builtins       *Dict
	Space          *Space `brine:"derived"` // derived: the global caches of Code in Globals
	Closure        []*Cell
	Defaults       []Value // of the last positional parameters
	KwDefaults     *Dict   // nil if there are none
	Annotations    *Dict   // nil if there are none yet
	Name, Qualname Value
	Module         Value
	Doc            Value
	ID             uint64
}

// Cell holds a variable that functions share with those defined inside them.
type Cell struct {
	Header
	V Value // Unbound when empty
}

// BoundMethod is a function and the object it was reached through.
type BoundMethod struct {
	Header
	Fn   Value
	Self Value
}

// Module is a Python module. Its namespace is Dict.
type Module struct {
	Header
	Dict    *Dict
	Loading bool // its code is running for the first time
	ID      uint64
}

// Generator is a generator, coroutine or asynchronous generator: a frame that
// is resumed and left many times.
type Generator struct {
	Header
	Frame    *Frame // nil when it has ended
	Name     Value
	Qualname Value
	Code     *Code
	Running  bool
	Started  bool
	ID       uint64
}

// GetSet is an attribute of a builtin type that Go code computes.
type GetSet struct {
	Header
	Name string
	Doc  string
	Get  func(w *World, self Value) (Value, error)
	Set  func(w *World, self, v Value) error // nil: read-only; v is Unbound to delete
	Self *Type

	Member bool // a field of the struct in CPython: its errors have other words
}

// Property is Python's property.
type Property struct {
	Header
	Attrs
	Get, Set, Del, Doc Value // None if absent
	Name               Value
}

// Wrapper is a staticmethod or classmethod, told apart by its shape.
type Wrapper struct {
	Header
	Attrs
	Fn Value
}

// Super is a bound super object.
type Super struct {
	Header
	Type  *Type // search after this class
	Self  Value // the instance or class, Unbound if it is not bound
	Start *Type // in the method resolution order of this one
}

// Instance is an object of a class whose layout is that of object.
type Instance struct {
	Header
	Attrs
	ID uint64
}

// Callable reports whether v can be called.
func Callable(v Value) bool {
	if v.Has(&TypeLayout) || v.Is(&FuncShape) || v.IsNative() || v.Has(&BoundMethodLayout) {
		return true
	}
	_, ok := v.Type().Lookup("__call__")
	return ok
}
