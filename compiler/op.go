package compiler

// Op is an operation code. Numbers are part of the file format: they are only
// ever appended, and a row whose meaning changes gets a new number.
type Op uint8

// Operand says what one of the operands of an instruction is. The verifier,
// liveness, the disassembler, the loader's scaling and the fingerprint all
// derive from it.
type Operand uint8

// The kinds of operands.
const (
	None     Operand = iota // not used, must be 0
	Read                    // register that is read
	ReadOpt                 // register that is read and may hold unbound
	Write                   // register that is written
	Update                  // register that is read and written
	Clear                   // register that is set to unbound
	CellReg                 // register that holds a cell
	MakeCell                // register whose value is put into a new cell, kept in the register
	Const                   // index into Consts
	Jump                    // index of the instruction to go to
	Site                    // index into Sites, with an inline cache
	Global                  // index into Globals
	Name                    // index into Names
	FreeVar                 // index into Free
	Count                   // a plain number
	First                   // first of a range of registers that is read (how many: the row's Range)
	FirstW                  // first of a range of registers that is written
	Wide                    // B and C together (B<<16 | C) are one 32-bit number
	Sense                   // bit 0: jump if the test is true, else if it is false; bit 1: the jump goes backward and counts a tick
	FlagBits                // bits explained in the row
)

// Row describes one operation. R is the frame's registers, K the constants.
// Range gives the number of registers that a First or FirstW operand starts.
type Row struct {
	Name       string
	A, B, C, X Operand
	Range      func(in Instr) int
	Flow       Flow
	Doc        string
}

// Flow says where control goes after an instruction.
type Flow uint8

// The kinds of flow.
const (
	Next   Flow = iota // to the next instruction
	Branch             // to the next instruction or to the Jump operand
	Always             // to the Jump operand
	Stop               // nowhere: returns or raises
)

// The operations. See the rows for what they mean.
const (
	Nop Op = iota
	Move
	LoadK
	LoadKWide
	GetWide
	SetWide
	Unset
	Check
	BoxCell
	NewCell
	LoadCell
	StoreCell
	DelCell
	LoadFree
	StoreFree
	DelFree
	LoadGlobal
	StoreGlobal
	DelGlobal
	LoadName
	StoreName
	DelName
	LoadClassFree

	Neg
	Pos
	Invert
	Not
	Add
	Sub
	Mul
	TrueDiv
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	And
	Or
	Xor
	MatMul
	AddK
	SubK
	MulK
	TrueDivK
	FloorDivK
	ModK
	PowK
	LShiftK
	RShiftK
	AndK
	OrK
	XorK

	Lt
	Le
	Eq
	Ne
	Gt
	Ge
	Is
	IsNot
	In
	NotIn

	JumpTo
	JumpWide
	JumpIf
	JumpLt
	JumpLe
	JumpEq
	JumpNe
	JumpGt
	JumpGe
	JumpLtK
	JumpLeK
	JumpEqK
	JumpNeK
	JumpGtK
	JumpGeK
	JumpIs
	JumpIsK
	JumpIn
	JumpExc

	Iter
	ForNext
	Call
	CallMethod
	CallKw
	CallMethodKw
	CallEx
	Return
	MakeGen
	Yield
	Send
	YieldFromIter
	Awaitable
	AsyncIter
	AsyncNext
	EndAsyncFor

	LoadAttr
	StoreAttr
	DelAttr
	LoadMethod
	LoadSpecial
	LoadItem
	LoadItemK
	StoreItem
	DelItem
	BuildSlice

	BuildTuple
	BuildList
	BuildSet
	BuildDict
	ListAppend
	SetAdd
	MapAdd
	ListExtend
	SetUpdate
	DictUpdate
	DictMerge
	ListToTuple
	FormatValue
	BuildString
	Unpack
	UnpackStar

	MakeFunction
	LoadBuildClass
	Import
	ImportFrom
	ImportStar
	Raise
	RaiseFrom
	RaiseBare
	Reraise
	ExcInfo
	Intrinsic

	// Running code only: never in portable code, and refused by the verifier.
	NativeStep
	EndTasklet
	Step
	ReturnGen
	FarJump

	numOps
)

func fixed(n int) func(Instr) int { return func(Instr) int { return n } }
func countC(in Instr) int         { return int(in.C) }
func countC1(in Instr) int        { return int(in.C) + 1 }
func countC2(in Instr) int        { return int(in.C) + 2 }
func countC3(in Instr) int        { return int(in.C) + 3 }
func countPairs(in Instr) int     { return 2 * int(in.C) }
func countStar(in Instr) int      { return int(in.C) + 1 + int(in.X) }

// rows is the opcode table: the one place where an operation is described.
var rows = [numOps]Row{
	Nop:       {Name: "NOP", Doc: "nothing"},
	Move:      {Name: "MOVE", A: Write, B: Read, Doc: "R[a] := R[b]"},
	LoadK:     {Name: "LOADK", A: Write, B: Const, Doc: "R[a] := K[b]"},
	LoadKWide: {Name: "LOADK_WIDE", A: Write, B: Wide, C: Wide, Doc: "R[a] := K[bc]"},
	GetWide:   {Name: "GET_WIDE", A: Write, B: Wide, C: Wide, Doc: "R[a] := R[bc]; for locals beyond 4,095; NameError if unbound"},
	SetWide:   {Name: "SET_WIDE", A: ReadOpt, B: Wide, C: Wide, Doc: "R[bc] := R[a]; unbound deletes"},
	Unset:     {Name: "UNSET", A: Clear, Doc: "R[a] := unbound"},
	Check:     {Name: "CHECK", A: ReadOpt, Doc: "UnboundLocalError if R[a] is unbound"},
	BoxCell:   {Name: "BOX_CELL", A: MakeCell, Doc: "R[a] := cell(R[a]); for a captured parameter"},
	NewCell:   {Name: "NEW_CELL", A: Write, Doc: "R[a] := empty cell"},
	LoadCell:  {Name: "LOAD_CELL", A: Write, B: CellReg, Doc: "R[a] := content of cell R[b]; UnboundLocalError if empty"},
	StoreCell: {Name: "STORE_CELL", A: CellReg, B: Read, Doc: "content of cell R[a] := R[b]"},
	DelCell:   {Name: "DEL_CELL", A: CellReg, Doc: "empty cell R[a]; UnboundLocalError if empty"},
	LoadFree:  {Name: "LOAD_FREE", A: Write, B: FreeVar, Doc: "R[a] := content of closure cell b; NameError if empty"},
	StoreFree: {Name: "STORE_FREE", A: FreeVar, B: Read, Doc: "content of closure cell a := R[b]"},
	DelFree:   {Name: "DEL_FREE", A: FreeVar, Doc: "empty closure cell a; NameError if empty"},

	LoadGlobal:    {Name: "LOAD_GLOBAL", A: Write, B: Global, Doc: "R[a] := global or builtin named b; NameError"},
	StoreGlobal:   {Name: "STORE_GLOBAL", A: Global, B: Read, Doc: "global named a := R[b]"},
	DelGlobal:     {Name: "DEL_GLOBAL", A: Global, Doc: "delete global named a; NameError"},
	LoadName:      {Name: "LOAD_NAME", A: Write, B: Name, Doc: "R[a] := name b in the frame's namespace, else global, else builtin; NameError"},
	StoreName:     {Name: "STORE_NAME", A: Name, B: Read, Doc: "name a in the frame's namespace := R[b]"},
	DelName:       {Name: "DEL_NAME", A: Name, Doc: "delete name a from the frame's namespace; NameError"},
	LoadClassFree: {Name: "LOAD_CLASS_FREE", A: Write, B: FreeVar, C: Name, Doc: "R[a] := name c in the frame's namespace, else content of closure cell b"},

	Neg:    {Name: "NEG", A: Write, B: Read, Doc: "R[a] := -R[b]"},
	Pos:    {Name: "POS", A: Write, B: Read, Doc: "R[a] := +R[b]"},
	Invert: {Name: "INVERT", A: Write, B: Read, Doc: "R[a] := ~R[b]"},
	Not:    {Name: "NOT", A: Write, B: Read, Doc: "R[a] := not R[b]"},

	Add:      {Name: "ADD", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] + R[c]; X=1: in place (+=)"},
	Sub:      {Name: "SUB", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] - R[c]; X=1: in place"},
	Mul:      {Name: "MUL", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] * R[c]; X=1: in place"},
	TrueDiv:  {Name: "TRUEDIV", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] / R[c]; X=1: in place"},
	FloorDiv: {Name: "FLOORDIV", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] // R[c]; X=1: in place"},
	Mod:      {Name: "MOD", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] % R[c]; X=1: in place"},
	Pow:      {Name: "POW", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] ** R[c]; X=1: in place"},
	LShift:   {Name: "LSHIFT", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] << R[c]; X=1: in place"},
	RShift:   {Name: "RSHIFT", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] >> R[c]; X=1: in place"},
	And:      {Name: "AND", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] & R[c]; X=1: in place"},
	Or:       {Name: "OR", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] | R[c]; X=1: in place"},
	Xor:      {Name: "XOR", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] ^ R[c]; X=1: in place"},
	MatMul:   {Name: "MATMUL", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := R[b] @ R[c]; X=1: in place"},

	AddK:      {Name: "ADDK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] + K[c]; X=1: in place"},
	SubK:      {Name: "SUBK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] - K[c]; X=1: in place"},
	MulK:      {Name: "MULK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] * K[c]; X=1: in place"},
	TrueDivK:  {Name: "TRUEDIVK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] / K[c]; X=1: in place"},
	FloorDivK: {Name: "FLOORDIVK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] // K[c]; X=1: in place"},
	ModK:      {Name: "MODK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] % K[c]; X=1: in place"},
	PowK:      {Name: "POWK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] ** K[c]; X=1: in place"},
	LShiftK:   {Name: "LSHIFTK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] << K[c]; X=1: in place"},
	RShiftK:   {Name: "RSHIFTK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] >> K[c]; X=1: in place"},
	AndK:      {Name: "ANDK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] & K[c]; X=1: in place"},
	OrK:       {Name: "ORK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] | K[c]; X=1: in place"},
	XorK:      {Name: "XORK", A: Write, B: Read, C: Const, X: FlagBits, Doc: "R[a] := R[b] ^ K[c]; X=1: in place"},

	Lt:    {Name: "LT", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] < R[c]"},
	Le:    {Name: "LE", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] <= R[c]"},
	Eq:    {Name: "EQ", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] == R[c]"},
	Ne:    {Name: "NE", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] != R[c]"},
	Gt:    {Name: "GT", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] > R[c]"},
	Ge:    {Name: "GE", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] >= R[c]"},
	Is:    {Name: "IS", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] is R[c]"},
	IsNot: {Name: "IS_NOT", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] is not R[c]"},
	In:    {Name: "IN", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] in R[c]"},
	NotIn: {Name: "NOT_IN", A: Write, B: Read, C: Read, Doc: "R[a] := R[b] not in R[c]"},

	JumpTo:   {Name: "JUMP", A: Jump, X: Sense, Flow: Always, Doc: "goto a; X bit 1: backward"},
	JumpWide: {Name: "JUMP_WIDE", B: Wide, C: Wide, X: Sense, Flow: Always, Doc: "goto bc; X bit 1: backward"},
	JumpIf:   {Name: "JUMP_IF", A: Jump, B: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b]) == X: goto a"},
	JumpLt:   {Name: "JUMP_LT", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b] < R[c]) == X: goto a"},
	JumpLe:   {Name: "JUMP_LE", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b] <= R[c]) == X: goto a"},
	JumpEq:   {Name: "JUMP_EQ", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b] == R[c]) == X: goto a"},
	JumpNe:   {Name: "JUMP_NE", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b] != R[c]) == X: goto a"},
	JumpGt:   {Name: "JUMP_GT", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b] > R[c]) == X: goto a"},
	JumpGe:   {Name: "JUMP_GE", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if bool(R[b] >= R[c]) == X: goto a"},
	JumpLtK:  {Name: "JUMP_LTK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if bool(R[b] < K[c]) == X: goto a"},
	JumpLeK:  {Name: "JUMP_LEK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if bool(R[b] <= K[c]) == X: goto a"},
	JumpEqK:  {Name: "JUMP_EQK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if bool(R[b] == K[c]) == X: goto a"},
	JumpNeK:  {Name: "JUMP_NEK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if bool(R[b] != K[c]) == X: goto a"},
	JumpGtK:  {Name: "JUMP_GTK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if bool(R[b] > K[c]) == X: goto a"},
	JumpGeK:  {Name: "JUMP_GEK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if bool(R[b] >= K[c]) == X: goto a"},
	JumpIs:   {Name: "JUMP_IS", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if (R[b] is R[c]) == X: goto a"},
	JumpIsK:  {Name: "JUMP_ISK", A: Jump, B: Read, C: Const, X: Sense, Flow: Branch, Doc: "if (R[b] is K[c]) == X: goto a; K[c] is None, a bool or Ellipsis"},
	JumpIn:   {Name: "JUMP_IN", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if (R[b] in R[c]) == X: goto a"},
	JumpExc:  {Name: "JUMP_EXC", A: Jump, B: Read, C: Read, X: Sense, Flow: Branch, Doc: "if (exception R[b] matches class or tuple R[c]) == X: goto a; TypeError if R[c] is neither"},

	Iter:    {Name: "ITER", A: Write, B: Read, Doc: "R[a] := iter(R[b])"},
	ForNext: {Name: "FOR_NEXT", A: Write, B: Read, C: Jump, Flow: Branch, Doc: "R[a] := next(R[b]) and goto c; falls through, R[a] untouched, when R[b] is exhausted. Stands at the bottom of a loop; counts a tick"},

	Call:          {Name: "CALL", A: Write, B: First, C: Count, Range: countC1, Doc: "R[a] := R[b](R[b+1 .. b+c])"},
	CallMethod:    {Name: "CALL_METHOD", A: Write, B: First, C: Count, Range: countC2, Doc: "R[a] := R[b](R[b+1], R[b+2 .. b+1+c]), without R[b+1] if that is unbound; pairs with LOAD_METHOD"},
	CallKw:        {Name: "CALL_KW", A: Write, B: First, C: Count, Range: countC2, Doc: "R[a] := R[b](R[b+1 .. b+c]); the last of these are passed by the keywords in the tuple R[b+1+c]"},
	CallMethodKw:  {Name: "CALL_METHOD_KW", A: Write, B: First, C: Count, Range: countC3, Doc: "as CALL_METHOD with keywords: R[b], R[b+1] self or unbound, c arguments from R[b+2], tuple of keywords R[b+2+c]"},
	CallEx:        {Name: "CALL_EX", A: Write, B: First, Range: fixed(3), Doc: "R[a] := R[b](*R[b+1], **R[b+2]); R[b+1] is a tuple or list, R[b+2] a dict or unbound"},
	Return:        {Name: "RETURN", A: Read, Flow: Stop, Doc: "return R[a]; in a generator it ends the generator"},
	MakeGen:       {Name: "MAKE_GEN", Doc: "make the generator, coroutine or asynchronous generator of this frame and return it to the caller; the frame goes on from here at the first next(). Stands right after the cells are made"},
	Yield:         {Name: "YIELD", A: Write, B: Read, C: ReadOpt, X: FlagBits, Doc: "give R[b] to whoever resumes the generator; R[a] := what is sent. X=1: the generator stands in a yield from, or await, of iterator R[c], to which throw() and close() go. X=0: c is a"},
	Send:          {Name: "SEND", A: Update, B: Read, C: Jump, Flow: Branch, Doc: "R[a] := R[b].send(R[a]), or next(R[b]) if R[a] is None; when R[b] is exhausted R[a] := its return value and goto c"},
	YieldFromIter: {Name: "YIELD_FROM_ITER", A: Write, B: Read, Doc: "R[a] := R[b] if a generator (or coroutine inside a coroutine), else iter(R[b])"},
	Awaitable:     {Name: "AWAITABLE", A: Write, B: Read, X: FlagBits, Doc: "R[a] := the iterator that awaiting R[b] runs; X=1: R[b] came from __aenter__, X=2: from __aexit__ (for the error's words)"},
	AsyncIter:     {Name: "ASYNC_ITER", A: Write, B: Read, Doc: "R[a] := R[b].__aiter__()"},
	AsyncNext:     {Name: "ASYNC_NEXT", A: Write, B: Read, Doc: "R[a] := the iterator that awaiting R[b].__anext__() runs"},
	EndAsyncFor:   {Name: "END_ASYNC_FOR", A: Read, Doc: "goes on if exception R[a] is a StopAsyncIteration, else raises it again"},

	LoadAttr:    {Name: "LOAD_ATTR", A: Write, B: Read, C: Site, Doc: "R[a] := R[b].name c"},
	StoreAttr:   {Name: "STORE_ATTR", A: Read, B: Read, C: Site, Doc: "R[a].name c := R[b]"},
	DelAttr:     {Name: "DEL_ATTR", A: Read, C: Site, Doc: "del R[a].name c"},
	LoadMethod:  {Name: "LOAD_METHOD", A: FirstW, B: Read, C: Site, Range: fixed(2), Doc: "R[a], R[a+1] := function and R[b] if R[b].name c is a method of its class, else the attribute and unbound"},
	LoadSpecial: {Name: "LOAD_SPECIAL", A: FirstW, B: Read, X: Count, Range: fixed(2), Doc: "as LOAD_METHOD, looked up on the class: X is 0 __enter__, 1 __exit__, 2 __aenter__, 3 __aexit__; TypeError if missing"},
	LoadItem:    {Name: "LOAD_ITEM", A: Write, B: Read, C: Read, Doc: "R[a] := R[b][R[c]]"},
	LoadItemK:   {Name: "LOAD_ITEMK", A: Write, B: Read, C: Const, Doc: "R[a] := R[b][K[c]]"},
	StoreItem:   {Name: "STORE_ITEM", A: Read, B: Read, C: Read, Doc: "R[a][R[b]] := R[c]"},
	DelItem:     {Name: "DEL_ITEM", A: Read, B: Read, Doc: "del R[a][R[b]]"},
	BuildSlice:  {Name: "BUILD_SLICE", A: Write, B: First, Range: fixed(3), Doc: "R[a] := slice(R[b], R[b+1], R[b+2])"},

	BuildTuple:  {Name: "BUILD_TUPLE", A: Write, B: First, C: Count, Range: countC, Doc: "R[a] := (R[b], ... R[b+c-1])"},
	BuildList:   {Name: "BUILD_LIST", A: Write, B: First, C: Count, Range: countC, Doc: "R[a] := [R[b], ... R[b+c-1]]"},
	BuildSet:    {Name: "BUILD_SET", A: Write, B: First, C: Count, Range: countC, Doc: "R[a] := {R[b], ... R[b+c-1]}"},
	BuildDict:   {Name: "BUILD_DICT", A: Write, B: First, C: Count, Range: countPairs, Doc: "R[a] := {R[b]: R[b+1], ...}, c pairs"},
	ListAppend:  {Name: "LIST_APPEND", A: Read, B: Read, Doc: "append R[b] to the exact list R[a]"},
	SetAdd:      {Name: "SET_ADD", A: Read, B: Read, Doc: "add R[b] to the exact set R[a]"},
	MapAdd:      {Name: "MAP_ADD", A: Read, B: Read, C: Read, Doc: "R[a][R[b]] := R[c] in the exact dict R[a]"},
	ListExtend:  {Name: "LIST_EXTEND", A: Read, B: Read, X: FlagBits, Doc: "extend the exact list R[a] by the iterable R[b]; X=1: for *args of a call (the error says so)"},
	SetUpdate:   {Name: "SET_UPDATE", A: Read, B: Read, Doc: "add all of the iterable R[b] to the exact set R[a]"},
	DictUpdate:  {Name: "DICT_UPDATE", A: Read, B: Read, Doc: "update the exact dict R[a] by the mapping R[b], as in {**b}"},
	DictMerge:   {Name: "DICT_MERGE", A: Read, B: Read, C: Read, Doc: "as DICT_UPDATE for **R[b] of a call of R[c]: TypeError for a repeated keyword or a non-mapping"},
	ListToTuple: {Name: "LIST_TO_TUPLE", A: Write, B: Read, Doc: "R[a] := tuple(exact list R[b])"},
	FormatValue: {Name: "FORMAT_VALUE", A: Write, B: Read, C: Read, X: FlagBits, Doc: "R[a] := format(R[b] converted, R[c]); X bits 0-1: conversion 0 none, 1 str, 2 repr, 3 ascii; X bit 2: R[c] is the format spec, else c is b; X bit 3: for BUILD_STRING, which takes ints as they are"},
	BuildString: {Name: "BUILD_STRING", A: Write, B: First, C: Count, Range: countC, Doc: "R[a] := the strings (or ints, as text) R[b], ... R[b+c-1] joined"},
	Unpack:      {Name: "UNPACK", A: FirstW, B: Read, C: Count, Range: countC, Doc: "R[a], ... R[a+c-1] := exactly c items of R[b]; ValueError"},
	UnpackStar:  {Name: "UNPACK_STAR", A: FirstW, B: Read, C: Count, X: Count, Range: countStar, Doc: "R[a], ... := c items of R[b], a list of the middle ones, X items; ValueError"},

	MakeFunction:   {Name: "MAKE_FUNCTION", A: Write, B: First, C: Const, X: FlagBits, Range: func(in Instr) int { return popcount(in.X & 7) }, Doc: "R[a] := function of code K[c]; from R[b] on, for each bit of X that is set: 1 tuple of defaults, 2 dict of keyword-only defaults, 4 dict of annotations. The closure is taken as K[c].Free says"},
	LoadBuildClass: {Name: "LOAD_BUILD_CLASS", A: Write, Doc: "R[a] := builtins.__build_class__"},
	Import:         {Name: "IMPORT", A: Write, B: Const, C: Const, X: Count, Doc: "R[a] := __import__(K[b], globals, None, fromlist K[c], level X); K[c] is None or a tuple"},
	ImportFrom:     {Name: "IMPORT_FROM", A: Write, B: Read, C: Site, Doc: "R[a] := name c of module R[b], or its submodule; ImportError"},
	ImportStar:     {Name: "IMPORT_STAR", A: Read, Doc: "the public names of module R[a] into the frame's namespace or globals"},
	Raise:          {Name: "RAISE", A: Read, Flow: Stop, Doc: "raise R[a]"},
	RaiseFrom:      {Name: "RAISE_FROM", A: Read, B: Read, Flow: Stop, Doc: "raise R[a] from R[b]"},
	RaiseBare:      {Name: "RAISE_BARE", Flow: Stop, Doc: "raise the exception being handled again; RuntimeError if there is none"},
	Reraise:        {Name: "RERAISE", A: Read, Flow: Stop, Doc: "go on raising exception R[a], as if its handler had not been there (no new traceback entry)"},
	ExcInfo:        {Name: "EXC_INFO", A: FirstW, B: Read, Range: fixed(3), Doc: "R[a], R[a+1], R[a+2] := type, value, traceback of exception R[b]"},
	Intrinsic:      {Name: "INTRINSIC", A: Write, B: First, C: Count, X: Count, Range: countC, Doc: "R[a] := intrinsic X of R[b], ... R[b+c-1]; see the table of intrinsics"},

	NativeStep: {Name: "NATIVE_STEP", Doc: "step the native of this frame (running code only)"},
	EndTasklet: {Name: "END_TASKLET", Doc: "the frame below a tasklet's first (running code only)"},
	Step:       {Name: "STEP", Doc: "stop the loop, then run the instruction that this one stands for (running code only)"},
	ReturnGen:  {Name: "RETURN_GEN", A: Read, Flow: Stop, Doc: "RETURN in the code of a generator (running code only)"},
	FarJump:    {Name: "FAR_JUMP", Doc: "a jump whose distance does not fit its operand; the portable instruction says which (running code only)"},
}

// RowOf returns the row of op, or nil if there is no such operation.
func RowOf(op Op) *Row {
	if op >= numOps {
		return nil
	}
	return &rows[op]
}

// String returns the operation's name.
func (op Op) String() string {
	if row := RowOf(op); row != nil {
		return row.Name
	}
	return "?"
}

func popcount(x uint8) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return n
}
