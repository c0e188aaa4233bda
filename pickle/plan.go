package pickle

import (
	"brine/compiler"
	"brine/vm/object"
)

// planner finds the order in which the objects of reductions are made: that
// in which CPython's unpickler would, depth first from the root. An object is
// made when its arguments are complete, and filled when its items and state
// are. Of objects that contain each other, one sees another incomplete.
type planner struct {
	b       *building
	w       *object.World
	live    map[*object.Header]bool // not of this file: not to be looked into
	places  map[*object.Header]*place
	stack   []*visit
	pending map[*object.Header][]object.Value
}

// place is what the planner knows of an object.
type place struct {
	open    bool // its parts are being visited
	made    bool // of a reduction: its call is planned
	tainted bool // of a reduction, or what its hash follows from is
	waits   int  // for how many reductions that were not made when its parts were complete
}

// visit is an object whose parts are being visited.
type visit struct {
	v     object.Value
	parts []object.Value
	i     int
	stage int64 // of a reduction: the action that follows parts
}

// reach begins a visit, unless there is nothing new to see.
func (p *planner) reach(v object.Value) {
	if v.O == nil || p.live[v.O] || p.places[v.O] != nil || !p.ours(v) {
		return
	}
	here := &place{open: true}
	p.places[v.O] = here
	t := &visit{v: v, stage: -1}
	if r := p.b.mine(v); r != nil {
		here.tainted = true
		t.stage, t.parts = actCall, append([]object.Value{r.fn}, items(r.args)...)
		if !r.made.IsUnbound() {
			t.parts = nil // a live object has taken its place
			here.made = true
		}
	} else {
		t.parts = p.parts(v)
	}
	p.stack = append(p.stack, t)
}

// ours reports whether an object was made by the reader: one of its table, or
// a container that stands inside one.
func (p *planner) ours(v object.Value) bool {
	if known, ok := p.live[v.O]; ok {
		return !known
	}
	return v.Is(&object.ListShape) || v.Is(&object.TupleShape) || v.Is(&object.DictShape)
}

// run visits everything that root leads to.
func (p *planner) run(root object.Value) {
	p.reach(root)
	for len(p.stack) > 0 {
		t := p.stack[len(p.stack)-1]
		if t.i < len(t.parts) {
			t.i++
			p.reach(t.parts[t.i-1])
			continue
		}
		if t.stage >= 0 && p.stageOf(t) {
			continue
		}
		if t.stage < 0 {
			p.leave(t)
		}
		p.places[t.v.O].open = false
		p.stack = p.stack[:len(p.stack)-1]
	}
}

// stageOf plans the action for which the parts of a reduction are complete,
// and turns to the next ones. It reports whether there are any.
func (p *planner) stageOf(t *visit) bool {
	r := object.As[reduction](t.v)
	here := p.places[t.v.O]
	if here.made && t.stage == actCall {
		return false
	}
	switch {
	case t.stage == actCall:
		p.add(actCall, t.v)
		here.made = true
		for _, v := range p.pending[t.v.O] { // what was complete but for this object
			if at := p.places[v.O]; at.waits == 1 {
				p.settle(v)
			} else {
				at.waits--
			}
		}
		delete(p.pending, t.v.O)
	case t.stage == actItems && !r.items.IsNone(), t.stage == actPairs && !r.pairs.IsNone():
		p.add(t.stage, t.v)
	case t.stage == actState:
		if !r.state.IsNone() {
			p.add(actState, t.v)
		}
		return false
	}
	t.stage++
	t.i = 0
	switch t.stage {
	case actItems:
		t.parts = items(r.items)
	case actPairs:
		t.parts = items(r.pairs)
	case actState:
		t.parts = []object.Value{r.state, r.setter}
	}
	return true
}

func (p *planner) add(kind int64, v object.Value) {
	p.b.plan = append(p.b.plan, object.Int(kind), v)
}

// leave plans what an object needs whose parts are complete.
func (p *planner) leave(t *visit) {
	reduced := false
	for _, v := range t.parts {
		here := p.places[v.O]
		if v.O == nil || here == nil || !here.tainted {
			continue
		}
		if t.v.Is(&object.TupleShape) || t.v.Is(&object.FrozenSetShape) {
			p.places[t.v.O].tainted = true
		}
		if p.b.mine(v) == nil {
			if t.v.Has(&object.DictLayout) || t.v.Has(&object.SetLayout) {
				reduced = true // a key may have another hash now
			}
			continue
		}
		reduced = true
		if !here.made {
			p.pending[v.O] = append(p.pending[v.O], t.v)
			p.places[t.v.O].waits++
		}
	}
	if reduced {
		p.settle(t.v)
	}
}

// settle plans that made objects take their places in v.
func (p *planner) settle(v object.Value) {
	p.add(actPatch, v)
	if d := object.AsA[object.Dict](v, &object.DictLayout); d != nil {
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			if here := p.places[d.KeyAt(i).O]; d.KeyAt(i).O != nil && here != nil && here.tainted {
				p.add(actLay, v)
				return
			}
		}
	}
	if s := object.AsA[object.Set](v, &object.SetLayout); s != nil {
		p.add(actLay, v)
	}
}

// parts lists what the fields of an object refer to.
func (p *planner) parts(v object.Value) []object.Value {
	switch {
	case v.Is(&object.ListShape), v.Is(&object.TupleShape):
		return items(v)
	}
	c := &collector{w: p.w}
	v.Layout().Fields(v.O, c)
	for _, i := range p.b.fieldsOf(v) {
		c.found = append(c.found, p.b.fields[i+2])
	}
	return c.found
}

// collector is an Archive that collects what fields refer to.
type collector struct {
	w     *object.World
	found []object.Value
}

func (c *collector) Loading() bool        { return false }
func (c *collector) Whole() bool          { return true }
func (c *collector) World() *object.World { return c.w }

func (c *collector) Value(_ string, v *object.Value)     { c.found = append(c.found, *v) }
func (c *collector) Values(_ string, vs *[]object.Value) { c.found = append(c.found, *vs...) }

func (c *collector) Object(_ string, _ *object.Layout, h **object.Header) {
	if *h != nil {
		c.found = append(c.found, object.Value{O: *h})
	}
}

func (c *collector) Int(string, *int64)           { /* a number */ }
func (c *collector) Bool(string, *bool)           { /* a number */ }
func (c *collector) String(string, *string)       { /* text */ }
func (c *collector) Strings(string, *[]string)    { /* texts */ }
func (c *collector) Bytes(string, *[]byte)        { /* bytes */ }
func (c *collector) Code(string, **compiler.Code) { /* no objects of hooks in it */ }
func (c *collector) Fail(string, ...any)          { /* loading only */ }
func (c *collector) After(func() error)           { /* loading only */ }

// build returns what is left to do for the objects of a file that hooks
// reduced, or nil if there are none.
func (r *reader) build(root object.Value, bindings []binding) *building {
	b := &building{root: root, loader: object.None, hand: object.None, fields: r.typed}
	b.Header.Shape = &buildingShape
	p := &planner{b: b, w: &r.m.World, live: make(map[*object.Header]bool, len(r.objs)), places: map[*object.Header]*place{},
		pending: map[*object.Header][]object.Value{}}
	found := false
	for i, h := range r.objs {
		p.live[h] = r.kindOf[i] < 0 || r.replaced[i]
		if red := object.AsA[reduction](object.Value{O: h}, &reductionLayout); red != nil && !p.live[h] && red.owner.IsNone() {
			red.owner, found = object.Of(b), true
		}
	}
	if !found {
		return nil
	}
	for _, x := range bindings {
		red := b.mine(x.value)
		if red == nil {
			continue
		}
		if v, ok := r.m.FindGlobal(x.module, x.name); ok && className(v) == red.class {
			red.made = v
		}
		if x.installs() {
			b.bindings = append(b.bindings, object.NewStr(x.module), object.NewStr(x.name), x.value)
		}
	}
	p.run(root)
	for _, x := range bindings {
		p.run(x.value)
	}
	for _, h := range r.objs {
		v := object.Value{O: h}
		b.objects = append(b.objects, v)
		if r.given == nil {
			p.run(v) // what is only in frames, say
		}
	}
	return b
}
