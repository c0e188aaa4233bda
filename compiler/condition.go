package compiler

import "brine/parser"

// compareOp says how a comparison is computed and how it is tested in a branch.
// A branch may stand for the opposite comparison.
type compareOp struct {
	value, jump, jumpK Op
	opposite           bool
}

var compareOps = [...]compareOp{
	parser.CmpEq:    {Eq, JumpEq, JumpEqK, false},
	parser.CmpNotEq: {Ne, JumpNe, JumpNeK, false},
	parser.CmpLt:    {Lt, JumpLt, JumpLtK, false},
	parser.CmpLtE:   {Le, JumpLe, JumpLeK, false},
	parser.CmpGt:    {Gt, JumpGt, JumpGtK, false},
	parser.CmpGtE:   {Ge, JumpGe, JumpGeK, false},
	parser.CmpIs:    {Is, JumpIs, Nop, false},
	parser.CmpIsNot: {IsNot, JumpIs, Nop, true},
	parser.CmpIn:    {In, JumpIn, Nop, false},
	parser.CmpNotIn: {NotIn, JumpIn, Nop, true},
}

// jumpIf goes to the label if the truth of e is sense, and falls through
// otherwise.
func (u *unit) jumpIf(e parser.Expr, sense bool, to label) {
	m := u.mark()
	defer u.release(m)
	if v, ok := u.constant(e); ok {
		if t, ok := truth(v); ok {
			u.visit()
			if t == sense {
				u.jump(to)
			}
			return
		}
	}
	switch e := e.(type) {
	case *parser.UnaryOp:
		if e.Op == parser.UnaryNot {
			u.jumpIf(e.Operand, !sense, to)
			return
		}
	case *parser.BoolOp:
		u.jumpIfBool(e, sense, to)
		return
	case *parser.Compare:
		u.pos = e.Pos // and what follows has this place too, as in CPython
		u.jumpIfCompare(e, sense, to)
		return
	case *parser.IfExp:
		orelse, end := u.newLabel(), u.newLabel()
		u.jumpIf(e.Test, false, orelse)
		u.jumpIf(e.Body, sense, to)
		u.jump(end)
		u.put(orelse)
		u.jumpIf(e.OrElse, sense, to)
		u.put(end)
		return
	}
	r := u.operand(e)
	u.branch(JumpIf, sense, r, 0, to)
}

func (u *unit) jumpIfBool(e *parser.BoolOp, sense bool, to label) {
	decides := e.Op == parser.BoolOr // the truth of one value that decides the whole
	early, end := to, u.newLabel()
	if decides != sense {
		early = end
	}
	last := len(e.Values) - 1
	for _, v := range e.Values[:last] {
		u.jumpIf(v, decides, early)
	}
	u.jumpIf(e.Values[last], sense, to)
	u.put(end)
}

func (u *unit) jumpIfCompare(e *parser.Compare, sense bool, to label) {
	end := u.newLabel()
	left := u.operandBefore(e.Left, -1, e.Comparators...)
	last := len(e.Ops) - 1
	for i, op := range e.Ops {
		if i == last {
			u.jumpCompare(op, left, e.Comparators[i], sense, to)
			break
		}
		right := u.operandBefore(e.Comparators[i], -1, e.Comparators[i+1:]...)
		row := compareOps[op]
		if sense {
			u.branch(row.jump, row.opposite, left, right, end)
		} else {
			u.branch(row.jump, row.opposite, left, right, to)
		}
		left = right
	}
	u.put(end)
}

// jumpCompare goes to the label if the truth of left op right is sense.
func (u *unit) jumpCompare(op parser.CmpOperator, left int, right parser.Expr, sense bool, to label) {
	row := compareOps[op]
	sense = sense != row.opposite
	if v, ok := u.constant(right); ok {
		if i := u.consts.add(v); i < directConsts {
			switch {
			case row.jumpK != Nop:
				u.branch(row.jumpK, sense, left, i, to)
				return
			case row.jump == JumpIs && isSingleton(v):
				u.branch(JumpIsK, sense, left, i, to)
				return
			}
		}
	}
	r := u.comparand(op, right)
	u.branch(row.jump, sense, left, r, to)
}

// isSingleton tells if identity with a constant is well defined.
func isSingleton(v any) bool {
	switch v.(type) {
	case nil, bool, Ellipsis:
		return true
	}
	return false
}

// comparand evaluates the right side of a comparison; a display of constants
// behind `in` becomes a constant.
func (u *unit) comparand(op parser.CmpOperator, e parser.Expr) int {
	if op == parser.CmpIn || op == parser.CmpNotIn {
		if v, ok := u.constantItems(e); ok {
			t := u.temp()
			u.loadK(t, v)
			return t
		}
	}
	return u.operand(e)
}

// compare evaluates a comparison to a value.
func (u *unit) compare(e *parser.Compare, dst int) {
	last := len(e.Ops) - 1
	if last == 0 {
		left := u.operandBefore(e.Left, dst, e.Comparators...)
		right := u.comparand(e.Ops[0], e.Comparators[0])
		u.emit(compareOps[e.Ops[0]].value, dst, left, right)
		return
	}
	t, end := u.scratch(dst), u.newLabel()
	left := u.operandBefore(e.Left, -1, e.Comparators...)
	for i, op := range e.Ops {
		if i == last {
			right := u.comparand(op, e.Comparators[i])
			u.emit(compareOps[op].value, t, left, right)
			break
		}
		right := u.operandBefore(e.Comparators[i], -1, e.Comparators[i+1:]...)
		u.emit(compareOps[op].value, t, left, right)
		u.branch(JumpIf, false, t, 0, end)
		left = right
	}
	u.put(end)
	u.move(dst, t)
}
