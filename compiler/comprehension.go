package compiler

import "brine/parser"

// comprehensionParts is what the four kinds of comprehensions have in common.
type comprehensionParts struct {
	name       string
	generators []*parser.Comprehension
	elt, value parser.Expr // value is for dicts only
	build, add Op          // Nop for generator expressions
}

func partsOf(e parser.Expr) comprehensionParts {
	switch e := e.(type) {
	case *parser.ListComp:
		return comprehensionParts{"<listcomp>", e.Generators, e.Elt, nil, BuildList, ListAppend}
	case *parser.SetComp:
		return comprehensionParts{"<setcomp>", e.Generators, e.Elt, nil, BuildSet, SetAdd}
	case *parser.DictComp:
		return comprehensionParts{"<dictcomp>", e.Generators, e.Key, e.Value, BuildDict, MapAdd}
	case *parser.GeneratorExp:
		return comprehensionParts{"<genexpr>", e.Generators, e.Elt, nil, Nop, Nop}
	}
	return comprehensionParts{}
}

// comprehension makes the hidden function of a comprehension, and calls it with
// the iterator over the outermost iterable, which is evaluated out here.
func (u *unit) comprehension(e parser.Expr, dst int) {
	parts := partsOf(e)
	s := u.scopes[scopeKey{node: e}]
	if s == nil || len(parts.generators) == 0 {
		u.fail(e.Position(), "unknown comprehension")
		return
	}
	isAsync := s.coroutine
	if isAsync && parts.build != Nop && u.kind != asyncUnit && u.kind != comprehensionUnit {
		u.fail(e.Position(), "asynchronous comprehension outside of an asynchronous function")
	}
	code := u.comprehensionCode(e, s, &parts)
	base := u.window(dst)
	u.emit(MakeFunction, base, base, u.directConst(code))
	arg := u.temp()
	outermost := parts.generators[0]
	op := Iter
	if outermost.Async {
		op = AsyncIter
	}
	u.emit(op, arg, u.iterable(outermost.Iter, arg), 0)
	if !isAsync || parts.build == Nop {
		u.emit(Call, dst, base, 1)
		return
	}
	u.emit(Call, base, base, 1)
	u.emit(Awaitable, arg, base, 0)
	u.delegate(arg, base)
	u.move(dst, base)
}

// iterable evaluates what a for loops over; a display of constants becomes a
// constant.
func (u *unit) iterable(e parser.Expr, hint int) int {
	if v, ok := u.constantItems(e); ok {
		t := u.scratch(hint)
		u.loadK(t, v)
		return t
	}
	return u.operandIn(e, hint)
}

func (u *unit) comprehensionCode(e parser.Expr, s *scope, parts *comprehensionParts) *Code {
	in := u.newUnit(u, comprehensionUnit, s, parts.name, int(e.Position().Line))
	in.code.Args, in.code.PosOnly = 1, 1
	in.code.Flags |= Comprehension | Optimized
	isGenerator := parts.build == Nop
	switch {
	case isGenerator && s.coroutine:
		in.code.Flags |= AsyncGen
	case isGenerator:
		in.code.Flags |= Generator
	case s.coroutine:
		in.code.Flags |= Coroutine
	}
	in.prologue()
	in.pos = *e.Position()
	result := -1
	if !isGenerator {
		result = in.temp()
		in.emit(parts.build, result, result, 0)
	}
	in.comprehensionLoop(parts, 0, result)
	if isGenerator {
		in.returnNone()
	} else {
		in.emit(Return, result, 0, 0)
	}
	return in.finish()
}

// comprehensionLoop compiles the for clauses from the given one on.
func (u *unit) comprehensionLoop(parts *comprehensionParts, depth, result int) {
	if depth == len(parts.generators) {
		u.comprehensionItem(parts, result)
		return
	}
	m := u.mark()
	defer u.release(m)
	gen := parts.generators[depth]
	if elt, ok := singleItem(gen.Iter); ok && depth > 0 && !gen.Async {
		u.bindSingle(parts, gen, elt, depth, result)
		return
	}
	it := u.comprehensionIterator(gen, depth)
	inner := func(next label) {
		u.comprehensionIfs(gen, next)
		u.comprehensionLoop(parts, depth+1, result)
	}
	if gen.Async {
		next, end := u.newLabel(), u.newLabel()
		exc, item := u.temp(), u.temp()
		u.put(next)
		u.asyncNext(it, item, exc, end)
		u.assign(gen.Target, item)
		inner(next)
		u.jump(next)
		u.put(end)
		u.endAsyncFor(exc)
		return
	}
	at := u.pos
	body, next := u.newLabel(), u.newLabel()
	item, direct := u.loopItem(gen.Target)
	u.jump(next)
	u.put(body)
	if !direct {
		u.assign(gen.Target, item)
	}
	inner(next)
	u.put(next)
	u.pos = at
	u.advance(ForNext, item, it, body)
}

// comprehensionIterator returns the register of the iterator of a for clause:
// the parameter for the outermost one.
func (u *unit) comprehensionIterator(gen *parser.Comprehension, depth int) int {
	if depth == 0 {
		return 0
	}
	it := u.temp()
	op := Iter
	if gen.Async {
		op = AsyncIter
	}
	u.emit(op, it, u.iterable(gen.Iter, it), 0)
	return it
}

func (u *unit) comprehensionIfs(gen *parser.Comprehension, next label) {
	for _, test := range gen.Ifs {
		u.jumpIf(test, false, next)
	}
}

func (u *unit) comprehensionItem(parts *comprehensionParts, result int) {
	m := u.mark()
	defer u.release(m)
	switch {
	case parts.value != nil:
		k := u.operandBefore(parts.elt, -1, parts.value)
		u.emit(MapAdd, result, k, u.operand(parts.value))
	case parts.add == Nop:
		u.emitYield(u.operand(parts.elt), u.temp())
	default:
		u.emit(parts.add, result, u.operand(parts.elt), 0)
	}
}

// singleItem recognises `for y in [x]`, which is only an assignment.
func singleItem(e parser.Expr) (parser.Expr, bool) {
	var elts []parser.Expr
	switch e := e.(type) {
	case *parser.List:
		elts = e.Elts
	case *parser.Tuple:
		elts = e.Elts
	}
	if len(elts) != 1 || hasStar(elts) {
		return nil, false
	}
	return elts[0], true
}

// bindSingle compiles a for clause over one item as an assignment.
func (u *unit) bindSingle(parts *comprehensionParts, gen *parser.Comprehension, elt parser.Expr, depth, result int) {
	next := u.newLabel()
	u.assignExpr(gen.Target, elt)
	u.comprehensionIfs(gen, next)
	u.comprehensionLoop(parts, depth+1, result)
	u.put(next)
}
