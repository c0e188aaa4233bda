package stackless

import (
	"slices"
	"time"

	"brine/vm"
	"brine/vm/object"
)

// sleeper is a tasklet that waits for a time or an event: it is blocked, on no
// channel. The innermost of its frames is of a native that looks, each time it
// is stepped, whether the waiting has come to its end (see vm.Machine.Wait).
type sleeper struct {
	t     *Tasklet
	until int64 // Unix nanoseconds; vm.Forever: an event
}

// Park implements vm.Scheduler. The main tasklet outside run() waits where it
// is: who does not ask the others to run keeps them waiting, as in a blocking
// call of any kind. Elsewhere the tasklet that would wake first waits where it
// is if nobody is runnable, so that there is always one that runs.
func (r *Ring) Park(until int64) (parked bool) {
	t := r.Current
	if t == r.Main && len(r.watch) == 0 || r.trap != 0 || r.inside {
		return false
	}
	r.wake()
	if t.next == t {
		if len(r.sleepers) == 0 || until <= r.sleepers[0].until {
			return false
		}
	}
	w := &r.m.World
	r.leave(w, object.None)
	after := r.withdraw()
	r.putToSleep(t, until)
	r.m.Regrant()
	r.pass(w, t, after)
	return true
}

// putToSleep enters t, which is in no ring, behind those that wake no later.
func (r *Ring) putToSleep(t *Tasklet, until int64) {
	i, _ := slices.BinarySearchFunc(r.sleepers, until, func(s sleeper, until int64) int {
		if s.until <= until {
			return -1
		}
		return 1
	})
	t.flags |= asleep
	r.sleepers = slices.Insert(r.sleepers, i, sleeper{t, until})
}

// earliest takes the first off the sleepers.
func (r *Ring) earliest() *Tasklet {
	t := r.sleepers[0].t
	r.sleepers[0].t = nil
	r.sleepers = r.sleepers[1:]
	t.flags &^= asleep
	return t
}

// rouse takes t off the sleepers.
func (r *Ring) rouse(t *Tasklet) {
	r.sleepers = slices.DeleteFunc(r.sleepers, func(s sleeper) bool { return s.t == t })
	t.flags &^= asleep
}

// wake makes those runnable whose time has come, and those that wait for an
// event if there was one.
func (r *Ring) wake() {
	if len(r.sleepers) == 0 {
		return
	}
	if r.sleepers[0].until != vm.Forever {
		for now := time.Now().UnixNano(); len(r.sleepers) > 0 && r.sleepers[0].until <= now; {
			r.insert(r.earliest())
		}
	}
	if r.m.Posted() {
		events, _ := slices.BinarySearchFunc(r.sleepers, vm.Forever, func(s sleeper, until int64) int {
			if s.until < until {
				return -1
			}
			return 0
		})
		waiting := r.sleepers[events:]
		r.sleepers = r.sleepers[:events]
		for _, s := range waiting {
			s.t.flags &^= asleep
			r.insert(s.t)
		}
	}
}
