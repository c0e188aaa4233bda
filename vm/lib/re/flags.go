package re

// Flags are the flags of a pattern, with the numbers that Python shows.
type Flags uint32

// The flags.
const (
	Template Flags = 1 << iota
	IgnoreCase
	Locale
	MultiLine
	DotAll
	Unicode
	Verbose
	Debug
	ASCII
)

const (
	typeFlags   = ASCII | Locale | Unicode
	globalFlags = Debug | Template
)

// flagLetter returns the flag that a letter in (?...) stands for, 0 if none.
func flagLetter(r rune) Flags {
	switch r {
	case 'i':
		return IgnoreCase
	case 'L':
		return Locale
	case 'm':
		return MultiLine
	case 's':
		return DotAll
	case 'x':
		return Verbose
	case 'a':
		return ASCII
	case 't':
		return Template
	case 'u':
		return Unicode
	}
	return 0
}

// combine applies the flags of a (?add-del:...) group.
func combine(flags, add, del Flags) Flags {
	if add&typeFlags != 0 {
		flags &^= typeFlags
	}
	return (flags | add) &^ del
}

// settle checks the flags of a whole pattern, and adds what is implied.
func settle(flags Flags, isText bool) (Flags, *Error) {
	bad := func(msg string) (Flags, *Error) { return flags, &Error{Kind: BadValue, Msg: msg, Pos: -1} }
	if isText {
		switch {
		case flags&Locale != 0:
			return bad("cannot use LOCALE flag with a str pattern")
		case flags&ASCII != 0 && flags&Unicode != 0:
			return bad("ASCII and UNICODE flags are incompatible")
		case flags&ASCII == 0:
			flags |= Unicode
		}
		return flags, nil
	}
	switch {
	case flags&Unicode != 0:
		return bad("cannot use UNICODE flag with a bytes pattern")
	case flags&Locale != 0 && flags&ASCII != 0:
		return bad("ASCII and LOCALE flags are incompatible")
	}
	return flags, nil
}
