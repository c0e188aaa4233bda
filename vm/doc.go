// Package vm is the machine: one loop over heap frames (run.go), and what
// the loop needs around it.
//
// # The loop
//
// Run fetches an instruction of the running frame and switches on it. Fast
// cases (small ints, floats, exact lists, cached attributes, plain calls) are
// in the loop; everything else is a method of Machine that saves where the
// frame stands and may push a frame, switch to another tasklet's, or raise.
// After it the loop picks everything up anew from the frame that runs then.
// So a call, a return and a switch are all the same: another frame runs.
//
// # How a result comes back
//
// A frame that waits says on itself how it takes the result: its Landing.
// land gives it the value, unwind an exception. Nothing is ever derived from
// the interrupted instruction, so any frame can be saved while it waits.
//
// # Natives
//
// callNative runs a leaf at once. A resumable native gets a frame, whose code
// is NATIVE_STEP instructions: instruction n is step n. stepNative calls the
// step function, which returns an Action: a result, an exception, or a request
// (call this, do this operation) whose result lands in the frame's last
// register before the next step. What several instructions and natives want
// done, and what may take Python code, is an object.Operation; do performs it.
//
// # Ticks
//
// Jumps back, calls and steps of natives count ticks. When the budget is used up,
// lookRound runs between two instructions (or steps): signals, the scheduler's
// timers and timeouts, and what has died. So no loop, written in Python or in Go,
// keeps Ctrl-C or run(timeout) waiting, and a native that has worked for long
// (ActAgain) pays for it.
//
// # Looking at it all
//
// Walk visits everything that a program can reach. Check holds the invariants of
// all of it: what layouts state of their objects (the ring's links, a channel's
// balance), and that every frame can go on from where it stands.
//
// # Tracing
//
// sys.settrace and sys.setprofile are of a tasklet. Code that may be traced is
// patched with STEP, whose handler pushes an event on the frame that it is about:
// a native that calls the functions, and that can be saved like any other
// (tracing.go). Torture stops at the same STEPs.
//
// # Death
//
// Go frees memory, and nobody sees when. What a program may see die (instances
// with __del__, referents of weak references, generators with something to
// close) stands in a list, object.Mortals; Bury finds out by a walk which of
// it is dead: at gc.collect(), at the end, and in lookRound when enough was made
// since. What the dead want is called by a resumable native, on the tasklet
// that runs then.
//
// # How to add
//
// An opcode, three places: its row in compiler/op.go (name, operands, flow,
// doc), the compiler's use of it, and its case in loop (if it is hot) or
// opOther (if not). The disassembler, the verifier, liveness and the
// fingerprint follow from the row. Numbers are only appended.
//
// What the verifier cannot know of code, the types of values, its instructions
// test; steps of natives view registers by RegAs, which a file made by hand
// cannot fool (TestHostileCode and TestHostileFrames in repl try).
//
// A builtin, one row and a body: an object.Native in the table of its type
// (vm/object) or module (vm/lib), with signature, doc line, and Fast, Step or
// both (Vector instead of Fast if it takes *args and **kwargs as they come).
// Its steps get a golden script, testdata/stackless/stop or lang/steps-*: tests
// fail until each was saved in, and a tasklet finished in a new process there.
// Arity errors, keywords, help() and its name in pickles follow.
//
// A type: a file in vm/object with its struct, its object.Table, and the
// layout that visits its fields for saving; the table is listed in tables.
package vm
