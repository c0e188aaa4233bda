package object

// Exception groups keep their message and exceptions in args[0] and as the
// attributes message and exceptions, a tuple.

// NewGroup returns an exception group; it is an ExceptionGroup if all of excs
// are Exceptions.
func NewGroup(message string, excs []Value) Value {
	t := ExceptionGroup
	for _, x := range excs {
		if !x.Type().SubtypeOf(ExceptionType) {
			t = BaseExceptionGroup
		}
	}
	e := NewException(t, NewStr(message), Of(NewList(excs)))
	e.setGroup()
	return Of(e)
}

func (e *Exception) setGroup() {
	items := groupItems(e.Args.Items[1])
	SetAttr(Of(e), "message", e.Args.Items[0])
	SetAttr(Of(e), "exceptions", Of(NewTuple(items...)))
}

func groupItems(v Value) []Value {
	items, _ := leafItems(v)
	return append([]Value(nil), items...)
}

// members returns the exceptions of a group.
func (e *Exception) members() []Value {
	v, _ := GetAttr(Of(e), "exceptions")
	t := AsA[Tuple](v, &TupleLayout)
	if t == nil || !e.Shape.Type.SubtypeOf(BaseExceptionGroup) {
		return nil
	}
	for _, x := range t.Items {
		if !x.Has(&ExceptionLayout) {
			return nil // the program has put something else there
		}
	}
	return t.Items
}

// WrapInGroup returns a naked exception as the group that except* sees.
func WrapInGroup(exc Value) Value { return NewGroup("", []Value{exc}) }

// StarRaise returns what is left to raise after the clauses of an except*:
// raised are the exceptions that they raised and the rest that they did not
// handle, out of orig.
func StarRaise(orig Value, raised []Value) (Value, error) {
	e := AsA[Exception](orig, &ExceptionLayout)
	var fresh, again []Value
	for _, r := range raised {
		x := AsA[Exception](r, &ExceptionLayout)
		switch {
		case x == nil:
		case e != nil && partOf(x, e):
			again = append(again, r)
		default:
			fresh = append(fresh, r)
		}
	}
	if e == nil || !e.Shape.Type.SubtypeOf(BaseExceptionGroup) {
		if len(raised) == 0 {
			return None, nil
		}
	}
	rest := None
	switch {
	case len(again) == 1:
		rest = again[0]
	case len(again) > 1:
		rest = joinParts(e, again)
	}
	if len(fresh) == 0 {
		return rest, nil
	}
	if !rest.IsNone() {
		fresh = append(fresh, rest)
	}
	if len(fresh) == 1 {
		return fresh[0], nil
	}
	return NewGroup("", fresh), nil
}

// partOf reports whether x is e, or a part that was split off from it: those
// share traceback, context, cause and notes.
func partOf(x, e *Exception) bool {
	return x == e || x.TB == e.TB && x.Cause == e.Cause && x.Context == e.Context && x.Shape.Type.SubtypeOf(BaseExceptionGroup)
}

// joinParts puts parts of group e together again: the leaves in their order.
func joinParts(e *Exception, parts []Value) Value {
	keep := map[*Header]bool{}
	for work := append([]Value(nil), parts...); len(work) > 0; {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		x := As[Exception](v)
		if m := x.members(); m != nil {
			work = append(work, m...)
		} else {
			keep[v.O] = true
		}
	}
	v, _ := e.sift(func(x Value) bool { return keep[x.O] }, 0)
	return v
}

// sift returns the part of a group whose leaves satisfy want, and the rest;
// None if there are none.
func (e *Exception) sift(want func(x Value) bool, depth int) (match, rest Value) {
	if want(Of(e)) {
		return Of(e), None
	}
	m := e.members()
	if m == nil || depth > maxNesting {
		return None, Of(e)
	}
	var in, out []Value
	for _, x := range m {
		a, b := As[Exception](x).sift(want, depth+1)
		if !a.IsNone() {
			in = append(in, a)
		}
		if !b.IsNone() {
			out = append(out, b)
		}
	}
	return e.derived(in), e.derived(out)
}

// derived returns a group like e of other exceptions, None if there are none.
func (e *Exception) derived(excs []Value) Value {
	if len(excs) == 0 {
		return None
	}
	msg, _ := GetAttr(Of(e), "message")
	s, _ := StringOf(msg)
	g := As[Exception](NewGroup(s, excs))
	g.inherit(e)
	return Of(g)
}

// inherit gives a part of group e what it shares with e.
func (g *Exception) inherit(e *Exception) {
	g.TB, g.Cause, g.Context, g.Suppress = e.TB, e.Cause, e.Context, e.Suppress
	notes, ok := GetAttr(Of(e), "__notes__")
	if !ok {
		return
	}
	if l := AsA[List](notes, &ListLayout); l != nil {
		notes = Of(NewList(append([]Value(nil), l.Items...)))
	}
	SetAttr(Of(g), "__notes__", notes)
}
