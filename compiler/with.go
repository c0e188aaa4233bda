package compiler

import "brine/parser"

// The methods that LOAD_SPECIAL finds, as its X says.
const (
	specialEnter = iota
	specialExit
	specialAEnter
	specialAExit
)

// with compiles a with statement from its i-th item on. The registers that live
// through the body are, one after the other:
//
//	exit function | its self | three arguments
//
// The first argument is also where an exception of the body arrives; for async
// with, which awaits the exit function, it is a sixth register.
//
//	value := enter()
//	target and body, with exceptions to raised
//	exit(None, None, None)
//	JUMP end
//	raised: if not exit(exception): RERAISE
//	end:
func (u *unit) with(s *parser.With, i int) {
	if s.Async && u.kind != asyncUnit {
		u.fail(&s.Pos, "'async with' outside async function")
		return
	}
	if i == len(s.Items) {
		u.stmts(s.Body.Stmts)
		return
	}
	u.pos = s.Pos
	item := s.Items[i]
	exit := u.temp()
	for range 4 {
		u.temp()
	}
	exc := exit + 2
	if s.Async {
		exc = u.temp()
	}
	value := u.enterContext(s, item, exit)
	raised, end := u.newLabel(), u.newLabel()
	b := &block{kind: withBlock, target: raised, reg: exc}
	b.exit = func() {
		pos := u.pos
		u.pos = s.Pos
		for r := exit + 2; r < exit+5; r++ {
			u.loadK(r, nil)
		}
		u.callExit(s.Async, exit)
		u.pos = pos
	}
	u.enter(b)
	if item.OptionalVars != nil {
		u.assign(item.OptionalVars, value)
	}
	m := u.mark()
	u.with(s, i+1)
	u.release(m)
	u.close(b)
	b.exit()
	u.jump(end)
	u.put(raised)
	u.pos = s.Pos
	u.exitRaised(s.Async, exit, exc, end)
	u.put(end)
}

// enterContext calls the enter function of a context manager and returns the
// register of the result: that of the exit function's first argument.
func (u *unit) enterContext(s *parser.With, item *parser.WithItem, exit int) int {
	m := u.mark()
	defer u.release(m)
	enter := u.temp()
	u.temp()
	manager := u.operandIn(item.ContextExpr, exit)
	enterName, exitName := uint8(specialEnter), uint8(specialExit)
	if s.Async {
		enterName, exitName = specialAEnter, specialAExit
	}
	u.emitX(LoadSpecial, enterName, enter, manager, 0)
	u.emitX(LoadSpecial, exitName, exit, manager, 0)
	value := exit + 2
	u.emit(CallMethod, value, enter, 0)
	if s.Async {
		u.awaitIn(enter, value, 1)
		u.delegate(enter, value)
	}
	return value
}

// callExit calls the exit function with its arguments in place; the first of
// their registers takes the result.
func (u *unit) callExit(async bool, exit int) {
	r := exit + 2
	u.emit(CallMethod, r, exit, 3)
	if async {
		it := u.temp()
		u.awaitIn(it, r, 2)
		u.delegate(it, r)
	}
}

// exitRaised calls the exit function for an exception, and raises it again
// unless that gives true.
func (u *unit) exitRaised(async bool, exit, exc int, end label) {
	handled := &block{kind: handlerBlock, target: noLabel, reg: exc, active: true}
	u.enter(handled)
	r := exit + 3
	if async {
		r = exit + 2
		u.emit(ExcInfo, r, exc, 0)
		u.callExit(true, exit)
	} else {
		u.emitX(Intrinsic, IntrinsicExit, r, exit, 3)
	}
	u.branch(JumpIf, true, r, 0, end)
	u.emit(Reraise, exc, 0, 0)
	u.close(handled)
}
