package parser

import "github.com/alecthomas/participle/v2/lexer"

// kind is the type of a token. Kinds other than the end are small positive
// numbers, so that tables over kinds are arrays of 256.
type kind = lexer.TokenType

const (
	tokEOF     kind = lexer.EOF
	tokBegin   kind = iota // first of all; its value is the whole text
	tokInvalid             // the lexer stopped here; the tokenizer holds the error
	tokUnknown             // a character that no rule uses: $ ? !

	tokNewline
	tokIndent
	tokDedent
	tokName
	tokPrint // the name print where a statement could begin
	tokNumber
	tokString
	tokFStart  // f" with its prefix
	tokFMiddle // text of an f-string between its fields
	tokFEnd    // the closing quotes

	// Punctuation.
	tokLParen
	tokRParen
	tokLBracket
	tokRBracket
	tokLBrace
	tokRBrace
	tokComma
	tokColon
	tokSemi
	tokDot
	tokEllipsis
	tokArrow
	tokWalrus
	tokAssign
	tokBang // ! before a conversion, in an f-string only

	// Operators.
	tokPlus
	tokMinus
	tokStar
	tokSlash
	tokDoubleSlash
	tokPercent
	tokAt
	tokDoubleStar
	tokLShift
	tokRShift
	tokAmper
	tokPipe
	tokCaret
	tokTilde
	tokLess
	tokGreater
	tokLessEq
	tokGreaterEq
	tokEqual
	tokNotEqual

	// Augmented assignments.
	tokPlusAssign
	tokMinusAssign
	tokStarAssign
	tokSlashAssign
	tokDoubleSlashAssign
	tokPercentAssign
	tokAtAssign
	tokDoubleStarAssign
	tokLShiftAssign
	tokRShiftAssign
	tokAmperAssign
	tokPipeAssign
	tokCaretAssign

	// Keywords.
	tokFalse
	tokNone
	tokTrue
	tokAnd
	tokAs
	tokAssert
	tokAsync
	tokAwait
	tokBreak
	tokClass
	tokContinue
	tokDef
	tokDel
	tokElif
	tokElse
	tokExcept
	tokFinally
	tokFor
	tokFrom
	tokGlobal
	tokIf
	tokImport
	tokIn
	tokIs
	tokLambda
	tokNonlocal
	tokNot
	tokOr
	tokPass
	tokRaise
	tokReturn
	tokTry
	tokWhile
	tokWith
	tokYield
)

// symbols are the kinds that grammar tags name; punctuation and keywords stand
// there as literals.
var symbols = map[string]lexer.TokenType{
	"EOF":     tokEOF,
	"Newline": tokNewline,
	"Indent":  tokIndent,
	"Dedent":  tokDedent,
	"Name":    tokName,
}

// keywordOrName returns the kind of an identifier.
func keywordOrName(word string) kind {
	switch word {
	case "False":
		return tokFalse
	case "None":
		return tokNone
	case "True":
		return tokTrue
	case "and":
		return tokAnd
	case "as":
		return tokAs
	case "assert":
		return tokAssert
	case "async":
		return tokAsync
	case "await":
		return tokAwait
	case "break":
		return tokBreak
	case "class":
		return tokClass
	case "continue":
		return tokContinue
	case "def":
		return tokDef
	case "del":
		return tokDel
	case "elif":
		return tokElif
	case "else":
		return tokElse
	case "except":
		return tokExcept
	case "finally":
		return tokFinally
	case "for":
		return tokFor
	case "from":
		return tokFrom
	case "global":
		return tokGlobal
	case "if":
		return tokIf
	case "import":
		return tokImport
	case "in":
		return tokIn
	case "is":
		return tokIs
	case "lambda":
		return tokLambda
	case "nonlocal":
		return tokNonlocal
	case "not":
		return tokNot
	case "or":
		return tokOr
	case "pass":
		return tokPass
	case "raise":
		return tokRaise
	case "return":
		return tokReturn
	case "try":
		return tokTry
	case "while":
		return tokWhile
	case "with":
		return tokWith
	case "yield":
		return tokYield
	}
	return tokName
}

// operatorAt returns the kind and the length of the operator or punctuation mark
// at the start of s, or tokUnknown if there is none. The longest mark wins.
func operatorAt(s string) (kind, int) {
	c0, c1, c2 := s[0], byte(0), byte(0)
	if len(s) > 1 {
		c1 = s[1]
	}
	if len(s) > 2 {
		c2 = s[2]
	}
	// pick chooses between x, x= and, where double is not tokUnknown, xx and xx=.
	pick := func(single, assign, double, doubleAssign kind) (kind, int) {
		switch {
		case c1 == '=':
			return assign, 2
		case c1 == c0 && double != tokUnknown:
			if c2 == '=' {
				return doubleAssign, 3
			}
			return double, 2
		}
		return single, 1
	}
	switch c0 {
	case '(':
		return tokLParen, 1
	case ')':
		return tokRParen, 1
	case '[':
		return tokLBracket, 1
	case ']':
		return tokRBracket, 1
	case '{':
		return tokLBrace, 1
	case '}':
		return tokRBrace, 1
	case ',':
		return tokComma, 1
	case ';':
		return tokSemi, 1
	case '~':
		return tokTilde, 1
	case '.':
		if c1 == '.' && c2 == '.' {
			return tokEllipsis, 3
		}
		return tokDot, 1
	case ':':
		if c1 == '=' {
			return tokWalrus, 2
		}
		return tokColon, 1
	case '=':
		if c1 == '=' {
			return tokEqual, 2
		}
		return tokAssign, 1
	case '!':
		if c1 == '=' {
			return tokNotEqual, 2
		}
		return tokUnknown, 1
	case '-':
		if c1 == '>' {
			return tokArrow, 2
		}
		return pick(tokMinus, tokMinusAssign, tokUnknown, tokUnknown)
	case '+':
		return pick(tokPlus, tokPlusAssign, tokUnknown, tokUnknown)
	case '*':
		return pick(tokStar, tokStarAssign, tokDoubleStar, tokDoubleStarAssign)
	case '/':
		return pick(tokSlash, tokSlashAssign, tokDoubleSlash, tokDoubleSlashAssign)
	case '%':
		return pick(tokPercent, tokPercentAssign, tokUnknown, tokUnknown)
	case '@':
		return pick(tokAt, tokAtAssign, tokUnknown, tokUnknown)
	case '&':
		return pick(tokAmper, tokAmperAssign, tokUnknown, tokUnknown)
	case '|':
		return pick(tokPipe, tokPipeAssign, tokUnknown, tokUnknown)
	case '^':
		return pick(tokCaret, tokCaretAssign, tokUnknown, tokUnknown)
	case '<':
		if c1 == '>' {
			return tokNotEqual, 2 // a token of barry_as_FLUFL; the parser refuses it
		}
		return pick(tokLess, tokLessEq, tokLShift, tokLShiftAssign)
	case '>':
		return pick(tokGreater, tokGreaterEq, tokRShift, tokRShiftAssign)
	}
	return tokUnknown, 1
}
