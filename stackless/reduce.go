package stackless

import (
	"slices"

	"brine/vm"
	"brine/vm/object"
)

// __reduce__ and __setstate__ are for copy.copy and for programs that store
// tasklets in a way of their own: pickle saves tasklets and channels as they
// are, and asks neither, but for classes that override them. A copy has frames of
// its own; what their registers refer to is shared.

// A tasklet that has not begun has the call that it will make, a tuple of
// function, arguments and keyword arguments, in the place of its only frame.

// A tasklet's state in Stackless. What follows the frames is of the exception in
// hand, which is derived here, and of tracing.
const (
	stateProfile = 10
	stateTrace   = 11
	stateLen     = 12
	stateStandIn = 12 // only in what a pickle is to hold
)

// For a pickle the state has no frames, but a stand-in: a tasklet that is saved
// as the one that was asked, wherever that stands, and that gives everything to
// the tasklet which is made in its place when that is loaded.
func standInFor(t *Tasklet) *Tasklet {
	s := &Tasklet{Tempval: object.Of(t), flags: standIn}
	s.Header.Shape = &TaskletShape
	return s
}

// forPickle reports whether a hook that runs was called for a pickle.
func forPickle(w *object.World) bool {
	for f := w.Frame; f != nil; f = f.Back {
		if f.Native != nil {
			return f.Native.Saves
		}
	}
	return false
}

func taskletReduce(w *object.World, args []object.Value) (object.Value, error) {
	t := self(args)
	state := slices.Repeat([]object.Value{object.None}, stateLen)
	state[0], state[1], state[2], state[3] = object.Int(t.stateFlags()), t.Tempval, object.Int(0), object.Of(object.NewList(nil))
	reduction := func() object.Value {
		return object.Of(object.NewTuple(object.Of(args[0].Type()), object.Of(object.NewTuple()), object.Of(object.NewTuple(state...))))
	}
	if forPickle(w) {
		state = append(state, object.Of(standInFor(t)))
		return reduction(), nil
	}
	if t == of(w).Current {
		return object.None, object.RuntimeErrorf("You cannot __reduce__ the tasklet which is current.")
	}
	frames := object.As[object.List](state[3])
	for f := t.Frame; f != nil && f != vm.Of(w).End(); f = f.Back {
		switch {
		case vm.IsFirstCall(f):
			frames.Items = append([]object.Value{object.Of(object.NewTuple(f.Regs[:3]...))}, frames.Items...)
			continue
		case f.Native != nil:
			return object.None, object.TypeErrorf("cannot reduce a tasklet that is inside %s()", f.Native.Name)
		case f.Side != nil && f.Side.Generator != nil:
			return object.None, object.TypeErrorf("cannot reduce a tasklet that is inside a generator")
		}
		f.Flags |= object.Escaped
		frames.Items = append([]object.Value{object.Of(f)}, frames.Items...)
	}
	if t.local != nil && of(w).pickleFlags&pickleTracing != 0 {
		state[stateProfile], state[stateTrace] = t.local.Profile, t.local.Trace
	}
	return reduction(), nil
}

// The bits of the flags in a state, after two for send (1) and receive (3).
const (
	stateAtomic = 1 << (2 + iota)
	stateIgnoreNesting
	stateAutoschedule
	stateBlockTrap
)

func (t *Tasklet) stateFlags() int64 {
	n := int64(t.dir) & 3
	for bit, f := range map[int64]flags{stateAtomic: atomic, stateIgnoreNesting: ignoreNesting, stateBlockTrap: blockTrap} {
		if t.flags&f != 0 {
			n |= bit
		}
	}
	return n
}

// taskletReduceEx is tasklet.__reduce_ex__, which leaves it to a __reduce__ that
// a class defines.
func taskletReduceEx(w *object.World, args []object.Value) (object.Value, error) {
	if reduce, ok := args[0].Type().Lookup("__reduce__"); ok && !reduce.IsNative() {
		return object.None, object.ErrSlow
	}
	return taskletReduce(w, args)
}

func stepTaskletReduceEx(c *object.Call) object.Action {
	reduce, _ := c.Reg(0).Type().Lookup("__reduce__")
	return c.Tail(reduce, c.Reg(0))
}

func taskletSetState(w *object.World, args []object.Value) (object.Value, error) {
	t := self(args)
	if t.flags&alive != 0 {
		return object.None, object.RuntimeErrorf("tasklet is alive")
	}
	state := object.AsA[object.Tuple](args[1], &object.TupleLayout)
	if state == nil || len(state.Items) < 4 || !state.Items[0].IsInt() || !state.Items[3].Has(&object.ListLayout) {
		return object.None, object.TypeErrorf("bad tasklet state")
	}
	if len(state.Items) > stateStandIn {
		from := object.AsA[Tasklet](state.Items[stateStandIn], &TaskletLayout)
		if from == nil || from == t || from.flags&(standIn|inRun) != 0 || from == of(w).Current || from == of(w).Main {
			return object.None, object.TypeErrorf("bad tasklet state")
		}
		of(w).replace(from, t)
		return args[0], nil
	}
	innermost, err := copyFrames(vm.Of(w), object.As[object.List](state.Items[3]).Items)
	if err != nil {
		return object.None, err
	}
	t.Frame, t.Tempval, t.context = innermost, state.Items[1], of(w).Current.runsIn()
	t.flags &^= alive | started | bound | atomic | ignoreNesting | blockTrap
	for bit, f := range map[int64]flags{stateAtomic: atomic, stateIgnoreNesting: ignoreNesting, stateBlockTrap: blockTrap} {
		if state.Items[0].N&bit != 0 {
			t.flags |= f
		}
	}
	switch {
	case innermost != nil && innermost.PC == 0 && innermost.Back == vm.Of(w).End():
		t.flags |= alive // it has not begun
	case innermost != nil:
		t.flags |= alive | started
	case object.Callable(t.Tempval):
		t.flags |= bound
	}
	if len(state.Items) >= stateLen && t.flags&alive != 0 {
		if profile, trace := state.Items[stateProfile], state.Items[stateTrace]; !profile.IsNone() || !trace.IsNone() {
			of(w).m.SetProfile(t.own(), t.Frame, profile)
			of(w).m.SetTrace(t.own(), t.Frame, trace)
		}
	}
	return args[0], nil
}

// replace makes t, which is not alive, what from was, which dies.
func (r *Ring) replace(from, t *Tasklet) {
	r.died(t)
	t.Frame, t.Tempval, t.context, t.local = from.Frame, from.Tempval, from.context, from.local
	t.flags = from.flags &^ (inRun | asleep)
	if c, dir := from.channel, from.dir; c != nil {
		c.remove(from)
		c.add(t, dir)
	}
	if from.flags&asleep != 0 {
		r.rouse(from)
	}
	from.local = nil
	if from.next != nil {
		r.unlink(from)
	}
	r.died(from)
}

// copyFrames returns the innermost of copies of frames, which are given
// outermost first, or nil if there are none.
func copyFrames(m *vm.Machine, frames []object.Value) (*object.Frame, error) {
	back := m.End()
	if len(frames) == 1 { // a call that has not begun
		if call := object.AsA[object.Tuple](frames[0], &object.TupleLayout); call != nil && len(call.Items) == 3 && call.Items[1].Has(&object.TupleLayout) {
			args := object.As[object.Tuple](call.Items[1]).Items
			return m.CallFrame(call.Items[0], args, object.AsA[object.Dict](call.Items[2], &object.DictLayout)), nil
		}
	}
	for _, v := range frames {
		f := object.AsA[object.Frame](v, &object.FrameLayout)
		if f == nil || f.Native != nil || f.Flags&object.Ended != 0 || f.Side != nil && f.Side.Generator != nil {
			return nil, object.TypeErrorf("bad tasklet state")
		}
		c := *f
		c.Regs = append([]object.Value(nil), f.Regs...)
		c.Back, c.Side, c.Depth, c.Flags = back, nil, 0, f.Flags&object.Hidden
		if f.Side != nil {
			c.Rare().Names = f.Side.Names
		}
		if err := m.CheckFrame(&c); err != nil {
			return nil, object.ValueErrorf("bad tasklet state: %v", err)
		}
		back = &c
	}
	if back == m.End() {
		return nil, nil
	}
	return back, vm.Depths(back, m.End())
}

// The bits of the flags in a channel's state.
const (
	stateClosing = 1 << iota
	statePreferSender
	statePreferReceiver
	stateScheduleAll
)

func channelReduce(_ *object.World, args []object.Value) (object.Value, error) {
	c := object.As[Channel](args[0])
	n := int64(0)
	if c.closing {
		n |= stateClosing
	}
	switch c.preference {
	case 1:
		n |= statePreferSender
	case -1:
		n |= statePreferReceiver
	}
	if c.scheduleAll {
		n |= stateScheduleAll
	}
	waiting := object.NewList(nil)
	for t := c.head; t != nil; t = t.next {
		waiting.Append(object.Of(t))
	}
	state := object.NewTuple(object.Int(c.Balance), object.Int(n), object.Of(waiting))
	return object.Of(object.NewTuple(object.Of(args[0].Type()), object.Of(object.NewTuple()), object.Of(state))), nil
}

// channelSetState gives a channel its preferences. Tasklets of the state that
// wait elsewhere stay there.
func channelSetState(_ *object.World, args []object.Value) (object.Value, error) {
	c := object.As[Channel](args[0])
	state := object.AsA[object.Tuple](args[1], &object.TupleLayout)
	if state == nil || len(state.Items) != 3 || !state.Items[0].IsInt() || !state.Items[1].IsInt() || !state.Items[2].Has(&object.ListLayout) {
		return object.None, object.TypeErrorf("bad channel state")
	}
	n, dir := state.Items[1].N, int8(1)
	if state.Items[0].N < 0 {
		dir = -1
	}
	c.closing, c.scheduleAll, c.preference = n&stateClosing != 0, n&stateScheduleAll != 0, 0
	switch {
	case n&statePreferSender != 0:
		c.preference = 1
	case n&statePreferReceiver != 0:
		c.preference = -1
	}
	for _, v := range object.As[object.List](state.Items[2]).Items {
		t := object.AsA[Tasklet](v, &TaskletLayout)
		if t != nil && t.flags&alive != 0 && t.next == nil && !t.blocked() && c.Balance*int64(dir) >= 0 && t.Frame != nil {
			c.add(t, dir)
		}
	}
	return args[0], nil
}

func bombReduce(_ *object.World, args []object.Value) (object.Value, error) {
	b := object.As[Bomb](args[0])
	return object.Of(object.NewTuple(object.Of(args[0].Type()), object.Of(object.NewTuple(b.Type, b.Exc, b.TB)))), nil
}
