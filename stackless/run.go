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
			return object.None, object.TypeErrorf("an integer is required (got type %s)", v.Type().LongName())
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
	if r.Current.next == r.Current && len(r.sleepers) == 0 {
		return object.None, nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	r.enterRun(watch{caller: r.Current, timeout: max(timeout, 0), soft: truth(2), total: truth(4)})
	r.leave(w, object.None)
	from := r.Current
	return r.pass(w, from, r.withdraw())
}

// retval returns what schedule is to return.
func (r *Ring) retval(v object.Value) object.Value {
	if v.IsUnbound() {
		return object.Of(r.Current)
	}
	return v
}

// schedule is stackless.schedule.
func schedule(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	t := r.Current
	if t.next == t && !r.due() {
		return r.retval(args[0]), nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	if r.quiet() {
		to := t.next
		r.leave(w, r.retval(args[0]))
		return r.resume(w, to)
	}
	return r.switchTo(w, t.next, r.retval(args[0]))
}

// scheduleRemove is stackless.schedule_remove.
func scheduleRemove(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	t := r.Current
	if t.next == t && r.waker() == t && len(r.sleepers) == 0 {
		return r.retval(args[0]), nil
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	if !r.canBlock() {
		return object.None, object.RuntimeErrorf("Deadlock: the last runnable tasklet cannot be blocked.")
	}
	r.leave(w, r.retval(args[0]))
	to := r.withdraw()
	if to == nil {
		to = r.alone(r.waker())
	}
	return r.pass(w, t, to)
}
