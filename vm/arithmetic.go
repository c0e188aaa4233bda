package vm

// What the loop needs to do arithmetic on small ints by itself.

// fits32 reports whether two ints fit 32 bits each, and so their product 64.
func fits32(x, y int64) bool { return int64(int32(x)) == x && int64(int32(y)) == y }

// noOverflow reports whether p is the product of x and y.
func noOverflow(x, y, p int64) bool {
	if x == 0 || y == 0 {
		return true
	}
	return p/y == x && !(x == -1 && y == minInt) && !(y == -1 && x == minInt)
}

const minInt = -1 << 63

// floorDiv is x // y for positive y.
func floorDiv(x, y int64) int64 {
	q := x / y
	if x%y < 0 {
		q--
	}
	return q
}

// floorMod is x % y for positive y.
func floorMod(x, y int64) int64 {
	r := x % y
	if r < 0 {
		r += y
	}
	return r
}
