package stackless

import (
	"fmt"
	"sync"

	"brine/vm"
	"brine/vm/object"
)

// Install gives a machine its scheduler. It must be called once, before the
// machine runs; the Python module is Module.
func Install(m *vm.Machine) {
	enter()
	m.SetScheduler(newRing(m))
}

// enter prepares the static rows, once for the process.
var enter = sync.OnceFunc(func() {
	object.Bootstrap()
	for _, t := range append([]object.Table{ringTable(), taskletTable(), channelTable(), bombTable(), atomicTable(), moduleTable()}, greenletTables()...) {
		t.Enter()
	}
	for n, step := range map[*object.Native]func(*object.Call) object.Action{
		&notifyNative: stepNotify, &announceNative: stepAnnounce, &rootNative: stepRoot, &greenletTraceNative: stepGreenletTrace,
	} {
		n.Step = step
		object.Internal("stackless", n)
	}
})

// Module fills the Python module stackless.
func Module(m *vm.Machine, mod *object.Module) error {
	mod.Header.Shape = &moduleShape
	d := mod.Dict
	object.EnterFunctions("stackless", functions, d)
	for _, t := range []*object.Type{TaskletType, ChannelType, BombType, atomicType} {
		d.SetString(t.Name, object.Of(t))
	}
	d.SetString("__doc__", object.NewStr(moduleDoc))
	d.SetString("stackless", object.Of(mod))
	d.SetString("__all__", object.Of(exported()))
	for i, name := range []string{"PICKLEFLAGS_PRESERVE_TRACING_STATE", "PICKLEFLAGS_PRESERVE_AG_FINALIZER", "PICKLEFLAGS_RESET_AG_FINALIZER", "PICKLEFLAGS_PICKLE_CONTEXT"} {
		d.SetString(name, object.Int(1<<i))
	}
	return nil
}

// moduleDoc is the module's doc string.
const moduleDoc = `Tasklets and channels, as in Stackless Python 3.8.

Where that has quirks, this module does what one would expect:

* SystemExit in a tasklet ends the process with the exit status that it says.
* A tasklet that is the last to run and blocks in send_exception or send_throw
  wakes the caller of run(), who does not get the exception.
* An exception in a channel callback is raised by the channel action as it is.
* A tasklet that was pickled while it was blocked on a channel is blocked when it
  is loaded, on the channel of the same name or on a copy.
* An iterator of a dict goes on in a copy as one of that dict.
* The main tasklet cannot be bound to another function, whoever tries.
* time.sleep and input let other tasklets run; run() waits for who sleeps.`

func ringFunc(f func(r *Ring) object.Value) func(*world, []object.Value) (object.Value, error) {
	return func(w *world, _ []object.Value) (object.Value, error) { return f(of(w)), nil }
}

// functions are the functions of the module.
var functions = []object.Native{
	{Name: "run", Sig: "(timeout=0, threadblock=False, soft=False, ignore_nesting=False, totaltimeout=False)", Doc: "Run the other tasklets until none is runnable, or one has run for timeout ticks, which is returned.", Fast: run},
	{Name: "schedule", Sig: "(retval=None, /)", Doc: "Run the next tasklet; the caller comes last.", Fast: schedule},
	{Name: "schedule_remove", Sig: "(retval=None, /)", Doc: "Run the next tasklet; the caller leaves the ring.", Fast: scheduleRemove},
	{Name: "getcurrent", Sig: "()", Doc: "The running tasklet.", Fast: ringFunc(func(r *Ring) object.Value { return object.Of(r.Current) })},
	{Name: "getmain", Sig: "()", Doc: "The main tasklet.", Fast: ringFunc(func(r *Ring) object.Value { return object.Of(r.Main) })},
	{Name: "getruncount", Sig: "()", Doc: "How many tasklets are runnable.", Fast: ringFunc(func(r *Ring) object.Value { return object.Int(int64(r.count)) })},
	{Name: "getcurrentid", Sig: "()", Doc: "A number of the running tasklet.", Fast: func(w *world, _ []object.Value) (object.Value, error) {
		r := of(w)
		if r.Current == r.Main {
			return object.Int(threadID), nil
		}
		return object.Int(int64(w.Address(object.Of(r.Current)))), nil
	}},
	{Name: "getthreads", Sig: "()", Doc: "The threads: one.", Fast: ringFunc(func(*Ring) object.Value { return threads() })},
	{Name: "get_thread_info", Sig: "(thread_id=-1, /)", Doc: "(main, current, runcount) of a thread.", Fast: threadInfo},
	{Name: "switch_trap", Sig: "(change=0, /)", Doc: "Add to the level at which switching is refused; return the old one.", Fast: switchTrap},
	{Name: "set_channel_callback", Sig: "(callable, /)", Doc: "Set the channel callback; return the old one.", Fast: setCallback("channel callback must be callable", func(r *Ring) *object.Value { return &r.onChannel })},
	{Name: "get_channel_callback", Sig: "()", Doc: "The channel callback.", Fast: ringFunc(func(r *Ring) object.Value { return r.onChannel })},
	{Name: "set_schedule_callback", Sig: "(callable, /)", Doc: "Set the schedule callback; return the old one.", Fast: setCallback("schedule callback must be callable", func(r *Ring) *object.Value { return &r.onSwitch })},
	{Name: "get_schedule_callback", Sig: "()", Doc: "The schedule callback.", Fast: ringFunc(func(r *Ring) object.Value { return r.onSwitch })},
	{Name: "set_error_handler", Sig: "(handler=None, /)", Doc: "Set the handler of uncaught exceptions; return the old one.", Fast: setCallback("", func(r *Ring) *object.Value { return &r.onError })},
	{Name: "enable_softswitch", Sig: "(flag, /)", Doc: "Soft switching is always on.", Fast: func(w *world, args []object.Value) (object.Value, error) {
		if b, ok := object.TruthLeaf(args[0]); !args[0].IsNone() && ok && !b {
			return object.None, object.RuntimeErrorf("all switching is soft: it cannot be turned off")
		}
		return object.True, nil
	}},
	{Name: "pickle_flags", Sig: "(new_flags=-1, mask=-1)", Doc: "Set what pickles of tasklets hold besides frames; return the old flags.", Fast: setFlags(func(r *Ring) *int64 { return &r.pickleFlags })},
	{Name: "pickle_flags_default", Sig: "(new_default=-1, mask=-1)", Doc: "Set the pickle flags of new threads; return the old ones.", Fast: setFlags(func(r *Ring) *int64 { return &r.pickleDefault })},
	{Name: "_tasklet_get_unpicklable_state", Sig: "(tasklet, /)", Doc: "What a pickle of the tasklet leaves out.", Fast: unpicklable},
	{Name: "_resume", Sig: "(objects, /)", Doc: "Insert those of the objects that are paused tasklets.", Fast: resume},
	{Name: "_check", Sig: "()", Doc: "Verify the invariants of the machine: for tests of the interpreter itself.", Fast: func(w *world, _ []object.Value) (object.Value, error) {
		if err := vm.Of(w).Check(); err != nil {
			return object.None, object.Errorf(object.SystemError, "%v", err)
		}
		return object.None, nil
	}},
	{Name: "getdebug", Sig: "()", Doc: "Whether this is a debug build.", Fast: func(*world, []object.Value) (object.Value, error) { return object.False, nil }},
	{Name: "getuncollectables", Sig: "()", Doc: "Tasklets that cannot be collected: none.", Fast: func(*world, []object.Value) (object.Value, error) {
		return object.Of(object.NewList(nil)), nil
	}},
}

func threadInfo(w *world, args []object.Value) (object.Value, error) {
	if v := args[0]; !v.IsUnbound() && v != object.Int(-1) && v != object.Int(threadID) {
		return object.None, object.RuntimeErrorf("Thread id not found")
	}
	r := of(w)
	return object.Of(object.NewTuple(object.Of(r.Main), object.Of(r.Current), object.Int(int64(r.count)))), nil
}

func switchTrap(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	old := r.trap
	if v := args[0]; !v.IsUnbound() {
		n, ok := object.IntOf(v)
		if !ok {
			return object.None, object.TypeErrorf("an integer is required (got type %s)", v.Type().LongName())
		}
		change, _ := object.Int64Of(n)
		r.trap += change
	}
	return object.Int(old), nil
}

// setCallback returns the body of a function that sets a callback of the ring.
func setCallback(text string, where func(r *Ring) *object.Value) func(*world, []object.Value) (object.Value, error) {
	return func(w *world, args []object.Value) (object.Value, error) {
		v := args[0]
		if v.IsUnbound() {
			v = object.None
		}
		if text != "" && !v.IsNone() && !object.Callable(v) {
			return object.None, object.TypeErrorf("%s", text)
		}
		p := where(of(w))
		old := *p
		*p = v
		return old, nil
	}
}

// resume inserts the tasklets among loaded objects that are alive and paused.
func resume(w *world, args []object.Value) (object.Value, error) {
	r := of(w)
	if l := object.AsA[object.List](args[0], &object.ListLayout); l != nil {
		for _, v := range l.Items {
			t := object.AsA[Tasklet](v, &TaskletLayout)
			if t == nil {
				continue
			}
			r.loaded = append(r.loaded, t)
			if t.flags&alive != 0 && !t.blocked() {
				r.insert(t)
			}
		}
	}
	return object.None, nil
}

// Alive returns the tasklets that stackless._resume was given and that have
// not ended.
func Alive(m *vm.Machine) (ts []*Tasklet) {
	for _, t := range m.Scheduler().(*Ring).loaded {
		if t.flags&alive != 0 {
			ts = append(ts, t)
		}
	}
	return ts
}

// Describe says what a tasklet waits for, and where.
func Describe(m *vm.Machine, t *Tasklet) string {
	what := "is paused"
	if t.blocked() {
		what = "waits to receive on a channel"
		if t.dir > 0 {
			what = "waits to send on a channel"
		}
	}
	for f := t.Frame; f != nil && f != m.End(); f = f.Back {
		if f.Native == nil {
			return fmt.Sprintf("a tasklet %s, in %s, file %q, line %d", what, f.Code.Src.Qualname, f.Code.Src.Filename, f.Line())
		}
	}
	return "a tasklet " + what
}
