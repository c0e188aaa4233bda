package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// gcModule is gc. What it collects are mortals (see object.Mortals): all else
// is Go's to free, and nobody sees when.
var gcModule = module{
	name: "gc",
	doc:  "This module provides access to the garbage collector for reference cycles.",
	rows: []object.Native{
		slow("collect", "(generation=2)", "Run the garbage collector.\n\nThe number of unreachable objects is returned.", nil, stepGCCollect),
		leaf("enable", "()", "Enable automatic garbage collection.", func(w *world, _ []value) (value, error) {
			w.Mortals.Off = false
			return object.None, nil
		}),
		leaf("disable", "()", "Disable automatic garbage collection.", func(w *world, _ []value) (value, error) {
			w.Mortals.Off = true
			return object.None, nil
		}),
		leaf("isenabled", "()", "Returns true if automatic garbage collection is enabled.", func(w *world, _ []value) (value, error) {
			return object.Bool(!w.Mortals.Off), nil
		}),
		leaf("get_count", "()", "Return a three-tuple of the current collection counts.", func(w *world, _ []value) (value, error) {
			return tuple(object.Int(int64(len(w.Mortals.List))), object.Int(0), object.Int(0)), nil
		}),
		leaf("get_threshold", "()", "Return the current collection thresholds.", func(w *world, _ []value) (value, error) {
			if t, ok := w.States["gc.threshold"]; ok {
				return t, nil
			}
			return tuple(object.Int(700), object.Int(10), object.Int(10)), nil
		}),
		leaf("set_threshold", "(threshold0, threshold1=10, threshold2=10, /)", "Set the collection thresholds. Setting 'threshold0' to zero disables collection.", gcSetThreshold),
		leaf("get_debug", "()", "Get the garbage collection debugging flags.", func(w *world, _ []value) (value, error) {
			if n, ok := w.States["gc.debug"]; ok {
				return n, nil
			}
			return object.Int(0), nil
		}),
		leaf("set_debug", "(flags, /)", "Set the garbage collection debugging flags.", func(w *world, args []value) (value, error) {
			n, err := intArg(args[0])
			w.States["gc.debug"] = object.Int(n)
			return object.None, err
		}),
		leaf("get_stats", "()", "Return a list of dictionaries containing per-generation statistics.", func(*world, []value) (value, error) {
			var all []value
			for range 3 {
				d := object.NewDict()
				for _, name := range []string{"collections", "collected", "uncollectable"} {
					d.SetString(name, object.Int(0))
				}
				all = append(all, object.Of(d))
			}
			return list(all), nil
		}),
		leaf("get_objects", "(generation=None)", "Return a list of objects tracked by the collector (excluding the list returned).", gcObjects),
		leaf("get_referents", "(*objs)", "Return the list of objects that are directly referred to by 'objs'.", func(w *world, args []value) (value, error) {
			var found []value
			for _, v := range itemsOf(args[0]) {
				found = append(found, vm.Of(w).Referents(v)...)
			}
			return list(found), nil
		}),
		leaf("get_referrers", "(*objs)", "Return the list of objects that directly refer to any of 'objs'.", gcReferrers),
		leaf("is_tracked", "(obj, /)", "Returns true if the object is tracked by the garbage collector.", func(_ *world, args []value) (value, error) {
			return object.Bool(tracked(args[0])), nil
		}),
		leaf("is_finalized", "(obj, /)", "Returns true if the object has been already finalized by the GC.", func(w *world, args []value) (value, error) {
			if args[0].O == nil || args[0].Type().Flags&object.UserDel == 0 {
				return object.False, nil
			}
			for _, v := range w.Mortals.List {
				if v == args[0] {
					return object.False, nil
				}
			}
			return object.True, nil
		}),
		leaf("freeze", "()", "Freeze all current tracked objects and ignore them for future collections.", nothing),
		leaf("unfreeze", "()", "Unfreeze all objects in the permanent generation.", nothing),
		constant("get_freeze_count", "Return the number of objects in the permanent generation.", object.Int(0)),
	},
	fill: func(m *vm.Machine, d *object.Dict) error {
		if m.Mortals.Callbacks == nil {
			m.Mortals.Callbacks = object.NewList(nil)
		}
		d.SetString("callbacks", object.Of(m.Mortals.Callbacks))
		d.SetString("garbage", list(nil))
		for i, name := range []string{"DEBUG_STATS", "DEBUG_COLLECTABLE", "DEBUG_UNCOLLECTABLE", "", "", "DEBUG_SAVEALL"} {
			if name != "" {
				d.SetString(name, object.Int(1<<i))
			}
		}
		d.SetString("DEBUG_LEAK", object.Int(2+4+32))
		return nil
	},
}

func nothing(*world, []value) (value, error) { return object.None, nil }

func stepGCCollect(c *call) action {
	if c.Step() == 0 && !c.Reg(0).IsUnbound() {
		return c.Do(1, object.OpIndex, c.Reg(0))
	}
	generation := object.Int(2)
	if c.Step() == 1 {
		if generation = c.Result(); generation.O != nil || generation.N < 0 || generation.N > 2 {
			return c.Raise(object.ValueErrorf("invalid generation"))
		}
	}
	return c.Tail(vm.Collect(), generation)
}

func gcSetThreshold(w *world, args []value) (value, error) {
	var parts []value
	for i, v := range args {
		n, err := intArg(or(v, object.Int(10)))
		if err != nil {
			return value{}, err
		}
		if i == 0 {
			w.Mortals.Never = n == 0
		}
		parts = append(parts, object.Int(n))
	}
	w.States["gc.threshold"] = tuple(parts...)
	return object.None, nil
}

// tracked reports whether v could be part of a cycle, as CPython's collector
// sees it.
func tracked(v value) bool {
	if v.O == nil || v.IsFloat() || v.IsBool() || v.IsNone() || v == object.Ellipsis || v == object.NotImplemented {
		return false
	}
	switch v.Layout().Core {
	case &object.TupleLayout:
		return len(itemsOf(v)) > 0 && anyTracked(itemsOf(v)) || !v.Type().Builtin()
	case &object.DictLayout:
		d := object.As[object.Dict](v)
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			if tracked(d.KeyAt(i)) || tracked(d.ValueAt(i)) {
				return true
			}
		}
		return !v.Type().Builtin()
	case &object.StrLayout, &object.BytesLayout, &object.IntLayout, &object.FloatLayout, &object.ComplexLayout, &object.ByteArrayLayout, &object.RangeLayout:
		return !v.Type().Builtin()
	}
	return v.Type() != object.ObjectType
}

func anyTracked(items []value) bool {
	for _, v := range items {
		switch v.Layout().Core {
		case &object.TupleLayout, &object.DictLayout: // not looked into: CPython has not yet, either
			return true
		}
		if tracked(v) {
			return true
		}
	}
	return false
}

func gcObjects(w *world, _ []value) (value, error) {
	m := vm.Of(w)
	var found []value
	m.Walk(func(h *object.Header) {
		if v := (value{O: h}); tracked(v) && seenByPrograms(v) {
			found = append(found, v)
		}
	}, m.Root())
	return list(found), nil
}

func gcReferrers(w *world, args []value) (value, error) {
	m := vm.Of(w)
	var found []value
	m.Walk(func(h *object.Header) {
		v := value{O: h}
		if !seenByPrograms(v) || h == args[0].O {
			return
		}
		for _, to := range m.Referents(v) {
			for _, x := range itemsOf(args[0]) {
				if x == to && (len(found) == 0 || found[len(found)-1] != v) {
					found = append(found, v)
				}
			}
		}
	}, m.Root())
	return list(found), nil
}

// seenByPrograms reports whether a program may hold v: not the machine's own.
func seenByPrograms(v value) bool {
	switch v.Layout().Core {
	case &object.FrameLayout, &object.CellLayout:
		return false
	}
	return v.Type().Flags&object.NoInstances == 0 || v.Type().Flags&object.Weakable != 0
}
