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
	m.lower()
	m.stepping = on
	for _, c := range m.codes {
		if on {
			patch(c)
		} else {
			for pc, in := range c.Src.Instrs {
				c.Instrs[pc] = scale(in, pc, c.Src.Flags)
			}
		}
	}
}

// Continue lets a machine that stopped with ErrStep run one instruction on.
func (m *Machine) Continue() { m.skip = true }

func patch(c *object.Code) {
	for pc := range c.Src.Instrs {
		c.Instrs[pc].Op = compiler.Step
	}
}

// opStep is STEP: it stops the loop, or, after Continue, lets the original
// instruction run, which stands in its place until the next stop.
func (m *Machine) opStep(f *object.Frame, pc unsafe.Pointer) bool {
	m.lower()
	f.PC = index(f, pc) - 1
	if m.skip {
		m.skip = false
		f.Code.Instrs[f.PC].Op = unpatched(f.Code, f.PC)
		m.lifted, m.liftedPC = f.Code, f.PC
		return true
	}
	m.exiting, m.stopped = true, true
	return false
}

// lower puts the STEP back where an original instruction stands.
func (m *Machine) lower() {
	if m.lifted != nil {
		m.lifted.Instrs[m.liftedPC].Op = compiler.Step
		m.lifted = nil
	}
}

// unpatched returns the running opcode for which a STEP stands.
func unpatched(c *object.Code, pc int32) compiler.Op {
	return scale(c.Src.Instrs[pc], int(pc), c.Src.Flags).Op
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
