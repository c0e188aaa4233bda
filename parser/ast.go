package parser

// Pos says where a node stands in the source: from (Line, Col) up to, not
// including, (EndLine, EndCol). Lines count from 1; columns are offsets in
// UTF-8 bytes and count from 0, as CPython's col_offset does.
type Pos struct {
	Line, Col, EndLine, EndCol int32
}

// Position returns the place of the node that embeds p.
func (p *Pos) Position() *Pos { return p }

// Node is any part of the tree that has a place in the source.
type Node interface {
	Position() *Pos
}

// Expr is an expression. The interface is closed: the concrete types are the
// pointers to the structs of expressions.go.
type Expr interface {
	Node
	exprNode()
}

// Stmt is a statement. The interface is closed: the concrete types are the
// pointers to the structs of statements.go.
type Stmt interface {
	Node
	stmtNode()
}

// Pattern is a pattern of a case block. The interface is closed: the concrete
// types are the pointers to the structs of patterns.go.
type Pattern interface {
	Node
	patternNode()
}

// Module is one parsed source text.
type Module struct {
	Pos
	Filename string
	Mode     Mode
	// Body holds the statements; in mode Eval it is exactly one *ExprStmt.
	Body []Stmt
	// PrintFunction tells that `from __future__ import print_function` was
	// given, in the text or by the mode flag.
	PrintFunction bool
	// Warnings are what is to be said of the text though it is right.
	Warnings []Warning
}

// Warning is what a compiler says of code that is hardly meant as it is
// written: Python's SyntaxWarning.
type Warning struct {
	Line int
	Text string
}

// Block is the body of a compound statement, after its colon. A block is never
// empty, except that an absent else or finally is a Block without statements.
type Block struct {
	Stmts []Stmt
}

// Mode says what a source text is, in its low bits, and how it is read, in its
// flags.
type Mode int

const (
	// Exec reads a file: any number of statements.
	Exec Mode = iota
	// Eval reads one expression.
	Eval
	// Single reads one interactive statement, as compile(..., 'single') does.
	Single
)

const (
	// Prompt is a flag for Single: the text comes line by line from a person,
	// so a block stays open (an incomplete input) until an empty line ends it.
	Prompt Mode = 1 << (iota + 4)
	// PrintFunction is a flag: the print statement is off from the start.
	PrintFunction
)

// kind returns the mode without its flags.
func (m Mode) kind() Mode { return m & 0xF }
