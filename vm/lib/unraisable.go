package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// unraisableArgs is what sys.unraisablehook is called with.
var unraisableArgs = newRecord("UnraisableHookArgs", "UnraisableHookArgs\n\nType used to pass arguments to sys.unraisablehook.",
	"exc_type", "exc_value", "exc_traceback", "err_msg", "object")

// unraisableNative hands an exception that has nowhere to go to
// sys.unraisablehook, and that hook's own exception to the default one.
var unraisableNative = object.Native{
	Name: "unraisable", Sig: "(exc, message, object, /)", Doc: "report an exception that has nowhere to go", Catches: true, Step: stepUnraisable,
}

func stepUnraisable(c *call) action {
	hook, own := object.None, object.None
	if sys := object.AsA[object.Module](moduleNamed(c.World, "sys"), &object.ModuleLayout); sys != nil {
		hook, _ = sys.Dict.GetString("unraisablehook")
		own, _ = sys.Dict.GetString("__unraisablehook__")
	}
	switch c.Step() {
	case 0:
		if hook.O != nil && !hook.IsNone() {
			return c.Ask(1, hook, unraisableOf(c.Reg(0), c.Reg(1), c.Reg(2)))
		}
	case 1:
		if e := c.Caught(); e != nil && own.O != nil {
			return c.Ask(2, own, unraisableOf(object.Of(e), str("Exception ignored in sys.unraisablehook"), hook))
		}
	}
	return c.Return(object.None)
}

func unraisableOf(exc, message, in value) value {
	tb := object.None
	if e := object.AsA[object.Exception](exc, &object.ExceptionLayout); e != nil {
		tb = object.OrNone(e.TB)
	}
	return unraisableArgs.of(object.Of(exc.Type()), exc, tb, message, in)
}

func moduleNamed(w *world, name string) value {
	v, _ := w.Modules.GetString(name)
	return v
}

// stepUnraisablehook is sys.unraisablehook.
func stepUnraisablehook(c *call) action {
	switch c.Step() {
	case 0:
		if c.Reg(0).Type() != unraisableArgs.typ {
			return c.Raise(object.TypeErrorf("sys.unraisablehook argument type must be UnraisableHookArgs"))
		}
		return c.Ask(1, vm.Importer(), str("traceback"))
	case 1:
		return c.Do(2, object.OpGetAttr, c.Result(), intern("_print_unraisable"))
	}
	return c.Tail(c.Result(), c.Reg(0))
}
