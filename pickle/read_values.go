package pickle

import (
	"bytes"

	"brine/vm/object"

	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

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
			return r.builtin(n)
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

// builtin returns a builtin thing of the file: where a loader's find_class has
// been asked, what it gave.
func (r *reader) builtin(n int) object.Value {
	v := r.names[n]
	if name, ok := object.NameOf(v); ok && r.given != nil {
		if x, ok := r.given.GetString(name); ok {
			return x
		}
	}
	return v
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
