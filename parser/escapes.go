package parser

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"brine/parser/unicodename"
)

// simpleEscapes are the escapes of one letter, common to strings and bytes.
var simpleEscapes = [256]byte{
	'\\': '\\', '\'': '\'', '"': '"', 'a': '\a', 'b': '\b', 'f': '\f',
	'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// unescape replaces the escapes of a string. If one is malformed, bad says where
// and why, in CPython's words.
func unescape(s string) (text, bad string) {
	var b strings.Builder
	b.Grow(len(s))
	shift := 0 // CPython counts a character beyond ASCII as the ten of \UXXXXXXXX
	for i := 0; i < len(s); {
		if c := s[i]; c != '\\' {
			if c < utf8.RuneSelf {
				b.WriteByte(c)
				i++
				continue
			}
			_, n := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+n])
			i += n
			shift += 10 - n
			continue
		}
		r, n, reason := escape(s[i:])
		switch {
		case reason != "":
			return "", fmt.Sprintf("%d-%d: %s", i+shift, i+n-1+shift, reason)
		case r == keepEscape:
			b.WriteString(s[i : i+n])
		case r != noEscape:
			writeWTF8(&b, r)
		}
		i += n
	}
	return b.String(), ""
}

// Results of escape that are no character.
const (
	noEscape   rune = -1 - iota // an escaped line end: nothing
	keepEscape                  // not an escape: the backslash stays
)

// escape reads the escape at the start of s and returns its length too.
func escape(s string) (r rune, n int, reason string) {
	if len(s) < 2 {
		return keepEscape, len(s), ""
	}
	switch c := s[1]; c {
	case '\n':
		return noEscape, 2, ""
	case '0', '1', '2', '3', '4', '5', '6', '7':
		r, n = octal(s[1:])
		return r, n + 1, ""
	case 'x':
		return hexEscape(s, 2, `truncated \xXX escape`)
	case 'u':
		return hexEscape(s, 4, `truncated \uXXXX escape`)
	case 'U':
		return hexEscape(s, 8, `truncated \UXXXXXXXX escape`)
	case 'N':
		return namedEscape(s)
	default:
		if e := simpleEscapes[c]; e != 0 {
			return rune(e), 2, ""
		}
	}
	return keepEscape, 1, ""
}

// octal reads up to three octal digits.
func octal(s string) (r rune, n int) {
	for n < len(s) && n < 3 && s[n] >= '0' && s[n] <= '7' {
		r = r*8 + rune(s[n]-'0')
		n++
	}
	return r, n
}

// hexEscape reads \x, \u or \U and exactly digits hexadecimal digits.
func hexEscape(s string, digits int, truncated string) (r rune, n int, reason string) {
	var v uint32
	for n = 2; n < 2+digits; n++ {
		if n >= len(s) || !isHexDigit(s[n]) {
			return 0, n, truncated
		}
		v = v<<4 | uint32(hexValue(s[n]))
	}
	if v > utf8.MaxRune {
		return 0, n, "illegal Unicode character"
	}
	return rune(v), n, ""
}

func hexValue(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// namedEscape reads \N{name}.
func namedEscape(s string) (r rune, n int, reason string) {
	end := strings.IndexByte(s, '}')
	if len(s) < 4 || s[2] != '{' || end < 4 {
		n := 2
		if len(s) > 2 && s[2] == '{' {
			if n = end + 1; end < 0 {
				n = len(s)
			}
		}
		return 0, n, `malformed \N character escape`
	}
	r, ok := unicodename.Lookup(s[3:end])
	if !ok {
		return 0, end + 1, "unknown Unicode character name"
	}
	return r, end + 1, ""
}

// writeWTF8 writes a character as UTF-8, a lone surrogate as the three bytes that
// it would have there.
func writeWTF8(b *strings.Builder, r rune) {
	if r < 0xD800 || r > 0xDFFF {
		b.WriteRune(r)
		return
	}
	b.WriteByte(0xE0 | byte(r>>12))
	b.WriteByte(0x80 | byte(r>>6)&0x3F)
	b.WriteByte(0x80 | byte(r)&0x3F)
}

// unescapeBytes replaces the escapes of a bytes literal; bad is where a malformed
// \x begins, or -1.
func unescapeBytes(s string) (b []byte, bad int) {
	b = make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 == len(s) {
			b = append(b, s[i])
			i++
			continue
		}
		switch c := s[i+1]; {
		case c == '\n':
			i += 2
		case c >= '0' && c <= '7':
			r, n := octal(s[i+1:])
			b = append(b, byte(r))
			i += n + 1
		case c == 'x':
			r, n, reason := hexEscape(s[i:], 2, "truncated")
			if reason != "" {
				return nil, i
			}
			b = append(b, byte(r))
			i += n
		case simpleEscapes[c] != 0:
			b = append(b, simpleEscapes[c])
			i += 2
		default:
			b = append(b, '\\')
			i++
		}
	}
	return b, -1
}
