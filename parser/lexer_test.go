package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"
)

// tokensOf lists the tokens of a text, with their places if asked for.
func tokensOf(src string, places bool) string {
	names := map[lexer.TokenType]string{
		tokNewline: "NEWLINE", tokIndent: "INDENT", tokDedent: "DEDENT", tokInvalid: "INVALID",
		tokFStart: "FSTART", tokFMiddle: "FMIDDLE", tokFEnd: "FEND",
	}
	text, _ := decodeSource([]byte(src))
	tk := newTokenizer(text, Exec)
	var list []string
	for {
		tok, _ := tk.Next()
		if tok.EOF() {
			return strings.Join(list, " ")
		}
		if tok.Type == tokBegin {
			continue
		}
		word := tok.Value
		if name := names[tok.Type]; name != "" {
			word = name
			if tok.Type == tokFMiddle {
				word += "(" + tok.Value + ")"
			}
		}
		if places {
			line, col := endOf(&tok)
			word += fmt.Sprintf("@%d:%d-%d:%d", tok.Pos.Line, tok.Pos.Column, line, col)
		}
		list = append(list, word)
	}
}

func TestTokens(t *testing.T) {
	tests := []struct{ src, want string }{
		{"if a:\n  b\n  c\nd", "if a : NEWLINE INDENT b NEWLINE c NEWLINE DEDENT d NEWLINE"},
		{"if a:\n  if b:\n    c\nd", "if a : NEWLINE INDENT if b : NEWLINE INDENT c NEWLINE DEDENT DEDENT d NEWLINE"},
		{"if a:\n\n  # comment\n  b\n# end\n", "if a : NEWLINE INDENT b NEWLINE DEDENT"},
		{"f(a,\n  b)\nc", "f ( a , b ) NEWLINE c NEWLINE"},
		{"a = \\\n  b", "a = b NEWLINE"},
		{"a//=b**c<<=d->e...f", "a //= b ** c <<= d -> e ... f NEWLINE"},
		{"1_000 0xFF 1e5 .5 1.j", "1_000 0xFF 1e5 .5 1.j NEWLINE"},
		{"1if 2", "1 if 2 NEWLINE"},
		{`rb"a" Rb'b' u"c"`, `rb"a" Rb'b' u"c" NEWLINE`},
		{`f"a{b}c"`, "FSTART FMIDDLE(a) { b } FMIDDLE(c) FEND NEWLINE"},
		{`f"{{a}}"`, "FSTART FMIDDLE({) FMIDDLE(a}) FEND NEWLINE"},
		{`f"{a!r:>{w}}"`, "FSTART { a ! r : FMIDDLE(>) { w } } FEND NEWLINE"},
		{`f"{a:{b:c}}"`, "FSTART { a : { b : FMIDDLE(c) } } FEND NEWLINE"},
		{`f"{ {1: 2}[1] }"`, "FSTART { { 1 : 2 } [ 1 ] } FEND NEWLINE"},
		{`f"{f"{1}"}"`, "FSTART { FSTART { 1 } FEND } FEND NEWLINE"},
		{`f"{a != b}"`, "FSTART { a != b } FEND NEWLINE"},
		{`f"{a:=5}"`, "FSTART { a : FMIDDLE(=5) } FEND NEWLINE"},
		{`f"\N{BULLET}{a}"`, `FSTART FMIDDLE(\N{BULLET}) { a } FEND NEWLINE`},
		{`rf"\N{a}"`, `FSTART FMIDDLE(\N) { a } FEND NEWLINE`},
		{"f'''a\n{b\n}'''", "FSTART FMIDDLE(a\n) { b } FEND NEWLINE"},
		{"a 'b", "a INVALID"},
	}
	for _, test := range tests {
		if got := tokensOf(test.src, false); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
}

func TestTokenPlaces(t *testing.T) {
	tests := []struct{ src, want string }{
		{"ab = c # d\n", "ab@1:0-1:2 =@1:3-1:4 c@1:5-1:6 NEWLINE@1:7-1:10"},
		{"é = 1", "é@1:0-1:2 =@1:3-1:4 1@1:5-1:6 NEWLINE@1:6-1:6"},
		{"a = '''b\ncd''' + e", "a@1:0-1:1 =@1:2-1:3 '''b\ncd'''@1:4-2:5 +@2:6-2:7 e@2:8-2:9 NEWLINE@2:9-2:9"},
		{"if a:\n\tb\nc", "if@1:0-1:2 a@1:3-1:4 :@1:4-1:5 NEWLINE@1:5-1:5 INDENT@2:1-2:1 b@2:1-2:2 NEWLINE@2:2-2:2 DEDENT@3:0-3:0 c@3:0-3:1 NEWLINE@3:1-3:1"},
		{"a\\\n b", "a@1:0-1:1 b@2:1-2:2 NEWLINE@2:2-2:2"},
		{"(\n a)", "(@1:0-1:1 a@2:1-2:2 )@2:2-2:3 NEWLINE@2:3-2:3"},
		{`f"é{a}"`, `FSTART@1:0-1:2 FMIDDLE(é)@1:2-1:4 {@1:4-1:5 a@1:5-1:6 }@1:6-1:7 FEND@1:7-1:8 NEWLINE@1:8-1:8`},
	}
	for _, test := range tests {
		if got := tokensOf(test.src, true); got != test.want {
			t.Errorf("%q\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
}
