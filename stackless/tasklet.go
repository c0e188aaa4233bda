package stackless

import (
	"brine/vm/object"
)

// Tasklet is a microthread: the innermost of its frames while it does not run.
type Tasklet struct {
	object.Header
	Frame      *object.Frame // nil while it runs, and when it is not alive
	next, prev *Tasklet      // in the ring, or in the queue of channel
	channel    *Channel      // it is blocked on, or nil
	Tempval    object.Value  // what its interrupted call will return; the function if it is only bound
	ID         uint64
	flags      flags
	dir        int8 // 1 blocked in send, -1 in receive
}

// flags are states of a tasklet.
type flags uint8

const (
	alive flags = 1 << iota
	started
	atomic
	ignoreNesting
	blockTrap
	handling // the error handler runs
	bound    // has a function in Tempval, no frame yet
)

// The type tasklet.
var (
	TaskletType   = &object.Type{}
	TaskletShape  object.Shape
	TaskletLayout object.Layout
)

func taskletTable() object.Table {
	return object.Table{Type: TaskletType, Name: "tasklet", Module: "stackless",
		Doc:   "tasklet(func=None, args=None, kwargs=None)\n\nA tasklet object represents a tiny task in a Python thread.",
		Shape: &TaskletShape, Layout: &TaskletLayout,
		Struct: object.Struct[Tasklet]{Name: "tasklet", Init: func(t *Tasklet) { t.Tempval = object.None },
			Fields: taskletFields, ID: func(t *Tasklet) *uint64 { return &t.ID }, Held: true}.Layout(),
		Sub:     object.SubLayout[Tasklet],
		New:     &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create a tasklet.", Fast: newTasklet},
		Methods: taskletMethods(),
		GetSets: taskletAttributes(),
	}
}

func newTasklet(w *object.World, args []object.Value) (object.Value, error) {
	t := object.As[object.Type](args[0])
	return object.Value{O: t.Layout.New(t.Root)}, nil
}

// blockedOn reports whether t waits on a channel.
func (t *Tasklet) blocked() bool { return t.channel != nil }

// scheduled reports whether t is in the ring.
func (t *Tasklet) inRing() bool { return t.next != nil && t.channel == nil }

func self(args []object.Value) *Tasklet { return object.As[Tasklet](args[0]) }
