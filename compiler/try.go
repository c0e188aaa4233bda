package compiler

import "brine/parser"

func (u *unit) try(s *parser.Try) {
	u.visit()
	if len(s.Finally.Stmts) > 0 {
		u.tryFinally(s)
	} else {
		u.tryExcept(s)
	}
}

// tryExcept compiles the parts of a try statement other than finally.
func (u *unit) tryExcept(s *parser.Try) {
	switch {
	case len(s.Handlers) == 0:
		u.stmts(s.Body.Stmts)
		u.stmts(s.OrElse.Stmts)
	case s.Star:
		u.tryStar(s)
	default:
		u.tryPlain(s)
	}
}

// tryFinally compiles the finally body twice: for the way through, and for an
// exception. Other ways out have their own copies.
//
//	try body, with exceptions to raised
//	finally body
//	JUMP end
//	raised: finally body, while exc is being handled
//	RERAISE exc
//	end:
func (u *unit) tryFinally(s *parser.Try) {
	raised, end := u.newLabel(), u.newLabel()
	exc := u.temp()
	b := &block{kind: finallyBlock, target: raised, reg: exc, finally: s.Finally.Stmts}
	u.enter(b)
	u.tryExcept(s)
	u.close(b)
	u.stmts(s.Finally.Stmts)
	u.jump(end)
	u.put(raised)
	u.pos = parser.Pos{}
	handled := &block{kind: handlerBlock, target: noLabel, reg: exc, active: true}
	u.enter(handled)
	u.stmts(s.Finally.Stmts)
	u.emit(Reraise, exc, 0, 0)
	u.close(handled)
	u.put(end)
}

// tryPlain compiles try with except clauses:
//
//	try body, with exceptions to raised
//	orelse
//	JUMP end
//	raised: JUMP_EXC exc, type1, else next1
//	  handler 1; JUMP end
//	next1: ...
//	RERAISE exc
//	end:
func (u *unit) tryPlain(s *parser.Try) {
	raised, end := u.newLabel(), u.newLabel()
	exc := u.temp()
	b := &block{kind: tryBlock, target: raised, reg: exc}
	u.enter(b)
	u.stmts(s.Body.Stmts)
	u.close(b)
	u.stmts(s.OrElse.Stmts)
	u.jump(end)
	u.put(raised)
	handled := &block{kind: handlerBlock, target: noLabel, reg: exc, active: true}
	u.enter(handled)
	for i, h := range s.Handlers {
		if h.Type == nil && i < len(s.Handlers)-1 {
			u.fail(&h.Pos, "default 'except:' must be last")
		}
		u.handler(h, exc, end)
	}
	u.emit(Reraise, exc, 0, 0)
	u.close(handled)
	u.put(end)
}

// handler compiles one except clause; it falls through if it does not match.
func (u *unit) handler(h *parser.ExceptHandler, exc int, end label) {
	next := u.newLabel()
	u.pos = h.Pos
	if h.Type != nil {
		m := u.mark()
		u.branch(JumpExc, false, exc, u.operand(h.Type), next)
		u.release(m)
	} else {
		u.visit()
	}
	if h.Name == "" {
		u.stmts(h.Body.Stmts)
	} else {
		u.store(h.Name, exc)
		u.namedHandler(h.Name, exc, func() { u.stmts(h.Body.Stmts) })
	}
	u.leaveTo(end)
	u.put(next)
	u.pos = h.Pos
}

// leaveTo jumps out of the innermost block, whose ranges end before the jump.
func (u *unit) leaveTo(end label) {
	u.leave(len(u.blocks)-1, func() { u.jump(end) })
}

// namedHandler compiles the body of an except clause that binds a name, which is
// unbound at the end whatever happens.
func (u *unit) namedHandler(name string, exc int, body func()) {
	raised, end := u.newLabel(), u.newLabel()
	b := &block{kind: namedBlock, target: raised, reg: exc, name: name}
	u.enter(b)
	body()
	u.close(b)
	u.pos = parser.Pos{}
	u.forget(name)
	u.jump(end)
	u.put(raised)
	u.pos = parser.Pos{}
	u.forget(name)
	u.emit(Reraise, exc, 0, 0)
	u.put(end)
}

// tryStar compiles try with except* clauses. Each clause takes its part of the
// group; what the clauses raise, and what none took, is raised at the end.
//
//	raised: rest := exc, list := []
//	  rest, match := split(rest, type1); if match is None goto next1
//	  handler 1, with exceptions to failed1 and match as the handled one
//	  JUMP next1
//	failed1: append the exception to list
//	next1: ...
//	append rest to list if not None; result := combine(exc, list)
//	if result is None goto end
//	RERAISE result
//	end:
func (u *unit) tryStar(s *parser.Try) {
	raised, end := u.newLabel(), u.newLabel()
	exc := u.temp()
	b := &block{kind: tryBlock, target: raised, reg: exc}
	u.enter(b)
	u.stmts(s.Body.Stmts)
	u.close(b)
	u.stmts(s.OrElse.Stmts)
	u.jump(end)
	u.put(raised)
	handled := &block{kind: handlerBlock, target: noLabel, reg: exc, active: true}
	u.enter(handled)
	rest, list := u.temp(), u.temp()
	u.pos = parser.Pos{}
	u.emit(BuildList, list, list, 0)
	u.move(rest, exc)
	for _, h := range s.Handlers {
		m := u.mark()
		u.starHandler(h, rest, list)
		u.release(m)
	}
	pos := u.pos
	u.pos = parser.Pos{}
	empty := u.newLabel()
	u.branch(JumpIsK, true, rest, u.directConst(nil), empty)
	u.emit(ListAppend, list, rest, 0)
	u.put(empty)
	args := u.temp()
	u.move(args, exc)
	u.move(u.temp(), list)
	u.emitX(Intrinsic, IntrinsicStarRaise, args, args, 2)
	none := u.newLabel()
	u.branch(JumpIsK, true, args, u.directConst(nil), none)
	u.pos = pos
	u.emit(Reraise, args, 0, 0)
	u.put(none)
	u.close(handled)
	u.put(end)
}

// starHandler compiles one except* clause on what is left of the group.
func (u *unit) starHandler(h *parser.ExceptHandler, rest, list int) {
	next, failed := u.newLabel(), u.newLabel()
	u.pos = h.Pos
	group := u.temp()
	class, result := u.temp(), u.temp()
	u.move(group, rest)
	u.expr(h.Type, class)
	u.branch(JumpIsK, true, group, u.directConst(nil), next)
	u.emitX(Intrinsic, IntrinsicStarSplit, result, group, 2)
	match := class
	u.emit(Unpack, group, result, 2)
	u.move(rest, group)
	u.branch(JumpIsK, true, match, u.directConst(nil), next)
	if h.Name != "" {
		u.store(h.Name, match)
	}
	inner := &block{kind: starBlock, target: failed, reg: result}
	u.enter(inner)
	handled := &block{kind: handlerBlock, target: noLabel, reg: match, active: true}
	u.enter(handled)
	if h.Name != "" {
		u.namedHandler(h.Name, result, func() { u.stmts(h.Body.Stmts) })
	} else {
		u.stmts(h.Body.Stmts)
	}
	u.close(handled)
	u.close(inner)
	u.jump(next)
	u.put(failed)
	u.pos = parser.Pos{}
	u.emit(ListAppend, list, result, 0)
	u.put(next)
	u.pos = h.Pos
}
