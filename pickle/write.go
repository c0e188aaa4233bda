package pickle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/big"
	"sort"
	"unicode/utf8"
	"unsafe"

	"brine/compiler"
	"brine/vm"
	"brine/vm/object"

	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// The format's fixed points.
const (
	Magic   = "brine pickle"
	Version = 0 // versions before 1 promise nothing
	writer  = "brine 0.1"
)

// The extension types.
const (
	extObject = iota
	extBigInt
	extSingle
	extTuple
	extWTF8
	extNamed
)

// tail is the length of the checksum at the end of a file.
const tail = 2 + sha256.Size

// endFrame is the singleton code of the frame below every tasklet.
const endFrame = 3

func ptr(h *object.Header) unsafe.Pointer { return unsafe.Pointer(h) }

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// output writes a walked graph.
type output struct {
	*graph
	buf    bytes.Buffer
	enc    *msgpack.Encoder
	kinds  map[*object.Shape]int
	order  []*object.Shape
	fields [][]string // of each kind, known after its first object
	note   *[]string  // collects the field names of the first object of a kind
}

// write gives the bytes of a file with the given header and root.
func (g *graph) write(kind string, root object.Value) ([]byte, error) {
	g.bindReached()
	count := g.place()
	o := &output{graph: g, kinds: map[*object.Shape]int{}}
	o.enc = msgpack.NewEncoder(&o.buf)
	table := make([]*node, 0, count)
	records := 0
	for _, n := range g.nodes {
		if !n.inline {
			if n.named == "" {
				n.kind = o.kindOf(n)
				records++
			}
			table = append(table, n)
		}
	}
	o.enc.EncodeArrayLen(records)
	for _, n := range table {
		if n.named == "" {
			o.object(n)
		}
	}
	o.put(root)
	o.identities(table)
	body := append([]byte(nil), o.buf.Bytes()...)

	o.buf.Reset()
	o.enc.EncodeString(Magic)
	o.enc.EncodeInt(Version)
	o.buf.Write([]byte{msgpcode.Uint64, 0, 0, 0, 0, 0, 0, 0, 0}) // the size, when it is known
	o.header(kind)
	o.strings(g.names)
	o.enc.EncodeArrayLen(len(o.order))
	for i, s := range o.order {
		o.kind(i, s)
	}
	o.enc.EncodeArrayLen(len(table))
	for _, n := range table {
		if n.named != "" {
			o.enc.EncodeString(n.named)
		} else {
			o.enc.EncodeInt(int64(n.kind))
		}
	}
	g.homesFirst()
	o.enc.EncodeArrayLen(len(g.bindings))
	for _, b := range g.bindings {
		o.enc.EncodeArrayLen(4)
		o.enc.EncodeString(b.module)
		o.enc.EncodeString(b.name)
		o.put(b.value)
		o.enc.EncodeBool(b.read)
	}
	o.buf.Write(body)
	binary.BigEndian.PutUint64(o.buf.Bytes()[headSize-8:], uint64(o.buf.Len()+tail-headSize))
	sum := sha256.Sum256(o.buf.Bytes())
	o.enc.EncodeBytes(sum[:])
	return o.buf.Bytes(), g.err
}

func (o *output) kindOf(n *node) int {
	s := n.h.Shape
	i, ok := o.kinds[s]
	if !ok {
		i = len(o.order)
		o.kinds[s] = i
		o.order = append(o.order, s)
		o.fields = append(o.fields, nil)
	}
	return i
}

// header writes what the file is and what it uses.
func (o *output) header(kind string) {
	o.enc.EncodeMapLen(5)
	o.enc.EncodeString("kind")
	o.enc.EncodeString(kind)
	o.enc.EncodeString("writer")
	o.enc.EncodeString(writer)
	used := map[string]uint64{}
	for op := range o.opcodes {
		used[op.String()] = compiler.RowHash(op)
	}
	o.hashes("opcodes", used)
	used = map[string]uint64{}
	for i := range o.intrins {
		used[compiler.IntrinsicName(i)] = compiler.IntrinsicHash(i)
	}
	o.hashes("intrinsics", used)
	used = map[string]uint64{}
	for name, n := range o.natives {
		used[name] = nativeHash(n)
	}
	o.hashes("natives", used)
}

func (o *output) hashes(name string, used map[string]uint64) {
	o.enc.EncodeString(name)
	names := make([]string, 0, len(used))
	for n := range used {
		names = append(names, n)
	}
	sort.Strings(names)
	o.enc.EncodeMapLen(len(names))
	for _, n := range names {
		o.enc.EncodeString(n)
		o.enc.EncodeUint(used[n])
	}
}

// nativeHash tells whether the registers of a native mean the same here.
func nativeHash(n *object.Native) uint64 {
	return object.HashString(fmt.Sprint(n.Qualname, n.Sig, n.Temps, n.Catches))
}

func (o *output) strings(list []string) {
	o.enc.EncodeArrayLen(len(list))
	for _, s := range list {
		o.enc.EncodeString(s)
	}
}

// kind writes a hidden class.
func (o *output) kind(i int, s *object.Shape) {
	o.enc.EncodeArrayLen(4)
	o.enc.EncodeString(s.Layout.Name)
	o.put(object.Of(s.Type))
	if s.InDict() {
		o.enc.EncodeNil()
	} else {
		o.strings(s.Names())
	}
	o.strings(o.fields[i])
}

// object writes the fields of an object in the table.
func (o *output) object(n *node) {
	h := n.h
	if n.frame != nil {
		h = &n.frame.Header
	}
	// The number of fields is known only after they are written.
	start := o.buf.Len()
	o.buf.Write([]byte{0xdd, 0, 0, 0, 0}) // array 32
	var names []string
	o.note = &names
	h.Shape.Layout.Fields(h, o)
	o.note = nil
	binary.BigEndian.PutUint32(o.buf.Bytes()[start+1:], uint32(len(names)))
	if len(names) > len(o.fields[n.kind]) {
		o.fields[n.kind] = names
	}
}

// identities writes the identity numbers that objects have in the machine's
// side table; a pickle has none.
func (o *output) identities(table []*node) {
	var pairs []uint64
	for _, n := range table {
		if id := o.m.SideID(n.h); id != 0 && !o.boundary {
			pairs = append(pairs, uint64(n.place), id)
		}
	}
	o.enc.EncodeArrayLen(len(pairs))
	for _, n := range pairs {
		o.enc.EncodeUint(n)
	}
}

func (o *output) name(s string) { *o.note = append(*o.note, s) }

// put writes a value.
func (o *output) put(v object.Value) {
	switch {
	case v.O == nil:
		o.enc.EncodeInt(v.N)
		return
	case v.IsFloat():
		o.enc.EncodeFloat64(v.Float())
		return
	case v.IsBool():
		o.enc.EncodeBool(v.N != 0)
		return
	case v.IsNone():
		o.enc.EncodeNil()
		return
	case v.Is(&object.BigIntShape):
		o.bigInt(object.BigOf(v))
		return
	case v.O == &o.m.End().Header:
		o.ext(extSingle, endFrame)
		return
	}
	if s := single(v); s >= 0 {
		o.ext(extSingle, byte(s))
		return
	}
	v = o.reduced(v)
	if n, ok := o.nameN[v.O]; ok {
		o.ext(extNamed, number(n)...)
		return
	}
	i, ok := o.num[v.O]
	if !ok {
		o.fail("object was not walked")
		o.enc.EncodeNil()
		return
	}
	if n := o.nodes[i]; !n.inline {
		o.ext(extObject, number(n.place)...)
		return
	}
	o.inline(v)
}

// inline writes a plain container or text at its place. It recurses at most
// maxInline deep.
func (o *output) inline(v object.Value) {
	switch v.O.Shape {
	case &object.StrShape:
		o.text(object.As[object.Str](v).S)
	case &object.BytesShape:
		o.enc.EncodeBytes([]byte(object.BytesOf(v)))
	case &object.ListShape:
		items := object.As[object.List](v).Items
		o.enc.EncodeArrayLen(len(items))
		for _, x := range items {
			o.put(x)
		}
	case &object.TupleShape:
		items := object.As[object.Tuple](v).Items
		o.enc.EncodeArrayLen(len(items) + 1)
		o.ext(extTuple)
		for _, x := range items {
			o.put(x)
		}
	case &object.DictShape:
		d := object.As[object.Dict](v)
		o.enc.EncodeMapLen(d.Len())
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			o.put(d.KeyAt(i))
			o.put(d.ValueAt(i))
		}
	}
}

func (o *output) text(s string) {
	if utf8.ValidString(s) {
		o.enc.EncodeString(s)
	} else {
		o.ext(extWTF8, []byte(s)...)
	}
}

func (o *output) bigInt(i *big.Int) {
	sign := byte(0)
	if i.Sign() < 0 {
		sign = 1
	}
	o.ext(extBigInt, append([]byte{sign}, i.Bytes()...)...)
}

func (o *output) ext(kind int8, payload ...byte) {
	o.enc.EncodeExtHeader(kind, len(payload))
	o.buf.Write(payload)
}

// number is n in the fewest bytes, big-endian.
func number(n int) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(n))
	for len(b) > 1 && b[0] == 0 {
		b = b[1:]
	}
	return b
}

// The fields of an object, written by its layout.

// Value writes a field.
func (o *output) Value(name string, v *object.Value) {
	o.name(name)
	o.put(*v)
}

// Values writes a field that is a slice.
func (o *output) Values(name string, vs *[]object.Value) {
	o.name(name)
	o.enc.EncodeArrayLen(len(*vs))
	for _, v := range *vs {
		o.put(v)
	}
}

// Object writes a reference.
func (o *output) Object(name string, l *object.Layout, h **object.Header) {
	o.name(name)
	if *h == nil {
		o.enc.EncodeNil()
	} else {
		o.put(object.Value{O: *h})
	}
}

// Int writes a number.
func (o *output) Int(name string, n *int64) {
	o.name(name)
	if o.boundary && name == "id" {
		o.enc.EncodeInt(0) // a loader draws its own
		return
	}
	o.enc.EncodeInt(*n)
}

// Bool writes a truth value.
func (o *output) Bool(name string, b *bool) { o.name(name); o.enc.EncodeBool(*b) }

// String writes a text.
func (o *output) String(name string, s *string) { o.name(name); o.text(*s) }

// Strings writes texts.
func (o *output) Strings(name string, s *[]string) {
	o.name(name)
	o.enc.EncodeArrayLen(len(*s))
	for _, t := range *s {
		o.text(t)
	}
}

// Bytes writes bytes.
func (o *output) Bytes(name string, b *[]byte) {
	o.name(name)
	o.enc.EncodeBytes(append([]byte{}, *b...)) // nil would be written as nil
}

// Code writes portable code.
func (o *output) Code(name string, src **compiler.Code) {
	o.name(name)
	o.code(*src)
}

// Snapshot saves a whole machine, which is between two instructions.
func Snapshot(m *vm.Machine) ([]byte, error) {
	g := newGraph(m)
	root := m.Root()
	if err := g.walk(root); err != nil {
		return nil, err
	}
	return g.write("snapshot", root)
}
