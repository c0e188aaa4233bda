package stackless

import "brine/vm/object"

// How run(timeout) interrupts. Of the calls of run() in progress the outermost
// that has a timeout counts ticks (back edges and calls), from each switch on,
// or altogether if it says so.

// enterRun notes that the running tasklet is in a call of run().
func (r *Ring) enterRun(c watch) {
	r.watch = append(r.watch, c)
	c.caller.flags |= inRun
	if c.timeout > 0 && r.timed == 0 {
		r.timed = len(r.watch)
		r.m.Spent()
		r.spent = 0
		r.m.Regrant()
	}
}

// drop takes t off the calls of run(): it and those inside it have ended. The
// callers of the inner ones become runnable.
func (r *Ring) drop(t *Tasklet) {
	for i, c := range r.watch {
		if c.caller != t {
			continue
		}
		ended := r.watch[i:]
		r.watch = r.watch[:i]
		if r.timed > i {
			r.timed = 0
		}
		for _, c := range ended {
			c.caller.flags &^= inRun
			if c.caller != t && !c.caller.blocked() {
				r.insert(c.caller)
			}
		}
		return
	}
}

// findTimed derives which call of run() counts ticks.
func (r *Ring) findTimed() {
	r.timed = 0
	for i, c := range r.watch {
		if c.timeout > 0 {
			r.timed = i + 1
			return
		}
	}
}

// waker is who gets uncaught exceptions, and runs when nobody else can.
func (r *Ring) waker() *Tasklet {
	if n := len(r.watch); n > 0 {
		return r.watch[n-1].caller
	}
	return r.Main
}

// restart begins to count the ticks of the tasklet that runs now.
func (r *Ring) restart() {
	if r.watch[r.timed-1].total {
		r.spent += r.m.Spent()
	} else {
		r.m.Spent()
		r.spent = 0
	}
	r.m.Regrant()
}

// due reports whether a soft timeout waits for a switch.
func (r *Ring) due() bool { return r.timed != 0 && r.watch[r.timed-1].due }

// How often the ring is asked to look round, in ticks: usually, and where
// somebody sleeps.
const (
	usualGrant = 20_000
	sleepGrant = 2_000
)

// Grant implements vm.Scheduler.
func (r *Ring) Grant() int32 {
	usual := int64(usualGrant)
	if len(r.sleepers) > 0 {
		usual = sleepGrant
	}
	if r.timed == 0 {
		return int32(usual)
	}
	return int32(min(max(r.watch[r.timed-1].timeout-r.spent, 1), usual))
}

// Tick implements vm.Scheduler: it wakes who has slept long enough, and
// interrupts a tasklet that has run longer than the timeout of run() allows.
func (r *Ring) Tick(n int64) (switched bool) {
	if len(r.sleepers) > 0 {
		r.wake()
	}
	if r.timed == 0 {
		return false
	}
	out := &r.watch[r.timed-1]
	if r.spent += n; r.spent < out.timeout {
		return false
	}
	t := r.Current
	if t.flags&atomic != 0 || r.trap != 0 || r.inside {
		return false // it stays due
	}
	if out.soft {
		out.due = true
		return false
	}
	w := &r.m.World
	r.leave(w, object.None)
	after := r.withdraw()
	caller := out.caller
	if after == nil {
		r.alone(caller)
	}
	r.unblock(caller)
	caller.Tempval = object.Of(t)
	r.hand(w, t, caller)
	return true
}
