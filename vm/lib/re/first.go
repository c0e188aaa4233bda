package re

// closureSize bounds how many instructions are looked at to work out one set
// of first bytes, so that compiling takes time in the length of the pattern.
const closureSize = 64

// lookAhead works out what is known of the bytes that can come next.
func (p *Program) lookAhead() {
	for i := range p.code {
		in := &p.code[i]
		switch in.op {
		case opSplit, opStarLazy:
			in.next = p.wanted(i+1, false)
		case opSplitBack:
			in.next = p.wanted(int(in.y), false)
		case opStar:
			in.next = p.wanted(i+1, false)
			if p.keeps(i) {
				in.op = opStarOnly
			}
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
		p.first = p.wanted(0, true)
	}
}

// wanted returns the bytes one of which must come for what follows pc to match;
// nil if it may match with nothing more to come, or that is not known. An atomic
// group ends with what matches first, whatever follows it: only past says to
// look further.
func (p *Program) wanted(pc int, past bool) *[256]bool {
	if bytes, ended, _ := p.firstBytes(pc, past); !ended {
		return bytes
	}
	return nil
}

// keeps reports whether the greedy repeat at pc need never give back: what it
// would give back is nothing that can come next. Where the pattern may end, the
// longest run came first, and a shorter one does no better.
func (p *Program) keeps(pc int) bool {
	next, ended, asserted := p.firstBytes(pc+1, false)
	if next == nil || ended && asserted {
		return false
	}
	var bytes [256]bool
	p.code[pc].set.lead(&bytes, p.IsText)
	for c := range bytes {
		if bytes[c] && next[c] {
			return false
		}
	}
	return true
}

// firstBytes returns the bytes that can come first where instruction pc is
// next, nil if that is not known; whether the pattern (or an atomic group, unless
// past is set) may end without any; and whether there are assertions on the way.
func (p *Program) firstBytes(pc int, past bool) (bytes *[256]bool, ended, asserted bool) {
	bytes = new([256]bool)
	work, seen := []int{pc}, map[int]bool{}
	for len(work) > 0 {
		pc := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[pc] {
			continue
		}
		if seen[pc] = true; len(seen) > closureSize {
			return nil, false, false
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
		case opOpen, opClose, opLoopInit, opMark:
			work = append(work, pc+1)
		case opCut:
			if past {
				work = append(work, pc+1)
			} else {
				ended = true
			}
		case opJump:
			work = append(work, int(in.y))
		case opSplit, opSplitBack, opLoop, opLoopLazy:
			work = append(work, pc+1, int(in.y))
		case opMatch:
			ended = true
		default:
			return nil, false, false
		}
	}
	return bytes, ended, asserted
}
