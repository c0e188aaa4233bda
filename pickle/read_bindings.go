package pickle

import (
	"brine/vm/object"
)

// classChain is how far metaclasses of metaclasses of bound things are followed.
const classChain = 8

// readBindings reads the globals of the file, and lets live objects take the
// place of stored ones.
func (r *reader) readBindings(live func(binding, *object.Type) (object.Value, bool)) (bs []binding) {
	for range r.arrayLen() {
		if r.arrayLen() != 4 {
			r.fail("binding is no four fields")
		}
		b := binding{module: r.text(), name: r.text()}
		b.value, b.read = r.value(0), r.bool()
		if r.err != nil {
			return nil
		}
		bs = append(bs, b)
	}
	if live == nil {
		return bs
	}
	number := make(map[*object.Header]int, len(r.objs))
	for i, h := range r.objs {
		number[h] = i
	}
	first := map[*object.Header]int{} // binding of each object
	for i, b := range bs {
		if _, ok := first[b.value.O]; !ok {
			first[b.value.O] = i
		}
	}
	// The class of one may be that of another: it is known when it is bound itself.
	for range classChain {
		bound := false
		for i, b := range bs {
			n, ok := number[b.value.O]
			if b.value.O == nil || !ok || r.kindOf[n] < 0 || r.replaced[n] {
				continue
			}
			if (b.value.Has(&object.FuncLayout) || b.value.Has(&object.TypeLayout)) && first[b.value.O] != i {
				continue // it has another name of its own
			}
			if v, ok := live(b, r.classOf(r.kindOf[n])); ok && v.O != nil {
				r.objs[n], r.replaced[n] = v.O, true
				bs[i].value, bound = v, true
			}
		}
		if !bound {
			break
		}
	}
	for i, b := range bs { // an object may have several names
		if n, ok := number[b.value.O]; ok && r.replaced[n] {
			bs[i].value = object.Value{O: r.objs[n]}
		}
	}
	return bs
}

func (r *reader) classOf(k int) *object.Type {
	c := r.kinds[k].class
	if c.named {
		return object.AsA[object.Type](r.names[c.number], &object.TypeLayout)
	}
	if c.number >= len(r.objs) {
		return nil
	}
	return object.AsA[object.Type](object.Value{O: r.objs[c.number]}, &object.TypeLayout)
}
