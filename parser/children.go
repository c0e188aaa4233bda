package parser

import "iter"

// Children yields the nodes directly below n, in the order of the source where that
// is the order of the fields. Absent ones are left out.
func Children(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		w := walker{yield: yield}
		w.statement(n)
		w.expression(n)
		w.pattern(n)
	}
}

// A walker hands out nodes until it is told to stop.
type walker struct {
	yield func(Node) bool
	done  bool
}

func (w *walker) node(n Node) { w.done = w.done || !w.yield(n) }

func (w *walker) exprs(list ...Expr) {
	for _, e := range list {
		if e != nil {
			w.node(e)
		}
	}
}

// each hands out a list of nodes.
func each[T Node](w *walker, list []T) {
	for _, n := range list {
		w.node(n)
	}
}

func (w *walker) block(b Block) { each(w, b.Stmts) }

func (w *walker) statement(n Node) {
	switch n := n.(type) {
	case *Module:
		each(w, n.Body)
	case *ExprStmt:
		w.exprs(n.Value)
	case *Assign:
		w.exprs(n.Targets...)
		w.exprs(n.Value)
	case *AugAssign:
		w.exprs(n.Target, n.Value)
	case *AnnAssign:
		w.exprs(n.Target, n.Annotation, n.Value)
	case *PrintStmt:
		w.exprs(n.Dest)
		w.exprs(n.Values...)
	case *Return:
		w.exprs(n.Value)
	case *Delete:
		w.exprs(n.Targets...)
	case *Raise:
		w.exprs(n.Exc, n.Cause)
	case *Assert:
		w.exprs(n.Test, n.Msg)
	case *Import:
		each(w, n.Names)
	case *ImportFrom:
		each(w, n.Names)
	case *TypeAlias:
		each(w, n.TypeParams)
		w.exprs(n.Value)
	case *TypeParam:
		w.exprs(n.Bound)
	default:
		w.compound(n)
	}
}

func (w *walker) compound(n Node) {
	switch n := n.(type) {
	case *If:
		w.exprs(n.Test)
		w.block(n.Body)
		each(w, n.Elifs)
		w.block(n.OrElse)
	case *Elif:
		w.exprs(n.Test)
		w.block(n.Body)
	case *While:
		w.exprs(n.Test)
		w.block(n.Body)
		w.block(n.OrElse)
	case *For:
		w.exprs(n.Target, n.Iter)
		w.block(n.Body)
		w.block(n.OrElse)
	case *Try:
		w.block(n.Body)
		each(w, n.Handlers)
		w.block(n.OrElse)
		w.block(n.Finally)
	case *ExceptHandler:
		w.exprs(n.Type)
		w.block(n.Body)
	case *With:
		each(w, n.Items)
		w.block(n.Body)
	case *WithItem:
		w.exprs(n.ContextExpr, n.OptionalVars)
	case *Match:
		w.exprs(n.Subject)
		each(w, n.Cases)
	case *MatchCase:
		w.node(n.Pattern)
		w.exprs(n.Guard)
		w.block(n.Body)
	case *FunctionDef:
		w.exprs(n.Decorators...)
		each(w, n.TypeParams)
		w.node(n.Args)
		w.exprs(n.Returns)
		w.block(n.Body)
	case *ClassDef:
		w.exprs(n.Decorators...)
		each(w, n.TypeParams)
		w.exprs(n.Bases.Args...)
		each(w, n.Bases.Keywords)
		w.block(n.Body)
	}
}

func (w *walker) expression(n Node) {
	switch n := n.(type) {
	case *JoinedStr:
		w.exprs(n.Values...)
	case *FormattedValue:
		w.exprs(n.Value)
		if n.FormatSpec != nil {
			w.node(n.FormatSpec)
		}
	case *BoolOp:
		w.exprs(n.Values...)
	case *NamedExpr:
		w.exprs(n.Target, n.Value)
	case *BinOp:
		w.exprs(n.Left, n.Right)
	case *UnaryOp:
		w.exprs(n.Operand)
	case *Lambda:
		w.node(n.Args)
		w.exprs(n.Body)
	case *IfExp:
		w.exprs(n.Body, n.Test, n.OrElse)
	case *Dict:
		for i, key := range n.Keys {
			w.exprs(key, n.Values[i])
		}
	case *Set:
		w.exprs(n.Elts...)
	case *List:
		w.exprs(n.Elts...)
	case *Tuple:
		w.exprs(n.Elts...)
	case *Compare:
		w.exprs(n.Left)
		w.exprs(n.Comparators...)
	case *Call:
		w.exprs(n.Func)
		w.exprs(n.Args...)
		each(w, n.Keywords)
	case *Keyword:
		w.exprs(n.Value)
	case *Attribute:
		w.exprs(n.Value)
	case *Subscript:
		w.exprs(n.Value, n.Slice)
	case *Slice:
		w.exprs(n.Lower, n.Upper, n.Step)
	case *Starred:
		w.exprs(n.Value)
	case *Await:
		w.exprs(n.Value)
	case *Yield:
		w.exprs(n.Value)
	case *YieldFrom:
		w.exprs(n.Value)
	default:
		w.scope(n)
	}
}

// scope hands out the parts of comprehensions and parameters.
func (w *walker) scope(n Node) {
	switch n := n.(type) {
	case *ListComp:
		w.exprs(n.Elt)
		each(w, n.Generators)
	case *SetComp:
		w.exprs(n.Elt)
		each(w, n.Generators)
	case *DictComp:
		w.exprs(n.Key, n.Value)
		each(w, n.Generators)
	case *GeneratorExp:
		w.exprs(n.Elt)
		each(w, n.Generators)
	case *Comprehension:
		w.exprs(n.Target, n.Iter)
		w.exprs(n.Ifs...)
	case *Arguments:
		each(w, n.PosOnly)
		each(w, n.Args)
		w.arg(n.VarArg)
		each(w, n.KwOnly)
		w.exprs(n.KwDefaults...)
		w.arg(n.KwArg)
		w.exprs(n.Defaults...)
	case *Arg:
		w.exprs(n.Annotation)
	}
}

func (w *walker) arg(a *Arg) {
	if a != nil {
		w.node(a)
	}
}

func (w *walker) pattern(n Node) {
	switch n := n.(type) {
	case *MatchValue:
		w.exprs(n.Value)
	case *MatchSequence:
		each(w, n.Patterns)
	case *MatchMapping:
		w.exprs(n.Keys...)
		each(w, n.Patterns)
	case *MatchClass:
		w.exprs(n.Cls)
		each(w, n.Patterns)
		each(w, n.KwdPatterns)
	case *MatchAs:
		if n.Pattern != nil {
			w.node(n.Pattern)
		}
	case *MatchOr:
		each(w, n.Patterns)
	}
}
