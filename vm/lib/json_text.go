package lib

import (
	"strconv"

	"brine/vm/object"
)

// The scalars of JSON as text.

// Which bytes end a run of text that stands for itself.
var endsRun = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = true
	}
	t['"'], t['\\'] = true, true
	return t
}()

// plainRun returns where, at i or behind, the first byte of s is that is not
// written as it is. With ascii that is any byte from 0x7F on too. Eight bytes
// are looked at at once; each test sets the high bit of the bytes it finds.
func plainRun(s string, i int, ascii bool) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	high := uint64(0)
	if ascii {
		high = highs
	}
	for ; i+8 <= len(s); i += 8 {
		x := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 | uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		quote, slash := x^ones*'"', x^ones*'\\'
		hit := (x-ones*0x20)&^x | (quote-ones)&^quote | (slash-ones)&^slash
		if hit&highs|(x|(x+ones))&high != 0 { // adding one sets the high bit of 0x7F
			break
		}
	}
	for ; i < len(s); i++ {
		if c := s[i]; endsRun[c] || c >= 0x7F && ascii {
			return i
		}
	}
	return i
}

// appendQuoted appends a str between quotes.
func appendQuoted(b []byte, s string, ascii bool) []byte {
	b = append(b, '"')
	for i := 0; ; {
		j := plainRun(s, i, ascii)
		b = append(b, s[i:j]...)
		if j == len(s) {
			return append(b, '"')
		}
		r, n := object.NextPoint(s[j:])
		b = appendEscaped(b, r)
		i = j + n
	}
}

// appendEscaped appends the escape of a character.
func appendEscaped(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	case '\f':
		return append(b, `\f`...)
	case '\b':
		return append(b, `\b`...)
	}
	if r > 0xFFFF {
		r -= 0x10000
		b = appendUnit(b, 0xD800|r>>10)
		r = 0xDC00 | r&0x3FF
	}
	return appendUnit(b, r)
}

func appendUnit(b []byte, u rune) []byte {
	const digits = "0123456789abcdef"
	return append(b, '\\', 'u', digits[u>>12&15], digits[u>>8&15], digits[u>>4&15], digits[u&15])
}

// appendInt appends an int.
func appendInt(b []byte, v value) ([]byte, error) {
	if v.IsInt() {
		return strconv.AppendInt(b, v.N, 10), nil
	}
	x, _ := object.IntOf(v)
	s, ok := object.ReprLeaf(x)
	if !ok {
		return b, object.ReprTooLong()
	}
	return append(b, s...), nil
}

// appendFloat appends a float. Those that JSON does not know have names, or are an
// error, which the encoder in steps words otherwise.
func (e *Encoding) appendFloat(b []byte, f float64) ([]byte, error) {
	name := ""
	switch {
	case f-f == 0:
		return object.AppendFloat(b, f), nil
	case f != f:
		name = "NaN"
	case f > 0:
		name = "Infinity"
	default:
		name = "-Infinity"
	}
	switch {
	case e.Flags&allowNaN != 0:
		return append(b, name...), nil
	case e.lazy():
		return b, object.ValueErrorf("Out of range float values are not JSON compliant: %s", object.FloatRepr(f))
	}
	return b, object.ValueErrorf("Out of range float values are not JSON compliant")
}

// scalar appends what is neither a container nor for default; ok is false then.
func (e *Encoding) scalar(v value) (ok bool, err error) {
	switch {
	case v.IsInt():
		e.Buf = strconv.AppendInt(e.Buf, v.N, 10)
	case v.Is(&object.StrShape):
		e.Buf = appendQuoted(e.Buf, object.As[object.Str](v).S, e.Flags&ensureASCII != 0)
	case v.IsFloat():
		e.Buf, err = e.appendFloat(e.Buf, v.Float())
	case v.IsNone():
		e.Buf = append(e.Buf, "null"...)
	case v == object.True:
		e.Buf = append(e.Buf, "true"...)
	case v == object.False:
		e.Buf = append(e.Buf, "false"...)
	case v.Has(&object.StrLayout):
		e.Buf = appendQuoted(e.Buf, object.As[object.Str](v).S, e.Flags&ensureASCII != 0)
	case object.IsIntLike(v):
		e.Buf, err = appendInt(e.Buf, v)
	case v.Has(&object.FloatLayout):
		f, _ := object.FloatOf(v)
		e.Buf, err = e.appendFloat(e.Buf, f)
	default:
		return false, nil
	}
	return true, err
}

// keyText returns a key of a dict as a str; ok is false if it is skipped.
func (e *Encoding) keyText(k value) (name value, ok bool, err error) {
	if k.Has(&object.StrLayout) {
		return k, true, nil
	}
	f, isFloat := object.FloatOf(k)
	var b []byte
	switch {
	case isFloat:
		b, err = e.appendFloat(nil, f)
	case k.IsNone():
		b = []byte("null")
	case k == object.True:
		b = []byte("true")
	case k == object.False:
		b = []byte("false")
	case object.IsIntLike(k):
		b, err = appendInt(nil, k)
	case e.Flags&skipKeys != 0:
		return k, false, nil
	default:
		err = object.TypeErrorf("keys must be str, int, float, bool or None, not %s", k.Type().LongName())
	}
	return str(string(b)), true, err
}
