package object

import (
	"math"
	"math/big"
	"strconv"
	"strings"
)

// percentTemps are the registers of str % args: how far the template is done,
// the number of the next argument, the text, and an item of a mapping.
var percentTemps = []RegKind{Count, Count, StrReg, Any}

// percentConv is one conversion of a template: %(key)flags width .prec type.
type percentConv struct {
	key        string
	hasKey     bool
	minus      bool
	plus       bool
	space      bool
	alt        bool
	zero       bool
	width      int // -1: none
	prec       int // -1: none
	starWidth  bool
	starPrec   bool
	conv       rune
	start, end int // in the template; end is behind the type
}

// percent formats a template step by step.
type percent struct {
	template string
	args     Value
	pos      int // done up to here
	arg      int // next argument
	out      []byte
	bytes    bool // the template is bytes
}

// percentNeed is what formatting takes Python code for: op on value.
type percentNeed struct {
	op    Operation
	value Value
	key   Value  // of OpGetItem
	call  string // or the special method to call
}

func percentLeaf(w *World, a, b Value) (v Value, err error, ok bool) {
	p := percent{template: As[Str](a).S, args: b}
	p.out = make([]byte, 0, len(p.template)+32)
	need, err := p.run(w, Unbound, Unbound)
	if need != nil {
		return v, nil, false
	}
	return NewStr(unsafeString(p.out)), err, true
}

func percentFast(w *World, args []Value) (Value, error) {
	v, err, ok := percentLeaf(w, args[0], args[1])
	if !ok {
		return v, ErrSlow
	}
	return v, err
}

func stepPercent(c *Call) Action {
	const pos, arg, text, item = 2, 3, 4, 5
	p := percent{template: RegAs[Str](c, 0, &StrLayout).S, args: c.Reg(1)}
	landed := Unbound
	switch c.Step() {
	case 0:
		c.SetReg(text, Of(&emptyStr))
	case 1: // an item of the mapping
		c.SetReg(item, c.Result())
	case 2: // what a value was converted to
		landed = c.Result()
	}
	if c.Step() > 0 {
		p.pos, p.arg = int(c.Reg(pos).N), int(c.Reg(arg).N)
	}
	at := p.pos
	need, err := p.run(c.World, c.Reg(item), landed)
	if err != nil {
		return c.Raise(err)
	}
	if p.pos != at { // the item was used
		c.SetReg(item, Unbound)
	}
	c.appendText(text, string(p.out))
	if need == nil {
		return c.Return(c.Reg(text))
	}
	c.SetReg(pos, Int(int64(p.pos)))
	c.SetReg(arg, Int(int64(p.arg)))
	switch {
	case need.call != "":
		return c.callMethod(2, need.value, need.call)
	case need.op == OpGetItem:
		return c.Do(1, OpGetItem, need.value, need.key)
	}
	return c.Do(2, need.op, need.value)
}

// run formats up to the end, or to the first conversion that takes Python
// code. item is the value of the first conversion, if a mapping has just given
// it, landed what that value was converted to.
func (p *percent) run(w *World, item, landed Value) (*percentNeed, error) {
	for {
		i := strings.IndexByte(p.template[p.pos:], '%')
		if i < 0 {
			p.out = append(p.out, p.template[p.pos:]...)
			p.pos = len(p.template)
			return nil, p.checkAll()
		}
		p.out = append(p.out, p.template[p.pos:p.pos+i]...)
		p.pos += i
		if item.IsUnbound() && landed.IsUnbound() && p.simple() {
			continue
		}
		cv, err := parsePercent(p.template, p.pos)
		if err != nil {
			return nil, err
		}
		if cv.conv == '%' && cv.end == cv.start+2 {
			p.out = append(p.out, '%')
			p.pos = cv.end
			continue
		}
		arg := p.arg
		v, need, err := p.value(w, &cv, item)
		if need != nil || err != nil {
			p.arg = arg
			return need, err
		}
		if need, err = p.convert(&cv, v, landed); need != nil || err != nil {
			p.arg = arg
			return need, err
		}
		p.pos = cv.end
		item, landed = Unbound, Unbound
	}
}

// simple does %s and %d of a str or a small int at once.
func (p *percent) simple() bool {
	if p.pos+1 >= len(p.template) {
		return false
	}
	c := p.template[p.pos+1]
	if c != 's' && c != 'd' || p.bytes {
		return false
	}
	arg := p.arg
	v, err := p.next()
	switch {
	case err == nil && v.O == nil:
		p.out = strconv.AppendInt(p.out, v.N, 10)
	case err == nil && c == 's' && v.O.Shape == &StrShape:
		p.out = append(p.out, As[Str](v).S...)
	default:
		p.arg = arg
		return false
	}
	p.pos += 2
	return true
}

// checkAll reports arguments that no conversion took.
func (p *percent) checkAll() error {
	if t := AsA[Tuple](p.args, &TupleLayout); t != nil {
		if p.arg < len(t.Items) {
			return TypeErrorf("not all arguments converted during %s formatting", p.kind())
		}
		return nil
	}
	if p.arg > 0 || p.isMapping() {
		return nil
	}
	return TypeErrorf("not all arguments converted during %s formatting", p.kind())
}

func (p *percent) kind() string {
	if p.bytes {
		return "bytes"
	}
	return "string"
}

// isMapping reports whether the argument may give items by name.
func (p *percent) isMapping() bool {
	if p.args.Has(&TupleLayout) || p.args.Has(&StrLayout) {
		return false
	}
	_, ok := p.args.Type().Lookup("__getitem__")
	return ok
}

// parsePercent parses the conversion at position i of a template.
func parsePercent(s string, i int) (cv percentConv, err error) {
	cv = percentConv{width: -1, prec: -1, start: i}
	i++
	incomplete := func() error { return ValueErrorf("incomplete format") }
	if i < len(s) && s[i] == '(' {
		depth, start := 1, i+1
		for i++; i < len(s) && depth > 0; i++ {
			switch s[i] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if depth > 0 {
			return cv, ValueErrorf("incomplete format key")
		}
		cv.key, cv.hasKey = s[start:i-1], true
	}
flags:
	for ; i < len(s); i++ {
		switch s[i] {
		case '-':
			cv.minus = true
		case '+':
			cv.plus = true
		case ' ':
			cv.space = true
		case '#':
			cv.alt = true
		case '0':
			cv.zero = true
		default:
			break flags
		}
	}
	number := func(what string) (n int, star bool, err error) {
		if i < len(s) && s[i] == '*' {
			i++
			return -1, true, nil
		}
		n, rest, err := specNumber(s[i:])
		if err != nil {
			return n, false, ValueErrorf("%s too big", what)
		}
		i = len(s) - len(rest)
		return n, false, nil
	}
	if cv.width, cv.starWidth, err = number("width"); err != nil {
		return cv, err
	}
	if i < len(s) && s[i] == '.' {
		i++
		if cv.prec, cv.starPrec, err = number("precision"); err != nil {
			return cv, err
		}
		cv.prec = max(cv.prec, 0)
	}
	if i < len(s) && (s[i] == 'h' || s[i] == 'l' || s[i] == 'L') {
		i++
	}
	if i >= len(s) {
		return cv, incomplete()
	}
	r, n := NextPoint(s[i:])
	cv.conv, cv.end = r, i+n
	if r != '%' && !strings.ContainsRune("diouxXeEfFgGcrsab", r) {
		at := countPoints(s[:i])
		if r > 0x1f && r < 0x7f {
			return cv, ValueErrorf("unsupported format character '%c' (0x%x) at index %d", r, r, at)
		}
		return cv, ValueErrorf("unsupported format character '?' (0x%x) at index %d", r, at)
	}
	return cv, nil
}

// next takes the next argument.
func (p *percent) next() (Value, error) {
	if t := AsA[Tuple](p.args, &TupleLayout); t != nil {
		if p.arg < len(t.Items) {
			p.arg++
			return t.Items[p.arg-1], nil
		}
	} else if p.arg == 0 {
		p.arg++
		return p.args, nil
	}
	return Value{}, TypeErrorf("not enough arguments for format string")
}

// value finds the value of a conversion, and the width and precision that
// are arguments.
func (p *percent) value(w *World, cv *percentConv, item Value) (Value, *percentNeed, error) {
	star := func(is bool, n *int, what string) error {
		if !is {
			return nil
		}
		v, err := p.next()
		if err != nil {
			return err
		}
		k, ok := Int64Of(v)
		if !ok {
			return TypeErrorf("* wants int")
		}
		if k > maxFormat || k < -maxFormat {
			return Errorf(OverflowError, "%s too big", what)
		}
		*n = int(k)
		return nil
	}
	if cv.hasKey {
		if !p.isMapping() {
			return Value{}, nil, TypeErrorf("format requires a mapping")
		}
		if !item.IsUnbound() {
			return item, nil, nil
		}
		key := NewStr(cv.key)
		if p.bytes {
			key = NewBytes(cv.key)
		}
		if d := AsA[Dict](p.args, &DictLayout); d != nil && d.Shape == &DictShape {
			v, err, ok := dictItem(w, d, key)
			if ok {
				return v, nil, err
			}
		}
		return Value{}, &percentNeed{op: OpGetItem, value: p.args, key: key}, nil
	}
	if err := star(cv.starWidth, &cv.width, "width"); err != nil {
		return Value{}, nil, err
	}
	if cv.width < 0 && cv.starWidth {
		cv.minus, cv.width = true, -cv.width
	}
	if err := star(cv.starPrec, &cv.prec, "precision"); err != nil {
		return Value{}, nil, err
	}
	if cv.starPrec {
		cv.prec = max(cv.prec, 0)
	}
	v, err := p.next()
	return v, nil, err
}

// convert appends a value, or says what that takes.
func (p *percent) convert(cv *percentConv, v, landed Value) (*percentNeed, error) {
	if p.bytes {
		switch cv.conv {
		case 's', 'b', 'c':
			return p.convertBytes(cv, v, landed)
		case 'r':
			cv.conv = 'a'
		}
	}
	switch cv.conv {
	case 's', 'r', 'a':
		return p.convertText(cv, v, landed)
	case 'c':
		return p.convertChar(cv, v, landed)
	case 'b', '%':
		return nil, ValueErrorf("unsupported format character '%c' (0x%x) at index %d", cv.conv, cv.conv, countPoints(p.template[:cv.end-1]))
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return p.convertInt(cv, v, landed)
	}
	return p.convertFloat(cv, v, landed)
}

// hook is the first of these methods that the class of v has, "" if none.
func hook(v Value, names ...string) string {
	for _, name := range names {
		if fn, has := v.Type().Lookup(name); has && !fn.IsNone() {
			return name
		}
	}
	return ""
}

func (p *percent) convertFloat(cv *percentConv, v, landed Value) (*percentNeed, error) {
	number := v
	if !landed.IsUnbound() {
		number = landed
	}
	x, err, ok := RealOf(number)
	if !ok {
		switch name := hook(v, "__float__", "__index__"); {
		case name == "" || !landed.IsUnbound():
		case name == "__index__" && !p.bytes:
			return &percentNeed{value: v, op: OpIndex}, nil
		default:
			return &percentNeed{value: v, call: name}, nil
		}
		if p.bytes {
			return nil, TypeErrorf("float argument required, not %s", v.Type().LongName())
		}
		if !landed.IsUnbound() {
			return nil, TypeErrorf("%s.__float__ returned non-float (type %s)", v.Type().LongName(), landed.Type().LongName())
		}
		return nil, TypeErrorf("must be real number, not %s", v.Type().LongName())
	}
	if err != nil {
		return nil, err
	}
	if cv.prec > 1<<20 {
		return nil, ValueErrorf("precision too big")
	}
	digits := floatDigits(math.Abs(x), byte(cv.conv), cv.prec, cv.alt)
	return nil, p.number(cv, math.Signbit(x) && x == x, "", digits)
}

func (p *percent) convertText(cv *percentConv, v, landed Value) (*percentNeed, error) {
	var s string
	op, leaf := OpStr, StrLeaf
	if cv.conv != 's' {
		op, leaf = OpRepr, ReprLeaf
	}
	if !landed.IsUnbound() {
		s, _ = StringOf(landed)
	} else {
		var ok bool
		if s, ok = leaf(v); !ok {
			return &percentNeed{op: op, value: v}, nil
		}
	}
	if cv.conv == 'a' {
		s = As[Str](Ascii(NewStr(s))).S
	}
	if cv.prec >= 0 && cv.prec < len(s) {
		t := Str{S: s}
		s = s[:t.Offset(min(cv.prec, t.Len()))]
	}
	return nil, p.pad(cv, s)
}

func (p *percent) convertChar(cv *percentConv, v, landed Value) (*percentNeed, error) {
	if s := AsA[Str](v, &StrLayout); s != nil {
		if s.Len() != 1 {
			return nil, TypeErrorf("%%c requires int or char")
		}
		return nil, p.pad(cv, s.S)
	}
	if landed.IsUnbound() && needsIndex(v) {
		return &percentNeed{value: v, call: "__index__"}, nil
	}
	if !landed.IsUnbound() {
		v = landed
	}
	if !IsIntLike(v) {
		return nil, TypeErrorf("%%c requires int or char")
	}
	n, ok := Int64Of(v)
	if !ok || n < 0 || n > 0x10ffff {
		return nil, Errorf(OverflowError, "%%c arg not in range(0x110000)")
	}
	return nil, p.pad(cv, PointString(rune(n)))
}

func (p *percent) convertInt(cv *percentConv, v, landed Value) (*percentNeed, error) {
	decimal := cv.conv == 'd' || cv.conv == 'i' || cv.conv == 'u'
	given := v
	if !landed.IsUnbound() {
		v = landed
	}
	if f, isFloat := FloatOf(v); isFloat && decimal {
		var err error
		if v, err = FloatToInt(f); err != nil {
			return nil, err
		}
	}
	if !IsIntLike(v) {
		names := []string{"__index__"}
		if decimal {
			names = []string{"__int__", "__index__"}
		}
		if name := hook(v, names...); name != "" && landed.IsUnbound() {
			return &percentNeed{value: v, call: name}, nil
		}
		conv := cv.conv
		if p.bytes && conv == 'i' {
			conv = 'd'
		}
		if decimal {
			return nil, TypeErrorf("%%%c format: a real number is required, not %s", conv, given.Type().LongName())
		}
		return nil, TypeErrorf("%%%c format: an integer is required, not %s", conv, given.Type().LongName())
	}
	base, prefix := 10, ""
	switch cv.conv {
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	}
	if !cv.alt {
		prefix = ""
	}
	i := BigOf(v)
	if base == 10 && tooManyDigits(i) {
		return nil, ReprTooLong()
	}
	digits := new(big.Int).Abs(i).Text(base)
	if cv.conv == 'X' {
		digits = strings.ToUpper(digits)
	}
	if n := cv.prec - len(digits); n > 0 {
		digits = strings.Repeat("0", n) + digits
	}
	return nil, p.number(cv, i.Sign() < 0, prefix, digits)
}

// number appends sign, prefix and digits, padded.
func (p *percent) number(cv *percentConv, negative bool, prefix, digits string) error {
	sign := ""
	switch {
	case negative:
		sign = "-"
	case cv.plus:
		sign = "+"
	case cv.space:
		sign = " "
	}
	if n := cv.width - len(sign) - len(prefix) - len(digits); n > 0 && cv.zero && !cv.minus && n < maxReserve {
		digits = strings.Repeat("0", n) + digits
	}
	return p.pad(cv, sign+prefix+digits)
}

func (p *percent) pad(cv *percentConv, s string) error {
	n := cv.width - len(s)
	if !p.bytes {
		n = cv.width - countPoints(s)
	}
	if n > maxReserve/8 {
		return NewException(MemoryError)
	}
	if n <= 0 {
		p.out = append(p.out, s...)
		return nil
	}
	blank := strings.Repeat(" ", n)
	if cv.minus {
		p.out = append(append(p.out, s...), blank...)
	} else {
		p.out = append(append(p.out, blank...), s...)
	}
	return nil
}

// FloatToInt truncates a float.
func FloatToInt(f float64) (Value, error) {
	switch {
	case math.IsNaN(f):
		return Value{}, ValueErrorf("cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return Value{}, Errorf(OverflowError, "cannot convert float infinity to integer")
	case math.Abs(f) < 1<<62:
		return Int(int64(f)), nil
	}
	i, _ := new(big.Float).SetFloat64(f).Int(nil)
	return NewInt(i), nil
}
