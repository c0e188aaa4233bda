package compiler

// limitOf returns what an operand of a kind must stay below.
func (v *verifier) limitOf(kind Operand) int {
	switch kind {
	case Const:
		return min(len(v.Consts), directConsts)
	case Site:
		return len(v.Sites)
	case Global:
		return len(v.Globals)
	case Name:
		return len(v.Names)
	case FreeVar:
		return len(v.Free)
	case Jump:
		return min(len(v.Instrs), directInstrs)
	}
	return min(v.NRegs, directRegs)
}

// instr checks the operands of one instruction, without regard to what the
// registers hold.
func (v *verifier) instr(pc int, in Instr) error {
	row := RowOf(in.Op)
	if row == nil || runningOnly(row) {
		return v.fail(pc, "no portable operation")
	}
	for _, o := range []struct {
		kind  Operand
		value uint16
	}{{row.A, in.A}, {row.B, in.B}, {row.C, in.C}} {
		if !v.operand(in, row, o.kind, o.value) {
			return v.fail(pc, row.Name+": operand out of bounds")
		}
	}
	if row.B == Wide && wideOf(in) >= v.wideLimit(in.Op) {
		return v.fail(pc, row.Name+": operand out of bounds")
	}
	if msg := v.flags(in, row); msg != "" {
		return v.fail(pc, row.Name+": "+msg)
	}
	if msg := v.constants(in, row); msg != "" {
		return v.fail(pc, row.Name+": "+msg)
	}
	return v.jump(pc, in, row)
}

func (v *verifier) operand(in Instr, row *Row, kind Operand, value uint16) bool {
	switch kind {
	case None:
		return value == 0
	case Count, Wide, FlagBits, Sense:
		return true
	case First, FirstW:
		n := row.Range(in)
		return int(value)+n <= v.limitOf(kind) || n == 0 && int(value) < directRegs
	}
	return int(value) < v.limitOf(kind)
}

func (v *verifier) wideLimit(op Op) int {
	switch op {
	case JumpWide:
		return len(v.Instrs)
	case LoadKWide:
		return len(v.Consts)
	}
	return v.NRegs
}

// maxFlagBits is the greatest X of the operations whose X is FlagBits.
func maxFlagBits(op Op) uint8 {
	switch op {
	case Awaitable:
		return 2
	case MakeFunction:
		return 7
	case FormatValue:
		return 15
	}
	return 1
}

// flags checks X, and what the operation asks of the code's flags.
func (v *verifier) flags(in Instr, row *Row) string {
	switch row.X {
	case None:
		if in.X != 0 {
			return "unknown flags"
		}
	case Sense:
		if in.X > 3 {
			return "unknown flags"
		}
	case FlagBits:
		if in.X > maxFlagBits(in.Op) {
			return "unknown flags"
		}
	}
	switch in.Op {
	case Yield, Send:
		if v.Flags&(Generator|Coroutine|AsyncGen) == 0 {
			return "outside a generator"
		}
		if in.Op == Yield && in.X == 0 && in.C != in.A {
			return "operand c is not a"
		}
	case LoadSpecial:
		if in.X > specialAExit {
			return "unknown method"
		}
	case Intrinsic:
		if !validIntrinsic(int(in.X), int(in.C)) {
			return "unknown intrinsic, or number of arguments"
		}
	case LoadName, StoreName, DelName, LoadClassFree:
		if v.Flags&UsesNamespace == 0 {
			return "without a namespace"
		}
	}
	return ""
}

// constants checks the types of the constants that an operation names. Code
// objects are only for MAKE_FUNCTION.
func (v *verifier) constants(in Instr, row *Row) string {
	switch in.Op {
	case MakeFunction:
		if _, ok := v.Consts[in.C].(*Code); !ok {
			return "constant is no code"
		}
		return ""
	case JumpIsK:
		if !isSingleton(v.Consts[in.C]) {
			return "constant has no identity"
		}
	case Import:
		if _, ok := v.Consts[in.B].(string); !ok || !isNames(v.Consts[in.C]) {
			return "constants are no names"
		}
	}
	index := -1
	switch {
	case in.Op == LoadKWide:
		index = wideOf(in)
	case row.B == Const:
		index = int(in.B)
	case row.C == Const:
		index = int(in.C)
	}
	if index >= 0 {
		if _, ok := v.Consts[index].(*Code); ok {
			return "constant is code"
		}
	}
	return ""
}

// isNames tells if a constant is None or a tuple of strings.
func isNames(k any) bool {
	if k == nil {
		return true
	}
	t, ok := k.(Tuple)
	for _, item := range t {
		if _, isText := item.(string); !isText {
			return false
		}
	}
	return ok
}

// jump checks that each backward jump counts a tick, so that no loop escapes a
// limit, and notes the target.
func (v *verifier) jump(pc int, in Instr, row *Row) error {
	target, ok := jumpOf(in)
	if !ok {
		v.targets = append(v.targets, -1)
		return nil
	}
	v.targets = append(v.targets, int32(target))
	back := target <= pc
	if row.X == Sense && back != (in.X&2 != 0) || in.Op == Send && back && !v.leadsOn(target, pc) {
		return v.fail(pc, row.Name+": direction of the jump")
	}
	return nil
}

// leadsOn tells if at target stands a trampoline, that leads to behind pc.
func (v *verifier) leadsOn(target, pc int) bool {
	in := v.Instrs[target]
	return in.Op == JumpWide && wideOf(in) > pc
}

// registers runs the flow analysis, and checks each instruction against what is
// known of the registers before it.
func (v *verifier) registers() error {
	f, ok := analyse(v.program(v.targets))
	if !ok {
		return v.fail(-1, "too large to verify")
	}
	active := paintActive(len(v.Instrs), v.Active)
	buf := make([]effect, 0, maxEffects)
	return f.each(func(pc int, s state) error {
		in := v.Instrs[pc]
		if a := active[pc]; a >= 0 && !s.values().Has(int(v.Active[a].Reg)) {
			return v.fail(pc, "active exception is not there")
		}
		for _, e := range effectsOf(in, buf[:0]) {
			if msg := v.effect(in, e, s); msg != "" {
				return v.fail(pc, in.Op.String()+": "+msg)
			}
		}
		if in.Op == MakeFunction {
			return v.closure(pc, v.Consts[in.C].(*Code), s)
		}
		return nil
	})
}

// effect checks one effect against the state before the instruction.
func (v *verifier) effect(in Instr, e effect, s state) string {
	for r := e.reg; r < e.reg+e.n; r++ {
		switch e.touch {
		case reads:
			if !s.values().Has(r) && !(in.Op == Return && v.Flags&ClassBody != 0 && s.cells().Has(r)) {
				return "reads " + v.register(r) + ", which may hold no value"
			}
		case readsOpt:
			if !s.inited().Has(r) {
				return "reads " + v.register(r) + ", which may hold anything"
			}
		case readsCell:
			if !s.cells().Has(r) {
				return v.register(r) + " may hold no cell"
			}
		case writes, writesOpt, unsets:
			if v.cells[uint16(r)] && r < directRegs {
				return "writes over the cell " + v.register(r)
			}
		}
	}
	return ""
}

// closure checks that what a new function captures is there.
func (v *verifier) closure(pc int, inner *Code, s state) error {
	if inner == nil {
		return v.fail(pc, "no code")
	}
	for _, f := range inner.Free {
		if f.FromFree && int(f.Index) >= len(v.Free) || !f.FromFree && !s.cells().Has(int(f.Index)) {
			return v.fail(pc, "no cell for free variable "+f.Name)
		}
	}
	return nil
}

// program returns finished code in the form that the flow analysis takes.
func (c *Code) program(targets []int32) *program {
	return &program{
		instrs: c.Instrs, targets: targets, handlers: c.Handlers,
		regs: c.NRegs, params: c.Params(), isLocal: c.IsLocal,
	}
}

// paintActive finds the innermost active range around each instruction, -1 if
// there is none.
func paintActive(n int, ranges []Active) []int32 {
	rows := make([]Handler, len(ranges))
	for i, a := range ranges {
		rows[i] = Handler{Start: a.Start, End: a.End}
	}
	return paintHandlers(n, rows)
}
