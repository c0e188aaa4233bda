package re

import (
	"unicode/utf8"

	"brine/vm/object"
)

// place is what an assertion asks about a position.
type place uint8

const (
	atBegin place = iota // of the text
	atBeginLine
	atBeginString
	atEnd // of the text, or before a line feed there
	atEndLine
	atEndString
	atBoundary // of a word
	atNonBoundary
	atBoundaryASCII
	atNonBoundaryASCII
)

// under returns what a place means under flags.
func (a place) under(flags Flags) place {
	switch {
	case a == atBegin && flags&MultiLine != 0:
		return atBeginLine
	case a == atEnd && flags&MultiLine != 0:
		return atEndLine
	case a == atBeginString:
		return atBegin
	case (a == atBoundary || a == atNonBoundary) && flags&Unicode == 0:
		return a + atBoundaryASCII - atBoundary
	}
	return a
}

// holds reports whether pos is at such a place.
func (a place) holds(text string, pos int, wide bool) bool {
	switch a {
	case atBegin, atBeginString:
		return pos == 0
	case atBeginLine:
		return pos == 0 || text[pos-1] == '\n'
	case atEnd:
		return pos == len(text) || pos == len(text)-1 && text[pos] == '\n'
	case atEndLine:
		return pos == len(text) || text[pos] == '\n'
	case atEndString:
		return pos == len(text)
	}
	if text == "" {
		return false
	}
	unicode := a == atBoundary || a == atNonBoundary
	before := pos > 0 && wordBefore(text[:pos], wide, unicode)
	after := pos < len(text) && wordAt(text[pos:], wide, unicode)
	return (before != after) == (a == atBoundary || a == atBoundaryASCII)
}

func wordBefore(text string, wide, unicode bool) bool {
	c := text[len(text)-1]
	if !wide || c < utf8.RuneSelf {
		return isWord(rune(c), unicode)
	}
	r, _ := object.LastPoint(text)
	return isWord(r, unicode)
}

func wordAt(text string, wide, unicode bool) bool {
	if !wide || text[0] < utf8.RuneSelf {
		return isWord(rune(text[0]), unicode)
	}
	r, _ := object.NextPoint(text)
	return isWord(r, unicode)
}
