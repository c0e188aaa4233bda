package vm

import (
	"errors"

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
