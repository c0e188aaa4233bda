package object

import (
	"math/big"
	"strings"
	"unicode"
)

var intNew = Native{Sig: "(cls, x=0, /, base=10)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newIntFast, Step: stepNewInt}

func newIntFast(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], IntType)
	if err != nil {
		return Value{}, err
	}
	x, base := args[1], args[2]
	switch {
	case x.IsUnbound() && !base.IsUnbound():
		return Value{}, TypeErrorf("int() missing string argument")
	case x.IsUnbound():
		x = Int(0)
	case !base.IsUnbound():
		x, err = intOfBase(x, base)
	default:
		x, err = intOfAny(x)
	}
	if err != nil {
		return Value{}, err
	}
	return intAs(t, x), nil
}

// intAs makes an exact int an instance of t.
func intAs(t *Type, x Value) Value {
	if t == IntType {
		return x
	}
	v := newOf[BigInt](t)
	v.I = BigOf(x)
	return Of(v)
}

// intOfBase is int(x, base).
func intOfBase(x, base Value) (Value, error) {
	n, err := intArg(base)
	if err == ErrSlow || err != nil && !IsIntLike(base) {
		return Value{}, err
	}
	if err != nil || n != 0 && n < 2 || n > 36 {
		return Value{}, ValueErrorf("int() base must be >= 2 and <= 36, or 0")
	}
	if s, ok := StringOf(x); ok {
		return ParseInt(s, n, x)
	}
	if s, ok := BytesView(x); ok {
		return ParseInt(s, n, x)
	}
	return Value{}, TypeErrorf("int() can't convert non-string with explicit base")
}

// intHooks are the methods by which int() converts, in the order it tries them.
var intHooks = [...]string{"__int__", "__index__", "__trunc__"}

// intOfAny is int(x).
func intOfAny(x Value) (Value, error) {
	if x.O == nil {
		return x, nil
	}
	for _, name := range intHooks {
		fn, ok := x.Type().Lookup(name)
		switch {
		case !ok || fn.IsNone():
			continue
		case !fn.IsNative():
			return Value{}, ErrSlow
		}
		if f, ok := FloatOf(x); ok {
			return FloatToInt(f)
		}
		if i, ok := IntOf(x); ok {
			return i, nil
		}
		return Value{}, ErrSlow
	}
	if s, ok := StringOf(x); ok {
		return ParseInt(s, 10, x)
	}
	if s, ok := BytesView(x); ok {
		return ParseInt(s, 10, x)
	}
	return Value{}, TypeErrorf("int() argument must be a string, a bytes-like object or a real number, not '%s'", x.Type().LongName())
}

// stepNewInt asks for __index__ of the base (step 1), or for __int__ (step 2),
// __index__ (3) or __trunc__ (4, 3) of the number.
func stepNewInt(c *Call) Action {
	x := c.Reg(1)
	switch c.Step() {
	case 0:
		if !c.Reg(2).IsUnbound() {
			return c.Do(1, OpIndex, c.Reg(2))
		}
		for i, name := range intHooks {
			if fn, ok := x.Type().Lookup(name); !ok || fn.IsNone() {
				continue
			}
			if name == "__index__" {
				return c.Do(3, OpIndex, x)
			}
			return c.callMethod(i+2, x, name)
		}
		return c.finish()
	case 1:
		c.SetReg(2, c.Result())
		return c.finish()
	case 4:
		if _, isInt := IntOf(c.Result()); !isInt {
			if !needsIndex(c.Result()) {
				return c.Raise(TypeErrorf("__trunc__ returned non-Integral (type %s)", c.Result().Type().LongName()))
			}
			return c.Do(3, OpIndex, c.Result())
		}
	}
	i, ok := IntOf(c.Result())
	if !ok {
		return c.Raise(TypeErrorf("__int__ returned non-int (type %s)", c.Result().Type().LongName()))
	}
	return c.Return(intAs(c.Class(), i))
}

// ParseInt is int(s, base); what is what the error shows.
func ParseInt(s string, base int, what Value) (Value, error) {
	given := base
	bad := func() error {
		r, _ := ReprLeaf(what)
		if what.Has(&StrLayout) {
			r = ReprString(s)
		}
		if len(r) > 200 {
			r = FromPoints(Points(r)[:min(200, countPoints(r))])
		}
		return ValueErrorf("invalid literal for int() with base %d: %s", given, r)
	}
	digits, err := asciiDigits(s)
	if !err {
		return Value{}, bad()
	}
	negative := false
	if digits != "" && (digits[0] == '-' || digits[0] == '+') {
		negative = digits[0] == '-'
		digits = digits[1:]
	}
	digits, base, zeros := intPrefix(digits, base)
	plain, ok := withoutUnderscores(digits)
	if !ok {
		return Value{}, bad()
	}
	for i := 0; i < len(plain); i++ {
		if d := digitOf(plain[i]); d >= base || zeros && d != 0 {
			return Value{}, bad()
		}
	}
	if len(plain) > maxDigits && base&(base-1) != 0 {
		return Value{}, ValueErrorf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxDigits, len(plain))
	}
	return parseDigits(plain, base, negative), nil
}

// parseDigits converts digits that are known to be good.
func parseDigits(digits string, base int, negative bool) Value {
	if len(digits) < 12 {
		n := int64(0)
		for i := 0; i < len(digits); i++ {
			n = n*int64(base) + int64(digitOf(digits[i]))
		}
		if negative {
			n = -n
		}
		return Int(n)
	}
	i, _ := new(big.Int).SetString(digits, base)
	if negative {
		i.Neg(i)
	}
	return NewInt(i)
}

// intPrefix strips 0x, 0o or 0b where the base allows it. zeros says that only
// zeros may follow: base 0 and a leading 0.
func intPrefix(s string, base int) (rest string, b int, zeros bool) {
	prefix := 0
	if len(s) > 1 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			prefix = 16
		case 'o':
			prefix = 8
		case 'b':
			prefix = 2
		}
	}
	if prefix != 0 && (base == 0 || base == prefix) {
		if s = s[2:]; s != "" && s[0] == '_' {
			s = s[1:]
		}
		return s, prefix, false
	}
	if base == 0 {
		return s, 10, s != "" && s[0] == '0'
	}
	return s, base, false
}

func digitOf(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'z':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// withoutUnderscores removes single underscores between digits; ok is false if
// there are others, or no digits.
func withoutUnderscores(s string) (plain string, ok bool) {
	if s == "" || s[0] == '_' || s[len(s)-1] == '_' || strings.Contains(s, "__") {
		return s, false
	}
	return strings.ReplaceAll(s, "_", ""), true
}

// asciiDigits strips white space and turns the decimal digits of other scripts
// into ASCII ones; ok is false if other characters remain.
func asciiDigits(s string) (string, bool) {
	s = strings.TrimFunc(s, IsSpacePoint)
	if isASCII(s) {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for s != "" {
		r, n := NextPoint(s)
		s = s[n:]
		switch {
		case r < 0x80:
			b = append(b, byte(r))
		case IsDecimalPoint(r):
			b = append(b, byte('0'+decimalValue(r)))
		case IsSpacePoint(r):
			b = append(b, ' ')
		default:
			return "", false
		}
	}
	return string(b), true
}

// DecimalValue returns the value of a decimal digit, -1 for other characters.
func DecimalValue(r rune) int {
	if !IsDecimalPoint(r) {
		return -1
	}
	return decimalValue(r)
}

// decimalValue is the value of a decimal digit: Unicode lays them out in runs
// of ten.
func decimalValue(r rune) int {
	n := 0
	for ; n < 10 && unicode.Is(unicode.Nd, r-1); n++ {
		r--
	}
	return n % 10
}
