package compiler

// program is what the flow analysis looks at: portable code, or code that is
// still being assembled.
type program struct {
	instrs   []Instr
	targets  []int32 // where each instruction may jump to, -1 if it does not
	handlers []Handler
	regs     int
	params   int
	isLocal  func(reg int) bool
}

// state says what is known of the registers before an instruction, as three
// sets side by side: those that hold a value; those that hold a value or
// unbound; those that hold a cell.
type state []uint64

func (s state) values() Bits { return Bits(s[:len(s)/3]) }
func (s state) inited() Bits { return Bits(s[len(s)/3 : 2*len(s)/3]) }
func (s state) cells() Bits  { return Bits(s[2*len(s)/3:]) }

func (s state) setValue(reg int) {
	s.values().set(reg)
	s.inited().set(reg)
	s.cells().clear(reg)
}

// apply changes s as the effects do. It tells if something that was known is no
// longer so.
func (s state) apply(effects []effect) (lost bool) {
	for _, e := range effects {
		for r := e.reg; r < e.reg+e.n; r++ {
			switch e.touch {
			case writes:
				lost = lost || s.cells().Has(r)
				s.setValue(r)
			case proves:
				s.setValue(r)
			case writesOpt, unsets:
				lost = true
				s.values().clear(r)
				s.inited().set(r)
				s.cells().clear(r)
			case writesCell:
				lost = true
				s.values().clear(r)
				s.inited().clear(r)
				s.cells().set(r)
			}
		}
	}
	return lost
}

// flowWork is how many words of state the analysis may touch before it gives up
// on a program.
const flowWork = 1 << 26

// flow is the result of the analysis: the state at the start of each block of
// straight code that can be reached.
type flow struct {
	*program
	handlerAt []int32 // the handler of each instruction, -1 if none
	leader    []bool  // first instruction of a block
	in        map[int32]state
	queue     []int32
	queued    []bool
	work      int
}

// analyse runs the one bounded worklist pass. ok is false if the program is too
// large for it. All indices in p must be in range.
func analyse(p *program) (f *flow, ok bool) {
	n := len(p.instrs)
	f = &flow{program: p, leader: make([]bool, n+1), in: map[int32]state{}, queued: make([]bool, n+1)}
	f.handlerAt = paintHandlers(n, p.handlers)
	f.findLeaders()
	f.in[0] = f.entry()
	f.push(0)
	buf := make([]effect, 0, maxEffects)
	for len(f.queue) > 0 {
		start := f.queue[0]
		f.queue = f.queue[1:]
		f.queued[start] = false
		f.block(start, buf)
		if f.work > flowWork {
			return f, false
		}
	}
	return f, true
}

// entry returns the state in which a frame begins: arguments are there, other
// locals are unbound, temporaries hold anything.
func (p *program) entry() state {
	s := p.newState()
	for r := range p.regs {
		if r < p.params {
			s.setValue(r)
		} else if p.isLocal(r) {
			s.inited().set(r)
		}
	}
	return s
}

func (p *program) newState() state { return make(state, 3*((p.regs+63)/64)) }

// paintHandlers finds the first handler in the list that covers each
// instruction.
func paintHandlers(n int, handlers []Handler) []int32 {
	at := make([]int32, n)
	next := make([]int32, n+1) // next[i]: the first unpainted index from i on, through shortcuts
	for i := range at {
		at[i], next[i] = -1, int32(i)
	}
	next[n] = int32(n)
	find := func(i int32) int32 {
		root := i
		for next[root] != root {
			root = next[root]
		}
		for next[i] != root {
			i, next[i] = next[i], root
		}
		return root
	}
	for h, handler := range handlers {
		for i := find(int32(handler.Start)); int(i) < handler.End; i = find(i) {
			at[i], next[i] = int32(h), i+1
		}
	}
	return at
}

func (f *flow) findLeaders() {
	f.leader[0] = true
	for i, in := range f.instrs {
		if f.targets[i] >= 0 {
			f.leader[f.targets[i]] = true
		}
		if RowOf(in.Op).Flow != Next {
			f.leader[i+1] = true
		}
	}
	for _, h := range f.handlers {
		f.leader[h.Target] = true
	}
}

func (f *flow) push(pc int32) {
	if !f.queued[pc] {
		f.queued[pc] = true
		f.queue = append(f.queue, pc)
	}
}

// reach joins s into the state before target.
func (f *flow) reach(target int32, s state) {
	f.work += len(s) + 1
	old, seen := f.in[target]
	if !seen {
		f.in[target] = append(state(nil), s...)
		f.push(target)
	} else if Bits(old).meet(Bits(s)) {
		f.push(target)
	}
}

// raiseTo joins s into the state of the handler of pc.
func (f *flow) raiseTo(handler int32, s state, scratch state) {
	h := &f.handlers[handler]
	copy(scratch, s)
	scratch.setValue(int(h.Reg))
	f.reach(int32(h.Target), scratch)
}

// block carries the state through the block at start to those that follow.
func (f *flow) block(start int32, buf []effect) {
	s := append(state(nil), f.in[start]...)
	scratch := f.newState()
	raised := int32(-1) // the handler that knows s already
	for pc := start; ; pc++ {
		in := f.instrs[pc]
		f.work++
		if h := f.handlerAt[pc]; h != raised && h >= 0 {
			f.raiseTo(h, s, scratch)
		}
		raised = f.handlerAt[pc]
		if in.Op == ForNext { // writes only if it jumps
			copy(scratch, s)
			scratch.setValue(int(in.A))
			f.reach(f.targets[pc], scratch)
		} else if s.apply(effectsOf(in, buf[:0])) && raised >= 0 {
			f.raiseTo(raised, s, scratch)
		}
		if f.leave(pc, s, scratch) {
			return
		}
	}
}

// leave follows the ways out of the instruction at pc; it tells if the block
// ends there.
func (f *flow) leave(pc int32, s, scratch state) bool {
	in := f.instrs[pc]
	kind := RowOf(in.Op).Flow
	if t := f.targets[pc]; t >= 0 && in.Op != ForNext {
		f.reach(t, s)
	}
	if kind == Always || kind == Stop {
		return true
	}
	if f.leader[pc+1] {
		if int(pc)+1 < len(f.instrs) {
			f.reach(pc+1, s)
		}
		return true
	}
	return false
}

// each calls visit for each instruction that can be reached, with the state
// before it.
func (f *flow) each(visit func(pc int, s state) error) error {
	buf := make([]effect, 0, maxEffects)
	for start := range len(f.instrs) {
		in, reached := f.in[int32(start)]
		if !reached {
			continue
		}
		s := append(state(nil), in...)
		for pc := start; ; pc++ {
			if err := visit(pc, s); err != nil {
				return err
			}
			instr := f.instrs[pc]
			s.apply(effectsOf(instr, buf[:0]))
			kind := RowOf(instr.Op).Flow
			if kind == Always || kind == Stop || f.leader[pc+1] {
				break
			}
		}
	}
	return nil
}

// targetsOf reads the jump targets of finished code out of its operands.
func targetsOf(instrs []Instr) []int32 {
	targets := make([]int32, len(instrs))
	for i, in := range instrs {
		targets[i] = -1
		if t, ok := jumpOf(in); ok {
			targets[i] = int32(t)
		}
	}
	return targets
}
