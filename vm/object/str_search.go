package object

import "strings"

func strSearchMethods() []Native {
	const bounds = "(self, sub, start=None, end=None, /)"
	return []Native{
		slow("find", bounds, "S.find(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found,\nsuch that sub is contained within S[start:end].\n\nReturn -1 on failure.", finder("find", strings.Index, ""), indexed(2, 3)),
		slow("rfind", bounds, "S.rfind(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found,\nsuch that sub is contained within S[start:end].\n\nReturn -1 on failure.", finder("rfind", strings.LastIndex, ""), indexed(2, 3)),
		slow("index", bounds, "S.index(sub[, start[, end]]) -> int\n\nReturn the lowest index in S where substring sub is found.\n\nRaises ValueError when the substring is not found.", finder("index", strings.Index, "substring not found"), indexed(2, 3)),
		slow("rindex", bounds, "S.rindex(sub[, start[, end]]) -> int\n\nReturn the highest index in S where substring sub is found.\n\nRaises ValueError when the substring is not found.", finder("rindex", strings.LastIndex, "substring not found"), indexed(2, 3)),
		slow("count", bounds, "S.count(sub[, start[, end]]) -> int\n\nReturn the number of non-overlapping occurrences of substring sub in\nstring S[start:end].", strCount, indexed(2, 3)),
		slow("startswith", "(self, prefix, start=None, end=None, /)", "S.startswith(prefix[, start[, end]]) -> bool\n\nReturn True if S starts with the specified prefix, False otherwise.", affix("startswith", strings.HasPrefix), indexed(2, 3)),
		slow("endswith", "(self, suffix, start=None, end=None, /)", "S.endswith(suffix[, start[, end]]) -> bool\n\nReturn True if S ends with the specified suffix, False otherwise.", affix("endswith", strings.HasSuffix), indexed(2, 3)),
		slow("replace", "(self, old, new, count=-1, /)", "Return a copy with all occurrences of substring old replaced by new.", strReplace, indexed(3)),
		leaf("partition", "(self, sep, /)", "Partition the string into three parts using the given separator.", func(_ *World, args []Value) (Value, error) { return partition(args, strings.Index, false) }),
		leaf("rpartition", "(self, sep, /)", "Partition the string into three parts using the given separator.", func(_ *World, args []Value) (Value, error) { return partition(args, strings.LastIndex, true) }),
		slow("split", "(self, /, sep=None, maxsplit=-1)", "Return a list of the substrings in the string, using sep as the separator string.", func(_ *World, args []Value) (Value, error) { return strSplit(args, splitText) }, indexed(2)),
		slow("rsplit", "(self, /, sep=None, maxsplit=-1)", "Return a list of the substrings in the string, using sep as the separator string.", func(_ *World, args []Value) (Value, error) { return strSplit(args, rsplitText) }, indexed(2)),
		leaf("splitlines", "(self, /, keepends=False)", "Return a list of the lines in the string, breaking at line boundaries.", func(_ *World, args []Value) (Value, error) {
			keep := false
			if !args[1].IsUnbound() {
				keep, _ = TruthLeaf(args[1])
			}
			return strList(splitLines(strSelf(args), keep, isLineBreak)), nil
		}),
		leaf("strip", "(self, chars=None, /)", "Return a copy of the string with leading and trailing whitespace removed.", stripper("strip", true, true)),
		leaf("lstrip", "(self, chars=None, /)", "Return a copy of the string with leading whitespace removed.", stripper("lstrip", true, false)),
		leaf("rstrip", "(self, chars=None, /)", "Return a copy of the string with trailing whitespace removed.", stripper("rstrip", false, true)),
	}
}

// strList makes a list of strs, which are allocated some at a time.
func strList(parts []string) Value {
	const batch = 32
	var room []Str
	vs := make([]Value, len(parts))
	for i, p := range parts {
		switch {
		case p == "":
			vs[i] = Of(&emptyStr)
			continue
		case len(p) == 1 && p[0] < 0x80:
			vs[i] = Of(&latin1[p[0]])
			continue
		case len(room) == 0:
			room = make([]Str, min(batch, len(parts)-i))
		}
		s := &room[0]
		room = room[1:]
		s.Shape, s.S = &StrShape, p
		vs[i] = Of(s)
	}
	return Of(NewList(vs))
}

// part returns the part of a str between optional bounds, and where it begins.
// ok is false if start lies beyond the end, where not even "" is found.
func strPart(s *Str, start, end Value) (part string, from int, ok bool, err error) {
	if (start.IsUnbound() || start.IsNone()) && (end.IsUnbound() || end.IsNone()) {
		return s.S, 0, true, nil
	}
	n := s.Len()
	i, err := clampArg(start, 0)
	if err != nil {
		return "", 0, false, err
	}
	j, err := clampArg(end, n)
	if err != nil {
		return "", 0, false, err
	}
	if i, j = clip(i, j, n); i > j {
		return "", i, false, nil
	}
	return s.S[s.Offset(i):s.Offset(j)], i, true, nil
}

// finder is find, rfind, index and rindex; missing is the error if there is one.
func finder(name string, find func(s, sub string) int, missing string) fast {
	return func(_ *World, args []Value) (Value, error) {
		sub, ok := StringOf(args[1])
		if !ok {
			return Value{}, TypeErrorf("must be str, not %s", args[1].Type().LongName())
		}
		s := As[Str](args[0])
		part, from, ok, err := strPart(s, args[2], args[3])
		if err != nil {
			return Value{}, err
		}
		at := -1
		if ok {
			at = find(part, sub)
		}
		if at < 0 {
			if missing != "" {
				return Value{}, ValueErrorf("%s", missing)
			}
			return Int(-1), nil
		}
		if s.ASCII() {
			return Int(int64(from + at)), nil
		}
		return Int(int64(from + countPoints(part[:at]))), nil
	}
}

func strCount(_ *World, args []Value) (Value, error) {
	sub, ok := StringOf(args[1])
	if !ok {
		return Value{}, TypeErrorf("must be str, not %s", args[1].Type().LongName())
	}
	part, _, ok, err := strPart(As[Str](args[0]), args[2], args[3])
	switch {
	case err != nil || !ok:
		return Int(0), err
	case sub == "":
		return Int(int64(countPoints(part) + 1)), nil
	}
	return Int(int64(strings.Count(part, sub))), nil
}

// affix is startswith and endswith.
func affix(name string, has func(s, fix string) bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		part, _, ok, err := strPart(As[Str](args[0]), args[2], args[3])
		if err != nil {
			return Value{}, err
		}
		if s, isStr := StringOf(args[1]); isStr {
			return Bool(ok && has(part, s)), nil
		}
		t := AsA[Tuple](args[1], &TupleLayout)
		if t == nil {
			return Value{}, TypeErrorf("%s first arg must be str or a tuple of str, not %s", name, args[1].Type().LongName())
		}
		for _, v := range t.Items {
			s, isStr := StringOf(v)
			if !isStr {
				return Value{}, TypeErrorf("tuple for %s must only contain str, not %s", name, v.Type().LongName())
			}
			if ok && has(part, s) {
				return True, nil
			}
		}
		return False, nil
	}
}

func strReplace(w *World, args []Value) (Value, error) {
	from, err := strArg(args[1], "replace() argument 1")
	if err != nil {
		return Value{}, err
	}
	to, err := strArg(args[2], "replace() argument 2")
	if err != nil {
		return Value{}, err
	}
	n := -1
	if !args[3].IsUnbound() {
		if n, err = intArg(args[3]); err != nil {
			return Value{}, err
		}
	}
	s := strSelf(args)
	if len(to) > len(from) {
		count := countPoints(s) + 1
		if from != "" {
			count = strings.Count(s, from)
		}
		if err := w.Reserve(count*(len(to)-len(from)) + len(s)); err != nil {
			return Value{}, err
		}
	}
	if from == "" {
		return NewStr(interleave(s, to, n)), nil
	}
	r := replaced(s, from, to, n)
	if r == s {
		return exactStr(args[0]), nil
	}
	return NewStr(r), nil
}

// replaced is strings.Replace, which looks for one byte after the other slowly.
func replaced(s, from, to string, n int) string {
	if len(from) != 1 || len(to) != 1 {
		return strings.Replace(s, from, to, n)
	}
	at := strings.IndexByte(s, from[0])
	if at < 0 || n == 0 {
		return s
	}
	b := []byte(s)
	for i := at; i < len(b) && n != 0; i++ {
		if b[i] == from[0] {
			b[i] = to[0]
			n--
		}
	}
	return unsafeString(b)
}

// interleave puts to before each of the first n characters, and after the last.
func interleave(s, to string, n int) string {
	var b strings.Builder
	for ; n != 0; n-- {
		b.WriteString(to)
		if s == "" {
			return b.String()
		}
		_, size := NextPoint(s)
		b.WriteString(s[:size])
		s = s[size:]
	}
	return b.String() + s
}

func partition(args []Value, find func(s, sep string) int, last bool) (Value, error) {
	sep, ok := StringOf(args[1])
	if !ok {
		return Value{}, TypeErrorf("must be str, not %s", args[1].Type().LongName())
	}
	if sep == "" {
		return Value{}, ValueErrorf("empty separator")
	}
	s := strSelf(args)
	i := find(s, sep)
	switch {
	case i >= 0:
		return Of(NewTuple(NewStr(s[:i]), exactStr(args[1]), NewStr(s[i+len(sep):]))), nil
	case last:
		return Of(NewTuple(Of(&emptyStr), Of(&emptyStr), exactStr(args[0]))), nil
	}
	return Of(NewTuple(exactStr(args[0]), Of(&emptyStr), Of(&emptyStr))), nil
}

// strSplit is split and rsplit: sep "" stands for white space.
func strSplit(args []Value, split func(s, sep string, n int, space func(rune) bool) []string) (Value, error) {
	sep := ""
	if v := args[1]; !v.IsUnbound() && !v.IsNone() {
		s, ok := StringOf(v)
		switch {
		case !ok:
			return Value{}, TypeErrorf("must be str or None, not %s", v.Type().LongName())
		case s == "":
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
	return strList(split(strSelf(args), sep, n, IsSpacePoint)), nil
}

func splitText(s, sep string, n int, space func(rune) bool) []string {
	if sep != "" {
		if n < 0 {
			return strings.Split(s, sep)
		}
		return strings.SplitN(s, sep, min(n, len(s))+1)
	}
	if n < 0 && isASCII(s) {
		return asciiFields(s)
	}
	var parts []string
	for {
		s = strings.TrimLeftFunc(s, space)
		if s == "" {
			return parts
		}
		if n == 0 {
			return append(parts, s)
		}
		n--
		i := strings.IndexFunc(s, space)
		if i < 0 {
			return append(parts, s)
		}
		parts = append(parts, s[:i])
		s = s[i:]
	}
}

// asciiFields splits at runs of white space.
func asciiFields(s string) []string {
	parts := make([]string, 0, len(s)/8+4)
	start := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c > ' ' || c < 9 || c > 13 && c < 0x1c {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			parts = append(parts, s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		parts = append(parts, s[start:])
	}
	return parts
}

func rsplitText(s, sep string, n int, space func(rune) bool) []string {
	var parts []string
	for {
		if sep == "" {
			if s = strings.TrimRightFunc(s, space); s == "" {
				break
			}
		}
		if n == 0 {
			parts = append(parts, s)
			break
		}
		n--
		var i, j int // the separator is s[i:j]
		if sep != "" {
			i = strings.LastIndex(s, sep)
			j = i + len(sep)
		} else if i = strings.LastIndexFunc(s, space); i >= 0 {
			_, size := NextPoint(s[i:])
			j = i + size
		}
		if i < 0 {
			parts = append(parts, s)
			break
		}
		parts = append(parts, s[j:])
		s = s[:i]
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return parts
}

// isLineBreak reports whether a character ends a line.
func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func splitLines(s string, keep bool, ends func(r rune) bool) []string {
	var lines []string
	for start, i := 0, 0; i < len(s) || start < len(s); {
		if i >= len(s) {
			return append(lines, s[start:])
		}
		r, n := NextPoint(s[i:])
		if !ends(r) {
			i += n
			continue
		}
		end := i
		i += n
		if r == '\r' && i < len(s) && s[i] == '\n' {
			i++
		}
		if keep {
			end = i
		}
		lines = append(lines, s[start:end])
		start = i
	}
	return lines
}

func stripper(name string, left, right bool) fast {
	return func(_ *World, args []Value) (Value, error) {
		drop := IsSpacePoint
		if v := args[1]; !v.IsUnbound() && !v.IsNone() {
			chars, ok := StringOf(v)
			if !ok {
				return Value{}, TypeErrorf("%s arg must be None or str", name)
			}
			drop = func(r rune) bool { return strings.Contains(chars, PointString(r)) }
		}
		s := strSelf(args)
		from, to := 0, len(s)
		for left && from < to {
			r, n := NextPoint(s[from:])
			if !drop(r) {
				break
			}
			from += n
		}
		for right && from < to {
			r, n := LastPoint(s[from:to])
			if !drop(r) {
				break
			}
			to -= n
		}
		if to-from == len(s) {
			return exactStr(args[0]), nil
		}
		return NewStr(s[from:to]), nil
	}
}
