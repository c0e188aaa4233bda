package object

import (
	"math"
	"math/big"
	"math/bits"
)

// The parameters of CPython's numeric hash: numbers are reduced modulo a prime.
const (
	hashBits    = 61
	hashModulus = 1<<hashBits - 1
	hashInf     = 314159
	hashImag    = 1000003
	hashNone    = 0xfca86420
)

// hashed maps -1, which is no hash in Python, to -2.
func hashed(h uint64) uint64 {
	if h == math.MaxUint64 {
		return math.MaxUint64 - 1
	}
	return h
}

// HashInt is the hash of a small int.
func HashInt(n int64) uint64 {
	if n > -hashModulus && n < hashModulus {
		return hashed(uint64(n))
	}
	if n < 0 {
		return hashed(-(uint64(-n) % hashModulus))
	}
	return uint64(n) % hashModulus
}

func hashBig(i *big.Int) uint64 {
	var m big.Int
	m.Rem(i, big.NewInt(hashModulus))
	return hashed(uint64(m.Int64()))
}

// HashFloat is the hash of a float, equal to that of the int it equals.
func HashFloat(f float64) uint64 {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return HashInt(int64(f))
	}
	switch {
	case math.IsInf(f, 1):
		return hashInf
	case math.IsInf(f, -1):
		return math.MaxUint64 - hashInf + 1
	case math.IsNaN(f):
		return spread(math.Float64bits(f)) >> 1
	}
	m, e := math.Frexp(math.Abs(f))
	x := uint64(0)
	for m != 0 {
		x = (x<<28)&hashModulus | x>>(hashBits-28)
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		if x += y; x >= hashModulus {
			x -= hashModulus
		}
	}
	if e %= hashBits; e < 0 {
		e += hashBits
	}
	x = (x<<e)&hashModulus | x>>(hashBits-e)
	if f < 0 {
		x = -x
	}
	return hashed(x)
}

// HashComplex is the hash of a complex.
func HashComplex(c complex128) uint64 {
	return hashed(HashFloat(real(c)) + hashImag*HashFloat(imag(c)))
}

// The constants of xxHash, as CPython's tuple hash uses them.
const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

// A TupleHash computes the hash of a tuple from those of its items.
type TupleHash uint64

// NewTupleHash begins.
func NewTupleHash() TupleHash { return xxPrime5 }

// Add takes the hash of the next item.
func (t TupleHash) Add(h uint64) TupleHash {
	return TupleHash(bits.RotateLeft64(uint64(t)+h*xxPrime2, 31) * xxPrime1)
}

// Sum ends: n is the number of items.
func (t TupleHash) Sum(n int) uint64 {
	h := uint64(t) + (uint64(n) ^ (xxPrime5 ^ 3527539))
	if h == math.MaxUint64 {
		return 1546275796
	}
	return h
}

// maxNesting bounds what leaves do with nested containers on Go's stack; what
// is deeper goes by frames.
const maxNesting = 50

// HashOf returns the hash of v, ErrSlow if it takes Python code, or a TypeError.
func HashOf(w *World, v Value) (uint64, error) { return hashNested(w, v, 0) }

func hashNested(w *World, v Value, depth int) (uint64, error) {
	if v.O == nil {
		return HashInt(v.N), nil
	}
	s := v.O.Shape
	switch s {
	case &StrShape:
		return As[Str](v).Hash(), nil
	case &TupleShape:
		return hashItems(w, As[Tuple](v).Items, depth)
	}
	t := s.Type
	if t.Flags&(Unhashable|UserHash) != 0 {
		if t.Flags&Unhashable != 0 {
			return 0, TypeErrorf("unhashable type: '%s'", t.LongName())
		}
		return 0, ErrSlow
	}
	if t.Hash == nil {
		return w.Identity(v), nil
	}
	return t.Hash(w, v)
}

func hashItems(w *World, items []Value, depth int) (uint64, error) {
	if depth > maxNesting {
		return 0, ErrSlow
	}
	sum := NewTupleHash()
	for _, x := range items {
		h, err := hashNested(w, x, depth+1)
		if err != nil {
			return 0, err
		}
		sum = sum.Add(h)
	}
	return sum.Sum(len(items)), nil
}

// HashValue returns a hash as the int that Python sees.
func HashValue(h uint64) Value { return Int(int64(h)) }

// HashFrom is the inverse of HashValue; v is the result of an OpHash. It never
// returns -1, which is no hash, whatever a damaged pickle holds.
func HashFrom(v Value) uint64 {
	if v.N == -1 {
		return noHash - 1
	}
	return uint64(v.N)
}

const noHash = 1<<64 - 1
