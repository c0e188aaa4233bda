package vm

import (
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// The slow paths of instructions: each saves where the frame stands, does what
// the instruction says in general, and returns false if it raises. A result
// that takes Python code lands later.

// operandK returns operand C, which is a constant in the K forms.
func operandK(f *object.Frame, in *compiler.Instr, isConst bool) object.Value {
	if isConst {
		return f.Code.Consts[reg(in.C)]
	}
	return f.Regs[reg(in.C)]
}

// original returns the opcode of the instruction being run, also while stepping.
func original(f *object.Frame) compiler.Op { return f.Code.Src.Instrs[f.PC-1].Op }

func (m *Machine) opBinary(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	op := original(f)
	isConst := op >= compiler.AddK
	bin := object.Binary(op - compiler.Add)
	if isConst {
		bin = object.Binary(op - compiler.AddK)
	}
	a, b := f.Regs[reg(in.B)], operandK(f, in, isConst)
	if in.X&1 != 0 {
		bin += object.BinaryInPlace
	}
	if v, err, ok := object.BinaryLeaf(&m.World, bin, a, b); ok {
		if err != nil {
			return m.fail(err)
		}
		f.Regs[reg(in.A)] = v
		return true
	}
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	return m.push(&binaryNative, a, b, object.Int(int64(bin)))
}

func (m *Machine) opUnary(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	return m.unary(object.Unary(original(f)-compiler.Neg), f.Regs[reg(in.B)])
}

func (m *Machine) opNot(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land, f.LandReg = object.LandNot, reg(in.A)
	return m.truth(f.Regs[reg(in.B)])
}

func (m *Machine) opCompare(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	return m.compare(object.Comparison(original(f)-compiler.Lt), f.Regs[reg(in.B)], f.Regs[reg(in.C)])
}

// branch makes the landing that jumps: where the instruction's operand A says,
// if the truth of what lands is as its sense says.
func branch(f *object.Frame, in *compiler.Instr) {
	f.Land, f.LandReg = object.LandBranch, uint16(in.X)
	f.LandArg = int32(f.Code.Src.Instrs[f.PC-1].A)
}

func (m *Machine) opJumpIf(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	branch(f, in)
	return m.truth(f.Regs[reg(in.B)])
}

func (m *Machine) opJumpCompare(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	op := original(f)
	isConst := op >= compiler.JumpLtK
	cmp := object.Comparison(op - compiler.JumpLt)
	if isConst {
		cmp = object.Comparison(op - compiler.JumpLtK)
	}
	branch(f, in)
	return m.compare(cmp, f.Regs[reg(in.B)], operandK(f, in, isConst))
}

// opContains is IN and NOT_IN.
func (m *Machine) opContains(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	if original(f) == compiler.NotIn {
		f.Land = object.LandNot
	}
	return m.contains(f.Regs[reg(in.C)], f.Regs[reg(in.B)])
}

func (m *Machine) opCheck(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	return m.fail(unboundRegister(f, int(reg(in.A))))
}

// unboundRegister is the error for a local without a value. A register without a
// name is checked only by code that no compiler made.
func unboundRegister(f *object.Frame, i int) error {
	if !f.Code.Src.IsLocal(i) {
		return unboundLocal("?")
	}
	return unboundLocal(f.Code.Src.Locals[i])
}

func unboundLocal(name string) error {
	return object.Errorf(object.UnboundLocalError, "cannot access local variable '%s' where it is not associated with a value", name)
}

func unboundFree(name string) error {
	return object.NameErrorf(object.NameError, name, "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name)
}

func unknownName(name string) error {
	return object.NameErrorf(object.NameError, name, "name '%s' is not defined", name)
}

// opEmptyCell raises for a variable in a cell that has no value.
func (m *Machine) opEmptyCell(f *object.Frame, pc unsafe.Pointer) bool {
	last(f, pc)
	switch in := f.Code.Src.Instrs[f.PC-1]; in.Op {
	case compiler.LoadCell:
		return m.fail(unboundLocal(f.Code.Src.Locals[in.B]))
	case compiler.DelCell:
		return m.fail(unboundLocal(f.Code.Src.Locals[in.A]))
	case compiler.DelFree:
		return m.fail(unboundFree(f.Code.Src.Free[in.A].Name))
	default:
		return m.fail(unboundFree(f.Code.Src.Free[in.B].Name))
	}
}

func (m *Machine) opLoadGlobal(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	name := f.Code.Src.Globals[in.B]
	d := f.Fn.Globals
	v, i, ok := d.GetStr(object.Intern(name))
	if !ok {
		d = f.Fn.Builtins
		if v, i, ok = d.GetStr(object.Intern(name)); !ok {
			return m.fail(unknownName(name))
		}
	}
	f.Fn.Space.Cells[in.B] = object.GlobalCell{Epoch: m.Epoch, P: d.Place(i), Own: d == f.Fn.Globals}
	f.Regs[reg(in.A)] = v
	return true
}

// opStoreGlobal is STORE_GLOBAL where the place of the name is not known.
func (m *Machine) opStoreGlobal(f *object.Frame, pc unsafe.Pointer) {
	in := last(f, pc)
	name, d := object.Intern(f.Code.Src.Globals[in.A]), f.Fn.Globals
	d.SetStr(name, f.Regs[reg(in.B)])
	if _, i, ok := d.GetStr(name); ok {
		f.Fn.Space.Cells[in.A] = object.GlobalCell{Epoch: m.Epoch, P: d.Place(i), Own: true}
	}
}

func (m *Machine) opBuildTuple(f *object.Frame, pc unsafe.Pointer) {
	in := last(f, pc)
	b := reg(in.B)
	f.Regs[reg(in.A)] = object.Of(object.TupleOf(f.Regs[b : b+in.C]))
}

func (m *Machine) opListAppend(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	list := f.Regs[reg(in.A)]
	if !list.Is(&object.ListShape) {
		return m.unfit(f)
	}
	object.As[object.List](list).Append(f.Regs[reg(in.B)])
	return true
}

// unfit is the end of an instruction that found an operand of another type than
// compilers give it: its code comes from a file made by hand.
func (m *Machine) unfit(f *object.Frame) bool {
	return m.fail(object.Errorf(object.SystemError, "%v: operand of a wrong type", original(f)))
}

func (m *Machine) opForNext(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land, f.LandReg = object.LandFor, reg(in.A)
	f.LandArg = int32(f.Code.Src.Instrs[f.PC-1].C)
	it := f.Regs[reg(in.B)]
	if it.Is(&object.GeneratorShape) {
		return m.resumeGenerator(object.As[object.Generator](it), object.None, nil)
	}
	src := f.Code.Src
	if body := src.Instrs[f.LandArg]; body.Op == compiler.Unpack && body.C == 2 && body.B == f.LandReg && !src.IsLocal(int(f.LandReg)) {
		if a, b, ok, known := object.NextPair(it); known { // the loop begins by taking the pair apart: it need not be made
			f.Land = object.LandNone
			if !ok {
				return true
			}
			f.Regs[body.A], f.Regs[body.A+1] = a, b
			f.PC = f.LandArg + 1
			return m.tick()
		}
	}
	if v, ok, known := object.NextLeaf(it); known {
		if !ok {
			f.Land = object.LandNone
			return true
		}
		return m.land(v)
	}
	return m.next(it)
}

// opReturn is RETURN where the result does not simply go into a register.
func (m *Machine) opReturn(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	v := f.Regs[reg(in.A)]
	m.leave(f)
	return m.land(v)
}

func (m *Machine) opLoadAttr(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	site := &f.Code.Sites[in.C]
	v := f.Regs[reg(in.B)]
	if v.O != nil && v.O.Shape.Layout == &object.InstanceLayout && v.O.Shape.Type.Flags&object.UserGetAttr == 0 {
		shape := v.O.Shape
		if i := shape.Slot(site.Name.S); i >= 0 && !shape.InDict() {
			if attr, ok := shape.Type.Lookup(site.Name.S); !ok || !isData(attr) || object.IsSlot(attr, shape.Type, site.Name.S) {
				fill(site, shape, object.SiteSlot, i)
				f.Regs[reg(in.A)] = object.As[object.Instance](v).Slots[i]
				return true
			}
		}
	}
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	return m.getAttr(v, site.Name)
}

// maxMiss is how often an inline cache is refilled before it is left alone:
// the instruction sees too many shapes.
const maxMiss = 64

// fill makes an inline cache know a slot.
func fill(site *object.Site, shape *object.Shape, kind object.SiteKind, slot int) bool {
	if site.Miss >= maxMiss {
		return false
	}
	site.Miss++
	site.Shape, site.Kind, site.Slot = shape, kind, int32(slot)
	shape.Use(site)
	return true
}

func (m *Machine) opStoreAttr(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	site := &f.Code.Sites[in.C]
	v, x := f.Regs[reg(in.A)], f.Regs[reg(in.B)]
	if v.O != nil && v.O.Shape.Layout == &object.InstanceLayout && v.O.Shape.Type.Flags&object.UserSetAttr == 0 {
		shape := v.O.Shape
		inst := object.As[object.Instance](v)
		if shape == site.Shape && site.Kind == object.SiteAdd {
			inst.Slots = append(inst.Slots, x)
			v.O.Shape = site.Next
			return true
		}
		attr, ok := shape.Type.Lookup(site.Name.S)
		free := shape.Type.Flags&object.HasDict != 0 && (!ok || !isData(attr))
		if !shape.InDict() && (free || ok && object.IsSlot(attr, shape.Type, site.Name.S)) {
			if i := shape.Slot(site.Name.S); i >= 0 {
				fill(site, shape, object.SiteSlot, i)
				inst.Slots[i] = x
				return true
			}
			if n := shape.With(site.Name.S); n != nil {
				if fill(site, shape, object.SiteAdd, len(inst.Slots)) {
					site.Next = n
				}
				inst.Slots = append(inst.Slots, x)
				v.O.Shape = n
				return true
			}
		}
	}
	f.Land = object.LandDrop
	return m.setAttr(v, site.Name, x)
}

func (m *Machine) opDelAttr(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	f.Land = object.LandDrop
	return m.setAttr(f.Regs[reg(in.A)], f.Code.Sites[in.C].Name, object.Unbound)
}

func (m *Machine) opLoadMethod(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	site := &f.Code.Sites[in.C]
	v := f.Regs[reg(in.B)]
	a := reg(in.A)
	shape := v.Shape()
	if shape.Type.Flags&object.UserGetAttr == 0 && shape.Layout != &object.TypeLayout && shape.Layout != &object.ModuleLayout &&
		shape != &object.SuperShape {
		attr, ok := shape.Type.Lookup(site.Name.S)
		if ok && (attr.Has(&object.FuncLayout) || attr.IsNative() && object.As[object.Native](attr).Kind == object.Method) {
			own := shape.InDict() || shape.Slot(site.Name.S) >= 0
			if !own || !hasOwn(v, site.Name.S) {
				if !own && v.O != nil && fill(site, shape, object.SiteMethod, 0) {
					site.Value = attr
				}
				f.Regs[a], f.Regs[a+1] = attr, v
				return true
			}
		}
	}
	f.Regs[a+1] = object.Unbound
	f.Land, f.LandReg = object.LandStore, a
	return m.getAttr(v, site.Name)
}

func hasOwn(v object.Value, name string) bool {
	_, ok := object.GetAttr(v, name)
	return ok
}

var specialMethods = [...]string{"__enter__", "__exit__", "__aenter__", "__aexit__"}

func (m *Machine) opLoadSpecial(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	name := specialMethods[in.X&3]
	v := f.Regs[reg(in.B)]
	a := reg(in.A)
	attr, ok := v.Type().Lookup(name)
	if !ok {
		protocol, missed := "context manager", ""
		if in.X >= 2 {
			protocol = "asynchronous context manager"
		}
		if in.X&1 != 0 {
			missed = " (missed " + name + " method)"
		}
		return m.fail(object.TypeErrorf("'%s' object does not support the %s protocol%s", v.Type().LongName(), protocol, missed))
	}
	if attr.Has(&object.FuncLayout) || attr.IsNative() && object.As[object.Native](attr).Kind == object.Method {
		f.Regs[a], f.Regs[a+1] = attr, v
		return true
	}
	f.Regs[a+1] = object.Unbound
	f.Land, f.LandReg = object.LandStore, a
	x, how, err := m.get(attr, v, v.Type())
	switch {
	case err != nil:
		return m.fail(err)
	case how == present:
		return m.land(x)
	}
	return m.callPending()
}

func (m *Machine) opLoadItem(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	v, key := f.Regs[reg(in.B)], operandK(f, in, original(f) == compiler.LoadItemK)
	if v.Is(&object.DictShape) { // the usual case, in short
		if x, found, err, known := object.As[object.Dict](v).GetLeaf(&m.World, key); found && known && err == nil {
			f.Regs[reg(in.A)] = x
			return true
		}
	}
	f.Land, f.LandReg = object.LandStore, reg(in.A)
	return m.getItem(v, key)
}

func (m *Machine) opStoreItem(f *object.Frame, pc unsafe.Pointer) bool {
	in := last(f, pc)
	v, key, x := f.Regs[reg(in.A)], f.Regs[reg(in.B)], f.Regs[reg(in.C)]
	if v.Is(&object.DictShape) { // the usual case, in short
		if err, known := object.As[object.Dict](v).SetLeaf(&m.World, key, x); known && err == nil {
			return true
		}
	}
	f.Land = object.LandDrop
	return m.setItem(v, key, x)
}
