package re

// opcode is what an instruction does.
type opcode uint8

const (
	opMatch     opcode = iota // the whole pattern has matched
	opFail                    // nothing matches
	opByte                    // the byte c
	opText                    // the bytes text
	opSet                     // a character of set
	opAt                      // an assertion, place x
	opOpen                    // group x begins
	opClose                   // group x ends
	opRef                     // what group x matched
	opRefFold                 // as opRef, ignoring case
	opIfGroup                 // go to y unless group x has matched
	opJump                    // go to y
	opSplit                   // go on, or to y if that fails
	opSplitBack               // go to y, or on if that fails
	opStar                    // min to max characters of set, as many as possible
	opStarLazy                // as few as possible
	opStarOnly                // as many as there are
	opLoopInit                // loop x begins
	opLoop                    // round loop x again: the body follows, y is behind it
	opLoopLazy
	opMark    // an atomic group or lookaround x begins
	opCut     // atomic group x has matched
	opLookEnd // lookaround x has matched: back to where it began
	opNegate  // negative lookaround x begins; y is behind it
	opNegEnd  // what must not match has matched
	opBack    // step back x characters, in a lookbehind
	numOpcodes
)

// inst is an instruction.
type inst struct {
	op       opcode
	c        byte
	fold     folding
	x, y     int32
	min, max int
	text     string
	set      *set
	next     *[256]bool // what bytes must come next; nil if it is not known
}

// Program is a compiled pattern.
type Program struct {
	Flags  Flags
	Groups int            // without group 0
	Names  map[string]int // of groups
	Order  []string       // the names, in the order of their groups
	IsText bool

	code    []inst
	slots   int        // 1 (the last group) + 2 a group + 2 a loop
	marks   int        // of atomic groups and lookarounds
	width   int        // least number of characters of a match
	prefix  string     // what every match begins with
	first   *[256]bool // what bytes a match begins with; nil if it is not known
	atStart bool       // matches at the beginning of the text only
}

// slotOf is where the beginning of a group is kept, and after it its end.
func slotOf(group int) int { return 2*group - 1 }
