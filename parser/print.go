package parser

// opensPrint reports whether the name print, where a statement begins, is the
// print statement of Python 2. What Python 3 could mean stays Python 3: a call,
// an operator, an assignment.
func (p *parser) opensPrint() bool {
	switch p.peek(1).Type {
	case tokNewline, tokSemi, tokRShift, tokName, tokPrint, tokNumber, tokString, tokFStart,
		tokNone, tokTrue, tokFalse, tokLBrace, tokTilde, tokLambda:
		return true
	case tokNot:
		return p.peek(2).Type != tokIn
	}
	return false
}

// print_stmt: 'print' ['>>' expression [',' expression (',' expression)* [',']]]
//
//	| 'print' [expression (',' expression)* [',']]
func (p *parser) print() Stmt {
	start := p.lex.RawCursor()
	p.want(tokPrint)
	s := &PrintStmt{Newline: true}
	if p.got(tokRShift) {
		s.Dest = p.expression()
		if !p.got(tokComma) {
			return s
		}
		s.Values = append(s.Values, p.expression())
	} else if !p.at(tokNewline) && !p.at(tokSemi) {
		s.Values = append(s.Values, p.expression())
	}
	for len(s.Values) > 0 && p.got(tokComma) {
		if p.at(tokNewline) || p.at(tokSemi) {
			s.Newline = false
			break
		}
		s.Values = append(s.Values, p.expression())
	}
	p.limitHeight(s, start)
	return s
}
