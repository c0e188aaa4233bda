package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

type world = object.World

// readOnly makes a row of an attribute.
func readOnly(name, doc string, get func(r *Ring, t *Tasklet) object.Value) object.GetSet {
	return object.GetSet{Name: name, Doc: doc, Get: func(w *world, v object.Value) (object.Value, error) {
		return get(of(w), object.As[Tasklet](v)), nil
	}}
}

func flag(name, doc string, test func(r *Ring, t *Tasklet) bool) object.GetSet {
	return readOnly(name, doc, func(r *Ring, t *Tasklet) object.Value { return object.Bool(test(r, t)) })
}

func taskletAttributes() []object.GetSet {
	return []object.GetSet{
		flag("alive", "Whether the tasklet has a call that has not ended.", func(r *Ring, t *Tasklet) bool { return t.flags&alive != 0 }),
		flag("blocked", "Whether the tasklet waits: on a channel, for a time or an event.", func(r *Ring, t *Tasklet) bool { return t.blocked() }),
		flag("scheduled", "Whether the tasklet is in the ring or waits.", func(r *Ring, t *Tasklet) bool { return t.next != nil || t.blocked() }),
		flag("paused", "Whether the tasklet is alive, but neither in the ring nor blocked.", func(r *Ring, t *Tasklet) bool {
			return t.flags&alive != 0 && t.next == nil && !t.blocked()
		}),
		flag("is_current", "Whether the tasklet is running.", func(r *Ring, t *Tasklet) bool { return t == r.Current }),
		flag("is_main", "Whether the tasklet is the main tasklet.", func(r *Ring, t *Tasklet) bool { return t == r.Main }),
		flag("restorable", "Whether a copy could go on: always.", func(r *Ring, t *Tasklet) bool { return true }),
		flag("atomic", "Whether timeouts leave the tasklet alone.", func(r *Ring, t *Tasklet) bool { return t.flags&atomic != 0 }),
		flag("ignore_nesting", "The flag of this name.", func(r *Ring, t *Tasklet) bool { return t.flags&ignoreNesting != 0 }),
		readOnly("nesting_level", "Interpreters on the Go stack: always 0.", func(r *Ring, t *Tasklet) object.Value { return object.Int(0) }),
		readOnly("cstate", "The C stack: none.", func(r *Ring, t *Tasklet) object.Value { return object.None }),
		{Name: "context_id", Doc: "The id() of the context that the tasklet runs in.", Get: func(w *world, v object.Value) (object.Value, error) {
			return object.Int(int64(w.Address(object.Of(object.As[Tasklet](v).runsIn())))), nil
		}},
		readOnly("recursion_depth", "Frames in use.", func(r *Ring, t *Tasklet) object.Value { return object.Int(depth(r, t)) }),
		readOnly("frame", "The innermost frame.", frame),
		readOnly("next", "The next in the ring or on the channel.", func(r *Ring, t *Tasklet) object.Value { return object.OrNone(t.next) }),
		readOnly("prev", "The previous in the ring or on the channel.", func(r *Ring, t *Tasklet) object.Value { return object.OrNone(t.prev) }),
		readOnly("_channel", "The channel that the tasklet waits on.", func(r *Ring, t *Tasklet) object.Value { return object.OrNone(t.channel) }),
		readOnly("thread_id", "The thread of the tasklet.", func(r *Ring, t *Tasklet) object.Value { return object.Int(threadID) }),
		{Name: "tempval", Doc: "What the interrupted call will return.",
			Get: func(w *world, v object.Value) (object.Value, error) { return object.As[Tasklet](v).Tempval, nil },
			Set: func(w *world, v, x object.Value) error {
				if x.IsUnbound() {
					x = object.None
				}
				object.As[Tasklet](v).Tempval = x
				return nil
			}},
		tracing("trace_function", "The trace function of the tasklet: what sys.settrace sets in it.", (*vm.Machine).SetTrace, func(l *vm.Local) object.Value { return l.Trace }),
		tracing("profile_function", "The profile function of the tasklet: what sys.setprofile sets in it.", (*vm.Machine).SetProfile, func(l *vm.Local) object.Value { return l.Profile }),
		{Name: "block_trap", Doc: "Whether the tasklet refuses to be blocked.",
			Get: func(w *world, v object.Value) (object.Value, error) {
				return object.Bool(object.As[Tasklet](v).flags&blockTrap != 0), nil
			},
			Set: func(w *world, v, x object.Value) error {
				on, ok := flagOf(x)
				if !ok {
					return object.TypeErrorf("block_trap must be set to a bool or integer")
				}
				t := object.As[Tasklet](v)
				t.flags &^= blockTrap
				if on {
					t.flags |= blockTrap
				}
				return nil
			}},
	}
}

// tracing is the row of a function that is told of events in a tasklet.
func tracing(name, doc string, set func(m *vm.Machine, l *vm.Local, f *object.Frame, fn object.Value), get func(l *vm.Local) object.Value) object.GetSet {
	return object.GetSet{Name: name, Doc: doc,
		Get: func(w *world, v object.Value) (object.Value, error) {
			if l := object.As[Tasklet](v).local; l != nil {
				return get(l), nil
			}
			return object.None, nil
		},
		Set: func(w *world, v, fn object.Value) error {
			t, r := object.As[Tasklet](v), of(w)
			if fn.IsUnbound() {
				fn = object.None
			}
			if t.flags&alive == 0 {
				return object.RuntimeErrorf("tasklet is not alive")
			}
			set(r.m, t.own(), innermost(r, t), fn)
			return nil
		}}
}

// threadID is the number of the one thread.
const threadID = 1

// innermost returns the innermost frame of t, natives included, or nil.
func innermost(r *Ring, t *Tasklet) *object.Frame {
	if t == r.Current {
		return r.m.Frame
	}
	return t.Frame
}

func depth(r *Ring, t *Tasklet) (n int64) {
	if t.flags&started == 0 {
		return 0
	}
	for f := innermost(r, t); f != nil && f != r.m.End(); f = f.Back {
		if f.Native == nil {
			n++
		}
	}
	return n
}

// frame is tasklet.frame: the innermost frame of Python code.
func frame(r *Ring, t *Tasklet) object.Value {
	if t.flags&started == 0 {
		return object.None
	}
	for f := innermost(r, t); f != nil && f != r.m.End(); f = f.Back {
		if f.Visible() {
			f.Flags |= object.Escaped
			return object.Of(f)
		}
	}
	return object.None
}
