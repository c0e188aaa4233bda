package compiler

import "brine/parser"

// The bits of MAKE_FUNCTION's X, in the order of its registers.
const (
	withDefaults    = 1
	withKwDefaults  = 2
	withAnnotations = 4
)

func (u *unit) lambda(e *parser.Lambda, dst int) {
	u.refuseDebugParam(e.Args)
	x, base := u.signature(e.Args, nil, dst)
	s := u.scopes[scopeKey{node: e}]
	in := u.newUnit(u, lambdaUnit, s, "<lambda>", int(e.Line))
	in.parameters(e.Args)
	if s.generator {
		in.code.Flags |= Generator
	}
	in.prologue()
	in.pos = *e.Body.Position()
	in.visit()
	r := in.operand(e.Body)
	in.pos = e.Pos
	in.emit(Return, r, 0, 0)
	u.makeFunction(in.finish(), x, base, dst)
}

// parameters tells the code its parameters, and makes it a function's.
func (u *unit) parameters(args *parser.Arguments) {
	u.code.Flags |= Optimized
	if args == nil {
		return
	}
	u.code.PosOnly = len(args.PosOnly)
	u.code.Args = len(args.PosOnly) + len(args.Args)
	u.code.KwOnly = len(args.KwOnly)
	if _, ok := u.free["__class__"]; ok && u.code.Args > 0 {
		u.code.Flags |= Method
	}
	if args.VarArg != nil {
		u.code.Flags |= VarArgs
	}
	if args.KwArg != nil {
		u.code.Flags |= VarKeywords
	}
}

func (u *unit) refuseDebugParam(args *parser.Arguments) {
	for _, a := range orderedParams(args) {
		if a.Name == "__debug__" {
			u.fail(&u.pos, "cannot assign to __debug__")
		}
	}
}

// signature evaluates defaults and annotations into a run of temporaries, for
// MAKE_FUNCTION.
func (u *unit) signature(args *parser.Arguments, def *parser.FunctionDef, dst int) (x uint8, base int) {
	base = -1
	next := func() int {
		if base < 0 {
			base = u.window(dst)
			return base
		}
		return u.temp()
	}
	if args != nil && len(args.Defaults) > 0 {
		x |= withDefaults
		u.defaults(args.Defaults, next())
	}
	if args != nil && hasKwDefaults(args) {
		x |= withKwDefaults
		u.kwDefaults(args, next())
	}
	if def != nil && hasSignatureAnnotations(def) {
		x |= withAnnotations
		u.signatureAnnotations(def, next())
	}
	if base < 0 {
		base = u.window(dst)
	}
	return x, base
}

func (u *unit) defaults(list []parser.Expr, dst int) {
	if v, ok := u.constants(list); ok {
		u.loadK(dst, v)
		return
	}
	m := u.mark()
	u.tuple(list, dst)
	u.release(m)
}

func hasKwDefaults(args *parser.Arguments) bool {
	for _, d := range args.KwDefaults {
		if d != nil {
			return true
		}
	}
	return false
}

func (u *unit) kwDefaults(args *parser.Arguments, dst int) {
	m := u.mark()
	u.emit(BuildDict, dst, dst, 0)
	key := u.temp()
	for i, d := range args.KwDefaults {
		if d == nil || i >= len(args.KwOnly) {
			continue
		}
		inner := u.mark()
		u.loadK(key, u.mangled(args.KwOnly[i].Name))
		u.emit(MapAdd, dst, key, u.operand(d))
		u.release(inner)
	}
	u.release(m)
}

func hasSignatureAnnotations(def *parser.FunctionDef) bool {
	if def.Returns != nil {
		return true
	}
	if def.Args == nil {
		return false
	}
	for _, a := range annotatedParams(def.Args) {
		if a.Annotation != nil {
			return true
		}
	}
	return false
}

func (u *unit) signatureAnnotations(def *parser.FunctionDef, dst int) {
	m := u.mark()
	u.emit(BuildDict, dst, dst, 0)
	key, value := u.temp(), u.temp()
	add := func(name string, annotation parser.Expr) {
		u.annotation(annotation, value)
		u.loadK(key, u.mangled(name))
		u.emit(MapAdd, dst, key, value)
	}
	if def.Args != nil {
		for _, a := range annotatedParams(def.Args) {
			if a.Annotation != nil {
				add(a.Name, a.Annotation)
			}
		}
	}
	if def.Returns != nil {
		add("return", def.Returns)
	}
	u.release(m)
}

// makeFunction emits MAKE_FUNCTION for finished code.
func (u *unit) makeFunction(code *Code, x uint8, base, dst int) {
	u.emitX(MakeFunction, x, dst, base, u.directConst(code))
}

func (u *unit) functionDef(s *parser.FunctionDef) {
	u.refuseDebugParam(s.Args)
	u.decorated(s.Decorators, s.Name, func(dst int) {
		if len(s.TypeParams) == 0 {
			u.functionBody(s, dst)
			return
		}
		u.generic(s, s.Name, s.TypeParams, dst, func(in *unit, dst, params int) {
			in.functionBody(s, dst)
			in.emit(StoreAttr, dst, params, in.site("__type_params__"))
		})
	})
}

// decorated evaluates decorators, then what make makes, calls the decorators on
// it from the inside out, and stores the result under the name.
func (u *unit) decorated(decorators []parser.Expr, name string, make producer) {
	m := u.mark()
	at := u.pos
	if r := u.localOrNone(name); r >= 0 && len(decorators) == 0 {
		make(r)
		u.release(m)
		return
	}
	regs := []int{}
	for _, d := range decorators {
		r := u.temp()
		u.expr(d, r)
		regs = append(regs, r)
	}
	t := u.temp()
	make(t)
	for i := len(regs) - 1; i >= 0; i-- {
		u.pos = *decorators[i].Position()
		u.emit(Call, regs[i], regs[i], 1)
		t = regs[i]
	}
	u.pos = at
	u.store(name, t)
	u.release(m)
}

// functionBody makes the function of a def, without its decorators.
func (u *unit) functionBody(s *parser.FunctionDef, dst int) {
	m := u.mark()
	x, base := u.signature(s.Args, s, dst)
	line := s.Line
	if len(s.Decorators) > 0 {
		line = s.Decorators[0].Position().Line
	}
	kind := functionUnit
	if s.Async {
		kind = asyncUnit
	}
	sc := u.scopes[scopeKey{node: s}]
	in := u.newUnit(u, kind, sc, s.Name, int(line))
	in.parameters(s.Args)
	in.code.Flags |= suspendFlags(s.Async, sc.generator)
	in.prologue()
	body := s.Body.Stmts
	if doc, ok := docstring(body); ok {
		in.setDoc(doc)
		body = body[1:]
	}
	in.stmts(body)
	in.returnNone()
	u.makeFunction(in.finish(), x, base, dst)
	u.release(m)
}

func suspendFlags(async, generator bool) Flags {
	switch {
	case async && generator:
		return AsyncGen
	case async:
		return Coroutine
	case generator:
		return Generator
	}
	return 0
}
