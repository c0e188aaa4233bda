package object

// The type of simple namespaces, which are instances with attributes.
var (
	NamespaceType  = &Type{}
	NamespaceShape Shape
)

func namespaceTable() Table {
	return Table{Type: NamespaceType, Name: "SimpleNamespace", Module: "types", Flags: HasDict,
		Doc:   "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
		Shape: &NamespaceShape, Layout: &InstanceLayout,
		New: &Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
			t, err := typeArg(args[0], NamespaceType)
			if err != nil {
				return Value{}, err
			}
			return Of(NewInstance(t.Root)), nil
		}},
		Methods: []Native{
			leaf("__init__", "(self, /, **kwargs)", "Initialize self.", func(_ *World, args []Value) (Value, error) {
				d := As[Dict](args[1])
				for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
					name, _ := StringOf(d.KeyAt(i))
					SetAttr(args[0], name, d.ValueAt(i))
				}
				return None, nil
			}),
			slow("__repr__", "(self, /)", "Return repr(self).", nil, stepNamespaceRepr, Count, StrReg),
			slow("__eq__", "(self, value, /)", "Return self==value.", nil, func(c *Call) Action {
				if !c.Reg(1).Type().SubtypeOf(NamespaceType) {
					return c.Return(NotImplemented)
				}
				return c.DoTail(OpCompare, Of(attrsCopy(c.Reg(0))), Of(attrsCopy(c.Reg(1))), Int(int64(CmpEq)))
			}),
			leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(_ *World, args []Value) (Value, error) {
				return Of(NewTuple(Of(args[0].Type()), Of(NewTuple()), Of(attrsCopy(args[0])))), nil
			}),
		},
		Equal:   func(a, b Value) (equal, known bool) { return false, !b.Type().SubtypeOf(NamespaceType) },
		Members: map[string]Value{"__hash__": None},
	}
}

// attrsCopy returns the attributes of an object as a new dict.
func attrsCopy(v Value) *Dict {
	if v.O.Shape.inDict {
		return AttrDict(v).Copy()
	}
	d := NewDict()
	for _, n := range v.O.Shape.names {
		if x, ok := GetAttr(v, n); ok {
			d.SetString(n, x)
		}
	}
	return d
}

func stepNamespaceRepr(c *Call) Action {
	const next, text = 1, 2
	name := c.Reg(0).Type().Name
	if name == "SimpleNamespace" {
		name = "namespace"
	}
	switch c.Step() {
	case 0:
		if c.inRepr() {
			return c.Return(NewStr(name + "(...)"))
		}
		c.SetReg(next, Int(0))
		c.SetReg(text, NewStr(name+"("))
	case 1:
		s, _ := StringOf(c.Result())
		c.appendText(text, s)
	}
	d := attrsCopy(c.Reg(0))
	i, ok := d.Next(int(c.Reg(next).N))
	if !ok {
		c.appendText(text, ")")
		return c.Return(c.Reg(text))
	}
	c.SetReg(next, Int(int64(i+1)))
	if i > 0 {
		c.appendText(text, ", ")
	}
	key, _ := StringOf(d.KeyAt(i))
	c.appendText(text, key, "=")
	return c.Do(1, OpRepr, d.ValueAt(i))
}
