package object

func newSetNative(base *Type) *Native {
	return &Native{Sig: "(cls, iterable=(), /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
		Fast: func(w *World, args []Value) (Value, error) {
			t, err := typeArg(args[0], base)
			if err != nil {
				return Value{}, err
			}
			s := newOf[Set](t)
			if base == SetType || args[1].IsUnbound() {
				return Of(s), nil
			}
			if t == FrozenSetType && args[1].Is(&FrozenSetShape) {
				return args[1], nil
			}
			if err := s.update(w, args[1]); err != nil {
				return Value{}, err
			}
			return Of(s), nil
		}, Step: stepFrozenNew, Temps: []RegKind{SetReg}}
}

// stepFrozenNew fills a set by update, and makes a frozenset of it.
func stepFrozenNew(c *Call) Action {
	t := c.Class()
	if c.Step() == 0 {
		c.SetReg(2, Of(NewSet()))
		fn, _ := SetType.Lookup("update")
		return c.Ask(1, fn, c.Reg(2), c.Reg(1))
	}
	s := newOf[Set](t)
	s.take(RegAs[Set](c, 2, &SetLayout))
	return c.Return(Of(s))
}

// Take makes s hold what t holds, which is not used afterwards.
func (s *Set) Take(t *Set) { s.take(t) }

// update adds the items of a builtin iterable; ErrSlow if that takes Python code.
func (s *Set) update(w *World, v Value) error {
	switch t := keptHashes(v).(type) {
	case *Set:
		if !s.merge(t) {
			return ErrSlow
		}
		return nil
	case *Dict:
		return s.addDict(t)
	}
	items, ok := leafItems(v)
	if !ok {
		return ErrSlow
	}
	for _, x := range items {
		if err, ok := s.AddLeaf(w, x); err != nil {
			return err
		} else if !ok {
			return ErrSlow // the steps begin anew: to add a key again is harmless
		}
	}
	return nil
}

// addDict adds the keys of a dict; before anything is changed it leaves those
// that may take Python code to the steps.
func (s *Set) addDict(d *Dict) error {
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if _, found := s.Find(d.KeyAt(i), d.HashAt(i)); found == Unsure || !PlainKey(d.KeyAt(i)) {
			return ErrSlow
		}
	}
	s.reserve(d.live)
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if _, found := s.Find(d.KeyAt(i), d.HashAt(i)); found == Missing {
			s.Insert(d.KeyAt(i), d.HashAt(i))
		}
	}
	return nil
}

func setMethods(frozen bool) []Native {
	rows := []Native{
		leaf("copy", "(self, /)", "Return a shallow copy of a set.", func(_ *World, args []Value) (Value, error) {
			s := As[Set](args[0])
			if s.Shape == &FrozenSetShape {
				return args[0], nil
			}
			return Of(s.copied(s.base())), nil
		}),
		slow("union", "(self, /, *others)", "Return the union of sets as a new set.", nil, stepSetMany("update"), manyTemps...),
		slow("intersection", "(self, /, *others)", "Return the intersection of two sets as a new set.", nil, stepSetMany("intersection_update"), manyTemps...),
		slow("difference", "(self, /, *others)", "Return the difference of two or more sets as a new set.", nil, stepSetMany("difference_update"), manyTemps...),
		slow("symmetric_difference", "(self, other, /)", "Return the symmetric difference of two sets as a new set.", func(_ *World, args []Value) (Value, error) {
			if !args[1].Has(&SetLayout) {
				return Value{}, ErrSlow
			}
			v, _, ok := setBinary(BinXor, As[Set](args[0]), As[Set](args[1]))
			if !ok {
				return Value{}, ErrSlow
			}
			return v, nil
		}, stepSymmetric, manyTemps...),
		slow("isdisjoint", "(self, other, /)", "Return True if two sets have a null intersection.", setDisjoint, stepSetRelation, relationTemps...),
		slow("issubset", "(self, other, /)", "Report whether another set contains this set.", func(_ *World, args []Value) (Value, error) {
			return setWithin(args[1], args[0], args[1])
		}, stepSetRelation, relationTemps...),
		slow("issuperset", "(self, other, /)", "Report whether this set contains another set.", func(_ *World, args []Value) (Value, error) {
			return setWithin(args[1], args[1], args[0])
		}, stepSetRelation, relationTemps...),
		leaf("__len__", "(self, /)", "Return len(self).", func(_ *World, args []Value) (Value, error) { return Int(int64(As[Set](args[0]).used)), nil }),
		iterOf(),
		slow("__contains__", "(self, key, /)", "x.__contains__(y) <==> y in x.", func(w *World, args []Value) (Value, error) {
			i, _, err := findInSet(w, args)
			return Bool(i >= 0), err
		}, setKeyed(func(c *Call, i int, _ uint64) Action { return c.Return(Bool(i >= 0)) }), keyTemps...),
		slow("__repr__", "(self, /)", "Return repr(self).", reprFast, stepSetRepr),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(w *World, args []Value) (Value, error) {
			items := NewList(nil)
			for s, i, ok := As[Set](args[0]), 0, true; ok; i++ {
				if i, ok = s.Next(i); ok {
					items.Append(s.KeyAt(i))
				}
			}
			state := None
			if args[0].O.Shape.Layout.Attrs != nil {
				var err error
				if state, err = StateOf(w, args[0]); err != nil {
					return Value{}, err
				}
			}
			return Of(NewTuple(Of(args[0].Type()), Of(NewTuple(Of(items))), state)), nil
		}),
	}
	for _, op := range []Binary{BinOr, BinAnd, BinSub, BinXor} {
		m := binaryMethods[op]
		rows = append(rows,
			slow("__"+m.name+"__", "(self, value, /)", "Return self"+m.sign+"value.", setOperator(op, false), stepSetOperator(op, false), SetReg),
			slow("__r"+m.name+"__", "(self, value, /)", "Return value"+m.sign+"self.", setOperator(op, true), stepSetOperator(op, true), SetReg))
	}
	rows = append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if !b.Has(&SetLayout) {
			return false, nil, false
		}
		x, y := As[Set](a), As[Set](b)
		if op == CmpEq || op == CmpNe {
			eq, known := equalSets(a, b)
			if !known {
				return false, ErrSlow, true
			}
			return eq == (op == CmpEq), nil, true
		}
		r, known := orderSets(op, x, y)
		if !known {
			return false, ErrSlow, true
		}
		return r, nil, true
	}, func(Comparison) step { return stepSetRelation }, relationTemps...)...)
	if frozen {
		return append(rows, hashRow(nil))
	}
	return append(rows, mutableSetMethods()...)
}

func mutableSetMethods() []Native {
	rows := []Native{
		slow("__init__", "(self, iterable=(), /)", "Initialize self.  See help(type(self)) for accurate signature.", func(w *World, args []Value) (Value, error) {
			s := As[Set](args[0])
			if s.used > 0 || s.table != nil {
				s.Clear()
			}
			if args[1].IsUnbound() {
				return None, nil
			}
			return None, s.update(w, args[1])
		}, stepSetAddAll, addTemps...),
		slow("add", "(self, object, /)", "Add an element to a set.\n\nThis has no effect if the element is already present.", func(w *World, args []Value) (Value, error) {
			err, ok := As[Set](args[0]).AddLeaf(w, args[1])
			if !ok {
				return Value{}, ErrSlow
			}
			return None, err
		}, keyed(func(c *Call, i int, h uint64) Action {
			if i < 0 {
				RegAs[Set](c, 0, &SetLayout).Insert(c.Reg(1), h)
			}
			return c.Return(None)
		}), keyTemps...),
		slow("discard", "(self, object, /)", "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set.", func(w *World, args []Value) (Value, error) {
			i, _, err := findInSet(w, args)
			if i >= 0 {
				As[Set](args[0]).DeleteAt(i)
			}
			return None, err
		}, setKeyed(func(c *Call, i int, _ uint64) Action {
			if i >= 0 {
				RegAs[Set](c, 0, &SetLayout).DeleteAt(i)
			}
			return c.Return(None)
		}), keyTemps...),
		slow("remove", "(self, object, /)", "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError.", func(w *World, args []Value) (Value, error) {
			i, _, err := findInSet(w, args)
			if err == nil && i < 0 {
				err = NewException(KeyError, args[1])
			}
			if err == nil {
				As[Set](args[0]).DeleteAt(i)
			}
			return None, err
		}, setKeyed(func(c *Call, i int, _ uint64) Action {
			if i < 0 {
				return c.Raise(NewException(KeyError, c.Reg(1)))
			}
			RegAs[Set](c, 0, &SetLayout).DeleteAt(i)
			return c.Return(None)
		}), keyTemps...),
		leaf("pop", "(self, /)", "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty.", func(_ *World, args []Value) (Value, error) {
			s := As[Set](args[0])
			if s.used == 0 {
				return Value{}, NewException(KeyError, NewStr("pop from an empty set"))
			}
			return s.Pop(), nil
		}),
		leaf("clear", "(self, /)", "Remove all elements from this set.", func(_ *World, args []Value) (Value, error) {
			As[Set](args[0]).Clear()
			return None, nil
		}),
		slow("update", "(self, /, *others)", "Update a set with the union of itself and others.", func(w *World, args []Value) (Value, error) {
			others := As[Tuple](args[1]).Items
			if len(others) != 1 {
				return Value{}, ErrSlow
			}
			return None, As[Set](args[0]).update(w, others[0])
		}, stepSetUpdate, updateSetTemps...),
		slow("difference_update", "(self, /, *others)", "Remove all elements of another set from this set.", nil, stepSetEachOther("__isub__"), Any, Count),
		slow("intersection_update", "(self, /, *others)", "Update a set with the intersection of itself and another.", nil, stepSetEachOther("__iand__"), Any, Count),
		slow("symmetric_difference_update", "(self, other, /)", "Update a set with the symmetric difference of itself and another.", nil, func(c *Call) Action {
			fn, _ := SetType.Lookup("__ixor__")
			switch c.Step() {
			case 0:
				if c.Reg(1).Has(&SetLayout) {
					return c.Ask(2, fn, c.Reg(0), c.Reg(1))
				}
				return c.Ask(1, Of(SetType), c.Reg(1))
			case 1:
				return c.Ask(2, fn, c.Reg(0), c.Result())
			}
			return c.Return(None)
		}),
	}
	for _, op := range []Binary{BinOr, BinAnd, BinSub, BinXor} {
		m := binaryMethods[op]
		rows = append(rows, slow("__i"+m.name+"__", "(self, value, /)", "Return self"+m.sign+"=value.", setInPlace(op), stepSetInPlace(op), ListReg))
	}
	return rows
}

// findInSet finds key args[1]; a set as the key stands for a frozenset.
func findInSet(w *World, args []Value) (i int, h uint64, err error) {
	s, key := As[Set](args[0]), args[1]
	h, err = HashOf(w, key)
	if err != nil {
		if err == ErrSlow || !key.Has(&SetLayout) {
			return -1, 0, err
		}
		h = As[Set](key).freshHash()
	}
	p, found := s.Find(key, h)
	if found == Unsure {
		return -1, h, ErrSlow
	}
	return p.I, h, nil
}

// freshHash is the hash of a set as if it were frozen.
func (s *Set) freshHash() uint64 {
	s.hash = 0
	h := s.Hash()
	s.hash = 0
	return h
}

// setKeyed is keyed for keys that may be sets.
func setKeyed(then func(c *Call, i int, h uint64) Action) step {
	usual := keyed(then)
	return func(c *Call) Action {
		if c.Step() == 0 {
			if s := AsA[Set](c.Reg(1), &SetLayout); s != nil && s.Shape.Type.Flags&Unhashable != 0 {
				h := HashValue(s.freshHash())
				c.SetReg(len(c.F.Native.Params), h)
				return c.Ask(2, Of(&findNative), c.Reg(0), c.Reg(1), h)
			}
		}
		return usual(c)
	}
}

func setWithin(other, inner, outer Value) (Value, error) {
	if !other.Has(&SetLayout) {
		return Value{}, ErrSlow
	}
	x, y := As[Set](inner), As[Set](outer)
	if x.used > y.used {
		return False, nil
	}
	r, known := x.within(y)
	if !known {
		return Value{}, ErrSlow
	}
	return Bool(r), nil
}

func setDisjoint(_ *World, args []Value) (Value, error) {
	if !args[1].Has(&SetLayout) {
		return Value{}, ErrSlow
	}
	r, known := As[Set](args[0]).intersection(As[Set](args[1]), &SetShape)
	if !known {
		return Value{}, ErrSlow
	}
	return Bool(r.used == 0), nil
}
