package repl_test

import (
	"runtime"
	"sync"
	"testing"

	"brine/repl"
	"brine/vm"
	"brine/vm/object"
)

// TestMachines runs several machines at once: builtin types, rows and shapes
// are shared by all of them, and must not be changed. The race detector looks.
func TestMachines(t *testing.T) {
	files := goldens(t, "lang/*.txtar")
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, file := range files[:min(len(files), 12)] {
				a := readArchive(t, file)
				dir := t.TempDir()
				a.write(t, dir)
				out, _ := runScript(t, dir, a["main.py"], dir)
				if out != a["stdout"] && a["error"] == "" {
					t.Errorf("%s printed something else beside others", file)
				}
			}
		})
	}
	wait.Wait()
}

const blockedScript = `
import stackless
channel = stackless.channel()
def work():
    channel.receive()
n = 1000000
while n:
    stackless.tasklet(work)()
    n -= 1
stackless.run()
`

// BenchmarkBlocked reports the live bytes of a tasklet that waits in receive,
// of a million.
func BenchmarkBlocked(b *testing.B) {
	const count = 1_000_000
	for b.Loop() {
		s, err := repl.NewSession(&object.Host{})
		if err != nil {
			b.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		if err := s.Run([]byte(blockedScript), "blocked.py", vm.ModeExec); err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/count, "B/tasklet")
		runtime.KeepAlive(s)
	}
}
