package pickle

import (
	"strings"

	"brine/vm"
	"brine/vm/object"
)

// The module copyreg: how programs say for other people's classes how they are
// pickled and copied. It is here because the dispatch table is pickle's. The
// table is empty at first: complex numbers and unions are saved as they are.

// Copyreg fills the Python module copyreg.
func Copyreg(m *vm.Machine, mod *object.Module) error {
	object.Bootstrap()
	d := mod.Dict
	object.EnterFunctions("copyreg", copyregFunctions, d)
	for _, n := range []*object.Native{object.NewObj, object.NewObjEx, object.Reconstructor, object.OldReduce} {
		d.SetString(n.Name, object.Of(n))
	}
	for _, name := range []string{"dispatch_table", "_extension_registry", "_inverted_registry", "_extension_cache"} {
		d.SetString(name, object.Of(object.NewDict()))
	}
	names := object.NewList(nil)
	for _, name := range []string{"pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"} {
		names.Append(object.NewStr(name))
	}
	d.SetString("__all__", object.Of(names))
	d.SetString("__doc__", object.NewStr("Helper to provide extensibility for pickle."))
	return nil
}

var copyregFunctions = []object.Native{
	{Name: "pickle", Sig: "(ob_type, pickle_function, constructor_ob=None)", Doc: "Use pickle_function to reduce the objects of a class.",
		Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			if !object.Callable(args[1]) {
				return object.None, object.TypeErrorf("reduction functions must be callable")
			}
			table, err := registry(w, "dispatch_table")
			if err != nil {
				return object.None, err
			}
			if err, ok := table.SetLeaf(w, args[0], args[1]); err != nil || !ok {
				return object.None, err
			}
			if c := args[2]; !c.IsUnbound() && !c.IsNone() && !object.Callable(c) {
				return object.None, object.TypeErrorf("constructors must be callable")
			}
			return object.None, nil
		}},
	{Name: "constructor", Sig: "(object)", Doc: "Check that a constructor is callable.", Fast: func(_ *object.World, args []object.Value) (object.Value, error) {
		if !object.Callable(args[0]) {
			return object.None, object.TypeErrorf("constructors must be callable")
		}
		return object.None, nil
	}},
	{Name: "add_extension", Sig: "(module, name, code)", Doc: "Register an extension code.", Fast: addExtension},
	{Name: "remove_extension", Sig: "(module, name, code)", Doc: "Unregister an extension code.  For testing only.", Fast: removeExtension},
	{Name: "clear_extension_cache", Sig: "()", Doc: "Empty the cache of extensions.", Fast: func(w *object.World, _ []object.Value) (object.Value, error) {
		cache, err := registry(w, "_extension_cache")
		if err == nil {
			cache.Clear()
		}
		return object.None, err
	}},
	{Name: "_slotnames", Sig: "(cls)", Doc: "Return a list of slot names for a given class.", Fast: func(_ *object.World, args []object.Value) (object.Value, error) {
		t := object.AsA[object.Type](args[0], &object.TypeLayout)
		if t == nil {
			return object.None, object.TypeErrorf("a class is required, not '%s'", args[0].Type().LongName())
		}
		return listOf(object.SlotNames(t)), nil
	}},
}

// registry returns a dict of the module.
func registry(w *object.World, name string) (*object.Dict, error) {
	v, _ := w.Modules.GetString("copyreg")
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		v, _ := mod.Dict.GetString(name)
		if d := object.AsA[object.Dict](v, &object.DictLayout); d != nil {
			return d, nil
		}
	}
	return nil, object.RuntimeErrorf("lost copyreg.%s", name)
}

// extension looks up a key (module, name) and its code in the registries.
func extension(w *object.World, args []object.Value) (reg, inv *object.Dict, key, code, hasCode, hasKey object.Value, err error) {
	if reg, err = registry(w, "_extension_registry"); err != nil {
		return
	}
	if inv, err = registry(w, "_inverted_registry"); err != nil {
		return
	}
	n, ok := object.IntOf(args[2])
	if !ok {
		err = object.TypeErrorf("code must be an int, not '%s'", args[2].Type().LongName())
		return
	}
	key, code = object.Of(object.NewTuple(args[0], args[1])), n
	var found, known bool
	if hasCode, found, err, known = reg.GetLeaf(w, key); err != nil || !known {
		return
	}
	if !found {
		hasCode = object.Unbound
	}
	if hasKey, found, err, known = inv.GetLeaf(w, code); err == nil && known && !found {
		hasKey = object.Unbound
	}
	return
}

func addExtension(w *object.World, args []object.Value) (object.Value, error) {
	reg, inv, key, code, hasCode, hasKey, err := extension(w, args)
	switch n, ok := object.Int64Of(code); {
	case err != nil:
		return object.None, err
	case !ok || n <= 0 || n > 0x7fffffff:
		return object.None, object.ValueErrorf("code out of range")
	case !hasCode.IsUnbound() && !hasKey.IsUnbound() && hasCode == code && shown(hasKey) == shown(key):
		return object.None, nil
	case !hasCode.IsUnbound():
		return object.None, object.ValueErrorf("key %s is already registered with code %s", shown(key), shown(hasCode))
	case !hasKey.IsUnbound():
		return object.None, object.ValueErrorf("code %s is already in use for key %s", shown(code), shown(hasKey))
	}
	if err, _ := reg.SetLeaf(w, key, code); err != nil {
		return object.None, err
	}
	err, _ = inv.SetLeaf(w, code, key)
	return object.None, err
}

func removeExtension(w *object.World, args []object.Value) (object.Value, error) {
	reg, inv, key, code, hasCode, hasKey, err := extension(w, args)
	switch {
	case err != nil:
		return object.None, err
	case hasCode != code || hasKey.IsUnbound() || shown(hasKey) != shown(key):
		return object.None, object.ValueErrorf("key %s is not registered with code %s", shown(key), shown(code))
	}
	dropKey(w, reg, key)
	dropKey(w, inv, code)
	return object.None, nil
}

func dropKey(w *object.World, d *object.Dict, key object.Value) {
	if h, err := object.HashOf(w, key); err == nil {
		if p, found := d.Find(key, h); found == object.Present {
			d.DeleteAt(p)
		}
	}
}

// shown is the repr of a key or code.
func shown(v object.Value) string {
	if s, ok := object.ReprLeaf(v); ok {
		return s
	}
	var parts []string
	for _, x := range items(v) {
		s, _ := object.ReprLeaf(x)
		parts = append(parts, s)
	}
	return "(" + strings.Join(parts, ", ") + ")"
}
