package parser

import "github.com/alecthomas/participle/v2/lexer"

// statements reads one logical line, or one compound statement, and appends what
// it finds.
//
//	statement:    compound_stmt | simple_stmts
//	simple_stmts: simple_stmt (';' simple_stmt)* [';'] NEWLINE
func (p *parser) statements(body []Stmt) []Stmt {
	if s := p.compoundOrNil(); s != nil {
		return append(body, s)
	}
	return p.simpleStatements(body)
}

func (p *parser) simpleStatements(body []Stmt) []Stmt {
	for {
		body = append(body, p.simple())
		if !p.got(tokSemi) || p.at(tokNewline) {
			break
		}
	}
	p.want(tokNewline)
	return body
}

// compoundOrNil reads a compound statement if one begins here.
//
//	compound_stmt: function_def | if_stmt | class_def | with_stmt | for_stmt
//	  | try_stmt | while_stmt | match_stmt
func (p *parser) compoundOrNil() Stmt {
	start := p.tok
	var s Stmt
	switch start.Type {
	case tokIf:
		s = produce(p, ifStmt)
	case tokDef:
		s = produce(p, functionDef)
	case tokFor:
		s = produce(p, forStmt)
	case tokClass:
		s = produce(p, classDef)
	case tokWith:
		s = p.with()
	case tokTry:
		s = p.try()
	case tokWhile:
		s = produce(p, whileStmt)
	case tokAsync:
		s = p.async()
	case tokAt:
		return p.decorated()
	case tokName:
		if start.Value != "match" || !p.opensMatch() {
			return nil
		}
		s = produce(p, matchStmt)
	default:
		return nil
	}
	*s.Position() = p.fromCompound(start)
	return s
}

// fromCompound returns the position from the start of token t to the end of the
// last token that is not mere layout.
func (p *parser) fromCompound(t *token) Pos {
	pos := startPos(t)
	at := p.lex.RawCursor()
	for at > 1 {
		at--
		last := &p.lex.Range(at, at+1)[0]
		if k := last.Type; k != tokNewline && k != tokDedent && k != tokIndent {
			pos.EndLine, pos.EndCol = endOf(last)
			break
		}
	}
	return pos
}

// async: 'async' (function_def | with_stmt | for_stmt)
func (p *parser) async() Stmt {
	switch p.peek(1).Type {
	case tokDef:
		return produce(p, functionDef)
	case tokFor:
		return produce(p, forStmt)
	case tokWith:
		return p.with()
	}
	p.next()
	p.failInvalid()
	return &Pass{}
}

// decorators: ('@' named_expression NEWLINE)+ (function_def | class_def)
func (p *parser) decorated() Stmt {
	var decorators []Expr
	for p.got(tokAt) {
		start := p.lex.RawCursor()
		e := p.namedExpression()
		p.limitHeight(e, start)
		decorators = append(decorators, e)
		p.want(tokNewline)
	}
	if !p.at(tokDef) && !p.at(tokClass) && !(p.at(tokAsync) && p.peek(1).Type == tokDef) {
		if p.got(tokAsync); p.err == nil {
			p.failInvalid()
		}
		return &Pass{}
	}
	s := p.compoundOrNil()
	switch s := s.(type) {
	case *FunctionDef:
		s.Decorators = decorators
	case *ClassDef:
		s.Decorators = decorators
	}
	return s
}

// simple_stmt: assignment | star_expressions | return_stmt | import_stmt
//
//	| raise_stmt | 'pass' | del_stmt | yield_stmt | assert_stmt | 'break'
//	| 'continue' | global_stmt | nonlocal_stmt | print_stmt | type_alias
func (p *parser) simple() Stmt {
	start := p.tok
	var s Stmt
	switch start.Type {
	case tokReturn:
		s = produce(p, returnStmt)
	case tokImport:
		s = produce(p, importStmt)
	case tokFrom:
		s = p.importFrom()
	case tokRaise:
		s = produce(p, raiseStmt)
	case tokPass:
		p.next()
		s = &Pass{}
	case tokBreak:
		p.next()
		s = &Break{}
	case tokContinue:
		p.next()
		s = &Continue{}
	case tokDel:
		s = p.del()
	case tokAssert:
		s = produce(p, assertStmt)
	case tokGlobal:
		s = produce(p, globalStmt)
	case tokNonlocal:
		s = produce(p, nonlocalStmt)
	case tokPrint:
		if !p.opensPrint() {
			return p.expressionStatement()
		}
		s = p.print()
	case tokName:
		if start.Value != "type" || !p.opensTypeAlias() {
			return p.expressionStatement()
		}
		s = produce(p, typeStmt)
	default:
		return p.expressionStatement()
	}
	*s.Position() = p.from(start)
	return s
}

// del_stmt: 'del' del_targets
func (p *parser) del() Stmt {
	s := produce(p, delStmt)
	if p.err == nil {
		for _, target := range s.Targets {
			p.deletable(target)
		}
	}
	return s
}

// opensTypeAlias reports whether the name type is followed by NAME and = or [.
func (p *parser) opensTypeAlias() bool {
	if p.peek(1).Type != tokName {
		return false
	}
	k := p.peek(2).Type
	return k == tokAssign || k == tokLBracket
}

// returnValue: [star_expressions]
func (p *parser) returnValue() Expr {
	if !p.startsStarred() {
		return nil
	}
	return p.starExpressions()
}

// Parse reads a block, its colon included.
//
//	block: ':' (NEWLINE INDENT statement+ DEDENT | simple_stmts)
func (b *Block) Parse(lex *lexer.PeekingLexer) error {
	p := newParser(lex)
	b.Stmts = p.block()
	return p.err
}

func (p *parser) block() []Stmt {
	p.colon()
	if !p.got(tokNewline) {
		return p.simpleStatements(nil)
	}
	if !p.got(tokIndent) {
		p.failBlock()
	}
	body := make([]Stmt, 0, 4)
	for p.err == nil && !p.at(tokDedent) {
		body = p.statements(body)
	}
	p.want(tokDedent)
	return body
}

// colon consumes the colon before a block.
func (p *parser) colon() {
	if p.at(tokColon) {
		p.next()
		return
	}
	switch p.header().Type {
	case tokDef, tokElse, tokTry, tokFinally:
		p.failAt(tokenPos(p.tok), "expected ':'")
	}
	if p.at(tokNewline) {
		p.failAt(tokenPos(p.tok), "expected ':'")
	}
	p.failInvalid()
}

// header returns the keyword that begins the logical line, async apart.
func (p *parser) header() *token {
	at := p.lex.RawCursor()
	if at > 0 && p.lex.Range(at-1, at)[0].Type == tokNewline {
		at--
	}
	for at > 1 {
		t := &p.lex.Range(at-1, at)[0]
		if k := t.Type; k == tokNewline || k == tokIndent || k == tokDedent {
			break
		}
		at--
	}
	t := &p.lex.Range(at, at+1)[0]
	if t.Type == tokAsync {
		return &p.lex.Range(at+1, at+2)[0]
	}
	return t
}

// failBlock notes that a block is missing.
func (p *parser) failBlock() {
	if p.err == nil {
		p.fail(p.missingBlock())
	}
}

// missingBlock returns the error for a header without a block.
func (p *parser) missingBlock() *placedError {
	h := p.header()
	what := "'" + h.Value + "' statement"
	switch h.Type {
	case tokDef:
		what = "function definition"
	case tokClass:
		what = "class definition"
	case tokExcept:
		if p.follows(h, tokStar) {
			what = "'except*' statement"
		}
	}
	e := p.errorAt("IndentationError", tokenPos(p.tok), "expected an indented block after %s on line %d", what, h.Pos.Line)
	if p.at(tokDedent) || p.at(tokEOF) {
		e.pos = p.endPos()
	}
	return e
}

// follows reports whether the token behind t is of kind k.
func (p *parser) follows(t *token, k kind) bool { return p.peekFrom(t).Type == k }

// endPos returns the place of errors at a token without text: where the tokenizer
// of CPython stands then.
func (p *parser) endPos() Pos {
	pos := startPos(p.tok)
	if p.at(tokDedent) && p.tok.Pos.Offset < len(p.text()) {
		pos.Col--
		pos.EndLine, pos.EndCol = pos.Line, noEnd
		return pos
	}
	pos.Line--
	pos.Col = endColumn
	pos.EndLine, pos.EndCol = pos.Line, noEnd
	return pos
}
