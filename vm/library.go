package vm

import (
	"brine/compiler"
	"brine/vm/object"
)

// What libraries use of the machine besides object.Call's requests.

// Execute runs code in a namespace as the callee of the native c, which then
// takes step next; an expression's value is the result. Names that the code
// stores go to locals, any mapping.
func (m *Machine) Execute(c *object.Call, next int, code *object.Code, globals *object.Dict, locals object.Value) object.Action {
	src := code.Src
	if len(src.Free) > 0 {
		return c.Raise(object.TypeErrorf("code object may not contain free variables"))
	}
	if src.Params() > 0 {
		return c.Raise(object.TypeErrorf("%s() missing %d required positional argument%s", src.Name, src.Params(), object.Plural(src.Params())))
	}
	if c.F.Depth >= m.MaxDepth {
		return c.Raise(object.Errorf(object.RecursionError, "maximum recursion depth exceeded"))
	}
	if err := m.ready(globals); err != nil {
		return c.Raise(err)
	}
	fn := object.NewFunc(code, globals, m.builtinsOf(globals))
	fn.Space = code.SpaceFor(&m.World, globals)
	f := m.newFrame(code)
	f.Fn, f.Back, f.Depth = fn, c.F, c.F.Depth+1
	if src.Flags&compiler.UsesNamespace != 0 {
		f.Rare().Names = locals
	}
	c.F.PC, c.F.Land = int32(next), object.LandStep
	m.Frame, m.Incoming = m.warned(f), object.None
	return object.ActSwitch
}

// builtinsOf returns the namespace in which code of these globals finds
// builtins: what its __builtins__ says.
func (m *Machine) builtinsOf(globals *object.Dict) *object.Dict {
	v, _ := globals.GetString("__builtins__")
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		return mod.Dict
	}
	if d := object.AsA[object.Dict](v, &object.DictLayout); d != nil {
		d.Watch(&m.World)
		return d
	}
	return m.Builtins
}

// AskSpecial asks for a call of a special method of self; found is false if
// its class has none.
func AskSpecial(c *object.Call, next int, self object.Value, name string, args ...object.Value) (act object.Action, found bool) {
	return askSpecial(c, next, self, name, args...)
}

// HasSpecial reports whether the class of v has a special method.
func (m *Machine) HasSpecial(v object.Value, name string) bool {
	_, ok := special(v, name)
	return ok
}

// AttrLeaf looks up an attribute where that takes no Python code; known is
// false where it does, or fails.
func (m *Machine) AttrLeaf(v object.Value, name string) (x object.Value, found, known bool) {
	if hooks(v) {
		return x, false, false
	}
	x, how, err := m.lookUp(v, name)
	switch {
	case err != nil || how == calling:
		return x, false, false
	case how == present:
		return x, true, true
	}
	return x, false, true
}

// InstanceLeaf answers isinstance for a class without hooks.
func InstanceLeaf(v, class object.Value) (is, known bool) { return leafInstance(v, class) }

// Outer returns the innermost frame of visible Python code, from f on.
func Outer(f *object.Frame) *object.Frame {
	for f != nil && !f.Visible() {
		f = f.Back
	}
	return f
}

// CallOut performs an operation on a machine that has stopped, and runs it to
// its end: how a host asks for the text of an uncaught exception.
func (m *Machine) CallOut(op object.Operation, args ...object.Value) (object.Value, error) {
	frame, failed := m.Frame, m.failed
	m.err, m.exiting, m.calledOut = nil, false, true
	m.stay(1)
	f := m.NativeFrame(&callOutNative, m.end, []object.Value{object.Int(int64(op)), object.Of(object.NewTuple(args...))})
	m.Frame = f
	err := m.Run()
	m.stay(-1)
	m.Frame, m.failed, m.calledOut = frame, failed, false
	return f.Regs[2], err
}

// stay changes how many forbid to switch to another tasklet.
func (m *Machine) stay(n int64) {
	if m.sched != nil {
		m.sched.Stay(n)
	}
}

var callOutNative = object.Native{
	Name: "call_out", Sig: "(operation, args, /)", Doc: "perform an operation for the host", Temps: []object.RegKind{object.Any},
}

func stepCallOut(c *object.Call) object.Action {
	if c.Step() == 0 {
		args := sequence(c.Reg(1))
		for len(args) < 3 { // no operation takes more
			args = append(args[:len(args):len(args)], object.None)
		}
		return c.Do(1, object.Operation(c.Reg(0).N), args...)
	}
	c.SetReg(2, c.Result())
	return c.Return(object.None)
}
