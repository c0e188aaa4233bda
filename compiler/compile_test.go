package compiler

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"brine/parser"
)

var update = flag.Bool("update", false, "write the golden files anew")

// compileText compiles source text as a module.
func compileText(src string, opts Options) (*Code, error) {
	mod, err := parser.Parse("t.py", []byte(src), parser.Exec)
	if err != nil {
		return nil, err
	}
	opts.Source = []byte(src)
	return Compile(mod, opts)
}

// mustCompile compiles source text, and verifies the code.
func mustCompile(t testing.TB, src string) *Code {
	t.Helper()
	code, err := compileText(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(code); err != nil {
		t.Fatal(err)
	}
	return code
}

func sources(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no sources in testdata", err)
	}
	return files
}

func listing(code *Code) string {
	var b bytes.Buffer
	Disassemble(&b, code)
	return b.String()
}

// TestListings compares the code of small sources with committed listings.
func TestListings(t *testing.T) {
	for _, file := range sources(t) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := listing(mustCompile(t, string(src)))
		if again := listing(mustCompile(t, string(src))); again != got {
			t.Errorf("%s: two compilations differ", file)
		}
		golden := strings.TrimSuffix(file, ".py") + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the code has changed (go test -update accepts it):\n%s", file, firstDifference(got, string(want)))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return "one is longer"
}

// TestErrors compares errors with those that CPython 3.11 gave for the same
// texts. Each text ends with a line ### and the error, or ok.
func TestErrors(t *testing.T) {
	all, err := os.ReadFile("testdata/errors.golden")
	if err != nil {
		t.Fatal(err)
	}
	for rest := string(all); rest != ""; {
		var src, want string
		src, rest, _ = strings.Cut(rest, "### ")
		want, rest, _ = strings.Cut(rest, "\n")
		rest = strings.TrimPrefix(rest, "\n")
		got := "ok"
		if _, err := compileText(src, Options{}); err != nil {
			e := err.(*parser.SyntaxError)
			got = fmt.Sprintf("%s: %s (%d,%d)-(%d,%d)", e.Class, e.Msg, e.Line, e.Col, e.EndLine, e.EndCol)
		}
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", src, got, want)
		}
	}
}

// TestStdlib verifies the code of each top-level module of python3's library.
func TestStdlib(t *testing.T) {
	out, err := exec.Command("python3", "-c", "import os; print(os.path.dirname(os.__file__))").Output()
	if err != nil {
		t.Skip("no python3")
	}
	files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "*.py"))
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		mod, err := parser.Parse(file, src, parser.Exec)
		if err != nil {
			t.Logf("%s: not parsed: %v", file, err)
			continue
		}
		for _, namespace := range []bool{false, true} {
			code, err := Compile(mod, Options{Filename: file, Source: src, Namespace: namespace})
			if err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if err := Verify(code); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

func TestModes(t *testing.T) {
	compile := func(src string, mode parser.Mode, opts Options) *Code {
		mod, err := parser.Parse("t.py", []byte(src), mode)
		if err != nil {
			t.Fatal(err)
		}
		code, err := Compile(mod, opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := Verify(code); err != nil {
			t.Fatal(err)
		}
		return code
	}
	for _, c := range []struct {
		name string
		code *Code
		want []Op
	}{
		{"eval", compile("a + b", parser.Eval, Options{Mode: Eval, Namespace: true}), []Op{LoadName, LoadName, Add, Return}},
		{"single", compile("a\n", parser.Single, Options{Mode: Single, Namespace: true}), []Op{LoadName, Intrinsic, LoadK, Return}},
		{"exec", compile("a = b\n", parser.Exec, Options{}), []Op{LoadGlobal, StoreGlobal, LoadK, Return}},
		{"exec in a namespace", compile("a = b\n", parser.Exec, Options{Namespace: true}), []Op{LoadName, StoreName, LoadK, Return}},
	} {
		var got []Op
		for _, in := range c.code.Instrs {
			got = append(got, in.Op)
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestUnparse compares texts of annotations with those of CPython 3.11.
func TestUnparse(t *testing.T) {
	for _, c := range [][2]string{
		{"x+y*2**-z", "x + y * 2 ** (-z)"}, {"-x**2", "-x ** 2"}, {"(a,b)", "(a, b)"}, {"(a,)", "(a,)"}, {"L[int, str]", "L[int, str]"},
		{`'x"y\''`, `'x"y\''`}, {"lambda x,*,y=1: x", "lambda x, *, y=1: x"}, {"a if b else (c if d else e)", "a if b else c if d else e"},
		{"not a or b and c", "not a or b and c"}, {"{1:2, **x}", "{1: 2, **x}"}, {"[q for q in (1,2) if q]", "[q for q in (1, 2) if q]"},
		{"f'a{x!r:>{w}}b{{'", "f'a{x!r:>{w}}b{{'"}, {"a.b.c(1,*d,e=2,**f)", "a.b.c(1, *d, e=2, **f)"}, {"1 .real", "1 .real"},
		{"x[1:2,::3]", "x[1:2, ::3]"}, {"1e400", "1e309"}, {"-1j", "-1j"}, {"b'abc'", "b'abc'"}, {"...", "..."}, {"{1,2}", "{1, 2}"},
		{"a<b<=c is not d not in e", "a < b <= c is not d not in e"}, {"f(x for x in y)", "f(x for x in y)"}, {"(a or b) and c", "(a or b) and c"},
	} {
		mod, err := parser.Parse("t.py", []byte(c[0]), parser.Eval)
		if err != nil {
			t.Fatal(err)
		}
		if got := unparse(mod.Body[0].(*parser.ExprStmt).Value); got != c[1] {
			t.Errorf("%s: got %s, want %s", c[0], got, c[1])
		}
	}
}
