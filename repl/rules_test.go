package repl_test

import (
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport are the walls between the rooms: what each package may import of
// the others, and of the libraries.
var mayImport = map[string][]string{
	"brine/parser":             {"brine/parser/unicodename", "github.com/alecthomas/participle/v2", "github.com/alecthomas/participle/v2/lexer"},
	"brine/parser/unicodename": {},
	"brine/compiler":           {"brine/parser"},
	"brine/vm/object":          {"brine/compiler", "brine/parser/unicodename"},
	"brine/vm":                 {"brine/parser", "brine/compiler", "brine/vm/object"},
	"brine/vm/prelude":         {},
	"brine/vm/lib/traceback":   {"brine/parser", "brine/compiler", "brine/vm", "brine/vm/object"},
	"brine/vm/lib/re":          {"brine/parser/unicodename", "brine/vm/object"},
	"brine/vm/lib":             {"brine/parser", "brine/parser/unicodename", "brine/compiler", "brine/vm", "brine/vm/object", "brine/vm/prelude", "brine/vm/lib/re", "brine/vm/lib/traceback"},
	"brine/stackless":          {"brine/vm", "brine/vm/object"},
	"brine/pickle":             {"brine/compiler", "brine/vm", "brine/vm/object", "github.com/vmihailenco/msgpack/v5", "github.com/vmihailenco/msgpack/v5/msgpcode"},
	"brine/repl": {"brine/parser", "brine/compiler", "brine/vm", "brine/vm/object", "brine/vm/lib", "brine/vm/lib/traceback", "brine/stackless", "brine/pickle",
		"github.com/chzyer/readline"},
	"brine/cmd/brine":      {"brine/repl"},
	"brine/testdata/bench": {},
}

// TestImports holds the walls: imports run one way.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "brine/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		words := strings.Fields(line)
		may, ok := mayImport[words[0]]
		if !ok {
			t.Errorf("no wall is drawn around %s", words[0])
			continue
		}
		for _, imp := range words[1:] {
			if strings.Contains(imp, ".") || strings.HasPrefix(imp, "brine/") {
				if !slices.Contains(may, imp) {
					t.Errorf("%s must not import %s", words[0], imp)
				}
			}
		}
	}
}

// maxRunFrame bounds the Go stack frame of the loop, in bytes. If it grows,
// some local lives across a call, and every instruction pays for it.
const maxRunFrame = 0x40

// TestRunFrame holds the stack frame of the loop small.
func TestRunFrame(t *testing.T) {
	out, err := exec.Command("go", "build", "-gcflags=brine/vm=-S", "brine/vm").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	m := regexp.MustCompile(`brine/vm\.\(\*Machine\)\.loop STEXT .*size=\d+ args=0x[0-9a-f]+ locals=(0x[0-9a-f]+)`).FindSubmatch(out)
	if m == nil {
		t.Skip("the compiler's listing is not as expected")
	}
	size, err := strconv.ParseInt(string(m[1]), 0, 64)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("stack frame of the loop: %#x bytes\n", size)
	if size > maxRunFrame {
		t.Errorf("the stack frame of the loop is %#x bytes, more than %#x", size, maxRunFrame)
	}
}
