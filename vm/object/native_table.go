package object

import "strings"

// The types of what is written in Go and can be called, told apart as CPython
// does: functions and methods with their object are of one type; methods of
// builtin classes, special methods that stand for slots, and class methods as
// they stand in the dicts of their classes are of others, without an object.
var (
	NativeType                 = &Type{} // builtin_function_or_method
	NativeShape                Shape     // functions, and __new__
	NativeLayout               Layout
	BuiltinMethodShape         Shape // a method with its object, which is a BoundMethod
	MethodDescriptorType       = &Type{}
	MethodDescriptorShape      Shape
	WrapperDescriptorType      = &Type{}
	WrapperDescriptorShape     Shape
	ClassMethodDescriptorType  = &Type{}
	ClassMethodDescriptorShape Shape
	MethodWrapperType          = &Type{} // a special method with its object
	MethodWrapperShape         Shape
)

// IsNative reports whether v is a Native, of any of the types.
func (v Value) IsNative() bool { return v.O != nil && v.O.Shape.Layout == &NativeLayout }

// shape is the hidden class of a native.
func (n *Native) shape() *Shape {
	switch {
	case n.Self == nil || n.Kind == Function || n.Kind == StaticMethod:
		return &NativeShape
	case n.Kind == ClassMethod:
		return &ClassMethodDescriptorShape
	case n.IsSlot():
		return &WrapperDescriptorShape
	}
	return &MethodDescriptorShape
}

// boundShape is the hidden class of a function that is bound to an object.
func boundShape(fn Value) *Shape {
	n := AsA[Native](fn, &NativeLayout)
	switch {
	case n == nil || n.Kind == Function || n.Kind == StaticMethod:
		return &BoundMethodShape
	case n.IsSlot():
		return &MethodWrapperShape
	}
	return &BuiltinMethodShape
}

// nativeTables are the tables of the five types. Natives are static: a file
// refers to them by name.
func nativeTables() []Table {
	descriptor := func(t *Type, name, doc string, s *Shape) Table {
		return Table{Type: t, Name: name, Doc: doc, Flags: Final | NoInstances, Shape: s, Layout: &NativeLayout,
			Methods: []Native{callRow(), bindRow(), nativeRepr(), nativeReduce()}, GetSets: nativeGetSets("__objclass__")}
	}
	return []Table{
		{Type: NativeType, Name: "builtin_function_or_method", Doc: "A function or method written in Go.", Flags: Weakable | Final | NoInstances,
			Shape: &NativeShape, Layout: &NativeLayout, Struct: Struct[Native]{Name: "native"}.Layout(), Also: &BuiltinMethodShape, AlsoLayout: &BoundMethodLayout,
			Methods: append(boundRows(), callRow(), nativeRepr(), nativeReduce()), GetSets: nativeGetSets("__self__", "__module__"), Hash: hashNative, Equal: equalMethods},
		descriptor(MethodDescriptorType, "method_descriptor", "A method of a builtin class.", &MethodDescriptorShape),
		descriptor(WrapperDescriptorType, "wrapper_descriptor", "A special method of a builtin class.", &WrapperDescriptorShape),
		descriptor(ClassMethodDescriptorType, "classmethod_descriptor", "A class method of a builtin class.", &ClassMethodDescriptorShape),
		{Type: MethodWrapperType, Name: "method-wrapper", Doc: "A special method of an object.", Flags: Final | NoInstances,
			Shape: &MethodWrapperShape, Layout: &BoundMethodLayout,
			Methods: append(boundRows(), callRow(), nativeRepr(), nativeReduce()), GetSets: nativeGetSets("__self__", "__objclass__"), Hash: hashNative, Equal: equalMethods},
	}
}

// nativeOf returns the native that v is or has bound, and the object that it is
// bound to, or Unbound; nil if a file made by hand has bound something else.
func nativeOf(v Value) (n *Native, self Value) {
	if b := AsA[BoundMethod](v, &BoundMethodLayout); b != nil {
		return AsA[Native](b.Fn, &NativeLayout), b.Self
	}
	return AsA[Native](v, &NativeLayout), Unbound
}

func hashNative(w *World, v Value) (uint64, error) {
	if v.Has(&BoundMethodLayout) {
		return hashMethod(w, v)
	}
	return w.Identity(v), nil
}

// boundRows compare bound methods.
func boundRows() []Native {
	return []Native{hashRow(nil), leaf("__eq__", "(self, value, /)", "Return self==value.", func(_ *World, args []Value) (Value, error) {
		if !args[0].Has(&BoundMethodLayout) || args[0].Type() != args[1].Type() {
			return NotImplemented, nil
		}
		eq, _ := equalMethods(args[0], args[1])
		return Bool(eq), nil
	})}
}

func nativeRepr() Native {
	return reprRow(func(w *World, v Value) string {
		n, self := nativeOf(v)
		switch {
		case n == nil:
			return "<built-in function>"
		case v.Is(&MethodWrapperShape):
			return "<method-wrapper '" + n.Name + "' of " + self.Type().Name + " object at " + hexAddress(w, self) + ">"
		case !self.IsUnbound():
			return "<built-in method " + n.Name + " of " + self.Type().Name + " object at " + hexAddress(w, self) + ">"
		case n.Self == nil:
			return "<built-in function " + n.Name + ">"
		case n.Kind == StaticMethod:
			return "<built-in method " + n.Name + " of type object at " + hexAddress(w, Of(n.Self)) + ">"
		case v.Is(&WrapperDescriptorShape):
			return "<slot wrapper '" + n.Name + "' of '" + n.Self.Name + "' objects>"
		}
		return "<method '" + n.Name + "' of '" + n.Self.Name + "' objects>"
	})
}

func nativeReduce() Native {
	return leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(w *World, args []Value) (Value, error) {
		n, self := nativeOf(args[0])
		if n == nil {
			return Value{}, TypeErrorf("cannot pickle '%s' object", args[0].Type().Name)
		}
		if self.IsUnbound() {
			if n.Self == nil || n.Kind == StaticMethod {
				return NewStr(n.Qualname), nil
			}
			self = Of(n.Self)
		}
		get, ok := w.Builtins.GetString("getattr")
		if !ok {
			return Value{}, TypeErrorf("cannot pickle '%s' object", args[0].Type().Name)
		}
		return newPair(get, newPair(self, NewStr(n.Name))), nil
	})
}

// nativeGetSets are the attributes that all of the types have, and of the others
// those that are wanted.
func nativeGetSets(wanted ...string) []GetSet {
	row := func(name, doc string, get func(w *World, n *Native, self Value) Value) GetSet {
		return getter(name, doc, func(w *World, v Value) (Value, error) {
			n, self := nativeOf(v)
			if n == nil {
				return Value{}, AttributeErrorf(v, name, "'%s' object has no attribute '%s'", v.Type().Name, name)
			}
			return get(w, n, self), nil
		})
	}
	rows := []GetSet{
		row("__name__", "the name", func(_ *World, n *Native, _ Value) Value { return NewStr(n.Name) }),
		row("__qualname__", "the qualified name", func(_ *World, n *Native, self Value) Value {
			switch t := AsA[Type](self, &TypeLayout); {
			case self.IsUnbound():
				return NewStr(n.Qualname)
			case t != nil:
				return NewStr(t.Qualname + "." + n.Name)
			}
			return NewStr(self.Type().Qualname + "." + n.Name)
		}),
		row("__doc__", "the documentation", func(_ *World, n *Native, _ Value) Value { return NewStr(n.Doc) }),
		row("__text_signature__", "the signature", func(_ *World, n *Native, _ Value) Value { return NewStr(textSignature(n)) }),
	}
	for _, name := range wanted {
		switch name {
		case "__objclass__":
			rows = append(rows, row(name, "the class", func(_ *World, n *Native, _ Value) Value { return Of(n.Self) }))
		case "__module__":
			rows = append(rows, row(name, "the module's name", func(_ *World, n *Native, self Value) Value {
				if n.Self == nil {
					return NewStr(n.Module)
				}
				return None
			}))
		case "__self__":
			rows = append(rows, row(name, "the object, or the module or class", func(w *World, n *Native, self Value) Value {
				if !self.IsUnbound() {
					return self
				}
				if n.Self != nil {
					return Of(n.Self)
				}
				if m, ok := w.Modules.GetString(n.Module); ok {
					return m
				}
				return None
			}))
		}
	}
	return rows
}

// textSignature is the signature with its first parameter marked as one that
// the caller does not give.
func textSignature(n *Native) string {
	first := "$module"
	rest := strings.TrimPrefix(n.Sig, "(")
	if n.Self != nil && len(n.Params) > 0 {
		first, rest = "$self", strings.TrimPrefix(rest, n.Params[0].Name)
		if n.Kind != Method {
			first = "$type"
		}
		return "(" + first + rest
	}
	if rest == ")" {
		return "(" + first + ", /)"
	}
	return "(" + first + ", " + rest
}
