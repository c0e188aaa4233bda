package parser

// The statements. A struct with parser tags is AST node and participle grammar at
// once; the untagged ones are read by hand, as their file says. Fields whose types
// are Block, Arguments, CallArgs, Alias, Elif or ExceptHandler bring their own
// punctuation: a Block begins with its colon, Arguments with their parenthesis.

// ExprStmt is an expression that stands alone.
type ExprStmt struct {
	Pos
	Value Expr
}

// Assign is Targets[0] = Targets[1] = ... = Value.
type Assign struct {
	Pos
	Targets []Expr
	Value   Expr
}

// AugAssign is Target Op= Value.
type AugAssign struct {
	Pos
	Target Expr
	Op     Operator
	Value  Expr
}

// AnnAssign is Target: Annotation [= Value]. Simple tells that Target is a name
// without parentheses around it.
type AnnAssign struct {
	Pos
	Target, Annotation Expr
	Value              Expr
	Simple             bool
}

// PrintStmt is the print statement of Python 2: print [>>Dest,] Values...
// Newline is false if a comma ends it.
type PrintStmt struct {
	Pos
	Dest    Expr
	Values  []Expr
	Newline bool
}

// Return is return [Value].
type Return struct {
	Pos
	Value ReturnValue `parser:"'return' @@?"`
}

// Delete is del Targets...
type Delete struct {
	Pos
	Targets []Expr `parser:"'del' @@ ((?! ',' (Newline | ';')) ',' @@)* ','?"`
}

// Pass is pass.
type Pass struct{ Pos }

// Break is break.
type Break struct{ Pos }

// Continue is continue.
type Continue struct{ Pos }

// Raise is raise [Exc [from Cause]].
type Raise struct {
	Pos
	Exc   Expr `parser:"'raise' (@@"`
	Cause Expr `parser:"('from' @@)?)?"`
}

// Global is global Names...
type Global struct {
	Pos
	Names []string `parser:"'global' @Name (',' @Name)*"`
}

// Nonlocal is nonlocal Names...
type Nonlocal struct {
	Pos
	Names []string `parser:"'nonlocal' @Name (',' @Name)*"`
}

// Assert is assert Test [, Msg].
type Assert struct {
	Pos
	Test Expr `parser:"'assert' @@"`
	Msg  Expr `parser:"(',' @@)?"`
}

// Import is import Names...
type Import struct {
	Pos
	Names []*Alias `parser:"'import' @@ (',' @@)*"`
}

// ImportFrom is from Module import Names..., with Level leading dots. Module may
// be empty if Level is not 0. The one name of `import *` is "*".
type ImportFrom struct {
	Pos
	Module string
	Level  int
	Names  []*Alias
}

// Alias is Name [as AsName] in an import; Name may be dotted.
type Alias struct {
	Pos
	Name, AsName string
}

// TypeAlias is type Name[TypeParams] = Value, of Python 3.12.
type TypeAlias struct {
	Pos
	Name       string       `parser:"'type' @Name"`
	TypeParams []*TypeParam `parser:"('[' @@ ((?! ',' ']') ',' @@)* ','? ']')?"`
	Value      Expr         `parser:"'=' @@"`
}

// TypeParam is one type parameter: T, T: Bound, *Ts or **P. Stars is "", "*" or
// "**".
type TypeParam struct {
	Pos
	Stars string `parser:"@('*' | '**')?"`
	Name  string `parser:"@Name"`
	Bound Expr   `parser:"(':' @@)?"`
}

// If is if Test: Body, then the Elifs in order, then OrElse.
type If struct {
	Pos
	Test   NamedExpression `parser:"'if' @@"`
	Body   Block           `parser:"@@"`
	Elifs  []*Elif         `parser:"@@*"`
	OrElse Block           `parser:"('else' @@)?"`
}

// Elif is one elif Test: Body of an If.
type Elif struct {
	Pos
	Test Expr
	Body Block
}

// While is while Test: Body, else: OrElse.
type While struct {
	Pos
	Test   NamedExpression `parser:"'while' @@"`
	Body   Block           `parser:"@@"`
	OrElse Block           `parser:"('else' @@)?"`
}

// For is [async] for Target in Iter: Body, else: OrElse.
type For struct {
	Pos
	Async  bool            `parser:"@'async'?"`
	Target ForTarget       `parser:"'for' @@"`
	Iter   StarExpressions `parser:"'in' @@"`
	Body   Block           `parser:"@@"`
	OrElse Block           `parser:"('else' @@)?"`
}

// Try is try: Body, Handlers, else: OrElse, finally: Finally. Star tells that the
// handlers are except*.
type Try struct {
	Pos
	Body     Block            `parser:"'try' @@"`
	Handlers []*ExceptHandler `parser:"(?= 'except' | 'finally') @@*"`
	OrElse   Block            `parser:"('else' @@)?"`
	Finally  Block            `parser:"('finally' @@)?"`
	Star     bool
}

// ExceptHandler is except[*] Type [as Name]: Body. Type is nil for a bare except;
// Name may be empty.
type ExceptHandler struct {
	Pos
	Star bool
	Type Expr
	Name string
	Body Block
}

// With is [async] with Items: Body.
type With struct {
	Pos
	Async bool
	Items []*WithItem
	Body  Block
}

// WithItem is ContextExpr [as OptionalVars]; OptionalVars may be nil.
type WithItem struct {
	Pos
	ContextExpr  Expr
	OptionalVars Expr
}

// Match is match Subject: Cases.
type Match struct {
	Pos
	Subject SubjectExpression `parser:"'match' @@"`
	Cases   []*MatchCase      `parser:"':' Newline Indent @@+ Dedent"`
}

// MatchCase is case Pattern [if Guard]: Body.
type MatchCase struct {
	Pos
	Pattern Pattern         `parser:"'case' @@"`
	Guard   NamedExpression `parser:"('if' @@)?"`
	Body    Block           `parser:"@@"`
}

// FunctionDef is [async] def Name[TypeParams](Args) -> Returns: Body, under its
// Decorators. Returns may be nil. Pos begins at def or async, not at a decorator.
type FunctionDef struct {
	Pos
	Decorators []Expr
	Async      bool         `parser:"@'async'?"`
	Name       string       `parser:"'def' @Name"`
	TypeParams []*TypeParam `parser:"('[' @@ ((?! ',' ']') ',' @@)* ','? ']')?"`
	Args       *Arguments   `parser:"@@"`
	Returns    Expr         `parser:"('->' @@)?"`
	Body       Block        `parser:"@@"`
}

// ClassDef is class Name[TypeParams](Bases): Body, under its Decorators. Pos
// begins at class, not at a decorator.
type ClassDef struct {
	Pos
	Decorators []Expr
	Name       string       `parser:"'class' @Name"`
	TypeParams []*TypeParam `parser:"('[' @@ ((?! ',' ']') ',' @@)* ','? ']')?"`
	Bases      CallArgs     `parser:"('(' @@ ')')?"`
	Body       Block        `parser:"@@"`
}

func (*ExprStmt) stmtNode()    {}
func (*Assign) stmtNode()      {}
func (*AugAssign) stmtNode()   {}
func (*AnnAssign) stmtNode()   {}
func (*PrintStmt) stmtNode()   {}
func (*Return) stmtNode()      {}
func (*Delete) stmtNode()      {}
func (*Pass) stmtNode()        {}
func (*Break) stmtNode()       {}
func (*Continue) stmtNode()    {}
func (*Raise) stmtNode()       {}
func (*Global) stmtNode()      {}
func (*Nonlocal) stmtNode()    {}
func (*Assert) stmtNode()      {}
func (*Import) stmtNode()      {}
func (*ImportFrom) stmtNode()  {}
func (*TypeAlias) stmtNode()   {}
func (*If) stmtNode()          {}
func (*While) stmtNode()       {}
func (*For) stmtNode()         {}
func (*Try) stmtNode()         {}
func (*With) stmtNode()        {}
func (*Match) stmtNode()       {}
func (*FunctionDef) stmtNode() {}
func (*ClassDef) stmtNode()    {}
