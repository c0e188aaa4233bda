package lib

import (
	"brine/vm/object"
)

// Short names for what every file here uses.
type (
	value  = object.Value
	world  = object.World
	call   = object.Call
	action = object.Action
)

type fast = func(w *world, args []value) (value, error)
type step = func(c *call) action

// leaf is a row that never takes Python code.
func leaf(name, sig, doc string, f fast) object.Native {
	return object.Native{Name: name, Sig: sig, Doc: doc, Fast: f}
}

// slow is a row whose leaf, if it has one, may leave the work to its steps.
func slow(name, sig, doc string, f fast, s step, temps ...object.RegKind) object.Native {
	return object.Native{Name: name, Sig: sig, Doc: doc, Fast: f, Step: s, Temps: temps}
}

// catching is slow, and its steps see exceptions.
func catching(name, sig, doc string, f fast, s step, temps ...object.RegKind) object.Native {
	n := slow(name, sig, doc, f, s, temps...)
	n.Catches = true
	return n
}

// kind makes a row a class or static method.
func kind(k object.Kind, n object.Native) object.Native {
	n.Kind = k
	return n
}

func str(s string) value { return object.NewStr(s) }

func intern(s string) value { return object.Of(object.Intern(s)) }

func tuple(items ...value) value { return object.Of(object.NewTuple(items...)) }

func list(items []value) value { return object.Of(object.NewList(items)) }

// itemsOf returns the items of an exact tuple or list (or of a subclass).
func itemsOf(v value) []value {
	if t := object.AsA[object.Tuple](v, &object.TupleLayout); t != nil {
		return t.Items
	}
	if l := object.AsA[object.List](v, &object.ListLayout); l != nil {
		return l.Items
	}
	return nil
}

// given reports whether an optional argument was passed and is not None.
func given(v value) bool { return !v.IsUnbound() && !v.IsNone() }

// or returns v, or a default if it was not passed.
func or(v, d value) value {
	if v.IsUnbound() {
		return d
	}
	return v
}

// newOf returns a new empty object of a class with T's layout.
func newOf[T any](t *object.Type) *T {
	return object.As[T](value{O: t.Layout.New(t.Root)})
}

// classArg returns the class that a __new__ is to make an instance of.
func classArg(v value, base *object.Type) (*object.Type, error) {
	t := object.AsA[object.Type](v, &object.TypeLayout)
	if t == nil {
		return nil, object.TypeErrorf("%s.__new__(X): X is not a type object (%s)", base.Name, v.Type().LongName())
	}
	if !t.SubtypeOf(base) {
		return nil, object.TypeErrorf("%s.__new__(%s): %s is not a subtype of %s", base.Name, t.Name, t.Name, base.Name)
	}
	return t, nil
}

// intArg returns an argument that must be an int of 64 bits.
func intArg(v value) (int64, error) {
	if n, ok := object.Int64Of(v); ok {
		return n, nil
	}
	if object.IsIntLike(v) {
		return 0, object.Errorf(object.OverflowError, "Python int too large to convert to C ssize_t")
	}
	return 0, notIndex(v)
}

func notIndex(v value) error {
	return object.TypeErrorf("'%s' object cannot be interpreted as an integer", v.Type().LongName())
}

// chunk is how many items a step handles before the loop looks round.
const chunk = 16384
