package vm

import (
	"strconv"
	"strings"

	"brine/vm/object"
)

// FindGlobal returns what module.qualname leads to, if the module is loaded
// and the way runs over plain attributes.
func (m *Machine) FindGlobal(module, qualname string) (object.Value, bool) {
	mod := object.AsA[object.Module](m.module(module), &object.ModuleLayout)
	if mod == nil {
		return object.None, false
	}
	first, rest, more := strings.Cut(qualname, ".")
	v, ok := mod.Dict.GetString(first)
	for ok && more {
		first, rest, more = strings.Cut(rest, ".")
		t := object.AsA[object.Type](v, &object.TypeLayout)
		if t == nil {
			return object.None, false
		}
		if n, isFlag := flagValue(first); isFlag {
			v, ok = m.flag(t, n)
			continue
		}
		v, ok = t.Dict.GetString(first)
		if v.Has(&object.StaticMethodLayout) {
			v = object.As[object.Wrapper](v).Fn
		}
	}
	return v, ok
}

// FlagName is how a combination of flags of an enum.Flag is named among the
// attributes of its class: it is no attribute, but there is one of each value.
func FlagName(value int64) string { return "#" + strconv.FormatInt(value, 10) }

func flagValue(name string) (value int64, ok bool) {
	s, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	value, err := strconv.ParseInt(s, 10, 64)
	return value, err == nil
}

// flag returns the combination of flags of class t that has a value, if it was
// made already.
func (m *Machine) flag(t *object.Type, value int64) (object.Value, bool) {
	all, _ := t.Dict.GetString("_value2member_map_")
	d := object.AsA[object.Dict](all, &object.DictLayout)
	if d == nil {
		return object.None, false
	}
	v, found, _, _ := d.GetLeaf(&m.World, object.Int(value))
	return v, found
}

// IsPrelude reports whether a module is written in Python and part of the
// library.
func IsPrelude(mod *object.Module) bool {
	file, _ := mod.Dict.GetString("__file__")
	name, ok := object.StringOf(file)
	return ok && strings.HasPrefix(name, preludeFile)
}

// ModuleWith returns the first module in sys.modules that holds v under a name.
func (m *Machine) ModuleWith(v object.Value, qualname string) (string, bool) {
	d := m.Modules
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		name, _ := object.StringOf(d.KeyAt(i))
		if got, ok := m.FindGlobal(name, qualname); ok && got == v && name != "__main__" {
			return name, true
		}
	}
	return "", false
}

// Spaces returns the name of the module that each namespace in sys.modules
// belongs to. A module that is being imported is left out: it cannot be
// imported again where a pickle is loaded, and so is saved by value.
func (m *Machine) Spaces() map[*object.Dict]string {
	spaces := map[*object.Dict]string{}
	d := m.Modules
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		name, _ := object.StringOf(d.KeyAt(i))
		if mod := object.AsA[object.Module](d.ValueAt(i), &object.ModuleLayout); mod != nil && !mod.Loading {
			if _, seen := spaces[mod.Dict]; !seen {
				spaces[mod.Dict] = name
			}
		}
	}
	return spaces
}

// FindNamed finds a builtin thing of a module that is not loaded yet, whose
// rows are therefore not entered.
func (m *Machine) FindNamed(name string) (object.Value, bool) {
	module, _, _ := strings.Cut(name, ":")
	fill := m.imports.lib.Go[module]
	if fill == nil || fill(m, object.NewModule(module)) != nil {
		return object.None, false
	}
	return object.Named(name)
}
