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
}

// Modules returns the modules that a pickle refers to and that are not loaded:
// they are to be imported before Load.
func Modules(m *vm.Machine, data []byte) ([]string, error) {
	d, err := open(data)
	if err != nil {
		return nil, err
	}
	need := map[string]bool{}
	r := &reader{decoder: d, m: m, found: func(name string) (object.Value, error) {
		kind, rest, _ := strings.Cut(name, " ")
		if kind == "global" {
			rest, _, _ = strings.Cut(rest, ":")
		}
		if _, ok := m.Modules.GetString(rest); !ok && rest != "" {
			need[rest] = true
		}
		return object.Of(object.NewDict()), nil
	}}
	r.header("pickle")
	r.namedThings()
	r.readKinds()
	if r.err == nil {
		r.makeObjects()
	}
	var names []string
	for n := range need {
		names = append(names, n)
	}
	sort.Strings(names)
	return names, r.err
}

// Load reads a pickle into a running machine, and runs nothing. Globals that
// the saved code reads are bound to the live ones of the same name and type;
// those that are missing here are installed (decision: design of named
// objects; see the package comment).
func Load(m *vm.Machine, data []byte) (*Loaded, error) {
	d, err := open(data)
	if err != nil {
		return nil, err
	}
	var lost []string
	r := &reader{decoder: d, m: m}
	r.found = func(name string) (object.Value, error) {
		v, ok := r.lookUp(name)
		if !ok {
			lost = append(lost, name)
			return object.Of(object.NewDict()), nil
		}
		return v, nil
	}
	root, bindings, err := r.read("pickle", r.live)
	if lost != nil {
		sort.Strings(lost)
		return nil, &FormatError{-1, "pickle needs names that are missing here: " + strings.Join(lost, ", ")}
	}
	if err != nil {
		return nil, err
	}
	for _, b := range bindings {
		if space := r.space(b.module); space != nil {
			if _, taken := space.GetString(b.name); !taken {
				space.SetString(b.name, b.value)
			}
		}
	}
	all := make([]object.Value, len(r.objs))
	for i, h := range r.objs {
		all[i] = object.Value{O: h}
		if mod := object.AsA[object.Module](all[i], &object.ModuleLayout); mod != nil && r.kindOf[i] >= 0 {
			r.enter(mod)
		}
	}
	return &Loaded{root, all}, nil
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
		module, qualname, _ := strings.Cut(rest, ":")
		return r.m.FindGlobal(module, qualname)
	}
	return object.None, false
}

// live returns the live global that takes the place of a stored one of the
// same name: one of the same class, unless that is plain data, which code reads
// from the namespace anyway.
func (r *reader) live(b binding, class *object.Type) (object.Value, bool) {
	space := r.space(b.module)
	if space == nil || class == nil || plain(class) {
		return object.None, false
	}
	v, ok := space.GetString(b.name)
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
