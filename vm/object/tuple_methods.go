package object

var tupleNew = Native{Sig: "(cls, iterable=(), /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newTupleFast, Step: collected(1), Temps: collectTemps, Catches: true}

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

func tupleMethods() []Native {
	rows := []Native{
		slow("count", "(self, value, /)", "Return number of occurrences of value.", sequenceCount, stepCount, Count, Count),
		slow("index", "(self, value, start=0, stop=9223372036854775807, /)", "Return first index of value.\n\nRaises ValueError if the value is not present.", sequenceIndex, stepIndexOf, Count, Count),
		lenRow(), iterOf(), sequenceContains(), getItemRow(), sequenceRepr(), addRow(),
		mulRow("__mul__", "Return self*value."), mulRow("__rmul__", "Return value*self."),
		slow("__hash__", "(self, /)", "Return hash(self).", func(w *World, args []Value) (Value, error) {
			h, err := hashItems(w, As[Tuple](args[0]).Items, 0)
			return HashValue(h), err
		}, stepTupleHash, Count, SmallInt),
		leaf("__getnewargs__", "(self, /)", "Arguments for pickling.", func(_ *World, args []Value) (Value, error) {
			return Of(NewTuple(Of(NewTuple(As[Tuple](args[0]).Items...)))), nil
		}),
		leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", classGetItem).kind(ClassMethod),
	}
	return append(rows, sequenceCompare(&TupleLayout)...)
}

// stepTupleHash asks for the hash of one item after the other.
func stepTupleHash(c *Call) Action {
	const at, sum = 1, 2
	items := RegAs[Tuple](c, 0, &TupleLayout).Items
	if c.Step() == 0 {
		c.SetReg(at, Int(0))
		c.SetReg(sum, HashValue(uint64(NewTupleHash())))
	} else {
		c.SetReg(sum, HashValue(uint64(TupleHash(c.Reg(sum).N).Add(HashFrom(c.Result())))))
		c.SetReg(at, Int(c.Reg(at).N+1))
	}
	if i := c.Reg(at).N; i < int64(len(items)) {
		return c.Do(1, OpHash, items[i])
	}
	return c.Return(HashValue(TupleHash(c.Reg(sum).N).Sum(len(items))))
}
