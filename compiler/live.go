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
	l.solve()
	return l
}

// solve carries what is live backward from block to block until nothing changes.
func (l *Liveness) solve() {
	preds := l.predecessors()
	queue := make([]int, 0, len(l.blocks)) // a stack, so the last block comes first
	queued := make([]bool, len(l.blocks))
	for b := range l.blocks {
		queue, queued[b] = append(queue, b), true
	}
	for len(queue) > 0 {
		b := queue[len(queue)-1]
		queue, queued[b] = queue[:len(queue)-1], false
		if !l.in[b].join(l.before(l.blocks[b], b)) {
			continue
		}
		for _, p := range preds[b] {
			if !queued[p] {
				queue, queued[p] = append(queue, p), true
			}
		}
	}
}

// predecessors lists the blocks from which control may come to each block.
func (l *Liveness) predecessors() [][]int {
	preds := make([][]int, len(l.blocks))
	add := func(to, from int) {
		if n := len(preds[to]); n == 0 || preds[to][n-1] != from {
			preds[to] = append(preds[to], from)
		}
	}
	for b := range l.blocks {
		last := l.end(b) - 1
		if flow := RowOf(l.code.Instrs[last].Op).Flow; (flow == Next || flow == Branch) && b+1 < len(l.blocks) {
			add(b+1, b)
		}
		if t := l.targets[last]; t >= 0 {
			add(l.blockOf(int(t)), b)
		}
		for pc := l.blocks[b]; pc <= last; pc++ {
			if h := l.handler[pc]; h >= 0 && (pc == l.blocks[b] || l.handler[pc-1] != h) {
				add(l.blockOf(l.code.Handlers[h].Target), b)
			}
		}
	}
	return preds
}

// end returns the pc behind block b.
func (l *Liveness) end(b int) int {
	if b+1 < len(l.blocks) {
		return l.blocks[b+1]
	}
	return len(l.code.Instrs)
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
	live := NewBits(l.code.NRegs)
	last := l.end(b) - 1
	if kind := RowOf(l.code.Instrs[last].Op).Flow; (kind == Next || kind == Branch) && b+1 < len(l.blocks) {
		live.join(l.in[b+1])
	}
	buf := make([]effect, 0, maxEffects)
	if in := l.code.Instrs[last]; in.Op == ForNext { // writes only if it jumps
		jumped := append(Bits(nil), l.in[l.blockOf(int(in.C))]...)
		jumped.clear(int(in.A))
		live.join(jumped)
		l.step(last, live, []effect{{reads, int(in.B), 1}})
		last--
	} else if t := l.targets[last]; t >= 0 {
		live.join(l.in[l.blockOf(int(t))])
	}
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
