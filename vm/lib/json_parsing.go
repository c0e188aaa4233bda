package lib

import (
	"brine/vm/object"
)

// JSONScanner reads values from JSON text, with the hooks of a decoder.
type JSONScanner struct {
	object.Header
	Strict                              bool
	ObjectHook, PairsHook               value // None: none
	ParseFloat, ParseInt, ParseConstant value
}

// Parsing is a value on its way out of JSON text.
type Parsing struct {
	object.Header
	S     *JSONScanner
	Text  *object.Str
	Pos   int64   // offset behind what has been read
	Vals  []value // what the containers that are open hold so far: keys and values by turns, or items
	Opens []open

	keys []*object.Str `brine:"derived"` // keys seen, by their hash
	strs []object.Str  `brine:"derived"` // room for strs
}

// open is a container that is being read.
type open struct {
	at     int // in Vals
	object bool
}

// The types of scanners and of what they do, which no program sees.
var (
	JSONScannerType   = &object.Type{}
	JSONScannerShape  object.Shape
	JSONScannerLayout object.Layout

	ParsingType   = &object.Type{}
	ParsingShape  object.Shape
	ParsingLayout object.Layout
)

var jsonScannerStruct = object.Struct[JSONScanner]{
	Name: "json.scanner",
	Init: func(s *JSONScanner) {
		s.ObjectHook, s.PairsHook, s.ParseConstant = object.None, object.None, object.None
		s.ParseFloat, s.ParseInt = object.Of(object.FloatType), object.Of(object.IntType)
	},
	Fields: func(s *JSONScanner, a object.Archive) {
		a.Bool("strict", &s.Strict)
		a.Value("object_hook", &s.ObjectHook)
		a.Value("object_pairs_hook", &s.PairsHook)
		a.Value("parse_float", &s.ParseFloat)
		a.Value("parse_int", &s.ParseInt)
		a.Value("parse_constant", &s.ParseConstant)
	},
}

var parsingStruct = object.Struct[Parsing]{
	Name: "json.parsing",
	Init: func(p *Parsing) {
		p.S, p.Text = newOf[JSONScanner](JSONScannerType), object.As[object.Str](emptyStr)
	},
	Fields: func(p *Parsing, a object.Archive) {
		object.VisitRef(a, "scanner", &JSONScannerLayout, &p.S)
		object.VisitRef(a, "text", &object.StrLayout, &p.Text)
		a.Int("pos", &p.Pos)
		a.Values("values", &p.Vals)
		visitOpens(a, p)
		if !a.Loading() {
			return
		}
		if p.S == nil || p.Text == nil {
			a.Fail("a parsing without a text")
			p.S, p.Text = newOf[JSONScanner](JSONScannerType), object.As[object.Str](emptyStr)
		}
		a.After(p.loaded)
	},
}

// visitOpens visits the open containers as ints.
func visitOpens(a object.Archive, p *Parsing) {
	var vs []value
	for _, o := range p.Opens {
		n := int64(o.at) << 1
		if o.object {
			n |= 1
		}
		vs = append(vs, object.Int(n))
	}
	a.Values("open", &vs)
	if !a.Loading() {
		return
	}
	p.Opens = nil
	for _, v := range vs {
		if !v.IsInt() {
			a.Fail("a parsing is not sound")
			return
		}
		p.Opens = append(p.Opens, open{int(v.N >> 1), v.N&1 != 0})
	}
}

// loaded checks what was loaded.
func (p *Parsing) loaded() error {
	s := p.Text.S
	sound := p.Pos >= 0 && p.Pos <= int64(len(s)) && (p.Pos == int64(len(s)) || s[p.Pos]&0xC0 != 0x80)
	at := 0
	for i, o := range p.Opens {
		end := len(p.Vals)
		if i+1 < len(p.Opens) {
			end = p.Opens[i+1].at
		}
		sound = sound && o.at >= at && end >= o.at && end <= len(p.Vals)
		if !sound {
			break
		}
		at = end
	}
	if !sound {
		p.Pos, p.Vals, p.Opens = 0, nil, nil
		return object.ValueErrorf("a parsing is not sound")
	}
	return nil
}

func scannerOfJSONTable() *object.Table {
	hook := func(name string, get func(s *JSONScanner) value) object.GetSet {
		return object.GetSet{Name: name, Doc: name, Member: true, Get: func(w *world, self value) (value, error) { return get(object.As[JSONScanner](self)), nil }}
	}
	return &object.Table{Type: JSONScannerType, Name: "Scanner", Shape: &JSONScannerShape, Layout: &JSONScannerLayout, Struct: jsonScannerStruct.Layout(), Flags: object.Final,
		Doc: "JSON scanner object",
		New: &object.Native{Sig: "(cls, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /)", Doc: "Create and return a new object.", Fast: func(w *world, args []value) (value, error) {
			t, err := classArg(args[0], JSONScannerType)
			if err != nil {
				return value{}, err
			}
			s := newOf[JSONScanner](t)
			s.Strict = args[1] == object.True
			s.ObjectHook, s.PairsHook, s.ParseFloat, s.ParseInt, s.ParseConstant = args[2], args[3], args[4], args[5], args[6]
			return object.Of(s), nil
		}},
		Methods: []object.Native{
			slow("__call__", "(self, string, idx)", "Call self as a function.", scanFast, stepScanJSON, object.Any),
		},
		GetSets: []object.GetSet{
			hook("strict", func(s *JSONScanner) value { return object.Bool(s.Strict) }),
			hook("object_hook", func(s *JSONScanner) value { return s.ObjectHook }),
			hook("object_pairs_hook", func(s *JSONScanner) value { return s.PairsHook }),
			hook("parse_float", func(s *JSONScanner) value { return s.ParseFloat }),
			hook("parse_int", func(s *JSONScanner) value { return s.ParseInt }),
			hook("parse_constant", func(s *JSONScanner) value { return s.ParseConstant }),
		}}
}

func parsingTable() *object.Table {
	return &object.Table{Type: ParsingType, Name: "_parsing", Shape: &ParsingShape, Layout: &ParsingLayout, Struct: parsingStruct.Layout(), Flags: object.Final | object.NoInstances}
}
