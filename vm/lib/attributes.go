package lib

import (
	"sort"

	"brine/vm"
	"brine/vm/object"
)

// The builtins about objects, their attributes and classes.
var attributeRows = []object.Native{
	slow("ascii", "(obj, /)", "Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This generates a string similar\nto that returned by repr() in Python 2.", nil, func(c *call) action {
		if c.Step() == 0 {
			return c.Do(1, object.OpRepr, c.Reg(0))
		}
		return c.Return(object.Ascii(c.Result()))
	}),
	slow("repr", "(obj, /)", "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval() will return\nan object of the same type, such that eval(repr(obj)) == obj.", func(w *world, args []value) (value, error) {
		if s, ok := object.ReprLeaf(args[0]); ok {
			return str(s), nil
		}
		return value{}, object.ErrSlow
	}, func(c *call) action { return c.DoTail(object.OpRepr, c.Reg(0)) }),
	slow("format", "(value, format_spec='', /)", "Return type(value).__format__(value, format_spec)\n\nMany built-in types implement format_spec according to the\nFormat Specification Mini-language. See help('FORMATTING') for details.", nil, func(c *call) action {
		spec := or(c.Reg(1), str(""))
		if !spec.Has(&object.StrLayout) {
			return c.Raise(object.TypeErrorf("format() argument 2 must be str, not %s", spec.Type().LongName()))
		}
		return c.DoTail(object.OpFormat, c.Reg(0), spec)
	}),
	slow("hash", "(obj, /)", "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.", nil, func(c *call) action { return c.DoTail(object.OpHash, c.Reg(0)) }),
	leaf("id", "(obj, /)", "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)", func(w *world, args []value) (value, error) {
		return object.Int(int64(w.Address(args[0]))), nil
	}),
	leaf("exit", "(code=None, /)", "Leave the program, or the prompt, with an exit code.", quit),
	leaf("quit", "(code=None, /)", "Leave the program, or the prompt, with an exit code.", quit),
	leaf("callable", "(obj, /)", "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method.", func(w *world, args []value) (value, error) {
		return object.Bool(object.Callable(args[0])), nil
	}),
	slow("isinstance", "(obj, class_or_tuple, /)", "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc.", isinstanceFast, func(c *call) action {
		return c.DoTail(object.OpIsInstance, c.Reg(0), c.Reg(1))
	}),
	slow("issubclass", "(cls, class_or_tuple, /)", "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``.", nil, func(c *call) action {
		return c.DoTail(object.OpIsSubclass, c.Reg(0), c.Reg(1))
	}),
	catching("getattr", "(object, name, default=None, /)", "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case.", getattrFast, stepGetattr),
	catching("hasattr", "(obj, name, /)", "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.", hasattrFast, stepHasattr),
	slow("setattr", "(obj, name, value, /)", "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``", nil, func(c *call) action {
		if !c.Reg(1).Has(&object.StrLayout) {
			return c.Raise(object.TypeErrorf("attribute name must be string, not '%s'", c.Reg(1).Type().LongName()))
		}
		if c.Step() == 0 {
			return c.Do(1, object.OpSetAttr, c.Reg(0), c.Reg(1), c.Reg(2))
		}
		return c.Return(object.None)
	}),
	slow("delattr", "(obj, name, /)", "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``", nil, func(c *call) action {
		if !c.Reg(1).Has(&object.StrLayout) {
			return c.Raise(object.TypeErrorf("attribute name must be string, not '%s'", c.Reg(1).Type().LongName()))
		}
		if c.Step() == 0 {
			return c.Do(1, object.OpDelAttr, c.Reg(0), c.Reg(1))
		}
		return c.Return(object.None)
	}),
	slow("dir", "(object=None, /)", "Show attributes of an object.\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it.\nIf the object supplies a method named __dir__, it will be used; otherwise\nthe default dir() logic is used and returns:\n  for a module object: the module's attributes.\n  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n  for any other object: its attributes, its class's attributes, and\n    recursively the attributes of its class's base classes.", nil, stepDir),
	catching("vars", "(object=None, /)", "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.", nil, stepVars),
	leaf("globals", "()", "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this dictionary *will* affect name lookups in the current\nglobal scope and vice-versa.", func(w *world, args []value) (value, error) {
		f := pythonFrame(w.Frame)
		if f == nil {
			return value{}, object.Errorf(object.SystemError, "globals(): no frame")
		}
		return object.Of(f.Fn.Globals), nil
	}),
	leaf("locals", "()", "Return a dictionary containing the current scope's local variables.\n\nNOTE: Whether or not updates to this dictionary will affect name lookups in\nthe local scope and vice-versa is *implementation dependent* and not\ncovered by any backwards compatibility guarantees.", func(w *world, args []value) (value, error) {
		return localsOf(w, w.Frame)
	}),
}

// pythonFrame returns the innermost frame of Python code, from f on.
func pythonFrame(f *object.Frame) *object.Frame {
	for f != nil && f.Fn == nil {
		f = f.Back
	}
	return f
}

func localsOf(w *world, f *object.Frame) (value, error) {
	if f = pythonFrame(f); f == nil {
		return value{}, object.Errorf(object.SystemError, "locals(): no frame")
	}
	return f.Locals(), nil
}

func isinstanceFast(w *world, args []value) (value, error) {
	if is, ok := vm.InstanceLeaf(args[0], args[1]); ok {
		return object.Bool(is), nil
	}
	t := object.AsA[object.Tuple](args[1], &object.TupleLayout)
	if t == nil {
		return value{}, object.ErrSlow
	}
	for _, class := range t.Items {
		is, ok := vm.InstanceLeaf(args[0], class)
		if !ok {
			return value{}, object.ErrSlow
		}
		if is {
			return object.True, nil
		}
	}
	return object.False, nil
}

func getattrFast(w *world, args []value) (value, error) {
	name, ok := object.StringOf(args[1])
	if !ok {
		return value{}, object.TypeErrorf("attribute name must be string, not '%s'", args[1].Type().LongName())
	}
	v, found, known := vm.Of(w).AttrLeaf(args[0], name)
	switch {
	case !known:
		return value{}, object.ErrSlow
	case found:
		return v, nil
	case !args[2].IsUnbound():
		return args[2], nil
	}
	return value{}, object.ErrSlow // which words the error
}

func stepGetattr(c *call) action {
	if c.Step() == 0 {
		return c.Do(1, object.OpGetAttr, c.Reg(0), c.Reg(1))
	}
	e := c.Caught()
	switch {
	case e == nil:
		return c.Return(c.Result())
	case c.Reg(2).IsUnbound() || !object.Is(e, object.AttributeError):
		return c.Raise(e)
	}
	return c.Return(c.Reg(2))
}

func hasattrFast(w *world, args []value) (value, error) {
	name, ok := object.StringOf(args[1])
	if !ok {
		return value{}, object.TypeErrorf("attribute name must be string, not '%s'", args[1].Type().LongName())
	}
	if _, found, known := vm.Of(w).AttrLeaf(args[0], name); known {
		return object.Bool(found), nil
	}
	return value{}, object.ErrSlow
}

func stepHasattr(c *call) action {
	if c.Step() == 0 {
		return c.Do(1, object.OpGetAttr, c.Reg(0), c.Reg(1))
	}
	e := c.Caught()
	switch {
	case e == nil:
		return c.Return(object.True)
	case object.Is(e, object.AttributeError):
		return c.Return(object.False)
	}
	return c.Raise(e)
}

func stepDir(c *call) action {
	switch c.Step() {
	case 0:
		if c.Reg(0).IsUnbound() {
			ns, err := localsOf(c.World, c.F.Back)
			if err != nil {
				return c.Raise(err)
			}
			if d := object.AsA[object.Dict](ns, &object.DictLayout); d != nil {
				return c.Return(sortedNames(d))
			}
			return c.Ask(1, object.Of(object.ListType), ns)
		}
		act, _ := vm.AskSpecial(c, 1, c.Reg(0), "__dir__")
		return act
	default:
		sorted, _ := c.Builtins.GetString("sorted")
		return c.Tail(sorted, c.Result())
	}
}

func sortedNames(d *object.Dict) value {
	var names []string
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if s, ok := object.StringOf(d.KeyAt(i)); ok {
			names = append(names, s)
		}
	}
	sort.Strings(names)
	return strList(names)
}

func strList(names []string) value {
	items := make([]value, len(names))
	for i, s := range names {
		items[i] = str(s)
	}
	return list(items)
}

func stepVars(c *call) action {
	if c.Reg(0).IsUnbound() {
		ns, err := localsOf(c.World, c.F.Back)
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(ns)
	}
	if c.Step() == 0 {
		return c.Do(1, object.OpGetAttr, c.Reg(0), intern("__dict__"))
	}
	e := c.Caught()
	switch {
	case e == nil:
		return c.Return(c.Result())
	case object.Is(e, object.AttributeError):
		return c.Raise(object.TypeErrorf("vars() argument must have __dict__ attribute"))
	}
	return c.Raise(e)
}

// quit is exit() and quit().
func quit(w *world, args []value) (value, error) {
	e := object.NewException(object.SystemExit)
	if !args[0].IsUnbound() {
		e = object.NewException(object.SystemExit, args[0])
	}
	code := object.None
	if !args[0].IsUnbound() {
		code = args[0]
	}
	object.SetAttr(object.Of(e), "code", code)
	return object.None, e
}
