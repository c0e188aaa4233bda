package object

var byteArrayNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: func(_ *World, args []Value) (Value, error) {
		t, err := typeArg(args[0], ByteArrayType)
		if err != nil {
			return Value{}, err
		}
		return Of(newOf[ByteArray](t)), nil
	}}

func byteArrayMethods() []Native {
	return append(commonByteMethods(),
		slow("__init__", "(self, source=b'', encoding='utf-8', errors='strict')", "Initialize self.  See help(type(self)) for accurate signature.", func(w *World, args []Value) (Value, error) {
			s, err := bytesSource(w, args[1:], ByteArrayType)
			if err == nil {
				As[ByteArray](args[0]).B = []byte(s)
			}
			return None, err
		}, stepNewBytes, collectTemps...),
		slow("append", "(self, item, /)", "Append a single item to the end of the bytearray.", func(_ *World, args []Value) (Value, error) {
			b, err := byteArg(args[1], byteRange(ByteArrayType))
			if err != nil {
				return Value{}, err
			}
			x := As[ByteArray](args[0])
			x.B = append(x.B, b)
			return None, nil
		}, indexed(1)),
		leaf("clear", "(self, /)", "Remove all items from the bytearray.", func(_ *World, args []Value) (Value, error) {
			As[ByteArray](args[0]).B = nil
			return None, nil
		}),
		leaf("copy", "(self, /)", "Return a copy of B.", func(_ *World, args []Value) (Value, error) {
			return bytesLike(args[0], bytesSelf(args)), nil
		}),
		slow("extend", "(self, iterable_of_ints, /)", "Append all the items from the iterator or sequence to the end of the bytearray.", byteArrayExtend, func(c *Call) Action {
			return c.collectBytes(1, 2, 3, byteRange(ByteArrayType))
		}, collectTemps...),
		slow("insert", "(self, index, item, /)", "Insert a single item into the bytearray before the given index.", byteArrayInsert, indexed(1, 2)),
		slow("pop", "(self, index=-1, /)", "Remove and return a single item from B.", byteArrayPop, indexed(1)),
		slow("remove", "(self, value, /)", "Remove the first occurrence of a value in the bytearray.", byteArrayRemove, indexed(1)),
		leaf("reverse", "(self, /)", "Reverse the order of the values in B in place.", func(_ *World, args []Value) (Value, error) {
			reverseBytes(As[ByteArray](args[0]).B)
			return None, nil
		}),
		slow("fromhex", "(cls, string, /)", "Create a bytearray object from a string of hexadecimal numbers.", fromHexFast(ByteArrayType), stepFromHex).kind(ClassMethod),
		slow("__setitem__", "(self, key, value, /)", "Set self[key] to value.", byteArraySetItem, stepByteArraySetItem, collectTemps...),
		slow("__delitem__", "(self, key, /)", "Delete self[key].", byteArrayDelItem, stepItemIndex),
		leaf("__iadd__", "(self, value, /)", "Implement self+=value.", func(w *World, args []Value) (Value, error) {
			s, ok := BytesView(args[1])
			if !ok {
				return Value{}, concatError(args[0], args[1])
			}
			x := As[ByteArray](args[0])
			if err := w.Reserve(len(x.B) + len(s)); err != nil {
				return Value{}, err
			}
			x.B = append(x.B, s...)
			return args[0], nil
		}),
		slow("__imul__", "(self, value, /)", "Implement self*=value.", func(w *World, args []Value) (Value, error) {
			if needsIndex(args[1]) {
				return Value{}, ErrSlow
			}
			v, err := Repeat(w, args[0], args[1])
			if err == nil {
				As[ByteArray](args[0]).B = As[ByteArray](v).B
			}
			return args[0], err
		}, indexed(1)),
		leaf("__alloc__", "(self, /)", "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated.", func(_ *World, args []Value) (Value, error) {
			return Int(int64(cap(As[ByteArray](args[0]).B))), nil
		}),
		leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(w *World, args []Value) (Value, error) {
			return byteArrayReduce(args[0], 2)
		}),
		leaf("__reduce_ex__", "(self, proto=0, /)", "Return state information for pickling.", func(_ *World, args []Value) (Value, error) {
			proto, _ := Int64Of(args[1])
			return byteArrayReduce(args[0], proto)
		}),
	)
}

// byteArrayReduce is class, arguments and attributes: before protocol 3 the
// bytes are written as text.
func byteArrayReduce(self Value, proto int64) (Value, error) {
	s, _ := BytesView(self)
	state := None
	if self.Layout().Attrs != nil {
		state = Of(AttrDict(self))
	}
	args := NewTuple(NewBytes(string([]byte(s))))
	if proto < 3 {
		text, err := Decode(s, "latin-1", "strict")
		if err != nil {
			return Value{}, err
		}
		args = NewTuple(NewStr(text), NewStr("latin-1"))
	}
	return Of(NewTuple(Of(self.Type()), Of(args), state)), nil
}

func byteArrayExtend(w *World, args []Value) (Value, error) {
	x := As[ByteArray](args[0])
	s, ok := BytesView(args[1])
	if !ok {
		if !iterable(args[1]) {
			return Value{}, TypeErrorf("can't extend bytearray with %s", args[1].Type().LongName())
		}
		var err error
		if s, err = bytesOfItems(args[1], ByteArrayType); err != nil {
			return Value{}, err
		}
	}
	if err := w.Reserve(len(x.B) + len(s)); err != nil {
		return Value{}, err
	}
	x.B = append(x.B, s...)
	return None, nil
}

func byteArrayInsert(_ *World, args []Value) (Value, error) {
	i, err := intArg(args[1])
	if err != nil {
		return Value{}, err
	}
	b, err := byteArg(args[2], byteRange(ByteArrayType))
	if err != nil {
		return Value{}, err
	}
	x := As[ByteArray](args[0])
	if i < 0 {
		i = max(i+len(x.B), 0)
	}
	i = min(i, len(x.B))
	x.B = append(x.B, 0)
	copy(x.B[i+1:], x.B[i:])
	x.B[i] = b
	return None, nil
}

func byteArrayPop(_ *World, args []Value) (Value, error) {
	x := As[ByteArray](args[0])
	i := -1
	if !args[1].IsUnbound() {
		var err error
		if i, err = intArg(args[1]); err != nil {
			return Value{}, err
		}
	}
	if i < 0 {
		i += len(x.B)
	}
	switch {
	case len(x.B) == 0:
		return Value{}, Errorf(IndexError, "pop from empty bytearray")
	case i < 0 || i >= len(x.B):
		return Value{}, Errorf(IndexError, "pop index out of range")
	}
	b := x.B[i]
	x.B = append(x.B[:i], x.B[i+1:]...)
	return Int(int64(b)), nil
}

func byteArrayRemove(_ *World, args []Value) (Value, error) {
	b, err := byteArg(args[1], byteRange(ByteArrayType))
	if err != nil {
		return Value{}, err
	}
	x := As[ByteArray](args[0])
	for i, c := range x.B {
		if c == b {
			x.B = append(x.B[:i], x.B[i+1:]...)
			return None, nil
		}
	}
	return Value{}, ValueErrorf("value not found in bytearray")
}

func byteArraySetItem(w *World, args []Value) (Value, error) {
	x, key, v := As[ByteArray](args[0]), args[1], args[2]
	if s := AsA[Slice](key, &SliceLayout); s != nil {
		return byteArraySetSlice(w, x, s, v)
	}
	i, err := itemPosition(args[0], key, "")
	if err != nil {
		return Value{}, err
	}
	b, err := byteArg(v, byteRange(ByteArrayType))
	if err != nil {
		return Value{}, err
	}
	x.B[i] = b
	return None, nil
}

func byteArraySetSlice(w *World, x *ByteArray, s *Slice, v Value) (Value, error) {
	data, ok := BytesView(v)
	if !ok {
		if v.Has(&StrLayout) || IsIntLike(v) || v.Has(&FloatLayout) || needsIndex(v) {
			return Value{}, TypeErrorf("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
		}
		var err error
		if data, err = bytesOfItems(v, ByteArrayType); err != nil {
			return Value{}, err
		}
	}
	start, step, count, err, ok := s.Bounds(len(x.B))
	switch {
	case err != nil:
		return Value{}, err
	case !ok && s.userIndex():
		return Value{}, ErrSlow
	case !ok:
		return Value{}, errSlicePart()
	}
	if step == 1 {
		n := len(x.B) - count + len(data)
		if err := w.Reserve(n); err != nil {
			return Value{}, err
		}
		if len(data) == count {
			copy(x.B[start:], []byte(data))
			return None, nil
		}
		b := make([]byte, 0, max(n, min(2*len(x.B), n+1<<20)))
		b = append(append(b, x.B[:start]...), data...)
		x.B = append(b, x.B[start+count:]...)
		return None, nil
	}
	switch {
	case len(data) == 0:
		x.B = deleteStrided(x.B, start, step, count)
	case len(data) != count:
		return Value{}, ValueErrorf("attempt to assign bytes of size %d to extended slice of size %d", len(data), count)
	}
	data = string([]byte(data))
	for i := range len(data) {
		x.B[start+i*step] = data[i]
	}
	return None, nil
}

// stepByteArraySetItem resolves __index__ of the key (steps 11 to 13) and of a
// byte (step 15), or collects the bytes that a slice is to get.
func stepByteArraySetItem(c *Call) Action {
	const key, value = 1, 2
	if s := c.Step(); s == 0 || s > 10 {
		if s == 15 {
			c.SetReg(value, c.Result())
			return c.finish()
		}
		if act, done := c.itemIndex(key, 11); !done {
			return act
		}
		switch v := c.Reg(value); {
		case !c.Reg(key).Is(&SliceShape) && needsIndex(v):
			return c.Do(15, OpIndex, v)
		case !c.Reg(key).Is(&SliceShape) || v.Has(&StrLayout) || IsIntLike(v) || needsIndex(v) || !iterable(v):
			return c.finish()
		}
		if _, ok := BytesView(c.Reg(value)); ok {
			return c.finish()
		}
		c.F.PC = 0
	}
	return c.collectBytes(value, 3, 4, byteRange(ByteArrayType))
}

func byteArrayDelItem(_ *World, args []Value) (Value, error) {
	x, key := As[ByteArray](args[0]), args[1]
	s := AsA[Slice](key, &SliceLayout)
	if s == nil {
		i, err := itemPosition(args[0], key, "")
		if err != nil {
			return Value{}, err
		}
		x.B = append(x.B[:i], x.B[i+1:]...)
		return None, nil
	}
	start, step, count, err, ok := s.Bounds(len(x.B))
	switch {
	case err != nil:
		return Value{}, err
	case !ok && s.userIndex():
		return Value{}, ErrSlow
	case !ok:
		return Value{}, errSlicePart()
	}
	x.B = deleteStrided(x.B, start, step, count)
	return None, nil
}
