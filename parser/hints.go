package parser

import "strings"

// What CPython's invalid_ rules say about common mistakes. Each function is called
// where the grammar has failed, and either notes a particular error or leaves the
// general one to its caller.

// span returns the range from the start of a to the end of b.
func span(a, b Pos) Pos {
	return Pos{Line: a.Line, Col: a.Col, EndLine: b.EndLine, EndCol: b.EndCol}
}

// failWalrus: invalid_named_expression for `a.b := c`.
func (p *parser) failWalrus(e Expr) {
	walrus := p.mark()
	p.next()
	if p.expression(); p.err == nil {
		p.failAt(*e.Position(), "cannot use assignment expressions with %s", describe(e))
	}
	p.back(walrus)
	p.failInvalid()
}

// failAssignment: invalid_named_expression for `if x = 3:`.
func (p *parser) failAssignment(start *token, e Expr) {
	assign := p.mark()
	p.next()
	right := p.binary(precBitOr)
	if p.err == nil && !p.at(tokAssign) && !p.at(tokWalrus) {
		if n, ok := e.(*Name); ok && start.Type != tokLParen {
			p.failAt(span(n.Pos, *right.Position()), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
		} else if isBitwise(start, e) {
			p.failAt(*e.Position(), "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(e))
		}
	}
	p.back(assign)
	p.failInvalid()
}

// isBitwise reports whether e, which begins at start, is a bitwise_or of those that
// CPython calls unassignable here.
func isBitwise(start *token, e Expr) bool {
	switch first := leftmost(e).(type) {
	case *List, *Tuple, *GeneratorExp:
		return false
	case *Constant:
		if _, isBool := first.Value.(bool); isBool || first.Value == nil {
			return false
		}
	}
	switch e := e.(type) {
	case *UnaryOp:
		return e.Op != UnaryNot || start.Type == tokLParen
	case *BoolOp, *Compare, *IfExp, *Lambda, *Starred:
		return start.Type == tokLParen
	}
	return true
}

// leftmost returns the operand with which e begins.
func leftmost(e Expr) Expr {
	for {
		switch n := e.(type) {
		case *BinOp:
			e = n.Left
		case *Attribute:
			e = n.Value
		case *Subscript:
			e = n.Value
		case *Call:
			e = n.Func
		default:
			return e
		}
	}
}

// failKeyword: invalid_kwarg for `f(a.b=1)` and `f(True=1)`.
func (p *parser) failKeyword(start *token, e Expr) {
	place := span(tokenPos(start), tokenPos(p.tok))
	switch start.Type {
	case tokTrue, tokFalse, tokNone:
		if p.prev == start {
			p.failAt(place, "cannot assign to %s", start.Value)
			return
		}
	}
	p.failAt(place, `expression cannot contain assignment, perhaps you meant "=="?`)
}

// failElse: invalid_expression for `a if b`, which begins at start.
func (p *parser) failElse(start *token) {
	p.failAt(p.from(start), "expected 'else' after 'if' expression")
}

// failAdjacent is called when an expression is followed by another one.
// invalid_expression and invalid_legacy_expression: `print x`, and `a b` within
// brackets.
func (p *parser) failAdjacent(e Expr, start *token) {
	if p.err != nil || p.trial > 0 {
		return
	}
	if n, ok := e.(*Name); ok && p.prev == start && (n.ID == "print" || n.ID == "exec") {
		p.failLegacy(n)
		return
	}
	if p.brackets == 0 && !p.fstring || isSoftKeyword(start) || start.Type == tokName && p.peekFrom(start).Type == tokString {
		return
	}
	second := p.mark()
	p.trial++
	p.expression()
	p.trial--
	if p.err == nil {
		e := p.errorAt("SyntaxError", p.from(start), "invalid syntax. Perhaps you forgot a comma?")
		e.hopeless = true
		p.fail(e)
		return
	}
	p.back(second)
	p.sawInvalid(second.err)
}

// strayNot is called at a `not` that no `in` follows, behind e. Within brackets a
// comma may be missing; elsewhere the token behind the `not` is the wrong one.
func (p *parser) strayNot(e Expr) Expr {
	if p.brackets == 0 && !p.fstring {
		p.next()
		p.failInvalid()
	}
	return e
}

// failLegacy: invalid_legacy_expression for `print x` and `exec x`.
func (p *parser) failLegacy(n *Name) {
	args := p.mark()
	value := p.starExpressions()
	if p.err == nil {
		p.failAt(span(n.Pos, *value.Position()), "Missing parentheses in call to '%s'. Did you mean %s(...)?", n.ID, n.ID)
	} else if e, ok := p.err.(*placedError); ok && e.generic {
		p.back(args)
	}
}

// isSoftKeyword reports whether t is one for CPython 3.11, which by mistake takes
// the beginnings of soft keywords for them too.
func isSoftKeyword(t *token) bool {
	return t.Type == tokName &&
		(t.Value == "_" || strings.HasPrefix("match", t.Value) || strings.HasPrefix("case", t.Value))
}

// failKey: invalid_kvpair for `{a: 1, b}`.
func (p *parser) failKey(key Expr) {
	pos := *key.Position()
	p.failAt(Pos{Line: pos.Line, Col: pos.EndCol - 1, EndLine: pos.EndLine, EndCol: noEnd}, "':' expected after dictionary key")
}

// failStarredValue: invalid_kvpair for `{a: *b}`.
func (p *parser) failStarredValue() {
	star := p.mark()
	t := p.next()
	p.binary(precBitOr)
	if p.err == nil {
		p.failToNext(t, "cannot use a starred expression in a dictionary value")
	}
	p.back(star)
	p.failInvalid()
}

// failToNext notes an error from token t up to the last character but one of the
// next token, which is what CPython's "starting from" means.
func (p *parser) failToNext(t *token, msg string) {
	pos := startPos(t)
	pos.EndLine, pos.EndCol = endOf(p.tok)
	pos.EndCol--
	p.failAt(pos, "%s", msg)
}

// failDoubleStar: invalid_group for `(**a)`.
func (p *parser) failDoubleStar() {
	star := p.mark()
	t := p.next()
	p.expression()
	if p.err == nil && p.at(tokRParen) {
		p.failAt(tokenPos(t), "cannot use double starred expression here")
	}
	p.back(star)
	p.failInvalid()
}

// refuseStarredElement: invalid_comprehension for `[*a for a in b]`.
func (p *parser) refuseStarredElement(e Expr) {
	if s, ok := e.(*Starred); ok {
		p.failAt(s.Pos, "iterable unpacking cannot be used in comprehension")
	}
}

// refuseBareTarget: invalid_comprehension for `[a, b for a, b in c]`.
func (p *parser) refuseBareTarget(elts []Expr) {
	if p.err != nil || !p.atFor() {
		return
	}
	clauses := p.mark()
	last := tokenPos(p.prev)
	if len(elts) > 1 {
		last = *elts[len(elts)-1].Position()
	}
	if p.comprehensions(); p.err == nil {
		p.failAt(span(*elts[0].Position(), last), "did you forget parentheses around the comprehension target?")
	}
	p.back(clauses)
	p.failInvalid()
}

// A mark is a place that the parser can go back to, to try something.
type mark struct {
	at   lexerMark
	tok  *token
	prev *token
	err  error
}

// mark remembers where the parser stands.
func (p *parser) mark() *mark {
	return &mark{at: p.lex.MakeCheckpoint(), tok: p.tok, prev: p.prev}
}

// back returns to m, unless what was tried has met a particular error: that stays.
// A general error is forgotten, and kept in m.
func (p *parser) back(m *mark) {
	if e, ok := p.err.(*placedError); ok && !e.generic {
		return
	}
	m.err = p.err
	p.err = nil
	p.lex.LoadCheckpoint(m.at)
	p.tok, p.prev = m.tok, m.prev
}

// sawInvalid notes that a trial ran into the token where the lexer stopped: CPython
// then tells the lexer's error.
func (p *parser) sawInvalid(err error) {
	if e, ok := err.(*placedError); ok && e.reached.Type == tokInvalid {
		e.hopeless = true
		p.fail(err)
	}
}

// peekFrom returns the token behind t, which is the next one or one before it.
func (p *parser) peekFrom(t *token) *token {
	for at := p.lex.RawCursor(); at > 0; at-- {
		if r := p.lex.Range(at-1, at+1); &r[0] == t {
			return &r[1]
		}
	}
	return t
}
