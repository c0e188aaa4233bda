package compiler

import (
	"strings"

	"brine/parser"
)

// unitKind says what a unit is compiled from.
type unitKind uint8

const (
	moduleUnit unitKind = iota
	classUnit
	functionUnit
	asyncUnit
	lambdaUnit
	comprehensionUnit
)

// wideFrom is the number of locals above which the rest is reached by GET_WIDE
// and SET_WIDE. Between them and the first ones stand the temporaries:
//
//	locals 0..3071 | temporaries 3072..4095 | locals 4096..
const wideFrom = 3072

// unit is one code object in the making.
type unit struct {
	*compiler
	parent *unit
	kind   unitKind
	scope  *scope
	code   *Code
	asm    assembler
	consts constPool
	pos    parser.Pos // what the next instructions belong to

	tempBase, temps, maxTemps int

	registers map[string]int // of the locals
	free      map[string]int
	globals   map[string]int
	names     map[string]int
	sites     map[string]int // the last site of each name

	blocks []*block
}

// newUnit begins a code object for a scope, and places its locals.
func (c *compiler) newUnit(parent *unit, kind unitKind, s *scope, name string, line int) *unit {
	u := &unit{
		compiler: c, parent: parent, kind: kind, scope: s,
		code:      &Code{Name: name, Filename: c.opts.Filename, Line: line},
		registers: map[string]int{}, free: map[string]int{}, globals: map[string]int{},
		names: map[string]int{}, sites: map[string]int{},
	}
	u.code.Flags = c.future & FutureAnnotations
	u.pos = parser.Pos{Line: int32(line), EndLine: int32(line)}
	if parent == nil {
		return u
	}
	u.code.Qualname = parent.qualify(s, name)
	if s.nested {
		u.code.Flags |= Nested
	}
	u.placeLocals()
	u.takeClosure()
	return u
}

// qualify returns the qualified name of what is defined in u by the given name.
func (u *unit) qualify(s *scope, name string) string {
	if u.kind == moduleUnit {
		return name
	}
	if s.comprehension == "" && u.scope.placeOf(mangle(u.scope.private, name)) == placeGlobal {
		return name
	}
	outer := u
	for outer.parent != nil && strings.HasPrefix(outer.code.Name, "<generic parameters") {
		outer = outer.parent
	}
	switch outer.kind {
	case moduleUnit:
		return name
	case classUnit:
		return outer.code.Qualname + "." + name
	}
	return outer.code.Qualname + ".<locals>." + name
}

// placeLocals gives each local its register: parameters first, then the others
// as they appear in the source.
func (u *unit) placeLocals() {
	var list []string
	if u.kind == classUnit {
		if u.scope.needsClass {
			list = []string{"__class__"}
		}
	} else {
		list = append(list, u.scope.params...)
		list = append(list, u.ownLocals(placeCell)...)
		cells := len(list)
		list = append(list, u.ownLocals(placeLocal)...)
		if cells > wideFrom {
			u.fail(&u.pos, "too many parameters and captured variables")
			list = list[:wideFrom]
		}
	}
	for i, name := range list {
		if i >= wideFrom {
			i += directRegs - wideFrom
			for len(u.code.Locals) < i {
				u.code.Locals = append(u.code.Locals, "")
			}
		}
		u.registers[name] = i
		u.code.Locals = append(u.code.Locals, name)
	}
	u.tempBase = min(len(list), wideFrom)
}

// ownLocals returns the locals that are not parameters and live in the given
// place, in order of appearance.
func (u *unit) ownLocals(where place) (list []string) {
	for _, name := range u.scope.order {
		if sym := u.scope.symbols[name]; sym.place == where && sym.uses&useParam == 0 {
			list = append(list, name)
		}
	}
	return list
}

// takeClosure lists the free variables, and where the parent has their cells.
func (u *unit) takeClosure() {
	for i, name := range u.scope.freeNames() {
		u.free[name] = i
		f := Free{Name: name}
		if r, ok := u.parent.registers[name]; ok {
			f.Index = uint16(r)
		} else {
			f.FromFree = true
			f.Index = uint16(u.parent.free[name])
		}
		u.code.Free = append(u.code.Free, f)
	}
}

// prologue makes the cells, and the generator if the code is one.
func (u *unit) prologue() {
	pos := u.pos
	u.pos = parser.Pos{} // the call event comes after it
	for r, name := range u.code.Locals {
		isClass := u.kind == classUnit
		if !isClass && u.scope.placeOf(name) != placeCell {
			continue
		}
		u.code.CellVar = append(u.code.CellVar, uint16(r))
		if !isClass && u.scope.symbols[name].uses&useParam != 0 {
			u.emit(BoxCell, r, 0, 0)
		} else {
			u.emit(NewCell, r, 0, 0)
		}
	}
	if u.code.Flags&(Generator|Coroutine|AsyncGen) != 0 {
		u.emit(MakeGen, 0, 0, 0)
	}
	u.asm.prologue = u.asm.pc()
	u.pos = pos
}

func (u *unit) setDoc(doc string) {
	u.code.Doc = doc
	u.code.Flags |= HasDoc
}

// returnNone ends a body that falls off its end.
func (u *unit) returnNone() {
	u.pos = parser.Pos{} // that of what came before
	m := u.mark()
	t := u.temp()
	u.loadK(t, nil)
	u.emit(Return, t, 0, 0)
	u.release(m)
}

// finish assembles the unit.
func (u *unit) finish() *Code {
	u.code.NRegs = max(len(u.code.Locals), u.tempBase+u.maxTemps)
	u.code.Consts = u.consts.list()
	if u.err == nil && !u.asm.finish(u.code) {
		u.fail(&parser.Pos{Line: int32(u.code.Line)}, "code is too long: too many far jumps")
	}
	return u.code
}

// temp takes the next temporary register.
func (u *unit) temp() int {
	limit := directRegs - u.tempBase
	if u.tempBase == wideFrom {
		limit = directRegs - wideFrom
	}
	if u.temps >= limit {
		u.fail(&u.pos, "expression is too complex")
		return u.tempBase
	}
	u.temps++
	u.maxTemps = max(u.maxTemps, u.temps)
	return u.tempBase + u.temps - 1
}

// mark and release bracket the use of temporaries.
func (u *unit) mark() int     { return u.temps }
func (u *unit) release(m int) { u.temps = m }

// isTemp tells if a register is a temporary.
func (u *unit) isTemp(reg int) bool {
	return reg >= u.tempBase && reg < directRegs
}

// window returns the first register for a run of temporaries whose result goes
// to dst: dst itself if it is the topmost one.
func (u *unit) window(dst int) int {
	if u.temps > 0 && dst == u.tempBase+u.temps-1 {
		return dst
	}
	return u.temp()
}

// scratch returns dst if it is a temporary, else a new one: a local may not be
// written before the whole expression has its value.
func (u *unit) scratch(dst int) int {
	if u.isTemp(dst) {
		return dst
	}
	return u.temp()
}

// emit appends an instruction at the current position.
func (u *unit) emit(op Op, a, b, c int) { u.emitX(op, 0, a, b, c) }

func (u *unit) emitX(op Op, x uint8, a, b, c int) {
	if a|b|c > 0xFFFF {
		u.fail(&u.pos, "code is too large")
	}
	u.append(Instr{op, x, uint16(a), uint16(b), uint16(c)}, noLabel)
}

// maxLines is how many instructions all code of a module may have before the
// assembler drops any: finally bodies inside of finally bodies double each time.
const maxLines = 1 << 22

func (u *unit) append(in Instr, to label) {
	if u.lines++; u.lines > maxLines {
		u.fail(&u.pos, "code is too large")
		return
	}
	u.asm.emit(in, to, u.pos)
}

// jump goes to a label. It belongs to no line: a trace function hears nothing of it.
func (u *unit) jump(to label) {
	pos := u.pos
	u.pos = parser.Pos{}
	u.append(Instr{Op: JumpTo}, to)
	u.pos = pos
}

// visit makes sure that the current line is seen by a trace function, though
// nothing may have to be done in it. The assembler drops what is not needed.
func (u *unit) visit() { u.emit(Nop, 0, 0, 0) }

// branch goes to a label if the test of op on b and c has the given sense.
func (u *unit) branch(op Op, sense bool, b, c int, to label) {
	in := Instr{Op: op, B: uint16(b), C: uint16(c)}
	if sense {
		in.X = 1
	}
	u.append(in, to)
}

// advance emits FOR_NEXT or SEND, whose jump stands in C.
func (u *unit) advance(op Op, a, b int, to label) {
	u.append(Instr{Op: op, A: uint16(a), B: uint16(b)}, to)
}

func (u *unit) newLabel() label { return u.asm.newLabel() }
func (u *unit) put(l label)     { u.asm.put(l) }

// move copies a register, if it is another one.
func (u *unit) move(dst, src int) {
	if dst != src {
		u.emit(Move, dst, src, 0)
	}
}

// loadK loads a constant.
func (u *unit) loadK(dst int, v any) {
	if i := u.consts.add(v); i < directConsts {
		u.emit(LoadK, dst, i, 0)
	} else {
		u.emit(LoadKWide, dst, i>>16, i&0xFFFF)
	}
}

// directConst returns the index of a constant for an operation that has no
// other way to name it.
func (u *unit) directConst(v any) int {
	i := u.consts.addDirect(v)
	if i < 0 {
		u.fail(&u.pos, "too many functions and imports in one block")
		return 0
	}
	return i
}

// number returns the index of a name in a list of the code, appending it the
// first time.
func (u *unit) number(index map[string]int, list *[]string, name string) int {
	i, ok := index[name]
	if !ok {
		i = len(*list)
		index[name] = i
		*list = append(*list, name)
	}
	return i
}

// site returns a new attribute site. When there are too many, instructions for
// the same name share one.
func (u *unit) site(name string) int {
	const plenty = 60000
	if i, ok := u.sites[name]; ok && len(u.code.Sites) > plenty {
		return i
	}
	u.sites[name] = len(u.code.Sites)
	u.code.Sites = append(u.code.Sites, name)
	return u.sites[name]
}
