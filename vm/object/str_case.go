package object

import (
	"strings"
	"unicode"
)

// inRanges reports whether r is in a sorted table of ranges.
func inRanges(table [][2]rune, r rune) bool {
	lo, hi := 0, len(table)
	for lo < hi {
		mid := (lo + hi) / 2
		switch {
		case r < table[mid][0]:
			hi = mid
		case r > table[mid][1]:
			lo = mid + 1
		default:
			return true
		}
	}
	return false
}

// The properties of characters, as Python's str methods define them.

// IsSpacePoint reports whether r is white space.
func IsSpacePoint(r rune) bool {
	switch {
	case r >= 9 && r <= 13, r >= 0x1c && r <= 0x20, r == 0x85, r == 0xa0, r == 0x1680, r >= 0x2000 && r <= 0x200a,
		r == 0x2028, r == 0x2029, r == 0x202f, r == 0x205f, r == 0x3000:
		return true
	}
	return false
}

// IsDecimalPoint reports whether r is a decimal digit.
func IsDecimalPoint(r rune) bool { return unicode.Is(unicode.Nd, r) }

func isDigitPoint(r rune) bool { return IsDecimalPoint(r) || inRanges(digitRanges, r) }

func isNumericPoint(r rune) bool { return unicode.IsNumber(r) || inRanges(numericRanges, r) }

func isAlphaPoint(r rune) bool { return unicode.IsLetter(r) }

// IsAlnumPoint reports whether r is a letter or numeric.
func IsAlnumPoint(r rune) bool { return isAlphaPoint(r) || isNumericPoint(r) }

func isLowerPoint(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z'
	}
	return unicode.IsLower(r) || unicode.Is(unicode.Other_Lowercase, r)
}

func isUpperPoint(r rune) bool {
	if r < 0x80 {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r)
}

func isCasedPoint(r rune) bool { return isLowerPoint(r) || isUpperPoint(r) || unicode.IsTitle(r) }

// allPoints reports whether s is not empty and all of its characters satisfy f.
func allPoints(s string, f func(r rune) bool) bool {
	if s == "" {
		return false
	}
	for len(s) > 0 {
		r, n := NextPoint(s)
		if !f(r) {
			return false
		}
		s = s[n:]
	}
	return true
}

// isCased is islower and isupper: no character is in any of the other cases,
// and there is one in the right one.
func isCased(s string, want, other func(r rune) bool) bool {
	found := false
	for len(s) > 0 {
		r, n := NextPoint(s)
		if other(r) || unicode.IsTitle(r) {
			return false
		}
		found = found || want(r)
		s = s[n:]
	}
	return found
}

func isTitle(s string) bool {
	found, cased := false, false
	for len(s) > 0 {
		r, n := NextPoint(s)
		switch {
		case isUpperPoint(r) || unicode.IsTitle(r):
			if cased {
				return false
			}
			found, cased = true, true
		case isLowerPoint(r):
			if !cased {
				return false
			}
		default:
			cased = false
		}
		s = s[n:]
	}
	return found
}

// IsIdentifier reports whether s has the form of a name.
func IsIdentifier(s string) bool {
	for i := 0; i < len(s); {
		r, n := NextPoint(s[i:])
		start := r == '_' || unicode.IsLetter(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Other_ID_Start, r)
		more := i > 0 && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || unicode.Is(unicode.Nd, r) || unicode.Is(unicode.Pc, r) || unicode.Is(unicode.Other_ID_Continue, r))
		if !start && !more {
			return false
		}
		i += n
	}
	return s != ""
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// upper is str.upper.
func upper(s string) string {
	if isASCII(s) {
		return strings.ToUpper(s)
	}
	return mapPoints(s, func(b []byte, r rune, _, _ string) []byte {
		if t, ok := upperSpecial[r]; ok {
			return append(b, t...)
		}
		return AppendPoint(b, unicode.ToUpper(r))
	})
}

// lower is str.lower.
func lower(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return mapPoints(s, lowerPoint)
}

func mapPoints(s string, f func(b []byte, r rune, before, after string) []byte) string {
	b := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); {
		r, n := NextPoint(s[i:])
		b = f(b, r, s[:i], s[i+n:])
		i += n
	}
	return unsafeString(b)
}

func lowerPoint(b []byte, r rune, before, after string) []byte {
	switch r {
	case 0x130:
		return append(b, "i\u0307"...)
	case 0x3a3:
		if finalSigma(before, after) {
			return append(b, "ς"...)
		}
		return append(b, "σ"...)
	}
	return AppendPoint(b, unicode.ToLower(r))
}

// finalSigma reports whether a sigma ends a word.
func finalSigma(before, after string) bool {
	ignorable := func(r rune) bool {
		return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || r == '\'' || r == '.' || r == ':' || r == 0xb7 || r == 0x2019
	}
	for {
		if before == "" {
			return false
		}
		r, n := LastPoint(before)
		if !ignorable(r) {
			if !isCasedPoint(r) {
				return false
			}
			break
		}
		before = before[:len(before)-n]
	}
	for after != "" {
		r, n := NextPoint(after)
		if !ignorable(r) {
			return !isCasedPoint(r)
		}
		after = after[n:]
	}
	return true
}

// caseFold is str.casefold.
func caseFold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	return mapPoints(s, func(b []byte, r rune, _, _ string) []byte {
		if t, ok := foldSpecial[r]; ok {
			return append(b, t...)
		}
		if r == 0x130 {
			return append(b, "i\u0307"...)
		}
		return AppendPoint(b, unicode.ToLower(r))
	})
}

func titlePoint(b []byte, r rune) []byte {
	if t, ok := titleSpecial[r]; ok {
		return append(b, t...)
	}
	return AppendPoint(b, unicode.ToTitle(r))
}

// title is str.title.
func title(s string) string {
	cased := false
	return mapPoints(s, func(b []byte, r rune, before, after string) []byte {
		if cased {
			b = lowerPoint(b, r, before, after)
		} else {
			b = titlePoint(b, r)
		}
		cased = isCasedPoint(r)
		return b
	})
}

// capitalize is str.capitalize.
func capitalize(s string) string {
	return mapPoints(s, func(b []byte, r rune, before, after string) []byte {
		if before == "" {
			return titlePoint(b, r)
		}
		return lowerPoint(b, r, before, after)
	})
}

// swapCase is str.swapcase.
func swapCase(s string) string {
	return mapPoints(s, func(b []byte, r rune, before, after string) []byte {
		switch {
		case isUpperPoint(r):
			return lowerPoint(b, r, before, after)
		case isLowerPoint(r):
			if t, ok := upperSpecial[r]; ok {
				return append(b, t...)
			}
			return AppendPoint(b, unicode.ToUpper(r))
		}
		return AppendPoint(b, r)
	})
}
