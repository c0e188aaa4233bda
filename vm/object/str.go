package object

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"
)

// Str is a str: UTF-8, with lone surrogates encoded as if they were ordinary
// code points (WTF-8), so that every Python string has a form.
type Str struct {
	Header
	S    string
	n    int32    `brine:"derived"` // code points + 1; 0: not counted yet
	hash uint64   `brine:"derived"` // 0: not computed yet
	side *strSide `brine:"derived"` // what few strings have
}

// strSide is what makes long strings fast.
type strSide struct {
	// room is a buffer that begins with S and may have space after it. A string
	// that ends where the buffer's content does can be appended to in place.
	room *[]byte
	// crumbs are the byte offsets of every crumbStep-th code point.
	crumbs []int
}

// NewStr returns a str.
func NewStr(s string) Value { return Value{O: &(&Str{Header: Header{&StrShape}, S: s}).Header} }

// interned holds one Str for each name that code mentions. Strs are immutable
// but for what they cache, so all machines of the process share them.
var interned sync.Map

// Intern returns the one Str of a name, its hash and length known.
func Intern(name string) *Str {
	if s, ok := interned.Load(name); ok {
		return s.(*Str)
	}
	s := &Str{Header: Header{&StrShape}, S: name}
	s.Len()
	s.Hash()
	got, _ := interned.LoadOrStore(name, s)
	return got.(*Str)
}

// Len returns the number of code points.
func (s *Str) Len() int {
	if s.n == 0 {
		n := utf8.RuneCountInString(s.S)
		if n != len(s.S) || strings.IndexByte(s.S, 0xED) >= 0 { // surrogates count as three characters
			n = countPoints(s.S)
		}
		s.n = int32(n) + 1
	}
	return int(s.n) - 1
}

// countPoints counts code points of WTF-8: every byte that does not continue one.
func countPoints(s string) (n int) {
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// ASCII reports whether bytes are code points.
func (s *Str) ASCII() bool { return s.Len() == len(s.S) }

// Hash returns the hash, the same in every run.
func (s *Str) Hash() uint64 {
	if s.hash == 0 {
		s.hash = HashString(s.S)
	}
	return s.hash
}

// HashString is the hash of a str or of bytes: a multiply-and-fold over eight
// bytes at a time, as in wyhash. It is never 0.
func HashString(s string) uint64 {
	const k0, k1 = 0xa0761d6478bd642f, 0xe7037ed1a0b428db
	h := uint64(len(s)) * k1
	for len(s) > 8 {
		h = fold(h^le64(s), k0)
		s = s[8:]
	}
	var tail [8]byte
	copy(tail[:], s)
	h = fold(h^binary.LittleEndian.Uint64(tail[:]), k1)
	h = fold(h, k0)
	if h == 0 {
		return 1
	}
	return h
}

func fold(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

func le64(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// StringOf returns the Go string of a str value, or "", false.
func StringOf(v Value) (string, bool) {
	if s := AsA[Str](v, &StrLayout); s != nil {
		return s.S, true
	}
	return "", false
}

// The type of strings.
var (
	StrType   = &Type{}
	StrShape  Shape
	StrLayout Layout
)

func strTable() Table {
	return Table{Type: StrType, Name: "str",
		Doc:   "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from the given object.",
		Shape: &StrShape, Layout: &StrLayout,
		Struct: Struct[Str]{Name: "str", Fields: func(x *Str, a Archive) {
			a.String("text", &x.S)
			if a.Loading() && !ValidText(x.S) {
				a.Fail("text is not UTF-8")
				x.S = ""
			}
		}}.Layout(),
		Sub:   SubLayout[Str],
		Hash:  func(_ *World, v Value) (uint64, error) { return As[Str](v).Hash(), nil },
		Equal: equalStrs,
		New:   &strNew, Methods: strMethods(),
	}
}

func equalStrs(a, b Value) (equal, known bool) {
	x, ok := StringOf(a)
	y, ok2 := StringOf(b)
	return ok && ok2 && x == y, true
}
