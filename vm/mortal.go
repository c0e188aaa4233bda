package vm

import (
	"slices"

	"brine/vm/object"
)

// Bury finds out which mortals are dead: what a walk from the root does not
// reach, without their list and without following weak references. Weak
// references to the dead are cleared; their callbacks, and what the dead want
// to do, are queued, in creation order. It returns how many have died.
func (m *Machine) Bury() int {
	r := &m.Mortals
	if len(r.List) == 0 {
		return 0
	}
	w := m.newWalker()
	w.weak = true
	w.run(nil, m.root(object.None))
	live := w.copySeen()
	for i := range r.Dead {
		w.Value("", &r.Dead[i])
	}
	dying := func(v object.Value) bool { return mortalType(v) && !live(v) }
	var finals []object.Value
	for _, v := range r.List {
		if dying(v) && finalizable(v) {
			finals = append(finals, v)
			w.Value("", &v)
		}
	}
	w.run(nil) // what they lead to is needed once more
	return m.clear(finals, live, w)
}

// clear takes the dead out of the list. w has seen what finalizers may still use.
func (m *Machine) clear(finals []object.Value, live func(object.Value) bool, w *walker) int {
	r := &m.Mortals
	died := map[*object.Header]bool{}
	var kept []object.Value
	var told [][]object.Value // callbacks to call, by referent
	group := map[*object.Header]int{}
	for _, v := range r.List {
		x := object.AsA[object.WeakRef](v, &object.WeakRefLayout)
		if x == nil {
			if live(v) && !spent(v) {
				kept = append(kept, v)
			}
			continue
		}
		to := x.Target
		switch {
		case to.IsUnbound():
			if finalizable(v) && live(v) {
				kept = append(kept, v)
			}
		case !mortalType(to) || live(to):
			if w.seen[v.O] {
				kept = append(kept, v)
			}
		default:
			died[to.O] = true
			x.Target = object.Unbound
			if finalizable(v) && live(v) {
				kept = append(kept, v)
			}
			if x.Callback.IsNone() || !live(v) {
				continue
			}
			if _, ok := group[to.O]; !ok {
				group[to.O] = len(told)
				told = append(told, nil)
			}
			told[group[to.O]] = append(told[group[to.O]], v)
		}
	}
	for _, refs := range told { // the newest first, as CPython says
		for i := len(refs) - 1; i >= 0; i-- {
			r.Dead = append(r.Dead, refs[i])
		}
	}
	for _, v := range finals {
		died[v.O] = true
	}
	r.Dead = append(r.Dead, finals...)
	r.Keep(kept)
	r.Limit = max(object.MortalLimit, 2*len(kept)) + len(w.seen)/4 // a walk is paid for by what was made since
	return len(died)
}

// BuryAll queues what all mortals want to do before the program ends.
func (m *Machine) BuryAll() int {
	r := &m.Mortals
	n := 0
	var kept []object.Value
	for _, v := range r.List {
		if finalizable(v) {
			r.Dead = append(r.Dead, v)
			n++
		} else if !spent(v) {
			kept = append(kept, v)
		}
	}
	r.Keep(kept)
	return n
}

// mortalType reports whether v can die at all: not what all machines share.
func mortalType(v object.Value) bool {
	if v.O == nil || v.IsUnbound() {
		return false
	}
	_, shared := object.NameOf(v)
	return !shared
}

// finalizable reports whether something is to be done when v has died.
func finalizable(v object.Value) bool {
	if g := object.AsA[object.Generator](v, &object.GeneratorLayout); g != nil {
		return g.Frame != nil && g.Started && !g.Running
	}
	return v.Type().Flags&object.UserDel != 0
}

// spent reports whether v is a generator that has ended.
func spent(v object.Value) bool {
	g := object.AsA[object.Generator](v, &object.GeneratorLayout)
	return g != nil && g.Frame == nil
}

// wantsBurial pushes a collection on the running frame, which stands between
// two instructions, if enough mortals were made since the last.
func (m *Machine) wantsBurial() bool {
	if !m.crowded() || m.calledOut || m.Frame.Depth >= m.MaxDepth {
		return true
	}
	m.Mortals.Limit = 2 * len(m.Mortals.List)
	m.Frame.Land = object.LandNone
	return m.push(&collectNative, object.Int(2))
}

// crowded reports whether so many mortals were made that some may have died.
func (m *Machine) crowded() bool {
	r := &m.Mortals
	return len(r.List) >= max(r.Limit, object.MortalLimit) && !r.Off && !r.Never
}

// The registers and steps of a collection.
const (
	collectCount   = 1 + iota // how many have died
	collectNext               // number of the next of gc.callbacks
	collectSubject            // what is being called
	collectObject             // for whom
)

const (
	toStart   = iota // call gc.callbacks: it starts
	started          // one has returned
	startNext        // its exception was reported
	toBury           // look for the dead
	reaped           // what the dead wanted was done
	reapNext         // its exception was reported
	stopped          // one of gc.callbacks has returned, after the work
	stopNext         // its exception was reported
)

// collectNative is gc.collect: it calls all that the dead want to do. Of
// generation -1 it is the last: all mortals are taken for dead.
var collectNative = object.Native{
	Name: "collect", Sig: "(generation=2)", Doc: "Run the garbage collector.", Catches: true,
	Temps: []object.RegKind{object.SmallInt, object.SmallInt, object.Any, object.Any},
}

// Finalizing returns the object whose finalizer has been called by frame f, of
// any code; in a pickle it is not to be finalized again.
func Finalizing(f *object.Frame) object.Value {
	if f.Native != &collectNative || f.PC < reaped {
		return object.None
	}
	return f.Regs[collectObject]
}

// Collect returns the native of gc.collect.
func Collect() object.Value { return object.Of(&collectNative) }

func stepCollect(c *object.Call) object.Action {
	m := Of(c.World)
	step := c.Step()
	if e := c.Caught(); e != nil {
		switch step {
		case started:
			return m.Unraisable(c, startNext, e, object.None, c.Reg(collectSubject))
		case reaped:
			return m.Unraisable(c, reapNext, e, object.None, c.Reg(collectSubject))
		case stopped:
			return m.Unraisable(c, stopNext, e, object.None, c.Reg(collectSubject))
		}
	}
	switch step {
	case toStart:
		c.SetReg(collectCount, object.Int(0))
		c.SetReg(collectNext, object.Int(0))
		fallthrough
	case started, startNext:
		if c.Reg(0) != object.Int(-1) {
			if act, ok := m.announceCollection(c, "start", started); ok {
				return act
			}
		}
		return c.Again(toBury)
	case toBury:
		n := 0
		if c.Reg(0) == object.Int(-1) {
			n = m.BuryAll()
		} else {
			n = m.Bury()
		}
		c.SetReg(collectCount, object.Int(int64(n)))
		fallthrough
	case reaped, reapNext:
		if act, ok := m.reap(c); ok {
			return act
		}
		c.SetReg(collectNext, object.Int(0))
		fallthrough
	case stopped, stopNext:
		if c.Reg(0) != object.Int(-1) {
			if act, ok := m.announceCollection(c, "stop", stopped); ok {
				return act
			}
		}
	}
	return c.Return(c.Reg(collectCount))
}

// reap calls what the next of the dead wants; ok is false if none is left.
func (m *Machine) reap(c *object.Call) (act object.Action, ok bool) {
	r := &m.Mortals
	for len(r.Dead) > 0 {
		v := r.Dead[0]
		r.Dead = r.Dead[1:]
		c.SetReg(collectObject, v)
		if x := object.AsA[object.WeakRef](v, &object.WeakRefLayout); x != nil && !x.Callback.IsNone() {
			callback := x.Callback
			x.Callback = object.None
			c.SetReg(collectSubject, callback)
			return c.Ask(reaped, callback, v), true
		}
		if v.Has(&object.GeneratorLayout) {
			if !finalizable(v) {
				continue
			}
			closing, ok := v.Type().Lookup("close")
			if !ok {
				closing = object.Of(&closeAsyncNative)
			}
			c.SetReg(collectSubject, v)
			return c.Ask(reaped, closing, v), true
		}
		if del, found := v.Type().Lookup("__del__"); found {
			c.SetReg(collectSubject, del)
			return askSpecial(c, reaped, v, "__del__")
		}
	}
	return act, false
}

// closeAsyncNative closes an asynchronous generator that is dead: nobody is
// there to await what it awaits then.
var closeAsyncNative = object.Native{
	Name: "close_async", Sig: "(generator, /)", Doc: "close an asynchronous generator", Catches: true,
}

func stepCloseAsync(c *object.Call) object.Action {
	if c.Step() == 0 {
		return c.Do(1, object.OpResume, c.Reg(0), object.Of(object.NewException(object.GeneratorExit)), object.True)
	}
	e := c.Caught()
	switch {
	case e == nil:
		return c.Raise(object.RuntimeErrorf("async generator ignored GeneratorExit"))
	case object.Is(e, object.GeneratorExit): // StopAsyncIteration is reported, as in CPython
		return c.Return(object.None)
	}
	return c.Raise(e)
}

// announceCollection calls the next of gc.callbacks; ok is false if none is left.
func (m *Machine) announceCollection(c *object.Call, phase string, next int) (act object.Action, ok bool) {
	l := m.Mortals.Callbacks
	i := c.Reg(collectNext).N
	if l == nil || i < 0 || i >= int64(len(l.Items)) {
		return act, false
	}
	about := object.NewDict()
	about.SetString("generation", c.Reg(0))
	about.SetString("collected", c.Reg(collectCount))
	about.SetString("uncollectable", object.Int(0))
	c.SetReg(collectNext, object.Int(i+1))
	c.SetReg(collectSubject, l.Items[i])
	return c.Ask(next, l.Items[i], object.NewStr(phase), object.Of(about)), true
}

// mortals returns the state of the mortals for a snapshot, and setMortals takes it over.
func (m *Machine) mortals() object.Value {
	r := &m.Mortals
	return object.Of(object.NewTuple(
		object.Of(object.NewTuple(r.List...)), object.Of(object.NewTuple(r.Dead...)), object.Int(int64(r.Limit)), object.Bool(r.Off), object.Bool(r.Never), object.OrNone(r.Callbacks),
	))
}

func (m *Machine) setMortals(v object.Value) bool {
	parts := sequence(v)
	if len(parts) != 6 || !parts[0].Has(&object.TupleLayout) || !parts[1].Has(&object.TupleLayout) || !parts[2].IsInt() {
		return false
	}
	r := &m.Mortals
	for _, v := range slices.Concat(sequence(parts[0]), sequence(parts[1])) {
		if !mortalType(v) {
			return false
		}
	}
	r.Keep(append([]object.Value(nil), sequence(parts[0])...))
	r.Dead = append([]object.Value(nil), sequence(parts[1])...)
	r.Limit, r.Off, r.Never = int(parts[2].N), parts[3] == object.True, parts[4] == object.True
	r.Callbacks = object.AsA[object.List](parts[5], &object.ListLayout)
	return true
}
