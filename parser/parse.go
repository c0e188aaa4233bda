package parser

// MaxDepth is the greatest height of a tree of expressions or patterns: every pass
// over the tree recurses at most this deep within one statement.
const MaxDepth = 3000

// Parse reads a source text. The error, if any, is a *SyntaxError.
func Parse(filename string, src []byte, mode Mode) (*Module, error) {
	return nil, &SyntaxError{Class: "SyntaxError", Msg: "not yet written", Filename: filename}
}
