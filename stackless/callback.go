package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

// Callbacks are Python code, so they run in frames of their own: that of a
// switch on top of the frames of the tasklet that is entered, that of a
// channel action on top of the caller's.

// notifyNative tells the schedule callback of a switch, and then gives the
// tasklet what it was waiting for. What the callback sets with sys.settrace is of
// the tasklet that was left, as in Stackless, where it runs before the switch.
var notifyNative = object.Native{
	Name: "notify", Sig: "(previous, next, value, /)", Doc: "call the schedule callback", Catches: true, Step: nil,
}

// announceNative tells the channel callback of an action, and then acts.
var announceNative = object.Native{
	Name: "announce", Sig: "(channel, direction, value, /)", Doc: "call the channel callback", Catches: true, Step: nil,
}

// notify enters to by way of the schedule callback.
func (r *Ring) notify(w *world, from, to *Tasklet) (object.Value, error) {
	v := to.Tempval
	back := to.Frame
	if v.Has(&BombLayout) && to.flags&started == 0 {
		back = r.m.End()
	}
	to.Frame = r.m.NativeFrame(&notifyNative, back, []object.Value{object.Of(from), object.Of(to), v})
	to.Tempval = object.None
	r.inside, r.told = true, from
	return r.enter(w, to)
}

func stepNotify(c *object.Call) object.Action {
	r := of(c.World)
	if c.Step() == 0 && !r.onSwitch.IsNone() {
		return c.Ask(1, r.onSwitch, c.Reg(0), c.Reg(1))
	}
	if e := c.Caught(); e != nil && c.Step() == 1 {
		return vm.Of(c.World).Unraisable(c, 2, e, object.None, object.NewStr("Error in scheduling callback"))
	}
	r.inside = false
	if from := r.told; from != nil {
		if r.told = nil; from.flags&alive == 0 && from.local != nil {
			r.m.Untrace(from.local)
		}
	}
	if b := object.AsA[Bomb](c.Reg(2), &BombLayout); b != nil {
		return c.Raise(b.exception())
	}
	return c.Return(c.Reg(2))
}

// announce acts by way of the channel callback.
func (r *Ring) announce(w *world, ch *Channel, dir int8, v object.Value) (object.Value, error) {
	w.Frame = r.m.NativeFrame(&announceNative, w.Frame, []object.Value{object.Of(ch), object.Int(int64(dir)), v})
	w.Incoming = object.None
	return object.None, object.ErrSwitched
}

func stepAnnounce(c *object.Call) object.Action {
	r := of(c.World)
	ch, dir := object.RegAs[Channel](c, 0, &ChannelLayout), int8(c.Reg(1).N)
	if c.Step() == 0 && !r.onChannel.IsNone() {
		willBlock := object.Int(1)
		if ch.Balance*int64(dir) < 0 {
			willBlock = object.Int(0)
		}
		isSend := object.Int(0)
		if dir == sending {
			isSend = object.Int(1)
		}
		r.inside = true
		return c.Ask(1, r.onChannel, c.Reg(0), object.Of(r.Current), isSend, willBlock)
	}
	r.inside = false
	if e := c.Caught(); e != nil {
		return c.Raise(e)
	}
	c.World.Frame = c.F.Back
	v, err := ch.act(c.World, r, dir, c.Reg(2), true)
	if err == object.ErrSwitched {
		return object.ActSwitch
	}
	c.World.Frame = c.F
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(v)
}
