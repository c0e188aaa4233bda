package vm

import (
	"brine/vm/object"
)

// found is the outcome of looking for an attribute without running Python code.
type found uint8

const (
	missing found = iota
	present       // the value
	calling       // it takes the call that m.pending holds
)

// pending is a call that a lookup found to be necessary.
type pending struct {
	fn   object.Value
	args [3]object.Value
	n    int
}

func (m *Machine) pend(fn object.Value, args ...object.Value) found {
	m.pending.fn = fn
	m.pending.n = copy(m.pending.args[:], args)
	return calling
}

// lookUp is object.__getattribute__ (and type's, module's and super's): data
// descriptor of the class, then the object's own, then the class's.
func (m *Machine) lookUp(v object.Value, name string) (object.Value, found, error) {
	switch {
	case v.Has(&object.TypeLayout):
		return m.lookUpOnType(object.As[object.Type](v), name)
	case v.Is(&object.SuperShape):
		return m.lookUpSuper(object.As[object.Super](v), name)
	}
	t := v.Type()
	attr, ok := t.Lookup(name)
	if ok && isData(attr) && gets(attr) {
		return m.get(attr, v, t)
	}
	if own, ok := object.GetAttr(v, name); ok {
		return own, present, nil
	}
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		if x, ok := mod.Dict.GetString(name); ok {
			return x, present, nil
		}
	}
	if ok {
		return m.get(attr, v, t)
	}
	return object.Value{}, missing, nil
}

// lookUpOnType is type.__getattribute__.
func (m *Machine) lookUpOnType(t *object.Type, name string) (object.Value, found, error) {
	meta := t.Header.Shape.Type
	attr, inMeta := meta.Lookup(name)
	if inMeta && isData(attr) {
		return m.get(attr, object.Of(t), meta)
	}
	if own, ok := t.Lookup(name); ok {
		return m.get(own, object.Unbound, t)
	}
	if inMeta {
		return m.get(attr, object.Of(t), meta)
	}
	return object.Value{}, missing, nil
}

// lookUpSuper finds what follows the class of a super object.
func (m *Machine) lookUpSuper(s *object.Super, name string) (object.Value, found, error) {
	if s.Start != nil && name != "__class__" {
		if attr, ok := s.Start.LookupAfter(name, s.Type); ok {
			self := s.Self
			if self == object.Of(s.Start) {
				self = object.Unbound
			}
			return m.get(attr, self, s.Start)
		}
	}
	attr, ok := s.Header.Shape.Type.Lookup(name)
	if !ok {
		return object.Value{}, missing, nil
	}
	return m.get(attr, object.Of(s), s.Header.Shape.Type)
}

// gets reports whether a data descriptor also has a say when it is read.
func gets(attr object.Value) bool {
	if attr.Is(&object.GetSetShape) {
		return true
	}
	_, ok := attr.Type().Lookup("__get__")
	return ok
}

// isData reports whether an attribute of a class goes before the object's own.
func isData(attr object.Value) bool {
	switch {
	case attr.Has(&object.FuncLayout), attr.IsNative():
		return false
	case attr.Is(&object.GetSetShape), attr.Is(&object.PropertyShape):
		return true
	}
	t := attr.Type()
	if _, ok := t.Lookup("__set__"); ok {
		return true
	}
	_, ok := t.Lookup("__delete__")
	return ok
}

// get applies the descriptor protocol to an attribute found on class t, for
// self, or for the class itself if self is unbound.
func (m *Machine) get(attr, self object.Value, t *object.Type) (object.Value, found, error) {
	if attr.O == nil {
		return attr, present, nil
	}
	switch shape := attr.O.Shape; {
	case attr.Has(&object.FuncLayout):
		if self.IsUnbound() {
			return attr, present, nil
		}
		return object.NewBoundMethod(attr, self), present, nil
	case shape.Layout == &object.NativeLayout:
		switch n := object.As[object.Native](attr); n.Kind {
		case object.Method:
			if self.IsUnbound() {
				return attr, present, nil
			}
			return object.NewBoundMethod(attr, self), present, nil
		case object.ClassMethod:
			return object.NewBoundMethod(attr, object.Of(t)), present, nil
		}
		return attr, present, nil
	case shape == &object.GetSetShape:
		if self.IsUnbound() {
			return attr, present, nil
		}
		g := object.As[object.GetSet](attr)
		if !self.Type().SubtypeOf(g.Self) {
			return object.Value{}, present, object.TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", g.Name, g.Self.Name, self.Type().LongName())
		}
		x, err := g.Get(&m.World, self)
		return x, present, err
	case attr.Has(&object.PropertyLayout):
		if self.IsUnbound() {
			return attr, present, nil
		}
		p := object.As[object.Property](attr)
		if p.Get.IsNone() {
			return object.Value{}, present, object.PropertyError(p, self, "getter")
		}
		return object.Value{}, m.pend(p.Get, self), nil
	case attr.Has(&object.StaticMethodLayout):
		return object.As[object.Wrapper](attr).Fn, present, nil
	case attr.Has(&object.ClassMethodLayout):
		fn := object.As[object.Wrapper](attr).Fn
		if fn.Has(&object.FuncLayout) || fn.IsNative() {
			return object.NewBoundMethod(fn, object.Of(t)), present, nil
		}
		if _, ok := fn.Type().Lookup("__get__"); ok {
			return m.get(fn, object.Of(t), t.Header.Shape.Type)
		}
		return object.NewBoundMethod(fn, object.Of(t)), present, nil
	}
	getter, ok := attr.Type().Lookup("__get__")
	if !ok {
		return attr, present, nil
	}
	if self.IsUnbound() {
		self = object.None
	}
	return object.Value{}, m.pend(getter, attr, self, object.Of(t)), nil
}

// noAttribute returns the AttributeError for a missing attribute.
func (m *Machine) noAttribute(v object.Value, name string) error {
	switch {
	case v.Has(&object.TypeLayout):
		return object.AttributeErrorf(v, name, "type object '%s' has no attribute '%s'", object.As[object.Type](v).Name, name)
	case v.Has(&object.ModuleLayout):
		if n, ok := object.As[object.Module](v).Dict.GetString("__name__"); ok {
			if s, ok := object.StringOf(n); ok {
				if m.loading(v) {
					return object.AttributeErrorf(v, name, "partially initialized module '%s' has no attribute '%s' (most likely due to a circular import)", s, name)
				}
				return object.AttributeErrorf(v, name, "module '%s' has no attribute '%s'", s, name)
			}
		}
	}
	return object.AttributeErrorf(v, name, "'%s' object has no attribute '%s'", v.Type().LongName(), name)
}

// hooks reports whether looking up attributes of v may run __getattr__ or a
// __getattribute__ of its class.
func hooks(v object.Value) bool {
	if v.O == nil {
		return false
	}
	if v.O.Shape.Type.Flags&object.UserGetAttr != 0 {
		return true
	}
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		_, ok := mod.Dict.GetString("__getattr__")
		return ok
	}
	return false
}

// getAttr lands v.name in the running frame.
func (m *Machine) getAttr(v object.Value, name *object.Str) bool {
	if v.Is(&object.ModuleShape) && name.S != "" && name.S[0] != '_' { // what modules have of their class begins so
		if x, _, ok := object.As[object.Module](v).Dict.GetStr(name); ok {
			return m.land(x)
		}
	}
	if hooks(v) {
		return m.push(&getattrNative, v, object.Of(name))
	}
	x, how, err := m.lookUp(v, name.S)
	switch {
	case err != nil:
		return m.fail(err)
	case how == present:
		return m.land(x)
	case how == calling:
		return m.callPending()
	}
	return m.fail(m.noAttribute(v, name.S))
}

// callPending makes the call that a lookup left.
func (m *Machine) callPending() bool {
	p := &m.pending
	return m.callValue(p.fn, p.args[:p.n], nil)
}

// getattrNative looks up an attribute of an object whose class (or module) has hooks.
var getattrNative = object.Native{
	Name: "getattr", Sig: "(object, name, /)", Doc: "look up an attribute, with __getattr__", Catches: true,
}

func stepGetattr(c *object.Call) object.Action {
	m := Of(c.World)
	v, name := c.Reg(0), object.RegAs[object.Str](c, 1, &object.StrLayout)
	switch c.Step() {
	case 0:
		if fn, ok := v.Type().Lookup("__getattribute__"); ok && (!fn.IsNative() || object.IsProxy(v)) {
			return c.Ask(1, fn, v, c.Reg(1))
		}
		x, how, err := m.lookUp(v, name.S)
		switch {
		case err != nil:
			return m.attrFallback(c, v, err)
		case how == present:
			return c.Return(x)
		case how == calling:
			return c.Ask(1, m.pending.fn, m.pending.args[:m.pending.n]...)
		}
		return m.attrFallback(c, v, m.noAttribute(v, name.S))
	default:
		if e := c.Caught(); e != nil {
			return m.attrFallback(c, v, e)
		}
		return c.Return(c.Result())
	}
}

// attrFallback answers a failed lookup by __getattr__ if that may.
func (m *Machine) attrFallback(c *object.Call, v object.Value, err error) object.Action {
	if !object.Is(err, object.AttributeError) {
		return c.Raise(err)
	}
	if fn, ok := v.Type().Lookup("__getattr__"); ok {
		return c.Tail(fn, v, c.Reg(1))
	}
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		if fn, ok := mod.Dict.GetString("__getattr__"); ok {
			return c.Tail(fn, c.Reg(1))
		}
	}
	return c.Raise(err)
}

// setAttr stores (or with Unbound deletes) an attribute; nothing lands.
func (m *Machine) setAttr(v object.Value, name *object.Str, x object.Value) bool {
	if v.O != nil && v.O.Shape.Type.Flags&object.UserSetAttr != 0 {
		if x.IsUnbound() {
			fn, _ := v.Type().Lookup("__delattr__")
			return m.callValue(fn, []object.Value{v, object.Of(name)}, nil)
		}
		fn, _ := v.Type().Lookup("__setattr__")
		return m.callValue(fn, []object.Value{v, object.Of(name), x}, nil)
	}
	return m.genericSetAttr(v, name, x)
}

// genericSetAttr is object.__setattr__ and type.__setattr__.
func (m *Machine) genericSetAttr(v object.Value, name *object.Str, x object.Value) bool {
	t := v.Type()
	attr, onClass := t.Lookup(name.S)
	if onClass && !attr.Has(&object.FuncLayout) && !attr.IsNative() {
		if done, ok := m.setDescriptor(attr, v, x); done {
			return ok
		}
	}
	if v.Has(&object.TypeLayout) {
		return m.setTypeAttr(object.As[object.Type](v), name.S, x)
	}
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		if !x.IsUnbound() {
			mod.Dict.SetStr(name, x)
			return m.land(object.None)
		}
		if mod.Dict.DeleteString(name.S) {
			return m.land(object.None)
		}
		return m.fail(m.noAttribute(v, name.S))
	}
	if x.IsUnbound() {
		if object.DelAttr(v, name.S) {
			return m.land(object.None)
		}
	} else if t.Flags&object.HasDict != 0 && object.SetAttr(v, name.S, x) {
		return m.land(object.None)
	}
	if onClass {
		return m.fail(object.AttributeErrorf(v, name.S, "'%s' object attribute '%s' is read-only", t.LongName(), name.S))
	}
	return m.fail(m.noAttribute(v, name.S))
}

// setDescriptor lets a data descriptor of the class take the assignment.
func (m *Machine) setDescriptor(attr, v, x object.Value) (done, ok bool) {
	switch {
	case attr.Is(&object.GetSetShape):
		g := object.As[object.GetSet](attr)
		if g.Set == nil {
			return true, m.fail(g.ReadOnly(v))
		}
		if err := g.Set(&m.World, v, x); err != nil {
			return true, m.fail(err)
		}
		return true, m.land(object.None)
	case attr.Has(&object.PropertyLayout):
		p := object.As[object.Property](attr)
		if x.IsUnbound() {
			if p.Del.IsNone() {
				return true, m.fail(object.PropertyError(p, v, "deleter"))
			}
			return true, m.callValue(p.Del, []object.Value{v}, nil)
		}
		if p.Set.IsNone() {
			return true, m.fail(object.PropertyError(p, v, "setter"))
		}
		return true, m.callValue(p.Set, []object.Value{v, x}, nil)
	}
	t := attr.Type()
	if x.IsUnbound() {
		if fn, has := t.Lookup("__delete__"); has {
			return true, m.callValue(fn, []object.Value{attr, v}, nil)
		}
		if _, has := t.Lookup("__set__"); has {
			return true, m.fail(object.AttributeErrorf(v, "__delete__", "__delete__"))
		}
		return false, false
	}
	if fn, has := t.Lookup("__set__"); has {
		return true, m.callValue(fn, []object.Value{attr, v, x}, nil)
	}
	if _, has := t.Lookup("__delete__"); has {
		return true, m.fail(object.AttributeErrorf(v, "__set__", "__set__"))
	}
	return false, false
}

func (m *Machine) setTypeAttr(t *object.Type, name string, x object.Value) bool {
	if t.Builtin() {
		return m.fail(object.TypeErrorf("cannot set '%s' attribute of immutable type '%s'", name, t.Name))
	}
	if !t.Set(name, x) && x.IsUnbound() {
		return m.fail(m.noAttribute(object.Of(t), name))
	}
	return m.land(object.None)
}
