package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// typesModule is _types: the builtin types that have no other name.
var typesModule = module{
	name: "_types",
	rows: []object.Native{
		leaf("set_abstract", "(cls, names, /)", "set the abstract methods of a class", func(w *world, args []value) (value, error) {
			t := object.AsA[object.Type](args[0], &object.TypeLayout)
			if t == nil || t.Builtin() {
				return value{}, object.TypeErrorf("not a class: %s", args[0].Type().LongName())
			}
			t.Set("__abstractmethods__", args[1])
			t.Flags &^= object.Abstract
			if n, _ := object.LenLeaf(args[1]); n > 0 {
				t.Flags |= object.Abstract
			}
			return object.None, nil
		}),
	},
	fill: func(m *vm.Machine, d *object.Dict) error {
		for _, t := range object.Types() {
			d.SetString(t.Name, object.Of(t))
		}
		return nil
	},
}

// newNamespace returns a SimpleNamespace with names and values.
func newNamespace(pairs ...any) value {
	v := object.Of(object.NewInstance(object.NamespaceType.Root))
	for i := 0; i < len(pairs); i += 2 {
		object.SetAttr(v, pairs[i].(string), pairs[i+1].(value))
	}
	return v
}
