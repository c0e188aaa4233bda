package vm

import (
	"brine/compiler"
	"brine/vm/object"
)

// unpack is UNPACK and UNPACK_STAR.
func (m *Machine) unpack(f *object.Frame, in compiler.Instr) bool {
	v := f.Regs[in.B]
	after := int(in.X)
	if in.Op == compiler.Unpack {
		after = -1
	}
	if v.Is(&object.TupleShape) || v.Is(&object.ListShape) {
		err := spreadItems(f.Regs[in.A:], sequence(v), int(in.C), after)
		if err != nil {
			return m.fail(err)
		}
		return true
	}
	// The native stores into this frame's registers itself; nothing lands.
	f.Land = object.LandDrop
	return m.push(&unpackNative, v, object.Int(int64(in.A)), object.Int(int64(in.C)), object.Int(int64(after)))
}

// spreadItems puts items into registers: before of them, and, unless after is
// -1, a list of the middle ones and the last after.
func spreadItems(regs, items []object.Value, before, after int) error {
	n := len(items)
	if after < 0 {
		if n > before {
			return object.ValueErrorf("too many values to unpack (expected %d)", before)
		}
		if n < before {
			return object.ValueErrorf("not enough values to unpack (expected %d, got %d)", before, n)
		}
		copy(regs, items)
		return nil
	}
	if n < before+after {
		return object.ValueErrorf("not enough values to unpack (expected at least %d, got %d)", before+after, n)
	}
	middle := append([]object.Value(nil), items[before:n-after]...)
	tail := append([]object.Value(nil), items[n-after:]...)
	copy(regs, items[:before])
	regs[before] = object.Of(object.NewList(middle))
	copy(regs[before+1:], tail)
	return nil
}

// unpackNative collects the items of any iterable, one more than wanted at
// most, for the frame that waits.
var unpackNative = object.Native{
	Name: "unpack", Sig: "(iterable, register, before, after, /)", Doc: "unpack an iterable into registers", Catches: true,
	Temps: []object.RegKind{object.Any, object.ListReg},
}

func stepUnpack(c *object.Call) object.Action {
	const iterator, items = 4, 5
	before, after := int(c.Reg(2).N), int(c.Reg(3).N)
	if e := c.Caught(); e != nil {
		if c.Step() == 1 && object.Is(e, object.TypeError) && !iterable(c) {
			return c.Raise(object.TypeErrorf("cannot unpack non-iterable %s object", c.Reg(0).Type().LongName()))
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		c.SetReg(items, object.Of(object.NewList(nil)))
		return c.Do(1, object.OpIter, c.Reg(0))
	case 1:
		c.SetReg(iterator, c.Result())
		return c.Do(2, object.OpNext, c.Result())
	}
	list := object.RegAs[object.List](c, items, &object.ListLayout)
	if !c.Done() {
		list.Append(c.Result())
		if after >= 0 || len(list.Items) <= before {
			return c.Do(2, object.OpNext, c.Reg(iterator))
		}
	}
	back := c.F.Back
	at := int(c.Reg(1).N)
	if at+before+max(after+1, 0) > len(back.Regs) {
		return c.Raise(object.Errorf(object.SystemError, "registers out of range"))
	}
	if err := spreadItems(back.Regs[at:], list.Items, before, after); err != nil {
		return c.Raise(err)
	}
	return c.Return(object.None)
}

func iterable(c *object.Call) bool {
	_, it := special(c.Reg(0), "__iter__")
	return it || indexable(c.Reg(0))
}

// fillTable adds keys (step 1) or pairs (step 2) to a new set or dict that
// lands; keys that need Python code to hash or compare go through fillNative.
func (m *Machine) fillTable(table object.Value, items []object.Value, step int) bool {
	for i := 0; i < len(items); i += step {
		err := object.TableAdd(&m.World, table, items[i:i+step])
		if err == object.ErrSlow {
			rest := object.TupleOf(items[i:])
			return m.push(&fillNative, table, object.Of(rest), object.Int(int64(step)))
		}
		if err != nil {
			return m.fail(err)
		}
	}
	return m.land(table)
}

var fillNative = object.Native{
	Name: "fill", Sig: "(table, items, step, /)", Doc: "add keys or pairs to a dict or set", Temps: []object.RegKind{object.SmallInt},
}

func stepFill(c *object.Call) object.Action {
	if c.Step() == 0 {
		c.SetReg(3, object.Int(0))
	}
	items, i, step := sequence(c.Reg(1)), c.Reg(3).N, c.Reg(2).N
	if i >= int64(len(items)) {
		return c.Return(c.Reg(0))
	}
	c.SetReg(3, object.Int(i+step))
	if step == 2 {
		return c.Do(1, object.OpSetItem, c.Reg(0), items[i], items[i+1])
	}
	add, _ := c.Reg(0).Type().Lookup("add")
	return c.Ask(1, add, c.Reg(0), items[i])
}

// extendNative extends a list under construction by any iterable.
var extendNative = object.Native{
	Name: "extend", Sig: "(list, iterable, star, /)", Doc: "extend a list by an iterable", Catches: true, Temps: []object.RegKind{object.Any},
}

func stepExtend(c *object.Call) object.Action {
	list := object.RegAs[object.List](c, 0, &object.ListLayout)
	if e := c.Caught(); e != nil {
		if c.Step() == 1 && object.Is(e, object.TypeError) {
			v := c.Reg(1)
			if _, ok := special(v, "__iter__"); !ok {
				return c.Raise(object.TypeErrorf("Value after * must be an iterable, not %s", v.Type().LongName()))
			}
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if v := c.Reg(1); v.Is(&object.ListShape) || v.Is(&object.TupleShape) {
			list.Items = append(list.Items, sequence(v)...)
			return c.Return(object.None)
		}
		return c.Do(1, object.OpIter, c.Reg(1))
	case 1:
		c.SetReg(3, c.Result())
	default:
		if c.Done() {
			return c.Return(object.None)
		}
		list.Append(c.Result())
	}
	for n := 0; n < 4000; n++ {
		v, ok, known := object.NextLeaf(c.Reg(3))
		if !known {
			break
		}
		if !ok {
			return c.Return(object.None)
		}
		list.Append(v)
	}
	return c.Do(2, object.OpNext, c.Reg(3))
}

// mergeNative is DICT_UPDATE and DICT_MERGE: fn is the called function whose
// keywords are merged, or None.
var mergeNative = object.Native{
	Name: "merge", Sig: "(dict, mapping, fn, /)", Doc: "merge a mapping into a dict", Catches: true,
	Temps: []object.RegKind{object.Any, object.Any},
}

func stepMerge(c *object.Call) object.Action {
	const iterator, key = 3, 4
	d, src, fn := object.RegAs[object.Dict](c, 0, &object.DictLayout), c.Reg(1), c.Reg(2)
	if e := c.Caught(); e != nil {
		if c.Step() == 1 && object.Is(e, object.AttributeError) {
			if fn.IsNone() {
				return c.Raise(object.TypeErrorf("'%s' object is not a mapping", src.Type().LongName()))
			}
			return c.Raise(object.TypeErrorf("%s argument after ** must be a mapping, not %s", calleeName(fn), src.Type().LongName()))
		}
		return c.Raise(e)
	}
	repeated := func(k object.Value) *object.Exception {
		if fn.IsNone() {
			return nil
		}
		s, ok := object.StringOf(k)
		if !ok {
			return object.TypeErrorf("keywords must be strings")
		}
		if _, has := d.GetString(s); has {
			return object.TypeErrorf("%s got multiple values for keyword argument '%s'", calleeName(fn), s)
		}
		return nil
	}
	switch c.Step() {
	case 0:
		if from := object.AsA[object.Dict](src, &object.DictLayout); from != nil && !src.Type().Defines("__iter__", object.DictType) && (d.Len() == 0 || !fn.IsNone()) {
			for i, ok := from.Next(0); ok; i, ok = from.Next(i + 1) {
				if e := repeated(from.KeyAt(i)); e != nil {
					return c.Raise(e)
				}
				d.Insert(from.KeyAt(i), from.HashAt(i), from.ValueAt(i))
			}
			return c.Return(object.None)
		}
		return c.Do(1, object.OpGetAttr, src, object.Of(object.Intern("keys")))
	case 1:
		return c.Ask(2, c.Result())
	case 2: // all keys come before the first value
		return c.Ask(7, object.Of(object.ListType), c.Result())
	case 7:
		return c.Do(3, object.OpIter, c.Result())
	case 3:
		c.SetReg(iterator, c.Result())
	case 4:
		if c.Done() {
			return c.Return(object.None)
		}
		c.SetReg(key, c.Result())
		if e := repeated(c.Result()); e != nil {
			return c.Raise(e)
		}
		return c.Do(5, object.OpGetItem, src, c.Result())
	case 5:
		return c.Do(6, object.OpSetItem, c.Reg(0), c.Reg(key), c.Result())
	}
	return c.Do(4, object.OpNext, c.Reg(iterator))
}

// calleeName is how CPython names a called function in argument errors.
func calleeName(fn object.Value) string {
	if f := object.AsA[object.Func](fn, &object.FuncLayout); f != nil {
		mod, _ := object.StringOf(f.Module)
		return mod + "." + funcName(f) + "()"
	}
	if n := object.AsA[object.Native](fn, &object.NativeLayout); n != nil {
		return n.Qualname + "()"
	}
	if t := object.AsA[object.Type](fn, &object.TypeLayout); t != nil {
		if t.Module == "builtins" {
			return t.Qualname + "()"
		}
		return t.Module + "." + t.Qualname + "()"
	}
	return fn.Type().Name + " object"
}

// send is SEND: R[a] := R[b].send(R[a]).
func (m *Machine) send(f *object.Frame, in compiler.Instr) bool {
	f.Land, f.LandReg, f.LandArg = object.LandSend, in.A, int32(in.C)
	it, v := f.Regs[in.B], f.Regs[in.A]
	if g := object.AsA[object.Generator](it, &object.GeneratorLayout); g != nil && it.O.Shape != &object.AsyncGeneratorShape {
		return m.resumeGenerator(g, v, nil)
	}
	if v.IsNone() {
		return m.next(it)
	}
	return m.push(&sendNative, it, v)
}

var sendNative = object.Native{Name: "send", Sig: "(iterator, value, /)", Doc: "send a value to an iterator"}

func stepSend(c *object.Call) object.Action {
	if c.Step() == 0 {
		return c.Do(1, object.OpGetAttr, c.Reg(0), object.Of(object.Intern("send")))
	}
	return c.Tail(c.Result(), c.Reg(1))
}

// yieldFromIter is YIELD_FROM_ITER.
func (m *Machine) yieldFromIter(f *object.Frame, in compiler.Instr) bool {
	v := f.Regs[in.B]
	switch {
	case v.Is(&object.GeneratorShape):
		f.Regs[in.A] = v
		return true
	case v.Is(&object.CoroutineShape):
		if f.Code.Src.Flags&compiler.Coroutine == 0 {
			return m.fail(object.TypeErrorf("cannot 'yield from' a coroutine object in a non-coroutine generator"))
		}
		f.Regs[in.A] = v
		return true
	}
	store(f, in.A)
	return m.iter(v)
}

var awaitNative = object.Native{Name: "await", Sig: "(awaitable, how, /)", Doc: "the iterator of an awaitable, PEP 492"}

func stepAwait(c *object.Call) object.Action {
	v := c.Reg(0)
	if c.Step() == 0 {
		if v.Is(&object.CoroutineShape) {
			if g := object.As[object.Generator](v); g.Running {
				return c.Raise(object.RuntimeErrorf("coroutine is being awaited already"))
			}
			return c.Return(v)
		}
		act, ok := askSpecial(c, 1, v, "__await__")
		if !ok {
			return c.Raise(notAwaitable(v, c.Reg(1).N))
		}
		return act
	}
	it := c.Result()
	if it.Is(&object.CoroutineShape) {
		return c.Raise(object.TypeErrorf("__await__() returned a coroutine"))
	}
	if _, ok := it.Type().Lookup("__next__"); !ok {
		return c.Raise(object.TypeErrorf("__await__() returned non-iterator of type '%s'", it.Type().LongName()))
	}
	return c.Return(it)
}

func notAwaitable(v object.Value, how int64) error {
	switch how {
	case 1, 2:
		name := [...]string{"", "__aenter__", "__aexit__"}[how]
		return object.TypeErrorf("'async with' received an object from %s that does not implement __await__: %s", name, v.Type().LongName())
	}
	return object.TypeErrorf("object %s can't be used in 'await' expression", v.Type().LongName())
}

var aiterNative = object.Native{Name: "aiter", Sig: "(iterable, /)", Doc: "asynchronous iterator of an object"}

func stepAiter(c *object.Call) object.Action {
	v := c.Reg(0)
	if c.Step() == 0 {
		act, ok := askSpecial(c, 1, v, "__aiter__")
		if !ok {
			return c.Raise(object.TypeErrorf("'async for' requires an object with __aiter__ method, got %s", v.Type().LongName()))
		}
		return act
	}
	if _, ok := c.Result().Type().Lookup("__anext__"); !ok {
		return c.Raise(object.TypeErrorf("'async for' received an object from __aiter__ that does not implement __anext__: %s", c.Result().Type().LongName()))
	}
	return c.Return(c.Result())
}

var anextNative = object.Native{Name: "anext", Sig: "(iterator, /)", Doc: "awaitable of the next item"}

func stepAnext(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		act, ok := askSpecial(c, 1, c.Reg(0), "__anext__")
		if !ok {
			return c.Raise(object.TypeErrorf("'async for' requires an iterator with __anext__ method, got %s", c.Reg(0).Type().LongName()))
		}
		return act
	default:
		return c.Tail(object.Of(&awaitNative), c.Result(), object.Int(0))
	}
}
