package object

import "fmt"

// WeakRef is a weak reference or a proxy; which one is told by its shape. Its
// referent is saved, but a walk that looks for the dead does not follow it.
type WeakRef struct {
	Header
	Target   Value // Unbound when dead
	Callback Value // None, or what is called with the reference when the referent has died
	Hash     Value // of the referent, an int; Unbound until it was asked for
	ID       uint64
}

// The types of weak references and proxies, which share a struct.
var (
	WeakRefType       = &Type{}
	ProxyType         = &Type{}
	CallableProxyType = &Type{}

	WeakRefShape, ProxyShape, CallableProxyShape Shape

	WeakRefLayout Layout
)

// proxyFlags: a proxy is asked for everything.
const proxyFlags = Final | NoInstances | UserGetAttr | UserSetAttr | UserEq | UserHash

func weakRefTables() []Table {
	return []Table{
		{Type: WeakRefType, Name: "ReferenceType", Module: "weakref", Doc: "A reference to an object that does not keep it alive.",
			Shape: &WeakRefShape, Layout: &WeakRefLayout, Sub: SubLayout[WeakRef],
			Struct: Struct[WeakRef]{Name: "weakref", Init: func(x *WeakRef) { x.Target, x.Callback, x.Hash = Unbound, None, Unbound },
				Fields: weakRefFields, ID: func(x *WeakRef) *uint64 { return &x.ID }}.Layout(),
			New:     &Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: newWeakRef},
			Methods: weakRefMethods(),
			GetSets: []GetSet{member("__callback__", "What is called when the object has died.", func(_ *World, self Value) (Value, error) {
				return As[WeakRef](self).Callback, nil
			})},
			Hash: hashWeakRef, Equal: equalWeakRefs,
		},
		{Type: ProxyType, Name: "ProxyType", Module: "weakref", Doc: "What stands for an object and does not keep it alive.", Flags: proxyFlags,
			Shape: &ProxyShape, Layout: &WeakRefLayout, Methods: append(proxyMethods(), plainProxyMethods()...)},
		{Type: CallableProxyType, Name: "CallableProxyType", Module: "weakref", Doc: "What stands for a callable object and does not keep it alive.",
			Flags: proxyFlags,
			Shape: &CallableProxyShape, Layout: &WeakRefLayout, Methods: append(proxyMethods(), proxyCallRow())},
	}
}

func weakRefFields(x *WeakRef, a Archive) {
	a.Value("target", &x.Target)
	a.Value("callback", &x.Callback)
	a.Value("hash", &x.Hash)
	VisitInt(a, "id", &x.ID)
	if a.Loading() && !x.Hash.IsInt() && !x.Hash.IsUnbound() {
		a.Fail("weak reference is not sound")
		x.Hash = Unbound
	}
}

// NewWeakRef returns a reference to v of a builtin type, given by its shape:
// the one that there is already, if it is to have no callback.
func (w *World) NewWeakRef(shape *Shape, v, callback Value) (*WeakRef, error) {
	if err := canDie(v); err != nil {
		return nil, err
	}
	if callback.IsUnbound() {
		callback = None
	}
	if callback.IsNone() {
		if x := w.Mortals.shared(v, shape); x != nil {
			return x, nil
		}
	}
	x := &WeakRef{Header: Header{shape}, Target: v, Callback: callback, Hash: Unbound}
	w.Mortals.Add(&x.Header)
	return x, nil
}

// newWeakRef is ReferenceType.__new__. What a subclass takes besides is for its
// __init__.
func newWeakRef(w *World, args []Value) (Value, error) {
	t, given := As[Type](args[0]), As[Tuple](args[1]).Items
	switch {
	case !t.SubtypeOf(WeakRefType):
		return Value{}, TypeErrorf("ReferenceType.__new__(%s): %s is not a subtype of weakref.ReferenceType", t.Name, t.Name)
	case len(given) == 0:
		return Value{}, TypeErrorf("__new__ expected at least 1 argument, got 0")
	case len(given) > 2:
		return Value{}, TypeErrorf("__new__ expected at most 2 arguments, got %d", len(given))
	case t == WeakRefType && As[Dict](args[2]).Len() > 0:
		return Value{}, TypeErrorf("ref() takes no keyword arguments")
	}
	callback := None
	if len(given) > 1 {
		callback = given[1]
	}
	if t == WeakRefType {
		x, err := w.NewWeakRef(&WeakRefShape, given[0], callback)
		if err != nil {
			return Value{}, err
		}
		return Of(x), nil
	}
	if err := canDie(given[0]); err != nil {
		return Value{}, err
	}
	x := newOf[WeakRef](t)
	x.Target, x.Callback = given[0], callback
	w.Mortals.Add(&x.Header)
	return Of(x), nil
}

// canDie refuses what cannot be referred to weakly.
func canDie(v Value) error {
	if v.Type().Flags&Weakable != 0 {
		return nil
	}
	return TypeErrorf("cannot create weak reference to '%s' object", v.Type().LongName())
}

func hashWeakRef(w *World, v Value) (uint64, error) {
	x := As[WeakRef](v)
	if x.Hash.IsInt() {
		return HashFrom(x.Hash), nil
	}
	if x.Target.IsUnbound() {
		return 0, TypeErrorf("weak object has gone away")
	}
	h, err := HashOf(w, x.Target)
	if err == nil {
		x.Hash = HashValue(h)
	}
	return h, err
}

// equalWeakRefs compares references that are not identical: the living by
// their referents.
func equalWeakRefs(a, b Value) (equal, known bool) {
	x, y := AsA[WeakRef](a, &WeakRefLayout), AsA[WeakRef](b, &WeakRefLayout)
	if x == nil || y == nil || x.Target.IsUnbound() || y.Target.IsUnbound() {
		return false, true
	}
	return Same(x.Target, y.Target)
}

// compareWeakRefs is __eq__ or __ne__.
func compareWeakRefs(op Comparison) step {
	return func(c *Call) Action {
		x, y := As[WeakRef](c.Reg(0)), AsA[WeakRef](c.Reg(1), &WeakRefLayout)
		if y == nil || IsProxy(c.Reg(1)) {
			return c.Return(NotImplemented)
		}
		if x.Target.IsUnbound() || y.Target.IsUnbound() {
			return c.Return(Bool((x == y) == (op == CmpEq)))
		}
		return c.DoTail(OpCompare, x.Target, y.Target, Int(int64(op)))
	}
}

func weakRefMethods() []Native {
	return []Native{
		leaf("__init__", "(self, object, callback=None, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", func(*World, []Value) (Value, error) {
			return None, nil
		}),
		leaf("__call__", "(self, /)", "Return the object, or None when it is dead.", func(_ *World, args []Value) (Value, error) {
			if x := As[WeakRef](args[0]); !x.Target.IsUnbound() {
				return x.Target, nil
			}
			return None, nil
		}),
		slow("__eq__", "(self, value, /)", "Return self==value.", nil, compareWeakRefs(CmpEq)),
		slow("__ne__", "(self, value, /)", "Return self!=value.", nil, compareWeakRefs(CmpNe)),
		slow("__hash__", "(self, /)", "Return hash(self).", func(w *World, args []Value) (Value, error) {
			h, err := hashWeakRef(w, args[0])
			return HashValue(h), err
		}, func(c *Call) Action {
			x := As[WeakRef](c.Reg(0))
			if c.Step() == 0 {
				return c.Do(1, OpHash, x.Target)
			}
			x.Hash = c.Result()
			return c.Return(c.Result())
		}),
		slow("__repr__", "(self, /)", "Return repr(self).", nil, stepWeakRefRepr).catches(),
		leaf("__class_getitem__", "(cls, object, /)", "See PEP 585", func(_ *World, args []Value) (Value, error) {
			return NewGenericAlias(args[0], args[1]), nil
		}).kind(ClassMethod),
	}
}

// stepWeakRefRepr names the referent too, if it has a __name__.
func stepWeakRefRepr(c *Call) Action {
	x := As[WeakRef](c.Reg(0))
	at := fmt.Sprintf("<weakref at %#x; ", c.World.Address(c.Reg(0)))
	switch {
	case c.Step() == 0 && !x.Target.IsUnbound():
		return c.Do(1, OpGetAttr, x.Target, Of(Intern("__name__")))
	case x.Target.IsUnbound():
		return c.Return(NewStr(at + "dead>"))
	}
	to := fmt.Sprintf("to '%s' at %#x", x.Target.Type().Name, c.World.Address(x.Target))
	if e := c.Caught(); e != nil && !Is(e, AttributeError) {
		return c.Raise(e)
	} else if name, ok := StringOf(c.Result()); e == nil && ok {
		to += " (" + name + ")"
	}
	return c.Return(NewStr(at + to + ">"))
}
