package vm

import (
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// opOther runs the instructions that are rare, or slow by nature.
func (m *Machine) opOther(f *object.Frame, pc unsafe.Pointer) bool {
	last(f, pc)
	if int(f.PC) > len(f.Code.Src.Instrs) {
		return m.fail(object.Errorf(object.SystemError, "ran off the end of the code"))
	}
	in := f.Code.Src.Instrs[f.PC-1] // portable: operands are numbers
	r := f.Regs
	switch in.Op {
	case compiler.LoadKWide:
		r[in.A] = f.Code.Consts[wide(in)]
	case compiler.GetWide:
		if r[wide(in)].IsUnbound() {
			return m.fail(unboundRegister(f, wide(in)))
		}
		r[in.A] = r[wide(in)]
	case compiler.SetWide:
		r[wide(in)] = r[in.A]
	case compiler.JumpWide:
		f.PC = int32(wide(in))
		if m.budget--; m.budget <= 0 {
			return m.lookRound()
		}
	case compiler.BoxCell:
		r[in.A] = object.Of(object.NewCell(r[in.A]))
	case compiler.NewCell:
		r[in.A] = object.Of(object.NewCell(object.Unbound))
	case compiler.DelCell:
		return m.emptyCell(f, object.As[object.Cell](r[in.A]))
	case compiler.DelFree:
		return m.emptyCell(f, f.Fn.Closure[in.A])
	case compiler.DelGlobal:
		if name := f.Code.Src.Globals[in.A]; !f.Fn.Globals.DeleteString(name) {
			return m.fail(unknownName(name))
		}
	case compiler.LoadName, compiler.LoadClassFree:
		return m.loadName(f, in)
	case compiler.StoreName:
		f.Land = object.LandDrop
		return m.storeName(f, object.Intern(f.Code.Src.Names[in.A]), r[in.B])
	case compiler.DelName:
		f.Land = object.LandDrop
		return m.deleteName(f, object.Intern(f.Code.Src.Names[in.A]))
	case compiler.JumpIn:
		branchTo(f, in)
		return m.contains(r[in.C], r[in.B])
	case compiler.JumpTo, compiler.JumpIf, compiler.JumpIs, compiler.JumpIsK, compiler.ForNext,
		compiler.JumpLt, compiler.JumpLe, compiler.JumpEq, compiler.JumpNe, compiler.JumpGt, compiler.JumpGe,
		compiler.JumpLtK, compiler.JumpLeK, compiler.JumpEqK, compiler.JumpNeK, compiler.JumpGtK, compiler.JumpGeK:
		return m.opFarJump(f, pc, in)
	case compiler.JumpExc:
		return m.jumpExc(f, in)
	case compiler.Iter:
		store(f, in.A)
		return m.iter(r[in.B])
	case compiler.CallKw, compiler.CallMethodKw, compiler.CallEx:
		return m.opCallOther(f, in)
	case compiler.Return: // of a generator
		return m.opReturnGen(f, pc)
	case compiler.MakeGen:
		return m.opMakeGen(f, pc)
	case compiler.Send:
		return m.send(f, in)
	case compiler.YieldFromIter:
		return m.yieldFromIter(f, in)
	case compiler.Awaitable:
		store(f, in.A)
		return m.push(&awaitNative, r[in.B], object.Int(int64(in.X)))
	case compiler.AsyncIter:
		store(f, in.A)
		return m.push(&aiterNative, r[in.B])
	case compiler.AsyncNext:
		store(f, in.A)
		return m.push(&anextNative, r[in.B])
	case compiler.EndAsyncFor:
		exc := object.AsA[object.Exception](r[in.A], &object.ExceptionLayout)
		if exc == nil {
			return m.unfit(f)
		}
		if !exc.Shape.Type.SubtypeOf(object.StopAsyncIteration) {
			m.reraise = true
			return m.fail(exc)
		}
	case compiler.DelAttr:
		return m.opDelAttr(f, pc)
	case compiler.LoadSpecial:
		return m.opLoadSpecial(f, pc)
	case compiler.DelItem:
		f.Land = object.LandDrop
		return m.delItem(r[in.A], r[in.B])
	case compiler.Unpack, compiler.UnpackStar:
		return m.unpack(f, in)
	case compiler.MakeFunction:
		r[in.A] = m.makeFunction(f, in)
	case compiler.LoadBuildClass:
		v, ok := m.Builtins.GetString("__build_class__")
		if !ok {
			return m.fail(object.NameErrorf(object.NameError, "__build_class__", "__build_class__ not found"))
		}
		r[in.A] = v
	case compiler.Import:
		store(f, in.A)
		return m.importName(f, in)
	case compiler.ImportFrom:
		store(f, in.A)
		return m.push(&importFromNative, r[in.B], object.NewStr(f.Code.Src.Sites[in.C]))
	case compiler.ImportStar:
		f.Land = object.LandDrop
		return m.push(&importStarNative, r[in.A], m.namespace(f))
	case compiler.Raise:
		return m.raiseValue(r[in.A], object.Unbound)
	case compiler.RaiseFrom:
		return m.raiseValue(r[in.A], r[in.B])
	case compiler.RaiseBare:
		exc := m.Handled()
		if exc == nil {
			return m.fail(object.RuntimeErrorf("No active exception to reraise"))
		}
		m.err, m.reraise = exc, true
		return false
	case compiler.Reraise:
		exc := object.AsA[object.Exception](r[in.A], &object.ExceptionLayout)
		if exc == nil {
			return m.unfit(f)
		}
		m.err, m.reraise = exc, true
		return false
	case compiler.ExcInfo:
		e := object.AsA[object.Exception](r[in.B], &object.ExceptionLayout)
		if e == nil {
			return m.unfit(f)
		}
		r[in.A], r[in.A+1], r[in.A+2] = object.Of(e.Shape.Type), object.Of(e), object.OrNone(e.TB)
	case compiler.Intrinsic:
		store(f, in.A)
		return m.callNative(m.intrinsics[in.X], r[in.B:in.B+in.C], nil)
	default:
		return m.build(f, in)
	}
	return true
}

// opFarJump is any jump whose distance does not fit the running form.
func (m *Machine) opFarJump(f *object.Frame, pc unsafe.Pointer, in compiler.Instr) bool {
	branchTo(f, in)
	switch in.Op {
	case compiler.JumpTo:
		f.PC = int32(in.A)
		return m.tick()
	case compiler.JumpIf:
		return m.truth(f.Regs[in.B])
	case compiler.JumpIs:
		return m.land(object.Bool(f.Regs[in.B] == f.Regs[in.C]))
	case compiler.JumpIsK:
		return m.land(object.Bool(f.Regs[in.B] == f.Code.Consts[in.C]))
	case compiler.ForNext:
		return m.opForNext(f, pc)
	}
	return m.opJumpCompare(f, pc)
}

func wide(in compiler.Instr) int { return int(in.B)<<16 | int(in.C) }

func store(f *object.Frame, reg uint16) { f.Land, f.LandReg = object.LandStore, reg }

// branchTo makes the landing that jumps, from a portable instruction.
func branchTo(f *object.Frame, in compiler.Instr) {
	f.Land, f.LandReg, f.LandArg = object.LandBranch, uint16(in.X), int32(in.A)
}

func (m *Machine) emptyCell(f *object.Frame, c *object.Cell) bool {
	if c.V.IsUnbound() {
		return m.opEmptyCell(f, unsafe.Pointer(&f.Code.Instrs[f.PC]))
	}
	c.V = object.Unbound
	return true
}

// build runs the instructions that make strings and containers.
func (m *Machine) build(f *object.Frame, in compiler.Instr) bool {
	r := f.Regs
	switch in.Op {
	case compiler.BuildSlice:
		r[in.A] = object.NewSlice(r[in.B], r[in.B+1], r[in.B+2])
	case compiler.BuildList:
		r[in.A] = object.Of(object.NewList(append([]object.Value(nil), r[in.B:in.B+in.C]...)))
	case compiler.BuildSet:
		store(f, in.A)
		return m.fillTable(object.Of(object.NewSet()), r[in.B:in.B+in.C], 1)
	case compiler.BuildDict:
		store(f, in.A)
		return m.fillTable(object.Of(object.NewDict()), r[in.B:in.B+2*in.C], 2)
	case compiler.SetAdd:
		if !r[in.A].Is(&object.SetShape) {
			return m.unfit(f)
		}
		f.Land = object.LandDrop
		return m.fillTable(r[in.A], r[in.B:in.B+1], 1)
	case compiler.MapAdd:
		f.Land = object.LandDrop
		return m.setItem(r[in.A], r[in.B], r[in.C])
	case compiler.ListExtend:
		if !r[in.A].Is(&object.ListShape) {
			return m.unfit(f)
		}
		f.Land = object.LandDrop
		if in.X == 1 {
			return m.push(&extendNative, r[in.A], r[in.B], object.True)
		}
		return m.push(&extendNative, r[in.A], r[in.B], object.False)
	case compiler.SetUpdate:
		f.Land = object.LandDrop
		return m.callMethod(r[in.A], "update", r[in.B])
	case compiler.DictUpdate, compiler.DictMerge:
		if !r[in.A].Is(&object.DictShape) {
			return m.unfit(f)
		}
		f.Land = object.LandDrop
		fn := object.None
		if in.Op == compiler.DictMerge {
			fn = r[in.C]
		}
		return m.push(&mergeNative, r[in.A], r[in.B], fn)
	case compiler.ListToTuple:
		r[in.A] = object.Of(object.TupleOf(sequence(r[in.B])))
	case compiler.FormatValue:
		return m.formatValue(f, in)
	case compiler.BuildString:
		v, ok := object.Join(r[in.B : in.B+in.C])
		if !ok {
			return m.unfit(f)
		}
		r[in.A] = v
	default:
		m.bug("no such instruction: %v", in.Op)
	}
	return true
}

// callMethod calls a method of v, found on its class.
func (m *Machine) callMethod(v object.Value, name string, args ...object.Value) bool {
	ok, found := m.callSpecial(v, name, args...)
	if !found {
		return m.fail(m.noAttribute(v, name))
	}
	return ok
}

// jumpExc is JUMP_EXC: exception matching of an except clause.
func (m *Machine) jumpExc(f *object.Frame, in compiler.Instr) bool {
	exc, class := f.Regs[in.B].Type(), f.Regs[in.C]
	match, err := matches(exc, class)
	if err != nil {
		return m.fail(err)
	}
	if match == (in.X&1 != 0) {
		f.PC = int32(in.A)
	}
	return true
}

// matches reports whether an exception class is one of those that an except
// clause names: a class, or a tuple of classes.
func matches(exc *object.Type, class object.Value) (bool, error) {
	classes := []object.Value{class}
	if t := object.AsA[object.Tuple](class, &object.TupleLayout); t != nil {
		classes = t.Items
	}
	found := false
	for _, k := range classes {
		t := object.AsA[object.Type](k, &object.TypeLayout)
		if t == nil || !t.SubtypeOf(object.BaseException) {
			return false, errNoExceptionClass()
		}
		found = found || exc.SubtypeOf(t)
	}
	return found, nil
}

func errNoExceptionClass() error {
	return object.TypeErrorf("catching classes that do not inherit from BaseException is not allowed")
}

// makeFunction is MAKE_FUNCTION.
func (m *Machine) makeFunction(f *object.Frame, in compiler.Instr) object.Value {
	code := object.As[object.Code](f.Code.Consts[in.C])
	fn := object.NewFunc(code, f.Fn.Globals, f.Fn.Builtins)
	next := in.B
	take := func(bit uint8) (v object.Value) {
		v = object.Unbound
		if in.X&bit != 0 {
			v = f.Regs[next]
			next++
		}
		return v
	}
	fn.Defaults = sequence(take(1))
	fn.KwDefaults = object.AsA[object.Dict](take(2), &object.DictLayout)
	fn.Annotations = object.AsA[object.Dict](take(4), &object.DictLayout)
	if name, ok := f.Fn.Globals.GetString("__name__"); ok {
		fn.Module = name
	}
	fn.Space = code.SpaceFor(&m.World, fn.Globals)
	if free := code.Src.Free; len(free) > 0 {
		fn.Closure = make([]*object.Cell, len(free))
		for i, v := range free {
			if v.FromFree {
				fn.Closure[i] = f.Fn.Closure[v.Index]
			} else {
				fn.Closure[i] = object.As[object.Cell](f.Regs[v.Index])
			}
		}
	}
	return object.Of(fn)
}

// formatValue is FORMAT_VALUE: a replacement field of an f-string.
func (m *Machine) formatValue(f *object.Frame, in compiler.Instr) bool {
	v, spec, conv := f.Regs[in.B], object.Of(object.Intern("")), in.X&3
	if in.X&4 != 0 {
		spec = f.Regs[in.C]
	} else if in.X&8 != 0 && conv == 0 && v.IsInt() {
		f.Regs[in.A] = v // BUILD_STRING makes it text
		return true
	}
	store(f, in.A)
	if conv != 0 {
		text, ok := converted(v, conv)
		if !ok {
			return m.push(&convertNative, v, spec, object.Int(int64(conv)))
		}
		v = text
	}
	return m.format(v, spec)
}

// converted is the conversion of a replacement field, of builtin values.
func converted(v object.Value, conv uint8) (text object.Value, ok bool) {
	if conv == 1 {
		return object.StrOfLeaf(v)
	}
	if text, ok = object.ReprOfLeaf(v); ok && conv == 3 {
		text = object.Ascii(text)
	}
	return text, ok
}

// format lands format(v, spec) in the running frame.
func (m *Machine) format(v, spec object.Value) bool {
	if s, isStr := object.StringOf(spec); isStr {
		if s == "" {
			if text, ok := object.StrOfLeaf(v); ok {
				return m.land(text)
			}
		}
		if text, err, ok := object.FormatLeaf(v, s); err != nil {
			return m.fail(err)
		} else if ok {
			return m.land(object.NewStr(text))
		}
	}
	return m.push(&formatNative, v, spec)
}

var convertNative = object.Native{Name: "convert", Sig: "(object, spec, conversion, /)", Doc: "format after str, repr or ascii"}

func stepConvert(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		if c.Reg(2) == object.Int(1) {
			return c.Do(1, object.OpStr, c.Reg(0))
		}
		return c.Do(1, object.OpRepr, c.Reg(0))
	default:
		v := c.Result()
		if c.Reg(2) == object.Int(3) {
			v = object.Ascii(v)
		}
		return c.DoTail(object.OpFormat, v, c.Reg(1))
	}
}
