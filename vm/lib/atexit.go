package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// atexitModule is atexit. Its handlers are a list of (function, args, kwargs)
// in the machine's state.
var atexitModule = module{
	name: "atexit",
	doc:  "allow programmer to define multiple exit functions to be executed\nupon normal program termination.",
	rows: []object.Native{
		leaf("register", "(func, /, *args, **kwargs)", "Register a function to be executed upon normal program termination", func(w *world, args []value) (value, error) {
			if _, ok := args[0].Type().Lookup("__call__"); !ok {
				return value{}, object.TypeErrorf("the first argument must be callable")
			}
			handlers(w).Append(tuple(args[0], args[1], args[2]))
			return args[0], nil
		}),
		slow("unregister", "(func, /)", "Unregister an exit function which was previously registered using\natexit.register", nil, stepUnregister, object.Count),
		leaf("_clear", "()", "Clear the list of previously registered exit functions.", func(w *world, _ []value) (value, error) {
			handlers(w).Items = nil
			return object.None, nil
		}),
		leaf("_ncallbacks", "()", "Return the number of registered exit functions.", func(w *world, _ []value) (value, error) {
			return object.Int(int64(len(handlers(w).Items))), nil
		}),
		catching("_run_exitfuncs", "()", "Run all registered exit functions.", nil, stepRunExitfuncs, object.Any, object.Count),
	},
}

// handlers returns the list of handlers, in the order in which they were registered.
func handlers(w *world) *object.List {
	if l := object.AsA[object.List](w.States["atexit"], &object.ListLayout); l != nil {
		return l
	}
	l := object.NewList(nil)
	w.States["atexit"] = object.Of(l)
	return l
}

// stepUnregister compares the handlers, the last first; its register is how
// many are left to be looked at.
func stepUnregister(c *call) action {
	l := handlers(c.World)
	left := int64(len(l.Items))
	if c.Step() > 0 {
		left = c.Reg(1).N
		if i := int(left); i < len(l.Items) && c.Result() == object.True {
			l.Items = append(l.Items[:i:i], l.Items[i+1:]...)
		}
	}
	if left = min(left, int64(len(l.Items))); left == 0 {
		return c.Return(object.None)
	}
	c.SetReg(1, object.Int(left-1))
	handler := itemsOf(l.Items[left-1])
	return c.Do(1, object.OpEqual, handler[0], c.Reg(0))
}

// stepRunExitfuncs calls the handlers, the last registered first, and forgets
// them; so those that are registered meanwhile are not called. Its registers
// are the handler that is called, and how many are left.
func stepRunExitfuncs(c *call) action {
	if e := c.Caught(); e != nil && c.Step() == 1 {
		return vm.Of(c.World).Unraisable(c, 2, e, str("Exception ignored in atexit callback"), c.Reg(0))
	}
	l := handlers(c.World)
	if c.Step() == 0 {
		c.SetReg(1, object.Int(int64(len(l.Items))))
	}
	n := min(c.Reg(1).N, int64(len(l.Items)))
	if n == 0 {
		l.Items = nil
		return c.Return(object.None)
	}
	handler := itemsOf(l.Items[n-1])
	c.SetReg(1, object.Int(n-1))
	c.SetReg(0, handler[0])
	names, args := object.AsA[object.Dict](handler[2], &object.DictLayout).Keywords(itemsOf(handler[1]))
	return c.AskKw(1, names, handler[0], args...)
}

// finishNative is what a program does when it has ended: the handlers of
// atexit, what the dead want, and in the end what all mortals want.
var finishNative = object.Native{
	Name: "finish", Sig: "()", Doc: "end the program", Catches: true, Step: stepFinish, Temps: []object.RegKind{object.Count},
}

// maxRounds is how often mortals that finalizers make are finalized in turn.
const maxRounds = 10

func stepFinish(c *call) action {
	const rounds = 0
	switch c.Step() {
	case 0:
		v, _ := object.Named("atexit:_run_exitfuncs")
		return c.Ask(1, v)
	case 1:
		c.States["finishing"] = object.True
		c.SetReg(rounds, object.Int(0))
		return c.Ask(2, vm.Collect(), object.Int(2))
	}
	n := c.Reg(rounds).N
	if len(c.Mortals.List) == 0 || n >= maxRounds || c.Step() == 3 && c.Result() == object.Int(0) {
		delete(c.States, "finishing")
		return c.Return(object.None)
	}
	c.SetReg(rounds, object.Int(n+1))
	return c.Ask(3, vm.Collect(), object.Int(-1))
}

// finishing reports whether the program is at its end.
func finishing(w *world) bool { return w.States["finishing"] == object.True }

// Finish makes the end of the program what the machine runs next.
func Finish(m *vm.Machine) { m.StartCall(object.Of(&finishNative)) }
