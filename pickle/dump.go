package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// pickleGraph returns an empty graph of a pickle: it stops at the namespaces
// of modules. caller is the frame that asked for it, or nil: in the saved copy
// of its tasklet, the call has returned None.
func pickleGraph(m *vm.Machine, caller *object.Frame) *graph {
	g := newGraph(m)
	g.boundary, g.spaces, g.main = true, m.Spaces(), object.None
	if s := m.Scheduler(); s != nil {
		g.main = s.MainTasklet()
	}
	if caller != nil {
		g.frames[caller] = returned(caller)
	}
	return g
}

// returned is a copy of a frame in which the call that it waits for has
// returned None.
func returned(f *object.Frame) *object.Frame {
	c := *f
	c.Regs = append([]object.Value(nil), f.Regs...)
	if f.Native != nil {
		c.Regs[len(c.Regs)-1], c.LandArg = object.None, object.LandedValue
	}
	switch f.Land {
	case object.LandStore, object.LandSend:
		c.Regs[f.LandReg] = object.None
	case object.LandFor:
		c.Regs[f.LandReg], c.PC = object.None, f.LandArg
	case object.LandInit:
		c.Regs[f.LandReg] = f.Regs[f.LandArg]
	case object.LandNot:
		c.Regs[f.LandReg] = object.True
	case object.LandBranch:
		if f.LandReg&1 == 0 {
			c.PC = f.LandArg
		}
	}
	c.Land = object.LandNone
	return &c
}

// circular reports whether an object is among the arguments of the call that
// makes it: no number of calls would do.
func (g *graph) circular() bool {
	const open, done = 1, 2
	state := map[*object.Header]int{}
	for _, n := range g.nodes {
		if n.h.Shape != &reductionShape || state[n.h] == done {
			continue
		}
		for stack := []*object.Header{n.h}; len(stack) > 0; {
			h := stack[len(stack)-1]
			if state[h] != 0 {
				state[h] = done
				stack = stack[:len(stack)-1]
				continue
			}
			state[h] = open
			for _, v := range g.before(h) {
				if v.O == nil || v.O.Shape != &reductionShape && v.O.Shape != &object.TupleShape {
					continue
				}
				switch state[v.O] {
				case open:
					return true
				case 0:
					stack = append(stack, v.O)
				}
			}
		}
	}
	return false
}

// before lists what must be complete before an object can be made.
func (g *graph) before(h *object.Header) (vs []object.Value) {
	v := object.Value{O: h}
	if r := object.AsA[reduction](v, &reductionLayout); r != nil {
		vs = append([]object.Value{r.fn}, items(r.args)...)
	} else {
		vs = append(vs, items(v)...)
	}
	for i := range vs {
		vs[i] = g.reduced(vs[i])
	}
	return vs
}
