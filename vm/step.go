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
// stepping, or if somebody traces and may see the code.
func (m *Machine) patch(c *object.Code) {
	traced := m.watched > 0 && !c.Hidden
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
		c.Ops[pc], c.Instrs[pc].Op = c.Instrs[pc].Op, compiler.Step
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
	if m.watched > 0 && !f.Code.Hidden {
		if m.announce(f) {
			return true
		}
	}
	switch in := f.Code.Src.Instrs[f.PC]; in.Op { // what may lead right back here, in this frame or one of the same code
	case compiler.JumpTo:
		if int(in.A) == int(f.PC) {
			return m.tick()
		}
	case compiler.Call:
		return m.opCall(f, pc)
	case compiler.CallMethod:
		return m.opCallMethod(f, pc)
	case compiler.ForNext:
		return m.opForNext(f, pc)
	case compiler.Return:
		if f.Code.Src.Flags&generates != 0 {
			return m.opReturnGen(f, pc)
		}
		return m.opReturn(f, pc)
	case compiler.Yield:
		return m.opYield(f, pc)
	}
	f.Code.Instrs[f.PC].Op = f.Code.Ops[f.PC]
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
