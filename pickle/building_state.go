package pickle

import "brine/vm/object"

// The state of an object without __setstate__ is a dict of attributes, or a
// pair: that dict or None, and a dict of slots. The hand of the building is the
// object's __dict__, and i counts the entries of both dicts.

// states returns the two parts of a state.
func (b *building) states(r *reduction) (dict, slots object.Value) {
	state := b.resolved(r.state)
	if t := object.AsA[object.Tuple](state, &object.TupleLayout); t != nil && len(t.Items) == 2 {
		return b.resolved(t.Items[0]), b.resolved(t.Items[1])
	}
	return state, object.None
}

// attributes begins to set a state as attributes.
func (b *building) attributes(c *object.Call, r *reduction) object.Action {
	dict, slots := b.states(r)
	if full, known := object.TruthLeaf(dict); known && !full {
		dict = object.None
	}
	switch d := object.AsA[object.Dict](dict, &object.DictLayout); {
	case !dict.IsNone() && d == nil:
		return c.Raise(object.Errorf(unpickleError, "state is not a dictionary"))
	case !slots.IsNone() && !slots.Has(&object.DictLayout):
		return c.Raise(object.Errorf(unpickleError, "slot state is not a dictionary"))
	case d == nil:
		return b.setSlot(c, r)
	case plainAttributes(r.made) && namesOnly(d):
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			name, _ := object.StringOf(d.KeyAt(i))
			object.SetAttr(r.made, name, b.resolved(d.ValueAt(i)))
		}
		return b.setSlot(c, r)
	}
	return c.Do(buildDict, object.OpGetAttr, r.made, object.Of(object.Intern("__dict__")))
}

// plainAttributes reports whether the attributes of v are those that its
// struct holds.
func plainAttributes(v object.Value) bool {
	if v.O == nil || v.Layout().Attrs == nil || v.Type().Flags&object.HasDict == 0 {
		return false
	}
	d, ok := v.Type().Lookup("__dict__")
	plain, _ := object.ObjectType.Lookup("__dict__")
	return ok && d == plain
}

func namesOnly(d *object.Dict) bool {
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if !d.KeyAt(i).Is(&object.StrShape) {
			return false
		}
	}
	return true
}

// setAttribute sets the next attribute in a __dict__ that the class computes.
func (b *building) setAttribute(c *object.Call, r *reduction) object.Action {
	if c.Step() == buildDict {
		b.hand = c.Result()
	}
	dict, _ := b.states(r)
	if d := object.AsA[object.Dict](dict, &object.DictLayout); d != nil {
		if i, ok := d.Next(int(b.i)); ok {
			b.i = int64(i) + 1
			return c.Do(buildAttribute, object.OpSetItem, b.hand, b.resolved(d.KeyAt(i)), b.resolved(d.ValueAt(i)))
		}
	}
	b.i = 0
	return b.setSlot(c, r)
}

// setSlot sets the next attribute of the slots.
func (b *building) setSlot(c *object.Call, r *reduction) object.Action {
	_, slots := b.states(r)
	if d := object.AsA[object.Dict](slots, &object.DictLayout); d != nil {
		if i, ok := d.Next(int(b.i)); ok {
			b.i = int64(i) + 1
			name := b.resolved(d.KeyAt(i))
			if !name.Has(&object.StrLayout) {
				return c.Raise(object.TypeErrorf("attribute name must be string, not '%s'", name.Type().LongName()))
			}
			return c.Do(buildSlot, object.OpSetAttr, r.made, name, b.resolved(d.ValueAt(i)))
		}
	}
	b.done()
	return c.Again(buildNext)
}
