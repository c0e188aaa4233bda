package compiler

import (
	"strings"

	"brine/parser"
)

// scanner is the first pass: it opens a scope for each block and notes how each
// block mentions each name.
type scanner struct {
	scopes scopes
	cur    *scope
	global *scope
	*compiler
	err error
}

// scan finds and resolves the scopes of mod, and warns.
func (c *compiler) scan(mod *parser.Module) (scopes, error) {
	top := newScope(moduleScope, "<module>", nil)
	sc := &scanner{scopes: scopes{scopeKey{node: mod}: top}, cur: top, global: top, compiler: c}
	sc.stmts(mod.Body)
	if sc.err != nil {
		return nil, sc.err
	}
	if _, err := (&resolver{errors: c.errors}).resolve(top, nil, names{}); err != nil {
		return nil, err
	}
	return sc.scopes, nil
}

// fail keeps the first error.
func (sc *scanner) fail(pos *parser.Pos, msg string) {
	if sc.err == nil {
		sc.err = sc.errors.at(pos, msg)
	}
}

// within runs body in a new scope that belongs to key.
func (sc *scanner) within(kind scopeKind, name string, key scopeKey, body func()) *scope {
	outer := sc.cur
	s := newScope(kind, name, outer)
	if kind != annotationScope {
		outer.children = append(outer.children, s)
		sc.scopes[key] = s
	}
	sc.cur = s
	body()
	sc.cur = outer
	return s
}

// define notes a use of a name in the current block.
func (sc *scanner) define(name string, u use, pos *parser.Pos) {
	sc.defineIn(sc.cur, name, u, pos)
}

func (sc *scanner) defineIn(s *scope, name string, u use, pos *parser.Pos) {
	name = mangle(s.private, name)
	old := s.usesOf(name)
	if u&useParam != 0 {
		if old&useParam != 0 {
			sc.fail(pos, "duplicate argument '"+name+"' in function definition")
			return
		}
		s.params = append(s.params, name)
	}
	if s.iterTarget {
		if old&(useGlobal|useNonlocal) != 0 {
			sc.fail(pos, "comprehension inner loop cannot rebind assignment expression target '"+name+"'")
			return
		}
		u |= useCompIter
	}
	s.mark(name, u)
	if u&useGlobal != 0 {
		sc.global.mark(name, useGlobal)
	}
}

func (sc *scanner) stmts(list []parser.Stmt) {
	for _, s := range list {
		if sc.err != nil {
			return
		}
		sc.stmt(s)
	}
}

func (sc *scanner) stmt(s parser.Stmt) {
	switch s := s.(type) {
	case *parser.ExprStmt:
		sc.expr(s.Value)
	case *parser.Assign:
		sc.exprs(s.Targets)
		sc.expr(s.Value)
	case *parser.AugAssign:
		sc.expr(s.Target)
		sc.expr(s.Value)
	case *parser.AnnAssign:
		sc.annAssign(s)
	case *parser.PrintStmt:
		sc.expr(s.Dest)
		sc.exprs(s.Values)
	case *parser.Return:
		sc.expr(s.Value)
	case *parser.Delete:
		sc.exprs(s.Targets)
	case *parser.Raise:
		sc.expr(s.Exc)
		sc.expr(s.Cause)
	case *parser.Global:
		sc.declare(s.Names, &s.Pos, useGlobal, "global")
	case *parser.Nonlocal:
		sc.declare(s.Names, &s.Pos, useNonlocal, "nonlocal")
	case *parser.Assert:
		sc.warnAssert(s)
		sc.expr(s.Test)
		sc.expr(s.Msg)
	case *parser.Import:
		for _, a := range s.Names {
			sc.alias(a)
		}
	case *parser.ImportFrom:
		for _, a := range s.Names {
			sc.alias(a)
		}
	case *parser.TypeAlias:
		sc.typeAlias(s)
	case *parser.FunctionDef:
		sc.functionDef(s)
	case *parser.ClassDef:
		sc.classDef(s)
	default:
		sc.compound(s)
	}
}

func (sc *scanner) compound(s parser.Stmt) {
	switch s := s.(type) {
	case *parser.If:
		sc.expr(s.Test)
		sc.stmts(s.Body.Stmts)
		for _, e := range s.Elifs {
			sc.expr(e.Test)
			sc.stmts(e.Body.Stmts)
		}
		sc.stmts(s.OrElse.Stmts)
	case *parser.While:
		sc.expr(s.Test)
		sc.stmts(s.Body.Stmts)
		sc.stmts(s.OrElse.Stmts)
	case *parser.For:
		sc.expr(s.Target)
		sc.expr(s.Iter)
		sc.stmts(s.Body.Stmts)
		sc.stmts(s.OrElse.Stmts)
	case *parser.Try:
		sc.stmts(s.Body.Stmts)
		for _, h := range s.Handlers {
			sc.expr(h.Type)
			if h.Name != "" {
				sc.define(h.Name, useLocal, &h.Pos)
				sc.cur.markDeleted(mangle(sc.cur.private, h.Name))
			}
			sc.stmts(h.Body.Stmts)
		}
		sc.stmts(s.OrElse.Stmts)
		sc.stmts(s.Finally.Stmts)
	case *parser.With:
		for _, item := range s.Items {
			sc.expr(item.ContextExpr)
			sc.expr(item.OptionalVars)
		}
		sc.stmts(s.Body.Stmts)
	case *parser.Match:
		sc.expr(s.Subject)
		for _, c := range s.Cases {
			sc.pattern(c.Pattern)
			sc.expr(c.Guard)
			sc.stmts(c.Body.Stmts)
		}
	}
}

func (sc *scanner) annAssign(s *parser.AnnAssign) {
	if name, ok := s.Target.(*parser.Name); ok {
		uses := sc.cur.usesOf(mangle(sc.cur.private, name.ID))
		if uses&(useGlobal|useNonlocal) != 0 && sc.cur != sc.global && s.Simple {
			word := "global"
			if uses&useGlobal == 0 {
				word = "nonlocal"
			}
			sc.fail(&s.Pos, "annotated name '"+name.ID+"' can't be "+word)
			return
		}
		if s.Simple {
			sc.define(name.ID, useAnnot|useLocal, &name.Pos)
		} else if s.Value != nil {
			sc.define(name.ID, useLocal, &name.Pos)
		}
		sc.cur.annotated = true
	} else {
		sc.expr(s.Target)
	}
	sc.annotation(s.Annotation)
	sc.expr(s.Value)
}

// annotation visits an annotation; one that is kept as text binds and reads
// nothing, but may not contain a yield either.
func (sc *scanner) annotation(e parser.Expr) {
	if e == nil {
		return
	}
	if sc.future&FutureAnnotations == 0 {
		sc.expr(e)
		return
	}
	sc.within(annotationScope, "_annotation", scopeKey{}, func() { sc.expr(e) })
}

// declare notes a global or nonlocal statement.
func (sc *scanner) declare(list []string, pos *parser.Pos, u use, word string) {
	for _, name := range list {
		mangled := mangle(sc.cur.private, name)
		uses := sc.cur.usesOf(mangled)
		switch {
		case uses&useParam != 0:
			sc.fail(pos, "name '"+name+"' is parameter and "+word)
		case uses&useRead != 0:
			sc.fail(pos, "name '"+name+"' is used prior to "+word+" declaration")
		case uses&useAnnot != 0:
			sc.fail(pos, "annotated name '"+name+"' can't be "+word)
		case uses&useLocal != 0:
			sc.fail(pos, "name '"+name+"' is assigned to before "+word+" declaration")
		}
		sc.define(name, u, pos)
		sc.cur.directives = append(sc.cur.directives, directive{mangled, *pos})
	}
}

func (sc *scanner) alias(a *parser.Alias) {
	if a.Name == "*" {
		if sc.cur.kind != moduleScope {
			sc.fail(&a.Pos, "import * only allowed at module level")
		}
		return
	}
	name := a.AsName
	if name == "" {
		name, _, _ = strings.Cut(a.Name, ".")
	}
	sc.define(name, useImport, &a.Pos)
}

func (sc *scanner) pattern(p parser.Pattern) {
	switch p := p.(type) {
	case *parser.MatchValue:
		sc.expr(p.Value)
	case *parser.MatchSequence:
		sc.patterns(p.Patterns)
	case *parser.MatchStar:
		sc.capture(p.Name, &p.Pos)
	case *parser.MatchMapping:
		sc.exprs(p.Keys)
		sc.patterns(p.Patterns)
		sc.capture(p.Rest, &p.Pos)
	case *parser.MatchClass:
		sc.expr(p.Cls)
		sc.patterns(p.Patterns)
		sc.patterns(p.KwdPatterns)
	case *parser.MatchAs:
		if p.Pattern != nil {
			sc.pattern(p.Pattern)
		}
		sc.capture(p.Name, &p.Pos)
	case *parser.MatchOr:
		sc.patterns(p.Patterns)
	}
}

func (sc *scanner) patterns(list []parser.Pattern) {
	for _, p := range list {
		sc.pattern(p)
	}
}

func (sc *scanner) capture(name string, pos *parser.Pos) {
	if name != "" {
		sc.define(name, useLocal, pos)
	}
}
