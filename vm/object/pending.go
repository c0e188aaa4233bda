package object

import "strconv"

// To be replaced by the files of their types.

func StarRaise(orig Value, raised []Value) (Value, error) { return None, nil }
func NewTypeAlias(name, value Value) Value                { return value }
func NewAsyncValue(v Value) Value                         { return v }
func WrapInGroup(v Value) Value                           { return v }
func NewGenericAlias(origin, args Value) Value            { return origin }
func UnionArgs(v Value) []Value                           { return nil }
func Ascii(v Value) Value                                 { return v }

func StrLeaf(v Value) (string, bool) {
	if s, ok := StringOf(v); ok {
		return s, true
	}
	return ReprLeaf(v)
}
func ReprLeaf(v Value) (string, bool) {
	switch {
	case v.O == nil:
		return strconv.FormatInt(v.N, 10), true
	case v.IsFloat():
		return strconv.FormatFloat(v.Float(), 'g', -1, 64), true
	case v.IsNone():
		return "None", true
	case v == True:
		return "True", true
	case v == False:
		return "False", true
	}
	return "<" + v.Type().Name + ">", true
}
