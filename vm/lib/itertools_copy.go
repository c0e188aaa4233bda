package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// How iterators of itertools are copied: all are one struct. A copy draws from
// the same iterators; a deep one from copies of them.

func iterCopies() []object.Native {
	return []object.Native{
		leaf("__copy__", "(self, /)", "Return another iterator that stands at the same place.", func(_ *world, args []value) (value, error) {
			v, _ := copyIter(args[0])
			return v, nil
		}),
		slow("__deepcopy__", "(self, memo, /)", "Return another iterator over copies.", nil, stepIterDeepcopy),
	}
}

func copyIter(v value) (value, *Iter) {
	t := v.Type()
	made := value{O: t.Layout.New(t.Root)}
	old, x := object.As[Iter](v), object.As[Iter](made)
	x.Fn, x.N, x.I, x.On, x.Off = old.Fn, old.N, old.I, old.On, old.Off
	x.Its = append([]value(nil), old.Its...)
	x.Items = append([]value(nil), old.Items...)
	x.Index = append([]int64(nil), old.Index...)
	return made, x
}

// parts are the places of the values of an iterator that hold one.
func (x *Iter) parts() (parts []*value) {
	add := func(v *value) {
		if !v.IsUnbound() {
			parts = append(parts, v)
		}
	}
	add(&x.Fn)
	for i := range x.Its {
		add(&x.Its[i])
	}
	for i := range x.Items {
		add(&x.Items[i])
	}
	return parts
}

// stepIterDeepcopy has copy.deepcopy copy all values of an iterator at once.
func stepIterDeepcopy(c *call) action {
	made, x := copyIter(c.Reg(0))
	parts := x.parts()
	switch c.Step() {
	case 0:
		return c.Ask(1, vm.Importer(), str("copy"))
	case 1:
		return c.Do(2, object.OpGetAttr, c.Result(), intern("deepcopy"))
	case 2:
		all := make([]value, len(parts))
		for i, p := range parts {
			all[i] = *p
		}
		return c.Ask(3, c.Result(), list(all), c.Reg(1))
	}
	all := itemsOf(c.Result())
	if len(all) != len(parts) {
		return c.Raise(object.RuntimeErrorf("iterator changed while it was copied"))
	}
	for i, p := range parts {
		*p = all[i]
	}
	return c.Return(made)
}
