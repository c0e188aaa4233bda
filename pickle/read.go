package pickle

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"sort"
	"strings"

	"brine/compiler"
	"brine/vm"
	"brine/vm/object"

	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// reader loads a file into a machine. It is the Archive that fills objects.
type reader struct {
	*decoder
	m        *vm.Machine
	names    []object.Value // of builtin things
	kinds    []kind
	kindOf   []int // of each object; -1 for those given by name
	objs     []*object.Header
	replaced []bool // a live object took its place
	whole    bool   // it is a snapshot
	sources  map[*object.Header]*compiler.Code
	after    []func() error
	found    func(name string) (object.Value, error) // what "global m:q" names

	// The object being filled.
	filling *object.Header
	fields  []string
	next    int
}

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

// open checks the frame of a file: magic, version, checksum.
func open(data []byte) (*decoder, error) {
	const tail = 2 + sha256.Size
	d := newDecoder(data)
	head := append([]byte{0xa0 | byte(len(Magic))}, Magic...)
	if !bytes.HasPrefix(data, head) {
		return nil, &FormatError{-1, "not a brine pickle"}
	}
	d.text()
	if v := d.int(); d.err == nil && v != Version {
		if v > Version {
			return nil, &FormatError{-1, sprintf("pickle of format version %d is too new: this is version %d", v, Version)}
		}
		return nil, &FormatError{-1, sprintf("pickle of format version %d is too old", v)}
	}
	if len(data) < len(head)+tail {
		return nil, &FormatError{len(data), "pickle is truncated"}
	}
	body, sum := data[:len(data)-tail], sha256.Sum256(data[:len(data)-tail])
	if data[len(body)] != msgpcode.Bin8 || data[len(body)+1] != sha256.Size || !bytes.Equal(data[len(body)+2:], sum[:]) {
		return nil, &FormatError{-1, "pickle is truncated or damaged: its checksum does not match"}
	}
	return d, d.err
}

// read loads a file. live says which live object, if any, takes the place of
// a stored global.
func (r *reader) read(want string, live func(b binding, class *object.Type) (object.Value, bool)) (root object.Value, bindings []binding, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			err = &FormatError{r.end - r.left(), fmt.Sprint("corrupt pickle: ", bug)}
		}
	}()
	r.header(want)
	r.namedThings()
	r.readKinds()
	r.makeObjects()
	bindings = r.readBindings(live)
	r.fill()
	root = r.value(0)
	for range r.arrayLen() / 2 {
		n, id := r.small(), r.uint()
		if r.err == nil && n < len(r.objs) {
			r.m.SetSideID(r.objs[n], id)
			r.m.NextID = max(r.m.NextID, id)
		}
	}
	r.finish()
	if r.err != nil {
		return object.None, nil, r.err
	}
	return root, bindings, nil
}

func (r *reader) header(want string) {
	for range r.mapLen() {
		switch key := r.text(); key {
		case "kind":
			if k := r.text(); r.err == nil && k != want {
				r.err = &FormatError{-1, sprintf("this is a %s, not a %s", k, want)}
			}
		case "opcodes":
			r.rows("opcode", opHashes())
		case "intrinsics":
			r.rows("intrinsic", intrinsicHashes())
		case "natives":
			for range r.mapLen() {
				name, h := r.text(), r.uint()
				v, ok := object.Named(name)
				if n := object.AsA[object.Native](v, &object.NativeLayout); r.err == nil && (!ok || n == nil || nativeHash(n) != h) {
					r.err = &FormatError{-1, sprintf("pickle was made by another version: native %s has changed", name)}
				}
			}
		default:
			r.skip()
		}
	}
}

func opHashes() map[string]uint64 {
	all := map[string]uint64{}
	for op := compiler.Op(0); compiler.RowOf(op) != nil; op++ {
		all[op.String()] = compiler.RowHash(op)
	}
	return all
}

func intrinsicHashes() map[string]uint64 {
	all := map[string]uint64{}
	for i := range compiler.NumIntrinsics {
		all[compiler.IntrinsicName(i)] = compiler.IntrinsicHash(i)
	}
	return all
}

// rows refuses a file that uses a row which has changed, naming it.
func (r *reader) rows(what string, here map[string]uint64) {
	for range r.mapLen() {
		name, h := r.text(), r.uint()
		if r.err == nil && here[name] != h {
			r.err = &FormatError{-1, sprintf("pickle was made by another version: %s %s has changed", what, name)}
		}
	}
}

func (r *reader) namedThings() {
	var lost []string
	for _, name := range r.texts() {
		v, ok := object.Named(name)
		if !ok {
			v, ok = r.m.FindNamed(name)
		}
		if !ok {
			lost = append(lost, name)
		}
		r.names = append(r.names, v)
	}
	if lost != nil && r.err == nil {
		sort.Strings(lost)
		r.err = &FormatError{-1, "pickle needs names that are missing here: " + strings.Join(lost, ", ")}
	}
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

// readBindings reads the globals of the file, and lets live objects take the
// place of stored ones.
func (r *reader) readBindings(live func(binding, *object.Type) (object.Value, bool)) (bs []binding) {
	for range r.arrayLen() {
		if r.arrayLen() != 3 {
			r.fail("binding is no three fields")
		}
		b := binding{module: r.text(), name: r.text()}
		b.value = r.value(0)
		if r.err != nil {
			return nil
		}
		bs = append(bs, b)
	}
	if live == nil {
		return bs
	}
	number := make(map[*object.Header]int, len(r.objs))
	for i, h := range r.objs {
		number[h] = i
	}
	for i, b := range bs {
		n, ok := number[b.value.O]
		if b.value.O == nil || !ok || r.kindOf[n] < 0 {
			continue
		}
		if v, ok := live(b, r.classOf(r.kindOf[n])); ok && v.O != nil {
			r.objs[n], r.replaced[n] = v.O, true
			bs[i].value = v
		}
	}
	return bs
}

func (r *reader) classOf(k int) *object.Type {
	c := r.kinds[k].class
	if c.named {
		return object.AsA[object.Type](r.names[c.number], &object.TypeLayout)
	}
	if c.number >= len(r.objs) {
		return nil
	}
	return object.AsA[object.Type](object.Value{O: r.objs[c.number]}, &object.TypeLayout)
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
	}
}

// shapes gives every object the hidden class of its kind, where its class is
// known by now.
func (r *reader) shapes() {
	for i, h := range r.objs {
		k := r.kindOf[i]
		if k < 0 || r.replaced[i] {
			continue
		}
		t := r.classOf(k)
		if t == nil {
			r.fail("an object's class is no class")
			return
		}
		l := h.Shape.Layout
		if t.Layout != l {
			if t.Builtin() || t.Layout != nil && h.Shape.Type == t {
				r.fail("object of class %s has layout %s", t.Name, l.Name)
				return
			}
			continue // its class is not filled yet
		}
		s := t.Root
		if r.kinds[k].inDict {
			s = s.DictShape()
		}
		for _, name := range r.kinds[k].attrs {
			if s = s.With(name); s == nil {
				r.fail("too many attributes")
				return
			}
		}
		if l.Attrs != nil {
			slots := l.Attrs(h).Slots
			want := len(r.kinds[k].attrs)
			if r.kinds[k].inDict {
				want = 1
				if len(slots) != 1 || !slots[0].Has(&object.DictLayout) {
					r.fail("object without its dict")
					return
				}
			}
			if len(slots) != want {
				r.fail("%d attributes, %d have names", len(slots), want)
				return
			}
		}
		h.Shape = s
	}
}

// loadCode verifies the code of the file and derives its running form.
func (r *reader) loadCode() {
	inner := map[*compiler.Code]bool{}
	for _, src := range r.sources {
		for _, k := range src.Consts {
			if c, ok := k.(*compiler.Code); ok {
				inner[c] = true
			}
		}
	}
	for i, h := range r.objs {
		src := r.sources[h]
		if src == nil || r.replaced[i] {
			continue
		}
		if !inner[src] {
			if err := compiler.Verify(src); err != nil {
				r.fail("%v", err)
				return
			}
		}
	}
	for i, h := range r.objs {
		if src := r.sources[h]; src != nil && !r.replaced[i] {
			r.m.Adopt(object.As[object.Code](object.Value{O: h}), src)
		}
	}
	for i, h := range r.objs {
		if src := r.sources[h]; src != nil && !r.replaced[i] {
			r.m.LoadInto(object.As[object.Code](object.Value{O: h}))
		}
	}
}

// checkFrames checks every frame against what the verifier knows of its pc.
func (r *reader) checkFrames() {
	for i, h := range r.objs {
		if r.kindOf[i] < 0 || r.replaced[i] || r.err != nil {
			continue
		}
		v := object.Value{O: h}
		switch h.Shape.Layout {
		case &object.FrameLayout:
			if err := r.m.CheckFrame(object.As[object.Frame](v)); err != nil {
				r.fail("%v", err)
			}
		case &object.GeneratorLayout:
			if err := r.m.CheckGenerator(object.As[object.Generator](v)); err != nil {
				r.fail("%v", err)
			}
		case &object.FuncLayout:
			if err := r.m.CheckFunc(object.As[object.Func](v)); err != nil {
				r.fail("%v", err)
			}
		}
	}
}

// value reads a value.
func (r *reader) value(depth int) object.Value {
	c := r.peek()
	switch {
	case r.err != nil:
		return object.None
	case c == msgpcode.Nil:
		r.skip()
		return object.None
	case c == msgpcode.True || c == msgpcode.False:
		return object.Bool(r.bool())
	case c == msgpcode.Double:
		f, err := r.dec.DecodeFloat64()
		r.check(err)
		return object.Float(f)
	case isString(c):
		return object.NewStr(r.text())
	case isBin(c):
		return object.NewBytes(string(r.bytes()))
	case msgpcode.IsExt(c):
		return r.extValue()
	case depth > maxInline+1:
		r.fail("nested too deep")
	case isArray(c):
		return r.list(depth)
	case isMap(c):
		return r.dict(depth)
	default:
		return object.Int(r.int())
	}
	return object.None
}

func (r *reader) extValue() object.Value {
	kind, b := r.ext()
	if r.err != nil {
		return object.None
	}
	switch kind {
	case extObject:
		if n := r.index(b, len(r.objs)); n >= 0 {
			return object.Value{O: r.objs[n]}
		}
	case extNamed:
		if n := r.index(b, len(r.names)); n >= 0 {
			return r.names[n]
		}
	case extBigInt:
		return r.bigInt(b)
	case extWTF8:
		if object.ValidWTF8(string(b)) {
			return object.NewStr(string(b))
		}
		r.fail("str is not WTF-8")
	case extSingle:
		if len(b) == 1 && b[0] <= endFrame {
			return [...]object.Value{object.Unbound, object.Ellipsis, object.NotImplemented, object.Of(r.m.End())}[b[0]]
		}
		r.fail("unknown singleton")
	default:
		r.fail("unknown extension %d", kind)
	}
	return object.None
}

// list reads an array: a list, or a tuple if it is marked as one.
func (r *reader) list(depth int) object.Value {
	n := r.arrayLen()
	items := make([]object.Value, 0, n)
	isTuple := false
	for i := range n {
		if i == 0 && msgpcode.IsExt(r.peek()) && r.tupleMark() {
			isTuple = true
			continue
		}
		items = append(items, r.value(depth+1))
		if r.err != nil {
			return object.None
		}
	}
	if isTuple {
		return object.Of(object.NewTuple(items...))
	}
	return object.Of(object.NewList(items))
}

// tupleMark consumes the mark of a tuple, if it stands here.
func (r *reader) tupleMark() bool {
	mark := []byte{msgpcode.Ext8, 0, extTuple}
	if !bytes.HasPrefix(r.data[r.end-r.left():], mark) {
		return false
	}
	r.ext()
	return true
}

// dict reads a map. Its keys may be strs that are not filled yet, so it is
// laid out later.
func (r *reader) dict(depth int) object.Value {
	n := r.mapLen()
	d := object.NewDict()
	items := make([]object.Value, 0, 2*n)
	for range n {
		items = append(items, r.value(depth+1), r.value(depth+1))
		if r.err != nil {
			return object.None
		}
	}
	r.after = append(r.after, func() error {
		for i := 0; i < len(items); i += 2 {
			if err := object.TableAdd(&r.m.World, object.Of(d), items[i:i+2]); err != nil {
				return err
			}
		}
		return nil
	})
	return object.Of(d)
}

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
	default:
		r.fail("field %s: '%s' where a %s belongs", name, v.Type().Name, l.Name)
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

// Restore fills a fresh machine, wired as the saved one was, from a snapshot.
func Restore(m *vm.Machine, data []byte) error {
	d, err := open(data)
	if err != nil {
		return err
	}
	r := &reader{decoder: d, m: m, whole: true, found: func(name string) (object.Value, error) {
		return object.None, &FormatError{-1, "a snapshot has no names of modules"}
	}}
	root, _, err := r.read("snapshot", nil)
	if err != nil {
		return err
	}
	if err := m.SetRoot(root); err != nil {
		return &FormatError{-1, "corrupt pickle: " + err.Error()}
	}
	return nil
}

// Seal replaces the checksum at the end of data by the right one. Tests use it
// to look behind the checksum.
func Seal(data []byte) []byte {
	const tail = 2 + sha256.Size
	if len(data) < tail {
		return data
	}
	body := data[:len(data)-tail]
	sum := sha256.Sum256(body)
	return append(append(bytes.Clone(body), msgpcode.Bin8, sha256.Size), sum[:]...)
}
