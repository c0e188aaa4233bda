package vm

import (
	"errors"
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// ErrStep is what Run returns when the machine is stepping and has stopped
// before an instruction.
var ErrStep = errors.New("stopped before an instruction")

// SetStepping makes Run return ErrStep before every instruction and every step
// of a native. The loop pays nothing for it: the loaded code is patched with
// STEP instructions, whose handler runs the original.
func (m *Machine) SetStepping(on bool) {
	m.stepping = on
	m.repatch()
}

// repatch puts STEP instructions into all code where they are needed now, and
// takes them out elsewhere.
func (m *Machine) repatch() {
	m.lower()
	for _, c := range m.codes {
		for pc, in := range c.Src.Instrs {
			c.Instrs[pc] = scale(in, pc, c.Src.Flags)
		}
		m.patch(c)
	}
}

// Continue lets a machine that stopped with ErrStep run one instruction on.
func (m *Machine) Continue() { m.skip = true }

// patch puts STEP instructions into code in its running form, if the machine is
// stepping, or if somebody traces and may see the code. Who only profiles is told
// of calls and returns.
func (m *Machine) patch(c *object.Code) {
	traced := m.watched.any() && !c.Hidden
	if traced && c.Lines == nil {
		c.Lines = make([]int32, len(c.Src.Instrs))
		for i, s := range c.Src.Spans {
			end := len(c.Lines)
			if i+1 < len(c.Src.Spans) {
				end = c.Src.Spans[i+1].PC
			}
			for pc := s.PC; pc < end; pc++ {
				c.Lines[pc] = int32(s.Line)
			}
		}
	}
	c.Ops = nil
	if !traced && !m.stepping {
		return
	}
	c.Ops = make([]compiler.Op, len(c.Src.Instrs))
	for pc := range c.Ops {
		op := &c.Instrs[pc].Op
		if c.Ops[pc] = *op; m.stepping || m.steps(c, pc) {
			*op = compiler.Step
		}
	}
}

// steps reports whether somebody may be told of an instruction: a trace function
// of any, a profile function of those that enter, call and return. Code that tells
// itself is looked at where it is entered, in case that the program calls it.
func (m *Machine) steps(c *object.Code, pc int) bool {
	src := c.Src
	switch {
	case pc == 0:
		return true
	case src.Instrs[pc-1].Op == compiler.MakeGen, src.Instrs[pc-1].Op == compiler.Yield:
		return true
	case c.Tells == object.TellsOnly:
		return false
	case m.watched.tracing > 0:
		return true
	}
	switch src.Instrs[pc].Op {
	case compiler.Call, compiler.CallMethod, compiler.CallKw, compiler.CallMethodKw, compiler.CallEx, compiler.Return, compiler.Yield:
		return true
	}
	return false
}

// retell notes that code tells, or that it does other things too.
func (m *Machine) retell(c *object.Code, t object.Telling) {
	c.Tells = t
	m.lower()
	for pc := range c.Ops {
		c.Instrs[pc].Op = c.Ops[pc]
	}
	if c.Ops != nil {
		m.patch(c)
	}
}

// opStep is STEP: it stops the loop, or lets the original instruction run, which
// stands in its place until the next STEP, after what is to be told of it.
func (m *Machine) opStep(f *object.Frame, pc unsafe.Pointer) bool {
	m.lower()
	f.PC = index(f, pc) - 1
	if m.stepping && !m.skip {
		m.exiting, m.stopped = true, true
		return false
	}
	m.skip = false
	if m.watched.any() && !f.Code.Hidden && m.announce(f) {
		return true
	}
	op := f.Code.Ops[f.PC]
	switch op { // what may lead right back here, in this frame or one of the same code
	case compiler.JumpTo:
		if int(f.Code.Src.Instrs[f.PC].A) == int(f.PC) {
			return m.tick()
		}
	case compiler.Call:
		return m.opCall(f, pc)
	case compiler.CallMethod:
		return m.opCallMethod(f, pc)
	case compiler.ForNext:
		return m.opForNext(f, pc)
	case compiler.Return:
		return m.opReturn(f, pc)
	case compiler.ReturnGen:
		return m.opReturnGen(f, pc)
	case compiler.Yield:
		return m.opYield(f, pc)
	}
	f.Code.Instrs[f.PC].Op = op
	m.lifted, m.liftedPC = f.Code, f.PC
	return true
}

// lower puts the STEP back where an original instruction stands.
func (m *Machine) lower() {
	if m.lifted != nil {
		m.lifted.Instrs[m.liftedPC].Op = compiler.Step
		m.lifted = nil
	}
}

// outcome is what Run returns.
func (m *Machine) outcome() error {
	m.exiting = false
	if m.stopped {
		m.stopped = false
		return ErrStep
	}
	return m.failed
}
