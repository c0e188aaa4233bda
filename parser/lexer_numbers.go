package parser

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// number scans a number and refuses what may not follow it directly.
func (t *tokenizer) number() lexer.Token {
	t.inLine = true
	ok := false
	if t.src[t.pos] == '0' {
		switch t.src[t.pos+1] | 0x20 {
		case 'x':
			ok = t.radix("hexadecimal", isHexDigit)
		case 'o':
			ok = t.radix("octal", func(c byte) bool { return c >= '0' && c <= '7' })
		case 'b':
			ok = t.radix("binary", func(c byte) bool { return c == '0' || c == '1' })
		default:
			ok = t.zeros()
		}
	} else {
		ok = t.decimal()
	}
	if !ok {
		return t.invalid()
	}
	return t.token(tokNumber)
}

// radix scans 0x, 0o or 0b and groups of digits with single underscores between.
func (t *tokenizer) radix(name string, isDigit func(byte) bool) bool {
	badDigit := func(c byte) bool { return name != "hexadecimal" && class[c] == classDigit }
	t.pos += 2
	for {
		if t.src[t.pos] == '_' {
			t.pos++
		}
		if c := t.src[t.pos]; badDigit(c) && !isDigit(c) {
			t.failAt(t.pos+1, fmt.Sprintf("invalid digit '%c' in %s literal", c, name))
			return false
		} else if !isDigit(c) {
			t.failAt(t.pos, fmt.Sprintf("invalid %s literal", name))
			return false
		}
		for isDigit(t.src[t.pos]) {
			t.pos++
		}
		if t.src[t.pos] != '_' {
			break
		}
	}
	if c := t.src[t.pos]; badDigit(c) {
		t.failAt(t.pos+1, fmt.Sprintf("invalid digit '%c' in %s literal", c, name))
		return false
	}
	return t.endOfNumber(name)
}

// zeros scans a number that begins with 0: zero itself, a float or imaginary
// number, or the refused octal number of old.
func (t *tokenizer) zeros() bool {
	t.pos++
	for {
		c := t.src[t.pos]
		if c == '_' {
			t.pos++
			if c = t.src[t.pos]; class[c] != classDigit {
				t.failAt(t.pos, "invalid decimal literal")
				return false
			}
		}
		if c != '0' {
			break
		}
		t.pos++
	}
	zeros := t.pos
	nonzero := class[t.src[t.pos]] == classDigit
	if nonzero && !t.digits() {
		return false
	}
	switch t.src[t.pos] {
	case '.', 'e', 'E', 'j', 'J':
		return t.fraction()
	}
	if nonzero {
		t.failFrom(t.start, t.line, t.lineStart,
			"leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
		t.err.EndCol = utf8.RuneCountInString(t.src[t.lineStart:zeros]) + 1
		return false
	}
	return t.endOfNumber("decimal")
}

// decimal scans a number that begins with another digit, or with a point.
func (t *tokenizer) decimal() bool {
	if t.src[t.pos] != '.' && !t.digits() {
		return false
	}
	return t.fraction()
}

// fraction scans what may follow the digits before a point.
func (t *tokenizer) fraction() bool {
	if t.src[t.pos] == '.' {
		t.pos++
		if class[t.src[t.pos]] == classDigit && !t.digits() {
			return false
		}
	}
	if t.src[t.pos]|0x20 == 'e' {
		if done, ok := t.exponent(); done {
			return ok
		}
	}
	if t.src[t.pos]|0x20 == 'j' {
		t.pos++
		return t.endOfNumber("imaginary")
	}
	return t.endOfNumber("decimal")
}

// exponent scans e, a sign and digits. It is done if there is no exponent: either
// the e begins another word, or the number is refused.
func (t *tokenizer) exponent() (done, ok bool) {
	next := t.src[t.pos+1]
	switch {
	case next == '+' || next == '-':
		if class[t.src[t.pos+2]] != classDigit {
			t.failAt(t.pos+2, "invalid decimal literal")
			return true, false
		}
		t.pos += 2
	case class[next] != classDigit:
		return true, t.endOfNumber("decimal")
	default:
		t.pos++
	}
	if !t.digits() {
		return true, false
	}
	return false, true
}

// digits scans decimal digits with single underscores between.
func (t *tokenizer) digits() bool {
	for {
		for class[t.src[t.pos]] == classDigit {
			t.pos++
		}
		if t.src[t.pos] != '_' {
			return true
		}
		t.pos++
		if class[t.src[t.pos]] != classDigit {
			t.failAt(t.pos, "invalid decimal literal")
			return false
		}
	}
}

// endOfNumber refuses letters directly behind a number, keywords apart, as in
// 1if x: there it warns.
func (t *tokenizer) endOfNumber(name string) bool {
	c := t.src[t.pos]
	if c >= utf8.RuneSelf || class[c] > classDigit {
		return true
	}
	rest := t.src[t.pos:]
	for _, word := range [...]string{"and", "else", "for", "or", "not"} {
		if strings.HasPrefix(rest, word) && class[rest[len(word)]] > classDigit {
			return t.warnOfNumber(name)
		}
	}
	for _, word := range [...]string{"if", "in", "is"} {
		if strings.HasPrefix(rest, word) {
			return t.warnOfNumber(name)
		}
	}
	t.failAt(t.pos, fmt.Sprintf("invalid %s literal", name))
	return false
}

func (t *tokenizer) warnOfNumber(name string) bool {
	t.warnings = append(t.warnings, Warning{t.line, fmt.Sprintf("invalid %s literal", name)})
	return true
}

func isHexDigit(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}
