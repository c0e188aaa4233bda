package re

import (
	"strings"
	"unicode/utf8"

	"brine/vm/object"
)

// Mode says where a match may be.
type Mode uint8

// The modes.
const (
	Search Mode = iota // anywhere from Start on
	Match              // at Start
	Full               // at Start, and up to the end
)

// Status is how far a Matcher has come.
type Status uint8

// The states of a matcher.
const (
	More    Status = iota // steps have run out
	Matched               // there is a match
	None                  // there is no match
)

// entryKind is what an entry of the stack means.
type entryKind int32

const (
	undo     entryKind = iota // slot pc was a
	goOn                      // go on at pc, position a
	giveBack                  // the repeat at pc took characters from a to b
	takeMore                  // the lazy repeat at pc took b characters, up to a
	round                     // the lazy loop at pc may go round once more, at a
	numEntryKinds
)

// entry is what is left to try, or to undo.
type entry struct {
	kind entryKind
	pc   int32
	a, b int
}

// failing is the pc of a matcher that is to take up its latest alternative.
const failing = -1

// Matcher is a match in flight.
type Matcher struct {
	prog *Program
	text string // up to the end of what may match
	mode Mode
	wide bool // text is UTF-8

	start   int  // where the match begins
	advance bool // a match that is empty and at start does not count
	seeking bool // start is still to be found
	pc, pos int
	dirty   bool  // slots changed that no undo knows
	slots   []int // last group, groups, loops; -1 is unset
	marks   []int // by mark: height of the stack, position
	stack   []entry

	// A repeat that ran out of steps: the least it may give back to, and how
	// many characters it has taken.
	inRun              bool
	runLeast, runCount int
}

// Begin makes ready to match text from start to end. What the matcher held
// before is dropped, but for its memory.
func (m *Matcher) Begin(prog *Program, text string, wide bool, mode Mode, start int) {
	m.prog, m.text, m.wide, m.mode = prog, text, wide, mode
	if cap(m.slots) < prog.slots {
		m.slots = make([]int, prog.slots)
	}
	m.slots = m.slots[:prog.slots]
	if cap(m.marks) < 2*prog.marks {
		m.marks = make([]int, 2*prog.marks)
	}
	m.marks = m.marks[:2*prog.marks]
	clear(m.marks)
	m.restart(start, false)
}

// restart begins an attempt at start with fresh slots.
func (m *Matcher) restart(start int, advance bool) {
	for i := range m.slots {
		m.slots[i] = -1
	}
	m.stack = m.stack[:0]
	m.start, m.advance, m.seeking, m.dirty, m.inRun = start, advance, m.mode == Search, false, false
	m.pc, m.pos = 0, start
}

// Next goes on behind a match. The next one may be empty only if this one was not.
func (m *Matcher) Next() { m.restart(m.pos, m.pos == m.start) }

// NextAt goes on at start, where an empty match does not count if advance is set.
func (m *Matcher) NextAt(start int, advance bool) { m.restart(start, advance) }

// keptStack is the number of entries that a matcher keeps for its next match.
const keptStack = 4096

// Drop lets go of the text, and of a stack that has grown large.
func (m *Matcher) Drop() {
	m.text, m.prog = "", nil
	if cap(m.stack) > keptStack {
		m.stack = nil
	}
}

// Program returns what is matched.
func (m *Matcher) Program() *Program { return m.prog }

// Size returns about how many bytes the stack takes.
func (m *Matcher) Size() int { return 24 * cap(m.stack) }

// Span returns where a group matched, -1, -1 if it did not.
func (m *Matcher) Span(group int) (from, to int) {
	if group == 0 {
		return m.start, m.pos
	}
	i := slotOf(group)
	if from, to = m.slots[i], m.slots[i+1]; from < 0 || to < from {
		return -1, -1
	}
	return from, to
}

// LastGroup returns the group that was closed last, -1 if none was.
func (m *Matcher) LastGroup() int { return m.slots[0] }

// Run matches on for about so many steps, and returns how many are left.
func (m *Matcher) Run(steps int) (Status, int) {
	for {
		if m.seeking {
			var st Status
			if st, steps = m.seek(steps); st != Matched {
				return st, steps
			}
			m.seeking, m.pc, m.pos = false, 0, m.start
		}
		st, left := m.attempt(steps)
		if steps = left; st != None {
			return st, steps
		}
		if m.mode != Search || m.start >= len(m.text) || m.prog.atStart {
			return None, steps
		}
		m.start += m.size(m.start)
		m.advance, m.seeking = false, true
		if m.dirty {
			m.dirty = false
			for i := range m.slots {
				m.slots[i] = -1
			}
		}
	}
}

// size returns the size of the character at pos, which is not the end.
func (m *Matcher) size(pos int) int {
	if !m.wide || m.text[pos] < utf8.RuneSelf {
		return 1
	}
	_, n := object.NextPoint(m.text[pos:])
	return n
}

// window is how many bytes are scanned at a time: a step stands for bytesAStep.
const (
	window     = 1 << 16
	bytesAStep = 16
)

// seek moves start to where a match can begin.
func (m *Matcher) seek(steps int) (Status, int) {
	p := m.prog
	for {
		rest := m.text[m.start:]
		if len(rest) < p.width || p.atStart && m.start > 0 {
			return None, steps
		}
		part := rest[:min(len(rest), window+len(p.prefix))]
		i := 0
		switch {
		case p.prefix != "":
			i = strings.Index(part, p.prefix)
		case p.first != nil:
			i = firstIn(part, p.first)
		}
		if i >= 0 {
			m.start += i
			m.advance = m.advance && i == 0
			return Matched, steps - i/bytesAStep
		}
		if len(part) == len(rest) {
			return None, steps
		}
		m.advance = false
		m.start += len(part) - len(p.prefix)
		if p.prefix != "" {
			m.start++
		}
		if steps -= len(part) / bytesAStep; steps < 0 {
			return More, steps
		}
	}
}

func firstIn(text string, first *[256]bool) int {
	for i := 0; i < len(text); i++ {
		if first[text[i]] {
			return i
		}
	}
	return -1
}

// push notes what is left to try.
func (m *Matcher) push(kind entryKind, pc, a, b int) {
	m.stack = append(m.stack, entry{kind, int32(pc), a, b})
}

// set changes a slot, so that failing restores it.
func (m *Matcher) set(slot int32, v int) {
	if old := m.slots[slot]; old != v {
		if len(m.stack) > 0 {
			m.stack = append(m.stack, entry{undo, slot, old, 0})
		} else {
			m.dirty = true
		}
		m.slots[slot] = v
	}
}

// cut drops what is left to try above a height of the stack, and keeps the undos.
func (m *Matcher) cut(height int) (dropped int) {
	if height >= len(m.stack) {
		return 0
	}
	keep := m.stack[:height]
	if height > 0 {
		for _, e := range m.stack[height:] {
			if e.kind == undo {
				keep = append(keep, e)
			}
		}
	} else {
		m.dirty = true
	}
	dropped = len(m.stack) - height
	m.stack = keep
	return dropped
}

// unwind undoes all above a height of the stack.
func (m *Matcher) unwind(height int) (dropped int) {
	dropped = len(m.stack) - height
	for len(m.stack) > height {
		if e := m.stack[len(m.stack)-1]; e.kind == undo {
			m.slots[e.pc] = e.a
		}
		m.stack = m.stack[:len(m.stack)-1]
	}
	return max(dropped, 0)
}

// resume takes up the latest alternative; ok is false if there is none.
func (m *Matcher) resume(steps int) (pc, pos, left int, st Status) {
	for {
		n := len(m.stack) - 1
		if n < 0 {
			return 0, 0, steps, None
		}
		if steps--; steps < 0 {
			return failing, 0, steps, More
		}
		e := &m.stack[n]
		switch e.kind {
		case undo:
			m.slots[e.pc] = e.a
			m.stack = m.stack[:n]
		case goOn:
			pc, pos = int(e.pc), e.a
			m.stack = m.stack[:n]
			return pc, pos, steps, Matched
		case giveBack:
			pc = int(e.pc)
			pos, steps, st = m.shorter(e, steps)
			if st != More && pos <= m.stack[n].a {
				m.stack = m.stack[:n]
			}
			if st == Matched {
				return pc + 1, pos, steps, Matched
			}
		case takeMore:
			pc = int(e.pc)
			pos, steps, st = m.longer(e, steps)
			if st == None {
				m.stack = m.stack[:n]
			}
			if st == Matched {
				return pc + 1, pos, steps, Matched
			}
		case round:
			pc, pos = int(e.pc), e.a
			m.stack = m.stack[:n]
			in := &m.prog.code[pc]
			count := m.slots[in.x]
			if in.max != maxRepeat && count >= in.max || pos == m.slots[in.x+1] {
				continue
			}
			m.set(in.x+1, pos)
			m.set(in.x, count+1)
			return pc + 1, pos, steps, Matched
		}
	}
}

// batch is how many characters a repeat tries before its steps are counted.
const batch = 4096

// shorter lets a greedy repeat give back, up to where what follows can match.
// More means that there is nothing yet; None, that there is nothing.
func (m *Matcher) shorter(e *entry, steps int) (pos, left int, st Status) {
	next := m.prog.code[e.pc].next
	at := e.b
	for i := 0; at > e.a; i++ {
		if i == batch {
			e.b = at
			return at, steps - batch/bytesAStep, More
		}
		at--
		for m.wide && at > e.a && m.text[at]&0xC0 == 0x80 {
			at--
		}
		if next == nil || next[m.text[at]] {
			e.b = at
			return at, steps - i/bytesAStep, Matched
		}
	}
	return at, steps, None
}

// longer lets a lazy repeat take more, up to where what follows can match.
func (m *Matcher) longer(e *entry, steps int) (pos, left int, st Status) {
	in := &m.prog.code[e.pc]
	for i := 0; ; i++ {
		if i == batch {
			return 0, steps - batch/bytesAStep, More
		}
		if e.b >= in.max || e.a >= len(m.text) {
			return 0, steps, None
		}
		at, n := in.set.run(m.text, e.a, len(m.text), 1, m.wide)
		if n == 0 {
			return 0, steps, None
		}
		e.a = at
		e.b++
		if in.next == nil || at < len(m.text) && in.next[m.text[at]] {
			return at, steps - i/bytesAStep, Matched
		}
	}
}

// Mode returns where the match may be.
func (m *Matcher) Mode() Mode { return m.mode }
