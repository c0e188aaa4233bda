package parser

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"io"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// isNameStart reports whether a character beyond ASCII may begin a name
// (XID_Start).
func isNameStart(c rune) bool {
	return unicode.In(c, unicode.L, unicode.Nl, unicode.Other_ID_Start) &&
		!unicode.In(c, unicode.Pattern_Syntax, unicode.Pattern_White_Space)
}

// isNameContinue reports whether a character beyond ASCII may continue a name
// (XID_Continue).
func isNameContinue(c rune) bool {
	return isNameStart(c) || unicode.In(c, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// identifierData is written by testdata/parser/unicode_identifiers.py, which tells
// the format.
//
//go:embed identifiers.z
var identifierData []byte

// normalForms holds what single characters and pairs become.
type normalForms struct {
	single map[rune]string
	pair   map[[2]rune]rune
}

// identifierForms is unpacked when the first name beyond ASCII is met.
var identifierForms = sync.OnceValue(func() normalForms {
	r, err := zlib.NewReader(bytes.NewReader(identifierData))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	forms := normalForms{map[rune]string{}, map[[2]rune]rune{}}
	for line := range strings.SplitSeq(string(text), "\n") {
		if from, to, ok := strings.Cut(line, "="); ok {
			c, _ := utf8.DecodeRuneInString(from)
			forms.single[c] = to
		} else if from, to, ok := strings.Cut(line, ">"); ok {
			pair, c := []rune(from), []rune(to)
			forms.pair[[2]rune{pair[0], pair[1]}] = c[0]
		}
	}
	return forms
})

// normalizeName returns an identifier in the form in which Python compares names
// (NFKC).
func normalizeName(name string) string {
	forms := identifierForms()
	var normal []rune
	for _, c := range name {
		to, ok := forms.single[c]
		if !ok {
			to = string(c)
		}
		for _, c := range to {
			if n := len(normal); n > 0 {
				if composed, ok := forms.pair[[2]rune{normal[n-1], c}]; ok {
					normal[n-1] = composed
					continue
				}
			}
			normal = append(normal, c)
		}
	}
	return string(normal)
}
