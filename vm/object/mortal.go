package object

// Mortals are the objects whose death is to be seen, in creation order:
// instances with __del__, weak references, and generators that have something
// to close. A machine alone decides what is dead, by a walk (vm.Machine.Bury),
// so that Go's collector is never visible.
type Mortals struct {
	List      []Value
	Dead      []Value // to be told, or finalized, in this order
	Limit     int     // length of List at which the machine looks for the dead by itself
	Off       bool    // gc.disable() was called
	Never     bool    // gc.set_threshold(0) was called
	Callbacks *List   // gc.callbacks

	refs map[*Header][]*WeakRef `brine:"derived"` // to each object, in creation order
}

// MortalLimit is the least length of the list at which a machine looks for the
// dead by itself.
const MortalLimit = 1000

// Add enters an object that was just made.
func (r *Mortals) Add(h *Header) {
	v := Value{O: h}
	r.List = append(r.List, v)
	if x := AsA[WeakRef](v, &WeakRefLayout); x != nil && !x.Target.IsUnbound() {
		r.link(x)
	}
}

func (r *Mortals) link(x *WeakRef) {
	if r.refs == nil {
		r.refs = map[*Header][]*WeakRef{}
	}
	r.refs[x.Target.O] = append(r.refs[x.Target.O], x)
}

// Keep makes list what is left after the dead were taken out.
func (r *Mortals) Keep(list []Value) {
	r.List, r.refs = list, nil
	for _, v := range list {
		if x := AsA[WeakRef](v, &WeakRefLayout); x != nil && !x.Target.IsUnbound() {
			r.link(x)
		}
	}
}

// Loaded enters an object that came out of a pickle, if it is mortal.
func (r *Mortals) Loaded(h *Header) {
	v := Value{O: h}
	g := AsA[Generator](v, &GeneratorLayout)
	if h.Shape.Type.Flags&UserDel != 0 || v.Has(&WeakRefLayout) || g != nil && g.Frame != nil && g.Closes() {
		r.Add(h)
	}
}

// RefsTo returns the weak references to an object: the shared plain ones
// first, then those with callbacks, the newest first.
func (r *Mortals) RefsTo(v Value) []*WeakRef {
	all := r.refs[v.O]
	out := make([]*WeakRef, 0, len(all))
	for _, shape := range []*Shape{&WeakRefShape, &ProxyShape, &CallableProxyShape} {
		if x := r.shared(v, shape); x != nil {
			out = append(out, x)
		}
	}
	n := len(out)
	for i := len(all) - 1; i >= 0; i-- {
		if x := all[i]; (n < 1 || x != out[0]) && (n < 2 || x != out[1]) {
			out = append(out, x)
		}
	}
	return out
}

// shared returns the plain reference of a builtin type that there is already,
// or nil.
func (r *Mortals) shared(v Value, shape *Shape) *WeakRef {
	for _, x := range r.refs[v.O] {
		if x.Header.Shape == shape && x.Callback.IsNone() {
			return x
		}
	}
	return nil
}

// born enters an object of a class with __del__.
func (t *Type) born(h *Header) {
	if t.mortals != nil {
		t.mortals.Add(h)
	}
}

// Closes reports whether a generator or coroutine that is abandoned has something
// to do: its code has a try or with.
func (g *Generator) Closes() bool {
	return g.Code != nil && g.Code.Src != nil && len(g.Code.Src.Handlers) > 0
}
