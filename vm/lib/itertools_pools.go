package lib

import (
	"brine/vm/object"
)

// Combinatoric iterators keep their pool in Items and places in it in Index.

func poolNew(sig string, optional bool) *object.Native {
	return &object.Native{Sig: sig, Step: func(c *call) action {
		if c.Step() == 0 {
			return c.Ask(1, object.Of(object.TupleType), c.Reg(1))
		}
		pool := itemsOf(c.Result())
		r := int64(len(pool))
		if given(c.Reg(2)) || !optional {
			n, ok := object.Int64Of(c.Reg(2))
			if !ok {
				if optional {
					return c.Raise(object.TypeErrorf("Expected int as r"))
				}
				return c.Raise(notIndex(c.Reg(2)))
			}
			if n < 0 {
				return c.Raise(object.ValueErrorf("r must be non-negative"))
			}
			r = n
		}
		x := newOf[Iter](c.Class())
		x.Fn, x.Items, x.N = object.Unbound, pool, r
		return c.Return(object.Of(x))
	}}
}

// pick makes the tuple of the items at the first n places.
func (x *Iter) pick(n int64) value {
	t := make([]value, n)
	for i := range t {
		t[i] = x.Items[x.Index[i]]
	}
	return tuple(t...)
}

func permutationsNext(w *world, x *Iter) (value, error) {
	n, r := int64(len(x.Items)), x.N
	if x.Off || r > n {
		return value{}, object.ErrExhausted
	}
	if !x.On { // Index is the permutation, then for each place how many swaps are left
		x.On = true
		x.Index = make([]int64, n+r)
		for i := range n {
			x.Index[i] = i
		}
		for i := range r {
			x.Index[n+i] = n - i
		}
		return x.pick(r), nil
	}
	if int64(len(x.Index)) != n+r {
		return value{}, object.ErrExhausted
	}
	places, left := x.Index[:n], x.Index[n:]
	for i := r - 1; i >= 0; i-- {
		if left[i]--; left[i] <= 0 {
			first := places[i]
			copy(places[i:], places[i+1:])
			places[n-1] = first
			left[i] = n - i
			continue
		}
		j := n - left[i]
		places[i], places[j] = places[j], places[i]
		return x.pick(r), nil
	}
	x.Off = true
	return value{}, object.ErrExhausted
}

func combinationsNext(w *world, x *Iter) (value, error) {
	n, r := int64(len(x.Items)), x.N
	if x.Off || r > n {
		return value{}, object.ErrExhausted
	}
	if !x.On {
		x.On = true
		x.Index = make([]int64, r)
		for i := range r {
			x.Index[i] = i
		}
		return x.pick(r), nil
	}
	i := r - 1
	for i >= 0 && i < int64(len(x.Index)) && x.Index[i] == i+n-r {
		i--
	}
	if i < 0 || i >= int64(len(x.Index)) {
		x.Off = true
		return value{}, object.ErrExhausted
	}
	x.Index[i]++
	for j := i + 1; j < r; j++ {
		x.Index[j] = x.Index[j-1] + 1
	}
	return x.pick(r), nil
}

func withReplacementNext(w *world, x *Iter) (value, error) {
	n, r := int64(len(x.Items)), x.N
	if x.Off || n == 0 && r > 0 {
		return value{}, object.ErrExhausted
	}
	if !x.On {
		x.On = true
		x.Index = make([]int64, r)
		return x.pick(r), nil
	}
	i := int64(len(x.Index)) - 1
	for i >= 0 && x.Index[i] == n-1 {
		i--
	}
	if i < 0 {
		x.Off = true
		return value{}, object.ErrExhausted
	}
	k := x.Index[i] + 1
	for j := i; j < r; j++ {
		x.Index[j] = k
	}
	return x.pick(r), nil
}

func productNew() *object.Native {
	return &object.Native{Sig: "(cls, /, *iterables, repeat=1)", Temps: []object.RegKind{object.ListReg}, Step: func(c *call) action {
		if c.Step() == 0 {
			c.SetReg(3, list(nil))
		} else {
			object.RegAs[object.List](c, 3, &object.ListLayout).Append(c.Result())
		}
		pools := itemsOf(c.Reg(3))
		if all := itemsOf(c.Reg(1)); len(pools) < len(all) {
			return c.Ask(1, object.Of(object.TupleType), all[len(pools)])
		}
		n, err := intArg(or(c.Reg(2), object.Int(1)))
		if err != nil {
			return c.Raise(err)
		}
		if n < 0 {
			return c.Raise(object.ValueErrorf("repeat argument cannot be negative"))
		}
		x := newOf[Iter](c.Class())
		x.Fn = object.Unbound
		for range n {
			if len(pools)*int(n) > 1<<20 {
				return c.Raise(object.Errorf(object.OverflowError, "repeat argument too large"))
			}
			x.Its = append(x.Its, pools...)
		}
		return c.Return(object.Of(x))
	}}
}

// productNext keeps the pools in Its, and the places as ints in Items.
func productNext(w *world, x *Iter) (value, error) {
	if x.Off {
		return value{}, object.ErrExhausted
	}
	if !x.On {
		x.On = true
		x.Items = make([]value, len(x.Its))
		for _, p := range x.Its {
			if len(itemsOf(p)) == 0 {
				x.Off = true
				return value{}, object.ErrExhausted
			}
		}
		return x.row()
	}
	i := min(len(x.Items), len(x.Its)) - 1
	for ; i >= 0; i-- {
		if x.Items[i].N++; int(x.Items[i].N) < len(itemsOf(x.Its[i])) {
			break
		}
		x.Items[i].N = 0
	}
	if i < 0 {
		x.Off = true
		return value{}, object.ErrExhausted
	}
	return x.row()
}

func (x *Iter) row() (value, error) {
	t := make([]value, min(len(x.Items), len(x.Its)))
	for i := range t {
		at, pool := x.Items[i], itemsOf(x.Its[i])
		if at.N < 0 || at.N >= int64(len(pool)) {
			return value{}, object.ErrExhausted
		}
		t[i] = pool[at.N]
	}
	return tuple(t...), nil
}
