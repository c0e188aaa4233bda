package compiler

// Code is portable code: what one module, class body, function, lambda or
// comprehension compiles to. It holds plain Go data only, is never changed
// after the verifier accepted it, and is what is hashed and pickled. The VM
// derives its running form (scaled operands, caches, superinstructions) from it.
type Code struct {
	Name     string // __name__ of what it defines, "<module>" or "<lambda>"
	Qualname string // dotted path inside the module, PEP 3155
	Filename string // as given to the compiler; shown in tracebacks
	Doc      string // docstring, valid when Flags has HasDoc
	Line     int    // co_firstlineno: the line of def, or of its first decorator
	Flags    Flags

	// Parameters stand in the first registers in this order: positional-only,
	// positional-or-keyword, keyword-only, *args, **kwargs.
	PosOnly, Args, KwOnly int // Args counts positional-only ones too

	Locals  []string // names of registers 0..len(Locals)-1; parameters first
	CellVar []uint16 // the local registers that hold a cell (captured by inner code)
	Free    []Free   // free variables, in the order of the function's closure
	NRegs   int      // registers in all: locals, then temporaries

	Instrs   []Instr
	Consts   []any     // nil, bool, int64, *big.Int, float64, complex128, string, []byte, Ellipsis, Tuple, FrozenSet, *Code
	Sites    []string  // attribute names, one for each attribute instruction (each has its inline cache)
	Globals  []string  // names of global variables, each once
	Names    []string  // names looked up in the frame's namespace (class bodies, exec)
	Handlers []Handler // innermost first
	Active   []Active  // where an exception is being handled, innermost first
	Spans    []Span    // source position of each instruction, run-length coded
}

// Flags are properties of a code object.
type Flags uint32

// The flags of a code object.
const (
	VarArgs           Flags = 1 << iota // has *args
	VarKeywords                         // has **kwargs
	Generator                           // def with yield
	Coroutine                           // async def
	AsyncGen                            // async def with yield
	HasDoc                              // Doc is the docstring
	Nested                              // defined inside another function
	Method                              // its first parameter is what super() without arguments takes
	ClassBody                           // runs in a namespace, returns the __class__ cell or None
	UsesNamespace                       // has instructions that need the frame's namespace (class bodies, exec)
	Optimized                           // locals live in registers (functions)
	Comprehension                       // hidden function of a comprehension or generator expression
	FutureAnnotations                   // annotations are kept as source text, PEP 563
)

// Free says where a new function takes a cell of its closure from: from a
// register of the defining frame that holds the cell, or from the closure of
// the defining function.
type Free struct {
	Name     string
	FromFree bool // Index counts the definer's Free, else it is a register
	Index    uint16
}

// Instr is one instruction. What A, B, C and X mean stands in the row of Op.
type Instr struct {
	Op      Op
	X       uint8
	A, B, C uint16
}

// Handler is a row of the exception table: an exception raised at
// Start <= pc < End goes on at Target with the exception in register Reg.
// pc is that of the instruction that raised.
type Handler struct {
	Start, End, Target int
	Reg                uint16
}

// Active is a range in which the exception in register Reg is the one being
// handled: what sys.exc_info and a bare raise see, and what becomes the
// __context__ of an exception raised there.
type Active struct {
	Start, End int
	Reg        uint16
}

// Span says that the instructions from PC up to the next span's come from
// this place in the source. Columns count UTF-8 bytes from 0, as in
// co_positions; Line 0 means that the instruction has no place of its own.
type Span struct {
	PC                         int
	Line, Col, EndLine, EndCol int
}

// Tuple is a constant tuple of constants.
type Tuple []any

// FrozenSet is a constant frozenset of constants, in the order of the source.
type FrozenSet []any

// Ellipsis is the constant `...`.
type Ellipsis struct{}

// Params returns the number of parameters, *args and **kwargs included.
func (c *Code) Params() int {
	n := c.Args + c.KwOnly
	if c.Flags&VarArgs != 0 {
		n++
	}
	if c.Flags&VarKeywords != 0 {
		n++
	}
	return n
}

// IsLocal tells if a register is a named local. Above thousands of locals some
// registers between them are temporaries, and have the name "".
func (c *Code) IsLocal(reg int) bool {
	return reg < len(c.Locals) && c.Locals[reg] != ""
}

// SpanAt returns the source position of the instruction at pc; if it has none,
// that of the nearest one before it that has.
func (c *Code) SpanAt(pc int) Span {
	lo, hi := 0, len(c.Spans)
	for lo < hi {
		if mid := (lo + hi) / 2; c.Spans[mid].PC <= pc {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for lo > 1 && c.Spans[lo-1].Line == 0 {
		lo--
	}
	if lo == 0 {
		return Span{}
	}
	return c.Spans[lo-1]
}
