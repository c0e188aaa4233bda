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
		regs[next] = object.Of(object.TupleOf(args[n:npos]))
		next++
	}
	var extra *object.Dict
	if src.Flags&compiler.VarKeywords != 0 {
		extra = object.NewDict()
		regs[next] = object.Of(extra)
	}
	if kw != nil {
		if extra != nil {
			extra.Grow(len(kw.Items))
		}
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

// checkKeywords rejects names of keyword arguments that are no strs: a dict that
// a program passes on as **kwargs can have any keys.
func checkKeywords(kw *object.Tuple) error {
	for _, name := range kw.Items {
		if !name.Has(&object.StrLayout) {
			return object.TypeErrorf("keywords must be strings")
		}
	}
	return nil
}

func bindKeywords(fn *object.Func, regs, values []object.Value, kw *object.Tuple, extra *object.Dict) error {
	if err := checkKeywords(kw); err != nil {
		return err
	}
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
		return object.TypeErrorf("%s() missing %d required positional argument%s: %s", funcName(fn), len(lost), object.Plural(len(lost)), nameList(lost))
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
		return object.TypeErrorf("%s() missing %d required keyword-only argument%s: %s", funcName(fn), len(lost), object.Plural(len(lost)), nameList(lost))
	}
	return nil
}

func tooMany(fn *object.Func, regs []object.Value, npos int) error {
	src := fn.Code.Src
	takes := fmt.Sprint(src.Args)
	s := object.Plural(src.Args)
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
		given = fmt.Sprintf("%d positional argument%s (and %d keyword-only argument%s)", npos, object.Plural(npos), kwGiven, object.Plural(kwGiven))
	}
	return object.TypeErrorf("%s() takes %s positional argument%s but %s %s given", funcName(fn), takes, s, given, were)
}

func funcName(fn *object.Func) string {
	s, _ := object.StringOf(fn.Qualname)
	return s
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
