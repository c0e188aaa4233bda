package re

// closureSize bounds how many instructions are looked at to work out one set
// of first bytes, so that compiling takes time in the length of the pattern.
const closureSize = 64

// lookAhead works out what is known of the bytes that can come next.
func (p *Program) lookAhead() {
	for i := range p.code {
		in := &p.code[i]
		switch in.op {
		case opSplit, opStar, opStarLazy:
			in.next = p.firstBytes(i+1, in.op != opSplit)
		case opSplitBack:
			in.next = p.firstBytes(int(in.y), false)
		}
		if in.op == opStar && p.keeps(in) {
			in.op = opStarOnly
		}
	}
	for i := 0; i < len(p.code); i++ {
		switch in := &p.code[i]; in.op {
		case opOpen, opClose:
			continue
		case opByte:
			p.prefix += string([]byte{in.c})
			continue
		case opText:
			p.prefix += in.text
			continue
		case opAt:
			p.atStart = i == 0 && place(in.x) == atBegin
		}
		break
	}
	if p.prefix == "" {
		p.first = p.firstBytes(0, false)
	}
}

// keeps reports whether a greedy repeat need never give back: what it would
// give back is nothing that can come next.
func (p *Program) keeps(in *inst) bool {
	if in.next == nil {
		return false
	}
	var bytes [256]bool
	in.set.lead(&bytes, p.IsText)
	for c := range bytes {
		if bytes[c] && in.next[c] {
			return false
		}
	}
	return true
}

// firstBytes returns the bytes one of which must come for what follows pc to
// match. The answer is nil if it may match with nothing more to come, or that
// is not known. After a repeat (star), the end of the pattern counts as wanting
// no byte: the longest run came there first, and a shorter one does no better.
func (p *Program) firstBytes(pc int, star bool) *[256]bool {
	bytes, work := new([256]bool), []int{pc}
	seen := map[int]bool{}
	asserted, ended := false, false
	for len(work) > 0 {
		pc := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[pc] {
			continue
		}
		if seen[pc] = true; len(seen) > closureSize {
			return nil
		}
		in := &p.code[pc]
		switch in.op {
		case opByte:
			bytes[in.c] = true
		case opText:
			bytes[in.text[0]] = true
		case opSet:
			in.set.lead(bytes, p.IsText)
		case opStar, opStarLazy, opStarOnly:
			in.set.lead(bytes, p.IsText)
			if in.min == 0 {
				work = append(work, pc+1)
			}
		case opFail:
		case opAt:
			asserted = true
			work = append(work, pc+1)
		case opOpen, opClose, opLoopInit, opMark, opCut:
			work = append(work, pc+1)
		case opJump:
			work = append(work, int(in.y))
		case opSplit, opSplitBack, opLoop, opLoopLazy:
			work = append(work, pc+1, int(in.y))
		case opMatch:
			ended = true
		default:
			return nil
		}
	}
	if ended && (!star || asserted) {
		return nil
	}
	return bytes
}
