package lib

import (
	"strings"

	"brine/vm/object"
)

// Keys that are seen again are the same object, if the table has not forgotten.
const (
	keyTable = 256
	keyText  = 256 // bytes of text that make the table worth it
)

// str reads the string that begins at the quote.
func (p *parser) str(key bool) (value, parsed) {
	from := p.i + 1
	j := plainRun(p.s, from, false)
	if j < len(p.s) && p.s[j] == '"' {
		p.i = j + 1
		p.steps -= (j - from) / bytesAnItem
		if key {
			return p.key(p.s[from:j]), parseOn
		}
		return p.newStr(p.s[from:j]), parseOn
	}
	text, end, at, problem := unescape(p.s, from, j, p.S.Strict)
	if problem != "" {
		return value{}, p.bad(at, problem)
	}
	p.steps -= (end - from) / bytesAnItem
	p.i = end
	if key {
		return p.key(text), parseOn
	}
	return p.newStr(text), parseOn
}

// newStr returns a str; strs are allocated some at a time.
func (p *parser) newStr(s string) value {
	if len(p.strs) == 0 {
		p.strs = make([]object.Str, min(32, max(2, len(p.s)/64)))
	}
	x := &p.strs[0]
	p.strs = p.strs[1:]
	x.Header.Shape, x.S = &object.StrShape, s
	return object.Of(x)
}

// key returns a str that is a key.
func (p *parser) key(s string) value {
	if len(p.s) < keyText {
		return p.newStr(s)
	}
	if p.keys == nil {
		p.keys = make([]*object.Str, keyTable)
	}
	k := &p.keys[object.HashString(s)%keyTable]
	if *k == nil || (*k).S != s {
		v := p.newStr(s)
		*k = object.As[object.Str](v)
		(*k).Hash()
	}
	return object.Of(*k)
}

// unescape reads on in a string whose text began at from; up to i nothing
// special was seen. It returns the text and the offset behind the quote, or what
// is wrong and where.
func unescape(s string, from, i int, strict bool) (text string, end, at int, problem string) {
	var b []byte
	start := from
	for {
		i = plainRun(s, i, false)
		switch {
		case i >= len(s):
			return "", 0, from - 1, "Unterminated string starting at"
		case s[i] == '"':
			if b == nil {
				return s[start:i], i + 1, 0, ""
			}
			return string(append(b, s[start:i]...)), i + 1, 0, ""
		case s[i] != '\\':
			if strict {
				return "", 0, i, "Invalid control character at"
			}
			i++
			continue
		}
		b = append(b, s[start:i]...)
		if i++; i >= len(s) {
			return "", 0, from - 1, "Unterminated string starting at"
		}
		if s[i] == 'u' {
			r, n := hexPoint(s[i+1:])
			if n == 0 {
				return "", 0, i, `Invalid \uXXXX escape`
			}
			b = object.AppendPoint(b, r)
			i += 1 + n
		} else {
			k := strings.IndexByte(`"\/bfnrt`, s[i])
			if k < 0 {
				return "", 0, i - 1, `Invalid \escape`
			}
			b = append(b, "\"\\/\b\f\n\r\t"[k])
			i++
		}
		start = i
	}
}

// hexPoint reads four hexadecimal digits, and the pair of surrogates they may begin.
func hexPoint(s string) (r rune, n int) {
	u := hex4(s)
	if u < 0 {
		return 0, 0
	}
	if u>>10 == 0xD8>>2 && len(s) > 10 && s[4] == '\\' && s[5] == 'u' {
		if low := hex4(s[6:]); low>>10 == 0xDC>>2 {
			return 0x10000 + (u&0x3FF)<<10 + low&0x3FF, 10
		}
	}
	return u, 4
}

// hex4 reads four hexadecimal digits; it is negative if they are not there, or
// nothing follows them.
func hex4(s string) rune {
	if len(s) < 5 {
		return -1
	}
	r := rune(0)
	for _, c := range []byte(s[:4]) {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if d < 0 || c < '0' {
			return -1
		}
		r = r<<4 | rune(d)
	}
	return r
}
