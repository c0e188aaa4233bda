package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// readNative reads exactly one pickle from a file object, so that the next
// load finds the next: its head, which says how long it is, and the rest.
var readNative = object.Native{
	Name: "read", Sig: "(file, /)", Doc: "read one pickle from a file", Step: stepRead, Catches: true,
	Temps: []object.RegKind{object.Any, object.Any}, // its method read, the head
}

func stepRead(c *object.Call) object.Action {
	const read, head = 1, 2
	if e := c.Caught(); e != nil {
		if c.Step() <= 2 && e.Shape.Type.SubtypeOf(object.AttributeError) {
			return c.Raise(object.TypeErrorf("file must have 'read' and 'readline' attributes"))
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpGetAttr, c.Reg(0), object.Of(object.Intern("readline")))
	case 1:
		return c.Do(2, object.OpGetAttr, c.Reg(0), object.Of(object.Intern("read")))
	case 2:
		c.SetReg(read, c.Result())
		return c.Ask(3, c.Result(), object.Int(int64(headSize)))
	}
	data, ok := bytesLike(c.Result())
	if !ok {
		return c.Raise(object.TypeErrorf("a bytes-like object is required, not '%s'", c.Result().Type().LongName()))
	}
	if c.Step() == 3 {
		size, err := sizeOf([]byte(data))
		switch {
		case data == "":
			return c.Raise(object.Errorf(object.EOFError, "Ran out of input"))
		case err != nil:
			return c.Raise(toPython(err))
		}
		c.SetReg(head, object.NewBytes(data))
		return c.Ask(4, c.Reg(read), object.Int(int64(size)))
	}
	first, _ := bytesLike(c.Reg(head))
	return c.Return(object.NewBytes(first + data))
}

// loadNative loads a pickle: it imports the modules that are needed, one a
// step, asks a loader's find_class for each name, reads everything, and lets
// hooks make what they reduced.
var loadNative = object.Native{
	Name: "load_bytes", Sig: "(data, loader, all, /)", Doc: "load a pickle", Step: stepLoadBytes,
	Temps: []object.RegKind{object.ListReg, object.SmallInt, object.Any, object.DictReg}, // names, next of them, find_class, what it gave
}

// The registers of loadNative, and its steps.
const (
	loadData = iota
	loadLoader
	loadAll
	loadNames
	loadNext
	loadFind
	loadFound
)

const (
	loadBegin = iota
	loadImport
	loadFinder
	loadClass
)

func stepLoadBytes(c *object.Call) object.Action {
	m := vm.Of(c.World)
	data, ok := bytesLike(c.Reg(loadData))
	if !ok {
		return c.Raise(object.TypeErrorf("a bytes-like object is required, not '%s'", c.Reg(loadData).Type().LongName()))
	}
	narrow := own(c.Reg(loadLoader), "find_class")
	switch c.Step() {
	case loadBegin:
		if data == "" {
			return c.Raise(object.Errorf(object.EOFError, "Ran out of input"))
		}
		modules, globals, err := Names(m, []byte(data), narrow)
		if err != nil {
			return c.Raise(toPython(err))
		}
		c.SetReg(loadNext, object.Int(0))
		if !narrow {
			c.SetReg(loadNames, listOf(modules))
			return nextModule(c, m, data)
		}
		c.SetReg(loadNames, listOf(globals))
		c.SetReg(loadFound, object.Of(object.NewDict()))
		return c.Do(loadFinder, object.OpGetAttr, c.Reg(loadLoader), object.Of(object.Intern("find_class")))
	case loadImport:
		return nextModule(c, m, data)
	case loadFinder:
		c.SetReg(loadFind, c.Result())
		return nextClass(c, m, data)
	}
	names := object.RegAs[object.List](c, loadNames, &object.ListLayout).Items
	if i := c.Reg(loadNext).N; i > 0 && i <= int64(len(names)) {
		name, _ := object.StringOf(names[i-1])
		object.RegAs[object.Dict](c, loadFound, &object.DictLayout).SetString(name, c.Result())
	}
	return nextClass(c, m, data)
}

func listOf(names []string) object.Value {
	l := object.NewList(nil)
	for _, name := range names {
		l.Append(object.NewStr(name))
	}
	return object.Of(l)
}

// nextName steps through the names in hand.
func nextName(c *object.Call) (string, bool) {
	names := object.RegAs[object.List](c, loadNames, &object.ListLayout).Items
	i := c.Reg(loadNext).N
	if i < 0 || i >= int64(len(names)) {
		return "", false
	}
	c.SetReg(loadNext, object.Int(i+1))
	name, _ := object.StringOf(names[i])
	return name, true
}

func nextModule(c *object.Call, m *vm.Machine, data string) object.Action {
	if name, ok := nextName(c); ok {
		return c.Ask(loadImport, vm.Importer(), object.NewStr(name))
	}
	return loadNow(c, m, data, nil)
}

func nextClass(c *object.Call, m *vm.Machine, data string) object.Action {
	if name, ok := nextName(c); ok {
		module, qual := cutGlobal(name)
		return c.Ask(loadClass, c.Reg(loadFind), object.NewStr(module), object.NewStr(qual))
	}
	return loadNow(c, m, data, object.RegAs[object.Dict](c, loadFound, &object.DictLayout))
}

// loadNow reads a pickle for which all names are there.
func loadNow(c *object.Call, m *vm.Machine, data string, found *object.Dict) object.Action {
	got, err := load(m, []byte(data), found)
	if err != nil {
		return c.Raise(toPython(err))
	}
	all := c.Reg(loadAll) == object.True
	if b := got.rest; b != nil {
		b.loader, b.all = c.Reg(loadLoader), all
		return c.Tail(object.Of(&buildingNative), object.Of(b))
	}
	if all {
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
	case v.Has(&object.MemoryViewLayout):
		b, err := object.As[object.MemoryView](v).Bytes()
		return string(b), err == nil
	}
	return "", false
}
