package parser

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// A placedError is an error whose columns are still byte offsets. Parse turns it
// into a *SyntaxError.
type placedError struct {
	class, msg string
	pos        Pos
	generic    bool   // merely "invalid syntax"
	hopeless   bool   // more input could not help
	reached    *token // the last one that was looked at
}

func (e *placedError) Error() string { return e.msg }

// Columns of a placedError that are no offsets.
const (
	// noEnd as EndCol means that the end of the range is not known: one caret.
	noEnd = -2
	// endColumn as Col stands for the newline of the line.
	endColumn = -3
)

// settle chooses between the error of the parser and that of the lexer, which read
// the whole text before the parser began.
func (t *tokenizer) settle(err error) *SyntaxError {
	var placed *placedError
	if !errors.As(err, &placed) {
		placed = &placedError{class: "SyntaxError", msg: err.Error(), pos: Pos{Line: 1}, reached: &token{}}
	}
	reached := placed.reached
	if t.err != nil {
		unclosed := len(t.brackets) > 0 && reached.Pos.Line > t.brackets[len(t.brackets)-1].line
		switch {
		case reached.Type == tokInvalid:
			t.err.Incomplete = t.err.Incomplete && !placed.hopeless
			return t.finish(t.err)
		case placed.generic && placed.class == "IndentationError":
		case t.overrides:
			t.err.Incomplete = false
			return t.finish(t.err)
		case unclosed:
			t.failUnclosed()
			t.err.Incomplete = false
			return t.finish(t.err)
		}
	}
	return t.convert(placed)
}

// convert turns byte offsets into columns of characters and adds the line.
func (t *tokenizer) convert(p *placedError) *SyntaxError {
	e := &SyntaxError{Class: p.class, Msg: p.msg, Line: int(p.pos.Line), EndLine: int(p.pos.EndLine)}
	e.Incomplete = t.atEnd(p.reached)
	if p.generic && p.reached.Type == tokEOF {
		e.Line, e.EndLine = e.Line-1, e.EndLine-1
		e.Text = lineAt(t.src, e.Line)
		return e
	}
	e.Text = lineAt(t.src, e.Line)
	e.Col = column(e.Text, int(p.pos.Col))
	switch {
	case p.pos.Col == endColumn:
		e.Col, e.EndCol = utf8.RuneCountInString(e.Text), -1
	case p.pos.EndCol == noEnd:
		e.EndCol = -1
	default:
		e.EndCol = column(lineAt(t.src, e.EndLine), int(p.pos.EndCol))
	}
	return e
}

// atEnd reports whether nothing but dedents and the end comes behind token tok.
func (t *tokenizer) atEnd(tok *token) bool {
	return tok.Type == tokEOF || tok.Type == tokDedent && tok.Pos.Offset >= len(t.src)
}

// finish adds the line to an error of the lexer.
func (t *tokenizer) finish(e *SyntaxError) *SyntaxError {
	e.Text = strings.TrimSuffix(lineAt(t.src, e.Line), "\n")
	return e
}

// column turns a byte offset into a column of characters, from 1.
func column(line string, offset int) int {
	offset = max(min(offset, len(line)), -1)
	if offset < 0 {
		return 0
	}
	return utf8.RuneCountInString(line[:offset]) + 1
}
