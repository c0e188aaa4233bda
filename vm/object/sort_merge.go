package object

import "slices"

// minRun is the length up to which runs are extended by insertion.
const minRun = 24

// stableSort sorts a: natural runs, short ones extended by insertion, merged
// in pairs. What is sorted already, or the wrong way round, takes linear time.
func stableSort[T any](a []T, less func(x, y T) bool) {
	n := len(a)
	if n < 2 {
		return
	}
	var runs []int // ends of runs
	for lo := 0; lo < n; {
		hi := lo + 1
		if hi < n {
			if less(a[hi], a[lo]) {
				for hi++; hi < n && less(a[hi], a[hi-1]); hi++ {
				}
				slices.Reverse(a[lo:hi])
			} else {
				for hi++; hi < n && !less(a[hi], a[hi-1]); hi++ {
				}
			}
		}
		if end := min(lo+minRun, n); hi < end {
			insertRun(a[lo:end], hi-lo, less)
			hi = end
		}
		runs = append(runs, hi)
		lo = hi
	}
	buf := make([]T, (n+1)/2)
	for len(runs) > 1 {
		lo, to := 0, 0
		for i := 0; i < len(runs); i += 2 {
			if i+1 == len(runs) {
				runs[to] = runs[i]
			} else {
				buf = merge(a[lo:runs[i+1]], runs[i]-lo, buf, less)
				lo = runs[i+1]
				runs[to] = lo
			}
			to++
		}
		runs = runs[:to]
	}
}

// insertRun sorts a, whose first n items are sorted, by binary insertion.
func insertRun[T any](a []T, n int, less func(x, y T) bool) {
	for ; n < len(a); n++ {
		x := a[n]
		lo, hi := 0, n
		for lo < hi {
			if mid := (lo + hi) / 2; less(x, a[mid]) {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		copy(a[lo+1:n+1], a[lo:n])
		a[lo] = x
	}
}

// merge merges a[:mid] and a[mid:], with the shorter in buf, which may grow.
func merge[T any](a []T, mid int, buf []T, less func(x, y T) bool) []T {
	if !less(a[mid], a[mid-1]) {
		return buf
	}
	if short := min(mid, len(a)-mid); short > len(buf) {
		buf = make([]T, short)
	}
	if mid <= len(a)-mid {
		left := buf[:copy(buf, a[:mid])]
		i, j, k := 0, mid, 0
		for i < len(left) && j < len(a) {
			if less(a[j], left[i]) {
				a[k] = a[j]
				j++
			} else {
				a[k] = left[i]
				i++
			}
			k++
		}
		copy(a[k:], left[i:])
		return buf
	}
	right := buf[:copy(buf, a[mid:])]
	i, j, k := mid-1, len(right)-1, len(a)-1
	for i >= 0 && j >= 0 {
		if less(right[j], a[i]) {
			a[k] = a[i]
			i--
		} else {
			a[k] = right[j]
			j--
		}
		k--
	}
	copy(a[:j+1], right[:j+1])
	return buf
}
