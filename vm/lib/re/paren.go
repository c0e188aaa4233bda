package re

import (
	"strconv"
	"strings"
	"unicode"

	"brine/vm/object"
)

// paren parses what follows an opening parenthesis. The node is nil if nothing
// is to be matched. global tells of flags for the whole pattern, that began at
// n.min.
func (p *parser) paren(verbose bool) (n *node, global bool) {
	start := p.tell() - 1
	if !p.got('?') {
		return p.group(verbose, start, "", true, 0, 0), false
	}
	t := p.get()
	switch {
	case t.size == 0:
		p.fail("unexpected end of pattern", 0)
	case t.is('P'):
		return p.named(verbose, start), false
	case t.is(':'):
		return p.group(verbose, start, "", false, 0, 0), false
	case t.is('#'):
		p.comment(start)
	case t.is('=') || t.is('!'):
		return p.look(verbose, start, t.r == '!', false), false
	case t.is('<'):
		switch t := p.get(); {
		case t.size == 0:
			p.fail("unexpected end of pattern", 0)
		case t.is('=') || t.is('!'):
			return p.look(verbose, start, t.r == '!', true), false
		default:
			p.fail("unknown extension ?<"+t.text(), t.size+2)
		}
	case t.is('('):
		return p.conditional(verbose, start), false
	case t.is('>'):
		sub := p.group(verbose, start, "", false, 0, 0)
		return &node{kind: kAtomic, subs: []*node{sub}, lo: sub.lo, hi: sub.hi}, false
	case t.size == 1 && (flagLetter(t.r) != 0 || t.r == '-'):
		add, del, global := p.inlineFlags(t)
		if global {
			return &node{min: start}, true
		}
		return p.group(verbose, start, "", false, add, del), false
	default:
		p.fail("unknown extension ?"+t.text(), t.size+1)
	}
	return nil, false
}

// group parses the contents of a group, and the closing parenthesis.
func (p *parser) group(verbose bool, start int, name string, capture bool, add, del Flags) *node {
	g := 0
	if capture {
		g = p.open(name)
	}
	verbose = (verbose || add&Verbose != 0) && del&Verbose == 0
	sub := p.alternatives(verbose, false)
	p.wantClosing(start)
	if capture && p.err == nil {
		p.closed[g] = true
		p.widths[g] = [2]int{sub.lo, sub.hi}
	}
	return &node{kind: kGroup, group: g, add: add, del: del, subs: []*node{sub}, lo: sub.lo, hi: sub.hi}
}

func (p *parser) wantClosing(start int) {
	if !p.got(')') {
		p.fail("missing ), unterminated subpattern", p.tell()-start)
	}
}

// named parses (?P<name>...) and (?P=name).
func (p *parser) named(verbose bool, start int) *node {
	switch {
	case p.got('<'):
		name := p.until('>', "group name")
		p.groupName(name, 1)
		return p.group(verbose, start, name, true, 0, 0)
	case p.got('='):
		name := p.until(')', "group name")
		p.groupName(name, 1)
		g, ok := p.names[name]
		if !ok {
			p.fail("unknown group name "+object.ReprString(name), points(name)+1)
		} else if !p.isClosed(g) {
			p.fail("cannot refer to an open group", points(name)+1)
		}
		p.checkBehind(g)
		return p.refNode(g)
	}
	if t := p.get(); t.size == 0 {
		p.fail("unexpected end of pattern", 0)
	} else {
		p.fail("unknown extension ?P"+t.text(), t.size+2)
	}
	return nil
}

func (p *parser) comment(start int) {
	for {
		if p.next.size == 0 {
			p.fail("missing ), unterminated comment", p.tell()-start)
			return
		}
		if p.get().is(')') {
			return
		}
	}
}

// look parses the rest of a lookahead or lookbehind.
func (p *parser) look(verbose bool, start int, negate, back bool) *node {
	outer := p.behind
	if back && p.behind == 0 {
		p.behind = len(p.closed)
	}
	sub := p.alternatives(verbose, false)
	p.behind = outer
	p.wantClosing(start)
	if negate && sub.kind == kSeq && len(sub.subs) == 0 {
		return &node{kind: kFail}
	}
	return &node{kind: kLook, negate: negate, back: back, subs: []*node{sub}}
}

// conditional parses the rest of (?(group)yes|no).
func (p *parser) conditional(verbose bool, start int) *node {
	g := p.condition()
	p.checkBehind(g)
	n := &node{kind: kCond, group: g, subs: make([]*node, 2)}
	if p.depth++; p.depth > maxDepth {
		p.failAs(TooDeep, "maximum recursion depth exceeded", -1)
	}
	yes := p.sequence(verbose, false)
	n.subs[0], n.hi = yes, yes.hi
	if p.got('|') {
		no := p.sequence(verbose, false)
		n.subs[1], n.lo, n.hi = no, min(yes.lo, no.lo), max(yes.hi, no.hi)
		if p.next.is('|') {
			p.fail("conditional backref with more than two branches", 0)
		}
	}
	p.depth--
	p.wantClosing(start)
	return n
}

// condition parses the name or number of the group that a conditional asks about.
func (p *parser) condition() int {
	name := p.until(')', "group name")
	if p.err != nil {
		return 0
	}
	size := points(name)
	if object.IsIdentifier(name) {
		g, ok := p.names[name]
		if !ok {
			p.fail("unknown group name "+object.ReprString(name), size+1)
		}
		return g
	}
	g, ok := groupNumber(name)
	switch {
	case !ok:
		p.fail("bad character in group name "+object.ReprString(name), size+1)
	case g == 0:
		p.fail("bad group number", size+1)
	case g >= maxGroups:
		p.fail("invalid group reference "+strconv.Itoa(g), size+1)
	default:
		p.pending = append(p.pending, reference{g, p.tell() - size - 1})
	}
	return g
}

// maxGroups is the number of groups that CPython admits.
const maxGroups = 1<<30 - 1

// groupNumber reads a number as Python's int does, if it is not negative.
func groupNumber(s string) (int, bool) {
	s = strings.TrimFunc(s, object.IsSpacePoint)
	s = strings.TrimPrefix(s, "+")
	n, last := 0, '_'
	for _, r := range s {
		if r == '_' && last != '_' {
			last = r
			continue
		}
		d := object.DecimalValue(r)
		if d < 0 {
			return 0, false
		}
		n, last = min(n*10+d, 1<<40), r
	}
	return n, last != '_'
}

// inlineFlags parses flags after (?, of which t is the first.
func (p *parser) inlineFlags(t token) (add, del Flags, global bool) {
	if !t.is('-') {
		for {
			flag := flagLetter(t.r)
			if p.isText && t.r == 'L' {
				p.fail("bad inline flags: cannot use 'L' flag with a str pattern", 0)
			} else if !p.isText && t.r == 'u' {
				p.fail("bad inline flags: cannot use 'u' flag with a bytes pattern", 0)
			}
			add |= flag
			if flag&typeFlags != 0 && add&typeFlags != flag {
				p.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0)
			}
			t = p.get()
			if t.is(')') || t.is('-') || t.is(':') {
				break
			}
			if !p.isFlag(t, "missing -, : or )") {
				return 0, 0, false
			}
		}
	}
	if t.is(')') {
		p.flags |= add
		return 0, 0, true
	}
	if add&globalFlags != 0 {
		p.fail("bad inline flags: cannot turn on global flag", 1)
	}
	if t.is('-') {
		if del = p.deletedFlags(); p.err != nil {
			return 0, 0, false
		}
	}
	switch {
	case del&globalFlags != 0:
		p.fail("bad inline flags: cannot turn off global flag", 1)
	case add&del != 0:
		p.fail("bad inline flags: flag turned on and off", 1)
	}
	return add, del, false
}

// deletedFlags parses flags after a minus sign, and the colon.
func (p *parser) deletedFlags() (del Flags) {
	t := p.get()
	if !p.isFlag(t, "missing flag") {
		return 0
	}
	for {
		flag := flagLetter(t.r)
		if flag&typeFlags != 0 {
			p.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0)
		}
		del |= flag
		if t = p.get(); t.is(':') || !p.isFlag(t, "missing :") {
			return del
		}
	}
}

// isFlag reports whether t is the letter of a flag; if not, that is an error.
func (p *parser) isFlag(t token, missing string) bool {
	switch {
	case t.size == 0:
		p.fail(missing, 0)
		return false
	case t.size == 1 && flagLetter(t.r) != 0:
		return true
	case t.size == 1 && unicode.IsLetter(t.r):
		missing = "unknown flag"
	}
	p.fail(missing, t.size)
	return false
}
