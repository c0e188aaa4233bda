package object

var rangeNew = Native{Sig: "(cls, start, stop=None, step=1, /)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Fast: newRangeFast, Step: indexed(1, 2, 3)}

func newRangeFast(_ *World, args []Value) (Value, error) {
	if _, err := typeArg(args[0], RangeType); err != nil {
		return Value{}, err
	}
	parts := [3]Value{Int(0), args[1], Int(1)}
	if !args[2].IsUnbound() {
		parts[0], parts[1] = args[1], args[2]
	}
	if !args[3].IsUnbound() {
		parts[2] = args[3]
	}
	for i, p := range parts {
		n, ok := IntOf(p)
		switch {
		case ok:
			parts[i] = n
		case needsIndex(p):
			return Value{}, ErrSlow
		default:
			return Value{}, TypeErrorf("'%s' object cannot be interpreted as an integer", p.Type().Name)
		}
	}
	if parts[2] == Int(0) {
		return Value{}, ValueErrorf("range() arg 3 must not be zero")
	}
	return Of(NewRange(parts[0], parts[1], parts[2])), nil
}
