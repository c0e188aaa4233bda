package re

import (
	"math"
	"strconv"
	"unicode/utf8"

	"brine/parser/unicodename"
	"brine/vm/object"
)

// plainEscape returns the character of an escape that stands for one anywhere.
func plainEscape(r rune) (rune, bool) {
	switch r {
	case 'a':
		return '\a', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'v':
		return '\v', true
	case '\\':
		return '\\', true
	}
	return 0, false
}

// escape parses an escape outside of classes; t is its beginning.
func (p *parser) escape(t token) *node {
	switch t.r {
	case 'A':
		return &node{kind: kAt, at: atBeginString}
	case 'Z':
		return &node{kind: kAt, at: atEndString}
	case 'b':
		return &node{kind: kAt, at: atBoundary}
	case 'B':
		return &node{kind: kAt, at: atNonBoundary}
	}
	if c, ok := categoryOf(t.r); ok {
		n := single(kClass)
		n.class = &class{categories: []category{c}}
		return n
	}
	if r, ok := plainEscape(t.r); ok {
		return litNode(r)
	}
	if isDigit(t.r) {
		return p.digitEscape(t)
	}
	return litNode(p.codeEscape(t))
}

// digitEscape parses a backslash and digits: a character in octal or a group.
func (p *parser) digitEscape(t token) *node {
	if t.r == '0' {
		return litNode(rune(number(p.while(2, isOctal), 8)))
	}
	digits := []rune{t.r}
	if p.next.size == 1 && isDigit(p.next.r) {
		digits = append(digits, p.get().r)
		if isOctal(digits[0]) && isOctal(digits[1]) && p.next.size == 1 && isOctal(p.next.r) {
			digits = append(digits, p.get().r)
			return litNode(p.octal(digits))
		}
	}
	g := number(digits, 10)
	if g >= len(p.closed) {
		p.fail("invalid group reference "+strconv.Itoa(g), len(digits))
	} else if !p.isClosed(g) {
		p.fail("cannot refer to an open group", len(digits)+1)
	}
	p.checkBehind(g)
	return p.refNode(g)
}

// octal returns the character of three octal digits.
func (s *source) octal(digits []rune) rune {
	c := number(digits, 8)
	if c > 0o377 {
		s.fail(`octal escape value \`+string(digits)+` outside of range 0-0o377`, len(digits)+1)
	}
	return rune(c)
}

// codeEscape parses \x, \u, \U, \N and escapes that are not letters.
func (p *parser) codeEscape(t token) rune {
	switch {
	case t.r == 'x':
		return p.hexEscape(t.r, 2)
	case t.r == 'u' && p.isText:
		return p.hexEscape(t.r, 4)
	case t.r == 'U' && p.isText:
		return p.hexEscape(t.r, 8)
	case t.r == 'N' && p.isText:
		return p.namedEscape()
	case isLetter(t.r):
		p.fail("bad escape "+t.text(), 2)
	}
	return t.r
}

func (p *parser) hexEscape(letter rune, n int) rune {
	digits := p.while(n, isHex)
	text := `\` + string(letter) + string(digits)
	if len(digits) < n {
		p.fail("incomplete escape "+text, len(text))
		return 0
	}
	c := number(digits, 16)
	if c > math.MaxInt32 {
		p.failAs(TooLarge, "Python int too large to convert to C int", -1)
		return 0
	}
	if c > utf8.MaxRune {
		p.fail("bad escape "+text, len(text))
		return 0
	}
	return rune(c)
}

func (p *parser) namedEscape() rune {
	if !p.got('{') {
		p.fail("missing {", 0)
		return 0
	}
	name := p.until('}', "character name")
	if p.err != nil {
		return 0
	}
	r, ok := unicodename.Lookup(name)
	if !ok {
		p.fail("undefined character name "+object.ReprString(name), points(name)+len(`\N{}`))
	}
	return r
}
