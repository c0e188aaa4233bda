package parser

import "github.com/alecthomas/participle/v2/lexer"

// Parse reads one name of an import statement.
//
//	dotted_as_name: dotted_name ['as' NAME]
func (a *Alias) Parse(lex *lexer.PeekingLexer) error {
	p := newParser(lex)
	start := p.tok
	a.Name = p.dottedName()
	p.asName(a, start)
	return p.err
}

// dotted_name: NAME ('.' NAME)*
func (p *parser) dottedName() string {
	name := p.name()
	for p.got(tokDot) {
		name += "." + p.name()
	}
	return name
}

// asName: ['as' NAME]
func (p *parser) asName(a *Alias, start *token) {
	if p.got(tokAs) {
		a.AsName = p.name()
	}
	a.Pos = p.from(start)
}

// import_from: 'from' ('.' | '...')* dotted_name 'import' import_from_targets
//
//	| 'from' ('.' | '...')+ 'import' import_from_targets
func (p *parser) importFrom() Stmt {
	p.want(tokFrom)
	s := &ImportFrom{}
	for {
		if p.got(tokDot) {
			s.Level++
		} else if p.got(tokEllipsis) {
			s.Level += 3
		} else {
			break
		}
	}
	if s.Level == 0 || !p.at(tokImport) {
		s.Module = p.dottedName()
	}
	p.want(tokImport)
	s.Names = p.importTargets()
	return s
}

// import_from_targets: '(' import_from_as_names [','] ')' | import_from_as_names | '*'
func (p *parser) importTargets() []*Alias {
	switch start := p.tok; {
	case p.got(tokStar):
		return []*Alias{{Pos: tokenPos(start), Name: "*"}}
	case p.got(tokLParen):
		names := p.importNames(tokRParen)
		p.want(tokRParen)
		return names
	}
	names := p.importNames(tokNewline)
	if p.prev.Type == tokComma {
		p.failAt(tokenPos(p.tok), "trailing comma not allowed without surrounding parentheses")
	}
	return names
}

// import_from_as_names: NAME ['as' NAME] (',' NAME ['as' NAME])*
//
// and a trailing comma before end.
func (p *parser) importNames(end kind) []*Alias {
	var names []*Alias
	for {
		start := p.tok
		a := &Alias{Name: p.name()}
		p.asName(a, start)
		names = append(names, a)
		if !p.got(tokComma) || p.at(end) {
			return names
		}
	}
}
