package re

import (
	"unicode/utf8"

	"brine/vm/object"
)

// attempt matches at m.start: the loop over the instructions.
func (m *Matcher) attempt(steps int) (Status, int) {
	code, text, pc, pos := m.prog.code, m.text, m.pc, m.pos
	for {
		if pc != failing {
			if steps--; steps < 0 {
				m.pc, m.pos = pc, pos
				return More, steps
			}
			in := &code[pc]
			switch in.op {
			case opByte:
				if pos < len(text) && text[pos] == in.c {
					pos++
					pc++
					continue
				}
			case opText:
				if len(text)-pos >= len(in.text) && text[pos:pos+len(in.text)] == in.text {
					pos += len(in.text)
					pc++
					continue
				}
			case opSet:
				if pos < len(text) {
					if c := text[pos]; !m.wide || c < utf8.RuneSelf {
						if in.set.low[c] {
							pos++
							pc++
							continue
						}
					} else if r, n := object.NextPoint(text[pos:]); in.set.has(r) {
						pos += n
						pc++
						continue
					}
				}
			case opAt:
				if place(in.x).holds(text, pos, m.wide) {
					pc++
					continue
				}
			case opOpen:
				m.set(2*in.x-1, pos)
				pc++
				continue
			case opClose:
				m.set(2*in.x, pos)
				m.set(0, int(in.x))
				pc++
				continue
			case opJump:
				pc = int(in.y)
				continue
			case opSplit:
				if in.next != nil && (pos >= len(text) || !in.next[text[pos]]) {
					pc = int(in.y)
					continue
				}
				m.push(goOn, int(in.y), pos, 0)
				pc++
				continue
			case opSplitBack:
				if in.next != nil && (pos >= len(text) || !in.next[text[pos]]) {
					pc++
					continue
				}
				m.push(goOn, pc+1, pos, 0)
				pc = int(in.y)
				continue
			case opStar, opStarOnly:
				var st Status
				if pos, steps, st = m.star(in, pc, pos, steps); st == Matched {
					pc++
					continue
				} else if st == More {
					m.pc, m.pos = pc, pos
					return More, steps
				}
			case opMatch:
				if m.mode == Full && pos != len(text) || m.advance && pos == m.start {
					break
				}
				m.pos = pos
				return Matched, steps
			default:
				if pc, pos, steps = m.rare(in, pc, pos, steps); pc != failing {
					continue
				}
			}
		}
		var st Status
		if pc, pos, steps, st = m.resume(steps); st != Matched {
			m.pc, m.pos = pc, pos
			return st, steps
		}
	}
}

// star matches a greedy repeat.
func (m *Matcher) star(in *inst, pc, pos, steps int) (end, left int, st Status) {
	least, count := pos, 0
	if m.inRun {
		least, count, m.inRun = m.runLeast, m.runCount, false
	}
	for {
		lim := min(len(m.text), pos+window)
		for m.wide && lim < len(m.text) && m.text[lim]&0xC0 == 0x80 {
			lim++
		}
		most := in.max - count
		if count < in.min {
			most = in.min - count
		}
		at, n := in.set.run(m.text, pos, lim, most, m.wide)
		stopped := n < most && (at < lim || lim == len(m.text))
		steps -= (at - pos) / bytesAStep
		pos, count = at, count+n
		if count < in.min && stopped {
			return pos, steps, None
		}
		if count <= in.min {
			least = pos
		}
		if stopped || count >= in.max {
			break
		}
		if steps < 0 {
			m.inRun, m.runLeast, m.runCount = true, least, count
			return pos, steps, More
		}
	}
	if in.op == opStar && pos > least {
		m.push(giveBack, pc, least, pos)
		if in.next != nil && (pos >= len(m.text) || !in.next[m.text[pos]]) {
			return pos, steps, None // resume finds a better end
		}
	}
	return pos, steps, Matched
}

// rare matches what the loop leaves to it; the answer is failing if it does not.
func (m *Matcher) rare(in *inst, pc, pos, steps int) (int, int, int) {
	switch in.op {
	case opStarLazy:
		at, n := in.set.run(m.text, pos, len(m.text), in.min, m.wide)
		if n < in.min {
			return failing, pos, steps - (at-pos)/bytesAStep
		}
		steps -= (at - pos) / bytesAStep
		m.push(takeMore, pc, at, n)
		if in.next != nil && (at >= len(m.text) || !in.next[m.text[at]]) {
			return failing, at, steps
		}
		return pc + 1, at, steps
	case opRef:
		from, to := m.Span(int(in.x))
		if from < 0 || len(m.text)-pos < to-from || m.text[pos:pos+to-from] != m.text[from:to] {
			return failing, pos, steps
		}
		return pc + 1, pos + to - from, steps - (to-from)/bytesAStep
	case opRefFold:
		return m.refFold(in, pc, pos, steps)
	case opIfGroup:
		if from, _ := m.Span(int(in.x)); from < 0 {
			return int(in.y), pos, steps
		}
		return pc + 1, pos, steps
	case opLoopInit:
		m.set(in.x, 0)
		m.set(in.x+1, -1)
		return pc + 1, pos, steps
	case opLoop, opLoopLazy:
		return m.loop(in, pc, pos), pos, steps
	case opMark:
		m.marks[2*in.x], m.marks[2*in.x+1] = len(m.stack), pos
		return pc + 1, pos, steps
	case opCut:
		return pc + 1, pos, steps - m.cut(m.marks[2*in.x])/bytesAStep
	case opLookEnd:
		return pc + 1, m.marks[2*in.x+1], steps - m.cut(m.marks[2*in.x])/bytesAStep
	case opNegate:
		m.marks[2*in.x], m.marks[2*in.x+1] = len(m.stack), pos
		m.push(goOn, int(in.y), pos, 0)
		return pc + 1, pos, steps
	case opNegEnd:
		return failing, pos, steps - m.unwind(m.marks[2*in.x])/bytesAStep
	case opBack:
		at := pos
		for n := in.min; n > 0; n-- {
			if at == 0 || !m.wide && at < n {
				return failing, pos, steps
			}
			if !m.wide {
				at -= n
				break
			}
			_, size := object.LastPoint(m.text[:at])
			at -= size
		}
		return pc + 1, at, steps - (pos-at)/bytesAStep
	}
	return failing, pos, steps // opFail
}

// loop decides whether a loop goes round again: what is at its instruction.
func (m *Matcher) loop(in *inst, pc, pos int) int {
	count := m.slots[in.x]
	if count < in.min {
		m.set(in.x, count+1)
		return pc + 1
	}
	if in.op == opLoopLazy {
		m.push(round, pc, pos, 0)
		return int(in.y)
	}
	if in.max != maxRepeat && count >= in.max || pos == m.slots[in.x+1] {
		return int(in.y)
	}
	m.push(goOn, int(in.y), pos, 0)
	m.set(in.x+1, pos)
	m.set(in.x, count+1)
	return pc + 1
}

// refFold matches what a group matched, ignoring case.
func (m *Matcher) refFold(in *inst, pc, pos, steps int) (int, int, int) {
	from, to := m.Span(int(in.x))
	if from < 0 {
		return failing, pos, steps
	}
	steps -= (to - from) / bytesAStep
	for from < to {
		if pos >= len(m.text) {
			return failing, pos, steps
		}
		a, n := m.char(from)
		b, k := m.char(pos)
		if a != b && in.fold.lower(a) != in.fold.lower(b) {
			return failing, pos, steps
		}
		from += n
		pos += k
	}
	return pc + 1, pos, steps
}

// char returns the character at pos, and its size.
func (m *Matcher) char(pos int) (rune, int) {
	if !m.wide {
		return rune(m.text[pos]), 1
	}
	return object.NextPoint(m.text[pos:])
}
