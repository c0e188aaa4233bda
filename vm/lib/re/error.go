package re

// Kind says which Python exception an Error is.
type Kind uint8

// The kinds of errors.
const (
	BadPattern   Kind = iota // re.error
	BadValue                 // ValueError
	TooLarge                 // OverflowError
	TooDeep                  // RecursionError
	UnknownGroup             // IndexError
)

// Error is what is wrong with a pattern or a template.
type Error struct {
	Kind Kind
	Msg  string
	Pos  int // in characters; -1 if it has no place
}

// Error returns the message.
func (e *Error) Error() string { return e.Msg }
