package object

import (
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"
)

// Code points of WTF-8: UTF-8 that may also hold lone surrogates.

// crumbStep is how many code points lie between two remembered offsets.
const crumbStep = 64

// NextPoint decodes the first code point of s, which must not be empty.
func NextPoint(s string) (r rune, size int) {
	if c := s[0]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	r, size = utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && size == 1 && len(s) >= 3 && s[0] == 0xED {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return r, size
}

// LastPoint decodes the last code point of s, which must not be empty.
func LastPoint(s string) (r rune, size int) {
	i := len(s) - 1
	for i > 0 && s[i]&0xC0 == 0x80 {
		i--
	}
	return NextPoint(s[i:])
}

// AppendPoint appends a code point, surrogates included.
func AppendPoint(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xED, byte(0x80|r>>6&0x3F), byte(0x80|r&0x3F))
	}
	return utf8.AppendRune(b, r)
}

// PointString returns the string of one code point.
func PointString(r rune) string {
	var b [4]byte
	return string(AppendPoint(b[:0], r))
}

// Points returns the code points of s.
func Points(s string) []rune {
	ps := make([]rune, 0, len(s))
	for len(s) > 0 {
		r, n := NextPoint(s)
		ps, s = append(ps, r), s[n:]
	}
	return ps
}

// FromPoints is the inverse of Points.
func FromPoints(ps []rune) string {
	b := make([]byte, 0, len(ps))
	for _, r := range ps {
		b = AppendPoint(b, r)
	}
	return unsafeString(b)
}

// ValidText reports whether s is what a str may hold: UTF-8, with lone
// surrogates encoded like other code points.
func ValidText(s string) bool {
	for !utf8.ValidString(s) {
		i := strings.IndexByte(s, 0xED)
		for i >= 0 && (len(s) < i+3 || s[i+1] < 0xA0 || s[i+1] > 0xBF || s[i+2]&0xC0 != 0x80) {
			j := strings.IndexByte(s[i+1:], 0xED)
			if j < 0 {
				return false
			}
			i += 1 + j
		}
		if i < 0 || !utf8.ValidString(s[:i]) {
			return false
		}
		s = s[i+3:]
	}
	return true
}

// unsafeString is string(b) for a b that is not changed any more.
func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// HasSurrogates reports whether s holds lone surrogates.
func HasSurrogates(s string) bool {
	for i := 0; ; i += 3 {
		j := strings.IndexByte(s[i:], 0xED)
		if j < 0 {
			return false
		}
		if i += j; i+1 < len(s) && s[i+1] >= 0xA0 {
			return true
		}
	}
}

var latin1 = func() (t [256]Str) {
	for i := range t {
		t[i] = Str{Header: Header{&StrShape}, S: string(rune(i)), n: 2}
		t[i].hash = HashString(t[i].S)
	}
	return t
}()

// NewPoint returns the str of one code point.
func NewPoint(r rune) Value {
	if r < 256 {
		return Of(&latin1[r])
	}
	return Of(&Str{Header: Header{&StrShape}, S: PointString(r), n: 2})
}

// NewASCII returns a str of which it is known that bytes are code points.
func NewASCII(s string) Value {
	return Of(&Str{Header: Header{&StrShape}, S: s, n: int32(len(s)) + 1})
}

// Offset returns the byte offset of code point i, 0 <= i <= Len.
func (s *Str) Offset(i int) int {
	if s.ASCII() {
		return i
	}
	at, from := 0, 0
	if i >= crumbStep && len(s.S) > 4*crumbStep {
		at = i / crumbStep
		at, from = s.crumb(at), at*crumbStep
	}
	for ; from < i; from++ {
		_, n := NextPoint(s.S[at:])
		at += n
	}
	return at
}

// crumb returns the offset of code point k*crumbStep.
func (s *Str) crumb(k int) int {
	if s.side == nil {
		s.side = &strSide{}
	}
	if s.side.crumbs == nil {
		for at, i := 0, 0; at < len(s.S); i++ {
			if i%crumbStep == 0 {
				s.side.crumbs = append(s.side.crumbs, at)
			}
			_, n := NextPoint(s.S[at:])
			at += n
		}
		s.side.crumbs = append(s.side.crumbs, len(s.S))
	}
	if k >= len(s.side.crumbs) {
		return len(s.S)
	}
	return s.side.crumbs[k]
}

// Slice returns the code points i <= p < j as a str.
func (s *Str) Slice(i, j int) Value {
	switch n := s.Len(); {
	case i >= j:
		return Of(&emptyStr)
	case i == 0 && j == n && s.Shape == &StrShape:
		return Of(s)
	}
	from := s.Offset(i)
	to := from
	if s.ASCII() {
		if j == i+1 {
			return Of(&latin1[s.S[i]])
		}
		return NewASCII(s.S[i:j])
	}
	if j-i < crumbStep {
		for k := i; k < j; k++ {
			_, n := NextPoint(s.S[to:])
			to += n
		}
	} else {
		to = s.Offset(j)
	}
	return Of(&Str{Header: Header{&StrShape}, S: s.S[from:to], n: int32(j-i) + 1})
}

var emptyStr = Str{Header: Header{&StrShape}, n: 1, hash: HashString("")}

// At returns code point i as a str, 0 <= i < Len.
func (s *Str) At(i int) Value {
	if s.ASCII() {
		return Of(&latin1[s.S[i]])
	}
	r, _ := NextPoint(s.S[s.Offset(i):])
	return NewPoint(r)
}

// Index turns a byte offset into a code point index.
func (s *Str) Index(offset int) int {
	if s.ASCII() {
		return offset
	}
	if offset <= crumbStep || len(s.S) <= 4*crumbStep {
		return countPoints(s.S[:offset])
	}
	s.crumb(0)
	k, found := slices.BinarySearch(s.side.crumbs, offset)
	if !found {
		k--
	}
	at := s.side.crumbs[k]
	return min(k*crumbStep, s.Len()) + countPoints(s.S[at:offset])
}

// roomFor is the length from which concatenation leaves room to append.
const roomFor = 128

// concatStrs concatenates two strs. Building a long string piece by piece takes
// time in its length only: the buffer behind it grows by doubling.
func concatStrs(w *World, a, b Value) (Value, error) {
	x, y := As[Str](a), As[Str](b)
	switch {
	case len(y.S) == 0 && x.Shape == &StrShape:
		return a, nil
	case len(x.S) == 0 && y.Shape == &StrShape:
		return b, nil
	}
	n := len(x.S) + len(y.S)
	z := &Str{Header: Header{&StrShape}}
	if x.n > 0 && y.n > 0 {
		z.n = x.n + y.n - 1
	}
	if n < roomFor {
		z.S = x.S + y.S
		return Of(z), nil
	}
	if err := w.Reserve(n); err != nil {
		return Value{}, err
	}
	if x.side == nil || x.side.room == nil {
		if len(y.S) > len(x.S) {
			z.S = x.S + y.S
			return Of(z), nil
		}
		room := append(make([]byte, 0, 2*n), x.S...)
		x = &Str{S: x.S, side: &strSide{room: &room}}
	}
	room := x.side.room
	if len(*room) != len(x.S) { // someone else has appended
		own := append(make([]byte, 0, 2*n), x.S...)
		room = &own
	} else if cap(*room) < n {
		own := append(make([]byte, 0, 2*n), *room...)
		room = &own
	}
	*room = append(*room, y.S...)
	z.S = unsafeString(*room)
	z.side = &strSide{room: room}
	return Of(z), nil
}

// ValidWTF8 reports whether s is UTF-8 in which surrogates may stand too.
func ValidWTF8(s string) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n <= 1 {
			if len(s) < 3 || s[0] != 0xED || s[1] < 0xA0 || s[1] > 0xBF || s[2]&0xC0 != 0x80 {
				return false
			}
			n = 3
		}
		s = s[n:]
	}
	return true
}
