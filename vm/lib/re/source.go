package re

import (
	"brine/vm/object"
)

// token is a character, or a backslash and the character after it.
type token struct {
	r    rune
	size int // 0 at the end, 1, or 2 with a backslash
}

func (t token) is(r rune) bool { return t.size == 1 && t.r == r }

func (t token) text() string {
	switch t.size {
	case 0:
		return ""
	case 1:
		return object.PointString(t.r)
	}
	return `\` + object.PointString(t.r)
}

// source gives the tokens of a pattern or template. After an error it is at
// its end, so that whoever reads it comes to an end too; the first error counts.
type source struct {
	text   []rune
	isText bool // not bytes
	index  int  // of what follows next
	next   token
	err    *Error
}

func newSource(s string, isText bool) *source {
	src := &source{isText: isText}
	if isText {
		src.text = object.Points(s)
	} else {
		src.text = make([]rune, len(s))
		for i := range src.text {
			src.text[i] = rune(s[i])
		}
	}
	src.advance()
	return src
}

func (s *source) advance() {
	switch {
	case s.index >= len(s.text):
		s.next = token{}
	case s.text[s.index] != '\\':
		s.next = token{s.text[s.index], 1}
		s.index++
	case s.index+1 < len(s.text):
		s.next = token{s.text[s.index+1], 2}
		s.index += 2
	default:
		s.failAt("bad escape (end of pattern)", len(s.text)-1)
	}
}

// get consumes the next token.
func (s *source) get() token {
	t := s.next
	s.advance()
	return t
}

// got consumes the next token if it is r.
func (s *source) got(r rune) bool {
	if s.next.is(r) {
		s.advance()
		return true
	}
	return false
}

// tell returns where the next token begins.
func (s *source) tell() int { return s.index - s.next.size }

func (s *source) seek(at int) {
	s.index = at
	s.advance()
}

func (s *source) failAt(msg string, at int) { s.failAs(BadPattern, msg, at) }

// fail reports an error that began back characters ago.
func (s *source) fail(msg string, back int) { s.failAs(BadPattern, msg, s.tell()-back) }

func (s *source) failAs(kind Kind, msg string, at int) {
	if s.err == nil {
		if !s.isText {
			msg = escaped(msg)
		}
		s.err = &Error{Kind: kind, Msg: msg, Pos: at}
	}
	s.index, s.next = len(s.text), token{}
}

// escaped shows what is not ASCII by escapes.
func escaped(msg string) string {
	const hex = "0123456789abcdef"
	var b []byte
	for _, r := range object.Points(msg) {
		if r < 0x80 {
			b = append(b, byte(r))
		} else {
			b = append(b, '\\', 'x', hex[r>>4&15], hex[r&15])
		}
	}
	return string(b)
}

// while collects up to n characters that satisfy ok.
func (s *source) while(n int, ok func(r rune) bool) (digits []rune) {
	for len(digits) < n && s.next.size == 1 && ok(s.next.r) {
		digits = append(digits, s.get().r)
	}
	return digits
}

// until returns the text before a terminator, which it consumes too.
func (s *source) until(end rune, what string) string {
	var text []rune
	for {
		switch t := s.get(); {
		case t.size == 0:
			if len(text) == 0 {
				s.fail("missing "+what, 0)
			} else {
				s.fail("missing "+string(end)+", unterminated name", len(text))
			}
			return ""
		case t.is(end):
			if len(text) == 0 {
				s.fail("missing "+what, 1)
			}
			return object.FromPoints(text)
		case t.size == 2:
			text = append(text, '\\', t.r)
		default:
			text = append(text, t.r)
		}
	}
}

// groupName checks that name can name a group; after is how far back it ends.
func (s *source) groupName(name string, after int) {
	if s.err == nil && !object.IsIdentifier(name) {
		s.fail("bad character in group name "+object.ReprString(name), points(name)+after)
	}
}

func points(s string) int { return len(object.Points(s)) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isOctal(r rune) bool { return r >= '0' && r <= '7' }

func isHex(r rune) bool {
	return isDigit(r) || r >= 'a' && r <= 'f' || r >= 'A' && r <= 'F'
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// number reads digits of a base that all are valid, saturating far above any code point.
func number(digits []rune, base int) int {
	n := 0
	for _, d := range digits {
		switch {
		case d >= 'a':
			d -= 'a' - 10
		case d >= 'A':
			d -= 'A' - 10
		default:
			d -= '0'
		}
		n = min(n*base+int(d), 1<<40)
	}
	return n
}
