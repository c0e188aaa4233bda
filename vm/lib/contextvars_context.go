package lib

import (
	"brine/vm"
	"brine/vm/object"
)

func contextTable() *object.Table {
	view := func(name, doc string, shape *object.Shape) object.Native {
		return leaf(name, "(self, /)", doc, func(w *world, args []value) (value, error) {
			x := &object.DictView{Dict: object.As[object.Context](args[0]).Vars.Copy()}
			x.Header.Shape = shape
			it, _ := object.IterLeaf(object.Of(x))
			return it, nil
		})
	}
	return &object.Table{Type: object.ContextType, Name: "Context", Shape: &object.ContextShape, Layout: &object.ContextLayout, Struct: object.ContextStruct.Layout(), Flags: object.Final | object.Weakable,
		New: &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: func(w *world, args []value) (value, error) {
			if len(itemsOf(args[1])) > 0 || object.As[object.Dict](args[2]).Len() > 0 {
				return value{}, object.TypeErrorf("Context() does not accept any arguments")
			}
			return object.Of(&object.Context{Header: object.Header{Shape: &object.ContextShape}, Vars: object.NewDict()}), nil
		}},
		Members: map[string]value{"__hash__": object.None},
		Equal: func(a, b value) (equal, known bool) { // the values may be of any class
			return false, !a.Has(&object.ContextLayout) || !b.Has(&object.ContextLayout)
		},
		Methods: []object.Native{
			catching("run", "(self, callable, /, *args, **kwargs)", "", nil, stepContextRun, object.Any),
			leaf("copy", "(self, /)", "Return a shallow copy of the context object.", func(w *world, args []value) (value, error) {
				return object.Of(object.As[object.Context](args[0]).Copy()), nil
			}),
			slow("get", "(self, key, default=None, /)", "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does not exist, return `default`. If `default` is not given,\nreturn None.", keyed(func(w *world, args []value, v value, ok bool) (value, error) {
				if ok {
					return v, nil
				}
				return or(args[2], object.None), nil
			}), stepWrongKey),
			slow("__getitem__", "(self, key, /)", "Return self[key].", keyed(func(w *world, args []value, v value, ok bool) (value, error) {
				if !ok {
					return value{}, object.NewException(object.KeyError, args[1])
				}
				return v, nil
			}), stepWrongKey),
			slow("__contains__", "(self, key, /)", "Return key in self.", keyed(func(w *world, args []value, v value, ok bool) (value, error) {
				return object.Bool(ok), nil
			}), stepWrongKey),
			leaf("__len__", "(self, /)", "Return len(self).", func(w *world, args []value) (value, error) {
				return object.Int(int64(object.As[object.Context](args[0]).Vars.Len())), nil
			}),
			view("__iter__", "Implement iter(self).", &object.DictKeysShape),
			view("keys", "Return a list of all variables in the context object.", &object.DictKeysShape),
			view("values", "Return a list of all variables' values in the context object.", &object.DictValuesShape),
			view("items", "Return all variables and their values in the context object.\n\nThe result is returned as a list of 2-tuples (variable, value).", &object.DictItemsShape),
			compareContexts("__eq__", "Return self==value.", object.CmpEq),
			compareContexts("__ne__", "Return self!=value.", object.CmpNe),
		},
	}
}

// keyed is the leaf of a row that looks up a variable, which must be one: if it
// is not, its text is in the error.
func keyed(f func(w *world, args []value, v value, ok bool) (value, error)) fast {
	return func(w *world, args []value) (value, error) {
		x := object.AsA[ContextVar](args[1], &ContextVarLayout)
		if x == nil {
			return value{}, object.ErrSlow
		}
		v, ok := x.find(w, object.As[object.Context](args[0]))
		return f(w, args, v, ok)
	}
}

func stepWrongKey(c *call) action {
	if c.Step() == 0 {
		return c.Do(1, object.OpRepr, c.Reg(1))
	}
	s, _ := object.StringOf(c.Result())
	return c.Raise(object.TypeErrorf("a ContextVar key was expected, got %s", s))
}

// compareContexts is a row of == or !=: of the values, which may be of any class.
func compareContexts(name, doc string, op object.Comparison) object.Native {
	return slow(name, "(self, value, /)", doc, nil, func(c *call) action {
		x, y := object.RegAs[object.Context](c, 0, &object.ContextLayout), object.AsA[object.Context](c.Reg(1), &object.ContextLayout)
		if y == nil {
			return c.Return(object.NotImplemented)
		}
		return c.DoTail(object.OpCompare, object.Of(x.Vars.Copy()), object.Of(y.Vars.Copy()), object.Int(int64(op)))
	})
}

// stepContextRun is Context.run: the tasklet is in the context while the
// function runs. It may be another one that runs when this one waits.
func stepContextRun(c *call) action {
	const before = 4
	x := object.RegAs[object.Context](c, 0, &object.ContextLayout)
	current := vm.Of(c.World).Context()
	if c.Step() == 0 {
		if x.Entered {
			return c.Raise(object.RuntimeErrorf("cannot enter context: %s is already entered", c.DefaultRepr(c.Reg(0))))
		}
		c.SetReg(before, object.Of(*current))
		*current, x.Entered = x, true
		pos := object.RegAs[object.Tuple](c, 2, &object.TupleLayout)
		names, args := object.RegAs[object.Dict](c, 3, &object.DictLayout).Keywords(pos.Items)
		return c.AskKw(1, names, c.Reg(1), args...)
	}
	x.Entered = false
	*current = object.RegAs[object.Context](c, before, &object.ContextLayout)
	if e := c.Caught(); e != nil {
		return c.Raise(e)
	}
	return c.Return(c.Result())
}
