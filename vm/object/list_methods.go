package object

var listNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.", Fast: func(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], ListType)
	if err != nil {
		return Value{}, err
	}
	if t == ListType {
		return Of(&List{Header: Header{&ListShape}}), nil
	}
	return Of(newOf[List](t)), nil
}}

func listMethods() []Native {
	rows := []Native{
		slow("__init__", "(self, iterable=(), /)", "Initialize self.  See help(type(self)) for accurate signature.", listInit, stepListInit, Any).catches(),
		leaf("append", "(self, object, /)", "Append object to the end of the list.", func(_ *World, args []Value) (Value, error) {
			As[List](args[0]).Append(args[1])
			return None, nil
		}),
		leaf("clear", "(self, /)", "Remove all items from list.", func(_ *World, args []Value) (Value, error) {
			As[List](args[0]).Items = nil
			return None, nil
		}),
		leaf("copy", "(self, /)", "Return a shallow copy of the list.", func(_ *World, args []Value) (Value, error) {
			return Of(NewList(append([]Value(nil), As[List](args[0]).Items...))), nil
		}),
		slow("count", "(self, value, /)", "Return number of occurrences of value.", sequenceCount, stepCount, Count, Count),
		slow("extend", "(self, iterable, /)", "Extend list by appending elements from the iterable.", listExtend, stepListExtend, Any).catches(),
		slow("index", "(self, value, start=0, stop=9223372036854775807, /)", "Return first index of value.\n\nRaises ValueError if the value is not present.", sequenceIndex, stepIndexOf, Count, Count),
		slow("insert", "(self, index, object, /)", "Insert object before index.", listInsert, indexed(1)),
		slow("pop", "(self, index=-1, /)", "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.", listPop, indexed(1)),
		slow("remove", "(self, value, /)", "Remove first occurrence of value.\n\nRaises ValueError if the value is not present.", listRemove, stepListRemove, Count, Count),
		leaf("reverse", "(self, /)", "Reverse *IN PLACE*.", func(_ *World, args []Value) (Value, error) {
			reverse(As[List](args[0]).Items)
			return None, nil
		}),
		sortRow(),
		lenRow(), iterOf(), sequenceContains(), getItemRow(), sequenceRepr(), addRow(),
		mulRow("__mul__", "Return self*value."), mulRow("__rmul__", "Return value*self."),
		slow("__setitem__", "(self, key, value, /)", "Set self[key] to value.", listSetItem, stepListSetItem, collectTemps...),
		slow("__delitem__", "(self, key, /)", "Delete self[key].", listDelItem, stepItemIndex),
		slow("__iadd__", "(self, value, /)", "Implement self+=value.", func(w *World, args []Value) (Value, error) {
			_, err := listExtend(w, args)
			return args[0], err
		}, stepListExtend, Any).catches(),
		slow("__imul__", "(self, value, /)", "Implement self*=value.", func(w *World, args []Value) (Value, error) {
			if needsIndex(args[1]) {
				return Value{}, ErrSlow
			}
			return args[0], As[List](args[0]).repeat(w, args[1])
		}, indexed(1)),
		leaf("__reversed__", "(self, /)", "Return a reverse iterator over the list.", func(_ *World, args []Value) (Value, error) {
			l := As[List](args[0])
			return Of(&ListIterator{Header{&ListReverseIteratorShape}, l, len(l.Items) - 1}), nil
		}),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
	}
	return append(rows, sequenceCompare(&ListLayout)...)
}

func reverse(items []Value) {
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
}

func listInit(w *World, args []Value) (Value, error) {
	l := As[List](args[0])
	if args[1].IsUnbound() {
		l.Items = nil
		return None, nil
	}
	items, ok := leafItems(args[1])
	if !ok {
		return Value{}, ErrSlow
	}
	if err := w.Reserve(16 * len(items)); err != nil {
		return Value{}, err
	}
	l.Items = append(make([]Value, 0, len(items)), items...)
	return None, nil
}

func stepListInit(c *Call) Action {
	if c.Step() == 0 {
		RegAs[List](c, 0, &ListLayout).Items = nil
	}
	return stepListExtend(c)
}

func listExtend(w *World, args []Value) (Value, error) {
	items, ok := leafItems(args[1])
	if !ok {
		return Value{}, ErrSlow
	}
	return None, As[List](args[0]).extend(w, items)
}

// stepListExtend appends one by one, so that what came before an error stays.
func stepListExtend(c *Call) Action {
	l := RegAs[List](c, 0, &ListLayout)
	if act, done := c.sized(2, c.Reg(1)); done {
		return act
	}
	for n := 0; ; n++ {
		v, st := c.each(2, 1, n)
		switch st {
		case mustWait:
			return c.act
		case gotEnd:
			if c.F.Native.Name == "__iadd__" {
				return c.Return(c.Reg(0))
			}
			return c.Return(None)
		}
		l.Append(v)
	}
}

func listInsert(_ *World, args []Value) (Value, error) {
	l := As[List](args[0])
	i, err := clampIndex(args[1])
	if err != nil {
		return Value{}, err
	}
	if i < 0 {
		i = max(i+len(l.Items), 0)
	}
	l.insertAt(min(i, len(l.Items)), args[2])
	return None, nil
}

// clampIndex is clampArg without None.
func clampIndex(v Value) (int, error) {
	if v.IsNone() || !IsIntLike(v) && !needsIndex(v) {
		return 0, TypeErrorf("'%s' object cannot be interpreted as an integer", v.Type().LongName())
	}
	return clampArg(v, 0)
}

func listPop(_ *World, args []Value) (Value, error) {
	l := As[List](args[0])
	n := len(l.Items)
	i := n - 1
	if !args[1].IsUnbound() {
		var err error
		if i, err = intArg(args[1]); err != nil {
			return Value{}, err
		}
		if i < 0 {
			i += n
		}
	}
	switch {
	case n == 0:
		return Value{}, Errorf(IndexError, "pop from empty list")
	case i < 0 || i >= n:
		return Value{}, Errorf(IndexError, "pop index out of range")
	}
	v := l.Items[i]
	l.deleteAt(i)
	return v, nil
}

func listRemove(_ *World, args []Value) (Value, error) {
	l := As[List](args[0])
	if len(l.Items) > longLeaf {
		return Value{}, ErrSlow
	}
	for i, x := range l.Items {
		if eq, known := Same(x, args[1]); !known {
			return Value{}, ErrSlow
		} else if eq {
			l.deleteAt(i)
			return None, nil
		}
	}
	return Value{}, ValueErrorf("list.remove(x): x not in list")
}

func stepListRemove(c *Call) Action {
	i, act := c.scan(2, 3, -1, Int(0), Int(1<<62))
	switch {
	case act != scanEnded:
		return act
	case i < 0:
		return c.Raise(ValueErrorf("list.remove(x): x not in list"))
	}
	if l := RegAs[List](c, 0, &ListLayout); i < len(l.Items) {
		l.deleteAt(i)
	}
	return c.Return(None)
}

func listSetItem(w *World, args []Value) (Value, error) {
	l, key := As[List](args[0]), args[1]
	if s := AsA[Slice](key, &SliceLayout); s != nil {
		return listSetSlice(w, l, s, args[2])
	}
	i, err := itemPosition(args[0], key, " assignment")
	if err != nil {
		return Value{}, err
	}
	l.Items[i] = args[2]
	return None, nil
}

// itemPosition resolves an index that is to be stored to or deleted.
func itemPosition(seq, key Value, what string) (int, error) {
	if !IsIntLike(key) {
		if needsIndex(key) {
			return 0, ErrSlow
		}
		return 0, indexTypeError(seq, key)
	}
	n, _ := sequenceLen(seq)
	i, err := position(key, n)
	if err == nil && i < 0 {
		err = indexRangeError(seq, what)
	}
	return i, err
}

func listSetSlice(w *World, l *List, s *Slice, v Value) (Value, error) {
	items, ok := leafItems(v)
	if !ok {
		return Value{}, ErrSlow
	}
	start, step, count, err, ok := s.Bounds(len(l.Items))
	switch {
	case err != nil:
		return Value{}, err
	case !ok && s.userIndex():
		return Value{}, ErrSlow
	case !ok:
		return Value{}, errSlicePart()
	}
	if step == 1 {
		l.splice(start, count, append([]Value(nil), items...))
		return None, nil
	}
	if len(items) != count {
		return Value{}, ValueErrorf("attempt to assign sequence of size %d to extended slice of size %d", len(items), count)
	}
	items = append([]Value(nil), items...)
	for i, x := range items {
		l.Items[start+i*step] = x
	}
	return None, nil
}

// splice replaces count items from start on.
func (l *List) splice(start, count int, items []Value) {
	tail := l.Items[start+count:]
	if len(items) == count {
		copy(l.Items[start:], items)
		return
	}
	n := start + len(items) + len(tail)
	if n <= cap(l.Items) {
		old := len(l.Items)
		l.Items = l.Items[:max(n, old)]
		copy(l.Items[start+len(items):], tail)
		copy(l.Items[start:], items)
		clear(l.Items[n:])
		l.Items = l.Items[:n]
		return
	}
	grown := make([]Value, n, max(n, 2*len(l.Items)))
	copy(grown, l.Items[:start])
	copy(grown[start:], items)
	copy(grown[start+len(items):], tail)
	l.Items = grown
}

// stepListSetItem resolves __index__ of the key (steps 11 to 13) and collects
// the items that a slice is to get (steps 1 to 3).
func stepListSetItem(c *Call) Action {
	const it, list = 3, 4
	if s := c.Step(); s == 0 || s > 10 {
		if act, done := c.itemIndex(1, 11); !done {
			return act
		}
		if !c.Reg(1).Is(&SliceShape) {
			return c.finish()
		}
		if _, ok := leafItems(c.Reg(2)); ok {
			return c.finish()
		}
		c.SetReg(list, Of(NewList(nil)))
		if _, ok := c.Reg(2).Type().Lookup("__iter__"); !ok {
			if _, ok := c.Reg(2).Type().Lookup("__getitem__"); !ok {
				return c.Raise(TypeErrorf("can only assign an iterable"))
			}
		}
		return c.startEach(1, c.Reg(2))
	}
	for n := 0; ; n++ {
		v, st := c.each(it, 1, n)
		switch st {
		case mustWait:
			return c.act
		case gotEnd:
			c.SetReg(2, c.Reg(list))
			return c.finish()
		}
		RegAs[List](c, list, &ListLayout).Append(v)
	}
}

// itemIndex replaces what has __index__ in the key in register reg: the key
// itself, or the parts of a slice. It takes the steps first to first+2; done
// is false if it has asked.
func (c *Call) itemIndex(reg, first int) (act Action, done bool) {
	key := c.Reg(reg)
	s := AsA[Slice](key, &SliceLayout)
	if s == nil {
		if c.Step() == first {
			c.SetReg(reg, c.Result())
			return 0, true
		}
		if needsIndex(key) {
			return c.Do(first, OpIndex, key), false
		}
		return 0, true
	}
	if c.Step() >= first { // a part has landed
		s = &Slice{Header{&SliceShape}, s.Start, s.Stop, s.Step}
		*[]*Value{&s.Start, &s.Stop, &s.Step}[min(c.Step()-first, 2)] = c.Result()
		c.SetReg(reg, Of(s))
	}
	switch { // the step comes first, and may end it
	case needsIndex(s.Step):
		return c.Do(first+2, OpIndex, s.Step), false
	case s.Step == Int(0):
		return 0, true
	case needsIndex(s.Start):
		return c.Do(first, OpIndex, s.Start), false
	case needsIndex(s.Stop):
		return c.Do(first+1, OpIndex, s.Stop), false
	}
	return 0, true
}

// stepItemIndex is itemIndex for a key in register 1, and then the leaf.
func stepItemIndex(c *Call) Action {
	if act, done := c.itemIndex(1, 1); !done {
		return act
	}
	return c.finish()
}

func listDelItem(_ *World, args []Value) (Value, error) {
	l, key := As[List](args[0]), args[1]
	s := AsA[Slice](key, &SliceLayout)
	if s == nil {
		i, err := itemPosition(args[0], key, " assignment")
		if err != nil {
			return Value{}, err
		}
		l.deleteAt(i)
		return None, nil
	}
	start, step, count, err, ok := s.Bounds(len(l.Items))
	switch {
	case err != nil:
		return Value{}, err
	case !ok && s.userIndex():
		return Value{}, ErrSlow
	case !ok:
		return Value{}, errSlicePart()
	}
	l.Items = deleteStrided(l.Items, start, step, count)
	return None, nil
}

// deleteStrided removes count items from start on, step apart.
func deleteStrided[T any](items []T, start, step, count int) []T {
	if count == 0 {
		return items
	}
	if step < 0 {
		start, step = start+(count-1)*step, -step
	}
	to := start
	for i := start; i < len(items); i++ {
		if k := i - start; k%step == 0 && k/step < count {
			continue
		}
		items[to] = items[i]
		to++
	}
	clear(items[to:])
	return items[:to]
}
