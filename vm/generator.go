package vm

import (
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// opMakeGen is MAKE_GEN: the frame leaves its caller and becomes a generator.
func (m *Machine) opMakeGen(f *object.Frame, pc unsafe.Pointer) bool {
	last(f, pc)
	shape := &object.GeneratorShape
	switch flags := f.Code.Src.Flags; {
	case flags&compiler.AsyncGen != 0:
		shape = &object.AsyncGeneratorShape
	case flags&compiler.Coroutine != 0:
		shape = &object.CoroutineShape
	}
	g := &object.Generator{Frame: f, Name: f.Fn.Name, Qualname: f.Fn.Qualname, Code: f.Code}
	g.Header.Shape = shape
	f.Rare().Generator = g
	if g.Closes() {
		m.Mortals.Add(&g.Header)
	}
	m.Frame, f.Back = f.Back, nil
	return m.land(object.Of(g))
}

// opYield is YIELD: the generator's value lands in the frame that resumed it.
func (m *Machine) opYield(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	v := f.Regs[reg(in.B)]
	if f.Side == nil || f.Side.Generator == nil {
		return m.fail(object.Errorf(object.SystemError, "frame of a generator without one"))
	}
	f.Side.Generator.Running = false
	f.Flags &^= object.Entered
	m.Frame, f.Back = f.Back, nil
	return m.land(v)
}

// opReturnGen is RETURN in a generator: it ends.
func (m *Machine) opReturnGen(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	v := f.Regs[reg(in.A)]
	if f.Side == nil || f.Side.Generator == nil {
		return m.fail(object.Errorf(object.SystemError, "frame of a generator without one"))
	}
	g := f.Side.Generator
	g.Frame, g.Running = nil, false
	back := f.Back
	m.Frame, f.Back, f.Flags = back, nil, f.Flags|object.Ended
	return m.exhausted(back, v, g)
}

// exhausted tells a frame that waits for the next value of g that there is
// none; v is what the generator returned.
func (m *Machine) exhausted(back *object.Frame, v object.Value, g *object.Generator) bool {
	switch back.Land {
	case object.LandFor:
		back.Land = object.LandNone
		return true
	case object.LandSend:
		back.Land = object.LandNone
		back.Regs[back.LandReg] = v
		back.PC = back.LandArg
		if m.watched.any() && (!v.IsNone() || g != nil && g.Header.Shape == &object.CoroutineShape) {
			m.announceStop(back, object.StopIterationOf(v)) // CPython has made one then
		}
		return true
	case object.LandNext:
		back.LandArg = object.LandedDone
		back.Regs[len(back.Regs)-1] = v
		return true
	}
	if g != nil && g.Header.Shape == &object.AsyncGeneratorShape {
		return m.fail(object.NewException(object.StopAsyncIteration))
	}
	if v.IsNone() {
		return m.fail(object.NewException(object.StopIteration))
	}
	return m.fail(object.StopIterationOf(v))
}

// resumeGenerator goes on with a generator: it receives v, or exc is raised
// in it. What it yields lands in the running frame.
func (m *Machine) resumeGenerator(g *object.Generator, v object.Value, exc error) bool {
	f := g.Frame
	if g.Running {
		return m.fail(object.ValueErrorf("%s already executing", generatorKind(g)))
	}
	if f == nil {
		if exc != nil {
			return m.fail(exc)
		}
		if g.Header.Shape == &object.CoroutineShape {
			return m.fail(object.RuntimeErrorf("cannot reuse already awaited coroutine"))
		}
		return m.exhausted(m.Frame, object.None, g)
	}
	if !g.Started && !v.IsNone() && exc == nil {
		return m.fail(object.TypeErrorf("can't send non-None value to a just-started %s", generatorKind(g)))
	}
	if m.Frame.Depth >= m.MaxDepth {
		return m.fail(object.Errorf(object.RecursionError, "maximum recursion depth exceeded"))
	}
	g.Running, g.Started = true, true
	f.Back, f.Depth = m.Frame, m.Frame.Depth+1
	m.Frame = f
	if exc != nil {
		f.Land = object.LandNone
		return m.fail(exc)
	}
	return m.land(v)
}

func generatorKind(g *object.Generator) string {
	switch g.Header.Shape {
	case &object.CoroutineShape:
		return "coroutine"
	case &object.AsyncGeneratorShape:
		return "async generator"
	}
	return "generator"
}

// resume is OpResume: send v to a generator, or raise v in it. An exception
// goes to the iterator of a yield from first.
func (m *Machine) resume(gen, v, raise object.Value) bool {
	g := object.AsA[object.Generator](gen, &object.GeneratorLayout)
	if g == nil {
		return m.fail(object.TypeErrorf("'%s' object is not a generator", gen.Type().LongName()))
	}
	if raise != object.True {
		return m.resumeGenerator(g, v, nil)
	}
	exc := object.AsA[object.Exception](v, &object.ExceptionLayout)
	if exc == nil {
		return m.fail(object.TypeErrorf("exceptions must be classes or instances deriving from BaseException, not %s", v.Type().LongName()))
	}
	if inner := delegate(g); !inner.IsUnbound() && !g.Running {
		return m.push(&throwInNative, gen, v, inner)
	}
	return m.resumeGenerator(g, object.None, exc)
}

// delegate returns the iterator of the yield from in which g stands, or Unbound.
func delegate(g *object.Generator) object.Value {
	f := g.Frame
	if f == nil || f.PC == 0 || !g.Started {
		return object.Unbound
	}
	in := f.Code.Src.Instrs[f.PC-1]
	if in.Op == compiler.Yield && in.X == 1 {
		return f.Regs[in.C]
	}
	return object.Unbound
}

// throwInNative raises an exception in the iterator to which a generator
// delegates: close for GeneratorExit, throw for the others.
var throwInNative = object.Native{
	Name: "throw_in", Sig: "(generator, exception, inner, /)", Doc: "raise an exception through a yield from, PEP 380", Catches: true,
}

func stepThrowIn(c *object.Call) object.Action {
	m := Of(c.World)
	g := object.RegAs[object.Generator](c, 0, &object.GeneratorLayout)
	exc := object.RegAs[object.Exception](c, 1, &object.ExceptionLayout)
	inner := c.Reg(2)
	switch c.Step() {
	case 0:
		g.Running = true
		name := "throw"
		if exc.Shape.Type.SubtypeOf(object.GeneratorExit) {
			name = "close"
		}
		return c.Do(1, object.OpGetAttr, inner, object.Of(object.Intern(name)))
	case 1:
		if c.Caught() != nil { // it cannot take exceptions: raise here
			return m.throwHere(c, g, exc)
		}
		if exc.Shape.Type.SubtypeOf(object.GeneratorExit) {
			return c.Ask(2, c.Result())
		}
		return c.Ask(3, c.Result(), c.Reg(1))
	case 2:
		if e := c.Caught(); e != nil {
			return m.throwHere(c, g, e)
		}
		return m.throwHere(c, g, exc)
	default:
		g.Running = false
		e := c.Caught()
		if e == nil {
			return c.Return(c.Result()) // it yielded: so does the generator
		}
		send := compiler.Instr{}
		if f := g.Frame; f != nil && f.PC >= 2 {
			send = f.Code.Src.Instrs[f.PC-2]
		}
		if !isStop(e) || send.Op != compiler.Send {
			return m.throwHere(c, g, e)
		}
		// The inner iterator is done: go on behind the SEND with its value.
		g.Frame.PC = int32(send.C)
		g.Frame.Land, g.Frame.LandReg = object.LandStore, send.A
		return c.DoTail(object.OpResume, c.Reg(0), object.StopValue(e), object.False)
	}
}

// throwHere ends the native by raising exc in the generator itself.
func (m *Machine) throwHere(c *object.Call, g *object.Generator, exc *object.Exception) object.Action {
	g.Running = false
	return c.DoTail(object.OpRaiseIn, c.Reg(0), object.Of(exc))
}
