package object

import (
	"strings"
	"unicode/utf8"
)

// codecName brings the name of an encoding into a common form.
func codecName(name string) string {
	name = strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(name))
	switch name {
	case "utf_8", "utf8", "u8", "utf", "cp65001":
		return "utf-8"
	case "utf_8_sig", "utf8_sig":
		return "utf-8-sig"
	case "ascii", "us_ascii", "646":
		return "ascii"
	case "latin_1", "latin1", "iso_8859_1", "iso8859_1", "8859", "cp819", "latin", "l1":
		return "latin-1"
	case "utf_16", "utf16", "u16":
		return "utf-16"
	case "utf_16_le", "utf_16le":
		return "utf-16-le"
	case "utf_16_be", "utf_16be":
		return "utf-16-be"
	case "utf_32", "utf32", "u32":
		return "utf-32"
	case "utf_32_le", "utf_32le":
		return "utf-32-le"
	case "utf_32_be", "utf_32be":
		return "utf-32-be"
	case "unicode_escape":
		return "unicode_escape"
	case "raw_unicode_escape":
		return "raw_unicode_escape"
	}
	return ""
}

func strEncode(_ *World, args []Value) (Value, error) {
	enc, errs, err := codecArgs("encode", args[1], args[2])
	if err != nil {
		return Value{}, err
	}
	b, err := Encode(strSelf(args), enc, errs)
	return NewBytes(b), err
}

func codecArgs(method string, encoding, errors Value) (enc, errs string, err error) {
	enc, errs = "utf-8", "strict"
	for i, p := range []*string{&enc, &errs} {
		v := []Value{encoding, errors}[i]
		if v.IsUnbound() {
			continue
		}
		s, ok := StringOf(v)
		if !ok {
			return enc, errs, TypeErrorf("%s() argument '%s' must be str, not %s", method, []string{"encoding", "errors"}[i], v.Type().LongName())
		}
		*p = s
	}
	return enc, errs, nil
}

// Encode encodes a str; errs is the name of an error handler.
func Encode(s, encoding, errs string) (string, error) {
	switch codecName(encoding) {
	case "utf-8":
		if !HasSurrogates(s) {
			return s, nil
		}
		return encodePoints(s, "utf-8", errs, "surrogates not allowed", func(b []byte, r rune) ([]byte, bool) {
			if r >= 0xD800 && r <= 0xDFFF {
				return b, false
			}
			return utf8.AppendRune(b, r), true
		})
	case "utf-8-sig":
		b, err := Encode(s, "utf-8", errs)
		return "\xef\xbb\xbf" + b, err
	case "ascii":
		if isASCII(s) {
			return s, nil
		}
		return encodePoints(s, "ascii", errs, "ordinal not in range(128)", func(b []byte, r rune) ([]byte, bool) {
			return append(b, byte(r)), r < 0x80
		})
	case "latin-1":
		return encodePoints(s, "latin-1", errs, "ordinal not in range(256)", func(b []byte, r rune) ([]byte, bool) {
			return append(b, byte(r)), r < 0x100
		})
	case "utf-16":
		b, err := encode16(s, "utf-16", errs, false)
		return "\xff\xfe" + b, err
	case "utf-16-le":
		return encode16(s, "utf-16-le", errs, false)
	case "utf-16-be":
		return encode16(s, "utf-16-be", errs, true)
	case "utf-32":
		b, err := encode32(s, "utf-32", errs, false)
		return "\xff\xfe\x00\x00" + b, err
	case "utf-32-le":
		return encode32(s, "utf-32-le", errs, false)
	case "utf-32-be":
		return encode32(s, "utf-32-be", errs, true)
	case "unicode_escape", "raw_unicode_escape":
		return encodeEscapes(s, codecName(encoding) == "raw_unicode_escape"), nil
	}
	return "", Errorf(LookupError, "unknown encoding: %s", encoding)
}

// encodePoints encodes character by character; put reports false for those
// that the encoding does not have.
func encodePoints(s, encoding, errs, reason string, put func(b []byte, r rune) ([]byte, bool)) (string, error) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, n := NextPoint(s[i:])
		next, ok := put(b, r)
		if ok {
			b = next
			i += n
			continue
		}
		// Errors are handled for the whole run of bad characters.
		end := i
		for end < len(s) {
			r, n := NextPoint(s[end:])
			if _, ok := put(b, r); ok {
				break
			}
			end += n
		}
		var err error
		if b, err = replaceBad(b, s, i, end, encoding, errs, reason, put); err != nil {
			return "", err
		}
		i = end
	}
	return unsafeString(b), nil
}

// replaceBad is what the error handlers make of the bad characters s[i:end].
func replaceBad(b []byte, s string, i, end int, encoding, errs, reason string, put func(b []byte, r rune) ([]byte, bool)) ([]byte, error) {
	if errs == "strict" {
		from := countPoints(s[:i])
		return b, NewUnicodeError(UnicodeEncodeError, encoding, NewStr(s), from, from+countPoints(s[i:end]), reason)
	}
	for _, r := range Points(s[i:end]) {
		switch errs {
		case "ignore":
		case "replace":
			b, _ = put(b, '?')
		case "backslashreplace", "xmlcharrefreplace", "namereplace":
			text := string(appendEscape(nil, r))
			if errs == "xmlcharrefreplace" {
				text = "&#" + itoa(int(r)) + ";"
			}
			for _, c := range text {
				b, _ = put(b, c)
			}
		case "surrogateescape":
			if r < 0xDC80 || r > 0xDCFF {
				return replaceBad(b, s, i, end, encoding, "strict", reason, put)
			}
			b = append(b, byte(r))
		case "surrogatepass":
			if r < 0xD800 || r > 0xDFFF || encoding == "ascii" || encoding == "latin-1" {
				return replaceBad(b, s, i, end, encoding, "strict", reason, put)
			}
			if encoding == "utf-8" {
				b = AppendPoint(b, r)
			}
		default:
			return b, Errorf(LookupError, "unknown error handler name '%s'", errs)
		}
	}
	return b, nil
}

func put16(b []byte, u uint16, big bool) []byte {
	if big {
		return append(b, byte(u>>8), byte(u))
	}
	return append(b, byte(u), byte(u>>8))
}

func encode16(s, name, errs string, big bool) (string, error) {
	return encodePoints(s, name, errs, "surrogates not allowed", func(b []byte, r rune) ([]byte, bool) {
		switch {
		case r >= 0xD800 && r <= 0xDFFF:
			return put16(b, uint16(r), big), errs == "surrogatepass"
		case r >= 0x10000:
			r -= 0x10000
			return put16(put16(b, uint16(0xD800+r>>10), big), uint16(0xDC00+r&0x3ff), big), true
		}
		return put16(b, uint16(r), big), true
	})
}

func encode32(s, name, errs string, big bool) (string, error) {
	return encodePoints(s, name, errs, "surrogates not allowed", func(b []byte, r rune) ([]byte, bool) {
		ok := r < 0xD800 || r > 0xDFFF || errs == "surrogatepass"
		if big {
			return put16(put16(b, uint16(r>>16), true), uint16(r), true), ok
		}
		return put16(put16(b, uint16(r), false), uint16(r>>16), false), ok
	})
}

func encodeEscapes(s string, raw bool) string {
	var b []byte
	for _, r := range Points(s) {
		switch {
		case raw && r < 0x100:
			b = append(b, byte(r))
		case r >= 0x80 || r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7f:
			b = appendEscape(b, r)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\\':
			b = append(b, `\\`...)
		default:
			b = append(b, byte(r))
		}
	}
	return string(b)
}

// decodeBytes is bytes.decode with its arguments.
func decodeBytes(data string, encoding, errors Value) (Value, error) {
	enc, errs, err := codecArgs("decode", encoding, errors)
	if err != nil {
		return Value{}, err
	}
	s, err := Decode(data, enc, errs)
	return NewStr(s), err
}

// Decode decodes bytes to a str; errs is the name of an error handler.
func Decode(data, encoding, errs string) (string, error) {
	switch codecName(encoding) {
	case "utf-8":
		if utf8.ValidString(data) {
			return strings.Clone(data), nil
		}
		return decodeUTF8(data, errs)
	case "utf-8-sig":
		return Decode(strings.TrimPrefix(data, "\xef\xbb\xbf"), "utf-8", errs)
	case "ascii":
		if isASCII(data) {
			return strings.Clone(data), nil
		}
		d := decoder{data: data, encoding: "ascii", errs: errs}
		for d.i < len(data) {
			if c := data[d.i]; c < 0x80 {
				d.b = append(d.b, c)
				d.i++
			} else if err := d.bad(1, "ordinal not in range(128)"); err != nil {
				return "", err
			}
		}
		return unsafeString(d.b), nil
	case "latin-1":
		b := make([]byte, 0, len(data))
		for i := 0; i < len(data); i++ {
			b = utf8.AppendRune(b, rune(data[i]))
		}
		return unsafeString(b), nil
	case "utf-16", "utf-16-le", "utf-16-be":
		return decode16(data, codecName(encoding), errs)
	case "utf-32", "utf-32-le", "utf-32-be":
		return decode32(data, codecName(encoding), errs)
	case "unicode_escape", "raw_unicode_escape":
		return decodeEscapes(data, errs, codecName(encoding) == "raw_unicode_escape")
	}
	return "", Errorf(LookupError, "unknown encoding: %s", encoding)
}

// decoder decodes with an error handler.
type decoder struct {
	data, encoding, errs string
	i                    int
	b                    []byte
}

// bad handles n bad bytes at i.
func (d *decoder) bad(n int, reason string) error {
	n = min(n, len(d.data)-d.i)
	part := d.data[d.i : d.i+n]
	switch d.errs {
	case "strict":
		return NewUnicodeError(UnicodeDecodeError, d.encoding, NewBytes(strings.Clone(d.data)), d.i, d.i+n, reason)
	case "ignore":
	case "replace":
		d.b = append(d.b, "\ufffd"...)
	case "backslashreplace":
		for i := 0; i < n; i++ {
			d.b = appendHex(append(d.b, '\\', 'x'), uint32(part[i]), 2)
		}
	case "surrogateescape":
		for i := 0; i < n; i++ {
			if part[i] < 0x80 {
				d.errs = "strict"
				return d.bad(n, reason)
			}
			d.b = AppendPoint(d.b, 0xDC00+rune(part[i]))
		}
	case "surrogatepass":
		if d.encoding == "utf-8" && len(d.data)-d.i >= 3 && d.data[d.i] == 0xED && d.data[d.i+1] >= 0xA0 && d.data[d.i+1] < 0xC0 && d.data[d.i+2]&0xC0 == 0x80 {
			d.b = append(d.b, d.data[d.i:d.i+3]...)
			d.i += 3
			return nil
		}
		d.errs = "strict"
		return d.bad(n, reason)
	default:
		return Errorf(LookupError, "unknown error handler name '%s'", d.errs)
	}
	d.i += n
	return nil
}

func decodeUTF8(data, errs string) (string, error) {
	d := decoder{data: data, encoding: "utf-8", errs: errs}
	for d.i < len(data) {
		r, n := utf8.DecodeRuneInString(data[d.i:])
		if r != utf8.RuneError || n > 1 {
			d.b = append(d.b, data[d.i:d.i+n]...)
			d.i += n
			continue
		}
		n, reason := badUTF8(data[d.i:])
		if err := d.bad(n, reason); err != nil {
			return "", err
		}
	}
	return unsafeString(d.b), nil
}

// badUTF8 says how many bytes at the beginning of s are bad, and why, as
// CPython does.
func badUTF8(s string) (n int, reason string) {
	c := s[0]
	var need int
	low, high := byte(0x80), byte(0xBF)
	switch {
	case c >= 0xC2 && c <= 0xDF:
		need = 1
	case c >= 0xE0 && c <= 0xEF:
		need = 2
		if c == 0xE0 {
			low = 0xA0
		} else if c == 0xED {
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		need = 3
		if c == 0xF0 {
			low = 0x90
		} else if c == 0xF4 {
			high = 0x8F
		}
	default:
		return 1, "invalid start byte"
	}
	for i := 1; i <= need; i++ {
		if i >= len(s) {
			return i, "unexpected end of data"
		}
		if s[i] < low || s[i] > high {
			return i, "invalid continuation byte"
		}
		low, high = 0x80, 0xBF
	}
	return 1, "invalid start byte"
}

func decode16(data, name, errs string) (string, error) {
	big := name == "utf-16-be"
	d := decoder{data: data, encoding: name, errs: errs}
	if name == "utf-16" && len(data) >= 2 {
		switch data[:2] {
		case "\xff\xfe":
			d.i = 2
		case "\xfe\xff":
			d.i, big = 2, true
		}
	}
	unit := func(i int) uint16 {
		if big {
			return uint16(data[i])<<8 | uint16(data[i+1])
		}
		return uint16(data[i+1])<<8 | uint16(data[i])
	}
	for d.i < len(data) {
		if d.i+1 >= len(data) {
			if err := d.bad(1, "truncated data"); err != nil {
				return "", err
			}
			continue
		}
		u := rune(unit(d.i))
		switch {
		case u < 0xD800 || u > 0xDFFF:
			d.b = AppendPoint(d.b, u)
			d.i += 2
		case u < 0xDC00 && d.i+3 < len(data) && unit(d.i+2)&0xFC00 == 0xDC00:
			d.b = AppendPoint(d.b, 0x10000+(u-0xD800)<<10+rune(unit(d.i+2)-0xDC00))
			d.i += 4
		case errs == "surrogatepass":
			d.b = AppendPoint(d.b, u)
			d.i += 2
		default:
			reason := "illegal encoding"
			if u < 0xDC00 {
				if reason = "illegal UTF-16 surrogate"; d.i+3 >= len(data) {
					reason = "unexpected end of data"
				}
			}
			if err := d.bad(2, reason); err != nil {
				return "", err
			}
		}
	}
	return unsafeString(d.b), nil
}

func decode32(data, name, errs string) (string, error) {
	big := name == "utf-32-be"
	d := decoder{data: data, encoding: name, errs: errs}
	if name == "utf-32" && len(data) >= 4 {
		switch data[:4] {
		case "\xff\xfe\x00\x00":
			d.i = 4
		case "\x00\x00\xfe\xff":
			d.i, big = 4, true
		}
	}
	for d.i < len(data) {
		if d.i+3 >= len(data) {
			if err := d.bad(len(data)-d.i, "truncated data"); err != nil {
				return "", err
			}
			continue
		}
		var u uint32
		for k := range 4 {
			if big {
				u = u<<8 | uint32(data[d.i+k])
			} else {
				u |= uint32(data[d.i+k]) << (8 * k)
			}
		}
		if u > 0x10ffff || u >= 0xD800 && u <= 0xDFFF && errs != "surrogatepass" {
			reason := "code point not in range(0x110000)"
			if u <= 0x10ffff {
				reason = "code point in surrogate code point range(0xd800, 0xe000)"
			}
			if err := d.bad(4, reason); err != nil {
				return "", err
			}
			continue
		}
		d.b = AppendPoint(d.b, rune(u))
		d.i += 4
	}
	return unsafeString(d.b), nil
}

// decodeEscapes decodes backslash escapes.
func decodeEscapes(data, errs string, raw bool) (string, error) {
	d := decoder{data: data, encoding: "unicodeescape", errs: errs}
	simple := map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'a': 7, 'b': 8, 'f': 12, 'v': 11, '\\': '\\', '\'': '\'', '"': '"'}
	for d.i < len(data) {
		c := data[d.i]
		if c != '\\' || d.i+1 >= len(data) {
			if c == '\\' && !raw {
				if err := d.bad(1, "\\ at end of string"); err != nil {
					return "", err
				}
				continue
			}
			d.b = utf8.AppendRune(d.b, rune(c))
			d.i++
			continue
		}
		e := data[d.i+1]
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[e]
		switch {
		case digits > 0 && (!raw || e != 'x'):
			if err := d.hexEscape(digits, e); err != nil {
				return "", err
			}
		case raw:
			d.b = append(d.b, '\\')
			d.i++
		case e == '\n':
			d.i += 2
		case e >= '0' && e <= '7':
			n, k := rune(0), 1
			for ; k < 4 && d.i+k < len(data) && data[d.i+k] >= '0' && data[d.i+k] <= '7'; k++ {
				n = n*8 + rune(data[d.i+k]-'0')
			}
			d.b = AppendPoint(d.b, n)
			d.i += k
		case simple[e] != 0:
			d.b = append(d.b, simple[e])
			d.i += 2
		default:
			d.b = append(d.b, '\\')
			d.i++
		}
	}
	return unsafeString(d.b), nil
}

func (d *decoder) hexEscape(digits int, e byte) error {
	var n uint32
	k := 2
	for ; k < 2+digits && d.i+k < len(d.data); k++ {
		h, ok := hexDigit(d.data[d.i+k])
		if !ok {
			break
		}
		n = n<<4 | uint32(h)
	}
	if k < 2+digits {
		return d.bad(k, "truncated \\"+string(e)+map[byte]string{'x': "XX", 'u': "XXXX", 'U': "XXXXXXXX"}[e]+" escape")
	}
	if n > 0x10ffff {
		return d.bad(k, "illegal Unicode character")
	}
	d.b = AppendPoint(d.b, rune(n))
	d.i += k
	return nil
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
