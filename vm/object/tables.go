package object

import (
	"cmp"
	"slices"
)

// tables lists the builtin types, bases before those that derive from them.
func tables() []Table {
	all := []Table{
		objectTable(), typeTable(), memberTable(),
		noneTable(), ellipsisTable(), notImplementedTable(), unboundTable(),
		intTable(), boolTable(), floatTable(), complexTable(),
		strTable(), bytesTable(), byteArrayTable(), memoryViewTable(),
		setTable(), frozenSetTable(),
		tupleTable(), listTable(),
		dictTable(), rangeTable(), sliceTable(),
		getSetTable(), funcTable(), cellTable(), boundMethodTable(),
		codeTable(), frameTable(), tracebackTable(), moduleTable(),
		generatorTable(), coroutineTable(), asyncGeneratorTable(),
		propertyTable(), staticMethodTable(), classMethodTable(), superTable(),
	}
	all = append(all, nativeTables()...)
	all = append(all, dictViewTables()...)
	all = append(all, iteratorTables()...)
	all = append(all, lazyTables()...)
	all = append(all, aliasTables()...)
	all = append(all, asyncTables()...)
	all = append(all, weakRefTables()...)
	all = append(all, mappingProxyTable(), namespaceTable())
	return append(all, exceptionTables()...)
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
