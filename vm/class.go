package vm

import (
	"slices"
	"strings"

	"brine/compiler"
	"brine/vm/object"
)

// buildClassNative is builtins.__build_class__: what a class statement calls.
var buildClassNative = object.Native{
	Name: "__build_class__", Sig: "(func, name, /, *bases, **kwds)", Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class",
	Catches: true,
	Temps:   []object.RegKind{object.TupleReg, object.Any, object.Any, object.ListReg, object.SmallInt, object.Any},
}

// stepBuildClass resolves the bases and the metaclass, prepares the
// namespace, runs the body in it, and calls the metaclass.
func stepBuildClass(c *object.Call) object.Action {
	const fn, name, bases, kwds, resolved, meta, ns, list, next, cell = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
	m := Of(c.World)
	if e := c.Caught(); e != nil {
		if c.Step() == 7 && object.Is(e, object.AttributeError) { // a metaclass that is any callable
			c.SetReg(ns, object.Of(object.NewDict()))
			return m.classBody(c, 4)
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if !c.Reg(fn).Has(&object.FuncLayout) {
			return c.Raise(object.TypeErrorf("__build_class__: func must be a function"))
		}
		c.SetReg(list, object.Of(object.NewList(nil)))
		c.SetReg(next, object.Int(0))
	case 1: // __mro_entries__ of a base that is no class
		t := object.AsA[object.Tuple](c.Result(), &object.TupleLayout)
		if t == nil {
			return c.Raise(object.TypeErrorf("__mro_entries__ must return a tuple"))
		}
		l := object.RegAs[object.List](c, list, &object.ListLayout)
		l.Items = append(l.Items, t.Items...)
	}
	if c.Step() <= 1 {
		given := sequence(c.Reg(bases))
		l := object.RegAs[object.List](c, list, &object.ListLayout)
		for i := int(c.Reg(next).N); i < len(given); i++ {
			c.SetReg(next, object.Int(int64(i+1)))
			if !given[i].Has(&object.TypeLayout) {
				if act, ok := askSpecial(c, 1, given[i], "__mro_entries__", c.Reg(bases)); ok {
					return act
				}
			}
			l.Append(given[i])
		}
		c.SetReg(resolved, object.Of(object.TupleOf(l.Items)))
		k, err := metaclass(c.Reg(kwds), l.Items)
		if err != nil {
			return c.Raise(err)
		}
		c.SetReg(meta, k)
		t := object.AsA[object.Type](k, &object.TypeLayout)
		if t != nil && !t.Defines("__prepare__", object.TypeType) {
			c.SetReg(ns, object.Of(object.NewDict()))
			return m.classBody(c, 4)
		}
		if t == nil {
			return c.Do(7, object.OpGetAttr, k, object.Of(object.Intern("__prepare__")))
		}
		return c.Do(2, object.OpGetAttr, k, object.Of(object.Intern("__prepare__")))
	}
	kw := object.RegAs[object.Dict](c, kwds, &object.DictLayout)
	switch c.Step() {
	case 2, 7:
		return m.askStar(c, 3, c.Result(), []object.Value{c.Reg(name), c.Reg(resolved)}, kw)
	case 3:
		c.SetReg(ns, c.Result())
		return m.classBody(c, 4)
	case 4:
		c.SetReg(cell, c.Result())
		if space := object.AsA[object.Dict](c.Reg(ns), &object.DictLayout); space != nil && c.Result().Has(&object.CellLayout) {
			space.SetString("__classcell__", c.Result())
		}
		if c.Reg(resolved) != c.Reg(bases) && !sameItems(sequence(c.Reg(resolved)), sequence(c.Reg(bases))) {
			return c.Do(5, object.OpSetItem, c.Reg(ns), object.Of(object.Intern("__orig_bases__")), c.Reg(bases))
		}
		fallthrough
	case 5:
		return m.askStar(c, 6, c.Reg(meta), []object.Value{c.Reg(name), c.Reg(resolved), c.Reg(ns)}, kw)
	default:
		if cl := object.AsA[object.Cell](c.Reg(cell), &object.CellLayout); cl != nil && cl.V.IsUnbound() {
			cl.V = c.Result()
		}
		return c.Return(c.Result())
	}
}

func sameItems(a, b []object.Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// askStar asks for a call with the items of a dict as keywords.
func (m *Machine) askStar(c *object.Call, next int, fn object.Value, args []object.Value, kw *object.Dict) object.Action {
	var names []object.Value
	for i, ok := kw.Next(0); ok; i, ok = kw.Next(i + 1) {
		names = append(names, kw.KeyAt(i))
		args = append(args, kw.ValueAt(i))
	}
	if names == nil {
		return c.Ask(next, fn, args...)
	}
	return c.AskKw(next, object.NewTuple(names...), fn, args...)
}

// classBody runs the body of a class in its namespace, as a callee of c.
func (m *Machine) classBody(c *object.Call, next int) object.Action {
	fn := object.RegAs[object.Func](c, 0, &object.FuncLayout)
	if fn.Code == nil || fn.Code.Src.Flags&compiler.ClassBody == 0 {
		return c.Ask(next, c.Reg(0))
	}
	f := m.newFrame(fn.Code)
	f.Fn, f.Back, f.Depth = fn, c.F, c.F.Depth+1
	f.Rare().Names = c.Reg(6)
	c.F.PC = int32(next)
	c.F.Land = object.LandStep
	m.Frame, m.Incoming = f, object.None
	return object.ActSwitch
}

// metaclass takes the metaclass out of the keywords, or derives it from the
// bases: the most derived of their metaclasses.
func metaclass(kwds object.Value, bases []object.Value) (object.Value, error) {
	kw := object.As[object.Dict](kwds)
	meta, explicit := kw.GetString("metaclass")
	if explicit {
		kw.DeleteString("metaclass")
		if !meta.Has(&object.TypeLayout) {
			return meta, nil // any callable
		}
	} else if len(bases) > 0 {
		meta = object.Of(bases[0].Type())
	} else {
		meta = object.Of(object.TypeType)
	}
	winner, err := winnerMeta(object.As[object.Type](meta), bases)
	if err != nil {
		return meta, err
	}
	return object.Of(winner), nil
}

func winnerMeta(meta *object.Type, bases []object.Value) (*object.Type, error) {
	for _, b := range bases {
		t := b.Type()
		switch {
		case meta.SubtypeOf(t):
		case t.SubtypeOf(meta):
			meta = t
		default:
			return nil, object.TypeErrorf("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases")
		}
	}
	return meta, nil
}

// typeNewNative is type.__new__: type(x), or a new class.
var typeNewNative = object.Native{
	Name: "__new__", Kind: object.StaticMethod, Sig: "(metatype, name, bases, namespace, /, **kwds)",
	Doc:   "Create and return a new object.  See help(type) for accurate signature.",
	Temps: []object.RegKind{object.Any, object.ListReg, object.SmallInt}, Catches: true,
}

func stepTypeNew(c *object.Call) object.Action {
	const meta, kwds, class, names, next = 0, 4, 5, 6, 7
	m := Of(c.World)
	if e := c.Caught(); e != nil {
		if c.Step() == 1 {
			i := c.Reg(next).N - 2
			l := object.RegAs[object.List](c, names, &object.ListLayout).Items
			name, _ := object.StringOf(l[i])
			x := object.RuntimeErrorf("Error calling __set_name__ on '%s' instance '%s' in '%s'", l[i+1].Type().LongName(), name, object.RegAs[object.Type](c, class, &object.TypeLayout).Name)
			x.Cause, x.Context = object.Of(e), object.Of(e)
			return c.Raise(x)
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		t, err := m.newClass(c.Reg(0), c.Reg(1), c.Reg(2), c.Reg(3))
		if err != nil {
			return c.Raise(err)
		}
		c.SetReg(class, object.Of(t))
		l := object.NewList(nil)
		for i, ok := t.Dict.Next(0); ok; i, ok = t.Dict.Next(i + 1) {
			if _, ok := t.Dict.ValueAt(i).Type().Lookup("__set_name__"); ok {
				l.Append(t.Dict.KeyAt(i))
				l.Append(t.Dict.ValueAt(i))
			}
		}
		c.SetReg(names, object.Of(l))
		c.SetReg(next, object.Int(0))
		fallthrough
	case 1:
		l := object.RegAs[object.List](c, names, &object.ListLayout).Items
		if i := c.Reg(next).N; i+1 < int64(len(l)) {
			c.SetReg(next, object.Int(i+2))
			act, _ := askSpecial(c, 1, l[i+1], "__set_name__", c.Reg(class), l[i])
			return act
		}
		t := object.RegAs[object.Type](c, class, &object.TypeLayout)
		attr, ok := t.LookupAfter("__init_subclass__", t)
		if !ok {
			return c.Return(c.Reg(class))
		}
		fn, how, err := m.get(attr, object.Unbound, t)
		if err != nil || how != present {
			fn = attr
		}
		return m.askStar(c, 2, fn, nil, object.RegAs[object.Dict](c, kwds, &object.DictLayout))
	default:
		return c.Return(c.Reg(class))
	}
}

// newClass makes a class from a name, bases and a namespace.
func (m *Machine) newClass(metaValue, nameValue, basesValue, ns object.Value) (*object.Type, error) {
	meta := object.AsA[object.Type](metaValue, &object.TypeLayout)
	if meta == nil || !meta.SubtypeOf(object.TypeType) {
		return nil, object.TypeErrorf("type.__new__(X): X is not a type object (%s)", metaValue.Type().LongName())
	}
	name, ok := object.StringOf(nameValue)
	if !ok {
		return nil, object.TypeErrorf("type.__new__() argument 1 must be str, not %s", nameValue.Type().LongName())
	}
	if strings.Contains(name, "\x00") {
		return nil, object.ValueErrorf("type name must not contain null characters")
	}
	if !basesValue.Has(&object.TupleLayout) {
		return nil, object.TypeErrorf("type.__new__() argument 2 must be tuple, not %s", basesValue.Type().LongName())
	}
	space := object.AsA[object.Dict](ns, &object.DictLayout)
	if space == nil {
		return nil, object.TypeErrorf("type.__new__() argument 3 must be dict, not %s", ns.Type().LongName())
	}
	baseValues := sequence(basesValue)
	meta, err := winnerMeta(meta, baseValues)
	if err != nil {
		return nil, err
	}
	bases, best, err := checkBases(baseValues)
	if err != nil {
		return nil, err
	}
	t := &object.Type{Name: name, Qualname: name, Bases: bases, Base: best, Dict: space.Copy(), Layout: best.Layout}
	t.Header.Shape = meta.Root
	t.Flags = best.Flags & object.NoInstances
	for _, b := range bases {
		t.Flags |= b.Flags & object.HasDict
	}
	if t.MRO, ok = object.Linearize(t, bases); !ok {
		return nil, mroConflict(bases)
	}
	if sub := t.Layout.Sub; sub != nil {
		t.Layout = sub
	}
	if err := m.fillClass(t); err != nil {
		return nil, err
	}
	t.Flags |= weakable(t)
	t.Root = object.NewShape(t, t.Layout)
	t.Link(&m.World)
	return t, nil
}

// weakable returns the flag Weakable if instances of a new class can be
// referred to weakly: its __slots__ do not forbid it, and its builtin base is
// none of varying size.
func weakable(t *object.Type) object.TypeFlags {
	for _, b := range t.Bases {
		if b.Flags&object.Weakable != 0 {
			return object.Weakable
		}
	}
	switch t.Layout.Core {
	case &object.IntLayout, &object.TupleLayout, &object.BytesLayout:
		return 0
	}
	slots, ok := t.Dict.GetString("__slots__")
	if !ok {
		return object.Weakable
	}
	if d := object.AsA[object.Dict](slots, &object.DictLayout); d != nil {
		_, ok = d.GetString("__weakref__")
	} else if s, isStr := object.StringOf(slots); isStr {
		ok = s == "__weakref__"
	} else {
		ok = slices.ContainsFunc(sequence(slots), func(v object.Value) bool {
			s, _ := object.StringOf(v)
			return s == "__weakref__"
		})
	}
	if !ok {
		return 0
	}
	return object.Weakable
}

// fillClass takes what a class body defined specially into the class.
func (m *Machine) fillClass(t *object.Type) error {
	d := t.Dict
	if q, ok := d.GetString("__qualname__"); ok {
		s, isStr := object.StringOf(q)
		if !isStr {
			return object.TypeErrorf("type __qualname__ must be a str, not %s", q.Type().LongName())
		}
		t.Qualname = s
		d.DeleteString("__qualname__")
	}
	if mod, ok := d.GetString("__module__"); ok {
		t.Module, _ = object.StringOf(mod)
	} else if fn := m.caller(); fn != nil {
		if mod, ok := fn.Fn.Globals.GetString("__name__"); ok {
			t.Module, _ = object.StringOf(mod)
			d.SetString("__module__", mod)
		}
	}
	if d.DeleteString("__in_c__") {
		t.Flags |= object.InC
	}
	if cell, ok := d.GetString("__classcell__"); ok {
		if c := object.AsA[object.Cell](cell, &object.CellLayout); c != nil {
			c.V = object.Of(t)
		}
		d.DeleteString("__classcell__")
	}
	for _, name := range []string{"__init_subclass__", "__class_getitem__"} {
		if fn, ok := d.GetString(name); ok && fn.Has(&object.FuncLayout) {
			d.SetString(name, object.NewClassMethod(fn))
		}
	}
	if fn, ok := d.GetString("__new__"); ok && fn.Has(&object.FuncLayout) {
		d.SetString("__new__", object.NewStaticMethod(fn))
	}
	if _, hasEq := d.GetString("__eq__"); hasEq {
		if _, ok := d.GetString("__hash__"); !ok {
			d.SetString("__hash__", object.None)
		}
	}
	if _, ok := d.GetString("__doc__"); !ok {
		d.SetString("__doc__", object.None)
	}
	slots, ok := d.GetString("__slots__")
	if !ok {
		t.Flags |= object.HasDict
		return nil
	}
	return object.DefineSlots(t, slots)
}

// caller returns the innermost frame of Python code.
func (m *Machine) caller() *object.Frame {
	f := m.Frame
	for f != nil && f.Fn == nil {
		f = f.Back
	}
	return f
}

// checkBases checks the bases of a new class and finds the one whose layout
// it takes.
func checkBases(values []object.Value) (bases []*object.Type, best *object.Type, err error) {
	if len(values) == 0 {
		return []*object.Type{object.ObjectType}, object.ObjectType, nil
	}
	for i, v := range values {
		b := object.AsA[object.Type](v, &object.TypeLayout)
		if b == nil {
			return nil, nil, object.TypeErrorf("bases must be types")
		}
		if b.Flags&object.Final != 0 {
			return nil, nil, object.TypeErrorf("type '%s' is not an acceptable base type", b.LongName())
		}
		for _, w := range values[:i] {
			if w == v {
				return nil, nil, object.TypeErrorf("duplicate base class %s", b.Name)
			}
		}
		bases = append(bases, b)
		switch {
		case best == nil:
			best = b
		case extends(best, b):
		case extends(b, best):
			best = b
		default:
			return nil, nil, object.TypeErrorf("multiple bases have instance lay-out conflict")
		}
	}
	return bases, best, nil
}

// extends reports whether instances of a have at least the layout of b.
func extends(a, b *object.Type) bool {
	la, lb := solid(a), solid(b)
	return la == lb || la.SubtypeOf(lb)
}

// solid returns the base that gives a class its layout: a builtin one, or one with __slots__.
func solid(t *object.Type) *object.Type {
	for !t.Builtin() && !object.HasSlots(t) || t.Builtin() && t.Base != nil && t.Base.Layout.Core == t.Layout.Core {
		t = t.Base
	}
	return t
}

func mroConflict(bases []*object.Type) error {
	var names string
	for i, b := range bases {
		if i > 0 {
			names += ", "
		}
		names += b.Name
	}
	return object.TypeErrorf("Cannot create a consistent method resolution\norder (MRO) for bases %s", names)
}
