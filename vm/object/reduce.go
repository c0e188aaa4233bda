package object

// What object says of itself to pickle and copy: __reduce_ex__, __reduce__ and
// __getstate__, and the functions of copyreg that their results name. The
// module copyreg holds these functions too; it is package pickle's.

// The functions of copyreg that make an object again.
var (
	NewObj        = &Native{Name: "__newobj__", Sig: "(cls, /, *args)", Doc: "Make an object by cls.__new__(cls, *args).", Step: stepNewObj}
	NewObjEx      = &Native{Name: "__newobj_ex__", Sig: "(cls, args, kwargs)", Doc: "Make an object by cls.__new__(cls, *args, **kwargs).", Step: stepNewObjEx}
	Reconstructor = &Native{Name: "_reconstructor", Sig: "(cls, base, state)", Doc: "Make an object of a class whose builtin base is made of state.",
		Step: stepReconstructor, Temps: []RegKind{Any}}
	OldReduce = &Native{Name: "_reduce_ex", Sig: "(self, proto)", Doc: "How protocols 0 and 1 reduce an object.",
		Step: stepOldReduce, Temps: []RegKind{Any, Any}}
)

// reduceRows are the rows of object.
func reduceRows() []Native {
	return []Native{
		slow("__reduce_ex__", "(self, protocol, /)", "Helper for pickle.", nil, stepReduceEx, TupleReg, Any, Any, Any),
		slow("__reduce__", "(self, /)", "Helper for pickle.", nil, func(c *Call) Action {
			return c.Tail(Of(OldReduce), c.Reg(0), Int(0))
		}),
		leaf("__getstate__", "(self, /)", "Helper for pickle.", func(w *World, args []Value) (Value, error) {
			return StateOf(w, args[0])
		}),
	}
}

// objectRow returns a row of object, once types are linked.
func objectRow(name string) Value {
	v, _ := ObjectType.Dict.GetString(name)
	return v
}

// overrides reports whether a class has another method of this name than object.
func overrides(t *Type, name string) bool {
	v, ok := t.Lookup(name)
	return ok && v != objectRow(name)
}

// cannotPickle is the error for objects that no class and attributes make again.
func cannotPickle(t *Type) error {
	if t == CodeType || t == MemoryViewType { // whose size varies, CPython says
		return TypeErrorf("cannot pickle %s objects", t.Name)
	}
	return TypeErrorf("cannot pickle '%s' object", t.LongName())
}

// The registers of object.__reduce_ex__ after its parameters.
const (
	reduceArgs = 2 + iota // the tuple for __newobj__
	reduceKw              // keyword arguments of __getnewargs_ex__
	reduceState
	reduceItems // iterator of list items
)

// stepReduceEx is object.__reduce_ex__.
func stepReduceEx(c *Call) Action {
	obj := c.Reg(0)
	switch c.Step() {
	case 0:
		if !c.Reg(1).IsInt() {
			return c.Do(1, OpIndex, c.Reg(1))
		}
	case 1:
		c.SetReg(1, c.Result())
	case 2:
		return c.newArgsEx()
	case 3:
		return c.newArgs()
	case 4:
		c.SetReg(reduceState, c.Result())
		return c.reduceContents()
	case 5:
		c.SetReg(reduceItems, c.Result())
		return c.reduced(None)
	case 6:
		return c.Do(7, OpIter, c.Result())
	case 7:
		return c.reduced(c.Result())
	case 8:
		return c.Return(c.Result())
	}
	t := obj.Type()
	switch {
	case overrides(t, "__reduce__"):
		return c.callMethod(8, obj, "__reduce__")
	case c.Reg(1).O == nil && c.Reg(1).N < 2:
		return c.Tail(Of(OldReduce), obj, c.Reg(1))
	case t.Flags&NoInstances != 0:
		return c.Raise(cannotPickle(t))
	}
	c.SetReg(reduceArgs, Of(NewTuple(Of(t))))
	if _, ok := t.Lookup("__getnewargs_ex__"); ok {
		return c.callMethod(2, obj, "__getnewargs_ex__")
	}
	if _, ok := t.Lookup("__getnewargs__"); ok {
		return c.callMethod(3, obj, "__getnewargs__")
	}
	return c.reduceState(false)
}

func (c *Call) newArgsEx() Action {
	pair := AsA[Tuple](c.Result(), &TupleLayout)
	switch {
	case pair == nil:
		return c.Raise(TypeErrorf("__getnewargs_ex__ should return a tuple, not '%s'", c.Result().Type().LongName()))
	case len(pair.Items) != 2:
		return c.Raise(ValueErrorf("__getnewargs_ex__ should return a tuple of length 2, not %d", len(pair.Items)))
	}
	args, kw := AsA[Tuple](pair.Items[0], &TupleLayout), AsA[Dict](pair.Items[1], &DictLayout)
	switch {
	case args == nil:
		return c.Raise(TypeErrorf("first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", pair.Items[0].Type().LongName()))
	case kw == nil:
		return c.Raise(TypeErrorf("second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", pair.Items[1].Type().LongName()))
	}
	if kw.Len() > 0 {
		c.SetReg(reduceKw, pair.Items[1])
		c.SetReg(reduceArgs, Of(NewTuple(Of(c.Reg(0).Type()), pair.Items[0], pair.Items[1])))
	} else {
		c.SetReg(reduceArgs, Of(NewTuple(append([]Value{Of(c.Reg(0).Type())}, args.Items...)...)))
	}
	return c.reduceState(true)
}

func (c *Call) newArgs() Action {
	args := AsA[Tuple](c.Result(), &TupleLayout)
	if args == nil {
		return c.Raise(TypeErrorf("__getnewargs__ should return a tuple, not '%s'", c.Result().Type().LongName()))
	}
	c.SetReg(reduceArgs, Of(NewTuple(append([]Value{Of(c.Reg(0).Type())}, args.Items...)...)))
	return c.reduceState(true)
}

// reduceState asks for the state. An object that is neither made of arguments
// nor filled with items must keep all it has in attributes.
func (c *Call) reduceState(hasArgs bool) Action {
	obj := c.Reg(0)
	if overrides(obj.Type(), "__getstate__") {
		return c.callMethod(4, obj, "__getstate__")
	}
	if !hasArgs && !obj.Has(&ListLayout) && !obj.Has(&DictLayout) && (obj.O == nil || obj.Layout() != &InstanceLayout) {
		return c.Raise(cannotPickle(obj.Type()))
	}
	state, err := StateOf(c.World, obj)
	if err != nil {
		return c.Raise(err)
	}
	c.SetReg(reduceState, state)
	return c.reduceContents()
}

// reduceContents asks for iterators over the items of lists and dicts.
func (c *Call) reduceContents() Action {
	obj := c.Reg(0)
	switch {
	case obj.Has(&ListLayout):
		return c.Do(5, OpIter, obj)
	case obj.Has(&DictLayout):
		return c.callMethod(6, obj, "items")
	}
	return c.reduced(None)
}

func (c *Call) reduced(pairs Value) Action {
	fn := NewObj
	if !c.Reg(reduceKw).IsUnbound() {
		fn = NewObjEx
	}
	items := c.Reg(reduceItems)
	if items.IsUnbound() {
		items = None
	}
	return c.Return(Of(NewTuple(Of(fn), c.Reg(reduceArgs), c.Reg(reduceState), items, pairs)))
}

// StateOf is object.__getstate__: the attributes, and with them those in
// slots, as a pair, if there are any.
func StateOf(_ *World, v Value) (Value, error) {
	t := v.Type()
	slots := NewDict()
	for _, name := range SlotNames(t) {
		if x, ok := GetAttr(v, name); ok {
			slots.SetString(name, x)
		}
	}
	state := None
	if t.Flags&HasDict != 0 && v.O != nil && v.O.Shape.Layout.Attrs != nil {
		d := AttrsOf(v)
		for i, ok := slots.Next(0); ok; i, ok = slots.Next(i + 1) {
			name, _ := StringOf(slots.KeyAt(i))
			d.DeleteString(name)
		}
		if d.Len() > 0 {
			state = Of(d)
		}
	}
	if slots.Len() > 0 {
		return Of(NewTuple(state, Of(slots))), nil
	}
	return state, nil
}

// AttrsOf returns the attributes of v as a dict of their own. v's layout must
// have attributes.
func AttrsOf(v Value) *Dict {
	if v.O.Shape.inDict {
		return AttrDict(v).Copy()
	}
	d := NewDict()
	a := v.O.Shape.Layout.Attrs(v.O)
	for i, n := range v.O.Shape.names {
		if i < len(a.Slots) && !a.Slots[i].IsUnbound() {
			d.SetString(n, a.Slots[i])
		}
	}
	return d
}

// SlotNames lists the names in the __slots__ of a class and its bases.
func SlotNames(t *Type) (names []string) {
	for _, k := range t.MRO {
		if k.Builtin() {
			continue
		}
		for i, ok := k.Dict.Next(0); ok; i, ok = k.Dict.Next(i + 1) {
			if m := AsA[Member](k.Dict.ValueAt(i), &MemberLayout); m != nil && m.Class == k {
				name, _ := StringOf(k.Dict.KeyAt(i))
				names = append(names, name)
			}
		}
	}
	return names
}

// stepNewObj is copyreg.__newobj__.
func stepNewObj(c *Call) Action {
	if c.Step() == 0 {
		return c.Do(1, OpGetAttr, c.Reg(0), Of(Intern("__new__")))
	}
	return c.Tail(c.Result(), append([]Value{c.Reg(0)}, RegAs[Tuple](c, 1, &TupleLayout).Items...)...)
}

// stepNewObjEx is copyreg.__newobj_ex__.
func stepNewObjEx(c *Call) Action {
	pos, kw := AsA[Tuple](c.Reg(1), &TupleLayout), AsA[Dict](c.Reg(2), &DictLayout)
	switch {
	case pos == nil:
		return c.Raise(TypeErrorf("Value after * must be an iterable, not %s", c.Reg(1).Type().LongName()))
	case kw == nil:
		return c.Raise(TypeErrorf("argument after ** must be a mapping, not %s", c.Reg(2).Type().LongName()))
	case c.Step() == 0:
		return c.Do(1, OpGetAttr, c.Reg(0), Of(Intern("__new__")))
	}
	args := append([]Value{c.Reg(0)}, pos.Items...)
	var names []Value
	for i, ok := kw.Next(0); ok; i, ok = kw.Next(i + 1) {
		if !kw.KeyAt(i).Has(&StrLayout) {
			return c.Raise(TypeErrorf("keywords must be strings"))
		}
		names, args = append(names, kw.KeyAt(i)), append(args, kw.ValueAt(i))
	}
	act := c.Tail(c.Result(), args...)
	if names != nil {
		c.Keywords = NewTuple(names...)
	}
	return act
}

// stepReconstructor is copyreg._reconstructor.
func stepReconstructor(c *Call) Action {
	const made = 3
	base := AsA[Type](c.Reg(1), &TypeLayout)
	switch {
	case base == nil:
		return c.Raise(TypeErrorf("base must be a class, not '%s'", c.Reg(1).Type().LongName()))
	case c.Step() == 0 && base == ObjectType:
		return c.Tail(Of(ObjectNew), c.Reg(0))
	case c.Step() == 0:
		fn, _ := base.Lookup("__new__")
		if fn.Has(&StaticMethodLayout) {
			fn = As[Wrapper](fn).Fn
		}
		return c.Ask(1, fn, c.Reg(0), c.Reg(2))
	case c.Step() == 1:
		c.SetReg(made, c.Result())
		if overrides(base, "__init__") {
			fn, _ := base.Lookup("__init__")
			return c.Ask(2, fn, c.Result(), c.Reg(2))
		}
	}
	return c.Return(c.Reg(made))
}

// stepOldReduce is copyreg.__reduce_ex__ with protocol 0 or 1: a class, its
// builtin base, and what that is made of.
func stepOldReduce(c *Call) Action {
	const content, state = 2, 3
	obj := c.Reg(0)
	t := obj.Type()
	base := t
	for !base.Builtin() {
		base = base.Base
	}
	switch c.Step() {
	case 0:
		switch {
		case base == ObjectType:
			c.SetReg(content, None)
		case base == t || base.Flags&NoInstances != 0:
			return c.Raise(cannotPickle(t))
		default:
			return c.Ask(1, Of(base), obj)
		}
	case 1:
		c.SetReg(content, c.Result())
	case 2:
		c.SetReg(state, c.Result())
	}
	if c.Step() < 2 {
		switch { // CPython 3.11 names no protocol here
		case overrides(t, "__getstate__"):
			return c.callMethod(2, obj, "__getstate__")
		case len(SlotNames(t)) > 0:
			return c.Raise(TypeErrorf("a class that defines __slots__ without defining __getstate__ cannot be pickled"))
		}
		v, err := StateOf(c.World, obj)
		if err != nil {
			return c.Raise(err)
		}
		c.SetReg(state, v)
	}
	args := NewTuple(Of(t), Of(base), c.Reg(content))
	if full, ok := TruthLeaf(c.Reg(state)); ok && !full {
		return c.Return(newPair(Of(Reconstructor), Of(args)))
	}
	return c.Return(Of(NewTuple(Of(Reconstructor), Of(args), c.Reg(state))))
}
