package object

import (
	"math"
	"strconv"
	"strings"
)

// formatSpec is a parsed format specification:
// [[fill]align][sign][z][#][0][width][grouping][.precision][type].
type formatSpec struct {
	fill  rune
	align byte // 0: the type's default
	sign  byte // 0, '+', '-' or ' '
	z     bool
	alt   bool
	width int // -1: none
	group byte
	prec  int // -1: none
	typ   byte
}

// maxFormat bounds width and precision.
const maxFormat = 1 << 30

// parseSpec parses a format specification for an object of a type.
func parseSpec(text, typeName string, defaultType byte, defaultAlign byte) (f formatSpec, err error) {
	f = formatSpec{fill: ' ', width: -1, prec: -1, typ: defaultType, align: defaultAlign}
	s := text
	aligned, filled := false, false
	if s != "" {
		r, n := NextPoint(s)
		if len(s) > n && strings.IndexByte("<>=^", s[n]) >= 0 {
			f.fill, f.align, s = r, s[n], s[n+1:]
			aligned, filled = true, true
		} else if strings.IndexByte("<>=^", s[0]) >= 0 {
			f.align, s = s[0], s[1:]
			aligned = true
		}
	}
	take := func(set string) byte {
		if s != "" && strings.IndexByte(set, s[0]) >= 0 {
			c := s[0]
			s = s[1:]
			return c
		}
		return 0
	}
	f.sign = take("+- ")
	f.z = take("z") != 0
	f.alt = take("#") != 0
	if !filled && take("0") != 0 {
		f.fill = '0'
		if !aligned && defaultAlign == '>' {
			f.align = '='
		}
	}
	if f.width, s, err = specNumber(s); err != nil {
		return f, err
	}
	f.group = take(",")
	if g := take("_"); g != 0 {
		if f.group != 0 {
			return f, ValueErrorf("Cannot specify both ',' and '_'.")
		}
		f.group = g
		if take(",") != 0 {
			return f, ValueErrorf("Cannot specify both ',' and '_'.")
		}
	}
	if take(".") != 0 {
		if f.prec, s, err = specNumber(s); err != nil {
			return f, err
		}
		if f.prec < 0 {
			return f, ValueErrorf("Format specifier missing precision")
		}
	}
	if s != "" {
		_, n := NextPoint(s)
		if len(s) > n {
			return f, ValueErrorf("Invalid format specifier '%s' for object of type '%s'", text, typeName)
		}
		if n > 1 {
			return f, unknownCode(s, typeName)
		}
		f.typ = s[0]
	}
	return f, f.checkGroup()
}

func (f *formatSpec) checkGroup() error {
	if f.group == 0 {
		return nil
	}
	switch f.typ {
	case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		return nil
	case 'b', 'o', 'x', 'X':
		if f.group == '_' {
			return nil
		}
	}
	return ValueErrorf("Cannot specify '%c' with '%c'.", f.group, f.typ)
}

func specNumber(s string) (n int, rest string, err error) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 {
		return -1, s, nil
	}
	n, convErr := strconv.Atoi(s[:i])
	if convErr != nil || n > maxFormat {
		return 0, s, ValueErrorf("Too many decimal digits in format string")
	}
	return n, s[i:], nil
}

func unknownCode(code, typeName string) error {
	r, _ := NextPoint(code)
	if r > 32 && r < 128 {
		return ValueErrorf("Unknown format code '%c' for object of type '%s'", r, typeName)
	}
	return ValueErrorf("Unknown format code '\\x%x' for object of type '%s'", r, typeName)
}

// FormatLeaf is format(v, spec) of builtin values.
func FormatLeaf(v Value, spec string) (s string, err error, ok bool) {
	if spec == "" {
		s, ok = StrLeaf(v)
		return s, nil, ok
	}
	switch kindOf(v) {
	case intKind, floatKind, strKind, complexKind:
		s, err = formatValue(v, spec)
		return s, err, true
	}
	return "", nil, false
}

// formatValue formats an int, float, complex or str, subclasses included.
func formatValue(v Value, spec string) (string, error) {
	name := v.Type().Name
	switch {
	case v.Has(&StrLayout):
		f, err := parseSpec(spec, name, 's', '<')
		if err != nil {
			return "", err
		}
		return f.formatString(As[Str](v).S, name)
	case v.Has(&ComplexLayout):
		f, err := parseSpec(spec, name, 0, '>')
		if err != nil {
			return "", err
		}
		return f.formatComplex(As[Complex](v).C, name)
	}
	if x, ok := FloatOf(v); ok {
		f, err := parseSpec(spec, name, 0, '>')
		if err != nil {
			return "", err
		}
		return f.formatFloat(x, name)
	}
	f, err := parseSpec(spec, name, 'd', '>')
	if err != nil {
		return "", err
	}
	return f.formatInt(v, name)
}

// formatRow is __format__ of these types; without a specification an instance
// of a subclass is shown by its __str__.
func formatRow(doc string) Native {
	return slow("__format__", "(self, format_spec, /)", doc, func(_ *World, args []Value) (Value, error) {
		spec, ok := StringOf(args[1])
		if !ok {
			return Value{}, TypeErrorf("__format__() argument must be str, not %s", args[1].Type().LongName())
		}
		if spec == "" {
			if s, ok := StrLeaf(args[0]); ok {
				return NewStr(s), nil
			}
			return Value{}, ErrSlow
		}
		s, err := formatValue(args[0], spec)
		return NewStr(s), err
	}, func(c *Call) Action { return c.DoTail(OpStr, c.Reg(0)) })
}

// pad aligns body in the width, without regard to signs.
func (f *formatSpec) pad(body string) (string, error) {
	n := f.width - countPoints(body)
	if n <= 0 {
		return body, nil
	}
	if n > maxReserve/8 {
		return "", NewException(MemoryError)
	}
	left, right := 0, n
	switch f.align {
	case '>', '=':
		left, right = n, 0
	case '^':
		left = n / 2
		right = n - left
	}
	fill := PointString(f.fill)
	return strings.Repeat(fill, left) + body + strings.Repeat(fill, right), nil
}

func (f *formatSpec) formatString(s, name string) (string, error) {
	switch {
	case f.typ != 's':
		return "", unknownCode(string(f.typ), name)
	case f.sign == ' ':
		return "", ValueErrorf("Space not allowed in string format specifier")
	case f.sign != 0:
		return "", ValueErrorf("Sign not allowed in string format specifier")
	case f.z:
		return "", ValueErrorf("Negative zero coercion (z) not allowed in string format specifier")
	case f.alt:
		return "", ValueErrorf("Alternate form (#) not allowed in string format specifier")
	case f.align == '=':
		return "", ValueErrorf("'=' alignment not allowed in string format specifier")
	}
	if f.prec >= 0 && f.prec < len(s) {
		t := Str{S: s}
		s = s[:t.Offset(min(f.prec, t.Len()))]
	}
	return f.pad(s)
}

func (f *formatSpec) formatInt(v Value, name string) (string, error) {
	switch f.typ {
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		x, err := IntToFloat(v)
		if err != nil {
			return "", err
		}
		return f.formatFloat(x, name)
	}
	switch {
	case f.prec >= 0:
		return "", ValueErrorf("Precision not allowed in integer format specifier")
	case f.z:
		return "", ValueErrorf("Negative zero coercion (z) not allowed in integer format specifier")
	}
	base, prefix, size := 10, "", 3
	switch f.typ {
	case 'd', 'n':
	case 'c':
		return f.formatChar(v)
	case 'b':
		base, prefix, size = 2, "0b", 4
	case 'o':
		base, prefix, size = 8, "0o", 4
	case 'x':
		base, prefix, size = 16, "0x", 4
	case 'X':
		base, prefix, size = 16, "0X", 4
	default:
		return "", unknownCode(string(f.typ), name)
	}
	var digits string
	if n, ok := Int64Of(v); ok {
		digits = strconv.FormatInt(n, base)
	} else {
		i := BigOf(v)
		if base == 10 && tooManyDigits(i) {
			return "", ReprTooLong()
		}
		digits = i.Text(base)
	}
	if f.typ == 'X' {
		digits = strings.ToUpper(digits)
	}
	if !f.alt {
		prefix = ""
	}
	negative := digits[0] == '-'
	return f.number(negative, prefix, strings.TrimPrefix(digits, "-"), "", size)
}

func (f *formatSpec) formatChar(v Value) (string, error) {
	switch {
	case f.sign != 0:
		return "", ValueErrorf("Sign not allowed with integer format specifier 'c'")
	case f.alt:
		return "", ValueErrorf("Alternate form (#) not allowed with integer format specifier 'c'")
	}
	n, ok := Int64Of(v)
	if !ok {
		return "", Errorf(OverflowError, "Python int too large to convert to C long")
	}
	if n < 0 || n > 0x10ffff {
		return "", Errorf(OverflowError, "%%c arg not in range(0x110000)")
	}
	return f.pad(PointString(rune(n)))
}

// number puts sign, prefix, grouped digits and the rest together, and pads.
func (f *formatSpec) number(negative bool, prefix, digits, rest string, size int) (string, error) {
	sign := ""
	switch {
	case negative:
		sign = "-"
	case f.sign == '+' || f.sign == ' ':
		sign = string(f.sign)
	}
	if f.width > maxReserve/8 {
		return "", NewException(MemoryError)
	}
	fixed := len(sign) + len(prefix) + countPoints(rest)
	if f.align == '=' && f.fill == '0' {
		return sign + prefix + groupDigits(digits, f.width-fixed, f.group, size) + rest, nil
	}
	digits = groupDigits(digits, 0, f.group, size)
	if f.align == '=' {
		n := f.width - fixed - len(digits)
		return sign + prefix + strings.Repeat(PointString(f.fill), max(n, 0)) + digits + rest, nil
	}
	return f.pad(sign + prefix + digits + rest)
}

// groupDigits puts sep between groups of digits, and zeros before them up to a width.
func groupDigits(digits string, width int, sep byte, size int) string {
	if sep == 0 {
		if n := width - len(digits); n > 0 {
			return strings.Repeat("0", n) + digits
		}
		return digits
	}
	i := 0
	for i < len(digits) && digits[i] >= '0' && digits[i] <= '9' || i < len(digits) && size == 4 {
		i++
	}
	if i == 0 { // inf, nan
		if n := width - len(digits); n > 0 {
			return strings.Repeat("0", n) + digits
		}
		return digits
	}
	var b []byte // backwards
	for k := 0; k < len(digits) || len(b) < width; k++ {
		if k > 0 && k%size == 0 {
			b = append(b, sep)
			if k >= len(digits) && len(b) >= width {
				b = append(b, '0')
				break
			}
		}
		if k < len(digits) {
			b = append(b, digits[len(digits)-1-k])
		} else {
			b = append(b, '0')
		}
	}
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

func (f *formatSpec) formatFloat(x float64, name string) (string, error) {
	typ, prec := f.typ, f.prec
	switch typ {
	case 0, 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%':
	default:
		return "", unknownCode(string(typ), name)
	}
	if prec > 1<<20 {
		return "", ValueErrorf("precision too big")
	}
	percent := ""
	if typ == '%' {
		x *= 100
		typ, percent = 'f', "%"
	}
	if typ == 'n' {
		typ = 'g'
	}
	digits := floatDigits(math.Abs(x), typ, prec, f.alt)
	negative := math.Signbit(x) && !math.IsNaN(x)
	if f.z && negative && strings.Trim(digits, "0.") == "" {
		negative = false
	}
	i := 0
	for i < len(digits) && digits[i] >= '0' && digits[i] <= '9' {
		i++
	}
	if i == 0 {
		i = len(digits)
	}
	return f.number(negative, "", digits[:i], digits[i:]+percent, 3)
}

// floatDigits lays a float that is not negative out as type and precision
// (-1: the type's default) say; type 0 is repr with at least one decimal.
func floatDigits(x float64, typ byte, prec int, alt bool) string {
	up := typ == 'E' || typ == 'F' || typ == 'G'
	s := ""
	switch {
	case math.IsInf(x, 0):
		s = "inf"
	case math.IsNaN(x):
		s = "nan"
	case typ == 0 && prec < 0:
		s = string(AppendFloat(nil, x))
	case typ == 'f' || typ == 'F':
		if prec < 0 {
			prec = 6
		}
		s = strconv.FormatFloat(x, 'f', prec, 64)
		if alt && prec == 0 {
			s += "."
		}
	case typ == 'e' || typ == 'E':
		if prec < 0 {
			prec = 6
		}
		s = strconv.FormatFloat(x, 'e', prec, 64)
		if alt && prec == 0 {
			s = strings.Replace(s, "e", ".e", 1)
		}
	default:
		s = generalDigits(x, prec, typ == 0, alt)
	}
	if up {
		s = strings.ToUpper(s)
	}
	return s
}

// generalDigits is %g; with dot it shows at least one decimal.
func generalDigits(x float64, prec int, dot, alt bool) string {
	if prec < 0 {
		prec = 6
	}
	if prec == 0 {
		prec = 1
	}
	e := strconv.FormatFloat(x, 'e', prec-1, 64)
	at := strings.IndexByte(e, 'e')
	exp, _ := strconv.Atoi(e[at+1:])
	limit := prec
	if dot {
		limit--
	}
	digits := strings.Replace(e[:at], ".", "", 1)
	if !alt {
		digits = strings.TrimRight(digits, "0")
		if digits == "" {
			digits = "0"
		}
	}
	if exp < -4 || exp >= limit {
		mantissa := digits[:1]
		if len(digits) > 1 {
			mantissa += "." + digits[1:]
		} else if alt {
			mantissa += "."
		}
		return mantissa + e[at:]
	}
	if exp < 0 {
		return "0." + strings.Repeat("0", -exp-1) + digits
	}
	if len(digits) <= exp {
		digits += strings.Repeat("0", exp+1-len(digits))
	}
	s := digits[:exp+1]
	if len(digits) > exp+1 {
		s += "." + digits[exp+1:]
	} else if alt {
		s += "."
	} else if dot {
		s += ".0"
	}
	return s
}

func (f *formatSpec) formatComplex(c complex128, name string) (string, error) {
	switch {
	case f.fill == '0':
		return "", ValueErrorf("Zero padding is not allowed in complex format specifier")
	case f.align == '=':
		return "", ValueErrorf("'=' alignment flag is not allowed in complex format specifier")
	}
	part := formatSpec{fill: ' ', align: '>', sign: f.sign, z: f.z, alt: f.alt, width: -1, group: f.group, prec: f.prec, typ: f.typ}
	parens := f.typ == 0
	hide := parens && real(c) == 0 && !math.Signbit(real(c))
	if f.typ == 0 && f.prec >= 0 {
		part.typ = 'g'
	}
	re, err := part.formatFloat(real(c), name)
	if err != nil {
		return "", err
	}
	if !hide {
		part.sign = '+'
	}
	im, err := part.formatFloat(imag(c), name)
	if err != nil {
		return "", err
	}
	if f.typ == 0 && f.prec < 0 {
		re, im = strings.TrimSuffix(re, ".0"), strings.TrimSuffix(im, ".0")
	}
	s := re + im + "j"
	if hide {
		return f.pad(im + "j")
	}
	if parens {
		s = "(" + s + ")"
	}
	return f.pad(s)
}
