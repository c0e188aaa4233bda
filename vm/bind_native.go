package vm

import (
	"strings"

	"brine/vm/object"
)

// bindNative puts arguments where the parameters of a native are. The result
// is the machine's scratch space, or its like.
func (m *Machine) bindNative(n *object.Native, args []object.Value, kw *object.Tuple) ([]object.Value, error) {
	var to []object.Value
	if len(n.Params) <= len(m.Scratch) {
		to = m.Scratch[:len(n.Params)]
	} else {
		to = make([]object.Value, len(n.Params))
	}
	npos := len(args)
	if kw != nil {
		npos -= len(kw.Items)
	}
	if kw != nil && len(kw.Items) > 0 && npos >= selfs(n) {
		if err := refusedKeywords(n, npos, kw); err != nil {
			return nil, err
		}
	}
	if npos < n.Min && (kw == nil || npos < selfs(n)) || n.Max >= 0 && npos > n.Max {
		return nil, wrongCount(n, npos)
	}
	if &to[:1][0] == firstOf(args) {
		args = append([]object.Value(nil), args...)
	}
	used := 0
	var extra *object.Dict
	for i, p := range n.Params {
		to[i] = object.Unbound
		switch p.Kind {
		case object.PosOnly, object.PosOrKw:
			if used < npos {
				to[i] = args[used]
				used++
			}
		case object.VarPos:
			to[i] = object.Of(object.TupleOf(args[used:npos]))
		case object.VarKw:
			extra = object.NewDict()
			to[i] = object.Of(extra)
		}
	}
	var unknown error
	if kw != nil {
		var err error
		if unknown, err = nativeKeywords(n, to, args[npos:], kw, extra); err != nil {
			return nil, err
		}
	}
	if err := lacking(n, to, npos); err != nil {
		return nil, err
	}
	return to, unknown
}

// refusedKeywords is the error of keywords for a native that takes none, or not
// so many arguments in all. It comes before any other.
func refusedKeywords(n *object.Native, npos int, kw *object.Tuple) error {
	last := object.Param{}
	if len(n.Params) > 0 {
		last = n.Params[len(n.Params)-1]
	}
	switch {
	case last.Kind == object.VarKw || n.Max < 0:
		return nil
	case !takesKeywords(n):
		if err := checkKeywords(kw); err != nil {
			return err
		}
		return object.TypeErrorf("%s takes no keyword arguments", keywordName(n))
	case npos > n.Max && n.Name != "sorted":
		return wrongCount(n, npos+len(kw.Items))
	}
	return nil
}

// lacking words the error for the first parameter that has no value.
func lacking(n *object.Native, to []object.Value, npos int) error {
	for i, p := range n.Params {
		if !to[i].IsUnbound() || p.Optional {
			continue
		}
		switch p.Kind {
		case object.KwOnly:
			return object.TypeErrorf("%s() missing required keyword-only argument '%s'", arityName(n), p.Name)
		case object.PosOnly:
			return wrongCount(n, npos)
		}
		return object.TypeErrorf("%s() missing required argument '%s' (pos %d)", arityName(n), p.Name, i+1-selfs(n))
	}
	return nil
}

func firstOf(args []object.Value) *object.Value {
	if len(args) == 0 {
		return nil
	}
	return &args[0]
}

// nativeKeywords puts values where the parameters of these names are. A keyword
// that no parameter takes is complained about after missing arguments are.
func nativeKeywords(n *object.Native, to, values []object.Value, kw *object.Tuple, extra *object.Dict) (unknown, err error) {
	if err := checkKeywords(kw); err != nil {
		return nil, err
	}
	if extra == nil && !takesKeywords(n) {
		return nil, object.TypeErrorf("%s takes no keyword arguments", keywordName(n))
	}
names:
	for i, nameValue := range kw.Items {
		name, _ := object.StringOf(nameValue)
		for j, p := range n.Params {
			if p.Name == name && (p.Kind == object.PosOrKw || p.Kind == object.KwOnly) {
				if !to[j].IsUnbound() {
					return nil, object.TypeErrorf("argument for %s() given by name ('%s') and position (%d)", arityName(n), name, j+1-selfs(n))
				}
				to[j] = values[i]
				continue names
			}
		}
		if extra != nil {
			extra.SetStr(object.As[object.Str](nameValue), values[i])
		} else if unknown == nil {
			unknown = object.TypeErrorf("'%s' is an invalid keyword argument for %s()", name, arityName(n))
		}
	}
	return unknown, nil
}

func takesKeywords(n *object.Native) bool {
	for _, p := range n.Params {
		if p.Kind == object.PosOrKw || p.Kind == object.KwOnly {
			return true
		}
	}
	return false
}

// selfs is the number of parameters that the caller does not count.
func selfs(n *object.Native) int {
	if n.Self != nil && (n.Kind != object.StaticMethod || n.Name == "__new__") {
		return 1
	}
	return 0
}

// arityName is the name that arity errors use: a constructor goes by its class.
func arityName(n *object.Native) string {
	if n.Self != nil && (n.Name == "__new__" || n.Name == "__init__") {
		return n.Self.Name
	}
	return n.Name
}

// nativeCallName is the full name, for the errors of natives that take none or one.
func nativeCallName(n *object.Native) string {
	switch {
	case arityName(n) != n.Name:
		return arityName(n) + "()"
	case n.Self != nil && n.Kind != object.StaticMethod:
		return n.Qualname + "()"
	case n.Module != "builtins":
		return n.Module + "." + n.Name + "()"
	}
	return n.Name + "()"
}

func keywordName(n *object.Native) string {
	if n.IsSlot() && arityName(n) == n.Name {
		return "wrapper " + n.Name + "()"
	}
	return nativeCallName(n)
}

// wrongCount words the error for a wrong number of positional arguments. How
// depends on how CPython parses the arguments of such a function, which follows
// from its signature but for the few that are parsed by hand.
func wrongCount(n *object.Native, got int) error {
	self := selfs(n)
	lo, hi := n.Min-self, n.Max-self
	got -= self
	name := arityName(n)
	switch {
	case got < 0 && n.IsSlot():
		return object.TypeErrorf("descriptor '%s' of '%s' object needs an argument", n.Name, n.Self.Name)
	case got < 0:
		return object.TypeErrorf("unbound method %s needs an argument", nativeCallName(n))
	case n.Self == object.TypeType && n.Name == "__new__":
		return object.TypeErrorf("type() takes 1 or 3 arguments")
	case n.IsSlot() && name == n.Name:
		if lo < hi || lo > 1 {
			return outOfRange(" expected", lo, hi, got)
		}
		return object.TypeErrorf("expected %d argument%s, got %d", lo, object.Plural(lo), got)
	case takesKeywords(n) && n.Name != "sorted":
		return wrongKeywordCount(n, got)
	case parsedByFormat(n):
		if got < lo {
			return object.TypeErrorf("%s() takes at least %d argument%s (%d given)", name, lo, object.Plural(lo), got)
		}
		return object.TypeErrorf("%s() takes at most %d argument%s (%d given)", name, hi, object.Plural(hi), got)
	case name != n.Name || n.Name == "sorted":
		return outOfRange(name+" expected", lo, hi, got)
	case hi == 0:
		return object.TypeErrorf("%s takes no arguments (%d given)", nativeCallName(n), got)
	case lo == 1 && hi == 1:
		return object.TypeErrorf("%s takes exactly one argument (%d given)", nativeCallName(n), got)
	}
	return outOfRange(name+" expected", lo, hi, got)
}

func outOfRange(expected string, lo, hi, got int) error {
	switch {
	case lo == hi:
		return object.TypeErrorf("%s %d argument%s, got %d", expected, lo, object.Plural(lo), got)
	case got < lo:
		return object.TypeErrorf("%s at least %d argument%s, got %d", expected, lo, object.Plural(lo), got)
	}
	return object.TypeErrorf("%s at most %d argument%s, got %d", expected, hi, object.Plural(hi), got)
}

// wrongKeywordCount is wrongCount for functions that take keywords.
func wrongKeywordCount(n *object.Native, got int) error {
	self, name := selfs(n), arityName(n)
	hi, all, posOnly := n.Max-self, 0, 0
	first := ""
	for _, p := range n.Params[self:] {
		all++
		if p.Kind == object.PosOnly && !p.Optional {
			posOnly++
		} else if p.Kind == object.PosOrKw && !p.Optional && all > got && first == "" {
			first = p.Name
		}
	}
	most := "at most"
	if n.Min == n.Max {
		most = "exactly"
	}
	switch {
	case n.Max >= 0 && got > all:
		return object.TypeErrorf("%s() takes at most %d argument%s (%d given)", name, all, object.Plural(all), got)
	case n.Max >= 0 && got > hi && hi == 0:
		return object.TypeErrorf("%s() takes no positional arguments", name)
	case n.Max >= 0 && got > hi:
		return object.TypeErrorf("%s() takes %s %d positional argument%s (%d given)", name, most, hi, object.Plural(hi), got)
	case got < posOnly:
		least := "at least"
		if n.Min == n.Max {
			least = "exactly"
		}
		return object.TypeErrorf("%s() takes %s %d positional argument%s (%d given)", name, least, posOnly, object.Plural(posOnly), got)
	}
	for i, p := range n.Params[self:] {
		if p.Name == first {
			return object.TypeErrorf("%s() missing required argument '%s' (pos %d)", name, first, i+1)
		}
	}
	return object.TypeErrorf("%s() takes at least %d argument%s (%d given)", name, n.Min-self, object.Plural(n.Min-self), got)
}

// parsedByFormat reports whether a method is one of the searches of strings,
// whose optional bounds CPython parses by a format.
func parsedByFormat(n *object.Native) bool {
	switch strings.TrimPrefix(n.Name, "r") {
	case "find", "index", "count", "startswith", "endswith":
		return n.Self == object.StrType || n.Self == object.BytesType || n.Self == object.ByteArrayType
	}
	return false
}

// wrongSelf words the error for a method of another class than its first argument's.
func wrongSelf(n *object.Native, t *object.Type) error {
	if n.IsSlot() {
		return object.TypeErrorf("descriptor '%s' requires a '%s' object but received a '%s'", n.Name, n.Self.Name, t.Name)
	}
	return object.TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", n.Name, n.Self.Name, t.Name)
}
