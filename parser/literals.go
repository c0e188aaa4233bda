package parser

import (
	"math/big"
	"strconv"
	"strings"
)

// maxIntDigits is how many decimal digits an integer may have (CPython's
// sys.int_info.default_max_str_digits): the time to convert grows faster than the
// length.
const maxIntDigits = 4300

// numberConstant returns the value of a number token.
func (p *parser) numberConstant(t *token) Expr {
	c := &Constant{Pos: tokenPos(t)}
	text := t.Value
	if len(text) < 18 && isDecimal(text) {
		n, _ := strconv.ParseInt(text, 10, 64)
		c.Value = n
		return c
	}
	text = strings.ReplaceAll(text, "_", "")
	last := text[len(text)-1] | 0x20
	switch {
	case len(text) > 1 && text[0] == '0' && strings.IndexByte("xob", text[1]|0x20) >= 0:
		c.Value = parseInt(text[2:], map[byte]int{'x': 16, 'o': 8, 'b': 2}[text[1]|0x20])
	case last == 'j':
		c.Value = complex(0, parseFloat(text[:len(text)-1]))
	case isDecimal(text):
		if len(text) > maxIntDigits {
			p.failDigits(t, len(text))
			return c
		}
		c.Value = parseInt(text, 10)
	default:
		c.Value = parseFloat(text)
	}
	return c
}

func isDecimal(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// parseInt returns an int64 or, where that is too small, a *big.Int.
func parseInt(digits string, base int) any {
	if n, err := strconv.ParseInt(digits, base, 64); err == nil {
		return n
	}
	n, _ := new(big.Int).SetString(digits, base)
	return n
}

// parseFloat returns infinity for what is too large.
func parseFloat(text string) float64 {
	f, _ := strconv.ParseFloat(text, 64)
	return f
}

func (p *parser) failDigits(t *token, n int) {
	pos := startPos(t)
	pos.Col, pos.EndLine, pos.EndCol = -1, pos.Line, -1
	p.failAt(pos, "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
		"use sys.set_int_max_str_digits() to increase the limit - "+
		"Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", maxIntDigits, n)
}
