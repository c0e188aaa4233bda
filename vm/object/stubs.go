package object

func percentLeaf(w *World, a, b Value) (v Value, err error, ok bool) { return v, nil, false }
func strContains(c, v Value) (found bool, err error, ok bool)        { return false, nil, false }
func bytesContains(c, v Value) (found bool, err error, ok bool)      { return false, nil, false }
func iteratorReduce(w *World, args []Value) (Value, error)           { return None, nil }
func otherTables() []Table {
	return append(append(aliasTables(), asyncTables()...), mappingProxyTable())
}
func IsIdentifier(s string) bool { return true }
