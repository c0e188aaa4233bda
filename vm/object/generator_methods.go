package object

import "brine/compiler"

// resumeRow is __next__ of generators.
func nextRow() Native {
	return slow("__next__", "(self, /)", "Implement next(self).", nil, func(c *Call) Action {
		return c.DoTail(OpResume, c.Reg(0), None, False)
	})
}

// resumeRows are send, throw and close.
func resumeRows() []Native {
	return []Native{
		slow("send", "(self, arg, /)", "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration.", nil, func(c *Call) Action {
			return c.DoTail(OpResume, c.Reg(0), c.Reg(1), False)
		}),
		slow("throw", "(self, type, value=None, traceback=None, /)", "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.", nil, stepThrow),
		slow("close", "(self, /)", "close() -> raise GeneratorExit inside generator.", nil, stepClose).catches(),
	}
}

// stepThrow makes the exception from its class, value and traceback.
func stepThrow(c *Call) Action {
	exc := c.Reg(1)
	if c.Step() == 0 {
		if t := AsA[Type](exc, &TypeLayout); t != nil && t.SubtypeOf(BaseException) {
			v := c.Reg(2)
			switch {
			case v.IsUnbound() || v.IsNone():
				return c.Ask(1, exc)
			case v.Type().SubtypeOf(t):
				exc = v
			case v.Has(&TupleLayout):
				return c.Ask(1, exc, As[Tuple](v).Items...)
			default:
				return c.Ask(1, exc, v)
			}
		} else if v := c.Reg(2); exc.Has(&ExceptionLayout) && !v.IsUnbound() && !v.IsNone() {
			return c.Raise(TypeErrorf("instance exception may not have a separate value"))
		}
	} else {
		exc = c.Result()
	}
	if !exc.Has(&ExceptionLayout) {
		return c.Raise(TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", exc.Type().LongName()))
	}
	if tb := c.Reg(3); !tb.IsUnbound() && !tb.IsNone() {
		if err := setTraceback(nil, exc, tb); err != nil {
			return c.Raise(TypeErrorf("throw() third argument must be a traceback object"))
		}
	}
	return c.DoTail(OpResume, c.Reg(0), exc, True)
}

func stepClose(c *Call) Action {
	g := RegAs[Generator](c, 0, &GeneratorLayout)
	if c.Step() == 0 {
		if g.Frame == nil {
			return c.Return(None)
		}
		if !g.Started && !g.Running {
			g.Frame = nil
			return c.Return(None)
		}
		return c.Do(1, OpResume, c.Reg(0), Of(NewException(GeneratorExit)), True)
	}
	e := c.Caught()
	if e == nil {
		return c.Raise(RuntimeErrorf("%s ignored GeneratorExit", generatorWord(g)))
	}
	if Is(e, GeneratorExit) || Is(e, StopIteration) {
		return c.Return(None)
	}
	return c.Raise(e)
}

func generatorWord(g *Generator) string {
	if g.Shape == &CoroutineShape {
		return "coroutine"
	}
	return "generator"
}

// awaiting returns the iterator that a suspended generator delegates to.
func (g *Generator) awaiting() Value {
	f := g.Frame
	if f == nil || f.PC == 0 || !g.Started || g.Running || int(f.PC) > len(f.Code.Src.Instrs) {
		return None
	}
	if in := f.Code.Src.Instrs[f.PC-1]; in.Op == compiler.Yield && in.X == 1 && int(in.C) < len(f.Regs) {
		return f.Regs[in.C]
	}
	return None
}

// generatorAttrs are the getsets, whose names begin with gi_, cr_ or ag_.
func generatorAttrs(prefix, await string) []GetSet {
	return []GetSet{
		{Name: "__name__", Doc: "the name", Get: func(_ *World, v Value) (Value, error) { return As[Generator](v).Name, nil },
			Set: setString("__name__", func(v Value) *Value { return &As[Generator](v).Name })},
		{Name: "__qualname__", Doc: "the qualified name", Get: func(_ *World, v Value) (Value, error) { return As[Generator](v).Qualname, nil },
			Set: setString("__qualname__", func(v Value) *Value { return &As[Generator](v).Qualname })},
		getter(prefix+"_frame", "the frame", func(_ *World, v Value) (Value, error) {
			g := As[Generator](v)
			if g.Frame != nil {
				g.Frame.Flags |= Escaped
			}
			return OrNone(g.Frame), nil
		}),
		getter(prefix+"_running", "whether it is running", func(_ *World, v Value) (Value, error) { return Bool(As[Generator](v).Running), nil }),
		getter(prefix+"_suspended", "whether it stands at a yield", func(_ *World, v Value) (Value, error) {
			g := As[Generator](v)
			return Bool(g.Started && !g.Running && g.Frame != nil), nil
		}),
		member(prefix+"_code", "the code", func(_ *World, v Value) (Value, error) { return OrNone(As[Generator](v).Code), nil }),
		getter(prefix+"_"+await, "the iterator it waits for", func(_ *World, v Value) (Value, error) { return As[Generator](v).awaiting(), nil }),
	}
}

func generatorRepr(word string) Native {
	return reprRow(func(w *World, v Value) string {
		name, _ := StringOf(As[Generator](v).Qualname)
		return "<" + word + " object " + name + " at " + hexAddress(w, v) + ">"
	})
}

func iterRow() Native {
	return leaf("__iter__", "(self, /)", "Implement iter(self).", returnSelf)
}
