package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestErrors compares messages and carets with those of CPython 3.11, which
// testdata/parser/update_errors.py has written into testdata/parser/errors.
func TestErrors(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "testdata", "parser", "errors", "*.txt"))
	if len(files) == 0 {
		t.Fatal("no files")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		cases := strings.Split(string(data), "\n=== ")
		for _, c := range cases[1:] {
			name, rest, _ := strings.Cut(c, "\n")
			source, want, ok := strings.Cut(rest, "\n---\n")
			if !ok {
				source, want = strings.TrimSuffix(strings.TrimSpace(rest), "\n---"), ""
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+name, func(t *testing.T) {
				if got := strings.TrimSpace(errorText(source + "\n")); got != strings.TrimSpace(want) {
					t.Errorf("%s\n---- got\n%s\n---- want\n%s", source, got, want)
				}
			})
		}
	}
}
