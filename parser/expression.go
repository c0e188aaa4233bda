package parser

// Expressions, by precedence climbing. Ranges begin at the first token of a
// production, not of its first node: (a) + b begins at the parenthesis.

// A precedence says how tightly an infix operator binds; 0 is no operator.
type precedence uint8

const (
	precOr precedence = iota + 1
	precAnd
	precNot
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precSum
	precTerm
)

// An infixRow says what a token means between two operands.
type infixRow struct {
	prec precedence
	op   Operator
	cmp  CmpOperator
}

var infix = [256]infixRow{
	tokOr:          {prec: precOr},
	tokAnd:         {prec: precAnd},
	tokEqual:       {prec: precCompare, cmp: CmpEq},
	tokNotEqual:    {prec: precCompare, cmp: CmpNotEq},
	tokLess:        {prec: precCompare, cmp: CmpLt},
	tokLessEq:      {prec: precCompare, cmp: CmpLtE},
	tokGreater:     {prec: precCompare, cmp: CmpGt},
	tokGreaterEq:   {prec: precCompare, cmp: CmpGtE},
	tokIs:          {prec: precCompare, cmp: CmpIs},
	tokIn:          {prec: precCompare, cmp: CmpIn},
	tokNot:         {prec: precCompare, cmp: CmpNotIn},
	tokPipe:        {prec: precBitOr, op: OpBitOr},
	tokCaret:       {prec: precBitXor, op: OpBitXor},
	tokAmper:       {prec: precBitAnd, op: OpBitAnd},
	tokLShift:      {prec: precShift, op: OpLShift},
	tokRShift:      {prec: precShift, op: OpRShift},
	tokPlus:        {prec: precSum, op: OpAdd},
	tokMinus:       {prec: precSum, op: OpSub},
	tokStar:        {prec: precTerm, op: OpMult},
	tokSlash:       {prec: precTerm, op: OpDiv},
	tokDoubleSlash: {prec: precTerm, op: OpFloorDiv},
	tokPercent:     {prec: precTerm, op: OpMod},
	tokAt:          {prec: precTerm, op: OpMatMult},
}

// startsExpression holds the kinds with which an expression may begin, and of
// these continuesNone those that never continue one.
var (
	startsExpression = [256]bool{
		tokName: true, tokPrint: true, tokNumber: true, tokString: true, tokFStart: true,
		tokLBrace: true, tokTilde: true, tokLambda: true, tokAwait: true, tokNone: true,
		tokTrue: true, tokFalse: true, tokEllipsis: true,
		tokLParen: true, tokLBracket: true, tokMinus: true, tokPlus: true, tokNot: true,
	}
	continuesNone = [256]bool{
		tokName: true, tokPrint: true, tokNumber: true, tokString: true, tokFStart: true,
		tokLBrace: true, tokTilde: true, tokLambda: true, tokAwait: true, tokNone: true,
		tokTrue: true, tokFalse: true, tokEllipsis: true,
	}
)

// enter counts a level of nesting; false means that it is one too many.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > MaxDepth {
		p.failDepth()
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// failDepth notes that the tree would be deeper than MaxDepth.
func (p *parser) failDepth() {
	if p.err == nil {
		p.fail(p.errorAt("RecursionError", tokenPos(p.tok), "maximum recursion depth exceeded during compilation"))
	}
}

// noExpr stands where an error left no expression.
func noExpr() Expr { return &Name{} }

// star_expressions: star_expression (',' star_expression)* [',']
func (p *parser) starExpressions() Expr {
	start := p.tok
	first := p.starExpression()
	if !p.at(tokComma) {
		return first
	}
	elts := []Expr{first}
	for p.got(tokComma) && p.startsStarred() {
		elts = append(elts, p.starExpression())
	}
	return &Tuple{Pos: p.from(start), Elts: elts}
}

// startsStarred reports whether an expression or *expression begins here.
func (p *parser) startsStarred() bool {
	return startsExpression[uint8(p.tok.Type)] || p.at(tokStar)
}

// star_expression: '*' bitwise_or | expression
func (p *parser) starExpression() Expr {
	if p.at(tokStar) {
		return p.starred()
	}
	return p.expression()
}

// starred: '*' bitwise_or
func (p *parser) starred() Expr {
	start := p.want(tokStar)
	value := p.binary(precBitOr)
	return &Starred{Pos: p.from(start), Value: value}
}

// star_named_expression: '*' bitwise_or | named_expression
func (p *parser) starNamedExpression() Expr {
	if p.at(tokStar) {
		return p.starred()
	}
	return p.namedExpression()
}

// named_expression: NAME ':=' expression | expression !':='
func (p *parser) namedExpression() Expr {
	if p.atName() && p.peek(1).Type == tokWalrus {
		return p.walrus()
	}
	start := p.tok
	e := p.expression()
	switch p.tok.Type {
	case tokWalrus:
		p.failWalrus(e)
	case tokAssign:
		p.failAssignment(start, e)
	}
	return e
}

// assignment_expression: NAME ':=' expression
func (p *parser) walrus() Expr {
	start := p.tok
	target := &Name{ID: p.name(), Ctx: Store}
	target.Pos = p.from(start)
	p.want(tokWalrus)
	value := p.expression()
	return &NamedExpr{Pos: p.from(start), Target: target, Value: value}
}

// expression: disjunction ['if' disjunction 'else' expression] | lambdef
func (p *parser) expression() Expr {
	if p.at(tokLambda) {
		return p.lambda()
	}
	start := p.tok
	e := p.binary(precOr)
	if p.at(tokIf) {
		return p.conditional(e, start)
	}
	if continuesNone[uint8(p.tok.Type)] || p.at(tokNot) {
		p.failAdjacent(e, start)
	}
	return e
}

// conditional: disjunction . 'if' disjunction 'else' expression
func (p *parser) conditional(body Expr, start *token) Expr {
	if !p.enter() {
		return body
	}
	defer p.leave()
	p.want(tokIf)
	test := p.binary(precOr)
	if !p.at(tokElse) && !p.at(tokColon) {
		p.failElse(start)
	}
	p.want(tokElse)
	orElse := p.expression()
	return &IfExp{Pos: p.from(start), Test: test, Body: body, OrElse: orElse}
}

// lambdef: 'lambda' [lambda_params] ':' expression
func (p *parser) lambda() Expr {
	if !p.enter() {
		return noExpr()
	}
	defer p.leave()
	start := p.want(tokLambda)
	args := p.parameters(tokColon)
	p.want(tokColon)
	body := p.expression()
	return &Lambda{Pos: p.from(start), Args: args, Body: body}
}

// binary reads operands and the infix operators between them that bind at least as
// tightly as min.
//
//	disjunction: conjunction ('or' conjunction)*
//	conjunction: inversion ('and' inversion)*
//	inversion:   'not' inversion | comparison
//	comparison:  bitwise_or (compare_op bitwise_or)*
//	bitwise_or:  bitwise_xor ('|' bitwise_xor)*    and so on down to term
func (p *parser) binary(min precedence) Expr {
	start := p.tok
	var left Expr
	if p.at(tokNot) && min <= precNot {
		left = p.inversion()
	} else {
		left = p.factor()
	}
	for {
		row := &infix[uint8(p.tok.Type)]
		if row.prec < min || row.prec == 0 || p.err != nil {
			return left
		}
		switch row.prec {
		case precOr:
			left = p.boolOp(start, left, tokOr, BoolOr, precAnd)
		case precAnd:
			left = p.boolOp(start, left, tokAnd, BoolAnd, precNot)
		case precCompare:
			if p.at(tokNot) && p.peek(1).Type != tokIn {
				return p.strayNot(left)
			}
			left = p.comparison(start, left)
		default:
			p.next()
			right := p.binary(row.prec + 1)
			left = &BinOp{Pos: p.from(start), Left: left, Op: row.op, Right: right}
		}
	}
}

func (p *parser) boolOp(start *token, left Expr, k kind, op BoolOperator, operand precedence) Expr {
	values := []Expr{left}
	for p.got(k) {
		values = append(values, p.binary(operand))
	}
	return &BoolOp{Pos: p.from(start), Op: op, Values: values}
}

// inversion: 'not' inversion
func (p *parser) inversion() Expr {
	if !p.enter() {
		return noExpr()
	}
	defer p.leave()
	start := p.want(tokNot)
	operand := p.binary(precNot)
	return &UnaryOp{Pos: p.from(start), Op: UnaryNot, Operand: operand}
}

// comparison: bitwise_or . (compare_op bitwise_or)+
func (p *parser) comparison(start *token, left Expr) Expr {
	c := &Compare{Left: left}
	for infix[uint8(p.tok.Type)].prec == precCompare {
		c.Ops = append(c.Ops, p.compareOp())
		c.Comparators = append(c.Comparators, p.binary(precBitOr))
	}
	c.Pos = p.from(start)
	return c
}

// compare_op: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not' 'in' | 'is' ['not']
func (p *parser) compareOp() CmpOperator {
	if p.tok.Value == "<>" {
		p.failInvalid()
	}
	op := infix[uint8(p.tok.Type)].cmp
	p.next()
	switch {
	case op == CmpNotIn:
		p.want(tokIn)
	case op == CmpIs && p.got(tokNot):
		return CmpIsNot
	}
	return op
}

// factor: ('+' | '-' | '~') factor | power
func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.tok.Type {
	case tokMinus:
		op = UnarySub
	case tokPlus:
		op = UnaryAdd
	case tokTilde:
		op = UnaryInvert
	default:
		return p.power()
	}
	if !p.enter() {
		return noExpr()
	}
	defer p.leave()
	start := p.next()
	operand := p.factor()
	return &UnaryOp{Pos: p.from(start), Op: op, Operand: operand}
}

// power: await_primary ['**' factor]
func (p *parser) power() Expr {
	start := p.tok
	base := p.awaitPrimary()
	if !p.at(tokDoubleStar) {
		return base
	}
	if !p.enter() {
		return base
	}
	defer p.leave()
	p.next()
	exponent := p.factor()
	return &BinOp{Pos: p.from(start), Left: base, Op: OpPow, Right: exponent}
}

// await_primary: 'await' primary | primary
func (p *parser) awaitPrimary() Expr {
	if !p.at(tokAwait) {
		return p.primary()
	}
	start := p.next()
	value := p.primary()
	return &Await{Pos: p.from(start), Value: value}
}

// primary: atom ('.' NAME | '(' [arguments] ')' | '[' slices ']')*
func (p *parser) primary() Expr {
	start := p.tok
	e := p.atom()
	for {
		switch p.tok.Type {
		case tokDot:
			p.next()
			attr := p.name()
			e = &Attribute{Pos: p.from(start), Value: e, Attr: attr}
		case tokLParen:
			e = p.call(start, e)
		case tokLBracket:
			e = p.subscript(start, e)
		default:
			return e
		}
	}
}

// primary: primary . '[' slices ']'
func (p *parser) subscript(start *token, value Expr) Expr {
	if !p.enter() {
		return value
	}
	defer p.leave()
	p.want(tokLBracket)
	p.brackets++
	index := p.slices()
	p.brackets--
	p.want(tokRBracket)
	return &Subscript{Pos: p.from(start), Value: value, Slice: index}
}

// slices: slice !',' | (slice | starred_expression) (',' ...)* [',']
func (p *parser) slices() Expr {
	start := p.tok
	first := p.slice()
	_, star := first.(*Starred)
	if !star && !p.at(tokComma) {
		return first
	}
	elts := []Expr{first}
	for p.got(tokComma) && !p.at(tokRBracket) {
		elts = append(elts, p.slice())
	}
	return &Tuple{Pos: p.from(start), Elts: elts}
}

// slice: [expression] ':' [expression] [':' [expression]] | named_expression
// and '*' expression
func (p *parser) slice() Expr {
	start := p.tok
	if p.got(tokStar) {
		value := p.expression()
		return &Starred{Pos: p.from(start), Value: value}
	}
	s := &Slice{}
	if !p.at(tokColon) {
		s.Lower = p.namedExpression()
		if isBareWalrus(start, s.Lower) || !p.at(tokColon) {
			return s.Lower
		}
	}
	p.want(tokColon)
	s.Upper = p.expressionOrNil()
	if p.got(tokColon) {
		s.Step = p.expressionOrNil()
	}
	s.Pos = p.from(start)
	return s
}

// expressionOrNil reads an expression if one begins here.
func (p *parser) expressionOrNil() Expr {
	if !startsExpression[uint8(p.tok.Type)] {
		return nil
	}
	return p.expression()
}

// yield_expr: 'yield' 'from' expression | 'yield' [star_expressions]
func (p *parser) yield() Expr {
	start := p.want(tokYield)
	if p.got(tokFrom) {
		value := p.expression()
		return &YieldFrom{Pos: p.from(start), Value: value}
	}
	var value Expr
	if p.startsStarred() {
		value = p.starExpressions()
	}
	return &Yield{Pos: p.from(start), Value: value}
}
