package lib

import (
	"brine/vm/object"
)

func buildAccumulate(c *call, x *Iter) error {
	x.Its = []value{c.Reg(1)}
	if given(c.Reg(2)) {
		x.Fn = c.Reg(2)
	}
	if given(c.Reg(3)) {
		x.Items = []value{c.Reg(3)}
	}
	return nil
}

// accumulateSteps keeps the total in Items[0].
func accumulateSteps(c iterCall, x *Iter) action {
	switch c.Step() {
	case 0:
		if !x.On && len(x.Items) > 0 { // initial
			x.On = true
			return c.Return(x.Items[0])
		}
		x.On = true
		return c.Do(1, object.OpNext, x.Its[0])
	case 1:
		switch {
		case c.Done():
			return stop(c.call)
		case len(x.Items) == 0:
			x.Items = []value{c.Result()}
			return c.Return(c.Result())
		case x.Fn.IsUnbound():
			return c.Do(2, object.OpBinary, x.Items[0], c.Result(), object.Int(int64(object.BinAdd)))
		}
		return c.Ask(2, x.Fn, x.Items[0], c.Result())
	}
	x.Items = []value{c.Result()}
	return c.Return(c.Result())
}

func compressSteps(c iterCall, x *Iter) action {
	switch c.Step() {
	case 1:
		if c.Done() {
			return stop(c.call)
		}
		c.SetReg(1, c.Result())
		return c.Do(2, object.OpNext, x.Its[1])
	case 2:
		if c.Done() {
			return stop(c.call)
		}
		return c.Do(3, object.OpTruth, c.Result())
	case 3:
		if c.Result() == object.True {
			return c.Return(c.Reg(1))
		}
	}
	return c.Do(1, object.OpNext, x.Its[0])
}

// test is the middle of the filters: an item has come in step 1, the
// predicate's result in step 2, its truth in step 3. ok is true then.
func (x *Iter) test(c iterCall) (act action, ok bool) {
	switch c.Step() {
	case 1:
		if c.Done() {
			return stop(c.call), false
		}
		c.SetReg(1, c.Result())
		if x.Fn.IsNone() {
			return c.Do(3, object.OpTruth, c.Result()), false
		}
		return c.Ask(2, x.Fn, c.Result()), false
	case 2:
		return c.Do(3, object.OpTruth, c.Result()), false
	case 3:
		return 0, true
	}
	return c.Do(1, object.OpNext, x.Its[0]), false
}

func dropwhileSteps(c iterCall, x *Iter) action {
	if x.On {
		switch c.Step() {
		case 0:
			return c.Do(4, object.OpNext, x.Its[0])
		case 4:
			if c.Done() {
				return stop(c.call)
			}
			return c.Return(c.Result())
		}
	}
	act, ok := x.test(c)
	if !ok {
		return act
	}
	if c.Result() == object.True {
		return c.Do(1, object.OpNext, x.Its[0])
	}
	x.On = true
	return c.Return(c.Reg(1))
}

func takewhileSteps(c iterCall, x *Iter) action {
	if x.Off {
		return stop(c.call)
	}
	act, ok := x.test(c)
	if !ok {
		return act
	}
	if c.Result() != object.True {
		x.Off = true
		return stop(c.call)
	}
	return c.Return(c.Reg(1))
}

func filterfalseSteps(c iterCall, x *Iter) action {
	act, ok := x.test(c)
	if !ok {
		return act
	}
	if c.Result() == object.True {
		return c.Do(1, object.OpNext, x.Its[0])
	}
	return c.Return(c.Reg(1))
}

func starmapSteps(c iterCall, x *Iter) action {
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpNext, x.Its[0])
	case 1:
		if c.Done() {
			return stop(c.call)
		}
		if t := c.Result(); t.Is(&object.TupleShape) || t.Is(&object.ListShape) {
			return c.Tail(x.Fn, itemsOf(t)...)
		}
		return c.Ask(2, object.Of(object.TupleType), c.Result())
	}
	return c.Tail(x.Fn, itemsOf(c.Result())...)
}

func pairwiseSteps(c iterCall, x *Iter) action {
	switch c.Step() {
	case 0:
		if !x.On {
			return c.Do(1, object.OpNext, x.Its[0])
		}
	case 1:
		if c.Done() {
			return stop(c.call)
		}
		x.On, x.Items = true, []value{c.Result()}
	case 2:
		if c.Done() {
			return stop(c.call)
		}
		first := object.None
		if len(x.Items) > 0 { // as always, but in a file made by hand
			first = x.Items[0]
		}
		x.Items = []value{c.Result()}
		return c.Return(tuple(first, c.Result()))
	}
	return c.Do(2, object.OpNext, x.Its[0])
}

// An islice gives item I of its source next, up to N (-1: all); Index[0] is the step.

func buildIslice(c *call, x *Iter) error {
	start, stop, step := object.None, c.Reg(2), or(c.Reg(4), object.None)
	if !c.Reg(3).IsUnbound() {
		start, stop = c.Reg(2), c.Reg(3)
	}
	number := func(v value, absent int64, text string) (int64, error) {
		if v.IsNone() {
			return absent, nil
		}
		n, ok := object.Int64Of(v)
		if !ok || n < 0 {
			return 0, object.ValueErrorf("%s", text)
		}
		return n, nil
	}
	var err error
	if x.N, err = number(stop, -1, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."); err != nil {
		return err
	}
	if x.I, err = number(start, 0, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."); err != nil {
		return err
	}
	n, err := number(step, 1, "Step for islice() must be a positive integer or None.")
	if err != nil || n == 0 {
		return object.ValueErrorf("Step for islice() must be a positive integer or None.")
	}
	x.Its = []value{c.Reg(1)}
	x.Items = []value{object.Int(n), object.Int(0)} // the step, and the place of the source
	return nil
}

func isliceLeaf(w *world, x *Iter) (value, error) {
	for range chunk {
		at := x.Items[1].N
		if x.Off || x.N >= 0 && max(at, x.I) >= x.N && at >= min(x.I, x.N) {
			return value{}, object.ErrExhausted
		}
		v, ok, known := object.NextLeaf(x.Its[0])
		if !known {
			return value{}, object.ErrSlow
		}
		if !ok {
			x.Off = true
			return value{}, object.ErrExhausted
		}
		x.Items[1].N++
		if at == x.I {
			x.advance()
			return v, nil
		}
	}
	return value{}, object.ErrSlow
}

func (x *Iter) advance() {
	if x.I += x.Items[0].N; x.I < 0 || x.N >= 0 && x.I > x.N {
		x.I = max(x.N, 0)
		if x.N < 0 {
			x.Off = true
		}
	}
}

func isliceSteps(c iterCall, x *Iter) action {
	if c.Step() == 1 {
		if c.Done() {
			x.Off = true
			return stop(c.call)
		}
		at := x.Items[1].N
		x.Items[1].N++
		if at == x.I {
			x.advance()
			return c.Return(c.Result())
		}
	}
	at := x.Items[1].N
	if x.Off || x.N >= 0 && max(at, x.I) >= x.N && at >= min(x.I, x.N) {
		return stop(c.call)
	}
	return c.Do(1, object.OpNext, x.Its[0])
}

func zipLongestNew() *object.Native {
	return &object.Native{Sig: "(cls, /, *iterables, fillvalue=None)", Temps: []object.RegKind{object.ListReg}, Step: func(c *call) action {
		if c.Step() == 0 {
			c.SetReg(3, list(nil))
		} else {
			object.RegAs[object.List](c, 3, &object.ListLayout).Append(c.Result())
		}
		its := itemsOf(c.Reg(3))
		if all := itemsOf(c.Reg(1)); len(its) < len(all) {
			return c.Do(1, object.OpIter, all[len(its)])
		}
		x := newOf[Iter](c.Class())
		x.Fn, x.Its, x.N = or(c.Reg(2), object.None), its, int64(len(its))
		return c.Return(object.Of(x))
	}}
}

// zipLongestSteps draws an item from each; N iterators are left, exhausted
// ones are Unbound. Register 1 collects the items.
func zipLongestSteps(c iterCall, x *Iter) action {
	if c.Step() == 0 {
		if x.N == 0 {
			return stop(c.call)
		}
		c.SetReg(1, list(nil))
	}
	l := object.RegAs[object.List](c.call, 1, &object.ListLayout)
	if c.Step() == 1 {
		if len(l.Items) >= len(x.Its) { // only in a file made by hand
			return stop(c.call)
		}
		if c.Done() {
			x.Its[len(l.Items)] = object.None
			if x.N--; x.N == 0 {
				return stop(c.call)
			}
			l.Append(x.Fn)
		} else {
			l.Append(c.Result())
		}
	}
	for i := len(l.Items); i < len(x.Its); i++ {
		if !x.Its[i].IsNone() {
			return c.Do(1, object.OpNext, x.Its[i])
		}
		l.Append(x.Fn)
	}
	return c.Return(tuple(l.Items...))
}
