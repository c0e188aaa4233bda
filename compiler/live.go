package compiler

// Liveness tells which temporaries of a code object are still needed at each pc.
// A temporary that is not is neither saved nor kept from the collector.
type Liveness struct {
	code    *Code
	targets []int32
	handler []int32 // of each instruction, -1 if none
	active  []int32
	blocks  []int // first pc of each block, ascending
	in      []Bits
}

// Live analyses verified code; the caller keeps the result.
func Live(code *Code) *Liveness {
	n := len(code.Instrs)
	l := &Liveness{
		code: code, targets: targetsOf(code.Instrs),
		handler: paintHandlers(n, code.Handlers), active: paintActive(n, code.Active),
	}
	f := &flow{program: code.program(l.targets), leader: make([]bool, n+1)}
	f.findLeaders()
	for pc := range n {
		if f.leader[pc] {
			l.blocks = append(l.blocks, pc)
			l.in = append(l.in, NewBits(code.NRegs))
		}
	}
	for changed := true; changed; {
		changed = false
		for b := len(l.blocks) - 1; b >= 0; b-- {
			if l.in[b].join(l.before(l.blocks[b], b)) {
				changed = true
			}
		}
	}
	return l
}

// At returns the temporaries that are live before the instruction at pc.
func (l *Liveness) At(pc int) Bits {
	live := l.before(pc, l.blockOf(pc))
	for r := range l.code.Locals {
		if l.code.IsLocal(r) {
			live.clear(r)
		}
	}
	return live
}

// blockOf returns the number of the block that pc is in.
func (l *Liveness) blockOf(pc int) int {
	lo, hi := 0, len(l.blocks)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; l.blocks[mid] <= pc {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// before walks block b backward from its end to pc, and returns what is live
// there.
func (l *Liveness) before(pc, b int) Bits {
	end := len(l.code.Instrs)
	if b+1 < len(l.blocks) {
		end = l.blocks[b+1]
	}
	live := NewBits(l.code.NRegs)
	last := end - 1
	kind := RowOf(l.code.Instrs[last].Op).Flow
	if (kind == Next || kind == Branch) && b+1 < len(l.blocks) {
		live.join(l.in[b+1])
	}
	if t := l.targets[last]; t >= 0 && kind != Next {
		live.join(l.in[l.blockOf(int(t))])
	}
	buf := make([]effect, 0, maxEffects)
	for i := last; i >= pc; i-- {
		l.step(i, live, effectsOf(l.code.Instrs[i], buf[:0]))
	}
	return live
}

// step turns what is live after the instruction at pc into what is live before.
func (l *Liveness) step(pc int, live Bits, effects []effect) {
	for i := len(effects) - 1; i >= 0; i-- {
		e := effects[i]
		for r := e.reg; r < e.reg+e.n; r++ {
			switch e.touch {
			case writes, writesOpt, unsets, writesCell:
				live.clear(r)
			default:
				live.set(r)
			}
		}
	}
	if h := l.handler[pc]; h >= 0 {
		row := l.code.Handlers[h]
		reg := int(row.Reg)
		had := live.Has(reg)
		live.join(l.in[l.blockOf(row.Target)])
		if !had {
			live.clear(reg)
		}
	}
	if a := l.active[pc]; a >= 0 {
		live.set(int(l.code.Active[a].Reg))
	}
}
