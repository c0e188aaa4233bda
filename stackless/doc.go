// Package stackless is the scheduler: tasklets, channels, and the Python module
// stackless, which behaves as that of Stackless Python 3.8.
//
// A tasklet is a frame pointer and a place in a queue. The runnable tasklets
// stand in a Ring, in which the running one marks "now"; the next one runs
// next, and the end is just before it. A blocked tasklet stands in the queue of
// its channel instead, by the same links. To switch is to store another frame
// as World.Frame: what the interrupted call will return waits in Tempval, and
// lands in the frame when the tasklet comes round again. A Bomb there is raised.
//
// A tasklet that sleeps, or waits for input, is blocked too, on no channel: it
// is a sleeper of the ring. The innermost of its frames is a native that looks
// whether the waiting is over each time it is stepped (vm.Machine.Wait); if
// nobody is runnable, the sleeper that wakes first is the running tasklet, and
// its native blocks the process. So an idle program can be saved like any other.
//
// Callers of run() stand in Ring.watch, innermost last: they get uncaught
// exceptions, run when nobody else can, and one of them counts ticks.
//
// Greenlets are a subset: frames that are switched to by name, within one
// tasklet. Module greenlet is in greenlet.go.
//
// The methods are leaves: they run to their end, and the last thing that one
// which switches does is to say so: object.ErrSwitched, and the loop lets the
// result land in the frame that goes on, or, where nobody watches, ErrResumed: it
// has landed. Nothing is left on a Go stack, so a tasklet can be saved wherever it
// stands.
package stackless
