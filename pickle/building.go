package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// building is a load in progress: everything in the file is there, but in the
// place of objects that hooks reduced stand their reductions. The plan says in
// which order calls make them, and where they then take their places.
type building struct {
	object.Header
	root     object.Value
	objects  []object.Value // everything that was made, in the order of the file
	bindings []object.Value // module, name and reduction of globals to be installed
	loader   object.Value   // whose persistent_load is asked, or None
	all      bool           // the result is objects, not root
	fields   []object.Value // object, name of its field and the reduction that belongs there
	plan     []object.Value // kind of an action and what it is done to, by turns
	next     int64          // place in plan
	i        int64          // in the items of the reduction or table in hand
	hand     object.Value   // what the items are added to

	byObject map[*object.Header][]int `brine:"derived"` // places in fields
}

// The type of buildings, which programs do not see.
var (
	buildingType   = &object.Type{}
	buildingShape  object.Shape
	buildingLayout object.Layout
)

func buildingTable() object.Table {
	return object.Table{Type: buildingType, Name: "building", Module: "pickle", Flags: object.Final | object.NoInstances,
		Doc: "A load in progress.", Shape: &buildingShape, Layout: &buildingLayout,
		Struct: object.Struct[building]{Name: "building", Init: func(b *building) {
			b.root, b.loader, b.hand = object.None, object.None, object.None
		}, Fields: buildingFields}.Layout(),
	}
}

func buildingFields(b *building, a object.Archive) {
	a.Value("root", &b.root)
	a.Values("objects", &b.objects)
	a.Values("bindings", &b.bindings)
	a.Value("loader", &b.loader)
	a.Bool("all", &b.all)
	a.Values("fields", &b.fields)
	a.Values("plan", &b.plan)
	a.Int("next", &b.next)
	a.Int("i", &b.i)
	a.Value("hand", &b.hand)
	if a.Loading() && (len(b.fields)%3 != 0 || len(b.plan)%2 != 0 || len(b.bindings)%3 != 0 || b.next < 0 || b.i < 0) {
		a.Fail("building is not sound")
		b.fields, b.plan, b.bindings, b.next, b.i = nil, nil, nil, 0, 0
	}
}

// fieldsOf returns the places in fields that are about an object.
func (b *building) fieldsOf(v object.Value) []int {
	if b.byObject == nil {
		b.byObject = make(map[*object.Header][]int, len(b.fields)/3)
		for i := 0; i+2 < len(b.fields); i += 3 {
			h := b.fields[i].O
			b.byObject[h] = append(b.byObject[h], i)
		}
	}
	return b.byObject[v.O]
}

// The actions of a plan.
const (
	actCall  = iota // make the object of a reduction
	actItems        // extend it by its list items
	actPairs        // set its dict items
	actState        // set its state
	actPatch        // put made objects into the fields of an object
	actLay          // lay a dict or set out again: its keys have changed
)

// The steps of a building.
const (
	buildNext      = iota // take the next action
	buildPersist          // persistent_load is there
	buildMade             // a call has made an object
	buildExtend           // extend is there, or is not
	buildExtended         // it has been called
	buildAppend           // append is there
	buildAppended         // it has been called
	buildPair             // an item has been set
	buildSetState         // __setstate__ is there, or is not
	buildState            // the state has been set
	buildDict             // __dict__ is there
	buildAttribute        // a __dict__ that is no dict has taken an attribute
	buildSlot             // an attribute has been set
	buildLaid             // a key has been added to a table
)

// buildingNative finishes a building; its result is what was loaded.
var buildingNative = object.Native{Name: "build", Sig: "(state, /)", Doc: "load a value, asking hooks", Catches: true}

// actionsAtOnce bounds what is done between two looks round.
const actionsAtOnce = 2000

func stepBuilding(c *object.Call) object.Action {
	b := object.RegAs[building](c, 0, &buildingLayout)
	if e := c.Caught(); e != nil && c.Step() != buildNext {
		missing := c.Step() == buildExtend || c.Step() == buildSetState
		if !missing || !e.Shape.Type.SubtypeOf(object.AttributeError) {
			return c.Raise(e)
		}
	}
	if c.Step() != buildNext {
		return b.step(c)
	}
	for range actionsAtOnce {
		if b.next+1 >= int64(len(b.plan)) {
			return b.finish(c)
		}
		if act, asked := b.act(c, b.plan[b.next].N, b.plan[b.next+1]); asked {
			return act
		}
		b.done()
	}
	return c.Again(buildNext)
}

// done ends the action in hand.
func (b *building) done() { b.next, b.i, b.hand = b.next+2, 0, object.None }

// act performs an action of the plan. asked is false if it is done.
func (b *building) act(c *object.Call, kind int64, v object.Value) (act object.Action, asked bool) {
	if kind == actPatch {
		if err := b.patch(c.World, v); err != nil {
			return c.Raise(err), true
		}
		return 0, false
	}
	if kind == actLay {
		return b.lay(c, v)
	}
	r := b.mine(v)
	switch {
	case r == nil:
		return 0, false
	case kind == actCall:
		return b.call(c, r)
	case r.made.IsUnbound():
		return c.Raise(corrupt("an object is filled before it is made")), true
	case kind == actItems:
		return b.extend(c, r)
	case kind == actPairs:
		return b.setPair(c, r)
	case kind == actState:
		return b.setState(c, r)
	}
	return 0, false
}

func corrupt(format string, args ...any) error {
	return object.Errorf(unpickleError, "corrupt pickle: "+format, args...)
}

// call makes the object of a reduction.
func (b *building) call(c *object.Call, r *reduction) (object.Action, bool) {
	if !r.made.IsUnbound() {
		return 0, false // a live object has taken its place
	}
	args := append([]object.Value(nil), items(r.args)...)
	for i := range args {
		args[i] = b.resolved(args[i])
	}
	if !r.pid {
		return c.Ask(buildMade, b.resolved(r.fn), args...), true
	}
	if b.loader.IsNone() || len(args) != 1 {
		return c.Raise(object.Errorf(unpickleError, "A load persistent id instruction was encountered,\nbut no persistent_load function was specified.")), true
	}
	return c.Do(buildPersist, object.OpGetAttr, b.loader, object.Of(object.Intern("persistent_load"))), true
}

// extend adds the list items of a reduction to its object.
func (b *building) extend(c *object.Call, r *reduction) (object.Action, bool) {
	if l := object.AsA[object.List](r.made, &object.ListLayout); l != nil && r.made.Is(&object.ListShape) {
		for _, v := range items(r.items) {
			l.Append(b.resolved(v))
		}
		return 0, false
	}
	return c.Do(buildExtend, object.OpGetAttr, r.made, object.Of(object.Intern("extend"))), true
}

// setPair sets the next dict item of a reduction in its object.
func (b *building) setPair(c *object.Call, r *reduction) (object.Action, bool) {
	pairs := items(r.pairs)
	if b.i+1 >= int64(len(pairs)) {
		return 0, false
	}
	k, v := pairs[b.i], pairs[b.i+1]
	b.i += 2
	return c.Do(buildPair, object.OpSetItem, r.made, b.resolved(k), b.resolved(v)), true
}

// setState gives the object of a reduction its state: by the setter, by
// __setstate__, or as attributes.
func (b *building) setState(c *object.Call, r *reduction) (object.Action, bool) {
	if setter := b.resolved(r.setter); !setter.IsNone() {
		return c.Ask(buildState, setter, r.made, b.resolved(r.state)), true
	}
	return c.Do(buildSetState, object.OpGetAttr, r.made, object.Of(object.Intern("__setstate__"))), true
}

// step goes on with the action in hand.
func (b *building) step(c *object.Call) object.Action {
	if b.next+1 >= int64(len(b.plan)) {
		return c.Raise(corrupt("a load has no action in hand"))
	}
	if c.Step() == buildLaid {
		return b.again(c)
	}
	r := b.mine(b.plan[b.next+1])
	if r == nil {
		return c.Raise(corrupt("a load has no object in hand"))
	}
	switch c.Step() {
	case buildPersist:
		args := items(r.args)
		if len(args) != 1 {
			return c.Raise(corrupt("a persistent id is missing"))
		}
		return c.Ask(buildMade, c.Result(), b.resolved(args[0]))
	case buildMade:
		r.made = c.Result()
	case buildExtend:
		if c.Caught() != nil {
			return b.appendNext(c, r)
		}
		all := append([]object.Value(nil), items(r.items)...)
		for i := range all {
			all[i] = b.resolved(all[i])
		}
		return c.Ask(buildExtended, c.Result(), object.Of(object.NewList(all)))
	case buildAppend:
		l := items(r.items)
		if b.i >= int64(len(l)) {
			break
		}
		b.i++
		return c.Ask(buildAppended, c.Result(), b.resolved(l[b.i-1]))
	case buildAppended:
		return b.appendNext(c, r)
	case buildPair:
		return b.again(c)
	case buildSetState:
		if c.Caught() == nil {
			return c.Ask(buildState, c.Result(), b.resolved(r.state))
		}
		return b.attributes(c, r)
	case buildDict, buildAttribute:
		return b.setAttribute(c, r)
	case buildSlot:
		return b.setSlot(c, r)
	}
	b.done()
	return c.Again(buildNext)
}

// again goes on with the action in hand, if there is more of it.
func (b *building) again(c *object.Call) object.Action {
	if act, asked := b.act(c, b.plan[b.next].N, b.plan[b.next+1]); asked {
		return act
	}
	b.done()
	return c.Again(buildNext)
}

func (b *building) appendNext(c *object.Call, r *reduction) object.Action {
	if b.i < int64(len(items(r.items))) {
		return c.Do(buildAppend, object.OpGetAttr, r.made, object.Of(object.Intern("append")))
	}
	b.done()
	return c.Again(buildNext)
}

// finish installs what the file brought and returns what was loaded.
func (b *building) finish(c *object.Call) object.Action {
	m := vm.Of(c.World)
	for i := 0; i+2 < len(b.bindings); i += 3 {
		module, _ := object.StringOf(b.bindings[i])
		name, _ := object.StringOf(b.bindings[i+1])
		install(m, module, name, b.resolved(b.bindings[i+2]))
	}
	if !b.all {
		return c.Return(b.resolved(b.root))
	}
	all := make([]object.Value, len(b.objects))
	for i, v := range b.objects {
		all[i] = b.resolved(v)
	}
	return c.Return(object.Of(object.NewList(all)))
}

// install gives a module a global that it does not have.
func install(m *vm.Machine, module, name string, v object.Value) {
	found, _ := m.Modules.GetString(module)
	if mod := object.AsA[object.Module](found, &object.ModuleLayout); mod != nil {
		if _, taken := mod.Dict.GetString(name); !taken {
			mod.Dict.SetString(name, v)
		}
	}
}
