package compiler

import (
	"fmt"
	"math/big"

	"brine/parser"
)

// warn tells who compiles of a place, if anybody listens.
func (c *compiler) warn(pos *parser.Pos, format string, args ...any) {
	if c.opts.Warn != nil {
		c.opts.Warn(parser.Warning{Line: int(pos.Line), Text: fmt.Sprintf(format, args...)})
	}
}

const missingComma = "; perhaps you missed a comma?"

// warnCall looks at a call of what can never be called.
func (c *compiler) warnCall(e *parser.Call) {
	switch e.Func.(type) {
	case *parser.Lambda, *parser.Name:
		return
	}
	if t := c.typeOf(e.Func); t != "" {
		c.warn(&e.Pos, "'%s' object is not callable"+missingComma, t)
	}
}

// warnSubscript looks at an item of what has none, or by an index that it has not.
func (c *compiler) warnSubscript(e *parser.Subscript) {
	if e.Ctx != parser.Load {
		return
	}
	t, index := c.typeOf(e.Value), c.typeOf(e.Slice)
	switch t {
	case "set", "frozenset", "generator", "function", "NoneType", "ellipsis", "int", "bool", "float", "complex":
		c.warn(&e.Pos, "'%s' object is not subscriptable"+missingComma, t)
	case "str", "bytes", "tuple", "list":
		if index != "" && index != "int" && index != "bool" {
			c.warn(&e.Pos, "%s indices must be integers or slices, not %s"+missingComma, t, index)
		}
	}
}

// warnCompare looks at comparisons of identity with a literal; negated says that
// e is the operand of not.
func (c *compiler) warnCompare(e *parser.Compare, negated bool) {
	left := c.isLiteral(e.Left)
	for i, op := range e.Ops {
		right := c.isLiteral(e.Comparators[i])
		if left || right {
			switch {
			case op == parser.CmpIs && !negated, op == parser.CmpIsNot && negated:
				c.warn(&e.Pos, `"is" with a literal. Did you mean "=="?`)
				return
			case op == parser.CmpIs, op == parser.CmpIsNot:
				c.warn(&e.Pos, `"is not" with a literal. Did you mean "!="?`)
				return
			}
		}
		left = right
	}
}

// warnAssert looks at a test that is a tuple.
func (c *compiler) warnAssert(s *parser.Assert) {
	if t, ok := s.Test.(*parser.Tuple); ok && len(t.Elts) > 0 {
		c.warn(&s.Pos, "assertion is always true, perhaps remove parentheses?")
	}
}

// isLiteral tells if an expression is a constant that others may be equal to
// without being it.
func (c *compiler) isLiteral(e parser.Expr) bool {
	v, ok := c.constant(e)
	if !ok {
		return false
	}
	switch v.(type) {
	case nil, bool, Ellipsis:
		return false
	}
	return true
}

// typeOf returns the name of the type that an expression always has, "" if that
// is not known.
func (c *compiler) typeOf(e parser.Expr) string {
	switch e.(type) {
	case *parser.Tuple:
		return "tuple"
	case *parser.List, *parser.ListComp:
		return "list"
	case *parser.Dict, *parser.DictComp:
		return "dict"
	case *parser.Set, *parser.SetComp:
		return "set"
	case *parser.GeneratorExp:
		return "generator"
	case *parser.Lambda:
		return "function"
	case *parser.JoinedStr, *parser.FormattedValue:
		return "str"
	}
	v, ok := c.constant(e)
	if !ok {
		return ""
	}
	switch v.(type) {
	case nil:
		return "NoneType"
	case bool:
		return "bool"
	case int64, *big.Int:
		return "int"
	case float64:
		return "float"
	case complex128:
		return "complex"
	case string:
		return "str"
	case []byte:
		return "bytes"
	case Ellipsis:
		return "ellipsis"
	case Tuple:
		return "tuple"
	case FrozenSet:
		return "frozenset"
	}
	return ""
}
