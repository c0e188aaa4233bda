package stackless

import (
	"brine/vm/object"
)

// run is stackless.run.
func run(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	timeout := int64(0)
	if v := args[0]; !v.IsUnbound() {
		n, ok := object.IntOf(v)
		if !ok {
			return object.None, object.TypeErrorf("an integer is required (got type %s)", v.Type().Name)
		}
		timeout, _ = object.Int64Of(n)
	}
	truth := func(i int) bool {
		if args[i].IsUnbound() {
			return false
		}
		b, _ := object.TruthLeaf(args[i])
		return b
	}
	if r.Current.next == r.Current {
		return object.None, nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	if len(r.watch) > 0 {
		timeout = 0 // only the outermost call has a timer
	}
	r.watch = append(r.watch, watch{caller: r.Current, timeout: max(timeout, 0), soft: truth(2), total: truth(4)})
	if timeout > 0 {
		r.m.Spent()
		r.spent = 0
	}
	r.leave(w, object.None)
	from := r.Current
	to := r.remove()
	if timeout > 0 {
		r.m.Regrant()
	}
	if !r.onSwitch.IsNone() {
		return r.notify(w, from, to)
	}
	return r.enter(w, to)
}

// retval returns what schedule is to return.
func (r *Ring) retval(v object.Value) object.Value {
	if v.IsUnbound() {
		return object.Of(r.Current)
	}
	return v
}

// due reports whether a soft timeout waits for a switch, and takes it.
func (r *Ring) due() bool {
	if len(r.watch) == 0 || !r.watch[0].due {
		return false
	}
	r.watch[0].due = false
	return true
}

// schedule is stackless.schedule.
func schedule(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	t := r.Current
	if t.next == t {
		return r.retval(args[0]), nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	to := t.next
	if len(r.watch) > 0 && r.due() {
		to = r.watch[0].caller
	}
	return r.switchTo(w, to, r.retval(args[0]))
}

// scheduleRemove is stackless.schedule_remove.
func scheduleRemove(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	t := r.Current
	if t.next == t && r.waker() == t {
		return r.retval(args[0]), nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	if !r.canBlock() {
		return object.None, object.RuntimeErrorf("Deadlock: the last runnable tasklet cannot be blocked.")
	}
	r.leave(w, r.retval(args[0]))
	to := r.remove()
	if to == nil {
		to = r.alone(r.waker())
	}
	if !r.onSwitch.IsNone() {
		return r.notify(w, t, to)
	}
	return r.enter(w, to)
}
