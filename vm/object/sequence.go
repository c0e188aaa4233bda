package object

import "strings"

// Repeat returns a sequence n times in a row.
func Repeat(w *World, seq, times Value) (Value, error) {
	n, err := repeatCount(w, seq, times)
	if err != nil {
		return Value{}, err
	}
	switch seq.O.Shape.Layout.Core {
	case &StrLayout:
		s := As[Str](seq)
		r := &Str{Header: Header{&StrShape}, S: strings.Repeat(s.S, n)}
		if s.n > 0 {
			r.n = (s.n-1)*int32(n) + 1
		}
		return Of(r), nil
	case &ListLayout:
		return Of(NewList(repeated(As[List](seq).Items, n))), nil
	case &TupleLayout:
		if n == 1 && seq.Is(&TupleShape) {
			return seq, nil
		}
		return Of(NewTuple(repeated(As[Tuple](seq).Items, n)...)), nil
	case &BytesLayout:
		return NewBytes(strings.Repeat(As[Bytes](seq).S, n)), nil
	}
	s, _ := BytesView(seq)
	return NewByteArray([]byte(strings.Repeat(s, n))), nil
}

// repeatCount checks how often seq is to be repeated.
func repeatCount(w *World, seq, times Value) (int, error) {
	if !IsIntLike(times) {
		return 0, TypeErrorf("can't multiply sequence by non-int of type '%s'", times.Type().LongName())
	}
	n64, ok := Int64Of(times)
	if !ok {
		if BigOf(times).Sign() > 0 {
			return 0, Errorf(OverflowError, "cannot fit '%s' into an index-sized integer", times.Type().LongName())
		}
		return 0, nil
	}
	n := int(max(n64, 0))
	size, item := 0, 1
	switch seq.O.Shape.Layout.Core {
	case &StrLayout:
		size = len(As[Str](seq).S)
	case &ListLayout, &TupleLayout:
		size, _ = sequenceLen(seq)
		item = 16
	default:
		size, _ = sequenceLen(seq)
	}
	if size > 0 && n > maxReserve/(size*item) {
		return 0, NewException(MemoryError)
	}
	return n, w.Reserve(n * size * item)
}

func repeated(items []Value, n int) []Value {
	r := make([]Value, len(items)*n)
	if len(items) == 1 {
		for i := range r {
			r[i] = items[0]
		}
		return r
	}
	for at := copy(r, items); at < len(r) && at > 0; at *= 2 {
		copy(r[at:], r[:at])
	}
	return r
}

// concatBytes concatenates bytes-like objects; the result is of a's type.
func concatBytes(w *World, a, b Value) (Value, error) {
	x, _ := BytesView(a)
	y, _ := BytesView(b)
	if err := w.Reserve(len(x) + len(y)); err != nil {
		return Value{}, err
	}
	if a.Has(&ByteArrayLayout) {
		return NewByteArray([]byte(x + y)), nil
	}
	return NewBytes(x + y), nil
}

// extend appends items; they may be the list's own.
func (l *List) extend(w *World, items []Value) error {
	n := len(l.Items) + len(items)
	if n > cap(l.Items) {
		if err := w.Reserve(16 * n); err != nil {
			return err
		}
		grown := make([]Value, len(l.Items), max(n, 2*len(l.Items)))
		copy(grown, l.Items)
		l.Items = grown
	}
	l.Items = append(l.Items, items...)
	return nil
}

// repeat is l *= times.
func (l *List) repeat(w *World, times Value) error {
	n, err := repeatCount(w, Of(l), times)
	if err == nil {
		l.Items = repeated(l.Items, n)
	}
	return err
}

// deleteAt removes item i.
func (l *List) deleteAt(i int) {
	copy(l.Items[i:], l.Items[i+1:])
	l.Items[len(l.Items)-1] = Value{}
	l.Items = l.Items[:len(l.Items)-1]
}

// insertAt puts v before item i.
func (l *List) insertAt(i int, v Value) {
	l.Append(v)
	copy(l.Items[i+1:], l.Items[i:])
	l.Items[i] = v
}
