package vm

import (
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// loop runs instructions until the program ends or stops. It is the only loop,
// and nothing that it calls calls it.
//
// The rule that makes it fast and stackless at once: nothing but m lives across
// a call. Whatever is slow is a method that saves pc in the frame, may push a
// frame, switch tasklets or raise, and returns; then everything is picked up
// anew at reload, from the frame that runs now. A method returns false if m.err
// is to be raised.
func (m *Machine) loop() error {
reload:
	f := m.Frame
	r := unsafe.Pointer(unsafe.SliceData(f.Regs))
	k := unsafe.Pointer(unsafe.SliceData(f.Code.Consts))
	pc := unsafe.Add(unsafe.Pointer(unsafe.SliceData(f.Code.Instrs)), uintptr(f.PC)*instrSize)
	for {
		in := (*compiler.Instr)(pc)
		pc = unsafe.Add(pc, instrSize)
		switch in.Op {
		case compiler.Nop:

		// Moving values.
		case compiler.Move:
			*at(r, in.A) = *at(r, in.B)
		case compiler.LoadK:
			*at(r, in.A) = *at(k, in.B)
		case compiler.Unset:
			*at(r, in.A) = object.Unbound
		case compiler.Check:
			if at(r, in.A).IsUnbound() {
				if m.opCheck(f, pc) {
					goto reload
				}
				goto unwind
			}
		case compiler.LoadCell:
			v := object.As[object.Cell](*at(r, in.B)).V
			if v.IsUnbound() {
				m.opEmptyCell(f, pc)
				goto unwind
			}
			*at(r, in.A) = v
		case compiler.StoreCell:
			object.As[object.Cell](*at(r, in.A)).V = *at(r, in.B)
		case compiler.LoadFree:
			v := f.Fn.Closure[in.B].V
			if v.IsUnbound() {
				m.opEmptyCell(f, pc)
				goto unwind
			}
			*at(r, in.A) = v
		case compiler.StoreFree:
			f.Fn.Closure[in.A].V = *at(r, in.B)
		case compiler.LoadGlobal:
			if c := &f.Fn.Space.Cells[in.B]; c.Epoch == m.Epoch {
				*at(r, in.A) = *c.P
			} else {
				if m.opLoadGlobal(f, pc) {
					goto reload
				}
				goto unwind
			}
		case compiler.StoreGlobal:
			if c := &f.Fn.Space.Cells[in.A]; c.Epoch == m.Epoch && c.Own {
				*c.P = *at(r, in.B)
				continue
			}
			m.opStoreGlobal(f, pc)
			goto reload

		// Arithmetic: int, float, then everything else.
		case compiler.Add:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				if s := x.N + y.N; (x.N^s)&(y.N^s) >= 0 {
					*at(r, in.A) = object.Value{N: s}
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*at(r, in.A) = object.Float(x.Float() + y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.AddK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil {
				if s := x.N + y.N; (x.N^s)&(y.N^s) >= 0 {
					*at(r, in.A) = object.Value{N: s}
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*at(r, in.A) = object.Float(x.Float() + y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Sub:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				if s := x.N - y.N; (x.N^y.N)&(x.N^s) >= 0 {
					*at(r, in.A) = object.Value{N: s}
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*at(r, in.A) = object.Float(x.Float() - y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.SubK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil {
				if s := x.N - y.N; (x.N^y.N)&(x.N^s) >= 0 {
					*at(r, in.A) = object.Value{N: s}
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*at(r, in.A) = object.Float(x.Float() - y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Mul:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				if p := x.N * y.N; fits32(x.N, y.N) || noOverflow(x.N, y.N, p) {
					*at(r, in.A) = object.Value{N: p}
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*at(r, in.A) = object.Float(x.Float() * y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.MulK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil {
				if p := x.N * y.N; fits32(x.N, y.N) || noOverflow(x.N, y.N, p) {
					*at(r, in.A) = object.Value{N: p}
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*at(r, in.A) = object.Float(x.Float() * y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.TrueDiv:
			x, y := at(r, in.B), at(r, in.C)
			if x.IsFloat() && y.IsFloat() && y.N<<1 != 0 {
				*at(r, in.A) = object.Float(x.Float() / y.Float())
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.FloorDiv:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil && y.N > 0 {
				*at(r, in.A) = object.Value{N: floorDiv(x.N, y.N)}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.FloorDivK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil && y.N > 0 {
				*at(r, in.A) = object.Value{N: floorDiv(x.N, y.N)}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Mod:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil && y.N > 0 {
				*at(r, in.A) = object.Value{N: floorMod(x.N, y.N)}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.ModK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil && y.N > 0 {
				*at(r, in.A) = object.Value{N: floorMod(x.N, y.N)}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.And:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				*at(r, in.A) = object.Value{N: x.N & y.N}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.AndK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil {
				*at(r, in.A) = object.Value{N: x.N & y.N}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Xor:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				*at(r, in.A) = object.Value{N: x.N ^ y.N}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.RShiftK:
			x, y := at(r, in.B), at(k, in.C)
			if x.O == nil && y.O == nil && uint64(y.N) < 64 {
				*at(r, in.A) = object.Value{N: x.N >> uint(y.N)}
				continue
			}
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Pow, compiler.LShift, compiler.RShift, compiler.Or, compiler.MatMul,
			compiler.TrueDivK, compiler.PowK, compiler.LShiftK, compiler.OrK, compiler.XorK:
			if m.opBinary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Neg, compiler.Pos, compiler.Invert:
			if m.opUnary(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Not:
			if x := at(r, in.B); x.IsBool() {
				*at(r, in.A) = object.Value{O: x.O, N: x.N ^ 1}
				continue
			}
			if m.opNot(f, pc) {
				goto reload
			}
			goto unwind

		// Comparisons.
		case compiler.Lt:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				*at(r, in.A) = object.Bool(x.N < y.N)
				continue
			}
			if m.opCompare(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Eq:
			x, y := at(r, in.B), at(r, in.C)
			if x.O == nil && y.O == nil {
				*at(r, in.A) = object.Bool(x.N == y.N)
				continue
			}
			if m.opCompare(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Le, compiler.Ne, compiler.Gt, compiler.Ge:
			if m.opCompare(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Is:
			*at(r, in.A) = object.Bool(*at(r, in.B) == *at(r, in.C))
		case compiler.IsNot:
			*at(r, in.A) = object.Bool(*at(r, in.B) != *at(r, in.C))
		case compiler.In, compiler.NotIn:
			if m.opContains(f, pc) {
				goto reload
			}
			goto unwind

		// Jumps.
		case compiler.JumpTo:
			pc = jump(pc, in.A)
			if in.X&2 != 0 {
				goto tick
			}
		case compiler.JumpIf:
			x := at(r, in.B)
			var truth bool
			if x.IsBool() || x.O == nil {
				truth = x.N != 0
			} else if x.IsNone() {
				truth = false
			} else {
				if m.opJumpIf(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpLt:
			x, y := at(r, in.B), at(r, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N < y.N
			} else if x.IsFloat() && y.IsFloat() {
				truth = x.Float() < y.Float()
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpLtK:
			x, y := at(r, in.B), at(k, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N < y.N
			} else if x.IsFloat() && y.IsFloat() {
				truth = x.Float() < y.Float()
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpLe:
			x, y := at(r, in.B), at(r, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N <= y.N
			} else if x.IsFloat() && y.IsFloat() {
				truth = x.Float() <= y.Float()
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpLeK:
			x, y := at(r, in.B), at(k, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N <= y.N
			} else if x.IsFloat() && y.IsFloat() {
				truth = x.Float() <= y.Float()
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpGt:
			x, y := at(r, in.B), at(r, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N > y.N
			} else if x.IsFloat() && y.IsFloat() {
				truth = x.Float() > y.Float()
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpGtK:
			x, y := at(r, in.B), at(k, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N > y.N
			} else if x.IsFloat() && y.IsFloat() {
				truth = x.Float() > y.Float()
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpEqK:
			x, y := at(r, in.B), at(k, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N == y.N
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpEq:
			x, y := at(r, in.B), at(r, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N == y.N
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpNeK:
			x, y := at(r, in.B), at(k, in.C)
			var truth bool
			if x.O == nil && y.O == nil {
				truth = x.N != y.N
			} else {
				if m.opJumpCompare(f, pc) {
					goto reload
				}
				goto unwind
			}
			if truth == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpNe, compiler.JumpGe, compiler.JumpGeK:
			if m.opJumpCompare(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.JumpIs:
			if (*at(r, in.B) == *at(r, in.C)) == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}
		case compiler.JumpIsK:
			if (*at(r, in.B) == *at(k, in.C)) == (in.X&1 != 0) {
				pc = jump(pc, in.A)
				if in.X&2 != 0 {
					goto tick
				}
			}

		// Iteration.
		case compiler.ForNext:
			it := at(r, in.B)
			if it.Is(&object.RangeIteratorShape) {
				it := object.As[object.RangeIterator](*it)
				if it.Left <= 0 {
					continue
				}
				it.Left--
				*at(r, in.A) = object.Value{N: it.Next}
				it.Next += it.Step
			} else if it.Is(&object.ListIteratorShape) {
				it := object.As[object.ListIterator](*it)
				l := it.List
				if l == nil {
					continue
				}
				if uint(it.Index) >= uint(len(l.Items)) {
					it.List = nil
					continue
				}
				*at(r, in.A) = l.Items[it.Index]
				it.Index++
			} else {
				if m.opForNext(f, pc) {
					goto reload
				}
				goto unwind
			}
			pc = jump(pc, in.C)
			goto tick

		// Calls.
		case compiler.Call:
			v := *at(r, in.B)
			if v.Is(&object.FuncShape) {
				fn := object.As[object.Func](v)
				c := fn.Code
				if callee := c.Free; callee != nil && c.Args == int(in.C) && f.Depth < m.MaxDepth && m.budget > 0 {
					m.budget--
					c.Free = callee.Back
					callee.Fn, callee.Back = fn, f
					callee.Flags = 0
					callee.Depth = f.Depth + 1
					f.PC = index(f, pc)
					f.Land, f.LandReg = object.LandStore, reg(in.A)
					to := unsafe.Pointer(unsafe.SliceData(callee.Regs))
					n := int(in.C)
					for i := 0; i < n; i++ {
						*(*object.Value)(unsafe.Add(to, uintptr(i)*valueSize)) = *(*object.Value)(unsafe.Add(r, uintptr(in.B)+uintptr(i+1)*valueSize))
					}
					for i := n; i < c.Clear; i++ {
						*(*object.Value)(unsafe.Add(to, uintptr(i)*valueSize)) = object.Unbound
					}
					m.Frame = callee
					f, r = callee, to
					k = unsafe.Pointer(unsafe.SliceData(c.Consts))
					pc = unsafe.Pointer(unsafe.SliceData(c.Instrs))
					continue
				}
			}
			if m.opCall(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.CallMethod:
			v := *at(r, in.B)
			if v.Is(&object.FuncShape) {
				fn := object.As[object.Func](v)
				c := fn.Code
				if callee := c.Free; callee != nil && c.Args == int(in.C)+1 && f.Depth < m.MaxDepth && m.budget > 0 &&
					!(*object.Value)(unsafe.Add(r, uintptr(in.B)+valueSize)).IsUnbound() {
					m.budget--
					c.Free = callee.Back
					callee.Fn, callee.Back = fn, f
					callee.Flags = 0
					callee.Depth = f.Depth + 1
					f.PC = index(f, pc)
					f.Land, f.LandReg = object.LandStore, reg(in.A)
					to := unsafe.Pointer(unsafe.SliceData(callee.Regs))
					from := unsafe.Add(r, uintptr(in.B)+valueSize)
					n := int(in.C) + 1
					for i := 0; i < n; i++ {
						*(*object.Value)(unsafe.Add(to, uintptr(i)*valueSize)) = *(*object.Value)(unsafe.Add(from, uintptr(i)*valueSize))
					}
					for i := n; i < c.Clear; i++ {
						*(*object.Value)(unsafe.Add(to, uintptr(i)*valueSize)) = object.Unbound
					}
					m.Frame = callee
					f, r = callee, to
					k = unsafe.Pointer(unsafe.SliceData(c.Consts))
					pc = unsafe.Pointer(unsafe.SliceData(c.Instrs))
					continue
				}
			}
			if v.O == m.listAppend && in.C == 1 { // what loops call most
				args := (*[2]object.Value)(unsafe.Add(r, uintptr(in.B)+valueSize))
				if args[0].Is(&object.ListShape) {
					if l := object.As[object.List](args[0]); len(l.Items) < cap(l.Items) {
						l.Items = l.Items[:len(l.Items)+1]
						l.Items[len(l.Items)-1] = args[1]
						*at(r, in.A) = object.None
						continue
					}
				}
			}
			if m.opCallMethod(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.Return:
			back := f.Back
			if back.Land == object.LandStore && f.Side == nil {
				back.Regs[back.LandReg] = *at(r, in.A)
				if f.Flags&object.Escaped == 0 {
					f.Back, f.Code.Free = f.Code.Free, f
				} else {
					f.Back, f.Flags = nil, f.Flags|object.Ended
				}
				m.Frame = back
				f = back
				r = unsafe.Pointer(unsafe.SliceData(f.Regs))
				k = unsafe.Pointer(unsafe.SliceData(f.Code.Consts))
				pc = unsafe.Add(unsafe.Pointer(unsafe.SliceData(f.Code.Instrs)), uintptr(f.PC)*instrSize)
				continue
			}
			if m.opReturn(f, pc) {
				goto reload
			}
			goto unwind

		// Attributes and items.
		case compiler.LoadAttr:
			o := at(r, in.B).O
			if s := &f.Code.Sites[in.C]; o != nil && o.Shape == s.Shape && s.Kind == object.SiteSlot {
				*at(r, in.A) = (*object.Instance)(unsafe.Pointer(o)).Slots[s.Slot]
				continue
			}
			if m.opLoadAttr(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.StoreAttr:
			o := at(r, in.A).O
			if s := &f.Code.Sites[in.C]; o != nil && o.Shape == s.Shape && s.Kind == object.SiteSlot {
				(*object.Instance)(unsafe.Pointer(o)).Slots[s.Slot] = *at(r, in.B)
				continue
			}
			if m.opStoreAttr(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.LoadMethod:
			o := at(r, in.B).O
			if s := &f.Code.Sites[in.C]; o != nil && o.Shape == s.Shape && s.Kind == object.SiteMethod {
				self := *at(r, in.B)
				*at(r, in.A) = s.Value
				*(*object.Value)(unsafe.Add(r, uintptr(in.A)+valueSize)) = self
				continue
			}
			if m.opLoadMethod(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.LoadItem:
			x, y := at(r, in.B), at(r, in.C)
			if y.O == nil && x.Is(&object.ListShape) {
				if l := object.As[object.List](*x); uint64(y.N) < uint64(len(l.Items)) {
					*at(r, in.A) = l.Items[y.N]
					continue
				}
			}
			if m.opLoadItem(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.LoadItemK:
			x, y := at(r, in.B), at(k, in.C)
			if y.O == nil {
				if x.Is(&object.ListShape) {
					if l := object.As[object.List](*x); uint64(y.N) < uint64(len(l.Items)) {
						*at(r, in.A) = l.Items[y.N]
						continue
					}
				} else if x.Is(&object.TupleShape) {
					if l := object.As[object.Tuple](*x); uint64(y.N) < uint64(len(l.Items)) {
						*at(r, in.A) = l.Items[y.N]
						continue
					}
				}
			}
			if m.opLoadItem(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.StoreItem:
			x, y := at(r, in.A), at(r, in.B)
			if y.O == nil && x.Is(&object.ListShape) {
				if l := object.As[object.List](*x); uint64(y.N) < uint64(len(l.Items)) {
					l.Items[y.N] = *at(r, in.C)
					continue
				}
			}
			if m.opStoreItem(f, pc) {
				goto reload
			}
			goto unwind
		case compiler.ListAppend:
			if x := at(r, in.A); x.Is(&object.ListShape) {
				if l := object.As[object.List](*x); len(l.Items) < cap(l.Items) {
					l.Items = l.Items[:len(l.Items)+1]
					l.Items[len(l.Items)-1] = *at(r, in.B)
					continue
				}
			}
			if m.opListAppend(f, pc) {
				goto reload
			}
			goto unwind

		case compiler.Unpack:
			if x := at(r, in.B); x.Is(&object.TupleShape) {
				if items := object.As[object.Tuple](*x).Items; len(items) == int(in.C) {
					for i := range items {
						*(*object.Value)(unsafe.Add(r, uintptr(in.A)+uintptr(i)*valueSize)) = items[i]
					}
					continue
				}
			}
			if m.opOther(f, pc) {
				goto reload
			}
			goto unwind

		case compiler.BuildTuple:
			m.opBuildTuple(f, pc)
			goto reload
		case compiler.Yield:
			if m.opYield(f, pc) {
				goto reload
			}
			goto unwind

		// Stops of the loop itself.
		case compiler.NativeStep:
			if m.stepNative(f) {
				goto reload
			}
			goto unwind
		case compiler.Step:
			if m.opStep(f, pc) {
				goto reload
			}
			goto unwind
		default:
			if m.opOther(f, pc) {
				goto reload
			}
			goto unwind
		}
		continue

	tick:
		if m.budget--; m.budget > 0 {
			continue
		}
		f.PC = index(f, pc)
		if m.lookRound() {
			goto reload
		}
		goto unwind
	}
unwind:
	if m.unwind() {
		goto reload
	}
	return m.outcome()
}
