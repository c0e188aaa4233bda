package parser

// augmented maps the kinds of augmented assignment to their operators.
var augmented = map[kind]Operator{
	tokPlusAssign: OpAdd, tokMinusAssign: OpSub, tokStarAssign: OpMult,
	tokSlashAssign: OpDiv, tokDoubleSlashAssign: OpFloorDiv, tokPercentAssign: OpMod,
	tokAtAssign: OpMatMult, tokDoubleStarAssign: OpPow, tokLShiftAssign: OpLShift,
	tokRShiftAssign: OpRShift, tokAmperAssign: OpBitAnd, tokPipeAssign: OpBitOr,
	tokCaretAssign: OpBitXor,
}

// expressionStatement reads the statements that begin with an expression.
//
//	assignment: target ':' expression ['=' annotated_rhs]
//	  | (star_targets '=')+ (yield_expr | star_expressions)
//	  | single_target augassign (yield_expr | star_expressions)
//	  | yield_expr | star_expressions
func (p *parser) expressionStatement() Stmt {
	start, cursor := p.tok, p.lex.RawCursor()
	e := p.yieldOrStarExpressions()
	var s Stmt
	switch k := p.tok.Type; {
	case k == tokAssign:
		s = p.assign(start, e)
	case k == tokColon:
		s = p.annotated(start, e)
	case k >= tokPlusAssign && k <= tokCaretAssign:
		s = p.augAssign(e)
	default:
		s = &ExprStmt{Value: e}
	}
	*s.Position() = p.from(start)
	p.limitHeight(s, cursor)
	return s
}

// annotated_rhs: yield_expr | star_expressions
func (p *parser) yieldOrStarExpressions() Expr {
	if p.at(tokYield) {
		return p.yield()
	}
	return p.starExpressions()
}

// assign reads on behind the first target.
func (p *parser) assign(start *token, first Expr) Stmt {
	s := &Assign{}
	e := first
	for p.at(tokAssign) {
		p.checkTarget(start, e, len(s.Targets) == 0)
		p.next()
		s.Targets = append(s.Targets, e)
		start = p.tok
		e = p.yieldOrStarExpressions()
	}
	s.Value = e
	return s
}

// checkTarget makes e, which begins at start, a target; e stands before '='.
func (p *parser) checkTarget(start *token, e Expr, first bool) {
	switch e.(type) {
	case *Yield, *YieldFrom:
		if start.Type == tokYield {
			p.failAt(*e.Position(), "assignment to yield expression not possible")
			return
		}
	}
	if first && p.err == nil {
		last := e
		if t, ok := e.(*Tuple); ok && start.Type != tokLParen && len(t.Elts) > 0 {
			last, start = t.Elts[len(t.Elts)-1], nil
		}
		if invalidTarget(last, Store) != nil {
			p.failComparison(start, last)
		}
	}
	p.assignable(e)
}

// failComparison suggests '==' for `f() = 1`, unless another '=' follows.
func (p *parser) failComparison(start *token, e Expr) {
	if start == nil {
		start = &token{}
	}
	if !isBitwise(start, e) {
		return
	}
	assign := p.mark()
	p.next()
	p.binary(precBitOr)
	if p.err == nil && !p.at(tokAssign) && !p.at(tokWalrus) {
		p.failAt(*e.Position(), "cannot assign to %s here. Maybe you meant '==' instead of '='?", describe(e))
	}
	p.back(assign)
}

// annotated reads on behind the target, at its colon.
func (p *parser) annotated(start *token, e Expr) Stmt {
	s := &AnnAssign{Target: e}
	switch e := e.(type) {
	case *Name:
		s.Simple = start.Type != tokLParen
		setContext(e, Store)
	case *Attribute, *Subscript:
		setContext(e, Store)
	case *List:
		p.failAnnotation(e, "only single target (not list) can be annotated")
	case *Tuple:
		place := Expr(e)
		if start.Type != tokLParen && len(e.Elts) > 0 {
			place = e.Elts[0]
		}
		p.failAnnotation(place, "only single target (not tuple) can be annotated")
	case *Yield, *YieldFrom, *Starred:
		if start.Type != tokLParen {
			p.failInvalid()
		}
		p.failAnnotation(e, "illegal target for annotation")
	default:
		p.failAnnotation(e, "illegal target for annotation")
	}
	p.want(tokColon)
	s.Annotation = p.expression()
	if p.got(tokAssign) {
		s.Value = p.yieldOrStarExpressions()
	}
	return s
}

// failAnnotation refuses a target, if an annotation follows.
func (p *parser) failAnnotation(e Expr, msg string) {
	colon := p.mark()
	p.next()
	if p.expression(); p.err == nil {
		p.failAt(*e.Position(), "%s", msg)
	}
	p.back(colon)
	p.failInvalid()
}

// augAssign reads on behind the target, at the operator.
func (p *parser) augAssign(e Expr) Stmt {
	s := &AugAssign{Target: e, Op: augmented[p.tok.Type]}
	p.next()
	s.Value = p.yieldOrStarExpressions()
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		setContext(e, Store)
	default:
		p.failAt(*e.Position(), "'%s' is an illegal expression for augmented assignment", describe(e))
	}
	return s
}
