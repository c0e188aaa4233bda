package object

import "strconv"

// NewSentinel returns a fresh object that equals nothing else.
func NewSentinel() Value { return Of(NewInstance(ObjectType.Root)) }

// NameErrorf returns a NameError (or UnboundLocalError) with its name.
func NameErrorf(t *Type, name, format string, args ...any) *Exception {
	e := Errorf(t, format, args...)
	SetAttr(Of(e), "name", NewStr(name))
	return e
}

// Plural is the ending of a noun that n things go by, in errors.
func Plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// AddMethod adds a method to a builtin type, before any machine runs.
func AddMethod(t *Type, n *Native) {
	if n.Kind == Function {
		n.Kind = Method
	}
	n.enter(t.Module, t)
	t.Dict.SetString(n.Name, Of(n))
	t.cache[n.Name] = Of(n)
	t.makers = t.findMakers()
}

// NewClassMethod returns a classmethod.
func NewClassMethod(fn Value) Value {
	return Of(&Wrapper{Header: Header{&ClassMethodShape}, Fn: fn})
}

// NewStaticMethod returns a staticmethod.
func NewStaticMethod(fn Value) Value {
	return Of(&Wrapper{Header: Header{&StaticMethodShape}, Fn: fn})
}

// MatchesItself reports whether a class pattern's sole positional sub-pattern
// matches the subject itself, PEP 634.
func MatchesItself(t *Type) bool {
	for _, k := range []*Type{BoolType, ByteArrayType, BytesType, DictType, FloatType, FrozenSetType, IntType, ListType, SetType, StrType, TupleType} {
		if t.SubtypeOf(k) {
			return true
		}
	}
	return false
}

// IsSequence reports whether a sequence pattern applies to v.
func IsSequence(v Value) bool {
	t := v.Type()
	for _, k := range []*Type{ListType, TupleType, RangeType} {
		if t.SubtypeOf(k) {
			return true
		}
	}
	return t.hasFlagAttr("__sequence__")
}

// IsMapping reports whether a mapping pattern applies to v.
func IsMapping(v Value) bool {
	t := v.Type()
	return t.SubtypeOf(DictType) || t.hasFlagAttr("__mapping__")
}

// hasFlagAttr reports whether a base of t was marked as an abstract base class
// of this kind; collections.abc does that.
func (t *Type) hasFlagAttr(name string) bool {
	v, ok := t.Lookup(name)
	return ok && v == True
}

// Join returns the concatenation of strs, and of ints as text; false if there is
// anything else.
func Join(parts []Value) (v Value, ok bool) {
	n := 0
	for _, p := range parts {
		switch {
		case p.Has(&StrLayout):
			n += len(As[Str](p).S)
		case p.IsInt():
			n += 8 // about
		default:
			return v, false
		}
	}
	buf := make([]byte, 0, n)
	for _, p := range parts {
		if p.IsInt() {
			buf = strconv.AppendInt(buf, p.N, 10)
		} else {
			buf = append(buf, As[Str](p).S...)
		}
	}
	return NewStr(string(buf)), true
}
