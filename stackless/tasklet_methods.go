package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

func taskletMethods() []object.Native {
	const pending = "pending=False"
	return []object.Native{
		{Name: "__init__", Sig: "(self, func=None, args=None, kwargs=None)", Doc: "Bind the tasklet to a function.", Fast: taskletInit},
		{Name: "bind", Sig: "(self, func=None, args=None, kwargs=None)", Doc: "Bind the tasklet to a function, or to a call; unbind it with no arguments.", Fast: bind},
		{Name: "setup", Sig: "(self, /, *args, **kwargs)", Doc: "Give the arguments of the call and insert the tasklet at the end of the ring.", Vector: setup},
		{Name: "__call__", Sig: "(self, /, *args, **kwargs)", Doc: "Give the arguments of the call and insert the tasklet at the end of the ring.", Vector: setup},
		{Name: "insert", Sig: "(self, /)", Doc: "Insert the tasklet at the end of the ring.", Fast: insert},
		{Name: "remove", Sig: "(self, /)", Doc: "Take the tasklet out of the ring.", Fast: remove},
		{Name: "run", Sig: "(self, /)", Doc: "Run the tasklet now; the caller stays in the ring.", Fast: runNow},
		{Name: "switch", Sig: "(self, /)", Doc: "Run the tasklet now; the caller leaves the ring.", Fast: switchNow},
		{Name: "become", Sig: "(self, /)", Doc: "Old name of switch.", Fast: switchNow},
		{Name: "kill", Sig: "(self, " + pending + ")", Doc: "Raise TaskletExit in the tasklet.", Fast: kill},
		{Name: "throw", Sig: "(self, exc, val=None, tb=None, " + pending + ")", Doc: "Raise an exception in the tasklet.", Step: stepThrow},
		{Name: "raise_exception", Sig: "(self, /, *args)", Doc: "Raise exc_class(*args) in the tasklet.", Step: stepRaiseException},
		{Name: "set_atomic", Sig: "(self, flag, /)", Doc: "Set whether a timeout may interrupt the tasklet; return the old value.", Fast: setFlag(atomic, "set_atomic")},
		{Name: "set_ignore_nesting", Sig: "(self, flag, /)", Doc: "Set the flag of this name, which has no effect here; return the old value.", Fast: setFlag(ignoreNesting, "set_ignore_nesting")},
		{Name: "set_context", Sig: "(self, context, /)", Doc: "Set the context of contextvars in which the tasklet runs.", Fast: setContext},
		{Name: "context_run", Sig: "(self, callable, /, *args, **kwargs)", Doc: "Call callable(*args, **kwargs) in the context of the tasklet.", Step: stepContextRun, Catches: true, Temps: []object.RegKind{object.Any}},
		{Name: "__reduce__", Sig: "(self, /)", Doc: "The class, no arguments, and the state, for copying.", Fast: taskletReduce},
		{Name: "__reduce_ex__", Sig: "(self, protocol, /)", Doc: "The class, no arguments, and the state, for copying.", Fast: taskletReduceEx, Step: stepTaskletReduceEx},
		{Name: "__setstate__", Sig: "(self, state, /)", Doc: "Take over a state that __reduce__ gave.", Fast: taskletSetState},
		{Name: "bind_thread", Sig: "(self, thread_id=None)", Doc: "Move the tasklet to a thread; there is one.", Fast: func(*object.World, []object.Value) (object.Value, error) { return object.None, nil }},
	}
}

// setFlag returns the body of a method that sets a flag.
func setFlag(bit flags, name string) func(*object.World, []object.Value) (object.Value, error) {
	return func(w *object.World, args []object.Value) (object.Value, error) {
		on, ok := flagOf(args[1])
		if !ok {
			return object.None, object.TypeErrorf("%s needs exactly one bool or integer", name)
		}
		t := self(args)
		old := object.Bool(t.flags&bit != 0)
		t.flags &^= bit
		if on {
			t.flags |= bit
		}
		return old, nil
	}
}

// flagOf reads an int or bool.
func flagOf(v object.Value) (on, ok bool) {
	n, ok := object.IntOf(v)
	return n != object.Int(0), ok
}

func taskletInit(w *object.World, args []object.Value) (object.Value, error) {
	if absent(args[1]) && absent(args[2]) && absent(args[3]) {
		return object.None, nil
	}
	_, err := bind(w, args)
	return object.None, err
}

func absent(v object.Value) bool { return v.IsUnbound() || v.IsNone() }

// bind is tasklet.bind.
func bind(w *object.World, args []object.Value) (object.Value, error) {
	r, t := of(w), self(args)
	fn, pos, kw := args[1], args[2], args[3]
	switch {
	case !absent(fn) && !object.Callable(fn):
		return object.None, object.TypeErrorf("tasklet function must be a callable or None")
	case !absent(pos) && !pos.Has(&object.TupleLayout):
		return object.None, object.TypeErrorf("tasklet args must be a tuple or None")
	case !absent(kw) && !kw.Has(&object.DictLayout):
		return object.None, object.TypeErrorf("tasklet kwargs must be a dictionary or None")
	case t == r.Current:
		return object.None, object.RuntimeErrorf("can't (re)bind the current tasklet")
	case t == r.Main: // also not to a function: its frames are the program
		return object.None, object.RuntimeErrorf("can't unbind the main tasklet")
	case t.next != nil || t.blocked():
		return object.None, object.RuntimeErrorf("tasklet is scheduled")
	}
	if absent(fn) && absent(pos) && absent(kw) {
		r.died(t)
		return args[0], nil
	}
	if !absent(fn) {
		r.died(t)
		t.Tempval, t.flags = fn, t.flags|bound
		t.context = r.Current.runsIn()
	}
	if absent(pos) && absent(kw) {
		return args[0], nil
	}
	if t.flags&bound == 0 {
		return object.None, object.RuntimeErrorf("the tasklet was not bound to a function")
	}
	var items []object.Value
	if !absent(pos) {
		items = object.As[object.Tuple](pos).Items
	}
	t.start(w, items, object.AsA[object.Dict](kw, &object.DictLayout))
	return args[0], nil
}

// start gives a bound tasklet its first frame.
func (t *Tasklet) start(w *object.World, args []object.Value, kw *object.Dict) {
	t.Frame = vm.Of(w).CallFrame(t.Tempval, args, kw)
	t.Tempval = object.None
	t.flags = t.flags&^(bound|started) | alive
}

// setup is tasklet.setup and tasklet.__call__.
func setup(w *object.World, args []object.Value, names *object.Tuple) (object.Value, error) {
	r, t := of(w), self(args)
	if t.flags&alive != 0 {
		return object.None, object.RuntimeErrorf("tasklet is alive")
	}
	if t.flags&bound == 0 {
		return object.None, object.RuntimeErrorf("the tasklet was not bound to a function")
	}
	pos := args[1:]
	var kw *object.Dict
	if names != nil {
		n := len(pos) - len(names.Items)
		kw = object.KeywordDict(names, pos[n:])
		pos = pos[:n]
	}
	t.start(w, pos, kw)
	r.insert(t)
	return args[0], nil
}

// runnable checks that t can be put into the ring.
func (t *Tasklet) runnable() error {
	if t.blocked() {
		return object.RuntimeErrorf("You cannot run a blocked tasklet")
	}
	if t.flags&alive == 0 {
		return object.RuntimeErrorf("You cannot run an unbound(dead) tasklet")
	}
	return nil
}

func insert(w *object.World, args []object.Value) (object.Value, error) {
	t := self(args)
	if err := t.runnable(); err != nil {
		return object.None, err
	}
	of(w).insert(t)
	return args[0], nil
}

func remove(w *object.World, args []object.Value) (object.Value, error) {
	r, t := of(w), self(args)
	switch {
	case t.blocked():
		return object.None, object.RuntimeErrorf("You cannot remove a blocked tasklet.")
	case t == r.Current:
		return object.None, object.RuntimeErrorf("The current tasklet cannot be removed.")
	}
	if t.next != nil {
		r.unlink(t)
	}
	return args[0], nil
}

func runNow(w *object.World, args []object.Value) (object.Value, error) {
	r, t := of(w), self(args)
	if err := t.runnable(); err != nil {
		return object.None, err
	}
	if t == r.Current {
		return object.None, nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	r.insert(t)
	return r.switchTo(w, t, object.None)
}

func switchNow(w *object.World, args []object.Value) (object.Value, error) {
	r, t := of(w), self(args)
	if err := t.runnable(); err != nil {
		return object.None, err
	}
	if t == r.Current {
		return object.None, nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	r.insert(t)
	r.leave(w, object.None)
	from := r.Current
	r.withdraw()
	return r.pass(w, from, t)
}

// kill is tasklet.kill.
func kill(w *object.World, args []object.Value) (object.Value, error) {
	t := self(args)
	if t.flags&alive == 0 {
		return object.None, nil
	}
	later := false
	if !args[1].IsUnbound() {
		later, _ = object.TruthLeaf(args[1])
	}
	return of(w).throw(w, t, object.NewException(object.TaskletExit), later)
}

// throw raises e in t: now, or when its turn comes.
func (r *Ring) throw(w *object.World, t *Tasklet, e *object.Exception, later bool) (object.Value, error) {
	if t == r.Current {
		return object.None, e
	}
	if t.flags&alive == 0 {
		if e.Shape.Type.SubtypeOf(object.TaskletExit) {
			return object.None, nil
		}
		return object.None, object.RuntimeErrorf("You cannot throw to a dead tasklet")
	}
	if !later {
		if err := r.trapped(); err != nil {
			return object.None, err
		}
	}
	r.unblock(t)
	r.insert(t)
	t.Tempval = object.Of(newBomb(e))
	if later {
		return object.None, nil
	}
	return r.switchTo(w, t, object.None)
}

// stepThrow is tasklet.throw.
func stepThrow(c *object.Call) object.Action {
	if c.Step() == 0 {
		act, done := askException(c, 1, c.Reg(1), c.Reg(2), c.Reg(3))
		if !done {
			return act
		}
	}
	e := object.AsA[object.Exception](c.Result(), &object.ExceptionLayout)
	if e == nil {
		return c.Raise(object.TypeErrorf("exceptions must derive from BaseException"))
	}
	if tb := object.AsA[object.Traceback](c.Reg(3), &object.TracebackLayout); tb != nil {
		e.TB = tb
	}
	later, _ := object.TruthLeaf(c.Reg(4))
	return throwFrom(c, object.As[Tasklet](c.Reg(0)), e, !c.Reg(4).IsUnbound() && later)
}

// throwFrom ends the step of a native by throwing e: its own frame is left
// first, so that the caller's frame is the one that waits.
func throwFrom(c *object.Call, t *Tasklet, e *object.Exception, later bool) object.Action {
	r := of(c.World)
	if t == r.Current {
		return c.Raise(e)
	}
	c.World.Frame = c.F.Back
	v, err := r.throw(c.World, t, e, later)
	if err == object.ErrSwitched {
		return object.ActSwitch
	}
	c.World.Frame = c.F
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(v)
}

// askException asks for the exception that a triple as of raise stands for; it
// is in the result register at the next step. done is true if it is there now.
func askException(c *object.Call, next int, exc, val, tb object.Value) (act object.Action, done bool) {
	if !absent(tb) && !tb.Has(&object.TracebackLayout) {
		return c.Raise(object.TypeErrorf("third argument must be a traceback object")), false
	}
	if t := object.AsA[object.Type](exc, &object.TypeLayout); t != nil && t.SubtypeOf(object.BaseException) {
		switch {
		case absent(val):
			return c.Ask(next, exc), false
		case val.Has(&object.TupleLayout):
			return c.Ask(next, exc, object.As[object.Tuple](val).Items...), false
		case val.Type().SubtypeOf(t):
			c.F.Regs[len(c.F.Regs)-1] = val
			return 0, true
		}
		return c.Ask(next, exc, val), false
	}
	if exc.Has(&object.ExceptionLayout) {
		if !absent(val) {
			return c.Raise(object.TypeErrorf("instance exception may not have a separate value")), false
		}
		c.F.Regs[len(c.F.Regs)-1] = exc
		return 0, true
	}
	return c.Raise(object.TypeErrorf("exceptions must be classes, or instances, not %s", exc.Type().LongName())), false
}

// stepRaiseException is tasklet.raise_exception.
func stepRaiseException(c *object.Call) object.Action {
	args := object.RegAs[object.Tuple](c, 1, &object.TupleLayout).Items
	if c.Step() == 0 {
		if len(args) == 0 {
			return c.Raise(object.TypeErrorf("raise_exception() takes at least 1 argument"))
		}
		if t := object.AsA[object.Type](args[0], &object.TypeLayout); t == nil || !t.SubtypeOf(object.BaseException) {
			return c.Raise(object.TypeErrorf("tasklet.raise_exception needs Exception or string subclass as first parameter"))
		}
		return c.Ask(1, args[0], args[1:]...)
	}
	e := object.AsA[object.Exception](c.Result(), &object.ExceptionLayout)
	if e == nil {
		return c.Raise(object.TypeErrorf("exceptions must derive from BaseException"))
	}
	return throwFrom(c, object.As[Tasklet](c.Reg(0)), e, false)
}

// setContext is tasklet.set_context.
func setContext(w *object.World, args []object.Value) (object.Value, error) {
	ctx := object.AsA[object.Context](args[1], &object.ContextLayout)
	if ctx == nil {
		return object.None, object.TypeErrorf("set_context() argument must be Context, not %s", args[1].Type().LongName())
	}
	t := self(args)
	if t.runsIn().Entered {
		return object.None, object.RuntimeErrorf("the current context of the tasklet has been entered.")
	}
	t.context = ctx
	return args[0], nil
}

// stepContextRun is tasklet.context_run: the caller runs in the context of
// another tasklet for a while.
func stepContextRun(c *object.Call) object.Action {
	const before = 4
	t := of(c.World).Current
	if c.Step() == 0 {
		c.SetReg(before, object.Of(t.runsIn()))
		t.context = object.RegAs[Tasklet](c, 0, &TaskletLayout).runsIn()
		pos := object.RegAs[object.Tuple](c, 2, &object.TupleLayout)
		names, args := object.RegAs[object.Dict](c, 3, &object.DictLayout).Keywords(pos.Items)
		return c.AskKw(1, names, c.Reg(1), args...)
	}
	t.context = object.RegAs[object.Context](c, before, &object.ContextLayout)
	if e := c.Caught(); e != nil {
		return c.Raise(e)
	}
	return c.Return(c.Result())
}
