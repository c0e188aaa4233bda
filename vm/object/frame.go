package object

import "brine/compiler"

// Frame is the state of one call: of Python code, or of a resumable native.
// It is a heap object of its own; frames of a running program are linked by
// Back. A generator is its frame, and a tasklet is the innermost of its frames.
type Frame struct {
	Header
	Code *Code
	Fn   *Func  // the function it runs: globals, builtins, closure; nil for natives
	Back *Frame // the frame that waits for this one
	Regs []Value

	// PC is the index of the next instruction to run, also while suspended;
	// of a native, its step number.
	PC      int32
	LandArg int32 // operand of Land
	Land    Landing
	Flags   FrameFlags
	LandReg uint16 // register operand of Land
	Depth   int32  `brine:"derived"` // frames below and including this one in its tasklet

	Native *Native    // of native frames
	Side   *FrameSide // what few frames have
}

// FrameSide holds the rare fields of a frame.
type FrameSide struct {
	Names     Value      // namespace: of a class body or exec, a dict or any mapping
	Generator *Generator // the generator whose frame it is
	Locals    *Dict      // what locals() last returned

	// Tracing (see package vm).
	Trace   Value     // f_trace
	At      int32     // the instruction that ran last while it was traced; -1: none
	Done    EventMask // events that have been delivered where it stands
	NoLines bool      // f_trace_lines is off
	Opcodes bool      // f_trace_opcodes is on
}

// EventMask is a set of trace events of one instruction.
type EventMask uint8

// The events. Those up to EventReturn come before the instruction at PC, the
// others after the one before it has raised.
const (
	EventLine EventMask = 1 << iota
	EventOpcode
	EventReturn
	EventThrow // the call event of a generator that is resumed by an exception
	EventRaise // the exception event
	EventExit  // the return event of a frame that does not handle it

	eventsBefore   = EventLine | EventOpcode | EventReturn
	eventsOfRaised = EventThrow | EventRaise | EventExit
)

// Suspends reports whether the frame is that of a generator.
func (f *Frame) Suspends() bool { return f.Side != nil && f.Side.Generator != nil }

// Raised reports whether a frame waits for a trace function that is told of an
// exception: it will not go on behind the instruction.
func (f *Frame) Raised() bool { return f.Side != nil && f.Side.Done&eventsOfRaised != 0 }

// FrameFlags are properties of a frame.
type FrameFlags uint8

// The flags of a frame.
const (
	Escaped FrameFlags = 1 << iota // handed out to the program: never reused
	Hidden                         // not shown in tracebacks (prelude code that stands for a builtin)
	Ended                          // it has returned or raised, and will never run again
	Entered                        // its call event is over: of a generator, that of this resumption
)

// Landing says how the frame that waits takes the result of what it waits
// for. It is set when the callee is pushed and is data of its own; nothing is
// ever derived from the interrupted instruction.
type Landing uint8

// The landings. LandReg and LandArg are their operands.
const (
	LandNone   Landing = iota // nothing is awaited
	LandStore                 // R[LandReg] := result
	LandDrop                  // forget the result
	LandBranch                // if truth of result == LandReg: PC := LandArg
	LandNot                   // R[LandReg] := not result, which is a bool
	LandFor                   // R[LandReg] := result, PC := LandArg; StopIteration: go on at PC
	LandSend                  // R[LandReg] := result; StopIteration: R[LandReg] := its value, PC := LandArg
	LandInit                  // result must be None; R[LandReg] := R[LandArg]
	LandStep                  // into the result register, LandArg := Landed...; a native's request
	LandNext                  // as LandStep; StopIteration is LandedDone
	LandEnd                   // it was the first frame of a tasklet: the tasklet ends
	NumLandings
)

var landingNames = [NumLandings]string{"none", "store", "drop", "branch", "not", "for", "send", "init", "step", "next", "end"}

// String returns the landing's name.
func (l Landing) String() string {
	if l < NumLandings {
		return landingNames[l]
	}
	return "?"
}

// How a request of a native landed, in LandArg.
const (
	LandedValue  = 0
	LandedDone   = 1
	LandedRaised = 2
)

// Visible reports whether a frame is one of Python code that the program may
// see: not of a native, or of prelude code that stands for one.
func (f *Frame) Visible() bool {
	return f.Native == nil && f.Fn != nil && !f.Code.Hidden && f.Flags&Hidden == 0
}

// Names returns the namespace that a class body or exec code runs in, or
// Unbound in functions.
func (f *Frame) Names() Value {
	if f.Side == nil {
		return Unbound
	}
	return f.Side.Names
}

// Rare returns the frame's side fields, made on first use.
func (f *Frame) Rare() *FrameSide {
	if f.Side == nil {
		f.Side = &FrameSide{Names: Unbound, Trace: None, At: -1}
	}
	return f.Side
}

// Line returns the source line of the instruction being run, or of the one
// that a suspended frame waits in; of a frame that has not begun, that of its
// def, or 0 if it is a module's.
func (f *Frame) Line() int {
	if f.Code == nil || f.Code.Src == nil {
		return 0
	}
	src, pc := f.Code.Src, f.CurrentPC()
	switch s := f.Side; {
	case s != nil && s.Done&eventsBefore != 0:
		if lines := f.Code.Lines; s.At >= 0 && pc < len(lines) && lines[pc] == 0 {
			pc = int(s.At) // what is in no line is in that it comes from
		}
	case f.PC == 0 && src.Name == "<module>":
		return 0
	case f.PC == 0 || int(f.PC) <= len(src.Instrs) && src.Instrs[f.PC-1].Op == compiler.MakeGen:
		return src.Line
	}
	return src.SpanAt(pc).Line
}

// CurrentPC returns the index of the instruction that a frame is at: the one
// that ran last, or of which a trace function is being told.
func (f *Frame) CurrentPC() int {
	if f.Side != nil && f.Side.Done&eventsBefore != 0 {
		return int(f.PC)
	}
	return f.LastPC()
}

// LastPC returns the index of the instruction that ran last.
func (f *Frame) LastPC() int {
	if f.PC > 0 {
		return int(f.PC) - 1
	}
	return 0
}

// Code is the running form of a compiler.Code, which it keeps: operands
// scaled, constants as Values, inline caches. It is Python's code object.
type Code struct {
	Header
	Src    *compiler.Code
	Instrs []compiler.Instr `brine:"derived"` // scaled; ends with a sentinel
	Consts []Value          `brine:"derived"`
	Sites  []Site           `brine:"derived"`
	Ints   []Value          `brine:"derived"` // constants that are not codes, as Python sees co_consts
	Args   int              `brine:"derived"` // what a plain call passes; -1 if there is no plain call
	NRegs  int              `brine:"derived"`
	Clear  int              `brine:"derived"` // locals from Args up to here are unbound at first
	Ops    []compiler.Op    `brine:"derived"` // for which STEPs stand in Instrs; nil if none does
	Tells  Telling          `brine:"derived"` // whether it is the code of a trace function
	Lines  []int32          `brine:"derived"` // of each instruction, 0: none; made for tracing
	Hidden bool             `brine:"derived"` // prelude code that stands for a builtin: no traceback line
	ID     uint64

	Free   *Frame   `brine:"derived"` // recycled frames, linked by Back
	spaces []*Space `brine:"derived"` // global caches for each namespace the code runs in
}

// Telling says whether code runs as a trace or profile function.
type Telling uint8

// TellsOnly code has only run so, and is not traced itself; TellsToo code was
// called by the program as well.
const (
	TellsNot Telling = iota
	TellsOnly
	TellsToo
)

// Site is the inline cache of one attribute instruction.
type Site struct {
	Shape *Shape // the receiver's shape it is filled for; nil: empty
	Kind  SiteKind
	Slot  int32
	Miss  uint16 // how often it was refilled
	Name  *Str
	Value Value  // a method found on the class
	Next  *Shape // of a store that adds an attribute: the shape after it
}

// SiteKind says what a filled inline cache knows.
type SiteKind uint8

// The kinds of sites.
const (
	SiteSlot   SiteKind = iota // the attribute is in slot Slot of an instance
	SiteMethod                 // it is the function Value, found on the class
	SiteAdd                    // a store adds slot Slot and gives shape Next
)

// Space holds the global caches of one code object in one namespace.
type Space struct {
	Globals *Dict
	Cells   []GlobalCell
}

// GlobalCell is where a global or builtin was found. It holds while Epoch is
// that of the World: no watched namespace has gained or lost a name since.
type GlobalCell struct {
	Epoch uint64
	P     *Value
	Own   bool // in the namespace itself, where a store may go, and not in the builtins
}

// SpaceFor returns the global caches of code in a namespace.
func (c *Code) SpaceFor(w *World, globals *Dict) *Space {
	for i := len(c.spaces) - 1; i >= 0; i-- {
		if c.spaces[i].Globals == globals {
			return c.spaces[i]
		}
	}
	globals.watch = &w.Epoch
	s := &Space{Globals: globals, Cells: make([]GlobalCell, len(c.Src.Globals))}
	if len(c.spaces) >= 4 {
		c.spaces = c.spaces[1:]
	}
	c.spaces = append(c.spaces, s)
	return s
}
