package object

import "strings"

// Methods that bytes and bytearray share. Their result is of the type of self,
// subclasses left aside.

// bytesSelf returns the content of a method's self; it is valid until self changes.
func bytesSelf(args []Value) string {
	s, _ := BytesView(args[0])
	return s
}

// bytesLike returns a bytes or bytearray, as self is, that keeps s.
func bytesLike(self Value, s string) Value {
	switch {
	case self.Has(&ByteArrayLayout):
		return NewByteArray([]byte(s))
	case self.Is(&BytesShape) && len(s) == len(As[Bytes](self).S) && s == As[Bytes](self).S:
		return self
	}
	return NewBytes(s)
}

// bytesArg returns the content of an argument that must be bytes-like.
func bytesArg(v Value) (string, error) {
	if s, ok := BytesView(v); ok {
		return s, nil
	}
	if m := AsA[MemoryView](v, &MemoryViewLayout); m != nil {
		if _, err := m.data(); err != nil {
			return "", err
		}
		return "", Errorf(BufferError, "memoryview: underlying buffer is not C-contiguous")
	}
	return "", TypeErrorf("a bytes-like object is required, not '%s'", v.Type().LongName())
}

// byteMapRow is a method from bytes to bytes, byteTestRow one from bytes to
// bool, byteClassRow one that asks each byte.
func byteMapRow(name, doc string, f func(b []byte)) Native {
	return leaf(name, "(self, /)", doc, func(_ *World, args []Value) (Value, error) {
		b := []byte(bytesSelf(args))
		f(b)
		return bytesLike(args[0], unsafeString(b)), nil
	})
}

func byteTestRow(name, doc string, f func(s string) bool) Native {
	return leaf(name, "(self, /)", doc, func(_ *World, args []Value) (Value, error) { return Bool(f(bytesSelf(args))), nil })
}

func byteClassRow(name, doc string, f func(c byte) bool) Native {
	return byteTestRow(name, doc, func(s string) bool {
		for i := 0; i < len(s); i++ {
			if !f(s[i]) {
				return false
			}
		}
		return s != ""
	})
}

func isUpperByte(c byte) bool { return c >= 'A' && c <= 'Z' }
func isLowerByte(c byte) bool { return c >= 'a' && c <= 'z' }
func isAlphaByte(c byte) bool { return isUpperByte(c) || isLowerByte(c) }
func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }
func isSpaceByte(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
func isSpaceASCII(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r'
}

// setCase makes letters upper or lower case, as want says of each.
func setCase(b []byte, want func(i int) (upper bool)) {
	for i, c := range b {
		if !isAlphaByte(c) {
			continue
		}
		b[i] = c | 0x20
		if want(i) {
			b[i] = c &^ 0x20
		}
	}
}

func byteCaseMethods() []Native {
	afterLetter := func(b []byte, i int) bool { return i > 0 && isAlphaByte(b[i-1]) }
	cased := func(want, other func(c byte) bool) func(s string) bool {
		return func(s string) bool {
			found := false
			for i := 0; i < len(s); i++ {
				if other(s[i]) {
					return false
				}
				found = found || want(s[i])
			}
			return found
		}
	}
	return []Native{
		byteMapRow("capitalize", "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased.", func(b []byte) {
			setCase(b, func(i int) bool { return i == 0 })
		}),
		byteMapRow("lower", "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase.", func(b []byte) {
			setCase(b, func(int) bool { return false })
		}),
		byteMapRow("upper", "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase.", func(b []byte) {
			setCase(b, func(int) bool { return true })
		}),
		byteMapRow("title", "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase.", func(b []byte) {
			setCase(b, func(i int) bool { return !afterLetter(b, i) })
		}),
		byteMapRow("swapcase", "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa.", func(b []byte) {
			for i, c := range b {
				if isAlphaByte(c) {
					b[i] = c ^ 0x20
				}
			}
		}),
		byteClassRow("isalnum", "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise.", func(c byte) bool { return isAlphaByte(c) || isDigitByte(c) }),
		byteClassRow("isalpha", "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise.", isAlphaByte),
		byteClassRow("isdigit", "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise.", isDigitByte),
		byteClassRow("isspace", "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise.", isSpaceByte),
		byteTestRow("isascii", "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise.", isASCII),
		byteTestRow("islower", "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise.", cased(isLowerByte, isUpperByte)),
		byteTestRow("isupper", "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise.", cased(isUpperByte, isLowerByte)),
		byteTestRow("istitle", "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise.", func(s string) bool {
			found := false
			for i := 0; i < len(s); i++ {
				if isUpperByte(s[i]) && afterLetter([]byte(s[:i]), i) || isLowerByte(s[i]) && (i == 0 || !isAlphaByte(s[i-1])) {
					return false
				}
				found = found || isUpperByte(s[i])
			}
			return found
		}),
	}
}

// commonByteMethods are the rows of both types.
func commonByteMethods() []Native {
	rows := append(byteCaseMethods(), byteSearchMethods()...)
	rows = append(rows, bytePadMethods()...)
	rows = append(rows,
		slow("join", "(self, iterable_of_bytes, /)", "Concatenate any number of bytes objects.", bytesJoin, collected(1), collectTemps...).catches(),
		leaf("decode", "(self, /, encoding='utf-8', errors='strict')", "Decode the bytes using the codec registered for encoding.", func(_ *World, args []Value) (Value, error) {
			return decodeBytes(bytesSelf(args), args[1], args[2])
		}),
		slow("hex", "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", "Create a string of hexadecimal numbers from a bytes object.", func(w *World, args []Value) (Value, error) {
			return bytesHex(w, bytesSelf(args), args[1], args[2])
		}, indexed(2)),
		leaf("translate", "(self, table, /, delete=b'')", "Return a copy with each character mapped by the given translation table.", bytesTranslate),
		leaf("maketrans", "(frm, to, /)", "Return a translation table useable for the bytes or bytearray translate method.", bytesMaketrans).kind(StaticMethod),
		lenRow(), iterOf(), getItemRow(), addRow(),
		mulRow("__mul__", "Return self*value."), mulRow("__rmul__", "Return value*self."),
		slow("__contains__", "(self, key, /)", "Return key in self.", func(_ *World, args []Value) (Value, error) {
			found, err, ok := bytesContains(args[0], args[1])
			if !ok {
				err = ErrSlow
			}
			return Bool(found), err
		}, indexed(1)),
		slow("__mod__", "(self, value, /)", "Return self%value.", bytesPercentFast, stepBytesPercent, bytesPercentTemps...),
		leaf("__rmod__", "(self, value, /)", "Return value%self.", notImplemented),
		bytesReprRow("__repr__", "Return repr(self)."), bytesReprRow("__str__", "Return str(self)."),
	)
	return append(rows, compareRows(func(op Comparison, a, b Value) (bool, error, bool) {
		y, ok := BytesView(b)
		if !ok || b.Has(&MemoryViewLayout) && a.Has(&BytesLayout) {
			return false, nil, false
		}
		x, _ := BytesView(a)
		return order(op, strings.Compare(x, y)), nil, true
	}, nil)...)
}

func bytesReprRow(name, doc string) Native {
	return leaf(name, "(self, /)", doc, func(w *World, args []Value) (Value, error) {
		s := bytesSelf(args)
		if err := w.Reserve(4 * len(s)); err != nil {
			return Value{}, err
		}
		if v := args[0]; v.Has(&ByteArrayLayout) {
			return NewASCII(unsafeString(appendReprByteArray(nil, v.Type().Name, s))), nil
		}
		return NewASCII(unsafeString(appendReprBytes(nil, s))), nil
	})
}

// appendReprByteArray is repr of a bytearray, which escapes single quotes
// between double ones too.
func appendReprByteArray(b []byte, name, s string) []byte {
	b = append(append(b, name...), '(')
	n := len(b)
	b = appendReprBytes(b, s)
	if b[n+1] == '"' {
		b = append(b[:n], strings.ReplaceAll(string(b[n:]), "'", `\'`)...)
	}
	return append(b, ')')
}

func bytesMethods() []Native {
	return append(commonByteMethods(),
		slow("fromhex", "(cls, string, /)", "Create a bytes object from a string of hexadecimal numbers.", fromHexFast(BytesType), stepFromHex).kind(ClassMethod),
		hashRow(nil),
		leaf("__bytes__", "(self, /)", "Convert this value to exact type bytes.", func(_ *World, args []Value) (Value, error) {
			return bytesLike(args[0], As[Bytes](args[0]).S), nil
		}),
		leaf("__getnewargs__", "(self, /)", "Arguments for pickling.", func(_ *World, args []Value) (Value, error) {
			return Of(NewTuple(bytesLike(args[0], As[Bytes](args[0]).S))), nil
		}),
	)
}

// bytesJoin is join of what leafItems knows.
func bytesJoin(w *World, args []Value) (Value, error) {
	items, ok := leafItems(args[1])
	if !ok {
		if !iterable(args[1]) {
			return Value{}, TypeErrorf("can only join an iterable")
		}
		return Value{}, ErrSlow
	}
	sep := bytesSelf(args)
	n := len(sep) * len(items)
	for i, v := range items {
		s, ok := BytesView(v)
		if !ok {
			return Value{}, TypeErrorf("sequence item %d: expected a bytes-like object, %s found", i, v.Type().LongName())
		}
		n += len(s)
	}
	if err := w.Reserve(n); err != nil {
		return Value{}, err
	}
	if len(items) == 1 && items[0].Is(&BytesShape) && args[0].Has(&BytesLayout) {
		return items[0], nil
	}
	b := make([]byte, 0, n)
	for i, v := range items {
		if i > 0 {
			b = append(b, sep...)
		}
		s, _ := BytesView(v)
		b = append(b, s...)
	}
	return bytesLike(args[0], unsafeString(b)), nil
}

// bytesHex shows bytes in hexadecimal, with a separator every so many bytes:
// counted from the right, or from the left if the number is negative.
func bytesHex(w *World, s string, sep, every Value) (Value, error) {
	if err := w.Reserve(3 * len(s)); err != nil {
		return Value{}, err
	}
	between, n := "", 1
	if !sep.IsUnbound() {
		length, sized := sequenceLen(sep)
		text, isStr := StringOf(sep)
		if !isStr {
			text, _ = BytesView(sep)
		}
		switch {
		case !sized:
			return Value{}, TypeErrorf("object of type '%s' has no len()", sep.Type().LongName())
		case length != 1:
			return Value{}, ValueErrorf("sep must be length 1.")
		case !isStr && !sep.Has(&BytesLayout):
			return Value{}, TypeErrorf("sep must be str or bytes.")
		case !isASCII(text):
			return Value{}, ValueErrorf("sep must be ASCII.")
		}
		between = text
	}
	if !every.IsUnbound() {
		var err error
		if n, err = intArg(every); err != nil {
			return Value{}, err
		}
	}
	const digits = "0123456789abcdef"
	b := make([]byte, 0, 3*len(s))
	for i := 0; i < len(s); i++ {
		if i > 0 && between != "" && (n > 0 && (len(s)-i)%n == 0 || n < 0 && i%-n == 0) {
			b = append(b, between...)
		}
		b = append(b, digits[s[i]>>4], digits[s[i]&15])
	}
	return NewASCII(unsafeString(b)), nil
}

// fromHex reads pairs of hexadecimal digits, with white space between pairs.
func fromHex(v Value) (string, error) {
	s, ok := StringOf(v)
	if !ok {
		return "", TypeErrorf("fromhex() argument must be str, not %s", v.Type().LongName())
	}
	b := make([]byte, 0, len(s)/2)
	for i := 0; i < len(s); {
		if isSpaceByte(s[i]) {
			i++
			continue
		}
		for j := range 2 {
			if i+j >= len(s) || digitOf(s[i+j]) > 15 {
				return "", ValueErrorf("non-hexadecimal number found in fromhex() arg at position %d", countPoints(s[:min(i+j, len(s))]))
			}
		}
		b = append(b, byte(digitOf(s[i])<<4|digitOf(s[i+1])))
		i += 2
	}
	return unsafeString(b), nil
}

func fromHexFast(t *Type) fast {
	return func(_ *World, args []Value) (Value, error) {
		if args[0] != Of(t) {
			return Value{}, ErrSlow
		}
		s, err := fromHex(args[1])
		if t == ByteArrayType {
			return NewByteArray([]byte(s)), err
		}
		return NewBytes(s), err
	}
}

// stepFromHex calls a subclass with what was read.
func stepFromHex(c *Call) Action {
	s, err := fromHex(c.Reg(1))
	if err != nil {
		return c.Raise(err)
	}
	return c.Tail(c.Reg(0), NewBytes(s))
}

func bytesTranslate(_ *World, args []Value) (Value, error) {
	table := ""
	if !args[1].IsNone() {
		var err error
		if table, err = bytesArg(args[1]); err != nil {
			return Value{}, err
		}
		if len(table) != 256 {
			return Value{}, ValueErrorf("translation table must be 256 characters long")
		}
	}
	var drop [256]bool
	if !args[2].IsUnbound() {
		s, err := bytesArg(args[2])
		if err != nil {
			return Value{}, err
		}
		for i := 0; i < len(s); i++ {
			drop[s[i]] = true
		}
	}
	s := bytesSelf(args)
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case drop[c]:
		case table == "":
			b = append(b, c)
		default:
			b = append(b, table[c])
		}
	}
	return bytesLike(args[0], unsafeString(b)), nil
}

func bytesMaketrans(_ *World, args []Value) (Value, error) {
	from, err := bytesArg(args[0])
	if err != nil {
		return Value{}, err
	}
	to, err := bytesArg(args[1])
	if err != nil {
		return Value{}, err
	}
	if len(from) != len(to) {
		return Value{}, ValueErrorf("maketrans arguments must have same length")
	}
	var table [256]byte
	for i := range table {
		table[i] = byte(i)
	}
	for i := 0; i < len(from); i++ {
		table[from[i]] = to[i]
	}
	return NewBytes(string(table[:])), nil
}
