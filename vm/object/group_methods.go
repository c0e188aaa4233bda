package object

import "strconv"

// groupNew makes a group; one of Exceptions only becomes an ExceptionGroup.
var groupNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.", Vector: newGroup}

func newGroup(_ *World, args []Value, kw *Tuple) (Value, error) {
	if args = positional(args, kw); len(args) != 3 {
		return Value{}, TypeErrorf("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args)-1)
	}
	t, err := typeArg(args[0], BaseExceptionGroup)
	if err != nil {
		return Value{}, err
	}
	if !args[1].Has(&StrLayout) {
		return Value{}, TypeErrorf("BaseExceptionGroup.__new__() argument 1 must be str, not %s", args[1].Type().LongName())
	}
	items, ok := leafItems(args[2])
	if !ok || args[2].Has(&SetLayout) || args[2].Has(&DictLayout) {
		return Value{}, TypeErrorf("second argument (exceptions) must be a sequence")
	}
	if len(items) == 0 {
		return Value{}, ValueErrorf("second argument (exceptions) must be a non-empty sequence")
	}
	plain := true
	for i, x := range items {
		if !x.Has(&ExceptionLayout) {
			return Value{}, ValueErrorf("Item %d of second argument (exceptions) is not an exception", i)
		}
		plain = plain && x.Type().SubtypeOf(ExceptionType)
	}
	switch {
	case t == BaseExceptionGroup && plain:
		t = ExceptionGroup
	case t == ExceptionGroup && !plain:
		return Value{}, TypeErrorf("Cannot nest BaseExceptions in an ExceptionGroup")
	case t.SubtypeOf(ExceptionType) && !plain:
		return Value{}, TypeErrorf("Cannot nest BaseExceptions in '%s'", t.Name)
	}
	e := NewException(t, args[1], args[2])
	e.setGroup()
	return Of(e), nil
}

func groupMethods() []Native {
	return []Native{
		leaf("__str__", "(self, /)", "Return str(self).", func(_ *World, args []Value) (Value, error) {
			e := As[Exception](args[0])
			msg, _ := GetAttr(args[0], "message")
			s, _ := StringOf(msg)
			n := len(e.members())
			text := s + " (" + strconv.Itoa(n) + " sub-exception"
			if n > 1 {
				text += "s"
			}
			return NewStr(text + ")"), nil
		}),
		leaf("derive", "(self, excs, /)", "Return a group like this one of other exceptions.", func(w *World, args []Value) (Value, error) {
			msg, _ := GetAttr(args[0], "message")
			return newGroup(w, []Value{Of(BaseExceptionGroup), msg, args[1]}, nil)
		}),
		slow("split", "(self, condition, /)", "Return a pair: the part that matches the condition, and the rest.", nil, stepSplit, splitTemps...),
		slow("subgroup", "(self, condition, /)", "Return the part that matches the condition, or None.", nil, stepSplit, splitTemps...),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
	}
}

// stepSplit is split and subgroup. A condition that is a function is asked
// about every exception of the tree first, in order; then the tree is cut.
func stepSplit(c *Call) Action {
	const cond, asked, answers = 1, 2, 3
	e := RegAs[Exception](c, 0, &ExceptionLayout)
	switch c.Step() {
	case 3, 4: // derive has made a part
		return c.splitDerived(e)
	case 0:
		want, ok := classCondition(c.Reg(cond))
		if ok {
			return c.splitResult(e, want)
		}
		if _, callable := c.Reg(cond).Type().Lookup("__call__"); !callable {
			return c.Raise(TypeErrorf("expected a function, exception type or tuple of exception types"))
		}
		c.SetReg(asked, Of(NewTuple(e.flat(nil, 0)...)))
		c.SetReg(answers, Of(NewList(nil)))
	case 1:
		return c.Do(2, OpTruth, c.Result())
	case 2:
		RegAs[List](c, answers, &ListLayout).Append(c.Result())
	}
	all, got := RegAs[Tuple](c, asked, &TupleLayout).Items, RegAs[List](c, answers, &ListLayout)
	if len(got.Items) < len(all) {
		return c.Ask(1, c.Reg(cond), all[len(got.Items)])
	}
	yes := map[*Header]bool{}
	for i, x := range all {
		if got.Items[i] == True {
			yes[x.O] = true
		}
	}
	return c.splitResult(e, func(x Value) bool { return yes[x.O] })
}

// flat lists a group and all exceptions in it.
func (e *Exception) flat(to []Value, depth int) []Value {
	to = append(to, Of(e))
	if depth < maxNesting {
		for _, m := range e.members() {
			to = As[Exception](m).flat(to, depth+1)
		}
	}
	return to
}

// classCondition returns the test for an exception class or tuple of them.
func classCondition(v Value) (want func(x Value) bool, ok bool) {
	classes := []Value{v}
	if t := AsA[Tuple](v, &TupleLayout); t != nil {
		classes = t.Items
	}
	for _, k := range classes {
		if t := AsA[Type](k, &TypeLayout); t == nil || !t.SubtypeOf(BaseException) {
			return nil, false
		}
	}
	return func(x Value) bool {
		for _, k := range classes {
			if x.Type().SubtypeOf(As[Type](k)) {
				return true
			}
		}
		return false
	}, true
}

// splitTemps: the exceptions that the condition is asked about, its answers,
// the matching part and the rest.
var splitTemps = []RegKind{TupleReg, ListReg, Any, Any}

// splitResult cuts the tree. Parts of a class with its own derive are made by
// that, in steps 3 (the match) and 4 (the rest).
func (c *Call) splitResult(e *Exception, want func(x Value) bool) Action {
	const match, rest = 4, 5
	m, r := e.sift(want, 0)
	c.SetReg(match, m)
	c.SetReg(rest, r)
	if !e.Shape.Type.Defines("derive", BaseExceptionGroup) {
		return c.splitEnd()
	}
	return c.askDerive(e, match, 3)
}

// askDerive makes the part in register reg by derive, unless it is the whole
// group or nothing.
func (c *Call) askDerive(e *Exception, reg, next int) Action {
	part := AsA[Exception](c.Reg(reg), &ExceptionLayout)
	if part == nil || part == e {
		if next == 3 {
			return c.askDerive(e, reg+1, 4)
		}
		return c.splitEnd()
	}
	return c.callMethod(next, c.Reg(0), "derive", Of(NewList(append([]Value(nil), part.members()...))))
}

// splitDerived takes what derive made.
func (c *Call) splitDerived(e *Exception) Action {
	reg := c.Step() + 1
	g := AsA[Exception](c.Result(), &ExceptionLayout)
	if g == nil || !g.Shape.Type.SubtypeOf(BaseExceptionGroup) {
		return c.Raise(TypeErrorf("derive must return an instance of BaseExceptionGroup"))
	}
	g.inherit(e)
	c.SetReg(reg, Of(g))
	if reg == 4 {
		return c.askDerive(e, 5, 4)
	}
	return c.splitEnd()
}

func (c *Call) splitEnd() Action {
	if c.F.Native.Name == "subgroup" {
		return c.Return(c.Reg(4))
	}
	return c.Return(newPair(c.Reg(4), c.Reg(5)))
}

// classGetItem is __class_getitem__ of the generic builtin classes.
func classGetItem(_ *World, args []Value) (Value, error) {
	return NewGenericAlias(args[0], args[1]), nil
}
