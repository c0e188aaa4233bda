package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// Dump returns the pickle of a value: everything that it reaches, up to the
// namespaces of modules. caller is the frame that asked for it, or nil: in the
// saved copy of its tasklet, the call has returned None.
func Dump(m *vm.Machine, v object.Value, caller *object.Frame) ([]byte, error) {
	g := newGraph(m)
	g.boundary, g.spaces = true, m.Spaces()
	if caller != nil {
		g.frames[caller] = returned(caller)
		m.Saving = caller
		defer func() { m.Saving = nil }()
	}
	if err := g.walk(v); err != nil {
		return nil, err
	}
	return g.write("pickle", v)
}

// returned is a copy of a frame in which the call that it waits for has
// returned None.
func returned(f *object.Frame) *object.Frame {
	c := *f
	c.Regs = append([]object.Value(nil), f.Regs...)
	if f.Land == object.LandStore {
		c.Regs[f.LandReg] = object.None
	}
	c.Land = object.LandNone
	return &c
}
