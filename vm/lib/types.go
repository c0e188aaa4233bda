package lib

import (
	"strings"

	"brine/vm"
	"brine/vm/object"
)

// typesModule is _types: what prelude's types cannot say in Python.
var typesModule = module{
	name:  "_types",
	types: []*object.Table{&namespaceTable},
	fill: func(m *vm.Machine, d *object.Dict) error {
		for _, t := range object.Types() {
			d.SetString(t.Name, object.Of(t))
		}
		return nil
	},
}

// NamespaceType is types.SimpleNamespace.
var NamespaceType = &object.Type{}

var namespaceTable = object.Table{Type: NamespaceType, Name: "SimpleNamespace", Module: "types", Flags: object.HasDict,
	Doc: "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)",
	Methods: []object.Native{
		leaf("__init__", "(self, /, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", func(w *world, args []value) (value, error) {
			kw := object.As[object.Dict](args[1])
			for i, ok := kw.Next(0); ok; i, ok = kw.Next(i + 1) {
				name, _ := object.StringOf(kw.KeyAt(i))
				object.SetAttr(args[0], name, kw.ValueAt(i))
			}
			return object.None, nil
		}),
		slow("__repr__", "(self, /)", "Return repr(self).", nil, stepNamespaceRepr, object.Any, object.SmallInt),
		slow("__eq__", "(self, value, /)", "Return self==value.", nil, func(c *call) action {
			if !c.Reg(1).Type().SubtypeOf(NamespaceType) {
				return c.Return(object.NotImplemented)
			}
			return c.DoTail(object.OpCompare, object.Of(object.AttrDict(c.Reg(0))), object.Of(object.AttrDict(c.Reg(1))), object.Int(int64(object.CmpEq)))
		}),
	},
	Members: map[string]value{"__hash__": object.None},
}

// newNamespace returns a SimpleNamespace with names and values.
func newNamespace(pairs ...any) value {
	v := object.Of(object.NewInstance(NamespaceType.Root))
	for i := 0; i < len(pairs); i += 2 {
		object.SetAttr(v, pairs[i].(string), pairs[i+1].(value))
	}
	return v
}

func stepNamespaceRepr(c *call) action {
	const parts, at = 1, 2
	d := object.AttrDict(c.Reg(0))
	if c.Step() == 0 {
		c.SetReg(parts, list(nil))
		c.SetReg(at, object.Int(0))
	} else {
		name, _ := object.StringOf(d.KeyAt(int(c.Reg(at).N)))
		s, _ := object.StringOf(c.Result())
		object.As[object.List](c.Reg(parts)).Append(str(name + "=" + s))
		c.SetReg(at, object.Int(c.Reg(at).N+1))
	}
	if i, ok := d.Next(int(c.Reg(at).N)); ok {
		c.SetReg(at, object.Int(int64(i)))
		return c.Do(1, object.OpRepr, d.ValueAt(i))
	}
	var all []string
	for _, p := range itemsOf(c.Reg(parts)) {
		s, _ := object.StringOf(p)
		all = append(all, s)
	}
	name := c.Reg(0).Type().Name
	if name == "SimpleNamespace" {
		name = "namespace"
	}
	return c.Return(str(name + "(" + strings.Join(all, ", ") + ")"))
}
