package re

import (
	"slices"
	"sync"
	"unicode"
)

// folding says how a program ignores case.
type folding uint8

const (
	exact folding = iota
	foldASCII
	foldUnicode
)

func (f Flags) folding() folding {
	switch {
	case f&IgnoreCase == 0:
		return exact
	case f&Unicode != 0:
		return foldUnicode
	}
	return foldASCII
}

// lower returns the character that stands for r and its upper case.
func (f folding) lower(r rune) rune {
	if r < 0x80 {
		if f != exact && r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if f == foldUnicode {
		return unicode.ToLower(r)
	}
	return r
}

// cased reports whether r has another case.
func (f folding) cased(r rune) bool {
	switch f {
	case exact:
		return false
	case foldASCII:
		return isLetter(r)
	}
	return unicode.ToLower(r) != r || cases().lowers[r]
}

// sameUpper are the sets of lower case characters with the same upper case:
// ignoring case, they match each other.
var sameUpper = [][]rune{
	{'i', 0x131}, {'s', 0x17f}, {0xb5, 0x3bc}, {0x345, 0x3b9, 0x1fbe}, {0x390, 0x1fd3}, {0x3b0, 0x1fe3}, {0x3b2, 0x3d0}, {0x3b5, 0x3f5},
	{0x3b8, 0x3d1}, {0x3ba, 0x3f0}, {0x3c0, 0x3d6}, {0x3c1, 0x3f1}, {0x3c2, 0x3c3}, {0x3c6, 0x3d5}, {0x432, 0x1c80}, {0x434, 0x1c81},
	{0x43e, 0x1c82}, {0x441, 0x1c83}, {0x442, 0x1c84, 0x1c85}, {0x44a, 0x1c86}, {0x463, 0x1c87}, {0x1c88, 0xa64b}, {0x1e61, 0x1e9b}, {0xfb05, 0xfb06},
}

// caseTable is what ranges need to know to ignore case, made on first use.
type caseTable struct {
	chars []rune // that are not their own lower case, or have others beside it; sorted
	same  map[rune][]rune
	// lowers are the characters that are the lower case of others, or have
	// others beside them.
	lowers map[rune]bool
}

var cases = sync.OnceValue(func() *caseTable {
	t := &caseTable{same: map[rune][]rune{}, lowers: map[rune]bool{}}
	for _, set := range sameUpper {
		for _, r := range set {
			t.same[r], t.lowers[r] = set, true
		}
		t.chars = append(t.chars, set...)
	}
	for _, c := range unicode.CaseRanges {
		for r := rune(c.Lo); r <= rune(c.Hi); r++ {
			if lo := unicode.ToLower(r); lo != r {
				t.chars = append(t.chars, r)
				t.lowers[lo] = true
			}
		}
	}
	slices.Sort(t.chars)
	t.chars = slices.Compact(t.chars)
	return t
})

// folded adds to ranges the lower case of what is in them, so that they match
// a lower case character if they matched any of its other forms.
func (f folding) folded(ranges []span) []span {
	switch f {
	case foldASCII:
		for _, s := range ranges {
			if lo, hi := max(s.lo, 'A'), min(s.hi, 'Z'); lo <= hi {
				ranges = append(ranges, span{lo + 'a' - 'A', hi + 'a' - 'A'})
			}
		}
	case foldUnicode:
		t := cases()
		for _, s := range ranges {
			i, _ := slices.BinarySearch(t.chars, s.lo)
			for ; i < len(t.chars) && t.chars[i] <= s.hi; i++ {
				lo := unicode.ToLower(t.chars[i])
				ranges = append(ranges, span{lo, lo})
				for _, r := range t.same[lo] {
					ranges = append(ranges, span{r, r})
				}
			}
		}
	}
	return ranges
}
