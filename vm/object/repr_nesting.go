package object

// A container that is being shown inside itself is shown as dots. Which ones
// are being shown is known from the frames; so that deep nesting does not make
// each of them walk over all the others, what the last walk found is kept.

// showing is the set of the objects whose __repr__ frames are top and below.
type showing struct {
	top *Frame
	set map[*Header]struct{}
}

func isReprFrame(f *Frame) bool {
	return f.Native != nil && f.Native.Name == "__repr__" && len(f.Regs) > 0
}

// inRepr reports whether the repr of self is already being made by a frame
// that waits for this one. If not, it now is by this one.
func (c *Call) inRepr() bool {
	s := &c.World.showing
	var passed []*Frame
	f := c.F.Back
	for ; f != nil && (f != s.top || s.top == nil); f = f.Back {
		if isReprFrame(f) {
			passed = append(passed, f)
		}
	}
	if f == nil || s.set == nil {
		s.set = map[*Header]struct{}{}
	}
	for _, p := range passed {
		s.set[p.Regs[0].O] = struct{}{}
	}
	self := c.Reg(0).O
	if _, in := s.set[self]; in {
		if s.top = nil; len(passed) > 0 {
			s.top = passed[0]
		} else if f != nil {
			s.top = f
		}
		return true
	}
	s.set[self] = struct{}{}
	s.top = c.F
	return false
}

// reprDone says that the repr of self is complete.
func (c *Call) reprDone() {
	s := &c.World.showing
	if s.top != c.F {
		return
	}
	delete(s.set, c.Reg(0).O)
	for s.top = c.F.Back; s.top != nil && !isReprFrame(s.top); {
		s.top = s.top.Back
	}
	if s.top == nil {
		s.set = nil
	}
}
