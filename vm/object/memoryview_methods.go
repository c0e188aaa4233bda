package object

import "slices"

var memoryViewNew = Native{Sig: "(cls, object)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: func(_ *World, args []Value) (Value, error) {
		if _, err := typeArg(args[0], MemoryViewType); err != nil {
			return Value{}, err
		}
		m := memoryOf(args[1])
		if m == nil {
			return Value{}, TypeErrorf("memoryview: a bytes-like object is required, not '%s'", args[1].Type().LongName())
		}
		return m.copy()
	}}

// copy returns another view of the same items.
func (m *MemoryView) copy() (Value, error) {
	if _, err := m.data(); err != nil {
		return Value{}, err
	}
	x := *m
	return Of(&x), nil
}

func memoryViewMethods() []Native {
	view := func(f func(m *MemoryView, w *World, args []Value) (Value, error)) fast {
		return func(w *World, args []Value) (Value, error) {
			m := As[MemoryView](args[0])
			if _, err := m.data(); err != nil {
				return Value{}, err
			}
			return f(m, w, args)
		}
	}
	release := func(_ *World, args []Value) (Value, error) {
		As[MemoryView](args[0]).release()
		return None, nil
	}
	rows := []Native{
		leaf("release", "(self, /)", "Release the underlying buffer exposed by the memoryview object.", release),
		leaf("__enter__", "(self, /)", "Enter the runtime context.", view(func(_ *MemoryView, _ *World, args []Value) (Value, error) { return args[0], nil })),
		leaf("__exit__", "(self, /, *args)", "Release the underlying buffer.", release),
		leaf("tobytes", "(self, /, order='C')", "Return the data in the buffer as a byte string.", view(func(m *MemoryView, w *World, args []Value) (Value, error) {
			if o := args[1]; !o.IsUnbound() && !o.IsNone() {
				if s, _ := StringOf(o); s != "C" && s != "F" && s != "A" {
					return Value{}, ValueErrorf("order must be 'C', 'F' or 'A'")
				}
			}
			if err := w.Reserve(m.Count * itemSize(m.Format)); err != nil {
				return Value{}, err
			}
			b, err := m.bytes()
			return NewBytes(unsafeString(b)), err
		})),
		leaf("tolist", "(self, /)", "Return the data in the buffer as a list of elements.", view(func(m *MemoryView, w *World, _ []Value) (Value, error) {
			if err := w.Reserve(16 * m.Count); err != nil {
				return Value{}, err
			}
			return m.list(), nil
		})),
		slow("hex", "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", "Return the data in the buffer as a str of hexadecimal numbers.", view(func(m *MemoryView, w *World, args []Value) (Value, error) {
			b, err := m.bytes()
			if err != nil {
				return Value{}, err
			}
			return bytesHex(w, unsafeString(b), args[1], args[2])
		}), indexed(2)),
		leaf("toreadonly", "(self, /)", "Return a readonly version of the memoryview.", view(func(m *MemoryView, _ *World, _ []Value) (Value, error) {
			x := *m
			x.ReadOnly = true
			return Of(&x), nil
		})),
		leaf("cast", "(self, /, format, shape=None)", "Cast a memoryview to a new format or shape.", view(castMemoryView)),
		leaf("__len__", "(self, /)", "Return len(self).", view(func(m *MemoryView, _ *World, _ []Value) (Value, error) {
			if d := m.dims(); len(d) > 0 {
				return d[0], nil
			}
			return Value{}, TypeErrorf("0-dim memory has no length")
		})),
		leaf("__iter__", "(self, /)", "Implement iter(self).", view(func(m *MemoryView, _ *World, args []Value) (Value, error) {
			return NewSequenceIterator(args[0]), nil
		})),
		slow("__getitem__", "(self, key, /)", "Return self[key].", view(func(m *MemoryView, _ *World, args []Value) (Value, error) { return m.get(args[1]) }), stepItemIndex),
		slow("__setitem__", "(self, key, value, /)", "Set self[key] to value.", view(func(m *MemoryView, _ *World, args []Value) (Value, error) {
			return None, m.set(args[1], args[2])
		}), stepMemorySet),
		leaf("__delitem__", "(self, key, /)", "Delete self[key].", view(func(m *MemoryView, _ *World, _ []Value) (Value, error) {
			if m.ReadOnly {
				return Value{}, TypeErrorf("cannot modify read-only memory")
			}
			return Value{}, TypeErrorf("cannot delete memory")
		})),
		leaf("__repr__", "(self, /)", "Return repr(self).", func(w *World, args []Value) (Value, error) {
			what := "memory"
			if As[MemoryView](args[0]).Obj.IsNone() {
				what = "released memory"
			}
			return NewStr("<" + what + " at " + hexAddress(w, args[0]) + ">"), nil
		}),
		hashRow(nil),
	}
	return append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		if op != CmpEq && op != CmpNe || memoryOf(b) == nil {
			return false, nil, false
		}
		eq, _ := equalMemoryViews(a, b)
		return eq == (op == CmpEq), nil, true
	}, nil)...)
}

// list returns the items as nested lists.
func (m *MemoryView) list() Value {
	b, err := m.data()
	if err != nil {
		return None
	}
	items := make([]Value, m.Count)
	for i := range items {
		items[i] = m.item(b, m.Start+i*m.Stride)
	}
	dims := m.dims()
	if len(dims) == 0 {
		return items[0]
	}
	for _, d := range slices.Backward(dims[1:]) {
		var rows []Value
		for n := int(d.N); len(items) > 0; items = items[n:] {
			rows = append(rows, Of(NewList(slices.Clone(items[:n]))))
		}
		items = rows
	}
	return Of(NewList(items))
}

// castMemoryView is memoryview.cast.
func castMemoryView(m *MemoryView, _ *World, args []Value) (Value, error) {
	format, ok := StringOf(args[1])
	if !ok {
		return Value{}, TypeErrorf("cast() argument 'format' must be str, not %s", args[1].Type().LongName())
	}
	size := itemSize(format)
	isByte := func(f string) bool { return itemSize(f) == 1 && f[len(f)-1] != '?' }
	n := m.Count * itemSize(m.Format)
	switch {
	case !m.contiguous():
		return Value{}, TypeErrorf("memoryview: casts are restricted to C-contiguous views")
	case size == 0:
		return Value{}, ValueErrorf("memoryview: destination format must be a native single character format prefixed with an optional '@'")
	case !isByte(format) && !isByte(m.Format):
		return Value{}, TypeErrorf("memoryview: cannot cast between two non-byte formats")
	case n%size != 0:
		return Value{}, TypeErrorf("memoryview: length is not a multiple of itemsize")
	}
	x := &MemoryView{Header: Header{&MemoryViewShape}, Obj: m.Obj, Format: format, ReadOnly: m.ReadOnly, Start: m.Start, Stride: size, Count: n / size}
	shape := args[2]
	if shape.IsUnbound() {
		return Of(x), nil
	}
	if !shape.Has(&ListLayout) && !shape.Has(&TupleLayout) {
		return Value{}, TypeErrorf("shape must be a list or a tuple")
	}
	if m.Dims != nil && len(m.Dims) != 1 && len(sequenceItems(shape)) != 1 {
		return Value{}, TypeErrorf("memoryview: cast must be 1D -> ND or ND -> 1D")
	}
	product := 1
	x.Dims = []Value{}
	for _, d := range sequenceItems(shape) {
		k, ok := Int64Of(d)
		switch {
		case !ok:
			return Value{}, TypeErrorf("memoryview.cast(): elements of shape must be integers")
		case k <= 0:
			return Value{}, ValueErrorf("memoryview.cast(): elements of shape must be integers > 0")
		case k > maxReserve || product > maxReserve:
			product = -1
		default:
			product *= int(k)
		}
		x.Dims = append(x.Dims, Int(k))
	}
	if product != x.Count {
		return Value{}, TypeErrorf("memoryview: product(shape) * itemsize != buffer size")
	}
	if len(x.Dims) == 1 {
		x.Dims = nil
	}
	return Of(x), nil
}

// get is m[key].
func (m *MemoryView) get(key Value) (Value, error) {
	b, err := m.data()
	if err != nil {
		return Value{}, err
	}
	if s := AsA[Slice](key, &SliceLayout); s != nil {
		x, err := m.slice(s)
		if err != nil {
			return Value{}, err
		}
		return Of(x), nil
	}
	at, err := m.offset(key)
	if err != nil {
		return Value{}, err
	}
	return m.item(b, at), nil
}

func (m *MemoryView) slice(s *Slice) (*MemoryView, error) {
	switch {
	case m.Dims != nil && len(m.Dims) == 0:
		return nil, TypeErrorf("invalid indexing of 0-dim memory")
	}
	start, step, count, err, ok := s.Bounds(int(m.dims()[0].N))
	switch {
	case err != nil:
		return nil, err
	case !ok && s.userIndex():
		return nil, ErrSlow
	case !ok:
		return nil, errSlicePart()
	}
	x := *m
	if m.Dims != nil {
		if step != 1 {
			return nil, Errorf(NotImplementedError, "multi-dimensional slicing is not implemented")
		}
		x.Dims = append([]Value{Int(int64(count))}, m.Dims[1:]...)
		row := m.Count / max(int(m.Dims[0].N), 1)
		start, count = start*row, count*row
	}
	x.Start, x.Count = m.Start+start*m.Stride, count
	if x.Stride = m.Stride * step; count <= 1 && step > m.Count {
		x.Stride = m.Stride
	}
	if count == 0 {
		x.Start = m.Start
	}
	return &x, nil
}

// offset returns the byte offset of the item at an index, or at a tuple of
// them, one for each dimension.
func (m *MemoryView) offset(key Value) (int, error) {
	indices := []Value{key}
	dims := m.dims()
	if t := AsA[Tuple](key, &TupleLayout); t != nil {
		if indices = t.Items; len(indices) > len(dims) {
			return 0, TypeErrorf("cannot index %d-dimension view with %d-element tuple", len(dims), len(indices))
		}
	} else if len(dims) == 0 && !key.Is(&EllipsisShape) {
		return 0, TypeErrorf("invalid indexing of 0-dim memory")
	}
	at := 0
	for i, v := range indices {
		if !IsIntLike(v) {
			if needsIndex(v) && len(indices) == 1 && v == key {
				return 0, ErrSlow
			}
			return 0, TypeErrorf("memoryview: invalid slice key")
		}
		k, err := position(v, int(dims[i].N))
		if err != nil {
			return 0, err
		}
		if k < 0 {
			return 0, Errorf(IndexError, "index out of bounds on dimension %d", i+1)
		}
		at = at*int(dims[i].N) + k
	}
	if len(indices) < len(dims) {
		return 0, Errorf(NotImplementedError, "multi-dimensional sub-views are not implemented")
	}
	return m.Start + at*m.Stride, nil
}

// set is m[key] = v.
func (m *MemoryView) set(key, v Value) error {
	if m.ReadOnly {
		return TypeErrorf("cannot modify read-only memory")
	}
	b, err := m.data()
	if err != nil {
		return err
	}
	s := AsA[Slice](key, &SliceLayout)
	if s == nil {
		at, err := m.offset(key)
		if err != nil {
			return err
		}
		n, err := m.pack(v)
		if err == nil {
			m.put(b, at, n)
		}
		return err
	}
	to, err := m.slice(s)
	if err != nil {
		return err
	}
	from := memoryOf(v)
	if from == nil {
		return TypeErrorf("a bytes-like object is required, not '%s'", v.Type().LongName())
	}
	data, err := from.bytes()
	if err != nil {
		return err
	}
	if from.Format != to.Format || from.Count != to.Count || len(from.dims()) != 1 {
		return ValueErrorf("memoryview assignment: lvalue and rvalue have different structures")
	}
	size := itemSize(to.Format)
	for i := range to.Count {
		copy(b[to.Start+i*to.Stride:], data[i*size:(i+1)*size])
	}
	return nil
}

// stepMemorySet resolves __index__ of the key (steps 1 to 3), then of the value
// (step 5), or its truth (step 5 too).
func stepMemorySet(c *Call) Action {
	const key, value = 1, 2
	if c.Step() == 5 {
		c.SetReg(value, c.Result())
		return c.finish()
	}
	if act, done := c.itemIndex(key, 1); !done {
		return act
	}
	m := As[MemoryView](c.Reg(0))
	switch v := c.Reg(value); {
	case c.Reg(key).Is(&SliceShape):
	case m.Format[len(m.Format)-1] == '?':
		return c.Do(5, OpTruth, v)
	case needsIndex(v):
		return c.Do(5, OpIndex, v)
	}
	return c.finish()
}

func memoryViewGetSets() []GetSet {
	get := func(name, doc string, f func(m *MemoryView) Value) GetSet {
		return getter(name, doc, func(_ *World, v Value) (Value, error) {
			m := As[MemoryView](v)
			if m.Obj.IsNone() {
				_, err := m.data()
				return Value{}, err
			}
			return f(m), nil
		})
	}
	contiguous := func(m *MemoryView) Value { return Bool(m.contiguous()) }
	return []GetSet{
		get("obj", "The underlying object of the memoryview.", func(m *MemoryView) Value { return m.Obj }),
		get("nbytes", "The amount of space in bytes that the array would use in\n a contiguous representation.", func(m *MemoryView) Value { return Int(int64(m.Count * itemSize(m.Format))) }),
		get("readonly", "A bool indicating whether the memory is read only.", func(m *MemoryView) Value { return Bool(m.ReadOnly) }),
		get("itemsize", "The size in bytes of each element of the memoryview.", func(m *MemoryView) Value { return Int(int64(itemSize(m.Format))) }),
		get("format", "A string containing the format (in struct module style)\n for each element in the view.", func(m *MemoryView) Value { return NewStr(m.Format) }),
		get("ndim", "An integer indicating how many dimensions of a multi-dimensional\n array the memory represents.", func(m *MemoryView) Value { return Int(int64(len(m.dims()))) }),
		get("shape", "A tuple of ndim integers giving the shape of the memory\n as an N-dimensional array.", func(m *MemoryView) Value { return Of(TupleOf(m.dims())) }),
		get("strides", "A tuple of ndim integers giving the size in bytes to access\n each element for each dimension of the array.", func(m *MemoryView) Value {
			dims := m.dims()
			strides := make([]Value, len(dims))
			n := int64(m.Stride)
			for i := len(dims) - 1; i >= 0; i-- {
				strides[i] = Int(n)
				n *= dims[i].N
			}
			return Of(NewTuple(strides...))
		}),
		get("suboffsets", "A tuple of integers used internally for PIL-style arrays.", func(*MemoryView) Value { return Of(NewTuple()) }),
		get("c_contiguous", "A bool indicating whether the memory is C contiguous.", contiguous),
		get("f_contiguous", "A bool indicating whether the memory is Fortran contiguous.", func(m *MemoryView) Value { return Bool(m.contiguous() && len(m.dims()) < 2) }),
		get("contiguous", "A bool indicating whether the memory is contiguous.", contiguous),
	}
}
