package repl_test

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand"
	"regexp"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"brine/compiler"
	"brine/repl"
	"brine/vm"
	"brine/vm/object"
)

var tortureTime = flag.Duration("torture", 700*time.Millisecond, "how long each script is saved and restored before every instruction; 0 for always")

// coverage is where the whole suite was interrupted and restored.
var coverage = struct {
	sync.Mutex
	ops      [256]bool
	landings [object.NumLandings]bool
	steps    map[step]bool
}{steps: map[step]bool{}}

// note enters where a machine stands into the coverage, and reports whether
// it has not been saved there before.
func note(m *vm.Machine) (fresh bool) {
	coverage.Lock()
	defer coverage.Unlock()
	mark := func(b *bool) {
		fresh = fresh || !*b
		*b = true
	}
	for i, f := 0, m.Frame; f != nil && i < 8; i, f = i+1, f.Back {
		if f.Native != nil {
			at := step{placeOf(f.Native), int(f.PC)}
			fresh = fresh || !coverage.steps[at]
			coverage.steps[at] = true
		} else if i == 0 && int(f.PC) < len(f.Code.Src.Instrs) {
			mark(&coverage.ops[f.Code.Src.Instrs[f.PC].Op])
		}
		if i > 0 || f.Native != nil {
			mark(&coverage.landings[f.Land])
		}
	}
	return fresh
}

// torture runs a script and, between instructions, saves the whole machine,
// drops it, and goes on with a restored one: before every instruction at
// first, then at growing gaps, and wherever no script has been saved before.
func torture(t *testing.T, dir, text string, args ...string) (stdout, stderr string) {
	var out, errs bytes.Buffer
	host := &object.Host{Stdin: stdinOf(dir), Stdout: &out, Stderr: &errs, Args: append([]string{"main.py"}, args...), Path: []string{dir}}
	s, err := repl.NewSession(host)
	if err != nil {
		t.Fatal(err)
	}
	code, err := s.M.Compile([]byte(text), "main.py", vm.ModeExec)
	if err != nil {
		s.Report(err)
		return out.String(), errs.String()
	}
	s.M.SetStepping(true)
	if err := s.M.Start(code, s.Main); err != nil {
		t.Fatal(err)
	}
	begin, gap, skip, ended := time.Now(), 1.0, 0, false
	random := rand.New(rand.NewSource(int64(len(text))))
	for {
		err := s.M.Run()
		if err != vm.ErrStep {
			if !ended { // what the program does at its end is interrupted too
				ended = true
				s.M.SetStepping(false)
				s.Ended(err)
				s.M.SetStepping(true)
				s.Finish()
				continue
			}
			s.M.SetStepping(false)
			s.Close()
			return out.String(), errs.String()
		}
		if fresh := note(s.M); skip > 0 && !fresh {
			skip--
			s.M.Continue()
			continue
		}
		data, err := s.Snapshot()
		if err != nil {
			t.Fatalf("save in %s: %v", where(s.M), err)
		}
		again, err := repl.Restore(data, host)
		if err != nil {
			t.Fatalf("restore in %s: %v", where(s.M), err)
		}
		if n := random.Intn(50); n == 0 {
			if twice, err := again.Snapshot(); err != nil || !bytes.Equal(data, twice) {
				t.Fatalf("in %s, a restored machine saves as other bytes (%d, %d, %v)", where(s.M), len(data), len(twice), err)
			}
		}
		s = again
		s.M.SetStepping(true)
		s.M.Continue()
		if *tortureTime > 0 && time.Since(begin) > *tortureTime {
			gap *= 1.2
			skip = int(gap * (0.5 + random.Float64()))
		}
	}
}

func where(m *vm.Machine) string {
	f := m.Frame
	if f.Native != nil {
		return fmt.Sprintf("native %s, step %d", f.Native.Qualname, f.PC)
	}
	return fmt.Sprintf("%s, line %d, pc %d %v", f.Code.Src.Qualname, f.Code.Src.SpanAt(int(f.PC)).Line, f.PC, f.Code.Src.Instrs[f.PC].Op)
}

// TestGolden runs every golden script in three ways.
func TestGolden(t *testing.T) {
	for _, pattern := range []string{"lang/*.txtar", "regress/*.txtar", "stackless/*.txtar", "stackless/*/*.txtar"} {
		for _, file := range goldensOrNone(pattern) {
			a := readArchive(t, file)
			text, ok := a["main.py"]
			if !ok {
				if text, ok = a["work.py"]; !ok {
					t.Errorf("%s has no main.py", file)
					continue
				}
				text = stopHead + text + "t = stackless.tasklet(work)()\nstackless.run()\nchannel.send(41)\nstackless.run()\n"
			}
			name := strings.TrimSuffix(strings.TrimPrefix(file, "../testdata/"), ".txtar")
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				golden(t, a, text)
			})
		}
	}
}

func golden(t *testing.T, a archive, text string) {
	check := func(t *testing.T, run func(*testing.T, string, string, ...string) (string, string), text string) {
		dir := t.TempDir()
		a.write(t, dir)
		out, errs := run(t, dir, text, dir)
		if want := a["stdout"]; out != want {
			t.Errorf("stdout:\n%s\nwant:\n%s\nstderr:\n%s", out, want, errs)
		} else if want := a["error"]; errs != want {
			t.Errorf("stderr:\n%s\nwant:\n%s", errs, want)
		}
	}
	t.Run("plain", func(t *testing.T) { check(t, runScript, text) })
	flags := a["flags"]
	if !strings.Contains(flags, "notorture") {
		t.Run("torture", func(t *testing.T) { check(t, torture, text) })
	}
	if !strings.Contains(flags, "script") && !strings.Contains(flags, "nomodule") && a["error"] == "" && a["main.py"] != "" {
		t.Run("module", func(t *testing.T) { check(t, runScript, "import main") })
	}
}

// testTortureCoverage fails unless the suite was interrupted and restored at
// every opcode, at every landing, and at every step of every step function.
func testTortureCoverage(t *testing.T) {
	var lost []string
	for op := compiler.Op(0); op < compiler.NativeStep; op++ {
		if !coverage.ops[op] && op != compiler.Nop { // the assembler drops NOP
			lost = append(lost, "opcode "+op.String())
		}
	}
	for l := object.Landing(1); l < object.NumLandings; l++ {
		if !coverage.landings[l] && l != object.LandEnd { // only the frame that never runs has it
			lost = append(lost, "landing "+l.String())
		}
	}
	lost = append(lost, lostSteps(t)...)
	sort.Strings(lost)
	if len(lost) > 0 {
		t.Errorf("%d places were never saved and restored:\n%s", len(lost), strings.Join(lost, "\n"))
	}
}

// TestMain checks the coverage of torture when all tests have run.
func TestMain(m *testing.M) {
	code := m.Run()
	if code == 0 && flag.Lookup("test.run").Value.String() == "" {
		ok := testing.RunTests(regexp.MatchString,
			[]testing.InternalTest{{Name: "TestTortureCoverage", F: testTortureCoverage}})
		if !ok {
			code = 1
		}
	}
	exit(code)
}
