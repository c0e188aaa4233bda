package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// pickler is a pickle.Pickler: a file, and what its class or attributes say of
// objects. Each dump is complete by itself: nothing is remembered of the last.
type pickler struct {
	object.Header
	object.Attrs
	write    object.Value // method of the file; Unbound before __init__
	protocol int64
	id       uint64
}

// The type Pickler.
var (
	picklerType   = &object.Type{}
	picklerShape  object.Shape
	picklerLayout object.Layout
)

func picklerTable() object.Table {
	return object.Table{Type: picklerType, Name: "Pickler", Module: "pickle", Flags: object.HasDict,
		Doc:   "This takes a binary file for writing a pickle data stream.",
		Shape: &picklerShape, Layout: &picklerLayout,
		Struct: object.Struct[pickler]{Name: "pickler", Init: func(p *pickler) { p.write = object.Unbound }, Fields: func(p *pickler, a object.Archive) {
			a.Values("slots", &p.Slots)
			a.Value("write", &p.write)
			a.Int("protocol", &p.protocol)
			object.VisitInt(a, "id", &p.id)
		}, Attrs: func(p *pickler) *object.Attrs { return &p.Attrs }, ID: func(p *pickler) *uint64 { return &p.id }}.Layout(),
		New: &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: newObject},
		Methods: []object.Native{
			{Name: "__init__", Sig: "(self, file, protocol=None, fix_imports=True, buffer_callback=None)", Doc: "Set the file to write to.", Step: stepPicklerInit, Catches: true},
			{Name: "dump", Sig: "(self, obj, /)", Doc: "Write a pickled representation of the given object to the open file.", Step: stepPicklerDump},
			{Name: "clear_memo", Sig: "(self, /)", Doc: "Forget which objects were dumped: every dump is complete by itself here.", Fast: func(*object.World, []object.Value) (object.Value, error) {
				return object.None, nil
			}},
		},
	}
}

// newObject is __new__ of Pickler and Unpickler.
func newObject(_ *object.World, args []object.Value) (object.Value, error) {
	t := object.AsA[object.Type](args[0], &object.TypeLayout)
	if t == nil || t.Layout.Core != &picklerLayout && t.Layout.Core != &unpicklerLayout {
		return object.None, object.TypeErrorf("not a class of picklers")
	}
	return object.Value{O: t.Layout.New(t.Root)}, nil
}

func stepPicklerInit(c *object.Call) object.Action {
	if e := c.Caught(); e != nil {
		if e.Shape.Type.SubtypeOf(object.AttributeError) {
			return c.Raise(object.TypeErrorf("file must have a 'write' attribute"))
		}
		return c.Raise(e)
	}
	p := object.RegAs[pickler](c, 0, &picklerLayout)
	if c.Step() == 0 {
		protocol, err := protocolOf(c.Reg(2), c.Reg(4))
		if err != nil {
			return c.Raise(err)
		}
		p.protocol = protocol
		return c.Do(1, object.OpGetAttr, c.Reg(1), object.Of(object.Intern("write")))
	}
	p.write = c.Result()
	return c.Return(object.None)
}

func stepPicklerDump(c *object.Call) object.Action {
	p := object.RegAs[pickler](c, 0, &picklerLayout)
	switch c.Step() {
	case 0:
		if p.write.IsUnbound() {
			return c.Raise(object.Errorf(picklingError, "Pickler.__init__() was not called by %s.__init__()", c.Reg(0).Type().LongName()))
		}
		return c.Ask(1, object.Of(&picklingNative), object.Of(newPickling(vm.Of(c.World), c.Reg(1), c.Reg(0), p.protocol)))
	case 1:
		return c.Ask(2, p.write, c.Result())
	}
	return c.Return(object.None)
}
