package compiler

import (
	"slices"

	"brine/parser"
)

// label is a place in code that is being assembled; it may be used before it is
// put somewhere.
type label int

const noLabel label = -1

// line is an instruction whose jump target is still a label.
type line struct {
	in     Instr
	target label
	pos    parser.Pos
}

// protection is a range whose exceptions go to a label.
type protection struct {
	start, end int
	target     label
	reg        uint16
}

// assembler collects the instructions of one code object.
type assembler struct {
	lines    []line
	labels   []int // index of the line that each label stands before
	handlers []protection
	active   []Active
	prologue int // the first lines, which make cells and the generator
}

// newLabel returns a label that is not yet put anywhere.
func (a *assembler) newLabel() label {
	a.labels = append(a.labels, -1)
	return label(len(a.labels) - 1)
}

// put places a label before the next instruction.
func (a *assembler) put(l label) { a.labels[l] = len(a.lines) }

// emit appends an instruction.
func (a *assembler) emit(in Instr, target label, pos parser.Pos) {
	a.lines = append(a.lines, line{in, target, pos})
}

// pc is the index of the next instruction.
func (a *assembler) pc() int { return len(a.lines) }

// finish makes the instructions, handlers and spans of code. ok is false if
// there are more far branches than have room.
func (a *assembler) finish(code *Code) (ok bool) {
	a.resolve()
	a.giveLines(a.wanted())
	a.thread()
	a.prune(code)
	a.invertOverJumps()
	if n := len(a.handlers); a.dropVisits() < n {
		a.prune(code)
	}
	return a.layOut(code)
}

// resolve turns the labels of the lines into indices of lines.
func (a *assembler) resolve() {
	for i := range a.lines {
		if l := &a.lines[i]; l.target != noLabel {
			l.target = label(a.labels[l.target])
		}
	}
	for i := range a.handlers {
		a.handlers[i].target = label(a.labels[a.handlers[i].target])
	}
}

// wanted tells which lines are jumped to.
func (a *assembler) wanted() []bool {
	wanted := make([]bool, len(a.lines)+1)
	for _, l := range a.lines {
		if l.target != noLabel {
			wanted[l.target] = true
		}
	}
	for _, h := range a.handlers {
		wanted[h.target] = true
	}
	return wanted
}

// giveLines lets what follows a NOP, and has no place of its own, have the
// NOP's, which then has none.
func (a *assembler) giveLines(wanted []bool) {
	for i := range a.lines[:max(len(a.lines)-1, 0)] {
		l, next := &a.lines[i], &a.lines[i+1]
		if l.in.Op == Nop && l.pos.Line != 0 && next.pos.Line == 0 && !wanted[i+1] {
			next.pos, l.pos = l.pos, parser.Pos{}
		}
	}
}

// dropVisits drops the NOPs whose line is that of what is run before or after. It
// returns the number of handlers that have anything left to protect.
func (a *assembler) dropVisits() int {
	wanted := a.wanted()
	a.giveLines(wanted)
	keep := make([]bool, len(a.lines))
	last := -1 // the line kept before
	for i, l := range a.lines {
		keep[i] = l.in.Op != Nop || l.pos.Line != 0 && i+1 < len(a.lines) && a.lines[i+1].pos.Line != l.pos.Line &&
			!(last >= 0 && !wanted[i] && a.lines[last].pos.Line == l.pos.Line && fallsThrough(a.lines[last].in.Op))
		if keep[i] {
			last = i
		}
	}
	a.drop(keep)
	return len(a.handlers)
}

func fallsThrough(op Op) bool { f := RowOf(op).Flow; return f == Next || f == Branch }

// thread leads jumps that end at a jump directly to where that one goes, unless
// its line is to be seen. Those that cannot say that they go backward, such as
// SEND, stay as they are.
func (a *assembler) thread() {
	for i := range a.lines {
		l := &a.lines[i]
		if RowOf(l.in.Op).X != Sense {
			continue
		}
		for hops := 0; l.target != noLabel && hops < 16; hops++ {
			next := a.lines[l.target]
			if next.in.Op != JumpTo || next.target == l.target || next.pos.Line != 0 && next.pos.Line != l.pos.Line {
				break
			}
			l.target = next.target
		}
	}
}

// prune drops what cannot be reached, checks of locals that are proven assigned,
// and what does nothing in no line: NOPs, and jumps to the next instruction.
func (a *assembler) prune(code *Code) {
	for n := -1; n != len(a.handlers); { // handlers of nothing are not reached
		n = len(a.handlers)
		a.pruneOnce(code)
	}
}

func (a *assembler) pruneOnce(code *Code) {
	keep := make([]bool, len(a.lines))
	f, ok := analyse(a.program(code))
	if !ok {
		for i := range keep {
			keep[i] = true
		}
	} else {
		f.each(func(pc int, s state) error {
			in := a.lines[pc].in
			keep[pc] = !(in.Op == Check && s.values().Has(int(in.A)))
			return nil
		})
	}
	first := make([]int, len(a.lines)+1) // the first kept line from each on
	first[len(a.lines)] = len(a.lines)
	for i := len(a.lines) - 1; i >= 0; i-- {
		l := &a.lines[i]
		if l.in.Op == JumpTo && int(l.target) > i && first[l.target] == first[i+1] {
			l.in, l.target = Instr{Op: Nop}, noLabel
		}
		if l.in.Op == Nop && l.pos.Line == 0 {
			keep[i] = false
		}
		if first[i] = first[i+1]; keep[i] {
			first[i] = i
		}
	}
	a.drop(keep)
}

// program returns the lines in the form that the flow analysis takes.
func (a *assembler) program(code *Code) *program {
	p := &program{regs: code.NRegs, params: code.Params(), isLocal: code.IsLocal}
	for _, l := range a.lines {
		p.instrs = append(p.instrs, l.in)
		p.targets = append(p.targets, int32(l.target))
	}
	for _, h := range a.handlers {
		p.handlers = append(p.handlers, Handler{h.start, h.end, int(h.target), h.reg})
	}
	return p
}

// drop removes the lines that are not kept, and moves all that points at lines.
func (a *assembler) drop(keep []bool) {
	index := make([]int, len(a.lines)+1)
	n, prologue := 0, 0
	for i, k := range keep {
		index[i] = n
		if k {
			a.lines[n] = a.lines[i]
			n++
			if i < a.prologue {
				prologue++
			}
		}
	}
	index[len(keep)] = n
	a.lines, a.prologue = a.lines[:n], prologue
	for i := range a.lines {
		if l := &a.lines[i]; l.target != noLabel {
			l.target = label(index[l.target])
		}
	}
	handlers := a.handlers[:0]
	for _, h := range a.handlers {
		h.start, h.end, h.target = index[h.start], index[h.end], label(index[h.target])
		if last := len(handlers) - 1; last >= 0 && handlers[last].end == h.start && handlers[last].target == h.target && handlers[last].reg == h.reg {
			handlers[last].end = h.end
		} else if h.start < h.end {
			handlers = append(handlers, h)
		}
	}
	a.handlers = handlers
	active := a.active[:0]
	for _, r := range a.active {
		r.Start, r.End = index[r.Start], index[r.End]
		if last := len(active) - 1; last >= 0 && active[last].End == r.Start && active[last].Reg == r.Reg {
			active[last].End = r.End
		} else if r.Start < r.End {
			active = append(active, r)
		}
	}
	a.active = active
}

// invertOverJumps turns a branch over a jump into the opposite branch to where
// the jump goes.
func (a *assembler) invertOverJumps() {
	keep := slices.Repeat([]bool{true}, len(a.lines))
	wanted := a.wanted()
	for i := 0; i+1 < len(a.lines); i++ {
		l, over := &a.lines[i], &a.lines[i+1]
		row := RowOf(l.in.Op)
		if row.X == Sense && row.Flow == Branch && over.in.Op == JumpTo && int(l.target) == i+2 && !wanted[i+1] &&
			(over.pos.Line == 0 || over.pos.Line == l.pos.Line) {
			l.in.X ^= 1
			l.target = over.target
			keep[i+1] = false
		}
	}
	a.drop(keep)
}
