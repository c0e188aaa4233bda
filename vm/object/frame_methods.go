package object

import "brine/compiler"

// visibleBack returns the frame of Python code that waits for f.
func (f *Frame) visibleBack() *Frame {
	for b := f.Back; b != nil; b = b.Back {
		if b.Visible() {
			return b
		}
	}
	return nil
}

// Locals returns the local variables of a frame as a dict: its namespace, or
// of a function a snapshot of those that are bound, which each call makes anew.
func (f *Frame) Locals() Value {
	if ns := f.Names(); !ns.IsUnbound() {
		return ns
	}
	if f.Native != nil || f.Code == nil || f.Code.Src == nil {
		return Of(NewDict())
	}
	if f.Code.Src.Flags&compiler.Optimized == 0 && f.Fn != nil {
		return Of(f.Fn.Globals)
	}
	side := f.Rare()
	if side.Locals == nil {
		side.Locals = NewDict()
	}
	d, src := side.Locals, f.Code.Src
	set := func(name string, v Value) {
		if c := AsA[Cell](v, &CellLayout); c != nil {
			v = c.V
		}
		if v.IsUnbound() {
			d.DeleteString(name)
		} else {
			d.SetString(name, v)
		}
	}
	for i, name := range src.Locals {
		if i < len(f.Regs) && name != "" {
			set(name, f.Regs[i])
		}
	}
	if f.Fn != nil {
		for i, free := range src.Free {
			if i < len(f.Fn.Closure) {
				set(free.Name, f.Fn.Closure[i].V)
			}
		}
	}
	return Of(d)
}

// StoreLocals gives the local variables of a function's frame the values that
// they have in a dict, which a trace function may have changed. Those that are
// not in it stay as they are: code may count on it that they are bound.
func (f *Frame) StoreLocals(d *Dict) {
	if f.Native != nil || f.Code == nil || f.Code.Src == nil || f.Code.Src.Flags&compiler.Optimized == 0 {
		return
	}
	for i, name := range f.Code.Src.Locals {
		v, ok := d.GetString(name)
		if !ok || name == "" || name[0] == '.' || i >= len(f.Regs) {
			continue
		}
		if c := AsA[Cell](f.Regs[i], &CellLayout); c != nil {
			c.V = v
		} else {
			f.Regs[i] = v
		}
	}
	if f.Fn == nil {
		return
	}
	for i, free := range f.Code.Src.Free {
		if v, ok := d.GetString(free.Name); ok && i < len(f.Fn.Closure) {
			f.Fn.Closure[i].V = v
		}
	}
}

func frameGetSets() []GetSet {
	return []GetSet{
		getter("f_back", "the frame that waits for this one", func(_ *World, v Value) (Value, error) {
			b := As[Frame](v).visibleBack()
			if b != nil {
				b.Flags |= Escaped
			}
			return OrNone(b), nil
		}),
		getter("f_code", "the code", func(_ *World, v Value) (Value, error) { return OrNone(As[Frame](v).Code), nil }),
		getter("f_lineno", "the line", func(_ *World, v Value) (Value, error) {
			if f := As[Frame](v); f.Line() > 0 || f.PC == 0 {
				return Int(int64(f.Line())), nil
			}
			return None, nil
		}),
		getter("f_lasti", "the last instruction", func(_ *World, v Value) (Value, error) { return Int(int64(As[Frame](v).CurrentPC()) * 2), nil }),
		getter("f_globals", "the global namespace", func(_ *World, v Value) (Value, error) {
			if f := As[Frame](v); f.Fn != nil {
				return Of(f.Fn.Globals), nil
			}
			return Of(NewDict()), nil
		}),
		getter("f_builtins", "the builtin namespace", func(_ *World, v Value) (Value, error) {
			if f := As[Frame](v); f.Fn != nil {
				return Of(f.Fn.Builtins), nil
			}
			return Of(NewDict()), nil
		}),
		getter("f_locals", "the local variables", func(_ *World, v Value) (Value, error) { return As[Frame](v).Locals(), nil }),
		{Name: "f_trace", Doc: "the trace function", Get: func(_ *World, v Value) (Value, error) {
			if s := As[Frame](v).Side; s != nil {
				return s.Trace, nil
			}
			return None, nil
		}, Set: func(_ *World, v, x Value) error {
			f := As[Frame](v)
			s := f.Rare()
			if s.Trace.IsNone() && s.Done == 0 {
				s.At = f.PC - 1 // who begins to trace it here has seen this line
			}
			s.Trace = orNone(x)
			return nil
		}},
		traceSwitch("f_trace_lines", "whether the trace function is told of each line", func(s *FrameSide) *bool { return &s.NoLines }, true),
		traceSwitch("f_trace_opcodes", "whether the trace function is told of each instruction", func(s *FrameSide) *bool { return &s.Opcodes }, false),
	}
}

// traceSwitch is the row of a bool of tracing; unset is what it reads as where
// the field is false.
func traceSwitch(name, doc string, field func(s *FrameSide) *bool, unset bool) GetSet {
	return GetSet{Name: name, Doc: doc, Member: true,
		Get: func(_ *World, v Value) (Value, error) {
			s := As[Frame](v).Side
			return Bool(unset != (s != nil && *field(s))), nil
		},
		Set: func(_ *World, v, x Value) error {
			switch {
			case x.IsUnbound():
				return TypeErrorf("can't delete numeric/char attribute")
			case !x.IsBool():
				return TypeErrorf("attribute value type must be bool")
			}
			*field(As[Frame](v).Rare()) = (x == True) != unset
			return nil
		}}
}

func frameMethods() []Native {
	return []Native{
		reprRow(func(w *World, v Value) string {
			f := As[Frame](v)
			name, file := "?", "?"
			if f.Code != nil && f.Code.Src != nil {
				name, file = f.Code.Src.Name, f.Code.Src.Filename
			}
			return "<frame at " + hexAddress(w, v) + ", file " + ReprString(file) + ", line " + reprInt(f.Line()) + ", code " + name + ">"
		}),
		leaf("clear", "(self, /)", "F.clear(): clear most references held by the frame", func(w *World, args []Value) (Value, error) {
			f := As[Frame](args[0])
			for b := w.Frame; b != nil; b = b.Back {
				if b == f {
					return Value{}, RuntimeErrorf("cannot clear an executing frame")
				}
			}
			if f.Side != nil && f.Side.Generator != nil && f.Side.Generator.Frame == f {
				f.Side.Generator.Frame = nil
			}
			for i := range f.Regs {
				if f.Native == nil && !f.Regs[i].Is(&CellShape) {
					f.Regs[i] = Unbound
				}
			}
			return None, nil
		}),
	}
}

func reprInt(n int) string {
	s, _ := ReprLeaf(Int(int64(n)))
	return s
}

// codeFlags maps flags of portable code to CPython's.
var codeFlags = []struct {
	flag compiler.Flags
	bit  int64
}{
	{compiler.Optimized, 0x3}, {compiler.VarArgs, 0x4}, {compiler.VarKeywords, 0x8}, {compiler.Nested, 0x10},
	{compiler.Generator, 0x20}, {compiler.Coroutine, 0x80}, {compiler.AsyncGen, 0x200}, {compiler.FutureAnnotations, 0x1000000},
}

func strTuple(names []string) Value {
	vs := make([]Value, len(names))
	for i, n := range names {
		vs[i] = NewStr(n)
	}
	return Of(NewTuple(vs...))
}

func codeGetSets() []GetSet {
	num := func(name, doc string, f func(s *compiler.Code) int) GetSet {
		return member(name, doc, func(_ *World, v Value) (Value, error) { return Int(int64(f(As[Code](v).Src))), nil })
	}
	str := func(name, doc string, f func(s *compiler.Code) string) GetSet {
		return member(name, doc, func(_ *World, v Value) (Value, error) { return NewStr(f(As[Code](v).Src)), nil })
	}
	names := func(name, doc string, f func(s *compiler.Code) []string) GetSet {
		return getter(name, doc, func(_ *World, v Value) (Value, error) { return strTuple(f(As[Code](v).Src)), nil })
	}
	return []GetSet{
		num("co_argcount", "number of positional parameters", func(s *compiler.Code) int { return s.Args }),
		num("co_posonlyargcount", "number of positional-only parameters", func(s *compiler.Code) int { return s.PosOnly }),
		num("co_kwonlyargcount", "number of keyword-only parameters", func(s *compiler.Code) int { return s.KwOnly }),
		num("co_nlocals", "number of local variables", func(s *compiler.Code) int { return len(s.Locals) }),
		num("co_stacksize", "number of registers", func(s *compiler.Code) int { return s.NRegs }),
		num("co_firstlineno", "first line", func(s *compiler.Code) int { return s.Line }),
		num("co_flags", "flags", func(s *compiler.Code) (n int) {
			for _, f := range codeFlags {
				if s.Flags&f.flag != 0 {
					n |= int(f.bit)
				}
			}
			return n
		}),
		str("co_name", "the name", func(s *compiler.Code) string { return s.Name }),
		str("co_qualname", "the qualified name", func(s *compiler.Code) string { return s.Qualname }),
		str("co_filename", "the file", func(s *compiler.Code) string { return s.Filename }),
		names("co_varnames", "local variables", func(s *compiler.Code) []string { return s.Locals }),
		names("co_names", "other names", func(s *compiler.Code) []string {
			var all []string
			seen := map[string]bool{}
			for _, list := range [][]string{s.Globals, s.Names, s.Sites} {
				for _, n := range list {
					if !seen[n] {
						seen[n] = true
						all = append(all, n)
					}
				}
			}
			return all
		}),
		names("co_freevars", "free variables", func(s *compiler.Code) (all []string) {
			for _, f := range s.Free {
				all = append(all, f.Name)
			}
			return all
		}),
		names("co_cellvars", "variables that inner functions use", func(s *compiler.Code) (all []string) {
			for _, r := range s.CellVar {
				all = append(all, s.Locals[r])
			}
			return all
		}),
		getter("co_consts", "constants", func(_ *World, v Value) (Value, error) {
			return Of(TupleOf(As[Code](v).Consts)), nil
		}),
		getter("co_code", "the instructions; not portable", func(_ *World, v Value) (Value, error) {
			s := As[Code](v).Src
			b := make([]byte, 0, 8*len(s.Instrs))
			for _, in := range s.Instrs {
				b = append(b, byte(in.Op), in.X, byte(in.A), byte(in.A>>8), byte(in.B), byte(in.B>>8), byte(in.C), byte(in.C>>8))
			}
			return NewBytes(unsafeString(b)), nil
		}),
	}
}

func codeMethods() []Native {
	return []Native{
		reprRow(func(w *World, v Value) string {
			s := As[Code](v).Src
			return "<code object " + s.Name + " at " + hexAddress(w, v) + ", file \"" + s.Filename + "\", line " + reprInt(s.Line) + ">"
		}),
		leaf("co_lines", "(self, /)", "Iterator of (start, end, line).", func(_ *World, args []Value) (Value, error) {
			s := As[Code](args[0]).Src
			var rows []Value
			for i, sp := range s.Spans {
				end := len(s.Instrs)
				if i+1 < len(s.Spans) {
					end = s.Spans[i+1].PC
				}
				line := None
				if sp.Line > 0 {
					line = Int(int64(sp.Line))
				}
				rows = append(rows, Of(NewTuple(Int(int64(2*sp.PC)), Int(int64(2*end)), line)))
			}
			it, _ := IterLeaf(Of(NewList(rows)))
			return it, nil
		}),
	}
}
