package vm

import (
	"math/big"
	"strings"
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

const (
	valueSize = unsafe.Sizeof(object.Value{})
	instrSize = unsafe.Sizeof(compiler.Instr{})
)

// Load returns the running form of verified portable code, made once for a
// machine. An instruction keeps its index, so a pc means the same in both.
func (m *Machine) Load(src *compiler.Code) *object.Code {
	if c := m.codes[src]; c != nil {
		return c
	}
	c := &object.Code{Src: src}
	c.Header.Shape = &object.CodeShape
	m.codes[src] = c
	m.LoadInto(c)
	return c
}

// preludeFile begins the file names of prelude code, which stands for builtins
// and is hidden like them.
const preludeFile = "<frozen "

// LoadInto derives the running form of a code object from its portable form.
func (m *Machine) LoadInto(c *object.Code) {
	src := c.Src
	c.NRegs, c.Args = max(src.NRegs, 1), -1
	const special = compiler.VarArgs | compiler.VarKeywords
	if src.Flags&special == 0 && src.KwOnly == 0 {
		c.Args = src.Args
	}
	c.Hidden = strings.HasPrefix(src.Filename, preludeFile)
	c.Clear = min(len(src.Locals), src.NRegs)
	c.Instrs = make([]compiler.Instr, len(src.Instrs)+1)
	for pc, in := range src.Instrs {
		c.Instrs[pc] = scale(in, pc, src.Flags)
	}
	c.Instrs[len(src.Instrs)] = compiler.Instr{Op: compiler.EndTasklet} // sentinel
	m.patch(c)
	c.Consts = make([]object.Value, len(src.Consts), len(src.Consts)+1)
	for i, k := range src.Consts {
		c.Consts[i] = m.constant(k)
	}
	if len(c.Consts) == 0 {
		c.Consts = c.Consts[:1] // so that the loop may point at the first
	}
	c.Sites = make([]object.Site, len(src.Sites))
	for i, name := range src.Sites {
		c.Sites[i].Name = object.Intern(name)
	}
}

// scale derives the running form of an instruction from its row: registers
// and constants become byte offsets, jumps byte distances from the next
// instruction.
func scale(in compiler.Instr, pc int, flags compiler.Flags) compiler.Instr {
	row := compiler.RowOf(in.Op)
	far := false
	operand := func(kind compiler.Operand, n uint16) uint16 {
		switch kind {
		case compiler.Read, compiler.ReadOpt, compiler.Write, compiler.Update, compiler.Clear, compiler.CellReg,
			compiler.MakeCell, compiler.Const, compiler.First, compiler.FirstW:
			return n * uint16(valueSize)
		case compiler.Jump:
			distance := (int(n) - pc - 1) * int(instrSize)
			far = far || distance != int(int16(distance))
			return uint16(distance)
		}
		return n
	}
	if in.Op == compiler.Return && flags&(compiler.Generator|compiler.Coroutine|compiler.AsyncGen) != 0 {
		in.Op = compiler.ReturnGen
	}
	in.A, in.B, in.C = operand(row.A, in.A), operand(row.B, in.B), operand(row.C, in.C)
	if far {
		in.Op = compiler.FarJump
	}
	return in
}

// constant makes the Value of a constant.
func (m *Machine) constant(k any) object.Value {
	switch k := k.(type) {
	case nil:
		return object.None
	case bool:
		return object.Bool(k)
	case int64:
		return object.Int(k)
	case *big.Int:
		return object.NewInt(new(big.Int).Set(k))
	case float64:
		return object.Float(k)
	case complex128:
		return object.NewComplex(k)
	case string:
		return object.Of(object.Intern(k))
	case []byte:
		return object.NewBytes(string(k))
	case compiler.Ellipsis:
		return object.Ellipsis
	case compiler.Tuple:
		items := make([]object.Value, len(k))
		for i, x := range k {
			items[i] = m.constant(x)
		}
		return object.Of(object.NewTuple(items...))
	case compiler.FrozenSet:
		items := make([]object.Value, len(k))
		for i, x := range k {
			items[i] = m.constant(x)
		}
		return object.FrozenSetOf(items...)
	case *compiler.Code:
		return object.Of(m.Load(k))
	}
	panic("brine: internal error: constant of unknown kind")
}

// at returns the register or constant at a scaled offset.
func at(base unsafe.Pointer, off uint16) *object.Value {
	return (*object.Value)(unsafe.Add(base, uintptr(off)))
}

// after returns the instruction after offset off from the one at pc.
func jump(pc unsafe.Pointer, off uint16) unsafe.Pointer {
	return unsafe.Add(pc, int(int16(off)))
}

// index returns the number of the instruction at pc, in f's code.
func index(f *object.Frame, pc unsafe.Pointer) int32 {
	return int32((uintptr(pc) - uintptr(unsafe.Pointer(unsafe.SliceData(f.Code.Instrs)))) / instrSize)
}

// reg returns the number of the register at a scaled offset.
func reg(off uint16) uint16 { return off / uint16(valueSize) }

// last saves where f stands, before the next instruction at pc, and returns
// the instruction that is being run, in its running form.
func last(f *object.Frame, pc unsafe.Pointer) *compiler.Instr {
	f.PC = index(f, pc)
	f.Land = object.LandNone
	return (*compiler.Instr)(unsafe.Add(pc, -int(instrSize)))
}

// newFrame returns a frame for code with unbound locals; temporaries hold anything.
func (m *Machine) newFrame(c *object.Code) *object.Frame {
	if f := c.Free; f != nil {
		c.Free, f.Back = f.Back, nil
		f.PC, f.Land, f.Flags = 0, object.LandNone, 0
		unbind(f.Regs[:c.Clear])
		return f
	}
	f := &object.Frame{Code: c, Regs: make([]object.Value, c.NRegs)}
	f.Header.Shape = &object.FrameShape
	unbind(f.Regs[:c.Clear])
	return f
}

func unbind(regs []object.Value) {
	for i := range regs {
		regs[i] = object.Unbound
	}
}

// release gives back a frame that has returned.
func (m *Machine) release(f *object.Frame) {
	switch {
	case f.Flags&object.Escaped != 0 || f.Side != nil || f.Native == &eventNative:
		f.Back, f.Flags = nil, f.Flags|object.Ended
	case f.Native == nil:
		f.Back, f.Code.Free = f.Code.Free, f
	default:
		m.spare.put(f)
	}
}

// spareFrames are frames of natives that have returned, by their number of
// registers, linked by Back. Depth counts them from the last.
type spareFrames [9]*object.Frame

// maxSpare is how many frames of a size are kept: calls nest deeper rarely.
const maxSpare = 100

func (s *spareFrames) put(f *object.Frame) {
	f.Back, f.Depth = nil, 0
	if n := len(f.Regs); n < len(s) {
		if top := s[n]; top != nil {
			if f.Depth = top.Depth + 1; f.Depth == maxSpare {
				return
			}
			f.Back = top
		}
		s[n] = f
	}
}

// take returns a frame of n registers, or nil.
func (s *spareFrames) take(n int) *object.Frame {
	if n >= len(s) || s[n] == nil {
		return nil
	}
	f := s[n]
	s[n] = f.Back
	f.PC, f.Flags, f.Land, f.LandArg, f.LandReg = 0, 0, object.LandNone, 0, 0
	return f
}
