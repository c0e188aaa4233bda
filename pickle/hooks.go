package pickle

import (
	"brine/vm"
	"brine/vm/object"
)

// hooks says which objects of a graph are saved by what their hooks give, and
// holds what these gave. All of it follows from a pickling.
type hooks struct {
	m        *vm.Machine
	answers  map[*object.Header]object.Value // a reduction, or None: by class and attributes
	classes  map[*object.Type]bool           // whether a class has hooks, as far as asked
	table    *object.Dict                    // the dispatch table, if it is a dict
	anyTable bool                            // the dispatch table is another mapping
	pid      bool                            // the pickler has a persistent_id
	override bool                            // the pickler has a reducer_override
	kept     []object.Value                  // what natives in flight work on
	stale    bool                            // some of it was reduced already
}

// hookNames are the methods by which a class takes part in pickling.
var hookNames = []string{"__reduce_ex__", "__reduce__", "__getstate__", "__setstate__", "__getnewargs__", "__getnewargs_ex__"}

// reduced returns what stands for a value in the pickle.
func (g *graph) reduced(v object.Value) object.Value {
	if g.hooks != nil {
		if r, ok := g.hooks.answers[v.O]; ok && !r.IsNone() {
			return r
		}
	}
	return v
}

// wants reports whether a node's hooks are still to be asked.
func (h *hooks) wants(n *node) bool {
	if n.named != "" {
		return false
	}
	v := object.Value{O: n.h}
	if _, done := h.answers[n.h]; done || !hookable(v) {
		return false
	}
	return h.pid && !n.inner || h.reduces(v, n.inner)
}

// keep notes what a native in flight works on and relies on the type of: it is
// saved as it is, because a loader checks these registers before hooks run.
func (h *hooks) keep(f *object.Frame) {
	if f.Native == nil {
		return
	}
	for i, v := range f.Regs {
		if v.O == nil || !f.Native.Checks(i) {
			continue
		}
		answer, done := h.answers[v.O]
		if done && answer.IsNone() {
			continue
		}
		h.stale = h.stale || done
		h.answers[v.O] = object.None
		h.kept = append(h.kept, v)
	}
}

// reduces reports whether anything but persistent_id may be asked about v. What
// is inside classes and functions of __main__ is nothing that a pickler knows of.
func (h *hooks) reduces(v object.Value, inner bool) bool {
	if container(v) {
		return false
	}
	if (h.override || h.anyTable) && !inner {
		return true
	}
	t := v.Type()
	if h.table != nil && h.table.Len() > 0 {
		if _, found, _, _ := h.table.GetLeaf(&h.m.World, object.Of(t)); found {
			return true
		}
	}
	has, known := h.classes[t]
	if !known {
		has = hasHooks(t)
		h.classes[t] = has
	}
	return has
}

// hasHooks reports whether a class, or a base that a program made, defines a
// hook. Those of the prelude are not asked, unless the class says so: by class
// and attributes their objects keep what is in progress in them.
func hasHooks(t *object.Type) bool {
	if t.Builtin() {
		return false
	}
	for _, name := range hookNames {
		v, ok := t.Lookup(name)
		if !ok || v.IsNative() {
			continue
		}
		if fn := object.AsA[object.Func](v, &object.FuncLayout); fn == nil || !fn.Code.Hidden {
			return true
		}
	}
	asks, ok := t.Lookup("_asks_hooks")
	return ok && asks == object.True
}

// hookable reports whether an object may be replaced by a reduction: not the
// parts that programs in flight are made of, which others hold by type.
func hookable(v object.Value) bool {
	switch v.Layout().Core {
	case &object.TypeLayout, &object.FrameLayout, &object.CodeLayout, &object.CellLayout, &object.GeneratorLayout, &object.TracebackLayout,
		&object.NativeLayout, &object.GetSetLayout, &object.MemberLayout, &object.ModuleLayout, &reductionLayout, &picklingLayout, &buildingLayout:
		return false
	}
	return !v.Layout().Core.Held
}

// container reports whether v is of a builtin type that is always saved as it is.
func container(v object.Value) bool {
	switch v.O.Shape {
	case &object.StrShape, &object.BytesShape, &object.ListShape, &object.TupleShape, &object.DictShape, &object.SetShape, &object.FrozenSetShape:
		return true
	}
	return false
}

// dispatchTable returns copyreg.dispatch_table, or nil if nothing has imported copyreg.
func dispatchTable(m *vm.Machine) object.Value {
	v, _ := m.Modules.GetString("copyreg")
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		if table, ok := mod.Dict.GetString("dispatch_table"); ok {
			return table
		}
	}
	return object.None
}

// own reports whether an object has its own attribute of this name, or its
// class one in Python code.
func own(v object.Value, name string) bool {
	if v.IsNone() {
		return false
	}
	if _, ok := object.GetAttr(v, name); ok {
		return true
	}
	x, ok := v.Type().Lookup(name)
	return ok && !x.IsNative()
}
