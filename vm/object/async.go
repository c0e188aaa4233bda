package object

// CoroutineWrapper is the iterator that coroutine.__await__ gives.
type CoroutineWrapper struct {
	Header
	Gen *Generator
}

// AsyncCall is what the methods of an asynchronous generator return: an
// awaitable that resumes the generator once, up to what it yields.
type AsyncCall struct {
	Header
	Gen   *Generator
	Arg   Value // what is sent, or the exception that is raised
	Raise bool
	Close bool // aclose(): the generator must end
	State AsyncState
}

// AsyncState tells how far an AsyncCall is.
type AsyncState uint8

// The states.
const (
	AsyncNew AsyncState = iota
	AsyncRunning
	AsyncDone
)

// The types of these.
var (
	CoroutineWrapperType   = &Type{}
	CoroutineWrapperShape  Shape
	CoroutineWrapperLayout Layout

	AsyncCallType   = &Type{}
	AsyncCallShape  Shape
	AsyncCallLayout Layout
)

func newCoroutineWrapper(_ *World, args []Value) (Value, error) {
	return Of(&CoroutineWrapper{Header{&CoroutineWrapperShape}, As[Generator](args[0])}), nil
}

// forward makes a method of a coroutine wrapper out of the coroutine's.
func forward(n Native) Native {
	name := n.Name
	if name == "__next__" {
		n.Step = func(c *Call) Action { return c.DoTail(OpResume, Of(As[CoroutineWrapper](c.Reg(0)).Gen), None, False) }
		return n
	}
	n.Step = func(c *Call) Action {
		fn, _ := CoroutineType.Lookup(name)
		args := append([]Value{Of(As[CoroutineWrapper](c.Reg(0)).Gen)}, c.F.Regs[1:len(c.F.Native.Params)]...)
		for args[len(args)-1].IsUnbound() {
			args = args[:len(args)-1]
		}
		return c.Tail(fn, args...)
	}
	return n
}

func asyncTables() []Table {
	rows := []Native{iterRow(), forward(nextRow())}
	for _, n := range resumeRows() {
		rows = append(rows, forward(n))
	}
	return []Table{
		{Type: CoroutineWrapperType, Name: "coroutine_wrapper", Doc: "A wrapper object implementing __await__ for coroutines.", Flags: Final | NoInstances,
			Shape: &CoroutineWrapperShape, Layout: &CoroutineWrapperLayout, Methods: rows,
			Struct: Struct[CoroutineWrapper]{Name: "coroutine_wrapper", Init: func(x *CoroutineWrapper) { x.Gen = &Generator{Header: Header{&CoroutineShape}} },
				Fields: func(x *CoroutineWrapper, a Archive) { visitOwn(a, "coroutine", &GeneratorLayout, &x.Gen) }}.Layout()},
		{Type: AsyncCallType, Name: "async_generator_asend", Doc: "An awaitable step of an asynchronous generator.", Flags: Final | NoInstances,
			Shape: &AsyncCallShape, Layout: &AsyncCallLayout,
			Struct: Struct[AsyncCall]{Name: "async_call",
				Init: func(x *AsyncCall) { x.Gen, x.Arg = &Generator{Header: Header{&AsyncGeneratorShape}}, None },
				Fields: func(x *AsyncCall, a Archive) {
					visitOwn(a, "generator", &GeneratorLayout, &x.Gen)
					a.Value("arg", &x.Arg)
					a.Bool("raise", &x.Raise)
					a.Bool("close", &x.Close)
					VisitInt(a, "state", &x.State)
				}}.Layout(),
			Methods: []Native{
				iterRow(),
				leaf("__await__", "(self, /)", "Return an iterator to be used in await expression.", returnSelf),
				slow("__next__", "(self, /)", "Implement next(self).", nil, func(c *Call) Action { return stepAsync(c, None) }).catches(),
				slow("send", "(self, arg, /)", "Go on with the generator.", nil, func(c *Call) Action { return stepAsync(c, c.Reg(1)) }).catches(),
				slow("throw", "(self, type, value=None, traceback=None, /)", "Raise an exception in the generator.", nil, stepAsyncThrow).catches(),
				leaf("close", "(self, /)", "Give up.", func(_ *World, args []Value) (Value, error) {
					As[AsyncCall](args[0]).State = AsyncDone
					return None, nil
				}),
			}},
	}
}

// stepAsync resumes the generator, and tells what it yields for itself from
// what an await inside it passes out.
func stepAsync(c *Call, arg Value) Action {
	x := As[AsyncCall](c.Reg(0))
	if c.Step() > 0 {
		return asyncLanded(c, x)
	}
	switch x.State {
	case AsyncDone:
		return c.Raise(RuntimeErrorf("cannot reuse already awaited __anext__()/asend()"))
	case AsyncRunning:
		return c.Do(1, OpResume, Of(x.Gen), arg, False)
	}
	if x.Gen.Running {
		return c.Raise(RuntimeErrorf("anext(): asynchronous generator is already running"))
	}
	if x.Close && (x.Gen.Frame == nil || !x.Gen.Started) {
		x.State, x.Gen.Frame = AsyncDone, nil
		return c.Raise(NewException(StopIteration))
	}
	x.State = AsyncRunning
	if !arg.IsNone() && !x.Raise {
		x.Arg = arg
	}
	return c.Do(1, OpResume, Of(x.Gen), x.Arg, Bool(x.Raise))
}

func asyncLanded(c *Call, x *AsyncCall) Action {
	if e := c.Caught(); e != nil {
		x.State = AsyncDone
		if x.Close && (Is(e, StopAsyncIteration) || Is(e, GeneratorExit)) {
			return c.Raise(NewException(StopIteration))
		}
		return c.Raise(e)
	}
	v := AsA[AsyncValue](c.Result(), &AsyncValueLayout)
	if v == nil {
		return c.Return(c.Result())
	}
	x.State = AsyncDone
	if x.Close {
		return c.Raise(RuntimeErrorf("async generator ignored GeneratorExit"))
	}
	return c.Raise(StopIterationOf(v.V))
}

func stepAsyncThrow(c *Call) Action {
	x := As[AsyncCall](c.Reg(0))
	switch c.Step() {
	case 0:
		if t := c.Reg(1); t.Has(&TypeLayout) && As[Type](t).SubtypeOf(BaseException) {
			if v := c.Reg(2); !v.IsUnbound() && !v.IsNone() {
				return c.Ask(1, t, v)
			}
			return c.Ask(1, t)
		}
		if !c.Reg(1).Has(&ExceptionLayout) {
			return c.Raise(TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", c.Reg(1).Type().LongName()))
		}
		return c.Do(2, OpResume, Of(x.Gen), c.Reg(1), True)
	case 1:
		if e := c.Caught(); e != nil {
			return c.Raise(e)
		}
		return c.Do(2, OpResume, Of(x.Gen), c.Result(), True)
	}
	return asyncLanded(c, x)
}

func asyncGeneratorMethods() []Native {
	call := func(v Value, arg Value, raise, closing bool) Value {
		return Of(&AsyncCall{Header{&AsyncCallShape}, As[Generator](v), arg, raise, closing, AsyncNew})
	}
	return []Native{
		leaf("__aiter__", "(self, /)", "Return an awaitable, that resolves in asynchronous iterator.", returnSelf),
		leaf("__anext__", "(self, /)", "Return a value or raise StopAsyncIteration.", func(_ *World, args []Value) (Value, error) {
			return call(args[0], None, false, false), nil
		}),
		leaf("asend", "(self, value, /)", "asend(v) -> send 'v' in generator.", func(_ *World, args []Value) (Value, error) {
			return call(args[0], args[1], false, false), nil
		}),
		slow("athrow", "(self, type, value=None, traceback=None, /)", "athrow(typ[,val[,tb]]) -> raise exception in generator.", nil, func(c *Call) Action {
			exc := c.Reg(1)
			if c.Step() > 0 {
				exc = c.Result()
			} else if t := AsA[Type](exc, &TypeLayout); t != nil && t.SubtypeOf(BaseException) {
				if v := c.Reg(2); !v.IsUnbound() && !v.IsNone() {
					return c.Ask(1, exc, v)
				}
				return c.Ask(1, exc)
			}
			if !exc.Has(&ExceptionLayout) {
				return c.Raise(TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", exc.Type().LongName()))
			}
			return c.Return(call(c.Reg(0), exc, true, false))
		}),
		leaf("aclose", "(self, /)", "aclose() -> raise GeneratorExit inside generator.", func(_ *World, args []Value) (Value, error) {
			return call(args[0], Of(NewException(GeneratorExit)), true, true), nil
		}),
		generatorRepr("async_generator"),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
	}
}
