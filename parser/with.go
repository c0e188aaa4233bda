package parser

// with_stmt: ['async'] 'with' '(' with_item (',' with_item)* [','] ')' block
//
//	| ['async'] 'with' with_item (',' with_item)* block
func (p *parser) with() Stmt {
	s := &With{Async: p.got(tokAsync)}
	p.want(tokWith)
	cursor := p.lex.RawCursor()
	if !p.at(tokLParen) || !p.parenthesizedItems(s) {
		s.Items = p.withItems()
	}
	p.limitHeight(s, cursor)
	s.Body.Stmts = p.block()
	return s
}

// parenthesizedItems tries to read items within parentheses that a colon follows.
// Otherwise the parenthesis belongs to the first item: with (a, b) as c.
func (p *parser) parenthesizedItems(s *With) bool {
	open := p.mark()
	p.next()
	p.brackets++
	for {
		s.Items = append(s.Items, p.withItem())
		if !p.got(tokComma) || p.at(tokRParen) {
			break
		}
	}
	p.brackets--
	if p.got(tokRParen) && p.at(tokColon) {
		return true
	}
	if p.err == nil && p.at(tokNewline) {
		return true // the colon is missing
	}
	p.err = nil
	p.back(open)
	s.Items = nil
	return false
}

func (p *parser) withItems() []*WithItem {
	items := []*WithItem{p.withItem()}
	for p.got(tokComma) {
		items = append(items, p.withItem())
	}
	return items
}

// with_item: expression 'as' star_target | expression
func (p *parser) withItem() *WithItem {
	start := p.tok
	item := &WithItem{ContextExpr: p.expression()}
	if p.got(tokAs) {
		target := p.starTarget()
		if p.at(tokComma) || p.at(tokRParen) || p.at(tokColon) || p.at(tokNewline) {
			p.assignable(target)
		} else {
			p.failInvalid()
		}
		item.OptionalVars = target
	}
	item.Pos = p.from(start)
	return item
}
