package parser

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

// maxBrackets is how deep brackets and the fields of f-strings may nest.
const maxBrackets = 200

// definition is Python's lexer as participle sees it. Only its symbols are used
// to build productions; Parse makes its tokenizer itself.
type definition struct{}

// Symbols returns the token kinds that grammar tags may name.
func (definition) Symbols() map[string]lexer.TokenType { return symbols }

// Lex returns the tokens of r.
func (definition) Lex(filename string, r io.Reader) (lexer.Lexer, error) {
	src, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	text, bad := decodeSource(src)
	if bad != nil {
		return nil, bad
	}
	return newTokenizer(text, Exec), nil
}

// A tokenizer cuts a text into tokens, indentation included. When it meets an
// error it hands out an invalid token and then the end: the parser, which reads
// after the whole text is cut, may find an earlier error.
type tokenizer struct {
	src       string // ends in a newline
	pos       int    // the next byte
	line      int    // the line of pos, from 1
	lineStart int    // where that line begins
	start     int    // where the token begun last begins

	begun     bool
	atLine    bool // pos is where a logical line may begin
	inLine    bool // a token of the logical line has been given
	last      kind // the kind given last
	dedents   int  // dedents to give
	ended     bool
	indents   []indentation
	brackets  []bracket
	fstrings  []fstring
	printing  bool // `print` may be a statement
	future    int  // words of `from __future__ import` seen in this line
	warnings  []Warning
	err       *SyntaxError
	overrides bool // err is one that CPython prefers to an earlier error of the parser
}

// A bracket is one that is open.
type bracket struct {
	char            byte
	line, lineStart int
	pos             int
}

func newTokenizer(src string, mode Mode) *tokenizer {
	return &tokenizer{
		src:      src,
		line:     1,
		atLine:   true,
		last:     tokNewline,
		printing: mode&PrintFunction == 0,
		indents:  make([]indentation, 1, 16),
	}
}

// Next returns the next token; after the last it returns the end for ever. The
// error is always nil.
func (t *tokenizer) Next() (lexer.Token, error) {
	tok := t.next()
	t.last = tok.Type
	return tok, nil
}

func (t *tokenizer) next() lexer.Token {
	if !t.begun {
		t.begun = true
		return lexer.Token{Type: tokBegin, Value: t.src, Pos: lexer.Position{Line: 1}}
	}
	if t.ended || t.err != nil {
		t.start = t.pos
		return t.token(tokEOF)
	}
	if n := len(t.fstrings); n > 0 && t.fstrings[n-1].inText() {
		return t.fstringText()
	}
	if t.atLine {
		if tok, ok := t.indentOrDedent(); ok {
			return tok
		}
	}
	if !t.skipSpace() {
		return t.invalid()
	}
	t.start = t.pos
	if t.pos == len(t.src) {
		return t.end()
	}
	c := t.src[t.pos]
	switch class[c] {
	case classLetter:
		return t.word()
	case classDigit:
		return t.number()
	case classQuote:
		return t.str(t.pos)
	case classNewline:
		return t.newline()
	}
	if c == '.' && t.pos+1 < len(t.src) && class[t.src[t.pos+1]] == classDigit {
		return t.number()
	}
	return t.operator()
}

// token returns the token from start to pos, which lies within one line.
func (t *tokenizer) token(k kind) lexer.Token {
	return lexer.Token{
		Type:  k,
		Value: t.src[t.start:t.pos],
		Pos:   lexer.Position{Offset: t.start, Line: t.line, Column: t.start - t.lineStart},
	}
}

// tokenFrom returns the token from start, which is at the given line, to pos.
func (t *tokenizer) tokenFrom(k kind, line, lineStart int) lexer.Token {
	return lexer.Token{
		Type:  k,
		Value: t.src[t.start:t.pos],
		Pos:   lexer.Position{Offset: t.start, Line: line, Column: t.start - lineStart},
	}
}

// invalid returns the token that stands for t.err.
func (t *tokenizer) invalid() lexer.Token {
	if t.start > t.pos {
		t.start = t.pos
	}
	return t.token(tokInvalid)
}

// skipSpace moves to the next token of the line, over escaped and, within
// brackets, over plain line ends and comments. It reports false on an error.
func (t *tokenizer) skipSpace() bool {
	for t.pos < len(t.src) {
		switch c := t.src[t.pos]; c {
		case ' ', '\t', '\f':
			t.pos++
		case '\\':
			if t.src[t.pos+1] != '\n' {
				t.start = t.pos
				t.failAt(t.pos+2, "unexpected character after line continuation character")
				t.err.EndCol, t.overrides = 0, false
				return false
			}
			t.pos += 2
			t.nextLine()
			if t.pos == len(t.src) {
				t.failEnd("unexpected EOF while parsing")
				return false
			}
		case '\n':
			if len(t.brackets) == 0 {
				return true
			}
			t.pos++
			t.nextLine()
		case '#':
			if len(t.brackets) == 0 {
				return true
			}
			if t.hidesQuote() {
				t.failAt(t.pos+1, "f-string expression part cannot include '#'")
				return false
			}
			t.skipComment()
		default:
			return true
		}
	}
	return true
}

// hidesQuote reports whether the comment at pos swallows what is meant to be the end
// of the f-string around it.
func (t *tokenizer) hidesQuote() bool {
	n := len(t.fstrings)
	if n == 0 || t.fstrings[n-1].size == 3 {
		return false
	}
	line, _, _ := strings.Cut(t.src[t.pos:], "\n")
	return strings.IndexByte(line, t.fstrings[n-1].quote) >= 0
}

// skipComment moves to the end of the line.
func (t *tokenizer) skipComment() {
	for t.src[t.pos] != '\n' {
		t.pos++
	}
}

// nextLine notes that pos is the start of a line.
func (t *tokenizer) nextLine() {
	t.line++
	t.lineStart = t.pos
}

// newline ends a logical line. The token's value is the comment, if any.
func (t *tokenizer) newline() lexer.Token {
	if t.src[t.pos] == '#' {
		t.skipComment()
	}
	tok := t.token(tokNewline)
	t.pos++
	t.nextLine()
	t.atLine, t.inLine, t.future = true, false, 0
	return tok
}

// end gives the end, or an error if something is still open.
func (t *tokenizer) end() lexer.Token {
	switch {
	case len(t.fstrings) > 0:
		t.failFString(&t.fstrings[len(t.fstrings)-1])
		return t.invalid()
	case len(t.brackets) > 0:
		t.failUnclosed()
		return t.invalid()
	}
	t.ended = true
	return t.token(tokEOF)
}

// word scans a name, a keyword, or a string with a prefix.
func (t *tokenizer) word() lexer.Token {
	p := t.pos + 1
	for class[t.src[p]] <= classDigit {
		p++
	}
	ascii := true
	for q := t.pos; q < p; q++ {
		if t.src[q] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii && p-t.pos <= 2 && class[t.src[p]] == classQuote && isStringPrefix(t.src[t.pos:p]) {
		return t.str(p)
	}
	if !ascii {
		if bad := t.checkName(t.src[t.pos:p]); bad {
			return t.invalid()
		}
	}
	t.pos = p
	k := keywordOrName(t.src[t.start:p])
	tok := t.token(k)
	if !ascii {
		tok.Pos.Filename = tok.Value // as it is spelled, for its end
		tok.Value = normalizeName(tok.Value)
	}
	if k == tokName && tok.Value == "print" && t.printing && opensStatement(t.last) {
		tok.Type = tokPrint
	}
	t.watchFuture(tok)
	t.inLine = true
	return tok
}

// opensStatement reports whether a statement may follow a token of kind k.
func opensStatement(k kind) bool {
	switch k {
	case tokBegin, tokNewline, tokIndent, tokDedent, tokSemi, tokColon:
		return true
	}
	return false
}

// watchFuture turns the print statement off after
// `from __future__ import print_function`.
func (t *tokenizer) watchFuture(tok lexer.Token) {
	switch {
	case t.future == 0 && !t.inLine && tok.Type == tokFrom,
		t.future == 1 && tok.Value == "__future__",
		t.future == 2 && tok.Type == tokImport:
		t.future++
	case t.future == 3 && tok.Value == "print_function" && (t.last == tokImport || t.last == tokComma || t.last == tokLParen):
		t.printing = false
	}
}

// checkName reports whether a name with characters beyond ASCII is refused.
func (t *tokenizer) checkName(name string) bool {
	for i, c := range name {
		if c < utf8.RuneSelf || (i > 0 && isNameContinue(c)) || (i == 0 && isNameStart(c)) {
			continue
		}
		t.start = t.pos + i
		end := t.start + utf8.RuneLen(c)
		if unicode.IsPrint(c) {
			t.failAt(end, fmt.Sprintf("invalid character '%c' (U+%04X)", c, c))
		} else {
			t.failAt(end, fmt.Sprintf("invalid non-printable character U+%04X", c))
		}
		return true
	}
	return false
}

// operator scans an operator or a punctuation mark and keeps count of brackets.
func (t *tokenizer) operator() lexer.Token {
	k, n := operatorAt(t.src[t.pos:])
	if f := len(t.fstrings); f > 0 && t.fstrings[f-1].depth == len(t.brackets) {
		if tok, ok := t.fieldMark(&t.fstrings[f-1], k); ok {
			return tok
		}
	}
	switch k {
	case tokLParen, tokLBracket, tokLBrace:
		if !t.open() {
			return t.invalid()
		}
	case tokRParen, tokRBracket, tokRBrace:
		if !t.close() {
			return t.invalid()
		}
	case tokUnknown:
		if c := t.src[t.pos]; c < ' ' || c == 0x7f {
			t.failAt(t.pos+1, fmt.Sprintf("invalid non-printable character U+%04X", c))
			return t.invalid()
		}
	}
	t.pos += n
	t.inLine = true
	return t.token(k)
}

// open notes the bracket at pos.
func (t *tokenizer) open() bool {
	if len(t.brackets) >= maxBrackets {
		t.failAt(t.pos+1, "too many nested parentheses")
		return false
	}
	t.brackets = append(t.brackets, bracket{t.src[t.pos], t.line, t.lineStart, t.pos})
	return true
}

// close forgets the bracket that the one at pos closes.
func (t *tokenizer) close() bool {
	c, prefix := t.src[t.pos], ""
	n := len(t.brackets)
	if f := len(t.fstrings); f > 0 {
		prefix = "f-string: "
		if t.fstrings[f-1].depth == n {
			n = 0 // the brace of the field can not be closed by another bracket
		}
	}
	if n == 0 {
		t.failAt(t.pos+1, fmt.Sprintf("%sunmatched '%c'", prefix, c))
		return false
	}
	b := t.brackets[n-1]
	if c != closing(b.char) {
		msg := fmt.Sprintf("%sclosing parenthesis '%c' does not match opening parenthesis '%c'", prefix, c, b.char)
		if b.line != t.line {
			msg += fmt.Sprintf(" on line %d", b.line)
		}
		t.failAt(t.pos+1, msg)
		return false
	}
	t.brackets = t.brackets[:n-1]
	return true
}

// closing returns the partner of an opening bracket.
func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '}'
}

// failAt notes an error of the current line that CPython's tokenizer would raise
// with everything up to end consumed: the caret stands under the last character.
func (t *tokenizer) failAt(end int, msg string) {
	col := utf8.RuneCountInString(t.src[t.lineStart:end])
	t.err = &SyntaxError{Class: "SyntaxError", Msg: msg, Line: t.line, Col: col, EndLine: t.line, EndCol: col}
	t.overrides = true
}

// failFrom notes an error at start, which is at the given line.
func (t *tokenizer) failFrom(start, line, lineStart int, msg string) {
	col := utf8.RuneCountInString(t.src[lineStart:start]) + 1
	t.err = &SyntaxError{Class: "SyntaxError", Msg: msg, Line: line, Col: col, EndLine: line, EndCol: col}
	t.overrides = true
}

// failEnd notes that the text ends too early.
func (t *tokenizer) failEnd(msg string) {
	line := t.line - 1
	col := utf8.RuneCountInString(lineAt(t.src, line)) // the newline counts
	t.err = &SyntaxError{Class: "SyntaxError", Msg: msg, Line: line, Col: col, EndLine: line, EndCol: -1, Incomplete: true}
	t.start = t.pos
}

// failUnclosed notes that the text ends within brackets.
func (t *tokenizer) failUnclosed() {
	b := t.brackets[len(t.brackets)-1]
	t.failFrom(b.pos, b.line, b.lineStart, fmt.Sprintf("'%c' was never closed", b.char))
	t.err.EndCol, t.err.Incomplete, t.overrides = 0, true, false
	t.start = t.pos
}

// Classes of bytes, in an order that lets one comparison test for "may continue a
// name".
const (
	classLetter = iota // letters, _ and all bytes beyond ASCII
	classDigit
	classOther
	classQuote
	classNewline // \n and #, which end a logical line
)

var class = func() (table [256]byte) {
	for c := range table {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c >= utf8.RuneSelf:
			table[c] = classLetter
		case c >= '0' && c <= '9':
			table[c] = classDigit
		case c == '"', c == '\'':
			table[c] = classQuote
		case c == '\n', c == '#':
			table[c] = classNewline
		default:
			table[c] = classOther
		}
	}
	return table
}()
