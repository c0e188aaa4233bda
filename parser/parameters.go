package parser

import "github.com/alecthomas/participle/v2/lexer"

// Parse reads the parameters of a def, parentheses included.
//
//	'(' [params] ')'
func (a *Arguments) Parse(lex *lexer.PeekingLexer) error {
	p := newParser(lex)
	start := lex.RawCursor()
	if !p.at(tokLParen) {
		p.failAt(tokenPos(p.tok), "expected '('")
	}
	p.want(tokLParen)
	p.brackets++
	*a = *p.parameters(tokRParen)
	p.want(tokRParen)
	p.limitHeight(a, start)
	return p.err
}

// A parameterList gathers parameters and knows what may still follow.
type parameterList struct {
	*Arguments
	end   kind // ')' for a def, ':' for a lambda
	slash bool // a / was read
	star  bool // a * was read
}

// params: param (',' param)* [',']
// param:  '/' | '*' [NAME] | '**' NAME | NAME ['=' expression]
//
// In a def, names may have annotations.
func (p *parser) parameters(end kind) *Arguments {
	l := parameterList{Arguments: &Arguments{}, end: end}
	start := p.tok
	for !p.at(end) {
		switch p.tok.Type {
		case tokSlash:
			p.slash(&l)
		case tokStar:
			p.starParameter(&l)
		case tokDoubleStar:
			p.kwParameter(&l)
		case tokLParen:
			p.failParenthesized(&l)
		default:
			p.plainParameter(&l)
		}
		if p.err != nil || !p.got(tokComma) {
			break
		}
	}
	if p.prev.Pos.Offset >= start.Pos.Offset {
		l.Pos = p.from(start)
	}
	return l.Arguments
}

// param: NAME [':' expression] ['=' expression]
func (p *parser) plainParameter(l *parameterList) {
	arg := p.param(l, false)
	if p.at(tokAssign) {
		value := p.defaultValue(l)
		if l.star {
			l.KwOnly = append(l.KwOnly, arg)
			l.KwDefaults = append(l.KwDefaults, value)
			return
		}
		l.Args = append(l.Args, arg)
		l.Defaults = append(l.Defaults, value)
		return
	}
	if l.star {
		l.KwOnly = append(l.KwOnly, arg)
		l.KwDefaults = append(l.KwDefaults, nil)
		return
	}
	if len(l.Defaults) > 0 && (p.at(tokComma) || p.at(l.end)) {
		p.failAt(arg.Pos, "non-default argument follows default argument")
	}
	l.Args = append(l.Args, arg)
}

// param reads a name and, in a def, its annotation, which may be starred behind *.
func (p *parser) param(l *parameterList, starred bool) *Arg {
	start := p.tok
	arg := &Arg{Name: p.name()}
	if l.end == tokRParen && p.got(tokColon) {
		if starred {
			arg.Annotation = p.starExpression()
		} else {
			arg.Annotation = p.expression()
		}
	}
	arg.Pos = p.from(start)
	return arg
}

// default: '=' expression
func (p *parser) defaultValue(l *parameterList) Expr {
	assign := p.want(tokAssign)
	if p.at(l.end) && l.end == tokRParen || p.at(tokComma) {
		p.failAt(tokenPos(assign), "expected default value expression")
	}
	return p.expression()
}

// slash: '/' (',' | end)
func (p *parser) slash(l *parameterList) {
	t := p.next()
	switch {
	case l.slash:
		p.failAt(tokenPos(t), "/ may appear only once")
	case l.star:
		p.failAt(tokenPos(t), "/ must be ahead of *")
	case len(l.Args) == 0 && p.at(tokComma):
		p.failAt(tokenPos(t), "at least one argument must precede /")
	case len(l.Args) == 0:
		p.failAt(tokenPos(t), "invalid syntax")
	case p.at(tokStar):
		p.failAt(tokenPos(p.tok), "expected comma between / and *")
	}
	l.slash = true
	l.PosOnly, l.Args = l.Args, nil
}

// star: '*' NAME [':' star_expression] | '*' &(',' NAME)
func (p *parser) starParameter(l *parameterList) {
	t := p.next()
	if l.star {
		p.failAt(tokenPos(t), "* argument may appear only once")
	}
	l.star = true
	if p.at(tokComma) || p.at(l.end) {
		p.checkBareStar(l, t)
		return
	}
	l.VarArg = p.param(l, true)
	if p.at(tokAssign) {
		p.failAt(tokenPos(p.tok), "var-positional argument cannot have default value")
	}
}

// checkBareStar refuses a lone * that no name follows.
func (p *parser) checkBareStar(l *parameterList, star *token) {
	next := p.tok
	if p.at(tokComma) {
		next = p.peek(1)
	}
	if next.Type == l.end || next.Type == tokDoubleStar {
		if l.end == tokColon {
			star = next // CPython points at the last token read
		}
		p.failAt(tokenPos(star), "named arguments must follow bare *")
	}
}

// kwds: '**' NAME [':' expression]
func (p *parser) kwParameter(l *parameterList) {
	p.next()
	l.KwArg = p.param(l, false)
	if p.at(tokAssign) {
		p.failAt(tokenPos(p.tok), "var-keyword argument cannot have default value")
	}
	if !p.at(tokComma) {
		return
	}
	switch next := p.peek(1); next.Type {
	case tokName, tokPrint, tokStar, tokDoubleStar, tokSlash:
		p.failAt(tokenPos(next), "arguments cannot follow var-keyword argument")
	}
}

// failParenthesized refuses def f((a, b)), the tuple parameters of Python 2.
func (p *parser) failParenthesized(l *parameterList) {
	open := p.tok
	n := 1
	for p.peek(n).Type == tokName && p.peek(n+1).Type == tokComma {
		n += 2
	}
	if p.peek(n).Type == tokName {
		n++
	}
	if n == 1 || p.peek(n).Type != tokRParen || l.star || len(l.Defaults) > 0 {
		p.failInvalid()
		return
	}
	what := "Function"
	if l.end == tokColon {
		what = "Lambda expression"
	}
	p.failAt(span(tokenPos(open), tokenPos(p.peek(n))), "%s parameters cannot be parenthesized", what)
}
