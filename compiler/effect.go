package compiler

// The limits of the running form: its operands are scaled and must fit 16 bits.
// What lies beyond is reached through the wide forms.
const (
	directRegs   = 4096 // registers that an operand can name
	directConsts = 4096 // constants that an operand can name
	directInstrs = 8192 // instructions that a Jump operand can name
)

// touch says what an instruction does to a register.
type touch uint8

const (
	reads      touch = iota // needs a value
	readsOpt                // accepts unbound too
	readsCell               // needs a cell
	writes                  // leaves a value
	writesOpt               // leaves a value or unbound
	unsets                  // leaves unbound
	writesCell              // leaves a cell
	proves                  // goes on only if it is bound
)

// effect is one thing that an instruction does to a run of registers. The
// effects of an instruction stand in order: all reads before all writes.
type effect struct {
	touch  touch
	reg, n int
}

// maxEffects is what effectsOf appends at most.
const maxEffects = 12

// effectsOf appends the effects of in to buf. It derives them from the row of
// the operation; what a row cannot say (which of a range may be unbound) is
// said here.
func effectsOf(in Instr, buf []effect) []effect {
	row := RowOf(in.Op)
	if row == nil {
		return buf
	}
	buf = appendReads(buf, in, row, row.A, in.A)
	buf = appendReads(buf, in, row, row.B, in.B)
	buf = appendReads(buf, in, row, row.C, in.C)
	if in.Op == GetWide {
		buf = append(buf, effect{readsOpt, wideOf(in), 1})
	}
	buf = appendWrites(buf, in, row, row.A, in.A)
	if in.Op == SetWide {
		buf = append(buf, effect{writesOpt, wideOf(in), 1})
	}
	return buf
}

// wideOf returns the 32-bit number in B and C.
func wideOf(in Instr) int { return int(in.B)<<16 | int(in.C) }

func appendReads(buf []effect, in Instr, row *Row, kind Operand, value uint16) []effect {
	reg := int(value)
	switch kind {
	case Read, Update:
		return append(buf, effect{reads, reg, 1})
	case ReadOpt:
		if in.Op == Yield && in.X == 0 {
			return buf
		}
		return append(buf, effect{readsOpt, reg, 1})
	case CellReg:
		return append(buf, effect{readsCell, reg, 1})
	case MakeCell:
		return append(buf, effect{reads, reg, 1})
	case First:
		n := row.Range(in)
		if opt := optionalAt(in); opt >= 0 && opt < n {
			return append(buf, effect{reads, reg, opt}, effect{readsOpt, reg + opt, 1}, effect{reads, reg + opt + 1, n - opt - 1})
		}
		return append(buf, effect{reads, reg, n})
	}
	return buf
}

// optionalAt says which register of the range that in reads may be unbound: the
// self of a method call, the keywords of CALL_EX; -1 if none may.
func optionalAt(in Instr) int {
	switch in.Op {
	case CallMethod, CallMethodKw:
		return 1
	case CallEx:
		return 2
	case Intrinsic:
		if in.X == IntrinsicExit {
			return 1
		}
	}
	return -1
}

func appendWrites(buf []effect, in Instr, row *Row, kind Operand, value uint16) []effect {
	reg := int(value)
	switch kind {
	case Write, Update:
		if in.Op == NewCell {
			return append(buf, effect{writesCell, reg, 1})
		}
		return append(buf, effect{writes, reg, 1})
	case Clear:
		return append(buf, effect{unsets, reg, 1})
	case MakeCell:
		return append(buf, effect{writesCell, reg, 1})
	case ReadOpt:
		if in.Op == Check {
			return append(buf, effect{proves, reg, 1})
		}
	case FirstW:
		if in.Op == LoadMethod || in.Op == LoadSpecial {
			return append(buf, effect{writes, reg, 1}, effect{writesOpt, reg + 1, 1})
		}
		return append(buf, effect{writes, reg, row.Range(in)})
	}
	return buf
}

// jumpOf returns the index that in may jump to, as its operands say; ok is
// false if it does not jump.
func jumpOf(in Instr) (target int, ok bool) {
	row := RowOf(in.Op)
	switch {
	case row == nil:
		return 0, false
	case in.Op == JumpWide:
		return wideOf(in), true
	case row.A == Jump:
		return int(in.A), true
	case row.C == Jump:
		return int(in.C), true
	}
	return 0, false
}
