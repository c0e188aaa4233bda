package vm

import (
	"brine/compiler"
	"brine/vm/object"
)

// namespace returns what the frame's code stores names in: the namespace of a
// class body or exec, else the globals.
func (m *Machine) namespace(f *object.Frame) object.Value {
	if ns := f.Names(); !ns.IsUnbound() {
		return ns
	}
	return object.Of(f.Fn.Globals)
}

// loadName is LOAD_NAME and LOAD_CLASS_FREE.
func (m *Machine) loadName(f *object.Frame, in compiler.Instr) bool {
	name := f.Code.Src.Names[in.B]
	if in.Op == compiler.LoadClassFree {
		name = f.Code.Src.Names[in.C]
	}
	ns := m.namespace(f)
	d := object.AsA[object.Dict](ns, &object.DictLayout)
	if d != nil {
		if v, ok := d.GetString(name); ok {
			f.Regs[in.A] = v
			return true
		}
	}
	if d == nil || ns.O.Shape != &object.DictShape {
		store(f, in.A)
		return m.push(&loadNameNative, ns, object.NewStr(name), outer(f, in))
	}
	return m.loadOuterName(f, in, name)
}

// outer returns the cell of a LOAD_CLASS_FREE, or None.
func outer(f *object.Frame, in compiler.Instr) object.Value {
	if in.Op == compiler.LoadClassFree {
		return object.Of(f.Fn.Closure[in.B])
	}
	return object.None
}

func (m *Machine) loadOuterName(f *object.Frame, in compiler.Instr, name string) bool {
	v, err := m.outerName(f, outer(f, in), name)
	if err != nil {
		return m.fail(err)
	}
	f.Regs[in.A] = v
	return true
}

func (m *Machine) outerName(f *object.Frame, cell object.Value, name string) (object.Value, error) {
	if c := object.AsA[object.Cell](cell, &object.CellLayout); c != nil {
		if c.V.IsUnbound() {
			return c.V, unboundFree(name)
		}
		return c.V, nil
	}
	if v, ok := f.Fn.Globals.GetString(name); ok {
		return v, nil
	}
	if v, ok := f.Fn.Builtins.GetString(name); ok {
		return v, nil
	}
	return object.Value{}, unknownName(name)
}

// loadNameNative looks a name up in a namespace that is not an exact dict.
var loadNameNative = object.Native{
	Name: "load_name", Sig: "(namespace, name, cell, /)", Doc: "look up a name in any mapping", Catches: true,
}

func stepLoadName(c *object.Call) object.Action {
	if c.Step() == 0 {
		return c.Do(1, object.OpGetItem, c.Reg(0), c.Reg(1))
	}
	e := c.Caught()
	if e == nil {
		return c.Return(c.Result())
	}
	if !e.Shape.Type.SubtypeOf(object.KeyError) {
		return c.Raise(e)
	}
	name, _ := object.StringOf(c.Reg(1))
	v, err := Of(c.World).outerName(c.F.Back, c.Reg(2), name)
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(v)
}

func (m *Machine) storeName(f *object.Frame, name *object.Str, v object.Value) bool {
	ns := m.namespace(f)
	if ns.Is(&object.DictShape) {
		object.As[object.Dict](ns).SetStr(name, v)
		return true
	}
	return m.setItem(ns, object.Of(name), v)
}

func (m *Machine) deleteName(f *object.Frame, name *object.Str) bool {
	ns := m.namespace(f)
	if ns.Is(&object.DictShape) {
		if !object.As[object.Dict](ns).DeleteString(name.S) {
			return m.fail(unknownName(name.S))
		}
		return true
	}
	return m.delItem(ns, object.Of(name))
}
