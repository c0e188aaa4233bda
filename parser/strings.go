package parser

import "strings"

// strings: (STRING | fstring)+, one literal after another
func (p *parser) strings() Expr {
	start := p.tok
	if t := start; t.Type == tokString && p.peek(1).Type != tokString && p.peek(1).Type != tokFStart {
		return p.oneString(p.next())
	}
	var parts stringParts
	for p.at(tokString) || p.at(tokFStart) {
		if p.at(tokFStart) {
			p.fstringLiteral(&parts)
		} else {
			p.plainString(&parts)
		}
	}
	parts.flush()
	return parts.expr(p.from(start))
}

// oneString returns the value of a string that stands alone.
func (p *parser) oneString(t *token) Expr {
	c := &Constant{Pos: tokenPos(t)}
	if lit := cutLiteral(t.Value); lit.bytes {
		c.Value = p.decodeBytes(t, lit)
	} else {
		c.Value, c.Unicode = p.decodeText(lit.body, lit.raw), lit.unicode
	}
	return c
}

// A literal is a string token in its parts.
type literal struct {
	body                string
	raw, bytes, unicode bool
}

// cutLiteral takes prefix and quotes off a string token.
func cutLiteral(s string) literal {
	var lit literal
	i := 0
	for ; s[i] != '"' && s[i] != '\''; i++ {
		switch s[i] | 0x20 {
		case 'r':
			lit.raw = true
		case 'b':
			lit.bytes = true
		case 'u':
			lit.unicode = true
		}
	}
	size := 1
	if len(s) >= i+6 && s[i+1] == s[i] && s[i+2] == s[i] {
		size = 3
	}
	lit.body = s[i+size : len(s)-size]
	return lit
}

// stringParts gathers what adjacent literals consist of.
type stringParts struct {
	values  []Expr // of an f-string: texts and fields
	text    strings.Builder
	bytes   []byte
	isBytes bool
	isText  bool
	joined  bool // one of the literals is an f-string
	unicode bool // the first one has the prefix u
	count   int
}

// flush makes a constant of the text since the last field.
func (s *stringParts) flush() {
	if s.joined && s.text.Len() > 0 {
		s.values = append(s.values, &Constant{Value: s.text.String(), Unicode: s.unicode})
		s.text.Reset()
	}
}

// expr returns the literals as one expression. The parts of an f-string have the
// position of the whole, as in CPython.
func (s *stringParts) expr(pos Pos) Expr {
	switch {
	case s.joined:
		placeParts(s.values, pos)
		return &JoinedStr{Pos: pos, Values: s.values}
	case s.isBytes:
		return &Constant{Pos: pos, Value: s.bytes}
	}
	return &Constant{Pos: pos, Value: s.text.String(), Unicode: s.unicode}
}

// placeParts gives texts and fields the position of the whole. Within the format of a
// field, a text at the end has its own place.
func placeParts(values []Expr, whole Pos) {
	for _, v := range values {
		*v.Position() = whole
		f, ok := v.(*FormattedValue)
		if !ok || f.FormatSpec == nil {
			continue
		}
		parts := f.FormatSpec.Values
		if n := len(parts); n > 0 {
			if _, text := parts[n-1].(*Constant); text {
				parts = parts[:n-1]
			}
		}
		placeParts(parts, whole)
	}
}

// placeFormats gives the formats of fields, at any depth, and the texts that end
// them, the position of the literal in which they stand.
func placeFormats(values []Expr, literal Pos) {
	for _, v := range values {
		f, ok := v.(*FormattedValue)
		if !ok || f.FormatSpec == nil {
			continue
		}
		f.FormatSpec.Pos = literal
		for _, part := range f.FormatSpec.Values {
			*part.Position() = literal
		}
		placeFormats(f.FormatSpec.Values, literal)
	}
}

func (p *parser) plainString(parts *stringParts) {
	t := p.next()
	lit := cutLiteral(t.Value)
	parts.add(p, lit.bytes)
	if lit.bytes {
		parts.bytes = append(parts.bytes, p.decodeBytes(t, lit)...)
		return
	}
	if parts.count == 1 {
		parts.unicode = lit.unicode
	}
	parts.text.WriteString(p.decodeText(lit.body, lit.raw))
}

// add counts a literal and refuses a mixture.
func (s *stringParts) add(p *parser, isBytes bool) {
	s.count++
	s.isBytes = s.isBytes || isBytes
	s.isText = s.isText || !isBytes
	if s.isBytes && s.isText {
		for p.at(tokString) {
			p.next()
		}
		p.failAt(tokenPos(p.tok), "cannot mix bytes and nonbytes literals")
	}
}

// decodeText returns the text of a literal with its escapes replaced.
func (p *parser) decodeText(body string, raw bool) string {
	if raw || strings.IndexByte(body, '\\') < 0 {
		return body
	}
	text, bad := unescape(body)
	if bad != "" {
		p.failAt(tokenPos(p.tok), "(unicode error) 'unicodeescape' codec can't decode bytes in position %s", bad)
	}
	return text
}

// decodeBytes returns the bytes of a literal with its escapes replaced.
func (p *parser) decodeBytes(t *token, lit literal) []byte {
	for i := range len(lit.body) {
		if lit.body[i] >= 0x80 {
			p.failAt(tokenPos(t), "bytes can only contain ASCII literal characters")
			return nil
		}
	}
	if lit.raw || strings.IndexByte(lit.body, '\\') < 0 {
		return []byte(lit.body)
	}
	b, bad := unescapeBytes(lit.body)
	if bad >= 0 {
		p.failAt(tokenPos(p.tok), "(value error) invalid \\x escape at position %d", bad)
	}
	return b
}
