package lib

import (
	"brine/vm/lib/re"
	"brine/vm/object"
)

// Scan is a call of a method of a pattern in flight: a match, or one after the
// other, and what has come of them so far.
type Scan struct {
	object.Header
	P     *Pattern
	Text  value // what is matched: does not change
	Of    value // what the program passed
	Pos   int64
	End   int64
	Limit int64   // at most so many matches; 0: all
	Count int64   // matches so far
	Last  int64   // offset up to which the text has been dealt with
	Out   []value // of findall, split, match
	Buf   []byte  // of sub
	Items int64   // how many pieces Buf was made of
	Wrong value   // the first piece that was no text: its number and its class, a tuple
	m     re.Matcher
	sub   subject
	strs  []object.Str
}

// The type of scans, which no program sees.
var (
	ScanType   = &object.Type{}
	ScanShape  object.Shape
	ScanLayout object.Layout
)

var scanStruct = object.Struct[Scan]{
	Name: "re.scan",
	Init: func(s *Scan) {
		s.P = newOf[Pattern](PatternType)
		s.Text, s.Of, s.Wrong = emptyStr, emptyStr, object.None
		s.begin(subject{v: emptyStr, str: object.As[object.Str](emptyStr)}, re.Match)
	},
	Fields: func(s *Scan, a object.Archive) {
		object.VisitRef(a, "pattern", &PatternLayout, &s.P)
		a.Value("text", &s.Text)
		a.Value("of", &s.Of)
		a.Int("pos", &s.Pos)
		a.Int("end", &s.End)
		a.Int("limit", &s.Limit)
		a.Int("count", &s.Count)
		a.Int("last", &s.Last)
		a.Values("out", &s.Out)
		a.Bytes("buffer", &s.Buf)
		a.Int("items", &s.Items)
		a.Value("wrong", &s.Wrong)
		var state []byte
		if !a.Loading() {
			state = s.m.State()
		}
		a.Bytes("state", &state)
		if a.Loading() {
			if s.P == nil {
				a.Fail("a scan without a pattern")
				s.P = newOf[Pattern](PatternType)
			}
			a.After(func() error {
				a.After(func() error { return s.load(state) })
				return nil
			})
		}
	},
}

// load makes a scan whose fields were loaded go on.
func (s *Scan) load(state []byte) error {
	bad := func(what string) error { return object.ValueErrorf("the state of a match has no sound %s", what) }
	sub, ok := textOf(s.Text)
	if !ok || (sub.str != nil) != s.P.prog.IsText || sub.str == nil && !s.Text.Has(&object.BytesLayout) {
		return bad("text")
	}
	n := int64(len(sub.text))
	if sub.str != nil {
		n = int64(sub.str.Len())
	}
	if s.Pos < 0 || s.Pos > n || s.End < 0 || s.End > n {
		return bad("bounds")
	}
	sub.pos, sub.end = int(s.Pos), int(s.End)
	sub.from, sub.to = sub.offset(sub.pos), sub.offset(sub.end)
	if !sub.boundary(int(s.Last)) || s.Limit < 0 || s.Count < 0 {
		return bad("place")
	}
	if sub.str != nil && !object.ValidText(string(s.Buf)) {
		return bad("output")
	}
	s.sub = sub
	s.sub.v = s.Of
	return s.m.Load(s.P.prog, sub.text[:sub.to], sub.wide(), state)
}

// begin makes ready to match.
func (s *Scan) begin(sub subject, mode re.Mode) {
	s.sub = sub
	s.Of, s.Pos, s.End = sub.v, int64(sub.pos), int64(sub.end)
	s.Limit, s.Count, s.Last, s.Items, s.Wrong = 0, 0, 0, 0, object.None
	s.Out, s.Buf, s.strs = s.Out[:0], s.Buf[:0], nil
	s.m.Begin(s.P.prog, sub.text[:sub.to], sub.wide(), mode, sub.from)
}

// scan returns the scan of a pattern that its leaves use, one after the other.
func (p *Pattern) scan() *Scan {
	s := &p.leaf
	s.P = p
	return s
}

// done lets go of what a scan of a leaf has seen.
func (s *Scan) done() {
	s.m.Drop()
	s.sub, s.Of = subject{}, object.None
	s.strs = nil
	clear(s.Out)
	if cap(s.Buf) > keptBuffer {
		s.Buf = nil
	}
}

// leafSteps is how many steps a leaf takes before it leaves the work to steps,
// scanSteps how many a step takes.
const (
	leafSteps = 12_000
	scanSteps = 25_000
	matchCost = 6 // steps that making the result of a match counts as

	bytesAStep = 64      // of output
	keptBuffer = 1 << 16 // bytes of output that a pattern keeps for its next leaf
)

// outcome is how far a scan has come.
type outcome uint8

const (
	scanMore outcome = iota
	scanDone
	scanAsks // each wants Python code to be called
)

// run matches on. each deals with a match, and says whether that was the last.
func (s *Scan) run(w *world, steps int, each func(s *Scan) outcome) (outcome, error) {
	if s.sub.from > s.sub.to {
		return scanDone, nil
	}
	for {
		st, left := s.m.Run(steps)
		switch steps = left - matchCost; st {
		case re.None:
			return scanDone, nil
		case re.More:
			return scanMore, w.Reserve(s.m.Size())
		}
		s.Count++
		size := len(s.Buf)
		if o := each(s); o != scanMore {
			return o, nil
		}
		steps -= (len(s.Buf) - size) / bytesAStep
		if err := w.Reserve(len(s.Buf)); err != nil {
			return scanDone, err
		}
		if s.Count == s.Limit {
			return scanDone, nil
		}
		s.m.Next()
		if steps < 0 {
			return scanMore, nil
		}
	}
}

// text returns a part of the subject; strs are allocated some at a time.
func (s *Scan) text(from, to int) value {
	if to-from < 2 || s.sub.str == nil || to-from == len(s.sub.text) {
		return s.sub.part(from, to)
	}
	if len(s.strs) == 0 {
		s.strs = make([]object.Str, min(32, max(4, 2*len(s.Out))))
	}
	x := &s.strs[0]
	s.strs = s.strs[1:]
	x.Header.Shape, x.S = &object.StrShape, s.sub.cut(from, to)
	return object.Of(x)
}

// group returns what a group matched, or absent.
func (s *Scan) group(g int, absent value) value {
	from, to := s.m.Span(g)
	if from < 0 {
		return absent
	}
	return s.text(from, to)
}

// empty returns the empty str or bytes.
func (s *Scan) empty() value {
	if s.sub.str == nil {
		return object.NewBytes("")
	}
	return emptyStr
}

// work is a method of a pattern: how it begins, deals with a match, and ends.
type work struct {
	begin func(s *Scan, args []value) error
	each  func(s *Scan) outcome
	end   func(s *Scan) value
}

// row makes a row of a method with a leaf for what is quickly done.
func (k work) row(name, sig, doc string) object.Native {
	return slow(name, sig, doc, func(w *world, args []value) (value, error) {
		s := object.As[Pattern](args[0]).scan()
		if err := k.begin(s, args); err != nil {
			return value{}, err
		}
		o, err := s.run(w, leafSteps, k.each)
		v := object.None
		switch {
		case err != nil:
		case o == scanDone:
			v = k.end(s)
		default:
			err = object.ErrSlow
		}
		s.done()
		return v, err
	}, func(c *call) action {
		state := len(c.F.Native.Params)
		if begins(c) {
			if act, asked := indices(c, 2); asked {
				return act
			}
			s := newOf[Scan](ScanType)
			s.P = object.RegAs[Pattern](c, 0, &PatternLayout)
			if err := k.begin(s, c.F.Regs[:state]); err != nil {
				return c.Raise(err)
			}
			s.freeze()
			c.SetReg(state, object.Of(s))
		}
		s := object.RegAs[Scan](c, state, &ScanLayout)
		o, err := s.run(c.World, scanSteps, k.each)
		switch {
		case err != nil:
			return c.Raise(err)
		case o == scanDone:
			return c.Return(k.end(s))
		}
		return c.Again(1)
	}, object.Any)
}

// freeze makes the scan independent of changes to the subject.
func (s *Scan) freeze() {
	s.Text = s.sub.frozen()
	if s.Text != s.sub.v {
		s.sub.text = object.BytesOf(s.Text)
		s.m.Begin(s.P.prog, s.sub.text[:s.sub.to], false, s.m.Mode(), s.sub.from)
	}
}

func scanTable() *object.Table {
	return &object.Table{Type: ScanType, Name: "_scan", Shape: &ScanShape, Layout: &ScanLayout, Struct: scanStruct.Layout(), Flags: object.Final | object.NoInstances}
}
