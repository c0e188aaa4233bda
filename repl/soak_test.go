package repl_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"

	"brine/repl"
	"brine/vm"
	"brine/vm/object"
)

var soakSwitches = flag.Int("soak", 100_000, "how many switches the soak of the scheduler makes")

// TestSoak lets tasklets switch, meet, kill and throw at random, checks the
// invariants of the machine all along, and that memory is level: what a long
// run leaves is no more than what a short one did.
func TestSoak(t *testing.T) {
	text, err := os.ReadFile("../testdata/soak/scheduler.py")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s, err := repl.NewSession(&object.Host{Stdout: &out, Stderr: &out})
	if err != nil {
		t.Fatal(err)
	}
	tasklets := min(10_000, *soakSwitches/100)
	left := func(code string) uint64 {
		if err := s.Run([]byte(code), "scheduler.py", vm.ModeExec); err != nil {
			s.Report(err)
			t.Fatal(out.String())
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	left(string(text))
	short := left(fmt.Sprintf("soak(%d, %d)", *soakSwitches/10, tasklets))
	long := left(fmt.Sprintf("soak(%d, %d)", *soakSwitches, tasklets))
	t.Logf("heap after a tenth: %d KiB, after all: %d KiB\n%s", short>>10, long>>10, out.String())
	if long > short+short/4 {
		t.Errorf("the heap grew from %d to %d bytes", short, long)
	}
	runtime.KeepAlive(s)
}
