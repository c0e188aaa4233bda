package parser

import "github.com/alecthomas/participle/v2/lexer"

// opensMatch reports whether the name match, where a statement begins, is the
// keyword. If an expression could go on behind it, the end of the line decides.
func (p *parser) opensMatch() bool {
	switch k := p.peek(1).Type; {
	case continuesNone[uint8(k)]:
		return true
	case k == tokNot:
		return p.peek(2).Type != tokIn
	case k == tokLParen, k == tokLBracket, k == tokMinus, k == tokPlus, k == tokStar:
		return p.lineEndsInColon()
	}
	return false
}

// lineEndsInColon reports whether the logical line has a colon as its last token.
func (p *parser) lineEndsInColon() bool {
	colon := false
	for at := p.lex.RawCursor(); ; at++ {
		switch p.lex.Range(at, at+1)[0].Type {
		case tokNewline, tokEOF, tokInvalid:
			return colon
		case tokColon:
			colon = true
		default:
			colon = false
		}
	}
}

// subject_expr: star_named_expression ',' [star_named_expressions] | named_expression
func (p *parser) subject() Expr {
	start := p.tok
	first := p.starNamedExpression()
	if _, star := first.(*Starred); star && !p.at(tokComma) {
		p.failInvalid()
	}
	if !p.at(tokComma) {
		return first
	}
	elts := p.commaElements(first, tokColon)
	return &Tuple{Pos: p.from(start), Elts: elts}
}

// matchError returns the error about the header of a match statement that participle
// has refused.
func (p *parser) matchError() *placedError {
	switch {
	case p.at(tokNewline) && p.prev.Type != tokColon:
		return p.errorAt("SyntaxError", tokenPos(p.tok), "expected ':'")
	case p.prev.Type == tokNewline && !p.at(tokIndent):
		return p.missingBlock()
	}
	return p.unexpected(p.tok)
}

// parsePattern is the entry point of patterns.
//
//	patterns: open_sequence_pattern | pattern
func parsePattern(lex *lexer.PeekingLexer) (Pattern, error) {
	p := newParser(lex)
	start, cursor := p.tok, lex.RawCursor()
	first := p.maybeStarPattern()
	if p.at(tokComma) {
		patterns := []Pattern{first}
		for p.got(tokComma) && p.err == nil && !p.at(tokColon) && !p.at(tokIf) {
			patterns = append(patterns, p.maybeStarPattern())
		}
		first = &MatchSequence{Pos: p.from(start), Patterns: patterns}
	} else if _, star := first.(*MatchStar); star {
		p.failInvalid()
	}
	p.limitHeight(first, cursor)
	return first, p.err
}

// maybe_star_pattern: '*' NAME | pattern
func (p *parser) maybeStarPattern() Pattern {
	start := p.tok
	if !p.got(tokStar) {
		return p.pattern()
	}
	name := p.name()
	if name == "_" {
		name = ""
	}
	return &MatchStar{Pos: p.from(start), Name: name}
}

// pattern: or_pattern ['as' NAME]
func (p *parser) pattern() Pattern {
	if !p.enter() {
		return &MatchAs{}
	}
	defer p.leave()
	start := p.tok
	pattern := p.orPattern()
	if !p.got(tokAs) {
		return pattern
	}
	if p.atWord("_") {
		p.failAt(tokenPos(p.tok), "cannot use '_' as a target")
	}
	if !p.atName() {
		p.failPatternTarget()
	}
	name := p.name()
	switch p.tok.Type {
	case tokDot, tokLParen, tokAssign:
		p.failInvalid()
	}
	return &MatchAs{Pos: p.from(start), Pattern: pattern, Name: name}
}

// failPatternTarget: invalid_as_pattern for `case a as 1:`.
func (p *parser) failPatternTarget() {
	as := p.mark()
	e := p.expression()
	if p.err == nil {
		p.failAt(*e.Position(), "invalid pattern target")
	}
	p.back(as)
	p.failInvalid()
}

// or_pattern: closed_pattern ('|' closed_pattern)*
func (p *parser) orPattern() Pattern {
	start := p.tok
	first := p.closedPattern()
	if !p.at(tokPipe) {
		return first
	}
	patterns := []Pattern{first}
	for p.got(tokPipe) {
		patterns = append(patterns, p.closedPattern())
	}
	return &MatchOr{Pos: p.from(start), Patterns: patterns}
}

// closed_pattern: literal_pattern | capture_pattern | wildcard_pattern | value_pattern
//
//	| group_pattern | sequence_pattern | mapping_pattern | class_pattern
func (p *parser) closedPattern() Pattern {
	start := p.tok
	switch start.Type {
	case tokName, tokPrint:
		return p.namePattern()
	case tokNumber, tokMinus, tokString, tokFStart:
		value := p.literalExpr()
		return &MatchValue{Pos: p.from(start), Value: value}
	case tokNone:
		p.next()
		return &MatchSingleton{Pos: tokenPos(start)}
	case tokTrue, tokFalse:
		p.next()
		return &MatchSingleton{Pos: tokenPos(start), Value: start.Type == tokTrue}
	case tokLParen:
		return p.groupPattern()
	case tokLBracket:
		p.next()
		patterns := p.patternList(tokRBracket)
		p.want(tokRBracket)
		return &MatchSequence{Pos: p.from(start), Patterns: patterns}
	case tokLBrace:
		return p.mappingPattern()
	}
	p.failInvalid()
	return &MatchAs{}
}

// capture_pattern: NAME    wildcard_pattern: '_'    value_pattern: NAME ('.' NAME)+
func (p *parser) namePattern() Pattern {
	start := p.tok
	name := p.name()
	var value Expr = &Name{Pos: tokenPos(start), ID: name}
	dotted := false
	for p.got(tokDot) {
		dotted = true
		attr := p.name()
		value = &Attribute{Pos: p.from(start), Value: value, Attr: attr}
	}
	switch {
	case p.at(tokLParen):
		return p.classPattern(start, value)
	case p.at(tokAssign):
		p.failInvalid()
	case dotted:
		return &MatchValue{Pos: p.from(start), Value: value}
	case name == "_":
		name = ""
	}
	return &MatchAs{Pos: p.from(start), Name: name}
}

// literal_expr: ['-'] NUMBER [('+' | '-') NUMBER] | strings | 'None' | 'True' | 'False'
func (p *parser) literalExpr() Expr {
	start := p.tok
	switch start.Type {
	case tokString, tokFStart:
		e := p.strings()
		if _, joined := e.(*JoinedStr); joined {
			p.failAt(*e.Position(), "patterns may only match literals and attribute lookups")
		}
		return e
	case tokNone, tokTrue, tokFalse:
		return p.atom()
	}
	real := p.signedNumber()
	var op Operator
	switch p.tok.Type {
	case tokPlus:
		op = OpAdd
	case tokMinus:
		op = OpSub
	default:
		return real
	}
	if isImaginary(real) {
		p.failAt(*real.Position(), "real number required in complex literal")
	}
	p.next()
	if !p.at(tokNumber) {
		p.failInvalid()
		return real
	}
	imag := p.atom()
	if !isImaginary(imag) {
		p.failAt(*imag.Position(), "imaginary number required in complex literal")
	}
	return &BinOp{Pos: p.from(start), Left: real, Op: op, Right: imag}
}

// signed_number: ['-'] NUMBER
func (p *parser) signedNumber() Expr {
	start := p.tok
	minus := p.got(tokMinus)
	if !p.at(tokNumber) {
		p.failInvalid()
		return noExpr()
	}
	number := p.atom()
	if minus {
		return &UnaryOp{Pos: p.from(start), Op: UnarySub, Operand: number}
	}
	return number
}

func isImaginary(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*Constant)
	if !ok {
		return false
	}
	_, ok = c.Value.(complex128)
	return ok
}

// group_pattern:    '(' pattern ')'
// sequence_pattern: '(' [open_sequence_pattern] ')'
func (p *parser) groupPattern() Pattern {
	start := p.want(tokLParen)
	if p.got(tokRParen) {
		return &MatchSequence{Pos: p.from(start)}
	}
	first := p.maybeStarPattern()
	_, star := first.(*MatchStar)
	if !star && p.got(tokRParen) {
		return first
	}
	patterns := []Pattern{first}
	if !p.at(tokComma) {
		p.failInvalid()
	}
	for p.got(tokComma) && !p.at(tokRParen) {
		patterns = append(patterns, p.maybeStarPattern())
	}
	p.want(tokRParen)
	return &MatchSequence{Pos: p.from(start), Patterns: patterns}
}

// maybe_sequence_pattern: maybe_star_pattern (',' maybe_star_pattern)* [',']
func (p *parser) patternList(end kind) []Pattern {
	var patterns []Pattern
	for p.err == nil && !p.at(end) {
		patterns = append(patterns, p.maybeStarPattern())
		if !p.got(tokComma) {
			break
		}
	}
	return patterns
}

// mapping_pattern: '{' [key ':' pattern (',' key ':' pattern)*] [',' '**' NAME] [','] '}'
func (p *parser) mappingPattern() Pattern {
	start := p.want(tokLBrace)
	m := &MatchMapping{}
	for p.err == nil && !p.at(tokRBrace) {
		if p.got(tokDoubleStar) {
			m.Rest = p.name()
			if m.Rest == "_" {
				p.failInvalid()
			}
			p.got(tokComma)
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		p.want(tokColon)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.got(tokComma) {
			break
		}
	}
	p.want(tokRBrace)
	m.Pos = p.from(start)
	return m
}

// key: literal_expr | NAME ('.' NAME)+
func (p *parser) mappingKey() Expr {
	if !p.atName() {
		return p.literalExpr()
	}
	start := p.tok
	var value Expr = &Name{Pos: tokenPos(start), ID: p.name()}
	if !p.at(tokDot) {
		p.failInvalid()
	}
	for p.got(tokDot) {
		attr := p.name()
		value = &Attribute{Pos: p.from(start), Value: value, Attr: attr}
	}
	return value
}

// class_pattern: name_or_attr '(' [pattern (',' pattern)*] [NAME '=' pattern ...] [','] ')'
func (p *parser) classPattern(start *token, cls Expr) Pattern {
	m := &MatchClass{Cls: cls}
	p.want(tokLParen)
	var late []Pattern // positional ones behind a keyword
	for p.err == nil && !p.at(tokRParen) {
		if p.atName() && p.peek(1).Type == tokAssign {
			m.KwdAttrs = append(m.KwdAttrs, p.name())
			p.want(tokAssign)
			m.KwdPatterns = append(m.KwdPatterns, p.pattern())
		} else if pattern := p.pattern(); len(m.KwdAttrs) > 0 {
			late = append(late, pattern)
		} else {
			m.Patterns = append(m.Patterns, pattern)
		}
		if !p.got(tokComma) {
			break
		}
	}
	if p.err == nil && len(late) > 0 {
		p.failAt(span(*late[0].Position(), *late[len(late)-1].Position()), "positional patterns follow keyword patterns")
	}
	p.want(tokRParen)
	m.Pos = p.from(start)
	return m
}
