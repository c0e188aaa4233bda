package object

import "weak"

// identities numbers the objects whose struct has no room for a number. It
// does not keep them alive.
type identities struct {
	ids  map[weak.Pointer[Header]]uint64
	next int // size at which dead entries are dropped
}

// Identity returns the identity number of v: drawn from the machine's counter
// for heap objects, computed for the others.
func (w *World) Identity(v Value) uint64 {
	switch {
	case v.O == nil:
		return uint64(v.N)<<1 | 1<<62
	case v.O == &floatHeader:
		return spread(uint64(v.N)) | 1<<63
	case v.O == &boolHeader:
		return 1<<61 + uint64(v.N)
	case v.Has(&NativeLayout):
		n := As[Native](v)
		return HashString(n.Module+"."+n.Qualname) >> 16
	}
	if t := AsA[Type](v, &TypeLayout); t != nil && t.Builtin() {
		return HashString(t.Module+"."+t.Qualname) >> 16
	}
	if p := v.O.Shape.Layout.ID; p != nil {
		return w.ID(p(v.O))
	}
	return w.sideID(v.O)
}

func (w *World) sideID(h *Header) uint64 {
	s := &w.side
	key := weak.Make(h)
	if id, ok := s.ids[key]; ok {
		return id
	}
	if s.ids == nil {
		s.ids, s.next = map[weak.Pointer[Header]]uint64{}, 1024
	}
	if len(s.ids) >= s.next {
		for k := range s.ids {
			if k.Value() == nil {
				delete(s.ids, k)
			}
		}
		s.next = 2*len(s.ids) + 1024
	}
	w.NextID++
	s.ids[key] = w.NextID
	return w.NextID
}

// SideID returns the identity number that h has in the side table, 0 if none;
// SetSideID gives it one when a snapshot is restored.
func (w *World) SideID(h *Header) uint64 { return w.side.ids[weak.Make(h)] }

// SetSideID enters an identity number that an object had when it was saved.
func (w *World) SetSideID(h *Header, id uint64) {
	if w.side.ids == nil {
		w.side.ids, w.side.next = map[weak.Pointer[Header]]uint64{}, 1024
	}
	w.side.ids[weak.Make(h)] = id
}

// Address returns what id(v) gives and default reprs show.
func (w *World) Address(v Value) uint64 {
	kind := uint64(0)
	switch {
	case v.O == nil:
		kind = 1
	case v.O == &floatHeader || v.O == &boolHeader:
		kind = 2
	case v.Has(&NativeLayout) || v.Has(&TypeLayout) && As[Type](v).Builtin():
		kind = 4
	}
	return w.Identity(v)<<4&(1<<47-1) | 0x7f0000000000 | kind
}
