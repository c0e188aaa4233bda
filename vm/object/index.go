package object

import "math"

// Indices and slices.

// sliceEnd resolves one part of a slice. ok is false if it takes __index__.
func slicePart(v Value, absent int) (n int, given, ok bool) {
	switch {
	case v.O == nil:
		return int(v.N), true, true
	case v.IsNone():
		return absent, false, true
	case IsIntLike(v):
		if n, ok := Int64Of(v); ok {
			return int(n), true, true
		}
		if BigOf(v).Sign() < 0 {
			return math.MinInt64, true, true
		}
		return math.MaxInt64, true, true
	}
	return 0, false, false
}

// Bounds resolves a slice for a sequence of n items: count items from start on,
// step apart. ok is false if it takes __index__ (or is an error).
func (s *Slice) Bounds(n int) (start, step, count int, err error, ok bool) {
	step, _, ok = slicePart(s.Step, 1)
	if !ok {
		return 0, 0, 0, nil, false
	}
	if step == 0 {
		return 0, 0, 0, ValueErrorf("slice step cannot be zero"), true
	}
	if step == math.MinInt64 {
		step++
	}
	low, high := 0, n
	if step < 0 {
		low, high = -1, n-1
	}
	first, last := low, high
	if step < 0 {
		first, last = high, low
	}
	clip := func(v Value, absent int) (int, bool) {
		x, given, ok := slicePart(v, absent)
		if !given {
			return x, ok
		}
		if x < 0 {
			if x += n; x < low {
				x = low
			}
		}
		return min(x, high), ok
	}
	start, ok = clip(s.Start, first)
	if !ok {
		return 0, 0, 0, nil, false
	}
	stop, ok := clip(s.Stop, last)
	if !ok {
		return 0, 0, 0, nil, false
	}
	switch {
	case step > 0 && start < stop:
		count = (stop-start-1)/step + 1
	case step < 0 && start > stop:
		count = (start-stop-1)/-step + 1
	}
	return start, step, count, nil, true
}

// needsIndex reports whether v can be an index by its __index__ only.
func needsIndex(v Value) bool {
	if IsIntLike(v) {
		return false
	}
	_, ok := v.Type().Lookup("__index__")
	return ok
}

// hasSliceIndex reports whether a part of slice s takes __index__.
func (s *Slice) userIndex() bool {
	return needsIndex(s.Start) || needsIndex(s.Stop) || needsIndex(s.Step)
}

func errSlicePart() error {
	return TypeErrorf("slice indices must be integers or None or have an __index__ method")
}

// position resolves an index into n items; at is -1 if it is out of range.
func position(key Value, n int) (at int, err error) {
	i, ok := Int64Of(key)
	if !ok {
		return -1, Errorf(IndexError, "cannot fit '%s' into an index-sized integer", key.Type().LongName())
	}
	if i < 0 {
		i += int64(n)
	}
	if i < 0 || i >= int64(n) {
		return -1, nil
	}
	return int(i), nil
}

// ItemLeaf returns container[key] for builtin containers and keys.
func ItemLeaf(w *World, container, key Value) (v Value, err error, ok bool) {
	if container.O == nil {
		return v, nil, false
	}
	switch container.O.Shape.acting() {
	case &ListShape, &TupleShape:
		items := itemsOf(container)
		if key.O == nil {
			if i := key.N; i >= 0 && i < int64(len(items)) {
				return items[i], nil, true
			} else if i < 0 && -i <= int64(len(items)) {
				return items[int64(len(items))+i], nil, true
			}
		}
	case &DictShape:
		return dictItem(w, As[Dict](container), key)
	case &StrShape, &BytesShape, &ByteArrayShape, &RangeShape:
	default:
		return v, nil, false
	}
	return sequenceItem(container, key)
}

// sequenceItem is the general case of ItemLeaf, subclasses included.
func sequenceItem(container, key Value) (v Value, err error, ok bool) {
	if r := AsA[Range](container, &RangeLayout); r != nil {
		return r.item(key)
	}
	if s := AsA[Slice](key, &SliceLayout); s != nil {
		n, _ := sequenceLen(container)
		start, step, count, err, ok := s.Bounds(n)
		if !ok || err != nil {
			if !ok && !s.userIndex() {
				return v, errSlicePart(), true
			}
			return v, err, ok
		}
		return sliceOf(container, start, step, count), nil, true
	}
	if !IsIntLike(key) {
		if needsIndex(key) {
			return v, nil, false
		}
		return v, indexTypeError(container, key), true
	}
	n, _ := sequenceLen(container)
	i, err := position(key, n)
	if err != nil {
		return v, err, true
	}
	if i < 0 {
		return v, indexRangeError(container, ""), true
	}
	switch container.O.Shape.Layout.Core {
	case &ListLayout:
		v = As[List](container).Items[i]
	case &TupleLayout:
		v = As[Tuple](container).Items[i]
	case &StrLayout:
		v = As[Str](container).At(i)
	case &BytesLayout:
		v = Int(int64(As[Bytes](container).S[i]))
	case &ByteArrayLayout:
		v = Int(int64(As[ByteArray](container).B[i]))
	}
	return v, nil, true
}

// sequenceLen is the length of a list, tuple, str, bytes or bytearray, of
// subclasses too.
func sequenceLen(v Value) (n int, ok bool) {
	switch v.Layout().Core {
	case &ListLayout:
		return len(As[List](v).Items), true
	case &TupleLayout:
		return len(As[Tuple](v).Items), true
	case &StrLayout:
		return As[Str](v).Len(), true
	case &BytesLayout:
		return len(As[Bytes](v).S), true
	case &ByteArrayLayout:
		return len(As[ByteArray](v).B), true
	}
	return 0, false
}

// sliceOf returns count items of a sequence from start on, step apart.
func sliceOf(container Value, start, step, count int) Value {
	switch container.O.Shape.Layout.Core {
	case &ListLayout:
		return Of(NewList(strided(As[List](container).Items, start, step, count)))
	case &TupleLayout:
		t := As[Tuple](container)
		if step == 1 && count == len(t.Items) && t.Shape == &TupleShape {
			return container
		}
		return Of(NewTuple(strided(t.Items, start, step, count)...))
	case &BytesLayout:
		b := As[Bytes](container)
		if step == 1 {
			return NewBytes(b.S[start : start+count])
		}
		return NewBytes(string(strided([]byte(b.S), start, step, count)))
	case &ByteArrayLayout:
		return NewByteArray(strided(As[ByteArray](container).B, start, step, count))
	}
	s := As[Str](container)
	if step == 1 {
		return s.Slice(start, start+count)
	}
	if s.ASCII() {
		return NewASCII(unsafeString(strided([]byte(s.S), start, step, count)))
	}
	return NewStr(FromPoints(strided(Points(s.S), start, step, count)))
}

// strided copies count items from start on, step apart.
func strided[T any](items []T, start, step, count int) []T {
	r := make([]T, count)
	if count == 0 {
		return r
	}
	if step == 1 {
		copy(r, items[start:start+count])
		return r
	}
	for i := range r {
		r[i] = items[start+i*step]
	}
	return r
}

// indexName is what index errors call a container.
func indexName(container Value) string {
	switch container.O.Shape.Layout.Core {
	case &StrLayout:
		return "string"
	case &BytesLayout:
		return "byte"
	}
	t := container.Type()
	for !t.Builtin() {
		t = t.Base
	}
	return t.Name
}

func indexTypeError(container, key Value) error {
	if container.Has(&StrLayout) {
		return TypeErrorf("string indices must be integers, not '%s'", key.Type().LongName())
	}
	return TypeErrorf("%s indices must be integers or slices, not %s", indexName(container), key.Type().LongName())
}

// indexRangeError is the error for an index out of range; what is
// " assignment" when an item is stored.
func indexRangeError(container Value, what string) error {
	if container.Has(&BytesLayout) {
		return Errorf(IndexError, "index out of range")
	}
	return Errorf(IndexError, "%s%s index out of range", indexName(container), what)
}

// dictItem is d[key] of an exact dict.
func dictItem(w *World, d *Dict, key Value) (v Value, err error, ok bool) {
	h, err := HashOf(w, key)
	if err == ErrSlow {
		return v, nil, false
	}
	if err != nil {
		return v, err, true
	}
	switch p, found := d.Find(key, h); found {
	case Present:
		return d.entries[p.I].val, nil, true
	case Missing:
		if d.Shape != &DictShape {
			if _, ok := d.Shape.Type.Lookup("__missing__"); ok {
				return v, nil, false
			}
		}
		return v, NewException(KeyError, key), true
	}
	return v, nil, false
}

// SetItemLeaf stores container[key] = v for a list or dict.
func SetItemLeaf(w *World, container, key, v Value) (err error, ok bool) {
	if container.O == nil {
		return nil, false
	}
	switch shape := container.O.Shape.acting(); {
	case shape == &ListShape && key.O == nil:
		items := As[List](container).Items
		i := key.N
		if i < 0 {
			i += int64(len(items))
		}
		if i < 0 || i >= int64(len(items)) {
			return indexRangeError(container, " assignment"), true
		}
		items[i] = v
		return nil, true
	case shape == &DictShape:
		return As[Dict](container).SetLeaf(w, key, v)
	}
	return nil, false
}

// DelItemLeaf deletes container[key] of a list or dict.
func DelItemLeaf(w *World, container, key Value) (err error, ok bool) {
	if container.O == nil {
		return nil, false
	}
	switch shape := container.O.Shape.acting(); {
	case shape == &ListShape && key.O == nil:
		l := As[List](container)
		i := key.N
		if i < 0 {
			i += int64(len(l.Items))
		}
		if i < 0 || i >= int64(len(l.Items)) {
			return indexRangeError(container, " assignment"), true
		}
		l.deleteAt(int(i))
		return nil, true
	case shape == &DictShape:
		d := As[Dict](container)
		h, err := HashOf(w, key)
		if err == ErrSlow {
			return nil, false
		}
		if err != nil {
			return err, true
		}
		switch p, found := d.Find(key, h); found {
		case Present:
			d.DeleteAt(p)
			return nil, true
		case Missing:
			return NewException(KeyError, key), true
		}
	}
	return nil, false
}

// ContainsLeaf tells whether v is in a builtin container.
func ContainsLeaf(w *World, container, v Value) (found bool, err error, ok bool) {
	if container.O == nil {
		return false, nil, false
	}
	switch container.O.Shape.acting() {
	case &DictShape:
		h, err := HashOf(w, v)
		if err == ErrSlow {
			return false, nil, false
		}
		if err != nil {
			return false, err, true
		}
		_, f := As[Dict](container).Find(v, h)
		return f == Present, nil, f != Unsure
	case &SetShape, &FrozenSetShape:
		h, err := HashOf(w, v)
		if err != nil {
			if v.Has(&SetLayout) {
				return false, nil, false
			}
			if err == ErrSlow {
				return false, nil, false
			}
			return false, err, true
		}
		_, f := As[Set](container).Find(v, h)
		return f == Present, nil, f != Unsure
	case &ListShape, &TupleShape:
		items := itemsOf(container)
		if len(items) > longLeaf {
			return false, nil, false
		}
		for _, x := range items {
			if eq, known := Same(x, v); eq || !known {
				return eq, nil, known
			}
		}
		return false, nil, true
	case &StrShape:
		return strContains(container, v)
	case &BytesShape, &ByteArrayShape:
		return bytesContains(container, v)
	case &RangeShape:
		if IsIntLike(v) {
			return As[Range](container).Contains(v), nil, true
		}
	}
	return false, nil, false
}

// PlainDict returns v as a dict if its class changes nothing of how dicts find
// and store items, else nil.
func PlainDict(v Value) *Dict {
	if v.O == nil || v.O.Shape.acting() != &DictShape {
		return nil
	}
	return As[Dict](v)
}

// longLeaf is the number of items beyond which a leaf leaves the work to its
// steps, which look round every so often.
const longLeaf = 1 << 15

// Indices resolves a slice for a sequence whose length is any int.
func (s *Slice) Indices(length Value) (start, stop, step Value, err error, ok bool) {
	if s.userIndex() {
		return start, stop, step, nil, false
	}
	part := func(v, absent Value) Value {
		if v.IsNone() {
			return absent
		}
		if !IsIntLike(v) {
			err = errSlicePart()
			return Int(0)
		}
		return NewInt(BigOf(v))
	}
	step = part(s.Step, Int(1))
	if err != nil {
		return start, stop, step, err, true
	}
	if step == Int(0) {
		return start, stop, step, ValueErrorf("slice step cannot be zero"), true
	}
	low, high := Int(0), length
	if compareInts(step, Int(0)) < 0 {
		low = Int(-1)
		high, _, _ = intBinary(BinSub, length, Int(1))
	}
	clip := func(v, absent Value) Value {
		if v.IsNone() {
			return absent
		}
		x := part(v, absent)
		if compareInts(x, Int(0)) < 0 {
			x, _, _ = intBinary(BinAdd, x, length)
			if compareInts(x, low) < 0 {
				return low
			}
		}
		if compareInts(x, high) > 0 {
			return high
		}
		return x
	}
	start, stop = clip(s.Start, low), clip(s.Stop, high)
	if compareInts(step, Int(0)) < 0 {
		start, stop = clip(s.Start, high), clip(s.Stop, low)
	}
	return start, stop, step, err, true
}
