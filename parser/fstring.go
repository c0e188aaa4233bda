package parser

// fstring: FSTART (FMIDDLE | field)* FEND
//
// The formats of fields have the position of this literal, as in CPython, but all
// other parts that of all literals which stand next to each other.
func (p *parser) fstringLiteral(parts *stringParts) {
	start := p.want(tokFStart)
	raw := false
	for _, c := range []byte(start.Value) {
		raw = raw || c|0x20 == 'r'
	}
	parts.add(p, false)
	parts.joined = true
	before := len(parts.values)
	p.fstringText(parts, raw)
	p.want(tokFEnd)
	placeFormats(parts.values[before:], p.from(start))
}

// fstringText reads text and fields, of an f-string or of a field's format.
func (p *parser) fstringText(parts *stringParts, raw bool) {
	for {
		switch p.tok.Type {
		case tokFMiddle:
			parts.text.WriteString(p.decodeText(p.next().Value, raw))
		case tokLBrace:
			if !p.enter() {
				return
			}
			p.field(parts, raw)
			p.leave()
		default:
			return
		}
	}
}

// field: '{' (yield_expr | star_expressions) ['='] ['!' NAME] [':' format] '}'
func (p *parser) field(parts *stringParts, raw bool) {
	open := p.want(tokLBrace)
	outside, brackets := p.fstring, p.brackets
	p.fstring, p.brackets = true, 0
	f := &FormattedValue{Conversion: -1, Value: p.fieldValue(open)}
	if p.at(tokAssign) {
		p.next()
		parts.text.WriteString(p.text()[open.Pos.Offset+1 : p.tok.Pos.Offset])
		if !p.at(tokBang) && !p.at(tokColon) {
			f.Conversion = 'r'
		}
	}
	parts.flush()
	if p.got(tokBang) {
		f.Conversion = p.conversion()
	}
	if p.at(tokColon) {
		f.FormatSpec = p.format(raw)
	}
	p.fstring, p.brackets = outside, brackets
	if !p.at(tokRBrace) && p.err == nil {
		p.failField()
	}
	p.want(tokRBrace)
	parts.values = append(parts.values, f)
}

// fieldValue reads the expression of a field.
func (p *parser) fieldValue(open *token) Expr {
	switch {
	case p.at(tokRBrace), p.at(tokColon):
		p.failAt(tokenPos(p.tok), "empty expression not allowed")
	case p.at(tokBang):
		p.failAt(tokenPos(p.tok), "expression required before '!'")
	case p.at(tokAssign):
		p.failAt(tokenPos(p.tok), "expression required before '='")
	case p.at(tokYield):
		return p.yield()
	}
	start := p.tok
	value := p.starExpressions()
	if p.atFor() {
		value = &GeneratorExp{Elt: value, Generators: p.comprehensions()}
	}
	switch e := value.(type) {
	case *Tuple:
		if start.Type != tokLParen || len(e.Elts) == 0 || e.Elts[0].Position().Line == e.Line && e.Elts[0].Position().Col == e.Col {
			e.Pos = p.braces(open)
		}
	case *GeneratorExp:
		if e.Line == 0 {
			e.Pos = p.braces(open)
		}
	}
	if s, ok := value.(*Starred); ok && p.err == nil {
		p.failAt(p.from(start), "cannot use starred expression here")
		return s
	}
	return value
}

// braces returns the position of a value that CPython 3.11 sees with parentheses in
// place of the braces: a tuple or generator without its own.
func (p *parser) braces(open *token) Pos {
	pos := startPos(open)
	pos.EndLine, pos.EndCol = int32(p.tok.Pos.Line), int32(p.tok.Pos.Column+1)
	return pos
}

// conversion reads s, r or a behind the !.
func (p *parser) conversion() rune {
	if p.at(tokName) {
		switch t := p.tok; t.Value {
		case "s", "r", "a":
			p.next()
			return rune(t.Value[0])
		}
	}
	p.failAt(tokenPos(p.tok), "invalid conversion character: expected 's', 'r', or 'a'")
	return -1
}

// format: ':' (FMIDDLE | field)*
func (p *parser) format(raw bool) *JoinedStr {
	p.want(tokColon)
	parts := stringParts{joined: true}
	p.fstringText(&parts, raw)
	parts.flush()
	return &JoinedStr{Values: parts.values}
}

// failField notes that a field does not end where it should.
func (p *parser) failField() {
	outside := p.fstring
	p.fstring = true
	if p.at(tokFEnd) {
		p.failAt(tokenPos(p.tok), "expecting '}'")
	}
	p.failInvalid()
	p.fstring = outside
}
