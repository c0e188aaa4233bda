package object

func bytesContains(c, v Value) (found bool, err error, ok bool) { return false, nil, false }
func iteratorReduce(w *World, args []Value) (Value, error)      { return None, nil }
func otherTables() []Table {
	return append(append(aliasTables(), asyncTables()...), mappingProxyTable())
}
