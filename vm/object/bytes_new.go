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
		s, err := bytesSource(w, args[1:], true)
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

// bytesSource is what bytes(source, encoding, errors) contains; hook says that
// __bytes__ is asked first.
func bytesSource(w *World, args []Value, hook bool) (string, error) {
	source, encoding, errors := args[0], args[1], args[2]
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
	return bytesOfItems(source)
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
// of ints.
func bytesOfItems(source Value) (string, error) {
	if s, ok := bytesView(source); ok {
		return string([]byte(s)), nil
	}
	if source.O == nil || !iterable(source) {
		return "", TypeErrorf("cannot convert '%s' object to bytes", source.Type().Name)
	}
	items, ok := leafItems(source)
	if !ok {
		return "", ErrSlow
	}
	b := make([]byte, len(items))
	for i, v := range items {
		c, err := byteArg(v, "bytes must be in range(0, 256)")
		if err != nil {
			return "", err
		}
		b[i] = c
	}
	return unsafeString(b), nil
}

// byteArg returns a value that must be a byte; ErrSlow if it takes __index__.
func byteArg(v Value, wrong string) (byte, error) {
	if !IsIntLike(v) {
		if needsIndex(v) {
			return 0, ErrSlow
		}
		return 0, TypeErrorf("'%s' object cannot be interpreted as an integer", v.Type().Name)
	}
	if n, ok := Int64Of(v); ok && n >= 0 && n < 256 {
		return byte(n), nil
	}
	return 0, ValueErrorf("%s", wrong)
}

// stepNewBytes asks for __bytes__ (step 4) or __index__ (step 5), or collects
// the ints that the source yields: see collectBytes.
func stepNewBytes(c *Call) Action {
	source := c.Reg(1)
	switch c.Step() {
	case 0:
		if fn, ok := source.Type().Lookup("__bytes__"); ok && !fn.IsNone() {
			return c.callMethod(4, source, "__bytes__")
		}
		if needsIndex(source) {
			return c.Do(5, OpIndex, source)
		}
	case 4:
		s, ok := bytesView(c.Result())
		if !ok || !c.Result().Has(&BytesLayout) {
			return c.Raise(TypeErrorf("__bytes__ returned non-bytes (type %s)", c.Result().Type().Name))
		}
		if c.Reg(0) == Of(BytesType) {
			return c.Return(c.Result())
		}
		return c.Return(bytesAs(As[Type](c.Reg(0)), s))
	case 5:
		c.SetReg(1, c.Result())
		return c.finish()
	}
	return c.collectBytes(4, 5, func() Action { return c.finish() })
}

// collectBytes puts a list of the ints that register 1 yields into register 1,
// by steps 1 to 3, and 6 where an item has __index__; it takes the place of step 0.
func (c *Call) collectBytes(it, list int, done func() Action) Action {
	switch c.Step() {
	case 0:
		c.SetReg(list, Of(NewList(nil)))
		return c.startEach(1, c.Reg(1))
	case 6:
		As[List](c.Reg(list)).Append(c.Result())
		c.F.PC = 3
	}
	l := As[List](c.Reg(list))
	for n := 0; ; n++ {
		v, st := c.each(it, 1, n)
		switch st {
		case mustWait:
			return c.act
		case gotEnd:
			c.SetReg(1, c.Reg(list))
			return done()
		}
		if needsIndex(v) {
			return c.Do(6, OpIndex, v)
		}
		if _, err := byteArg(v, "bytes must be in range(0, 256)"); err != nil {
			return c.Raise(err)
		}
		l.Append(v)
	}
}
