package repl_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand"
	"runtime/debug"
	"testing"

	"brine/repl"
	"brine/vm"
	"brine/vm/object"
)

var hostileTrials = flag.Int("hostile", 12, "how many frames of each native TestHostileFrames makes")

// TestHostileFrames resumes frames of natives that no program leaves behind: at
// any step, with any values in the registers that the row admits.
func TestHostileFrames(t *testing.T) {
	t.Chdir(t.TempDir())
	debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(false)
	const steps = 40
	random := rand.New(rand.NewSource(5))
	if _, err := repl.NewSession(&object.Host{}); err != nil { // enters the natives
		t.Fatal(err)
	}
	for _, name := range object.Resumables() {
		v, _ := object.Named(name)
		n := object.AsA[object.Native](v, &object.NativeLayout)
		switch name {
		case "time:sleep", "builtins:input", // they wait
			"math:prod": // multiplies lists
			continue
		}
		var s *repl.Session
		var values []object.Value
		for trial := range *hostileTrials {
			if trial%20 == 0 { // what natives do to the values stays within bounds
				var out bytes.Buffer
				var err error
				if s, err = repl.NewSession(&object.Host{Stdin: &out, Stdout: &out, Stderr: &out}); err != nil {
					t.Fatal(err)
				}
				run(s, nativeSamples+hostileValues)
				list, ok := s.Main.GetString("values")
				if !ok {
					t.Fatalf("before %s: %s", name, &out)
				}
				samples, _ := s.Main.GetString("samples")
				values = append([]object.Value{object.Unbound}, object.As[object.List](list).Items...)
				values = append(values, object.As[object.List](samples).Items...)
			}
			f := hostileFrame(s, n, values, random)
			if f == nil {
				break
			}
			if err := resume(s, f, steps); err != nil {
				t.Errorf("%s at step %d, trial %d: %v", name, f.PC, trial, err)
				break
			}
		}
	}
}

const hostileValues = `
import collections, functools
class C:
    def __call__(self, *args): return args
    def __iter__(self): return iter([1, 2])
    def __getitem__(self, i): return [1][i]
    def __lt__(self, other): return True
def g():
    yield 1
values = [0, 1, -1, 7, 2.5, '', 'ab', b'ab', bytearray(b'ab'), None, True, False, (), (1, 2), (1, 'x', [2]), [], [1, 2, 3], ['b', 'a'], {}, {'a': 1, 2: 'b'}, set(), {1, 'a'},
          frozenset([1]), range(3), slice(1), C, C(), C().__call__, len, f, g(), iter([1, 2]), iter('ab'), zip('ab', 'cd'), map(len, ['a']), enumerate('ab'), KeyError('k'), ValueError,
          int, dict, type, collections.deque([1]), collections.OrderedDict(a=1), functools.partial(len), 1j, 10 ** 30, ..., NotImplemented, memoryview(b'ab')]
`

// hostileFrame returns a frame with registers that CheckRegs admits, or nil if
// none was found.
func hostileFrame(s *repl.Session, n *object.Native, values []object.Value, random *rand.Rand) *object.Frame {
	f := s.M.NativeFrame(n, s.M.End(), plausible(n, object.Of(object.NewList(values[1:]))))
	for i := range f.Regs {
		old := f.Regs[i]
		for range 20 {
			f.Regs[i] = values[random.Intn(len(values))]
			if n.CheckRegs(f.Regs) == nil {
				old = f.Regs[i]
				break
			}
		}
		f.Regs[i] = old
	}
	if n.CheckRegs(f.Regs) != nil {
		return nil
	}
	f.PC, f.Land = int32(random.Intn(8)), []object.Landing{object.LandNone, object.LandStep, object.LandNext}[random.Intn(3)]
	f.LandArg = int32(random.Intn(3))
	return f
}

// resume runs a frame for some steps; an error is a crash of the machine.
func resume(s *repl.Session, f *object.Frame, steps int) (crash error) {
	defer func() {
		if bug := recover(); bug != nil {
			crash = fmt.Errorf("%v\n%s", bug, debug.Stack())
		}
	}()
	code, err := s.M.Compile([]byte("pass"), "x.py", 0)
	if err != nil {
		return err
	}
	if err := s.M.Start(code, s.Main); err != nil {
		return err
	}
	s.M.Frame = f
	s.M.SetStepping(true)
	defer s.M.SetStepping(false)
	for range steps {
		if s.M.Run() != vm.ErrStep {
			break
		}
		s.M.Continue()
	}
	return nil
}
