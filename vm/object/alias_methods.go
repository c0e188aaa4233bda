package object

import "strings"

// argRepr is how an argument of a generic alias or union is shown. ok is
// false if that takes its repr.
func argRepr(v Value) (s string, ok bool) {
	switch {
	case v.Is(&EllipsisShape):
		return "...", true
	case v == Of(NoneType):
		return "None", true
	case v.Is(&GenericAliasShape):
		return aliasRepr(As[GenericAlias](v))
	case v.Is(&UnionShape):
		return joinReprs(As[Union](v).Args.Items, " | ")
	case v.Has(&TypeLayout):
		return typeName(As[Type](v)), true
	case v.Has(&ListLayout):
		s, ok = joinReprs(As[List](v).Items, ", ")
		return "[" + s + "]", ok
	case v.Has(&TypeAliasLayout):
		return StrLeaf(As[TypeAlias](v).Name)
	}
	if t := v.Type(); t.Module == "typing" && v.O.Shape.Layout.Attrs != nil {
		if name, ok := GetAttr(v, "__name__"); ok {
			if s, ok := StringOf(name); ok {
				return "~" + s, true
			}
		}
	}
	return ReprLeaf(v)
}

func joinReprs(args []Value, sep string) (string, bool) {
	parts := make([]string, len(args))
	for i, a := range args {
		s, ok := argRepr(a)
		if !ok {
			return "", false
		}
		parts[i] = s
	}
	return strings.Join(parts, sep), true
}

func aliasRepr(x *GenericAlias) (string, bool) {
	origin, ok := argRepr(x.Origin)
	if !ok {
		return "", false
	}
	args, ok := joinReprs(x.Args.Items, ", ")
	if len(x.Args.Items) == 0 {
		args = "()"
	}
	if x.Starred {
		origin = "*" + origin
	}
	return origin + "[" + args + "]", ok
}

// shownArgs is __repr__ of a type: text by leaf, or its arguments' reprs in steps.
func shownArgs(text func(v Value) (string, bool), args func(v Value) (before string, items []Value, sep, after string)) Native {
	return slow("__repr__", "(self, /)", "Return repr(self).", func(_ *World, a []Value) (Value, error) {
		s, ok := text(a[0])
		if !ok {
			return Value{}, ErrSlow
		}
		return NewStr(s), nil
	}, func(c *Call) Action {
		const next, out = 1, 2
		before, items, sep, after := args(c.Reg(0))
		if c.Step() == 0 {
			c.SetReg(next, Int(0))
			c.SetReg(out, NewStr(before))
		} else {
			s, _ := StringOf(c.Result())
			c.appendText(out, s)
		}
		for {
			i := c.Reg(next).N
			if i >= int64(len(items)) {
				c.appendText(out, after)
				return c.Return(c.Reg(out))
			}
			if i > 0 {
				c.appendText(out, sep)
			}
			c.SetReg(next, Int(i+1))
			s, ok := argRepr(items[i])
			if !ok {
				return c.Do(1, OpRepr, items[i])
			}
			c.appendText(out, s)
		}
	}, Count, StrReg)
}

// stepAliasCall makes an instance of the origin, and tells it of the alias, if
// it takes attributes.
func stepAliasCall(c *Call) Action {
	const made = 3
	e := c.Caught()
	switch c.Step() {
	case 0:
		names, args := RegAs[Dict](c, 2, &DictLayout).Keywords(RegAs[Tuple](c, 1, &TupleLayout).Items)
		return c.AskKw(1, names, As[GenericAlias](c.Reg(0)).Origin, args...)
	case 1:
		if e != nil {
			return c.Raise(e)
		}
		c.SetReg(made, c.Result())
		return c.Do(2, OpSetAttr, c.Result(), NewStr("__orig_class__"), c.Reg(0))
	}
	if e != nil && !Is(e, AttributeError) && !Is(e, TypeError) {
		return c.Raise(e)
	}
	return c.Return(c.Reg(made))
}

func genericAliasMethods() []Native {
	return []Native{
		shownArgs(func(v Value) (string, bool) { return aliasRepr(As[GenericAlias](v)) }, func(v Value) (string, []Value, string, string) {
			x := As[GenericAlias](v)
			origin, ok := argRepr(x.Origin)
			if !ok {
				origin = "?"
			}
			return origin + "[", x.Args.Items, ", ", "]"
		}),
		slow("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", nil, stepAliasCall, Any).catches(),
		leaf("__getitem__", "(self, key, /)", "Return self[key].", aliasItem),
		leaf("__mro_entries__", "(self, bases, /)", "The class that stands for it among bases.", func(_ *World, args []Value) (Value, error) {
			return Of(NewTuple(As[GenericAlias](args[0]).Origin)), nil
		}),
		leaf("__instancecheck__", "(self, instance, /)", "Not supported.", func(*World, []Value) (Value, error) {
			return Value{}, TypeErrorf("isinstance() argument 2 cannot be a parameterized generic")
		}),
		leaf("__subclasscheck__", "(self, cls, /)", "Not supported.", func(*World, []Value) (Value, error) {
			return Value{}, TypeErrorf("issubclass() argument 2 cannot be a parameterized generic")
		}),
		leaf("__or__", "(self, value, /)", "Return self|value.", func(_ *World, args []Value) (Value, error) { return unionOf(args[0], args[1]) }),
		leaf("__ror__", "(self, value, /)", "Return value|self.", func(_ *World, args []Value) (Value, error) { return unionOf(args[1], args[0]) }),
		slow("__getattr__", "(self, name, /)", "Attributes of the class.", nil, func(c *Call) Action {
			name, _ := StringOf(c.Reg(1))
			if isDunder(name) {
				return c.Raise(AttributeErrorf(c.Reg(0), name, "'types.GenericAlias' object has no attribute '%s'", name))
			}
			return c.DoTail(OpGetAttr, As[GenericAlias](c.Reg(0)).Origin, c.Reg(1))
		}),
		slow("__eq__", "(self, value, /)", "Return self==value.", func(_ *World, args []Value) (Value, error) {
			if !args[1].Has(&GenericAliasLayout) {
				return NotImplemented, nil
			}
			eq, known := equalAliases(args[0], args[1])
			if !known {
				return Value{}, ErrSlow
			}
			return Bool(eq), nil
		}, func(c *Call) Action {
			return c.DoTail(OpCompare, Of(RegAs[GenericAlias](c, 0, &GenericAliasLayout).Args), Of(RegAs[GenericAlias](c, 1, &GenericAliasLayout).Args), Int(int64(CmpEq)))
		}),
		slow("__hash__", "(self, /)", "Return hash(self).", nil, func(c *Call) Action {
			x := As[GenericAlias](c.Reg(0))
			return c.DoTail(OpHash, newPair(x.Origin, Of(x.Args)))
		}),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(_ *World, args []Value) (Value, error) {
			x := As[GenericAlias](args[0])
			return newPair(Of(GenericAliasType), newPair(x.Origin, Of(x.Args))), nil
		}),
	}
}

func equalAliases(a, b Value) (equal, known bool) {
	x, y := AsA[GenericAlias](a, &GenericAliasLayout), AsA[GenericAlias](b, &GenericAliasLayout)
	if x == nil || y == nil || x.Starred != y.Starred {
		return false, true
	}
	if equal, known = Same(x.Origin, y.Origin); !equal || !known {
		return equal, known
	}
	return sameItems(x.Args.Items, y.Args.Items, 0)
}

func hashAlias(w *World, v Value) (uint64, error) {
	x := As[GenericAlias](v)
	return hashItems(w, []Value{x.Origin, Of(x.Args)}, 0)
}

// aliasItem replaces the type variables of an alias by arguments.
func aliasItem(_ *World, args []Value) (Value, error) {
	x := As[GenericAlias](args[0])
	given := []Value{args[1]}
	if t := AsA[Tuple](args[1], &TupleLayout); t != nil {
		given = t.Items
	}
	params := x.Params.Items
	if len(params) == 0 {
		s, _ := aliasRepr(x)
		return Value{}, TypeErrorf("%s is not a generic class", s)
	}
	if len(given) != len(params) {
		s, _ := aliasRepr(x)
		word := "few"
		if len(given) > len(params) {
			word = "many"
		}
		return Value{}, TypeErrorf("Too %s arguments for %s; actual %d, expected %d", word, s, len(given), len(params))
	}
	put := map[Value]Value{}
	for i, p := range params {
		put[p] = given[i]
	}
	return substitute(args[0], put), nil
}

// substitute replaces type variables.
func substitute(v Value, put map[Value]Value) Value {
	if x, ok := put[v]; ok {
		return x
	}
	all := func(items []Value) []Value {
		out := make([]Value, len(items))
		for i, a := range items {
			out[i] = substitute(a, put)
		}
		return out
	}
	switch {
	case v.Is(&GenericAliasShape):
		x := As[GenericAlias](v)
		return NewGenericAlias(x.Origin, Of(NewTuple(all(x.Args.Items)...)))
	case v.Is(&UnionShape):
		r := None
		for i, a := range all(As[Union](v).Args.Items) {
			if i == 0 {
				r = a
			} else if u, err := unionOf(r, a); err == nil && u != NotImplemented {
				r = u
			}
		}
		return r
	}
	return v
}

func genericAliasGetSets() []GetSet {
	return []GetSet{
		getter("__origin__", "the class", func(_ *World, v Value) (Value, error) { return As[GenericAlias](v).Origin, nil }),
		getter("__args__", "the arguments", func(_ *World, v Value) (Value, error) { return Of(As[GenericAlias](v).Args), nil }),
		getter("__parameters__", "the type variables", func(_ *World, v Value) (Value, error) { return Of(As[GenericAlias](v).Params), nil }),
		getter("__unpacked__", "whether it was unpacked", func(_ *World, v Value) (Value, error) { return Bool(As[GenericAlias](v).Starred), nil }),
	}
}

var genericAliasNew = Native{Sig: "(cls, origin, args, /)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
	return NewGenericAlias(args[1], args[2]), nil
}}

func unionMethods() []Native {
	return []Native{
		shownArgs(func(v Value) (string, bool) { return joinReprs(As[Union](v).Args.Items, " | ") }, func(v Value) (string, []Value, string, string) {
			return "", As[Union](v).Args.Items, " | ", ""
		}),
		leaf("__or__", "(self, value, /)", "Return self|value.", func(_ *World, args []Value) (Value, error) { return unionOf(args[0], args[1]) }),
		leaf("__ror__", "(self, value, /)", "Return value|self.", func(_ *World, args []Value) (Value, error) { return unionOf(args[1], args[0]) }),
		leaf("__getitem__", "(self, key, /)", "Return self[key].", func(_ *World, args []Value) (Value, error) {
			u := As[Union](args[0])
			given := []Value{args[1]}
			if t := AsA[Tuple](args[1], &TupleLayout); t != nil {
				given = t.Items
			}
			if len(given) != len(u.Params.Items) {
				s, _ := joinReprs(u.Args.Items, " | ")
				return Value{}, TypeErrorf("%s is not a generic class", s)
			}
			put := map[Value]Value{}
			for i, p := range u.Params.Items {
				put[p] = given[i]
			}
			return substitute(args[0], put), nil
		}),
		leaf("__eq__", "(self, value, /)", "Return self==value.", func(_ *World, args []Value) (Value, error) {
			if !args[1].Is(&UnionShape) {
				return NotImplemented, nil
			}
			eq, _ := equalUnions(args[0], args[1])
			return Bool(eq), nil
		}),
		hashRow(nil),
	}
}

// equalUnions compares unions as sets.
func equalUnions(a, b Value) (equal, known bool) {
	x, y := AsA[Union](a, &UnionLayout), AsA[Union](b, &UnionLayout)
	if x == nil || y == nil || len(x.Args.Items) != len(y.Args.Items) {
		return false, true
	}
next:
	for _, p := range x.Args.Items {
		for _, q := range y.Args.Items {
			if same, _ := Same(p, q); same {
				continue next
			}
		}
		return false, true
	}
	return true, true
}

func hashUnion(w *World, v Value) (uint64, error) {
	h := uint64(0)
	for _, x := range As[Union](v).Args.Items {
		k, err := HashOf(w, x)
		if err != nil {
			return 0, err
		}
		h ^= spread(k)
	}
	return hashed(h), nil
}

func unionGetSets() []GetSet {
	return []GetSet{
		getter("__args__", "the classes", func(_ *World, v Value) (Value, error) { return Of(As[Union](v).Args), nil }),
		getter("__parameters__", "the type variables", func(_ *World, v Value) (Value, error) { return Of(As[Union](v).Params), nil }),
	}
}

func typeAliasMethods() []Native {
	return []Native{
		reprRow(func(_ *World, v Value) string { s, _ := StrLeaf(As[TypeAlias](v).Name); return s }),
		leaf("__or__", "(self, value, /)", "Return self|value.", func(_ *World, args []Value) (Value, error) { return unionOf(args[0], args[1]) }),
		leaf("__ror__", "(self, value, /)", "Return value|self.", func(_ *World, args []Value) (Value, error) { return unionOf(args[1], args[0]) }),
		leaf("__getitem__", "(self, key, /)", "Return self[key].", func(_ *World, args []Value) (Value, error) { return NewGenericAlias(args[0], args[1]), nil }),
		slow("__getattr__", "(self, name, /)", "The value, computed when it is first asked for.", nil, func(c *Call) Action {
			x := As[TypeAlias](c.Reg(0))
			if name, _ := StringOf(c.Reg(1)); name != "__value__" {
				return c.Raise(AttributeErrorf(c.Reg(0), name, "'typing.TypeAliasType' object has no attribute '%s'", name))
			}
			if c.Step() == 0 && x.Value.IsUnbound() {
				return c.Ask(1, x.Thunk)
			}
			if x.Value.IsUnbound() {
				x.Value = c.Result()
			}
			return c.Return(x.Value)
		}),
	}
}

func typeAliasGetSets() []GetSet {
	return []GetSet{
		getter("__name__", "the name", func(_ *World, v Value) (Value, error) { return As[TypeAlias](v).Name, nil }),
		getter("__type_params__", "the type parameters", func(*World, Value) (Value, error) { return Of(NewTuple()), nil }),
	}
}
