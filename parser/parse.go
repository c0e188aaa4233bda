package parser

import (
	"errors"
	"fmt"
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
	m.Filename, m.Mode, m.PrintFunction = filename, mode, !t.printing
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
		e.Col, e.EndCol = len([]rune(e.Text)), -1
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
	return len([]rune(line[:offset])) + 1
}

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
