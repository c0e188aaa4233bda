package stackless

import (
	"fmt"

	"brine/vm"
	"brine/vm/object"
)

// Ring is the scheduler of one machine: a circle of runnable tasklets.
type Ring struct {
	object.Header
	m        *vm.Machine `brine:"host"`
	Main     *Tasklet
	Current  *Tasklet  // always a member
	count    int       `brine:"derived"` // members
	watch    []watch   // calls of run() in progress, innermost last
	timed    int       `brine:"derived"` // 1 + index of the outermost in watch that has a timeout; 0: none
	sleepers []sleeper // in the order in which they wake

	trap      int64        // switch_trap level
	onSwitch  object.Value // schedule callback, or None
	onChannel object.Value // channel callback, or None
	onError   object.Value // error handler, or None
	spent     int64        // ticks that count against the timeout
	loaded    []*Tasklet   `brine:"host"` // what _resume was given
	// What pickle_flags and pickle_flags_default have set.
	pickleFlags, pickleDefault int64
	inside                     bool     // a callback runs: stackless calls are refused
	told                       *Tasklet // was left: what the schedule callback runs in, as far as tracing goes
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
			Fields: ringFields, Check: checkRing}.Layout(),
	}
}

// MainTasklet returns the main tasklet.
func (r *Ring) MainTasklet() object.Value { return object.Of(r.Main) }

// newRing returns a ring with a main tasklet, which is running.
func newRing(m *vm.Machine) *Ring {
	r := &Ring{m: m, onSwitch: object.None, onChannel: object.None, onError: object.None}
	r.Header.Shape = &RingShape
	t := &Tasklet{Tempval: object.None, flags: alive | started, context: object.NewContext()}
	t.Header.Shape = &TaskletShape
	t.next, t.prev = t, t
	r.Main, r.Current, r.count = t, t, 1
	return r
}

// of returns the ring of the machine that w is part of.
func of(w *object.World) *Ring { return w.Ring.(*Ring) }

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
	if t.flags&inRun != 0 {
		r.drop(t)
	}
	if t.next == nil {
		r.insert(t)
	}
	r.Current = t
	w.Frame, t.Frame = t.Frame, nil
	v := t.Tempval
	t.Tempval = object.None
	if isBomb(v) {
		w.Throw = object.As[Bomb](v).exception()
		if t.flags&started == 0 {
			w.Frame = r.m.End() // it dies without having begun
		}
	} else {
		w.Incoming = v
	}
	t.flags |= started
	if r.timed != 0 {
		r.restart()
	}
	return object.None, object.ErrSwitched
}

// resume is enter where nobody watches. In the usual case the result lands here.
func (r *Ring) resume(w *object.World, t *Tasklet) (object.Value, error) {
	f, v := t.Frame, t.Tempval
	if t.flags&(started|inRun) != started || t.next == nil || f.Land != object.LandStore || isBomb(v) {
		return r.enter(w, t)
	}
	r.Current, w.Frame, t.Frame = t, f, nil
	f.Regs[f.LandReg], f.Land = v, object.LandNone
	t.Tempval = object.None
	return object.None, object.ErrResumed
}

func isBomb(v object.Value) bool { return v.O != nil && v.O.Shape == &BombShape }

// pass goes on with t, a member of the ring, after from was left. A soft
// timeout that is due goes on with the caller of run() instead.
func (r *Ring) pass(w *object.World, from, t *Tasklet) (object.Value, error) {
	if r.due() {
		c := &r.watch[r.timed-1]
		c.due = false
		t = c.caller
	}
	return r.hand(w, from, t)
}

// hand enters t, by way of the schedule callback if there is one.
func (r *Ring) hand(w *object.World, from, t *Tasklet) (object.Value, error) {
	if r.onSwitch.IsNone() {
		return r.enter(w, t)
	}
	return r.notify(w, from, t)
}

// switchTo leaves the running tasklet, whose call will return result, for t.
func (r *Ring) switchTo(w *object.World, t *Tasklet, result object.Value) (object.Value, error) {
	r.leave(w, result)
	if r.quiet() {
		return r.enter(w, t)
	}
	return r.pass(w, r.Current, t)
}

// quiet reports whether nobody watches switches: then pass is enter.
func (r *Ring) quiet() bool { return r.timed == 0 && r.onSwitch.IsNone() }

// withdraw takes the running tasklet, which was left, out of the ring, and
// returns who runs next: its successor, or who waits the shortest time, or nil.
func (r *Ring) withdraw() *Tasklet {
	t := r.Current
	after := t.next
	r.unlink(t)
	if after != t {
		r.Current = after
		return after
	}
	if len(r.sleepers) > 0 {
		return r.alone(r.earliest())
	}
	return nil
}

// alone makes t the only member of the empty ring.
func (r *Ring) alone(t *Tasklet) *Tasklet {
	t.next, t.prev = t, t
	r.count = 1
	r.Current = t
	return t
}

// canBlock reports whether somebody else can run when the running tasklet
// leaves the ring.
func (r *Ring) canBlock() bool {
	if r.Current.next != r.Current || len(r.sleepers) > 0 {
		return true
	}
	t := r.waker()
	return t != r.Current && !t.blocked() && t.flags&alive != 0
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
		r.back(w, t)
		return true, err
	}
	if err != nil && !r.onError.IsNone() && t.flags&handling == 0 {
		t.flags |= handling
		r.handle(w, err.(*object.Exception))
		return false, nil
	}
	r.died(t)
	after := r.withdraw()
	switch {
	case err != nil:
		r.fail(w, t, after, err.(*object.Exception))
	case after != nil:
		r.pass(w, t, after)
	default:
		r.nobodyLeft(w, t)
	}
	return false, nil
}

// died takes from t what only a tasklet that is alive has.
func (r *Ring) died(t *Tasklet) {
	t.flags &^= alive | started | handling | bound
	t.Frame, t.Tempval = nil, object.None
	if t.local != nil {
		r.m.Untrace(t.local)
	}
}

// back makes main the running tasklet, in place of t, which has ended the
// program: what is done at the end is done there.
func (r *Ring) back(w *object.World, t *Tasklet) {
	r.died(t)
	after := r.withdraw()
	r.unblock(r.Main)
	if after == nil && r.Main.next == nil {
		r.alone(r.Main)
	}
	r.Main.Tempval = object.None
	r.enter(w, r.Main)
}

// fail carries the exception of a tasklet that has ended to the waker.
func (r *Ring) fail(w *object.World, from, after *Tasklet, e *object.Exception) {
	t := r.waker()
	r.unblock(t)
	if after == nil {
		r.alone(t)
	}
	t.Tempval = object.Of(newBomb(e))
	r.hand(w, from, t)
}

// nobodyLeft wakes the waker when the last runnable tasklet has ended.
func (r *Ring) nobodyLeft(w *object.World, from *Tasklet) {
	t := r.waker()
	if t.channel != nil {
		text := "the main tasklet is receiving without a sender available."
		if t.dir > 0 {
			text = "the main tasklet is sending without a receiver available."
		}
		r.unblock(t)
		t.Tempval = object.Of(newBomb(object.RuntimeErrorf("%s", text)))
	}
	r.hand(w, from, r.alone(t))
}

// unblock takes t off what it waits for, if it does: a channel, or a time.
func (r *Ring) unblock(t *Tasklet) {
	switch {
	case t.channel != nil:
		t.channel.remove(t)
	case t.flags&asleep != 0:
		r.rouse(t)
	}
}

// handle lets the error handler see an uncaught exception, in the tasklet that
// dies of it.
func (r *Ring) handle(w *object.World, e *object.Exception) {
	args := []object.Value{object.Of(e.Shape.Type), object.Of(e), object.OrNone(e.TB)}
	w.Frame = r.m.CallFrame(r.onError, args, nil)
	w.Incoming = object.None
}

// Context implements vm.Scheduler.
func (r *Ring) Context() **object.Context {
	r.Current.runsIn()
	return &r.Current.context
}

// Stay implements vm.Scheduler.
func (r *Ring) Stay(n int64) { r.trap += n }

// Local implements vm.Scheduler.
func (r *Ring) Local() *vm.Local { return r.traced().local }

// OwnLocal implements vm.Scheduler.
func (r *Ring) OwnLocal() *vm.Local { return r.traced().own() }

// traced is the tasklet whose trace function is told of what runs now.
func (r *Ring) traced() *Tasklet {
	if r.told != nil {
		return r.told
	}
	return r.Current
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
	r.m.Post() // who waits for an event asks for it again, of this host
	return nil
}
