package parser

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
