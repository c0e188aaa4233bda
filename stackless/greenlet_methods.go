package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

func greenletMethods() []object.Native {
	return []object.Native{
		{Name: "__init__", Sig: "(self, run=None, parent=None)", Doc: "Give the greenlet its function and its parent.", Fast: greenletInit},
		{Name: "switch", Sig: "(self, /, *args, **kwargs)", Vector: greenletSwitch, Step: stepGreenletSwitch,
			Doc: "switch(*args, **kwargs)\n\nSwitch execution to this greenlet. Its own call of switch returns what is given here; one that has not begun calls its function with it."},
		{Name: "throw", Sig: "(self, typ=GreenletExit, val=None, tb=None, /)", Step: stepGreenletThrow,
			Doc: "Switch to this greenlet and raise an exception there."},
		{Name: "__bool__", Sig: "(self, /)", Doc: "True if the greenlet has begun and not ended.", Fast: func(_ *world, args []object.Value) (object.Value, error) {
			return object.Bool(object.As[Greenlet](args[0]).state == active), nil
		}},
		{Name: "__repr__", Sig: "(self, /)", Doc: "Return repr(self).", Fast: greenletRepr},
		{Name: "getcurrent", Kind: object.StaticMethod, Sig: "()", Doc: "The greenlet that runs.", Fast: getCurrentGreenlet},
		{Name: "settrace", Kind: object.StaticMethod, Sig: "(callback, /)", Doc: "Set the trace function of switches; return the old one.", Fast: setGreenletTrace},
		{Name: "gettrace", Kind: object.StaticMethod, Sig: "()", Doc: "The trace function of switches.", Fast: getGreenletTrace},
	}
}

func getCurrentGreenlet(w *world, _ []object.Value) (object.Value, error) {
	return object.Of(of(w).currentGreenlet()), nil
}

func getGreenletTrace(w *world, _ []object.Value) (object.Value, error) {
	return greenletTracer(w), nil
}

func setGreenletTrace(w *world, args []object.Value) (object.Value, error) {
	old := greenletTracer(w)
	w.States["greenlet"] = args[0]
	return old, nil
}

func newGreenlet(w *world, args []object.Value, _ *object.Tuple) (object.Value, error) {
	v, err := newEmpty(w, args, nil)
	if err == nil {
		object.As[Greenlet](v).Parent = of(w).currentGreenlet()
	}
	return v, err
}

func greenletInit(w *world, args []object.Value) (object.Value, error) {
	g := object.As[Greenlet](args[0])
	if !absent(args[1]) {
		if err := setRun(w, args[0], args[1]); err != nil {
			return object.None, err
		}
	}
	if !absent(args[2]) {
		return object.None, setParent(w, object.Of(g), args[2])
	}
	return object.None, nil
}

// greenletSwitch switches at once, unless the function of a greenlet that has
// not begun is to be asked for.
func greenletSwitch(w *world, args []object.Value, names *object.Tuple) (object.Value, error) {
	g, rest := object.As[Greenlet](args[0]), args[1:]
	r := of(w)
	target := r.alive(g)
	if target.state == active {
		return r.hop(w, w.Frame, target, outcome{value: passed(rest, names)})
	}
	if target != g || g.Run.IsUnbound() || g.Shape.Type != GreenletType {
		return object.None, object.ErrSlow
	}
	return r.hop(w, w.Frame, g, outcome{value: object.Of(startArgs(rest, names))})
}

// stepGreenletSwitch looks up the function of a greenlet that is to begin.
func stepGreenletSwitch(c *object.Call) object.Action {
	r := of(c.World)
	target := r.alive(object.RegAs[Greenlet](c, 0, &GreenletLayout))
	if c.Step() == 0 {
		return c.Do(1, object.OpGetAttr, object.Of(target), object.NewStr("run"))
	}
	if target.state == pending {
		target.Run = c.Result()
	}
	names, args := object.RegAs[object.Dict](c, 2, &object.DictLayout).Keywords(object.RegAs[object.Tuple](c, 1, &object.TupleLayout).Items)
	o := outcome{value: passed(args, names)}
	if target.state == pending && target == object.RegAs[Greenlet](c, 0, &GreenletLayout) {
		o.value = object.Of(startArgs(args, names))
	}
	return hopFrom(c, target, o)
}

// hopFrom ends the step of a native by a switch: its own frame is left first.
func hopFrom(c *object.Call, target *Greenlet, o outcome) object.Action {
	c.World.Frame = c.F.Back
	_, err := of(c.World).hop(c.World, c.F.Back, target, o)
	if err == object.ErrSwitched {
		return object.ActSwitch
	}
	c.World.Frame = c.F
	return c.Raise(err)
}

// stepGreenletThrow is greenlet.throw.
func stepGreenletThrow(c *object.Call) object.Action {
	if c.Step() == 0 {
		exc := c.Reg(1)
		if exc.IsUnbound() {
			exc = object.Of(greenletExit)
		}
		if tb := c.Reg(3); !absent(tb) && !tb.Has(&object.TracebackLayout) {
			return c.Raise(object.TypeErrorf("throw() third argument must be a traceback object"))
		}
		if act, done := askException(c, 1, exc, c.Reg(2), c.Reg(3)); !done {
			return act
		}
	}
	e := object.AsA[object.Exception](c.Result(), &object.ExceptionLayout)
	if e == nil {
		return c.Raise(object.TypeErrorf("exceptions must derive from BaseException"))
	}
	if tb := object.AsA[object.Traceback](c.Reg(3), &object.TracebackLayout); tb != nil {
		e.TB = tb
	}
	return hopFrom(c, object.RegAs[Greenlet](c, 0, &GreenletLayout), outcome{err: e})
}

func greenletAttributes() []object.GetSet {
	get := func(name, doc string, f func(r *Ring, g *Greenlet) object.Value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Get: func(w *world, v object.Value) (object.Value, error) {
			return f(of(w), object.As[Greenlet](v)), nil
		}}
	}
	parent := get("parent", "The greenlet that goes on when this one ends.", func(r *Ring, g *Greenlet) object.Value {
		if g.main {
			return object.None
		}
		return object.Of(r.parent(g))
	})
	parent.Set = setParent
	context := get("gr_context", "The contextvars context of the greenlet, None if nothing was set in it.", func(r *Ring, g *Greenlet) object.Value {
		ctx := g.context
		if object.Of(g) == r.Current.own().Greenlet {
			ctx = r.Current.context
		}
		if ctx == nil || ctx.Hidden && ctx.Vars.Len() == 0 {
			return object.None
		}
		return object.Of(ctx)
	})
	context.Set = setGreenletContext
	return []object.GetSet{
		parent, context,
		get("dead", "Whether the greenlet has ended.", func(_ *Ring, g *Greenlet) object.Value { return object.Bool(g.state == dead) }),
		get("gr_frame", "The innermost frame of a suspended greenlet.", func(r *Ring, g *Greenlet) object.Value {
			if f := vm.Outer(g.Frame); f != nil {
				f.Flags |= object.Escaped
				return object.Of(f)
			}
			return object.None
		}),
		get("_stack_saved", "Bytes of a C stack that were saved: none.", func(*Ring, *Greenlet) object.Value { return object.Int(0) }),
		{Name: "run", Doc: "The function of a greenlet that has not begun.",
			Get: func(_ *world, v object.Value) (object.Value, error) {
				if g := object.As[Greenlet](v); !g.Run.IsUnbound() && g.state == pending {
					return g.Run, nil
				}
				return object.None, object.AttributeErrorf(v, "run", "run")
			},
			Set: setRun},
	}
}

func setRun(_ *world, v, x object.Value) error {
	g := object.As[Greenlet](v)
	if g.state != pending || g.main {
		return object.AttributeErrorf(v, "run", "run cannot be set after the start of the greenlet")
	}
	g.Run = x
	return nil
}

func setParent(w *world, v, x object.Value) error {
	g := object.As[Greenlet](v)
	if x.IsUnbound() {
		return object.AttributeErrorf(v, "parent", "can't delete attribute")
	}
	parent := object.AsA[Greenlet](x, &GreenletLayout)
	switch {
	case parent == nil:
		return object.TypeErrorf("GreenletChecker: Expected any type of greenlet, not %s", x.Type().LongName())
	case g.main:
		return object.AttributeErrorf(v, "parent", "cannot set the parent of a main greenlet")
	}
	for p := parent; p != nil; p = p.Parent {
		if p == g {
			return object.ValueErrorf("cyclic parent chain")
		}
		if p.main && g.owner != nil && p.owner != g.owner {
			return object.ValueErrorf("parent cannot be on a different thread")
		}
	}
	g.Parent = parent
	return nil
}

func setGreenletContext(w *world, v, x object.Value) error {
	g := object.As[Greenlet](v)
	if x.IsUnbound() {
		return object.AttributeErrorf(v, "gr_context", "can't delete context attribute")
	}
	ctx := object.AsA[object.Context](x, &object.ContextLayout)
	if ctx == nil && !x.IsNone() {
		return object.TypeErrorf("greenlet context must be a contextvars.Context or None")
	}
	if r := of(w); object.Of(g) == r.Current.own().Greenlet {
		if ctx == nil {
			ctx = object.NewContext()
		}
		r.Current.context = ctx
		return nil
	}
	g.context = ctx
	return nil
}

// greenletRepr tells the state, as greenlet's own does.
func greenletRepr(w *world, args []object.Value) (object.Value, error) {
	g := object.As[Greenlet](args[0])
	r := of(w)
	s := w.DefaultRepr(args[0])
	s = s[:len(s)-1]
	switch {
	case g.state == dead:
		s += " dead>"
	case g.state == pending:
		s += " pending>"
	default:
		if object.Of(g) == r.Current.own().Greenlet {
			s += " current"
		} else {
			s += " suspended"
		}
		s += " active started"
		if g.main {
			s += " main"
		}
		s += ">"
	}
	return object.NewStr(s), nil
}

// Greenlets fills the Python module greenlet.
func Greenlets(m *vm.Machine, mod *object.Module) error {
	enter()
	d := mod.Dict
	object.EnterFunctions("greenlet", greenletFunctions, d)
	for _, t := range []*object.Type{GreenletType, greenletExit, greenletError} {
		d.SetString(t.Name, object.Of(t))
	}
	d.SetString("__doc__", object.NewStr("Greenlets: flows of control that are switched to by name. Here all switches are soft."))
	d.SetString("__version__", object.NewStr("2.0.2"))
	for _, name := range []string{"GREENLET_USE_GC", "GREENLET_USE_TRACING", "GREENLET_USE_CONTEXT_VARS"} {
		d.SetString(name, object.True)
	}
	return nil
}

var greenletFunctions = []object.Native{
	{Name: "getcurrent", Sig: "()", Doc: "The greenlet that runs.", Fast: getCurrentGreenlet},
	{Name: "settrace", Sig: "(callback, /)", Doc: "Set the trace function of switches; return the old one.", Fast: setGreenletTrace},
	{Name: "gettrace", Sig: "()", Doc: "The trace function of switches.", Fast: getGreenletTrace},
}
