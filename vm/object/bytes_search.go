package object

import "strings"

func byteSearchMethods() []Native {
	const bounds = "(self, sub, start=None, end=None, /)"
	return []Native{
		slow("find", bounds, "B.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].", bytesFinder(strings.Index, false), indexed(2, 3, 1)),
		slow("rfind", bounds, "B.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found,\nsuch that sub is contained within B[start,end].", bytesFinder(strings.LastIndex, false), indexed(2, 3, 1)),
		slow("index", bounds, "B.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in B where subsection sub is found.\n\nRaises ValueError when the subsection is not found.", bytesFinder(strings.Index, true), indexed(2, 3, 1)),
		slow("rindex", bounds, "B.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in B where subsection sub is found.\n\nRaises ValueError when the subsection is not found.", bytesFinder(strings.LastIndex, true), indexed(2, 3, 1)),
		slow("count", bounds, "B.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of subsection sub in\nbytes B[start:end].", bytesCount, indexed(2, 3, 1)),
		slow("startswith", "(self, prefix, start=None, end=None, /)", "B.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if B starts with the specified prefix, False otherwise.", bytesAffix("startswith", strings.HasPrefix), indexed(2, 3)),
		slow("endswith", "(self, suffix, start=None, end=None, /)", "B.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if B ends with the specified suffix, False otherwise.", bytesAffix("endswith", strings.HasSuffix), indexed(2, 3)),
		slow("replace", "(self, old, new, count=-1, /)", "Return a copy with all occurrences of substring old replaced by new.", bytesReplace, indexed(3)),
		leaf("partition", "(self, sep, /)", "Partition the bytes into three parts using the given separator.", bytesPartition(strings.Index, false)),
		leaf("rpartition", "(self, sep, /)", "Partition the bytes into three parts using the given separator.", bytesPartition(strings.LastIndex, true)),
		slow("split", "(self, /, sep=None, maxsplit=-1)", "Return a list of the sections in the bytes, using sep as the delimiter.", bytesSplit(splitText), indexed(2)),
		slow("rsplit", "(self, /, sep=None, maxsplit=-1)", "Return a list of the sections in the bytes, using sep as the delimiter.", bytesSplit(rsplitText), indexed(2)),
		slow("splitlines", "(self, /, keepends=False)", "Return a list of the lines in the bytes, breaking at line boundaries.", bytesSplitLines, indexed(1)),
		leaf("strip", "(self, bytes=None, /)", "Strip leading and trailing bytes contained in the argument.", bytesStripper(true, true)),
		leaf("lstrip", "(self, bytes=None, /)", "Strip leading bytes contained in the argument.", bytesStripper(true, false)),
		leaf("rstrip", "(self, bytes=None, /)", "Strip trailing bytes contained in the argument.", bytesStripper(false, true)),
		leaf("removeprefix", "(self, prefix, /)", "Return a bytes object with the given prefix string removed if present.", bytesTrim(strings.TrimPrefix)),
		leaf("removesuffix", "(self, suffix, /)", "Return a bytes object with the given suffix string removed if present.", bytesTrim(strings.TrimSuffix)),
	}
}

func bytesTrim(trim func(s, fix string) string) fast {
	return func(_ *World, args []Value) (Value, error) {
		fix, err := bytesArg(args[1])
		if err != nil {
			return Value{}, err
		}
		return bytesLike(args[0], trim(bytesSelf(args), fix)), nil
	}
}

// subArg returns what a search looks for: bytes, or one byte as an int.
func subArg(v Value) (string, error) {
	if s, ok := BytesView(v); ok {
		return s, nil
	}
	if !IsIntLike(v) {
		if needsIndex(v) {
			return "", ErrSlow
		}
		return "", TypeErrorf("argument should be integer or bytes-like object, not '%s'", v.Type().LongName())
	}
	b, err := byteArg(v, "byte must be in range(0, 256)")
	return string([]byte{b}), err
}

// bytesPart returns the part of self between optional bounds, and where it
// begins. ok is false if start lies beyond the end, where not even b"" is found.
func bytesPart(args []Value) (part string, from int, ok bool, err error) {
	s := bytesSelf(args)
	i, err := clampArg(args[2], 0)
	if err != nil {
		return "", 0, false, err
	}
	j, err := clampArg(args[3], len(s))
	if err != nil {
		return "", 0, false, err
	}
	if i, j = clip(i, j, len(s)); i > j {
		return "", i, false, nil
	}
	return s[i:j], i, true, nil
}

// bytesFinder is find, rfind, index and rindex; must says that a missing
// subsection is an error.
func bytesFinder(find func(s, sub string) int, must bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		sub, err := subArg(args[1])
		if err != nil {
			return Value{}, err
		}
		part, from, ok, err := bytesPart(args)
		if err != nil {
			return Value{}, err
		}
		at := -1
		if ok {
			at = find(part, sub)
		}
		switch {
		case at >= 0:
			return Int(int64(from + at)), nil
		case must:
			return Value{}, ValueErrorf("subsection not found")
		}
		return Int(-1), nil
	}
}

func bytesCount(_ *World, args []Value) (Value, error) {
	sub, err := subArg(args[1])
	if err != nil {
		return Value{}, err
	}
	part, _, ok, err := bytesPart(args)
	switch {
	case err != nil || !ok:
		return Int(0), err
	case sub == "":
		return Int(int64(len(part) + 1)), nil
	}
	return Int(int64(strings.Count(part, sub))), nil
}

// bytesAffix is startswith and endswith.
func bytesAffix(name string, has func(s, fix string) bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		part, _, ok, err := bytesPart(args)
		if err != nil {
			return Value{}, err
		}
		t := AsA[Tuple](args[1], &TupleLayout)
		if t == nil {
			s, isBytes := BytesView(args[1])
			if !isBytes {
				return Value{}, TypeErrorf("%s first arg must be bytes or a tuple of bytes, not %s", name, args[1].Type().LongName())
			}
			return Bool(ok && has(part, s)), nil
		}
		for _, v := range t.Items {
			s, err := bytesArg(v)
			if err != nil {
				return Value{}, err
			}
			if ok && has(part, s) {
				return True, nil
			}
		}
		return False, nil
	}
}

func bytesReplace(w *World, args []Value) (Value, error) {
	from, err := bytesArg(args[1])
	if err != nil {
		return Value{}, err
	}
	to, err := bytesArg(args[2])
	if err != nil {
		return Value{}, err
	}
	n := -1
	if !args[3].IsUnbound() {
		if n, err = intArg(args[3]); err != nil {
			return Value{}, err
		}
	}
	s := bytesSelf(args)
	count := len(s) + 1
	if from != "" {
		count = strings.Count(s, from)
	}
	if n < 0 || n > count {
		n = count
	}
	if grow := len(to) - len(from); grow > 0 && n > 0 && grow > (maxReserve-len(s))/n {
		return Value{}, NewException(MemoryError)
	} else if err := w.Reserve(len(s) + max(grow*n, 0)); err != nil {
		return Value{}, err
	}
	if from != "" {
		return bytesLike(args[0], replaced(s, from, to, n)), nil
	}
	b := make([]byte, 0, len(s)+n*len(to))
	for i := range n {
		b = append(b, to...)
		if i < len(s) {
			b = append(b, s[i])
		}
	}
	if n < len(s) {
		b = append(b, s[n:]...)
	}
	return bytesLike(args[0], unsafeString(b)), nil
}

func bytesPartition(find func(s, sep string) int, last bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		sep, err := bytesArg(args[1])
		if err != nil {
			return Value{}, err
		}
		if sep == "" {
			return Value{}, ValueErrorf("empty separator")
		}
		self := args[0]
		s := bytesSelf(args)
		empty := func() Value { return bytesLike(self, "") }
		switch i := find(s, sep); {
		case i >= 0:
			middle := args[1]
			if self.Has(&ByteArrayLayout) {
				middle = bytesLike(self, sep)
			}
			return Of(NewTuple(bytesLike(self, s[:i]), middle, bytesLike(self, s[i+len(sep):]))), nil
		case last:
			return Of(NewTuple(empty(), empty(), bytesLike(self, s))), nil
		}
		return Of(NewTuple(bytesLike(self, s), empty(), empty())), nil
	}
}

// bytesList returns a list of parts, each like self.
func bytesList(self Value, parts []string) Value {
	vs := make([]Value, len(parts))
	for i, p := range parts {
		vs[i] = bytesLike(self, p)
	}
	return Of(NewList(vs))
}

func bytesSplit(split func(s, sep string, n int, space func(rune) bool) []string) fast {
	return func(_ *World, args []Value) (Value, error) {
		sep := ""
		if v := args[1]; !v.IsUnbound() && !v.IsNone() {
			s, err := bytesArg(v)
			if err != nil {
				return Value{}, err
			}
			if s == "" {
				return Value{}, ValueErrorf("empty separator")
			}
			sep = s
		}
		n := -1
		if !args[2].IsUnbound() {
			var err error
			if n, err = intArg(args[2]); err != nil {
				return Value{}, err
			}
		}
		return bytesList(args[0], split(bytesSelf(args), sep, n, isSpaceASCII)), nil
	}
}

func bytesSplitLines(_ *World, args []Value) (Value, error) {
	keep := false
	if !args[1].IsUnbound() {
		n, err := intArg(args[1])
		if err != nil {
			return Value{}, err
		}
		keep = n != 0
	}
	var lines []string
	for s := bytesSelf(args); s != ""; {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			lines = append(lines, s)
			break
		}
		next := i + 1
		if s[i] == '\r' && next < len(s) && s[next] == '\n' {
			next++
		}
		if keep {
			i = next
		}
		lines = append(lines, s[:i])
		s = s[next:]
	}
	return bytesList(args[0], lines), nil
}

func bytesStripper(left, right bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		drop := isSpaceByte
		if v := args[1]; !v.IsUnbound() && !v.IsNone() {
			chars, err := bytesArg(v)
			if err != nil {
				return Value{}, err
			}
			drop = func(c byte) bool { return strings.IndexByte(chars, c) >= 0 }
		}
		s := bytesSelf(args)
		for left && s != "" && drop(s[0]) {
			s = s[1:]
		}
		for right && s != "" && drop(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
		return bytesLike(args[0], s), nil
	}
}

func bytePadMethods() []Native {
	return []Native{
		bytePadRow("center", "Return a centered string of length width.", func(n, total int) (int, int) { l := n/2 + n&total&1; return l, n - l }),
		bytePadRow("ljust", "Return a left-justified string of length width.", func(n, _ int) (int, int) { return 0, n }),
		bytePadRow("rjust", "Return a right-justified string of length width.", func(n, _ int) (int, int) { return n, 0 }),
		slow("zfill", "(self, width, /)", "Pad a numeric string with zeros on the left, to fill a field of the given width.", bytesZfill, indexed(1)),
		slow("expandtabs", "(self, /, tabsize=8)", "Return a copy where all tab characters are expanded using spaces.", bytesExpandtabs, indexed(1)),
	}
}

// bytePadRow is a method that pads to a width; split says how many go to each side.
func bytePadRow(name, doc string, split func(n, total int) (left, right int)) Native {
	return slow(name, "(self, width, fillchar=b' ', /)", doc, func(w *World, args []Value) (Value, error) {
		width, err := intArg(args[1])
		if err != nil {
			return Value{}, err
		}
		fill := " "
		if v := args[2]; !v.IsUnbound() {
			var ok bool
			if fill, ok = BytesView(v); !ok || len(fill) != 1 || v.Has(&MemoryViewLayout) {
				return Value{}, TypeErrorf("%s() argument 2 must be a byte string of length 1, not %s", name, v.Type().LongName())
			}
		}
		s := bytesSelf(args)
		n := width - len(s)
		if n <= 0 {
			return bytesLike(args[0], s), nil
		}
		if err := w.Reserve(width); err != nil {
			return Value{}, err
		}
		left, right := split(n, width)
		return bytesLike(args[0], strings.Repeat(fill, left)+s+strings.Repeat(fill, right)), nil
	}, indexed(1))
}

func bytesZfill(w *World, args []Value) (Value, error) {
	width, err := intArg(args[1])
	if err != nil {
		return Value{}, err
	}
	s := bytesSelf(args)
	n := width - len(s)
	if n <= 0 {
		return bytesLike(args[0], s), nil
	}
	if err := w.Reserve(width); err != nil {
		return Value{}, err
	}
	sign := ""
	if s != "" && (s[0] == '+' || s[0] == '-') {
		sign, s = s[:1], s[1:]
	}
	return bytesLike(args[0], sign+strings.Repeat("0", n)+s), nil
}

func bytesExpandtabs(w *World, args []Value) (Value, error) {
	size := 8
	if !args[1].IsUnbound() {
		var err error
		if size, err = intArg(args[1]); err != nil {
			return Value{}, err
		}
	}
	s := bytesSelf(args)
	tabs := strings.Count(s, "\t")
	if tabs > 0 && size > maxReserve/tabs {
		return Value{}, NewException(MemoryError)
	}
	if err := w.Reserve(tabs*max(size, 0) + len(s)); err != nil {
		return Value{}, err
	}
	var b []byte
	column := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\t' && size > 0:
			n := size - column%size
			b = append(b, strings.Repeat(" ", n)...)
			column += n
		case c == '\t':
		case c == '\n' || c == '\r':
			b = append(b, c)
			column = 0
		default:
			b = append(b, c)
			column++
		}
	}
	return bytesLike(args[0], unsafeString(b)), nil
}
