package object

import (
	"strings"
	"sync"
)

// Table is all there is to say about a builtin type: one value in the file of
// the type, listed in tables.
type Table struct {
	Type       *Type
	Name       string // of the class
	Module     string // "builtins" if empty
	Doc        string
	Base       *Type   // object if nil
	Bases      []*Type // if it has more bases than Base
	Flags      TypeFlags
	Shape      *Shape  // the static shape of its instances
	Also       *Shape  // a second static shape of its instances,
	AlsoLayout *Layout // with this layout, if it is another
	Layout     *Layout // filled from Struct; shared with Base if Struct has no New
	Struct     Layout
	Sub        func(core *Layout) *Layout // SubLayout of the struct, if programs may subclass it
	New        *Native                    // __new__: its first argument is the class
	Methods    []Native
	GetSets    []GetSet
	Hash       func(w *World, v Value) (uint64, error)
	Equal      func(a, b Value) (equal, known bool)
	Members    map[string]Value // further class attributes
}

// Bootstrap links the builtin types, once for the process. Every machine calls it.
var Bootstrap = sync.OnceFunc(func() {
	all := tables()
	for i := range all {
		all[i].declare()
	}
	for i := range all {
		all[i].define()
		builtinTypes = append(builtinTypes, all[i].Type)
	}
	for _, n := range internals() {
		n.enter("object", nil)
	}
	for _, n := range []*Native{NewObj, NewObjEx, Reconstructor, OldReduce} {
		n.enter("copyreg", nil)
	}
})

// builtinTypes are the types of the tables, in their order.
var builtinTypes []*Type

// Types returns the builtin types of this package; do not change it.
func Types() []*Type { return builtinTypes }

// internals lists the natives of this package that no namespace holds.
func internals() []*Native {
	nestedNative.Step = stepNested // which refers to the native
	return []*Native{&findNative, &nestedNative}
}

// Enter links the type of another package's table; Bootstrap must have run.
// It is to be called once for the process.
func (t *Table) Enter() {
	t.declare()
	t.define()
}

func (t *Table) declare() {
	k := t.Type
	k.Name, k.Qualname, k.Module, k.Doc = t.Name, t.Name, t.Module, t.Doc
	if k.Module == "" {
		k.Module = "builtins"
	}
	register(k.Module+":"+k.Qualname, Of(k))
	k.Flags = t.Flags | Builtin
	k.Base = t.Base
	if k.Base == nil && k != ObjectType {
		k.Base = ObjectType
	}
	if k.Header.Shape == nil {
		k.Header.Shape = &TypeShape
	}
	k.Dict = NewDict()
	if t.Layout != nil {
		k.Layout = t.Layout
		if t.Struct.New != nil {
			*t.Layout = t.Struct
			t.Layout.Core = t.Layout
			t.Layout.Base = t.Shape
			registerLayout(t.Layout)
			if t.Sub != nil {
				t.Layout.Sub = t.Sub(t.Layout)
				registerLayout(t.Layout.Sub)
			}
		}
	} else if k.Base != nil {
		k.Layout = k.Base.Layout
	}
	if t.Shape == nil {
		t.Shape = &Shape{}
	}
	t.Shape.Type, t.Shape.Layout = k, k.Layout
	if t.Also != nil {
		t.Also.Type, t.Also.Layout = k, k.Layout
		if t.AlsoLayout != nil {
			t.Also.Layout, k.also = t.AlsoLayout, t.Also
		}
	}
	k.Root, k.fixed = t.Shape, t.Shape
}

// define fills the class dict. The tables of a type's bases come before its own.
func (t *Table) define() {
	k := t.Type
	k.Hash, k.Equal = t.Hash, t.Equal
	if b := k.Base; b != nil {
		k.Bases = []*Type{b}
		k.MRO = append([]*Type{k}, b.MRO...)
		if t.Bases != nil {
			k.Bases = t.Bases
			k.MRO, _ = Linearize(k, t.Bases)
		}
		if k.Hash == nil {
			k.Hash = b.Hash
		}
		if k.Equal == nil {
			k.Equal = b.Equal
		}
	} else {
		k.MRO = []*Type{k}
	}
	if t.New != nil {
		t.New.Name, t.New.Kind = "__new__", StaticMethod
		t.New.enter(k.Module, k)
		k.Dict.SetString("__new__", Of(t.New))
	}
	for i := range t.Methods {
		n := &t.Methods[i]
		if n.Kind == Function {
			n.Kind = Method
		}
		n.enter(k.Module, k)
		k.Dict.SetString(n.Name, Of(n))
	}
	for i := range t.GetSets {
		g := &t.GetSets[i]
		g.Header.Shape, g.Self = &GetSetShape, k
		register(k.Module+":"+k.Qualname+"."+g.Name, Of(g))
		k.Dict.SetString(g.Name, Of(g))
	}
	for _, name := range sortedKeys(t.Members) {
		k.Dict.SetString(name, t.Members[name])
	}
	if _, computed := k.Dict.GetString("__doc__"); !computed {
		k.Dict.SetString("__doc__", NewStr(t.Doc))
	}
	k.cache = map[string]Value{}
	for i := len(k.MRO) - 1; i >= 0; i-- {
		d := k.MRO[i].Dict
		for j, ok := d.Next(0); ok; j, ok = d.Next(j + 1) {
			name, _ := StringOf(d.KeyAt(j))
			k.cache[name] = d.ValueAt(j)
		}
	}
	k.makers = k.findMakers() // at once: machines share k
	if v := k.cache["__hash__"]; v.IsNone() {
		k.Flags |= Unhashable
	}
}

// EnterFunctions prepares the rows of a module's functions and puts them into
// its namespace.
func EnterFunctions(module string, rows []Native, d *Dict) {
	for i := range rows {
		rows[i].enter(module, nil)
		d.SetString(rows[i].Name, Of(&rows[i]))
	}
}

// Internal prepares a native that no namespace holds, for use as a callee.
func Internal(module string, n *Native) *Native {
	n.enter(module, nil)
	return n
}

// entering guards the static rows while they are being prepared.
var entering sync.Mutex

// slots are the special methods that CPython derives from fields of its type
// structs: they have arity errors of their own.
var slots = map[string]bool{
	"__repr__": true, "__str__": true, "__hash__": true, "__call__": true, "__iter__": true, "__next__": true,
	"__getattribute__": true, "__setattr__": true, "__delattr__": true, "__get__": true, "__set__": true, "__delete__": true,
	"__lt__": true, "__le__": true, "__eq__": true, "__ne__": true, "__gt__": true, "__ge__": true,
	"__init__": true, "__del__": true, "__await__": true, "__aiter__": true, "__anext__": true,
	"__neg__": true, "__pos__": true, "__abs__": true, "__invert__": true, "__bool__": true, "__int__": true, "__float__": true, "__index__": true,
	"__len__": true, "__getitem__": true, "__setitem__": true, "__delitem__": true, "__contains__": true,
}

func init() {
	for _, m := range binaryMethods {
		slots["__"+m.name+"__"], slots["__r"+m.name+"__"], slots["__i"+m.name+"__"] = true, true, true
	}
	slots["__divmod__"], slots["__rdivmod__"] = true, true
}

// IsSlot reports whether the native is one of the slots.
func (n *Native) IsSlot() bool {
	if n.Self == nil || n.Kind != Method || !slots[n.Name] {
		return false
	}
	switch n.Name {
	case "__getitem__":
		return n.Self != ListType && n.Self != DictType
	case "__contains__":
		return n.Self != DictType && n.Self != SetType && n.Self != FrozenSetType
	}
	return true
}

// enter derives what follows from the row.
func (n *Native) enter(module string, self *Type) {
	entering.Lock()
	defer entering.Unlock()
	if n.Header.Shape != nil {
		return // by another machine of this process
	}
	n.Module, n.Qualname = module, n.Name
	if self != nil {
		n.Self, n.Qualname = self, self.Name+"."+n.Name
		if n.Kind == ClassMethod {
			n.wantClass()
		}
	}
	n.Header.Shape = n.shape()
	register(module+":"+n.Qualname, Of(n))
	n.Params = parseSig(n.Sig)
	n.Plain = true
	for _, p := range n.Params {
		switch p.Kind {
		case PosOnly, PosOrKw:
			if !p.Optional {
				n.Min++
			}
			n.Max++
		case VarPos:
			n.Max, n.Plain = -1, false
		case VarKw, KwOnly:
			n.Plain = false
		}
	}
}

// parseSig reads a signature like "(self, x, /, y=None, *args, key=None, **kw)".
// The rows are ours, so a mistake is a bug.
func parseSig(sig string) (params []Param) {
	body, ok := strings.CutPrefix(sig, "(")
	body, ok2 := strings.CutSuffix(body, ")")
	if !ok || !ok2 {
		panic("object: bad signature " + sig)
	}
	kind := PosOrKw
	for _, part := range splitParams(body) {
		name, _, optional := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		switch {
		case name == "/":
			for i := range params {
				params[i].Kind = PosOnly
			}
		case name == "*":
			kind = KwOnly
		case strings.HasPrefix(name, "**"):
			params = append(params, Param{name[2:], VarKw, true})
		case strings.HasPrefix(name, "*"):
			params = append(params, Param{name[1:], VarPos, true})
			kind = KwOnly
		default:
			params = append(params, Param{name, kind, optional})
		}
	}
	return params
}

// splitParams splits at commas outside brackets and quotes.
func splitParams(s string) (parts []string) {
	depth, start, quote := 0, 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	if last := strings.TrimSpace(s[start:]); last != "" {
		parts = append(parts, last)
	}
	return parts
}

// wantClass lets the body of a class method check its first argument: what
// stands in the class's __dict__ can be called with anything.
func (n *Native) wantClass() {
	fast, step := n.Fast, n.Step
	check := func(v Value) error {
		if t := AsA[Type](v, &TypeLayout); t == nil || !t.SubtypeOf(n.Self) {
			return TypeErrorf("descriptor '%s' requires a subtype of '%s' but received '%s'", n.Name, n.Self.Name, v.Type().LongName())
		}
		return nil
	}
	if fast != nil {
		n.Fast = func(w *World, args []Value) (Value, error) {
			if err := check(args[0]); err != nil {
				return Value{}, err
			}
			return fast(w, args)
		}
	}
	if step != nil {
		n.Step = func(c *Call) Action {
			if err := check(c.Reg(0)); err != nil {
				return c.Raise(err)
			}
			return step(c)
		}
	}
}
