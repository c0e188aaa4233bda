package parser

import (
	"unicode/utf8"

	"github.com/alecthomas/participle/v2/lexer"
)

const (
	tabSize   = 8
	maxIndent = 100
)

// An indentation is the width of a line's leading space, once with tabs to
// multiples of eight and once with tabs as one: lines whose two widths disagree
// about their order mix tabs and spaces.
type indentation struct {
	col, alt int
}

// indentOrDedent looks at the start of a logical line. It skips blank lines, and
// returns an indent or a dedent (or the error's token) if one stands here.
func (t *tokenizer) indentOrDedent() (lexer.Token, bool) {
	if t.dedents > 0 {
		return t.dedent(), true
	}
	in := t.skipBlankLines()
	if t.err != nil {
		return t.invalid(), true
	}
	t.atLine = false
	t.start = t.pos
	top := t.indents[len(t.indents)-1]
	switch {
	case in.col == top.col:
		if in.alt != top.alt {
			t.failTabs()
			return t.invalid(), true
		}
	case in.col > top.col:
		return t.indent(in, top), true
	default:
		n := len(t.indents)
		for n > 1 && in.col < t.indents[n-1].col {
			n--
		}
		if t.dedents = len(t.indents) - n; in.col != t.indents[n-1].col {
			t.failIndentation("unindent does not match any outer indentation level")
			return t.invalid(), true
		}
		if in.alt != t.indents[n-1].alt {
			t.failTabs()
			return t.invalid(), true
		}
		t.indents = t.indents[:n]
		t.atLine = t.dedents > 1 // come back for the others
		return t.dedent(), true
	}
	return lexer.Token{}, false
}

func (t *tokenizer) indent(in, top indentation) lexer.Token {
	switch {
	case len(t.indents) >= maxIndent:
		t.failLine("IndentationError", "too many levels of indentation", 1)
		return t.invalid()
	case in.alt <= top.alt:
		t.failTabs()
		return t.invalid()
	}
	t.indents = append(t.indents, in)
	return t.emptyToken(tokIndent)
}

func (t *tokenizer) dedent() lexer.Token {
	t.dedents--
	t.atLine = t.dedents > 0
	return t.emptyToken(tokDedent)
}

func (t *tokenizer) emptyToken(k kind) lexer.Token {
	t.start = t.pos
	return t.token(k)
}

// skipBlankLines moves to the first character of the next line that is not blank
// and returns its indentation, which is 0 at the end of the text.
func (t *tokenizer) skipBlankLines() indentation {
	var in indentation
	for t.pos < len(t.src) {
		switch t.src[t.pos] {
		case ' ':
			in.col++
			in.alt++
		case '\t':
			in.col = (in.col/tabSize + 1) * tabSize
			in.alt++
		case '\f':
			in = indentation{}
		case '\\':
			return t.continuedIndentation(in)
		case '#':
			t.skipComment()
			continue
		case '\n':
			in = indentation{}
			t.pos++
			t.nextLine()
			continue
		default:
			return in
		}
		t.pos++
	}
	return indentation{}
}

// continuedIndentation reads on after a backslash among the leading space: the
// width of the first line counts, or if it has none, that of the line which the
// backslash leads to.
func (t *tokenizer) continuedIndentation(first indentation) indentation {
	if !t.skipSpace() {
		return first
	}
	if first.col > 0 {
		return first
	}
	for p := t.lineStart; p < t.pos; p++ {
		if t.src[p] == '\t' {
			first.col = (first.col/tabSize + 1) * tabSize
		} else {
			first.col++
		}
		first.alt++
	}
	return first
}

func (t *tokenizer) failTabs() {
	t.failLine("TabError", "inconsistent use of tabs and spaces in indentation", 1)
}

// failIndentation notes an error about the whole line: the caret stands at its
// end.
func (t *tokenizer) failIndentation(msg string) {
	t.failLine("IndentationError", msg, utf8.RuneCountInString(lineAt(t.src, t.line)))
	t.err.EndCol = -1
}

func (t *tokenizer) failLine(class, msg string, col int) {
	t.err = &SyntaxError{Class: class, Msg: msg, Line: t.line, Col: col, EndLine: t.line}
}
