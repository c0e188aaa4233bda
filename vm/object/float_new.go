package object

import (
	"math"
	"strconv"
	"strings"
)

var floatNew = Native{Sig: "(cls, x=0, /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newFloatFast, Step: stepNewFloat}

func newFloatFast(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], FloatType)
	if err != nil {
		return Value{}, err
	}
	if args[1].IsUnbound() {
		return floatAs(t, 0), nil
	}
	f, err := floatOfAny(args[1], "float() argument must be a string or a real number, not '%s'")
	if err != nil {
		return Value{}, err
	}
	return floatAs(t, f), nil
}

// floatAs makes f an instance of t.
func floatAs(t *Type, f float64) Value {
	if t == FloatType {
		return Float(f)
	}
	x := newOf[FloatObject](t)
	x.F = f
	return Of(x)
}

// floatOfAny is float(x); wrong is the error if x is no number or text.
func floatOfAny(x Value, wrong string) (float64, error) {
	if x.O == nil {
		return float64(x.N), nil
	}
	for _, name := range [...]string{"__float__", "__index__"} {
		fn, ok := x.Type().Lookup(name)
		switch {
		case !ok || fn.IsNone():
			continue
		case !fn.IsNative():
			return 0, ErrSlow
		}
		f, err, ok := RealOf(x)
		if !ok {
			return 0, ErrSlow
		}
		return f, err
	}
	if s, ok := StringOf(x); ok {
		return ParseFloat(s, x)
	}
	if s, ok := BytesView(x); ok {
		return ParseFloat(s, x)
	}
	return 0, TypeErrorf(wrong, x.Type().LongName())
}

// stepNewFloat asks for __float__ (step 1) or __index__ (step 2).
func stepNewFloat(c *Call) Action {
	if c.Step() == 0 {
		return c.askFloat(1, c.Reg(1))
	}
	f, err := c.gotFloat(1, c.Reg(1))
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(floatAs(c.Class(), f))
}

// askFloat asks for x as a float: __float__ lands in step next, else __index__
// in step next+1. gotFloat reads what has landed.
func (c *Call) askFloat(next int, x Value) Action {
	if fn, ok := x.Type().Lookup("__float__"); ok && !fn.IsNone() {
		return c.callMethod(next, x, "__float__")
	}
	return c.Do(next+1, OpIndex, x)
}

func (c *Call) gotFloat(next int, x Value) (float64, error) {
	v := c.Result()
	if c.Step() == next {
		f, ok := FloatOf(v)
		if !ok {
			return 0, TypeErrorf("%s.__float__ returned non-float (type %s)", x.Type().LongName(), v.Type().LongName())
		}
		return f, nil
	}
	return IntToFloat(v)
}

// ParseFloat is float(s); what is what the error shows.
func ParseFloat(s string, what Value) (float64, error) {
	if digits, ok := asciiDigits(s); ok {
		if f, ok := parseFloat(digits); ok {
			return f, nil
		}
	}
	r, _ := ReprLeaf(what)
	if what.Has(&StrLayout) {
		r = ReprString(s)
	}
	return 0, ValueErrorf("could not convert string to float: %s", r)
}

// parseFloat reads Python's grammar of floats.
func parseFloat(s string) (float64, bool) {
	if n := floatPrefix(s); n != len(s) || n == 0 {
		plain, ok := floatUnderscores(s)
		if !ok || floatPrefix(plain) != len(plain) {
			return 0, false
		}
		s = plain
	}
	if s[len(s)-1]|0x20 == 'n' { // ParseFloat wants no sign
		return math.NaN(), true
	}
	f, err := strconv.ParseFloat(s, 64)
	if e, ok := err.(*strconv.NumError); ok && e.Err != strconv.ErrRange {
		return 0, false
	}
	return f, true
}

// floatUnderscores removes underscores, each of which stands between digits.
func floatUnderscores(s string) (string, bool) {
	if !strings.Contains(s, "_") {
		return s, false
	}
	isDigit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for i := range len(s) {
		if s[i] == '_' && !(isDigit(i-1) && isDigit(i+1)) {
			return s, false
		}
	}
	s = strings.ReplaceAll(s, "_", "")
	return s, s != ""
}

// floatPrefix returns how much of s is a float: sign, then inf, nan or digits
// with an optional point and exponent; 0 if it does not begin with one.
func floatPrefix(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	for _, word := range [...]string{"infinity", "inf", "nan"} {
		if len(s)-i >= len(word) && strings.EqualFold(s[i:i+len(word)], word) {
			return i + len(word)
		}
	}
	digits := func() int {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i - from
	}
	n := digits()
	if i < len(s) && s[i] == '.' {
		i++
		n += digits()
	}
	if n == 0 {
		return 0
	}
	if end := i; i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if digits() == 0 {
			return end
		}
	}
	return i
}
