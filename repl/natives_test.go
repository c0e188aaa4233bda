package repl_test

import (
	"bytes"
	"testing"

	"brine/repl"
	"brine/vm/object"
)

// TestNativesByName saves a frame of each resumable native, under its own name
// and with registers as its row says, and finds each in a restored machine. What
// the steps do is for the goldens to show: rows may share them.
func TestNativesByName(t *testing.T) {
	var out bytes.Buffer
	host := &object.Host{Stdout: &out, Stderr: &out}
	s, err := repl.NewSession(host)
	if err != nil {
		t.Fatal(err)
	}
	run(s, nativeSamples)
	samples, _ := s.Main.GetString("samples")
	var names []string
	frames := object.NewList(nil)
	for _, name := range object.Resumables() {
		v, _ := object.Named(name)
		n := object.AsA[object.Native](v, &object.NativeLayout)
		if n == nil {
			t.Errorf("%s is no native", name)
			continue
		}
		names = append(names, name)
		frames.Append(object.Of(s.M.NativeFrame(n, s.M.End(), plausible(n, samples))))
	}
	s.Main.SetString("frames", object.Of(frames))
	run(s, "pass") // so that there is a frame to go on with
	data, err := s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := repl.Restore(data, host)
	if err != nil {
		t.Fatal(err)
	}
	v, _ := again.Main.GetString("frames")
	restored := object.AsA[object.List](v, &object.ListLayout)
	if restored == nil || len(restored.Items) != len(names) {
		t.Fatal("the frames were not restored")
	}
	for i, name := range names {
		want, _ := object.Named(name)
		if f := object.AsA[object.Frame](restored.Items[i], &object.FrameLayout); f == nil || object.Of(f.Native) != want {
			t.Errorf("a frame of %s came back as another", name)
		}
	}
	t.Logf("%d natives", len(names))
}

// nativeSamples imports what holds natives, and makes instances of the types
// whose empty objects no machine would save.
const nativeSamples = `
import re, json, greenlet, pickle, copyreg, weakref, contextvars, itertools, collections, math, operator, os, time, gc, atexit, stackless, sys
def f():
    yield sys._getframe()
async def co(): pass
async def agen(): yield
coroutine, running = co(), f()
samples = [f, f.__code__, running, next(running), coroutine, coroutine.__await__(), agen(), agen().__anext__(), f.__get__(1), (lambda: f).__closure__ or 0,
           1, 1.5, True, None, type, object(), len, list.append, int.__add__, dict.__dict__['fromkeys'], (1).__add__, [].append, int.real, f.__get__, super(type, type), stackless.main, re.compile('a'),
           *map(iter, [itertools.count(), itertools.cycle('a'), itertools.repeat(1), itertools.accumulate('a'), itertools.compress('a', 'b'),
                       itertools.dropwhile(f, 'a'), itertools.takewhile(f, 'a'), itertools.filterfalse(f, 'a'), itertools.starmap(f, 'a'),
                       itertools.pairwise('ab'), itertools.islice('a', 1), itertools.groupby('a')])]
`

// sampleOf returns an instance of a builtin type.
func sampleOf(t *object.Type, samples object.Value) object.Value {
	for _, v := range object.As[object.List](samples).Items {
		if v.Type() == t {
			return v
		}
	}
	return object.Value{O: t.Layout.New(t.Root)}
}

// plausible returns arguments that fit the row of a native.
func plausible(n *object.Native, samples object.Value) []object.Value {
	args := make([]object.Value, len(n.Params))
	for i, p := range n.Params {
		switch {
		case p.Kind == object.VarPos:
			args[i] = object.Of(object.NewTuple())
		case p.Kind == object.VarKw:
			args[i] = object.Of(object.NewDict())
		case i == 0 && n.Self != nil && n.Kind == object.Method:
			args[i] = sampleOf(n.Self, samples)
		case i == 0 && n.Self != nil:
			args[i] = object.Of(n.Self)
		default:
			args[i] = object.None
		}
	}
	return args
}
