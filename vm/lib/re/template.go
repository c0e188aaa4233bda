package re

import (
	"strconv"

	"brine/vm/object"
)

// Part is a piece of a template: text, and then what a group matched.
type Part struct {
	Text  string
	Group int // -1: none
}

// ParseTemplate parses what is to stand for a match of prog.
func ParseTemplate(template string, isText bool, prog *Program) ([]Part, *Error) {
	t := &templateParser{parser: parser{source: newSource(template, isText)}, prog: prog}
	for t.next.size != 0 {
		if c := t.get(); c.size == 1 {
			t.char(c.r)
		} else {
			t.escape(c)
		}
	}
	if t.err != nil {
		return nil, t.err
	}
	return append(t.parts, Part{string(t.text), -1}), nil
}

type templateParser struct {
	parser
	prog  *Program
	text  []byte
	parts []Part
}

func (t *templateParser) char(r rune) {
	if t.isText {
		t.text = object.AppendPoint(t.text, r)
	} else {
		t.text = append(t.text, byte(r))
	}
}

func (t *templateParser) group(g, back int) {
	if g > t.prog.Groups {
		t.fail("invalid group reference "+strconv.Itoa(g), back)
		return
	}
	t.parts = append(t.parts, Part{string(t.text), g})
	t.text = nil
}

func (t *templateParser) escape(c token) {
	switch {
	case c.r == 'g':
		t.named()
	case c.r == '0':
		t.char(rune(number(t.while(2, isOctal), 8) & 0xff))
	case isDigit(c.r):
		t.digits(c.r)
	default:
		if r, ok := plainEscape(c.r); ok {
			t.char(r)
			return
		}
		if isLetter(c.r) {
			t.fail("bad escape "+c.text(), 2)
		}
		t.char('\\')
		t.char(c.r)
	}
}

// digits parses a number: a group, or with three digits a character.
func (t *templateParser) digits(first rune) {
	digits := []rune{first}
	if t.next.size == 1 && isDigit(t.next.r) {
		digits = append(digits, t.get().r)
		if isOctal(first) && isOctal(digits[1]) && t.next.size == 1 && isOctal(t.next.r) {
			t.char(t.octal(append(digits, t.get().r)))
			return
		}
	}
	t.group(number(digits, 10), len(digits))
}

// named parses <name> or <number>.
func (t *templateParser) named() {
	if !t.got('<') {
		t.fail("missing <", 0)
		return
	}
	name := t.until('>', "group name")
	if t.err != nil {
		return
	}
	size := points(name)
	if object.IsIdentifier(name) {
		g, ok := t.prog.Names[name]
		if !ok {
			t.failAs(UnknownGroup, "unknown group name "+object.ReprString(name), -1)
			return
		}
		t.group(g, size+1)
		return
	}
	g, ok := groupNumber(name)
	switch {
	case !ok:
		t.fail("bad character in group name "+object.ReprString(name), size+1)
	case g >= maxGroups:
		t.fail("invalid group reference "+strconv.Itoa(g), size+1)
	default:
		t.group(g, size+1)
	}
}
