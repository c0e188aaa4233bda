package pickle

import (
	"strings"

	"brine/compiler"
	"brine/vm"
	"brine/vm/object"

	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// kind is a hidden class in the file.
type kind struct {
	layout *object.Layout
	class  ref
	attrs  []string
	inDict bool
	fields []string
}

// ref is a reference read before the objects exist.
type ref struct {
	named  bool
	number int
}

func (r *reader) readKinds() {
	for range r.arrayLen() {
		if r.arrayLen() != 4 {
			r.fail("kind is no four fields")
		}
		k := kind{}
		name := r.text()
		if r.peek() == msgpcode.Nil {
			r.skip()
		} else {
			t, b := r.ext()
			switch t {
			case extObject:
				k.class = ref{false, r.index(b, 1<<31-1)}
			case extNamed:
				k.class = ref{true, r.index(b, len(r.names))}
			default:
				r.fail("class is extension %d", t)
			}
		}
		if name != "" {
			if k.layout = object.LayoutNamed(name); k.layout == nil || k.layout.Fields == nil {
				r.fail("no objects of layout %q", name)
			}
		}
		if r.peek() == msgpcode.Nil {
			r.skip()
			k.inDict = true
		} else {
			k.attrs = r.texts()
		}
		k.fields = r.texts()
		if r.err != nil {
			return
		}
		r.kinds = append(r.kinds, k)
	}
}

// makeObjects makes the empty objects; those given by name are found.
func (r *reader) makeObjects() {
	r.sources = map[*object.Header]*compiler.Code{}
	for range r.arrayLen() {
		if isString(r.peek()) {
			v, err := r.found(r.text())
			if r.err == nil && err != nil {
				r.err = err
			}
			if r.err != nil {
				return
			}
			r.kindOf, r.objs = append(r.kindOf, -1), append(r.objs, v.O)
			continue
		}
		n := r.small()
		if r.err != nil || n >= len(r.kinds) || r.kinds[n].layout == nil {
			r.fail("object of unknown kind %d", n)
			return
		}
		l := r.kinds[n].layout
		h := l.New(loadShape(l))
		r.kindOf, r.objs = append(r.kindOf, n), append(r.objs, h)
		if l == &object.CodeLayout {
			r.sources[h] = &compiler.Code{}
		}
	}
	r.replaced = make([]bool, len(r.objs))
}

// loadShape is the shape of an object whose class is not known yet.
func loadShape(l *object.Layout) *object.Shape {
	if l.Base != nil {
		return l.Base
	}
	return object.NewShape(object.ObjectType, l)
}

// fill reads the fields of all objects.
func (r *reader) fill() {
	if n := r.arrayLen(); n != len(r.objs)-r.countNamed() {
		r.fail("%d objects where %d were announced", n, len(r.objs))
	}
	for i, h := range r.objs {
		if r.err != nil {
			return
		}
		k := r.kindOf[i]
		if k < 0 {
			continue
		}
		n := r.arrayLen()
		if r.replaced[i] {
			for range n {
				r.skip()
			}
			continue
		}
		r.filling, r.fields, r.next = h, r.kinds[k].fields, 0
		if n > len(r.fields) {
			r.fail("object of %d fields, %d have names", n, len(r.fields))
			return
		}
		r.fields = r.fields[:n]
		h.Shape.Layout.Fields(h, r)
		if e, ok := r.err.(*FormatError); ok && e.Offset >= 0 {
			e.Text += sprintf(" in object %d, a %s with fields %s", i, h.Shape.Layout.Name, strings.Join(r.fields, " "))
		}
		for ; r.next < n && r.err == nil; r.next++ {
			r.skip() // fields of a newer version
		}
	}
}

func (r *reader) countNamed() (n int) {
	for _, k := range r.kindOf {
		if k < 0 {
			n++
		}
	}
	return n
}

// finish gives objects their classes and runs what had to wait for that.
func (r *reader) finish() {
	if r.err == nil {
		r.loadCode()
	}
	for len(r.after) > 0 && r.err == nil {
		round := r.after
		r.after = nil
		for _, f := range round {
			if err := f(); err != nil && r.err == nil {
				r.err = &FormatError{-1, "corrupt pickle: " + err.Error()}
			}
		}
		if len(round) > 0 && r.err == nil {
			r.shapes()
		}
	}
	if r.err == nil {
		r.shapes()
		r.checkFrames()
		r.mortals()
	}
}

// mortals enters the objects of a pickle whose death is to be seen; a snapshot
// brings their list.
func (r *reader) mortals() {
	if r.whole || r.err != nil {
		return
	}
	begun := map[*object.Header]bool{}
	for _, h := range r.objs {
		if f := object.AsA[object.Frame](object.Value{O: h}, &object.FrameLayout); f != nil {
			begun[vm.Finalizing(f).O] = true
		}
	}
	for i, h := range r.objs {
		if r.kindOf[i] >= 0 && !r.replaced[i] && !begun[h] {
			r.m.Mortals.Loaded(h)
		}
	}
}
