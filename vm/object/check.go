package object

import "fmt"

// CheckRegs checks the registers of a frame of n that was loaded: what the
// steps rely on, because calls always give it.
func (n *Native) CheckRegs(regs []Value) error {
	if len(regs) != len(n.Params)+len(n.Temps)+1 {
		return fmt.Errorf("%s: %d registers", n.Qualname, len(regs))
	}
	for i, p := range n.Params {
		if v := regs[i]; !n.fits(i, p, v) {
			return fmt.Errorf("%s: parameter %s is a %s", n.Qualname, p.Name, v.Type().LongName())
		}
	}
	for i, k := range n.Temps {
		if v := regs[len(n.Params)+i]; !k.admits(v) {
			return fmt.Errorf("%s: temporary %d is a %s", n.Qualname, i, v.Type().LongName())
		}
	}
	return nil
}

// Checks reports whether CheckRegs asks anything of register i.
func (n *Native) Checks(i int) bool {
	if i < len(n.Params) {
		k := n.Params[i].Kind
		return k == VarPos || k == VarKw || i == 0 && n.Self != nil && n.Kind == Method
	}
	i -= len(n.Params)
	return i < len(n.Temps) && n.Temps[i] != Any
}

// fits reports whether v may be parameter i.
func (n *Native) fits(i int, p Param, v Value) bool {
	switch {
	case p.Kind == VarPos:
		return v.Is(&TupleShape)
	case p.Kind == VarKw:
		return v.Is(&DictShape)
	case i == 0 && n.Self != nil && n.Kind == Method:
		return v.Type().SubtypeOf(n.Self)
	case i == 0 && n.Self != nil && (n.Kind == ClassMethod || n.Name == "__new__"):
		return v.Has(&TypeLayout)
	}
	return true
}

// admits reports whether v may be in a register of kind k.
func (k RegKind) admits(v Value) bool {
	if v.IsUnbound() {
		return true
	}
	switch k {
	case SmallInt:
		return v.IsInt()
	case Count:
		return v.IsInt() && v.N >= 0
	case ListReg:
		return v.Is(&ListShape)
	case DictReg:
		return v.Has(&DictLayout)
	case SetReg:
		return v.Has(&SetLayout)
	case TupleReg:
		return v.Is(&TupleShape)
	case StrReg:
		return v.Has(&StrLayout)
	}
	return true
}
