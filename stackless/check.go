package stackless

import (
	"fmt"

	"brine/vm/object"
)

// What always holds of the scheduler between two instructions.

func checkRing(r *Ring, w *object.World) error {
	if r != of(w) {
		return fmt.Errorf("not the machine's")
	}
	n := 0
	for t := r.Current; ; t = t.next {
		switch {
		case t.next == nil || t.next.prev != t:
			return fmt.Errorf("links are broken at member %d", n)
		case t.blocked():
			return fmt.Errorf("member %d is blocked", n)
		case t.flags&alive == 0:
			return fmt.Errorf("member %d is not alive", n)
		}
		if n++; n > r.count {
			return fmt.Errorf("more than %d members", r.count)
		}
		if t.next == r.Current {
			break
		}
	}
	if n != r.count {
		return fmt.Errorf("%d members, counted as %d", n, r.count)
	}
	for i, s := range r.sleepers {
		if s.t.flags&asleep == 0 || s.t.next != nil || s.t.channel != nil {
			return fmt.Errorf("sleeper %d is not asleep", i)
		}
		if i > 0 && s.until < r.sleepers[i-1].until {
			return fmt.Errorf("sleeper %d is not in order", i)
		}
	}
	for i, c := range r.watch {
		if c.caller.flags&inRun == 0 {
			return fmt.Errorf("call %d of run() does not know of itself", i)
		}
	}
	return nil
}

func checkTasklet(t *Tasklet, w *object.World) error {
	r := of(w)
	linked := t.next != nil && t.channel == nil
	switch {
	case t == r.Current && t.Frame != nil:
		return fmt.Errorf("runs, and has a suspended frame")
	case t != r.Current && t.flags&alive != 0 && t.Frame == nil:
		return fmt.Errorf("alive, but has no frame")
	case t.flags&alive == 0 && (t.Frame != nil || linked || t.blocked()):
		return fmt.Errorf("not alive, but linked or with a frame")
	case (t.channel == nil) != (t.dir == 0):
		return fmt.Errorf("channel and direction contradict each other")
	case t.flags&asleep != 0 && (t.next != nil || t.channel != nil):
		return fmt.Errorf("asleep, and in a queue")
	case t.flags&alive != 0 && t.flags&bound != 0:
		return fmt.Errorf("alive, and only bound")
	}
	n := 0
	for f := t.Frame; f != nil && f != r.m.End(); f = f.Back {
		if n++; f.Flags&object.Ended != 0 {
			return fmt.Errorf("frame %d has ended", n)
		}
	}
	return nil
}

func checkChannel(c *Channel, _ *object.World) error {
	n := int64(0)
	var last *Tasklet
	for t := c.head; t != nil; t = t.next {
		switch {
		case t.channel != c || t.prev != last:
			return fmt.Errorf("links are broken at waiter %d", n)
		case t.flags&alive == 0:
			return fmt.Errorf("waiter %d is not alive", n)
		case int64(t.dir)*c.Balance <= 0:
			return fmt.Errorf("waiter %d waits in the wrong direction", n)
		}
		last = t
		n++
	}
	if c.tail != last || c.Balance != n && c.Balance != -n {
		return fmt.Errorf("%d wait, balance is %d", n, c.Balance)
	}
	return nil
}
