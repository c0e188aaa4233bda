package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// FuzzParse holds that no text makes the parser panic, take long, or accept a tree
// that can not be printed.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("..", "testdata", "parser", "errors", "*.txt"))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range strings.Split(string(data), "\n=== ")[1:] {
			source, _, _ := strings.Cut(c[strings.IndexByte(c, '\n')+1:], "\n---")
			f.Add([]byte(source), byte(Exec))
		}
	}
	f.Add([]byte(everything), byte(Exec))
	f.Add([]byte("print >>a, 'b',\n"), byte(Single|Prompt))
	f.Fuzz(func(t *testing.T, src []byte, mode byte) {
		start := time.Now()
		m, err := Parse("x.py", src, Mode(mode)%3|Mode(mode)&(Prompt|PrintFunction))
		if err != nil {
			e := err.(*SyntaxError)
			if strings.Contains(e.Msg, "the parser failed") {
				t.Fatal(e.Msg)
			}
			e.Format()
		} else {
			Dump(m, true)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Fatalf("%d bytes took %s", len(src), d)
		}
	})
}
