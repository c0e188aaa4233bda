package parser

// The entry points of the expression parser, as participle knows them: a
// statement's field names by its type which production stands there. All of them
// have the methods of Expr and nothing else, so that any expression is assignable
// to and from each.
type (
	// NamedExpression is an expression that may be a bare x := y.
	NamedExpression interface{ Expr }
	// StarExpressions is one expression, or a tuple without parentheses.
	StarExpressions interface{ Expr }
	// ReturnValue is what may follow return: the star_expressions production.
	ReturnValue interface{ Expr }
	// ForTarget is the target of a for statement.
	ForTarget interface{ Expr }
	// SubjectExpression is the subject of a match statement.
	SubjectExpression interface{ Expr }
)

// Name is an identifier.
type Name struct {
	Pos
	ID  string
	Ctx Context
}

// Constant is a literal. Value is nil (None), bool, int64, *big.Int (only
// beyond int64), float64, complex128, string, []byte or EllipsisType.
// A string is UTF-8, in which a lone surrogate (from "\ud800") takes the three
// bytes that UTF-8 would give it (WTF-8).
type Constant struct {
	Pos
	Value any
	// Unicode tells that a string had the prefix u.
	Unicode bool
}

// EllipsisType is the type of the constant `...`.
type EllipsisType struct{}

// JoinedStr is an f-string: its Values are *Constant texts and *FormattedValue.
type JoinedStr struct {
	Pos
	Values []Expr
}

// FormattedValue is one {Value!Conversion:FormatSpec} of an f-string.
type FormattedValue struct {
	Pos
	Value Expr
	// Conversion is 's', 'r', 'a' or -1.
	Conversion rune
	// FormatSpec is nil if absent.
	FormatSpec *JoinedStr
}

// BoolOp is Values joined by one of `and` and `or`; there are two or more.
type BoolOp struct {
	Pos
	Op     BoolOperator
	Values []Expr
}

// NamedExpr is Target := Value.
type NamedExpr struct {
	Pos
	Target *Name
	Value  Expr
}

// BinOp is Left Op Right.
type BinOp struct {
	Pos
	Left  Expr
	Op    Operator
	Right Expr
}

// UnaryOp is Op Operand.
type UnaryOp struct {
	Pos
	Op      UnaryOperator
	Operand Expr
}

// Lambda is lambda Args: Body.
type Lambda struct {
	Pos
	Args *Arguments
	Body Expr
}

// IfExp is Body if Test else OrElse.
type IfExp struct {
	Pos
	Test, Body, OrElse Expr
}

// Dict is {Keys[i]: Values[i], ...}; a nil key stands for **Values[i].
type Dict struct {
	Pos
	Keys, Values []Expr
}

// Set is {Elts, ...}.
type Set struct {
	Pos
	Elts []Expr
}

// List is [Elts, ...].
type List struct {
	Pos
	Elts []Expr
	Ctx  Context
}

// Tuple is (Elts, ...), with or without parentheses.
type Tuple struct {
	Pos
	Elts []Expr
	Ctx  Context
}

// ListComp is [Elt Generators...].
type ListComp struct {
	Pos
	Elt        Expr
	Generators []*Comprehension
}

// SetComp is {Elt Generators...}.
type SetComp struct {
	Pos
	Elt        Expr
	Generators []*Comprehension
}

// DictComp is {Key: Value Generators...}.
type DictComp struct {
	Pos
	Key, Value Expr
	Generators []*Comprehension
}

// GeneratorExp is (Elt Generators...).
type GeneratorExp struct {
	Pos
	Elt        Expr
	Generators []*Comprehension
}

// Comprehension is one [async] for Target in Iter [if Ifs[0]]... clause.
type Comprehension struct {
	Pos
	Target, Iter Expr
	Ifs          []Expr
	Async        bool
}

// Await is await Value.
type Await struct {
	Pos
	Value Expr
}

// Yield is yield [Value]; Value is nil if absent.
type Yield struct {
	Pos
	Value Expr
}

// YieldFrom is yield from Value.
type YieldFrom struct {
	Pos
	Value Expr
}

// Compare is Left Ops[0] Comparators[0] Ops[1] Comparators[1] ...
type Compare struct {
	Pos
	Left        Expr
	Ops         []CmpOperator
	Comparators []Expr
}

// Call is Func(Args..., Keywords...).
type Call struct {
	Pos
	Func Expr
	CallArgs
}

// CallArgs is what stands between the parentheses of a call or of a class
// header, in the order of the source within each list. An argument *x is a
// *Starred in Args; an argument **x is a Keyword without a name.
type CallArgs struct {
	Args     []Expr
	Keywords []*Keyword
}

// Keyword is Arg=Value in a call; Arg is empty for **Value.
type Keyword struct {
	Pos
	Arg   string
	Value Expr
}

// Attribute is Value.Attr.
type Attribute struct {
	Pos
	Value Expr
	Attr  string
	Ctx   Context
}

// Subscript is Value[Slice]; Slice may be a *Slice, or a *Tuple with some.
type Subscript struct {
	Pos
	Value, Slice Expr
	Ctx          Context
}

// Slice is Lower:Upper:Step; each may be nil.
type Slice struct {
	Pos
	Lower, Upper, Step Expr
}

// Starred is *Value in a call, a display or an assignment's target.
type Starred struct {
	Pos
	Value Expr
	Ctx   Context
}

// Arguments are the parameters of a def or lambda.
//
//	def f(PosOnly, /, Args, *VarArg, KwOnly, **KwArg)
//
// Defaults belong to the last len(Defaults) of PosOnly followed by Args.
// KwDefaults has one entry for each of KwOnly, nil where there is no default.
type Arguments struct {
	Pos
	PosOnly, Args []*Arg
	VarArg        *Arg
	KwOnly        []*Arg
	KwDefaults    []Expr
	KwArg         *Arg
	Defaults      []Expr
}

// Arg is one parameter; Annotation is nil if absent.
type Arg struct {
	Pos
	Name       string
	Annotation Expr
}

func (*Name) exprNode()           {}
func (*Constant) exprNode()       {}
func (*JoinedStr) exprNode()      {}
func (*FormattedValue) exprNode() {}
func (*BoolOp) exprNode()         {}
func (*NamedExpr) exprNode()      {}
func (*BinOp) exprNode()          {}
func (*UnaryOp) exprNode()        {}
func (*Lambda) exprNode()         {}
func (*IfExp) exprNode()          {}
func (*Dict) exprNode()           {}
func (*Set) exprNode()            {}
func (*List) exprNode()           {}
func (*Tuple) exprNode()          {}
func (*ListComp) exprNode()       {}
func (*SetComp) exprNode()        {}
func (*DictComp) exprNode()       {}
func (*GeneratorExp) exprNode()   {}
func (*Await) exprNode()          {}
func (*Yield) exprNode()          {}
func (*YieldFrom) exprNode()      {}
func (*Compare) exprNode()        {}
func (*Call) exprNode()           {}
func (*Attribute) exprNode()      {}
func (*Subscript) exprNode()      {}
func (*Slice) exprNode()          {}
func (*Starred) exprNode()        {}
