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

// hookedScript makes pickles of what hooks reduced: plain, and in the midst of
// a dump and of a load, whose states are saved with their tasklets.
const hookedScript = `
import pickle, stackless
class A:
    def __reduce__(self):
        return list, ((1, 2),), None, iter([self, 'x']), None
class B(dict):
    def __reduce__(self):
        return dict, (), None, None, iter([((self.a, 1), self.a), ('b', frozenset([self.a]))])
class C(BaseException):
    def __reduce__(self):
        return ValueError, ('c',), {'attribute': self, 'cause': [self]}
class S:
    __slots__ = 'a', 'b'
    def __reduce__(self):
        return S, (), (None, {'a': 1, 'b': self})
b = B()
b.a = (1, C())
e = KeyError('e')
e.__cause__ = C()
ch = stackless.channel()
class D:
    def __getstate__(self):
        if not stopped[0]:
            stopped[0] = 1
            ch.receive()
        return {'d': self}
    def __setstate__(self, state):
        if stopped[0] == 1:
            stopped[0] = 2
            ch.receive()
        self.d = state
stopped = [0]
def work():
    d = [D(), b, {D()}]
    made = pickle.loads(pickle.dumps(d))
    print(made)
t = stackless.tasklet(work)()
stackless.run()
dumping = pickle.dumps(t)
ch.send(1)
loading = pickle.dumps(t)
data = pickle.dumps([A(), b, e, C(), S(), {b.a: A()}])
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
func samplePickle(t testing.TB) []byte { return picklesOf(t, hostileScript, "data")[0] }

// picklesOf runs a script and returns the pickles that it leaves in globals.
func picklesOf(t testing.TB, script string, names ...string) (all [][]byte) {
	s := newSession(t)
	if err := s.Run([]byte(script), "hostile.py", vm.ModeExec); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		v, _ := s.Main.GetString(name)
		all = append(all, []byte(object.BytesOf(v)))
	}
	return all
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
	loaded, ran := 0, 0
	for i := range 4000 {
		bad := bytes.Clone(data)
		for range 1 + random.Intn(3) {
			bad[random.Intn(len(bad)-40)] = byte(random.Intn(256))
		}
		bad = pickle.Seal(bad)
		if tryHostile(t, bad) {
			loaded++
		}
		if i%2 == 0 && runHostile(t, bad) {
			ran++
		}
	}
	t.Logf("%d of 4000 damaged pickles loaded, %d of 2000 ran", loaded, ran)
}

// TestHostileReductions does the same to pickles of what hooks reduced. Of the
// one whose hooks are builtin callables, these are called, too, and the others
// are loaded and run as far as a watchdog lets them.
func TestHostileReductions(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	names := []string{"data", "dumping", "loading"}
	for i, data := range picklesOf(t, hookedScript, names...) {
		if !tryHostile(t, data) {
			t.Fatalf("%q does not load as it was made", names[i])
		}
		loaded, called := 0, 0
		for range 1500 {
			bad := bytes.Clone(data)
			for range 1 + random.Intn(3) {
				bad[random.Intn(len(bad)-40)] = byte(random.Intn(256))
			}
			bad = pickle.Seal(bad)
			if tryHostile(t, bad) {
				loaded++
			}
			if i == 0 && callHostile(t, bad) || i > 0 && runHostile(t, bad) {
				called++
			}
		}
		t.Logf("%d of 1500 damaged pickles %q loaded, %d through what they call", loaded, names[i], called)
	}
}

// callHostile loads bytes from Python, and reports whether that went well: what
// hooks reduced is made.
func callHostile(t testing.TB, data []byte) bool {
	s := newSession(t)
	s.Main.SetString("data", object.NewBytes(string(data)))
	return s.Run([]byte("import pickle\nx = pickle.loads(data)\nrepr(x)\npickle.dumps(x)"), "hostile.py", vm.ModeExec) == nil
}

// runHostile loads bytes from Python, and runs a tasklet that they hold.
func runHostile(t testing.TB, data []byte) bool {
	s := newSession(t)
	s.Main.SetString("data", object.NewBytes(string(data)))
	return s.Run([]byte(`
import pickle, stackless
loaded = []
stackless.tasklet(lambda: loaded.append(pickle.loads(data)))()
stackless.run(20000)
for x in loaded:
    t = x[0] if isinstance(x, list) else x
    if t.blocked:
        t._channel.send(1)
    else:
        t.insert()
    stackless.run(20000)
`), "hostile.py", vm.ModeExec) == nil
}

// tryHostile loads bytes into a fresh machine and reports whether that went well.
func tryHostile(t testing.TB, data []byte) bool {
	s := newSession(t)
	if err := s.Run([]byte("import pickle, stackless"), "hostile.py", vm.ModeExec); err != nil {
		t.Fatal(err)
	}
	_, err := pickle.Load(s.M, data)
	return err == nil
}

// FuzzLoad gives the reader any bytes.
func FuzzLoad(f *testing.F) {
	f.Add(samplePickle(f))
	f.Fuzz(func(t *testing.T, data []byte) { tryHostile(t, pickle.Seal(data)) })
}
