package re

import (
	"strings"
	"testing"
)

// seeds are patterns of every kind of instruction.
var seeds = []string{
	`(a+)+b`, `(?P<x>\d+)-(?P=x)|[^a-c]*?$`, `(?i)é[à-ü]\W(?<=ab)(?<!c)`, `(?:(a)|b){2,3}?(?(1)c|d)\1`, `(?>a*+b?+)(?=x)(?!y)`, `(?s:.*)(?-i:x)\b\B^\Z`, `[\d\-x]{3,}+`, `(?x) a # b`, `(?:(?=(a))|(?:)){5,9}`,
}

const (
	maxText  = 200
	maxSteps = 20_000
)

// begin makes a matcher of what a fuzzer thought of, nil if it is no pattern.
func begin(pattern, text string, flags uint16, isText bool) (*Matcher, string) {
	if isText {
		pattern, text = strings.ToValidUTF8(pattern, "?"), strings.ToValidUTF8(text, "?")
	}
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	prog, err := Compile(pattern, isText, Flags(flags))
	if err != nil {
		return nil, ""
	}
	m := &Matcher{}
	m.Begin(prog, text, isText, Mode(flags>>9%3), 0)
	return m, text
}

// FuzzMatch matches once in one go, and once saved and loaded every few steps:
// both must come to the same answer, and to no panic.
func FuzzMatch(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "aaé1-1 abx\n", uint16(0), true)
		f.Add(s, "aaa", uint16(2|1<<9), false)
	}
	f.Fuzz(func(t *testing.T, pattern, text string, flags uint16, isText bool) {
		m, text := begin(pattern, text, flags, isText)
		if m == nil {
			return
		}
		want, _ := m.Run(maxSteps)
		if want == More {
			return
		}
		var n Matcher
		n.Begin(m.prog, text, isText, m.mode, 0)
		for range 2 * maxSteps {
			got, _ := n.Run(7)
			if got != More {
				if got != want {
					t.Fatalf("%q on %q: %d in one go, %d in pieces", pattern, text, want, got)
				}
				break
			}
			var again Matcher
			if err := again.Load(m.prog, text, isText, n.State()); err != nil {
				t.Fatalf("%q on %q: %v", pattern, text, err)
			}
			n = again
		}
		if want != Matched {
			return
		}
		for g := range m.prog.Groups + 1 {
			a, b := m.Span(g)
			c, d := n.Span(g)
			if a != c || b != d {
				t.Fatalf("%q on %q: group %d is %d:%d in one go, %d:%d in pieces", pattern, text, g, a, b, c, d)
			}
			if a > b || b > len(text) {
				t.Fatalf("%q on %q: group %d is %d:%d", pattern, text, g, a, b)
			}
		}
	})
}

// FuzzState loads states that no matcher was in.
func FuzzState(f *testing.F) {
	for _, s := range seeds {
		if m, _ := begin(s, "aaé1-1 abx\n", 0, true); m != nil {
			m.Run(5)
			f.Add(s, "aaé1-1 abx\n", true, m.State())
		}
	}
	f.Fuzz(func(t *testing.T, pattern, text string, isText bool, state []byte) {
		m, text := begin(pattern, text, 0, isText)
		if m == nil || m.Load(m.prog, text, isText, state) != nil {
			return
		}
		if st, _ := m.Run(maxSteps); st == Matched {
			for g := range m.prog.Groups + 1 {
				if from, to := m.Span(g); g > 0 && (from > to || to > len(text)) {
					t.Fatalf("%q on %q: group %d is %d:%d", pattern, text, g, from, to)
				}
			}
		}
	})
}

// FuzzTemplate parses templates.
func FuzzTemplate(f *testing.F) {
	f.Add(`\1\g<x>\g<2>\n\07`, `(?P<x>a)(b)`, true)
	f.Fuzz(func(t *testing.T, template, pattern string, isText bool) {
		m, _ := begin(pattern, "", 0, isText)
		if m == nil {
			return
		}
		parts, err := ParseTemplate(strings.ToValidUTF8(template, "?"), isText, m.prog)
		for _, p := range parts {
			if p.Group > m.prog.Groups || err != nil {
				t.Fatalf("%q for %q: group %d, %v", template, pattern, p.Group, err)
			}
		}
	})
}
