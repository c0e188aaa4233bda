package object

var tupleNew = Native{Sig: "(cls, iterable=(), /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newTupleFast, Step: collected(1), Temps: collectTemps}

func newTupleFast(w *World, args []Value) (Value, error) {
	t, err := typeArg(args[0], TupleType)
	if err != nil {
		return Value{}, err
	}
	if args[1].Is(&TupleShape) && t == TupleType {
		return args[1], nil
	}
	var items []Value
	if !args[1].IsUnbound() {
		var ok bool
		if items, ok = leafItems(args[1]); !ok {
			return Value{}, ErrSlow
		}
	}
	if err := w.Reserve(16 * len(items)); err != nil {
		return Value{}, err
	}
	return tupleAs(t, append([]Value(nil), items...)), nil
}

// tupleAs makes an instance of t that keeps items.
func tupleAs(t *Type, items []Value) Value {
	if t == TupleType {
		return Of(NewTuple(items...))
	}
	x := newOf[Tuple](t)
	x.Items = items
	return Of(x)
}
