package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// ContextVar is a variable whose value the running tasklet's context holds.
type ContextVar struct {
	object.Header
	Name    value // a str
	Default value // Unbound: none
	ID      uint64
}

// Token undoes one set of a variable.
type Token struct {
	object.Header
	Context *object.Context
	Var     *ContextVar
	Old     value // Unbound: the variable had no value
	Used    bool
}

// The types of variables and tokens, and of Token.MISSING.
var (
	ContextVarType   = &object.Type{}
	ContextVarShape  object.Shape
	ContextVarLayout object.Layout

	TokenType   = &object.Type{}
	TokenShape  object.Shape
	TokenLayout object.Layout

	missingType   = &object.Type{}
	missingShape  object.Shape
	missingLayout object.Layout
	missingHeader = object.Header{Shape: &missingShape}
	missing       = value{O: &missingHeader}
)

var contextVarStruct = object.Struct[ContextVar]{
	Name: "contextvar", Held: true, ID: func(x *ContextVar) *uint64 { return &x.ID },
	Init: func(x *ContextVar) { x.Name, x.Default = emptyStr, object.Unbound },
	Fields: func(x *ContextVar, a object.Archive) {
		a.Value("name", &x.Name)
		a.Value("default", &x.Default)
		object.VisitInt(a, "id", &x.ID)
		if a.Loading() && !x.Name.Has(&object.StrLayout) {
			a.Fail("the name of a context variable is no str")
			x.Name = emptyStr
		}
	},
}

var tokenStruct = object.Struct[Token]{
	Name: "contextvars.token", Held: true,
	Init: func(x *Token) {
		x.Context, x.Var, x.Old = object.NewContext(), newOf[ContextVar](ContextVarType), object.Unbound
	},
	Fields: func(x *Token, a object.Archive) {
		object.VisitRef(a, "context", &object.ContextLayout, &x.Context)
		object.VisitRef(a, "var", &ContextVarLayout, &x.Var)
		a.Value("old", &x.Old)
		a.Bool("used", &x.Used)
		if a.Loading() && (x.Context == nil || x.Var == nil) {
			a.Fail("a token without a variable")
			x.Context, x.Var = object.NewContext(), newOf[ContextVar](ContextVarType)
		}
	},
}

// contextvarsModule is _contextvars, which contextvars is made of.
var contextvarsModule = module{
	name:  "_contextvars",
	doc:   "Context Variables",
	types: []*object.Table{contextTable(), contextVarTable(), tokenTable(), missingTable()},
	rows: []object.Native{leaf("copy_context", "()", "", func(w *world, _ []value) (value, error) {
		return object.Of(currentContext(w).Copy()), nil
	})},
}

// currentContext is the context of the running tasklet.
func currentContext(w *world) *object.Context { return *vm.Of(w).Context() }

// find returns the value of a variable in a context.
func (x *ContextVar) find(w *world, ctx *object.Context) (v value, ok bool) {
	v, ok, _, _ = ctx.Vars.GetLeaf(w, object.Of(x))
	return v, ok
}

func contextVarTable() *object.Table {
	return &object.Table{Type: ContextVarType, Name: "ContextVar", Shape: &ContextVarShape, Layout: &ContextVarLayout, Struct: contextVarStruct.Layout(), Flags: object.Final,
		New: &object.Native{Sig: "(cls, name, /, *, default=None)", Doc: "Create and return a new object.", Fast: func(w *world, args []value) (value, error) {
			if !args[1].Has(&object.StrLayout) {
				return value{}, object.TypeErrorf("context variable name must be a str")
			}
			x := &ContextVar{Name: args[1], Default: args[2]}
			x.Header.Shape = &ContextVarShape
			return object.Of(x), nil
		}},
		Methods: []object.Native{
			leaf("get", "(self, default=None, /)", "Return a value for the context variable for the current context.\n\nIf there is no value for the variable in the current context, the method will:\n * return the value of the default argument of the method, if provided; or\n * return the default value for the context variable, if it was created\n   with one; or\n * raise a LookupError.", contextVarGet),
			leaf("set", "(self, value, /)", "Call to set a new value for the context variable in the current context.\n\nThe required value argument is the new value for the context variable.\n\nReturns a Token object that can be used to restore the variable to its previous\nvalue via the `ContextVar.reset()` method.", contextVarSet),
			slow("reset", "(self, token, /)", "Reset the context variable.\n\nThe variable is reset to the value it had before the `ContextVar.set()` that\ncreated the token was used.", contextVarReset, stepReset),
			slow("__repr__", "(self, /)", "Return repr(self).", nil, stepContextVarRepr, object.StrReg),
			classItem(),
		},
		GetSets: []object.GetSet{{Name: "name", Member: true, Get: func(w *world, self value) (value, error) { return object.As[ContextVar](self).Name, nil }}},
	}
}

// classItem is __class_getitem__ of classes that type hints parametrise.
func classItem() object.Native {
	return kind(object.ClassMethod, leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", func(w *world, args []value) (value, error) {
		return object.NewGenericAlias(args[0], args[1]), nil
	}))
}

func contextVarGet(w *world, args []value) (value, error) {
	x := object.As[ContextVar](args[0])
	if v, ok := x.find(w, currentContext(w)); ok {
		return v, nil
	}
	if v := or(args[1], x.Default); !v.IsUnbound() {
		return v, nil
	}
	return value{}, object.NewException(object.LookupError, args[0])
}

func contextVarSet(w *world, args []value) (value, error) {
	x, ctx := object.As[ContextVar](args[0]), currentContext(w)
	old, ok := x.find(w, ctx)
	if !ok {
		old = object.Unbound
	}
	if err, _ := object.SetItemLeaf(w, object.Of(ctx.Vars), args[0], args[1]); err != nil {
		return value{}, err
	}
	t := &Token{Context: ctx, Var: x, Old: old}
	t.Header.Shape = &TokenShape
	return object.Of(t), nil
}

// misuse says what is wrong about a token for reset; its repr stands before that.
func (x *ContextVar) misuse(w *world, t *Token) (class *object.Type, text string) {
	switch {
	case t.Used:
		return object.RuntimeError, " has already been used once"
	case t.Var != x:
		return object.ValueError, " was created by a different ContextVar"
	case t.Context != currentContext(w):
		return object.ValueError, " was created in a different Context"
	}
	return nil, ""
}

func contextVarReset(w *world, args []value) (value, error) {
	x, t := object.As[ContextVar](args[0]), object.AsA[Token](args[1], &TokenLayout)
	if t == nil {
		return value{}, object.ErrSlow
	}
	if class, _ := x.misuse(w, t); class != nil {
		return value{}, object.ErrSlow
	}
	t.Used = true
	vars := object.Of(t.Context.Vars)
	if !t.Old.IsUnbound() {
		err, _ := object.SetItemLeaf(w, vars, args[0], t.Old)
		return object.None, err
	}
	if _, ok := x.find(w, t.Context); ok {
		err, _ := object.DelItemLeaf(w, vars, args[0])
		return object.None, err
	}
	return object.None, nil
}

// stepReset is reset with a token that it refuses: its text is in the error.
func stepReset(c *call) action {
	if c.Step() == 0 {
		return c.Do(1, object.OpRepr, c.Reg(1))
	}
	s, _ := object.StringOf(c.Result())
	t := object.AsA[Token](c.Reg(1), &TokenLayout)
	if t == nil {
		return c.Raise(object.TypeErrorf("expected an instance of Token, got %s", s))
	}
	class, text := object.RegAs[ContextVar](c, 0, &ContextVarLayout).misuse(c.World, t)
	if class == nil { // it was right after all, when the default's repr was through
		v, err := contextVarReset(c.World, c.F.Regs[:2])
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(v)
	}
	return c.Raise(object.Errorf(class, "%s%s", s, text))
}

// address is how reprs end that show identity.
func address(w *world, v value) string {
	s := w.DefaultRepr(v)
	for i := len(s) - 4; i > 0; i-- {
		if s[i:i+4] == " at " {
			return s[i:]
		}
	}
	return s
}

func stepContextVarRepr(c *call) action {
	const text = 1
	x := object.RegAs[ContextVar](c, 0, &ContextVarLayout)
	var s string
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpRepr, x.Name)
	case 1:
		s, _ = object.StringOf(c.Result())
		s = "<ContextVar name=" + s
		if !x.Default.IsUnbound() {
			c.SetReg(text, str(s))
			return c.Do(2, object.OpRepr, x.Default)
		}
	case 2:
		s, _ = object.StringOf(c.Reg(text))
		d, _ := object.StringOf(c.Result())
		s += " default=" + d
	}
	return c.Return(str(s + address(c.World, c.Reg(0))))
}

func tokenTable() *object.Table {
	get := func(name string, f func(t *Token) value) object.GetSet {
		return object.GetSet{Name: name, Get: func(w *world, self value) (value, error) { return f(object.As[Token](self)), nil }}
	}
	return &object.Table{Type: TokenType, Name: "Token", Shape: &TokenShape, Layout: &TokenLayout, Struct: tokenStruct.Layout(), Flags: object.Final,
		New: &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: func(w *world, args []value) (value, error) {
			return value{}, object.RuntimeErrorf("Tokens can only be created by ContextVars")
		}},
		Members: map[string]value{"__hash__": object.None, "MISSING": missing},
		Methods: []object.Native{
			slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *call) action {
				t := object.RegAs[Token](c, 0, &TokenLayout)
				if c.Step() == 0 {
					return c.Do(1, object.OpRepr, object.Of(t.Var))
				}
				s, _ := object.StringOf(c.Result())
				used := ""
				if t.Used {
					used = " used"
				}
				return c.Return(str("<Token" + used + " var=" + s + address(c.World, c.Reg(0))))
			}),
			classItem(),
		},
		GetSets: []object.GetSet{
			get("var", func(t *Token) value { return object.Of(t.Var) }),
			get("old_value", func(t *Token) value { return or(t.Old, missing) }),
		},
	}
}

// missingTable is the type of Token.MISSING, of which to make one is to find it.
func missingTable() *object.Table {
	return &object.Table{Type: missingType, Name: "_missing", Shape: &missingShape, Layout: &missingLayout, Flags: object.Final | object.NoInstances,
		Struct: object.Layout{Name: "contextvars.missing", Held: true, New: func(*object.Shape) *object.Header { return &missingHeader }, Fields: func(*object.Header, object.Archive) {}},
		Methods: []object.Native{
			leaf("__repr__", "(self, /)", "Return repr(self).", func(w *world, args []value) (value, error) { return str("<Token.MISSING>"), nil }),
		}}
}
