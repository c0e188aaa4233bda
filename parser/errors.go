package parser

import (
	"fmt"
	"strings"
)

// SyntaxError is a refused source text, in CPython's words.
type SyntaxError struct {
	// Class is SyntaxError, IndentationError or TabError; RecursionError (which
	// has no place in the text) if the tree would be deeper than MaxDepth.
	Class    string
	Msg      string
	Filename string
	// Line counts from 1, Col in characters from 1, as SyntaxError.offset does;
	// the range ends before (EndLine, EndCol). EndLine 0 means no known end.
	Line, Col, EndLine, EndCol int
	// Text is the source line of Line, with its line end if it has one.
	Text string
	// Incomplete tells that more input could make the text valid, so that a
	// prompt should ask for another line.
	Incomplete bool
}

// Error returns the class and the message; Format shows the place too.
func (e *SyntaxError) Error() string { return e.Class + ": " + e.Msg }

// Format returns the error as CPython prints it:
//
//	  File "x.py", line 1
//	    a b
//	      ^
//	SyntaxError: invalid syntax
func (e *SyntaxError) Format() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "  File \"%s\", line %d\n", e.Filename, e.Line)
		e.formatText(&b)
	}
	fmt.Fprintf(&b, "%s: %s", e.Class, e.Msg)
	if e.Line == 0 && e.Filename != "" {
		fmt.Fprintf(&b, " (%s)", e.Filename)
	}
	b.WriteByte('\n')
	return b.String()
}

// formatText writes the line without its indentation, and carets below the range.
func (e *SyntaxError) formatText(b *strings.Builder) {
	if e.Text == "" {
		return
	}
	line := []rune(strings.TrimRight(e.Text, "\n"))
	spaces := 0
	for spaces < len(line) && (line[spaces] == ' ' || line[spaces] == '\f') {
		spaces++
	}
	line = line[spaces:]
	fmt.Fprintf(b, "    %s\n", string(line))
	end := e.EndCol
	if end == 0 || end == -1 || end == e.Col {
		end = e.Col + 1
	}
	from, to := e.Col-1-spaces, end-1-spaces
	if from < 0 {
		return
	}
	b.WriteString("    ")
	for i := 0; i < from; i++ {
		if i < len(line) && (line[i] == '\t' || line[i] == '\v' || line[i] == '\f' || line[i] == 0xa0 || line[i] == 0x3000) {
			b.WriteRune(line[i])
		} else if i < len(line) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(strings.Repeat("^", max(to-from, 0)))
	b.WriteByte('\n')
}
