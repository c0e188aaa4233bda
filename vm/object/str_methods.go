package object

import (
	"strconv"
	"strings"
)

// strSelf returns the text of a method's self.
func strSelf(args []Value) string { return As[Str](args[0]).S }

// strArg returns an argument that must be a str.
func strArg(v Value, what string) (string, error) {
	if s, ok := StringOf(v); ok {
		return s, nil
	}
	return "", TypeErrorf("%s must be str, not %s", what, v.Type().LongName())
}

// mapRow is a method from text to text, testRow one from text to bool.
func mapRow(name, doc string, f func(s string) string) Native {
	return leaf(name, "(self, /)", doc, func(_ *World, args []Value) (Value, error) { return NewStr(f(strSelf(args))), nil })
}

func testRow(name, doc string, f func(s string) bool) Native {
	return leaf(name, "(self, /)", doc, func(_ *World, args []Value) (Value, error) { return Bool(f(strSelf(args))), nil })
}

func pointsRow(name, doc string, f func(r rune) bool) Native {
	return testRow(name, doc, func(s string) bool { return allPoints(s, f) })
}

func strMethods() []Native {
	rows := []Native{
		mapRow("capitalize", "Return a capitalized version of the string.", capitalize),
		mapRow("casefold", "Return a version of the string suitable for caseless comparisons.", caseFold),
		mapRow("lower", "Return a copy of the string converted to lowercase.", lower),
		mapRow("upper", "Return a copy of the string converted to uppercase.", upper),
		mapRow("title", "Return a version of the string where each word is titlecased.", title),
		mapRow("swapcase", "Convert uppercase characters to lowercase and lowercase characters to uppercase.", swapCase),
		pointsRow("isalnum", "Return True if the string is an alpha-numeric string, False otherwise.", IsAlnumPoint),
		pointsRow("isalpha", "Return True if the string is an alphabetic string, False otherwise.", isAlphaPoint),
		pointsRow("isdecimal", "Return True if the string is a decimal string, False otherwise.", IsDecimalPoint),
		pointsRow("isdigit", "Return True if the string is a digit string, False otherwise.", isDigitPoint),
		pointsRow("isnumeric", "Return True if the string is a numeric string, False otherwise.", isNumericPoint),
		pointsRow("isspace", "Return True if the string is a whitespace string, False otherwise.", IsSpacePoint),
		testRow("isascii", "Return True if all characters in the string are ASCII, False otherwise.", isASCII),
		testRow("isidentifier", "Return True if the string is a valid Python identifier, False otherwise.", IsIdentifier),
		testRow("islower", "Return True if the string is a lowercase string, False otherwise.", func(s string) bool { return isCased(s, isLowerPoint, isUpperPoint) }),
		testRow("isupper", "Return True if the string is an uppercase string, False otherwise.", func(s string) bool { return isCased(s, isUpperPoint, isLowerPoint) }),
		testRow("isprintable", "Return True if the string is printable, False otherwise.", func(s string) bool { return s == "" || allPoints(s, IsPrintable) }),
		testRow("istitle", "Return True if the string is a title-cased string, False otherwise.", isTitle),
		padRow("center", "Return a centered string of length width.", func(n int, total int) (int, int) { l := n/2 + n&total&1; return l, n - l }),
		padRow("ljust", "Return a left-justified string of length width.", func(n, _ int) (int, int) { return 0, n }),
		padRow("rjust", "Return a right-justified string of length width.", func(n, _ int) (int, int) { return n, 0 }),
		slow("zfill", "(self, width, /)", "Pad a numeric string with zeros on the left, to fill a field of the given width.", strZfill, indexed(1)),
		slow("expandtabs", "(self, /, tabsize=8)", "Return a copy where all tab characters are expanded using spaces.", strExpandtabs, indexed(1)),
		slow("join", "(self, iterable, /)", "Concatenate any number of strings.", strJoin, collected(1), collectTemps...).catches(),
		leaf("encode", "(self, /, encoding='utf-8', errors='strict')", "Encode the string using the codec registered for encoding.", strEncode),
		leaf("removeprefix", "(self, prefix, /)", "Return a str with the given prefix string removed if present.", func(_ *World, args []Value) (Value, error) {
			p, err := strArg(args[1], "removeprefix() argument")
			return NewStr(strings.TrimPrefix(strSelf(args), p)), err
		}),
		leaf("removesuffix", "(self, suffix, /)", "Return a str with the given suffix string removed if present.", func(_ *World, args []Value) (Value, error) {
			p, err := strArg(args[1], "removesuffix() argument")
			return NewStr(strings.TrimSuffix(strSelf(args), p)), err
		}),
		leaf("maketrans", "(x, y=None, z=None, /)", "Return a translation table usable for str.translate().", strMaketrans).kind(StaticMethod),
		slow("translate", "(self, table, /)", "Replace each character in the string using the given translation table.", strTranslate, stepTranslate, Count, StrReg).catches(),
		leaf("__str__", "(self, /)", "Return str(self).", func(_ *World, args []Value) (Value, error) { return exactStr(args[0]), nil }),
		reprRow(func(_ *World, v Value) string { return ReprString(As[Str](v).S) }),
		hashRow(nil), lenRow(), iterOf(), getItemRow(), addRow(),
		mulRow("__mul__", "Return self*value."), mulRow("__rmul__", "Return value*self."),
		slow("__contains__", "(self, key, /)", "Return key in self.", func(_ *World, args []Value) (Value, error) {
			found, err, _ := strContains(args[0], args[1])
			return Bool(found), err
		}, nil),
		slow("__mod__", "(self, value, /)", "Return self%value.", percentFast, stepPercent, percentTemps...),
		leaf("__rmod__", "(self, value, /)", "Return value%self.", notImplemented),
		slow("format", "(self, /, *args, **kwargs)", "S.format(*args, **kwargs) -> str\n\nReturn a formatted version of S, using substitutions from args and kwargs.\nThe substitutions are identified by braces ('{' and '}').", nil, stepStrFormat, formatTemps...),
		slow("format_map", "(self, mapping, /)", "S.format_map(mapping) -> str\n\nReturn a formatted version of S, using substitutions from mapping.\nThe substitutions are identified by braces ('{' and '}').", nil, stepStrFormatMap, formatTemps...),
		formatRow("Return a formatted version of the string as described by format_spec."),
		leaf("__getnewargs__", "(self, /)", "Arguments for pickling.", func(_ *World, args []Value) (Value, error) {
			return Of(NewTuple(exactStr(args[0]))), nil
		}),
	}
	rows = append(rows, strSearchMethods()...)
	return append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		y, ok := StringOf(b)
		if !ok {
			return false, nil, false
		}
		return order(op, strings.Compare(As[Str](a).S, y)), nil, true
	}, nil)...)
}

// exactStr returns v, a str or of a subclass, as an exact str.
func exactStr(v Value) Value {
	if v.Is(&StrShape) {
		return v
	}
	return NewStr(As[Str](v).S)
}

var strNew = Native{Sig: "(cls, object='', encoding=None, errors=None)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newStr, Step: stepNewStr, Temps: []RegKind{Any}}

func newStr(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], StrType)
	if err != nil {
		return Value{}, err
	}
	v := args[1]
	switch {
	case v.IsUnbound():
		v = Of(&emptyStr)
	case !args[2].IsUnbound() || !args[3].IsUnbound():
		if v, err = decodeArgs(v, args[2], args[3]); err != nil {
			return Value{}, err
		}
	default:
		var ok bool
		if v, ok = StrOfLeaf(v); !ok {
			return Value{}, ErrSlow
		}
	}
	return strOf(t, v), nil
}

// strOf makes v an instance of t.
func strOf(t *Type, v Value) Value {
	if t == StrType {
		return v
	}
	x := newOf[Str](t)
	x.S = As[Str](v).S
	return Of(x)
}

func stepNewStr(c *Call) Action {
	if c.Step() == 0 {
		return c.Do(1, OpStr, c.Reg(1))
	}
	if t := c.Class(); t != StrType {
		return c.Return(strOf(t, c.Result()))
	}
	return c.Return(c.Result())
}

// decodeArgs is str(bytes, encoding, errors).
func decodeArgs(v, encoding, errors Value) (Value, error) {
	if v.Has(&StrLayout) {
		return Value{}, TypeErrorf("decoding str is not supported")
	}
	data, ok := BytesView(v)
	if !ok {
		return Value{}, TypeErrorf("decoding to str: need a bytes-like object, %s found", v.Type().LongName())
	}
	return decodeBytes(data, encoding, errors)
}

// padRow is a method that pads to a width; split says how many go to each side.
func padRow(name, doc string, split func(n, total int) (left, right int)) Native {
	return slow(name, "(self, width, fillchar=' ', /)", doc, func(w *World, args []Value) (Value, error) {
		width, err := intArg(args[1])
		if err != nil {
			return Value{}, err
		}
		fill := " "
		if !args[2].IsUnbound() {
			f := AsA[Str](args[2], &StrLayout)
			switch {
			case f == nil:
				return Value{}, TypeErrorf("The fill character must be a unicode character, not %s", args[2].Type().LongName())
			case f.Len() != 1:
				return Value{}, TypeErrorf("The fill character must be exactly one character long")
			}
			fill = f.S
		}
		s := As[Str](args[0])
		n := width - s.Len()
		if n <= 0 {
			return exactStr(args[0]), nil
		}
		if err := w.Reserve(width * len(fill)); err != nil {
			return Value{}, err
		}
		left, right := split(n, width)
		return NewStr(strings.Repeat(fill, left) + s.S + strings.Repeat(fill, right)), nil
	}, indexed(1))
}

func strZfill(w *World, args []Value) (Value, error) {
	width, err := intArg(args[1])
	if err != nil {
		return Value{}, err
	}
	s := As[Str](args[0])
	n := width - s.Len()
	if n <= 0 {
		return exactStr(args[0]), nil
	}
	if err := w.Reserve(width); err != nil {
		return Value{}, err
	}
	if s.S != "" && (s.S[0] == '+' || s.S[0] == '-') {
		return NewStr(s.S[:1] + strings.Repeat("0", n) + s.S[1:]), nil
	}
	return NewStr(strings.Repeat("0", n) + s.S), nil
}

func strExpandtabs(w *World, args []Value) (Value, error) {
	size := 8
	if !args[1].IsUnbound() {
		var err error
		if size, err = intArg(args[1]); err != nil {
			return Value{}, err
		}
	}
	s, err := expandTabs(w, strSelf(args), size)
	return NewStr(s), err
}

func expandTabs(w *World, s string, size int) (string, error) {
	if err := w.Reserve(strings.Count(s, "\t")*max(size, 0) + len(s)); err != nil {
		return "", err
	}
	var b strings.Builder
	column := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t':
			if size > 0 {
				n := size - column%size
				b.WriteString(strings.Repeat(" ", n))
				column += n
			}
			continue
		case c == '\n' || c == '\r':
			column = -1
		case c&0xC0 == 0x80:
			column--
		}
		b.WriteByte(s[i])
		column++
	}
	return b.String(), nil
}

// strJoin is str.join of what leafItems knows.
func strJoin(w *World, args []Value) (Value, error) {
	items, ok := leafItems(args[1])
	if !ok {
		if !iterable(args[1]) {
			return Value{}, TypeErrorf("can only join an iterable")
		}
		return Value{}, ErrSlow
	}
	sep := As[Str](args[0])
	n := 0
	points := int32(1)
	for i, v := range items {
		s := AsA[Str](v, &StrLayout)
		if s == nil {
			return Value{}, TypeErrorf("sequence item %d: expected str instance, %s found", i, v.Type().LongName())
		}
		n += len(s.S)
		if s.n == 0 {
			points = -1 << 30
		}
		points += s.n - 1
	}
	switch len(items) {
	case 0:
		return Of(&emptyStr), nil
	case 1:
		if items[0].Is(&StrShape) {
			return items[0], nil
		}
	}
	n += len(sep.S) * (len(items) - 1)
	if err := w.Reserve(n); err != nil {
		return Value{}, err
	}
	b := make([]byte, 0, n)
	for i, v := range items {
		if i > 0 {
			b = append(b, sep.S...)
		}
		b = append(b, As[Str](v).S...)
	}
	r := &Str{Header: Header{&StrShape}, S: unsafeString(b)}
	if points > 0 && n < 1<<30 {
		r.n = points + int32(sep.Len()*(len(items)-1))
	}
	return Of(r), nil
}

// iterable reports whether iter(v) may work.
func iterable(v Value) bool {
	t := v.Type()
	if _, ok := t.Lookup("__iter__"); ok {
		return true
	}
	_, ok := t.Lookup("__getitem__")
	return ok
}

func strMaketrans(w *World, args []Value) (Value, error) {
	d := NewDict()
	if args[1].IsUnbound() {
		from := AsA[Dict](args[0], &DictLayout)
		if from == nil {
			return Value{}, TypeErrorf("if you give only one argument to maketrans it must be a dict")
		}
		for i, ok := from.Next(0); ok; i, ok = from.Next(i + 1) {
			k := from.KeyAt(i)
			if s := AsA[Str](k, &StrLayout); s != nil {
				if s.Len() != 1 {
					return Value{}, ValueErrorf("string keys in translate table must be of length 1")
				}
				r, _ := NextPoint(s.S)
				k = Int(int64(r))
			} else if !IsIntLike(k) {
				return Value{}, TypeErrorf("keys in translate table must be strings or integers")
			}
			if err, ok := d.SetLeaf(w, k, from.ValueAt(i)); err != nil || !ok {
				return Value{}, err
			}
		}
		return Of(d), nil
	}
	x, err := strArg(args[0], "maketrans() argument 1")
	if err != nil {
		return Value{}, TypeErrorf("first maketrans argument must be a string if there is a second argument")
	}
	y, err := strArg(args[1], "maketrans() argument 2")
	if err != nil {
		return Value{}, err
	}
	xs, ys := Points(x), Points(y)
	if len(xs) != len(ys) {
		return Value{}, ValueErrorf("the first two maketrans arguments must have equal length")
	}
	for i, r := range xs {
		_, _ = d.SetLeaf(w, Int(int64(r)), Int(int64(ys[i])))
	}
	if !args[2].IsUnbound() {
		z, err := strArg(args[2], "maketrans() argument 3")
		if err != nil {
			return Value{}, err
		}
		for _, r := range Points(z) {
			_, _ = d.SetLeaf(w, Int(int64(r)), None)
		}
	}
	return Of(d), nil
}

func strTranslate(w *World, args []Value) (Value, error) {
	table := AsA[Dict](args[1], &DictLayout)
	if table == nil || table.Shape != &DictShape {
		return Value{}, ErrSlow
	}
	var err error
	s := mapPoints(strSelf(args), func(b []byte, r rune, _, _ string) []byte {
		v, found, _, known := table.GetLeaf(w, Int(int64(r)))
		if !known {
			err = ErrSlow
		}
		if !found {
			return AppendPoint(b, r)
		}
		b, e := appendTranslated(b, v)
		if e != nil {
			err = e
		}
		return b
	})
	return NewStr(s), err
}

func appendTranslated(b []byte, v Value) ([]byte, error) {
	if v.IsNone() {
		return b, nil
	}
	if s, ok := StringOf(v); ok {
		return append(b, s...), nil
	}
	n, ok := Int64Of(v)
	if !ok || !IsIntLike(v) {
		return b, TypeErrorf("character mapping must return integer, None or str")
	}
	if n < 0 || n > 0x10ffff {
		return b, ValueErrorf("character mapping must be in range(0x110000)")
	}
	return AppendPoint(b, rune(n)), nil
}

// stepTranslate asks any mapping about each character; LookupError keeps it.
func stepTranslate(c *Call) Action {
	const at, text = 2, 3
	s := RegAs[Str](c, 0, &StrLayout).S
	if c.Step() == 0 {
		c.SetReg(at, Int(0))
		c.SetReg(text, Of(&emptyStr))
	} else {
		r, n := NextPoint(s[c.Reg(at).N:])
		c.SetReg(at, Int(c.Reg(at).N+int64(n)))
		var b []byte
		if e := c.Caught(); e != nil {
			if !Is(e, LookupError) {
				return c.Raise(e)
			}
			b = AppendPoint(nil, r)
		} else {
			var err error
			if b, err = appendTranslated(nil, c.Result()); err != nil {
				return c.Raise(err)
			}
		}
		c.appendText(text, string(b))
	}
	if c.Reg(at).N >= int64(len(s)) {
		return c.Return(c.Reg(text))
	}
	r, _ := NextPoint(s[c.Reg(at).N:])
	return c.Do(1, OpGetItem, c.Reg(1), Int(int64(r)))
}

// strContains tells whether v, which must be a str, is part of another.
func strContains(container, v Value) (found bool, err error, ok bool) {
	s, isStr := StringOf(v)
	if !isStr {
		return false, TypeErrorf("'in <string>' requires string as left operand, not %s", v.Type().LongName()), true
	}
	return strings.Contains(As[Str](container).S, s), nil, true
}

func itoa(n int) string { return strconv.Itoa(n) }
