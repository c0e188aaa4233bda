package object

// Set is a set or frozenset.
type Set struct {
	Header
	table  []setEntry `brine:"saved"`   // as keys and hashes, in order
	fill   int        `brine:"derived"` // entries in use, deleted ones included
	used   int        `brine:"derived"`
	finger int        // where pop searches next
	Ver    uint64     // grows whenever a key is added or removed
	hash   uint64     `brine:"derived"` // of a frozenset; 0: not known
}

type setEntry struct {
	hash uint64
	key  Value
}

// The types of sets.
var (
	SetType        = &Type{}
	FrozenSetType  = &Type{}
	SetShape       Shape
	FrozenSetShape Shape
	SetLayout      Layout
)
