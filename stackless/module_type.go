package stackless

import "brine/vm/object"

// The module is of a class of its own, for its attributes that are computed.
var (
	moduleType  = &object.Type{}
	moduleShape object.Shape
)

func moduleTable() object.Table {
	return object.Table{Type: moduleType, Name: "module", Module: "stackless", Base: object.ModuleType, Flags: object.Final | object.NoInstances | object.HasDict,
		Doc: "The class of module stackless.", Shape: &moduleShape, Layout: &object.ModuleLayout,
		GetSets: []object.GetSet{
			property("current", "The running tasklet.", func(r *Ring) object.Value { return object.Of(r.Current) }),
			property("main", "The main tasklet.", func(r *Ring) object.Value { return object.Of(r.Main) }),
			property("runcount", "How many tasklets are runnable.", func(r *Ring) object.Value { return object.Int(int64(r.count)) }),
			property("threads", "The threads: one.", func(*Ring) object.Value { return threads() }),
			property("debug", "Whether this is a debug build.", func(*Ring) object.Value { return object.False }),
			property("uncollectables", "Tasklets that cannot be collected: none.", func(*Ring) object.Value { return object.Of(object.NewList(nil)) }),
			{Name: "pickle_with_tracing_state", Doc: "Whether pickles of tasklets hold trace and profile functions.",
				Get: func(w *world, _ object.Value) (object.Value, error) {
					return object.Bool(of(w).pickleFlags&pickleTracing != 0), nil
				},
				Set: setTracing},
		},
	}
}

// property is a computed attribute of the module that cannot be set.
func property(name, doc string, get func(r *Ring) object.Value) object.GetSet {
	return object.GetSet{Name: name, Doc: doc,
		Get: func(w *world, _ object.Value) (object.Value, error) { return get(of(w)), nil },
		Set: func(_ *world, v, _ object.Value) error { return object.AttributeErrorf(v, name, "can't set attribute") }}
}

func threads() object.Value { return object.Of(object.NewList([]object.Value{object.Int(threadID)})) }

// exported is __all__.
func exported() *object.List {
	var names []object.Value
	for _, name := range []string{"atomic", "channel", "enable_softswitch", "get_channel_callback", "get_schedule_callback", "get_thread_info",
		"getcurrent", "getcurrentid", "getdebug", "getmain", "getruncount", "getthreads", "getuncollectables", "pickle_with_tracing_state",
		"run", "schedule", "schedule_remove", "set_channel_callback", "set_error_handler", "set_schedule_callback", "switch_trap", "tasklet", "stackless"} {
		names = append(names, object.NewStr(name))
	}
	return object.NewList(names)
}

func setTracing(w *world, v, x object.Value) error {
	on, ok := object.TruthLeaf(x)
	if x.IsUnbound() || !ok {
		return object.AttributeErrorf(v, "pickle_with_tracing_state", "can't set attribute")
	}
	r := of(w)
	r.pickleFlags &^= pickleTracing
	r.pickleDefault &^= pickleTracing
	if on {
		r.pickleFlags |= pickleTracing
		r.pickleDefault |= pickleTracing
	}
	return nil
}

// setFlags returns the body of pickle_flags and pickle_flags_default.
func setFlags(where func(r *Ring) *int64) func(*world, []object.Value) (object.Value, error) {
	return func(w *world, args []object.Value) (object.Value, error) {
		flags, mask := int64(-1), int64(-1)
		for i, p := range []*int64{&flags, &mask} {
			if args[i].IsUnbound() {
				continue
			}
			n, ok := object.IntOf(args[i])
			if !ok {
				return object.None, object.TypeErrorf("'%s' object cannot be interpreted as an integer", args[i].Type().LongName())
			}
			*p, _ = object.Int64Of(n)
		}
		if flags < -1 || flags > allPickleFlags {
			return object.None, object.ValueErrorf("you must not set an undefined pickle-flag")
		}
		p := where(of(w))
		old := *p
		if flags >= 0 {
			*p = old&^mask | flags&mask
		}
		return object.Int(old), nil
	}
}

func unpicklable(w *world, args []object.Value) (object.Value, error) {
	t := object.AsA[Tasklet](args[0], &TaskletLayout)
	if t == nil {
		return object.None, object.TypeErrorf("_tasklet_get_unpicklable_state() argument must be a tasklet, not %s", args[0].Type().LongName())
	}
	d := object.NewDict()
	d.SetString("context", object.Of(t.runsIn()))
	return object.Of(d), nil
}

// The bits of pickle_flags: what the pickle of a tasklet holds besides its
// frames.
const (
	pickleTracing     = 1 << iota // trace and profile functions
	pickleFinalizer               // finalizers of asynchronous generators
	pickleNoFinalizer             // they are reset
	pickleContext                 // the context of contextvars
	allPickleFlags    = 1<<iota - 1
)
