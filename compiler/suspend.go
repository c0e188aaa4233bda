package compiler

import "brine/parser"

// inFunction tells if yield and await may stand here.
func (u *unit) inFunction() bool { return u.kind != moduleUnit && u.kind != classUnit }

func (u *unit) yield(e *parser.Yield, dst int) {
	if !u.inFunction() {
		u.fail(&e.Pos, "'yield' outside function")
		return
	}
	value := -1
	if e.Value != nil {
		value = u.operandIn(e.Value, dst)
	} else {
		value = u.scratch(dst)
		u.loadK(value, nil)
	}
	u.emitYield(value, dst)
}

// emitYield gives a value to whoever resumes the generator; dst takes what is
// sent.
func (u *unit) emitYield(value, dst int) {
	if u.code.Flags&AsyncGen != 0 {
		t := u.temp()
		u.emitX(Intrinsic, IntrinsicWrapAsyncYield, t, value, 1)
		value = t
	}
	u.emit(Yield, dst, value, dst)
}

func (u *unit) yieldFrom(e *parser.YieldFrom, dst int) {
	switch {
	case !u.inFunction():
		u.fail(&e.Pos, "'yield' outside function")
		return
	case u.kind == asyncUnit:
		u.fail(&e.Pos, "'yield from' inside async function")
		return
	}
	it := u.temp()
	u.emit(YieldFromIter, it, u.operandIn(e.Value, it), 0)
	r := u.scratch(dst)
	u.delegate(it, r)
	u.move(dst, r)
}

func (u *unit) await(e *parser.Await, dst int) {
	switch {
	case !u.inFunction():
		u.fail(&e.Pos, "'await' outside function")
		return
	case u.kind != asyncUnit && u.kind != comprehensionUnit:
		u.fail(&e.Pos, "'await' outside async function")
		return
	}
	it := u.temp()
	u.awaitIn(it, u.operandIn(e.Value, it), 0)
	r := u.scratch(dst)
	u.delegate(it, r)
	u.move(dst, r)
}

// awaitIn makes the iterator of an awaitable; from says where it came from.
func (u *unit) awaitIn(it, awaitable int, from uint8) {
	u.emitX(Awaitable, from, it, awaitable, 0)
}

// delegate hands what is sent to the iterator and what it yields to the caller,
// until it is exhausted; result takes its return value.
func (u *unit) delegate(it, result int) {
	again, done := u.newLabel(), u.newLabel()
	u.loadK(result, nil)
	u.put(again)
	u.advance(Send, result, it, done)
	u.emitX(Yield, 1, result, result, it)
	u.jump(again)
	u.put(done)
}

// asyncNext awaits the next item of an asynchronous iterator; what it raises
// goes to end, in register exc.
func (u *unit) asyncNext(it, item, exc int, end label) {
	m := u.mark()
	start := u.asm.pc()
	next := u.temp()
	u.emit(AsyncNext, next, it, 0)
	u.delegate(next, item)
	u.asm.handlers = append(u.asm.handlers, protection{start, u.asm.pc(), end, uint16(exc)})
	u.release(m)
}

// endAsyncFor ends an asynchronous loop that the exception in exc has left.
func (u *unit) endAsyncFor(exc int) {
	start := u.asm.pc()
	u.emit(EndAsyncFor, exc, 0, 0)
	u.asm.active = append(u.asm.active, Active{start, u.asm.pc(), uint16(exc)})
}
