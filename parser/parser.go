package parser

import (
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// A parser reads tokens by hand, for everything that is not a production of
// participle. Participle hands the token stream from one to the next, so that a
// parser is made anew for each expression or block; what it needs to know of
// earlier text it reads from the tokens behind it.
//
// The first error stays in err and replaces the next token by one of a kind that
// nothing expects: parse methods need not test for it, they run out of tokens.
type parser struct {
	lex   *lexer.PeekingLexer
	tok   *token // the next one
	prev  *token // the one consumed last
	depth int    // of nested expressions or patterns
	// brackets counts the open ones, as far as this parser knows them, and fstring
	// tells that it reads a field of an f-string: both choose messages only.
	brackets int
	fstring  bool
	// trial counts the attempts in progress in which particular messages are off.
	trial int
	err   error
}

func newParser(lex *lexer.PeekingLexer) parser {
	at := lex.RawCursor()
	return parser{lex: lex, tok: lex.Peek(), prev: &lex.Range(max(at, 1)-1, max(at, 1))[0]}
}

type (
	token     = lexer.Token
	lexerMark = lexer.Checkpoint
)

// failed stands for the next token after an error.
var failed = token{Type: tokInvalid}

// next consumes a token and returns it.
func (p *parser) next() *token {
	if p.err != nil {
		return p.prev
	}
	p.prev = p.lex.Next()
	p.tok = p.lex.Peek()
	return p.prev
}

// at reports whether the next token is of kind k.
func (p *parser) at(k kind) bool { return p.tok.Type == k }

// got consumes the next token if it is of kind k.
func (p *parser) got(k kind) bool {
	if p.tok.Type != k {
		return false
	}
	p.next()
	return true
}

// want consumes the next token, which must be of kind k.
func (p *parser) want(k kind) *token {
	if p.tok.Type != k {
		p.failInvalid()
		return p.prev
	}
	return p.next()
}

// name consumes an identifier and returns it.
func (p *parser) name() string {
	if !p.atName() {
		p.failInvalid()
		return ""
	}
	return p.next().Value
}

// atName reports whether the next token is an identifier.
func (p *parser) atName() bool { return p.tok.Type == tokName || p.tok.Type == tokPrint }

// atWord reports whether the next token is the soft keyword s.
func (p *parser) atWord(s string) bool { return p.tok.Type == tokName && p.tok.Value == s }

// peek returns the token n behind the next one.
func (p *parser) peek(n int) *token {
	at := p.lex.RawCursor()
	for ; n > 0; n-- {
		if t := &p.lex.Range(at, at+1)[0]; t.EOF() {
			return t
		}
		at++
	}
	return &p.lex.Range(at, at+1)[0]
}

// text returns the whole source, which the first token holds.
func (p *parser) text() string { return p.lex.Range(0, 1)[0].Value }

// startPos returns a position that begins at token t.
func startPos(t *token) Pos {
	return Pos{Line: int32(t.Pos.Line), Col: int32(t.Pos.Column)}
}

// endOf returns the line and column behind token t, which may span lines if it is
// a string. A name beyond ASCII was normalised, and keeps its spelling where
// participle has room for a file name.
func endOf(t *token) (line, col int32) {
	line, col = int32(t.Pos.Line), int32(t.Pos.Column+len(t.Value))
	if t.Pos.Filename != "" {
		col = int32(t.Pos.Column + len(t.Pos.Filename))
	}
	if t.Type == tokString || t.Type == tokFMiddle {
		if i := strings.LastIndexByte(t.Value, '\n'); i >= 0 {
			line += int32(strings.Count(t.Value, "\n"))
			col = int32(len(t.Value) - i - 1)
		}
	}
	return line, col
}

// from returns the position from the start of token t to the end of the token
// consumed last.
func (p *parser) from(t *token) Pos {
	pos := startPos(t)
	pos.EndLine, pos.EndCol = endOf(p.prev)
	return pos
}

// tokenPos returns the position of token t.
func tokenPos(t *token) Pos {
	pos := startPos(t)
	pos.EndLine, pos.EndCol = endOf(t)
	return pos
}

// failAt notes an error at a place in the text, unless there is one already.
func (p *parser) failAt(pos Pos, format string, args ...any) {
	if p.err == nil {
		e := p.errorAt("SyntaxError", pos, format, args...)
		e.generic = p.trial > 0
		p.fail(e)
	}
}

// failInvalid notes that the next token fits nowhere.
func (p *parser) failInvalid() {
	if p.err == nil {
		p.fail(p.unexpected(p.tok))
	}
}

// fail notes an error that another parser met.
func (p *parser) fail(err error) {
	if p.err == nil && err != nil {
		p.err = err
		p.tok = &failed
	}
}

func (p *parser) errorAt(class string, pos Pos, format string, args ...any) *placedError {
	return &placedError{class: class, msg: p.prefix() + fmt.Sprintf(format, args...), pos: pos, reached: p.tok}
}

// unexpected returns the error for a token that fits nowhere.
func (p *parser) unexpected(t *token) *placedError {
	e := &placedError{class: "SyntaxError", msg: p.prefix() + "invalid syntax", pos: tokenPos(t), generic: true, reached: t}
	switch t.Type {
	case tokIndent:
		e.class, e.msg = "IndentationError", "unexpected indent"
		e.pos = linePos(t)
	case tokDedent:
		e.class, e.msg = "IndentationError", "unexpected unindent"
		e.pos = linePos(t)
	}
	return e
}

// prefix returns what precedes messages about a field of an f-string.
func (p *parser) prefix() string {
	if p.fstring {
		return "f-string: "
	}
	return ""
}

// linePos returns the place of an error about the indentation of token t.
func linePos(t *token) Pos {
	pos := startPos(t)
	pos.Col--
	pos.EndLine, pos.EndCol = pos.Line, noEnd
	return pos
}
