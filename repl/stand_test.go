package repl_test

import (
	"bytes"
	"flag"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"brine/repl"
	"brine/stackless"
	"brine/vm"
	"brine/vm/object"
)

// A resumable native is a place where a tasklet may stand. Here it is held that
// a tasklet was pickled in each and finished in a new process: at a stop point,
// or in a golden script that runs as a tasklet, is interrupted after every tick,
// and is pickled wherever no tasklet stood before.

// stood are the step functions in which a tasklet was pickled.
var stood = struct {
	sync.Mutex
	in map[string]bool
}{in: map[string]bool{}}

// standing notes in which natives a tasklet of __main__ stands, and reports
// whether one of them is new.
func standing(s *repl.Session, name string) (fresh bool) {
	v, _ := s.Main.GetString(name)
	t := object.AsA[stackless.Tasklet](v, &stackless.TaskletLayout)
	if t == nil {
		return false
	}
	stood.Lock()
	defer stood.Unlock()
	for f := t.Frame; f != nil; f = f.Back {
		if f.Native != nil && f.Native.Step != nil {
			place := stepPlace(f.Native)
			fresh = fresh || !stood.in[place]
			stood.in[place] = true
		}
	}
	return fresh
}

// stepPlace is where the step function of a native is written: rows may share it.
func stepPlace(n *object.Native) string {
	pc := reflect.ValueOf(n.Step).Pointer()
	file, line := runtime.FuncForPC(pc).FileLine(pc)
	return fmt.Sprintf("%s:%d", filepath.Base(file), line)
}

// The script runs as a tasklet in the namespace of __main__; pickles of it are
// written and read by the host.
const (
	standHead = `
import pickle as _pickle, stackless as _stackless
_tasklet = _stackless.tasklet(exec)(_code, globals())
`
	standTick = "_got = _stackless.run(%d)\nif _got is not None: _got.insert()\n"
	standSave = "_data = _pickle.dumps(_tasklet)\n"
	standLoad = `
import pickle as _pickle, stackless as _stackless
_tasklet = _pickle.loads(_data)
_tasklet.insert()
_stackless.run()
`
)

// pickleEverywhere runs a golden script as a tasklet, some ticks at a time, and
// finishes a copy in a new machine wherever a native is entered that no tasklet
// was pickled in before.
func pickleEverywhere(t *testing.T, file string, length int) {
	a := readArchive(t, file)
	dir := t.TempDir()
	a.write(t, dir)
	var out bytes.Buffer // of both streams
	s := sessionIn(t, dir, &out, &out, dir)
	code, err := s.M.Compile([]byte(a["main.py"]), "main.py", vm.ModeExec)
	if err != nil {
		t.Fatal(err)
	}
	s.Main.SetString("_code", object.Of(s.M.Load(code)))
	run(s, standHead)
	tick, err := s.M.Compile(fmt.Appendf(nil, standTick, length), "tick", vm.ModeExec)
	if err != nil {
		t.Fatal(err)
	}
	for ticks := 0; ticks < 200_000; ticks++ {
		v, _ := s.Main.GetString("_tasklet")
		if object.As[stackless.Tasklet](v).Frame == nil {
			break
		}
		if !standing(s, "_tasklet") {
			if err := s.RunCode(tick); err != nil {
				s.Report(err)
				break
			}
			continue
		}
		where := fmt.Sprintf("after %d ticks", ticks)
		if err := s.Run([]byte(standSave), "save", vm.ModeExec); err != nil {
			t.Errorf("%s: %v", where, err)
			return
		}
		data, _ := s.Main.GetString("_data")
		var rest bytes.Buffer
		again := sessionIn(t, dir, &rest, &rest, dir)
		again.Main.SetString("_data", data)
		run(again, standLoad)
		again.Close()
		if got := out.String() + rest.String(); got != a["stdout"] {
			t.Errorf("%s: a copy that was finished in a new machine printed\n%s\nwant:\n%s", where, got, a["stdout"])
			return
		}
	}
	s.Close()
	if out.String() != a["stdout"] {
		t.Errorf("as a tasklet it printed\n%s\nwant:\n%s", out.String(), a["stdout"])
	}
}

// TestStopPoints pickles tasklets wherever they can stand.
func TestStopPoints(t *testing.T) {
	t.Run("stop", func(t *testing.T) {
		for _, file := range goldens(t, "stackless/stop/*.txtar") {
			t.Run(baseName(file), func(t *testing.T) {
				t.Parallel()
				stopPoint(t, file)
			})
		}
	})
	t.Run("golden", func(t *testing.T) {
		for _, file := range goldens(t, "lang/*.txtar") {
			a := readArchive(t, file)
			if a["error"] == "" && !strings.Contains(a["flags"], "script") && !strings.Contains(a["flags"], "nopickle") {
				for length := 1; length <= 2; length++ { // no beat of ticks comes by everywhere
					t.Run(fmt.Sprint(baseName(file), length), func(t *testing.T) { pickleEverywhere(t, file, length) })
				}
			}
		}
	})
	if strings.Contains(flag.Lookup("test.run").Value.String(), "/") {
		return // some were left out
	}
	seen := map[string]bool{}
	for _, name := range object.Resumables() {
		v, _ := object.Named(name)
		n := object.AsA[object.Native](v, &object.NativeLayout)
		if n == nil || nobodyWaits[name] {
			continue
		}
		if place := stepPlace(n); !stood.in[place] && !seen[place] {
			seen[place] = true
			t.Errorf("no tasklet was pickled in %s (%s)", name, place)
		}
	}
}

// nobodyWaits are the natives in which no tasklet can be left: switching is
// refused there, or they run on a machine that has stopped.
var nobodyWaits = map[string]bool{
	"stackless:notify": true, "stackless:announce": true, "vm:call_out": true, "lib:finish": true,
}
