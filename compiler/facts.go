package compiler

// Facts tells what the registers of verified code hold, for checking a frame
// that was saved while it was suspended.
type Facts struct {
	flow *flow
	ok   bool
}

// FactsOf analyses verified code. It costs about as much as Verify; keep the
// result as long as frames of the code are loaded.
func FactsOf(code *Code) *Facts {
	f, ok := analyse(code.program(targetsOf(code.Instrs)))
	return &Facts{f, ok}
}

// Held says what is known of the registers before an instruction.
type Held struct {
	Values Bits // registers that hold a value
	Inited Bits // registers that hold a value or unbound: Values and more
	Cells  Bits // registers that hold a cell
}

// At returns what holds before the instruction at pc; false if the instruction
// is never reached. While a call waits for its result, what holds is what held
// before the call, since the result has not landed.
func (f *Facts) At(pc int) (held Held, ok bool) {
	if !f.ok || pc < 0 || pc >= len(f.flow.instrs) {
		return Held{}, false
	}
	start := pc
	for start > 0 && !f.flow.leader[start] {
		start--
	}
	in, reached := f.flow.in[int32(start)]
	if !reached {
		return Held{}, false
	}
	s := append(state(nil), in...)
	buf := make([]effect, 0, maxEffects)
	for i := start; i < pc; i++ {
		s.apply(effectsOf(f.flow.instrs[i], buf[:0]))
	}
	return Held{s.values(), s.inited(), s.cells()}, true
}
