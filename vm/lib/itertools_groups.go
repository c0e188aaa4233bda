package lib

import (
	"brine/vm/object"
)

// A groupby keeps in Items: the current item, its key, and the key of the
// group given out last. I numbers the groups, so that an old group is empty.

func buildGroupby(c *call, x *Iter) error {
	x.Its = []value{c.Reg(1)}
	x.Fn = or(c.Reg(2), object.None)
	x.Items = []value{object.Unbound, object.Unbound, object.Unbound}
	return nil
}

// groupbySteps skips the rest of the last group, then gives the next.
func groupbySteps(c iterCall, x *Iter) action {
	cur, key, last := &x.Items[0], &x.Items[1], &x.Items[2]
	switch c.Step() {
	case 0:
		x.I++
		if cur.IsUnbound() {
			return c.Do(1, object.OpNext, x.Its[0])
		}
	case 1: // an item
		if c.Done() {
			return stop(c.call)
		}
		*cur = c.Result()
		if x.Fn.IsNone() {
			*key = *cur
			break
		}
		return c.Ask(2, x.Fn, *cur)
	case 2: // its key
		*key = c.Result()
	case 3: // whether it equals the last
		if c.Result() == object.True {
			return c.Do(1, object.OpNext, x.Its[0])
		}
		*last = object.Unbound
	}
	if !last.IsUnbound() {
		return c.Do(3, object.OpEqual, *last, *key)
	}
	*last = *key
	g := newOf[Iter](grouperType)
	g.Fn, g.Its, g.Items, g.I = object.Unbound, []value{c.Reg(0)}, []value{*key}, x.I
	return c.Return(tuple(*key, object.Of(g)))
}

var grouperType, teeType = &object.Type{}, &object.Type{}

func grouperTable() *object.Table {
	t := iterClass("_grouper", "Iterator of one group of groupby.", making("(cls, parent, key, /)", nil, func(c *call, x *Iter) error {
		return object.TypeErrorf("cannot create '_grouper' instances")
	}), steps(grouperSteps))
	t.Type = grouperType
	return t
}

// grouperSteps gives the items of the parent while their key is the group's.
func grouperSteps(c iterCall, x *Iter) action {
	if len(x.Its) == 0 || len(x.Items) == 0 || !x.Its[0].Has(&IterLayout) {
		return stop(c.call)
	}
	p := object.As[Iter](x.Its[0])
	if p.I != x.I || len(p.Items) < 3 || len(p.Its) == 0 {
		return stop(c.call)
	}
	switch c.Step() {
	case 0:
		if p.Items[0].IsUnbound() {
			return c.Do(1, object.OpNext, p.Its[0])
		}
	case 1:
		if c.Done() {
			return stop(c.call)
		}
		p.Items[0] = c.Result()
		if p.Fn.IsNone() {
			p.Items[1] = c.Result()
			break
		}
		return c.Ask(2, p.Fn, c.Result())
	case 2:
		p.Items[1] = c.Result()
	case 3:
		if c.Result() != object.True {
			return stop(c.call)
		}
		v := p.Items[0]
		p.Items[0] = object.Unbound
		return c.Return(v)
	}
	return c.Do(3, object.OpEqual, x.Items[0], p.Items[1])
}

// The iterators of a tee share a chain of links: lists of an item and the
// next link, the last of which is empty. Its[0] is the source, Its[1] the link
// that comes next.

func teeTable() *object.Table {
	t := iterClass("_tee", "Iterator wrapped to make it copyable.", making("(cls, iterable, /)", []int{1}, func(c *call, x *Iter) error {
		x.Its = []value{c.Reg(1), list(nil)}
		return nil
	}), leaves(teeLeaf, teeSteps), leaf("__copy__", "(self, /)", "Returns an independent iterator.", func(w *world, args []value) (value, error) {
		return object.Of(object.As[Iter](args[0]).copyTee()), nil
	}))
	t.Type = teeType
	return t
}

func (x *Iter) copyTee() *Iter {
	t := newOf[Iter](teeType)
	t.Fn, t.Its = object.Unbound, append([]value(nil), x.Its...)
	return t
}

func teeLeaf(w *world, x *Iter) (value, error) {
	if len(x.Its) < 2 || !x.Its[1].Is(&object.ListShape) {
		return value{}, object.ErrExhausted
	}
	link := object.As[object.List](x.Its[1])
	if len(link.Items) != 2 {
		v, ok, known := object.NextLeaf(x.Its[0])
		if !known {
			return value{}, object.ErrSlow
		}
		if !ok {
			return value{}, object.ErrExhausted
		}
		link.Items = []value{v, list(nil)}
	}
	x.Its[1] = link.Items[1]
	return link.Items[0], nil
}

func teeSteps(c iterCall, x *Iter) action {
	if len(x.Its) < 2 || !x.Its[1].Is(&object.ListShape) {
		return stop(c.call)
	}
	link := object.As[object.List](x.Its[1])
	switch {
	case c.Step() == 0 && len(link.Items) != 2:
		return c.Do(1, object.OpNext, x.Its[0])
	case c.Step() == 1 && c.Done():
		return stop(c.call)
	case c.Step() == 1 && len(link.Items) != 2:
		link.Items = []value{c.Result(), list(nil)}
	}
	x.Its[1] = link.Items[1]
	return c.Return(link.Items[0])
}

var itertoolsRows = []object.Native{
	slow("tee", "(iterable, n=2, /)", "Returns a tuple of n independent iterators.", nil, func(c *call) action {
		n, err := intArg(or(c.Reg(1), object.Int(2)))
		if err != nil {
			return c.Raise(err)
		}
		if n < 0 {
			return c.Raise(object.ValueErrorf("n must be >= 0"))
		}
		if c.Step() == 0 {
			return c.Do(1, object.OpIter, c.Reg(0))
		}
		first := newOf[Iter](teeType)
		first.Fn, first.Its = object.Unbound, []value{c.Result(), list(nil)}
		if c.Result().O != nil && c.Result().Type() == teeType {
			first = object.As[Iter](c.Result())
		}
		var all []value
		for i := range n {
			if i == 0 {
				all = append(all, object.Of(first))
			} else {
				all = append(all, object.Of(first.copyTee()))
			}
		}
		return c.Return(tuple(all...))
	}),
}
