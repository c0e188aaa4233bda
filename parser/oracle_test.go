package parser

import (
	"bufio"
	"encoding/json"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/participle/v2/lexer"
)

var oracle = flag.Bool("oracle", false, "compare trees and errors with the python3 of this machine (3.11)")

// python starts testdata/parser/ast_oracle.py, which answers each line of JSON by
// one, or skips the test.
func python(t *testing.T, what string) func(question any, answer any) {
	t.Helper()
	if !*oracle {
		t.Skip("run with -oracle")
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3")
	}
	cmd := exec.Command("python3", "-W", "ignore", filepath.Join("..", "testdata", "parser", "ast_oracle.py"), what)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); cmd.Wait() })
	reader := bufio.NewReaderSize(out, 1<<20)
	return func(question, answer any) {
		t.Helper()
		line, err := json.Marshal(question)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := in.Write(append(line, '\n')); err != nil {
			t.Fatal(err)
		}
		reply, err := reader.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(reply, answer); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOracleTrees compares the trees of all top-level files of the standard library
// with those of CPython, positions included.
func TestOracleTrees(t *testing.T) {
	ask := python(t, "dump")
	var dir string
	ask("stdlib", &dir)
	files, _ := filepath.Glob(filepath.Join(dir, "*.py"))
	if more := os.Getenv("BRINE_ORACLE_FILES"); more != "" {
		files, _ = filepath.Glob(more)
	}
	if len(files) == 0 {
		t.Fatalf("no files in %s", dir)
	}
	for _, file := range files {
		var want string
		ask(file, &want)
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Parse(file, src, Exec|PrintFunction)
		if want == "" {
			if err == nil {
				t.Errorf("%s: accepted, but not by python3", file)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %s", file, err.(*SyntaxError).Format())
			continue
		}
		if got := Dump(m, true); got != want {
			t.Errorf("%s:\n%s", file, firstDifference(got, want))
		}
	}
	t.Logf("%d files", len(files))
}

// firstDifference shows the surroundings of the first place where texts differ.
func firstDifference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(i-200, 0)
	cut := func(s string) string { return strings.ToValidUTF8(s[min(from, len(s)):min(i+120, len(s))], "?") }
	return "got  ..." + cut(got) + "\nwant ..." + cut(want)
}

// TestOracleErrors compares what is said about refused texts, given as a JSON list
// in the file BRINE_ORACLE_SOURCES.
func TestOracleErrors(t *testing.T) {
	ask := python(t, "errors")
	data, err := os.ReadFile(os.Getenv("BRINE_ORACLE_SOURCES"))
	if err != nil {
		t.Skip("no BRINE_ORACLE_SOURCES")
	}
	var sources []string
	if err := json.Unmarshal(data, &sources); err != nil {
		t.Fatal(err)
	}
	equal := 0
	for _, src := range sources {
		var want string
		ask(src, &want)
		if got := errorText(src); got != want {
			t.Logf("%q\n%s---- want\n%s", src, got, want)
		} else {
			equal++
		}
	}
	t.Logf("%d of %d equal", equal, len(sources))
}

// errorText returns the error of a file with the given text, as it is printed.
func errorText(src string) string {
	if _, err := Parse("x.py", []byte(src), Exec|PrintFunction); err != nil {
		return err.(*SyntaxError).Format()
	}
	return ""
}

var mutations = flag.Int("mutations", 2000, "how many damaged texts to compare with -oracle")

// TestOracleMutations damages pieces of the standard library by one token each and
// compares what is said about them. Not all messages are equal: CPython's depend on
// the order in which its parser tries things.
func TestOracleMutations(t *testing.T) {
	askDump, ask := python(t, "dump"), python(t, "errors")
	var dir string
	askDump("stdlib", &dir)
	files, _ := filepath.Glob(filepath.Join(dir, "*.py"))
	random := rand.New(rand.NewPCG(1, 2))
	equal := 0
	for range *mutations {
		src := mutate(random, chunk(random, files))
		var want string
		ask(src, &want)
		if got := errorText(src); got == want {
			equal++
		} else {
			t.Logf("%s\n---- got\n%s---- want\n%s", src, got, want)
		}
	}
	t.Logf("%d of %d equal", equal, *mutations)
	if equal < *mutations*98/100 {
		t.Fail()
	}
}

// chunk returns some consecutive lines of a file, beginning at a top-level line.
func chunk(random *rand.Rand, files []string) string {
	for {
		data, err := os.ReadFile(files[random.IntN(len(files))])
		if err != nil {
			continue
		}
		lines := strings.SplitAfter(string(data), "\n")
		from := random.IntN(len(lines))
		for from > 0 && (lines[from] == "" || !strings.ContainsAny(lines[from][:1], "abcdefghijklmnoprstuvwxyz@")) {
			from--
		}
		src := strings.Join(lines[from:min(from+3+random.IntN(12), len(lines))], "")
		if errorText(src) == "" && !strings.Contains(src, `f"`) && !strings.Contains(src, `f'`) {
			return src
		}
	}
}

// mutate deletes, doubles, replaces or inserts one token.
func mutate(random *rand.Rand, src string) string {
	tk := newTokenizer(src+"\n", Exec)
	var tokens []lexer.Token
	for {
		tok, _ := tk.Next()
		if tok.EOF() {
			break
		}
		if tok.Value != "" && tok.Type != tokBegin {
			tokens = append(tokens, tok)
		}
	}
	if len(tokens) == 0 {
		return src
	}
	tok, other := tokens[random.IntN(len(tokens))], tokens[random.IntN(len(tokens))]
	extra := []string{"(", ")", "[", "]", "{", "}", ":", ",", "=", "==", ":=", "if", "else", "for", "in", "not", "*", "**", ".", "x", "1", "'s'", "lambda", "import", "as", "def", "print", "\n", "\n    ", "\n  "}
	word := extra[random.IntN(len(extra))]
	if random.IntN(2) == 0 {
		word = other.Value
	}
	start, end := tok.Pos.Offset, tok.Pos.Offset+len(tok.Value)
	switch random.IntN(4) {
	case 0:
		return src[:start] + src[end:]
	case 1:
		return src[:end] + " " + tok.Value + src[end:]
	case 2:
		return src[:start] + word + src[end:]
	}
	return src[:start] + " " + word + " " + src[start:]
}
