package vm

import (
	"sync/atomic"

	"brine/vm/object"
)

// Interrupt makes the program raise KeyboardInterrupt soon. It may be called
// from any goroutine.
func (m *Machine) Interrupt() { m.signals.Store(true) }

// signalFlag is set from outside and looked at when the loop looks round.
type signalFlag = atomic.Bool

func (m *Machine) checkSignals() error {
	if !m.signals.CompareAndSwap(true, false) {
		return nil
	}
	return object.NewException(object.KeyboardInterrupt)
}
