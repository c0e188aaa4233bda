package lib

import (
	"strings"
	"unicode/utf8"

	"brine/vm/object"
)

// encodings maps what programs call the encodings that files have to the
// name that codec errors show.
var encodings = map[string]string{
	"utf-8": "utf-8", "utf8": "utf-8", "u8": "utf-8", "utf": "utf-8", "utf-8-sig": "utf-8-sig", "ascii": "ascii", "us-ascii": "ascii", "646": "ascii",
	"latin-1": "latin-1", "latin1": "latin-1", "iso-8859-1": "latin-1", "iso8859-1": "latin-1", "l1": "latin-1", "locale": "utf-8",
}

// codecName returns the encoding behind a name.
func codecName(name string) (string, error) {
	if c, ok := encodings[strings.ReplaceAll(strings.ToLower(name), "_", "-")]; ok {
		return c, nil
	}
	return "", object.Errorf(object.LookupError, "unknown encoding: %s", name)
}

// decode turns bytes into the text of a str. at is the position of b in the
// stream, for errors.
func decode(b []byte, encoding, errors string) (string, error) {
	switch encoding {
	case "latin-1":
		out := make([]byte, 0, len(b)+8)
		for _, c := range b {
			out = utf8.AppendRune(out, rune(c))
		}
		return string(out), nil
	case "utf-8-sig":
		b = []byte(strings.TrimPrefix(string(b), "\ufeff"))
	case "ascii":
		for i, c := range b {
			if c >= 0x80 {
				return decodeWith(b, i, encoding, errors, func(b []byte) (int, string) {
					if b[0] < 0x80 {
						return 1, ""
					}
					return 1, "ordinal not in range(128)"
				})
			}
		}
		return string(b), nil
	}
	if utf8.Valid(b) {
		return string(b), nil
	}
	return decodeWith(b, 0, "utf-8", errors, badUTF8)
}

// badUTF8 says how long the first character is, or what is wrong with it.
func badUTF8(b []byte) (n int, reason string) {
	if _, n := utf8.DecodeRune(b); n > 1 || b[0] < 0x80 {
		return n, ""
	}
	want := 0
	switch c := b[0]; {
	case c >= 0xC2 && c < 0xE0:
		want = 2
	case c >= 0xE0 && c < 0xF0:
		want = 3
	case c >= 0xF0 && c < 0xF5:
		want = 4
	default:
		return 1, "invalid start byte"
	}
	for i := 1; i < want; i++ {
		if i >= len(b) {
			return i, "unexpected end of data"
		}
		lo, hi := byte(0x80), byte(0xBF)
		if i == 1 {
			switch b[0] {
			case 0xE0:
				lo = 0xA0
			case 0xED:
				hi = 0x9F
			case 0xF0:
				lo = 0x90
			case 0xF4:
				hi = 0x8F
			}
		}
		if b[i] < lo || b[i] > hi {
			return i, "invalid continuation byte"
		}
	}
	return 1, "invalid start byte"
}

// decodeWith decodes b, whose first from bytes are fine, and treats what is not
// by an error handler.
func decodeWith(b []byte, from int, encoding, errors string, next func([]byte) (int, string)) (string, error) {
	out := append([]byte(nil), b[:from]...)
	for i := from; i < len(b); {
		n, reason := next(b[i:])
		if reason == "" {
			out = append(out, b[i:i+n]...)
			i += n
			continue
		}
		switch errors {
		case "ignore":
		case "replace":
			out = append(out, "\ufffd"...)
		case "surrogateescape":
			for _, c := range b[i : i+n] {
				out = object.AppendPoint(out, 0xDC00+rune(c))
			}
		case "backslashreplace":
			for _, c := range b[i : i+n] {
				out = append(out, '\\', 'x', "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
			}
		case "strict", "":
			return "", object.NewUnicodeError(object.UnicodeDecodeError, encoding, object.NewBytes(string(b)), i, i+n, reason)
		default:
			return "", object.Errorf(object.LookupError, "unknown error handler name '%s'", errors)
		}
		i += n
	}
	return string(out), nil
}

// encode turns the text of a str into bytes.
func encode(s, encoding, errors string) ([]byte, error) {
	limit, reason := rune(0x110000), "surrogates not allowed"
	switch encoding {
	case "latin-1":
		limit, reason = 0x100, "ordinal not in range(256)"
	case "ascii":
		limit, reason = 0x80, "ordinal not in range(128)"
	default:
		if !object.HasSurrogates(s) {
			return []byte(s), nil
		}
	}
	var out []byte
	at := 0
	for i := 0; i < len(s); at++ {
		r, n := object.NextPoint(s[i:])
		i += n
		bad := r >= limit || limit > 0x100 && r >= 0xD800 && r < 0xE000
		switch {
		case !bad && limit == 0x100:
			out = append(out, byte(r))
		case !bad:
			out = utf8.AppendRune(out, r)
		case errors == "surrogateescape" && r >= 0xDC80 && r <= 0xDCFF:
			out = append(out, byte(r-0xDC00))
		case errors == "ignore":
		case errors == "replace":
			out = append(out, '?')
		case errors == "backslashreplace":
			s, _ := object.StringOf(object.Ascii(str(object.PointString(r))))
			out = append(out, s...)
		case errors == "surrogatepass" && limit > 0x100:
			out = object.AppendPoint(out, r)
		default:
			return nil, object.NewUnicodeError(object.UnicodeEncodeError, encoding, str(s), at, at+1, reason)
		}
	}
	return out, nil
}
