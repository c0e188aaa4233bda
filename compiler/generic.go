package compiler

import "brine/parser"

// generic runs body in a hidden function, called at once, that binds the type
// parameters of what node defines. body gets the register for its result and
// that of the tuple of parameters.
func (u *unit) generic(node any, name string, list []*parser.TypeParam, dst int, body func(in *unit, dst, params int)) {
	in := u.newUnit(u, functionUnit, u.scopes[scopeKey{node, true}], "<generic parameters of "+name+">", int(u.pos.Line))
	in.code.Flags |= Optimized
	in.prologue()
	in.pos = u.pos
	params := in.temp()
	in.typeParams(list, params)
	r := in.temp()
	body(in, r, params)
	in.emit(Return, r, 0, 0)
	m := u.mark()
	base := u.window(dst)
	u.makeFunction(in.finish(), 0, base, base)
	u.emit(Call, dst, base, 0)
	u.release(m)
}

// typeParams makes and binds the type parameters, and leaves a tuple of them.
func (u *unit) typeParams(list []*parser.TypeParam, dst int) {
	m := u.mark()
	u.emit(BuildList, dst, dst, 0)
	for _, p := range list {
		u.pos = p.Pos
		name := u.temp()
		kind, bound := u.temp(), u.temp()
		u.loadK(name, p.Name)
		u.loadK(kind, p.Stars)
		if p.Bound == nil {
			u.loadK(bound, nil)
		} else {
			u.thunk(p, p.Name, p.Bound, bound)
		}
		u.emitX(Intrinsic, IntrinsicTypeVar, name, name, 3)
		u.emit(ListAppend, dst, name, 0)
		u.store(p.Name, name)
		u.release(m)
	}
	u.emit(ListToTuple, dst, dst, 0)
}

// thunk makes a function without parameters that evaluates an expression when it
// is called.
func (u *unit) thunk(node any, name string, e parser.Expr, dst int) {
	in := u.newUnit(u, functionUnit, u.scopes[scopeKey{node: node}], name, int(e.Position().Line))
	in.code.Flags |= Optimized
	in.prologue()
	in.pos = *e.Position()
	in.emit(Return, in.operand(e), 0, 0)
	u.makeFunction(in.finish(), 0, dst, dst)
}

// genericBase evaluates typing.Generic[params...].
func (u *unit) genericBase(params, dst int) {
	m := u.mark()
	u.emit(Import, dst, u.directConst("typing"), u.directConst(Tuple{"Generic"}))
	u.emit(ImportFrom, dst, dst, u.site("Generic"))
	u.emit(LoadItem, dst, dst, params)
	u.release(m)
}

func (u *unit) typeAlias(s *parser.TypeAlias) {
	m := u.mark()
	dst := u.temp()
	if len(s.TypeParams) == 0 {
		u.makeAlias(s, -1, dst)
	} else {
		u.generic(s, s.Name, s.TypeParams, dst, func(in *unit, dst, params int) { in.makeAlias(s, params, dst) })
	}
	u.store(s.Name, dst)
	u.release(m)
}

// makeAlias makes a type alias; params is the register of the tuple of its type
// parameters, or -1.
func (u *unit) makeAlias(s *parser.TypeAlias, params, dst int) {
	base := u.temp()
	u.loadK(base, s.Name)
	u.thunk(s, s.Name, s.Value, u.temp())
	n := 2
	if params >= 0 {
		u.move(u.temp(), params)
		n++
	}
	u.emitX(Intrinsic, IntrinsicTypeAlias, dst, base, n)
}
