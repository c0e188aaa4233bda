package compiler

import "brine/parser"

// portion is how many values a display or f-string holds in registers at once.
const portion = 32

// constantRun is how many constants a list must have to be built from a tuple.
const constantRun = 8

func hasStar(elts []parser.Expr) bool {
	for _, e := range elts {
		if _, ok := e.(*parser.Starred); ok {
			return true
		}
	}
	return false
}

// row evaluates elements into a run of registers that begins at base, which is
// the topmost temporary.
func (u *unit) row(elts []parser.Expr, base int) {
	for i, e := range elts {
		r := base
		if i > 0 {
			r = u.temp()
		}
		u.expr(e, r)
	}
}

func (u *unit) tuple(elts []parser.Expr, dst int) {
	if len(elts) <= portion && !hasStar(elts) {
		base := u.window(dst)
		u.row(elts, base)
		u.emit(BuildTuple, dst, base, len(elts))
		return
	}
	t := u.scratch(dst)
	u.list(elts, t)
	u.emit(ListToTuple, dst, t, 0)
}

func (u *unit) list(elts []parser.Expr, dst int) {
	if v, ok := u.constants(elts); ok && len(elts) >= constantRun {
		list := u.scratch(dst)
		u.emit(BuildList, list, list, 0)
		t := u.temp()
		u.loadK(t, v)
		u.emit(ListExtend, list, t, 0)
		u.move(dst, list)
		return
	}
	if len(elts) <= portion && !hasStar(elts) {
		base := u.window(dst)
		u.row(elts, base)
		u.emit(BuildList, dst, base, len(elts))
		return
	}
	u.collect(collection{BuildList, ListAppend, ListExtend}, elts, 0, dst)
}

func (u *unit) set(elts []parser.Expr, dst int) {
	if len(elts) <= portion && !hasStar(elts) {
		base := u.window(dst)
		u.row(elts, base)
		u.emit(BuildSet, dst, base, len(elts))
		return
	}
	u.collect(collection{BuildSet, SetAdd, SetUpdate}, elts, 0, dst)
}

// collection is how a list or set is built, grows by one item, and by many.
type collection struct{ build, add, extend Op }

// collect builds a collection with starred or very many elements: the first
// plain ones at once, the others one by one. x goes to the extending operation.
func (u *unit) collect(c collection, elts []parser.Expr, x uint8, dst int) {
	t := u.scratch(dst)
	m := u.mark()
	first := 0
	for first < len(elts) && first < portion {
		if _, star := elts[first].(*parser.Starred); star {
			break
		}
		first++
	}
	base := t
	if first > 0 {
		base = u.window(t)
		u.row(elts[:first], base)
	}
	u.emit(c.build, t, base, first)
	u.release(m)
	for _, e := range elts[first:] {
		if star, ok := e.(*parser.Starred); ok {
			u.emitX(c.extend, x, t, u.operand(star.Value), 0)
		} else {
			u.emit(c.add, t, u.operand(e), 0)
		}
		u.release(m)
	}
	u.move(dst, t)
}

func (u *unit) dict(e *parser.Dict, dst int) {
	t := u.scratch(dst)
	m := u.mark()
	first := 0
	for first < len(e.Keys) && first < portion/2 && e.Keys[first] != nil {
		first++
	}
	base := t
	if first > 0 {
		base = u.window(t)
	}
	if first == len(e.Keys) { // nothing is left to add, so dst may be a local
		t = dst
	}
	for i := range first {
		k := base
		if i > 0 {
			k = u.temp()
		}
		u.expr(e.Keys[i], k)
		u.expr(e.Values[i], u.temp())
	}
	u.emit(BuildDict, t, base, first)
	u.release(m)
	for i, key := range e.Keys {
		if i < first {
			continue
		}
		if key == nil {
			u.emit(DictUpdate, t, u.operand(e.Values[i]), 0)
		} else {
			k := u.operandBefore(key, -1, e.Values[i])
			u.emit(MapAdd, t, k, u.operand(e.Values[i]))
		}
		u.release(m)
	}
	u.move(dst, t)
}
