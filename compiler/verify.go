package compiler

import (
	"fmt"
	"math/big"
	"strings"
)

// The sizes above which code is refused unseen.
const (
	maxCodeDepth  = 4000    // code objects inside of code objects
	maxRegs       = 1 << 20 // registers of a frame
	maxInstrs     = 1 << 23 // instructions of a code object
	maxConstDepth = 1000    // tuples inside of tuples
)

// VerifyError says why code was refused.
type VerifyError struct {
	Code string // its qualified name
	PC   int    // of the instruction, or -1
	Msg  string
}

// Error returns the reason with its place.
func (e *VerifyError) Error() string {
	if e.PC < 0 {
		return fmt.Sprintf("bad code %q: %s", e.Code, e.Msg)
	}
	return fmt.Sprintf("bad code %q at %d: %s", e.Code, e.PC, e.Msg)
}

// Verify checks code that may come from anywhere, and the code objects inside of
// it. What it accepts the VM can run without looking at operands again: they are
// in bounds and of the right kind, registers are written before they are read,
// cells are where cells are wanted and nowhere else, every loop counts ticks,
// and every path ends.
//
// What it cannot know the VM tests when it runs: the types of values, such as
// the list of LIST_APPEND or the names of CALL_KW.
//
// Code with free variables may stand alone: a method whose class body is gone,
// say. Whoever makes a function of it brings as many cells.
func Verify(code *Code) error {
	type nested struct {
		code  *Code
		depth int
	}
	seen := map[*Code]bool{}
	queue := []nested{{code, 0}}
	for len(queue) > 0 {
		c, depth := queue[0].code, queue[0].depth
		queue = queue[1:]
		if c == nil || seen[c] || depth > maxCodeDepth {
			return &VerifyError{"", -1, "code objects do not form a tree"}
		}
		seen[c] = true
		if err := verifyOne(c); err != nil {
			return err
		}
		for _, k := range c.Consts {
			if inner, ok := k.(*Code); ok {
				queue = append(queue, nested{inner, depth + 1})
			}
		}
	}
	return nil
}

// verifier checks one code object.
type verifier struct {
	*Code
	cells   map[uint16]bool // CellVar as a set
	targets []int32
}

func verifyOne(c *Code) error {
	v := &verifier{Code: c, cells: map[uint16]bool{}}
	if err := v.sizes(); err != nil {
		return err
	}
	for i, k := range c.Consts {
		if _, isCode := k.(*Code); !isCode && !validConst(k, 0) {
			return v.fail(-1, fmt.Sprintf("constant %d is of no valid type", i))
		}
	}
	for pc, in := range c.Instrs {
		if err := v.instr(pc, in); err != nil {
			return err
		}
	}
	if flow := RowOf(c.Instrs[len(c.Instrs)-1].Op).Flow; flow != Stop && flow != Always {
		return v.fail(len(c.Instrs)-1, "code has no end")
	}
	if err := v.tables(); err != nil {
		return err
	}
	if err := v.prologue(); err != nil {
		return err
	}
	return v.registers()
}

func (v *verifier) fail(pc int, msg string) error {
	return &VerifyError{v.Qualname, pc, msg}
}

// sizes checks all that does not need the instructions.
func (v *verifier) sizes() error {
	suspends := 0
	for _, f := range []Flags{Generator, Coroutine, AsyncGen} {
		if v.Flags&f != 0 {
			suspends++
		}
	}
	switch {
	case v.NRegs < 0 || v.NRegs > maxRegs || len(v.Locals) > v.NRegs:
		return v.fail(-1, "number of registers")
	case len(v.Instrs) == 0 || len(v.Instrs) > maxInstrs:
		return v.fail(-1, "number of instructions")
	case v.PosOnly < 0 || v.PosOnly > v.Args || v.Args < 0 || v.Args > directRegs || v.KwOnly < 0 || v.KwOnly > directRegs:
		return v.fail(-1, "number of parameters")
	case v.Params() > len(v.Locals) || v.Params() > directRegs:
		return v.fail(-1, "parameters without registers")
	case suspends > 1:
		return v.fail(-1, "more than one kind of generator")
	case v.Flags&ClassBody != 0 && (suspends > 0 || v.Params() > 0):
		return v.fail(-1, "class body with parameters or yields")
	case len(v.Sites) > 1<<16 || len(v.Globals) > 1<<16 || len(v.Names) > 1<<16 || len(v.Free) > 1<<16:
		return v.fail(-1, "too many names")
	}
	for i := range v.Params() {
		if v.Locals[i] == "" {
			return v.fail(-1, "parameter without a name")
		}
	}
	for _, r := range v.CellVar {
		if int(r) >= len(v.Locals) || int(r) >= directRegs || v.Locals[r] == "" || v.cells[r] {
			return v.fail(-1, "cell variable that is no local, or twice")
		}
		v.cells[r] = true
	}
	return nil
}

// validConst tells if a constant other than code is of a valid type.
func validConst(k any, depth int) bool {
	switch k := k.(type) {
	case nil, bool, int64, float64, complex128, string, []byte, Ellipsis:
		return true
	case *big.Int:
		return k != nil
	case Tuple:
		return validItems(k, depth)
	case FrozenSet:
		return validItems(k, depth)
	}
	return false
}

func validItems(items []any, depth int) bool {
	if depth >= maxConstDepth {
		return false
	}
	for _, item := range items {
		if !validConst(item, depth+1) {
			return false
		}
	}
	return true
}

// tables checks handlers, active ranges and spans.
func (v *verifier) tables() error {
	n := len(v.Instrs)
	for _, h := range v.Handlers {
		// A handler stands behind its range, so that every loop has a backward jump.
		if h.Start < 0 || h.Start >= h.End || h.End > n || h.Target < h.End || h.Target >= n {
			return v.fail(h.Start, "handler out of bounds")
		}
		if !v.isTemp(int(h.Reg)) {
			return v.fail(h.Start, "handler's register is no temporary")
		}
	}
	for _, a := range v.Active {
		if a.Start < 0 || a.Start >= a.End || a.End > n || !v.isTemp(int(a.Reg)) {
			return v.fail(a.Start, "active range out of bounds")
		}
	}
	last := -1
	for _, s := range v.Spans {
		if s.PC <= last || s.PC >= n || s.Line < 0 || s.EndLine < 0 || s.Col < 0 || s.EndCol < 0 {
			return v.fail(-1, "spans out of order")
		}
		last = s.PC
	}
	return nil
}

func (v *verifier) isTemp(reg int) bool { return reg < v.NRegs && !v.IsLocal(reg) }

// prologue checks that the code begins by making its cells, each once, and its
// generator, if it is one, and that it does neither later.
func (v *verifier) prologue() error {
	made := map[uint16]bool{}
	pc := 0
	for ; pc < len(v.Instrs); pc++ {
		in := v.Instrs[pc]
		if in.Op != NewCell && in.Op != BoxCell {
			break
		}
		if !v.cells[in.A] || made[in.A] {
			return v.fail(pc, "cell that is not declared, or twice")
		}
		made[in.A] = true
	}
	if len(made) != len(v.cells) {
		return v.fail(pc, "cell that is not made")
	}
	if suspends := v.Flags&(Generator|Coroutine|AsyncGen) != 0; suspends != (v.Instrs[pc].Op == MakeGen) {
		return v.fail(pc, "generator that is not made, or none that is")
	} else if suspends {
		pc++
	}
	for i := pc; i < len(v.Instrs); i++ {
		switch v.Instrs[i].Op {
		case NewCell, BoxCell, MakeGen:
			return v.fail(i, "cell or generator made too late")
		}
		if t := v.targets[i]; t >= 0 && int(t) < pc {
			return v.fail(i, "jump into the prologue")
		}
	}
	return nil
}

// runningOnly tells if an operation is for running code only.
func runningOnly(row *Row) bool { return strings.Contains(row.Doc, "running code only") }
