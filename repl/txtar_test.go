package repl_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// archive is a golden file: named parts in txtar's form (-- name -- lines).
type archive map[string]string

func readArchive(t testing.TB, file string) archive {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := archive{}
	name := ""
	for _, line := range strings.SplitAfter(string(data), "\n") {
		if s, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "-- "); ok && strings.HasSuffix(s, " --") {
			name = strings.TrimSuffix(s, " --")
			a[name] = ""
			continue
		}
		if name != "" {
			a[name] += line
		}
	}
	return a
}

// write puts the parts that are Python files into a directory.
func (a archive) write(t testing.TB, dir string) {
	for name, text := range a {
		if strings.HasSuffix(name, ".py") || strings.HasSuffix(name, ".txt") {
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// goldens returns the golden files below testdata that match a pattern.
func goldens(t testing.TB, pattern string) []string {
	files, err := filepath.Glob(filepath.Join("..", "testdata", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files match %s (%v)", pattern, err)
	}
	return files
}

func baseName(file string) string { return strings.TrimSuffix(filepath.Base(file), ".txtar") }

// goldensOrNone is goldens for folders that may be empty.
func goldensOrNone(pattern string) []string {
	files, _ := filepath.Glob(filepath.Join("..", "testdata", pattern))
	return files
}

func exit(code int) { os.Exit(code) }
