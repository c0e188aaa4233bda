package compiler

import "brine/parser"

func (u *unit) stmts(list []parser.Stmt) {
	for _, s := range list {
		if u.err != nil {
			return
		}
		u.pos = *s.Position()
		m, at := u.mark(), u.asm.pc()
		u.stmt(s)
		if u.asm.pc() == at && runs(s) {
			u.visit()
		}
		u.release(m)
	}
}

// runs tells if a trace function is to hear of a statement, even of one that
// comes to nothing: pass, a constant, x = x.
func runs(s parser.Stmt) bool {
	switch s.(type) {
	case *parser.Global, *parser.Nonlocal:
		return false
	}
	return true
}

func (u *unit) stmt(s parser.Stmt) {
	switch s := s.(type) {
	case *parser.ExprStmt:
		u.exprStmt(s)
	case *parser.Assign:
		u.assignStmt(s)
	case *parser.AugAssign:
		u.augAssign(s)
	case *parser.AnnAssign:
		u.annAssign(s)
	case *parser.PrintStmt:
		u.print(s)
	case *parser.Return:
		u.returnStmt(s)
	case *parser.Delete:
		for _, t := range s.Targets {
			u.delete(t)
		}
	case *parser.Pass, *parser.Global, *parser.Nonlocal:
	case *parser.Break:
		u.breakStmt()
	case *parser.Continue:
		u.continueStmt()
	case *parser.Raise:
		u.raise(s)
	case *parser.Assert:
		u.assert(s)
	case *parser.Import:
		u.importStmt(s)
	case *parser.ImportFrom:
		u.importFrom(s)
	case *parser.TypeAlias:
		u.typeAlias(s)
	case *parser.FunctionDef:
		u.functionDef(s)
	case *parser.ClassDef:
		u.classDef(s)
	default:
		u.compound(s)
	}
}

func (u *unit) compound(s parser.Stmt) {
	switch s := s.(type) {
	case *parser.If:
		u.ifStmt(s)
	case *parser.While:
		u.while(s)
	case *parser.For:
		if s.Async {
			u.asyncFor(s)
		} else {
			u.forStmt(s)
		}
	case *parser.Try:
		u.try(s)
	case *parser.With:
		u.with(s, 0)
	case *parser.Match:
		u.match(s)
	default:
		u.fail(s.Position(), "unknown statement")
	}
}

func (u *unit) exprStmt(s *parser.ExprStmt) {
	if u.opts.Mode == Single && u.kind == moduleUnit {
		t := u.temp()
		u.emitX(Intrinsic, IntrinsicDisplay, t, u.operandIn(s.Value, t), 1)
		return
	}
	if _, ok := s.Value.(*parser.Name); ok {
		u.visit() // that it is bound may need no check
	}
	u.discard(s.Value)
}

// print compiles the print statement. Very many values are printed in portions.
func (u *unit) print(s *parser.PrintStmt) {
	dest := u.temp()
	if s.Dest == nil {
		u.loadK(dest, nil)
	} else {
		u.expr(s.Dest, dest)
	}
	newline := u.temp()
	m := u.mark()
	values := s.Values
	for {
		n := min(len(values), maxWindow)
		u.loadK(newline, s.Newline && n == len(values))
		for _, v := range values[:n] {
			u.expr(v, u.temp())
		}
		t := newline + 1
		if n == 0 {
			t = u.temp()
		}
		u.emitX(Intrinsic, IntrinsicPrint, t, dest, n+2)
		u.release(m)
		if values = values[n:]; len(values) == 0 {
			return
		}
	}
}

func (u *unit) returnStmt(s *parser.Return) {
	if !u.inFunction() {
		u.fail(&s.Pos, "'return' outside function")
		return
	}
	if s.Value != nil && u.code.Flags&AsyncGen != 0 {
		u.fail(&s.Pos, "'return' with value in async generator")
		return
	}
	u.refuseLeavingStar(s)
	r := -1
	if s.Value != nil {
		r = u.operand(s.Value)
	} else {
		r = u.temp()
		u.loadK(r, nil)
	}
	if !u.isTemp(r) && u.leavesCode(0) {
		t := u.temp()
		u.move(t, r)
		r = t
	}
	at := u.asm.pc()
	u.leave(0, func() {
		if u.asm.pc() > at {
			u.pos = parser.Pos{} // that of the last line of what had to be left
		}
		u.emit(Return, r, 0, 0)
	})
}

// refuseLeavingStar refuses a return out of a handler of except*, at a literal
// value if there is one, as CPython does.
func (u *unit) refuseLeavingStar(s *parser.Return) {
	for _, b := range u.blocks {
		if b.kind != starBlock {
			continue
		}
		pos := &s.Pos
		if c, ok := s.Value.(*parser.Constant); ok && c.Line == s.Line {
			pos = &c.Pos
		}
		u.fail(pos, leavesStar)
	}
}

func (u *unit) delete(target parser.Expr) {
	saved := u.pos
	u.pos = *target.Position()
	m := u.mark()
	switch t := target.(type) {
	case *parser.Name:
		u.unbind(t.ID)
	case *parser.Attribute:
		obj := u.operand(t.Value)
		u.startAtAttr(t)
		u.emit(DelAttr, obj, 0, u.site(u.mangled(t.Attr)))
	case *parser.Subscript:
		obj := u.operandBefore(t.Value, -1, t.Slice)
		u.emit(DelItem, obj, u.operand(t.Slice), 0)
	case *parser.Tuple:
		for _, e := range t.Elts {
			u.delete(e)
		}
	case *parser.List:
		for _, e := range t.Elts {
			u.delete(e)
		}
	default:
		u.fail(target.Position(), "cannot delete expression")
	}
	u.release(m)
	u.pos = saved
}

func (u *unit) raise(s *parser.Raise) {
	if s.Exc == nil {
		u.emit(RaiseBare, 0, 0, 0)
		return
	}
	if s.Cause == nil {
		u.emit(Raise, u.operand(s.Exc), 0, 0)
		return
	}
	exc := u.operandBefore(s.Exc, -1, s.Cause)
	u.emit(RaiseFrom, exc, u.operand(s.Cause), 0)
}

func (u *unit) assert(s *parser.Assert) {
	ok := u.newLabel()
	u.jumpIf(s.Test, true, ok)
	t := u.temp()
	u.emitX(Intrinsic, IntrinsicAssertionError, t, t, 0)
	if s.Msg != nil {
		u.expr(s.Msg, u.temp())
		u.emit(Call, t, t, 1)
	}
	u.emit(Raise, t, 0, 0)
	u.put(ok)
}

func (u *unit) importStmt(s *parser.Import) {
	for _, a := range s.Names {
		m := u.mark()
		t := u.temp()
		u.emit(Import, t, u.directConst(a.Name), u.directConst(nil))
		first, rest := cutDot(a.Name)
		if a.AsName == "" {
			u.store(first, t)
		} else {
			for rest != "" {
				first, rest = cutDot(rest)
				u.emit(ImportFrom, t, t, u.site(first))
			}
			u.store(a.AsName, t)
		}
		u.release(m)
	}
}

// cutDot splits a dotted name at its first dot.
func cutDot(name string) (first, rest string) {
	for i := range len(name) {
		if name[i] == '.' {
			return name[:i], name[i+1:]
		}
	}
	return name, ""
}

func (u *unit) importFrom(s *parser.ImportFrom) {
	if s.Level > 255 {
		u.fail(&s.Pos, "too many dots in import")
		return
	}
	if s.Module == "__future__" && s.Level == 0 && u.kind != moduleUnit {
		u.fail(&s.Pos, lateFuture)
	}
	from := Tuple{}
	for _, a := range s.Names {
		from = append(from, a.Name)
	}
	module, item := u.temp(), u.temp()
	u.emitX(Import, uint8(s.Level), module, u.directConst(s.Module), u.directConst(from))
	for _, a := range s.Names {
		if a.Name == "*" {
			u.emit(ImportStar, module, 0, 0)
			return
		}
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		into := item
		if r := u.localOrNone(name); r >= 0 {
			into = r
		}
		u.emit(ImportFrom, into, module, u.site(a.Name))
		if into == item {
			u.store(name, item)
		}
	}
}
