package lib

import (
	"strings"

	"brine/vm/object"
)

// record is a class of tuples whose items have names: sys.version_info,
// time.struct_time and their like.
type record struct {
	typ    *object.Type
	shape  *object.Shape
	table  *object.Table
	fields []string
	length int // items of the tuple; further fields are attributes only
	doc    string
}

// newRecord declares a record of the given fields.
func newRecord(name, doc string, fields ...string) *record {
	r := &record{typ: &object.Type{}, shape: &object.Shape{}, fields: fields, length: len(fields), doc: doc}
	r.table = &object.Table{Type: r.typ, Name: name, Base: object.TupleType, Shape: r.shape, Doc: doc,
		New:     &object.Native{Sig: "(cls, sequence, dict=None, /)", Doc: "Create and return a new object.", Catches: true, Step: func(c *call) action { return r.stepNew(c) }},
		Members: map[string]value{},
		Methods: []object.Native{slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *call) action { return r.stepRepr(c) }, object.Any, object.SmallInt)},
	}
	for i, f := range fields {
		r.table.GetSets = append(r.table.GetSets, object.GetSet{Name: f, Doc: f, Get: func(_ *world, self value) (value, error) {
			return itemsOf(self)[i], nil
		}})
	}
	n := object.Int(int64(len(fields)))
	for _, name := range []string{"n_fields", "n_sequence_fields"} {
		r.table.Members[name] = n
	}
	r.table.Members["n_unnamed_fields"] = object.Int(0)
	names := make([]value, len(fields))
	for i, f := range fields {
		names[i] = str(f)
	}
	r.table.Members["__match_args__"] = tuple(names...)
	return r
}

// of returns a record with these items.
func (r *record) of(items ...value) value {
	t := object.NewTuple(items...)
	t.Header.Shape = r.shape
	return object.Of(t)
}

func (r *record) stepNew(c *call) action {
	if c.Step() == 0 {
		return c.Ask(1, object.Of(object.ListType), c.Reg(1))
	}
	if e := c.Caught(); e != nil {
		if object.Is(e, object.TypeError) {
			return c.Raise(object.TypeErrorf("constructor requires a sequence"))
		}
		return c.Raise(e)
	}
	items := itemsOf(c.Result())
	n := r.typ.Module + "." + r.typ.Name
	switch {
	case len(items) < r.length:
		return c.Raise(object.TypeErrorf("%s() takes a %d-sequence (%d-sequence given)", n, r.length, len(items)))
	case len(items) > r.length:
		return c.Raise(object.TypeErrorf("%s() takes a %d-sequence (%d-sequence given)", n, r.length, len(items)))
	}
	return c.Return(r.of(append([]value(nil), items...)...))
}

func (r *record) stepRepr(c *call) action {
	const parts, at = 1, 2
	if c.Step() == 0 {
		c.SetReg(parts, list(nil))
		c.SetReg(at, object.Int(0))
	} else {
		object.RegAs[object.List](c, parts, &object.ListLayout).Append(c.Result())
		c.SetReg(at, object.Int(c.Reg(at).N+1))
	}
	items := itemsOf(c.Reg(0))
	if i := int(c.Reg(at).N); i < min(len(items), len(r.fields)) {
		return c.Do(1, object.OpRepr, items[i])
	}
	var b strings.Builder
	b.WriteString(r.typ.Module + "." + r.typ.Name + "(")
	for i, v := range itemsOf(c.Reg(parts)) {
		if i > 0 {
			b.WriteString(", ")
		}
		s, _ := object.StringOf(v)
		b.WriteString(r.fields[i] + "=" + s)
	}
	return c.Return(str(b.String() + ")"))
}
