package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

// How the scheduler is saved. Links are not: a ring saves its members in
// order, a channel those who wait on it, and a loader links them again. A
// tasklet that is loaded without its ring comes back paused; one that was
// blocked on a channel that was not saved with it joins the end of its queue.

func ringFields(r *Ring, a object.Archive) {
	object.VisitRef(a, "main", &TaskletLayout, &r.Main)
	object.VisitRef(a, "current", &TaskletLayout, &r.Current)
	var members, callers, sleepers []*Tasklet
	var times, wakes []object.Value
	if !a.Loading() {
		for t := r.Current; ; {
			members = append(members, t)
			if t = t.next; t == r.Current {
				break
			}
		}
		for _, c := range r.watch {
			callers = append(callers, c.caller)
			times = append(times, object.Int(c.timeout), object.Bool(c.soft), object.Bool(c.total), object.Bool(c.due))
		}
		for _, s := range r.sleepers {
			sleepers = append(sleepers, s.t)
			wakes = append(wakes, object.Int(s.until))
		}
	}
	object.VisitRefs(a, "members", &TaskletLayout, &members)
	object.VisitRefs(a, "callers", &TaskletLayout, &callers)
	a.Values("timeouts", &times)
	object.VisitRefs(a, "sleepers", &TaskletLayout, &sleepers)
	a.Values("wakes", &wakes)
	object.VisitInt(a, "trap", &r.trap)
	object.VisitInt(a, "spent", &r.spent)
	object.VisitInt(a, "pickle_flags", &r.pickleFlags)
	object.VisitInt(a, "pickle_flags_default", &r.pickleDefault)
	a.Value("schedule_callback", &r.onSwitch)
	a.Value("channel_callback", &r.onChannel)
	a.Value("error_handler", &r.onError)
	a.Bool("inside", &r.inside)
	object.VisitRef(a, "told", &TaskletLayout, &r.told)
	if !a.Loading() {
		return
	}
	if len(times) != 4*len(callers) || len(wakes) != len(sleepers) || r.Main == nil || r.Current == nil || len(members) == 0 || members[0] != r.Current {
		a.Fail("ring is not sound")
		return
	}
	for i, t := range callers {
		n := times[4*i : 4*i+4]
		r.watch = append(r.watch, watch{t, n[0].N, n[1] == object.True, n[2] == object.True, n[3] == object.True})
	}
	r.findTimed()
	a.After(func() error {
		for _, t := range members {
			if t.next != nil || t.channel != nil {
				return object.ValueErrorf("ring is not sound")
			}
			t.next, t.prev = t, t
			r.count++
			if first := members[0]; t != first {
				r.count--
				r.link(t, first.prev)
			}
		}
		for _, c := range r.watch {
			c.caller.flags |= inRun
		}
		for i, t := range sleepers {
			if t.next != nil || t.blocked() {
				return object.ValueErrorf("ring is not sound")
			}
			r.putToSleep(t, wakes[i].N)
		}
		return nil
	})
}

func taskletFields(t *Tasklet, a object.Archive) {
	from := t
	if t.flags&standIn != 0 && !a.Loading() && !a.Whole() {
		if of := object.AsA[Tasklet](t.Tempval, &TaskletLayout); of != nil {
			from = of
		}
	}
	f := from.Frame
	if !a.Loading() && from == of(a.World()).Current {
		f = a.World().Running()
	}
	waits, dir := from.channel, from.dir
	object.VisitRef(a, "frame", &object.FrameLayout, &f)
	object.VisitRef(a, "channel", &ChannelLayout, &waits)
	a.Value("tempval", &from.Tempval)
	object.VisitInt(a, "flags", &from.flags)
	object.VisitInt(a, "direction", &dir)
	object.VisitInt(a, "id", &t.ID)
	context := from.context
	if !a.Loading() && !a.Whole() && of(a.World()).pickleFlags&pickleContext == 0 && context != nil && !context.Entered {
		context = nil // it will run in that of the loader, unless it is in a call of Context.run
	}
	object.VisitRef(a, "context", &object.ContextLayout, &context)
	local := vm.NewLocal()
	if from.local != nil {
		*local = *from.local
	}
	if !a.Loading() && !a.Whole() && of(a.World()).pickleFlags&pickleTracing == 0 {
		local.Trace, local.Profile = object.None, object.None
	}
	a.Value("greenlet", &local.Greenlet)
	a.Value("main_greenlet", &local.Main)
	a.Value("trace", &local.Trace)
	a.Value("profile", &local.Profile)
	object.VisitRef(a, "event", &object.FrameLayout, &local.Event)
	if !a.Loading() {
		return
	}
	if *local != *vm.NewLocal() {
		t.local = local
		vm.Of(a.World()).Watch(local)
	}
	if t.context = context; context == nil && !a.Whole() {
		t.context = of(a.World()).Current.runsIn()
	}
	t.flags &^= asleep | inRun // the ring that is loaded with it says so
	if !a.Whole() {
		t.flags &^= standIn // it is what it stood for now
	}
	t.Frame = f
	if dir < -1 || dir > 1 || waits != nil && dir == 0 || waits == nil && dir != 0 && a.Whole() {
		a.Fail("tasklet is not sound")
		return
	}
	a.After(func() error {
		if f != nil {
			if err := vm.Depths(f, vm.Of(a.World()).End()); err != nil {
				return err
			}
		} else if t.flags&alive != 0 {
			return object.ValueErrorf("tasklet without frames")
		}
		a.After(func() error {
			if waits != nil && t.channel == nil {
				if waits.Balance*int64(dir) < 0 {
					return nil // the other side waits there now: it comes back paused
				}
				waits.add(t, dir)
			}
			return nil
		})
		return nil
	})
}

// visitQueue visits those who wait on a channel. In a pickle some may be saved
// by what their hooks give: they join the queue by themselves.
func visitQueue(a object.Archive, queue *[]*Tasklet) {
	if a.Whole() {
		object.VisitRefs(a, "queue", &TaskletLayout, queue)
		return
	}
	var all []object.Value
	for _, t := range *queue {
		all = append(all, object.Of(t))
	}
	a.Values("queue", &all)
	if !a.Loading() {
		return
	}
	for _, v := range all {
		if t := object.AsA[Tasklet](v, &TaskletLayout); t != nil {
			*queue = append(*queue, t)
		}
	}
}

func channelFields(c *Channel, a object.Archive) {
	var queue []*Tasklet
	dir := int8(0)
	if !a.Loading() {
		for t := c.head; t != nil; t = t.next {
			queue, dir = append(queue, t), t.dir
		}
	}
	visitQueue(a, &queue)
	object.VisitInt(a, "direction", &dir)
	object.VisitInt(a, "preference", &c.preference)
	a.Bool("closing", &c.closing)
	a.Bool("schedule_all", &c.scheduleAll)
	object.VisitInt(a, "id", &c.ID)
	if !a.Loading() {
		return
	}
	live := of(a.World()).Main
	if dir < -1 || dir > 1 || len(queue) > 0 && dir == 0 || c.preference < -1 || c.preference > 1 {
		a.Fail("channel is not sound")
		return
	}
	a.After(func() error {
		for _, t := range queue {
			if t == live {
				continue // a pickle only names the main tasklet, which waits where it does
			}
			if t.channel != nil || t.next != nil {
				return object.ValueErrorf("channel is not sound")
			}
			c.add(t, dir)
		}
		return nil
	})
}
