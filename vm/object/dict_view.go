package object

// DictView is a live view of a dict's keys, values or items, told apart by its
// shape.
type DictView struct {
	Header
	Dict *Dict
}

// The types of views.
var (
	DictKeysType    = &Type{}
	DictKeysShape   Shape
	DictValuesType  = &Type{}
	DictValuesShape Shape
	DictItemsType   = &Type{}
	DictItemsShape  Shape
	DictViewLayout  Layout
)

func dictViewTables() []Table {
	view := Struct[DictView]{Name: "dict_view", Init: func(x *DictView) { x.Dict = NewDict() },
		Fields: func(x *DictView, a Archive) { visitOwn(a, "dict", &DictLayout, &x.Dict) }}.Layout()
	common := func(iter, back *Shape) []Native {
		return []Native{
			leaf("__len__", "(self, /)", "Return len(self).", func(_ *World, args []Value) (Value, error) {
				return Int(int64(As[DictView](args[0]).Dict.live)), nil
			}),
			leaf("__iter__", "(self, /)", "Implement iter(self).", func(_ *World, args []Value) (Value, error) {
				return newDictIterator(iter, As[DictView](args[0]).Dict), nil
			}),
			leaf("__reversed__", "(self, /)", "Return a reverse iterator.", func(_ *World, args []Value) (Value, error) {
				return newDictReverse(back, As[DictView](args[0]).Dict), nil
			}),
			slow("__repr__", "(self, /)", "Return repr(self).", nil, stepViewRepr),
		}
	}
	mapping := []GetSet{getter("mapping", "dictionary that this view refers to", func(_ *World, v Value) (Value, error) {
		return NewMappingProxy(Of(As[DictView](v).Dict)), nil
	})}
	return []Table{
		{Type: DictKeysType, Name: "dict_keys", Doc: "View of the keys of a dict.", Flags: Final | NoInstances,
			Shape: &DictKeysShape, Layout: &DictViewLayout, Struct: view, Members: map[string]Value{"__hash__": None},
			Equal: equalViews, Methods: append(common(&DictKeyIteratorShape, &DictReverseKeyIteratorShape), viewSetMethods()...), GetSets: mapping},
		{Type: DictValuesType, Name: "dict_values", Doc: "View of the values of a dict.", Flags: Final | NoInstances,
			Shape: &DictValuesShape, Layout: &DictViewLayout, Methods: common(&DictValueIteratorShape, &DictReverseValueIteratorShape), GetSets: append([]GetSet(nil), mapping...)},
		{Type: DictItemsType, Name: "dict_items", Doc: "View of the items of a dict.", Flags: Final | NoInstances,
			Shape: &DictItemsShape, Layout: &DictViewLayout, Members: map[string]Value{"__hash__": None},
			Equal: equalViews, Methods: append(common(&DictItemIteratorShape, &DictReverseItemIteratorShape), viewSetMethods()...), GetSets: append([]GetSet(nil), mapping...)},
	}
}

// visitOwn visits a reference that must not be nil.
func visitOwn[T any](a Archive, name string, l *Layout, p **T) {
	old := *p
	VisitRef(a, name, l, p)
	if *p == nil {
		a.Fail("field %s is missing", name)
		*p = old
	}
}

func stepViewRepr(c *Call) Action {
	v := c.Reg(0)
	if c.Step() == 0 {
		if c.inRepr() {
			return c.Return(NewStr("..."))
		}
		items, ok := leafItems(v)
		if !ok {
			return c.Ask(1, Of(ListType), v)
		}
		return c.Do(2, OpRepr, Of(NewList(append([]Value(nil), items...))))
	}
	if c.Step() == 1 {
		return c.Do(2, OpRepr, c.Result())
	}
	s, _ := StringOf(c.Result())
	return c.Return(NewStr(v.Type().Name + "(" + s + ")"))
}

// isSetLike reports whether v is a set or a view of keys or items.
func isSetLike(v Value) bool {
	return v.Has(&SetLayout) || v.Is(&DictKeysShape) || v.Is(&DictItemsShape)
}

// equalViews compares views of keys with sets; items need a machine to hash.
func equalViews(a, b Value) (equal, known bool) {
	if !isSetLike(a) || !isSetLike(b) {
		return false, true
	}
	return false, false
}

// viewSetMethods are those that views share with sets. Operators make sets of
// the operands, in steps if they must.
func viewSetMethods() []Native {
	rows := []Native{
		slow("__contains__", "(self, key, /)", "Return key in self.", nil, stepViewContains, Any),
		slow("isdisjoint", "(self, other, /)", "Return True if the view and the given iterable have a null intersection.", nil, stepViewMethod("isdisjoint"), Any),
	}
	for _, op := range []string{"and", "or", "sub", "xor"} {
		rows = append(rows,
			slow("__"+op+"__", "(self, value, /)", "Return self"+viewSigns[op]+"value.", nil, stepViewOperator("__"+op+"__", false), Any),
			slow("__r"+op+"__", "(self, value, /)", "Return value"+viewSigns[op]+"self.", nil, stepViewOperator("__"+op+"__", true), Any))
	}
	for _, m := range compareMethods {
		rows = append(rows, slow(m.name, "(self, value, /)", "Return self"+m.sign+"value.", func(_ *World, args []Value) (Value, error) {
			if !isSetLike(args[1]) {
				return NotImplemented, nil
			}
			return Value{}, ErrSlow
		}, stepViewOperator(m.name, false), Any))
	}
	return rows
}

var viewSigns = map[string]string{"and": "&", "or": "|", "sub": "-", "xor": "^"}

// keysOf returns the dict for a view of its keys: it has their hashes.
func keysOf(v Value) Value {
	if v.Is(&DictKeysShape) && As[DictView](v).Dict.Shape == &DictShape {
		return Of(As[DictView](v).Dict)
	}
	return v
}

// viewUpdates are the methods by which a set of the left operand becomes the
// result.
var viewUpdates = map[string]string{"__or__": "update", "__sub__": "difference_update", "__xor__": "symmetric_difference_update"}

// stepViewOperator makes a set of the left operand and changes it by the right
// one, or makes sets of both and applies the set's method.
func stepViewOperator(method string, reflected bool) step {
	return func(c *Call) Action {
		const set = 2
		a, b := c.Reg(0), c.Reg(1)
		if reflected {
			a, b = b, a
		}
		switch c.Step() {
		case 0:
			if !iterable(c.Reg(1)) {
				return c.Return(NotImplemented)
			}
			return c.Ask(1, Of(SetType), keysOf(a))
		case 1:
			c.SetReg(set, c.Result())
			if update := viewUpdates[method]; update != "" {
				fn, _ := SetType.Lookup(update)
				return c.Ask(3, fn, c.Reg(set), b)
			}
			return c.Ask(2, Of(SetType), keysOf(b))
		case 3:
			return c.Return(c.Reg(set))
		}
		fn, _ := SetType.Lookup(method)
		return c.Tail(fn, c.Reg(set), c.Result())
	}
}

func stepViewMethod(method string) step {
	return func(c *Call) Action {
		if c.Step() == 0 {
			return c.Ask(1, Of(SetType), keysOf(c.Reg(0)))
		}
		fn, _ := SetType.Lookup(method)
		return c.Tail(fn, c.Result(), c.Reg(1))
	}
}

// stepViewContains looks a key up, or an item: the key, and then its value.
func stepViewContains(c *Call) Action {
	v := As[DictView](c.Reg(0))
	get, _ := DictType.Lookup("get")
	if v.Shape == &DictKeysShape {
		return c.DoTail(OpContains, Of(v.Dict), c.Reg(1))
	}
	pair := AsA[Tuple](c.Reg(1), &TupleLayout)
	if pair == nil || len(pair.Items) != 2 {
		return c.Return(False)
	}
	if c.Step() == 0 {
		c.SetReg(2, NewSentinel())
		return c.Ask(1, get, Of(v.Dict), pair.Items[0], c.Reg(2))
	}
	if c.Result() == c.Reg(2) {
		return c.Return(False)
	}
	return c.DoTail(OpEqual, c.Result(), pair.Items[1])
}
