package object

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDigits is the number of digits beyond which ints are not converted to or
// from decimal strings.
const maxDigits = 4300

// ReprLeaf returns repr(v) of builtin values, containers of them included.
func ReprLeaf(v Value) (string, bool) {
	if v.Is(&StrShape) {
		return ReprString(As[Str](v).S), true
	}
	if v.O == nil {
		return strconv.FormatInt(v.N, 10), true
	}
	var buf [64]byte
	var path [maxNesting]*Header
	b, ok := appendRepr(buf[:0], v, path[:0])
	return string(b), ok
}

// StrLeaf returns str(v) of builtin values.
func StrLeaf(v Value) (string, bool) {
	if v.Is(&StrShape) {
		return As[Str](v).S, true
	}
	return ReprLeaf(v)
}

// StrOfLeaf is StrLeaf that gives a str.
func StrOfLeaf(v Value) (Value, bool) {
	if v.Is(&StrShape) {
		return v, true
	}
	return ReprOfLeaf(v)
}

// ReprOfLeaf is ReprLeaf that gives a str.
func ReprOfLeaf(v Value) (Value, bool) {
	switch {
	case v.O == nil || v.IsFloat():
		return numberText(v), true
	case v.Is(&StrShape):
		return NewStr(ReprString(As[Str](v).S)), true
	}
	var buf [64]byte
	var path [maxNesting]*Header
	b, ok := appendRepr(buf[:0], v, path[:0])
	if !ok {
		return v, false
	}
	return newShort(b), true
}

// numberText is the repr of a small int or a float. It keeps its buffer on the stack.
func numberText(v Value) Value {
	var buf [32]byte
	if v.O == nil {
		return newShort(strconv.AppendInt(buf[:0], v.N, 10))
	}
	return newShort(AppendFloat(buf[:0], v.Float()))
}

// shortStr is a str and its text in one allocation.
type shortStr struct {
	Str
	text [16]byte
}

// newShort returns a str with a copy of b, which is not empty.
func newShort(b []byte) Value {
	if len(b) > 16 {
		return NewStr(string(b))
	}
	s := &shortStr{Str: Str{Header: Header{&StrShape}}}
	s.S = unsafeString(s.text[:copy(s.text[:], b)])
	return Of(&s.Str)
}

// appendRepr appends repr(v). path holds the containers that v is in.
func appendRepr(b []byte, v Value, path []*Header) ([]byte, bool) {
	if v.O == nil {
		return strconv.AppendInt(b, v.N, 10), true
	}
	switch v.O.Shape {
	case &FloatShape:
		return AppendFloat(b, v.Float()), true
	case &StrShape:
		return appendReprString(b, As[Str](v).S), true
	case &BoolShape:
		if v.N != 0 {
			return append(b, "True"...), true
		}
		return append(b, "False"...), true
	case &NoneShape:
		return append(b, "None"...), true
	case &EllipsisShape:
		return append(b, "Ellipsis"...), true
	case &NotImplementedShape:
		return append(b, "NotImplemented"...), true
	case &BigIntShape:
		return appendBig(b, As[BigInt](v).I)
	case &ComplexShape:
		return appendComplex(b, As[Complex](v).C), true
	case &BytesShape:
		return appendReprBytes(b, As[Bytes](v).S), true
	case &ByteArrayShape:
		s, _ := BytesView(v)
		return appendReprByteArray(b, "bytearray", s), true
	case &RangeShape:
		return appendRange(b, As[Range](v)), true
	case &TypeShape:
		return append(b, TypeRepr(As[Type](v))...), true
	case &ListShape, &TupleShape, &DictShape, &SetShape, &FrozenSetShape, &SliceShape:
		return appendContainer(b, v, path)
	}
	return b, false
}

func appendContainer(b []byte, v Value, path []*Header) ([]byte, bool) {
	for _, h := range path {
		if h == v.O {
			return append(b, ellipsisFor(v)...), true
		}
	}
	if len(path) == cap(path) {
		return b, false
	}
	path = append(path, v.O)
	switch v.O.Shape {
	case &ListShape:
		b, ok := appendItems(append(b, '['), As[List](v).Items, path)
		return append(b, ']'), ok
	case &TupleShape:
		items := As[Tuple](v).Items
		b, ok := appendItems(append(b, '('), items, path)
		if len(items) == 1 {
			b = append(b, ',')
		}
		return append(b, ')'), ok
	case &SliceShape:
		s := As[Slice](v)
		b, ok := appendItems(append(b, "slice("...), []Value{s.Start, s.Stop, s.Step}, path)
		return append(b, ')'), ok
	case &DictShape:
		return appendDict(b, As[Dict](v), path)
	}
	return appendSet(b, As[Set](v), path)
}

func appendItems(b []byte, items []Value, path []*Header) ([]byte, bool) {
	if len(items) > longLeaf {
		return b, false
	}
	ok := true
	for i, x := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		if b, ok = appendRepr(b, x, path); !ok {
			return b, false
		}
	}
	return b, true
}

func appendDict(b []byte, d *Dict, path []*Header) ([]byte, bool) {
	if d.live > longLeaf {
		return b, false
	}
	b = append(b, '{')
	first := true
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if !first {
			b = append(b, ", "...)
		}
		first = false
		var leaf bool
		if b, leaf = appendRepr(b, d.entries[i].key, path); !leaf {
			return b, false
		}
		b = append(b, ": "...)
		if b, leaf = appendRepr(b, d.entries[i].val, path); !leaf {
			return b, false
		}
	}
	return append(b, '}'), true
}

func appendSet(b []byte, s *Set, path []*Header) ([]byte, bool) {
	if s.used > longLeaf {
		return b, false
	}
	frozen := s.Shape == &FrozenSetShape
	if frozen {
		b = append(b, "frozenset("...)
	}
	if s.used == 0 {
		if frozen {
			return append(b, ')'), true
		}
		return append(b, "set()"...), true
	}
	b = append(b, '{')
	first := true
	for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
		if !first {
			b = append(b, ", "...)
		}
		first = false
		var leaf bool
		if b, leaf = appendRepr(b, s.table[i].key, path); !leaf {
			return b, false
		}
	}
	b = append(b, '}')
	if frozen {
		b = append(b, ')')
	}
	return b, true
}

// ellipsisFor is what a container shows where it contains itself.
func ellipsisFor(v Value) string {
	switch v.O.Shape.Layout.Core {
	case &ListLayout:
		return "[...]"
	case &TupleLayout:
		return "(...)"
	case &DictLayout:
		return "{...}"
	case &SetLayout:
		return v.Type().Name + "(...)"
	}
	return "..."
}

// AppendFloat appends the shortest digits that give the float back, as CPython
// shows them: with an exponent below 1e-4 and from 1e16.
func AppendFloat(b []byte, f float64) []byte {
	if f == float64(int64(f)) && f < 1e15 && f > -1e15 && (f != 0 || 1/f > 0) {
		return append(strconv.AppendInt(b, int64(f), 10), ".0"...)
	}
	switch {
	case f != f:
		return append(b, "nan"...)
	case f > maxFloat:
		return append(b, "inf"...)
	case f < -maxFloat:
		return append(b, "-inf"...)
	}
	var buf [32]byte
	e := strconv.AppendFloat(buf[:0], f, 'e', -1, 64)
	at := strings.LastIndexByte(string(e), 'e')
	exp, _ := strconv.Atoi(string(e[at+1:]))
	if exp >= -4 && exp < 16 {
		n := len(b)
		b = strconv.AppendFloat(b, f, 'f', -1, 64)
		if !strings.Contains(string(b[n:]), ".") {
			b = append(b, ".0"...)
		}
		return b
	}
	return append(b, e...)
}

const maxFloat = 1.7976931348623157e308

// FloatRepr returns repr of a float.
func FloatRepr(f float64) string { return string(AppendFloat(nil, f)) }

func appendComplex(b []byte, c complex128) []byte {
	part := func(b []byte, f float64) []byte {
		n := len(b)
		b = AppendFloat(b, f)
		if s := string(b[n:]); strings.HasSuffix(s, ".0") {
			b = b[:len(b)-2]
		}
		return b
	}
	if real(c) == 0 && !signbit(real(c)) {
		return append(part(b, imag(c)), 'j')
	}
	b = part(append(b, '('), real(c))
	if im := imag(c); im >= 0 && !signbit(im) || im != im {
		b = append(b, '+')
	}
	return append(part(b, imag(c)), "j)"...)
}

func signbit(f float64) bool { return f < 0 || f == 0 && 1/f < 0 }

func appendBig(b []byte, i *big.Int) ([]byte, bool) {
	if tooManyDigits(i) {
		return b, false
	}
	return i.Append(b, 10), true
}

// tooManyDigits reports whether i has more than maxDigits decimal digits.
func tooManyDigits(i *big.Int) bool {
	const bits = 14285 // of 10**4300 - 1
	return i.BitLen() > bits || i.BitLen() == bits && len(new(big.Int).Abs(i).Append(nil, 10)) > maxDigits
}

func appendRange(b []byte, r *Range) []byte {
	b = append(b, "range("...)
	b, _ = appendRepr(b, r.Start, nil)
	b, _ = appendRepr(append(b, ", "...), r.Stop, nil)
	if r.Step != Int(1) {
		b, _ = appendRepr(append(b, ", "...), r.Step, nil)
	}
	return append(b, ')')
}

// TypeRepr returns repr of a class.
func TypeRepr(t *Type) string {
	if t.Module == "builtins" || t.Module == "" {
		return "<class '" + t.Qualname + "'>"
	}
	return "<class '" + t.Module + "." + t.Qualname + "'>"
}

// ReprString returns repr of a str.
func ReprString(s string) string { return string(appendReprString(make([]byte, 0, len(s)+2), s)) }

func appendReprString(b []byte, s string) []byte {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	b = append(b, quote)
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == quote || c == '\\':
			b = append(b, '\\', c)
		case c >= ' ' && c < 0x7F:
			b = append(b, c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < utf8.RuneSelf:
			b = appendHex(append(b, '\\', 'x'), uint32(c), 2)
		default:
			r, n := NextPoint(s[i:])
			if IsPrintable(r) {
				b = append(b, s[i:i+n]...)
			} else {
				b = appendEscape(b, r)
			}
			i += n
			continue
		}
		i++
	}
	return append(b, quote)
}

// appendEscape appends the \x, \u or \U escape of a code point.
func appendEscape(b []byte, r rune) []byte {
	switch {
	case r < 0x100:
		return appendHex(append(b, '\\', 'x'), uint32(r), 2)
	case r < 0x10000:
		return appendHex(append(b, '\\', 'u'), uint32(r), 4)
	}
	return appendHex(append(b, '\\', 'U'), uint32(r), 8)
}

func appendHex(b []byte, n uint32, digits int) []byte {
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		b = append(b, "0123456789abcdef"[n>>shift&15])
	}
	return b
}

// IsPrintable is str.isprintable of a code point.
func IsPrintable(r rune) bool {
	if r < 0x7F {
		return r >= ' '
	}
	return unicode.IsPrint(r) && !(r >= 0xD800 && r <= 0xDFFF)
}

func appendReprBytes(b []byte, s string) []byte {
	quote := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		quote = '"'
	}
	b = append(b, 'b', quote)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote || c == '\\':
			b = append(b, '\\', c)
		case c >= ' ' && c < 0x7F:
			b = append(b, c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		default:
			b = appendHex(append(b, '\\', 'x'), uint32(c), 2)
		}
	}
	return append(b, quote)
}

// Ascii returns repr text with what is not ASCII escaped.
func Ascii(repr Value) Value {
	s, _ := StringOf(repr)
	b := make([]byte, 0, len(s))
	for len(s) > 0 {
		r, n := NextPoint(s)
		if r < 0x80 {
			b = append(b, s[0])
		} else {
			b = appendEscape(b, r)
		}
		s = s[n:]
	}
	return NewASCII(unsafeString(b))
}

// ReprTooLong is the error for an int with too many digits.
func ReprTooLong() error {
	return ValueErrorf("Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", maxDigits)
}
