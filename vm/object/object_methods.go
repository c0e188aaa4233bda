package object

import (
	"slices"
	"strings"
)

// ObjectNew is object.__new__.
var ObjectNew = &Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.", Fast: objectNew}

func objectNew(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], ObjectType)
	if err != nil {
		return Value{}, err
	}
	if len(As[Tuple](args[1]).Items) > 0 || As[Dict](args[2]).live > 0 {
		if t.Defines("__new__", ObjectType) {
			return Value{}, TypeErrorf("object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if !t.Defines("__init__", ObjectType) {
			return Value{}, TypeErrorf("%s() takes no arguments", t.Name)
		}
	}
	if t.Flags&Abstract != 0 {
		return Value{}, abstractError(t)
	}
	if t.Layout == &InstanceLayout {
		return Of(NewInstance(t.Root)), nil
	}
	return Value{O: t.Layout.New(t.Root)}, nil
}

// abstractError is the error for an instance of a class with abstract methods.
func abstractError(t *Type) error {
	v, _ := t.Dict.GetString("__abstractmethods__")
	var names []string
	if s := AsA[Set](v, &SetLayout); s != nil {
		for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
			if n, ok := StringOf(s.KeyAt(i)); ok {
				names = append(names, n)
			}
		}
	}
	slices.Sort(names)
	word := "method"
	if len(names) != 1 {
		word = "methods"
	}
	return TypeErrorf("Can't instantiate abstract class %s with abstract %s %s", t.Name, word, strings.Join(names, ", "))
}

func objectTable() Table {
	return Table{Type: ObjectType, Name: "object",
		Doc:   "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.",
		Shape: &ObjectShape, Layout: &InstanceLayout,
		Struct: instanceLayout(),
		New:    ObjectNew,
		Methods: append(reduceRows(), []Native{
			leaf("__init__", "(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", objectInit),
			slow("__repr__", "(self, /)", "Return repr(self).", objectRepr, nil),
			slow("__str__", "(self, /)", "Return str(self).", nil, func(c *Call) Action { return c.DoTail(OpRepr, c.Reg(0)) }),
			leaf("__eq__", "(self, value, /)", "Return self==value.", func(_ *World, args []Value) (Value, error) {
				if args[0] == args[1] {
					return True, nil
				}
				return NotImplemented, nil
			}),
			slow("__ne__", "(self, value, /)", "Return self!=value.", nil, stepObjectNe),
			leaf("__lt__", "(self, value, /)", "Return self<value.", notImplemented),
			leaf("__le__", "(self, value, /)", "Return self<=value.", notImplemented),
			leaf("__gt__", "(self, value, /)", "Return self>value.", notImplemented),
			leaf("__ge__", "(self, value, /)", "Return self>=value.", notImplemented),
			leaf("__hash__", "(self, /)", "Return hash(self).", func(w *World, args []Value) (Value, error) {
				return HashValue(w.Identity(args[0])), nil
			}),
			slow("__getattribute__", "(self, name, /)", "Return getattr(self, name).", nil, attrStep(OpGenericGetAttr)),
			slow("__setattr__", "(self, name, value, /)", "Implement setattr(self, name, value).", nil, attrStep(OpGenericSetAttr)),
			slow("__delattr__", "(self, name, /)", "Implement delattr(self, name).", nil, attrStep(OpGenericDelAttr)),
			leaf("__dir__", "(self, /)", "Default dir() implementation.", objectDir),
			slow("__format__", "(self, format_spec, /)", "Default object formatter.", nil, stepObjectFormat),
			leaf("__init_subclass__", "(cls, /, **kwargs)", "This method is called when a class is subclassed.", func(_ *World, args []Value) (Value, error) {
				if As[Dict](args[1]).live > 0 {
					return Value{}, TypeErrorf("%s.__init_subclass__() takes no keyword arguments", As[Type](args[0]).Name)
				}
				return None, nil
			}).kind(ClassMethod),
			leaf("__subclasshook__", "(cls, subclass, /)", "Abstract classes can override this to customize issubclass().", func(*World, []Value) (Value, error) {
				return NotImplemented, nil
			}).kind(ClassMethod),
			leaf("__sizeof__", "(self, /)", "Size of object in memory, in bytes.", func(_ *World, args []Value) (Value, error) {
				n := 16
				if k, ok := LenLeaf(args[0]); ok {
					n += 16 * k
				}
				return Int(int64(n)), nil
			}),
		}...),
		GetSets: []GetSet{
			{Name: "__class__", Doc: "the object's class", Get: func(_ *World, self Value) (Value, error) { return Of(self.Type()), nil }, Set: setClass},
			{Name: "__dict__", Doc: "dictionary for instance variables", Get: getDict, Set: setDict},
		},
	}
}

func notImplemented(*World, []Value) (Value, error) { return NotImplemented, nil }

func objectInit(_ *World, args []Value) (Value, error) {
	if len(As[Tuple](args[1]).Items) > 0 || As[Dict](args[2]).live > 0 {
		t := args[0].Type()
		if t.Defines("__init__", ObjectType) {
			return Value{}, TypeErrorf("object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if !t.Defines("__new__", ObjectType) {
			return Value{}, TypeErrorf("%s.__init__() takes exactly one argument (the instance to initialize)", t.Name)
		}
	}
	return None, nil
}

func objectRepr(w *World, args []Value) (Value, error) {
	return NewStr(w.DefaultRepr(args[0])), nil
}

// typeName is the qualified name of a class, with its module unless that is builtins.
func typeName(t *Type) string {
	if t.Module == "builtins" || t.Module == "" {
		return t.Qualname
	}
	return t.Module + "." + t.Qualname
}

// stepObjectNe is the inverse of __eq__, unless that is NotImplemented.
func stepObjectNe(c *Call) Action {
	switch c.Step() {
	case 0:
		return c.callMethod(1, c.Reg(0), "__eq__", c.Reg(1))
	case 1:
		if c.Result() == NotImplemented {
			return c.Return(NotImplemented)
		}
		return c.Do(2, OpTruth, c.Result())
	}
	return c.Return(Bool(c.Result() != True))
}

// callMethod asks for a call of a special method of v, which its class has.
func (c *Call) callMethod(next int, v Value, name string, args ...Value) Action {
	fn, ok := v.Type().Lookup(name)
	if !ok || fn.IsNone() {
		return c.Raise(TypeErrorf("'%s' object has no %s", v.Type().LongName(), name))
	}
	switch {
	case fn.Has(&StaticMethodLayout):
		return c.Ask(next, As[Wrapper](fn).Fn, args...)
	case fn.Has(&ClassMethodLayout):
		fn, v = As[Wrapper](fn).Fn, Of(v.Type())
	}
	return c.Ask(next, fn, append([]Value{v}, args...)...)
}

func attrStep(op Operation) step {
	return func(c *Call) Action {
		if !c.Reg(1).Has(&StrLayout) {
			return c.Raise(TypeErrorf("attribute name must be string, not '%s'", c.Reg(1).Type().LongName()))
		}
		return c.DoTail(op, c.F.Regs[:len(c.F.Native.Params)]...)
	}
}

// objectDir lists the names of an object's own attributes and its classes'.
func objectDir(_ *World, args []Value) (Value, error) {
	names := map[string]bool{}
	v := args[0]
	switch {
	case v.Has(&ModuleLayout):
		dictNames(names, As[Module](v).Dict)
	case v.O != nil && v.O.Shape.Layout.Attrs != nil:
		if v.O.Shape.inDict {
			dictNames(names, AttrDict(v))
		} else {
			for i, n := range v.O.Shape.names {
				if _, ok := GetAttr(v, n); ok && i < maxSlots {
					names[n] = true
				}
			}
		}
	}
	typeNames(names, v.Type())
	return nameList(names), nil
}

func dictNames(names map[string]bool, d *Dict) {
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if s, ok := StringOf(d.KeyAt(i)); ok {
			names[s] = true
		}
	}
}

func typeNames(names map[string]bool, t *Type) {
	for _, k := range t.MRO {
		dictNames(names, k.Dict)
	}
}

func nameList(names map[string]bool) Value {
	var items []Value
	for _, n := range sortedKeys(names) {
		items = append(items, NewStr(n))
	}
	return Of(NewList(items))
}

func stepObjectFormat(c *Call) Action {
	spec, ok := StringOf(c.Reg(1))
	if !ok {
		return c.Raise(TypeErrorf("__format__() argument must be str, not %s", c.Reg(1).Type().LongName()))
	}
	if spec != "" {
		return c.Raise(TypeErrorf("unsupported format string passed to %s.__format__", c.Reg(0).Type().LongName()))
	}
	return c.DoTail(OpStr, c.Reg(0))
}

func setClass(_ *World, self, v Value) error {
	if v.IsUnbound() {
		return TypeErrorf("can't delete __class__ attribute")
	}
	t := AsA[Type](v, &TypeLayout)
	if t == nil {
		return TypeErrorf("__class__ must be set to a class, not '%s' object", v.Type().LongName())
	}
	old := self.Type()
	if old.Builtin() && !self.Has(&ModuleLayout) || t.Builtin() && t != ModuleType {
		return TypeErrorf("__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if old.Layout != t.Layout || old.Flags&HasDict != t.Flags&HasDict {
		return TypeErrorf("__class__ assignment: '%s' object layout differs from '%s'", t.Name, old.Name)
	}
	SetClass(self, t)
	return nil
}

func getDict(_ *World, self Value) (Value, error) {
	switch {
	case self.Has(&ModuleLayout):
		return Of(As[Module](self).Dict), nil
	case self.O != nil && self.O.Shape.Layout.Attrs != nil && self.Type().Flags&HasDict != 0:
		return Of(AttrDict(self)), nil
	}
	return Value{}, AttributeErrorf(self, "__dict__", "'%s' object has no attribute '__dict__'", self.Type().LongName())
}

func setDict(w *World, self, v Value) error {
	if _, err := getDict(w, self); err != nil {
		return err
	}
	if self.Has(&ModuleLayout) {
		return Errorf(AttributeError, "readonly attribute")
	}
	d := AsA[Dict](v, &DictLayout)
	if v.IsUnbound() {
		d = NewDict()
	}
	if d == nil {
		return TypeErrorf("__dict__ must be set to a dictionary, not a '%s'", v.Type().LongName())
	}
	SetAttrDict(self, d)
	return nil
}

// DefaultRepr is the text of object.__repr__.
func (w *World) DefaultRepr(v Value) string {
	return "<" + typeName(v.Type()) + " object at " + hexAddress(w, v) + ">"
}
