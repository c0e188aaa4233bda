package repl_test

import (
	"bytes"
	"math/rand"
	"testing"

	"brine/pickle"
	"brine/vm"
	"brine/vm/object"
)

const hostileMatches = `
import pickle, re, stackless
p = re.compile('(?P<x>é+)+(?:a|(b)){2,9}?(?=c)|q')
it = p.finditer('éébac xéabc'); next(it)
s = p.scanner(bytearray(b'q').decode() * 3, 1)
def work():
    p.sub(lambda m: str(m.span()), 'é' * 40 + 'a' * 9, 2)
t = stackless.tasklet(work)()
stackless.run(2000)
data = pickle.dumps([p.search('éébac'), it, s, p, t])
`

const useMatches = `
import stackless

def use(f):
    try: return repr(f())
    except Exception as e: return e
m, it, s, p, t = x
for f in [lambda: m, lambda: m.groups(), lambda: m.groupdict(), lambda: m.regs, lambda: m['x'], lambda: m.span(), lambda: m.expand(r'\1\g<x>'), lambda: m.lastgroup, lambda: m.string, lambda: list(it), lambda: s.match(), lambda: s.search(),
          lambda: p, lambda: p.sub('', 'éa'), lambda: hash(p)]:
    use(f)
use(t.insert)
use(lambda: stackless.run(30000))
`

// TestHostileMatches damages pickles of matches and iterators: what loads can be
// used.
func TestHostileMatches(t *testing.T) { useDamaged(t, hostileMatches, "", useMatches) }

// useDamaged damages the pickle that a script leaves as data in many ways, and
// runs use with what still loads as x, in a machine that has done the imports.
func useDamaged(t *testing.T, script, imports, use string) {
	data := picklesOf(t, script, "data")[0]
	random, loaded := rand.New(rand.NewSource(3)), 0
	for range 2000 {
		bad := bytes.Clone(data)
		for range 1 + random.Intn(3) {
			at := random.Intn(len(bad) - 40)
			if bad[at] += byte(1 + random.Intn(8)); random.Intn(3) == 0 {
				bad[at] = byte(random.Intn(256))
			}
		}
		s := newSession(t)
		run(s, imports)
		x, err := pickle.Load(s.M, pickle.Seal(bad))
		if err != nil {
			continue
		}
		loaded++
		s.Main.SetString("x", x.Root)
		if err := s.Run([]byte(use), "use.py", vm.ModeExec); err != nil && object.Is(err, object.SystemError) {
			t.Error(err)
		}
	}
	t.Logf("%d of 2000 damaged pickles loaded", loaded)
	if loaded == 0 {
		t.Error("none of the damaged pickles was loaded")
	}
}
