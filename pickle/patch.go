package pickle

import (
	"brine/compiler"
	"brine/vm/object"
)

// patcher is an Archive that puts made objects in the place of their
// reductions. It presents itself as a writer: fields are visited where they are.
type patcher struct {
	b  *building
	w  *object.World
	of object.Value // the object whose fields are visited

	err error
}

// patch puts made objects into the fields of an object. Keys of tables have to
// wait for lay.
func (b *building) patch(w *object.World, v object.Value) error {
	if v.O == nil || v.Layout().Fields == nil {
		return nil
	}
	p := &patcher{b: b, w: w, of: v}
	l := v.Layout()
	switch {
	case v.Has(&object.DictLayout):
		d := object.As[object.Dict](v)
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			if x := d.ValueAt(i); b.resolved(x) != x {
				d.SetAt(i, b.resolved(x))
			}
		}
	case v.Has(&object.SetLayout):
	default:
		l.Fields(v.O, p)
		return p.err
	}
	if l.Attrs != nil {
		p.Values("slots", &l.Attrs(v.O).Slots)
	}
	return nil
}

func (p *patcher) Loading() bool        { return false }
func (p *patcher) Whole() bool          { return true }
func (p *patcher) World() *object.World { return p.w }

func (p *patcher) Value(_ string, v *object.Value) { *v = p.b.resolved(*v) }

func (p *patcher) Values(_ string, vs *[]object.Value) {
	for i, v := range *vs {
		(*vs)[i] = p.b.resolved(v)
	}
}

// Object fills a field that only takes objects of one layout: it was left
// empty, because a reduction is none.
func (p *patcher) Object(name string, l *object.Layout, h **object.Header) {
	for _, i := range p.b.fieldsOf(p.of) {
		if field, _ := object.StringOf(p.b.fields[i+1]); field == name {
			switch v := p.b.resolved(p.b.fields[i+2]); {
			case v.Has(l):
				*h = v.O
			case p.b.mine(v) == nil:
				p.err = corrupt("field %s: '%s' where a %s belongs", name, v.Type().Name, l.Name)
			}
		}
	}
}

func (p *patcher) Int(string, *int64)           { /* a number */ }
func (p *patcher) Bool(string, *bool)           { /* a number */ }
func (p *patcher) String(string, *string)       { /* text */ }
func (p *patcher) Strings(string, *[]string)    { /* texts */ }
func (p *patcher) Bytes(string, *[]byte)        { /* bytes */ }
func (p *patcher) Code(string, **compiler.Code) { /* no objects of hooks in it */ }
func (p *patcher) Fail(string, ...any)          { /* loading only */ }
func (p *patcher) After(func() error)           { /* loading only */ }

// lay lays out a dict or set some of whose keys were reductions: all keys are
// added to a new table, one after the other, whose entries the old one takes over.
func (b *building) lay(c *object.Call, v object.Value) (object.Action, bool) {
	if d := object.AsA[object.Dict](v, &object.DictLayout); d != nil {
		if b.hand.IsNone() {
			b.hand = object.Of(object.NewDict())
		}
		for i, ok := d.Next(int(b.i)); ok; i, ok = d.Next(i + 1) {
			b.i = int64(i) + 1
			return c.Do(buildLaid, object.OpSetItem, b.hand, b.resolved(d.KeyAt(i)), b.resolved(d.ValueAt(i))), true
		}
		if e := object.AsA[object.Dict](b.hand, &object.DictLayout); e != nil && e != d {
			d.Take(e)
		}
		return 0, false
	}
	s := object.AsA[object.Set](v, &object.SetLayout)
	if s == nil {
		return 0, false
	}
	if b.hand.IsNone() {
		b.hand = object.Of(object.NewSet())
	}
	add, _ := object.SetType.Lookup("add")
	for i, ok := s.Next(int(b.i)); ok; i, ok = s.Next(i + 1) {
		b.i = int64(i) + 1
		return c.Ask(buildLaid, add, b.hand, b.resolved(s.KeyAt(i))), true
	}
	if t := object.AsA[object.Set](b.hand, &object.SetLayout); t != nil && t != s {
		s.Take(t)
	}
	return 0, false
}
