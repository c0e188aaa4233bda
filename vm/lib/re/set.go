package re

import (
	"slices"
	"unicode/utf8"

	"brine/vm/object"
)

// set tells which characters match.
type set struct {
	low        [256]bool // the answer for the first characters, and for bytes
	ranges     []span    // sorted and apart; they hold folded characters
	categories []category
	negate     bool
	fold       folding
	unicode    bool         // what \w means
	pages      []*[4]uint64 // answers worked out so far, 256 characters each
	newline    bool         // all but a line feed
}

// newSet makes the set of a class.
func newSet(c *class, flags Flags) *set {
	s := &set{categories: c.categories, negate: c.negate, fold: flags.folding(), unicode: flags&Unicode != 0}
	s.ranges = merged(s.fold.folded(slices.Clone(c.ranges)))
	for r := range s.low {
		s.low[r] = s.decide(rune(r))
	}
	return s
}

// merged sorts ranges and joins those that touch.
func merged(ranges []span) []span {
	slices.SortFunc(ranges, func(a, b span) int { return int(a.lo) - int(b.lo) })
	n := 0
	for _, s := range ranges {
		if n > 0 && s.lo <= ranges[n-1].hi+1 {
			ranges[n-1].hi = max(ranges[n-1].hi, s.hi)
		} else {
			ranges[n] = s
			n++
		}
	}
	return ranges[:n]
}

// has reports whether r matches.
func (s *set) has(r rune) bool {
	if r < 256 {
		return s.low[r]
	}
	page := int(r >> 8)
	if page >= len(s.pages) {
		s.pages = append(s.pages, make([]*[4]uint64, page+1-len(s.pages))...)
	}
	p := s.pages[page]
	if p == nil {
		p = new([4]uint64)
		for i := range rune(256) {
			if s.decide(r&^255 | i) {
				p[i>>6] |= 1 << (i & 63)
			}
		}
		s.pages[page] = p
	}
	return p[r>>6&3]>>(r&63)&1 != 0
}

// decide works out whether r matches.
func (s *set) decide(r rune) bool {
	r = s.fold.lower(r)
	i, found := slices.BinarySearchFunc(s.ranges, r, func(x span, r rune) int { return int(x.lo) - int(r) })
	if found || i > 0 && r <= s.ranges[i-1].hi {
		return !s.negate
	}
	for _, c := range s.categories {
		if c.has(r, s.unicode) {
			return !s.negate
		}
	}
	return s.negate
}

func (c category) has(r rune, unicode bool) bool {
	in := false
	switch {
	case c.letter == 'w':
		in = isWord(r, unicode)
	case c.letter == 'd' && (r < 0x80 || !unicode):
		in = isDigit(r)
	case c.letter == 'd':
		in = object.IsDecimalPoint(r)
	case unicode:
		in = object.IsSpacePoint(r)
	default:
		in = r == ' ' || r >= '\t' && r <= '\r'
	}
	return in != c.negate
}

func isWord(r rune, unicode bool) bool {
	if r < 0x80 {
		return isLetter(r) || isDigit(r) || r == '_'
	}
	return unicode && object.IsAlnumPoint(r)
}

// lead adds the bytes that characters of the set begin with; wide is for UTF-8.
func (s *set) lead(bytes *[256]bool, wide bool) {
	if !wide {
		for c, in := range s.low {
			bytes[c] = bytes[c] || in
		}
		return
	}
	for c, in := range s.low[:utf8.RuneSelf] {
		bytes[c] = bytes[c] || in
	}
	if s.negate || len(s.categories) > 0 || s.fold == foldUnicode {
		for c := utf8.RuneSelf; c < 256; c++ {
			bytes[c] = true
		}
		return
	}
	for _, r := range s.ranges {
		if r.hi >= utf8.RuneSelf {
			for c := leadByte(max(r.lo, utf8.RuneSelf)); c <= leadByte(r.hi); c++ {
				bytes[c] = true
			}
		}
	}
}

// leadByte returns the first byte of r in UTF-8.
func leadByte(r rune) int { return int(object.PointString(r)[0]) }

// run matches characters of text from at on: up to most, and not beyond lim.
// It returns where it ends and how many there are.
func (s *set) run(text string, at, lim, most int, wide bool) (end, n int) {
	from := at
	if !wide {
		if most < lim-at {
			lim = at + most
		}
		for at < lim && s.low[text[at]] {
			at++
		}
		return at, at - from
	}
	for at < lim && n < most {
		if c := text[at]; c < utf8.RuneSelf {
			if !s.low[c] {
				break
			}
			at++
		} else {
			r, size := object.NextPoint(text[at:])
			if !s.has(r) {
				break
			}
			at += size
		}
		n++
	}
	return at, n
}
