package object

var boolNew = Native{Sig: "(cls, x=False, /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: func(_ *World, args []Value) (Value, error) {
		if _, err := typeArg(args[0], BoolType); err != nil {
			return Value{}, err
		}
		if args[1].IsUnbound() {
			return False, nil
		}
		b, ok := TruthLeaf(args[1])
		if !ok {
			return Value{}, ErrSlow
		}
		return Bool(b), nil
	},
	Step: func(c *Call) Action { return c.DoTail(OpTruth, c.Reg(1)) },
}

// boolMethods are what bool does not have from int.
func boolMethods() []Native {
	rows := []Native{reprRow(func(_ *World, v Value) string {
		s, _ := ReprLeaf(v)
		return s
	})}
	return append(rows, binaryRows(func(_ *World, op Binary, a, b Value) (v Value, err error, ok bool) {
		if !IsIntLike(a) || !IsIntLike(b) {
			return v, nil, false
		}
		if a.IsBool() && b.IsBool() {
			x, _ := smallBinary(op, a.N, b.N)
			return Bool(x.N != 0), nil, true
		}
		return intBinary(op, a, b)
	}, BinAnd, BinOr, BinXor)...)
}
