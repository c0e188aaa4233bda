package object

import "strconv"

// groupNew makes a group; one of Exceptions only becomes an ExceptionGroup.
var groupNew = Native{Sig: "(cls, message, exceptions, /)", Doc: "Create and return a new object.  See help(type) for accurate signature.", Fast: newGroup}

func newGroup(_ *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], BaseExceptionGroup)
	if err != nil {
		return Value{}, err
	}
	if !args[1].Has(&StrLayout) {
		return Value{}, TypeErrorf("argument 1 must be str, not %s", args[1].Type().Name)
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
		leaf("__init__", "(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", func(*World, []Value) (Value, error) { return None, nil }),
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
			return newGroup(w, []Value{Of(BaseExceptionGroup), msg, args[1]})
		}),
		slow("split", "(self, condition, /)", "Return a pair: the part that matches the condition, and the rest.", nil, stepSplit, Any, ListReg, SmallInt, Any),
		slow("subgroup", "(self, condition, /)", "Return the part that matches the condition, or None.", nil, stepSplit, Any, ListReg, SmallInt, Any),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
	}
}

// stepSplit is split and subgroup. A condition that is a function is asked
// about every exception of the tree first, in order; then the tree is cut.
func stepSplit(c *Call) Action {
	const cond, asked, answers, next = 1, 2, 3, 4
	e := As[Exception](c.Reg(0))
	switch c.Step() {
	case 0:
		want, ok := classCondition(c.Reg(cond))
		if ok {
			return c.Return(splitResult(c, e, want))
		}
		if _, callable := c.Reg(cond).Type().Lookup("__call__"); !callable {
			return c.Raise(TypeErrorf("expected a function, exception type or tuple of exception types"))
		}
		c.SetReg(asked, Of(NewTuple(e.flat(nil, 0)...)))
		c.SetReg(answers, Of(NewList(nil)))
	case 1:
		return c.Do(2, OpTruth, c.Result())
	case 2:
		As[List](c.Reg(answers)).Append(c.Result())
	}
	all, got := As[Tuple](c.Reg(asked)).Items, As[List](c.Reg(answers))
	if len(got.Items) < len(all) {
		return c.Ask(1, c.Reg(cond), all[len(got.Items)])
	}
	yes := map[*Header]bool{}
	for i, x := range all {
		if got.Items[i] == True {
			yes[x.O] = true
		}
	}
	return c.Return(splitResult(c, e, func(x Value) bool { return yes[x.O] }))
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

func splitResult(c *Call, e *Exception, want func(x Value) bool) Value {
	match, rest := e.sift(want, 0)
	if c.F.Native.Name == "subgroup" {
		return match
	}
	return newPair(match, rest)
}

// classGetItem is __class_getitem__ of the generic builtin classes.
func classGetItem(_ *World, args []Value) (Value, error) {
	return NewGenericAlias(args[0], args[1]), nil
}
