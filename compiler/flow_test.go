package compiler

import (
	"fmt"
	"strings"
	"testing"
)

// function returns the code of the first function of a source text.
func function(t *testing.T, src string) *Code {
	t.Helper()
	for _, c := range codes(mustCompile(t, src)) {
		if c.Flags&Optimized != 0 {
			return c
		}
	}
	t.Fatal("no function")
	return nil
}

func count(c *Code, op Op) (n int) {
	for _, in := range c.Instrs {
		if in.Op == op {
			n++
		}
	}
	return n
}

// TestChecks counts the checks that remain where a local is not proven assigned.
func TestChecks(t *testing.T) {
	for _, c := range []struct {
		src  string
		want int
	}{
		{"def f():\n x = 1\n return x", 0},
		{"def f(x):\n return x", 0},
		{"def f(y):\n if y: x = 1\n return x, x", 1},
		{"def f(y):\n if y: x = 1\n else: x = 2\n return x", 0},
		{"def f(y):\n if y: x = 1\n else: return\n return x", 0},
		{"def f(y):\n for x in y: pass\n return x", 1},
		{"def f(y):\n for x in y: g(x)", 0},
		{"def f(y):\n while True:\n  x = 1\n  if y: break\n return x", 0},
		{"def f(x):\n del x\n return x", 1},
		{"def f(x):\n if x: del x\n return x", 1},
		{"def f():\n try:\n  x = g()\n except E: pass\n return x", 1},
		{"def f():\n try:\n  x = g()\n except E: return\n return x", 0},
		{"def f():\n try:\n  x = 1\n  g()\n finally:\n  g(x)", 1},
		{"def f(y):\n with y as x: g(x)\n return x", 1},
		{"def f():\n try: g()\n except E as e: g(e)\n return e", 1},
		{"def f(y):\n match y:\n  case [a, b]: return a, b\n  case {'k': a}: return a\n return a", 1},
	} {
		if got := count(function(t, c.src), Check); got != c.want {
			t.Errorf("%s\ngot %d checks, want %d", c.src, got, c.want)
		}
	}
}

func TestLive(t *testing.T) {
	c := function(t, "def f(a, b):\n return a.x + b.y * a.z(b)\n")
	live := Live(c)
	var got []string
	for pc := range c.Instrs {
		var regs []string
		live.At(pc).Each(func(r int) { regs = append(regs, fmt.Sprint(r)) })
		got = append(got, c.Instrs[pc].Op.String()+":"+strings.Join(regs, ","))
	}
	want := "LOAD_ATTR: LOAD_ATTR:2 LOAD_METHOD:2,3 MOVE:2,3,4,5 CALL_METHOD:2,3,4,5,6 MUL:2,3,4 ADD:2,3 RETURN:2"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, " "), want)
	}
}

// TestHandledExceptionIsLive looks at the register of an exception while it is
// handled: sys.exc_info reads it, so it has to be kept.
func TestHandledExceptionIsLive(t *testing.T) {
	c := function(t, "def f():\n try: g()\n except: h()\n")
	live := Live(c)
	for pc := range c.Instrs {
		if reg, ok := c.ActiveAt(pc); ok && !live.At(pc).Has(int(reg)) {
			t.Errorf("at %d the handled exception is not live\n%s", pc, listing(c))
		}
	}
}

// TestLiveIsHeld checks on all samples that what is live holds something.
func TestLiveIsHeld(t *testing.T) {
	for _, text := range allSources(t) {
		for _, c := range codes(mustCompile(t, text)) {
			facts, live := FactsOf(c), Live(c)
			for pc := range c.Instrs {
				held, ok := facts.At(pc)
				if !ok {
					t.Fatalf("%s: %d is never reached", c.Qualname, pc)
				}
				live.At(pc).Each(func(r int) {
					if !held.Inited.Has(r) && !held.Cells.Has(r) {
						t.Errorf("%s at %d: %s is live but not written\n%s", c.Qualname, pc, c.register(r), listing(c))
					}
				})
			}
		}
	}
}

func TestFacts(t *testing.T) {
	c := function(t, "def f(a):\n x = a\n def g(): return a\n y = g\n return x, y\n")
	facts := FactsOf(c)
	held, ok := facts.At(len(c.Instrs) - 1)
	if !ok || !held.Cells.Has(0) || held.Values.Has(0) || !held.Values.Has(1) {
		t.Errorf("got %v\n%s", held, listing(c))
	}
	if held, _ := facts.At(0); held.Values.Has(1) || !held.Inited.Has(1) || !held.Values.Has(0) {
		t.Errorf("at the start: got %v\n%s", held, listing(c))
	}
}
