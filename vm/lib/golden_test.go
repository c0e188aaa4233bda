package lib_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brine/vm"
	"brine/vm/lib"
	"brine/vm/object"
)

// TestGolden runs the golden scripts of this package's modules in a plain machine.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("../../testdata/lang/lib-*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden scripts", err)
	}
	for _, file := range files {
		if name := filepath.Base(file); strings.HasPrefix(name, "lib-pickle") || strings.HasPrefix(name, "lib-copy") || name == "lib-weakref-ref.txtar" || name == "lib-weakref-maps.txtar" {
			continue // modules of package pickle, or what needs them
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(data), "-- main.py --\n")
		text, want, _ := strings.Cut(rest, "-- stdout --\n")
		want, _, _ = strings.Cut(want, "-- flags --\n")
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Chdir(t.TempDir())
			var out bytes.Buffer
			m := vm.New(&object.Host{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out})
			if err := lib.Install(m); err != nil {
				t.Fatal(err)
			}
			code, err := m.Compile([]byte(text), "main.py", vm.ModeExec)
			if err != nil {
				t.Fatal(err)
			}
			main := object.NewModule("__main__")
			m.Modules.SetString("__main__", object.Of(main))
			if err := m.Start(code, main.Dict); err != nil {
				t.Fatal(err)
			}
			if err := m.Run(); err != nil {
				t.Error(err)
			}
			lib.Finish(m)
			if err := m.Run(); err != nil {
				t.Error(err)
			}
			lib.Flush(m)
			if out.String() != want {
				t.Errorf("got:\n%swant:\n%s", out.String(), want)
			}
		})
	}
}
