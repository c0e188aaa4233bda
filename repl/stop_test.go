package repl_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"brine/repl"
	"brine/vm"
	"brine/vm/object"
)

// A stop point is a place in the language from which a tasklet can be switched
// away, pickled, and finished: in the same process and in a new one. The
// golden file defines work(), which calls stop() there.
const (
	stopHead = `
import pickle, stackless, sys
channel = stackless.channel()
def stop():
    return channel.receive()
`
	stopPickle = `
t = stackless.tasklet(work)()
stackless.run()
if not t.blocked:
    print('the tasklet did not stop')
with open(sys.argv[1], 'wb') as _file:
    pickle.dump(t, _file)
`
	stopFinish = `
sys.stdout = sys.stderr
channel.send(41)
stackless.run()
print(t.alive)
`
	stopAgain = `
import pickle, stackless, sys
with open(sys.argv[1], 'rb') as _file:
    t = pickle.load(_file)
t._channel.send(41)
stackless.run()
print(t.alive)
`
)

// stopPoint runs a golden file of a stop point.
func stopPoint(t *testing.T, file string) {
	a := readArchive(t, file)
	dir := t.TempDir()
	a.write(t, dir)
	saved := filepath.Join(dir, "tasklet.pickle")
	var out, errs bytes.Buffer
	s := sessionIn(t, dir, &out, &errs, saved)
	run(s, stopHead+a["work.py"]+stopPickle)
	standing(s, "t")
	run(s, stopFinish)
	s.Close()
	before, here := out.String(), errs.String()
	there, rest := runScript(t, dir, stopAgain, saved)
	want := a["stdout"] + "False\n"
	if got := before + here; got != want {
		t.Errorf("in the same process:\n%s\nwant:\n%s", got, want)
	}
	if got := before + there + rest; got != want {
		t.Errorf("in a new process:\n%s\nwant:\n%s", got, want)
	}
}

// runScript runs a script in a fresh interpreter and returns what it printed
// to stdout and to stderr, an uncaught exception included.
func runScript(t *testing.T, dir, text string, args ...string) (stdout, stderr string) {
	var out, errs bytes.Buffer
	s := sessionIn(t, dir, &out, &errs, args...)
	run(s, text)
	s.Close()
	return out.String(), errs.String()
}

// sessionIn returns a fresh interpreter that runs a golden script in dir.
func sessionIn(t *testing.T, dir string, out, errs io.Writer, args ...string) *repl.Session {
	host := &object.Host{Stdin: stdinOf(dir), Stdout: out, Stderr: errs, Args: append([]string{"main.py"}, args...), Path: []string{dir}}
	s, err := repl.NewSession(host)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func run(s *repl.Session, text string) {
	if err := s.Run([]byte(text), "main.py", vm.ModeExec); err != nil {
		s.Report(err)
	}
}

// stdinOf is the standard input of a golden script: its part stdin.txt.
func stdinOf(dir string) io.Reader {
	text, _ := os.ReadFile(filepath.Join(dir, "stdin.txt")) // without one it is empty
	return bytes.NewReader(text)
}
