package vm

import (
	"fmt"
	"maps"
	"slices"

	"brine/compiler"
	"brine/vm/object"
)

// Machine is one Python interpreter: the running frame, the namespaces, and
// what natives see of it (World). All of its state is on the heap and can be
// saved; it is not safe for use by several goroutines at once.
type Machine struct {
	object.World

	err       error           // the exception on its way, for unwind
	reraise   bool            // err goes on as it was: its context is not set anew
	exiting   bool            // Run is to return
	failed    error           // how the main program ended, if not well
	calledOut bool            // the host runs an operation of its own: its end ends no tasklet, and it may hold what no walk finds
	context   *object.Context `brine:"host"` // of a machine without a scheduler
	budget    int32           // ticks until the loop looks round
	grant     int32           // what budget was last set to
	ticks     int64           // ticks spent before the last grant

	call       object.Call
	end        *object.Frame // the frame below the first frame of every tasklet
	sched      Scheduler
	native     *object.Code   // code of the frames of natives: a NATIVE_STEP
	listAppend *object.Header // list.append
	codes      map[*compiler.Code]*object.Code
	liveness   map[*compiler.Code]*compiler.Liveness // of code whose frames were saved
	facts      map[*compiler.Code]*compiler.Facts    // of code whose frames were loaded

	// Stepping makes Run return before every instruction (see Step).
	stepping bool
	skip     bool     // run one instruction before stopping
	stopped  bool     // exiting because of a step
	watched  watchers // tasklets that have a trace or profile function

	spare      spareFrames   `brine:"derived"`
	spareEvent *object.Frame `brine:"derived"` // of the event delivered last (see event)
	lifted     *object.Code  // code in which an original instruction stands for a STEP
	liftedPC   int32

	imports    importState
	intrinsics [compiler.NumIntrinsics]*object.Native
	events     events
	lines      map[string][]string // of source files, for tracebacks
	warnings   warnings            // of what was compiled last
	pending    pending             // the call that a lookup found to be necessary
	args       []object.Value      // scratch space of prepend
}

// Scheduler decides which tasklet runs. Package stackless implements it; a
// machine without one has the main program only.
type Scheduler interface {
	// End is called when the running tasklet's first frame has returned, or has
	// raised err. It makes another frame the running one (World.Frame, with
	// Incoming or Throw) and returns false, or returns true to end the program
	// with the error that it gives.
	End(err error) (stop bool, result error)
	// Tick is called when the running tasklet has used n ticks since the last
	// call; it may switch as End does, and then returns true.
	Tick(n int64) (switched bool)
	// State returns the scheduler's state for a snapshot, and SetState takes it
	// over, in a fresh machine, after its values were filled.
	State() object.Value
	SetState(v object.Value) error
	// MainTasklet returns the tasklet that the main program is, which a pickle
	// refers to by name.
	MainTasklet() object.Value
	// Grant is the number of ticks until the next call of Tick.
	Grant() int32
	// Park takes the running tasklet out of the ring until a time (Unix
	// nanoseconds, or Forever) or an event, and switches as End does. It returns
	// false if nobody else can run before that: the caller waits where it is.
	Park(until int64) (parked bool)
	// Context is where the running tasklet keeps its context of contextvars,
	// which it shares with those that it makes.
	Context() **object.Context
	// Stay adds n to the number of those who forbid switching.
	Stay(n int64)
	// Local is what the running tasklet has besides its frames, or nil; OwnLocal
	// gives it one.
	Local() *Local
	OwnLocal() *Local
}

// Local is what few tasklets have besides their frames: what is a thread's in
// CPython. It is part of the tasklet, which saves it.
type Local struct {
	Greenlet object.Value  // the greenlet that runs in it, or None
	Main     object.Value  // its main greenlet, or None
	Trace    object.Value  // what sys.settrace has set, or None
	Profile  object.Value  // what sys.setprofile has set, or None
	Event    *object.Frame // that of the native that calls one of them now
}

// NewLocal returns one in which nothing is set.
func NewLocal() *Local {
	return &Local{Greenlet: object.None, Main: object.None, Trace: object.None, Profile: object.None}
}

// defaultGrant is the number of ticks (back edges and calls) between two looks round.
const defaultGrant = 20_000

// DefaultDepth is the recursion limit a machine starts with.
const DefaultDepth = 1_000_000

// New returns a machine with empty namespaces. Package repl wires one that is
// complete.
func New(host *object.Host) *Machine {
	wire()
	m := &Machine{codes: map[*compiler.Code]*object.Code{}, liveness: map[*compiler.Code]*compiler.Liveness{}, facts: map[*compiler.Code]*compiler.Facts{}, intrinsics: leafIntrinsics}
	m.Machine = m
	m.Host = host
	m.MaxDepth = DefaultDepth
	m.States = map[string]object.Value{}
	m.Builtins = object.NewDict()
	m.Builtins.Watch(&m.World)
	m.Modules = object.NewDict()
	m.Epoch = 1
	m.call.World = &m.World
	m.events.wake = make(chan struct{}, 1)
	m.native = bareCode(compiler.NativeStep, maxSteps)
	listAppend, _ := object.ListType.Lookup("append")
	m.listAppend = listAppend.O
	m.end = &object.Frame{Code: bareCode(compiler.EndTasklet, 1), Land: object.LandEnd, Regs: make([]object.Value, 1)}
	m.end.Header.Shape = &object.FrameShape
	m.setGrant()
	return m
}

// maxSteps bounds the step numbers of natives: instruction n of their code is
// step n, so that a native's PC is an instruction like any other.
const maxSteps = 64

// bareCode returns the code of frames that are not of Python code: n times op.
func bareCode(op compiler.Op, n int) *object.Code {
	c := &object.Code{
		Src:    &compiler.Code{Name: op.String(), Filename: "<machine>"},
		Instrs: slices.Repeat([]compiler.Instr{{Op: op}}, n+1),
		Consts: make([]object.Value, 1),
		NRegs:  1, Args: -1,
	}
	c.Header.Shape = &object.CodeShape
	return c
}

// Of returns the machine that a World is part of.
func Of(w *object.World) *Machine { return w.Machine.(*Machine) }

// SetScheduler wires the scheduler, before anything runs.
func (m *Machine) SetScheduler(s Scheduler) { m.sched, m.Ring = s, s }

// End returns the frame that stands below the first frame of every tasklet.
func (m *Machine) End() *object.Frame { return m.end }

func (m *Machine) setGrant() {
	m.grant = defaultGrant
	if m.sched != nil {
		m.grant = m.sched.Grant()
	}
	m.budget = m.grant
}

// Start makes code the program to run: its frame, on top of an end frame, in
// the namespace globals. Run runs it.
func (m *Machine) Start(code *compiler.Code, globals *object.Dict) error {
	if err := m.ready(globals); err != nil {
		return err
	}
	fn := m.moduleFunc(code, globals)
	f := m.newFrame(fn.Code)
	f.Fn, f.Back, f.Depth = fn, m.end, 1
	if code.Flags&compiler.UsesNamespace != 0 {
		f.Rare().Names = object.Of(globals)
	}
	m.Frame, m.failed, m.exiting, m.err = m.warned(f), nil, false, nil
	return nil
}

// StartCall makes a call without arguments what the machine runs next.
func (m *Machine) StartCall(fn object.Value) {
	m.Frame, m.failed, m.exiting, m.err = m.CallFrame(fn, nil, nil), nil, false, nil
}

// ready gives a namespace its __builtins__.
func (m *Machine) ready(globals *object.Dict) error {
	if _, ok := globals.GetString("__builtins__"); !ok {
		if b, ok := m.Modules.GetString("builtins"); ok {
			globals.SetString("__builtins__", b)
		}
	}
	return nil
}

// moduleFunc returns the function object that module code runs as.
func (m *Machine) moduleFunc(code *compiler.Code, globals *object.Dict) *object.Func {
	fn := object.NewFunc(m.Load(code), globals, m.Builtins)
	fn.Space = fn.Code.SpaceFor(&m.World, globals)
	return fn
}

// Err returns the exception that ended the main program, or nil.
func (m *Machine) Err() error { return m.failed }

// bug reports a mistake of ours, with the place.
// Run runs the machine until the program ends or stops.
//
// A step of a native trusts what the steps before it left in its registers. A
// frame from a file that was made by hand can betray it: where that makes the
// step panic, it becomes a SystemError of the program, not the end of the host.
func (m *Machine) Run() error {
	for {
		if err, stepped := m.guarded(); stepped {
			return err
		}
	}
}

// guarded is loop; stepped is false if it was left by a step that panicked, and
// is to go on with an error.
func (m *Machine) guarded() (err error, stepped bool) {
	defer func() {
		f := m.call.F
		if f == nil {
			return // a bug of the machine itself
		}
		if bug := recover(); bug != nil {
			m.call.F = nil
			m.Frame = f
			m.leave(f)
			m.fail(object.Errorf(object.SystemError, "%s at step %d: %v", f.Native.Qualname, f.PC, bug))
		}
	}()
	if m.err != nil && !m.unwind() {
		return m.outcome(), true
	}
	return m.loop(), true
}

func (m *Machine) bug(format string, args ...any) {
	f := m.Frame
	panic(fmt.Sprintf("brine: internal error: %s (in %s, pc %d); please report it", fmt.Sprintf(format, args...), f.Code.Src.Qualname, f.PC))
}

func sortedNames(m map[string]object.Value) []string {
	return slices.Sorted(maps.Keys(m))
}
