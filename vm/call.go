package vm

import (
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// opCall is CALL: R[a] := R[b](R[b+1 .. b+c]).
func (m *Machine) opCall(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	b := int(reg(in.B))
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	args := f.Regs[b+1 : b+1+int(in.C)]
	if ok, done := m.leafCall(f, f.Regs[b], args); done {
		return ok
	}
	return m.callRegs(f, b, args)
}

// leafCall is the short way of a call of a leaf with positional arguments. done is false if it has to be made in full.
func (m *Machine) leafCall(f *object.Frame, fn object.Value, args []object.Value) (ok, done bool) {
	if !fn.IsNative() {
		return false, false
	}
	n := object.As[object.Native](fn)
	if n.Fast == nil || !n.Plain || len(args) < n.Min || len(args) > n.Max || n.Kind == object.Method && args[0].Type() != n.Self {
		return false, false
	}
	if len(args) < len(n.Params) {
		if len(n.Params) > len(m.Scratch) {
			return false, false
		}
		args = m.padded(n, args)
	}
	v, err := n.Fast(&m.World, args)
	if err == nil {
		f.Regs[f.LandReg], f.Land = v, object.LandNone
		return true, true
	}
	signal, _ := err.(object.Signal)
	switch signal {
	case object.ErrResumed:
		return true, true
	case object.ErrSlow:
		return false, false
	case object.ErrSwitched:
		return m.switched(), true
	case object.ErrExhausted:
		return m.exhausted(f, object.None, nil), true
	}
	return m.fail(err), true
}

// padded returns args with optional parameters of n, which are absent, in the
// machine's scratch space.
func (m *Machine) padded(n *object.Native, args []object.Value) []object.Value {
	all := m.Scratch[:len(n.Params)]
	for i := range all {
		if i < len(args) {
			all[i] = args[i]
		} else {
			all[i] = object.Unbound
		}
	}
	return all
}

// opCallMethod is CALL_METHOD: R[b+1] is self, or unbound.
func (m *Machine) opCallMethod(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	b := int(reg(in.B))
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	args := f.Regs[b+1 : b+2+int(in.C)]
	if args[0].IsUnbound() {
		// Move the function up, so that it stands before its arguments.
		f.Regs[b+1] = f.Regs[b]
		b, args = b+1, args[1:]
		if ok, done := m.leafCall(f, f.Regs[b], args); done {
			return ok
		}
		return m.callRegs(f, b, args)
	}
	if ok, done := m.leafCall(f, f.Regs[b], args); done {
		return ok
	}
	return m.callValue(f.Regs[b], args, nil)
}

// callRegs calls R[b], whose arguments stand right after it.
func (m *Machine) callRegs(f *object.Frame, b int, args []object.Value) bool {
	fn := f.Regs[b]
	if t := object.AsA[object.Type](fn, &object.TypeLayout); t != nil && m.simple(t) {
		if _, init := t.Makers(); init.Has(&object.FuncLayout) {
			f.Regs[b] = m.newInstance(t)
			f.Land, f.LandArg = object.LandInit, int32(b)
			return m.callFunc(object.As[object.Func](init), f.Regs[b:b+1+len(args)], nil)
		}
	}
	return m.callValue(fn, args, nil)
}

// newInstance returns an instance of t, which is simple. A program that makes
// many mortals looks round early, to see which have died.
func (m *Machine) newInstance(t *object.Type) object.Value {
	if t.Flags&object.UserDel != 0 && m.crowded() && m.budget > 1 {
		m.grant -= m.budget - 1
		m.budget = 1
	}
	return object.Of(object.NewInstance(t.Root))
}

// simple reports whether an instance of t is made without asking anyone: no
// metaclass __call__, no __new__ of its own.
func (m *Machine) simple(t *object.Type) bool {
	if t.Layout != &object.InstanceLayout || t.Builtin() || t.Flags&(object.Abstract|object.NoInstances) != 0 {
		return false
	}
	if meta := t.Header.Shape; meta != &object.TypeShape && meta.Type.Defines("__call__", object.TypeType) {
		return false
	}
	make, _ := t.Makers()
	return objectNew(make)
}

// opCallOther is CALL_KW, CALL_METHOD_KW and CALL_EX.
func (m *Machine) opCallOther(f *object.Frame, in compiler.Instr) bool {
	fn, args, names, ok := operands(f, in)
	if !ok {
		return m.unfit(f)
	}
	f.Land, f.LandReg = object.LandStore, in.A
	return m.callValue(fn, args, names)
}

// operands returns what a call instruction, in its portable form, calls; the
// last of args are passed by the keywords names, if that is not nil. ok is false
// if it is none, or of no use.
func operands(f *object.Frame, in compiler.Instr) (fn object.Value, args []object.Value, names *object.Tuple, ok bool) {
	b, n := int(in.B), int(in.C)
	switch in.Op {
	case compiler.Call, compiler.CallKw:
		args = f.Regs[b+1 : b+1+n]
	case compiler.CallMethod, compiler.CallMethodKw: // R[b+1] is self, or unbound
		if n++; f.Regs[b+1].IsUnbound() {
			args = f.Regs[b+2 : b+1+n]
		} else {
			args = f.Regs[b+1 : b+1+n]
		}
	case compiler.CallEx:
		args = sequence(f.Regs[b+1])
		if kw := object.AsA[object.Dict](f.Regs[b+2], &object.DictLayout); kw != nil && kw.Len() > 0 {
			names, args = kw.Keywords(args)
		}
	default:
		return fn, nil, nil, false
	}
	if in.Op == compiler.CallKw || in.Op == compiler.CallMethodKw {
		if names = object.AsA[object.Tuple](f.Regs[b+1+n], &object.TupleLayout); names == nil || len(names.Items) > len(args) {
			return fn, nil, nil, false
		}
	}
	return f.Regs[b], args, names, true
}

// sequence returns the items of an exact tuple or list.
func sequence(v object.Value) []object.Value {
	if l := object.AsA[object.List](v, &object.ListLayout); l != nil {
		return l.Items
	}
	if t := object.AsA[object.Tuple](v, &object.TupleLayout); t != nil {
		return t.Items
	}
	return nil
}

// callValue calls anything; the result lands in the running frame. The last
// of args are passed by the keywords kw, if that is not nil. args is only
// looked at before callValue returns.
func (m *Machine) callValue(fn object.Value, args []object.Value, kw *object.Tuple) bool {
	if kw != nil && len(kw.Items) > len(args) { // from a file made by hand
		return m.fail(object.Errorf(object.SystemError, "more keywords than arguments"))
	}
	for depth := 0; ; depth++ {
		switch {
		case fn.Has(&object.FuncLayout):
			return m.callFunc(object.As[object.Func](fn), args, kw)
		case fn.IsNative():
			return m.callNative(object.As[object.Native](fn), args, kw)
		case fn.Has(&object.BoundMethodLayout):
			b := object.As[object.BoundMethod](fn)
			fn, args = b.Fn, m.prepend(b.Self, args)
			continue
		case fn.Has(&object.TypeLayout):
			return m.callType(object.As[object.Type](fn), args, kw)
		}
		call, ok := fn.Type().Lookup("__call__")
		if !ok || depth > 1000 {
			return m.fail(object.TypeErrorf("'%s' object is not callable", fn.Type().LongName()))
		}
		if call.Has(&object.FuncLayout) || call.IsNative() {
			fn, args = call, m.prepend(fn, args)
			continue
		}
		x, how, err := m.get(call, fn, fn.Type())
		if err != nil {
			return m.fail(err)
		}
		if how == calling {
			return m.push(&callResultNative, m.packed(args, kw)...)
		}
		fn = x
	}
}

// packed returns a pending call, and arguments for what it gives, as
// registers of callResultNative.
func (m *Machine) packed(args []object.Value, kw *object.Tuple) []object.Value {
	p := &m.pending
	get := object.TupleOf(p.args[:p.n])
	rest := object.TupleOf(args)
	return []object.Value{p.fn, object.Of(get), object.Of(rest), object.OrNone(kw)}
}

// callResultNative calls fn(*args), and then its result with other arguments:
// a __call__ that is found through a descriptor.
var callResultNative = object.Native{Name: "call_result", Sig: "(fn, args, then, names, /)", Doc: "call what a descriptor gives"}

func stepCallResult(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		return c.Ask(1, c.Reg(0), sequence(c.Reg(1))...)
	default:
		a := c.Tail(c.Result(), sequence(c.Reg(2))...)
		c.Keywords = object.AsA[object.Tuple](c.Reg(3), &object.TupleLayout)
		return a
	}
}

// prepend returns args with self before them, in the machine's scratch buffer.
func (m *Machine) prepend(self object.Value, args []object.Value) []object.Value {
	n := len(args)
	if cap(m.args) < n+1 {
		m.args = make([]object.Value, 2*n+8)
	}
	buf := m.args[:n+1]
	copy(buf[1:], args) // args may be the buffer itself: copy moves it up
	buf[0] = self
	return buf
}

// callFunc pushes the frame of a Python function.
func (m *Machine) callFunc(fn *object.Func, args []object.Value, kw *object.Tuple) bool {
	c := fn.Code
	back := m.Frame
	if back.Depth >= m.MaxDepth {
		return m.fail(object.Errorf(object.RecursionError, "maximum recursion depth exceeded"))
	}
	m.lower() // its first instruction may be what was run last
	f := m.newFrame(c)
	if c.Args == len(args) && kw == nil {
		copy(f.Regs, args)
	} else if err := bind(fn, f.Regs, args, kw); err != nil {
		m.release(f)
		return m.fail(err)
	}
	if fn.Space == nil {
		fn.Space = c.SpaceFor(&m.World, fn.Globals)
	}
	f.Fn, f.Back, f.Depth = fn, back, back.Depth+1
	m.Frame = f
	if m.budget--; m.budget <= 0 {
		return m.lookRound()
	}
	return true
}

// callNative runs a leaf, or pushes the frame of a resumable native.
func (m *Machine) callNative(n *object.Native, args []object.Value, kw *object.Tuple) bool {
	args, v, err := m.callLeaf(n, args, kw)
	if err == nil {
		return m.land(v)
	}
	signal, _ := err.(object.Signal)
	switch signal {
	case object.ErrResumed:
		return true
	case object.ErrSlow:
		return m.push(n, args...)
	case object.ErrExhausted:
		return m.exhausted(m.Frame, object.None, nil)
	case object.ErrSwitched:
		return m.switched()
	}
	return m.fail(err)
}

// callLeaf binds arguments and runs the leaf body of a native; ErrSlow says
// that its steps are needed, on the bound arguments.
func (m *Machine) callLeaf(n *object.Native, args []object.Value, kw *object.Tuple) (bound []object.Value, v object.Value, err error) {
	npos := len(args)
	if kw != nil {
		npos -= len(kw.Items)
	}
	if n.Self != nil && n.Kind == object.Method && npos > 0 {
		if t := args[0].Type(); t != n.Self && !t.SubtypeOf(n.Self) {
			return nil, v, wrongSelf(n, t)
		}
	}
	vector := n.Vector != nil && npos >= n.Min // too few are complained about below
	if vector {                                // its steps take bound arguments
		if kw != nil {
			if err := checkKeywords(kw); err != nil {
				return nil, v, err
			}
		}
		if v, err = n.Vector(&m.World, args, kw); err != object.ErrSlow {
			return nil, v, err
		}
	}
	switch {
	case n.Plain && kw == nil && len(args) == len(n.Params):
	case n.Plain && kw == nil && len(args) >= n.Min && len(args) < len(n.Params) && len(n.Params) <= len(m.Scratch):
		args = m.padded(n, args)
	default:
		if args, err = m.bindNative(n, args, kw); err != nil {
			return nil, v, err
		}
	}
	if n.Fast == nil {
		return args, v, object.ErrSlow
	}
	v, err = n.Fast(&m.World, args)
	return args, v, err
}

// againCost is how many instructions a step counts as that goes again: it has
// worked for about 100 us.
const againCost = 1000

// push makes a frame of a resumable native the running one.
func (m *Machine) push(n *object.Native, args ...object.Value) bool {
	back := m.Frame
	if back.Depth >= m.MaxDepth {
		return m.fail(object.Errorf(object.RecursionError, "maximum recursion depth exceeded"))
	}
	m.Frame = m.NativeFrame(n, back, args)
	return true
}

// NativeFrame returns a frame that will run n with bound arguments and then
// return to back.
func (m *Machine) NativeFrame(n *object.Native, back *object.Frame, args []object.Value) *object.Frame {
	size := len(n.Params) + len(n.Temps) + 1
	f := m.spare.take(size)
	if f == nil {
		f = &object.Frame{Code: m.native, Regs: make([]object.Value, size)}
		f.Header.Shape = &object.FrameShape
	}
	f.Native, f.Back, f.Depth = n, back, back.Depth+1
	unbind(f.Regs[copy(f.Regs, args):])
	return f
}

// stepNative takes the next step of a native's frame.
func (m *Machine) stepNative(f *object.Frame) bool {
	m.lower()
	if m.stepping && !m.skip {
		m.exiting, m.stopped = true, true
		return false
	}
	m.skip = false
	if m.budget <= 0 { // natives that feed on each other never come by a jump
		return m.lookRound()
	}
	m.budget--
	c := &m.call
	c.F = f
	act := f.Native.Step(c)
	c.F = nil
	if uint32(f.PC) >= maxSteps { // computed from registers of a frame made by hand
		m.leave(f)
		return m.fail(object.Errorf(object.SystemError, "%s: no step %d", f.Native.Qualname, f.PC))
	}
	switch act {
	case object.ActReturn:
		m.leave(f)
		return m.land(c.Value)
	case object.ActRaise:
		m.leave(f)
		return m.fail(c.Err)
	case object.ActAsk:
		f.Land = object.LandStep
		return m.callValue(c.Fn, c.Args, c.Keywords)
	case object.ActDo:
		f.Land = object.LandStep
		if c.Op == object.OpNext {
			f.Land = object.LandNext
		}
		return m.do(c.Op, c.Args...)
	case object.ActTail:
		m.leave(f)
		return m.callValue(c.Fn, c.Args, c.Keywords)
	case object.ActInstantiate:
		m.leave(f)
		return m.instantiate(object.As[object.Type](c.Fn), c.Args, c.Keywords)
	case object.ActDoTail:
		m.leave(f)
		return m.do(c.Op, c.Args...)
	case object.ActAgain:
		f.Land = object.LandNone
		m.budget -= againCost
		return true
	case object.ActSwitch:
		return m.switched()
	}
	m.bug("native %s: unknown action %d", f.Native.Qualname, act)
	return false
}

// callType makes an instance: type.__call__, or the metaclass's own.
func (m *Machine) callType(t *object.Type, args []object.Value, kw *object.Tuple) bool {
	if meta := t.Header.Shape; meta != &object.TypeShape {
		if call, ok := meta.Type.Lookup("__call__"); ok && !call.IsNative() {
			return m.callValue(call, m.prepend(object.Of(t), args), kw)
		}
	}
	return m.instantiate(t, args, kw)
}

// instantiate is type.__call__.
func (m *Machine) instantiate(t *object.Type, args []object.Value, kw *object.Tuple) bool {
	if t == object.TypeType && kw == nil && len(args) == 1 {
		return m.land(object.Of(args[0].Type()))
	}
	if t.Flags&object.NoInstances != 0 {
		return m.fail(object.TypeErrorf("cannot create '%s' instances", t.Name))
	}
	make, init := t.Makers()
	objMake, objInit := object.ObjectType.Makers()
	if init == objInit && make.IsNative() {
		if make != objMake {
			return m.callNative(object.As[object.Native](make), m.prepend(object.Of(t), args), kw)
		}
		if len(args) > 0 {
			return m.fail(object.TypeErrorf("%s() takes no arguments", t.Name))
		}
		if t.Layout == &object.InstanceLayout && t.Flags&object.Abstract == 0 {
			return m.land(m.newInstance(t))
		}
	}
	if obj, err := m.instantiateLeaf(t, args, kw); err == nil {
		return m.land(obj)
	} else if err != object.ErrSlow {
		return m.fail(err)
	}
	tuple := object.TupleOf(args)
	return m.push(&instantiateNative, object.Of(t), object.Of(tuple), object.OrNone(kw), make, init)
}

// leafOnly returns the native that v is, if that never needs steps.
func leafOnly(v object.Value) *object.Native {
	if !v.IsNative() {
		return nil
	}
	if n := object.As[object.Native](v); n.Step == nil {
		return n
	}
	return nil
}

// instantiateLeaf is instantiate where __new__ and __init__ are leaves; ErrSlow
// says that they are not.
func (m *Machine) instantiateLeaf(t *object.Type, args []object.Value, kw *object.Tuple) (obj object.Value, err error) {
	newFn, initFn := t.Makers()
	make, init := leafOnly(newFn), leafOnly(initFn)
	if make == nil || init == nil || objectNew(newFn) {
		return obj, object.ErrSlow
	}
	all := m.prepend(object.Of(t), args)
	if _, obj, err = m.callLeaf(make, all, kw); err == nil && obj.Type().SubtypeOf(t) {
		if obj.Type() != t { // as OSError makes its subclasses
			if _, initFn = obj.Type().Makers(); leafOnly(initFn) == nil {
				return obj, nil
			}
			init = leafOnly(initFn)
		}
		all[0] = obj
		_, _, err = m.callLeaf(init, all, kw)
	}
	return obj, err
}

// objectNew reports whether v is object.__new__.
func objectNew(v object.Value) bool {
	make, _ := object.ObjectType.Makers()
	return v == make
}

// instantiateNative is the general case of type.__call__.
var instantiateNative = object.Native{
	Name: "instantiate", Sig: "(cls, args, names, new, init, /)", Doc: "make an instance by __new__ and __init__",
	Temps: []object.RegKind{object.Any},
}

func stepInstantiate(c *object.Call) object.Action {
	names := object.AsA[object.Tuple](c.Reg(2), &object.TupleLayout)
	t := object.RegAs[object.Type](c, 0, &object.TypeLayout)
	switch c.Step() {
	case 0:
		if n := c.Reg(3); objectNew(n) {
			return c.Ask(1, n, c.Reg(0)) // object.__new__ leaves the arguments to __init__
		}
		m := Of(c.World)
		make, how, err := m.get(c.Reg(3), object.Unbound, t)
		if err != nil {
			return c.Raise(err)
		}
		if how == calling {
			make = c.Reg(3)
		}
		return c.AskKw(1, names, make, append([]object.Value{c.Reg(0)}, sequence(c.Reg(1))...)...)
	case 1:
		obj := c.Result()
		if !obj.Type().SubtypeOf(t) {
			return c.Return(obj)
		}
		c.SetReg(5, obj)
		_, init := obj.Type().Makers()
		if init.Has(&object.FuncLayout) || init.IsNative() {
			return c.AskKw(2, names, init, append([]object.Value{obj}, sequence(c.Reg(1))...)...)
		}
		m := Of(c.World)
		fn, how, err := m.get(init, obj, obj.Type())
		if err != nil {
			return c.Raise(err)
		}
		if how == calling {
			return c.Ask(3, m.pending.fn, m.pending.args[:m.pending.n]...)
		}
		return c.AskKw(2, names, fn, sequence(c.Reg(1))...)
	case 3:
		return c.AskKw(2, names, c.Result(), sequence(c.Reg(1))...)
	default:
		if !c.Result().IsNone() {
			return c.Raise(object.TypeErrorf("__init__() should return None, not '%s'", c.Result().Type().LongName()))
		}
		return c.Return(c.Reg(5))
	}
}
