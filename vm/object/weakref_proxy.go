package object

import "fmt"

// The methods of proxies: each does to the referent what is done to the proxy.

// referent returns what a proxy stands for, and any other value as it is; ok is
// false if it is dead.
func referent(v Value) (x Value, ok bool) {
	if !IsProxy(v) {
		return v, true
	}
	x = As[WeakRef](v).Target
	return x, !x.IsUnbound()
}

// IsProxy reports whether v is a proxy.
func IsProxy(v Value) bool { return v.Is(&ProxyShape) || v.Is(&CallableProxyShape) }

func goneAway() error {
	return Errorf(ReferenceError, "weakly-referenced object no longer exists")
}

// referents replaces the proxies among the parameters of a native.
func referents(c *Call) (args []Value, err error) {
	for _, v := range c.F.Regs[:len(c.F.Native.Params)] {
		x, ok := referent(v)
		if !ok {
			return nil, goneAway()
		}
		args = append(args, x)
	}
	return args, nil
}

// proxied is a row that performs an operation on the referents; flags follow.
func proxied(name, sig, doc string, op Operation, flags ...Value) Native {
	return slow(name, sig, doc, nil, func(c *Call) Action {
		args, err := referents(c)
		if err != nil {
			return c.Raise(err)
		}
		return c.DoTail(op, append(args, flags...)...)
	})
}

// proxiedSwap is proxied for reflected operators.
func proxiedSwap(name, doc string, op Binary) Native {
	return slow(name, "(self, value, /)", doc, nil, func(c *Call) Action {
		args, err := referents(c)
		if err != nil {
			return c.Raise(err)
		}
		return c.DoTail(OpBinary, args[1], args[0], Int(int64(op)))
	})
}

// proxiedCall is a row that calls a builtin, or for one with a dot a method of
// the referent's own, with the referents.
func proxiedCall(name, sig, doc, builtin string) Native {
	return slow(name, sig, doc, nil, func(c *Call) Action {
		args, err := referents(c)
		if err != nil {
			return c.Raise(err)
		}
		if c.Step() == 1 {
			return c.Tail(c.Result(), args[1:]...)
		}
		if builtin == "" {
			return c.Do(1, OpGetAttr, args[0], Of(Intern(name)))
		}
		fn, _ := c.Builtins.GetString(builtin)
		return c.Tail(fn, args...)
	})
}

func proxyCallRow() Native {
	return slow("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", nil, func(c *Call) Action {
		fn, ok := referent(c.Reg(0))
		if !ok {
			return c.Raise(goneAway())
		}
		names, args := RegAs[Dict](c, 2, &DictLayout).Keywords(RegAs[Tuple](c, 1, &TupleLayout).Items)
		act := c.Tail(fn, args...)
		c.Keywords = names
		return act
	})
}

// plainProxyMethods are those that, as in CPython, proxies of callables lack.
func plainProxyMethods() []Native {
	return []Native{
		proxiedCall("__bytes__", "(self, /)", "Return bytes(self).", ""),
		proxiedCall("__reversed__", "(self, /)", "Return reversed(self).", ""),
	}
}

func proxyMethods() []Native {
	rows := []Native{
		leaf("__repr__", "(self, /)", "Return repr(self).", func(w *World, args []Value) (Value, error) {
			to := As[WeakRef](args[0]).Target
			if to.IsUnbound() {
				to = None
			}
			return NewStr(fmt.Sprintf("<weakproxy at %#x to %s at %#x>", w.Address(args[0]), to.Type().Name, w.Address(to))), nil
		}),
		leaf("__hash__", "(self, /)", "Return hash(self).", func(_ *World, args []Value) (Value, error) {
			return Value{}, TypeErrorf("unhashable type: '%s'", args[0].Type().LongName())
		}),
		proxied("__str__", "(self, /)", "Return str(self).", OpStr),
		proxied("__getattribute__", "(self, name, /)", "Return getattr(self, name).", OpGetAttr),
		proxied("__setattr__", "(self, name, value, /)", "Implement setattr(self, name, value).", OpSetAttr),
		proxied("__delattr__", "(self, name, /)", "Implement delattr(self, name).", OpDelAttr),
		proxied("__bool__", "(self, /)", "True if self else False", OpTruth),
		proxied("__len__", "(self, /)", "Return len(self).", OpLen),
		proxied("__getitem__", "(self, key, /)", "Return self[key].", OpGetItem),
		proxied("__setitem__", "(self, key, value, /)", "Set self[key] to value.", OpSetItem),
		proxied("__delitem__", "(self, key, /)", "Delete self[key].", OpDelItem),
		proxied("__contains__", "(self, key, /)", "Return bool(key in self).", OpContains),
		proxied("__iter__", "(self, /)", "Implement iter(self).", OpIter),
		proxied("__index__", "(self, /)", "Return self converted to an integer, if self is suitable for use as an index into a list.", OpIndex),
		proxied("__neg__", "(self, /)", "-self", OpUnary, Int(int64(UnaryNeg))),
		proxied("__pos__", "(self, /)", "+self", OpUnary, Int(int64(UnaryPos))),
		proxied("__invert__", "(self, /)", "~self", OpUnary, Int(int64(UnaryInvert))),
		proxiedCall("__next__", "(self, /)", "Implement next(self).", "next"),
		proxiedCall("__int__", "(self, /)", "int(self)", "int"),
		proxiedCall("__float__", "(self, /)", "float(self)", "float"),
		proxiedCall("__abs__", "(self, /)", "abs(self)", "abs"),
		proxiedCall("__divmod__", "(self, value, /)", "Return divmod(self, value).", "divmod"),
	}
	for i, m := range compareMethods {
		rows = append(rows, proxied(m.name, "(self, value, /)", "Return self"+m.sign+"value.", OpCompare, Int(int64(i))))
	}
	for i, m := range binaryMethods {
		op := Binary(i)
		rows = append(rows,
			proxied("__"+m.name+"__", "(self, value, /)", "Return self"+m.sign+"value.", OpBinary, Int(int64(op))),
			proxied("__i"+m.name+"__", "(self, value, /)", "Return self"+m.sign+"=value.", OpBinary, Int(int64(op+BinaryInPlace))),
			proxiedSwap("__r"+m.name+"__", "Return value"+m.sign+"self.", op))
	}
	return rows
}
