package pickle

import (
	"brine/vm/object"
)

// shapes gives every object the hidden class of its kind, where its class is
// known by now.
func (r *reader) shapes() {
	for i, h := range r.objs {
		k := r.kindOf[i]
		if k < 0 || r.replaced[i] {
			continue
		}
		t := r.classOf(k)
		if t == nil {
			r.fail("an object's class is no class")
			return
		}
		l := h.Shape.Layout
		if t.Builtin() && t.ShapeOf(l) != nil && t.ShapeOf(l) != t.Root {
			h.Shape = t.ShapeOf(l)
			continue
		}
		if t.Layout != l {
			if t.Builtin() || t.Layout != nil && h.Shape.Type == t {
				r.fail("object of class %s has layout %s", t.Name, l.Name)
				return
			}
			continue // its class is not filled yet
		}
		s := t.Root
		if r.kinds[k].inDict {
			s = s.DictShape()
		}
		for _, name := range r.kinds[k].attrs {
			if s = s.With(name); s == nil {
				r.fail("too many attributes")
				return
			}
		}
		if l.Attrs != nil {
			slots := l.Attrs(h).Slots
			want := len(r.kinds[k].attrs)
			if r.kinds[k].inDict {
				want = 1
				if len(slots) != 1 || !slots[0].Has(&object.DictLayout) {
					r.fail("object without its dict")
					return
				}
			}
			if len(slots) != want {
				r.fail("%d attributes, %d have names", len(slots), want)
				return
			}
		}
		h.Shape = s
	}
}
