package compiler

import "brine/parser"

// expr evaluates an expression into dst. A dst that is a local is written by the
// last instruction only.
func (u *unit) expr(e parser.Expr, dst int) {
	saved := u.pos
	u.pos = *e.Position()
	if v, ok := u.constant(e); ok {
		u.loadK(dst, v)
	} else {
		u.evaluate(e, dst)
	}
	u.pos = saved
}

func (u *unit) evaluate(e parser.Expr, dst int) {
	m := u.mark()
	switch e := e.(type) {
	case *parser.Name:
		u.load(e.ID, dst)
	case *parser.BinOp:
		u.binOp(e, dst)
	case *parser.UnaryOp:
		u.unaryOp(e, dst)
	case *parser.BoolOp:
		u.boolOp(e, dst)
	case *parser.Compare:
		u.compare(e, dst)
	case *parser.IfExp:
		u.ifExp(e, dst)
	case *parser.NamedExpr:
		u.namedExpr(e, dst)
	case *parser.Call:
		u.call(e, dst)
	case *parser.Attribute:
		obj := u.operandIn(e.Value, dst)
		u.startAtAttr(e)
		u.emit(LoadAttr, dst, obj, u.site(u.mangled(e.Attr)))
	case *parser.Subscript:
		u.subscript(e, dst)
	case *parser.Slice:
		u.slice(e, dst)
	case *parser.Lambda:
		u.lambda(e, dst)
	case *parser.JoinedStr:
		u.joinedStr(e, dst)
	case *parser.FormattedValue:
		u.formattedValue(e, dst, formatPart)
	default:
		u.evaluateRest(e, dst)
	}
	u.release(m)
}

func (u *unit) evaluateRest(e parser.Expr, dst int) {
	switch e := e.(type) {
	case *parser.Tuple:
		u.tuple(e.Elts, dst)
	case *parser.List:
		u.list(e.Elts, dst)
	case *parser.Set:
		u.set(e.Elts, dst)
	case *parser.Dict:
		u.dict(e, dst)
	case *parser.ListComp, *parser.SetComp, *parser.DictComp, *parser.GeneratorExp:
		u.comprehension(e, dst)
	case *parser.Await:
		u.await(e, dst)
	case *parser.Yield:
		u.yield(e, dst)
	case *parser.YieldFrom:
		u.yieldFrom(e, dst)
	case *parser.Starred:
		u.fail(&e.Pos, "can't use starred expression here")
	default:
		u.fail(e.Position(), "unknown expression")
	}
}

func (u *unit) mangled(name string) string { return mangle(u.scope.private, name) }

// startAtAttr moves the current position to the name of an attribute that stands
// on another line than its object begins.
func (u *unit) startAtAttr(e *parser.Attribute) {
	if u.pos.Line == e.EndLine {
		return
	}
	u.pos.Line = e.EndLine
	u.pos.Col = max(0, e.EndCol-int32(len(e.Attr)))
}

// operand evaluates an expression and returns the register of its value: a local
// where it stands, else a new temporary.
func (u *unit) operand(e parser.Expr) int { return u.operandIn(e, -1) }

// operandIn is operand, but a value that needs a register goes into dst if that
// is a temporary.
func (u *unit) operandIn(e parser.Expr, dst int) int {
	if r := u.inPlace(e); r >= 0 {
		return r
	}
	dst = u.scratch(dst)
	u.expr(e, dst)
	return dst
}

// operandBefore is operandIn for a value that is read only after the later
// expressions have been evaluated: these may contain a := that changes it.
func (u *unit) operandBefore(e parser.Expr, dst int, later ...parser.Expr) int {
	if name := localName(e); name != "" && u.scope.walrus[u.mangled(name)] && !allSimple(later) {
		dst = u.scratch(dst)
		u.expr(e, dst)
		return dst
	}
	return u.operandIn(e, dst)
}

// localName returns the name whose register inPlace may give.
func localName(e parser.Expr) string {
	switch e := e.(type) {
	case *parser.Name:
		return e.ID
	case *parser.NamedExpr:
		return e.Target.ID
	}
	return ""
}

func allSimple(list []parser.Expr) bool {
	for _, e := range list {
		switch e.(type) {
		case nil, *parser.Name, *parser.Constant:
		default:
			return false
		}
	}
	return true
}

// inPlace returns the register of an expression whose value stands in a local,
// or -1.
func (u *unit) inPlace(e parser.Expr) int {
	switch e := e.(type) {
	case *parser.Name:
		if e.ID == "__debug__" {
			return -1
		}
		v := u.variable(e.ID)
		if v.kind != localVariable {
			return -1
		}
		saved := u.pos
		u.pos = e.Pos
		u.check(v)
		u.pos = saved
		return v.index
	case *parser.NamedExpr:
		r := u.localOrNone(e.Target.ID)
		if r >= 0 {
			u.expr(e.Value, r)
		}
		return r
	}
	return -1
}

// discard evaluates an expression for its effects.
func (u *unit) discard(e parser.Expr) {
	if _, ok := u.constant(e); ok {
		return
	}
	m := u.mark()
	if u.inPlace(e) < 0 {
		u.expr(e, u.temp())
	}
	u.release(m)
}

// constIndex returns the index of a constant that the K form of an operation can
// name.
func (u *unit) constIndex(e parser.Expr) (int, bool) {
	v, ok := u.constant(e)
	if !ok {
		return 0, false
	}
	i := u.consts.add(v)
	return i, i < directConsts
}

// binaryOps gives each binary operator its operation and the one with a constant.
var binaryOps = [...]struct{ plain, constant Op }{
	parser.OpAdd:      {Add, AddK},
	parser.OpSub:      {Sub, SubK},
	parser.OpMult:     {Mul, MulK},
	parser.OpMatMult:  {MatMul, Nop},
	parser.OpDiv:      {TrueDiv, TrueDivK},
	parser.OpMod:      {Mod, ModK},
	parser.OpPow:      {Pow, PowK},
	parser.OpLShift:   {LShift, LShiftK},
	parser.OpRShift:   {RShift, RShiftK},
	parser.OpBitOr:    {Or, OrK},
	parser.OpBitXor:   {Xor, XorK},
	parser.OpBitAnd:   {And, AndK},
	parser.OpFloorDiv: {FloorDiv, FloorDivK},
}

func (u *unit) binOp(e *parser.BinOp, dst int) {
	left := u.operandBefore(e.Left, dst, e.Right)
	u.binary(e.Op, 0, left, e.Right, dst)
}

// binary emits dst := left op right, where left is evaluated already.
func (u *unit) binary(op parser.Operator, inPlace uint8, left int, right parser.Expr, dst int) {
	row := binaryOps[op]
	if row.constant != Nop {
		if k, ok := u.constIndex(right); ok {
			u.emitX(row.constant, inPlace, dst, left, k)
			return
		}
	}
	hint := dst
	if left == dst {
		hint = -1
	}
	r := u.operandIn(right, hint)
	u.emitX(row.plain, inPlace, dst, left, r)
}

var unaryOps = [...]Op{
	parser.UnaryInvert: Invert,
	parser.UnaryNot:    Not,
	parser.UnaryAdd:    Pos,
	parser.UnarySub:    Neg,
}

func (u *unit) unaryOp(e *parser.UnaryOp, dst int) {
	if inner, ok := e.Operand.(*parser.Compare); ok && e.Op == parser.UnaryNot && len(inner.Ops) == 1 {
		switch op := inner.Ops[0]; op {
		case parser.CmpIs, parser.CmpIsNot, parser.CmpIn, parser.CmpNotIn:
			opposite := *inner
			opposite.Ops = []parser.CmpOperator{op ^ 1}
			u.expr(&opposite, dst)
			return
		}
	}
	r := u.operandIn(e.Operand, dst)
	u.emit(unaryOps[e.Op], dst, r, 0)
}

func (u *unit) boolOp(e *parser.BoolOp, dst int) {
	t := u.scratch(dst)
	end := u.newLabel()
	last := len(e.Values) - 1
	for i, v := range e.Values {
		u.expr(v, t)
		if i < last {
			u.branch(JumpIf, e.Op == parser.BoolOr, t, 0, end)
		}
	}
	u.put(end)
	u.move(dst, t)
}

func (u *unit) ifExp(e *parser.IfExp, dst int) {
	orelse, end := u.newLabel(), u.newLabel()
	u.jumpIf(e.Test, false, orelse)
	u.expr(e.Body, dst)
	u.jump(end)
	u.put(orelse)
	u.expr(e.OrElse, dst)
	u.put(end)
}

func (u *unit) namedExpr(e *parser.NamedExpr, dst int) {
	if r := u.localOrNone(e.Target.ID); r >= 0 {
		u.expr(e.Value, r)
		u.move(dst, r)
		return
	}
	t := u.scratch(dst)
	u.expr(e.Value, t)
	u.pos = e.Target.Pos
	u.store(e.Target.ID, t)
	u.pos = e.Pos
	u.move(dst, t)
}

func (u *unit) subscript(e *parser.Subscript, dst int) {
	obj := u.operandBefore(e.Value, dst, e.Slice)
	if k, ok := u.constIndex(e.Slice); ok {
		u.emit(LoadItemK, dst, obj, k)
		return
	}
	hint := dst
	if obj == dst {
		hint = -1
	}
	key := u.operandIn(e.Slice, hint)
	u.emit(LoadItem, dst, obj, key)
}

func (u *unit) slice(e *parser.Slice, dst int) {
	base := u.window(dst)
	for i, part := range []parser.Expr{e.Lower, e.Upper, e.Step} {
		r := base
		if i > 0 {
			r = u.temp()
		}
		if part == nil {
			u.loadK(r, nil)
		} else {
			u.expr(part, r)
		}
	}
	u.emit(BuildSlice, dst, base, 0)
}

// joinedStr evaluates an f-string. Many pieces are joined in portions.
func (u *unit) joinedStr(e *parser.JoinedStr, dst int) {
	if len(e.Values) == 0 {
		u.loadK(dst, "")
		return
	}
	if len(e.Values) == 1 {
		if f, ok := e.Values[0].(*parser.FormattedValue); ok {
			u.pos = f.Pos
			u.formattedValue(f, dst, 0)
		} else {
			u.expr(e.Values[0], dst)
		}
		return
	}
	base := u.window(dst)
	n := 0
	for _, v := range e.Values {
		if n == portion {
			u.emit(BuildString, base, base, n)
			u.release(base - u.tempBase + 1)
			n = 1
		}
		r := base
		if n > 0 {
			r = u.temp()
		}
		u.expr(v, r)
		n++
	}
	u.emit(BuildString, dst, base, n)
}

// formatPart is the bit of FORMAT_VALUE that says that BUILD_STRING follows.
const formatPart = 8

// formattedValue evaluates a replacement field; x is 0 or formatPart.
func (u *unit) formattedValue(e *parser.FormattedValue, dst int, x uint8) {
	switch e.Conversion {
	case 's':
		x |= 1
	case 'r':
		x |= 2
	case 'a':
		x |= 3
	}
	if e.FormatSpec == nil {
		r := u.operandIn(e.Value, dst)
		u.emitX(FormatValue, x, dst, r, r)
		return
	}
	r := u.operandBefore(e.Value, dst, e.FormatSpec)
	spec := u.temp()
	u.expr(e.FormatSpec, spec)
	u.emitX(FormatValue, x|4, dst, r, spec)
}
