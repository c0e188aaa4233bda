package pickle

import (
	"errors"
	"sync"

	"brine/vm"
	"brine/vm/object"
)

// The exceptions of the module.
var (
	errorType     = &object.Type{}
	picklingError = &object.Type{}
	unpickleError = &object.Type{}
)

// enter prepares the static rows, once for the process.
var enter = sync.OnceFunc(func() {
	object.Bootstrap()
	for _, t := range []object.Table{
		{Type: errorType, Name: "PickleError", Module: "pickle", Base: object.ExceptionType, Flags: object.HasDict, Doc: "Base of the errors of pickle."},
		{Type: picklingError, Name: "PicklingError", Module: "pickle", Base: errorType, Flags: object.HasDict, Doc: "An object cannot be pickled."},
		{Type: unpickleError, Name: "UnpicklingError", Module: "pickle", Base: errorType, Flags: object.HasDict, Doc: "A pickle cannot be loaded."},
		reductionTable(), picklingTable(), buildingTable(), picklerTable(), unpicklerTable(),
	} {
		t.Enter()
	}
	picklingNative.Step, buildingNative.Step = stepPickling, stepBuilding
	for _, n := range []*object.Native{&picklingNative, &buildingNative, &readNative, &loadNative} {
		object.Internal("pickle", n)
	}
})

// Module fills the Python module pickle.
func Module(m *vm.Machine, mod *object.Module) error {
	enter()
	d := mod.Dict
	object.EnterFunctions("pickle", functions, d)
	for _, t := range []*object.Type{errorType, picklingError, unpickleError, picklerType, unpicklerType} {
		d.SetString(t.Name, object.Of(t))
	}
	d.SetString("__doc__", object.NewStr("Save and load values, programs in flight among them."))
	d.SetString("HIGHEST_PROTOCOL", object.Int(highestProtocol))
	d.SetString("DEFAULT_PROTOCOL", object.Int(defaultProtocol))
	return nil
}

// What hooks are told. The format has versions of its own.
const (
	highestProtocol = 5
	defaultProtocol = 4
)

var functions = []object.Native{
	{Name: "dump", Sig: "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc: "Write a pickled representation of obj to the open file object file.",
		Step: stepDump, Temps: []object.RegKind{object.Any}, Catches: true},
	{Name: "dumps", Sig: "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc: "Return the pickled representation of the object as a bytes object.", Step: stepDumps},
	{Name: "load", Sig: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Read and return an object from the pickle data stored in a file.", Step: stepLoad},
	{Name: "loads", Sig: "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Read and return an object from the given pickle data.", Step: stepLoads},
	{Name: "_loadall", Sig: "(data, /)", Doc: "Load a pickle and return everything that was made.", Step: stepLoads},
}

// toPython makes a Python exception of an error of this package.
func toPython(err error) error {
	var path *PathError
	if errors.As(err, &path) {
		return object.Errorf(object.TypeError, "%s", path.Error())
	}
	return object.Errorf(unpickleError, "%s", err.Error())
}

// protocolOf returns the protocol that hooks are told. callback is for buffers
// out of the stream, of which there are none.
func protocolOf(v, callback object.Value) (int64, error) {
	n, ok := int64(defaultProtocol), true
	if !v.IsUnbound() && !v.IsNone() {
		n, ok = object.Int64Of(v)
	}
	switch {
	case ok && n >= 0 && n < 5 && !callback.IsUnbound() && !callback.IsNone():
		return 0, object.ValueErrorf("buffer_callback needs protocol >= 5")
	case !ok:
		return 0, object.TypeErrorf("'%s' object cannot be interpreted as an integer", v.Type().LongName())
	case n < 0:
		return highestProtocol, nil
	case n > highestProtocol:
		return 0, object.ValueErrorf("pickle protocol must be <= %d", highestProtocol)
	}
	return n, nil
}

// stepDump is pickle.dump.
func stepDump(c *object.Call) object.Action {
	write := len(c.F.Regs) - 2
	if e := c.Caught(); e != nil {
		if c.Step() == 1 && e.Shape.Type.SubtypeOf(object.AttributeError) {
			return c.Raise(object.TypeErrorf("file must have a 'write' attribute"))
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpGetAttr, c.Reg(1), object.Of(object.Intern("write")))
	case 1:
		protocol, err := protocolOf(c.Reg(2), c.Reg(4))
		if err != nil {
			return c.Raise(err)
		}
		c.SetReg(write, c.Result())
		p := newPickling(vm.Of(c.World), c.Reg(0), object.None, protocol)
		return c.Ask(2, object.Of(&picklingNative), object.Of(p))
	case 2:
		return c.Ask(3, c.Reg(write), c.Result())
	}
	return c.Return(object.None)
}

// stepDumps is pickle.dumps.
func stepDumps(c *object.Call) object.Action {
	protocol, err := protocolOf(c.Reg(1), c.Reg(3))
	if err != nil {
		return c.Raise(err)
	}
	return c.Tail(object.Of(&picklingNative), object.Of(newPickling(vm.Of(c.World), c.Reg(0), object.None, protocol)))
}

// stepLoad is pickle.load.
func stepLoad(c *object.Call) object.Action {
	if c.Step() == 0 {
		return c.Ask(1, object.Of(&readNative), c.Reg(0))
	}
	return c.Tail(object.Of(&loadNative), c.Result(), object.None, object.False)
}

// stepLoads is pickle.loads, and pickle._loadall.
func stepLoads(c *object.Call) object.Action {
	return c.Tail(object.Of(&loadNative), c.Reg(0), object.None, object.Bool(c.F.Native.Name == "_loadall"))
}
