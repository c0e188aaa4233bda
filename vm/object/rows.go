package object

// Constructors of rows, so that tables read as tables.

type fast = func(w *World, args []Value) (Value, error)
type step = func(c *Call) Action

func leaf(name, sig, doc string, f fast) Native {
	return Native{Name: name, Sig: sig, Doc: doc, Fast: f}
}

// slow is a row whose leaf, if it has one, may leave the work to its steps.
func slow(name, sig, doc string, f fast, s step, temps ...RegKind) Native {
	return Native{Name: name, Sig: sig, Doc: doc, Fast: f, Step: s, Temps: temps}
}

func (n Native) kind(k Kind) Native {
	n.Kind = k
	return n
}

func (n Native) catches() Native {
	n.Catches = true
	return n
}

func getter(name, doc string, get func(w *World, self Value) (Value, error)) GetSet {
	return GetSet{Name: name, Doc: doc, Get: get}
}

// member is getter for what is a field of the struct in CPython.
func member(name, doc string, get func(w *World, self Value) (Value, error)) GetSet {
	return GetSet{Name: name, Doc: doc, Get: get, Member: true}
}

var binaryMethods = [NumBinary]struct{ name, sign string }{
	{"add", "+"}, {"sub", "-"}, {"mul", "*"}, {"truediv", "/"}, {"floordiv", "//"}, {"mod", "%"}, {"pow", "**"},
	{"lshift", "<<"}, {"rshift", ">>"}, {"and", "&"}, {"or", "|"}, {"xor", "^"}, {"matmul", "@"},
}

// binaryRows are the methods of binary operators and their reflected forms.
// f is the operation; ok false gives NotImplemented.
func binaryRows(f func(w *World, op Binary, a, b Value) (v Value, err error, ok bool), ops ...Binary) []Native {
	var rows []Native
	for _, op := range ops {
		m := binaryMethods[op]
		sig := "(self, value, /)"
		if op == BinPow {
			continue // has a third argument
		}
		rows = append(rows,
			leaf("__"+m.name+"__", sig, "Return self"+m.sign+"value.", func(w *World, args []Value) (Value, error) {
				v, err, ok := f(w, op, args[0], args[1])
				if !ok && err == nil {
					v = NotImplemented
				}
				return v, err
			}),
			leaf("__r"+m.name+"__", sig, "Return value"+m.sign+"self.", func(w *World, args []Value) (Value, error) {
				v, err, ok := f(w, op, args[1], args[0])
				if !ok && err == nil {
					v = NotImplemented
				}
				return v, err
			}))
	}
	return rows
}

var compareMethods = [...]struct{ name, sign string }{
	{"__lt__", "<"}, {"__le__", "<="}, {"__eq__", "=="}, {"__ne__", "!="}, {"__gt__", ">"}, {"__ge__", ">="},
}

// compareRows are the six comparisons. f compares; ok false gives
// NotImplemented, ErrSlow leaves it to the steps s, which may be nil.
func compareRows(f func(op Comparison, a, b Value) (r bool, err error, ok bool), s func(op Comparison) step, temps ...RegKind) []Native {
	rows := make([]Native, 0, len(compareMethods))
	for i, m := range compareMethods {
		op := Comparison(i)
		n := leaf(m.name, "(self, value, /)", "Return self"+m.sign+"value.", func(_ *World, args []Value) (Value, error) {
			r, err, ok := f(op, args[0], args[1])
			if err != nil {
				return Value{}, err
			}
			if !ok {
				return NotImplemented, nil
			}
			return Bool(r), nil
		})
		if s != nil {
			n.Step, n.Temps = s(op), temps
		}
		rows = append(rows, n)
	}
	return rows
}

// hashRow is __hash__ by the type's leaf; steps ask the parts of a value.
func hashRow(s step, temps ...RegKind) Native {
	return slow("__hash__", "(self, /)", "Return hash(self).", func(w *World, args []Value) (Value, error) {
		v := args[0]
		t := v.Type()
		if t.Hash == nil {
			return HashValue(w.Identity(v)), nil
		}
		h, err := t.Hash(w, v)
		return HashValue(h), err
	}, s, temps...)
}

// reprRow is __repr__ by text.
func reprRow(f func(w *World, v Value) string) Native {
	return leaf("__repr__", "(self, /)", "Return repr(self).", func(w *World, args []Value) (Value, error) {
		return NewStr(f(w, args[0])), nil
	})
}

// typeArg returns the class that __new__ is to make an instance of.
func typeArg(v Value, base *Type) (*Type, error) {
	t := AsA[Type](v, &TypeLayout)
	if t == nil {
		return nil, TypeErrorf("%s.__new__(X): X is not a type object (%s)", base.Name, v.Type().LongName())
	}
	if !t.SubtypeOf(base) {
		return nil, TypeErrorf("%s.__new__(%s): %s is not a subtype of %s", base.Name, t.Name, t.Name, base.Name)
	}
	if t.Layout.Core != base.Layout.Core {
		return nil, TypeErrorf("%s.__new__(%s) is not safe, use %s.__new__()", base.Name, t.Name, t.Name)
	}
	return t, nil
}

// newOf returns a new empty object of a class.
func newOf[T any](t *Type) *T { return (*T)(ptr(t.Layout.New(t.Root))) }

// hexAddress is how reprs show identity.
func hexAddress(w *World, v Value) string {
	b := []byte("0x")
	n := w.Address(v)
	return string(appendHex(appendHex(b, uint32(n>>32), 4), uint32(n), 8))
}
