package compiler

import "brine/parser"

func (sc *scanner) exprs(list []parser.Expr) {
	for _, e := range list {
		sc.expr(e)
	}
}

// expr visits an expression; a nil one is absent.
func (sc *scanner) expr(e parser.Expr) {
	if sc.err != nil {
		return
	}
	switch e := e.(type) {
	case nil, *parser.Constant:
	case *parser.Name:
		sc.name(e)
	case *parser.JoinedStr:
		if e != nil {
			sc.exprs(e.Values)
		}
	case *parser.FormattedValue:
		sc.expr(e.Value)
		sc.expr(specOrNil(e))
	case *parser.BoolOp:
		sc.exprs(e.Values)
	case *parser.NamedExpr:
		sc.namedExpr(e)
	case *parser.BinOp:
		sc.expr(e.Left)
		sc.expr(e.Right)
	case *parser.UnaryOp:
		if x, ok := e.Operand.(*parser.Compare); ok && e.Op == parser.UnaryNot && len(x.Ops) == 1 {
			sc.compare(x, true)
			return
		}
		sc.expr(e.Operand)
	case *parser.Lambda:
		sc.defaults(e.Args)
		sc.within(functionScope, "lambda", scopeKey{node: e}, func() {
			sc.params(e.Args)
			sc.expr(e.Body)
		})
	case *parser.IfExp:
		sc.expr(e.Test)
		sc.expr(e.Body)
		sc.expr(e.OrElse)
	case *parser.Compare:
		sc.compare(e, false)
	case *parser.Call:
		sc.warnCall(e)
		sc.expr(e.Func)
		sc.callArgs(&e.CallArgs)
	case *parser.Attribute:
		sc.expr(e.Value)
	case *parser.Subscript:
		sc.warnSubscript(e)
		sc.expr(e.Value)
		sc.expr(e.Slice)
	case *parser.Slice:
		sc.expr(e.Lower)
		sc.expr(e.Upper)
		sc.expr(e.Step)
	case *parser.Starred:
		sc.expr(e.Value)
	default:
		sc.display(e)
	}
}

func (sc *scanner) compare(e *parser.Compare, negated bool) {
	sc.warnCompare(e, negated)
	sc.expr(e.Left)
	sc.exprs(e.Comparators)
}

// specOrNil returns the format spec as an expression that is nil if absent.
func specOrNil(e *parser.FormattedValue) parser.Expr {
	if e.FormatSpec == nil {
		return nil
	}
	return e.FormatSpec
}

func (sc *scanner) display(e parser.Expr) {
	switch e := e.(type) {
	case *parser.Dict:
		sc.exprs(e.Keys)
		sc.exprs(e.Values)
	case *parser.Set:
		sc.exprs(e.Elts)
	case *parser.List:
		sc.exprs(e.Elts)
	case *parser.Tuple:
		sc.exprs(e.Elts)
	case *parser.ListComp:
		sc.comprehension(e, "listcomp", "list comprehension", e.Generators, e.Elt, nil)
	case *parser.SetComp:
		sc.comprehension(e, "setcomp", "set comprehension", e.Generators, e.Elt, nil)
	case *parser.DictComp:
		sc.comprehension(e, "dictcomp", "dict comprehension", e.Generators, e.Key, e.Value)
	case *parser.GeneratorExp:
		sc.comprehension(e, "genexpr", "generator expression", e.Generators, e.Elt, nil)
	case *parser.Await:
		sc.refuseInAnnotation("await expression", &e.Pos)
		sc.expr(e.Value)
		sc.cur.coroutine = true
	case *parser.Yield:
		sc.yield(e.Value, &e.Pos)
	case *parser.YieldFrom:
		sc.yield(e.Value, &e.Pos)
	}
}

func (sc *scanner) name(e *parser.Name) {
	if e.Ctx != parser.Load {
		sc.define(e.ID, useLocal, &e.Pos)
		if e.Ctx == parser.Del {
			sc.cur.markDeleted(mangle(sc.cur.private, e.ID))
		}
		return
	}
	sc.define(e.ID, useRead, &e.Pos)
	if e.ID == "super" && sc.cur.kind == functionScope {
		sc.define("__class__", useRead, &e.Pos)
	}
}

func (sc *scanner) yield(value parser.Expr, pos *parser.Pos) {
	sc.refuseInAnnotation("yield expression", pos)
	sc.expr(value)
	sc.cur.generator = true
	if sc.cur.comprehension != "" {
		sc.fail(pos, "'yield' inside "+sc.cur.comprehension)
	}
}

func (sc *scanner) refuseInAnnotation(what string, pos *parser.Pos) {
	if sc.cur.kind == annotationScope {
		sc.fail(pos, "'"+what+"' can not be used within an annotation")
	}
}

func (sc *scanner) namedExpr(e *parser.NamedExpr) {
	sc.refuseInAnnotation("named expression", &e.Pos)
	if sc.cur.iterExpr > 0 {
		sc.fail(&e.Pos, "assignment expression cannot be used in a comprehension iterable expression")
		return
	}
	if sc.cur.comprehension != "" {
		sc.bindOutside(e.Target)
	} else {
		sc.cur.markWalrus(mangle(sc.cur.private, e.Target.ID))
	}
	sc.expr(e.Value)
	sc.expr(e.Target)
}

// bindOutside makes the target of a := in a comprehension a name of the block
// around the comprehension.
func (sc *scanner) bindOutside(target *parser.Name) {
	for s := sc.cur; s != nil; s = s.parent {
		name := mangle(s.private, target.ID)
		switch {
		case s.comprehension != "":
			if uses := s.usesOf(name); uses&useCompIter != 0 && uses&useLocal != 0 {
				sc.fail(&target.Pos, "assignment expression cannot rebind comprehension iteration variable '"+target.ID+"'")
				return
			}
			continue
		case s.kind == functionScope:
			u := useNonlocal
			if s.usesOf(name)&useGlobal != 0 {
				u = useGlobal
			}
			sc.define(target.ID, u, &target.Pos)
			sc.defineIn(s, target.ID, useLocal, &target.Pos)
		case s.kind == moduleScope:
			sc.define(target.ID, useGlobal, &target.Pos)
			sc.defineIn(s, target.ID, useGlobal, &target.Pos)
		default:
			sc.fail(&target.Pos, "assignment expression within a comprehension cannot be used in a class body")
			return
		}
		sc.cur.directives = append(sc.cur.directives, directive{name, target.Pos})
		return
	}
}

func (sc *scanner) comprehension(e parser.Expr, name, words string, gens []*parser.Comprehension, elt, value parser.Expr) {
	if len(gens) == 0 {
		return
	}
	sc.cur.iterExpr++
	sc.expr(gens[0].Iter)
	sc.cur.iterExpr--
	_, isGenerator := e.(*parser.GeneratorExp)
	inner := sc.within(functionScope, name, scopeKey{node: e}, func() {
		sc.cur.comprehension = words
		sc.define(".0", useParam, e.Position())
		for i, gen := range gens {
			sc.cur.iterTarget = true
			sc.expr(gen.Target)
			sc.cur.iterTarget = false
			if i > 0 {
				sc.cur.iterExpr++
				sc.expr(gen.Iter)
				sc.cur.iterExpr--
			}
			sc.exprs(gen.Ifs)
			if gen.Async {
				sc.cur.coroutine = true
			}
		}
		sc.expr(value)
		sc.expr(elt)
		sc.cur.generator = isGenerator
	})
	if inner.coroutine && !isGenerator {
		sc.cur.coroutine = true
	}
}

func (sc *scanner) callArgs(args *parser.CallArgs) {
	sc.exprs(args.Args)
	for _, k := range args.Keywords {
		sc.expr(k.Value)
	}
}

// defaults visits the default values, which belong to the block around a def.
func (sc *scanner) defaults(args *parser.Arguments) {
	if args == nil {
		return
	}
	sc.exprs(args.Defaults)
	sc.exprs(args.KwDefaults)
}

// params defines the parameters in the order of their registers.
func (sc *scanner) params(args *parser.Arguments) {
	for _, a := range orderedParams(args) {
		sc.define(a.Name, useParam, &a.Pos)
	}
}

// orderedParams returns the parameters in the order of their registers.
func orderedParams(args *parser.Arguments) []*parser.Arg {
	if args == nil {
		return nil
	}
	var list []*parser.Arg
	list = append(list, args.PosOnly...)
	list = append(list, args.Args...)
	list = append(list, args.KwOnly...)
	if args.VarArg != nil {
		list = append(list, args.VarArg)
	}
	if args.KwArg != nil {
		list = append(list, args.KwArg)
	}
	return list
}

func (sc *scanner) functionDef(s *parser.FunctionDef) {
	sc.define(s.Name, useLocal, &s.Pos)
	sc.typeParams(s, s.Name, s.TypeParams, func() {
		sc.defaults(s.Args)
		sc.signatureAnnotations(s)
		if len(s.TypeParams) == 0 {
			sc.exprs(s.Decorators)
		}
		sc.within(functionScope, s.Name, scopeKey{node: s}, func() {
			sc.cur.coroutine = s.Async
			sc.params(s.Args)
			sc.stmts(s.Body.Stmts)
		})
	})
	if len(s.TypeParams) > 0 {
		sc.exprs(s.Decorators)
	}
}

func (sc *scanner) signatureAnnotations(s *parser.FunctionDef) {
	if s.Args != nil {
		for _, a := range annotatedParams(s.Args) {
			sc.annotation(a.Annotation)
		}
	}
	sc.annotation(s.Returns)
}

// annotatedParams returns the parameters in the order in which their annotations
// are evaluated.
func annotatedParams(args *parser.Arguments) []*parser.Arg {
	var list []*parser.Arg
	list = append(list, args.PosOnly...)
	list = append(list, args.Args...)
	if args.VarArg != nil {
		list = append(list, args.VarArg)
	}
	list = append(list, args.KwOnly...)
	if args.KwArg != nil {
		list = append(list, args.KwArg)
	}
	return list
}

func (sc *scanner) classDef(s *parser.ClassDef) {
	sc.define(s.Name, useLocal, &s.Pos)
	if len(s.TypeParams) > 0 {
		sc.exprs(s.Decorators)
	}
	sc.typeParams(s, s.Name, s.TypeParams, func() {
		sc.callArgs(&s.Bases)
		if len(s.TypeParams) == 0 {
			sc.exprs(s.Decorators)
		}
		sc.within(classScope, s.Name, scopeKey{node: s}, func() {
			sc.cur.private = s.Name
			sc.stmts(s.Body.Stmts)
		})
	})
}

func (sc *scanner) typeAlias(s *parser.TypeAlias) {
	sc.define(s.Name, useLocal, &s.Pos)
	sc.typeParams(s, s.Name, s.TypeParams, func() {
		sc.within(functionScope, s.Name, scopeKey{node: s}, func() { sc.expr(s.Value) })
	})
}

// typeParams runs body inside the hidden function that binds the type
// parameters, or right here if there are none.
func (sc *scanner) typeParams(node any, name string, list []*parser.TypeParam, body func()) {
	if len(list) == 0 {
		body()
		return
	}
	sc.within(functionScope, "<generic parameters of "+name+">", scopeKey{node, true}, func() {
		for _, p := range list {
			sc.define(p.Name, useLocal, &p.Pos)
			if p.Bound != nil {
				sc.within(functionScope, p.Name, scopeKey{node: p}, func() { sc.expr(p.Bound) })
			}
		}
		body()
	})
}
