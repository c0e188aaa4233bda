package pickle

import (
	"brine/compiler"
	"brine/vm/object"
)

// wants moves to the field of this name, and reports whether the file has it.
func (r *reader) wants(name string) bool {
	if r.err != nil {
		return false
	}
	for i := r.next; i < len(r.fields); i++ {
		if r.fields[i] == name {
			for ; r.next < i; r.next++ {
				r.skip()
			}
			r.next++
			return true
		}
	}
	return false
}

// The Archive of a loader.

// Loading is true.
func (r *reader) Loading() bool { return true }

// Whole is true of snapshots.
func (r *reader) Whole() bool { return r.whole }

// World is that of the machine being loaded into.
func (r *reader) World() *object.World { return &r.m.World }

// Value reads a field.
func (r *reader) Value(name string, v *object.Value) {
	if r.wants(name) {
		*v = r.value(0)
	}
}

// Values reads a field that is a slice.
func (r *reader) Values(name string, vs *[]object.Value) {
	if !r.wants(name) {
		return
	}
	n := r.arrayLen()
	list := make([]object.Value, 0, n)
	for range n {
		list = append(list, r.value(0))
		if r.err != nil {
			return
		}
	}
	*vs = list
}

// Object reads a reference, which must be nil or have layout l.
func (r *reader) Object(name string, l *object.Layout, h **object.Header) {
	if !r.wants(name) {
		return
	}
	v := r.value(0)
	switch {
	case v.IsNone():
		*h = nil
	case v.Has(l):
		*h = v.O
	case v.Has(&reductionLayout):
		r.typed = append(r.typed, object.Value{O: r.filling}, object.NewStr(name), v)
	default:
		r.fail("field %s: '%s' where a %s belongs", name, v.Type().LongName(), l.Name)
	}
}

// Int reads a number.
func (r *reader) Int(name string, n *int64) {
	if r.wants(name) {
		*n = r.int()
	}
}

// Bool reads a truth value.
func (r *reader) Bool(name string, b *bool) {
	if r.wants(name) {
		*b = r.bool()
	}
}

// String reads a text.
func (r *reader) String(name string, s *string) {
	if r.wants(name) {
		*s = r.text()
	}
}

// Strings reads texts.
func (r *reader) Strings(name string, s *[]string) {
	if r.wants(name) {
		*s = r.texts()
	}
}

// Bytes reads bytes.
func (r *reader) Bytes(name string, b *[]byte) {
	if r.wants(name) {
		*b = r.bytes()
	}
}

// Code reads portable code, into the struct that references to it name already.
func (r *reader) Code(name string, src **compiler.Code) {
	if !r.wants(name) {
		return
	}
	c := r.code()
	if c == nil || r.err != nil {
		r.fail("code is missing")
		return
	}
	pre := r.sources[r.filling]
	if pre == nil {
		r.fail("code outside a code object")
		return
	}
	*pre = *c
	*src = pre
}

// Fail rejects the file.
func (r *reader) Fail(format string, args ...any) { r.fail(format, args...) }

// After delays work until everything is filled.
func (r *reader) After(f func() error) { r.after = append(r.after, f) }
