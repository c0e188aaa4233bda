package parser

func (d *dumper) stmt(s Stmt) {
	switch s := s.(type) {
	case *ExprStmt:
		d.open("Expr")
		d.child("value", s.Value)
	case *Assign:
		d.open("Assign")
		dumpList(d, "targets", s.Targets)
		d.child("value", s.Value)
	case *AugAssign:
		d.open("AugAssign")
		d.child("target", s.Target)
		d.name("op", s.Op)
		d.child("value", s.Value)
	case *AnnAssign:
		d.open("AnnAssign")
		d.child("target", s.Target)
		d.child("annotation", s.Annotation)
		d.child("value", s.Value)
		d.int("simple", boolInt(s.Simple))
	case *PrintStmt:
		d.open("Print")
		d.child("dest", s.Dest)
		dumpList(d, "values", s.Values)
		d.field("nl")
		d.WriteString(reprConstant(s.Newline))
	case *Return:
		d.open("Return")
		d.child("value", s.Value)
	case *Delete:
		d.open("Delete")
		dumpList(d, "targets", s.Targets)
	case *Pass:
		d.open("Pass")
	case *Break:
		d.open("Break")
	case *Continue:
		d.open("Continue")
	case *Raise:
		d.open("Raise")
		d.child("exc", s.Exc)
		d.child("cause", s.Cause)
	case *Global:
		d.open("Global")
		d.names("names", s.Names)
	case *Nonlocal:
		d.open("Nonlocal")
		d.names("names", s.Names)
	case *Assert:
		d.open("Assert")
		d.child("test", s.Test)
		d.child("msg", s.Msg)
	case *Import:
		d.open("Import")
		dumpList(d, "names", s.Names)
	case *ImportFrom:
		d.open("ImportFrom")
		d.text("module", s.Module)
		dumpList(d, "names", s.Names)
		d.int("level", s.Level)
	case *TypeAlias:
		d.open("TypeAlias")
		d.text("name", s.Name)
		dumpList(d, "type_params", s.TypeParams)
		d.child("value", s.Value)
	default:
		d.compound(s)
	}
	d.close(s.Position())
}

func (d *dumper) compound(s Stmt) {
	switch s := s.(type) {
	case *If:
		d.ifChain(s)
	case *While:
		d.open("While")
		d.child("test", s.Test)
		dumpList(d, "body", s.Body.Stmts)
		dumpList(d, "orelse", s.OrElse.Stmts)
	case *For:
		d.open(asyncName("For", s.Async))
		d.child("target", s.Target)
		d.child("iter", s.Iter)
		dumpList(d, "body", s.Body.Stmts)
		dumpList(d, "orelse", s.OrElse.Stmts)
	case *Try:
		if s.Star {
			d.open("TryStar")
		} else {
			d.open("Try")
		}
		dumpList(d, "body", s.Body.Stmts)
		dumpList(d, "handlers", s.Handlers)
		dumpList(d, "orelse", s.OrElse.Stmts)
		dumpList(d, "finalbody", s.Finally.Stmts)
	case *With:
		d.open(asyncName("With", s.Async))
		dumpList(d, "items", s.Items)
		dumpList(d, "body", s.Body.Stmts)
	case *Match:
		d.open("Match")
		d.child("subject", s.Subject)
		dumpList(d, "cases", s.Cases)
	case *FunctionDef:
		d.open(asyncName("FunctionDef", s.Async))
		d.text("name", s.Name)
		d.child("args", s.Args)
		dumpList(d, "body", s.Body.Stmts)
		dumpList(d, "decorator_list", s.Decorators)
		d.child("returns", s.Returns)
		d.typeParams(s.TypeParams)
	case *ClassDef:
		d.open("ClassDef")
		d.text("name", s.Name)
		dumpList(d, "bases", s.Bases.Args)
		dumpList(d, "keywords", s.Bases.Keywords)
		dumpList(d, "body", s.Body.Stmts)
		dumpList(d, "decorator_list", s.Decorators)
		d.typeParams(s.TypeParams)
	}
}

// typeParams writes a list that CPython 3.11 does not have.
func (d *dumper) typeParams(list []*TypeParam) {
	if len(list) > 0 {
		dumpList(d, "type_params", list)
	}
}

// ifChain writes each elif as an If within the orelse of the one before, in a loop:
// a chain may be long.
func (d *dumper) ifChain(s *If) {
	d.open("If")
	d.child("test", s.Test)
	dumpList(d, "body", s.Body.Stmts)
	for _, e := range s.Elifs {
		d.field("orelse")
		d.WriteByte('[')
		d.open("If")
		d.child("test", e.Test)
		dumpList(d, "body", e.Body.Stmts)
	}
	dumpList(d, "orelse", s.OrElse.Stmts)
	for i := len(s.Elifs) - 1; i >= 0; i-- {
		pos := s.Elifs[i].Pos
		pos.EndLine, pos.EndCol = s.EndLine, s.EndCol
		d.close(&pos)
		d.WriteByte(']')
	}
}

func (d *dumper) expr(e Expr) {
	switch e := e.(type) {
	case *Name:
		d.open("Name")
		d.text("id", e.ID)
		d.name("ctx", e.Ctx)
	case *Constant:
		d.open("Constant")
		d.field("value")
		d.WriteString(reprConstant(e.Value))
		if e.Unicode {
			d.text("kind", "u")
		}
	case *JoinedStr:
		d.open("JoinedStr")
		dumpList(d, "values", e.Values)
	case *FormattedValue:
		d.open("FormattedValue")
		d.child("value", e.Value)
		d.int("conversion", int(e.Conversion))
		d.child("format_spec", e.FormatSpec)
	case *BoolOp:
		d.open("BoolOp")
		d.name("op", e.Op)
		dumpList(d, "values", e.Values)
	case *NamedExpr:
		d.open("NamedExpr")
		d.child("target", e.Target)
		d.child("value", e.Value)
	case *BinOp:
		d.open("BinOp")
		d.child("left", e.Left)
		d.name("op", e.Op)
		d.child("right", e.Right)
	case *UnaryOp:
		d.open("UnaryOp")
		d.name("op", e.Op)
		d.child("operand", e.Operand)
	case *Lambda:
		d.open("Lambda")
		d.child("args", e.Args)
		d.child("body", e.Body)
	case *IfExp:
		d.open("IfExp")
		d.child("test", e.Test)
		d.child("body", e.Body)
		d.child("orelse", e.OrElse)
	case *Compare:
		d.open("Compare")
		d.child("left", e.Left)
		d.compareOps(e.Ops)
		dumpList(d, "comparators", e.Comparators)
	case *Call:
		d.open("Call")
		d.child("func", e.Func)
		dumpList(d, "args", e.Args)
		dumpList(d, "keywords", e.Keywords)
	case *Attribute:
		d.open("Attribute")
		d.child("value", e.Value)
		d.text("attr", e.Attr)
		d.name("ctx", e.Ctx)
	case *Subscript:
		d.open("Subscript")
		d.child("value", e.Value)
		d.child("slice", e.Slice)
		d.name("ctx", e.Ctx)
	case *Slice:
		d.open("Slice")
		d.child("lower", e.Lower)
		d.child("upper", e.Upper)
		d.child("step", e.Step)
	case *Starred:
		d.open("Starred")
		d.child("value", e.Value)
		d.name("ctx", e.Ctx)
	default:
		d.displayExpr(e)
	}
	d.close(e.Position())
}

func (d *dumper) compareOps(ops []CmpOperator) {
	d.field("ops")
	d.WriteByte('[')
	for i, op := range ops {
		if i > 0 {
			d.WriteString(", ")
		}
		d.WriteString(op.String() + "()")
	}
	d.WriteByte(']')
}

func (d *dumper) displayExpr(e Expr) {
	switch e := e.(type) {
	case *Dict:
		d.open("Dict")
		dumpList(d, "keys", e.Keys)
		dumpList(d, "values", e.Values)
	case *Set:
		d.open("Set")
		dumpList(d, "elts", e.Elts)
	case *List:
		d.open("List")
		dumpList(d, "elts", e.Elts)
		d.name("ctx", e.Ctx)
	case *Tuple:
		d.open("Tuple")
		dumpList(d, "elts", e.Elts)
		d.name("ctx", e.Ctx)
	case *ListComp:
		d.open("ListComp")
		d.child("elt", e.Elt)
		dumpList(d, "generators", e.Generators)
	case *SetComp:
		d.open("SetComp")
		d.child("elt", e.Elt)
		dumpList(d, "generators", e.Generators)
	case *DictComp:
		d.open("DictComp")
		d.child("key", e.Key)
		d.child("value", e.Value)
		dumpList(d, "generators", e.Generators)
	case *GeneratorExp:
		d.open("GeneratorExp")
		d.child("elt", e.Elt)
		dumpList(d, "generators", e.Generators)
	case *Await:
		d.open("Await")
		d.child("value", e.Value)
	case *Yield:
		d.open("Yield")
		d.child("value", e.Value)
	case *YieldFrom:
		d.open("YieldFrom")
		d.child("value", e.Value)
	}
}

func (d *dumper) pattern(n Pattern) {
	switch n := n.(type) {
	case *MatchValue:
		d.open("MatchValue")
		d.child("value", n.Value)
	case *MatchSingleton:
		d.open("MatchSingleton")
		d.field("value")
		d.WriteString(reprConstant(n.Value))
	case *MatchSequence:
		d.open("MatchSequence")
		dumpList(d, "patterns", n.Patterns)
	case *MatchMapping:
		d.open("MatchMapping")
		dumpList(d, "keys", n.Keys)
		dumpList(d, "patterns", n.Patterns)
		d.text("rest", n.Rest)
	case *MatchClass:
		d.open("MatchClass")
		d.child("cls", n.Cls)
		dumpList(d, "patterns", n.Patterns)
		d.names("kwd_attrs", n.KwdAttrs)
		dumpList(d, "kwd_patterns", n.KwdPatterns)
	case *MatchStar:
		d.open("MatchStar")
		d.text("name", n.Name)
	case *MatchAs:
		d.open("MatchAs")
		d.child("pattern", n.Pattern)
		d.text("name", n.Name)
	case *MatchOr:
		d.open("MatchOr")
		dumpList(d, "patterns", n.Patterns)
	}
	d.close(n.Position())
}
