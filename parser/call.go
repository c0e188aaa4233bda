package parser

import "github.com/alecthomas/participle/v2/lexer"

// primary: primary . '(' [arguments] ')' | primary . genexp
func (p *parser) call(start *token, function Expr) Expr {
	if !p.enter() {
		return function
	}
	defer p.leave()
	c := &Call{Func: function}
	open := p.want(tokLParen)
	p.brackets++
	if !p.at(tokRParen) {
		p.arguments(&c.CallArgs, open)
	}
	p.brackets--
	p.want(tokRParen)
	c.Pos = p.from(start)
	if len(c.Args) == 1 {
		if g, ok := c.Args[0].(*GeneratorExp); ok && g.Line == 0 {
			g.Pos = p.from(open)
		}
	}
	return c
}

// Parse reads the arguments of a class header, up to the closing parenthesis.
//
//	['(' [arguments] ')']
func (a *CallArgs) Parse(lex *lexer.PeekingLexer) error {
	p := newParser(lex)
	start := lex.RawCursor()
	p.brackets++
	if !p.at(tokRParen) {
		p.arguments(a, nil)
	}
	p.limitHeight(&Call{CallArgs: *a}, start)
	return p.err
}

// arguments: argument (',' argument)* [','] &')'
// argument:  '*' expression | '**' expression | NAME '=' expression
//
//	| assignment_expression | expression !':='
//
// A generator that is the only argument needs no parentheses of its own if open is
// the call's parenthesis; its position is then left to the caller.
func (p *parser) arguments(a *CallArgs, open *token) {
	var late bool // a positional argument follows a keyword
	for {
		p.argument(a, open, &late)
		if !p.got(tokComma) || p.at(tokRParen) {
			break
		}
	}
	if late && p.at(tokRParen) {
		p.failAt(tokenPos(p.tok), "positional argument follows keyword argument%s", unpackingSuffix(a.Keywords))
	}
}

func unpackingSuffix(keywords []*Keyword) string {
	for _, k := range keywords {
		if k.Arg == "" {
			return " unpacking"
		}
	}
	return ""
}

func (p *parser) argument(a *CallArgs, open *token, late *bool) {
	start := p.tok
	switch {
	case p.at(tokStar):
		if unpackingSuffix(a.Keywords) != "" {
			p.failAt(tokenPos(start), "iterable argument unpacking follows keyword argument unpacking")
		}
		p.next()
		value := p.expression()
		a.Args = append(a.Args, &Starred{Pos: p.from(start), Value: value})
	case p.got(tokDoubleStar):
		value := p.expression()
		a.Keywords = append(a.Keywords, &Keyword{Pos: p.from(start), Value: value})
	case p.atName() && p.peek(1).Type == tokAssign:
		a.Keywords = append(a.Keywords, p.keywordArgument())
	default:
		*late = *late || len(a.Keywords) > 0
		a.Args = append(a.Args, p.positional(open, len(a.Args)+len(a.Keywords) == 0))
	}
}

// keywordArgument: NAME '=' expression
func (p *parser) keywordArgument() *Keyword {
	start := p.tok
	k := &Keyword{Arg: p.name()}
	assign := p.want(tokAssign)
	k.Value = p.expression()
	k.Pos = p.from(start)
	if p.atFor() {
		p.failAt(span(tokenPos(start), tokenPos(assign)), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	return k
}

// positional: assignment_expression | expression !':=' | genexp without parentheses
func (p *parser) positional(open *token, first bool) Expr {
	var e Expr
	start := p.tok
	if p.atName() && p.peek(1).Type == tokWalrus {
		e = p.walrus()
	} else {
		e = p.expression()
	}
	switch p.tok.Type {
	case tokAssign:
		p.failKeyword(start, e)
	case tokWalrus:
		p.failWalrus(e)
	case tokFor, tokAsync:
		if open == nil && first {
			p.failInvalid()
		}
		clauses := p.comprehensions()
		if !first || p.at(tokComma) {
			p.failAt(p.from(start), "Generator expression must be parenthesized")
		}
		return &GeneratorExp{Elt: e, Generators: clauses}
	}
	return e
}
