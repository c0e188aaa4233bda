package repl

import (
	"os"

	"brine/compiler"
	"brine/pickle"
	"brine/stackless"
	"brine/vm"
	"brine/vm/lib"
	"brine/vm/object"
)

// Session is a complete interpreter: a machine with its library, scheduler and
// pickles, and the namespace of __main__. It is where everything is wired.
type Session struct {
	M    *vm.Machine
	Main *object.Dict // namespace of __main__

	host *object.Host
}

// Host returns the streams and arguments of this process.
func Host(args []string, path ...string) *object.Host {
	return &object.Host{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Args: args, Path: path}
}

// NewSession returns an interpreter that has run nothing yet.
func NewSession(host *object.Host) (*Session, error) {
	m, err := newMachine(host)
	if err != nil {
		return nil, err
	}
	main := object.NewModule("__main__")
	m.Modules.SetString("__main__", object.Of(main))
	return &Session{M: m, Main: main.Dict, host: host}, nil
}

// newMachine returns a wired machine, also the one that a snapshot fills.
func newMachine(host *object.Host) (*vm.Machine, error) {
	m := vm.New(host)
	stackless.Install(m)
	if err := lib.Install(m); err != nil {
		return nil, err
	}
	all := lib.Library()
	all.Go["stackless"] = stackless.Module
	all.Go["greenlet"] = stackless.Greenlets
	all.Go["pickle"] = pickle.Module
	all.Go["copyreg"] = pickle.Copyreg
	m.SetLibrary(all)
	return m, nil
}

// Run compiles and runs a source text in __main__. The error is a Python
// exception (*object.Exception) or nil.
func (s *Session) Run(text []byte, file string, mode vm.Mode) error {
	code, err := s.M.Compile(text, file, mode)
	if err != nil {
		return err
	}
	return s.RunCode(code)
}

// RunCode runs compiled code in __main__.
func (s *Session) RunCode(code *compiler.Code) error {
	if err := s.M.Start(code, s.Main); err != nil {
		return err
	}
	return s.M.Run()
}

// Snapshot saves the whole program, which has stopped between two
// instructions; Restore returns a session that goes on with it.
func (s *Session) Snapshot() ([]byte, error) { return pickle.Snapshot(s.M) }

// Restore returns a session that continues a snapshot on the given host.
func Restore(data []byte, host *object.Host) (*Session, error) {
	m, err := newMachine(host)
	if err != nil {
		return nil, err
	}
	if err := pickle.Restore(m, data); err != nil {
		return nil, err
	}
	s := &Session{M: m, host: host}
	if v, ok := m.Modules.GetString("__main__"); ok {
		if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
			s.Main = mod.Dict
		}
	}
	return s, nil
}
