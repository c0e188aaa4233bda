package object

// callRow is __call__ of what the machine itself can call.
func callRow() Native {
	return slow("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", nil, func(c *Call) Action {
		args := append([]Value(nil), RegAs[Tuple](c, 1, &TupleLayout).Items...)
		return c.tailKw(c.Reg(0), args, RegAs[Dict](c, 2, &DictLayout))
	})
}

// tailKw is Tail with the items of a dict as keywords.
func (c *Call) tailKw(fn Value, args []Value, kw *Dict) Action {
	var names []Value
	for i, ok := kw.Next(0); ok; i, ok = kw.Next(i + 1) {
		names = append(names, kw.KeyAt(i))
		args = append(args, kw.ValueAt(i))
	}
	act := c.Tail(fn, args...)
	if names != nil {
		c.Keywords = NewTuple(names...)
	}
	return act
}

// bindRow is __get__ of functions: it binds to an instance.
func bindRow() Native {
	return leaf("__get__", "(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", func(_ *World, args []Value) (Value, error) {
		if args[1].IsNone() && (args[2].IsUnbound() || args[2].IsNone()) {
			return Value{}, TypeErrorf("__get__(None, None) is invalid")
		}
		n := AsA[Native](args[0], &NativeLayout)
		if args[1].IsNone() && args[2] != Of(NoneType) && (n == nil || n.Kind != ClassMethod) {
			return args[0], nil
		}
		if n != nil {
			return n.bind(args[1], args[2])
		}
		return NewBoundMethod(args[0], args[1]), nil
	})
}

// bind is __get__ of a method of a builtin class, for an instance or, if it is a
// class method, for a class.
func (n *Native) bind(instance, owner Value) (Value, error) {
	if n.Kind != ClassMethod {
		if !instance.Type().SubtypeOf(n.Self) {
			return Value{}, TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", n.Name, n.Self.Name, instance.Type().LongName())
		}
		return NewBoundMethod(Of(n), instance), nil
	}
	t := AsA[Type](owner, &TypeLayout)
	switch {
	case t == nil && !owner.IsUnbound() && !owner.IsNone():
		return Value{}, TypeErrorf("descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", n.Name, n.Self.Name, owner.Type().LongName())
	case t == nil:
		t = instance.Type()
	}
	if !t.SubtypeOf(n.Self) {
		return Value{}, TypeErrorf("descriptor '%s' requires a subtype of '%s' but received '%s'", n.Name, n.Self.Name, t.Name)
	}
	return NewBoundMethod(Of(n), Of(t)), nil
}

func setString(what string, p func(v Value) *Value) func(*World, Value, Value) error {
	return func(_ *World, v, x Value) error {
		if !x.Has(&StrLayout) {
			return TypeErrorf("%s must be set to a string object", what)
		}
		*p(v) = x
		return nil
	}
}

func funcMethods() []Native {
	return []Native{callRow(), bindRow(), reprRow(func(w *World, v Value) string {
		name, _ := StringOf(As[Func](v).Qualname)
		return "<function " + name + " at " + hexAddress(w, v) + ">"
	})}
}

func funcGetSets() []GetSet {
	return []GetSet{
		{Name: "__name__", Doc: "the name", Get: func(_ *World, v Value) (Value, error) { return As[Func](v).Name, nil },
			Set: setString("__name__", func(v Value) *Value { return &As[Func](v).Name })},
		{Name: "__qualname__", Doc: "the qualified name", Get: func(_ *World, v Value) (Value, error) { return As[Func](v).Qualname, nil },
			Set: setString("__qualname__", func(v Value) *Value { return &As[Func](v).Qualname })},
		{Name: "__module__", Doc: "the module's name", Get: func(_ *World, v Value) (Value, error) { return As[Func](v).Module, nil },
			Set: func(_ *World, v, x Value) error { As[Func](v).Module = orNone(x); return nil }},
		{Name: "__doc__", Doc: "the documentation", Get: func(_ *World, v Value) (Value, error) { return As[Func](v).Doc, nil },
			Set: func(_ *World, v, x Value) error { As[Func](v).Doc = orNone(x); return nil }},
		{Name: "__code__", Doc: "the code", Get: func(_ *World, v Value) (Value, error) { return OrNone(As[Func](v).Code), nil }, Set: setCode},
		{Name: "__defaults__", Doc: "defaults of positional parameters", Get: func(_ *World, v Value) (Value, error) {
			if d := As[Func](v).Defaults; len(d) > 0 {
				return Of(NewTuple(d...)), nil
			}
			return None, nil
		}, Set: setDefaults},
		{Name: "__kwdefaults__", Doc: "defaults of keyword-only parameters", Get: func(_ *World, v Value) (Value, error) { return OrNone(As[Func](v).KwDefaults), nil },
			Set: func(_ *World, v, x Value) error {
				if !x.IsUnbound() && !x.IsNone() && !x.Has(&DictLayout) {
					return TypeErrorf("__kwdefaults__ must be set to a dict object")
				}
				As[Func](v).KwDefaults = AsA[Dict](x, &DictLayout)
				return nil
			}},
		{Name: "__annotations__", Doc: "the annotations", Get: func(_ *World, v Value) (Value, error) {
			f := As[Func](v)
			if f.Annotations == nil {
				f.Annotations = NewDict()
			}
			return Of(f.Annotations), nil
		}, Set: func(_ *World, v, x Value) error {
			if !x.IsUnbound() && !x.IsNone() && !x.Has(&DictLayout) {
				return TypeErrorf("__annotations__ must be set to a dict object")
			}
			As[Func](v).Annotations = AsA[Dict](x, &DictLayout)
			return nil
		}},
		member("__closure__", "the cells", func(_ *World, v Value) (Value, error) {
			f := As[Func](v)
			if len(f.Closure) == 0 {
				return None, nil
			}
			cells := make([]Value, len(f.Closure))
			for i, c := range f.Closure {
				cells[i] = Of(c)
			}
			return Of(NewTuple(cells...)), nil
		}),
		member("__globals__", "the global namespace", func(_ *World, v Value) (Value, error) { return Of(As[Func](v).Globals), nil }),
		member("__builtins__", "the builtin namespace", func(_ *World, v Value) (Value, error) { return Of(As[Func](v).Builtins), nil }),
		{Name: "__dict__", Doc: "the function's attributes", Get: getDict, Set: setDict},
	}
}

func orNone(v Value) Value {
	if v.IsUnbound() {
		return None
	}
	return v
}

func setCode(_ *World, v, x Value) error {
	f, c := As[Func](v), AsA[Code](x, &CodeLayout)
	if c == nil {
		return TypeErrorf("__code__ must be set to a code object")
	}
	if len(c.Src.Free) != len(f.Closure) {
		name, _ := StringOf(f.Name)
		return ValueErrorf("%s() requires a code object with %d free vars, not %d", name, len(f.Closure), len(c.Src.Free))
	}
	f.Code, f.Space = c, nil
	return nil
}

func setDefaults(_ *World, v, x Value) error {
	f := As[Func](v)
	switch t := AsA[Tuple](x, &TupleLayout); {
	case t != nil:
		f.Defaults = t.Items
	case x.IsUnbound() || x.IsNone():
		f.Defaults = nil
	default:
		return TypeErrorf("__defaults__ must be set to a tuple object")
	}
	return nil
}

func boundMethodMethods() []Native {
	return []Native{
		callRow(),
		leaf("__get__", "(self, instance, owner=None, /)", "Return self.", returnSelf),
		slow("__repr__", "(self, /)", "Return repr(self).", func(w *World, args []Value) (Value, error) {
			return Value{}, ErrSlow
		}, func(c *Call) Action {
			b := As[BoundMethod](c.Reg(0))
			if c.Step() == 0 {
				return c.Do(1, OpRepr, b.Self)
			}
			name := "?"
			if f := AsA[Func](b.Fn, &FuncLayout); f != nil {
				name, _ = StringOf(f.Qualname)
			} else if b.Fn.IsNative() {
				name = As[Native](b.Fn).Qualname
			} else if own, ok := GetAttr(b.Fn, "__qualname__"); ok {
				name, _ = StringOf(own)
			}
			self, _ := StringOf(c.Result())
			return c.Return(NewStr("<bound method " + name + " of " + self + ">"))
		}),
		slow("__getattr__", "(self, name, /)", "Attributes of the function.", nil, func(c *Call) Action {
			return c.DoTail(OpGetAttr, As[BoundMethod](c.Reg(0)).Fn, c.Reg(1))
		}),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(w *World, args []Value) (Value, error) {
			b := As[BoundMethod](args[0])
			get, ok := w.Builtins.GetString("getattr")
			name := None
			if f := AsA[Func](b.Fn, &FuncLayout); f != nil {
				name = f.Name
			} else if n := AsA[Native](b.Fn, &NativeLayout); n != nil {
				name = NewStr(n.Name)
			}
			if !ok || name.IsNone() {
				return Value{}, TypeErrorf("cannot pickle 'method' object")
			}
			return newPair(get, newPair(b.Self, name)), nil
		}),
		hashRow(nil),
		leaf("__eq__", "(self, value, /)", "Return self==value.", func(_ *World, args []Value) (Value, error) {
			if !args[1].Is(&BoundMethodShape) {
				return NotImplemented, nil
			}
			eq, _ := equalMethods(args[0], args[1])
			return Bool(eq), nil
		}),
	}
}

func equalMethods(a, b Value) (equal, known bool) {
	x, y := AsA[BoundMethod](a, &BoundMethodLayout), AsA[BoundMethod](b, &BoundMethodLayout)
	return x != nil && y != nil && x.Fn == y.Fn && x.Self == y.Self, true
}

func hashMethod(w *World, v Value) (uint64, error) {
	b := As[BoundMethod](v)
	h, err := HashOf(w, b.Fn)
	return hashed(h ^ w.Identity(b.Self)), err
}

func boundMethodGetSets() []GetSet {
	return []GetSet{
		member("__func__", "the function", func(_ *World, v Value) (Value, error) { return As[BoundMethod](v).Fn, nil }),
		member("__self__", "the object", func(_ *World, v Value) (Value, error) { return As[BoundMethod](v).Self, nil }),
		getter("__name__", "the name", func(_ *World, v Value) (Value, error) {
			switch fn := As[BoundMethod](v).Fn; {
			case fn.Has(&FuncLayout):
				return As[Func](fn).Name, nil
			case fn.IsNative():
				return NewStr(As[Native](fn).Name), nil
			}
			return Value{}, AttributeErrorf(v, "__name__", "'method' object has no attribute '__name__'")
		}),
		getter("__doc__", "the documentation", func(_ *World, v Value) (Value, error) {
			switch fn := As[BoundMethod](v).Fn; {
			case fn.Has(&FuncLayout):
				return As[Func](fn).Doc, nil
			case fn.IsNative():
				return NewStr(As[Native](fn).Doc), nil
			}
			return None, nil
		}),
	}
}

// isDunder reports whether name has the form __x__.
func isDunder(name string) bool {
	return len(name) > 4 && name[:2] == "__" && name[len(name)-2:] == "__"
}

func getSetMethods() []Native {
	return []Native{
		slow("__get__", "(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", func(w *World, args []Value) (Value, error) {
			g := As[GetSet](args[0])
			if args[1].IsNone() && g.Self != NoneType {
				return args[0], nil
			}
			if err := g.check(args[1]); err != nil {
				return Value{}, err
			}
			return g.Get(w, args[1])
		}, nil),
		leaf("__set__", "(self, instance, value, /)", "Set an attribute of instance to value.", func(w *World, args []Value) (Value, error) {
			g := As[GetSet](args[0])
			if err := g.check(args[1]); err != nil {
				return Value{}, err
			}
			if g.Set == nil {
				return Value{}, g.ReadOnly(args[1])
			}
			return None, g.Set(w, args[1], args[2])
		}),
		reprRow(func(_ *World, v Value) string {
			g := As[GetSet](v)
			if g.Member {
				return "<member '" + g.Name + "' of '" + g.Self.Name + "' objects>"
			}
			return "<attribute '" + g.Name + "' of '" + g.Self.Name + "' objects>"
		}),
	}
}

func (g *GetSet) check(v Value) error {
	if !v.Type().SubtypeOf(g.Self) {
		return TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", g.Name, g.Self.Name, v.Type().LongName())
	}
	return nil
}

// ReadOnly words the error for an assignment to an attribute of v without a setter.
func (g *GetSet) ReadOnly(v Value) error {
	if g.Member {
		return Errorf(AttributeError, "readonly attribute")
	}
	return AttributeErrorf(v, g.Name, "attribute '%s' of '%s' objects is not writable", g.Name, g.Self.Name)
}

func getSetGetSets() []GetSet {
	return []GetSet{
		getter("__name__", "the name", func(_ *World, v Value) (Value, error) { return NewStr(As[GetSet](v).Name), nil }),
		getter("__qualname__", "the qualified name", func(_ *World, v Value) (Value, error) {
			return NewStr(As[GetSet](v).Self.Name + "." + As[GetSet](v).Name), nil
		}),
		getter("__doc__", "the documentation", func(_ *World, v Value) (Value, error) { return NewStr(As[GetSet](v).Doc), nil }),
		member("__objclass__", "the class", func(_ *World, v Value) (Value, error) { return Of(As[GetSet](v).Self), nil }),
	}
}

func cellMethods() []Native {
	return append(compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		y := AsA[Cell](b, &CellLayout)
		if y == nil {
			return false, nil, false
		}
		x := As[Cell](a)
		if x.V.IsUnbound() || y.V.IsUnbound() {
			c := 0
			if x.V.IsUnbound() && !y.V.IsUnbound() {
				c = -1
			} else if !x.V.IsUnbound() {
				c = 1
			}
			return order(op, c), nil, true
		}
		v, err, ok := CompareLeaf(nil, op, x.V, y.V)
		if !ok {
			return false, ErrSlow, true
		}
		return v == True, err, true
	}, func(op Comparison) step {
		return func(c *Call) Action {
			a, b := RegAs[Cell](c, 0, &CellLayout), RegAs[Cell](c, 1, &CellLayout)
			return c.DoTail(OpCompare, a.V, b.V, Int(int64(op)))
		}
	}), reprRow(func(w *World, v Value) string {
		c := As[Cell](v)
		if c.V.IsUnbound() {
			return "<cell at " + hexAddress(w, v) + ": empty>"
		}
		return "<cell at " + hexAddress(w, v) + ": " + c.V.Type().Name + " object at " + hexAddress(w, c.V) + ">"
	}))
}

var cellNew = Native{Sig: "(cls, contents=None, /)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
	return Of(NewCell(args[1])), nil
}}

func cellGetSets() []GetSet {
	return []GetSet{{Name: "cell_contents", Doc: "the content", Get: func(_ *World, v Value) (Value, error) {
		if c := As[Cell](v); !c.V.IsUnbound() {
			return c.V, nil
		}
		return Value{}, ValueErrorf("Cell is empty")
	}, Set: func(_ *World, v, x Value) error { As[Cell](v).V = x; return nil }}}
}
