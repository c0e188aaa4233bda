package vm

import (
	"fmt"
	"strings"

	"brine/compiler"
	"brine/vm/object"
)

// bind puts arguments into the registers of a call of fn, whose locals are
// unbound so far. The last of args are passed by the keywords kw.
func bind(fn *object.Func, regs []object.Value, args []object.Value, kw *object.Tuple) error {
	src := fn.Code.Src
	npos := len(args)
	if kw != nil {
		npos -= len(kw.Items)
	}
	n := min(npos, src.Args)
	copy(regs[:n], args[:n])
	next := src.Args + src.KwOnly
	if src.Flags&compiler.VarArgs != 0 {
		rest := append([]object.Value(nil), args[n:npos]...)
		regs[next] = object.Of(object.NewTuple(rest...))
		next++
	}
	var extra *object.Dict
	if src.Flags&compiler.VarKeywords != 0 {
		extra = object.NewDict()
		regs[next] = object.Of(extra)
	}
	if kw != nil {
		if err := bindKeywords(fn, regs, args[npos:], kw, extra); err != nil {
			return err
		}
	}
	if npos > src.Args && src.Flags&compiler.VarArgs == 0 {
		return tooMany(fn, regs, npos)
	}
	if err := defaults(fn, regs, npos); err != nil {
		return err
	}
	return kwDefaults(fn, regs)
}

func bindKeywords(fn *object.Func, regs, values []object.Value, kw *object.Tuple, extra *object.Dict) error {
	src := fn.Code.Src
	for i, nameValue := range kw.Items {
		name, _ := object.StringOf(nameValue)
		at := -1
		for j := src.PosOnly; j < src.Args+src.KwOnly; j++ {
			if src.Locals[j] == name {
				at = j
				break
			}
		}
		switch {
		case at >= 0:
			if !regs[at].IsUnbound() {
				return object.TypeErrorf("%s() got multiple values for argument '%s'", funcName(fn), name)
			}
			regs[at] = values[i]
		case extra != nil:
			extra.SetStr(object.As[object.Str](nameValue), values[i])
		default:
			return unexpected(fn, kw, name)
		}
	}
	return nil
}

// unexpected words the error for a keyword that no parameter takes.
func unexpected(fn *object.Func, kw *object.Tuple, name string) error {
	src := fn.Code.Src
	var wrong []string
	for _, p := range src.Locals[:src.PosOnly] {
		for _, v := range kw.Items {
			if s, _ := object.StringOf(v); s == p {
				wrong = append(wrong, p)
			}
		}
	}
	if wrong != nil {
		return object.TypeErrorf("%s() got some positional-only arguments passed as keyword arguments: '%s'", funcName(fn), strings.Join(wrong, ", "))
	}
	return object.TypeErrorf("%s() got an unexpected keyword argument '%s'", funcName(fn), name)
}

func defaults(fn *object.Func, regs []object.Value, npos int) error {
	src := fn.Code.Src
	first := src.Args - len(fn.Defaults)
	var lost []string
	for i := min(npos, src.Args); i < src.Args; i++ {
		if !regs[i].IsUnbound() {
			continue
		}
		if i >= first {
			regs[i] = fn.Defaults[i-first]
		} else {
			lost = append(lost, src.Locals[i])
		}
	}
	if lost != nil {
		return object.TypeErrorf("%s() missing %d required positional argument%s: %s", funcName(fn), len(lost), plural(len(lost)), nameList(lost))
	}
	return nil
}

func kwDefaults(fn *object.Func, regs []object.Value) error {
	src := fn.Code.Src
	var lost []string
	for i := src.Args; i < src.Args+src.KwOnly; i++ {
		if !regs[i].IsUnbound() {
			continue
		}
		if fn.KwDefaults != nil {
			if v, ok := fn.KwDefaults.GetString(src.Locals[i]); ok {
				regs[i] = v
				continue
			}
		}
		lost = append(lost, src.Locals[i])
	}
	if lost != nil {
		return object.TypeErrorf("%s() missing %d required keyword-only argument%s: %s", funcName(fn), len(lost), plural(len(lost)), nameList(lost))
	}
	return nil
}

func tooMany(fn *object.Func, regs []object.Value, npos int) error {
	src := fn.Code.Src
	takes := fmt.Sprint(src.Args)
	s := plural(src.Args)
	if nd := len(fn.Defaults); nd > 0 {
		takes = fmt.Sprintf("from %d to %d", src.Args-nd, src.Args)
		s = "s"
	}
	kwGiven := 0
	for i := src.Args; i < src.Args+src.KwOnly; i++ {
		if !regs[i].IsUnbound() {
			kwGiven++
		}
	}
	given := fmt.Sprintf("%d", npos)
	were := "were"
	if npos == 1 && kwGiven == 0 {
		were = "was"
	}
	if kwGiven > 0 {
		given = fmt.Sprintf("%d positional argument%s (and %d keyword-only argument%s)", npos, plural(npos), kwGiven, plural(kwGiven))
	}
	return object.TypeErrorf("%s() takes %s positional argument%s but %s %s given", funcName(fn), takes, s, given, were)
}

func funcName(fn *object.Func) string {
	s, _ := object.StringOf(fn.Qualname)
	return s
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// nameList joins quoted names as CPython does: 'a', 'b', and 'c'.
func nameList(names []string) string {
	q := make([]string, len(names))
	for i, n := range names {
		q[i] = "'" + n + "'"
	}
	switch len(q) {
	case 1:
		return q[0]
	case 2:
		return q[0] + " and " + q[1]
	}
	return strings.Join(q[:len(q)-1], ", ") + ", and " + q[len(q)-1]
}

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
	if npos < n.Min && kw == nil || n.Max >= 0 && npos > n.Max {
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
			to[i] = object.Of(object.NewTuple(append([]object.Value(nil), args[used:npos]...)...))
		case object.VarKw:
			extra = object.NewDict()
			to[i] = object.Of(extra)
		}
	}
	if kw != nil {
		if err := nativeKeywords(n, to, args[npos:], kw, extra); err != nil {
			return nil, err
		}
	}
	for i, p := range n.Params {
		if to[i].IsUnbound() && !p.Optional {
			if p.Kind == object.KwOnly {
				return nil, object.TypeErrorf("%s() missing required keyword-only argument '%s'", n.Name, p.Name)
			}
			if p.Kind == object.PosOnly {
				return nil, wrongCount(n, npos)
			}
			return nil, object.TypeErrorf("%s() missing required argument '%s' (pos %d)", n.Name, p.Name, i+1-selfs(n))
		}
	}
	return to, nil
}

func firstOf(args []object.Value) *object.Value {
	if len(args) == 0 {
		return nil
	}
	return &args[0]
}

func nativeKeywords(n *object.Native, to, values []object.Value, kw *object.Tuple, extra *object.Dict) error {
names:
	for i, nameValue := range kw.Items {
		name, _ := object.StringOf(nameValue)
		for j, p := range n.Params {
			if p.Name == name && (p.Kind == object.PosOrKw || p.Kind == object.KwOnly) {
				if !to[j].IsUnbound() {
					return object.TypeErrorf("argument for %s() given by name ('%s') and position (%d)", n.Name, name, j+1-selfs(n))
				}
				to[j] = values[i]
				continue names
			}
		}
		if extra == nil {
			if !takesKeywords(n) {
				return object.TypeErrorf("%s takes no keyword arguments", nativeCallName(n))
			}
			return object.TypeErrorf("'%s' is an invalid keyword argument for %s()", name, n.Name)
		}
		extra.SetStr(object.As[object.Str](nameValue), values[i])
	}
	return nil
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
	if n.Self != nil {
		return 1
	}
	return 0
}

// nativeCallName is how CPython's arity errors call a builtin.
func nativeCallName(n *object.Native) string {
	if n.Self != nil && n.Kind != object.StaticMethod {
		return n.Qualname + "()"
	}
	return n.Name + "()"
}

// wrongCount words the error for a wrong number of positional arguments, by
// the shape of the signature as CPython's argument parsers do.
func wrongCount(n *object.Native, got int) error {
	self := selfs(n)
	lo, hi := n.Min-self, n.Max-self
	got -= self
	if got < 0 {
		return object.TypeErrorf("unbound method %s needs an argument", nativeCallName(n))
	}
	if n.Name == "__new__" {
		name := n.Self.Name
		if hi >= 0 && got > hi {
			if lo == hi {
				return object.TypeErrorf("%s expected %d argument%s, got %d", name, hi, plural(hi), got)
			}
			return object.TypeErrorf("%s expected at most %d argument%s, got %d", name, hi, plural(hi), got)
		}
		if lo == hi {
			return object.TypeErrorf("%s expected %d argument%s, got %d", name, lo, plural(lo), got)
		}
		return object.TypeErrorf("%s expected at least %d argument%s, got %d", name, lo, plural(lo), got)
	}
	switch {
	case hi == 0:
		return object.TypeErrorf("%s takes no arguments (%d given)", nativeCallName(n), got)
	case lo == 1 && hi == 1:
		return object.TypeErrorf("%s takes exactly one argument (%d given)", nativeCallName(n), got)
	case lo == hi:
		return object.TypeErrorf("%s expected %d arguments, got %d", n.Name, lo, got)
	case got < lo:
		return object.TypeErrorf("%s expected at least %d argument%s, got %d", n.Name, lo, plural(lo), got)
	}
	return object.TypeErrorf("%s expected at most %d argument%s, got %d", n.Name, hi, plural(hi), got)
}
