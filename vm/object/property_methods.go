package object

var propertyNew = Native{Sig: "(cls, fget=None, fset=None, fdel=None, doc=None)", Doc: "Create and return a new object.", Fast: newProperty}

func newProperty(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], PropertyType)
	if err != nil {
		return Value{}, err
	}
	p := newOf[Property](t)
	p.Get, p.Set, p.Del, p.Doc = orNone(args[1]), orNone(args[2]), orNone(args[3]), orNone(args[4])
	if f := AsA[Func](p.Get, &FuncLayout); f != nil && p.Doc.IsNone() {
		p.Doc = f.Doc
	}
	return Of(p), nil
}

// changed returns a copy of a property, for getter, setter and deleter.
func (p *Property) changed(change func(q *Property)) Value {
	q := newOf[Property](p.Shape.Type)
	q.Get, q.Set, q.Del, q.Doc, q.Name = p.Get, p.Set, p.Del, p.Doc, p.Name
	change(q)
	return Of(q)
}

func propertyMethods() []Native {
	return []Native{
		leaf("getter", "(self, fget, /)", "Descriptor to obtain a copy of the property with a different getter.", func(_ *World, args []Value) (Value, error) {
			return As[Property](args[0]).changed(func(q *Property) {
				q.Get = args[1]
				if f := AsA[Func](q.Get, &FuncLayout); f != nil && !f.Doc.IsNone() {
					q.Doc = f.Doc
				}
			}), nil
		}),
		leaf("setter", "(self, fset, /)", "Descriptor to obtain a copy of the property with a different setter.", func(_ *World, args []Value) (Value, error) {
			return As[Property](args[0]).changed(func(q *Property) { q.Set = args[1] }), nil
		}),
		leaf("deleter", "(self, fdel, /)", "Descriptor to obtain a copy of the property with a different deleter.", func(_ *World, args []Value) (Value, error) {
			return As[Property](args[0]).changed(func(q *Property) { q.Del = args[1] }), nil
		}),
		leaf("__set_name__", "(self, owner, name, /)", "Method to set name of a property.", func(_ *World, args []Value) (Value, error) {
			As[Property](args[0]).Name = args[2]
			return None, nil
		}),
		slow("__get__", "(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", nil, func(c *Call) Action {
			p := As[Property](c.Reg(0))
			if c.Reg(1).IsNone() {
				return c.Return(c.Reg(0))
			}
			if p.Get.IsNone() {
				return c.Raise(PropertyError(p, c.Reg(1), "getter"))
			}
			return c.Tail(p.Get, c.Reg(1))
		}),
		slow("__set__", "(self, instance, value, /)", "Set an attribute of instance to value.", nil, func(c *Call) Action {
			p := As[Property](c.Reg(0))
			if p.Set.IsNone() {
				return c.Raise(PropertyError(p, c.Reg(1), "setter"))
			}
			return c.Tail(p.Set, c.Reg(1), c.Reg(2))
		}),
		slow("__delete__", "(self, instance, /)", "Delete an attribute of instance.", nil, func(c *Call) Action {
			p := As[Property](c.Reg(0))
			if p.Del.IsNone() {
				return c.Raise(PropertyError(p, c.Reg(1), "deleter"))
			}
			return c.Tail(p.Del, c.Reg(1))
		}),
	}
}

func propertyGetSets() []GetSet {
	return []GetSet{
		member("fget", "the getter", func(_ *World, v Value) (Value, error) { return As[Property](v).Get, nil }),
		member("fset", "the setter", func(_ *World, v Value) (Value, error) { return As[Property](v).Set, nil }),
		member("fdel", "the deleter", func(_ *World, v Value) (Value, error) { return As[Property](v).Del, nil }),
		{Name: "__doc__", Doc: "the documentation", Get: func(_ *World, v Value) (Value, error) { return As[Property](v).Doc, nil },
			Set: func(_ *World, v, x Value) error { As[Property](v).Doc = orNone(x); return nil }},
		getter("__isabstractmethod__", "whether one of the functions is abstract", func(_ *World, v Value) (Value, error) {
			p := As[Property](v)
			return Bool(isAbstract(p.Get) || isAbstract(p.Set) || isAbstract(p.Del)), nil
		}),
	}
}

// isAbstract reports whether a function was marked by abc.abstractmethod.
func isAbstract(fn Value) bool {
	switch {
	case fn.Has(&StaticMethodLayout), fn.Has(&ClassMethodLayout):
		return isAbstract(As[Wrapper](fn).Fn)
	case fn.Has(&PropertyLayout):
		p := As[Property](fn)
		return isAbstract(p.Get) || isAbstract(p.Set) || isAbstract(p.Del)
	}
	v, ok := GetAttr(fn, "__isabstractmethod__")
	if !ok {
		return false
	}
	b, _ := TruthLeaf(v)
	return b
}

func newWrapper(base *Type) *Native {
	return &Native{Sig: "(cls, function, /)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
		t, err := typeArg(args[0], base)
		if err != nil {
			return Value{}, err
		}
		x := newOf[Wrapper](t)
		x.Fn = args[1]
		if f := AsA[Func](args[1], &FuncLayout); f != nil {
			SetAttr(Of(x), "__module__", f.Module)
			SetAttr(Of(x), "__name__", f.Name)
			SetAttr(Of(x), "__qualname__", f.Qualname)
			SetAttr(Of(x), "__doc__", f.Doc)
		}
		return Of(x), nil
	}}
}

func wrapperMethods(bind func(fn, self, owner Value) Value) []Native {
	return []Native{
		leaf("__get__", "(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", func(_ *World, args []Value) (Value, error) {
			owner := args[2]
			if owner.IsUnbound() || owner.IsNone() {
				owner = Of(args[1].Type())
			}
			return bind(As[Wrapper](args[0]).Fn, args[1], owner), nil
		}),
		slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *Call) Action {
			x := As[Wrapper](c.Reg(0))
			if c.Step() == 0 {
				return c.Do(1, OpRepr, x.Fn)
			}
			s, _ := StringOf(c.Result())
			return c.Return(NewStr("<" + x.Shape.Type.Name + "(" + s + ")>"))
		}),
	}
}

func wrapperGetSets() []GetSet {
	fn := func(_ *World, v Value) (Value, error) { return As[Wrapper](v).Fn, nil }
	return []GetSet{
		member("__func__", "the function", fn),
		member("__wrapped__", "the function", fn),
		getter("__isabstractmethod__", "whether the function is abstract", func(_ *World, v Value) (Value, error) {
			return Bool(isAbstract(As[Wrapper](v).Fn)), nil
		}),
	}
}

var superNew = Native{Sig: "(cls, type=None, object_or_type=None, /)", Doc: "Create and return a new object.", Fast: newSuper}

func newSuper(w *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], SuperType)
	if err != nil {
		return Value{}, err
	}
	x := newOf[Super](t)
	if args[1].IsUnbound() {
		if args[1], args[2], err = superArgs(w.Frame); err != nil {
			return Value{}, err
		}
	}
	x.Type = AsA[Type](args[1], &TypeLayout)
	if x.Type == nil {
		return Value{}, TypeErrorf("super() argument 1 must be a type, not %s", args[1].Type().LongName())
	}
	if obj := args[2]; !obj.IsUnbound() && !obj.IsNone() {
		if x.Start = superStart(x.Type, obj); x.Start == nil {
			return Value{}, TypeErrorf("super(type, obj): obj must be an instance or subtype of type")
		}
		x.Self = obj
	}
	return Of(x), nil
}

// superStart returns the class in whose resolution order super looks.
func superStart(t *Type, obj Value) *Type {
	if k := AsA[Type](obj, &TypeLayout); k != nil && k.SubtypeOf(t) {
		return k
	}
	if k := obj.Type(); k.SubtypeOf(t) {
		return k
	}
	return nil
}

// superArgs finds what super() without arguments means in a frame: the cell
// __class__ and the first parameter.
func superArgs(f *Frame) (class, self Value, err error) {
	for f != nil && f.Native != nil {
		f = f.Back
	}
	if f == nil || f.Fn == nil {
		return class, self, RuntimeErrorf("super(): no current frame")
	}
	src := f.Code.Src
	if src.Args == 0 || len(f.Regs) == 0 {
		return class, self, RuntimeErrorf("super(): no arguments")
	}
	self = f.Regs[0]
	if c := AsA[Cell](self, &CellLayout); c != nil {
		self = c.V
	}
	if self.IsUnbound() {
		return class, self, RuntimeErrorf("super(): arg[0] deleted")
	}
	for i, free := range src.Free {
		if free.Name == "__class__" && i < len(f.Fn.Closure) {
			if class = f.Fn.Closure[i].V; class.IsUnbound() {
				return class, self, RuntimeErrorf("super(): empty __class__ cell")
			}
			return class, self, nil
		}
	}
	return class, self, RuntimeErrorf("super(): __class__ cell not found")
}

func superMethods() []Native {
	return []Native{
		leaf("__init__", "(self, /, *args, **kwargs)", "Initialize self.", func(*World, []Value) (Value, error) { return None, nil }),
		reprRow(func(_ *World, v Value) string {
			s := As[Super](v)
			if s.Start == nil {
				return "<super: <class '" + s.Type.Name + "'>, NULL>"
			}
			return "<super: <class '" + s.Type.Name + "'>, <" + s.Start.Name + " object>>"
		}),
		leaf("__get__", "(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", func(_ *World, args []Value) (Value, error) {
			s := As[Super](args[0])
			if args[1].IsNone() || s.Start != nil {
				return args[0], nil
			}
			start := superStart(s.Type, args[1])
			if start == nil {
				return Value{}, TypeErrorf("super(type, obj): obj must be an instance or subtype of type")
			}
			return Of(&Super{Header{&SuperShape}, s.Type, args[1], start}), nil
		}),
	}
}

func superGetSets() []GetSet {
	return []GetSet{
		member("__thisclass__", "the class invoking super()", func(_ *World, v Value) (Value, error) { return OrNone(As[Super](v).Type), nil }),
		member("__self__", "the instance invoking super(); may be None", func(_ *World, v Value) (Value, error) { return orNone(As[Super](v).Self), nil }),
		member("__self_class__", "the type of the instance invoking super(); may be None", func(_ *World, v Value) (Value, error) { return OrNone(As[Super](v).Start), nil }),
	}
}

var moduleNew = Native{Sig: "(cls, name=None, doc=None, /)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], ModuleType)
	if err != nil {
		return Value{}, err
	}
	return Of(newOf[Module](t)), nil
}}

func moduleMethods() []Native {
	return []Native{
		leaf("__init__", "(self, name, doc=None, /)", "Initialize self.", func(_ *World, args []Value) (Value, error) {
			if !args[1].Has(&StrLayout) {
				return Value{}, TypeErrorf("module.__init__() argument 'name' must be str, not %s", args[1].Type().LongName())
			}
			d := As[Module](args[0]).Dict
			d.SetString("__name__", args[1])
			d.SetString("__doc__", orNone(args[2]))
			for _, n := range []string{"__package__", "__loader__", "__spec__"} {
				d.SetString(n, None)
			}
			return None, nil
		}),
		reprRow(func(_ *World, v Value) string {
			d := As[Module](v).Dict
			n, _ := d.GetString("__name__")
			name, _ := StrLeaf(n)
			if f, ok := d.GetString("__file__"); ok {
				if file, ok := ReprLeaf(f); ok {
					return "<module '" + name + "' from " + file + ">"
				}
			}
			if s, ok := d.GetString("__spec__"); ok && s.IsNone() {
				return "<module '" + name + "'>"
			}
			return "<module '" + name + "' (built-in)>"
		}),
		leaf("__dir__", "(self, /)", "__dir__() -> list\nspecialized dir() implementation", func(_ *World, args []Value) (Value, error) {
			names := map[string]bool{}
			dictNames(names, As[Module](args[0]).Dict)
			return nameList(names), nil
		}),
	}
}
