package lib

import (
	"slices"
	"sync"

	"brine/vm"
	"brine/vm/object"
	"brine/vm/prelude"
)

// module is a library module written in Go.
type module struct {
	name  string
	doc   string
	rows  []object.Native
	types []*object.Table // its classes; those with an underscore are not entered into the namespace
	fill  func(m *vm.Machine, d *object.Dict) error
}

// modules lists the modules written in Go.
func modules() []*module {
	return []*module{
		&builtinsModule, &ioModule, &ioNames, &sysModule, &typesModule, &mathModule, &operatorModule, &itertoolsModule, &collectionsModule, &randomModule, &timeModule, &osModule, &tracebackModule, &reModule, &gcModule, &weakrefModule, &atexitModule, &jsonModule, &contextvarsModule, &functoolsModule,
	}
}

// wired are the modules by name, their types and rows entered.
var wired = sync.OnceValue(func() map[string]*module {
	object.Bootstrap()
	all := map[string]*module{}
	scratch := object.NewDict()
	for _, mod := range modules() {
		all[mod.name] = mod
		for _, t := range mod.types {
			if t.Module == "" {
				t.Module = mod.name
			}
			t.Enter()
		}
		object.EnterFunctions(mod.name, mod.rows, scratch)
	}
	for _, n := range []*object.Native{&writeNative, &softNative, &printStatement, &unraisableNative, &finishNative} {
		object.Internal("lib", n)
	}
	return all
})

// enter fills the namespace of a module.
func (mod *module) enter(m *vm.Machine, d *object.Dict) error {
	if mod.doc != "" {
		d.SetString("__doc__", object.NewStr(mod.doc))
	}
	object.EnterFunctions(mod.name, mod.rows, d)
	for _, t := range mod.types {
		if t.Name[0] != '_' && t.Flags&object.NoInstances == 0 {
			d.SetString(t.Name, object.Of(t.Type))
		}
	}
	if mod.fill == nil {
		return nil
	}
	return mod.fill(m, d)
}

// Library returns what a machine can import besides files.
func Library() vm.Library {
	lib := vm.Library{Go: map[string]func(*vm.Machine, *object.Module) error{}, Prelude: prelude.FS, Unraisable: object.Of(&unraisableNative)}
	for name, mod := range wired() {
		lib.Go[name] = func(m *vm.Machine, x *object.Module) error { return mod.enter(m, x.Dict) }
	}
	return lib
}

// Install gives a new machine its library: the builtins, sys, and all that
// can be imported.
func Install(m *vm.Machine) error {
	m.SetLibrary(Library())
	builtins := object.NewModule("builtins")
	for i, ok := builtins.Dict.Next(0); ok; i, ok = builtins.Dict.Next(i + 1) {
		name, _ := object.StringOf(builtins.Dict.KeyAt(i))
		m.Builtins.SetString(name, builtins.Dict.ValueAt(i))
	}
	builtins.Dict = m.Builtins
	m.Modules.SetString("builtins", object.Of(builtins))
	m.SetIntrinsic("print_statement", &printStatement)
	if err := builtinsModule.enter(m, m.Builtins); err != nil {
		return err
	}
	sys := object.NewModule("sys")
	m.Modules.SetString("sys", object.Of(sys))
	sys.Dict.SetString("builtin_module_names", moduleNames())
	return sysModule.enter(m, sys.Dict)
}

// moduleNames are the names of the modules written in Go, a tuple.
func moduleNames() value {
	var names []string
	for name := range wired() {
		names = append(names, name)
	}
	slices.Sort(names)
	return tuple(itemsOf(strList(names))...)
}
