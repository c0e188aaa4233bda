package object

// MappingProxy is a read-only view of a mapping.
type MappingProxy struct {
	Header
	Map Value
}

// The type of mapping proxies.
var (
	MappingProxyType   = &Type{}
	MappingProxyShape  Shape
	MappingProxyLayout Layout
)

// NewMappingProxy returns a read-only view.
func NewMappingProxy(m Value) Value { return Of(&MappingProxy{Header{&MappingProxyShape}, m}) }

func mappingProxyTable() Table {
	ask := func(method string) step {
		return func(c *Call) Action {
			x := As[MappingProxy](c.Reg(0))
			if c.Step() == 0 {
				return c.Do(1, OpGetAttr, x.Map, Of(Intern(method)))
			}
			args := append([]Value(nil), c.F.Regs[1:len(c.F.Native.Params)]...)
			for i, v := range args {
				args[i] = orNone(v)
			}
			return c.Tail(c.Result(), args...)
		}
	}
	do := func(op Operation) step {
		return func(c *Call) Action {
			args := append([]Value{As[MappingProxy](c.Reg(0)).Map}, c.F.Regs[1:len(c.F.Native.Params)]...)
			return c.DoTail(op, args...)
		}
	}
	compare := func(op Comparison) step {
		return func(c *Call) Action {
			return c.DoTail(OpCompare, As[MappingProxy](c.Reg(0)).Map, c.Reg(1), Int(int64(op)))
		}
	}
	return Table{Type: MappingProxyType, Name: "mappingproxy", Doc: "Read-only proxy of a mapping.", Flags: Final,
		Shape: &MappingProxyShape, Layout: &MappingProxyLayout,
		Struct: Struct[MappingProxy]{Name: "mappingproxy", Init: func(x *MappingProxy) { x.Map = None },
			Fields: func(x *MappingProxy, a Archive) { a.Value("mapping", &x.Map) }}.Layout(),
		New: &Native{Sig: "(cls, mapping, /)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
			if _, ok := args[1].Type().Lookup("__getitem__"); !ok || args[1].Has(&ListLayout) || args[1].Has(&TupleLayout) {
				return Value{}, TypeErrorf("mappingproxy() argument must be a mapping, not %s", args[1].Type().LongName())
			}
			return NewMappingProxy(args[1]), nil
		}},
		Members: map[string]Value{"__hash__": None},
		Equal:   func(a, b Value) (equal, known bool) { return false, false }, // __eq__ knows
		Methods: append(compareRows(func(Comparison, Value, Value) (bool, error, bool) { return false, ErrSlow, true }, compare), []Native{
			slow("__getitem__", "(self, key, /)", "Return self[key].", nil, do(OpGetItem)),
			slow("__contains__", "(self, key, /)", "Return bool(key in self).", nil, do(OpContains)),
			slow("__len__", "(self, /)", "Return len(self).", nil, do(OpLen)),
			slow("__iter__", "(self, /)", "Implement iter(self).", nil, do(OpIter)),
			slow("__reversed__", "(self, /)", "D.__reversed__() -> reverse iterator", nil, ask("__reversed__")),
			slow("__str__", "(self, /)", "Return str(self).", nil, do(OpStr)),
			slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *Call) Action {
				if c.Step() == 0 {
					return c.Do(1, OpRepr, As[MappingProxy](c.Reg(0)).Map)
				}
				s, _ := StringOf(c.Result())
				return c.Return(NewStr("mappingproxy(" + s + ")"))
			}),
			slow("get", "(self, key, default=None, /)", "Return the value for key if key is in the mapping, else default.", nil, ask("get")),
			slow("keys", "(self, /)", "A set-like object providing a view on the mapping's keys.", nil, ask("keys")),
			slow("values", "(self, /)", "An object providing a view on the mapping's values.", nil, ask("values")),
			slow("items", "(self, /)", "A set-like object providing a view on the mapping's items.", nil, ask("items")),
			slow("copy", "(self, /)", "Return a shallow copy of the mapping.", nil, ask("copy")),
			slow("__or__", "(self, value, /)", "Return self|value.", nil, func(c *Call) Action {
				return c.DoTail(OpBinary, unproxy(c.Reg(0)), unproxy(c.Reg(1)), Int(int64(BinOr)))
			}),
			slow("__ror__", "(self, value, /)", "Return value|self.", nil, func(c *Call) Action {
				return c.DoTail(OpBinary, unproxy(c.Reg(1)), unproxy(c.Reg(0)), Int(int64(BinOr)))
			}),
			leaf("__ior__", "(self, value, /)", "Return self|=value.", func(*World, []Value) (Value, error) {
				return Value{}, TypeErrorf("'|=' is not supported by mappingproxy; use '|' instead")
			}),
		}...),
	}
}

func unproxy(v Value) Value {
	if p := AsA[MappingProxy](v, &MappingProxyLayout); p != nil {
		return p.Map
	}
	return v
}
