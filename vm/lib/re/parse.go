package re

import (
	"strconv"

	"brine/vm/object"
)

// maxDepth bounds how deep groups can be nested.
const maxDepth = 1000

// parser parses a pattern.
type parser struct {
	*source
	flags   Flags
	depth   int
	names   map[string]int
	order   []string
	closed  []bool   // by group; 0 is the whole pattern, which never is
	widths  [][2]int // by group, once it is closed
	behind  int      // groups when the outermost lookbehind began, 0 outside
	pending []reference
}

// reference is a conditional's mention of a group by number, which may follow.
type reference struct{ group, at int }

// parse parses a whole pattern.
func parse(pattern string, isText bool, flags Flags) (*parser, *node) {
	p := &parser{source: newSource(pattern, isText), flags: flags, names: map[string]int{}, closed: make([]bool, 1), widths: make([][2]int, 1)}
	n := p.alternatives(flags&Verbose != 0, true)
	if p.err != nil {
		return p, nil
	}
	var err *Error
	if p.flags, err = settle(p.flags, isText); err != nil {
		p.err = err
		return p, nil
	}
	if p.next.size != 0 {
		p.fail("unbalanced parenthesis", 0)
		return p, nil
	}
	for _, ref := range p.pending {
		if ref.group >= len(p.closed) {
			p.failAt("invalid group reference "+strconv.Itoa(ref.group), ref.at)
			return p, nil
		}
	}
	return p, n
}

// alternatives parses a|b|c, up to a closing parenthesis or the end.
func (p *parser) alternatives(verbose, top bool) *node {
	if p.depth++; p.depth > maxDepth {
		p.failAs(TooDeep, "maximum recursion depth exceeded", -1)
	}
	var alts []*node
	for {
		alts = append(alts, p.sequence(verbose, top && len(alts) == 0))
		if !p.got('|') {
			break
		}
		if top {
			verbose = p.flags&Verbose != 0
		}
	}
	p.depth--
	return branchNode(alts)
}

// sequence parses what stands between two bars. Flags for the whole pattern may
// stand only before the first item.
func (p *parser) sequence(verbose, first bool) *node {
	var subs []*node
	for {
		if p.next.size == 0 || p.next.is('|') || p.next.is(')') {
			return seqNode(subs)
		}
		t := p.get()
		if verbose && p.skipped(t) {
			continue
		}
		switch {
		case t.size == 2:
			subs = append(subs, p.escape(t))
		case t.r == '[':
			subs = append(subs, p.class())
		case t.r == '*' || t.r == '+' || t.r == '?' || t.r == '{':
			subs = p.repeat(t.r, subs)
		case t.r == '.':
			subs = append(subs, single(kAny))
		case t.r == '(':
			n, global := p.paren(verbose)
			if global {
				if !first || len(subs) > 0 {
					p.failAt("global flags not at the start of the expression", n.min)
				}
				verbose = p.flags&Verbose != 0
			} else if n != nil {
				subs = append(subs, n)
			}
		case t.r == '^':
			subs = append(subs, &node{kind: kAt, at: atBegin})
		case t.r == '$':
			subs = append(subs, &node{kind: kAt, at: atEnd})
		default:
			subs = append(subs, litNode(t.r))
		}
	}
}

// skipped reports whether t is white space, or skips a comment that it begins.
func (p *parser) skipped(t token) bool {
	if t.size != 1 {
		return false
	}
	switch t.r {
	case ' ', '\t', '\n', '\r', '\v', '\f':
		return true
	case '#':
		for {
			if t := p.get(); t.size == 0 || t.is('\n') {
				return true
			}
		}
	}
	return false
}

// repeat parses what follows an item: *, +?, {1,2}+.
func (p *parser) repeat(r rune, subs []*node) []*node {
	here := p.tell()
	lo, hi := 0, maxRepeat
	switch r {
	case '?':
		hi = 1
	case '+':
		lo = 1
	case '{':
		var ok bool
		if lo, hi, ok = p.bounds(here); !ok {
			return append(subs, litNode('{'))
		}
	}
	if len(subs) == 0 || subs[len(subs)-1].kind == kAt {
		p.fail("nothing to repeat", p.tell()-here+1)
		return subs
	}
	item := subs[len(subs)-1]
	if item.kind == kRepeat {
		p.fail("multiple repeat", p.tell()-here+1)
		return subs
	}
	g := greedy
	if p.got('?') {
		g = lazy
	} else if p.got('+') {
		g = possessive
	}
	subs[len(subs)-1] = repeatNode(item, lo, hi, g)
	return subs
}

// bounds parses the rest of {m,n}; ok is false if it is no such thing, and
// then nothing is consumed.
func (p *parser) bounds(here int) (lo, hi int, ok bool) {
	if p.next.is('}') {
		return 0, 0, false
	}
	lo, hi = 0, maxRepeat
	first := p.while(len(p.text), isDigit)
	second := first
	if p.got(',') {
		second = p.while(len(p.text), isDigit)
	}
	if p.err != nil {
		return 0, 0, false
	}
	if !p.got('}') {
		if p.err == nil {
			p.seek(here)
		}
		return 0, 0, false
	}
	if len(first) > 0 {
		lo = number(first, 10)
	}
	if len(second) > 0 {
		hi = number(second, 10)
	}
	switch {
	case lo >= maxRepeat || len(second) > 0 && hi >= maxRepeat:
		p.failAs(TooLarge, "the repetition number is too large", -1)
	case hi < lo:
		p.fail("min repeat greater than max repeat", p.tell()-here)
	}
	return lo, hi, true
}

// open gives a new group its number.
func (p *parser) open(name string) int {
	g := len(p.closed)
	if name != "" {
		if old, ok := p.names[name]; ok {
			p.fail("redefinition of group name "+object.ReprString(name)+" as group "+strconv.Itoa(g)+"; was group "+strconv.Itoa(old), points(name)+1)
			return g
		}
		p.names[name] = g
		p.order = append(p.order, name)
	}
	p.closed = append(p.closed, false)
	p.widths = append(p.widths, [2]int{})
	return g
}

// isClosed reports whether there is a group g that can be referred to.
func (p *parser) isClosed(g int) bool { return g < len(p.closed) && p.closed[g] }

// checkBehind rejects references in a lookbehind to its own groups.
func (p *parser) checkBehind(g int) {
	if p.behind == 0 || p.err != nil {
		return
	}
	if !p.isClosed(g) {
		p.fail("cannot refer to an open group", 0)
	} else if g >= p.behind {
		p.fail("cannot refer to group defined in the same lookbehind subpattern", 0)
	}
}

// refNode is a reference to a closed group.
func (p *parser) refNode(g int) *node {
	n := &node{kind: kRef, group: g}
	if g < len(p.widths) {
		n.lo, n.hi = p.widths[g][0], p.widths[g][1]
	}
	return n
}
