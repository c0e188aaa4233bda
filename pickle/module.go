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
	} {
		t.Enter()
	}
})

// Module fills the Python module pickle.
func Module(m *vm.Machine, mod *object.Module) error {
	enter()
	d := mod.Dict
	object.EnterFunctions("pickle", functions, d)
	for _, t := range []*object.Type{errorType, picklingError, unpickleError} {
		d.SetString(t.Name, object.Of(t))
	}
	d.SetString("__doc__", object.NewStr("Save and load values, programs in flight among them."))
	d.SetString("HIGHEST_PROTOCOL", object.Int(5))
	d.SetString("DEFAULT_PROTOCOL", object.Int(4))
	return nil
}

var functions = []object.Native{
	{Name: "dump", Sig: "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc: "Write a pickled representation of obj to the open file object file.", Step: stepDump},
	{Name: "dumps", Sig: "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc: "Return the pickled representation of the object as a bytes object.", Step: stepDumps},
	{Name: "load", Sig: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Read and return an object from the pickle data stored in a file.",
		Step: stepLoad, Temps: []object.RegKind{object.Any, object.SmallInt, object.ListReg}},
	{Name: "loads", Sig: "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Read and return an object from the given pickle data.",
		Step: stepLoads, Temps: []object.RegKind{object.Any, object.SmallInt, object.ListReg}},
	{Name: "_loadall", Sig: "(data, /)", Doc: "Load a pickle and return everything that was made.", Step: stepLoads, Temps: []object.RegKind{object.Any, object.SmallInt, object.ListReg}},
}

// toPython makes a Python exception of an error of this package.
func toPython(err error) error {
	var path *PathError
	if errors.As(err, &path) {
		return object.Errorf(picklingError, "%s", path.Error())
	}
	return object.Errorf(unpickleError, "%s", err.Error())
}

func dumpFor(c *object.Call) (object.Value, error) {
	data, err := Dump(vm.Of(c.World), c.Reg(0), c.F.Back)
	if err != nil {
		return object.None, toPython(err)
	}
	return object.NewBytes(string(data)), nil
}

// stepDump is pickle.dump.
func stepDump(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpGetAttr, c.Reg(1), object.Of(object.Intern("write")))
	case 1:
		write := c.Result()
		data, err := dumpFor(c)
		if err != nil {
			return c.Raise(err)
		}
		return c.Ask(2, write, data)
	default:
		return c.Return(object.None)
	}
}

func stepDumps(c *object.Call) object.Action {
	data, err := dumpFor(c)
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(data)
}

// stepLoad is pickle.load.
func stepLoad(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpGetAttr, c.Reg(0), object.Of(object.Intern("read")))
	case 1:
		return c.Ask(2, c.Result())
	case 2:
		c.SetReg(len(c.F.Regs)-4, c.Result())
	}
	return load(c, 3)
}

func stepLoads(c *object.Call) object.Action {
	if c.Step() == 0 {
		c.SetReg(len(c.F.Regs)-4, c.Reg(0))
	}
	return load(c, 1)
}

// load imports the modules that the pickle needs, one a step, and loads it.
// Its registers are the last before the result: the data, the next module,
// the modules.
func load(c *object.Call, step int) object.Action {
	m := vm.Of(c.World)
	n := len(c.F.Regs)
	data, ok := bytesLike(c.Reg(n - 4))
	if !ok {
		return c.Raise(object.TypeErrorf("a bytes-like object is required, not '%s'", c.Reg(n-4).Type().Name))
	}
	if data == "" {
		return c.Raise(object.Errorf(object.EOFError, "Ran out of input"))
	}
	if c.Step() < step {
		names, err := Modules(m, []byte(data))
		if err != nil {
			return c.Raise(toPython(err))
		}
		list := object.NewList(nil)
		for _, name := range names {
			list.Append(object.NewStr(name))
		}
		c.SetReg(n-2, object.Of(list))
		c.SetReg(n-3, object.Int(0))
	}
	names := object.RegAs[object.List](c, n-2, &object.ListLayout).Items
	if i := c.Reg(n - 3).N; i < int64(len(names)) {
		c.SetReg(n-3, object.Int(i+1))
		return c.Ask(step, vm.Importer(), names[i])
	}
	got, err := Load(m, []byte(data))
	if err != nil {
		return c.Raise(toPython(err))
	}
	if c.F.Native.Name == "_loadall" {
		return c.Return(object.Of(object.NewList(got.Objects)))
	}
	return c.Return(got.Root)
}

func bytesLike(v object.Value) (string, bool) {
	switch {
	case v.Has(&object.BytesLayout):
		return object.BytesOf(v), true
	case v.Has(&object.ByteArrayLayout):
		return string(object.As[object.ByteArray](v).B), true
	}
	return "", false
}
