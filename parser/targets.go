package parser

// assignable makes e a target, or notes why it is none.
func (p *parser) assignable(e Expr) {
	if bad := invalidTarget(e, Store); bad != nil {
		p.failAt(*bad.Position(), "cannot assign to %s", describe(bad))
		return
	}
	if p.err == nil {
		setContext(e, Store)
	}
}

// deletable makes e a target of del, or notes why it is none.
func (p *parser) deletable(e Expr) {
	if bad := invalidTarget(e, Del); bad != nil {
		p.failAt(*bad.Position(), "cannot delete %s", describe(bad))
		return
	}
	setContext(e, Del)
}

// invalidTarget returns the part of e that can not be assigned to or deleted, or
// nil.
func invalidTarget(e Expr, ctx Context) Expr {
	switch e := e.(type) {
	case *Name, *Attribute, *Subscript:
		return nil
	case *Starred:
		if ctx == Store {
			return invalidTarget(e.Value, ctx)
		}
	case *List:
		return firstInvalidTarget(e.Elts, ctx)
	case *Tuple:
		return firstInvalidTarget(e.Elts, ctx)
	}
	return e
}

func firstInvalidTarget(elts []Expr, ctx Context) Expr {
	for _, e := range elts {
		if bad := invalidTarget(e, ctx); bad != nil {
			return bad
		}
	}
	return nil
}

// setContext marks e and, in a list or tuple, its elements.
func setContext(e Expr, ctx Context) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		e.Ctx = ctx
		setContext(e.Value, ctx)
	case *List:
		e.Ctx = ctx
		for _, elt := range e.Elts {
			setContext(elt, ctx)
		}
	case *Tuple:
		e.Ctx = ctx
		for _, elt := range e.Elts {
			setContext(elt, ctx)
		}
	}
}

// describe names the kind of an expression, as messages do.
func describe(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *Constant:
		return describeConstant(e)
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	}
	return "expression"
}

func describeConstant(c *Constant) string {
	switch v := c.Value.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case EllipsisType:
		return "ellipsis"
	}
	return "literal"
}
