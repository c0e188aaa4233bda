package lib

import (
	"encoding/binary"

	"brine/vm/lib/re"
	"brine/vm/object"
)

// ReMatch is a re.Match. Its places are offsets in bytes.
type ReMatch struct {
	object.Header
	P     *Pattern
	Of    value // what was matched
	Pos   int64
	End   int64
	Last  int64 // the group closed last, -1 if none was
	ID    uint64
	spans []int // two for each group, -1 if it did not match
	few   [6]int
}

// The type of matches.
var (
	MatchType   = &object.Type{}
	MatchShape  object.Shape
	MatchLayout object.Layout
)

var matchStruct = object.Struct[ReMatch]{
	Name: "re.Match",
	Init: func(m *ReMatch) {
		m.P, m.Of, m.Last, m.spans = newOf[Pattern](PatternType), emptyStr, -1, []int{0, 0}
	},
	ID: func(m *ReMatch) *uint64 { return &m.ID },
	Fields: func(m *ReMatch, a object.Archive) {
		object.VisitRef(a, "pattern", &PatternLayout, &m.P)
		a.Value("of", &m.Of)
		a.Int("pos", &m.Pos)
		a.Int("end", &m.End)
		a.Int("last", &m.Last)
		object.VisitInt(a, "id", &m.ID)
		var spans []byte
		for _, n := range m.spans {
			spans = binary.AppendVarint(spans, int64(n))
		}
		a.Bytes("spans", &spans)
		if a.Loading() {
			m.load(a, spans)
		}
	},
}

func (m *ReMatch) load(a object.Archive, b []byte) {
	if m.P == nil {
		a.Fail("a match without a pattern")
		m.P = newOf[Pattern](PatternType)
	}
	var spans []int
	for len(b) > 0 {
		v, n := binary.Varint(b)
		if n <= 0 {
			break
		}
		spans, b = append(spans, int(v)), b[n:]
	}
	a.After(func() error {
		a.After(func() error {
			sub, ok := textOf(m.Of)
			if !ok || len(spans) != 2*(m.P.prog.Groups+1) || m.Last < -1 || m.Last > int64(m.P.prog.Groups) || (sub.str != nil) != m.P.prog.IsText {
				return object.ValueErrorf("a match that is not sound")
			}
			for i := 0; i < len(spans); i += 2 {
				from, to := spans[i], spans[i+1]
				if (from != -1 || to != -1 || i == 0) && (from < 0 || to < from || sub.str != nil && (!sub.boundary(from) || !sub.boundary(to))) {
					return object.ValueErrorf("a match from %d to %d", from, to)
				}
			}
			m.spans = spans
			return nil
		})
		return nil
	})
}

// match returns the match that a scan has come to.
func (s *Scan) match() *ReMatch {
	n := s.P.prog.Groups + 1
	m := &ReMatch{P: s.P, Of: s.Of, Pos: int64(s.sub.pos), End: int64(s.sub.end), Last: int64(s.m.LastGroup())}
	m.Header.Shape = &MatchShape
	if m.spans = m.few[:min(2*n, len(m.few))]; 2*n > len(m.few) {
		m.spans = make([]int, 2*n)
	}
	for g := range n {
		m.spans[2*g], m.spans[2*g+1] = s.m.Span(g)
	}
	return m
}

// errNoGroup is the answer to a group that the pattern does not have.
func errNoGroup() error { return object.Errorf(object.IndexError, "no such group") }

// groupArg returns the group that a number or name means.
func (m *ReMatch) groupArg(v value) (int, error) {
	if n, ok := object.Int64Of(v); ok && n >= 0 && n <= int64(m.P.prog.Groups) {
		return int(n), nil
	}
	if name, ok := object.StringOf(v); ok {
		if g, found := m.P.prog.Names[name]; found {
			return g, nil
		}
	}
	return 0, errNoGroup()
}

// span returns where a group matched, in characters; -1, -1 if it did not.
func (m *ReMatch) span(g int) (from, to int) {
	from, to = m.spans[2*g], m.spans[2*g+1]
	if sub, ok := textOf(m.Of); ok && from >= 0 && sub.str != nil {
		return sub.index(from), sub.index(to)
	}
	return from, to
}

// group returns what a group matched, or absent. A bytearray may have changed.
func (m *ReMatch) group(g int, absent value) value {
	from, to := m.spans[2*g], m.spans[2*g+1]
	if from < 0 {
		return absent
	}
	sub, ok := textOf(m.Of)
	if !ok {
		return absent
	}
	from, to = min(from, len(sub.text)), min(to, len(sub.text))
	return sub.part(from, to)
}

// matchRow is a leaf method of a match.
func matchRow(name, sig, doc string, f func(m *ReMatch, args []value) (value, error)) object.Native {
	return leaf(name, sig, doc, func(w *world, args []value) (value, error) { return f(object.As[ReMatch](args[0]), args) })
}

func matchRows() []object.Native {
	self := func(m *ReMatch, args []value) (value, error) { return args[0], nil }
	place := func(pick func(from, to int) value) func(m *ReMatch, args []value) (value, error) {
		return func(m *ReMatch, args []value) (value, error) {
			g, err := m.groupArg(or(args[1], object.Int(0)))
			if err != nil {
				return value{}, err
			}
			return pick(m.span(g)), nil
		}
	}
	return []object.Native{
		matchRow("group", "(self, /, *args)", "group([group1, ...]) -> str or tuple.\n    Return subgroup(s) of the match by indices or names.\n    For 0 returns the entire match.", matchGroup),
		matchRow("__getitem__", "(self, key, /)", "Return self[key].", func(m *ReMatch, args []value) (value, error) {
			g, err := m.groupArg(args[1])
			if err != nil {
				return value{}, err
			}
			return m.group(g, object.None), nil
		}),
		matchRow("groups", "(self, /, default=None)", "Return a tuple containing all the subgroups of the match, from 1.", func(m *ReMatch, args []value) (value, error) {
			items := make([]value, m.P.prog.Groups)
			for i := range items {
				items[i] = m.group(i+1, or(args[1], object.None))
			}
			return tuple(items...), nil
		}),
		matchRow("groupdict", "(self, /, default=None)", "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.", func(m *ReMatch, args []value) (value, error) {
			d := object.NewDict()
			for _, name := range m.P.prog.Order {
				d.SetString(name, m.group(m.P.prog.Names[name], or(args[1], object.None)))
			}
			return object.Of(d), nil
		}),
		matchRow("start", "(self, group=0, /)", "Return index of the start of the substring matched by group.", place(func(from, to int) value { return object.Int(int64(from)) })),
		matchRow("end", "(self, group=0, /)", "Return index of the end of the substring matched by group.", place(func(from, to int) value { return object.Int(int64(to)) })),
		matchRow("span", "(self, group=0, /)", "For match object m, return the 2-tuple (m.start(group), m.end(group)).", place(func(from, to int) value {
			return tuple(object.Int(int64(from)), object.Int(int64(to)))
		})),
		matchRow("expand", "(self, /, template)", "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.", matchExpand),
		matchRow("__copy__", "(self, /)", "", self),
		matchRow("__deepcopy__", "(self, memo, /)", "", self),
		matchRow("__repr__", "(self, /)", "Return repr(self).", func(m *ReMatch, args []value) (value, error) {
			from, to := m.span(0)
			text, _ := object.ReprLeaf(m.group(0, object.None))
			return str("<re.Match object; span=(" + itoa(int64(from)) + ", " + itoa(int64(to)) + "), match=" + shortened(text, 50) + ">"), nil
		}),
		kind(object.ClassMethod, leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", func(w *world, args []value) (value, error) {
			return object.NewGenericAlias(args[0], args[1]), nil
		})),
	}
}

func matchGroup(m *ReMatch, args []value) (value, error) {
	gs := itemsOf(args[1])
	if len(gs) == 0 {
		return m.group(0, object.None), nil
	}
	items := make([]value, len(gs))
	for i, v := range gs {
		g, err := m.groupArg(v)
		if err != nil {
			return value{}, err
		}
		items[i] = m.group(g, object.None)
	}
	if len(items) == 1 {
		return items[0], nil
	}
	return tuple(items...), nil
}

func matchExpand(m *ReMatch, args []value) (value, error) {
	t, err := m.P.replacement(args[1])
	if err != nil {
		return value{}, err
	}
	var out []byte
	for _, part := range t.parts {
		if part.Text != "" {
			if t.isText != m.P.prog.IsText {
				return value{}, wrongPiece(m.P.prog.IsText, 0, args[1].Type().Name)
			}
			out = append(out, part.Text...)
		}
		if part.Group >= 0 && m.spans[2*part.Group] >= 0 {
			s, _ := textOf(m.group(part.Group, object.None))
			out = append(out, s.text...)
		}
	}
	if m.P.prog.IsText {
		return str(string(out)), nil
	}
	return object.NewBytes(string(out)), nil
}

func matchTable() *object.Table {
	get := func(name, doc string, f func(m *ReMatch) value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Member: name != "lastindex" && name != "lastgroup" && name != "regs",
			Get: func(w *world, self value) (value, error) { return f(object.As[ReMatch](self)), nil }}
	}
	return &object.Table{Type: MatchType, Name: "Match", Module: "re", Shape: &MatchShape, Layout: &MatchLayout, Struct: matchStruct.Layout(),
		Doc: "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.", Flags: object.Final | object.NoInstances, Methods: matchRows(),
		GetSets: []object.GetSet{
			get("string", "The string passed to match() or search().", func(m *ReMatch) value { return m.Of }),
			get("re", "The regular expression object.", func(m *ReMatch) value { return object.Of(m.P) }),
			get("pos", "The index into the string at which the RE engine started looking for a match.", func(m *ReMatch) value { return object.Int(m.Pos) }),
			get("endpos", "The index into the string beyond which the RE engine will not go.", func(m *ReMatch) value { return object.Int(m.End) }),
			get("lastindex", "The integer index of the last matched capturing group.", func(m *ReMatch) value {
				if m.Last < 0 {
					return object.None
				}
				return object.Int(m.Last)
			}),
			get("lastgroup", "The name of the last matched capturing group.", func(m *ReMatch) value {
				for _, name := range m.P.prog.Order {
					if int64(m.P.prog.Names[name]) == m.Last {
						return str(name)
					}
				}
				return object.None
			}),
			get("regs", "", func(m *ReMatch) value {
				items := make([]value, m.P.prog.Groups+1)
				for g := range items {
					from, to := m.span(g)
					items[g] = tuple(object.Int(int64(from)), object.Int(int64(to)))
				}
				return tuple(items...)
			}),
		},
	}
}

// template is what is to stand for a match.
type template struct {
	parts  []re.Part
	isText bool
}

// replacement parses the template that a program passed.
func (p *Pattern) replacement(v value) (template, error) {
	s, ok := textOf(v)
	if !ok || v.Has(&object.ByteArrayLayout) {
		if hash, has := v.Type().Lookup("__hash__"); has && hash.IsNone() {
			return template{}, object.TypeErrorf("unhashable type: '%s'", v.Type().LongName())
		}
		return template{}, object.TypeErrorf("decoding to str: need a bytes-like object, %s found", v.Type().LongName())
	}
	parts, err := re.ParseTemplate(s.text, s.str != nil, p.prog)
	if err != nil {
		return template{}, reError(err, v)
	}
	return template{parts, s.str != nil}, nil
}

// wrongPiece is the error for a piece that cannot be joined with others.
func wrongPiece(isText bool, i int64, class string) error {
	if isText {
		return object.TypeErrorf("sequence item %d: expected str instance, %s found", i, class)
	}
	return object.TypeErrorf("sequence item %d: expected a bytes-like object, %s found", i, class)
}
