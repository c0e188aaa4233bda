package compiler

import "math/bits"

// Bits is a set of small numbers, registers mostly.
type Bits []uint64

// NewBits returns an empty set that can hold 0 .. n-1.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Has tells if i is in the set.
func (b Bits) Has(i int) bool {
	return i>>6 < len(b) && b[i>>6]&(1<<(i&63)) != 0
}

// Each calls f for each number of the set, in ascending order.
func (b Bits) Each(f func(i int)) {
	for w, word := range b {
		for ; word != 0; word &= word - 1 {
			f(w<<6 + bits.TrailingZeros64(word))
		}
	}
}

func (b Bits) set(i int)   { b[i>>6] |= 1 << (i & 63) }
func (b Bits) clear(i int) { b[i>>6] &^= 1 << (i & 63) }

// meet keeps what is in both sets; it tells if b changed.
func (b Bits) meet(other Bits) (changed bool) {
	for i, word := range other {
		if kept := b[i] & word; kept != b[i] {
			b[i], changed = kept, true
		}
	}
	return changed
}

// join adds what is in other; it tells if b changed.
func (b Bits) join(other Bits) (changed bool) {
	for i, word := range other {
		if all := b[i] | word; all != b[i] {
			b[i], changed = all, true
		}
	}
	return changed
}
