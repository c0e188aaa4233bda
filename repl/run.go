package repl

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"brine/compiler"
	"brine/pickle"
	"brine/stackless"
	"brine/vm"
	"brine/vm/lib"
	"brine/vm/lib/traceback"
	"brine/vm/object"
)

// Report prints an uncaught exception to stderr, as CPython does.
func (s *Session) Report(err error) {
	s.flush()
	if exc, ok := err.(*object.Exception); ok {
		traceback.Print(s.host.Stderr, s.M, exc)
		return
	}
	fmt.Fprintln(s.host.Stderr, err)
}

// flush ends a line that a print statement left open, and writes what files
// hold back.
func (s *Session) flush() {
	lib.FlushLine(&s.M.World)
	lib.Flush(s.M)
}

// Finish makes the end of the program what its machine runs next: the handlers
// of atexit, and finalizers.
func (s *Session) Finish() { lib.Finish(s.M) }

// Close ends the session: the program does what it wants at its end, and files
// with unwritten bytes are written.
func (s *Session) Close() {
	s.Finish()
	if err := s.M.Run(); err != nil {
		s.Report(err)
	}
	s.flush()
}

// Exit ends the session of a program that has ended with err, and returns what
// the process should return.
func (s *Session) Exit(err error) int {
	defer s.Close()
	return s.Ended(err)
}

// Ended is what the process should return after a program ended with err. An
// uncaught exception is reported; SystemExit says what to return.
func (s *Session) Ended(err error) int {
	if err == nil {
		return 0
	}
	if !object.Is(err, object.SystemExit) {
		s.Report(err)
		if object.Is(err, object.KeyboardInterrupt) {
			return 130
		}
		return 1
	}
	code, _ := object.GetAttr(object.Of(err.(*object.Exception)), "code")
	switch n, isInt := object.Int64Of(code); {
	case isInt:
		return int(n) & 0xff
	case code.IsNone() || code.IsUnbound():
		return 0
	}
	text, _ := object.StrLeaf(code)
	s.flush()
	fmt.Fprintln(s.host.Stderr, text)
	return 1
}

// RunFile runs a script. A file that cannot be read gives exit code 2.
func (s *Session) RunFile(file string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			fmt.Fprintf(s.host.Stderr, "brine: can't open file '%s': %v\n", file, path.Err)
		} else {
			fmt.Fprintf(s.host.Stderr, "brine: can't open file '%s': %v\n", file, err)
		}
		return 2
	}
	if full, err := filepath.Abs(file); err == nil {
		file = full // as since Python 3.9
	}
	s.Main.SetString("__file__", object.NewStr(file))
	return s.RunText(text, file)
}

// WatchInterrupts makes Ctrl-C raise KeyboardInterrupt in the program, until
// the function that it returns is called.
func (s *Session) WatchInterrupts() (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for range signals {
			s.M.Interrupt()
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// RunText runs a source text as the main program and returns the exit code.
func (s *Session) RunText(text []byte, file string) int {
	return s.Exit(s.Run(text, file, vm.ModeExec))
}

// Resume finishes what a file holds: a whole program, or the tasklets of a
// pickle, which are inserted in their saved order and run. It returns the exit
// code.
func Resume(data []byte, host *object.Host) int {
	kind, err := pickle.Kind(data)
	if err == nil && kind == "snapshot" {
		s, err := Restore(data, host)
		if err == nil {
			defer s.WatchInterrupts()()
			return s.Exit(s.M.Run())
		}
		return refuse(host.Stderr, err)
	}
	if err != nil {
		return refuse(host.Stderr, err)
	}
	s, err := NewSession(host)
	if err != nil {
		return refuse(host.Stderr, err)
	}
	defer s.WatchInterrupts()()
	s.M.Modules.SetString("__resumed__", object.NewBytes(string(data)))
	if err := s.Run([]byte(resumeText), "<resume>", vm.ModeExec); err != nil {
		return s.Exit(err)
	}
	tasklets := stackless.Alive(s.M)
	if len(tasklets) == 0 {
		return s.Exit(nil)
	}
	s.flush()
	for _, t := range tasklets {
		fmt.Fprintf(host.Stderr, "brine: %s\n", stackless.Describe(s.M, t))
	}
	return 1
}

// resumeText loads a pickle into an empty __main__ and runs its tasklets.
const resumeText = `
def resume():
    import sys, pickle, stackless
    data = sys.modules.pop('__resumed__')
    del globals()['resume']
    stackless._resume(pickle._loadall(data))
    stackless.run()
resume()
`

func refuse(w io.Writer, err error) int {
	fmt.Fprintf(w, "brine: %v\n", err)
	return 1
}

// Disassemble prints the code of a script.
func (s *Session) Disassemble(w io.Writer, file string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		fmt.Fprintf(s.host.Stderr, "brine: can't open file '%s': %v\n", file, err)
		return 2
	}
	code, err := s.M.Compile(text, file, vm.ModeExec)
	if err != nil {
		return s.Exit(err)
	}
	compiler.Disassemble(w, code)
	return 0
}
