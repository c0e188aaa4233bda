package re

import (
	"encoding/binary"
	"fmt"
)

// State returns what Load needs to go on with a match, apart from program and text.
func (m *Matcher) State() []byte {
	var b []byte
	put := func(ns ...int) {
		for _, n := range ns {
			b = binary.AppendVarint(b, int64(n))
		}
	}
	put(int(m.mode), m.start, flag(m.advance), flag(m.seeking), m.pc, m.pos, flag(m.dirty), flag(m.inRun), m.runLeast, m.runCount)
	put(m.slots...)
	put(m.marks...)
	for _, e := range m.stack {
		put(int(e.kind), int(e.pc), e.a, e.b)
	}
	return b
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Load is Begin for a match that was saved. The state may be hostile: what is
// not sound is refused, and what is sound cannot lead out of program or text.
func (m *Matcher) Load(prog *Program, text string, wide bool, state []byte) error {
	m.Begin(prog, text, wide, Search, 0)
	r := &stateReader{b: state}
	n, code := len(text), len(prog.code)
	m.mode = Mode(r.get("mode", 0, int(Full)))
	m.start = r.get("start", 0, n)
	m.advance = r.get("advance", 0, 1) == 1
	m.seeking = r.get("seeking", 0, 1) == 1
	m.pc = r.get("pc", failing, code-1)
	m.pos = r.get("position", 0, n)
	m.dirty = r.get("dirty", 0, 1) == 1
	m.inRun = r.get("run", 0, 1) == 1
	m.runLeast = r.get("run", 0, n)
	m.runCount = r.get("run", 0, n)
	for i := range m.slots {
		m.slots[i] = r.slot(prog, i, n)
	}
	for i := range m.marks {
		if i%2 == 0 {
			m.marks[i] = r.get("height", 0, len(state))
		} else {
			m.marks[i] = r.get("mark", 0, n)
		}
	}
	for len(r.b) > 0 && r.err == nil {
		m.stack = append(m.stack, r.entry(prog, n))
	}
	if r.err != nil {
		m.restart(0, false)
	}
	return r.err
}

// stateReader reads numbers, and notes the first that is out of its range.
type stateReader struct {
	b   []byte
	err error
}

func (r *stateReader) get(what string, lo, hi int) int {
	v, n := binary.Varint(r.b)
	if r.err == nil && (n <= 0 || v < int64(lo) || v > int64(hi)) {
		r.err = fmt.Errorf("state of a match: %s %d", what, v)
	}
	if r.err != nil {
		r.b = nil
		return max(lo, 0)
	}
	r.b = r.b[n:]
	return int(v)
}

// slot reads the value of slot i: a position, the last group, or a counter.
func (r *stateReader) slot(prog *Program, i, n int) int {
	groups := 1 + 2*prog.Groups
	switch {
	case i == 0:
		return r.get("last group", -1, prog.Groups)
	case i >= groups && (i-groups)%2 == 0:
		return r.get("counter", -1, maxRepeat)
	}
	return r.get("slot", -1, n)
}

func (r *stateReader) entry(prog *Program, n int) (e entry) {
	e.kind = entryKind(r.get("kind", 0, int(numEntryKinds)-1))
	if e.kind == undo {
		e.pc = int32(r.get("slot", 0, prog.slots-1))
		e.a, e.b = r.slot(prog, int(e.pc), n), r.get("entry", 0, 0)
		return e
	}
	e.pc = int32(r.get("pc", 0, len(prog.code)-1))
	e.a = r.get("position", 0, n)
	ok := true
	switch op := prog.code[e.pc].op; e.kind {
	case goOn, round:
		e.b = r.get("entry", 0, 0)
		ok = e.kind == goOn || op == opLoopLazy
	case giveBack:
		e.b = r.get("position", e.a, n)
		ok = op == opStar
	case takeMore:
		e.b = r.get("counter", 0, n)
		ok = op == opStarLazy
	}
	if !ok && r.err == nil {
		r.err = fmt.Errorf("state of a match: entry of kind %d at %d", e.kind, e.pc)
	}
	return e
}
