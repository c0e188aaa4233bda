package compiler

import (
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
)

// Disassemble writes a listing of code and of the code objects inside of it. The
// columns are: source line where it changes, pc, a mark where jumps arrive,
// operation, operands.
func Disassemble(w io.Writer, code *Code) {
	queue := []*Code{code}
	for len(queue) > 0 {
		c := queue[0]
		queue = queue[1:]
		disassembleOne(w, c)
		for _, k := range c.Consts {
			if inner, ok := k.(*Code); ok {
				queue = append(queue, inner)
			}
		}
		if len(queue) > 0 {
			fmt.Fprintln(w)
		}
	}
}

func disassembleOne(w io.Writer, c *Code) {
	fmt.Fprintf(w, "%s: %d registers", c.Qualname, c.NRegs)
	if len(c.Locals) > 0 {
		fmt.Fprintf(w, ", locals %s", strings.Join(c.Locals, " "))
	}
	for i, f := range c.Free {
		if i == 0 {
			fmt.Fprint(w, ", free")
		}
		fmt.Fprintf(w, " %s", f.Name)
	}
	fmt.Fprintln(w)
	arrives := map[int]bool{}
	for _, in := range c.Instrs {
		if t, ok := jumpOf(in); ok {
			arrives[t] = true
		}
	}
	for _, h := range c.Handlers {
		arrives[h.Target] = true
	}
	line := 0
	for pc, in := range c.Instrs {
		number, mark := "", ""
		if l := c.SpanAt(pc).Line; l != line {
			line = l
			if l > 0 {
				number = strconv.Itoa(l)
			}
		}
		if arrives[pc] {
			mark = ">"
		}
		text := fmt.Sprintf("%5s %1s %5d  %-16s %s", number, mark, pc, in.Op, c.operands(in))
		fmt.Fprintln(w, strings.TrimRight(text, " "))
	}
	for _, h := range c.Handlers {
		fmt.Fprintf(w, "  handler %d-%d to %d, exception in %s\n", h.Start, h.End, h.Target, c.register(int(h.Reg)))
	}
	for _, a := range c.Active {
		fmt.Fprintf(w, "  active %d-%d, exception in %s\n", a.Start, a.End, c.register(int(a.Reg)))
	}
}

// operands writes the operands of an instruction in words.
func (c *Code) operands(in Instr) string {
	row := RowOf(in.Op)
	if row == nil {
		return ""
	}
	var parts []string
	if row.B == Wide {
		parts = append(parts, c.wideOperand(in))
	}
	if in.Op == Intrinsic {
		parts = append(parts, IntrinsicName(int(in.X)))
	}
	for _, p := range []struct {
		kind  Operand
		value int
	}{{row.A, int(in.A)}, {row.B, int(in.B)}, {row.C, int(in.C)}, {row.X, int(in.X)}} {
		if text := c.operand(in, row, p.kind, p.value); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, ", ")
}

func (c *Code) wideOperand(in Instr) string {
	n := wideOf(in)
	switch in.Op {
	case JumpWide:
		return "to " + strconv.Itoa(n)
	case LoadKWide:
		return c.constText(n)
	}
	return c.register(n)
}

func (c *Code) operand(in Instr, row *Row, kind Operand, value int) string {
	switch kind {
	case Read, ReadOpt, Write, Update, Clear, CellReg, MakeCell:
		return c.register(value)
	case First, FirstW:
		n := row.Range(in)
		switch n {
		case 0:
			return "-"
		case 1:
			return c.register(value)
		}
		return c.register(value) + ".." + c.register(value+n-1)
	case Const:
		return c.constText(value)
	case Jump:
		return "to " + strconv.Itoa(value)
	case Site:
		return "." + nameAt(c.Sites, value)
	case Global:
		return nameAt(c.Globals, value)
	case Name:
		return nameAt(c.Names, value)
	case FreeVar:
		if value < len(c.Free) {
			return "free " + c.Free[value].Name
		}
	case Count:
		return strconv.Itoa(value)
	case Sense:
		return senseText(row, value)
	case FlagBits:
		if value != 0 {
			return "x" + strconv.Itoa(value)
		}
	}
	return ""
}

// senseText says when a branch is taken; for a jump there is nothing to say.
func senseText(row *Row, value int) string {
	text := ""
	if row.Flow == Branch {
		text = "if " + strconv.FormatBool(value&1 == 1)
	}
	if value&2 != 0 {
		text = strings.TrimSpace(text + " back")
	}
	return text
}

func nameAt(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "?"
}

// register names a register: a local by its name, a temporary by its number.
func (c *Code) register(r int) string {
	if c.IsLocal(r) {
		return c.Locals[r]
	}
	return "r" + strconv.Itoa(r)
}

func (c *Code) constText(i int) string {
	if i >= len(c.Consts) {
		return "?"
	}
	return "#" + constText(c.Consts[i])
}

// constText writes a constant as Python would, roughly.
func constText(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return strconv.Quote(v)
	case []byte:
		return "b" + strconv.Quote(string(v))
	case *big.Int:
		return v.String()
	case Ellipsis:
		return "..."
	case Tuple:
		return "(" + listText(v) + ")"
	case FrozenSet:
		return "{" + listText(v) + "}"
	case *Code:
		return "<" + v.Qualname + ">"
	}
	return fmt.Sprint(v)
}

func listText(items []any) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = constText(item)
	}
	return strings.Join(parts, ", ")
}
