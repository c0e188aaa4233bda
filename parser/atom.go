package parser

// atom: NAME | NUMBER | strings | 'True' | 'False' | 'None' | '...'
//
//	| tuple | group | genexp | list | listcomp | dict | set | dictcomp | setcomp
func (p *parser) atom() Expr {
	t := p.tok
	switch t.Type {
	case tokName, tokPrint:
		p.next()
		return &Name{Pos: tokenPos(t), ID: t.Value}
	case tokNumber:
		p.next()
		return p.numberConstant(t)
	case tokString, tokFStart:
		return p.strings()
	case tokNone:
		return p.constant(nil)
	case tokTrue:
		return p.constant(true)
	case tokFalse:
		return p.constant(false)
	case tokEllipsis:
		return p.constant(EllipsisType{})
	case tokLParen, tokLBracket, tokLBrace:
		return p.display()
	}
	p.failInvalid()
	return noExpr()
}

// constant consumes a token and returns the value that it stands for.
func (p *parser) constant(value any) Expr {
	return &Constant{Pos: tokenPos(p.next()), Value: value}
}

// display reads what stands between brackets.
func (p *parser) display() Expr {
	if !p.enter() {
		return noExpr()
	}
	p.brackets++
	var e Expr
	switch p.tok.Type {
	case tokLParen:
		e = p.parenthesized()
	case tokLBracket:
		e = p.list()
	default:
		e = p.braced()
	}
	p.brackets--
	p.leave()
	return e
}

// tuple:  '(' [star_named_expression ',' [star_named_expressions]] ')'
// group:  '(' (yield_expr | named_expression) ')'
// genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')'
func (p *parser) parenthesized() Expr {
	start := p.want(tokLParen)
	switch p.tok.Type {
	case tokRParen:
		p.next()
		return &Tuple{Pos: p.from(start)}
	case tokYield:
		e := p.yield()
		p.want(tokRParen)
		return e
	case tokDoubleStar:
		p.failDoubleStar()
		return noExpr()
	}
	first := p.starNamedExpression()
	switch p.tok.Type {
	case tokComma:
		elts := p.commaElements(first, tokRParen)
		p.want(tokRParen)
		return &Tuple{Pos: p.from(start), Elts: elts}
	case tokFor, tokAsync:
		p.refuseStarredElement(first)
		clauses := p.comprehensions()
		p.want(tokRParen)
		return &GeneratorExp{Pos: p.from(start), Elt: first, Generators: clauses}
	}
	if s, ok := first.(*Starred); ok && p.at(tokRParen) {
		p.failAt(s.Pos, "cannot use starred expression here")
	}
	p.want(tokRParen)
	return first
}

// commaElements reads (',' star_named_expression)* [','] up to the closing bracket.
func (p *parser) commaElements(first Expr, end kind) []Expr {
	elts := []Expr{first}
	for p.got(tokComma) && !p.at(end) && !p.at(tokFor) {
		elts = append(elts, p.starNamedExpression())
	}
	return elts
}

// list:     '[' [star_named_expressions] ']'
// listcomp: '[' named_expression for_if_clauses ']'
func (p *parser) list() Expr {
	start := p.want(tokLBracket)
	if p.got(tokRBracket) {
		return &List{Pos: p.from(start)}
	}
	first := p.starNamedExpression()
	if p.atFor() {
		p.refuseStarredElement(first)
		clauses := p.comprehensions()
		p.want(tokRBracket)
		return &ListComp{Pos: p.from(start), Elt: first, Generators: clauses}
	}
	elts := p.commaElements(first, tokRBracket)
	p.refuseBareTarget(elts)
	p.want(tokRBracket)
	return &List{Pos: p.from(start), Elts: elts}
}

// set:      '{' star_named_expressions '}'
// setcomp:  '{' named_expression for_if_clauses '}'
// dict:     '{' [double_starred_kvpairs] '}'
// dictcomp: '{' kvpair for_if_clauses '}'
func (p *parser) braced() Expr {
	start := p.want(tokLBrace)
	switch p.tok.Type {
	case tokRBrace:
		p.next()
		return &Dict{Pos: p.from(start)}
	case tokDoubleStar:
		return p.dict(start, nil)
	}
	begin := p.tok
	first := p.starNamedExpression()
	switch p.tok.Type {
	case tokColon:
		if begin.Type != tokStar && !isBareWalrus(begin, first) {
			return p.dict(start, first)
		}
	case tokFor, tokAsync:
		p.refuseStarredElement(first)
		clauses := p.comprehensions()
		p.want(tokRBrace)
		return &SetComp{Pos: p.from(start), Elt: first, Generators: clauses}
	}
	elts := p.commaElements(first, tokRBrace)
	p.refuseBareTarget(elts)
	p.want(tokRBrace)
	return &Set{Pos: p.from(start), Elts: elts}
}

// isBareWalrus reports whether e, which begins at start, is x := y without
// parentheses.
func isBareWalrus(start *token, e Expr) bool {
	_, walrus := e.(*NamedExpr)
	return walrus && start.Type != tokLParen
}

// dict reads on behind `{` if key is nil, else behind the first key.
//
//	double_starred_kvpair: '**' bitwise_or | expression ':' expression
func (p *parser) dict(start *token, key Expr) Expr {
	d := &Dict{}
	for first := true; ; first = false {
		var value Expr
		switch {
		case key == nil && p.at(tokDoubleStar):
			value = p.dictUnpacking(first)
		default:
			if key == nil {
				key = p.dictKey()
			}
			if !p.at(tokColon) && !first {
				p.failKey(key)
			}
			value = p.dictValue()
		}
		if first && p.atFor() && key != nil {
			clauses := p.comprehensions()
			p.want(tokRBrace)
			return &DictComp{Pos: p.from(start), Key: key, Value: value, Generators: clauses}
		}
		d.Keys = append(d.Keys, key)
		d.Values = append(d.Values, value)
		key = nil
		if !p.got(tokComma) || p.at(tokRBrace) {
			break
		}
	}
	p.want(tokRBrace)
	d.Pos = p.from(start)
	return d
}

// dictKey reads a key that is not the first. That it lacks a colon is said before
// anything else about it.
func (p *parser) dictKey() Expr {
	p.trial++
	key := p.expression()
	p.trial--
	return key
}

// dictUnpacking: '**' bitwise_or
func (p *parser) dictUnpacking(first bool) Expr {
	star := p.want(tokDoubleStar)
	value := p.binary(precBitOr)
	if first && p.atFor() {
		p.failAt(tokenPos(star), "dict unpacking cannot be used in dict comprehension")
	}
	return value
}

// dictValue: ':' expression
func (p *parser) dictValue() Expr {
	colon := p.want(tokColon)
	switch p.tok.Type {
	case tokStar:
		p.failStarredValue()
	case tokRBrace, tokComma:
		p.failAt(tokenPos(colon), "expression expected after dictionary key and ':'")
	}
	return p.expression()
}

// atFor reports whether for_if_clauses begin here.
func (p *parser) atFor() bool {
	return p.at(tokFor) || p.at(tokAsync) && p.peek(1).Type == tokFor
}

// for_if_clauses: (['async'] 'for' star_targets 'in' disjunction ('if' disjunction)*)+
func (p *parser) comprehensions() []*Comprehension {
	var clauses []*Comprehension
	for p.atFor() || p.at(tokAsync) {
		start := p.tok
		c := &Comprehension{Async: p.got(tokAsync)}
		p.want(tokFor)
		c.Target = p.forTarget()
		p.want(tokIn)
		c.Iter = p.binary(precOr)
		for p.got(tokIf) {
			c.Ifs = append(c.Ifs, p.binary(precOr))
		}
		c.Pos = p.from(start)
		clauses = append(clauses, c)
	}
	return clauses
}

// star_targets: star_target (',' star_target)* [',']
// star_target:  ['*'] target
func (p *parser) forTarget() Expr {
	start := p.tok
	target := p.starTarget()
	if p.at(tokComma) {
		elts := []Expr{target}
		for p.got(tokComma) && p.startsStarred() {
			elts = append(elts, p.starTarget())
		}
		target = &Tuple{Pos: p.from(start), Elts: elts}
	}
	p.assignable(target)
	return target
}

// starTarget reads what could be a target: no comparison, so that `in` ends it.
func (p *parser) starTarget() Expr {
	if p.at(tokStar) {
		return p.starred()
	}
	return p.binary(precBitOr)
}
