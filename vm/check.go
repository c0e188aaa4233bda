package vm

import (
	"fmt"
	"unsafe"

	"brine/vm/object"
)

// Check verifies the invariants of a machine that stands between two
// instructions: of every object that the program can reach, those that its
// layout states, and of every frame, that it can go on from where it stands.
// The error names what is broken; it is a bug of ours.
func (m *Machine) Check() error {
	var broken error
	running := map[*object.Frame]bool{}
	for f := m.Frame; f != nil; f = f.Back {
		if running[f] {
			return fmt.Errorf("the running frames go in a circle at %s", f.Code.Src.Qualname)
		}
		running[f] = true
	}
	if !running[m.end] {
		return fmt.Errorf("the running frames do not lead to their end")
	}
	m.Walk(func(h *object.Header) {
		if broken != nil {
			return
		}
		broken = m.checkObject(h, running)
	}, m.Root())
	return broken
}

func (m *Machine) checkObject(h *object.Header, running map[*object.Frame]bool) error {
	l := h.Shape.Layout
	v := object.Value{O: h}
	switch l {
	case &object.FrameLayout:
		f := (*object.Frame)(unsafe.Pointer(h))
		if f == m.end || f.Flags&object.Ended != 0 || running[f] && f == m.Frame {
			return nil
		}
		return m.CheckFrame(f)
	case &object.GeneratorLayout:
		return m.CheckGenerator(object.As[object.Generator](v))
	}
	if l.Check == nil {
		return nil
	}
	if err := l.Check(h, &m.World); err != nil {
		return fmt.Errorf("%s: %w", h.Shape.Type.Name, err)
	}
	return nil
}
