package object

func typeMethods() []Native {
	return []Native{
		reprRow(func(_ *World, v Value) string { return TypeRepr(As[Type](v)) }),
		leaf("mro", "(self, /)", "Return a type's method resolution order.", func(_ *World, args []Value) (Value, error) {
			return Of(NewList(typeValues(As[Type](args[0]).MRO))), nil
		}),
		leaf("__subclasses__", "(self, /)", "Return a list of immediate subclasses.", typeSubclasses),
		slow("__instancecheck__", "(self, instance, /)", "Check if an object is an instance.", func(_ *World, args []Value) (Value, error) {
			if args[1].Type().SubtypeOf(As[Type](args[0])) {
				return True, nil
			}
			return Value{}, ErrSlow
		}, stepInstanceCheck).catches(),
		leaf("__subclasscheck__", "(self, subclass, /)", "Check if a class is a subclass.", func(_ *World, args []Value) (Value, error) {
			t := AsA[Type](args[1], &TypeLayout)
			if t == nil {
				return Value{}, TypeErrorf("issubclass() arg 1 must be a class")
			}
			return Bool(t.SubtypeOf(As[Type](args[0]))), nil
		}),
		leaf("__or__", "(self, value, /)", "Return self|value.", func(_ *World, args []Value) (Value, error) { return unionOf(args[0], args[1]) }),
		leaf("__ror__", "(self, value, /)", "Return value|self.", func(_ *World, args []Value) (Value, error) { return unionOf(args[1], args[0]) }),
		leaf("__dir__", "(self, /)", "Specialized __dir__ implementation for types.", func(_ *World, args []Value) (Value, error) {
			names := map[string]bool{}
			typeNames(names, As[Type](args[0]))
			return nameList(names), nil
		}),
		slow("__init__", "(self, /, *args, **kwargs)", "Initialize self.", func(*World, []Value) (Value, error) { return None, nil }, nil),
	}
}

// stepInstanceCheck asks the instance for its __class__, which may lie.
func stepInstanceCheck(c *Call) Action {
	if c.Step() == 0 {
		return c.Do(1, OpGetAttr, c.Reg(1), Of(Intern("__class__")))
	}
	if e := c.Caught(); e != nil {
		if Is(e, AttributeError) {
			return c.Return(False)
		}
		return c.Raise(e)
	}
	t := AsA[Type](c.Result(), &TypeLayout)
	return c.Return(Bool(t != nil && t.SubtypeOf(RegAs[Type](c, 0, &TypeLayout))))
}

func typeValues(types []*Type) []Value {
	vs := make([]Value, len(types))
	for i, t := range types {
		vs[i] = Of(t)
	}
	return vs
}

func typeSubclasses(_ *World, args []Value) (Value, error) {
	t := As[Type](args[0])
	if !t.Builtin() {
		return Of(NewList(typeValues(t.subs))), nil
	}
	var subs []Value
	for _, k := range builtinTypes {
		for _, b := range k.Bases {
			if b == t {
				subs = append(subs, Of(k))
			}
		}
	}
	return Of(NewList(subs)), nil
}

func typeGetSets() []GetSet {
	return []GetSet{
		{Name: "__name__", Doc: "the name of the class", Get: func(_ *World, v Value) (Value, error) { return NewStr(As[Type](v).Name), nil }, Set: setTypeName},
		{Name: "__qualname__", Doc: "the qualified name of the class", Get: func(_ *World, v Value) (Value, error) { return NewStr(As[Type](v).Qualname), nil }, Set: setTypeQualname},
		{Name: "__module__", Doc: "the module of the class", Get: getTypeModule, Set: setTypeModule},
		member("__base__", "the base that gives the layout", func(_ *World, v Value) (Value, error) { return OrNone(As[Type](v).Base), nil }),
		{Name: "__bases__", Doc: "the bases", Get: func(_ *World, v Value) (Value, error) {
			return Of(NewTuple(typeValues(As[Type](v).Bases)...)), nil
		}, Set: setBases},
		member("__mro__", "the method resolution order", func(_ *World, v Value) (Value, error) {
			return Of(NewTuple(typeValues(As[Type](v).MRO)...)), nil
		}),
		getter("__dict__", "the namespace of the class", func(_ *World, v Value) (Value, error) { return NewMappingProxy(Of(As[Type](v).Dict)), nil }),
		{Name: "__doc__", Doc: "the documentation of the class", Get: getTypeDoc, Set: func(_ *World, v, x Value) error { return setTypeSlot(v, "__doc__", x) }},
		{Name: "__abstractmethods__", Doc: "the names of abstract methods", Get: func(_ *World, v Value) (Value, error) { return getTypeSlot(v, "__abstractmethods__") }, Set: setAbstract},
		{Name: "__annotations__", Doc: "the annotations of the class", Get: getTypeAnnotations, Set: func(_ *World, v, x Value) error { return setTypeSlot(v, "__annotations__", x) }},
		getter("__text_signature__", "the signature of the class", func(*World, Value) (Value, error) { return None, nil }),
		getter("__basicsize__", "the size of an instance", func(*World, Value) (Value, error) { return Int(16), nil }),
		getter("__itemsize__", "the size of an item", func(*World, Value) (Value, error) { return Int(0), nil }),
		getter("__flags__", "flags of the class", func(_ *World, v Value) (Value, error) {
			f := int64(1 << 9)
			if As[Type](v).Flags&Final == 0 {
				f |= 1 << 10
			}
			if As[Type](v).Flags&Abstract != 0 {
				f |= 1 << 20
			}
			return Int(f), nil
		}),
		getter("__dictoffset__", "0 if instances have no dict", func(_ *World, v Value) (Value, error) {
			return Int(int64(As[Type](v).Flags & HasDict)), nil
		}),
		getter("__weakrefoffset__", "0 if instances cannot be weakly referenced", func(_ *World, v Value) (Value, error) {
			if As[Type](v).Flags&Weakable != 0 {
				return Int(8), nil
			}
			return Int(0), nil
		}),
	}
}

// immutable is the error for setting an attribute of a builtin class.
func immutable(t *Type, name string) error {
	if !t.Builtin() {
		return nil
	}
	return TypeErrorf("cannot set '%s' attribute of immutable type '%s'", name, t.Name)
}

func setTypeName(_ *World, v, x Value) error {
	t := As[Type](v)
	s, ok := StringOf(x)
	switch err := immutable(t, "__name__"); {
	case err != nil:
		return err
	case x.IsUnbound():
		return TypeErrorf("cannot delete '__name__' attribute of immutable type '%s'", t.Name)
	case !ok:
		return TypeErrorf("can only assign string to %s.__name__, not '%s'", t.Name, x.Type().LongName())
	}
	t.Name = s
	return nil
}

func setTypeQualname(_ *World, v, x Value) error {
	t := As[Type](v)
	s, ok := StringOf(x)
	switch err := immutable(t, "__qualname__"); {
	case err != nil:
		return err
	case !ok:
		return TypeErrorf("can only assign string to %s.__qualname__, not '%s'", t.Name, x.Type().LongName())
	}
	t.Qualname = s
	return nil
}

func getTypeModule(_ *World, v Value) (Value, error) {
	t := As[Type](v)
	if !t.Builtin() {
		if m, ok := t.Dict.GetString("__module__"); ok {
			return m, nil
		}
	}
	return NewStr(t.Module), nil
}

func setTypeModule(_ *World, v, x Value) error {
	t := As[Type](v)
	if err := immutable(t, "__module__"); err != nil {
		return err
	}
	t.Module, _ = StringOf(x)
	t.Set("__module__", x)
	return nil
}

func getTypeDoc(_ *World, v Value) (Value, error) {
	t := As[Type](v)
	if t.Builtin() {
		return NewStr(t.Doc), nil
	}
	if d, ok := t.Dict.GetString("__doc__"); ok {
		return d, nil
	}
	return None, nil
}

func getTypeSlot(v Value, name string) (Value, error) {
	t := As[Type](v)
	if x, ok := t.Dict.GetString(name); ok && t != TypeType {
		return x, nil
	}
	return Value{}, AttributeErrorf(v, name, "type object '%s' has no attribute '%s'", t.Name, name)
}

func setTypeSlot(v Value, name string, x Value) error {
	t := As[Type](v)
	if err := immutable(t, name); err != nil {
		return err
	}
	if !t.Set(name, x) && x.IsUnbound() {
		return AttributeErrorf(v, name, "%s", name)
	}
	return nil
}

func getTypeAnnotations(_ *World, v Value) (Value, error) {
	t := As[Type](v)
	if x, ok := t.Dict.GetString("__annotations__"); ok && t != TypeType {
		return x, nil
	}
	if t.Builtin() {
		return Value{}, AttributeErrorf(v, "__annotations__", "type object '%s' has no attribute '__annotations__'", t.Name)
	}
	d := Of(NewDict())
	t.Set("__annotations__", d)
	return d, nil
}

func setAbstract(_ *World, v, x Value) error {
	if err := setTypeSlot(v, "__abstractmethods__", x); err != nil {
		return err
	}
	t := As[Type](v)
	t.Flags &^= Abstract
	if b, ok := TruthLeaf(x); !x.IsUnbound() && (b || !ok) {
		t.Flags |= Abstract
	}
	return nil
}

func setBases(w *World, v, x Value) error {
	t := As[Type](v)
	if err := immutable(t, "__bases__"); err != nil {
		return err
	}
	items := AsA[Tuple](x, &TupleLayout)
	if items == nil {
		return TypeErrorf("can only assign tuple to %s.__bases__, not %s", t.Name, x.Type().LongName())
	}
	if len(items.Items) == 0 {
		return TypeErrorf("can only assign non-empty tuple to %s.__bases__, not ()", t.Name)
	}
	var bases []*Type
	for _, b := range items.Items {
		k := AsA[Type](b, &TypeLayout)
		if k == nil || k.SubtypeOf(t) {
			return TypeErrorf("a __bases__ item causes an inheritance cycle")
		}
		bases = append(bases, k)
	}
	best := bases[0]
	for _, b := range bases[1:] {
		if b.SubtypeOf(best) {
			best = b
		}
	}
	if best.Layout.Core != t.Base.Layout.Core {
		return TypeErrorf("__bases__ assignment: '%s' object layout differs from '%s'", best.Name, t.Base.Name)
	}
	old, oldBase := t.Bases, t.Base
	t.Unlink()
	t.Bases, t.Base = bases, best
	if !t.relinearize() {
		t.Bases, t.Base = old, oldBase
		t.relinearize()
		t.Link(w)
		return TypeErrorf("Cannot create a consistent method resolution order (MRO) for bases")
	}
	t.Link(w)
	t.Changed()
	return nil
}

// relinearize computes the method resolution orders of t and its subclasses.
func (t *Type) relinearize() bool {
	mro, ok := Linearize(t, t.Bases)
	if !ok {
		return false
	}
	t.MRO = mro
	for _, s := range t.subs {
		if !s.relinearize() {
			return false
		}
	}
	return true
}

// unionOf is a | b of classes and what else may stand in annotations.
func unionOf(a, b Value) (Value, error) {
	var args []Value
	for _, v := range []Value{a, b} {
		switch {
		case v.Has(&UnionLayout):
			args = append(args, As[Union](v).Args.Items...)
		case v.IsNone():
			args = append(args, Of(NoneType))
		case v.Has(&TypeLayout), v.Has(&GenericAliasLayout), v.Has(&TypeAliasLayout), v.Type().Module == "typing":
			args = append(args, v)
		default:
			return NotImplemented, nil
		}
	}
	var unique []Value
next:
	for _, x := range args {
		for _, y := range unique {
			if same, known := Same(x, y); same && known {
				continue next
			}
		}
		unique = append(unique, x)
	}
	if len(unique) == 1 {
		return unique[0], nil
	}
	return Of(&Union{Header{&UnionShape}, NewTuple(unique...), typeVarsOf(unique)}), nil
}
