package object

import "math/big"

// Range is a range. Bounds beyond 64 bits are kept as ints of any size.
type Range struct {
	Header
	Start, Stop, Step Value // ints
	Length            Value // int
}

// RangeIterator is the iterator of a range whose numbers fit 64 bits.
type RangeIterator struct {
	Header
	Next, Step int64
	Left       int64 // how many are still to come
}

// LongRangeIterator is the iterator of any other range.
type LongRangeIterator struct {
	Header
	Next, Step, Left Value // ints
}

// The types of ranges and their iterators.
var (
	RangeType   = &Type{}
	RangeShape  Shape
	RangeLayout Layout

	RangeIteratorType   = &Type{}
	RangeIteratorShape  Shape
	RangeIteratorLayout Layout

	LongRangeIteratorType   = &Type{}
	LongRangeIteratorShape  Shape
	LongRangeIteratorLayout Layout
)

// NewRange returns a range of ints; step is not 0.
func NewRange(start, stop, step Value) *Range {
	r := &Range{Header{&RangeShape}, start, stop, step, Int(0)}
	r.Length = rangeLength(start, stop, step)
	return r
}

func rangeLength(start, stop, step Value) Value {
	if start.IsInt() && stop.IsInt() && step.IsInt() {
		a, b, s := start.N, stop.N, step.N
		const safe = 1 << 61
		if a > -safe && a < safe && b > -safe && b < safe && s > -safe && s < safe {
			switch {
			case s > 0 && a < b:
				return Int((b-a-1)/s + 1)
			case s < 0 && a > b:
				return Int((a-b-1)/-s + 1)
			}
			return Int(0)
		}
	}
	a, b, s := BigOf(start), BigOf(stop), BigOf(step)
	n := new(big.Int)
	if s.Sign() > 0 {
		n.Sub(b, a)
	} else {
		n.Sub(a, b)
	}
	if n.Sign() <= 0 {
		return Int(0)
	}
	n.Sub(n, big.NewInt(1))
	n.Quo(n, new(big.Int).Abs(s))
	return NewInt(n.Add(n, big.NewInt(1)))
}

// At returns number i of the range, which need not be in it.
func (r *Range) At(i Value) Value {
	v, _, _ := intBinary(BinMul, i, r.Step)
	v, _, _ = intBinary(BinAdd, r.Start, v)
	return v
}

// small reports whether all numbers of the range, and the one after the last,
// fit 64 bits.
func (r *Range) small() bool {
	return r.Start.IsInt() && r.Step.IsInt() && r.Length.IsInt() && r.At(r.Length).IsInt()
}

// IndexOf returns where int v is in the range, ok false if it is not.
func (r *Range) IndexOf(v Value) (i Value, ok bool) {
	if n, small := Int64Of(v); small && r.small() {
		d := n - r.Start.N
		if (n < r.Start.N) != (d < 0) || d%r.Step.N != 0 {
			return Value{}, false
		}
		d /= r.Step.N
		return Int(d), d >= 0 && d < r.Length.N
	}
	d := new(big.Int).Sub(BigOf(v), BigOf(r.Start))
	q, m := new(big.Int).QuoRem(d, BigOf(r.Step), new(big.Int))
	if m.Sign() != 0 || q.Sign() < 0 || q.Cmp(BigOf(r.Length)) >= 0 {
		return Value{}, false
	}
	return NewInt(q), true
}

// Contains reports whether int v is in the range.
func (r *Range) Contains(v Value) bool {
	_, ok := r.IndexOf(v)
	return ok
}

// item is r[key].
func (r *Range) item(key Value) (v Value, err error, ok bool) {
	if s := AsA[Slice](key, &SliceLayout); s != nil {
		return r.slice(s)
	}
	if !IsIntLike(key) {
		return v, indexTypeError(Of(r), key), !needsIndex(key)
	}
	i := BigOf(key)
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, BigOf(r.Length))
	}
	if i.Sign() < 0 || i.Cmp(BigOf(r.Length)) >= 0 {
		return v, Errorf(IndexError, "range object index out of range"), true
	}
	return r.At(NewInt(new(big.Int).Set(i))), nil, true
}

func (r *Range) slice(s *Slice) (v Value, err error, ok bool) {
	start, stop, step, err, ok := s.Indices(r.Length)
	if err != nil || !ok {
		return v, err, ok
	}
	scale, _, _ := intBinary(BinMul, step, r.Step)
	return Of(NewRange(r.At(start), r.At(stop), scale)), nil, true
}

// Iterator returns an iterator over the range.
func (r *Range) Iterator() Value {
	if r.small() {
		return Of(&RangeIterator{Header{&RangeIteratorShape}, r.Start.N, r.Step.N, r.Length.N})
	}
	return Of(&LongRangeIterator{Header{&LongRangeIteratorShape}, r.Start, r.Step, r.Length})
}

// Reversed returns an iterator over the range from its end.
func (r *Range) Reversed() Value {
	n, _, _ := intBinary(BinSub, r.Length, Int(1))
	back := &Range{Header{&RangeShape}, r.At(n), Int(0), intUnary(UnaryNeg, r.Step), r.Length}
	return back.Iterator()
}

func equalRanges(a, b Value) (equal, known bool) {
	x, y := AsA[Range](a, &RangeLayout), AsA[Range](b, &RangeLayout)
	if x == nil || y == nil || x.Length != y.Length && compareInts(x.Length, y.Length) != 0 {
		return false, true
	}
	if compareInts(x.Length, Int(0)) == 0 {
		return true, true
	}
	if compareInts(x.Start, y.Start) != 0 {
		return false, true
	}
	return x.Length == Int(1) || compareInts(x.Step, y.Step) == 0, true
}

func hashRange(w *World, v Value) (uint64, error) {
	r := As[Range](v)
	items := [3]Value{r.Length, None, None}
	if r.Length != Int(0) {
		items[1] = r.Start
		if r.Length != Int(1) {
			items[2] = r.Step
		}
	}
	return hashItems(w, items[:], 0)
}
