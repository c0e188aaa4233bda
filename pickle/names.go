package pickle

import (
	"slices"

	"brine/compiler"
	"brine/vm"
	"brine/vm/object"
)

// reads notes the globals of a module that is saved by value, which code (and
// the code inside it) mentions.
func (g *graph) reads(src *compiler.Code, globals *object.Dict) {
	if !g.boundary {
		return
	}
	switch module := g.spaces[globals]; module {
	case "":
	case "__main__":
		mentioned(src, globals, func(name string, v object.Value) { g.bind(name, v, true) })
	default:
		g.reading = append(g.reading, reading{module, src, globals})
	}
}

// reading is code in flight in a module other than __main__.
type reading struct {
	module  string
	src     *compiler.Code
	globals *object.Dict
}

// bindReached notes the globals of other modules that code in flight mentions
// and that the pickle holds, because something else leads to them: a channel
// that a tasklet waits on, a list in a register. The loader's own take their place.
func (g *graph) bindReached() {
	for _, r := range g.reading {
		mentioned(r.src, r.globals, func(name string, v object.Value) {
			i, reached := g.num[v.O]
			key := r.module + ":" + name
			if _, done := g.bound[key]; done || !reached || v.O == nil || g.nodes[i].named != "" || g.nodes[i].ofMain {
				return // what has its name in __main__ keeps it, though a module was given it
			}
			g.bound[key] = len(g.bindings)
			g.bindings = append(g.bindings, binding{r.module, name, v, false})
			g.nodes[i].refs++ // so that it stands in the table, where it can be replaced
		})
	}
}

// mentioned goes through the globals that code and the code inside it mention.
func mentioned(src *compiler.Code, globals *object.Dict, f func(name string, v object.Value)) {
	for work := []*compiler.Code{src}; len(work) > 0; {
		src := work[len(work)-1]
		work = work[:len(work)-1]
		for _, names := range [][]string{src.Globals, src.Names} {
			for _, name := range names {
				if v, ok := globals.GetString(name); ok {
					f(name, v)
				}
			}
		}
		for _, k := range src.Consts {
			if c, ok := k.(*compiler.Code); ok {
				work = append(work, c)
			}
		}
	}
}

// bind notes that a global of __main__ is part of the pickle.
func (g *graph) bind(name string, v object.Value, read bool) {
	if i, ok := g.bound[name]; ok {
		g.bindings[i].read = g.bindings[i].read || read
		return
	}
	g.bound[name] = len(g.bindings)
	g.bindings = append(g.bindings, binding{"__main__", name, v, read})
	g.Value("global "+name, &v)
}

// homesFirst puts the binding under which a class or function says that it is
// found before others of the same object: a loader has its own take the place
// only under the first.
func (g *graph) homesFirst() {
	home := func(b binding) int {
		if b.value.Has(&object.TypeLayout) || b.value.Has(&object.FuncLayout) {
			if module, qual := nameOf(b.value); module != b.module || qual != b.name {
				return 1
			}
		}
		return 0
	}
	slices.SortStableFunc(g.bindings, func(a, b binding) int { return home(a) - home(b) })
}

// bindMain notes a class, function or enum member of __main__ under the name
// by which a loader finds its own.
func (g *graph) bindMain(v object.Value) {
	if module, qual := nameOf(v); module == "__main__" {
		if got, ok := g.m.FindGlobal(module, qual); ok && got == v {
			if n := g.nodes[g.num[v.O]]; v.Has(&object.TypeLayout) || v.Has(&object.FuncLayout) {
				n.ofMain = true
			}
			g.bind(qual, v, false)
		}
	}
}

// moduleName says how an object is reached in a module, if it is one that a
// pickle refers to by name.
func (g *graph) moduleName(v object.Value) string {
	switch {
	case v.Is(&object.DictShape):
		if name, ok := g.spaces[object.As[object.Dict](v)]; ok {
			return "namespace " + name
		}
	case v.Has(&object.ModuleLayout):
		if name, ok := g.spaces[object.As[object.Module](v).Dict]; ok {
			return "module " + name
		}
	case v.Has(&reductionLayout):
		return object.As[reduction](v).global
	}
	module, qual := nameOf(v)
	if module == "" && v.Has(&object.InstanceLayout) {
		return g.sentinelName(v)
	}
	return g.importable(v, module, qual)
}

// sentinelName says how an instance of a class of the prelude is reached, if
// it is a global of its module: its identity means something there
// (dataclasses.MISSING).
func (g *graph) sentinelName(v object.Value) string {
	module := v.Type().Module
	names, known := g.sentinels[module]
	if !known {
		names = map[*object.Header]string{}
		mod, _ := g.m.Modules.GetString(module)
		if m := object.AsA[object.Module](mod, &object.ModuleLayout); m != nil && vm.IsPrelude(m) {
			for i, ok := m.Dict.Next(0); ok; i, ok = m.Dict.Next(i + 1) {
				name, isStr := object.StringOf(m.Dict.KeyAt(i))
				if x := m.Dict.ValueAt(i); isStr && x.Has(&object.InstanceLayout) && names[x.O] == "" {
					names[x.O] = name
				}
			}
		}
		if g.sentinels == nil {
			g.sentinels = map[string]map[*object.Header]string{}
		}
		g.sentinels[module] = names
	}
	return g.importable(v, module, names[v.O])
}

// nameOf returns the module of a class, function or enum member, and its name
// there.
func nameOf(v object.Value) (module, qualname string) {
	if fn := object.AsA[object.Func](v, &object.FuncLayout); fn != nil {
		module, _ = object.StringOf(fn.Module)
		qualname, _ = object.StringOf(fn.Qualname)
		return module, qualname
	}
	if t := object.AsA[object.Type](v, &object.TypeLayout); t != nil {
		return t.Module, t.Qualname
	}
	t := v.Type()
	if t.Builtin() {
		return "", ""
	}
	if members, ok := t.Dict.GetString("_member_map_"); ok && members.Is(&object.DictShape) {
		own, _ := object.GetAttr(v, "_name_")
		name, _ := object.StringOf(own)
		if m, ok := object.As[object.Dict](members).GetString(name); ok && m == v {
			return t.Module, t.Qualname + "." + name
		}
		if value, _ := object.GetAttr(v, "_value_"); value.IsInt() { // a combination of flags
			return t.Module, t.Qualname + "." + vm.FlagName(value.N)
		}
	}
	return "", ""
}

// interrupted reports whether another tasklet than the running one is importing
// a module: it is saved by value, since a loader would import it once more.
func (g *graph) interrupted(module string) bool {
	is, known := g.paused[module]
	if !known {
		if is = g.isInterrupted(module); g.paused == nil {
			g.paused = map[string]bool{}
		}
		g.paused[module] = is
	}
	return is
}

func (g *graph) isInterrupted(module string) bool {
	v, _ := g.m.Modules.GetString(module)
	mod := object.AsA[object.Module](v, &object.ModuleLayout)
	if mod == nil || !mod.Loading {
		return false
	}
	for f := g.m.Frame; f != nil; f = f.Back {
		if f.Fn != nil && f.Fn.Globals == mod.Dict {
			return false
		}
	}
	return true
}

// importable returns "global module:qualname" if that leads to v, and would do so
// in the process of a loader.
func (g *graph) importable(v object.Value, module, qualname string) string {
	if module == "__main__" || module == "" || qualname == "" {
		return ""
	}
	if g.interrupted(module) {
		return ""
	}
	if got, ok := g.m.FindGlobal(module, qualname); ok && got == v {
		return "global " + module + ":" + qualname
	}
	return ""
}
