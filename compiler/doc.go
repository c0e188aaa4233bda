// Package compiler turns a syntax tree into portable register code, and checks
// code that comes from elsewhere.
//
// # The machine that the code is for
//
// A function runs in a frame: a row of registers, each with one Python value.
// Instructions have up to three addresses, R is a register and K a constant:
//
//	ADD r4, x, y       R[4] := R[x] + R[y]
//	SUBK r5, n, #1     R[5] := R[n] - K[..]
//	JUMP_LTK to 2, n, #2, if false
//
// What each operation does, which registers it reads and writes, and where it
// goes stands in one row of the table in op.go. The disassembler, the verifier,
// liveness, the loader's scaling of operands and the fingerprint of the file
// format read that row; effect.go turns it into reads and writes.
//
// # Registers
//
//	parameters | captured locals | other locals | temporaries
//
// Locals have a register for the whole function, and code uses them where they
// stand: a = b + c is one ADD. Temporaries are a stack that statements leave
// empty, except for what loops, with and try keep in theirs. Calls, displays and
// unpacking take a run of registers on top of that stack; f(x, y) is
//
//	LOAD_GLOBAL r3, f
//	MOVE        r4, x
//	MOVE        r5, y
//	CALL        dst, r3..r5, 2
//
// A local that an inner function captures holds a cell from the prologue on, as
// CellVar says; only cell operations touch it. Modules keep their names in
// globals, class bodies and exec in the frame's namespace.
//
// A local is read in place only if nothing that is evaluated in between can
// assign it: in x + (x := 1) the old x is copied first.
//
// # Unbound locals
//
// CHECK raises UnboundLocalError. The compiler puts one before each read of a
// local, and the assembler drops those that a flow analysis proves idle
// (flow.go). The verifier runs the same analysis on any code: a local that is
// read without CHECK and is not proven assigned is refused. So the VM never
// tests for unbound when it reads a register.
//
// # Landings
//
// An instruction that calls Python is over when the result lands: only then is
// its destination written. If the call raises, the destination keeps its value.
// Hence an expression is written into a local by its last instruction only, and
// FOR_NEXT and SEND, which branch when the result lands, are single instructions.
//
// # Control flow
//
// Loops have their test or FOR_NEXT at the bottom, where it jumps back. Each
// backward jump is marked and counts a tick of the step budget; the verifier
// makes sure that there is no other way around a loop.
//
// # Exceptions
//
// Nothing is done to enter a try. Handlers is a table of ranges, innermost first:
// an exception in a range goes to the target, in a register. Active is a table of
// the same form that says in which register the exception being handled is: that
// is what sys.exc_info sees, and what becomes the context of another one.
//
// Every way out of a try with finally, or of a with, has its own copy of the
// exit code. A copy is outside of the statement, so the ranges have holes
// (block.go):
//
//	try:              [ handler to L
//	    if x: return    exit code ) ( and the body again
//	    y()             ]
//	finally: ...        exit code, then L: exit code and RERAISE
//
// # Generators
//
// MAKE_GEN stands behind the prologue. It gives the frame away as a generator,
// coroutine or asynchronous generator and returns; everything below runs when the
// generator is resumed. Awaiting and yield from are a loop:
//
//	YIELD_FROM_ITER it, value   (or AWAITABLE)
//	LOADK  r, #None
//	again: SEND  r, it, to done
//	       YIELD r, r, it, x1
//	       JUMP  again
//	done:  r is the result
//
// # Wide forms
//
// Operands of running code are scaled and have 16 bits, so they name 4,096
// registers and constants and 8,192 instructions. Beyond:
//
//   - locals from the 3,073rd on stand above register 4,096 and move through
//     GET_WIDE and SET_WIDE; the temporaries stay below (unit.go);
//   - constants are loaded by LOADK_WIDE; the last direct numbers are kept for
//     functions and imports, which have no other way (constants.go);
//   - jumps become JUMP_WIDE, and branches go to a JUMP_WIDE near the start of the
//     code (layout.go);
//   - displays, calls, f-strings and unpacking work in portions.
//
// # Passes
//
//	futureFeatures  future.go         what __future__ asks for
//	scan, resolve   scan.go ...       which names each block binds, and where they live
//	unit            stmt.go, expr.go  one unit a code object: statements to lines
//	assembler       assembler.go      threads jumps, drops idle checks and dead code, places it
//
// Verify accepts all that comes out, and FactsOf and Live tell the VM what the
// registers of a suspended frame hold and which of them are still needed.
//
// # A new operation
//
// Append its name to the constants in op.go and its row to the table there; emit it
// in the compiler; run it in the loop of the VM. If a row cannot say all that the
// operation does to registers, effect.go does. A row that changes its meaning
// changes its hash, and so refuses the files that use it.
package compiler
