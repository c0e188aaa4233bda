package object

import (
	"cmp"
	"slices"
	"strings"
)

func sortRow() Native {
	return slow("sort", "(self, /, *, key=None, reverse=False)",
		"Sort the list in ascending order and return None.\n\nThe sort is in-place (i.e. the list itself is modified) and stable (i.e. the\norder of two equal elements is maintained).\n\nIf a key function is given, apply it once to each list item and sort them,\nascending or descending, according to their function values.\n\nThe reverse flag can be set to sort in descending order.",
		listSort, stepSort, sortTemps...).catches()
}

// listSort is the leaf: no key function, and items of one builtin kind.
func listSort(_ *World, args []Value) (Value, error) {
	l := As[List](args[0])
	down, ok := TruthLeaf(args[2])
	if args[2].IsUnbound() {
		down, ok = false, true
	}
	if !ok || !args[1].IsUnbound() && !args[1].IsNone() || len(l.Items) > sortLeaf {
		return Value{}, ErrSlow
	}
	if !SortLeaf(l.Items, nil, down) {
		return Value{}, ErrSlow
	}
	return None, nil
}

// sortLeaf is the number of items that a leaf sorts at most.
const sortLeaf = 1 << 20

// SortLeaf sorts items, stably and in place, if their keys are all small ints,
// floats, strs or otherwise comparable without Python code; keys nil means the
// items themselves. It reports whether it did; if not, nothing is changed.
func SortLeaf(items, keys []Value, down bool) bool {
	if keys == nil {
		keys = items
	}
	if len(items) < 2 {
		return true
	}
	by := comparer(keys)
	if by == nil {
		return false
	}
	own := &keys[0] == &items[0]
	if own && kindOf(keys[0]) == intKind && allSmall(keys) {
		sortInts(items, down)
		return true
	}
	if own {
		less := func(a, b Value) bool { return by(a, b) < 0 }
		if down {
			less = func(a, b Value) bool { return by(b, a) < 0 }
		}
		stableSort(items, less)
		return true
	}
	pairs := make([]sortPair, len(items))
	for i := range pairs {
		pairs[i] = sortPair{keys[i], items[i]}
	}
	less := func(a, b sortPair) bool { return by(a.key, b.key) < 0 }
	if down {
		less = func(a, b sortPair) bool { return by(b.key, a.key) < 0 }
	}
	stableSort(pairs, less)
	for i := range pairs {
		items[i] = pairs[i].item
	}
	return true
}

func allSmall(keys []Value) bool {
	for _, v := range keys {
		if v.O != nil {
			return false
		}
	}
	return true
}

// sortInts sorts small ints; equal ones are the same object, so that no sort
// is unstable.
func sortInts(items []Value, down bool) {
	ns := make([]int64, len(items))
	for i, v := range items {
		ns[i] = v.N
	}
	slices.Sort(ns)
	if down {
		slices.Reverse(ns)
	}
	for i, n := range ns {
		items[i] = Int(n)
	}
}

type sortPair struct{ key, item Value }

// comparer returns the three-way comparison for keys, nil if they may need
// Python code or are not ordered totally.
func comparer(keys []Value) func(a, b Value) int {
	k := kindOf(keys[0])
	small, mixed := true, false
	for _, v := range keys {
		kv := kindOf(v)
		if kv != k {
			mixed = true
			if kv > floatKind || k > floatKind || kv == otherKind || k == otherKind {
				return nil
			}
		}
		small = small && v.O == nil
		if kv == floatKind && v.Float() != v.Float() {
			return nil
		}
	}
	switch {
	case mixed:
		return func(a, b Value) int { c, _ := compareReals(a, b); return c }
	case k == intKind && small:
		return func(a, b Value) int { return cmp.Compare(a.N, b.N) }
	case k == intKind:
		return compareInts
	case k == floatKind:
		return func(a, b Value) int { return compareFloats(a.Float(), b.Float()) }
	case k == strKind:
		return func(a, b Value) int { return strings.Compare(As[Str](a).S, As[Str](b).S) }
	case k == bytesKind:
		return func(a, b Value) int { return strings.Compare(As[Bytes](a).S, As[Bytes](b).S) }
	case k == tupleKind:
		return tupleComparer(keys)
	}
	return nil
}

// tupleComparer compares tuples column by column, if each column has items of
// one kind.
func tupleComparer(keys []Value) func(a, b Value) int {
	n := len(As[Tuple](keys[0]).Items)
	for _, v := range keys {
		n = min(n, len(As[Tuple](v).Items))
	}
	var columns []func(a, b Value) int
	column := make([]Value, len(keys))
	for i := range n {
		for j, v := range keys {
			column[j] = As[Tuple](v).Items[i]
		}
		if kindOf(column[0]) == tupleKind {
			return nil
		}
		by := comparer(column)
		if by == nil {
			return nil
		}
		columns = append(columns, by)
	}
	for _, v := range keys {
		if len(As[Tuple](v).Items) != len(As[Tuple](keys[0]).Items) {
			return nil
		}
	}
	return func(a, b Value) int {
		x, y := As[Tuple](a).Items, As[Tuple](b).Items
		for i, by := range columns {
			if c := by(x[i], y[i]); c != 0 {
				return c
			}
		}
		return 0
	}
}

// The registers of list.sort after its parameters: the items, taken out of
// the list being sorted; their keys; and how far the sort is.
//
// Sorting by __lt__ is a bottom-up merge sort over an index array: order holds
// the numbers of items, other receives the merged runs.
var sortTemps = []RegKind{
	ListReg, // items
	Any,     // keys, a list or None
	ListReg, // order: indices, sorted in runs of width
	ListReg, // other: the level being merged
	Count,   // width of runs
	Count,   // lo: where the runs being merged begin
	Count,   // i: in the left run
	Count,   // j: in the right run
	Any,     // reverse, a bool
}

const (
	sortItems = 3 + iota
	sortKeys
	sortOrder
	sortOther
	sortWidth
	sortLo
	sortI
	sortJ
	sortDown
)

// stepSort takes the items out of the list, asks for the keys, sorts, and puts
// the items back, on error too.
func stepSort(c *Call) Action {
	if e := c.Caught(); e != nil {
		if c.Reg(sortItems).IsUnbound() {
			return c.Raise(e)
		}
		c.putBack()
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if r := c.Reg(2); !r.IsUnbound() {
			return c.Do(1, OpTruth, r)
		}
		c.SetReg(sortDown, False)
		return c.sortStart()
	case 1:
		c.SetReg(sortDown, c.Result())
		return c.sortStart()
	case 2: // a key has landed
		RegAs[List](c, sortKeys, &ListLayout).Append(c.Result())
		return c.sortKeysNext()
	case 3: // a comparison has landed
		return c.sortMerge(c.Result() == True, true)
	}
	return c.sortMerge(false, false)
}

func (c *Call) sortStart() Action {
	l := RegAs[List](c, 0, &ListLayout)
	c.SetReg(sortItems, Of(NewList(l.Items)))
	l.Items = nil
	c.SetReg(sortKeys, None)
	if k := c.Reg(1); !k.IsUnbound() && !k.IsNone() {
		c.SetReg(sortKeys, Of(NewList(nil)))
	}
	return c.sortKeysNext()
}

// sortKeysNext asks for the next key; with all of them it sorts, at once if
// that needs no Python code.
func (c *Call) sortKeysNext() Action {
	items := RegAs[List](c, sortItems, &ListLayout).Items
	keys := items
	if k := AsA[List](c.Reg(sortKeys), &ListLayout); k != nil {
		if len(k.Items) < len(items) {
			return c.Ask(2, c.Reg(1), items[len(k.Items)])
		}
		keys = k.Items
	}
	if SortLeaf(items, keys, c.Reg(sortDown) == True) {
		return c.sortEnd()
	}
	order := make([]Value, len(items))
	for i := range order {
		order[i] = Int(int64(i))
	}
	if c.Reg(sortDown) == True {
		reverse(order) // equal items keep their order when it is reversed again
	}
	c.SetReg(sortOrder, Of(NewList(order)))
	c.SetReg(sortOther, Of(NewList(make([]Value, 0, len(items)))))
	c.SetReg(sortWidth, Int(1))
	c.SetReg(sortLo, Int(0))
	c.SetReg(sortI, Int(0))
	c.SetReg(sortJ, Int(1))
	return c.sortMerge(false, false)
}

// sortMerge goes on merging runs. If landed, less tells whether the key at j
// is less than that at i.
func (c *Call) sortMerge(less, landed bool) Action {
	order, other := RegAs[List](c, sortOrder, &ListLayout), RegAs[List](c, sortOther, &ListLayout)
	keys := RegAs[List](c, sortItems, &ListLayout).Items
	if k := AsA[List](c.Reg(sortKeys), &ListLayout); k != nil {
		keys = k.Items
	}
	n := int64(len(order.Items))
	width, lo, i, j := c.Reg(sortWidth).N, c.Reg(sortLo).N, c.Reg(sortI).N, c.Reg(sortJ).N
	if width < 1 {
		return c.Raise(Errorf(SystemError, "sort: no runs"))
	}
	for count := 0; ; {
		mid, hi := min(lo+width, n), min(lo+2*width, n)
		switch {
		case i < mid && j < hi:
			a, b := order.Items[i], order.Items[j]
			if !landed {
				if max(uint64(a.N), uint64(b.N)) >= uint64(len(keys)) {
					return c.Raise(Errorf(SystemError, "sort: no item"))
				}
				known := false
				if less, known = orderLeaf(CmpLt, keys[b.N], keys[a.N], 0); !known || count > chunk {
					c.SetReg(sortWidth, Int(width))
					c.SetReg(sortLo, Int(lo))
					c.SetReg(sortI, Int(i))
					c.SetReg(sortJ, Int(j))
					if known {
						return c.Again(4)
					}
					return c.Do(3, OpLess, keys[b.N], keys[a.N])
				}
				count++
			}
			landed = false
			if less {
				other.Items = append(other.Items, b)
				j++
			} else {
				other.Items = append(other.Items, a)
				i++
			}
		case i < mid:
			other.Items = append(other.Items, order.Items[i:mid]...)
			i = mid
		case j < hi:
			other.Items = append(other.Items, order.Items[j:hi]...)
			j = hi
		case hi < n:
			lo = hi
			i, j = lo, min(lo+width, n)
		default:
			order.Items, other.Items = other.Items, order.Items[:0]
			if width *= 2; width >= n {
				return c.sortDone(order.Items)
			}
			lo, i, j = 0, 0, min(width, n)
		}
	}
}

// sortDone lays the items out in the order found.
func (c *Call) sortDone(order []Value) Action {
	l := RegAs[List](c, sortItems, &ListLayout)
	sorted := make([]Value, len(order))
	for i, k := range order {
		if uint64(k.N) >= uint64(len(l.Items)) {
			return c.Raise(Errorf(SystemError, "sort: no item"))
		}
		sorted[i] = l.Items[k.N]
	}
	if c.Reg(sortDown) == True {
		reverse(sorted)
	}
	l.Items = sorted
	return c.sortEnd()
}

func (c *Call) sortEnd() Action {
	changed := len(RegAs[List](c, 0, &ListLayout).Items) > 0
	c.putBack()
	if changed {
		return c.Raise(ValueErrorf("list modified during sort"))
	}
	return c.Return(None)
}

// putBack gives the list its items back.
func (c *Call) putBack() {
	RegAs[List](c, 0, &ListLayout).Items = RegAs[List](c, sortItems, &ListLayout).Items
}
