package compiler

import "brine/parser"

// Mode says what kind of program a module is compiled to.
type Mode uint8

// The modes of the builtin function compile.
const (
	Exec   Mode = iota // statements; returns None
	Eval               // one expression; returns its value
	Single             // statements; the values of expression statements are displayed
)

// Options say how to compile a module.
type Options struct {
	Filename  string
	Source    []byte // the source text, for the line in a SyntaxError; may be nil
	Mode      Mode
	Namespace bool                 // names go through the frame's namespace: exec, eval, compile
	Future    Flags                // future features that are on from the start
	Warn      func(parser.Warning) // is told of what is hardly meant, once for each place; may be nil
}

// compiler is what the units of one module share.
type compiler struct {
	opts   Options
	scopes scopes
	errors *errorMaker
	future Flags
	lines  int // emitted so far
	folds  map[parser.Expr]folded
	err    error // the first error
}

// Compile turns a module into code. An error is a *parser.SyntaxError.
func Compile(mod *parser.Module, opts Options) (*Code, error) {
	if opts.Filename == "" {
		opts.Filename = mod.Filename
	}
	c := &compiler{opts: opts, errors: &errorMaker{opts.Filename, opts.Source}, folds: map[parser.Expr]folded{}}
	if opts.Warn != nil {
		for _, w := range mod.Warnings {
			opts.Warn(w)
		}
	}
	future, err := futureFeatures(mod, c.errors)
	if err != nil {
		return nil, err
	}
	c.future = future | opts.Future
	if c.scopes, err = c.scan(mod); err != nil {
		return nil, err
	}
	code := c.module(mod)
	if c.err != nil {
		return nil, c.err
	}
	return code, nil
}

// fail keeps the first error.
func (c *compiler) fail(pos *parser.Pos, msg string) {
	if c.err == nil {
		c.err = c.errors.at(pos, msg)
	}
}

func (c *compiler) module(mod *parser.Module) *Code {
	u := c.newUnit(nil, moduleUnit, c.scopes[scopeKey{node: mod}], "<module>", 1)
	u.code.Qualname = "<module>"
	if c.opts.Namespace {
		u.code.Flags |= UsesNamespace
	}
	if c.opts.Mode == Eval {
		u.evalBody(mod)
	} else {
		u.blockBody(mod.Body)
		u.returnNone()
	}
	return u.finish()
}

func (u *unit) evalBody(mod *parser.Module) {
	for _, s := range mod.Body {
		if s, ok := s.(*parser.ExprStmt); ok {
			u.pos = *s.Value.Position()
			u.emit(Return, u.operand(s.Value), 0, 0)
			return
		}
	}
	u.returnNone()
}

// blockBody compiles the statements of a module or class body: annotations and
// the docstring come first.
func (u *unit) blockBody(body []parser.Stmt) {
	if len(body) > 0 {
		u.pos = *body[0].Position()
	}
	if u.hasAnnotations(body) {
		u.emitX(Intrinsic, IntrinsicAnnotations, u.temp(), 0, 0)
		u.release(0)
	}
	if doc, ok := docstring(body); ok && u.opts.Mode != Single {
		u.setDoc(doc)
		m := u.mark()
		t := u.temp()
		u.pos = *body[0].Position()
		u.loadK(t, doc)
		u.store("__doc__", t)
		u.release(m)
		body = body[1:]
	}
	u.stmts(body)
}

func (u *unit) hasAnnotations(body []parser.Stmt) bool {
	for _, s := range body {
		if hasAnnotation(s) {
			return true
		}
	}
	return false
}

// hasAnnotation tells if a statement is or contains an annotated assignment of
// its own block.
func hasAnnotation(s parser.Stmt) bool {
	found := false
	for _, list := range blocksOf(s) {
		for _, inner := range list {
			found = found || hasAnnotation(inner)
		}
	}
	_, ok := s.(*parser.AnnAssign)
	return ok || found
}

// blocksOf returns the statement lists inside a compound statement that belong
// to the same scope.
func blocksOf(s parser.Stmt) [][]parser.Stmt {
	switch s := s.(type) {
	case *parser.If:
		list := [][]parser.Stmt{s.Body.Stmts}
		for _, e := range s.Elifs {
			list = append(list, e.Body.Stmts)
		}
		return append(list, s.OrElse.Stmts)
	case *parser.While:
		return [][]parser.Stmt{s.Body.Stmts, s.OrElse.Stmts}
	case *parser.For:
		return [][]parser.Stmt{s.Body.Stmts, s.OrElse.Stmts}
	case *parser.Try:
		list := [][]parser.Stmt{s.Body.Stmts}
		for _, h := range s.Handlers {
			list = append(list, h.Body.Stmts)
		}
		return append(list, s.OrElse.Stmts, s.Finally.Stmts)
	case *parser.With:
		return [][]parser.Stmt{s.Body.Stmts}
	case *parser.Match:
		var list [][]parser.Stmt
		for _, c := range s.Cases {
			list = append(list, c.Body.Stmts)
		}
		return list
	}
	return nil
}

// docstring returns the string that a body begins with.
func docstring(body []parser.Stmt) (string, bool) {
	if len(body) == 0 {
		return "", false
	}
	s, ok := body[0].(*parser.ExprStmt)
	if !ok {
		return "", false
	}
	c, ok := s.Value.(*parser.Constant)
	if !ok {
		return "", false
	}
	doc, ok := c.Value.(string)
	return doc, ok
}
