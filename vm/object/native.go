package object

// Native is a function written in Go: one row of a builtin table, and at the
// same time the Python object (a builtin function or method). Arity checks,
// keyword binding, error texts, help() and the name in pickles derive from it.
type Native struct {
	Header

	// What every call looks at stands first, in one cache line. All but Kind and
	// Fast is set when the row is entered into its table.
	Kind     Kind
	Plain    bool    // a call with Min..Max positional arguments needs no binding
	Min, Max int     // positional arguments; Max is -1 with *args
	Self     *Type   // of methods: what the first argument must be
	Params   []Param // from Sig

	// Fast is the leaf body. args has one Value for each parameter; an absent
	// optional one is Unbound, *args is a tuple, **kwargs a dict. args is only
	// valid during the call. A leaf that finds it needs Python code returns
	// ErrSlow before it has changed anything, and Step takes over.
	Fast func(w *World, args []Value) (Value, error)

	// Vector is the leaf body of a row that takes *args and **kwargs and wants
	// them as they were passed, the last of args by the names kw, if that is not
	// nil (after vectorcall, PEP 590). Fast need not be there then.
	Vector func(w *World, args []Value, kw *Tuple) (Value, error)

	// Step is the resumable body. Its frame's registers are the parameters,
	// then Temps registers of the kinds named, then the register that results land in.
	Step    func(c *Call) Action
	Temps   []RegKind
	Catches bool // steps also see exceptions of what they asked for
	Saves   bool // it asks hooks of objects for what a pickle is to hold

	Name string // "append"
	Sig  string // "(self, object, /)"; a default is shown by help, the body sees Unbound
	Doc  string

	Module   string // "builtins"; set with the table, like
	Qualname string // "list.append"
}

// Kind says how a native is reached.
type Kind uint8

// The kinds of natives.
const (
	Function     Kind = iota
	Method            // binds to an instance
	ClassMethod       // binds to the class
	StaticMethod      // binds to nothing
)

// Param is one parameter of a native.
type Param struct {
	Name     string
	Kind     ParamKind
	Optional bool
}

// ParamKind is one of the five kinds of parameters of PEP 362.
type ParamKind uint8

// The kinds of parameters.
const (
	PosOnly ParamKind = iota
	PosOrKw
	VarPos
	KwOnly
	VarKw
)

// RegKind is what a temporary register of a native may hold; a frame that is
// loaded is checked against it.
type RegKind uint8

// The kinds of registers. Each also admits Unbound.
const (
	Any      RegKind = iota
	SmallInt         // an int of 64 bits
	ListReg          // an exact list
	DictReg          // a dict
	SetReg           // a set or frozenset
	TupleReg         // an exact tuple
	StrReg           // a str
	Count            // an int of 64 bits that is not negative
)

// A Signal is what a leaf returns in place of an error if it is none: the loop
// takes it as what it says. (Constants of a type of their own compare faster
// than pointers to errors do, at every call.)
type Signal uint8

// The signals of leaves.
const (
	// ErrSlow: the answer takes Python code, and nothing has been changed.
	ErrSlow Signal = iota + 1
	// ErrSwitched: another frame was made the running one. World.Frame is set,
	// and World.Incoming (or World.Throw) lands there.
	ErrSwitched
	// ErrExhausted is what the leaf of a __next__ returns at the end: a
	// StopIteration that need not be made if nobody looks at it.
	ErrExhausted
	// ErrResumed: another frame was made the running one, and what it waited for
	// has landed.
	ErrResumed
)

// Error makes a Signal an error.
func (s Signal) Error() string {
	return [...]string{ErrSlow: "native needs its steps", ErrSwitched: "native switched", ErrExhausted: "iterator exhausted", ErrResumed: "native switched"}[s]
}

// Action is what a step wants the loop to do next. The methods of Call make them.
type Action uint8

// The actions.
const (
	ActReturn      Action = iota // the native is done, c.Value is its result
	ActRaise                     // the native is done, c.Err is raised
	ActAsk                       // call c.Fn with c.Args and c.Keywords, then step again
	ActDo                        // perform operation c.Op on c.Args, then step again
	ActTail                      // as ActAsk, and its result is the native's
	ActDoTail                    // as ActDo, and its result is the native's
	ActAgain                     // step again, after the loop has looked round
	ActInstantiate               // as ActTail, for a class c.Fn without asking its metaclass
	ActSwitch                    // the step has made another frame the running one
)

// Call is a step's view of its frame: the registers, the step number, and the
// ways to go on. There is one for a machine; a step must not keep it.
type Call struct {
	*World
	F    *Frame
	Args []Value // of ActAsk and ActDo; a scratch buffer

	Value    Value
	Err      error
	Fn       Value
	Op       Operation
	Keywords *Tuple // names of the last of Args, or nil

	act Action // see each
}

// Step returns the number of the step to take, 0 at first.
func (c *Call) Step() int { return int(c.F.PC) }

// Reg returns register i: parameters first, then temporaries.
func (c *Call) Reg(i int) Value { return c.F.Regs[i] }

// SetReg stores into register i.
func (c *Call) SetReg(i int, v Value) { c.F.Regs[i] = v }

// RegAs views register i of a step as a *T. A register that does not hold one,
// which only a file made by hand can bring about, reads as an empty object.
func RegAs[T any](c *Call, i int, l *Layout) *T {
	v := c.F.Regs[i]
	if !v.Has(l) {
		v = Value{O: l.New(l.Base)}
	}
	return As[T](v)
}

// Class returns the class that a __new__ makes an instance of: that in register 0,
// unless it is none of the native's, which only a file made by hand can bring about.
func (c *Call) Class() *Type {
	base := c.F.Native.Self
	if t := AsA[Type](c.F.Regs[0], &TypeLayout); t != nil && t.SubtypeOf(base) && t.Layout.Core == base.Layout.Core {
		return t
	}
	return base
}

// Result returns what the last request gave.
func (c *Call) Result() Value { return c.F.Regs[len(c.F.Regs)-1] }

// Done reports that the last request, a Next, found the iterator exhausted.
func (c *Call) Done() bool { return c.F.LandArg == LandedDone }

// Caught returns the exception that the last request raised, or nil. Only
// natives with Catches see one.
func (c *Call) Caught() *Exception {
	if c.F.LandArg != LandedRaised {
		return nil
	}
	return AsA[Exception](c.Result(), &ExceptionLayout)
}

// Return ends the native with a result.
func (c *Call) Return(v Value) Action {
	c.Value = v
	return ActReturn
}

// Raise ends the native with an exception, which is an *Exception.
func (c *Call) Raise(err error) Action {
	c.Err = err
	return ActRaise
}

// Ask calls fn, and then takes step next.
func (c *Call) Ask(next int, fn Value, args ...Value) Action {
	c.F.PC = int32(next)
	c.Fn, c.Keywords = fn, nil
	c.Args = append(c.Args[:0], args...)
	return ActAsk
}

// AskKw is Ask with keyword arguments: names are those of the last args.
func (c *Call) AskKw(next int, names *Tuple, fn Value, args ...Value) Action {
	a := c.Ask(next, fn, args...)
	c.Keywords = names
	return a
}

// Do performs an operation that may need Python code, and then takes step next.
func (c *Call) Do(next int, op Operation, args ...Value) Action {
	c.F.PC = int32(next)
	c.Op = op
	c.Args = append(c.Args[:0], args...)
	return ActDo
}

// Tail ends the native with a call whose result is the native's.
func (c *Call) Tail(fn Value, args ...Value) Action {
	c.Fn, c.Keywords = fn, nil
	c.Args = append(c.Args[:0], args...)
	return ActTail
}

// DoTail ends the native with an operation whose result is the native's.
func (c *Call) DoTail(op Operation, args ...Value) Action {
	c.Op = op
	c.Args = append(c.Args[:0], args...)
	return ActDoTail
}

// Again takes step next after the loop has looked at its budget: how a long
// native stays bounded.
func (c *Call) Again(next int) Action {
	c.F.PC = int32(next)
	return ActAgain
}

// Operation is something that a native or an instruction wants done and that
// may take Python code.
type Operation uint8

// The operations.
const (
	OpIter           Operation = iota // iter(a)
	OpNext                            // next(a); Done tells exhaustion
	OpTruth                           // bool(a), a bool
	OpHash                            // hash(a), an int
	OpStr                             // str(a), a str
	OpRepr                            // repr(a), a str
	OpFormat                          // format(a, b), a str
	OpLen                             // len(a), an int
	OpIndex                           // operator.index(a), an int
	OpGetAttr                         // getattr(a, name b)
	OpSetAttr                         // setattr(a, name b, c)
	OpDelAttr                         // delattr(a, name b)
	OpGetItem                         // a[b]
	OpSetItem                         // a[b] = c
	OpDelItem                         // del a[b]
	OpContains                        // b in a, a bool
	OpEqual                           // bool(a == b) or a is b: how containers compare
	OpLess                            // bool(a < b)
	OpCompare                         // a op b; op is the small int c, a Comparison
	OpBinary                          // a op b; op is the small int c, a Binary
	OpUnary                           // op a; op is the small int b, a Unary
	OpIsInstance                      // isinstance(a, b)
	OpIsSubclass                      // issubclass(a, b)
	OpGenericGetAttr                  // object.__getattribute__(a, name b)
	OpGenericSetAttr                  // object.__setattr__(a, name b, c)
	OpGenericDelAttr                  // object.__delattr__(a, name b)
	OpResume                          // resume generator a: send b, or raise b if c is True
	OpRaiseIn                         // raise b in the frame of generator a itself
)

// Comparison is one of the six rich comparisons.
type Comparison uint8

// The comparisons.
const (
	CmpLt Comparison = iota
	CmpLe
	CmpEq
	CmpNe
	CmpGt
	CmpGe
)

// Binary is a binary operator; BinaryInPlace added to it means its augmented
// assignment.
type Binary uint8

// The binary operators, in the order of the opcodes.
const (
	BinAdd Binary = iota
	BinSub
	BinMul
	BinTrueDiv
	BinFloorDiv
	BinMod
	BinPow
	BinLShift
	BinRShift
	BinAnd
	BinOr
	BinXor
	BinMatMul
	NumBinary

	BinaryInPlace Binary = 64
)

// Unary is a unary operator.
type Unary uint8

// The unary operators.
const (
	UnaryNeg Unary = iota
	UnaryPos
	UnaryInvert
)
