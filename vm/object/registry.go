package object

import (
	"slices"
	"sync"
)

// registry maps the stable names of what is written in Go (types, natives,
// computed attributes) to the things. It is derived from the tables as they
// are entered; files name these things, and never contain them.
var registry sync.Map

// register enters a name; the same row may be entered again by another machine.
func register(name string, v Value) {
	if old, loaded := registry.LoadOrStore(name, v); loaded && old.(Value) != v {
		panic("object: two things are called " + name)
	}
}

// Named returns the builtin thing of a stable name, as NameOf gave it.
func Named(name string) (Value, bool) {
	v, ok := registry.Load(name)
	if !ok {
		return None, false
	}
	return v.(Value), true
}

// NameOf returns the stable name of a builtin type, native or computed
// attribute.
func NameOf(v Value) (string, bool) {
	if v.O == nil {
		return "", false
	}
	switch {
	case v.IsNative():
		n := As[Native](v)
		return n.Module + ":" + n.Qualname, true
	case v.Is(&GetSetShape):
		g := As[GetSet](v)
		return g.Self.Module + ":" + g.Self.Qualname + "." + g.Name, true
	}
	if t := AsA[Type](v, &TypeLayout); t != nil && t.Builtin() {
		return t.Module + ":" + t.Qualname, true
	}
	return "", false
}

// layouts holds the layouts by name, derived from the tables.
var layouts sync.Map

func registerLayout(l *Layout) { layouts.Store(l.Name, l) }

// LayoutNamed returns the layout of this name, or nil.
func LayoutNamed(name string) *Layout {
	l, _ := layouts.Load(name)
	p, _ := l.(*Layout)
	return p
}

// Resumables returns the names of all natives with steps, sorted.
func Resumables() (names []string) {
	registry.Range(func(name, v any) bool {
		if n := AsA[Native](v.(Value), &NativeLayout); n != nil && n.Step != nil {
			names = append(names, name.(string))
		}
		return true
	})
	slices.Sort(names)
	return names
}
