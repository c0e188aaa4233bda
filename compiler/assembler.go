package compiler

import "brine/parser"

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
	a.thread()
	a.prune(code)
	a.invertOverJumps()
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

// thread leads jumps that end at a jump directly to where that one goes. Those
// that cannot say that they go backward, such as SEND, stay as they are.
func (a *assembler) thread() {
	for i := range a.lines {
		l := &a.lines[i]
		if RowOf(l.in.Op).X != Sense {
			continue
		}
		for hops := 0; l.target != noLabel && hops < 16; hops++ {
			next := a.lines[l.target]
			if next.in.Op != JumpTo || next.target == l.target {
				break
			}
			l.target = next.target
		}
	}
}

// prune drops what cannot be reached, checks of locals that are proven assigned,
// and jumps to the next instruction.
func (a *assembler) prune(code *Code) {
	keep := make([]bool, len(a.lines))
	f, ok := analyse(a.program(code))
	if !ok {
		for i := range keep {
			keep[i] = a.lines[i].in.Op != Nop
		}
	} else {
		f.each(func(pc int, s state) error {
			in := a.lines[pc].in
			keep[pc] = in.Op != Nop && !(in.Op == Check && s.values().Has(int(in.A)))
			return nil
		})
	}
	first := make([]int, len(a.lines)+1) // the first kept line from each on
	first[len(a.lines)] = len(a.lines)
	for i := len(a.lines) - 1; i >= 0; i-- {
		l := &a.lines[i]
		if l.in.Op == JumpTo && int(l.target) > i && first[l.target] == first[i+1] {
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
	keep := make([]bool, len(a.lines))
	wanted := make([]bool, len(a.lines)+1) // is jumped to
	for i, l := range a.lines {
		keep[i] = true
		if l.target != noLabel {
			wanted[l.target] = true
		}
	}
	for _, h := range a.handlers {
		wanted[h.target] = true
	}
	for i := 0; i+1 < len(a.lines); i++ {
		l, over := &a.lines[i], &a.lines[i+1]
		row := RowOf(l.in.Op)
		if row.X == Sense && row.Flow == Branch && over.in.Op == JumpTo && int(l.target) == i+2 && !wanted[i+1] {
			l.in.X ^= 1
			l.target = over.target
			keep[i+1] = false
		}
	}
	a.drop(keep)
}
