package object

var dictNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.", Fast: func(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], DictType)
	if err != nil {
		return Value{}, err
	}
	if t == DictType {
		return Of(NewDict()), nil
	}
	return Of(newOf[Dict](t)), nil
}}

func dictMethods() []Native {
	return []Native{
		slow("__init__", "(self, iterable=None, /, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", dictUpdate, stepDictUpdate, updateTemps...).catches(),
		leaf("clear", "(self, /)", "D.clear() -> None.  Remove all items from D.", func(_ *World, args []Value) (Value, error) {
			As[Dict](args[0]).Clear()
			return None, nil
		}),
		leaf("copy", "(self, /)", "D.copy() -> a shallow copy of D", func(_ *World, args []Value) (Value, error) { return Of(As[Dict](args[0]).Copy()), nil }),
		slow("fromkeys", "(cls, iterable, value=None, /)", "Create a new dictionary with keys from iterable and values set to value.", dictFromKeys, stepFromKeys, Any, Any).kind(ClassMethod),
		slow("get", "(self, key, default=None, /)", "Return the value for key if key is in the dictionary, else default.", func(w *World, args []Value) (Value, error) {
			v, found, err, known := As[Dict](args[0]).GetLeaf(w, args[1])
			switch {
			case !known:
				return v, ErrSlow
			case found || err != nil:
				return v, err
			}
			return orNone(args[2]), nil
		}, keyed(func(c *Call, i int, _ uint64) Action {
			if i < 0 {
				return c.Return(orNone(c.Reg(2)))
			}
			return c.Return(RegAs[Dict](c, 0, &DictLayout).ValueAt(i))
		}), keyTemps...),
		leaf("items", "(self, /)", "D.items() -> a set-like object providing a view on D's items", viewOf(&DictItemsShape)),
		leaf("keys", "(self, /)", "D.keys() -> a set-like object providing a view on D's keys", viewOf(&DictKeysShape)),
		leaf("values", "(self, /)", "D.values() -> an object providing a view on D's values", viewOf(&DictValuesShape)),
		slow("pop", "(self, key, default=None, /)", "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.", dictPop, keyed(func(c *Call, i int, _ uint64) Action {
			if i < 0 {
				if c.Reg(2).IsUnbound() {
					return c.Raise(NewException(KeyError, c.Reg(1)))
				}
				return c.Return(c.Reg(2))
			}
			v := RegAs[Dict](c, 0, &DictLayout).ValueAt(i)
			RegAs[Dict](c, 0, &DictLayout).DeleteAt(Probe{I: i})
			return c.Return(v)
		}), keyTemps...),
		leaf("popitem", "(self, /)", "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.", dictPopItem),
		slow("setdefault", "(self, key, default=None, /)", "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.", dictSetDefault, keyed(func(c *Call, i int, h uint64) Action {
			d := RegAs[Dict](c, 0, &DictLayout)
			if i >= 0 {
				return c.Return(d.ValueAt(i))
			}
			d.Insert(c.Reg(1), h, orNone(c.Reg(2)))
			return c.Return(orNone(c.Reg(2)))
		}), keyTemps...),
		slow("update", "(self, iterable=None, /, **kwargs)", "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]", dictUpdate, stepDictUpdate, updateTemps...).catches(),
		leaf("__len__", "(self, /)", "Return len(self).", func(_ *World, args []Value) (Value, error) { return Int(int64(As[Dict](args[0]).live)), nil }),
		iterOf(),
		leaf("__reversed__", "(self, /)", "Return a reverse iterator over the dict keys.", func(_ *World, args []Value) (Value, error) {
			return newDictReverse(&DictReverseKeyIteratorShape, As[Dict](args[0])), nil
		}),
		slow("__contains__", "(self, key, /)", "True if the dictionary has the specified key, else False.", func(w *World, args []Value) (Value, error) {
			_, found, err, known := As[Dict](args[0]).GetLeaf(w, args[1])
			if !known {
				return Value{}, ErrSlow
			}
			return Bool(found), err
		}, keyed(func(c *Call, i int, _ uint64) Action { return c.Return(Bool(i >= 0)) }), keyTemps...),
		slow("__getitem__", "(self, key, /)", "Return self[key].", dictGetItem, keyed(func(c *Call, i int, _ uint64) Action {
			if i >= 0 {
				return c.Return(RegAs[Dict](c, 0, &DictLayout).ValueAt(i))
			}
			return c.missingKey()
		}), keyTemps...),
		slow("__setitem__", "(self, key, value, /)", "Set self[key] to value.", func(w *World, args []Value) (Value, error) {
			err, ok := As[Dict](args[0]).SetLeaf(w, args[1], args[2])
			if !ok {
				return Value{}, ErrSlow
			}
			return None, err
		}, keyed(func(c *Call, i int, h uint64) Action {
			if i >= 0 {
				RegAs[Dict](c, 0, &DictLayout).SetAt(i, c.Reg(2))
			} else {
				RegAs[Dict](c, 0, &DictLayout).Insert(c.Reg(1), h, c.Reg(2))
			}
			return c.Return(None)
		}), keyTemps...),
		slow("__delitem__", "(self, key, /)", "Delete self[key].", func(w *World, args []Value) (Value, error) {
			d := As[Dict](args[0])
			h, err := HashOf(w, args[1])
			if err != nil {
				return Value{}, err
			}
			switch p, found := d.Find(args[1], h); found {
			case Present:
				d.DeleteAt(p)
				return None, nil
			case Missing:
				return Value{}, NewException(KeyError, args[1])
			}
			return Value{}, ErrSlow
		}, keyed(func(c *Call, i int, _ uint64) Action {
			if i < 0 {
				return c.Raise(NewException(KeyError, c.Reg(1)))
			}
			RegAs[Dict](c, 0, &DictLayout).DeleteAt(Probe{I: i})
			return c.Return(None)
		}), keyTemps...),
		slow("__repr__", "(self, /)", "Return repr(self).", reprFast, stepDictRepr, Count, StrReg, Count),
		slow("__eq__", "(self, value, /)", "Return self==value.", func(_ *World, args []Value) (Value, error) { return dictEqual(args, true) }, stepDictEqual, dictEqualTemps...),
		slow("__ne__", "(self, value, /)", "Return self!=value.", func(_ *World, args []Value) (Value, error) { return dictEqual(args, false) }, stepDictEqual, dictEqualTemps...),
		slow("__or__", "(self, value, /)", "Return self|value.", func(_ *World, args []Value) (Value, error) { return dictOr(args[0], args[1]) }, stepDictOr(false), Any),
		slow("__ror__", "(self, value, /)", "Return value|self.", func(_ *World, args []Value) (Value, error) { return dictOr(args[1], args[0]) }, stepDictOr(true), Any),
		slow("__ior__", "(self, value, /)", "Return self|=value.", nil, func(c *Call) Action {
			if c.Step() == 0 {
				fn, _ := DictType.Lookup("update")
				return c.Ask(1, fn, c.Reg(0), c.Reg(1))
			}
			return c.Return(c.Reg(0))
		}),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
	}
}

func dictGetItem(w *World, args []Value) (Value, error) {
	d := As[Dict](args[0])
	v, found, err, known := d.GetLeaf(w, args[1])
	switch {
	case !known:
		return v, ErrSlow
	case found || err != nil:
		return v, err
	}
	if d.Shape != &DictShape {
		if _, ok := d.Shape.Type.Lookup("__missing__"); ok {
			return v, ErrSlow
		}
	}
	return v, NewException(KeyError, args[1])
}

// missingKey ends d[key] of a dict that has no such key.
func (c *Call) missingKey() Action {
	if fn, ok := c.Reg(0).Type().Lookup("__missing__"); ok && !c.Reg(0).Is(&DictShape) {
		return c.Tail(fn, c.Reg(0), c.Reg(1))
	}
	return c.Raise(NewException(KeyError, c.Reg(1)))
}

func viewOf(s *Shape) fast {
	return func(_ *World, args []Value) (Value, error) { return Of(&DictView{Header{s}, As[Dict](args[0])}), nil }
}

func dictPop(w *World, args []Value) (Value, error) {
	d := As[Dict](args[0])
	h, err := HashOf(w, args[1])
	if err != nil {
		return Value{}, err
	}
	switch p, found := d.Find(args[1], h); {
	case found == Present:
		v := d.entries[p.I].val
		d.DeleteAt(p)
		return v, nil
	case found == Unsure:
		return Value{}, ErrSlow
	case !args[2].IsUnbound():
		return args[2], nil
	}
	return Value{}, NewException(KeyError, args[1])
}

func dictPopItem(_ *World, args []Value) (Value, error) {
	d := As[Dict](args[0])
	for i := len(d.entries) - 1; i >= 0; i-- {
		if e := d.entries[i]; !e.key.IsUnbound() {
			d.DeleteAt(Probe{I: i})
			return newPair(e.key, e.val), nil
		}
	}
	return Value{}, NewException(KeyError, NewStr("popitem(): dictionary is empty"))
}

func dictSetDefault(w *World, args []Value) (Value, error) {
	d := As[Dict](args[0])
	h, err := HashOf(w, args[1])
	if err != nil {
		return Value{}, err
	}
	switch p, found := d.Find(args[1], h); found {
	case Present:
		return d.entries[p.I].val, nil
	case Missing:
		d.Insert(args[1], h, orNone(args[2]))
		return orNone(args[2]), nil
	}
	return Value{}, ErrSlow
}

func dictFromKeys(w *World, args []Value) (Value, error) {
	if As[Type](args[0]) != DictType {
		return Value{}, ErrSlow
	}
	items, ok := leafItems(args[1])
	if !ok {
		return Value{}, ErrSlow
	}
	d := NewDict()
	for _, k := range items {
		if err, ok := d.SetLeaf(w, k, orNone(args[2])); err != nil {
			return Value{}, err
		} else if !ok {
			return Value{}, ErrSlow
		}
	}
	return Of(d), nil
}

// stepFromKeys makes an instance of the class (step 1), and stores the keys.
func stepFromKeys(c *Call) Action {
	const it, dict = 3, 4
	switch c.Step() {
	case 0:
		return c.Ask(1, c.Reg(0))
	case 1:
		c.SetReg(dict, c.Result())
		return c.startEach(2, c.Reg(1))
	}
	n := 0
	if c.Step() == 5 { // stored
		n = 1
	}
	for ; ; n++ {
		k, st := c.each(it, 2, n)
		switch st {
		case mustWait:
			return c.act
		case gotEnd:
			return c.Return(c.Reg(dict))
		}
		if d := c.Reg(dict); d.Is(&DictShape) {
			if err, ok := As[Dict](d).SetLeaf(c.World, k, orNone(c.Reg(2))); err != nil {
				return c.Raise(err)
			} else if ok {
				continue
			}
		}
		return c.Do(5, OpSetItem, c.Reg(dict), k, orNone(c.Reg(2)))
	}
}

// updateTemps are the registers of dict.update: the iterator, the key being
// stored, the number of the pair, and the keys method.
var updateTemps = []RegKind{Any, Any, Count, Any}

// entriesOf returns a dict whose entries are what iteration over it gives, nil
// if v is none.
func entriesOf(v Value) *Dict {
	e := AsA[Dict](v, &DictLayout)
	if e == nil || e.Shape != &DictShape && (e.Shape.Type.Defines("__iter__", DictType) || e.Shape.Type.Defines("keys", DictType)) {
		return nil
	}
	return e
}

// dictUpdate is the leaf of update and __init__: another dict, or nothing.
func dictUpdate(_ *World, args []Value) (Value, error) {
	d, kw := As[Dict](args[0]), As[Dict](args[2])
	if !args[1].IsUnbound() {
		e := entriesOf(args[1])
		if e == nil || !d.merge(e) {
			return Value{}, ErrSlow
		}
	}
	d.merge(kw) // its keys are strs
	return None, nil
}

// stepDictUpdate takes a mapping, by its keys method, or an iterable of pairs.
//
//	1  keys has landed, or is missing    6,7,8  pairs
//	2  its result has landed             9      a pair as a list
//	3  the keys as a list                10     stored: go on with keys
//	11 the value of a key has landed     12     stored: go on with pairs
//	13 the key of a dict was looked up
func stepDictUpdate(c *Call) Action {
	const it, key, number = 3, 4, 5
	src := c.Reg(1)
	if e := c.Caught(); e != nil {
		switch {
		case c.Step() == 1 && Is(e, AttributeError):
			return c.startEach(6, src)
		case c.Step() == 3 && Is(e, TypeError) && !iterable(c.Reg(it)):
			return c.Raise(TypeErrorf("%s.keys() returned a non-iterable (type %s)", src.Type().LongName(), c.Reg(it).Type().LongName()))
		case c.Step() == 9 && Is(e, TypeError):
			return c.Raise(TypeErrorf("cannot convert dictionary update sequence element #%d to a sequence", c.Reg(number).N))
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		c.SetReg(number, Int(0))
		if src.IsUnbound() {
			return c.updateKeywords()
		}
		if src.Has(&ListLayout) || src.Has(&TupleLayout) {
			return c.startEach(6, src)
		}
		if entriesOf(src) != nil {
			return c.updateByEntries(0)
		}
		return c.Do(1, OpGetAttr, src, Of(Intern("keys")))
	case 1:
		return c.Ask(2, c.Result())
	case 2:
		c.SetReg(it, c.Result())
		return c.Ask(3, Of(ListType), c.Result())
	case 3:
		c.SetReg(it, c.Result())
		return c.updateByKeys()
	case 10:
		return c.updateByKeys()
	case 13:
		return c.entryFound()
	case 11:
		if err, ok := RegAs[Dict](c, 0, &DictLayout).SetLeaf(c.World, c.Reg(key), c.Result()); err != nil {
			return c.Raise(err)
		} else if ok {
			return c.updateByKeys()
		}
		fn, _ := DictType.Lookup("__setitem__")
		return c.Ask(10, fn, c.Reg(0), c.Reg(key), c.Result())
	case 9:
		act, wait := c.updatePair(c.Result())
		if wait {
			return act
		}
		return c.updateByPairs(1)
	}
	return c.updateByPairs(0)
}

// updateByKeys asks for the value of the next key.
func (c *Call) updateByKeys() Action {
	const it, key, number = 3, 4, 5
	keys, i := RegAs[List](c, it, &ListLayout).Items, c.Reg(number).N
	if i >= int64(len(keys)) {
		return c.updateKeywords()
	}
	c.SetReg(number, Int(i+1))
	c.SetReg(key, keys[i])
	return c.Do(11, OpGetItem, c.Reg(1), keys[i])
}

// updateByEntries looks the next key of a dict up by its hash, which is known.
func (c *Call) updateByEntries(from int64) Action {
	const key, number = 4, 5
	src := RegAs[Dict](c, 1, &DictLayout)
	i, ok := src.Next(int(from))
	if !ok {
		return c.updateKeywords()
	}
	c.SetReg(number, Int(int64(i)))
	c.SetReg(key, newPair(src.KeyAt(i), src.ValueAt(i)))
	return c.Ask(13, Of(&findNative), c.Reg(0), src.KeyAt(i), HashValue(src.HashAt(i)))
}

// entryFound stores the entry whose key was looked up.
func (c *Call) entryFound() Action {
	const key, number = 4, 5
	d, src := RegAs[Dict](c, 0, &DictLayout), RegAs[Dict](c, 1, &DictLayout)
	pair, i := RegAs[Tuple](c, key, &TupleLayout).Items, c.Reg(number).N
	if len(pair) != 2 || i >= int64(src.Entries()) || src.KeyAt(int(i)) != pair[0] {
		return c.Raise(RuntimeErrorf("dict mutated during update"))
	}
	if at := foundAt(d, c.Result()); at >= 0 {
		d.SetAt(at, pair[1])
	} else {
		d.Insert(pair[0], src.HashAt(int(i)), pair[1])
	}
	return c.updateByEntries(i + 1)
}

func (c *Call) updateByPairs(n int) Action {
	const it = 3
	if c.Step() == 12 {
		n = 1
	}
	for ; ; n++ {
		pair, st := c.each(it, 6, n)
		switch st {
		case mustWait:
			return c.act
		case gotEnd:
			return c.updateKeywords()
		}
		if _, ok := leafItems(pair); !ok {
			return c.Ask(9, Of(ListType), pair)
		}
		if act, wait := c.updatePair(pair); wait {
			return act
		}
	}
}

// updatePair stores a pair; wait is true if it has asked, or fails.
func (c *Call) updatePair(pair Value) (act Action, wait bool) {
	const number = 5
	i := c.Reg(number).N
	c.SetReg(number, Int(i+1))
	items, _ := leafItems(pair)
	if len(items) != 2 {
		return c.Raise(ValueErrorf("dictionary update sequence element #%d has length %d; 2 is required", i, len(items))), true
	}
	if err, ok := RegAs[Dict](c, 0, &DictLayout).SetLeaf(c.World, items[0], items[1]); err != nil {
		return c.Raise(err), true
	} else if ok {
		return 0, false
	}
	fn, _ := DictType.Lookup("__setitem__")
	return c.Ask(12, fn, c.Reg(0), items[0], items[1]), true
}

func (c *Call) updateKeywords() Action {
	RegAs[Dict](c, 0, &DictLayout).merge(RegAs[Dict](c, 2, &DictLayout))
	return c.Return(None)
}

// stepDictRepr shows one item after the other; the iteration is by entries.
func stepDictRepr(c *Call) Action {
	const next, text, part = 1, 2, 3 // part 0: a key is next, 1: its value
	d := RegAs[Dict](c, 0, &DictLayout)
	switch c.Step() {
	case 0:
		if c.inRepr() {
			return c.Return(NewStr("{...}"))
		}
		c.SetReg(next, Int(0))
		c.SetReg(part, Int(0))
		c.SetReg(text, NewStr("{"))
	case 1:
		s, _ := StringOf(c.Result())
		c.appendText(text, s)
	}
	for n := 0; ; n++ {
		i, ok := d.Next(int(c.Reg(next).N))
		if !ok {
			c.appendText(text, "}")
			c.reprDone()
			return c.Return(c.Reg(text))
		}
		if n > chunk {
			return c.Again(2)
		}
		v := d.KeyAt(i)
		if c.Reg(part) == Int(0) {
			if s, _ := StringOf(c.Reg(text)); len(s) > 1 {
				c.appendText(text, ", ")
			}
			c.SetReg(next, Int(int64(i)))
			c.SetReg(part, Int(1))
		} else {
			v = d.ValueAt(i)
			c.appendText(text, ": ")
			c.SetReg(next, Int(int64(i+1)))
			c.SetReg(part, Int(0))
		}
		if !plainRepr(v) {
			return c.Do(1, OpRepr, v)
		}
		s, _ := ReprLeaf(v)
		c.appendText(text, s)
	}
}

func dictEqual(args []Value, want bool) (Value, error) {
	b := AsA[Dict](args[1], &DictLayout)
	if b == nil {
		return NotImplemented, nil
	}
	eq, known := sameDicts(As[Dict](args[0]), b, 0)
	if !known {
		return Value{}, ErrSlow
	}
	return Bool(eq == want), nil
}

// dictEqualTemps: the next entry of self, and its value.
var dictEqualTemps = []RegKind{Count, Any}

func stepDictEqual(c *Call) Action {
	const next, value = 2, 3
	a, b := RegAs[Dict](c, 0, &DictLayout), RegAs[Dict](c, 1, &DictLayout)
	isNe := c.F.Native.Name == "__ne__"
	differ := func() Action { return c.Return(Bool(isNe)) }
	switch c.Step() {
	case 0:
		if a.live != b.live {
			return differ()
		}
		c.SetReg(next, Int(0))
	case 1: // the key's index in b
		i := c.Result().N
		if i < 0 || i >= int64(b.Entries()) {
			return differ()
		}
		if eq, known := Same(c.Reg(value), b.ValueAt(int(i))); !known {
			return c.Do(2, OpEqual, c.Reg(value), b.ValueAt(int(i)))
		} else if !eq {
			return differ()
		}
	case 2:
		if c.Result() != True {
			return differ()
		}
	}
	for n := 0; ; n++ {
		i, ok := a.Next(int(c.Reg(next).N))
		if !ok {
			return c.Return(Bool(!isNe))
		}
		if n > chunk {
			return c.Again(3)
		}
		c.SetReg(next, Int(int64(i+1)))
		c.SetReg(value, a.ValueAt(i))
		p, found := b.Find(a.KeyAt(i), a.HashAt(i))
		switch found {
		case Missing:
			return differ()
		case Unsure:
			return c.Ask(1, Of(&findNative), c.Reg(1), a.KeyAt(i), HashValue(a.HashAt(i)))
		}
		if eq, known := Same(a.ValueAt(i), b.ValueAt(p.I)); !known {
			return c.Do(2, OpEqual, a.ValueAt(i), b.ValueAt(p.I))
		} else if !eq {
			return differ()
		}
	}
}

func dictOr(a, b Value) (Value, error) {
	if !a.Has(&DictLayout) || !b.Has(&DictLayout) {
		return NotImplemented, nil
	}
	d := As[Dict](a).Copy()
	if !d.merge(As[Dict](b)) {
		return Value{}, ErrSlow
	}
	return Of(d), nil
}

func stepDictOr(reflected bool) step {
	return func(c *Call) Action {
		a, b := 0, 1
		if reflected {
			a, b = b, a
		}
		if c.Step() == 0 {
			c.SetReg(2, Of(RegAs[Dict](c, a, &DictLayout).Copy()))
			fn, _ := DictType.Lookup("update")
			return c.Ask(1, fn, c.Reg(2), c.Reg(b))
		}
		return c.Return(c.Reg(2))
	}
}
