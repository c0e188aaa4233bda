package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// pickling is a dump in progress. The walk over the objects stops where one
// has hooks; what they give is kept here, and walked in turn. When a whole walk
// has met none that was not asked, it is written, at one blow: hooks may change
// anything, so what was walked while they ran is only a guess of what to ask.
type pickling struct {
	object.Header
	root     object.Value
	pickler  object.Value // whose persistent_id and the like are asked, or None
	table    object.Value // dispatch table, or None
	protocol int64
	objects  []object.Value // whose hooks were asked
	answers  []object.Value // of each: a reduction, or None
	asked    object.Value   // object whose hooks are being asked
	half     *reduction     // of asked, whose items are being collected
	iter     object.Value   // where they come from

	graph *graph `brine:"derived"` // the walk, begun anew after a restore
	fresh bool   `brine:"derived"` // no hook was called since it began
}

// The type of picklings, which programs do not see.
var (
	picklingType   = &object.Type{}
	picklingShape  object.Shape
	picklingLayout object.Layout
)

func picklingTable() object.Table {
	return object.Table{Type: picklingType, Name: "pickling", Module: "pickle", Flags: object.Final | object.NoInstances,
		Doc: "A dump in progress.", Shape: &picklingShape, Layout: &picklingLayout,
		Struct: object.Struct[pickling]{Name: "pickling", Init: func(p *pickling) {
			p.root, p.pickler, p.table, p.asked, p.iter = object.None, object.None, object.None, object.None, object.None
		}, Fields: picklingFields}.Layout(),
	}
}

func picklingFields(p *pickling, a object.Archive) {
	a.Value("root", &p.root)
	a.Value("pickler", &p.pickler)
	a.Value("table", &p.table)
	a.Int("protocol", &p.protocol)
	a.Values("objects", &p.objects)
	a.Values("answers", &p.answers)
	a.Value("asked", &p.asked)
	object.VisitRef(a, "half", &reductionLayout, &p.half)
	a.Value("iterator", &p.iter)
	if a.Loading() && len(p.objects) != len(p.answers) {
		a.Fail("pickling is not sound")
		p.objects, p.answers = nil, nil
	}
}

// newPickling begins a dump of v for a pickler, or None.
func newPickling(m *vm.Machine, v, pickler object.Value, protocol int64) *pickling {
	p := &pickling{root: v, pickler: pickler, table: dispatchTable(m), protocol: protocol, asked: object.None, iter: object.None}
	p.Header.Shape = &picklingShape
	if t, ok, _ := m.AttrLeaf(pickler, "dispatch_table"); ok {
		p.table = t
	}
	return p
}

// The steps of a pickling.
const (
	pickNext       = iota // walk on
	pickPersist           // persistent_id is there
	pickPid               // it has answered
	pickOverride          // reducer_override is there
	pickOverridden        // it has answered
	pickTable             // a dispatch table that is no dict has answered
	pickReduce            // __reduce_ex__ is there
	pickReduced           // a hook has given a value
	pickItem              // the next list item
	pickPair              // the next dict item
	pickLost              // repr of an object that is not where its name says
)

// picklingNative finishes a pickling; its result is the pickle.
var picklingNative = object.Native{Name: "dump_value", Sig: "(state, /)", Doc: "dump a value, asking hooks", Catches: true, Saves: true}

func stepPickling(c *object.Call) object.Action {
	p := object.RegAs[pickling](c, 0, &picklingLayout)
	if e := c.Caught(); e != nil && c.Step() != pickNext && (c.Step() != pickTable || !e.Shape.Type.SubtypeOf(object.KeyError)) {
		return c.Raise(e)
	}
	switch c.Step() {
	case pickPersist:
		return c.Ask(pickPid, c.Result(), p.asked)
	case pickPid:
		if pid := c.Result(); !pid.IsNone() {
			r := newReduction(p)
			r.pid, r.args = true, object.Of(object.NewTuple(pid))
			return p.answer(c, object.Of(r))
		}
		return p.askOverride(c)
	case pickOverride:
		return c.Ask(pickOverridden, c.Result(), p.asked)
	case pickOverridden:
		if c.Result() != object.NotImplemented {
			return p.take(c, c.Result())
		}
		return p.askTable(c)
	case pickTable:
		if c.Caught() != nil {
			return p.askClass(c)
		}
		return c.Ask(pickReduced, c.Result(), p.asked)
	case pickReduce:
		return c.Ask(pickReduced, c.Result(), object.Int(p.protocol))
	case pickReduced:
		return p.take(c, c.Result())
	case pickItem, pickPair:
		return p.collect(c)
	case pickLost:
		text, _ := object.StringOf(c.Result())
		name, _ := object.StringOf(p.iter)
		p.iter = object.None
		return c.Raise(object.Errorf(picklingError, "Can't pickle %s: %s", text, name))
	}
	return p.next(c)
}

// next walks on, up to the next object with hooks, or writes the file.
func (p *pickling) next(c *object.Call) object.Action {
	m := vm.Of(c.World)
	caller := callerOf(c.F)
	m.Saving = caller
	defer func() { m.Saving = nil }()
	if p.graph == nil {
		p.graph, p.fresh = p.newGraph(m, caller), true
		p.graph.start(p.root)
	}
	n := p.graph.next()
	p.keep(p.graph.hooks)
	switch {
	case p.graph == nil:
		return c.Again(pickNext)
	case p.graph.err != nil:
		return c.Raise(toPython(p.graph.err))
	case n != nil:
		return p.ask(c, n)
	case !p.fresh:
		p.graph = nil
		return c.Again(pickNext)
	case p.graph.circular():
		return c.Raise(object.Errorf(object.RecursionError, "maximum recursion depth exceeded"))
	}
	data, err := p.graph.write("pickle", p.root)
	if err != nil {
		return c.Raise(toPython(err))
	}
	return c.Return(object.NewBytes(string(data)))
}

// keep records what is to be saved as it is. If it was reduced, the walk begins
// anew.
func (p *pickling) keep(h *hooks) {
	for _, v := range h.kept {
		known := false
		for i, x := range p.objects {
			if h.stale && x.O == v.O {
				p.answers[i], known = object.None, true
			}
		}
		if !known {
			p.objects, p.answers = append(p.objects, v), append(p.answers, object.None)
		}
	}
	if h.stale {
		p.graph = nil
	}
	h.kept, h.stale = nil, false
}

// callerOf returns the frame that asked for a dump: below the frames of this
// package.
func callerOf(f *object.Frame) *object.Frame {
	for f != nil && f.Native != nil && f.Native.Module == "pickle" {
		f = f.Back
	}
	return f
}

// newGraph returns a graph that knows the answers so far.
func (p *pickling) newGraph(m *vm.Machine, caller *object.Frame) *graph {
	g := pickleGraph(m, caller)
	h := &hooks{m: m, answers: make(map[*object.Header]object.Value, len(p.objects)), classes: map[*object.Type]bool{}}
	for i, v := range p.objects {
		h.answers[v.O] = forFile(p.answers[i])
	}
	h.table = object.AsA[object.Dict](p.table, &object.DictLayout)
	h.anyTable = h.table == nil && !p.table.IsNone()
	h.pid, h.override = own(p.pickler, "persistent_id"), own(p.pickler, "reducer_override")
	g.hooks = h
	return g
}

// maxChain is how many reductions may stand in each other. Hooks that never
// come to an end reach it.
const maxChain = 100_000

// ask begins to ask the hooks of an object.
func (p *pickling) ask(c *object.Call, n *node) object.Action {
	if n.chain > min(maxChain, int(c.World.MaxDepth)) {
		return c.Raise(object.Errorf(object.RecursionError, "maximum recursion depth exceeded"))
	}
	p.fresh, p.asked = false, object.Value{O: n.h}
	if p.graph.hooks.pid && !n.inner {
		return c.Do(pickPersist, object.OpGetAttr, p.pickler, object.Of(object.Intern("persistent_id")))
	}
	return p.askOverride(c)
}

func (p *pickling) askOverride(c *object.Call) object.Action {
	switch {
	case container(p.asked):
		return p.answer(c, object.None)
	case own(p.pickler, "reducer_override"):
		return c.Do(pickOverride, object.OpGetAttr, p.pickler, object.Of(object.Intern("reducer_override")))
	}
	return p.askTable(c)
}

func (p *pickling) askTable(c *object.Call) object.Action {
	class := object.Of(p.asked.Type())
	if d := object.AsA[object.Dict](p.table, &object.DictLayout); d != nil {
		if fn, found, _, _ := d.GetLeaf(c.World, class); found && !p.asked.Has(&object.FuncLayout) {
			return c.Ask(pickReduced, fn, p.asked)
		}
	} else if !p.table.IsNone() {
		return c.Do(pickTable, object.OpGetItem, p.table, class)
	}
	return p.askClass(c)
}

func (p *pickling) askClass(c *object.Call) object.Action {
	if !hasHooks(p.asked.Type()) {
		return p.answer(c, object.None)
	}
	return c.Do(pickReduce, object.OpGetAttr, p.asked, object.Of(object.Intern("__reduce_ex__")))
}

// answer keeps what the hooks of an object gave: a reduction, or None for an
// object that is saved by its class and attributes.
func (p *pickling) answer(c *object.Call, v object.Value) object.Action {
	p.objects, p.answers = append(p.objects, p.asked), append(p.answers, v)
	if g := p.graph; g != nil {
		g.answered(p.asked, v)
	}
	p.asked, p.half, p.iter = object.None, nil, object.None
	return c.Again(pickNext)
}

// answered goes on with the walk at what a hook gave for the object it stands at.
func (g *graph) answered(v, answer object.Value) {
	answer = forFile(answer)
	g.hooks.answers[v.O] = answer
	r := object.AsA[reduction](answer, &reductionLayout)
	if r == nil {
		return
	}
	i := g.num[v.O]
	n := g.nodes[i]
	n.h, n.named = &r.Header, r.global
	n.chain++
	g.num[n.h] = i
	delete(g.num, v.O)
}

// take checks what a reducer gave.
func (p *pickling) take(c *object.Call, v object.Value) object.Action {
	if name, ok := object.StringOf(v); ok {
		return p.byName(c, name)
	}
	t := object.AsA[object.Tuple](v, &object.TupleLayout)
	if t == nil {
		return c.Raise(object.Errorf(picklingError, "__reduce__ must return a string or tuple"))
	}
	if len(t.Items) < 2 || len(t.Items) > 6 {
		return c.Raise(object.Errorf(picklingError, "tuple returned by __reduce__ must contain 2 through 6 elements"))
	}
	parts := [6]object.Value{object.None, object.None, object.None, object.None, object.None, object.None}
	copy(parts[:], t.Items)
	if err := p.check(parts[:]); err != nil {
		return c.Raise(err)
	}
	r := newReduction(p)
	r.fn, r.state, r.setter = parts[0], parts[2], parts[5]
	r.args = object.Of(object.NewTuple(items(parts[1])...))
	p.half = r
	if !parts[3].IsNone() {
		r.items = object.Of(object.NewList(nil))
	}
	if !parts[4].IsNone() {
		r.pairs = object.Of(object.NewList(nil))
	}
	p.iter = object.Of(object.NewTuple(parts[3], parts[4]))
	return p.nextItem(c, pickItem)
}

func (p *pickling) check(parts []object.Value) error {
	bad := func(format string, args ...any) error { return object.Errorf(picklingError, format, args...) }
	fn, args := parts[0], object.AsA[object.Tuple](parts[1], &object.TupleLayout)
	iterator := func(v object.Value) bool {
		_, ok := v.Type().Lookup("__next__")
		return ok || v.IsNone()
	}
	switch {
	case !object.Callable(fn):
		return bad("first item of the tuple returned by __reduce__ must be callable")
	case args == nil:
		return bad("second item of the tuple returned by __reduce__ must be a tuple")
	case !iterator(parts[3]):
		return bad("fourth element of the tuple returned by __reduce__ must be an iterator, not %s", parts[3].Type().LongName())
	case !iterator(parts[4]):
		return bad("fifth element of the tuple returned by __reduce__ must be an iterator, not %s", parts[4].Type().LongName())
	case !parts[5].IsNone() && !object.Callable(parts[5]):
		return bad("sixth element of the tuple returned by __reduce__ must be a function, not %s", parts[5].Type().LongName())
	}
	if fn != object.Of(object.NewObj) {
		return nil
	}
	switch {
	case len(args.Items) == 0:
		return bad("__newobj__ arglist is empty")
	case !args.Items[0].Has(&object.TypeLayout):
		return bad("args[0] from __newobj__ args has no __new__")
	case args.Items[0] != object.Of(p.asked.Type()):
		return bad("args[0] from __newobj__ args has the wrong class")
	}
	return nil
}

// nextItem asks for the next list item, and after the last for the next dict item.
func (p *pickling) nextItem(c *object.Call, step int) object.Action {
	its := items(p.iter)
	if len(its) != 2 || p.half == nil {
		return c.Raise(object.RuntimeErrorf("pickling is not sound"))
	}
	if step == pickItem && !its[0].IsNone() {
		return c.Do(pickItem, object.OpNext, its[0])
	}
	if !its[1].IsNone() {
		return c.Do(pickPair, object.OpNext, its[1])
	}
	return p.answer(c, object.Of(p.half))
}

// collect takes a list or dict item.
func (p *pickling) collect(c *object.Call) object.Action {
	switch r := p.half; {
	case r == nil:
		return c.Raise(object.RuntimeErrorf("pickling is not sound"))
	case c.Done() && c.Step() == pickItem:
		return p.nextItem(c, pickPair)
	case c.Done():
		return p.answer(c, object.Of(r))
	case c.Step() == pickItem:
		if l := object.AsA[object.List](r.items, &object.ListLayout); l != nil {
			l.Append(c.Result())
		}
	default:
		pair := object.AsA[object.Tuple](c.Result(), &object.TupleLayout)
		if pair == nil || len(pair.Items) != 2 {
			return c.Raise(object.TypeErrorf("dict items iterator must return 2-tuples"))
		}
		if l := object.AsA[object.List](r.pairs, &object.ListLayout); l != nil {
			l.Append(pair.Items[0])
			l.Append(pair.Items[1])
		}
	}
	return p.nextItem(c, c.Step())
}

// byName takes a name under which the object is found in its module.
func (p *pickling) byName(c *object.Call, name string) object.Action {
	m := vm.Of(c.World)
	module := "__main__"
	if v, ok, _ := m.AttrLeaf(p.asked, "__module__"); ok && v.Has(&object.StrLayout) {
		module, _ = object.StringOf(v)
	} else if found, ok := m.ModuleWith(p.asked, name); ok {
		module = found
	}
	lost := func(format string, args ...any) object.Action {
		p.iter = object.NewStr(sprintf(format, args...))
		return c.Do(pickLost, object.OpRepr, p.asked)
	}
	if _, ok := m.Modules.GetString(module); !ok {
		return lost("import of module '%s' failed", module)
	}
	got, ok := m.FindGlobal(module, name)
	if !ok {
		return lost("attribute lookup %s on %s failed", name, module)
	}
	if got != p.asked {
		return lost("it's not the same object as %s.%s", module, name)
	}
	r := newReduction(p)
	r.global = "global " + module + ":" + name
	return p.answer(c, object.Of(r))
}
