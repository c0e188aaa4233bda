package object

var bytesNew = Native{Sig: "(cls, source=b'', encoding='utf-8', errors='strict')", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: func(w *World, args []Value) (Value, error) {
		t, err := typeArg(args[0], BytesType)
		if err != nil {
			return Value{}, err
		}
		if args[1].Is(&BytesShape) && t == BytesType && args[2].IsUnbound() && args[3].IsUnbound() {
			return args[1], nil
		}
		s, err := bytesSource(w, args[1:], BytesType)
		if err != nil {
			return Value{}, err
		}
		return bytesAs(t, s), nil
	}, Step: stepNewBytes, Temps: collectTemps}

// bytesAs makes s an instance of t.
func bytesAs(t *Type, s string) Value {
	if t == BytesType {
		return NewBytes(s)
	}
	x := newOf[Bytes](t)
	x.S = s
	return Of(x)
}

// bytesSource is what bytes(source, encoding, errors) or bytearray(...)
// contains; bytes asks __bytes__ first.
func bytesSource(w *World, args []Value, t *Type) (string, error) {
	source, encoding, errors := args[0], args[1], args[2]
	hook := t == BytesType
	_, isStr := StringOf(source)
	switch {
	case !encoding.IsUnbound() && !isStr:
		return "", TypeErrorf("encoding without a string argument")
	case !errors.IsUnbound() && !isStr:
		return "", TypeErrorf("errors without a string argument")
	case source.IsUnbound():
		return "", nil
	case !encoding.IsUnbound():
		enc, errs, err := codecArgs("bytes", encoding, errors)
		if err != nil {
			return "", err
		}
		return Encode(As[Str](source).S, enc, errs)
	case isStr && (!hook || !errors.IsUnbound() || source.Is(&StrShape)):
		return "", TypeErrorf("string argument without an encoding")
	}
	if hook && !source.Type().Builtin() {
		if fn, ok := source.Type().Lookup("__bytes__"); ok && !fn.IsNone() {
			return "", ErrSlow
		}
	}
	switch {
	case isStr:
		return "", TypeErrorf("string argument without an encoding")
	case IsIntLike(source):
		return zeroBytes(w, source)
	case needsIndex(source):
		return "", ErrSlow
	}
	return bytesOfItems(source, t)
}

func zeroBytes(w *World, count Value) (string, error) {
	n, ok := Int64Of(count)
	switch {
	case !ok:
		return "", Errorf(OverflowError, "cannot fit 'int' into an index-sized integer")
	case n < 0:
		return "", ValueErrorf("negative count")
	}
	if n > maxReserve {
		return "", NewException(MemoryError)
	}
	if err := w.Reserve(int(n)); err != nil {
		return "", err
	}
	return string(make([]byte, n)), nil
}

// bytesOfItems returns the content of a bytes-like object, or of an iterable
// of ints, for a t.
func bytesOfItems(source Value, t *Type) (string, error) {
	if s, ok := BytesView(source); ok {
		return string([]byte(s)), nil
	}
	if m := AsA[MemoryView](source, &MemoryViewLayout); m != nil {
		b, err := m.bytes()
		return unsafeString(b), err
	}
	if source.O == nil || !iterable(source) {
		return "", TypeErrorf("cannot convert '%s' object to %s", source.Type().LongName(), t.Name)
	}
	items, ok := leafItems(source)
	if !ok {
		return "", ErrSlow
	}
	b := make([]byte, len(items))
	for i, v := range items {
		c, err := byteArg(v, byteRange(t))
		if err != nil {
			return "", err
		}
		b[i] = c
	}
	return unsafeString(b), nil
}

// byteRange is the error for an item that is no byte.
func byteRange(t *Type) string {
	if t == BytesType {
		return "bytes must be in range(0, 256)"
	}
	return "byte must be in range(0, 256)"
}

// byteArg returns a value that must be a byte; ErrSlow if it takes __index__.
func byteArg(v Value, wrong string) (byte, error) {
	if !IsIntLike(v) {
		if needsIndex(v) {
			return 0, ErrSlow
		}
		return 0, TypeErrorf("'%s' object cannot be interpreted as an integer", v.Type().LongName())
	}
	if n, ok := Int64Of(v); ok && n >= 0 && n < 256 {
		return byte(n), nil
	}
	return 0, ValueErrorf("%s", wrong)
}

// stepNewBytes asks for __bytes__ (step 4) or __index__ (step 5), or collects
// the ints that the source yields: see collectBytes. It is also __init__ of bytearray.
func stepNewBytes(c *Call) Action {
	const source, it, list = 1, 4, 5
	isNew := c.F.Native.Name == "__new__"
	switch c.Step() {
	case 0:
		v := c.Reg(source)
		if fn, ok := v.Type().Lookup("__bytes__"); ok && !fn.IsNone() && isNew {
			return c.callMethod(4, v, "__bytes__")
		}
		if needsIndex(v) {
			return c.Do(5, OpIndex, v)
		}
	case 4:
		s, ok := BytesView(c.Result())
		if !ok || !c.Result().Has(&BytesLayout) {
			return c.Raise(TypeErrorf("__bytes__ returned non-bytes (type %s)", c.Result().Type().LongName()))
		}
		if c.Reg(0) == Of(BytesType) {
			return c.Return(c.Result())
		}
		return c.Return(bytesAs(c.Class(), s))
	case 5:
		c.SetReg(source, c.Result())
		return c.finish()
	}
	wrong := byteRange(ByteArrayType)
	if isNew {
		wrong = byteRange(BytesType)
	}
	return c.collectBytes(source, it, list, wrong)
}

// collectBytes collects the ints that an iterable yields into a list in its
// place, and then lets the leaf do the rest. It takes the steps 0 to 3, and 6
// where an item has __index__.
func (c *Call) collectBytes(source, it, list int, wrong string) Action {
	switch c.Step() {
	case 0:
		c.SetReg(list, Of(NewList(nil)))
		return c.startEach(1, c.Reg(source))
	case 6:
		if _, err := byteArg(c.Result(), wrong); err != nil {
			return c.Raise(err)
		}
		RegAs[List](c, list, &ListLayout).Append(c.Result())
		c.F.PC = 3
	}
	l := RegAs[List](c, list, &ListLayout)
	for n := 0; ; n++ {
		v, st := c.each(it, 1, n)
		switch st {
		case mustWait:
			return c.act
		case gotEnd:
			c.SetReg(source, c.Reg(list))
			return c.finish()
		}
		if needsIndex(v) {
			return c.Do(6, OpIndex, v)
		}
		if _, err := byteArg(v, wrong); err != nil {
			return c.Raise(err)
		}
		l.Append(v)
	}
}
