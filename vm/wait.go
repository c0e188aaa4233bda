package vm

import (
	"math"
	"sync/atomic"
	"time"

	"brine/vm/object"
)

// Forever is the time of a wait that only an event ends.
const Forever = math.MaxInt64

// events are what reaches the machine from outside while it runs: signals, and
// results of operations in flight.
type events struct {
	interrupt atomic.Bool   // Ctrl-C
	posted    atomic.Bool   // something that a tasklet may wait for has come
	wake      chan struct{} // ends idle
}

// Interrupt makes the program raise KeyboardInterrupt soon. It may be called
// from any goroutine.
func (m *Machine) Interrupt() {
	m.events.interrupt.Store(true)
	m.events.poke()
}

// Post says that what a tasklet waits for may have come. It may be called from
// any goroutine.
func (m *Machine) Post() {
	m.events.posted.Store(true)
	m.events.poke()
}

// Posted reports whether Post was called since it last did.
func (m *Machine) Posted() bool { return m.events.posted.Load() && m.events.posted.Swap(false) }

func (e *events) poke() {
	select {
	case e.wake <- struct{}{}:
	default: // it is awake
	}
}

func (m *Machine) checkSignals() error {
	if !m.events.interrupt.CompareAndSwap(true, false) {
		return nil
	}
	return object.NewException(object.KeyboardInterrupt)
}

// Wait makes the tasklet in which native c runs wait until a time (Unix
// nanoseconds, or Forever) or an event, while others run; then it takes step
// next, which looks whether the waiting has come to its end, for a tasklet can
// be woken early, or saved and loaded elsewhere.
func (m *Machine) Wait(c *object.Call, next int, until int64) object.Action {
	c.F.PC, c.F.Land = int32(next), object.LandNone
	if m.sched != nil && m.sched.Park(until) {
		return object.ActSwitch
	}
	m.idle(until)
	m.Incoming = object.None
	return object.ActSwitch // to the same frame: waiting costs no ticks
}

// idle blocks the process until a time or an event: nobody can run.
func (m *Machine) idle(until int64) {
	if m.Host != nil {
		_ = object.FlushWriter(m.Host.Stdout)
	}
	var over <-chan time.Time
	if until != Forever {
		t := time.NewTimer(time.Duration(until - time.Now().UnixNano()))
		defer t.Stop()
		over = t.C
	}
	select {
	case <-over:
	case <-m.events.wake:
	}
	m.grant, m.budget = m.grant-m.budget, 0 // look round; nothing more was spent
}
