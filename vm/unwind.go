package vm

import (
	"brine/compiler"
	"brine/vm/object"
)

// unwind raises m.err in the running frame, which may just have had it land,
// and walks back until a frame handles it. It returns false if Run is to return.
func (m *Machine) unwind() bool {
	if m.exiting {
		return false
	}
	exc := m.exception()
	for {
		f := m.Frame
		if f == m.end {
			if m.ended(exc) {
				return true
			}
			if m.exiting {
				return false
			}
			exc = m.exception()
			continue
		}
		sends := f.Land == object.LandSend
		if m.landRaised(f, exc) {
			if m.watched.any() && f.Native == nil && (exc.TB != nil || sends) {
				m.announceStop(f, exc)
			}
			return true
		}
		if f.Native == nil {
			if m.watched.any() && m.announceThrown(f, exc) {
				return true
			}
			again := m.reraise && exc.TB != nil
			pc := f.LastPC()
			m.trace(exc, f, pc)
			if m.watched.any() && !again && m.announceRaised(f, exc) {
				return true
			}
			if h := f.Code.Src.HandlerAt(pc); h != nil && !exits(f) {
				if f.Side != nil {
					f.Side.Done = 0
				}
				f.Regs[h.Reg] = object.Of(exc)
				f.PC = int32(h.Target)
				return true
			}
			if m.watched.any() && m.announceExit(f, exc) {
				return true
			}
			if f.Side != nil && f.Side.Generator != nil {
				exc = m.endGenerator(f, exc)
			}
		}
		m.leave(f)
		m.reraise = false
	}
}

// exception takes m.err, and gives it the context in which it was raised.
func (m *Machine) exception() *object.Exception {
	err, again := m.err, m.reraise
	m.err = nil
	exc, ok := err.(*object.Exception)
	if !ok {
		exc = object.Errorf(object.SystemError, "%v", err)
	}
	if !again && exc.TB == nil {
		m.setContext(exc)
	}
	return exc
}

// setContext makes the exception being handled the context of a new one.
func (m *Machine) setContext(exc *object.Exception) {
	handled := m.Handled()
	if handled == nil || handled == exc {
		return
	}
	// Avoid a cycle: cut the chain of contexts where exc stands in it.
	for e := handled; ; {
		next := object.AsA[object.Exception](e.Context, &object.ExceptionLayout)
		if next == nil {
			break
		}
		if next == exc {
			e.Context = object.None
			break
		}
		e = next
	}
	exc.Context = object.Of(handled)
}

// Handled returns the exception being handled: that of the innermost active
// handler over the frames of the running tasklet, or nil.
func (m *Machine) Handled() *object.Exception {
	for f := m.Frame; f != nil; f = f.Back {
		if f.Native != nil || len(f.Code.Src.Active) == 0 {
			continue
		}
		if reg, ok := f.Code.Src.ActiveAt(f.CurrentPC()); ok {
			if e := object.AsA[object.Exception](f.Regs[reg], &object.ExceptionLayout); e != nil {
				return e
			}
		}
	}
	return nil
}

// landRaised lets what f waited for take the exception: an exhausted iterator
// is no error, and some natives catch.
func (m *Machine) landRaised(f *object.Frame, exc *object.Exception) bool {
	land := f.Land
	if f.Native != nil {
		if land == object.LandNext && isStop(exc) {
			f.LandArg = object.LandedDone
			f.Regs[len(f.Regs)-1] = object.StopValue(exc)
			return true
		}
		if f.Native.Catches && (land == object.LandStep || land == object.LandNext) {
			f.LandArg = object.LandedRaised
			f.Regs[len(f.Regs)-1] = object.Of(exc)
			return true
		}
		return false
	}
	f.Land = object.LandNone
	switch land {
	case object.LandFor:
		return isStop(exc)
	case object.LandSend:
		if isStop(exc) {
			f.Regs[f.LandReg] = object.StopValue(exc)
			f.PC = f.LandArg
			return true
		}
	}
	return false
}

func isStop(exc *object.Exception) bool { return exc.Shape.Type.SubtypeOf(object.StopIteration) }

// trace adds f to the traceback of exc.
func (m *Machine) trace(exc *object.Exception, f *object.Frame, pc int) {
	if m.reraise && exc.TB != nil {
		m.reraise = false
		return
	}
	if !f.Visible() {
		return
	}
	f.Flags |= object.Escaped
	exc.TB = object.NewTraceback(f, int32(pc), int32(f.Line()), exc.TB)
}

// endGenerator marks the generator of f as ended by exc, and returns what its
// caller gets: a StopIteration that escapes becomes a RuntimeError, PEP 479.
func (m *Machine) endGenerator(f *object.Frame, exc *object.Exception) *object.Exception {
	g := f.Side.Generator
	g.Frame, g.Running = nil, false
	kind := "generator"
	switch flags := f.Code.Src.Flags; {
	case flags&compiler.AsyncGen != 0:
		kind = "async generator"
	case flags&compiler.Coroutine != 0:
		kind = "coroutine"
	}
	var name string
	switch {
	case isStop(exc):
		name = "StopIteration"
	case kind == "async generator" && exc.Shape.Type.SubtypeOf(object.StopAsyncIteration):
		name = "StopAsyncIteration"
	default:
		return exc
	}
	e := object.RuntimeErrorf("%s raised %s", kind, name)
	e.Cause, e.Context, e.Suppress = object.Of(exc), object.Of(exc), true
	m.trace(e, f, f.LastPC())
	return e
}

// raiseValue makes x (a class or an instance) the exception to raise.
func (m *Machine) raiseValue(x object.Value, cause object.Value) bool {
	if t := object.AsA[object.Type](x, &object.TypeLayout); t != nil && t.SubtypeOf(object.BaseException) {
		v, err := object.Value{}, error(object.ErrSlow)
		if t.Header.Shape == &object.TypeShape {
			v, err = m.instantiateLeaf(t, nil, nil)
		}
		switch {
		case err == object.ErrSlow:
			m.Frame.Land = object.LandDrop
			return m.push(&raiseNative, x, cause)
		case err != nil:
			return m.fail(err)
		}
		x = v
	}
	e := object.AsA[object.Exception](x, &object.ExceptionLayout)
	if e == nil {
		return m.fail(object.TypeErrorf("exceptions must derive from BaseException"))
	}
	if !cause.IsUnbound() {
		if ct := object.AsA[object.Type](cause, &object.TypeLayout); ct != nil && ct.SubtypeOf(object.BaseException) {
			m.Frame.Land = object.LandDrop
			return m.push(&raiseNative, x, cause)
		}
		if err := setCause(e, cause); err != nil {
			return m.fail(err)
		}
	}
	m.setContext(e)
	m.err, m.reraise = e, false
	return false
}

func setCause(e *object.Exception, cause object.Value) error {
	if !cause.IsNone() && !cause.Has(&object.ExceptionLayout) {
		return object.TypeErrorf("exception causes must derive from BaseException")
	}
	e.Cause, e.Suppress = cause, true
	return nil
}

// raiseNative instantiates exception classes before they are raised.
var raiseNative = object.Native{
	Name: "raise", Sig: "(exception, cause=None, /)", Doc: "raise an exception given by its class",
}

func stepRaise(c *object.Call) object.Action {
	for i := c.Step(); ; i++ {
		switch i {
		case 0, 2: // 0: the exception, 2: its cause
			if t := object.AsA[object.Type](c.Reg(i/2), &object.TypeLayout); t != nil && t.SubtypeOf(object.BaseException) {
				return c.Ask(i+1, c.Reg(i/2))
			}
			i++
			fallthrough
		case 1, 3:
			if t := object.AsA[object.Type](c.Reg(i/2), &object.TypeLayout); t != nil && t.SubtypeOf(object.BaseException) {
				if !c.Result().Has(&object.ExceptionLayout) {
					return c.Raise(object.TypeErrorf("calling %s should have returned an instance of BaseException, not %s", typeRepr(t), typeRepr(c.Result().Type())))
				}
				c.SetReg(i/2, c.Result())
			}
		default:
			e := object.RegAs[object.Exception](c, 0, &object.ExceptionLayout)
			if !c.Reg(1).IsUnbound() {
				if err := setCause(e, c.Reg(1)); err != nil {
					return c.Raise(err)
				}
			}
			return c.Raise(e)
		}
	}
}

func typeRepr(t *object.Type) string {
	if t.Module == "builtins" {
		return "<class '" + t.Qualname + "'>"
	}
	return "<class '" + t.Module + "." + t.Qualname + "'>"
}
