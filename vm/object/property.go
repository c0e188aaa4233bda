package object

// The types property, staticmethod, classmethod and super.
var (
	PropertyType   = &Type{}
	PropertyShape  Shape
	PropertyLayout Layout

	StaticMethodType   = &Type{}
	ClassMethodType    = &Type{}
	StaticMethodShape  Shape
	ClassMethodShape   Shape
	StaticMethodLayout Layout
	ClassMethodLayout  Layout

	SuperType   = &Type{}
	SuperShape  Shape
	SuperLayout Layout
)

func propertyTable() Table {
	return Table{Type: PropertyType, Name: "property",
		Doc:   "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring",
		Shape: &PropertyShape, Layout: &PropertyLayout,
		Struct: Struct[Property]{Name: "property",
			Init: func(x *Property) { x.Get, x.Set, x.Del, x.Doc, x.Name = None, None, None, None, None },
			Fields: func(x *Property, a Archive) {
				a.Values("slots", &x.Slots)
				a.Value("get", &x.Get)
				a.Value("set", &x.Set)
				a.Value("del", &x.Del)
				a.Value("doc", &x.Doc)
				a.Value("name", &x.Name)
			}, Attrs: func(x *Property) *Attrs { return &x.Attrs }}.Layout(),
		New: &propertyNew, Methods: propertyMethods(), GetSets: propertyGetSets(),
	}
}

func staticMethodTable() Table {
	return Table{Type: StaticMethodType, Name: "staticmethod", Flags: HasDict,
		Doc:   "staticmethod(function) -> method\n\nConvert a function to be a static method.\n\nA static method does not receive an implicit first argument.",
		Shape: &StaticMethodShape, Layout: &StaticMethodLayout, Struct: wrapperStruct("staticmethod"),
		New: newWrapper(StaticMethodType),
		Methods: append(wrapperMethods(func(fn, _, _ Value) Value { return fn }), slow("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", nil, func(c *Call) Action {
			args := append([]Value(nil), RegAs[Tuple](c, 1, &TupleLayout).Items...)
			return c.tailKw(As[Wrapper](c.Reg(0)).Fn, args, RegAs[Dict](c, 2, &DictLayout))
		})), GetSets: wrapperGetSets(),
	}
}

func classMethodTable() Table {
	return Table{Type: ClassMethodType, Name: "classmethod", Flags: HasDict,
		Doc:   "classmethod(function) -> method\n\nConvert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust like an instance method receives the instance.",
		Shape: &ClassMethodShape, Layout: &ClassMethodLayout, Struct: wrapperStruct("classmethod"),
		New:     newWrapper(ClassMethodType),
		Methods: wrapperMethods(func(fn, _, owner Value) Value { return NewBoundMethod(fn, owner) }), GetSets: wrapperGetSets(),
	}
}

func wrapperStruct(name string) Layout {
	return Struct[Wrapper]{Name: name, Init: func(x *Wrapper) { x.Fn = None },
		Fields: func(x *Wrapper, a Archive) {
			a.Values("slots", &x.Slots)
			a.Value("function", &x.Fn)
		}, Attrs: func(x *Wrapper) *Attrs { return &x.Attrs }}.Layout()
}

func superTable() Table {
	return Table{Type: SuperType, Name: "super",
		Doc:   "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
		Shape: &SuperShape, Layout: &SuperLayout,
		Struct: Struct[Super]{Name: "super", Init: func(x *Super) { x.Type, x.Self = ObjectType, Unbound },
			Fields: func(x *Super, a Archive) {
				visitOwn(a, "type", &TypeLayout, &x.Type)
				a.Value("self", &x.Self)
				VisitRef(a, "start", &TypeLayout, &x.Start)
			}}.Layout(),
		Sub: SubLayout[Super], New: &superNew, Methods: superMethods(), GetSets: superGetSets(),
	}
}

// PropertyError returns the error for a property without the function asked
// for: getter, setter or deleter.
func PropertyError(p *Property, self Value, what string) error {
	if name, ok := StringOf(p.Name); ok {
		return AttributeErrorf(self, name, "property '%s' of '%s' object has no %s", name, self.Type().Qualname, what)
	}
	return Errorf(AttributeError, "property of '%s' object has no %s", self.Type().Qualname, what)
}
