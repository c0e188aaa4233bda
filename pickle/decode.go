package pickle

import (
	"bytes"
	"math/big"
	"unicode/utf8"

	"brine/vm/object"

	"github.com/vmihailenco/msgpack/v5"
	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// decoder reads msgpack with limits of its own: no length is believed beyond
// the bytes that are left, and nothing is allocated for it in advance.
type decoder struct {
	data []byte
	src  *bytes.Reader
	dec  *msgpack.Decoder
	end  int // size of the input
	err  error
	seen *mentions // what stands in what is skipped; kept if not nil
}

func newDecoder(data []byte) *decoder {
	src := bytes.NewReader(data)
	return &decoder{data: data, src: src, dec: msgpack.NewDecoder(src), end: len(data)}
}

// left returns how many bytes are still to be read.
func (d *decoder) left() int { return d.src.Len() }

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = &FormatError{Offset: d.end - d.src.Len(), Text: "corrupt pickle: " + sprintf(format, args...)}
	}
}

func (d *decoder) check(err error) {
	if err != nil {
		d.fail("%v", err)
	}
}

// bounded checks a length against what is left.
func (d *decoder) bounded(n int) int {
	if d.err != nil {
		return 0
	}
	if n < 0 || n > d.left() {
		d.fail("length %d beyond the end", n)
		return 0
	}
	return n
}

func (d *decoder) peek() byte {
	if d.err != nil {
		return 0
	}
	c, err := d.dec.PeekCode()
	d.check(err)
	return c
}

func isArray(c byte) bool {
	return msgpcode.IsFixedArray(c) || c == msgpcode.Array16 || c == msgpcode.Array32
}
func isMap(c byte) bool {
	return msgpcode.IsFixedMap(c) || c == msgpcode.Map16 || c == msgpcode.Map32
}
func isString(c byte) bool {
	return msgpcode.IsFixedString(c) || c == msgpcode.Str8 || c == msgpcode.Str16 || c == msgpcode.Str32
}
func isBin(c byte) bool { return c == msgpcode.Bin8 || c == msgpcode.Bin16 || c == msgpcode.Bin32 }

func (d *decoder) arrayLen() int {
	if !isArray(d.peek()) {
		d.fail("array expected, code %#x found", d.peek())
		return 0
	}
	n, err := d.dec.DecodeArrayLen()
	d.check(err)
	return d.bounded(n)
}

func (d *decoder) mapLen() int {
	if !isMap(d.peek()) {
		d.fail("map expected, code %#x found", d.peek())
		return 0
	}
	n, err := d.dec.DecodeMapLen()
	d.check(err)
	return d.bounded(n)
}

func (d *decoder) int() int64 {
	c := d.peek()
	switch {
	case msgpcode.IsFixedNum(c):
	case c >= msgpcode.Uint8 && c <= msgpcode.Uint64, c >= msgpcode.Int8 && c <= msgpcode.Int64:
	default:
		d.fail("int expected, code %#x found", c)
		return 0
	}
	if d.err != nil {
		return 0
	}
	n, err := d.dec.DecodeInt64()
	d.check(err)
	return n
}

func (d *decoder) uint() uint64 {
	if d.err != nil {
		return 0
	}
	n, err := d.dec.DecodeUint64()
	d.check(err)
	return n
}

// small reads a number of 31 bits.
func (d *decoder) small() int {
	n := d.int()
	if n < 0 || n > 1<<31-1 {
		d.fail("number %d out of range", n)
		return 0
	}
	return int(n)
}

func (d *decoder) bool() bool {
	switch d.peek() {
	case msgpcode.True, msgpcode.False:
		b, err := d.dec.DecodeBool()
		d.check(err)
		return b
	}
	d.fail("bool expected")
	return false
}

// raw reads the bytes of a str or bin.
func (d *decoder) raw() []byte {
	if c := d.peek(); !isString(c) && !isBin(c) {
		d.fail("str expected, code %#x found", c)
		return nil
	}
	n, err := d.dec.DecodeBytesLen()
	d.check(err)
	return d.payload(d.bounded(n))
}

func (d *decoder) payload(n int) []byte {
	if d.err != nil {
		return nil
	}
	b := make([]byte, n)
	d.check(d.dec.ReadFull(b))
	return b
}

func (d *decoder) bytes() []byte { return d.raw() }

// text reads a str, in WTF-8.
func (d *decoder) text() string {
	if c := d.peek(); msgpcode.IsExt(c) {
		kind, b := d.ext()
		if kind != extWTF8 || !object.ValidWTF8(string(b)) {
			d.fail("str expected, extension %d found", kind)
		}
		return string(b)
	} else if !isString(c) {
		d.fail("str expected, code %#x found", c)
		return ""
	}
	b := d.raw()
	if !utf8.Valid(b) {
		d.fail("str is not UTF-8")
		return ""
	}
	return string(b)
}

func (d *decoder) texts() (list []string) {
	for range d.arrayLen() {
		list = append(list, d.text())
		if d.err != nil {
			return nil
		}
	}
	return list
}

// numbers reads an array of ints, whose length must be a multiple of group.
func (d *decoder) numbers(group int) (list []int) {
	n := d.arrayLen()
	if n%group != 0 {
		d.fail("%d numbers in groups of %d", n, group)
		return nil
	}
	for range n {
		list = append(list, d.small())
		if d.err != nil {
			return nil
		}
	}
	return list
}

func (d *decoder) ext() (kind int8, payload []byte) {
	if d.err != nil {
		return -1, nil
	}
	kind, n, err := d.dec.DecodeExtHeader()
	d.check(err)
	return kind, d.payload(d.bounded(n))
}

// index reads the payload of a numbered extension.
func (d *decoder) index(b []byte, limit int) int {
	n := 0
	if len(b) == 0 || len(b) > 4 {
		d.fail("number of %d bytes", len(b))
		return -1
	}
	for _, c := range b {
		n = n<<8 | int(c)
	}
	if n >= limit {
		d.fail("number %d out of %d", n, limit)
		return -1
	}
	return n
}

func (d *decoder) bigInt(b []byte) object.Value {
	if len(b) < 2 || b[0] > 1 {
		d.fail("int of %d bytes", len(b))
		return object.None
	}
	i := new(big.Int).SetBytes(b[1:])
	if b[0] == 1 {
		i.Neg(i)
	}
	return object.NewInt(i)
}

func (d *decoder) skip() {
	if d.err == nil {
		d.value0(0)
	}
}

// value0 reads over one msgpack object.
func (d *decoder) value0(depth int) {
	c := d.peek()
	switch {
	case d.err != nil:
	case depth > maxInline+2:
		d.fail("nested too deep")
	case isArray(c):
		for range d.arrayLen() {
			d.value0(depth + 1)
		}
	case isMap(c):
		for range d.mapLen() {
			d.value0(depth + 1)
			d.value0(depth + 1)
		}
	case isString(c), isBin(c):
		d.raw()
	case msgpcode.IsExt(c):
		kind, b := d.ext()
		if d.seen == nil || d.err != nil {
			break
		}
		switch kind {
		case extNamed:
			d.seen.names = append(d.seen.names, max(d.index(b, 1<<31-1), 0))
		case extObject:
			d.seen.objects = append(d.seen.objects, max(d.index(b, 1<<31-1), 0))
		}
	default:
		d.check(d.dec.Skip())
	}
}
