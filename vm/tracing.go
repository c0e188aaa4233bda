package vm

import (
	"brine/compiler"
	"brine/vm/object"
)

// Tracing (sys.settrace and sys.setprofile, in the manual of module sys): each
// tasklet has its functions. While any tasklet has one, all code that the
// program can see is patched with STEP, whose handler finds out which events
// are due before the instruction that it stands for. An event is a frame of
// eventNative on top of the frame that it is about: it calls the functions, and
// can be saved like any other. What has been delivered is on the frame
// (FrameSide.Done), which then comes to the same STEP again.
//
// Exceptions are announced by unwind in the same way: eventNative then raises
// the exception once more, and unwind goes on where it was.

// traces reports whether l wants events now: none come while one is delivered.
func (l *Local) traces() bool {
	return l != nil && l.Event == nil && !(l.Trace.IsNone() && l.Profile.IsNone())
}

// watchers counts tasklets that have a trace function, and that have a profile
// function.
type watchers struct{ tracing, profiling int }

// any reports whether there is one.
func (w watchers) any() bool { return w != watchers{} }

// watchers returns what a tasklet adds to the watchers.
func (l *Local) watchers() (w watchers) {
	if !l.Trace.IsNone() {
		w.tracing = 1
	}
	if !l.Profile.IsNone() {
		w.profiling = 1
	}
	return w
}

// local returns what the running tasklet has besides its frames, or nil.
func (m *Machine) local() *Local {
	if m.sched == nil {
		return nil
	}
	return m.sched.Local()
}

// ownLocal is local, made on first use.
func (m *Machine) ownLocal() *Local {
	if m.sched == nil {
		return NewLocal()
	}
	return m.sched.OwnLocal()
}

// SetTrace makes fn (or None) the trace function of the tasklet that l belongs
// to, and whose innermost frame is f.
func (m *Machine) SetTrace(l *Local, f *object.Frame, fn object.Value) {
	was := l.watchers()
	l.Trace = fn
	m.watch(l, was, f)
}

// SetProfile makes fn (or None) the profile function of a tasklet.
func (m *Machine) SetProfile(l *Local, f *object.Frame, fn object.Value) {
	was := l.watchers()
	l.Profile = fn
	m.watch(l, was, f)
}

// Untrace takes both functions from a tasklet that has ended.
func (m *Machine) Untrace(l *Local) {
	was := l.watchers()
	l.Trace, l.Profile, l.Event = object.None, object.None, nil
	m.watch(l, was, nil)
}

// Watch counts a tasklet that was loaded with a function.
func (m *Machine) Watch(l *Local) { m.watch(l, watchers{}, nil) }

// watch counts the tasklets that have functions, and patches code for the first
// of them. Frames of a tasklet that gets one have been entered before.
func (m *Machine) watch(l *Local, was watchers, f *object.Frame) {
	is, before := l.watchers(), m.watched
	m.watched.tracing += is.tracing - was.tracing
	m.watched.profiling += is.profiling - was.profiling
	for ; !was.any() && is.any() && f != nil; f = f.Back {
		if f.Native == nil && f.PC > 0 {
			f.Flags |= object.Entered
		}
	}
	if now := m.watched; (now.tracing > 0) != (before.tracing > 0) || now.any() != before.any() {
		m.repatch()
	}
}

// announce delivers the next event that is due before the instruction at which
// f stands, in a frame of its own. It returns false if none is left.
func (m *Machine) announce(f *object.Frame) bool {
	l := m.local()
	if !l.traces() || f.Flags&object.Hidden != 0 || f.Depth >= m.MaxDepth {
		return false
	}
	if f.Code.Tells == object.TellsOnly {
		m.retell(f.Code, object.TellsToo)
	}
	if f.Flags&object.Entered == 0 {
		if f.Code.Src.Flags&generates != 0 && !f.Suspends() {
			return false // it is being made
		}
		f.Flags |= object.Entered
		if enters(f) {
			s := f.Rare()
			s.At, s.Done = f.PC-1, 0
			if begins(f) {
				s.At = -1
			}
			m.event(f, callEvent, object.None, nil)
			return true
		}
	}
	if m.announceStep(f, l) {
		return true
	}
	if !l.Profile.IsNone() {
		return m.profileCall(f)
	}
	return false
}

// announceStep delivers what is due of line, opcode and return.
func (m *Machine) announceStep(f *object.Frame, l *Local) bool {
	s := f.Side
	local := s != nil && !s.Trace.IsNone() && !l.Trace.IsNone()
	if local && s.Done&object.EventLine == 0 {
		s.Done |= object.EventLine
		if !s.NoLines && newLine(f) {
			m.event(f, lineEvent, object.None, nil)
			return true
		}
	}
	if local && s.Opcodes && s.Done&object.EventOpcode == 0 {
		s.Done |= object.EventOpcode
		m.event(f, opcodeEvent, object.None, nil)
		return true
	}
	if v, ok := returned(f); ok && (local || !l.Profile.IsNone()) {
		if s = f.Rare(); s.Done&object.EventReturn == 0 {
			s.Done |= object.EventReturn
			m.event(f, returnEvent, v, nil)
			return true
		}
	}
	if s != nil {
		if s.Done = 0; f.Code.Lines[f.PC] != 0 {
			s.At = f.PC
		}
	}
	return false
}

// newLine reports whether the instruction at which f stands begins another line
// than the one before, or the same line anew: a loop in one line begins it when
// it looks for its next item.
func newLine(f *object.Frame) bool {
	lines, at := f.Code.Lines, f.Side.At
	line := lines[f.PC]
	if line == 0 || at < 0 || line != lines[at] {
		return line != 0
	}
	src := f.Code.Src
	switch in := src.Instrs[f.PC]; in.Op {
	case compiler.Send:
		return false
	case compiler.ForNext:
		return at >= int32(in.C) // it comes from the body
	}
	return f.PC <= at && src.Instrs[at].Op != compiler.ForNext
}

const generates = compiler.Generator | compiler.Coroutine | compiler.AsyncGen

// enters reports whether f stands where a call, or a resumption, begins.
func enters(f *object.Frame) bool {
	if f.PC == 0 || f.Code.Src.Flags&generates == 0 {
		return f.PC == 0
	}
	op := f.Code.Src.Instrs[f.PC-1].Op
	return op == compiler.MakeGen || op == compiler.Yield
}

// begins reports whether f, which enters, does so for the first time.
func begins(f *object.Frame) bool {
	return f.PC == 0 || f.Code.Src.Instrs[f.PC-1].Op == compiler.MakeGen
}

// returned returns what the frame is about to return or yield, if it is.
func returned(f *object.Frame) (v object.Value, ok bool) {
	switch in := f.Code.Src.Instrs[f.PC]; in.Op {
	case compiler.Return:
		return f.Regs[in.A], true
	case compiler.Yield:
		return f.Regs[in.B], true
	}
	return v, false
}

// announceThrown tells that f, a generator, goes on, because exc was thrown
// into it. Like those that follow it returns false if nobody is to be told.
func (m *Machine) announceThrown(f *object.Frame, exc *object.Exception) bool {
	l := m.local()
	if f.Flags&(object.Entered|object.Hidden) != 0 || f.Code.Hidden {
		return false
	}
	f.Flags |= object.Entered
	if !f.Suspends() || !l.traces() || f.Depth >= m.MaxDepth {
		return false
	}
	s := f.Rare()
	s.At, s.Done = f.PC-1, object.EventThrow
	m.event(f, callEvent, object.None, exc)
	return true
}

// announceRaised tells that exc has come to f, which has not yet looked whether
// it handles it.
func (m *Machine) announceRaised(f *object.Frame, exc *object.Exception) bool {
	s, l := f.Side, m.local()
	if s == nil || s.Trace.IsNone() || s.Done&object.EventRaise != 0 || !l.traces() || l.Trace.IsNone() || f.Depth >= m.MaxDepth {
		return false
	}
	s.Done = object.EventRaise
	m.event(f, exceptionEvent, exceptionArg(exc), exc)
	return true
}

// announceStop tells of an exception that ends a loop or a yield from. Iterators
// that are no Python code just end, without one.
func (m *Machine) announceStop(f *object.Frame, exc *object.Exception) {
	s, l := f.Side, m.local()
	if s == nil || s.Trace.IsNone() || !l.traces() || l.Trace.IsNone() || f.Depth >= m.MaxDepth {
		return
	}
	m.event(f, exceptionEvent, exceptionArg(exc), nil)
}

// announceExit tells of the end of a frame that does not handle exc.
func (m *Machine) announceExit(f *object.Frame, exc *object.Exception) bool {
	l := m.local()
	if !l.traces() || !f.Visible() || f.Depth >= m.MaxDepth {
		return false
	}
	local := f.Side != nil && !f.Side.Trace.IsNone() && !l.Trace.IsNone()
	if !local && l.Profile.IsNone() {
		return false
	}
	s := f.Rare()
	if s.Done&object.EventExit != 0 {
		return false
	}
	s.Done = object.EventRaise | object.EventExit
	m.event(f, returnEvent, object.None, exc)
	return true
}

// exits reports whether f ends with an exception without looking for a handler:
// it has looked, or it was refused before it began.
func exits(f *object.Frame) bool { return f.Side != nil && f.Side.Done&object.EventExit != 0 }

// exceptionArg is the argument of the exception event.
func exceptionArg(exc *object.Exception) object.Value {
	return object.Of(object.NewTuple(object.Of(exc.Shape.Type), object.Of(exc), object.OrNone(exc.TB)))
}

// The registers of an event. The frame that it is about waits for it.
const (
	eventName = iota
	eventArg
	eventExc // raised once more at the end
)

// The names of the events.
var (
	cCallEvent      = object.Of(object.Intern("c_call"))
	cReturnEvent    = object.Of(object.Intern("c_return"))
	cExceptionEvent = object.Of(object.Intern("c_exception"))

	callEvent      = object.Of(object.Intern("call"))
	lineEvent      = object.Of(object.Intern("line"))
	opcodeEvent    = object.Of(object.Intern("opcode"))
	returnEvent    = object.Of(object.Intern("return"))
	exceptionEvent = object.Of(object.Intern("exception"))
)

// event pushes the native that delivers an event on f, the running frame. Its
// frame is used again when it has ended: nobody else sees it.
func (m *Machine) event(f *object.Frame, name, arg object.Value, exc *object.Exception) {
	f.Flags |= object.Escaped
	f.Land = object.LandNone
	e := m.spareEvent
	if e == nil || e.Flags&object.Ended == 0 {
		e = m.NativeFrame(&eventNative, f, nil)
		m.spareEvent = e
	}
	e.Back, e.Depth, e.PC, e.Flags, e.Land, e.LandArg = f, f.Depth+1, 0, 0, object.LandNone, 0
	copy(e.Regs, []object.Value{name, arg, object.OrNone(exc), object.Unbound})
	m.Frame, m.local().Event = e, e
}

// eventNative calls the trace function and the profile function of the running
// tasklet with an event.
var eventNative = object.Native{
	Name: "trace_event", Sig: "(event, arg, exception, /)", Doc: "call trace and profile functions", Catches: true,
}

// The steps of an event.
const (
	eventBegins   = iota
	eventTraced   // the trace function has returned
	eventProfiled // the profile function has returned
)

func stepEvent(c *object.Call) object.Action {
	m := Of(c.World)
	l, f := m.ownLocal(), c.F.Back
	if f.Native != nil || f.Fn == nil {
		return c.Return(object.None) // of a file made by hand
	}
	name := object.RegAs[object.Str](c, eventName, &object.StrLayout).S
	s := f.Rare()
	switch c.Step() {
	case eventBegins:
		if fn := listener(l, s, name); !fn.IsNone() {
			if s.Locals != nil {
				f.Locals() // as they are now
			}
			m.tells(fn)
			return c.Ask(eventTraced, fn, object.Of(f), c.Reg(eventName), c.Reg(eventArg))
		}
		fallthrough
	case eventTraced:
		if c.Step() == eventTraced {
			if s.Locals != nil {
				f.StoreLocals(s.Locals)
			}
			if e := c.Caught(); e != nil {
				s.Trace = object.None
				m.SetTrace(l, nil, object.None)
				return m.refuse(c, l, f, e)
			}
			if !c.Result().IsNone() && name != "opcode" {
				s.Trace = c.Result()
			}
		}
		if !l.Profile.IsNone() && (name == "call" || name == "return") {
			m.tells(l.Profile)
			return c.Ask(eventProfiled, l.Profile, object.Of(f), c.Reg(eventName), c.Reg(eventArg))
		}
	case eventProfiled:
		if e := c.Caught(); e != nil {
			m.SetProfile(l, nil, object.None)
			return m.refuse(c, l, f, e)
		}
	}
	l.Event = nil
	if !l.watchers().any() {
		s.Done &^= object.EventLine | object.EventOpcode | object.EventReturn
	}
	if exc := object.AsA[object.Exception](c.Reg(eventExc), &object.ExceptionLayout); exc != nil {
		m.reraise = name != "call" // f is in its traceback already
		return c.Raise(exc)
	}
	return c.Return(object.None)
}

// tells notes that a function is about to be told of an event.
func (m *Machine) tells(fn object.Value) {
	if b := object.AsA[object.BoundMethod](fn, &object.BoundMethodLayout); b != nil {
		fn = b.Fn
	}
	if f := object.AsA[object.Func](fn, &object.FuncLayout); f != nil && f.Code.Tells == object.TellsNot && f.Code.Src.Flags&generates == 0 {
		m.retell(f.Code, object.TellsOnly)
	}
}

// listener returns who is to be told of an event: the trace function of the
// tasklet of a call, else that of the frame.
func listener(l *Local, s *object.FrameSide, name string) object.Value {
	if name == "call" || l.Trace.IsNone() {
		return l.Trace
	}
	return s.Trace
}

// refuse ends an event whose function has raised e: f raises it, in the
// instruction that it was told of. A frame that begins or ends does not handle it.
func (m *Machine) refuse(c *object.Call, l *Local, f *object.Frame, e *object.Exception) object.Action {
	l.Event = nil
	s := f.Rare()
	switch {
	case s.Done == 0 && enters(f):
		s.Done = object.EventExit
	case s.Done&object.EventReturn != 0:
		s.Done = object.EventExit
		m.reraise = true // f is not in its traceback
	case f.Raised():
		s.Done = 0
		m.reraise = true
	default:
		s.Done = 0
		if int(f.PC) < len(f.Code.Src.Instrs) {
			f.PC++
		}
	}
	return c.Raise(e)
}

// profileCall makes the call at which f stands by profiledNative, if it is one
// of a builtin function.
func (m *Machine) profileCall(f *object.Frame) bool {
	in := f.Code.Src.Instrs[f.PC]
	fn, args, names, ok := operands(f, in)
	if !ok || !builtinFunction(fn) {
		return false
	}
	shown := fn
	if n := object.AsA[object.Native](fn, &object.NativeLayout); n != nil && n.Self != nil && n.Kind == object.Method && len(args) > 0 {
		shown = object.NewBoundMethod(fn, args[0])
	}
	if s := f.Side; s != nil {
		s.At, s.Done = f.PC, 0
	}
	f.PC++
	f.Land, f.LandReg = object.LandStore, in.A
	tuple := object.TupleOf(args)
	m.Frame = m.NativeFrame(&profiledNative, f, []object.Value{shown, fn, object.Of(tuple), object.OrNone(names)})
	f.Flags |= object.Escaped
	return true
}

// builtinFunction reports whether a call of fn is a c_call.
func builtinFunction(fn object.Value) bool {
	if b := object.AsA[object.BoundMethod](fn, &object.BoundMethodLayout); b != nil {
		fn = b.Fn
	}
	if f := object.AsA[object.Func](fn, &object.FuncLayout); f != nil {
		return f.Code.Hidden
	}
	return fn.IsNative()
}

// profiledNative calls a builtin function between c_call and c_return.
var profiledNative = object.Native{
	Name: "profiled_call", Sig: "(shown, function, args, names, /)", Doc: "call a builtin function, and tell the profile function", Catches: true,
	Temps: []object.RegKind{object.Any},
}

// The registers of a profiled call.
const (
	profiledShown = iota
	profiledFn
	profiledArgs
	profiledNames
	profiledValue // its result, or exception
)

// The steps of a profiled call.
const (
	profiledBegins = iota
	profiledCall   // c_call was told
	profiledEnds   // the function has returned
	profiledDone   // c_return was told
	profiledFailed // c_exception was told
)

func stepProfiled(c *object.Call) object.Action {
	m := Of(c.World)
	l := m.ownLocal()
	tell := func(next int, event object.Value) object.Action {
		l.Event = c.F
		m.tells(l.Profile)
		return c.Ask(next, l.Profile, object.OrNone(Outer(c.F.Back)), event, c.Reg(profiledShown))
	}
	switch c.Step() {
	case profiledBegins:
		return tell(profiledCall, cCallEvent)
	case profiledEnds:
		c.SetReg(profiledValue, c.Result())
		switch {
		case l.Profile.IsNone() || l.Event != nil:
		case c.Caught() != nil:
			return tell(profiledFailed, cExceptionEvent)
		default:
			return tell(profiledDone, cReturnEvent)
		}
		if c.Caught() != nil {
			return c.Raise(c.Caught())
		}
		return c.Return(c.Reg(profiledValue))
	}
	l.Event = nil
	if e := c.Caught(); e != nil {
		m.SetProfile(l, nil, object.None)
		return c.Raise(e)
	}
	switch c.Step() {
	case profiledCall:
		return c.AskKw(profiledEnds, object.AsA[object.Tuple](c.Reg(profiledNames), &object.TupleLayout), c.Reg(profiledFn), sequence(c.Reg(profiledArgs))...)
	case profiledFailed:
		return c.Raise(object.RegAs[object.Exception](c, profiledValue, &object.ExceptionLayout))
	}
	return c.Return(c.Reg(profiledValue))
}

// callTracing is sys.call_tracing: a trace function calls code that is traced.
var callTracing = object.Native{
	Name: "call_tracing", Sig: "(func, args, /)", Catches: true, Temps: []object.RegKind{object.Any}, Step: stepCallTracing,
	Doc: "Call func(*args), while tracing is enabled.\n\nThe tracing state is saved, and restored afterwards.  This is intended\nto be called from a debugger from a checkpoint, to recursively debug\nsome other code.",
}

// CallTracing returns the row of sys.call_tracing.
func CallTracing() object.Native { return callTracing }

func stepCallTracing(c *object.Call) object.Action {
	const args, event = 1, 2
	m, t := Of(c.World), c.Reg(args)
	if m.sched == nil { // nothing can be traced
		return c.Tail(c.Reg(0), sequence(t)...)
	}
	l := m.ownLocal()
	if c.Step() == 0 {
		if !t.Has(&object.TupleLayout) {
			return c.Raise(object.TypeErrorf("call_tracing() argument 2 must be tuple, not %s", t.Type().LongName()))
		}
		c.SetReg(event, object.OrNone(l.Event))
		l.Event = nil
		return c.Ask(1, c.Reg(0), sequence(t)...)
	}
	l.Event = object.AsA[object.Frame](c.Reg(event), &object.FrameLayout)
	if e := c.Caught(); e != nil {
		return c.Raise(e)
	}
	return c.Return(c.Result())
}
