package stackless

import (
	"fmt"

	"brine/vm"
	"brine/vm/object"
)

// Ring is the scheduler of one machine: a circle of runnable tasklets.
type Ring struct {
	object.Header
	m       *vm.Machine `brine:"host"`
	Main    *Tasklet
	Current *Tasklet // always a member
	count   int      `brine:"derived"` // members
	watch   []watch  // calls of run() in progress, innermost last

	trap      int64        // switch_trap level
	onSwitch  object.Value // schedule callback, or None
	onChannel object.Value // channel callback, or None
	onError   object.Value // error handler, or None
	spent     int64        // ticks that count against the timeout
	loaded    []*Tasklet   `brine:"host"` // what _resume was given
	inside    bool         // a callback runs: stackless calls are refused
}

// watch is a call of run(): who made it, and what interrupts it.
type watch struct {
	caller  *Tasklet
	timeout int64 // ticks; 0: none
	soft    bool
	total   bool
	due     bool // a soft timeout that waits for the next switch
}

// The type of rings, which programs do not see.
var (
	RingType   = &object.Type{}
	RingShape  object.Shape
	RingLayout object.Layout
)

func ringTable() object.Table {
	return object.Table{Type: RingType, Name: "ring", Module: "stackless", Flags: object.Final | object.NoInstances,
		Doc: "The runnable tasklets.", Shape: &RingShape, Layout: &RingLayout,
		Struct: object.Struct[Ring]{Name: "ring", Init: func(r *Ring) { r.onSwitch, r.onChannel, r.onError = object.None, object.None, object.None },
			Fields: ringFields}.Layout(),
	}
}

// MainTasklet returns the main tasklet.
func (r *Ring) MainTasklet() object.Value { return object.Of(r.Main) }

// newRing returns a ring with a main tasklet, which is running.
func newRing(m *vm.Machine) *Ring {
	r := &Ring{m: m, onSwitch: object.None, onChannel: object.None, onError: object.None}
	r.Header.Shape = &RingShape
	t := &Tasklet{Tempval: object.None, flags: alive}
	t.Header.Shape = &TaskletShape
	t.next, t.prev = t, t
	r.Main, r.Current, r.count = t, t, 1
	return r
}

// of returns the ring of the machine that w is part of.
func of(w *object.World) *Ring { return vm.Of(w).Scheduler().(*Ring) }

// insert puts t at the end of the ring, if it is not linked.
func (r *Ring) insert(t *Tasklet) {
	if t.next == nil {
		r.link(t, r.Current.prev)
	}
}

// link puts t behind at.
func (r *Ring) link(t, at *Tasklet) {
	t.prev, t.next = at, at.next
	at.next.prev = t
	at.next = t
	r.count++
}

// unlink takes t out of the ring.
func (r *Ring) unlink(t *Tasklet) {
	t.prev.next, t.next.prev = t.next, t.prev
	t.next, t.prev = nil, nil
	r.count--
}

// waker is who gets uncaught exceptions, and runs when nobody else can.
func (r *Ring) waker() *Tasklet {
	if n := len(r.watch); n > 0 {
		return r.watch[n-1].caller
	}
	return r.Main
}

// trapped is the error of a switch that switch_trap forbids.
func (r *Ring) trapped() error {
	if r.trap != 0 {
		return object.RuntimeErrorf("switch_trap")
	}
	return nil
}

// leave saves where the running tasklet stands; result is what the call that
// it is in will return.
func (r *Ring) leave(w *object.World, result object.Value) {
	r.Current.Frame = w.Frame
	r.Current.Tempval = result
}

// enter makes t the running tasklet: what its interrupted call returns lands
// in its frame. It ends the calls of run() that t is in.
func (r *Ring) enter(w *object.World, t *Tasklet) (object.Value, error) {
	r.drop(t)
	if t.next == nil {
		r.insert(t)
	}
	r.Current = t
	w.Frame, t.Frame = t.Frame, nil
	v := t.Tempval
	t.Tempval = object.None
	if b := object.AsA[Bomb](v, &BombLayout); b != nil {
		w.Throw = b.exception()
		if t.flags&started == 0 {
			w.Frame = r.m.End() // it dies without having begun
		}
	} else {
		w.Incoming = v
	}
	t.flags |= started
	if len(r.watch) > 0 {
		r.restart()
	}
	return object.None, object.ErrSwitched
}

// drop takes t off the calls of run(): it and those inside it have ended. The
// callers of the inner ones become runnable.
func (r *Ring) drop(t *Tasklet) {
	for i, c := range r.watch {
		if c.caller != t {
			continue
		}
		inner := r.watch[i+1:]
		r.watch = r.watch[:i]
		for _, c := range inner {
			r.insert(c.caller)
		}
		return
	}
}

// switchTo leaves the running tasklet, whose call will return result, for t.
func (r *Ring) switchTo(w *object.World, t *Tasklet, result object.Value) (object.Value, error) {
	r.leave(w, result)
	if !r.onSwitch.IsNone() {
		return r.notify(w, r.Current, t)
	}
	return r.enter(w, t)
}

// alone makes t the only member of the empty ring.
func (r *Ring) alone(t *Tasklet) *Tasklet {
	if r.count == 0 {
		t.next, t.prev = t, t
		r.count = 1
		r.Current = t
	}
	return t
}

// remove takes the running tasklet out of the ring and returns its successor,
// or nil if it was the last.
func (r *Ring) remove() *Tasklet {
	t := r.Current
	after := t.next
	r.unlink(t)
	if after == t {
		return nil
	}
	r.Current = after
	return after
}

// End implements vm.Scheduler: the running tasklet's first frame has returned
// or raised err.
func (r *Ring) End(err error) (stop bool, result error) {
	w := &r.m.World
	t := r.Current
	if t == r.Main {
		return true, err
	}
	if object.Is(err, object.TaskletExit) {
		err = nil
	}
	if object.Is(err, object.SystemExit) {
		return true, err
	}
	if err != nil && !r.onError.IsNone() && t.flags&handling == 0 {
		t.flags |= handling
		r.handle(w, err.(*object.Exception))
		return false, nil
	}
	t.flags &^= alive | started | handling
	t.Frame, t.Tempval = nil, object.None
	after := r.remove()
	if err != nil {
		r.fail(w, after, err.(*object.Exception))
		return false, nil
	}
	if after == nil {
		r.nobodyLeft(w)
		return false, nil
	}
	r.pass(w, t, after)
	return false, nil
}

// pass enters t, after the callback if there is one.
func (r *Ring) pass(w *object.World, from, t *Tasklet) {
	if r.onSwitch.IsNone() {
		r.enter(w, t)
		return
	}
	r.notify(w, from, t)
}

// fail carries the exception of a tasklet that has ended to the waker.
func (r *Ring) fail(w *object.World, after *Tasklet, e *object.Exception) {
	t := r.waker()
	if t.channel != nil {
		t.channel.remove(t)
	}
	if after == nil {
		r.alone(t)
	}
	t.Tempval = object.Of(newBomb(e))
	r.enter(w, t)
}

// nobodyLeft wakes the waker when the last runnable tasklet has ended.
func (r *Ring) nobodyLeft(w *object.World) {
	t := r.waker()
	if c := t.channel; c != nil {
		text := "the main tasklet is receiving without a sender available."
		if t.dir > 0 {
			text = "the main tasklet is sending without a receiver available."
		}
		c.remove(t)
		t.Tempval = object.Of(newBomb(object.RuntimeErrorf("%s", text)))
	}
	r.enter(w, r.alone(t))
}

// handle lets the error handler see an uncaught exception, in the tasklet that
// dies of it.
func (r *Ring) handle(w *object.World, e *object.Exception) {
	args := []object.Value{object.Of(e.Shape.Type), object.Of(e), object.OrNone(e.TB)}
	w.Frame = r.m.CallFrame(r.onError, args, nil)
	w.Incoming = object.None
}

// canBlock reports whether somebody else can run when the running tasklet
// leaves the ring.
func (r *Ring) canBlock() bool {
	if r.Current.next != r.Current {
		return true
	}
	t := r.waker()
	return t != r.Current && t.channel == nil && t.flags&alive != 0
}

// restart begins to count the ticks of the tasklet that runs now.
func (r *Ring) restart() {
	w := &r.watch[0]
	if w.timeout == 0 {
		return
	}
	if w.total {
		r.spent += r.m.Spent()
	} else {
		r.m.Spent()
		r.spent = 0
	}
	r.m.Regrant()
}

// Grant implements vm.Scheduler.
func (r *Ring) Grant() int32 {
	const usual = 20_000
	if len(r.watch) == 0 || r.watch[0].timeout == 0 {
		return usual
	}
	return int32(min(max(r.watch[0].timeout-r.spent, 1), usual))
}

// Tick implements vm.Scheduler: it interrupts a tasklet that has run longer
// than the timeout of run() allows.
func (r *Ring) Tick(n int64) (switched bool) {
	if len(r.watch) == 0 || r.watch[0].timeout == 0 {
		return false
	}
	out := &r.watch[0]
	if r.spent += n; r.spent < out.timeout {
		return false
	}
	t := r.Current
	if t.flags&atomic != 0 || r.trap != 0 || r.inside {
		return false
	}
	if out.soft {
		out.due = true
		return false
	}
	w := &r.m.World
	r.leave(w, object.None)
	after := r.remove()
	caller := out.caller
	if after == nil {
		r.alone(caller)
	}
	caller.Tempval = object.Of(t)
	r.enter(w, caller)
	return true
}

// State implements vm.Scheduler.
func (r *Ring) State() object.Value { return object.Of(r) }

// SetState implements vm.Scheduler: the loaded ring takes this one's place.
func (r *Ring) SetState(v object.Value) error {
	loaded := object.AsA[Ring](v, &RingLayout)
	if loaded == nil || loaded.Main == nil || loaded.Current == nil {
		return fmt.Errorf("snapshot has no scheduler")
	}
	loaded.m = r.m
	r.m.SetScheduler(loaded)
	return nil
}
