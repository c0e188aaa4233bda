package parser

// Context says what is done with a name, attribute, subscript, star, list or
// tuple.
type Context uint8

// What is done with an expression: read, assigned to, or deleted.
const (
	Load Context = iota
	Store
	Del
)

// Operator is a binary operator of BinOp and AugAssign.
type Operator uint8

// The binary operators, in the order of CPython's ast module.
const (
	OpAdd Operator = iota
	OpSub
	OpMult
	OpMatMult
	OpDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpBitOr
	OpBitXor
	OpBitAnd
	OpFloorDiv
)

// UnaryOperator is an operator of UnaryOp.
type UnaryOperator uint8

// The unary operators ~x, not x, +x and -x.
const (
	UnaryInvert UnaryOperator = iota
	UnaryNot
	UnaryAdd
	UnarySub
)

// BoolOperator is an operator of BoolOp.
type BoolOperator uint8

// The operators that stop early.
const (
	BoolAnd BoolOperator = iota
	BoolOr
)

// CmpOperator is an operator of Compare.
type CmpOperator uint8

// The comparisons, in the order of CPython's ast module.
const (
	CmpEq CmpOperator = iota
	CmpNotEq
	CmpLt
	CmpLtE
	CmpGt
	CmpGtE
	CmpIs
	CmpIsNot
	CmpIn
	CmpNotIn
)

// operatorRows gives each binary operator its CPython class and its symbol.
var operatorRows = [...]struct{ class, symbol string }{
	OpAdd:      {"Add", "+"},
	OpSub:      {"Sub", "-"},
	OpMult:     {"Mult", "*"},
	OpMatMult:  {"MatMult", "@"},
	OpDiv:      {"Div", "/"},
	OpMod:      {"Mod", "%"},
	OpPow:      {"Pow", "**"},
	OpLShift:   {"LShift", "<<"},
	OpRShift:   {"RShift", ">>"},
	OpBitOr:    {"BitOr", "|"},
	OpBitXor:   {"BitXor", "^"},
	OpBitAnd:   {"BitAnd", "&"},
	OpFloorDiv: {"FloorDiv", "//"},
}

var (
	contextNames = [...]string{"Load", "Store", "Del"}
	unaryNames   = [...]string{"Invert", "Not", "UAdd", "USub"}
	boolNames    = [...]string{"And", "Or"}
	cmpNames     = [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}
)

// String returns the operator's name in CPython's ast module.
func (o Operator) String() string { return operatorRows[o].class }

// Symbol returns the operator as it is written.
func (o Operator) Symbol() string { return operatorRows[o].symbol }

// String returns the context's name in CPython's ast module.
func (c Context) String() string { return contextNames[c] }

// String returns the operator's name in CPython's ast module.
func (o UnaryOperator) String() string { return unaryNames[o] }

// String returns the operator's name in CPython's ast module.
func (o BoolOperator) String() string { return boolNames[o] }

// String returns the operator's name in CPython's ast module.
func (o CmpOperator) String() string { return cmpNames[o] }
