package lib

import (
	"strconv"
	"strings"

	"brine/vm/object"
)

// skipSpace returns the offset of what follows white space.
func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
		i++
	}
	return i
}

// parsed is how far a parsing has come.
type parsed uint8

const (
	parseOn        parsed = iota // a value has been read
	parseValue                   // a value is to be read
	parseDone                    // the value is Vals[0]
	parseMore                    // the loop has to look round, behind a value
	parseMoreValue               // the same, before one
	parseNone                    // there is no value, at the offset of problem
	parseBad                     // problem says what
	parseFails                   // err is to be raised
	parseAsks                    // fn is to be called with arg; it gives a value
)

// report is what a run of a parsing tells besides.
type report struct {
	text string
	at   int
	err  error
	fn   value
	arg  value
}

// parseItems is how many values a step reads.
const parseItems = 4096

// parser is a run of a parsing: what it needs at hand.
type parser struct {
	*Parsing
	report
	s     string
	i     int
	steps int
	room  int
}

// run reads on: a value if fresh, else behind one.
func (p *parser) run(fresh bool) parsed {
	p.s, p.i = p.Text.S, int(p.Pos)
	st := parseOn
	if fresh {
		st = parseValue
	}
	for {
		switch {
		case st == parseValue && p.steps < 0:
			st = parseMoreValue
		case st == parseValue:
			st = p.value()
		case st != parseOn:
			p.Pos = int64(p.i)
			return st
		case len(p.Opens) == 0:
			st = parseDone
		case p.steps < 0:
			st = parseMore
		case p.Opens[len(p.Opens)-1].object:
			st = p.behindMember()
		default:
			st = p.behindItem()
		}
	}
}

func (p *parser) bad(at int, text string) parsed {
	p.at, p.text = at, text
	return parseBad
}

func (p *parser) none(at int) parsed {
	p.at = at
	return parseNone
}

func (p *parser) ask(fn, arg value) parsed {
	p.fn, p.arg = fn, arg
	return parseAsks
}

func (p *parser) push(v value) parsed {
	p.Vals = append(p.Vals, v)
	p.steps--
	return parseOn
}

// behindItem goes on behind an item of an array.
func (p *parser) behindItem() parsed {
	p.i = skipSpace(p.s, p.i)
	if p.i < len(p.s) {
		switch p.s[p.i] {
		case ',':
			p.i = skipSpace(p.s, p.i+1)
			return parseValue
		case ']':
			p.i++
			return p.endArray()
		}
	}
	return p.bad(p.i, "Expecting ',' delimiter")
}

// behindMember goes on behind a value of an object.
func (p *parser) behindMember() parsed {
	p.i = skipSpace(p.s, p.i)
	if p.i < len(p.s) {
		switch p.s[p.i] {
		case ',':
			p.i = skipSpace(p.s, p.i+1)
			return p.member()
		case '}':
			p.i++
			return p.endObject()
		}
	}
	return p.bad(p.i, "Expecting ',' delimiter")
}

// member reads a key.
func (p *parser) member() parsed {
	s := p.s
	if p.i >= len(s) || s[p.i] != '"' {
		return p.bad(p.i, "Expecting property name enclosed in double quotes")
	}
	key, st := p.str(true)
	if st != parseOn {
		return st
	}
	p.i = skipSpace(s, p.i)
	if p.i >= len(s) || s[p.i] != ':' {
		return p.bad(p.i, "Expecting ':' delimiter")
	}
	p.i = skipSpace(s, p.i+1)
	p.Vals = append(p.Vals, key)
	return parseValue
}

// value reads a scalar, or enters a container.
func (p *parser) value() parsed {
	s, i := p.s, p.i
	if i >= len(s) {
		return p.none(i)
	}
	switch s[i] {
	case '"':
		v, st := p.str(false)
		if st != parseOn {
			return st
		}
		return p.push(v)
	case '{', '[':
		return p.open(s[i] == '{')
	case 'n':
		return p.word("null", object.None)
	case 't':
		return p.word("true", object.True)
	case 'f':
		return p.word("false", object.False)
	case 'N':
		return p.constant("NaN")
	case 'I':
		return p.constant("Infinity")
	case '-':
		if strings.HasPrefix(s[i:], "-Infinity") {
			return p.constant("-Infinity")
		}
	}
	return p.number()
}

func (p *parser) word(w string, v value) parsed {
	if !strings.HasPrefix(p.s[p.i:], w) {
		return p.none(p.i)
	}
	p.i += len(w)
	return p.push(v)
}

func (p *parser) constant(w string) parsed {
	if !strings.HasPrefix(p.s[p.i:], w) {
		return p.none(p.i)
	}
	p.i += len(w)
	return p.ask(p.S.ParseConstant, str(w))
}

// open enters a container.
func (p *parser) open(isObject bool) parsed {
	if len(p.Opens) >= p.room {
		what := "array"
		if isObject {
			what = "object"
		}
		p.err = tooDeep("decoding a JSON " + what + " from a unicode string")
		return parseFails
	}
	p.steps--
	p.Opens = append(p.Opens, open{len(p.Vals), isObject})
	p.i = skipSpace(p.s, p.i+1)
	first := byte(0)
	if p.i < len(p.s) {
		first = p.s[p.i]
	}
	switch {
	case isObject && first == '}':
		p.i++
		return p.endObject()
	case isObject:
		return p.member()
	case first == ']':
		p.i++
		return p.endArray()
	}
	return parseValue
}

// close takes what the innermost container holds.
func (p *parser) close() []value {
	n := len(p.Opens) - 1
	at := p.Opens[n].at
	p.Opens = p.Opens[:n]
	items := p.Vals[at:]
	p.Vals = p.Vals[:at]
	return items
}

func (p *parser) endArray() parsed {
	items := p.close()
	own := make([]value, len(items))
	copy(own, items)
	return p.push(list(own))
}

func (p *parser) endObject() parsed {
	items := p.close()
	if !p.S.PairsHook.IsNone() {
		pairs := make([]value, len(items)/2)
		for i := range pairs {
			pairs[i] = tuple(items[2*i], items[2*i+1])
		}
		return p.ask(p.S.PairsHook, list(pairs))
	}
	d := object.NewDict()
	d.Grow(len(items) / 2)
	for i := 0; i+1 < len(items); i += 2 {
		key := object.AsA[object.Str](items[i], &object.StrLayout)
		if key == nil { // only a parsing made by hand has such a key
			p.err = object.ValueErrorf("a parsing is not sound")
			return parseFails
		}
		d.SetStr(key, items[i+1])
	}
	if !p.S.ObjectHook.IsNone() {
		return p.ask(p.S.ObjectHook, object.Of(d))
	}
	return p.push(object.Of(d))
}

// number reads a number: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
func (p *parser) number() parsed {
	s, from := p.s, p.i
	i := from
	if s[i] == '-' {
		i++
	}
	first := i
	n := int64(0)
	for i < len(s) && s[i]-'0' <= 9 {
		n = n*10 + int64(s[i]-'0') // wraps if it is long: not used then
		i++
		if s[first] == '0' {
			break
		}
	}
	if i == first {
		return p.none(from)
	}
	end := fraction(s, i)
	text := s[from:end]
	p.i = end
	switch {
	case end > i && p.S.ParseFloat != object.Of(object.FloatType):
		return p.ask(p.S.ParseFloat, str(text))
	case end > i:
		f, _ := strconv.ParseFloat(text, 64) // out of range is infinite
		return p.push(object.Float(f))
	case p.S.ParseInt != object.Of(object.IntType):
		return p.ask(p.S.ParseInt, str(text))
	case i-first < 19:
		if first > from {
			n = -n
		}
		return p.push(object.Int(n))
	}
	p.steps -= len(text) / 8
	v, err := object.ParseInt(text, 10, object.None)
	if err != nil {
		p.err = err
		return parseFails
	}
	return p.push(v)
}

// fraction returns the end of the fraction and the exponent that may follow at i.
func fraction(s string, i int) int {
	digits := func(i int) int {
		for i < len(s) && s[i]-'0' <= 9 {
			i++
		}
		return i
	}
	if i < len(s) && s[i] == '.' {
		if j := digits(i + 1); j > i+1 {
			i = j
		}
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if k := digits(j); k > j {
			i = k
		}
	}
	return i
}
