// Package unicodename knows the names of characters, as of Unicode 14, which is what
// Python 3.11 has. The names are compressed in the binary and unpacked on first use.
package unicodename

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// compressed is written by testdata/parser/unicode_names.py, which tells the format.
//
//go:embed names.z
var compressed []byte

var names = sync.OnceValue(func() string {
	r, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	return string(text)
})

// Lookup returns the character of a name or alias, in any case of letters.
func Lookup(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		return ideograph(hex)
	}
	if syllable, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		return hangul(syllable)
	}
	if name == "" || strings.ContainsAny(name, "\n=") {
		return 0, false
	}
	text := names()
	at := strings.Index(text, "\n"+name+"\n")
	if at < 0 {
		return 0, false
	}
	first := strings.LastIndex(text[:at+1], "\n=")
	hex, rest, _ := strings.Cut(text[first+2:at+1], "\n")
	code, err := strconv.ParseInt(hex, 16, 32)
	return rune(code) + rune(strings.Count(rest, "\n")), err == nil
}

func ideograph(hex string) (rune, bool) {
	code, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) < 4 || len(hex) > 5 || !unicode.Is(unicode.Unified_Ideograph, rune(code)) {
		return 0, false
	}
	return rune(code), true
}

// The parts of a Hangul syllable: leading consonant, vowel, trailing consonant.
var (
	leading  = strings.Split("G GG N D DD R M B BB S SS  J JJ C K T P H", " ")
	vowels   = strings.Split("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I", " ")
	trailing = strings.Split(" G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H", " ")
)

// hangul finds the syllable whose parts spell s.
func hangul(s string) (rune, bool) {
	for l, lead := range leading {
		rest, ok := strings.CutPrefix(s, lead)
		if !ok {
			continue
		}
		for v, vowel := range vowels {
			end, ok := strings.CutPrefix(rest, vowel)
			if !ok {
				continue
			}
			for t, trail := range trailing {
				if end == trail {
					return rune(0xAC00 + (l*len(vowels)+v)*len(trailing) + t), true
				}
			}
		}
	}
	return 0, false
}
