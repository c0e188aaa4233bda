package stackless

import (
	"brine/vm/object"
)

// Channel lets tasklets meet: a send and a receive complete together.
type Channel struct {
	object.Header
	head, tail  *Tasklet // who waits, in order
	Balance     int64    // senders that wait, or minus the receivers that do
	ID          uint64
	preference  int8 // 1 the sender runs first, -1 the receiver, 0 neither is switched to
	closing     bool
	scheduleAll bool
}

// The type channel.
var (
	ChannelType   = &object.Type{}
	ChannelShape  object.Shape
	ChannelLayout object.Layout
)

const (
	sending   int8 = 1
	receiving int8 = -1
)

func channelTable() object.Table {
	return object.Table{Type: ChannelType, Name: "channel", Module: "stackless", Flags: object.Weakable,
		Doc:   "A channel object is used for communication between tasklets.",
		Shape: &ChannelShape, Layout: &ChannelLayout,
		Struct: object.Struct[Channel]{Name: "channel", Init: func(c *Channel) { c.preference = -1 },
			Fields: channelFields, Check: checkChannel, ID: func(c *Channel) *uint64 { return &c.ID }}.Layout(),
		Sub: object.SubLayout[Channel],
		New: &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create a channel.", Vector: newEmpty},
		Methods: []object.Native{
			{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Doc: "Arguments are ignored.", Vector: func(*world, []object.Value, *object.Tuple) (object.Value, error) { return object.None, nil }},
			{Name: "send", Sig: "(self, value, /)", Doc: "Send a value; wait for a receiver.", Fast: send},
			{Name: "receive", Sig: "(self, /)", Doc: "Receive a value; wait for a sender.", Fast: receive},
			{Name: "send_exception", Sig: "(self, /, *args)", Doc: "Send exc_class(*args), to be raised at the receiver.", Step: stepSendException},
			{Name: "send_throw", Sig: "(self, exc, val=None, tb=None)", Doc: "Send an exception given as to raise.", Step: stepSendThrow},
			{Name: "send_sequence", Sig: "(self, iterable, /)", Doc: "Send each item; return how many.", Step: stepSendSequence,
				Temps: []object.RegKind{object.Any, object.SmallInt}},
			{Name: "__iter__", Sig: "(self, /)", Doc: "Implement iter(self).", Fast: func(w *world, args []object.Value) (object.Value, error) { return args[0], nil }},
			{Name: "__next__", Sig: "(self, /)", Doc: "Receive, until the channel is closed and nobody sends.", Fast: channelNext},
			{Name: "__reduce__", Sig: "(self, /)", Doc: "The class, no arguments, and the state, for copying.", Fast: channelReduce},
			{Name: "__setstate__", Sig: "(self, state, /)", Doc: "Take over a state that __reduce__ gave.", Fast: channelSetState},
			{Name: "close", Sig: "(self, /)", Doc: "Refuse actions that would block.", Fast: func(w *world, args []object.Value) (object.Value, error) {
				channelOf(args).closing = true
				return object.None, nil
			}},
			{Name: "open", Sig: "(self, /)", Doc: "Undo close.", Fast: func(w *world, args []object.Value) (object.Value, error) {
				channelOf(args).closing = false
				return object.None, nil
			}},
		},
		GetSets: channelAttributes(),
	}
}

func channelOf(args []object.Value) *Channel { return object.As[Channel](args[0]) }

// add puts t at the end of the queue.
func (c *Channel) add(t *Tasklet, dir int8) {
	t.prev, t.next = c.tail, nil
	if c.tail == nil {
		c.head = t
	} else {
		c.tail.next = t
	}
	c.tail = t
	t.channel, t.dir = c, dir
	c.Balance += int64(dir)
}

// remove takes t off the queue.
func (c *Channel) remove(t *Tasklet) {
	if t.prev == nil {
		c.head = t.next
	} else {
		t.prev.next = t.next
	}
	if t.next == nil {
		c.tail = t.prev
	} else {
		t.next.prev = t.prev
	}
	c.Balance -= int64(t.dir)
	t.next, t.prev, t.channel, t.dir = nil, nil, nil, 0
}

// send is channel.send. A receiver that waits and runs at once, as it usually
// does, is handed the value here; act knows all other cases.
func send(w *world, args []object.Value) (object.Value, error) {
	c, r := channelOf(args), of(w)
	if p := c.head; c.Balance < 0 && c.preference == receiving && !c.scheduleAll && r.free() {
		c.remove(p)
		p.Tempval = args[1]
		r.link(p, r.Current)
		r.leave(w, object.None)
		return r.resume(w, p)
	}
	return c.act(w, r, sending, args[1], false)
}

// receive is channel.receive, here where nothing was sent yet and others run.
func receive(w *world, args []object.Value) (object.Value, error) {
	c, r := channelOf(args), of(w)
	if t := r.Current; c.Balance <= 0 && t.next != t && t.flags&blockTrap == 0 && !c.closing && r.free() {
		to := t.next
		r.leave(w, object.None)
		r.unlink(t)
		c.add(t, receiving)
		return r.resume(w, to)
	}
	return c.act(w, r, receiving, object.None, false)
}

// free reports whether nothing watches or forbids what a channel action does.
func (r *Ring) free() bool { return !r.inside && r.trap == 0 && r.onChannel.IsNone() && r.quiet() }

func channelNext(w *world, args []object.Value) (object.Value, error) {
	if c := channelOf(args); c.closing && c.Balance <= 0 {
		return object.None, object.ErrExhausted
	}
	return receive(w, args)
}

// act is one send or receive. announced says that the callback has been told.
func (c *Channel) act(w *world, r *Ring, dir int8, v object.Value, announced bool) (object.Value, error) {
	if !announced {
		if r.inside {
			return object.None, object.RuntimeErrorf("Recursive channel call due to callbacks!")
		}
		if !r.onChannel.IsNone() {
			return r.announce(w, c, dir, v)
		}
	}
	t := r.Current
	var to *Tasklet
	if c.Balance*int64(dir) < 0 { // somebody waits for it
		p := c.head
		follows := c.scheduleAll || c.preference == -dir
		if follows && r.trap != 0 {
			return object.None, r.trapped()
		}
		c.remove(p)
		got := object.None
		if dir == sending {
			p.Tempval = v
		} else {
			got, p.Tempval = p.Tempval, object.None
		}
		switch {
		case c.scheduleAll:
			r.insert(p)
			to = t.next
		case follows:
			r.link(p, t)
			to = p
		default:
			r.insert(p)
			if b := object.AsA[Bomb](got, &BombLayout); b != nil {
				return object.None, b.exception()
			}
			return got, nil
		}
		r.leave(w, got)
	} else {
		if t.flags&blockTrap != 0 || c.closing || r.trap != 0 || !r.canBlock() {
			return object.None, c.refusal(r)
		}
		r.leave(w, v)
		to = r.withdraw()
		c.add(t, dir)
		if to == nil {
			to = r.alone(r.waker())
		}
	}
	if r.quiet() {
		return r.enter(w, to)
	}
	return r.pass(w, t, to)
}

// refusal says why the running tasklet cannot be blocked on c.
func (c *Channel) refusal(r *Ring) error {
	switch {
	case r.Current.flags&blockTrap != 0:
		return object.RuntimeErrorf("this tasklet does not like to be blocked.")
	case c.closing:
		return object.ValueErrorf("Send/receive operation on a closed channel")
	case r.trap != 0:
		return r.trapped()
	}
	return object.RuntimeErrorf("Deadlock: the last runnable tasklet cannot be blocked.")
}

// stepSendException is channel.send_exception.
func stepSendException(c *object.Call) object.Action {
	args := object.RegAs[object.Tuple](c, 1, &object.TupleLayout).Items
	if c.Step() == 0 {
		if len(args) == 0 {
			return c.Raise(object.TypeErrorf("send_exception() takes at least 1 argument"))
		}
		if t := object.AsA[object.Type](args[0], &object.TypeLayout); t == nil || !t.SubtypeOf(object.BaseException) {
			return c.Raise(object.TypeErrorf("channel.send_exception needs Exception or string subclass as first parameter"))
		}
		return c.Ask(1, args[0], args[1:]...)
	}
	return sendBomb(c)
}

// stepSendThrow is channel.send_throw.
func stepSendThrow(c *object.Call) object.Action {
	if c.Step() == 0 {
		if act, done := askException(c, 1, c.Reg(1), c.Reg(2), c.Reg(3)); !done {
			return act
		}
	}
	return sendBomb(c)
}

// sendBomb sends the exception in the result register.
func sendBomb(c *object.Call) object.Action {
	e := object.AsA[object.Exception](c.Result(), &object.ExceptionLayout)
	if e == nil {
		return c.Raise(object.TypeErrorf("exceptions must derive from BaseException"))
	}
	if n := len(c.F.Regs); n > 4 {
		if tb := object.AsA[object.Traceback](c.Reg(3), &object.TracebackLayout); tb != nil {
			e.TB = tb
		}
	}
	send, _ := ChannelType.Lookup("send")
	return c.Tail(send, c.Reg(0), object.Of(newBomb(e)))
}

// stepSendSequence is channel.send_sequence.
func stepSendSequence(c *object.Call) object.Action {
	const iterator, count = 2, 3
	switch c.Step() {
	case 0:
		c.SetReg(count, object.Int(0))
		return c.Do(1, object.OpIter, c.Reg(1))
	case 1:
		c.SetReg(iterator, c.Result())
		return c.Do(2, object.OpNext, c.Reg(iterator))
	case 2:
		if c.Done() {
			return c.Return(c.Reg(count))
		}
		send, _ := ChannelType.Lookup("send")
		return c.Ask(3, send, c.Reg(0), c.Result())
	default:
		c.SetReg(count, object.Int(c.Reg(count).N+1))
		return c.Do(2, object.OpNext, c.Reg(iterator))
	}
}

func channelAttributes() []object.GetSet {
	get := func(name, doc string, f func(c *Channel) object.Value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Get: func(w *world, v object.Value) (object.Value, error) {
			return f(object.As[Channel](v)), nil
		}}
	}
	preference := get("preference", "Who runs first when an action completes: 1 the sender, -1 the receiver, 0 no switch.",
		func(c *Channel) object.Value { return object.Int(int64(c.preference)) })
	preference.Set = func(w *world, v, x object.Value) error {
		n, ok := object.IntOf(x)
		if !ok {
			return object.TypeErrorf("preference must be set to an integer")
		}
		sign, _ := object.Int64Of(n)
		object.As[Channel](v).preference = int8(max(-1, min(1, sign)))
		return nil
	}
	all := get("schedule_all", "Whether every completed action goes to the next in the ring.", func(c *Channel) object.Value {
		if c.scheduleAll {
			return object.Int(1)
		}
		return object.Int(0)
	})
	all.Set = func(w *world, v, x object.Value) error {
		on, ok := flagOf(x)
		if !ok {
			return object.TypeErrorf("schedule_all must be set to a bool or integer")
		}
		object.As[Channel](v).scheduleAll = on
		return nil
	}
	return []object.GetSet{
		get("balance", "Senders that wait, or minus the receivers that do.", func(c *Channel) object.Value { return object.Int(c.Balance) }),
		get("queue", "The first tasklet that waits.", func(c *Channel) object.Value { return object.OrNone(c.head) }),
		get("closing", "Whether close() was called.", func(c *Channel) object.Value { return object.Bool(c.closing) }),
		get("closed", "Whether close() was called and nobody waits.", func(c *Channel) object.Value { return object.Bool(c.closing && c.Balance == 0) }),
		preference, all,
	}
}
