package compiler

// Intrinsics are operations that are rare enough to share one opcode. Like
// opcodes they are numbered for the file format, and only ever appended. The
// VM binds each to the native of the same name.
const (
	IntrinsicPrint          = iota // print statement: args dest or None, softspace-newline bool, values...
	IntrinsicDisplay               // sys.displayhook(value), for expression statements at the prompt
	IntrinsicAssertionError        // AssertionError, whatever the name is bound to
	IntrinsicAnnotations           // make sure the namespace has __annotations__, and give it
	IntrinsicStarSplit             // except*: (exception, class or tuple) -> (rest or None, match or None)
	IntrinsicStarWrap              // except*: (exception) -> it as a group, a naked one wrapped
	IntrinsicStarRaise             // except*: (original, list of raised and unhandled) -> exception to raise, or None
	IntrinsicTypeAlias             // (name, value thunk) -> typing.TypeAliasType
	IntrinsicMatchSequence         // isinstance(subject, Sequence) and not str, bytes, bytearray
	IntrinsicMatchMapping          // isinstance(subject, Mapping)
	IntrinsicMatchKeys             // (subject, tuple of keys) -> tuple of values, or None
	IntrinsicMatchClass            // (subject, class, number of positional, tuple of keyword names) -> tuple of values, or None
	IntrinsicMatchRest             // (subject, tuple of keys) -> dict of the other items
	IntrinsicLen                   // len(subject)
	IntrinsicExit                  // (exit function, self or unbound, exception) -> bool: calls __exit__ with the exception's triple
	IntrinsicWrapAsyncYield        // value of a yield in an asynchronous generator -> marked value
	IntrinsicTypeVar               // (name, kind, bound) -> type parameter

	NumIntrinsics // how many there are
)

var intrinsicNames = [NumIntrinsics]string{
	"print_statement", "display", "assertion_error", "annotations", "star_split", "star_wrap", "star_raise",
	"type_alias", "match_sequence", "match_mapping", "match_keys", "match_class", "match_rest", "len", "exit",
	"wrap_async_yield", "type_var",
}

// IntrinsicName returns the stable name of intrinsic n, or "" if there is none.
func IntrinsicName(n int) string {
	if n < 0 || n >= NumIntrinsics {
		return ""
	}
	return intrinsicNames[n]
}
