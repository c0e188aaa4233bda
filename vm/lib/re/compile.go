package re

import (
	"brine/vm/object"
)

// Compile compiles a pattern. Text patterns are WTF-8, others bytes.
func Compile(pattern string, isText bool, flags Flags) (*Program, *Error) {
	p, root := parse(pattern, isText, flags)
	if p.err != nil {
		return nil, p.err
	}
	c := &compiler{prog: &Program{Flags: p.flags, Groups: len(p.closed) - 1, Names: p.names, Order: p.order, IsText: isText}, sets: map[setKey]*set{}}
	c.prog.slots = 1 + 2*c.prog.Groups
	c.emitNode(root, p.flags)
	if c.err != nil {
		return nil, c.err
	}
	c.emit(inst{op: opMatch})
	c.prog.width = root.lo
	c.prog.code = c.code
	c.prog.lookAhead()
	return c.prog, nil
}

// compiler emits the instructions of a program.
type compiler struct {
	prog *Program
	code []inst
	sets map[setKey]*set
	err  *Error
}

// setKey identifies sets of one character, any character, or a category, of
// which a pattern may have many.
type setKey struct {
	kind  kind
	r     rune
	cat   category
	flags Flags
}

func (c *compiler) emit(in inst) int {
	c.code = append(c.code, in)
	return len(c.code) - 1
}

// here makes instruction at jump to what is emitted next.
func (c *compiler) here(at int) { c.code[at].y = int32(len(c.code)) }

func (c *compiler) emitNode(n *node, flags Flags) {
	switch n.kind {
	case kSeq:
		c.emitSeq(n.subs, flags)
	case kLit, kNotLit, kAny, kClass:
		c.emitSingle(n, flags)
	case kAt:
		c.emit(inst{op: opAt, x: int32(n.at.under(flags))})
	case kGroup:
		if n.group > 0 {
			c.emit(inst{op: opOpen, x: int32(n.group)})
		}
		c.emitNode(n.subs[0], combine(flags, n.add, n.del))
		if n.group > 0 {
			c.emit(inst{op: opClose, x: int32(n.group)})
		}
	case kAtomic:
		c.emitAtomic(n.subs[0], flags)
	case kBranch:
		c.emitBranch(n.subs, flags)
	case kRepeat:
		c.emitRepeat(n, flags)
	case kRef:
		op := opRef
		if flags&IgnoreCase != 0 {
			op = opRefFold
		}
		c.emit(inst{op: op, x: int32(n.group), fold: flags.folding()})
	case kCond:
		c.emitCond(n, flags)
	case kLook:
		c.emitLook(n, flags)
	case kFail:
		c.emit(inst{op: opFail})
	}
}

// emitSeq joins characters that must match exactly.
func (c *compiler) emitSeq(subs []*node, flags Flags) {
	for i := 0; i < len(subs); {
		var text []byte
		for ; i < len(subs) && subs[i].kind == kLit && !flags.folding().cased(subs[i].r); i++ {
			text = c.appendChar(text, subs[i].r)
		}
		if len(text) > 0 {
			c.emitText(string(text))
			continue
		}
		c.emitNode(subs[i], flags)
		i++
	}
}

func (c *compiler) appendChar(b []byte, r rune) []byte {
	if c.prog.IsText {
		return object.AppendPoint(b, r)
	}
	return append(b, byte(r))
}

func (c *compiler) emitText(text string) {
	if len(text) == 1 {
		c.emit(inst{op: opByte, c: text[0]})
	} else {
		c.emit(inst{op: opText, text: text})
	}
}

func (c *compiler) emitSingle(n *node, flags Flags) {
	if n.kind == kLit && !flags.folding().cased(n.r) {
		c.emitText(string(c.appendChar(nil, n.r)))
		return
	}
	c.emit(inst{op: opSet, set: c.setOf(n, flags)})
}

// setOf returns the set of characters that a single matches.
func (c *compiler) setOf(n *node, flags Flags) *set {
	key := setKey{kind: n.kind, r: n.r, flags: flags}
	cl := n.class
	switch n.kind {
	case kLit, kNotLit:
		cl = &class{negate: n.kind == kNotLit, ranges: []span{{n.r, n.r}}}
	case kAny:
		cl = &class{negate: true}
		if flags&DotAll == 0 {
			cl.ranges = []span{{'\n', '\n'}}
		}
	case kClass:
		if len(cl.ranges) > 0 || len(cl.categories) != 1 {
			return newSet(cl, flags)
		}
		key.cat = cl.categories[0]
		key.cat.negate = key.cat.negate != cl.negate
		cl = &class{categories: []category{key.cat}}
	}
	if c.sets[key] == nil {
		c.sets[key] = newSet(cl, flags)
		c.sets[key].newline = n.kind == kAny && flags&DotAll == 0
	}
	return c.sets[key]
}

func (c *compiler) mark() int32 {
	c.prog.marks++
	return int32(c.prog.marks - 1)
}

func (c *compiler) emitAtomic(body *node, flags Flags) {
	m := c.mark()
	c.emit(inst{op: opMark, x: m})
	c.emitNode(body, flags)
	c.emit(inst{op: opCut, x: m})
}

func (c *compiler) emitBranch(alts []*node, flags Flags) {
	if n := oneOf(alts); n != nil {
		c.emitSingle(n, flags)
		return
	}
	var ends []int
	for i, alt := range alts {
		if i == len(alts)-1 {
			c.emitNode(alt, flags)
			break
		}
		split := c.emit(inst{op: opSplit})
		c.emitNode(alt, flags)
		ends = append(ends, c.emit(inst{op: opJump}))
		c.here(split)
	}
	for _, end := range ends {
		c.here(end)
	}
}

// oneOf returns alternatives of one character each as a class, or nil.
func oneOf(alts []*node) *node {
	cl := &class{}
	for _, alt := range alts {
		switch {
		case alt.kind == kLit:
			cl.ranges = append(cl.ranges, span{alt.r, alt.r})
		case alt.kind == kClass && !alt.class.negate:
			cl.ranges = append(cl.ranges, alt.class.ranges...)
			cl.categories = append(cl.categories, alt.class.categories...)
		default:
			return nil
		}
	}
	return cl.node()
}

func (c *compiler) emitCond(n *node, flags Flags) {
	cond := c.emit(inst{op: opIfGroup, x: int32(n.group)})
	c.emitNode(n.subs[0], flags)
	if n.subs[1] == nil {
		c.here(cond)
		return
	}
	end := c.emit(inst{op: opJump})
	c.here(cond)
	c.emitNode(n.subs[1], flags)
	c.here(end)
}

func (c *compiler) emitLook(n *node, flags Flags) {
	m, body := c.mark(), n.subs[0]
	begin, end := opMark, opLookEnd
	if n.negate {
		begin, end = opNegate, opNegEnd
	}
	at := c.emit(inst{op: begin, x: m})
	if n.back {
		switch {
		case body.lo != body.hi:
			c.fail("look-behind requires fixed-width pattern")
		case body.lo > maxRepeat-1:
			c.fail("looks too much behind")
		}
		c.emit(inst{op: opBack, min: body.lo})
	}
	c.emitNode(body, flags)
	c.emit(inst{op: end, x: m})
	if n.negate {
		c.here(at)
	}
}

func (c *compiler) fail(msg string) {
	if c.err == nil {
		c.err = &Error{Msg: msg, Pos: -1}
	}
}

func (c *compiler) emitRepeat(n *node, flags Flags) {
	if flags&Template != 0 {
		c.fail("internal: unsupported template operator " + templateName[n.greed])
	}
	body := n.subs[0]
	if s := body.isSingle(); s != nil {
		op := [...]opcode{opStar, opStarLazy, opStarOnly}[n.greed]
		c.emit(inst{op: op, set: c.setOf(s, flags), min: n.min, max: n.max})
		return
	}
	switch {
	case n.greed == possessive:
		inner := *n
		inner.greed = greedy
		inner.subs = []*node{{kind: kAtomic, subs: n.subs, lo: body.lo, hi: body.hi}}
		m := c.mark()
		c.emit(inst{op: opMark, x: m})
		c.emitRepeat(&inner, flags)
		c.emit(inst{op: opCut, x: m})
	case n.max == 0: // it must be sound nevertheless
		end := len(c.code)
		c.emitNode(body, flags)
		c.code = c.code[:end]
	case n.min == 1 && n.max == 1:
		c.emitNode(body, flags)
	case n.min == 0 && n.max == 1:
		c.emitOptional(n, flags)
	case n.max == maxRepeat && n.min <= 1 && body.lo > 0:
		c.emitUnbounded(n, flags)
	default:
		c.emitCounted(n, flags)
	}
}

var templateName = [...]string{"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}

// emitOptional emits a? and a??.
func (c *compiler) emitOptional(n *node, flags Flags) {
	if n.greed == greedy {
		split := c.emit(inst{op: opSplit})
		c.emitNode(n.subs[0], flags)
		c.here(split)
		return
	}
	split := c.emit(inst{op: opSplitBack})
	c.emitNode(n.subs[0], flags)
	c.here(split)
}

// emitUnbounded emits a* or a+ of what is never empty: no counter is needed.
//
//	a+   L: a; split back L          a+?  L: a; split L
//	a*   L: split E; a; jump L; E:   a*?  L: split back E; a; jump L; E:
func (c *compiler) emitUnbounded(n *node, flags Flags) {
	top := int32(len(c.code))
	forth, back := opSplit, opSplitBack
	if n.greed == lazy {
		forth, back = back, forth
	}
	if n.min == 1 {
		c.emitNode(n.subs[0], flags)
		c.emit(inst{op: back, y: top})
		return
	}
	split := c.emit(inst{op: forth})
	c.emitNode(n.subs[0], flags)
	c.emit(inst{op: opJump, y: top})
	c.here(split)
}

// emitCounted emits a loop with a counter, and with the place where the last
// round began, which ends rounds that match nothing.
func (c *compiler) emitCounted(n *node, flags Flags) {
	if n.subs[0].hi == 0 { // once more is no more
		once := *n
		n, once.min = &once, min(n.min, 1)
	}
	loop := int32(c.prog.slots)
	c.prog.slots += 2
	op := opLoop
	if n.greed == lazy {
		op = opLoopLazy
	}
	c.emit(inst{op: opLoopInit, x: loop})
	top := c.emit(inst{op: op, x: loop, min: n.min, max: n.max})
	c.emitNode(n.subs[0], flags)
	c.emit(inst{op: opJump, y: int32(top)})
	c.here(top)
}
