package object

import (
	"io"
	"os"
	"sync"
)

// World is what natives see of the machine that runs them: what differs
// between machines and is not on a frame.
type World struct {
	// Frame is the running frame. A leaf or step that switches stores another
	// one here and says so; nothing else may change it.
	Frame    *Frame
	Incoming Value // what lands in Frame after a switch
	Throw    error // or the exception that is raised there

	// Saving is the frame that stands for the running one in a pickle that the
	// running tasklet makes of itself: there, the call to dump has returned.
	Saving *Frame

	Builtins *Dict // namespace of the builtins module
	Modules  *Dict // sys.modules
	NextID   uint64
	Epoch    uint64 // see GlobalCell
	MaxDepth int32  // sys.getrecursionlimit()

	Machine  any              // the *vm.Machine this is part of
	Ring     any              // the machine's vm.Scheduler, for natives of the package that it is of
	States   map[string]Value // per-machine state of packages, by package name; saved
	Host     *Host
	MemLimit int        // bytes that may be in use, 0 if not limited
	Scratch  [24]Value  // arguments of the leaf that runs
	Mortals  Mortals    // see there
	side     identities `brine:"saved"`
	showing  showing    `brine:"derived"`
}

// Host is what stays on this side when a machine is saved and restored
// elsewhere: the process's streams, files and clock.
type Host struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Args           []string
	Path           []string // initial sys.path

	input input
}

// input is the reading of Stdin, which goes on in a goroutine, so that Python
// code can run meanwhile.
type input struct {
	sync.Mutex
	inFlight bool
	done     bool // bytes and err have not been taken yet
	bytes    []byte
	err      error
	wake     func()
}

// maxInput is how much is read from Stdin at once.
const maxInput = 1 << 16

// ReadInput takes what was read from Stdin. If nothing was, it begins to read,
// and ready is false: wake is called, from a goroutine, when there is something.
// err is io.EOF at the end.
func (h *Host) ReadInput(wake func()) (b []byte, err error, ready bool) {
	if h.Stdin == nil {
		return nil, io.EOF, true
	}
	in := &h.input
	in.Lock()
	defer in.Unlock()
	if in.done {
		b, err = in.bytes, in.err
		in.done, in.bytes, in.err = false, nil, nil
		return b, err, true
	}
	in.wake = wake
	if in.inFlight {
		return nil, nil, false
	}
	if f, ok := h.Stdin.(*os.File); ok { // a plain file never makes anybody wait
		if st, err := f.Stat(); err == nil && st.Mode().IsRegular() {
			b = make([]byte, maxInput)
			n, err := f.Read(b)
			return b[:n], err, true
		}
	}
	in.inFlight = true
	go h.readInput()
	return nil, nil, false
}

// readInput is the operation in flight.
func (h *Host) readInput() {
	b := make([]byte, maxInput)
	n, err := h.Stdin.Read(b)
	in := &h.input
	in.Lock()
	in.bytes, in.err, in.done, in.inFlight = b[:n:n], err, true, false
	wake := in.wake
	in.Unlock()
	wake()
}

// FlushWriter flushes a stream that has a buffer.
func FlushWriter(w io.Writer) error {
	if b, ok := w.(interface{ Flush() error }); ok {
		return b.Flush()
	}
	return nil
}

// Running returns the frame that a save takes for the running one.
func (w *World) Running() *Frame {
	if w.Saving != nil {
		return w.Saving
	}
	return w.Frame
}

// ID draws the identity number of an object that has none yet.
func (w *World) ID(p *uint64) uint64 {
	if *p == 0 {
		w.NextID++
		*p = w.NextID
	}
	return *p
}

// maxReserve bounds a single allocation.
const maxReserve = 1 << 36

// Reserve asks for n bytes of memory before a large allocation: the answer is
// a MemoryError if they would exceed the machine's limit.
func (w *World) Reserve(n int) error {
	if n < 1<<20 && n >= 0 {
		return nil
	}
	limit := maxReserve
	if w != nil && w.MemLimit > 0 {
		limit = w.MemLimit
	}
	if n < 0 || n > limit {
		return NewException(MemoryError)
	}
	return nil
}
