package compiler

import "brine/parser"

// layOut writes the finished instructions. A branch can name only the first
// directInstrs instructions. One that goes further goes to a trampoline: a
// JUMP_WIDE near the start of the code, behind the prologue.
//
//	prologue | jump over | JUMP_WIDE far1 | JUMP_WIDE far2 | ... | the rest
func (a *assembler) layOut(code *Code) (ok bool) {
	far := a.farTargets()
	shift := 0
	if len(far) > 0 {
		shift = len(far) + 1
	}
	place := func(i int) int {
		if i < a.prologue {
			return i
		}
		return i + shift
	}
	if a.prologue+shift > directInstrs {
		return false
	}
	var w spanWriter
	trampoline := map[label]int{}
	for i, l := range a.lines[:a.prologue] {
		w.put(i, l.pos)
		code.Instrs = append(code.Instrs, l.in)
	}
	if shift > 0 {
		w.put(len(code.Instrs), parser.Pos{})
		code.Instrs = append(code.Instrs, jumpInstr(a.prologue, a.prologue+shift))
		for _, t := range far {
			trampoline[t] = len(code.Instrs)
			code.Instrs = append(code.Instrs, jumpInstr(len(code.Instrs), place(int(t))).wide())
		}
	}
	for i, l := range a.lines[a.prologue:] {
		pc := place(a.prologue + i)
		w.put(pc, l.pos)
		code.Instrs = append(code.Instrs, l.placed(pc, place, trampoline))
	}
	for _, h := range a.handlers {
		code.Handlers = append(code.Handlers, Handler{place(h.start), place(h.end), place(int(h.target)), h.reg})
	}
	for _, r := range a.active {
		code.Active = append(code.Active, Active{place(r.Start), place(r.End), r.Reg})
	}
	code.Spans = w.spans
	return true
}

// farTargets returns the targets of branches that no operand can name, in order
// of their first branch.
func (a *assembler) farTargets() (far []label) {
	seen := map[label]bool{}
	for _, l := range a.lines {
		if l.target != noLabel && l.in.Op != JumpTo {
			seen[l.target] = true
		}
	}
	limit := directInstrs - len(seen) - 1 // wherever the trampolines may shift it
	clear(seen)
	for _, l := range a.lines {
		if l.target != noLabel && l.in.Op != JumpTo && int(l.target) >= limit && !seen[l.target] {
			seen[l.target] = true
			far = append(far, l.target)
		}
	}
	return far
}

// placed returns the instruction at pc with its jump target filled in.
func (l *line) placed(pc int, place func(int) int, trampoline map[label]int) Instr {
	if l.target == noLabel {
		return l.in
	}
	target := place(int(l.target))
	if l.in.Op == JumpTo {
		return jumpInstr(pc, target)
	}
	if t, ok := trampoline[l.target]; ok {
		target = t
	}
	in, row := l.in, RowOf(l.in.Op)
	if row.A == Jump {
		in.A = uint16(target)
	} else {
		in.C = uint16(target)
	}
	if row.X == Sense && target <= pc {
		in.X |= 2
	}
	return in
}

// jumpInstr returns the jump from pc to target.
func jumpInstr(pc, target int) Instr {
	in := Instr{Op: JumpTo, A: uint16(target)}
	if target <= pc {
		in.X = 2
	}
	if target >= directInstrs {
		return Instr{Op: JumpWide, X: in.X, B: uint16(target >> 16), C: uint16(target)}
	}
	return in
}

// wide returns the jump in its wide form.
func (in Instr) wide() Instr {
	if in.Op == JumpTo {
		return Instr{Op: JumpWide, X: in.X, C: in.A}
	}
	return in
}

// spanWriter run-length codes positions.
type spanWriter struct {
	spans []Span
	last  parser.Pos
}

func (w *spanWriter) put(pc int, pos parser.Pos) {
	if len(w.spans) > 0 && pos == w.last {
		return
	}
	w.last = pos
	w.spans = append(w.spans, Span{pc, int(pos.Line), int(pos.Col), int(pos.EndLine), int(pos.EndCol)})
}
