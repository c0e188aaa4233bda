package compiler

import "brine/parser"

func (u *unit) ifStmt(s *parser.If) {
	end, next := u.newLabel(), u.newLabel()
	hasElse := len(s.OrElse.Stmts) > 0
	u.jumpIf(s.Test, false, next)
	u.stmts(s.Body.Stmts)
	for _, e := range s.Elifs {
		u.jump(end)
		u.put(next)
		next = u.newLabel()
		u.pos = e.Pos
		u.jumpIf(e.Test, false, next)
		u.stmts(e.Body.Stmts)
	}
	if hasElse {
		u.jump(end)
	}
	u.put(next)
	u.stmts(s.OrElse.Stmts)
	u.put(end)
}

// while compiles a loop with its test at the bottom:
//
//	JUMP next
//	body: ...
//	next: if test goto body
//	orelse: ...
//	end:
func (u *unit) while(s *parser.While) {
	body, next, end := u.newLabel(), u.newLabel(), u.newLabel()
	b := &block{kind: loopBlock, breakTo: end, continueTo: next, target: noLabel}
	u.jump(next)
	u.put(body)
	u.enter(b)
	u.stmts(s.Body.Stmts)
	u.close(b)
	u.put(next)
	u.pos = s.Pos
	u.jumpIf(s.Test, true, body)
	u.stmts(s.OrElse.Stmts)
	u.put(end)
}

// loopItem returns the register for the items of a loop; direct tells that it is
// the target itself.
func (u *unit) loopItem(target parser.Expr) (reg int, direct bool) {
	if name, ok := target.(*parser.Name); ok {
		if r := u.localOrNone(name.ID); r >= 0 {
			return r, true
		}
	}
	return u.temp(), false
}

// forStmt compiles a loop with its advance at the bottom:
//
//	it := iter(iterable)
//	JUMP next
//	body: target := item ...
//	next: FOR_NEXT item, it, body
//	orelse: ...
//	end:
func (u *unit) forStmt(s *parser.For) {
	body, next, end := u.newLabel(), u.newLabel(), u.newLabel()
	it := u.temp()
	u.emit(Iter, it, u.iterable(s.Iter, it), 0)
	item, direct := u.loopItem(s.Target)
	b := &block{kind: loopBlock, breakTo: end, continueTo: next, target: noLabel}
	u.jump(next)
	u.put(body)
	u.enter(b)
	if !direct {
		u.assign(s.Target, item)
	}
	u.stmts(s.Body.Stmts)
	u.close(b)
	u.put(next)
	u.pos = s.Pos
	u.advance(ForNext, item, it, body)
	u.stmts(s.OrElse.Stmts)
	u.put(end)
}

// asyncFor compiles a loop that ends when awaiting the next item raises
// StopAsyncIteration.
func (u *unit) asyncFor(s *parser.For) {
	if u.kind != asyncUnit {
		u.fail(&s.Pos, "'async for' outside async function")
		return
	}
	next, exhausted, end := u.newLabel(), u.newLabel(), u.newLabel()
	it, exc, item := u.temp(), u.temp(), u.temp()
	u.emit(AsyncIter, it, u.operandIn(s.Iter, it), 0)
	b := &block{kind: loopBlock, breakTo: end, continueTo: next, target: noLabel}
	u.put(next)
	u.asyncNext(it, item, exc, exhausted)
	u.enter(b)
	u.assign(s.Target, item)
	u.stmts(s.Body.Stmts)
	u.close(b)
	u.pos = s.Pos
	u.jump(next)
	u.put(exhausted)
	u.pos = *s.Iter.Position()
	u.endAsyncFor(exc)
	u.pos = s.Pos
	u.stmts(s.OrElse.Stmts)
	u.put(end)
}
