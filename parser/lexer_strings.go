package parser

import (
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// isStringPrefix reports whether a name of one or two letters before a quote
// makes it a string of some kind.
func isStringPrefix(s string) bool {
	switch strings.ToLower(s) {
	case "r", "u", "b", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}

// str scans a string whose quotes begin at quote; its prefix begins at pos.
func (t *tokenizer) str(quote int) lexer.Token {
	t.inLine = true
	prefix := t.src[t.pos:quote]
	size := 1
	if strings.HasPrefix(t.src[quote:], `"""`) || strings.HasPrefix(t.src[quote:], `'''`) {
		size = 3
	}
	if strings.ContainsAny(prefix, "fF") {
		return t.fstringStart(quote, size, strings.ContainsAny(prefix, "rR"))
	}
	line, lineStart := t.line, t.lineStart
	t.pos = quote + size
	if !t.skipStringText(t.src[quote], size) {
		t.failString(size, line, lineStart, t.src[quote], t.line)
		return t.invalid()
	}
	return t.tokenFrom(tokString, line, lineStart)
}

// skipStringText moves behind the closing quotes; false means there are none.
func (t *tokenizer) skipStringText(quote byte, size int) bool {
	for t.pos < len(t.src) {
		c := t.src[t.pos]
		t.pos++
		switch c {
		case quote:
			if size == 1 {
				return true
			}
			if t.quotesAt(t.pos-1, quote, size) {
				t.pos += 2
				return true
			}
		case '\\':
			if t.pos < len(t.src) {
				t.pos++
				if t.src[t.pos-1] == '\n' {
					t.nextLine()
				}
			}
		case '\n':
			if size == 1 {
				t.pos--
				return false
			}
			t.nextLine()
		}
	}
	return false
}

// quotesAt reports whether size quotes stand at p.
func (t *tokenizer) quotesAt(p int, quote byte, size int) bool {
	if p+size > len(t.src) {
		return false
	}
	for i := range size {
		if t.src[p+i] != quote {
			return false
		}
	}
	return true
}

// failString notes that the string which begins at start, on the given line, has no
// end on line last.
func (t *tokenizer) failString(size, line, lineStart int, quote byte, last int) {
	if n := len(t.fstrings); n > 0 {
		if f := t.fstrings[n-1]; f.quote == quote && f.size == size && !f.inText() {
			t.failFrom(t.start, line, lineStart, "f-string: expecting '}'")
			return
		}
	}
	if size == 3 {
		last = strings.Count(t.src[:len(t.src)-1], "\n") + 1
		t.failFrom(t.start, line, lineStart, fmt.Sprintf("unterminated triple-quoted string literal (detected at line %d)", last))
		t.err.Incomplete = true
		return
	}
	t.failFrom(t.start, line, lineStart, fmt.Sprintf("unterminated string literal (detected at line %d)", last))
	// A backslash before the very end of the text asks for another line.
	t.err.Incomplete = t.pos >= len(t.src)
}

// An fstring is one that has begun and not ended. Its fields nest: {a:{b}}.
type fstring struct {
	quote  byte
	size   int
	raw    bool
	depth  int     // brackets open within the innermost field, the brace included
	fields []field // the open ones
	start  int     // of its prefix
	line   int
	begin  int // of that line
}

// A field is one {...} of an f-string.
type field struct {
	depth  int  // brackets open outside of it
	inSpec bool // after its colon
}

// inText reports whether what comes next is text: outside of all fields, or in the
// format of one.
func (f *fstring) inText() bool {
	n := len(f.fields)
	return n == 0 || f.fields[n-1].inSpec
}

// fstringStart gives the prefix and opening quotes.
func (t *tokenizer) fstringStart(quote, size int, raw bool) lexer.Token {
	t.fstrings = append(t.fstrings, fstring{
		quote: t.src[quote], size: size, raw: raw, depth: -1,
		start: t.start, line: t.line, begin: t.lineStart,
	})
	t.pos = quote + size
	return t.token(tokFStart)
}

// fstringText gives what stands before the next field or the end of the text:
// characters, then the brace or the closing quotes.
func (t *tokenizer) fstringText() lexer.Token {
	f := &t.fstrings[len(t.fstrings)-1]
	t.start = t.pos
	line, lineStart := t.line, t.lineStart
	spec := len(f.fields) > 0
	for t.pos < len(t.src) {
		c := t.src[t.pos]
		switch {
		case c == f.quote && t.quotesAt(t.pos, f.quote, f.size):
			if t.pos > t.start {
				return t.tokenFrom(tokFMiddle, line, lineStart)
			}
			if spec {
				t.failAt(t.pos+f.size, "f-string: expecting '}'")
				return t.invalid()
			}
			t.pos += f.size
			tok := t.token(tokFEnd)
			t.fstrings = t.fstrings[:len(t.fstrings)-1]
			return tok
		case c == '{' || c == '}':
			if !spec && t.src[t.pos+1] == c {
				t.pos++
				tok := t.tokenFrom(tokFMiddle, line, lineStart)
				t.pos++
				return tok
			}
			if t.pos > t.start {
				return t.tokenFrom(tokFMiddle, line, lineStart)
			}
			return t.fieldBrace(f, c)
		case c == '\\' && t.pos+1 < len(t.src):
			t.skipEscape(f)
		case c == '\n':
			if f.size == 1 {
				t.failFString(f)
				return t.invalid()
			}
			t.pos++
			t.nextLine()
		default:
			t.pos++
		}
	}
	t.failFString(f)
	return t.invalid()
}

// skipEscape moves over a backslash and what it escapes, as far as that matters
// for finding fields: \N{...} is text, and a brace is never escaped.
func (t *tokenizer) skipEscape(f *fstring) {
	t.pos++
	switch c := t.src[t.pos]; {
	case c == '{' || c == '}':
	case c == 'N' && !f.raw && t.src[t.pos+1] == '{':
		if n := strings.IndexAny(t.src[t.pos:], "}\n'\""); n >= 0 && t.src[t.pos+n] == '}' {
			t.pos += n
		}
		t.pos++
	case c == '\n':
		t.pos++
		t.nextLine()
	default:
		t.pos++
	}
}

// fieldBrace opens or closes a field from within text.
func (t *tokenizer) fieldBrace(f *fstring, c byte) lexer.Token {
	if c == '{' {
		if len(f.fields) > 0 && len(f.fields) >= maxFields {
			t.failAt(t.pos+1, "f-string: expressions nested too deeply")
			return t.invalid()
		}
		if !t.open() {
			return t.invalid()
		}
		f.fields = append(f.fields, field{depth: len(t.brackets) - 1})
		f.depth = len(t.brackets)
		t.pos++
		return t.token(tokLBrace)
	}
	if len(f.fields) == 0 {
		t.failAt(t.pos+1, "f-string: single '}' is not allowed")
		return t.invalid()
	}
	return t.closeField(f)
}

// maxFields is how deep fields may nest in the format of others.
const maxFields = 100

func (t *tokenizer) closeField(f *fstring) lexer.Token {
	n := len(f.fields) - 1
	t.brackets = t.brackets[:f.fields[n].depth]
	f.fields = f.fields[:n]
	f.depth = -1
	if n > 0 {
		f.depth = f.fields[n-1].depth + 1
	}
	t.pos++
	return t.token(tokRBrace)
}

// fieldMark gives the marks that mean something else outside of all brackets of a
// field: its end, the colon before its format, the ! before its conversion.
func (t *tokenizer) fieldMark(f *fstring, k kind) (lexer.Token, bool) {
	switch k {
	case tokRBrace:
		return t.closeField(f), true
	case tokColon, tokWalrus:
		f.fields[len(f.fields)-1].inSpec = true
		t.pos++
		return t.token(tokColon), true
	case tokUnknown:
		if t.src[t.pos] == '!' {
			t.pos++
			return t.token(tokBang), true
		}
	}
	return lexer.Token{}, false
}

// failFString notes that an f-string has no end.
func (t *tokenizer) failFString(f *fstring) {
	t.start = f.start
	fs := *f
	t.fstrings = t.fstrings[:len(t.fstrings)-1]
	t.failString(fs.size, fs.line, fs.begin, fs.quote, fs.line)
	t.start = min(t.start, t.pos)
}
