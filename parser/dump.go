package parser

import (
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
)

// Dump returns a tree as CPython's ast.dump prints it; with positions as
// ast.dump(..., include_attributes=True) does. Nodes that CPython 3.11 does not have
// appear under the names of this package or of CPython 3.12.
func Dump(n Node, positions bool) string {
	d := dumper{positions: positions}
	d.node(n)
	return d.String()
}

// A dumper writes one node after another. A node is open(), fields, then close();
// comma keeps track of what separates them.
type dumper struct {
	strings.Builder
	positions bool
	comma     bool
}

func (d *dumper) open(class string) {
	d.WriteString(class)
	d.WriteByte('(')
	d.comma = false
}

// field begins a field of the open node.
func (d *dumper) field(name string) {
	if d.comma {
		d.WriteString(", ")
	}
	d.WriteString(name)
	d.WriteByte('=')
	d.comma = true
}

// close ends a node that has a position.
func (d *dumper) close(pos *Pos) {
	if d.positions && pos != nil {
		d.field("lineno")
		fmt.Fprintf(d, "%d, col_offset=%d, end_lineno=%d, end_col_offset=%d", pos.Line, pos.Col, pos.EndLine, pos.EndCol)
	}
	d.WriteByte(')')
	d.comma = true
}

// end ends a node without a position.
func (d *dumper) end() { d.close(nil) }

// child writes a field that holds a node; an absent one is left out.
func (d *dumper) child(name string, n Node) {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return
	}
	d.field(name)
	d.node(n)
}

// text writes a field that holds an identifier; an absent one is left out.
func (d *dumper) text(name, s string) {
	if s == "" {
		return
	}
	d.field(name)
	d.WriteString(reprString(s))
}

func (d *dumper) name(name string, value fmt.Stringer) {
	d.field(name)
	d.WriteString(value.String() + "()")
}

func (d *dumper) int(name string, n int) {
	d.field(name)
	d.WriteString(strconv.Itoa(n))
}

// dumpList writes a field that holds a list of nodes, nil ones as None.
func dumpList[T Node](d *dumper, name string, list []T) {
	d.field(name)
	d.WriteByte('[')
	for i, n := range list {
		if i > 0 {
			d.WriteString(", ")
		}
		if v := reflect.ValueOf(n); !v.IsValid() || v.IsNil() {
			d.WriteString("None")
		} else {
			d.node(n)
		}
	}
	d.WriteByte(']')
	d.comma = true
}

func (d *dumper) names(name string, list []string) {
	d.field(name)
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = reprString(s)
	}
	d.WriteString("[" + strings.Join(quoted, ", ") + "]")
}

func (d *dumper) node(n Node) {
	switch n := n.(type) {
	case *Module:
		d.module(n)
	case Stmt:
		d.stmt(n)
	case Expr:
		d.expr(n)
	case Pattern:
		d.pattern(n)
	default:
		d.part(n)
	}
}

func (d *dumper) module(m *Module) {
	switch m.Mode.kind() {
	case Eval:
		d.open("Expression")
		d.child("body", m.Body[0].(*ExprStmt).Value)
	case Single:
		d.open("Interactive")
		dumpList(d, "body", m.Body)
	default:
		d.open("Module")
		dumpList(d, "body", m.Body)
		d.field("type_ignores")
		d.WriteString("[]")
	}
	d.WriteByte(')')
}

// part writes what is neither statement, expression nor pattern.
func (d *dumper) part(n Node) {
	switch n := n.(type) {
	case *Alias:
		d.open("alias")
		d.text("name", n.Name)
		d.text("asname", n.AsName)
		d.close(&n.Pos)
	case *Keyword:
		d.open("keyword")
		d.text("arg", n.Arg)
		d.child("value", n.Value)
		d.close(&n.Pos)
	case *Arg:
		d.open("arg")
		d.text("arg", n.Name)
		d.child("annotation", n.Annotation)
		d.close(&n.Pos)
	case *Arguments:
		d.arguments(n)
	case *Comprehension:
		d.open("comprehension")
		d.child("target", n.Target)
		d.child("iter", n.Iter)
		dumpList(d, "ifs", n.Ifs)
		d.int("is_async", boolInt(n.Async))
		d.end()
	case *WithItem:
		d.open("withitem")
		d.child("context_expr", n.ContextExpr)
		d.child("optional_vars", n.OptionalVars)
		d.end()
	case *ExceptHandler:
		d.open("ExceptHandler")
		d.child("type", n.Type)
		d.text("name", n.Name)
		dumpList(d, "body", n.Body.Stmts)
		d.close(&n.Pos)
	case *MatchCase:
		d.open("match_case")
		d.child("pattern", n.Pattern)
		d.child("guard", n.Guard)
		dumpList(d, "body", n.Body.Stmts)
		d.end()
	case *TypeParam:
		d.open(map[string]string{"": "TypeVar", "*": "TypeVarTuple", "**": "ParamSpec"}[n.Stars])
		d.text("name", n.Name)
		d.child("bound", n.Bound)
		d.close(&n.Pos)
	}
}

func (d *dumper) arguments(a *Arguments) {
	d.open("arguments")
	dumpList(d, "posonlyargs", a.PosOnly)
	dumpList(d, "args", a.Args)
	d.child("vararg", a.VarArg)
	dumpList(d, "kwonlyargs", a.KwOnly)
	dumpList(d, "kw_defaults", a.KwDefaults)
	d.child("kwarg", a.KwArg)
	dumpList(d, "defaults", a.Defaults)
	d.end()
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// asyncName returns the class of a statement that may be async.
func asyncName(class string, async bool) string {
	if async {
		return "Async" + class
	}
	return class
}

// reprConstant returns the repr of a constant's value.
func reprConstant(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		return floatRepr(v)
	case complex128:
		return reprImaginary(imag(v))
	case string:
		return reprString(v)
	case []byte:
		return reprBytes(v)
	}
	return "Ellipsis"
}

func reprImaginary(f float64) string {
	return strings.TrimSuffix(floatRepr(f), ".0") + "j"
}
