package pickle

import "brine/vm/object"

// reduction is what hooks gave for an object: how a loader makes it again. One
// without an owner stands in the object's place in a file; those of a dump or
// load that is in progress, and is saved with its tasklet, are that one's.
type reduction struct {
	object.Header
	owner    object.Value // a pickling or building, or None
	fn, args object.Value // the call that makes the object; args is a tuple
	class    string       // of the object, "module:name"
	state    object.Value // or None
	items    object.Value // list of what it is extended by, or None
	pairs    object.Value // list of keys and values by turns, or None
	setter   object.Value // sets the state, or None
	pid      bool         // a persistent id, the one item of args
	global   string       // "global module:name": no more than a name
	made     object.Value // the object, on loading; Unbound until it is made
}

// The type of reductions, which programs do not see.
var (
	reductionType   = &object.Type{}
	reductionShape  object.Shape
	reductionLayout object.Layout
)

func reductionTable() object.Table {
	return object.Table{Type: reductionType, Name: "reduction", Module: "pickle", Flags: object.Final | object.NoInstances,
		Doc: "What hooks gave for an object.", Shape: &reductionShape, Layout: &reductionLayout,
		Struct: object.Struct[reduction]{Name: "reduction", Init: func(r *reduction) { *r = emptyReduction }, Fields: reductionFields}.Layout(),
	}
}

var emptyReduction = reduction{
	owner: object.None,
	fn:    object.None, args: object.Of(object.NewTuple()), state: object.None,
	items: object.None, pairs: object.None, setter: object.None, made: object.Unbound,
}

func reductionFields(r *reduction, a object.Archive) {
	a.Value("owner", &r.owner)
	a.Value("callable", &r.fn)
	a.Value("args", &r.args)
	a.String("class", &r.class)
	a.Value("state", &r.state)
	a.Value("items", &r.items)
	a.Value("pairs", &r.pairs)
	a.Value("setter", &r.setter)
	a.Bool("persistent", &r.pid)
	a.String("global", &r.global)
	a.Value("object", &r.made)
	if !a.Loading() {
		return
	}
	list := func(v object.Value) bool { return v.IsNone() || v.Is(&object.ListShape) }
	if !r.args.Is(&object.TupleShape) || !list(r.items) || !list(r.pairs) {
		a.Fail("reduction is not sound")
		r.args, r.items, r.pairs = emptyReduction.args, object.None, object.None
	}
}

// newReduction returns an empty reduction of the object that p asks about.
func newReduction(p *pickling) *reduction {
	r := emptyReduction
	r.Header.Shape = &reductionShape
	r.owner, r.class = object.Of(p), className(p.asked)
	return &r
}

// forFile returns an answer of hooks as it is to stand in a file.
func forFile(answer object.Value) object.Value {
	r := object.AsA[reduction](answer, &reductionLayout)
	if r == nil {
		return object.None
	}
	c := *r
	c.owner = object.None
	return object.Of(&c)
}

// items returns the items of a list or tuple of a reduction.
func items(v object.Value) []object.Value {
	if l := object.AsA[object.List](v, &object.ListLayout); l != nil {
		return l.Items
	}
	if t := object.AsA[object.Tuple](v, &object.TupleLayout); t != nil {
		return t.Items
	}
	return nil
}

// mine returns v as a reduction that is to be made by b, or nil.
func (b *building) mine(v object.Value) *reduction {
	if r := object.AsA[reduction](v, &reductionLayout); r != nil && r.owner == object.Of(b) {
		return r
	}
	return nil
}

// resolved returns the object that a reduction has made, and any other value
// as it is.
func (b *building) resolved(v object.Value) object.Value {
	if r := b.mine(v); r != nil && !r.made.IsUnbound() {
		return r.made
	}
	return v
}

func className(v object.Value) string {
	t := v.Type()
	return t.Module + ":" + t.Qualname
}
