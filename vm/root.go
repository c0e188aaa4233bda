package vm

import (
	"fmt"

	"brine/compiler"
	"brine/vm/object"
)

// Root returns the whole state of the machine as one value, for a snapshot.
// What it leaves out is derived again (caches, budgets of caches) or belongs to
// the host.
func (m *Machine) Root() object.Value { return m.root(m.mortals()) }

// root is Root with what stands for the mortals.
func (m *Machine) root(mortals object.Value) object.Value {
	states := object.NewDict()
	for _, name := range sortedNames(m.States) {
		states.SetString(name, m.States[name])
	}
	return object.Of(object.NewTuple(
		object.Of(m.Frame), object.Of(m.Modules), object.Of(m.Builtins), object.Int(int64(m.NextID)), object.Int(int64(m.MaxDepth)),
		object.Int(int64(m.budget)), object.Int(int64(m.grant)), object.Int(m.ticks), object.Of(states), m.ring(), mortals,
	))
}

// ring returns the scheduler's state.
func (m *Machine) ring() object.Value {
	if m.sched == nil {
		return object.None
	}
	return m.sched.State()
}

// SetRoot makes what Root returned on another machine the state of this one.
func (m *Machine) SetRoot(v object.Value) error {
	root := sequence(v)
	if len(root) != 11 {
		return fmt.Errorf("snapshot has %d parts", len(root))
	}
	f := object.AsA[object.Frame](root[0], &object.FrameLayout)
	modules := object.AsA[object.Dict](root[1], &object.DictLayout)
	builtins := object.AsA[object.Dict](root[2], &object.DictLayout)
	states := object.AsA[object.Dict](root[8], &object.DictLayout)
	if f == nil || modules == nil || builtins == nil || states == nil {
		return fmt.Errorf("snapshot has parts of the wrong type")
	}
	for _, n := range root[3:8] {
		if !n.IsInt() {
			return fmt.Errorf("snapshot has parts of the wrong type")
		}
	}
	m.Frame, m.Modules, m.Builtins = f, modules, builtins
	m.Builtins.Watch(&m.World)
	m.NextID = max(m.NextID, uint64(root[3].N))
	m.MaxDepth, m.budget, m.grant, m.ticks = int32(root[4].N), int32(root[5].N), int32(root[6].N), root[7].N
	for i, ok := states.Next(0); ok; i, ok = states.Next(i + 1) {
		if name, isStr := object.StringOf(states.KeyAt(i)); isStr {
			m.States[name] = states.ValueAt(i)
		}
	}
	if !m.setMortals(root[10]) {
		return fmt.Errorf("snapshot has parts of the wrong type")
	}
	if m.sched != nil {
		if err := m.sched.SetState(root[9]); err != nil {
			return err
		}
	}
	return depths(m)
}

// depths derives the depth of the frames of the running tasklet; those of the
// others follow when they are switched to (see stackless).
func depths(m *Machine) error {
	if raising(m.Frame) {
		return fmt.Errorf("the running frame waits for an exception")
	}
	if m.Frame.Depth != 0 {
		return nil // its tasklet was here
	}
	return Depths(m.Frame, m.end)
}

// Depths derives the depth of each frame from innermost down to end. A chain
// that does not lead there is refused, and one that shares frames with another.
func Depths(innermost, end *object.Frame) error {
	n := int32(0)
	slow := innermost
	for f := innermost; f != end; f = f.Back {
		if f == nil || f.Flags&object.Ended != 0 {
			return fmt.Errorf("frames do not lead to their end")
		}
		if f.Depth != 0 {
			return fmt.Errorf("frames belong to two tasklets")
		}
		if n > 0 && f == slow {
			return fmt.Errorf("frames go in a circle")
		}
		if n++; n%2 == 0 {
			slow = slow.Back
		}
	}
	for f := innermost; f != end; f = f.Back {
		f.Depth = n
		n--
	}
	return nil
}

// Adopt makes c the code object of src, before it is loaded.
func (m *Machine) Adopt(c *object.Code, src *compiler.Code) { m.codes[src] = c }

// CheckFunc checks a function that was loaded, and derives its caches.
func (m *Machine) CheckFunc(fn *object.Func) error {
	switch {
	case fn.Code == nil || fn.Code.Src == nil || fn.Code.Instrs == nil:
		return fmt.Errorf("function without code")
	case fn.Globals == nil:
		return fmt.Errorf("function without globals")
	case len(fn.Closure) != len(fn.Code.Src.Free):
		return fmt.Errorf("function with %d cells, its code has %d free variables", len(fn.Closure), len(fn.Code.Src.Free))
	case len(fn.Defaults) > fn.Code.Src.Args:
		return fmt.Errorf("function with more defaults than parameters")
	}
	if fn.Builtins == nil {
		fn.Builtins = m.Builtins
	}
	fn.Space = fn.Code.SpaceFor(&m.World, fn.Globals)
	return nil
}

// CheckGenerator checks that a generator that was loaded can be resumed.
func (m *Machine) CheckGenerator(g *object.Generator) error {
	f := g.Frame
	if f == nil {
		return nil
	}
	if f.Native != nil || f.Flags&object.Ended != 0 || f.Side == nil || f.Side.Generator != g {
		return fmt.Errorf("generator with a frame that is not its own")
	}
	if !g.Running && f.Back != nil {
		return fmt.Errorf("generator that waits and runs at once")
	}
	return nil
}

// CheckFrame checks a frame that was loaded: that its code can go on from
// where it stands, with what its registers hold.
func (m *Machine) CheckFrame(f *object.Frame) error {
	if f.Land >= object.NumLandings {
		return fmt.Errorf("frame with unknown landing %d", f.Land)
	}
	if f.Native != nil {
		return m.checkNativeFrame(f)
	}
	if f.Code == nil || f.Code.Src == nil || f.Code.Instrs == nil || f.Fn == nil || f.Fn.Code != f.Code || f.Fn.Globals == nil {
		return fmt.Errorf("frame without code or function")
	}
	src := f.Code.Src
	name := src.Qualname
	if f.Flags&object.Ended != 0 && len(f.Regs) == src.NRegs && f.PC >= 0 && int(f.PC) <= len(src.Instrs) {
		return nil // a frame in a traceback, say: it will not run
	}
	if end := len(src.Instrs); f.PC < 0 || int(f.PC) > end || int(f.PC) == end && !raising(f) {
		return fmt.Errorf("frame of %s: pc %d outside the code", name, f.PC)
	}
	if len(f.Regs) != src.NRegs {
		return fmt.Errorf("frame of %s: %d registers, not %d", name, len(f.Regs), src.NRegs)
	}
	if s := f.Side; s != nil && (s.At < -1 || int(s.At) >= len(src.Instrs)) {
		return fmt.Errorf("frame of %s: pc %d outside the code", name, s.At)
	}
	if len(f.Regs) == 0 {
		f.Regs = make([]object.Value, 1)
	}
	if err := checkLanding(f); err != nil {
		return fmt.Errorf("frame of %s: %v", name, err)
	}
	if src.Flags&compiler.UsesNamespace != 0 && f.Names().IsUnbound() && src.Flags&compiler.ClassBody != 0 {
		return fmt.Errorf("frame of %s has no namespace", name)
	}
	return m.checkRegisters(f)
}

// checkRegisters holds the registers of a frame against the verifier's facts,
// at each place where the frame can go on.
func (m *Machine) checkRegisters(f *object.Frame) error {
	src := f.Code.Src
	facts := m.facts[src]
	if facts == nil {
		facts = compiler.FactsOf(src)
		m.facts[src] = facts
	}
	at := []int32{f.PC}
	if raising(f) {
		at[0] = int32(f.LastPC()) // nothing need follow
	}
	if f.Land == object.LandBranch || f.Land == object.LandFor || f.Land == object.LandSend {
		at = append(at, f.LandArg)
	}
	need := m.Needed(f)
	first, n := awaited(f)
	for i := first; i < first+n && i < len(need); i++ {
		need[i] = false // written when the result lands
	}
	for _, pc := range at {
		held, ok := facts.At(int(pc))
		if !ok {
			return fmt.Errorf("frame of %s: pc %d cannot be reached", src.Qualname, pc)
		}
		for i, v := range f.Regs[:src.NRegs] {
			if need[i] && held.Cells.Has(i) && !v.Has(&object.CellLayout) {
				return fmt.Errorf("frame of %s: register %d holds a '%s'", src.Qualname, i, v.Type().LongName())
			}
			if need[i] && held.Values.Has(i) && v.IsUnbound() {
				return fmt.Errorf("frame of %s: register %d is unbound", src.Qualname, i)
			}
		}
	}
	return nil
}

// awaited returns the registers that what a frame waits for will write.
func awaited(f *object.Frame) (first, n int) {
	switch f.Land {
	case object.LandStore, object.LandNot, object.LandInit, object.LandFor, object.LandSend:
		return int(f.LandReg), 1
	case object.LandDrop:
		switch in := f.Code.Src.Instrs[f.PC-1]; in.Op {
		case compiler.Unpack:
			return int(in.A), int(in.C)
		case compiler.UnpackStar:
			return int(in.A), int(in.C) + int(in.X) + 1
		}
	}
	return 0, 0
}

// checkLanding checks that the landing of a suspended frame belongs to the
// instruction that waits.
func checkLanding(f *object.Frame) error {
	if f.Land == object.LandNone {
		return nil
	}
	if f.PC == 0 {
		return fmt.Errorf("it waits before it has begun")
	}
	n := uint16(len(f.Regs))
	in := f.Code.Src.Instrs[f.PC-1]
	row := compiler.RowOf(in.Op)
	writes := func() bool {
		return (row.A == compiler.Write || row.A == compiler.Update || row.A == compiler.FirstW) && in.A == f.LandReg && f.LandReg < n
	}
	ok := false
	switch f.Land {
	case object.LandDrop:
		ok = true
	case object.LandStore:
		ok = writes() || in.Op == compiler.Send && f.LandReg == in.A
	case object.LandNot:
		ok = writes() && (in.Op == compiler.Not || in.Op == compiler.NotIn)
	case object.LandBranch:
		ok = row.Flow == compiler.Branch && row.X == compiler.Sense && int(f.LandArg) == int(in.A)
	case object.LandFor:
		ok = in.Op == compiler.ForNext && f.LandReg == in.A && int(f.LandArg) == int(in.C)
	case object.LandSend:
		ok = in.Op == compiler.Send && f.LandReg == in.A && int(f.LandArg) == int(in.C)
	case object.LandInit:
		ok = writes() && (in.Op == compiler.Call || in.Op == compiler.CallMethod) &&
			f.LandArg >= int32(in.B) && f.LandArg <= int32(in.B)+1 && int(f.LandArg) < int(n)
	}
	if !ok {
		return fmt.Errorf("landing %v does not belong to %v", f.Land, in.Op)
	}
	return nil
}

// checkNativeFrame checks the registers of a native's frame against its row.
func (m *Machine) checkNativeFrame(f *object.Frame) error {
	n := f.Native
	if n.Step == nil || f.PC < 0 || f.PC >= maxSteps {
		return fmt.Errorf("frame of native %s at step %d", n.Qualname, f.PC)
	}
	if err := n.CheckRegs(f.Regs); err != nil {
		return fmt.Errorf("frame of native %v", err)
	}
	switch f.Land {
	case object.LandNone, object.LandStep, object.LandNext:
	default:
		return fmt.Errorf("frame of native %s with landing %v", n.Qualname, f.Land)
	}
	f.Code = m.native
	return nil
}
