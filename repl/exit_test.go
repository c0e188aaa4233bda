package repl_test

import (
	"bytes"
	"testing"

	"brine/vm"
)

// SystemExit in a tasklet ends the program: nobody else runs on while it ends.
func TestExitInTasklet(t *testing.T) {
	const text = `
import atexit, stackless, sys
class A:
    def __del__(self): print('del')
a = A()
atexit.register(print, 'at exit')
def ends():
    print('ends')
    sys.exit(3)
def other():
    print('other runs on')
stackless.tasklet(ends)()
stackless.tasklet(other)()
stackless.run()
print('main runs on')
`
	var out, errs bytes.Buffer
	s := sessionIn(t, t.TempDir(), &out, &errs)
	code := s.Exit(s.Run([]byte(text), "main.py", vm.ModeExec))
	if got, want := out.String(), "ends\nat exit\ndel\n"; code != 3 || got != want || errs.Len() > 0 {
		t.Errorf("exit code %d, stdout %q, want %q; stderr %q", code, got, want, errs.String())
	}
}
