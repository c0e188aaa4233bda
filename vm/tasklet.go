package vm

import (
	"brine/vm/object"
)

// Scheduler returns what SetScheduler wired, or nil.
func (m *Machine) Scheduler() Scheduler { return m.sched }

// Context is where the running tasklet keeps its context of contextvars.
func (m *Machine) Context() **object.Context {
	if m.sched != nil {
		return m.sched.Context()
	}
	if m.context == nil {
		m.context = object.NewContext()
	}
	return &m.context
}

// startNative is the first frame of a tasklet whose call is not plain: errors
// in its arguments show when it runs.
var startNative = object.Native{Name: "start", Sig: "(function, args, kwargs, /)", Doc: "first call of a tasklet"}

func stepStart(c *object.Call) object.Action {
	names, args := object.AsA[object.Dict](c.Reg(2), &object.DictLayout).Keywords(sequence(c.Reg(1)))
	act := c.Tail(c.Reg(0), args...)
	c.Keywords = names
	return act
}

// IsFirstCall reports whether a frame is that of a tasklet that has not begun,
// and whose call is not plain: its first registers are function, arguments and
// keyword arguments.
func IsFirstCall(f *object.Frame) bool { return f.Native == &startNative && f.PC == 0 }

// CallFrame returns the first frame of a tasklet that calls fn.
func (m *Machine) CallFrame(fn object.Value, args []object.Value, kw *object.Dict) *object.Frame {
	if f := object.AsA[object.Func](fn, &object.FuncLayout); f != nil && f.Code.Args == len(args) && (kw == nil || kw.Len() == 0) {
		frame := m.newFrame(f.Code)
		copy(frame.Regs, args)
		frame.Fn, frame.Back, frame.Depth = f, m.end, 1
		return frame
	}
	return m.NativeFrame(&startNative, m.end, []object.Value{fn, object.Of(object.TupleOf(args)), object.OrNone(kw)})
}

// Spent returns the ticks used since it was last called or the scheduler's
// Tick was.
func (m *Machine) Spent() int64 {
	n := int64(m.grant - m.budget)
	m.grant = m.budget
	return n
}

// Regrant asks the scheduler anew how many ticks may be used.
func (m *Machine) Regrant() { m.setGrant() }

// Unraisable hands an exception that has nowhere to go to sys.unraisablehook,
// with a message or None and in what it was raised; then c takes step next.
func (m *Machine) Unraisable(c *object.Call, next int, exc *object.Exception, message, in object.Value) object.Action {
	if report := m.imports.lib.Unraisable; report.O != nil {
		return c.Ask(next, report, object.Of(exc), message, in)
	}
	return c.Again(next)
}
