package pickle

import (
	"sort"
	"strings"

	"brine/vm"
	"brine/vm/object"
)

// Loaded is what a pickle gave.
type Loaded struct {
	Root    object.Value
	Objects []object.Value // everything that was made, in the order of the file

	rest *building // what calls are to make yet, or nil
}

// Load reads a pickle into a running machine, and runs nothing; what hooks
// reduced is then not made yet. Globals of the file are bound to the live ones
// of the same name and type; those that the saved code reads and that are
// missing here are installed.
func Load(m *vm.Machine, data []byte) (*Loaded, error) { return load(m, data, nil) }

// load is Load. given holds what a loader's find_class gave for each name, if
// it has one of its own.
func load(m *vm.Machine, data []byte, given *object.Dict) (*Loaded, error) {
	d, err := open(data)
	if err != nil {
		return nil, err
	}
	var lost []string
	r := &reader{decoder: d, m: m, given: given}
	r.found = func(name string) (object.Value, error) {
		v, ok := r.lookUp(name)
		if !ok {
			lost = append(lost, name)
			return object.Of(object.NewDict()), nil
		}
		return v, nil
	}
	root, bindings, err := r.read("pickle", r.live)
	if given != nil { // nothing is installed where find_class has a say
		bindings = nil
	}
	if lost != nil {
		sort.Strings(lost)
		return nil, &FormatError{-1, "pickle needs names that are missing here: " + strings.Join(lost, ", ")}
	}
	if err == nil {
		err = r.narrow()
	}
	if err != nil {
		return nil, err
	}
	rest := r.build(root, bindings)
	for _, b := range bindings {
		if b.installs() && !b.value.Is(&reductionShape) { // hooks may read them already
			install(m, b.module, b.name, b.value)
		}
	}
	all := make([]object.Value, len(r.objs))
	for i, h := range r.objs {
		all[i] = object.Value{O: h}
		if mod := object.AsA[object.Module](all[i], &object.ModuleLayout); mod != nil && r.kindOf[i] >= 0 && given == nil {
			r.enter(mod)
		}
	}
	return &Loaded{root, all, rest}, nil
}

// narrow refuses hooks in the file itself where a loader's find_class says
// what may be called.
func (r *reader) narrow() error {
	if r.given == nil {
		return nil
	}
	stored := map[*object.Header]bool{}
	for i, h := range r.objs {
		stored[h] = r.kindOf[i] >= 0 && !r.replaced[i]
		v := object.Value{O: h}
		if module, qual := nameOf(v); stored[h] && (v.Has(&object.TypeLayout) || v.Has(&object.FuncLayout)) {
			if _, asked := r.given.GetString(module + ":" + qual); asked {
				return &FormatError{-1, sprintf("find_class gave something else for %s.%s", module, qual)}
			}
		}
	}
	for _, h := range r.objs {
		if red := object.AsA[reduction](object.Value{O: h}, &reductionLayout); red != nil && stored[red.fn.O] {
			return &FormatError{-1, "pickle calls code of its own, which find_class was not asked for"}
		}
	}
	return nil
}

// enter puts a module that was being imported when it was saved into
// sys.modules, if there is none of its name.
func (r *reader) enter(mod *object.Module) {
	v, _ := mod.Dict.GetString("__name__")
	name, ok := object.StringOf(v)
	if _, taken := r.m.Modules.GetString(name); ok && !taken {
		r.m.Modules.SetString(name, object.Of(mod))
	}
}

// space returns the namespace of a loaded module, or nil.
func (r *reader) space(module string) *object.Dict {
	v, _ := r.m.Modules.GetString(module)
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		return mod.Dict
	}
	return nil
}

// lookUp finds what a pickle refers to by name.
func (r *reader) lookUp(name string) (object.Value, bool) {
	kind, rest, _ := strings.Cut(name, " ")
	switch kind {
	case "namespace":
		d := r.space(rest)
		return object.OrNone(d), d != nil
	case "module":
		return r.m.Modules.GetString(rest)
	case "global":
		if r.given != nil {
			return r.given.GetString(rest)
		}
		return r.m.FindGlobal(cutGlobal(rest))
	case "main":
		if s := r.m.Scheduler(); s != nil {
			return s.MainTasklet(), true
		}
	}
	return object.None, false
}

// installs reports whether a loader that has no global of this name gets it.
func (b *binding) installs() bool { return b.read && !strings.Contains(b.name, ".") }

// live returns the live global that takes the place of a stored one of the
// same name: one of the same class, unless that is plain data, which code reads
// from the namespace anyway.
func (r *reader) live(b binding, class *object.Type) (object.Value, bool) {
	if class == nil || plain(class) {
		return object.None, false
	}
	v, ok := r.m.FindGlobal(b.module, b.name)
	if r.given != nil {
		if x, asked := r.given.GetString(b.module + ":" + b.name); asked {
			v, ok = x, true
		}
	}
	if !ok || v.O == nil {
		return object.None, false
	}
	t := v.Type()
	same := t == class || t.Module == class.Module && t.Qualname == class.Qualname
	return v, same && v.Layout() == b.value.Layout()
}

func plain(t *object.Type) bool {
	switch t {
	case object.IntType, object.FloatType, object.StrType, object.BytesType, object.TupleType, object.BoolType, object.ComplexType:
		return true
	}
	return false
}

// Kind returns what a file holds: "pickle" or "snapshot".
func Kind(data []byte) (string, error) {
	d, err := open(data)
	if err != nil {
		return "", err
	}
	for range d.mapLen() {
		if d.text() == "kind" {
			return d.text(), d.err
		}
		d.skip()
	}
	d.fail("header without kind")
	return "", d.err
}
