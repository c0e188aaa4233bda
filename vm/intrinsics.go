package vm

import (
	"slices"

	"brine/compiler"
	"brine/vm/object"
)

// leafIntrinsics binds the intrinsic operations that the machine has itself;
// print_statement is bound by the library that owns files.
var leafIntrinsics = [compiler.NumIntrinsics]*object.Native{
	compiler.IntrinsicDisplay: &displayNative,
	compiler.IntrinsicAssertionError: {
		Name: "assertion_error", Sig: "()", Doc: "AssertionError",
		Fast: func(*object.World, []object.Value) (object.Value, error) {
			return object.Of(object.AssertionError), nil
		},
	},
	compiler.IntrinsicAnnotations: &annotationsNative,
	compiler.IntrinsicStarSplit:   &starSplitNative,
	compiler.IntrinsicStarWrap: {
		Name: "star_wrap", Sig: "(exception, /)", Doc: "an exception as a group",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) { return args[0], nil },
	},
	compiler.IntrinsicStarRaise: {
		Name: "star_raise", Sig: "(original, exceptions, /)", Doc: "what except* leaves to raise",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.StarRaise(args[0], sequence(args[1]))
		},
	},
	compiler.IntrinsicTypeAlias: {
		Name: "type_alias", Sig: "(name, value, /)", Doc: "a type alias, PEP 695",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.NewTypeAlias(args[0], args[1]), nil
		},
	},
	compiler.IntrinsicTypeVar: {
		Name: "type_var", Sig: "(name, kind, bound, /)", Doc: "a type parameter, PEP 695",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) { return args[0], nil },
	},
	compiler.IntrinsicMatchSequence: {
		Name: "match_sequence", Sig: "(subject, /)", Doc: "whether a sequence pattern applies",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.Bool(object.IsSequence(args[0])), nil
		},
	},
	compiler.IntrinsicMatchMapping: {
		Name: "match_mapping", Sig: "(subject, /)", Doc: "whether a mapping pattern applies",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.Bool(object.IsMapping(args[0])), nil
		},
	},
	compiler.IntrinsicMatchKeys:  &matchKeysNative,
	compiler.IntrinsicMatchClass: &matchClassNative,
	compiler.IntrinsicMatchRest:  &matchRestNative,
	compiler.IntrinsicLen: {
		Name: "subject_len", Sig: "(subject, /)", Doc: "length of a subject",
		Step: func(c *object.Call) object.Action { return c.DoTail(object.OpLen, c.Reg(0)) },
	},
	compiler.IntrinsicExit: &exitNative,
	compiler.IntrinsicWrapAsyncYield: {
		Name: "wrap_async_yield", Sig: "(value, /)", Doc: "mark a value yielded by an asynchronous generator",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.NewAsyncValue(args[0]), nil
		},
	},
}

// displayNative shows the value of an expression statement at the prompt.
var displayNative = object.Native{Name: "display", Sig: "(value, /)", Doc: "call sys.displayhook"}

func stepDisplay(c *object.Call) object.Action {
	sys := object.AsA[object.Module](Of(c.World).module("sys"), &object.ModuleLayout)
	if sys != nil {
		if hook, ok := sys.Dict.GetString("displayhook"); ok {
			return c.Tail(hook, c.Reg(0))
		}
	}
	return c.Raise(object.RuntimeErrorf("lost sys.displayhook"))
}

// annotationsNative gives the __annotations__ of the namespace of the waiting frame.
var annotationsNative = object.Native{Name: "annotations", Sig: "()", Doc: "__annotations__ of a namespace", Catches: true, Temps: []object.RegKind{object.Any}}

func stepAnnotations(c *object.Call) object.Action {
	name := object.Of(object.Intern("__annotations__"))
	ns := Of(c.World).namespace(c.F.Back)
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpGetItem, ns, name)
	case 1:
		if e := c.Caught(); e == nil {
			return c.Return(c.Result())
		} else if !e.Shape.Type.SubtypeOf(object.KeyError) {
			return c.Raise(e)
		}
		c.SetReg(0, object.Of(object.NewDict()))
		return c.Do(2, object.OpSetItem, ns, name, c.Reg(0))
	default:
		if e := c.Caught(); e != nil {
			return c.Raise(e)
		}
		return c.Return(c.Reg(0))
	}
}

// exitNative calls the __exit__ of a with statement that an exception leaves.
var exitNative = object.Native{Name: "exit", Sig: "(exit, self=None, exception=None, /)", Doc: "call __exit__ with an exception"}

func stepExit(c *object.Call) object.Action {
	if c.Step() == 0 {
		e := object.AsA[object.Exception](c.Reg(2), &object.ExceptionLayout)
		if e == nil {
			return c.Raise(object.Errorf(object.SystemError, "with: no exception"))
		}
		triple := []object.Value{object.Of(e.Shape.Type), object.Of(e), object.OrNone(e.TB)}
		if c.Reg(1).IsUnbound() {
			return c.Ask(1, c.Reg(0), triple...)
		}
		return c.Ask(1, c.Reg(0), append([]object.Value{c.Reg(1)}, triple...)...)
	}
	return c.DoTail(object.OpTruth, c.Result())
}

// namesGroup reports whether a class, or one of a tuple, is a class of groups.
func namesGroup(class object.Value) bool {
	if t := object.AsA[object.Tuple](class, &object.TupleLayout); t != nil {
		return slices.ContainsFunc(t.Items, namesGroup)
	}
	t := object.AsA[object.Type](class, &object.TypeLayout)
	return t != nil && t.SubtypeOf(object.BaseExceptionGroup)
}

// starSplitNative splits an exception for an except* clause.
var starSplitNative = object.Native{Name: "star_split", Sig: "(exception, class, /)", Doc: "(rest, match) for an except* clause"}

func stepStarSplit(c *object.Call) object.Action {
	exc, class := c.Reg(0), c.Reg(1)
	if c.Step() > 0 { // exc.split(class) gave (match, rest)
		pair := sequence(c.Result())
		if len(pair) != 2 {
			return c.Raise(object.TypeErrorf("%s.split must return a 2-tuple", exc.Type().LongName()))
		}
		return c.Return(object.Of(object.NewTuple(pair[1], pair[0])))
	}
	if exc.IsNone() {
		return c.Return(object.Of(object.NewTuple(object.None, object.None)))
	}
	ok, err := matches(exc.Type(), class)
	if err != nil {
		return c.Raise(err)
	}
	if namesGroup(class) {
		return c.Raise(object.TypeErrorf("catching ExceptionGroup with except* is not allowed. Use except instead."))
	}
	switch {
	case ok && !exc.Type().SubtypeOf(object.BaseExceptionGroup):
		return c.Return(object.Of(object.NewTuple(object.None, object.WrapInGroup(exc))))
	case ok:
		return c.Return(object.Of(object.NewTuple(object.None, exc)))
	case exc.Type().SubtypeOf(object.BaseExceptionGroup):
		split, _ := exc.Type().Lookup("split")
		return c.Ask(1, split, exc, class)
	}
	return c.Return(object.Of(object.NewTuple(exc, object.None)))
}

// matchKeysNative takes the values of keys from the subject of a mapping pattern.
var matchKeysNative = object.Native{
	Name: "match_keys", Sig: "(subject, keys, /)", Doc: "values of keys, or None", Temps: []object.RegKind{object.ListReg, object.Any, object.Any},
}

func stepMatchKeys(c *object.Call) object.Action {
	const values, missing, get = 2, 3, 4
	switch c.Step() {
	case 0:
		c.SetReg(values, object.Of(object.NewList(nil)))
		c.SetReg(missing, object.NewSentinel())
		return c.Do(1, object.OpGetAttr, c.Reg(0), object.Of(object.Intern("get")))
	case 1:
		c.SetReg(get, c.Result())
	default:
		if c.Result() == c.Reg(missing) {
			return c.Return(object.None)
		}
		object.RegAs[object.List](c, values, &object.ListLayout).Append(c.Result())
	}
	list, keys := object.RegAs[object.List](c, values, &object.ListLayout), sequence(c.Reg(1))
	if len(list.Items) == len(keys) {
		return c.Return(object.Of(object.NewTuple(list.Items...)))
	}
	return c.Ask(2, c.Reg(get), keys[len(list.Items)], c.Reg(missing))
}

// matchRestNative copies the items of a mapping that have other keys.
var matchRestNative = object.Native{
	Name: "match_rest", Sig: "(subject, keys, /)", Doc: "the other items of a mapping", Temps: []object.RegKind{object.Any, object.SmallInt},
}

func stepMatchRest(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		c.SetReg(2, object.Of(object.NewDict()))
		c.SetReg(3, object.Int(0))
		return c.Ask(1, object.Of(&mergeNative), c.Reg(2), c.Reg(0), object.None)
	default:
		keys := sequence(c.Reg(1))
		i := c.Reg(3).N
		if i >= int64(len(keys)) {
			return c.Return(c.Reg(2))
		}
		c.SetReg(3, object.Int(i+1))
		return c.Do(1, object.OpDelItem, c.Reg(2), keys[i])
	}
}

// matchClassNative takes the attributes that a class pattern names, PEP 634.
var matchClassNative = object.Native{
	Name: "match_class", Sig: "(subject, class, positional, names, /)", Doc: "attributes for a class pattern, or None", Catches: true,
	Temps: []object.RegKind{object.ListReg, object.Any},
}

func stepMatchClass(c *object.Call) object.Action {
	const values, attrs = 4, 5
	subject, class := c.Reg(0), c.Reg(1)
	npos, names := int(c.Reg(2).N), sequence(c.Reg(3))
	e := c.Caught()
	switch c.Step() {
	case 0:
		if !class.Has(&object.TypeLayout) {
			return c.Raise(object.TypeErrorf("called match pattern must be a type"))
		}
		c.SetReg(values, object.Of(object.NewList(nil)))
		return c.Do(1, object.OpIsInstance, subject, class)
	case 1:
		if e != nil {
			return c.Raise(e)
		}
		if c.Result() != object.True {
			return c.Return(object.None)
		}
		if npos == 0 {
			c.SetReg(attrs, c.Reg(3))
			break
		}
		return c.Do(2, object.OpGetAttr, class, object.Of(object.Intern("__match_args__")))
	case 2:
		args, act := matchArgs(c, e)
		if args == nil {
			return act
		}
		all := append(args[:npos:npos], names...)
		for i, name := range all {
			if !name.IsNone() && slices.ContainsFunc(all[:i], func(v object.Value) bool { return sameName(v, name) }) {
				s, _ := object.StringOf(name)
				return c.Raise(object.TypeErrorf("%s() got multiple sub-patterns for attribute '%s'", object.As[object.Type](class).Name, s))
			}
		}
		c.SetReg(attrs, object.Of(object.NewTuple(all...)))
	case 3:
		if e != nil {
			if e.Shape.Type.SubtypeOf(object.AttributeError) {
				return c.Return(object.None)
			}
			return c.Raise(e)
		}
		object.RegAs[object.List](c, values, &object.ListLayout).Append(c.Result())
	}
	list, all := object.RegAs[object.List](c, values, &object.ListLayout), sequence(c.Reg(attrs))
	if len(list.Items) < len(all) {
		name := all[len(list.Items)]
		if name.IsUnbound() || name.IsNone() { // the subject itself
			list.Append(subject)
			return c.Again(4)
		}
		return c.Do(3, object.OpGetAttr, subject, name)
	}
	return c.Return(object.Of(object.NewTuple(list.Items...)))
}

func sameName(a, b object.Value) bool {
	x, ok := object.StringOf(a)
	y, _ := object.StringOf(b)
	return ok && x == y
}

// matchArgs returns the names for the positional patterns of a class pattern.
func matchArgs(c *object.Call, e *object.Exception) ([]object.Value, object.Action) {
	class, npos := object.RegAs[object.Type](c, 1, &object.TypeLayout), int(c.Reg(2).N)
	if e != nil && !e.Shape.Type.SubtypeOf(object.AttributeError) {
		return nil, c.Raise(e)
	}
	var args []object.Value
	switch {
	case e == nil:
		t := object.AsA[object.Tuple](c.Result(), &object.TupleLayout)
		if t == nil {
			return nil, c.Raise(object.TypeErrorf("%s.__match_args__ must be a tuple (got %s)", class.Name, c.Result().Type().LongName()))
		}
		args = t.Items
	case object.MatchesItself(class):
		args = []object.Value{object.None}
	}
	if npos > len(args) {
		return nil, c.Raise(object.TypeErrorf("%s() accepts %d positional sub-pattern%s (%d given)", class.Name, len(args), object.Plural(len(args)), npos))
	}
	for _, a := range args[:npos] {
		if !a.IsNone() && !a.Has(&object.StrLayout) {
			return nil, c.Raise(object.TypeErrorf("__match_args__ elements must be strings (got %s)", a.Type().LongName()))
		}
	}
	return args, 0
}
