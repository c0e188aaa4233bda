package stackless

import (
	"brine/vm"
	"brine/vm/object"
)

// Tasklet is a microthread: the innermost of its frames while it does not run.
type Tasklet struct {
	object.Header
	Frame      *object.Frame   // nil while it runs, and when it is not alive
	next, prev *Tasklet        // in the ring, or in the queue of channel
	channel    *Channel        // it is blocked on, or nil
	Tempval    object.Value    // what its interrupted call will return; the function if it is only bound
	context    *object.Context // of contextvars: that of who made or bound it; nil only in one that was loaded unbound
	local      *vm.Local       // what few tasklets have
	ID         uint64
	flags      flags
	dir        int8 // 1 blocked in send, -1 in receive
}

// flags are states of a tasklet.
type flags uint16

const (
	alive flags = 1 << iota
	started
	atomic
	ignoreNesting
	blockTrap
	handling // the error handler runs
	bound    // has a function in Tempval, no frame yet
	asleep   // waits for a time or an event
	inRun    // is in a call of run(): stands in Ring.watch
	standIn  // is saved as what the tasklet in Tempval is (see taskletReduce)
)

// The type tasklet.
var (
	TaskletType   = &object.Type{}
	TaskletShape  object.Shape
	TaskletLayout object.Layout
)

func taskletTable() object.Table {
	return object.Table{Type: TaskletType, Name: "tasklet", Module: "stackless", Flags: object.Weakable,
		Doc:   "tasklet(func=None, args=None, kwargs=None)\n\nA tasklet object represents a tiny task in a Python thread.",
		Shape: &TaskletShape, Layout: &TaskletLayout,
		Struct: object.Struct[Tasklet]{Name: "tasklet", Init: func(t *Tasklet) { t.Tempval = object.None },
			Fields: taskletFields, Check: checkTasklet, ID: func(t *Tasklet) *uint64 { return &t.ID }}.Layout(),
		Sub:     object.SubLayout[Tasklet],
		New:     &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create a tasklet.", Vector: newTasklet},
		Methods: taskletMethods(),
		GetSets: taskletAttributes(),
	}
}

// newTasklet is tasklet.__new__. Until it is bound, a tasklet has the context
// of who made it.
func newTasklet(w *object.World, args []object.Value, kw *object.Tuple) (object.Value, error) {
	v, err := newEmpty(w, args, kw)
	if t := object.AsA[Tasklet](v, &TaskletLayout); t != nil {
		t.context = of(w).Current.context
	}
	return v, err
}

// newEmpty is the __new__ of the types of this package whose arguments are for
// __init__, or for nobody.
func newEmpty(w *object.World, args []object.Value, _ *object.Tuple) (object.Value, error) {
	t := object.AsA[object.Type](args[0], &object.TypeLayout)
	if t == nil || !instantiable(t) {
		return object.None, object.TypeErrorf("__new__(X): X is not a type object of this kind (%s)", args[0].Type().LongName())
	}
	return object.Value{O: t.Layout.New(t.Root)}, nil
}

// instantiable reports whether t is a class of this package or derives from one.
func instantiable(t *object.Type) bool {
	return t.SubtypeOf(TaskletType) || t.SubtypeOf(ChannelType) || t.SubtypeOf(atomicType) || t.SubtypeOf(GreenletType)
}

// blocked reports whether t waits: on a channel, for a time or an event.
func (t *Tasklet) blocked() bool { return t.channel != nil || t.flags&asleep != 0 }

// own returns what few tasklets have, made on first use.
func (t *Tasklet) own() *vm.Local {
	if t.local == nil {
		t.local = vm.NewLocal()
	}
	return t.local
}

// runsIn returns the context of a tasklet: one of its own if it has none yet.
func (t *Tasklet) runsIn() *object.Context {
	if t.context == nil {
		t.context = object.NewContext()
	}
	return t.context
}

func self(args []object.Value) *Tasklet { return object.As[Tasklet](args[0]) }
