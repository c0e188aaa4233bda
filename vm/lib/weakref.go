package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// weakrefModule is _weakref. What weakref adds to it is prelude.
var weakrefModule = module{
	name: "_weakref",
	doc:  "Weak-reference support module.",
	rows: []object.Native{
		leaf("proxy", "(object, callback=None, /)", "Create a proxy object that weakly references 'object'.", func(w *world, args []value) (value, error) {
			shape := &object.ProxyShape
			if _, ok := args[0].Type().Lookup("__call__"); ok {
				shape = &object.CallableProxyShape
			}
			x, err := w.NewWeakRef(shape, args[0], args[1])
			if err != nil {
				return value{}, err
			}
			return object.Of(x), nil
		}),
		leaf("getweakrefcount", "(object, /)", "Return the number of weak references to 'object'.", func(w *world, args []value) (value, error) {
			return object.Int(int64(len(w.Mortals.RefsTo(args[0])))), nil
		}),
		leaf("getweakrefs", "(object, /)", "Return a list of all weak reference objects pointing to 'object'.", func(w *world, args []value) (value, error) {
			var refs []value
			for _, x := range w.Mortals.RefsTo(args[0]) {
				refs = append(refs, object.Of(x))
			}
			return list(refs), nil
		}),
	},
	fill: func(_ *vm.Machine, d *object.Dict) error {
		for name, t := range map[string]*object.Type{"ref": object.WeakRefType, "ReferenceType": object.WeakRefType,
			"ProxyType": object.ProxyType, "CallableProxyType": object.CallableProxyType} {
			d.SetString(name, object.Of(t))
		}
		return nil
	},
}
