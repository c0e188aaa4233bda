package vm

import (
	"brine/compiler"
	"brine/vm/object"
)

// Needed returns the registers of a suspended frame of Python code that its
// future can read: the named locals, the temporaries that are live where it
// can go on, and what its landing and handlers use.
func (m *Machine) Needed(f *object.Frame) []bool {
	src := f.Code.Src
	live := m.liveness[src]
	if live == nil {
		live = compiler.Live(src)
		m.liveness[src] = live
	}
	need := make([]bool, src.NRegs)
	for i := range need {
		need[i] = src.IsLocal(i)
	}
	at := func(pc int) {
		if pc < len(src.Instrs) {
			live.At(pc).Each(func(i int) { need[i] = true })
		}
	}
	if !raising(f) {
		at(int(f.PC))
	}
	awaited := f.Land != object.LandNone || f.Raised()
	switch f.Land {
	case object.LandBranch, object.LandFor, object.LandSend:
		at(int(f.LandArg))
	}
	if (f.Land == object.LandStore || f.Land == object.LandInit || f.Land == object.LandNot) && !src.IsLocal(int(f.LandReg)) {
		need[f.LandReg] = false // about to be overwritten
	}
	if f.Land == object.LandInit {
		need[f.LandArg] = true
	}
	if awaited {
		for _, h := range src.Handlers {
			if pc := f.LastPC(); h.Start <= pc && pc < h.End {
				before := need[h.Reg]
				at(h.Target)
				need[h.Reg] = before // the handler's entry writes it
			}
		}
	}
	pc := int(f.PC)
	if awaited {
		pc = f.LastPC()
	}
	if reg, ok := src.ActiveAt(pc); ok {
		need[reg] = true
	}
	return need
}

// raising reports whether a frame waits for the exception that it raises to be
// made, or to be told to a trace function: it will not go on behind the instruction.
func raising(f *object.Frame) bool {
	if f.Raised() {
		return true
	}
	if f.Native != nil || f.Land != object.LandDrop || f.PC == 0 {
		return false
	}
	op := f.Code.Src.Instrs[f.PC-1].Op
	return op == compiler.Raise || op == compiler.RaiseFrom
}
