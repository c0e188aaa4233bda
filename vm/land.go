package vm

import "brine/vm/object"

// fail makes err the exception to raise. It returns false, for return m.fail(err).
func (m *Machine) fail(err error) bool {
	m.err = err
	return false
}

// land gives v to the running frame, which waited for it. It returns false if
// an exception is to be raised there.
func (m *Machine) land(v object.Value) bool {
	f := m.Frame
	switch f.Land {
	case object.LandStore:
		f.Regs[f.LandReg] = v
	case object.LandNone, object.LandDrop:
		if raising(f) {
			return m.fail(object.Errorf(object.SystemError, "what was to raise an exception has returned"))
		}
	case object.LandBranch:
		if !v.IsBool() {
			return m.do(object.OpTruth, v)
		}
		if (v.N != 0) == (f.LandReg&1 != 0) {
			f.PC = f.LandArg
			if f.LandReg&2 != 0 {
				return m.tick()
			}
		}
	case object.LandNot:
		if !v.IsBool() {
			return m.do(object.OpTruth, v)
		}
		f.Regs[f.LandReg] = object.Value{O: v.O, N: v.N ^ 1}
	case object.LandFor:
		f.Regs[f.LandReg] = v
		f.PC = f.LandArg
		return m.tick()
	case object.LandSend:
		f.Regs[f.LandReg] = v
	case object.LandInit:
		if !v.IsNone() {
			f.Land = object.LandNone
			return m.fail(object.TypeErrorf("__init__() should return None, not '%s'", v.Type().LongName()))
		}
		f.Regs[f.LandReg] = f.Regs[f.LandArg]
	case object.LandStep, object.LandNext:
		f.Regs[len(f.Regs)-1] = v
		f.LandArg = object.LandedValue
		return true // LandStep stays until the native's next request
	case object.LandEnd:
		return m.ended(nil)
	}
	f.Land = object.LandNone
	return true
}

// leave makes the frame that waits for f the running one.
func (m *Machine) leave(f *object.Frame) {
	m.Frame = f.Back
	m.release(f)
}

// ended takes the end of a tasklet, whose first frame has returned or raised err.
func (m *Machine) ended(err error) bool {
	if m.sched != nil && !m.calledOut {
		stop, result := m.sched.End(err)
		if !stop {
			return m.switched()
		}
		err = result
	}
	m.failed, m.exiting, m.err = err, true, nil
	return false
}

// switched lands what the scheduler left for the frame that it made the
// running one.
func (m *Machine) switched() bool {
	if err := m.Throw; err != nil {
		m.Throw = nil
		return m.fail(err)
	}
	v := m.Incoming
	m.Incoming = object.None
	if f := m.Frame; f.Land == object.LandStore { // as land, for the usual case
		f.Regs[f.LandReg], f.Land = v, object.LandNone
		return true
	}
	return m.land(v)
}

// tick counts a jump backward that a landing made.
func (m *Machine) tick() bool {
	m.Frame.Land = object.LandNone
	if m.budget--; m.budget <= 0 {
		return m.lookRound()
	}
	return true
}

// lookRound runs when the budget of ticks is used up: the scheduler's timers
// and timeouts. The running frame is between two instructions.
func (m *Machine) lookRound() bool {
	spent := int64(m.grant - m.budget)
	m.ticks += spent
	m.setGrant()
	m.lower()
	m.Frame.Land = object.LandNone
	if err := m.checkSignals(); err != nil {
		return m.fail(err)
	}
	if m.sched != nil && m.sched.Tick(spent) {
		m.setGrant()
		return m.switched() && m.wantsBurial()
	}
	return m.wantsBurial()
}
