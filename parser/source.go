package parser

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// decodeSource returns a text as UTF-8 with \n as its only line end, also at the
// end of the last line.
func decodeSource(src []byte) (string, *SyntaxError) {
	bom := bytes.HasPrefix(src, []byte("\xef\xbb\xbf"))
	if bom {
		src = src[3:]
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return "", &SyntaxError{Class: "SyntaxError", Msg: "source code string cannot contain null bytes"}
	}
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	text, err := decodeBytes(src, bom)
	if err != nil {
		return "", err
	}
	if n := len(text); n == 0 || text[n-1] != '\n' {
		text += "\n"
	}
	return text, nil
}

// codingLine finds the encoding that a comment in the first two lines declares
// (PEP 263). It is built on first use: most texts declare none.
var codingLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)`)
})

// declaredEncoding returns the encoding named in the first two lines, or "".
func declaredEncoding(src []byte) string {
	for range 2 {
		line, rest, _ := bytes.Cut(src, []byte("\n"))
		if bytes.Contains(line, []byte("coding")) {
			if m := codingLine().FindSubmatch(line); m != nil {
				return string(m[1])
			}
		}
		if blank := bytes.TrimLeft(line, " \t\f"); len(blank) > 0 && blank[0] != '#' {
			break // the second line counts only behind a comment or an empty line
		}
		src = rest
	}
	return ""
}

func decodeBytes(src []byte, bom bool) (string, *SyntaxError) {
	name := declaredEncoding(src)
	encoding := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	if bom && encoding != "" && encoding != "utf-8" {
		return "", &SyntaxError{Class: "SyntaxError", Msg: "encoding problem: " + name + " with BOM"}
	}
	switch encoding {
	case "", "utf-8", "utf8", "utf-8-sig", "u8", "utf":
	case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "iso-8859-15", "l1", "cp819", "8859":
		return latin1(src), nil
	case "ascii", "us-ascii", "646":
		if i := bytes.IndexFunc(src, func(r rune) bool { return r >= utf8.RuneSelf }); i >= 0 {
			return "", &SyntaxError{Class: "SyntaxError", Msg: fmt.Sprintf(
				"'ascii' codec can't decode byte 0x%x in position %d: ordinal not in range(128)", src[i], i)}
		}
	default:
		return "", &SyntaxError{Class: "SyntaxError", Msg: "unknown encoding: " + name}
	}
	if !utf8.Valid(src) {
		return "", invalidUTF8(src)
	}
	return string(src), nil
}

func latin1(src []byte) string {
	var b strings.Builder
	for _, c := range src {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// invalidUTF8 returns the error for the first byte that does not fit.
func invalidUTF8(src []byte) *SyntaxError {
	i := 0
	for {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		i += n
	}
	reason, end := "invalid start byte", i+1
	if c := src[i]; c >= 0xC2 && c <= 0xF4 {
		reason = "invalid continuation byte"
		for end < len(src) && src[end]&0xC0 == 0x80 {
			end++
		}
		if end == len(src) {
			reason = "unexpected end of data"
		}
	}
	where := fmt.Sprintf("byte 0x%02x in position %d", src[i], i)
	if end-i > 1 {
		where = fmt.Sprintf("bytes in position %d-%d", i, end-1)
	}
	return &SyntaxError{Class: "SyntaxError", Msg: fmt.Sprintf("(unicode error) 'utf-8' codec can't decode %s: %s", where, reason)}
}

// lineAt returns line n of a text, with its newline.
func lineAt(src string, n int) string {
	for ; n > 1; n-- {
		i := strings.IndexByte(src, '\n')
		if i < 0 {
			return ""
		}
		src = src[i+1:]
	}
	if i := strings.IndexByte(src, '\n'); i >= 0 {
		return src[:i+1]
	}
	return src
}
