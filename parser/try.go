package parser

import (
	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// try reads a try statement.
func (p *parser) try() Stmt {
	s := produce(p, tryStmt)
	for _, h := range s.Handlers {
		s.Star = h.Star
	}
	return s
}

// missingHandler returns the error for a try with neither except nor finally.
func (p *parser) missingHandler() *placedError {
	e := p.errorAt("SyntaxError", tokenPos(p.tok), "expected 'except' or 'finally' block")
	if p.at(tokDedent) || p.at(tokEOF) {
		e.pos = p.endPos()
	}
	return e
}

// Parse reads one clause elif.
//
//	elif: 'elif' named_expression block
func (e *Elif) Parse(lex *lexer.PeekingLexer) error {
	p := newParser(lex)
	start, cursor := p.tok, lex.RawCursor()
	if !p.got(tokElif) {
		return participle.NextMatch
	}
	e.Test = p.namedExpression()
	p.limitHeight(e.Test, cursor)
	e.Body.Stmts = p.block()
	e.Pos = p.fromCompound(start)
	return p.err
}

// Parse reads one handler.
//
//	except_block: 'except' [expression ['as' NAME]] block
//	  | 'except' '*' expression ['as' NAME] block
func (h *ExceptHandler) Parse(lex *lexer.PeekingLexer) error {
	p := newParser(lex)
	start, cursor := p.tok, lex.RawCursor()
	if !p.got(tokExcept) {
		return participle.NextMatch
	}
	h.Star = p.got(tokStar)
	if h.Star && (p.at(tokColon) || p.at(tokNewline)) {
		p.failAt(tokenPos(p.tok), "expected one or more exception types")
	}
	if !p.at(tokColon) && !p.at(tokNewline) {
		p.handlerType(h)
		if p.err == nil {
			p.limitHeight(h.Type, cursor)
		}
	}
	p.checkSameKind(h, start)
	h.Body.Stmts = p.block()
	h.Pos = p.fromCompound(start)
	return p.err
}

// handlerType: expression ['as' NAME]
func (p *parser) handlerType(h *ExceptHandler) {
	start := p.tok
	h.Type = p.expression()
	if p.at(tokComma) {
		p.failTypes(start)
	}
	if p.got(tokAs) {
		h.Name = p.name()
	}
}

// failTypes: invalid_except_stmt for `except A, B:`.
func (p *parser) failTypes(start *token) {
	comma := p.mark()
	for p.got(tokComma) {
		p.expression()
	}
	if p.got(tokAs) {
		p.name()
	}
	if p.err == nil && p.at(tokColon) {
		p.failToNext(start, "multiple exception types must be parenthesized")
	}
	p.back(comma)
	p.failInvalid()
}

// checkSameKind refuses except* among except and the reverse. The handler before
// this one begins the closest earlier line of the same indentation that is not
// within its block; only the nearest matters.
func (p *parser) checkSameKind(h *ExceptHandler, start *token) {
	before := p.handlerBefore(start)
	if before == nil || p.follows(before, tokStar) == h.Star {
		return
	}
	place := tokenPos(start)
	if h.Star {
		place = span(place, tokenPos(p.peekFrom(start)))
	}
	if p.err == nil && p.at(tokColon) {
		p.failAt(place, "cannot have both 'except' and 'except*' on the same 'try'")
	}
}

// handlerBefore returns the keyword of the handler before the one at start, or nil
// if that is the first.
func (p *parser) handlerBefore(start *token) *token {
	depth := 0
	at := p.lex.RawCursor()
	for &p.lex.Range(at, at+1)[0] != start {
		at--
	}
	for at--; at > 0; at-- {
		t := &p.lex.Range(at, at+1)[0]
		switch t.Type {
		case tokDedent:
			depth++
		case tokIndent:
			depth--
		case tokExcept:
			if depth == 0 {
				return t
			}
		case tokTry:
			if depth == 0 {
				return nil
			}
		}
	}
	return nil
}
