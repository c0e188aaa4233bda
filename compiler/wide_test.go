package compiler

import (
	"fmt"
	"strings"
	"testing"
)

// lines repeats a line with a growing number.
func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestWide compiles what does not fit the operands of the running form.
func TestWide(t *testing.T) {
	elif := "if x == -1: y = 0\n" + lines(3000, "elif x == %d: y += 1\n") + "else: y = f()\n"
	for _, c := range []struct {
		name, src string
		want      Op
	}{
		{"dict literal", "d = {" + lines(20000, "'k%d': 1.5, ") + "}", MapAdd},
		{"constants", "d = [" + lines(10000, "%d.5, f, ") + "]", LoadKWide},
		{"locals", "def f():\n" + lines(5000, " x%d = 1\n") + lines(5000, " f(x%d)\n") + " for x4999 in x4998: pass\n del x4997\n", SetWide},
		{"elifs", elif, JumpWide},
		{"elifs in a loop", "def f(x):\n for x in g():\n  " + strings.ReplaceAll(elif, "\n", "\n  "), JumpWide},
		{"lines", lines(30000, "x = x + %d\n") + "while x:\n if y: break\n", JumpWide},
		{"list", "x = [" + lines(10000, "f%d, ") + "]", ListAppend},
		{"arguments", "f(" + lines(1000, "x%d, ") + lines(1000, "k%d=1, ") + ")", CallEx},
		{"targets", lines(1000, "x%d, ") + "= y", UnpackStar},
		{"generator", "def f(a):\n g = lambda: a\n" + lines(9000, " a = %d\n") + " while a:\n  yield from a\n  try: a()\n  except E: pass\n", JumpWide},
		{"try", lines(9000, "a = %d\n") + "try: f()\nexcept E as e: g()\nfinally: h()\nwith f() as x: g()\n", JumpWide},
	} {
		code := mustCompile(t, c.src)
		n := 0
		for _, inner := range codes(code) {
			n += count(inner, c.want)
			for pc, in := range inner.Instrs {
				if to, ok := jumpOf(in); ok && in.Op != JumpWide && to >= directInstrs {
					t.Fatalf("%s: at %d %s goes to %d", c.name, pc, in.Op, to)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no %s", c.name, c.want)
		}
	}
}

// TestTooLarge compiles what is refused: with an error, and soon.
func TestTooLarge(t *testing.T) {
	nested := ""
	for i := range 60 {
		indent := strings.Repeat(" ", i)
		nested += indent + "try: f()\n" + indent + "finally:\n"
	}
	nested += strings.Repeat(" ", 60) + "f()\n"
	for name, src := range map[string]string{
		"finally in finally": nested,
		"functions":          lines(5000, "def f%d(): pass\n"),
		"parameters":         "def f(" + lines(4000, "a%d, ") + "): pass",
		"branches":           lines(9000, "if a%d: b = 1\n"),
	} {
		if _, err := compileText(src, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
