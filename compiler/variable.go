package compiler

// variableKind says how a name is read and written.
type variableKind uint8

const (
	localVariable  variableKind = iota // in a register
	wideVariable                       // in a register that no operand can name
	cellVariable                       // in a cell that a register holds
	freeVariable                       // in a cell of the closure
	globalVariable                     // in the globals
	nameVariable                       // in the frame's namespace
	classVariable                      // in the class body's namespace, else in a cell of the closure
)

// variable is how one name is reached from a unit: its kind and the number of
// its register, free variable, global or name.
type variable struct {
	kind  variableKind
	index int
	name  string // mangled
}

// variable finds out how a name of the source is reached.
func (u *unit) variable(name string) variable {
	name = mangle(u.scope.private, name)
	where := u.scope.placeOf(name)
	if u.kind == classUnit || u.kind == moduleUnit {
		return u.blockVariable(name, where)
	}
	switch where {
	case placeLocal:
		r := u.registers[name]
		if r >= directRegs {
			return variable{wideVariable, r, name}
		}
		return variable{localVariable, r, name}
	case placeCell:
		return variable{cellVariable, u.registers[name], name}
	case placeFree:
		return variable{freeVariable, u.free[name], name}
	}
	return variable{globalVariable, u.number(u.globals, &u.code.Globals, name), name}
}

// blockVariable is variable for modules and class bodies.
func (u *unit) blockVariable(name string, where place) variable {
	if where == placeFree {
		return variable{classVariable, u.free[name], name}
	}
	if where == placeGlobal || u.kind == moduleUnit && !u.opts.Namespace {
		return variable{globalVariable, u.number(u.globals, &u.code.Globals, name), name}
	}
	return variable{nameVariable, u.nameIndex(name), name}
}

func (u *unit) nameIndex(name string) int { return u.number(u.names, &u.code.Names, name) }

// load reads a name into dst.
func (u *unit) load(name string, dst int) {
	if name == "__debug__" {
		u.loadK(dst, true)
		return
	}
	switch v := u.variable(name); v.kind {
	case localVariable:
		u.check(v)
		u.move(dst, v.index)
	case wideVariable:
		u.emit(GetWide, dst, v.index>>16, v.index&0xFFFF)
	case cellVariable:
		u.emit(LoadCell, dst, v.index, 0)
	case freeVariable:
		u.emit(LoadFree, dst, v.index, 0)
	case globalVariable:
		u.emit(LoadGlobal, dst, v.index, 0)
	case nameVariable:
		u.emit(LoadName, dst, v.index, 0)
	case classVariable:
		u.emit(LoadClassFree, dst, v.index, u.nameIndex(v.name))
	}
}

// check emits the test that a local is bound. The assembler drops it where that
// is proven; here it is left out for a parameter that nothing unbinds.
func (u *unit) check(v variable) {
	if u.scope.symbols[v.name].uses&useParam != 0 && !u.scope.deleted[v.name] {
		return
	}
	u.emit(Check, v.index, 0, 0)
}

// localOrNone returns the register of a name that is a plain local, or -1.
func (u *unit) localOrNone(name string) int {
	if v := u.variable(name); v.kind == localVariable {
		return v.index
	}
	return -1
}

// store assigns a register to a name.
func (u *unit) store(name string, src int) {
	if name == "__debug__" {
		u.fail(&u.pos, "cannot assign to __debug__")
	}
	switch v := u.variable(name); v.kind {
	case localVariable:
		u.move(v.index, src)
	case wideVariable:
		u.emit(SetWide, src, v.index>>16, v.index&0xFFFF)
	case cellVariable:
		u.emit(StoreCell, v.index, src, 0)
	case freeVariable, classVariable:
		u.emit(StoreFree, v.index, src, 0)
	case globalVariable:
		u.emit(StoreGlobal, v.index, src, 0)
	case nameVariable:
		u.emit(StoreName, v.index, src, 0)
	}
}

// unbind deletes a name that must be bound.
func (u *unit) unbind(name string) {
	if name == "__debug__" {
		u.fail(&u.pos, "cannot delete __debug__")
	}
	switch v := u.variable(name); v.kind {
	case localVariable:
		u.emit(Check, v.index, 0, 0)
		u.emit(Unset, v.index, 0, 0)
	case wideVariable:
		m := u.mark()
		t := u.temp()
		u.emit(GetWide, t, v.index>>16, v.index&0xFFFF)
		u.emit(Unset, t, 0, 0)
		u.emit(SetWide, t, v.index>>16, v.index&0xFFFF)
		u.release(m)
	case cellVariable:
		u.emit(DelCell, v.index, 0, 0)
	case freeVariable, classVariable:
		u.emit(DelFree, v.index, 0, 0)
	case globalVariable:
		u.emit(DelGlobal, v.index, 0, 0)
	case nameVariable:
		u.emit(DelName, v.index, 0, 0)
	}
}

// forget makes a name unbound whether it is bound or not, as after an except
// clause: name = None; del name.
func (u *unit) forget(name string) {
	if r := u.localOrNone(name); r >= 0 {
		u.emit(Unset, r, 0, 0)
		return
	}
	m := u.mark()
	t := u.temp()
	u.loadK(t, nil)
	u.store(name, t)
	u.release(m)
	u.unbind(name)
}
