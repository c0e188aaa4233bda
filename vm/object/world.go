package object

import "io"

// World is what natives see of the machine that runs them: what differs
// between machines and is not on a frame.
type World struct {
	// Frame is the running frame. A leaf or step that switches stores another
	// one here and says so; nothing else may change it.
	Frame    *Frame
	Incoming Value // what lands in Frame after a switch
	Throw    error // or the exception that is raised there

	Builtins *Dict // namespace of the builtins module
	Modules  *Dict // sys.modules
	NextID   uint64
	Epoch    uint64 // see GlobalCell
	MaxDepth int32  // sys.getrecursionlimit()

	Machine any            // the *vm.Machine this is part of
	States  map[string]any // per-machine state of packages (the scheduler), by package name
	Host    *Host
	Scratch [24]Value // arguments of the leaf that runs
	side    identities
}

// Host is what stays on this side when a machine is saved and restored
// elsewhere: the process's streams, files and clock.
type Host struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Args           []string
	Path           []string // initial sys.path
}

// ID draws the identity number of an object that has none yet.
func (w *World) ID(p *uint64) uint64 {
	if *p == 0 {
		w.NextID++
		*p = w.NextID
	}
	return *p
}
