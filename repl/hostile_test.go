package repl_test

import (
	"bytes"
	"math/rand"
	"strings"
	"testing"

	"brine/pickle"
	"brine/repl"
	"brine/vm"
	"brine/vm/object"
)

const hostileScript = `
import pickle, stackless
class A:
    def __init__(self):
        self.x = {'a': [1, 2.5, (None, True)], 2: {3, 4}}
ch = stackless.channel()
def gen():
    yield A()
def work(n):
    try:
        for v in gen():
            keep = [v, lambda: keep]
            sorted([2, 1], key=lambda k: ch.receive())
    finally:
        print(n)
t = stackless.tasklet(work)(1)
stackless.run()
data = pickle.dumps([t, 10 ** 30])
`

func newSession(t testing.TB) *repl.Session {
	var out bytes.Buffer
	s, err := repl.NewSession(&object.Host{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &out, Args: []string{""}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// samplePickle is a pickle with frames, classes and natives in flight.
func samplePickle(t testing.TB) []byte {
	s := newSession(t)
	if err := s.Run([]byte(hostileScript), "hostile.py", vm.ModeExec); err != nil {
		t.Fatal(err)
	}
	v, _ := s.Main.GetString("data")
	return []byte(object.BytesOf(v))
}

// TestDamagedPickle flips and cuts a pickle: each is refused with a reason,
// and nothing panics.
func TestDamagedPickle(t *testing.T) {
	data := samplePickle(t)
	s := newSession(t)
	if _, err := pickle.Load(s.M, data); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < len(data); n += 7 {
		if _, err := pickle.Load(s.M, data[:n]); err == nil {
			t.Fatalf("a pickle cut at %d was loaded", n)
		}
	}
	random := rand.New(rand.NewSource(1))
	for range 300 {
		bad := bytes.Clone(data)
		bad[random.Intn(len(bad))] ^= byte(1 + random.Intn(255))
		if _, err := pickle.Load(s.M, bad); err == nil {
			t.Fatal("a damaged pickle was loaded")
		}
	}
}

// TestHostilePickle damages pickles and gives them a right checksum: they are
// refused or load as something sound, which then may run.
func TestHostilePickle(t *testing.T) {
	data := samplePickle(t)
	random := rand.New(rand.NewSource(2))
	loaded := 0
	for i := range 4000 {
		bad := bytes.Clone(data)
		for range 1 + random.Intn(3) {
			bad[random.Intn(len(bad)-40)] = byte(random.Intn(256))
		}
		if tryHostile(t, pickle.Seal(bad)) {
			loaded++
		}
		_ = i
	}
	t.Logf("%d of 4000 damaged pickles loaded", loaded)
}

// tryHostile loads bytes into a fresh machine and reports whether that went well.
func tryHostile(t testing.TB, data []byte) bool {
	s := newSession(t)
	_, err := pickle.Load(s.M, data)
	return err == nil
}

// FuzzLoad gives the reader any bytes.
func FuzzLoad(f *testing.F) {
	f.Add(samplePickle(f))
	f.Fuzz(func(t *testing.T, data []byte) { tryHostile(t, pickle.Seal(data)) })
}
