package compiler

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"brine/parser"
)

// errorMaker makes the syntax errors of one source text.
type errorMaker struct {
	filename string
	source   []byte
}

// at returns a SyntaxError for the node at pos; nil means no known place.
func (m *errorMaker) at(pos *parser.Pos, msg string) error { return m.make(pos, msg) }

// startingAt is at for an error of which CPython tells no end.
func (m *errorMaker) startingAt(pos *parser.Pos, msg string) error {
	e := m.make(pos, msg)
	e.EndLine, e.EndCol = 0, 0
	return e
}

func (m *errorMaker) make(pos *parser.Pos, msg string) *parser.SyntaxError {
	e := &parser.SyntaxError{Class: "SyntaxError", Msg: msg, Filename: m.filename}
	if pos == nil || pos.Line == 0 {
		return e
	}
	e.Line, e.EndLine = int(pos.Line), int(pos.EndLine)
	e.Text = m.line(e.Line)
	e.Col = column(e.Text, int(pos.Col))
	e.EndCol = column(m.line(e.EndLine), int(pos.EndCol))
	return e
}

// line returns line n of the source with its end, or "" if it is not known.
func (m *errorMaker) line(n int) string {
	rest := m.source
	for ; n > 1; n-- {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			return ""
		}
		rest = rest[i+1:]
	}
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i+1]
	}
	return string(rest)
}

// column turns a byte offset from 0 into a character offset from 1.
func column(line string, offset int) int {
	if offset < 0 || offset > len(line) {
		return offset + 1
	}
	return utf8.RuneCountInString(line[:offset]) + 1
}

func sortedNames(set names) []string {
	list := make([]string, 0, len(set))
	for name := range set {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
