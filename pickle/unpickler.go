package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// unpickler is a pickle.Unpickler: a file, and what its class says of names
// and persistent ids.
type unpickler struct {
	object.Header
	object.Attrs
	file object.Value // Unbound before __init__
	id   uint64
}

// The type Unpickler.
var (
	unpicklerType   = &object.Type{}
	unpicklerShape  object.Shape
	unpicklerLayout object.Layout
)

func unpicklerTable() object.Table {
	return object.Table{Type: unpicklerType, Name: "Unpickler", Module: "pickle", Flags: object.HasDict,
		Doc:   "This takes a binary file for reading a pickle data stream.",
		Shape: &unpicklerShape, Layout: &unpicklerLayout,
		Struct: object.Struct[unpickler]{Name: "unpickler", Init: func(u *unpickler) { u.file = object.Unbound }, Fields: func(u *unpickler, a object.Archive) {
			a.Values("slots", &u.Slots)
			a.Value("file", &u.file)
			object.VisitInt(a, "id", &u.id)
		}, Attrs: func(u *unpickler) *object.Attrs { return &u.Attrs }, ID: func(u *unpickler) *uint64 { return &u.id }}.Layout(),
		New: &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: newObject},
		Methods: []object.Native{
			{Name: "__init__", Sig: "(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Doc: "Set the file to read from.", Step: stepUnpicklerInit, Catches: true},
			{Name: "load", Sig: "(self, /)", Doc: "Read a pickled object representation from the open file and return the object.", Step: stepUnpicklerLoad},
			{Name: "find_class", Sig: "(self, module_name, global_name, /)", Doc: "Return an object from a specified module.", Step: stepFindClass, Catches: true},
		},
	}
}

func stepUnpicklerInit(c *object.Call) object.Action {
	if e := c.Caught(); e != nil {
		if e.Shape.Type.SubtypeOf(object.AttributeError) {
			return c.Raise(object.TypeErrorf("file must have 'read' and 'readline' attributes"))
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpGetAttr, c.Reg(1), object.Of(object.Intern("read")))
	case 1:
		return c.Do(2, object.OpGetAttr, c.Reg(1), object.Of(object.Intern("readline")))
	}
	object.RegAs[unpickler](c, 0, &unpicklerLayout).file = c.Reg(1)
	return c.Return(object.None)
}

func stepUnpicklerLoad(c *object.Call) object.Action {
	u := object.RegAs[unpickler](c, 0, &unpicklerLayout)
	if c.Step() > 0 {
		loader := object.None
		if own(c.Reg(0), "find_class") || own(c.Reg(0), "persistent_load") {
			loader = c.Reg(0)
		}
		return c.Tail(object.Of(&loadNative), c.Result(), loader, object.False)
	}
	if u.file.IsUnbound() {
		return c.Raise(object.Errorf(unpickleError, "Unpickler.__init__() was not called by %s.__init__()", c.Reg(0).Type().LongName()))
	}
	return c.Ask(1, object.Of(&readNative), u.file)
}

// stepFindClass is Unpickler.find_class: it imports the module and follows the
// name.
func stepFindClass(c *object.Call) object.Action {
	module, ok1 := object.StringOf(c.Reg(1))
	name, ok2 := object.StringOf(c.Reg(2))
	if !ok1 || !ok2 {
		return c.Raise(object.TypeErrorf("find_class() arguments must be strings"))
	}
	m := vm.Of(c.World)
	if e := c.Caught(); e != nil {
		if mod, ok := m.Modules.GetString(module); ok && c.Step() == 2 && e.Shape.Type.SubtypeOf(object.AttributeError) {
			return c.Do(3, object.OpRepr, mod)
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if v, ok := object.Named(module + ":" + name); ok {
			return c.Return(v)
		}
		return c.Ask(1, vm.Importer(), c.Reg(1))
	case 1:
		if v, ok := m.FindGlobal(module, name); ok {
			return c.Return(v)
		}
		mod, _ := m.Modules.GetString(module)
		return c.Do(2, object.OpGetAttr, mod, c.Reg(2))
	case 2:
		return c.Return(c.Result())
	}
	text, _ := object.StringOf(c.Result())
	return c.Raise(object.Errorf(object.AttributeError, "Can't get attribute '%s' on %s", name, text))
}
