package parser

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// MaxDepth is the greatest height of a tree of expressions or patterns: every pass
// over the tree recurses at most this deep within one statement.
const MaxDepth = 3000

// Parse reads a source text. The error, if any, is a *SyntaxError.
func Parse(filename string, src []byte, mode Mode) (m *Module, err error) {
	text, bad := decodeSource(src)
	if bad != nil {
		bad.Filename = filename
		return nil, bad
	}
	t := newTokenizer(text, mode)
	lex, _ := lexer.Upgrade(t)
	if m, err = parseModule(lex, mode); err == nil {
		err = incomplete(m, text, mode)
	}
	if err != nil {
		e := t.settle(err)
		e.Filename = filename
		return nil, e
	}
	m.Filename, m.Mode, m.PrintFunction, m.Warnings = filename, mode, !t.printing, t.warnings
	return m, nil
}

// parseModule reads all tokens. Participle panics on some grammars and inputs; such
// a panic ends here, as an error.
func parseModule(lex *lexer.PeekingLexer, mode Mode) (m *Module, err error) {
	defer func() {
		if r := recover(); r != nil {
			p := newParser(lex)
			m, err = nil, p.errorAt("SyntaxError", tokenPos(p.tok), "invalid syntax (the parser failed: %v)", r)
		}
	}()
	p := newParser(lex)
	p.want(tokBegin)
	m = &Module{}
	switch mode.kind() {
	case Eval:
		m.Body = []Stmt{p.evalInput()}
	case Single:
		m.Body = p.interactive()
	default:
		for p.err == nil && !p.at(tokEOF) {
			m.Body = p.statements(m.Body)
		}
	}
	m.Pos = p.fromCompound(&lex.Range(0, 1)[0])
	return m, p.err
}

// eval: star_expressions NEWLINE* ENDMARKER
func (p *parser) evalInput() Stmt {
	start, cursor := p.tok, p.lex.RawCursor()
	e := p.starExpressions()
	p.limitHeight(e, cursor)
	s := &ExprStmt{Pos: p.from(start), Value: e}
	for p.got(tokNewline) {
	}
	p.want(tokEOF)
	return s
}

// interactive: compound_stmt | simple_stmts
func (p *parser) interactive() []Stmt {
	var body []Stmt
	if !p.at(tokEOF) {
		body = p.statements(nil)
	}
	if p.err == nil && !p.at(tokEOF) {
		p.failAt(tokenPos(p.tok), "multiple statements found while compiling a single statement")
	}
	return body
}

// incomplete returns an error if a block that is typed at the prompt is still open:
// an empty line ends it.
func incomplete(m *Module, text string, mode Mode) error {
	if mode.kind() != Single || mode&Prompt == 0 || len(m.Body) == 0 {
		return nil
	}
	switch m.Body[0].(type) {
	case *If, *While, *For, *Try, *With, *Match, *FunctionDef, *ClassDef:
	default:
		return nil
	}
	lines := strings.TrimSuffix(text, "\n")
	last := lines[strings.LastIndexByte(lines, '\n')+1:]
	if strings.TrimSpace(last) == "" {
		return nil
	}
	pos := Pos{Line: int32(strings.Count(text, "\n")), Col: endColumn, EndCol: noEnd}
	pos.EndLine = pos.Line
	return &placedError{class: "SyntaxError", msg: "unexpected EOF while parsing", pos: pos, reached: &token{Type: tokEOF}}
}
