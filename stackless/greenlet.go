package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

// Greenlet is a greenlet of module greenlet: frames that are switched to by
// name, without a scheduler. Each tasklet has a main greenlet, which is the
// flow of control that it began with; the others of a tasklet stand on chains
// of frames of their own, which end in a frame of rootNative.
type Greenlet struct {
	object.Header
	object.Attrs
	Run     object.Value    // the function, until it has begun; Unbound if none was given
	Parent  *Greenlet       // who goes on when this one ends; nil: the main greenlet of its tasklet
	Frame   *object.Frame   // innermost, while it is suspended
	context *object.Context // of contextvars, while it is suspended
	owner   *Tasklet        // the tasklet that it runs in, once it has begun
	state   greenletState
	main    bool
	ID      uint64
}

// greenletState is how far a greenlet has come.
type greenletState uint8

const (
	pending greenletState = iota
	active
	dead
)

// The type greenlet, and the exceptions of its module.
var (
	GreenletType   = &object.Type{}
	GreenletShape  object.Shape
	GreenletLayout object.Layout

	greenletExit  = &object.Type{}
	greenletError = &object.Type{}
)

func greenletTables() []object.Table {
	return []object.Table{
		{Type: greenletExit, Name: "GreenletExit", Module: "greenlet", Base: object.BaseException, Flags: object.HasDict, Doc: "Ends a greenlet that does not catch it; its parent gets it as a value."},
		{Type: greenletError, Name: "error", Module: "greenlet", Base: object.ExceptionType, Flags: object.HasDict, Doc: "A greenlet cannot be switched to."},
		{Type: GreenletType, Name: "greenlet", Module: "greenlet", Flags: object.HasDict | object.Weakable,
			Doc:   "greenlet(run=None, parent=None) -> greenlet\n\nA flow of control of its own, which others switch to.",
			Shape: &GreenletShape, Layout: &GreenletLayout,
			Struct: object.Struct[Greenlet]{Name: "greenlet", Init: func(g *Greenlet) { g.Run = object.Unbound },
				Held: true, Fields: greenletFields, Attrs: func(g *Greenlet) *object.Attrs { return &g.Attrs }, ID: func(g *Greenlet) *uint64 { return &g.ID }}.Layout(),
			New:     &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create a greenlet.", Vector: newGreenlet},
			Methods: greenletMethods(),
			GetSets: greenletAttributes(),
			Members: map[string]object.Value{"error": object.Of(greenletError), "GreenletExit": object.Of(greenletExit)},
		},
	}
}

// greenletFields visits a greenlet. A pickle does not hold the main greenlet of
// the main tasklet: a greenlet whose parent it is gets that of the loader, and
// if it is reached by another way it comes back dead, so that the loader's gets
// what is sent to it.
func greenletFields(g *Greenlet, a object.Archive) {
	a.Values("slots", &g.Slots)
	a.Value("run", &g.Run)
	parent, frame, owner, main, state := g.Parent, g.Frame, g.owner, g.main, g.state
	if !a.Loading() && !a.Whole() {
		mains := func(g *Greenlet) bool { return g.main && g.owner == of(a.World()).Main }
		if parent != nil && mains(parent) {
			parent = nil
		}
		if owner == of(a.World()).Main {
			owner = nil
		}
		if mains(g) {
			frame, main, state = nil, false, dead
		}
	}
	object.VisitRef(a, "parent", &GreenletLayout, &parent)
	object.VisitRef(a, "frame", &object.FrameLayout, &frame)
	object.VisitRef(a, "owner", &TaskletLayout, &owner)
	object.VisitRef(a, "context", &object.ContextLayout, &g.context)
	object.VisitInt(a, "state", &state)
	a.Bool("main", &main)
	object.VisitInt(a, "id", &g.ID)
	if !a.Loading() {
		return
	}
	g.Parent, g.Frame, g.owner, g.main, g.state = parent, frame, owner, main, state
	if state > dead || main && (state != active || parent != nil) || frame != nil && state != active {
		a.Fail("greenlet is not sound")
		return
	}
	a.After(func() error {
		slow := g
		for p, n := g.Parent, 1; p != nil; p, n = p.Parent, n+1 {
			if n%2 == 0 {
				slow = slow.Parent
			}
			if p == slow || p == g {
				return object.ValueErrorf("parents of greenlets go in a circle")
			}
		}
		if frame == nil {
			return nil
		}
		return vm.Depths(frame, vm.Of(a.World()).End())
	})
}

// currentGreenlet returns the greenlet that runs, which is made if its tasklet
// has not needed one before.
func (r *Ring) currentGreenlet() *Greenlet {
	l := r.Current.own()
	if g := object.AsA[Greenlet](l.Greenlet, &GreenletLayout); g != nil {
		return g
	}
	g := r.mainGreenlet()
	l.Greenlet = object.Of(g)
	return g
}

// mainGreenlet returns the main greenlet of the running tasklet.
func (r *Ring) mainGreenlet() *Greenlet {
	l := r.Current.own()
	if g := object.AsA[Greenlet](l.Main, &GreenletLayout); g != nil && g.state == active {
		return g
	}
	g := &Greenlet{Run: object.Unbound, state: active, main: true, owner: r.Current}
	g.Header.Shape = &GreenletShape
	l.Main = object.Of(g)
	return g
}

// parent returns who goes on when g ends.
func (r *Ring) parent(g *Greenlet) *Greenlet {
	if g.Parent == nil {
		return r.mainGreenlet()
	}
	return g.Parent
}

// outcome is what a switch brings to a greenlet: a value, or an exception.
type outcome struct {
	value object.Value
	err   *object.Exception
}

// hop leaves the running greenlet, whose frames end in frame, for target, or
// for the first of its parents that is not dead. The error is one of the caller.
func (r *Ring) hop(w *object.World, frame *object.Frame, target *Greenlet, o outcome) (object.Value, error) {
	from := r.currentGreenlet()
	for target.state == dead {
		if o.err != nil && object.Is(o.err, greenletExit) {
			o = outcome{value: object.Of(o.err)}
		}
		target = r.parent(target)
	}
	if target.owner != nil && target.owner != r.Current {
		return object.None, object.NewException(greenletError, object.NewStr("cannot switch to a different thread"))
	}
	if err := r.trapped(); err != nil {
		return object.None, err
	}
	from.Frame = frame
	return r.arrive(w, from, target, o)
}

// arrive makes target the running greenlet of the tasklet; from was left.
func (r *Ring) arrive(w *object.World, from, target *Greenlet, o outcome) (object.Value, error) {
	if target.state == pending {
		if o.err != nil { // it dies without having begun
			target.state, target.Run, target.owner = dead, object.Unbound, r.Current
			if object.Is(o.err, greenletExit) {
				o = outcome{value: object.Of(o.err)}
			}
			return r.arrive(w, from, r.alive(target), o)
		}
		r.begin(target, o)
		o.value = object.None
	}
	if from != target {
		if target.context == nil {
			target.context = object.NewContext()
		}
		from.context, r.Current.context = r.Current.context, target.context
		target.context = nil
	}
	r.Current.own().Greenlet = object.Of(target)
	target.owner = r.Current
	if target.Frame == nil { // a main greenlet whose frames were not saved: the tasklet ends
		target.Frame = r.m.End()
	}
	w.Frame, target.Frame = target.Frame, nil
	if tracer := greenletTracer(w); !tracer.IsNone() {
		event := "switch"
		v := o.value
		if o.err != nil {
			event, v = "throw", object.Of(newBomb(o.err))
		}
		args := []object.Value{object.NewStr(event), object.Of(from), object.Of(target), v}
		w.Frame, w.Incoming = r.m.NativeFrame(&greenletTraceNative, w.Frame, args), object.None
		return object.None, object.ErrSwitched
	}
	if o.err != nil {
		w.Throw = o.err
	} else {
		w.Incoming = o.value
	}
	return object.None, object.ErrSwitched
}

// alive returns the first of g and its parents that is not dead.
func (r *Ring) alive(g *Greenlet) *Greenlet {
	for g.state == dead {
		g = r.parent(g)
	}
	return g
}

// begin gives a pending greenlet its first frames; o holds the arguments, as a
// tuple (args, kwargs) from startArgs, or the one value that a child left.
func (r *Ring) begin(g *Greenlet, o outcome) {
	args := object.AsA[object.Tuple](o.value, &object.TupleLayout)
	if args == nil || len(args.Items) != 3 || args.Items[0] != object.Unbound {
		args = startArgs([]object.Value{o.value}, nil)
	}
	g.Frame = r.m.NativeFrame(&rootNative, r.m.End(), []object.Value{object.Of(g), args.Items[1], args.Items[2]})
	g.Frame.Land = object.LandStep // an exception may come first
	g.state, g.owner = active, r.Current
}

// startArgs packs the arguments of a greenlet's function, marked so that no
// value of the program can be taken for it.
func startArgs(args []object.Value, names *object.Tuple) *object.Tuple {
	n := len(args)
	if names != nil {
		n -= len(names.Items)
	}
	kw := object.KeywordDict(names, args[n:])
	return object.NewTuple(object.Unbound, object.Of(object.TupleOf(args[:n])), object.Of(kw))
}

// passed is what switch(*args, **kwargs) returns in the greenlet that is
// switched to.
func passed(args []object.Value, names *object.Tuple) object.Value {
	if names == nil {
		if len(args) == 1 {
			return args[0]
		}
		return object.Of(object.TupleOf(args))
	}
	packed := startArgs(args, names).Items
	if len(object.As[object.Tuple](packed[1]).Items) == 0 {
		return packed[2]
	}
	return object.Of(object.NewTuple(packed[1], packed[2]))
}

// rootNative is the outermost frame of a greenlet: it calls its function and
// goes on with the parent when that has ended.
var rootNative = object.Native{
	Name: "greenlet_root", Sig: "(greenlet, args, kwargs, /)", Doc: "run a greenlet", Catches: true,
}

func stepRoot(c *object.Call) object.Action {
	r := of(c.World)
	g := object.RegAs[Greenlet](c, 0, &GreenletLayout)
	if c.Step() == 0 && c.Caught() == nil {
		fn := g.Run
		g.Run = object.Unbound
		names, args := object.RegAs[object.Dict](c, 2, &object.DictLayout).Keywords(object.RegAs[object.Tuple](c, 1, &object.TupleLayout).Items)
		return c.AskKw(1, names, fn, args...)
	}
	o := outcome{value: c.Result(), err: c.Caught()}
	if o.err != nil && object.Is(o.err, greenletExit) {
		o = outcome{value: object.Of(o.err)}
	}
	g.state = dead
	_, err := r.arrive(c.World, g, r.alive(r.parent(g)), o)
	g.Frame = nil
	if err != object.ErrSwitched {
		return c.Raise(err)
	}
	return object.ActSwitch
}

// greenletTraceNative tells the trace function of a switch, and then gives the
// greenlet what it was waiting for. A trace function that raises is removed.
var greenletTraceNative = object.Native{
	Name: "greenlet_trace", Sig: "(event, origin, target, value, /)", Doc: "call the trace function of greenlets", Catches: true,
}

func stepGreenletTrace(c *object.Call) object.Action {
	tracer := greenletTracer(c.World)
	if c.Step() == 0 && !tracer.IsNone() {
		return c.Ask(1, tracer, c.Reg(0), object.Of(object.NewTuple(c.Reg(1), c.Reg(2))))
	}
	if e := c.Caught(); e != nil {
		c.World.States["greenlet"] = object.None
		return c.Raise(e)
	}
	if b := object.AsA[Bomb](c.Reg(3), &BombLayout); b != nil {
		return c.Raise(b.exception())
	}
	return c.Return(c.Reg(3))
}

// greenletTracer is the trace function of a machine, or None.
func greenletTracer(w *object.World) object.Value {
	if v, ok := w.States["greenlet"]; ok {
		return v
	}
	return object.None
}
