package parser

// with_stmt: ['async'] 'with' '(' with_item (',' with_item)* [','] ')' block
//
//	| ['async'] 'with' with_item (',' with_item)* block
func (p *parser) with() Stmt {
	s := &With{Async: p.got(tokAsync)}
	p.want(tokWith)
	cursor := p.lex.RawCursor()
	if tried := p.parenthesizedItems(s); !tried.ok {
		s.Items = p.withItems()
		if p.err != nil && tried.err != nil {
			p.err = tried.err
		}
	}
	p.limitHeight(s, cursor)
	s.Body.Stmts = p.block()
	return s
}

// An attempt is what became of trying something: it worked, or failed with a
// particular error or where the text ends, or neither.
type attempt struct {
	ok  bool
	err error
}

// parenthesizedItems tries to read items within parentheses that a colon follows.
// Otherwise the parenthesis belongs to the first item: with (a, b) as c.
func (p *parser) parenthesizedItems(s *With) attempt {
	if !p.at(tokLParen) {
		return attempt{}
	}
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
	if p.got(tokRParen) && (p.at(tokColon) || p.at(tokNewline)) {
		return attempt{ok: true} // without the colon, block tells that it is missing
	}
	var tried attempt
	if e, ok := p.err.(*placedError); ok && (!e.generic || e.reached.Type == tokInvalid) {
		tried.err = e
	}
	p.err, s.Items = nil, nil
	p.back(open)
	return tried
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
