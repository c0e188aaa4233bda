package vm

import (
	"maps"
	"unsafe"

	"brine/compiler"
	"brine/vm/object"
)

// Walk visits every heap object that the roots lead to, each once, in an order
// that depends on nothing but them. Of suspended frames it sees what they still
// need. Builtin types and natives, which all machines share, are left out.
func (m *Machine) Walk(visit func(h *object.Header), roots ...object.Value) {
	m.newWalker().run(visit, roots...)
}

func (m *Machine) newWalker() *walker { return &walker{m: m, seen: map[*object.Header]bool{}} }

// run visits what the roots, and what was queued before, lead to. It may be
// called again for more roots.
func (w *walker) run(visit func(h *object.Header), roots ...object.Value) {
	for i := range roots {
		w.Value("", &roots[i])
	}
	for len(w.queue) > 0 {
		h := w.queue[0]
		w.queue = w.queue[1:]
		if visit != nil {
			visit(h)
		}
		class := object.Of(h.Shape.Type)
		w.Value("", &class)
		switch l := h.Shape.Layout; {
		case l == &object.FrameLayout:
			w.frame((*object.Frame)(unsafe.Pointer(h)))
		case w.weak && l.Core == &object.WeakRefLayout:
			x := *(*object.WeakRef)(unsafe.Pointer(h))
			w.Value("", &x.Callback)
			if l.Attrs != nil {
				w.Values("", &l.Attrs(h).Slots)
			}
		case l.Fields != nil:
			l.Fields(h, w)
		}
	}
}

// walker is the Archive of a walk: it only looks.
type walker struct {
	m     *Machine
	seen  map[*object.Header]bool
	weak  bool // weak references are not followed
	queue []*object.Header
}

// copySeen returns a test for what was seen so far.
func (w *walker) copySeen() func(object.Value) bool {
	seen := maps.Clone(w.seen)
	return func(v object.Value) bool { return seen[v.O] }
}

// frame visits a frame without its dead temporaries.
func (w *walker) frame(f *object.Frame) {
	c := *f
	if f.Native == nil && f.Code != nil && f.Code.Src != nil && f != w.m.end && f.Code.Src.NRegs <= len(f.Regs) && len(f.Code.Src.Instrs) > 0 {
		c.Regs = append([]object.Value(nil), f.Regs[:f.Code.Src.NRegs]...)
		for i, need := range w.m.Needed(&c) {
			if !need {
				c.Regs[i] = object.Unbound
			}
		}
	}
	object.FrameLayout.Fields(&c.Header, w)
}

// Loading is false: a walk only looks.
func (w *walker) Loading() bool { return false }

// Whole is true: a walk knows no boundary.
func (w *walker) Whole() bool { return true }

// World is that of the machine.
func (w *walker) World() *object.World { return &w.m.World }

// Value sees to it that an object is visited.
func (w *walker) Value(_ string, v *object.Value) {
	h := v.O
	if h == nil || v.IsFloat() || v.IsBool() || w.seen[h] {
		return
	}
	w.seen[h] = true
	if v.IsNative() || v.Is(&object.GetSetShape) || h == &w.m.end.Header {
		return
	}
	if t := object.AsA[object.Type](*v, &object.TypeLayout); t != nil && t.Builtin() {
		return
	}
	w.queue = append(w.queue, h)
}

// Values sees to each.
func (w *walker) Values(_ string, vs *[]object.Value) {
	for i := range *vs {
		w.Value("", &(*vs)[i])
	}
}

// Object sees to a reference.
func (w *walker) Object(_ string, _ *object.Layout, h **object.Header) {
	if *h != nil {
		v := object.Value{O: *h}
		w.Value("", &v)
	}
}

// Code refers to nothing that a program could see but its inner code objects,
// which are made again from the portable code.
func (w *walker) Code(string, **compiler.Code) { /* not followed */ }

// The other fields refer to nothing.

func (w *walker) Int(string, *int64)        { /* a number */ }
func (w *walker) Bool(string, *bool)        { /* a number */ }
func (w *walker) String(string, *string)    { /* text */ }
func (w *walker) Strings(string, *[]string) { /* texts */ }
func (w *walker) Bytes(string, *[]byte)     { /* bytes */ }
func (w *walker) Fail(string, ...any)       { /* loading only */ }
func (w *walker) After(func() error)        { /* loading only */ }

// Referents returns what an object refers to itself.
func (m *Machine) Referents(v object.Value) []object.Value {
	if v.O == nil || v.O.Shape.Layout.Fields == nil || !mortalType(v) {
		return nil
	}
	w := m.newWalker()
	v.O.Shape.Layout.Fields(v.O, w)
	var found []object.Value
	for _, h := range w.queue {
		found = append(found, object.Value{O: h})
	}
	return found
}
