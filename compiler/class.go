package compiler

import "brine/parser"

func (u *unit) classDef(s *parser.ClassDef) {
	u.decorated(s.Decorators, s.Name, func(dst int) {
		if len(s.TypeParams) == 0 {
			u.buildClass(s, -1, dst)
			return
		}
		u.generic(s, s.Name, s.TypeParams, dst, func(in *unit, dst, params int) {
			in.buildClass(s, params, dst)
			in.emit(StoreAttr, dst, params, in.site("__type_params__"))
		})
	})
}

// buildClass calls __build_class__(body, name, bases..., keywords...). params is
// the register of the tuple of type parameters, or -1.
func (u *unit) buildClass(s *parser.ClassDef, params, dst int) {
	if !u.distinctKeywords(s.Bases.Keywords) {
		return
	}
	m := u.mark()
	defer u.release(m)
	base := u.window(dst)
	u.emit(LoadBuildClass, base, 0, 0)
	lead := []producer{
		func(r int) { u.makeFunction(u.classCode(s), 0, r, r) },
		func(r int) { u.loadK(r, s.Name) },
	}
	if isSpread(&s.Bases) || len(s.Bases.Args)+len(s.Bases.Keywords) > maxWindow || params >= 0 {
		var tail producer
		if params >= 0 {
			tail = func(r int) { u.genericBase(params, r) }
		}
		u.spread(base, lead, &s.Bases, tail, dst)
		return
	}
	for _, produce := range lead {
		produce(u.temp())
	}
	for _, b := range s.Bases.Args {
		u.expr(b, u.temp())
	}
	op := Call
	if len(s.Bases.Keywords) > 0 {
		op = CallKw
		u.keywords(s.Bases.Keywords)
	}
	u.emit(op, dst, base, len(lead)+len(s.Bases.Args)+len(s.Bases.Keywords))
}

// classCode compiles a class body.
func (u *unit) classCode(s *parser.ClassDef) *Code {
	line := s.Line
	if len(s.Decorators) > 0 {
		line = s.Decorators[0].Position().Line
	}
	in := u.newUnit(u, classUnit, u.scopes[scopeKey{node: s}], s.Name, int(line))
	in.code.Flags |= ClassBody | UsesNamespace
	in.prologue()
	t := in.temp()
	in.load("__name__", t)
	in.store("__module__", t)
	in.loadK(t, in.code.Qualname)
	in.store("__qualname__", t)
	in.release(0)
	in.blockBody(s.Body.Stmts)
	if r, ok := in.registers["__class__"]; ok {
		in.emit(Return, r, 0, 0)
	} else {
		in.returnNone()
	}
	return in.finish()
}
