package compiler

import (
	"math"
	"math/big"
	"strings"

	"brine/parser"
)

// precedence is how tightly an expression holds together, as CPython counts it.
type precedence int

const (
	tuplePrec precedence = iota
	testPrec             // if-else, lambda
	orPrec
	andPrec
	notPrec
	comparePrec
	bitOrPrec
	bitXorPrec
	bitAndPrec
	shiftPrec
	arithPrec
	termPrec
	factorPrec
	powerPrec
	awaitPrec
	atomPrec

	exprPrec = bitOrPrec
)

// operatorPrecs says how tightly each binary operator binds.
var operatorPrecs = [...]precedence{
	parser.OpAdd: arithPrec, parser.OpSub: arithPrec,
	parser.OpMult: termPrec, parser.OpMatMult: termPrec, parser.OpDiv: termPrec,
	parser.OpMod: termPrec, parser.OpFloorDiv: termPrec, parser.OpPow: powerPrec,
	parser.OpLShift: shiftPrec, parser.OpRShift: shiftPrec,
	parser.OpBitOr: bitOrPrec, parser.OpBitXor: bitXorPrec, parser.OpBitAnd: bitAndPrec,
}

var unaryTexts = [...]string{
	parser.UnaryInvert: "~", parser.UnaryNot: "not ", parser.UnaryAdd: "+", parser.UnarySub: "-",
}

var compareTexts = [...]string{
	parser.CmpEq: " == ", parser.CmpNotEq: " != ", parser.CmpLt: " < ", parser.CmpLtE: " <= ", parser.CmpGt: " > ",
	parser.CmpGtE: " >= ", parser.CmpIs: " is ", parser.CmpIsNot: " is not ", parser.CmpIn: " in ", parser.CmpNotIn: " not in ",
}

// unparse writes an expression as source text, in the form that CPython gives an
// annotation under `from __future__ import annotations`.
func unparse(e parser.Expr) string {
	var u unparser
	u.expr(e, testPrec)
	return u.String()
}

type unparser struct{ strings.Builder }

// put writes texts and expressions in order; an expression at testPrec.
func (u *unparser) put(parts ...any) {
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			u.WriteString(p)
		case parser.Expr:
			u.expr(p, testPrec)
		}
	}
}

func (u *unparser) list(elts []parser.Expr) {
	for i, e := range elts {
		if i > 0 {
			u.put(", ")
		}
		u.expr(e, testPrec)
	}
}

// within writes body, in parentheses if what is around holds tighter than own.
func (u *unparser) within(around, own precedence, body func()) {
	if around > own {
		u.put("(")
		body()
		u.put(")")
		return
	}
	body()
}

// expr writes an expression that stands in a place of the given precedence.
func (u *unparser) expr(e parser.Expr, around precedence) {
	switch e := e.(type) {
	case nil:
	case *parser.Name:
		u.put(e.ID)
	case *parser.Constant:
		if e.Unicode {
			u.put("u")
		}
		u.put(constantRepr(e.Value))
	case *parser.BoolOp:
		u.boolOp(e, around)
	case *parser.BinOp:
		u.binOp(e, around)
	case *parser.UnaryOp:
		own := factorPrec
		if e.Op == parser.UnaryNot {
			own = notPrec
		}
		u.within(around, own, func() {
			u.put(unaryTexts[e.Op])
			u.expr(e.Operand, own)
		})
	case *parser.Compare:
		u.compare(e, around)
	case *parser.Lambda:
		u.within(around, testPrec, func() { u.lambda(e) })
	case *parser.IfExp:
		u.within(around, testPrec, func() {
			u.expr(e.Body, testPrec+1)
			u.put(" if ")
			u.expr(e.Test, testPrec+1)
			u.put(" else ", e.OrElse)
		})
	case *parser.NamedExpr:
		u.within(around, tuplePrec, func() {
			u.put(e.Target.ID, " := ")
			u.expr(e.Value, atomPrec)
		})
	case *parser.Await:
		u.within(around, awaitPrec, func() {
			u.put("await ")
			u.expr(e.Value, atomPrec)
		})
	case *parser.Starred:
		u.put("*")
		u.expr(e.Value, exprPrec)
	case *parser.Tuple:
		u.tuple(e, around)
	default:
		u.atom(e)
	}
}

// atom writes what never needs parentheses of its own.
func (u *unparser) atom(e parser.Expr) {
	switch e := e.(type) {
	case *parser.Attribute:
		u.expr(e.Value, atomPrec)
		if c, ok := e.Value.(*parser.Constant); ok && asInt(c.Value) != nil {
			u.put(" ") // 1 .real
		}
		u.put(".", e.Attr)
	case *parser.Subscript:
		u.expr(e.Value, atomPrec)
		u.put("[")
		u.expr(e.Slice, tuplePrec)
		u.put("]")
	case *parser.Slice:
		u.put(e.Lower, ":", e.Upper)
		if e.Step != nil {
			u.put(":", e.Step)
		}
	case *parser.Call:
		u.call(e)
	case *parser.List:
		u.put("[")
		u.list(e.Elts)
		u.put("]")
	case *parser.Set:
		u.put("{")
		u.list(e.Elts)
		u.put("}")
	case *parser.Dict:
		u.dict(e)
	case *parser.ListComp:
		u.comprehension("[", e.Elt, nil, e.Generators, "]")
	case *parser.SetComp:
		u.comprehension("{", e.Elt, nil, e.Generators, "}")
	case *parser.DictComp:
		u.comprehension("{", e.Key, e.Value, e.Generators, "}")
	case *parser.GeneratorExp:
		u.comprehension("(", e.Elt, nil, e.Generators, ")")
	case *parser.JoinedStr:
		u.put("f", constantRepr(fstringBody(e)))
	case *parser.FormattedValue:
		u.put("f", constantRepr(fieldText(e)))
	case *parser.Yield:
		u.put("(yield")
		if e.Value != nil {
			u.put(" ", e.Value)
		}
		u.put(")")
	case *parser.YieldFrom:
		u.put("(yield from ", e.Value, ")")
	}
}

func (u *unparser) boolOp(e *parser.BoolOp, around precedence) {
	own, word := andPrec, " and "
	if e.Op == parser.BoolOr {
		own, word = orPrec, " or "
	}
	u.within(around, own, func() {
		for i, v := range e.Values {
			if i > 0 {
				u.put(word)
			}
			u.expr(v, own+1)
		}
	})
}

func (u *unparser) binOp(e *parser.BinOp, around precedence) {
	own := operatorPrecs[e.Op]
	left, right := own, own+1
	if e.Op == parser.OpPow {
		left, right = own+1, own
	}
	u.within(around, own, func() {
		u.expr(e.Left, left)
		u.put(" ", e.Op.Symbol(), " ")
		u.expr(e.Right, right)
	})
}

func (u *unparser) compare(e *parser.Compare, around precedence) {
	u.within(around, comparePrec, func() {
		u.expr(e.Left, comparePrec+1)
		for i, op := range e.Ops {
			u.put(compareTexts[op])
			u.expr(e.Comparators[i], comparePrec+1)
		}
	})
}

func (u *unparser) tuple(e *parser.Tuple, around precedence) {
	if len(e.Elts) == 0 {
		u.put("()")
		return
	}
	u.within(around, tuplePrec, func() {
		u.list(e.Elts)
		if len(e.Elts) == 1 {
			u.put(",")
		}
	})
}

func (u *unparser) dict(e *parser.Dict) {
	u.put("{")
	for i, k := range e.Keys {
		if i > 0 {
			u.put(", ")
		}
		if k == nil {
			u.put("**")
			u.expr(e.Values[i], exprPrec)
		} else {
			u.put(k, ": ", e.Values[i])
		}
	}
	u.put("}")
}

func (u *unparser) comprehension(open string, elt, value parser.Expr, gens []*parser.Comprehension, end string) {
	u.put(open, elt)
	if value != nil {
		u.put(": ", value)
	}
	for _, g := range gens {
		if g.Async {
			u.put(" async")
		}
		u.put(" for ")
		u.expr(g.Target, tuplePrec)
		u.put(" in ")
		u.expr(g.Iter, testPrec+1)
		for _, test := range g.Ifs {
			u.put(" if ")
			u.expr(test, testPrec+1)
		}
	}
	u.put(end)
}

func (u *unparser) call(e *parser.Call) {
	u.expr(e.Func, atomPrec)
	if len(e.Args) == 1 && len(e.Keywords) == 0 {
		if gen, ok := e.Args[0].(*parser.GeneratorExp); ok {
			u.atom(gen)
			return
		}
	}
	u.put("(")
	u.list(e.Args)
	for i, k := range e.Keywords {
		if i > 0 || len(e.Args) > 0 {
			u.put(", ")
		}
		if k.Arg == "" {
			u.put("**", k.Value)
		} else {
			u.put(k.Arg, "=", k.Value)
		}
	}
	u.put(")")
}

func (u *unparser) lambda(e *parser.Lambda) {
	u.put("lambda")
	if e.Args != nil && len(orderedParams(e.Args)) > 0 {
		u.put(" ")
		u.params(e.Args)
	}
	u.put(": ", e.Body)
}

func (u *unparser) params(args *parser.Arguments) {
	first := true
	param := func(prefix, name string, value parser.Expr) {
		if !first {
			u.put(", ")
		}
		first = false
		u.put(prefix, name)
		if value != nil {
			u.put("=", value)
		}
	}
	plain := append(append([]*parser.Arg{}, args.PosOnly...), args.Args...)
	for i, a := range plain {
		var value parser.Expr
		if d := i - len(plain) + len(args.Defaults); d >= 0 {
			value = args.Defaults[d]
		}
		param("", a.Name, value)
		if i == len(args.PosOnly)-1 {
			u.put(", /")
		}
	}
	if args.VarArg != nil {
		param("*", args.VarArg.Name, nil)
	} else if len(args.KwOnly) > 0 {
		param("*", "", nil)
	}
	for i, a := range args.KwOnly {
		var value parser.Expr
		if i < len(args.KwDefaults) {
			value = args.KwDefaults[i]
		}
		param("", a.Name, value)
	}
	if args.KwArg != nil {
		param("**", args.KwArg.Name, nil)
	}
}

// fstringBody writes what stands between the quotes of an f-string.
func fstringBody(e *parser.JoinedStr) string {
	var b strings.Builder
	for _, v := range e.Values {
		switch v := v.(type) {
		case *parser.Constant:
			text, _ := v.Value.(string)
			b.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(text))
		case *parser.FormattedValue:
			b.WriteString(fieldText(v))
		}
	}
	return b.String()
}

func fieldText(e *parser.FormattedValue) string {
	var u unparser
	u.expr(e.Value, testPrec+1)
	text := "{" + u.String()
	if strings.HasPrefix(text, "{{") {
		text = "{ " + text[1:]
	}
	if e.Conversion > 0 {
		text += "!" + string(e.Conversion)
	}
	if e.FormatSpec != nil {
		text += ":" + fstringBody(e.FormatSpec)
	}
	return text + "}"
}

// constantRepr returns the repr of a literal; what is too large for a float is
// written so that it reads back as infinity.
func constantRepr(v any) string {
	const huge = "1e309"
	switch v := v.(type) {
	case float64:
		if math.IsInf(v, 1) {
			return huge
		}
	case complex128:
		if math.IsInf(imag(v), 1) {
			return huge + "j"
		}
	case *big.Int:
		return v.String()
	case parser.EllipsisType:
		return "..."
	}
	text := parser.Dump(&parser.Constant{Value: v}, false)
	return strings.TrimSuffix(strings.TrimPrefix(text, "Constant(value="), ")")
}
