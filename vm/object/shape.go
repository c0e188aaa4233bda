package object

import "sync"

// Shape is a hidden class: the Python class of an object, the Go struct that
// it is made of, and, for objects with attributes, which name has which slot.
// Every builtin type has one static shape, so that one compare is the type
// check; instances of classes walk a tree of shapes as they gain attributes.
// A change of a class makes its shapes and those of its subclasses stale,
// which empties the inline caches that name them.
type Shape struct {
	Type   *Type
	Layout *Layout

	names  []string          // slot i holds the attribute names[i]
	index  map[string]int    // the inverse of names, if they are many
	next   map[string]*Shape // the shape after one more attribute
	users  []*Site           // inline caches that are filled for this shape
	inDict bool              // attributes are in a dict, kept in slot 0
}

// maxSlots is the number of attributes beyond which an object keeps them in a dict.
const maxSlots = 64

// NewShape returns the root shape of a type's instances.
func NewShape(t *Type, l *Layout) *Shape { return &Shape{Type: t, Layout: l} }

// linearNames is the number of attributes up to which names are searched in a row.
const linearNames = 4

// Slot returns the slot of an attribute, or -1.
func (s *Shape) Slot(name string) int {
	if len(s.names) <= linearNames {
		for i, n := range s.names {
			if n == name {
				return i
			}
		}
		return -1
	}
	if i, ok := s.index[name]; ok {
		return i
	}
	return -1
}

// InDict reports whether objects of this shape keep their attributes in the
// dict in slot 0.
func (s *Shape) InDict() bool { return s.inDict }

// Names returns the attribute names in slot order; do not change it.
func (s *Shape) Names() []string { return s.names }

// shared guards the shapes of instances of builtin types (exceptions with
// attributes, say), which all machines of the process walk.
var shared sync.Mutex

// With returns the shape after adding an attribute, or nil if objects should
// go over to a dict.
func (s *Shape) With(name string) *Shape {
	if s.Type.Builtin() {
		shared.Lock()
		defer shared.Unlock()
	}
	if n := s.next[name]; n != nil {
		return n
	}
	if len(s.names) >= maxSlots || s.inDict {
		return nil
	}
	n := &Shape{Type: s.Type, Layout: s.Layout, names: append(s.names[:len(s.names):len(s.names)], name)}
	if len(n.names) > linearNames {
		n.index = make(map[string]int, len(n.names))
		for i, name := range n.names {
			n.index[name] = i
		}
	}
	if s.next == nil {
		s.next = map[string]*Shape{}
	}
	s.next[name] = n
	return n
}

// DictShape returns the shape of objects of s's type that keep a dict.
func (s *Shape) DictShape() *Shape {
	if s.Type.Builtin() {
		shared.Lock()
		defer shared.Unlock()
	}
	const key = "" // no attribute has this name at the root
	root := s.Type.Root
	if n := root.next[key]; n != nil {
		return n
	}
	if root.next == nil {
		root.next = map[string]*Shape{}
	}
	n := &Shape{Type: s.Type, Layout: s.Layout, inDict: true}
	root.next[key] = n
	return n
}

// acting returns the shape that says how objects of s behave as containers: of a
// class, that of the builtin type if the class changes nothing of it.
func (s *Shape) acting() *Shape {
	if s.Type.acts != nil {
		return s.Type.acts
	}
	return s
}

// On returns the shape with the same attributes on another class's root.
func (s *Shape) On(root *Shape) *Shape {
	if s.inDict {
		return root.DictShape()
	}
	for _, n := range s.names {
		root = root.With(n)
	}
	return root
}

// Use notes that an inline cache was filled for this shape. Builtin types do
// not change, and their shapes are shared by machines.
func (s *Shape) Use(site *Site) {
	if !s.Type.Builtin() {
		s.users = append(s.users, site)
	}
}

// stale empties the inline caches of this shape and of those after it.
func (s *Shape) stale() {
	work := []*Shape{s}
	for len(work) > 0 {
		s := work[len(work)-1]
		work = work[:len(work)-1]
		for _, site := range s.users {
			if site.Shape == s {
				site.Shape = nil
			}
		}
		s.users = nil
		for _, n := range s.next {
			work = append(work, n)
		}
	}
}
