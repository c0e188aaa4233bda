package parser

// MatchValue matches what equals Value: a number, a string or a dotted name.
type MatchValue struct {
	Pos
	Value Expr
}

// MatchSingleton matches None, True or False by identity; Value is nil or a
// bool.
type MatchSingleton struct {
	Pos
	Value any
}

// MatchSequence is [Patterns...] or (Patterns...); at most one is a *MatchStar.
type MatchSequence struct {
	Pos
	Patterns []Pattern
}

// MatchMapping is {Keys[i]: Patterns[i], ..., **Rest}; Rest may be empty.
type MatchMapping struct {
	Pos
	Keys     []Expr
	Patterns []Pattern
	Rest     string
}

// MatchClass is Cls(Patterns..., KwdAttrs[i]=KwdPatterns[i], ...).
type MatchClass struct {
	Pos
	Cls         Expr
	Patterns    []Pattern
	KwdAttrs    []string
	KwdPatterns []Pattern
}

// MatchStar is *Name in a sequence; an empty Name is the wildcard *_.
type MatchStar struct {
	Pos
	Name string
}

// MatchAs is Pattern as Name. Pattern is nil for a bare capture; both are empty
// for the wildcard _.
type MatchAs struct {
	Pos
	Pattern Pattern
	Name    string
}

// MatchOr is Patterns[0] | Patterns[1] | ...
type MatchOr struct {
	Pos
	Patterns []Pattern
}

func (*MatchValue) patternNode()     {}
func (*MatchSingleton) patternNode() {}
func (*MatchSequence) patternNode()  {}
func (*MatchMapping) patternNode()   {}
func (*MatchClass) patternNode()     {}
func (*MatchStar) patternNode()      {}
func (*MatchAs) patternNode()        {}
func (*MatchOr) patternNode()        {}
