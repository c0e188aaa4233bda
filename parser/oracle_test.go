package parser

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
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
