package pickle

import (
	"maps"
	"slices"
	"strings"

	"brine/vm"
	"brine/vm/object"
)

// named is what a file refers to by name, found before it is read.
type named struct {
	r       *reader
	names   []string       // of builtin things
	table   map[int]string // "global m:q" and the like, by object
	bound   map[int]string // "m:q" of classes and functions of __main__, by object
	objects []mentions     // of each object
	root    mentions
}

// mentions are the objects and builtin things that stand in an object, by number.
type mentions struct{ objects, names []int }

// Names returns the modules that a pickle refers to and that are not loaded:
// they are to be imported before Load. globals are the names, "module:name", of
// the classes, functions and namespaces that its root leads to, if they are
// asked for: that takes reading the whole file.
func Names(m *vm.Machine, data []byte, all bool) (modules, globals []string, err error) {
	d, err := open(data)
	if err != nil {
		return nil, nil, err
	}
	need := map[string]bool{}
	n := &named{table: map[int]string{}, bound: map[int]string{}}
	n.r = &reader{decoder: d, m: m}
	n.r.found = func(name string) (object.Value, error) {
		kind, rest, _ := strings.Cut(name, " ")
		switch kind {
		case "global":
			n.table[len(n.r.kindOf)] = rest
			rest, _ = cutGlobal(rest)
		case "module", "namespace":
			n.table[len(n.r.kindOf)] = rest + ":__dict__"
		}
		if _, ok := m.Modules.GetString(rest); !ok && rest != "" {
			need[rest] = true
		}
		return object.Of(object.NewDict()), nil
	}
	n.read(all)
	if all {
		globals = n.reached()
	}
	return slices.Sorted(maps.Keys(need)), globals, n.r.err
}

// read finds the modules, and notes what every object mentions if all is to be read.
func (n *named) read(all bool) {
	r := n.r
	r.header("pickle")
	n.names = r.namedThings()
	r.readKinds()
	if r.err != nil {
		return
	}
	if r.makeObjects(); !all {
		return
	}
	number := make(map[*object.Header]int, len(r.objs))
	for i, h := range r.objs {
		number[h] = i
	}
	for _, b := range r.readBindings(nil) {
		if i, ok := number[b.value.O]; ok && (b.value.Has(&object.TypeLayout) || b.value.Has(&object.FuncLayout)) {
			n.bound[i] = b.module + ":" + b.name
		}
	}
	n.objects = make([]mentions, len(r.objs))
	records := r.arrayLen()
	for i, k := range r.kindOf {
		if k < 0 || records == 0 {
			continue
		}
		records--
		r.seen = &n.objects[i]
		for range r.arrayLen() {
			r.skip()
		}
	}
	r.seen = &n.root
	r.skip()
	r.seen = nil
}

// reached lists the names that root leads to. Behind a class or function of
// __main__ nothing is looked for: the loader's own takes its place.
func (n *named) reached() []string {
	found := map[string]bool{}
	seen := make([]bool, len(n.objects))
	work := []mentions{n.root}
	for len(work) > 0 && n.r.err == nil {
		m := work[len(work)-1]
		work = work[:len(work)-1]
		for _, i := range m.names {
			if i < len(n.names) {
				found[n.names[i]] = true
			}
		}
		for _, i := range m.objects {
			if i >= len(seen) || seen[i] {
				continue
			}
			seen[i] = true
			if name, ok := n.table[i]; ok {
				found[name] = true
				continue
			}
			if name, ok := n.bound[i]; ok {
				found[name] = true
				continue
			}
			work = append(work, n.objects[i])
			if k := n.r.kindOf[i]; k < 0 {
				continue
			} else if c := n.r.kinds[k].class; !c.named {
				work = append(work, mentions{objects: []int{c.number}})
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func cutGlobal(name string) (module, qualname string) {
	module, qualname, _ = strings.Cut(name, ":")
	return module, qualname
}
