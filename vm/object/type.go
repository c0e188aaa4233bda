package object

import "slices"

// Type is a Python class. Builtin types are static, immutable and shared by
// all machines of the process; a class that a program makes belongs to its
// machine.
type Type struct {
	Header          // its metaclass
	Name     string // __name__
	Qualname string
	Module   string // __module__, "builtins" for most builtin types
	Doc      string // builtin types only; a class keeps it in Dict
	Base     *Type  // the base that gives the layout; nil for object
	Bases    []*Type
	MRO      []*Type // itself first, C3 order
	Dict     *Dict   // what the class body defined
	Layout   *Layout `brine:"derived"` // of instances
	Root     *Shape  `brine:"derived"` // of a new instance
	Flags    TypeFlags
	ID       uint64

	// Leaf versions of __hash__ and __eq__ for instances of builtin types;
	// a class that defines its own has UserHash or UserEq set. Equal is asked
	// only about two objects that are not identical; known is false if it
	// takes Python code to tell.
	Hash  func(w *World, v Value) (h uint64, err error) `brine:"derived"`
	Equal func(a, b Value) (equal, known bool)          `brine:"derived"`

	cache   map[string]Value `brine:"derived"` // what Lookup found; complete for builtin types
	makers  *makers          `brine:"derived"` // of a class: nil if not looked up yet
	subs    []*Type          `brine:"derived"` // direct subclasses, not kept for builtin types
	fixed   *Shape           `brine:"derived"` // the layout's static shape, for builtin types
	also    *Shape           `brine:"derived"` // of a builtin type: the shape of instances of another layout
	acts    *Shape           `brine:"derived"` // of a class: that of the builtin type whose container methods it takes over unchanged
	mortals *Mortals         `brine:"derived"` // of its machine
}

// TypeFlags are properties of a class.
type TypeFlags uint32

// The flags of a class.
const (
	Builtin      TypeFlags = 1 << iota // static and immutable
	Final                              // cannot be a base
	HasDict                            // instances take new attributes
	UserHash                           // __hash__ is Python code
	UserEq                             // __eq__ is Python code
	Unhashable                         // __hash__ is None
	UserGetAttr                        // has __getattr__ or its own __getattribute__
	UserSetAttr                        // has its own __setattr__ or __delattr__
	Abstract                           // has abstract methods
	NoInstances                        // cannot be called
	leafIterator                       // NextLeaf knows the instances
	UserDel                            // has __del__
	Weakable                           // instances can be referred to weakly
	InC                                // stands for a class that is written in C in CPython (__in_c__ in the prelude)
)

// Builtin reports whether t is a builtin type.
func (t *Type) Builtin() bool { return t.Flags&Builtin != 0 }

// LongName is the name of a builtin type with its module, of another class
// without: what CPython writes in many errors.
func (t *Type) LongName() string {
	if t.Flags&(Builtin|InC) != 0 && t.Module != "builtins" {
		return t.Module + "." + t.Name
	}
	return t.Name
}

// SubtypeOf reports whether t is u or a subclass of it.
func (t *Type) SubtypeOf(u *Type) bool {
	if t == u {
		return true
	}
	for _, k := range t.MRO {
		if k == u {
			return true
		}
	}
	return false
}

// Lookup finds a name in t and its bases, in method resolution order.
func (t *Type) Lookup(name string) (Value, bool) {
	if v, ok := t.cache[name]; ok {
		return v, !v.IsUnbound()
	}
	if t.Flags&Builtin != 0 {
		return Value{}, false
	}
	v, ok := t.lookupAfter(name, 0)
	if !ok {
		v = Unbound
	}
	if t.cache == nil {
		t.cache = map[string]Value{}
	}
	t.cache[name] = v
	return v, ok
}

// LookupAfter finds a name in the classes that follow after in t's method
// resolution order: what super(after, t) sees.
func (t *Type) LookupAfter(name string, after *Type) (Value, bool) {
	for i, k := range t.MRO {
		if k == after {
			return t.lookupAfter(name, i+1)
		}
	}
	return Value{}, false
}

// makers are the two methods that make an instance.
type makers struct{ make, init Value }

// Makers returns the __new__ and __init__ of t, which each class has at least
// from object.
func (t *Type) Makers() (make, init Value) {
	if t.makers == nil {
		t.makers = t.findMakers()
	}
	return t.makers.make, t.makers.init
}

func (t *Type) findMakers() *makers {
	x := &makers{}
	x.make, _ = t.Lookup("__new__")
	x.init, _ = t.Lookup("__init__")
	return x
}

func (t *Type) lookupAfter(name string, from int) (Value, bool) {
	for _, k := range t.MRO[from:] {
		if v, ok := k.Dict.GetString(name); ok {
			return v, true
		}
	}
	return Value{}, false
}

// Where finds the class in t's method resolution order that defines a name.
func (t *Type) Where(name string) *Type {
	for _, k := range t.MRO {
		if _, ok := k.Dict.GetString(name); ok {
			return k
		}
	}
	return nil
}

// Defines reports whether looking up name on t finds something else than the
// builtin type from does.
func (t *Type) Defines(name string, from *Type) bool {
	v, ok := t.Lookup(name)
	if !ok {
		return false
	}
	b, ok := from.Lookup(name)
	return !ok || v != b
}

// Set sets (or with Unbound deletes) an attribute in the dict of a class that
// is not builtin, and drops what caches knew. It reports whether the name was there.
func (t *Type) Set(name string, v Value) bool {
	old, had := t.Dict.GetString(name)
	if v.IsUnbound() {
		if !had {
			return false
		}
		t.Dict.DeleteString(name)
	} else {
		t.Dict.SetString(name, v)
	}
	plain := had && !v.IsUnbound() && IsPlain(old) && IsPlain(v)
	t.forget(name, plain)
	return had
}

// Changed drops what caches know of t and its subclasses, after its dict or
// its bases were changed from outside.
func (t *Type) Changed() {
	for work := []*Type{t}; len(work) > 0; {
		t := work[len(work)-1]
		work = append(work[:len(work)-1], t.subs...)
		t.cache, t.makers = nil, nil
		t.Root.stale()
		t.derive()
	}
}

func (t *Type) forget(name string, plain bool) {
	for work := []*Type{t}; len(work) > 0; {
		t := work[len(work)-1]
		work = append(work[:len(work)-1], t.subs...)
		delete(t.cache, name)
		t.makers = nil
		if !plain {
			t.Root.stale()
			if len(name) > 4 && name[0] == '_' && name[1] == '_' {
				t.derive()
			}
		}
	}
}

// derive computes the flags that follow from what the class defines.
func (t *Type) derive() {
	t.Flags &^= UserHash | UserEq | Unhashable | UserGetAttr | UserSetAttr | UserDel
	t.Hash, t.Equal = t.Base.Hash, t.Base.Equal
	builtin := t.Base
	for !builtin.Builtin() {
		builtin = builtin.Base
	}
	native := func(name string) bool { // and not taken from another type, as in __hash__ = object.__hash__
		v, ok := t.Lookup(name)
		own, _ := builtin.Lookup(name)
		return !ok || v.IsNative() && v == own
	}
	if !native("__hash__") {
		t.Flags |= UserHash
		if v, _ := t.Lookup("__hash__"); v.IsNone() {
			t.Flags |= Unhashable
		}
	}
	if !native("__eq__") {
		t.Flags |= UserEq
	}
	if _, ok := t.Lookup("__getattr__"); ok || !native("__getattribute__") {
		t.Flags |= UserGetAttr
	}
	if _, ok := t.Lookup("__del__"); ok {
		t.Flags |= UserDel
	}
	if !native("__setattr__") || !native("__delattr__") {
		t.Flags |= UserSetAttr
	}
	t.acts = nil
	if builtin != ObjectType && !slices.ContainsFunc(containerMethods, func(name string) bool { return !native(name) }) {
		t.acts = builtin.fixed
	}
}

var containerMethods = []string{"__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__", "__bool__", "__iter__"}

// Link enters t among the subclasses of its bases and derives its flags. The
// maker of a class calls it when MRO, Dict and Layout are set.
func (t *Type) Link(w *World) {
	t.mortals = &w.Mortals
	for _, b := range t.Bases {
		if !b.Builtin() {
			b.subs = append(b.subs, t)
		}
	}
	t.derive()
}

// Unlink takes t out of the subclasses of its bases.
func (t *Type) Unlink() {
	for _, b := range t.Bases {
		for i, s := range b.subs {
			if s == t {
				b.subs = append(b.subs[:i:i], b.subs[i+1:]...)
				break
			}
		}
	}
}

// ShapeOf returns the shape of instances of a builtin type that have a layout, or
// nil if none have.
func (t *Type) ShapeOf(l *Layout) *Shape {
	switch {
	case t.Layout == l:
		return t.Root
	case t.also != nil && t.also.Layout == l:
		return t.also
	}
	return nil
}

// Subclasses returns the direct subclasses of a class that is not builtin.
func (t *Type) Subclasses() []*Type { return t.subs }

// IsPlain reports whether v in a class is data to instances: found as it is,
// neither a function nor a descriptor.
func IsPlain(v Value) bool {
	t := v.Type()
	if _, ok := t.Lookup("__get__"); ok {
		return false
	}
	_, ok := t.Lookup("__set__")
	return !ok
}

// Linearize computes the C3 method resolution order of a class with these
// bases (https://www.python.org/download/releases/2.3/mro/). ok is false if
// there is none.
func Linearize(t *Type, bases []*Type) (mro []*Type, ok bool) {
	var lists [][]*Type
	for _, b := range bases {
		lists = append(lists, b.MRO)
	}
	lists = append(lists, bases)
	mro = []*Type{t}
	for {
		var next *Type
		left := false
		for _, l := range lists {
			if len(l) == 0 {
				continue
			}
			left = true
			if !inTail(lists, l[0]) {
				next = l[0]
				break
			}
		}
		if !left {
			return mro, true
		}
		if next == nil {
			return nil, false
		}
		mro = append(mro, next)
		for i, l := range lists {
			if len(l) > 0 && l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

func inTail(lists [][]*Type, t *Type) bool {
	for _, l := range lists {
		for i := 1; i < len(l); i++ {
			if l[i] == t {
				return true
			}
		}
	}
	return false
}
