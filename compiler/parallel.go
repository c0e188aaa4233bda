package compiler

import "brine/parser"

// maxParallel is how many values are assigned to as many targets without
// building a tuple.
const maxParallel = 16

// assignParallel compiles a, b = x, y without a tuple. It returns false if the
// value is no display of the right length.
func (u *unit) assignParallel(targets []parser.Expr, value parser.Expr) bool {
	values := displayElts(value)
	if len(values) != len(targets) || len(values) == 0 || len(values) > maxParallel || hasStar(values) || hasStar(targets) {
		return false
	}
	if regs := u.distinctLocals(targets); regs != nil {
		u.parallelMoves(regs, values)
		return true
	}
	sources := make([]int, len(values))
	for i, v := range values {
		sources[i] = u.temp()
		u.expr(v, sources[i])
	}
	for i, t := range targets {
		u.assign(t, sources[i])
	}
	return true
}

func displayElts(e parser.Expr) []parser.Expr {
	switch e := e.(type) {
	case *parser.Tuple:
		return e.Elts
	case *parser.List:
		return e.Elts
	}
	return nil
}

// distinctLocals returns the registers of targets that all are plain locals,
// each once; else nil.
func (u *unit) distinctLocals(targets []parser.Expr) []int {
	regs := make([]int, len(targets))
	for i, t := range targets {
		name, ok := t.(*parser.Name)
		if !ok {
			return nil
		}
		if regs[i] = u.localOrNone(name.ID); regs[i] < 0 {
			return nil
		}
		for _, earlier := range regs[:i] {
			if earlier == regs[i] {
				return nil
			}
		}
	}
	return regs
}

// pendingMove is a register or constant on its way to a local.
type pendingMove struct {
	dst, src int // src is -1 for a constant
	constant any
}

// parallelMoves evaluates the values in order and then assigns them as if at
// once. Only computed values take a temporary on the way.
func (u *unit) parallelMoves(regs []int, values []parser.Expr) {
	moves := make([]pendingMove, len(values))
	for i, v := range values {
		moves[i] = pendingMove{regs[i], -1, nil}
		if k, ok := u.constant(v); ok {
			moves[i].constant = k
			continue
		}
		if i == len(values)-1 && u.canWriteNow(moves[:i], regs[i]) {
			u.expr(v, regs[i])
			moves = moves[:i]
			break
		}
		moves[i].src = u.operandBefore(v, -1, values[i+1:]...)
	}
	for len(moves) > 0 {
		i := freeMove(moves)
		if i < 0 { // a cycle: set one source aside
			t := u.temp()
			u.move(t, moves[0].src)
			moves[0].src = t
			continue
		}
		mv := moves[i]
		if mv.src < 0 {
			u.loadK(mv.dst, mv.constant)
		} else {
			u.move(mv.dst, mv.src)
		}
		moves = append(moves[:i], moves[i+1:]...)
	}
}

// canWriteNow tells if none of the moves still reads the register.
func (u *unit) canWriteNow(moves []pendingMove, reg int) bool {
	for _, mv := range moves {
		if mv.src == reg {
			return false
		}
	}
	return true
}

// freeMove returns the index of a move whose destination no other move reads,
// or -1.
func freeMove(moves []pendingMove) int {
	for i, mv := range moves {
		read := false
		for j, other := range moves {
			read = read || j != i && other.src == mv.dst
		}
		if !read {
			return i
		}
	}
	return -1
}
