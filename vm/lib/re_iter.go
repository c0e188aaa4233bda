package lib

import (
	"fmt"

	"brine/vm/lib/re"
	"brine/vm/object"
)

// Finder gives one match after the other: an iterator of finditer, or a scanner.
type Finder struct {
	object.Header
	P       *Pattern
	Text    value // what is matched: does not change
	Of      value // what the program passed
	Pos     int64
	End     int64
	Start   int64 // offset where the next match may begin
	Advance bool  // it may not be empty there
	Done    bool
	Ver     int64 // how often it has moved
}

// The types of finders.
var (
	FinderType   = &object.Type{}
	FinderShape  object.Shape
	FinderLayout object.Layout
	ScannerType  = &object.Type{}
	ScannerShape object.Shape
)

var finderStruct = object.Struct[Finder]{
	Name: "re.finder",
	Init: func(x *Finder) { x.P, x.Text, x.Of = newOf[Pattern](PatternType), emptyStr, emptyStr },
	Fields: func(x *Finder, a object.Archive) {
		object.VisitRef(a, "pattern", &PatternLayout, &x.P)
		a.Value("text", &x.Text)
		a.Value("of", &x.Of)
		a.Int("pos", &x.Pos)
		a.Int("end", &x.End)
		a.Int("start", &x.Start)
		a.Bool("advance", &x.Advance)
		a.Bool("done", &x.Done)
		a.Int("version", &x.Ver)
		if a.Loading() {
			if x.P == nil {
				a.Fail("a finder without a pattern")
				x.P = newOf[Pattern](PatternType)
			}
		}
	},
}

// iteratorRows are finditer and scanner.
func iteratorRows() []object.Native {
	const bounds = "(self, /, string, pos=0, endpos=sys.maxsize)"
	return []object.Native{
		finderRow("finditer", bounds, "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.", &FinderShape),
		finderRow("scanner", bounds, "", &ScannerShape),
	}
}

// finderRow is a method that makes a finder.
func finderRow(name, sig, doc string, shape *object.Shape) object.Native {
	build := func(p *Pattern, args []value) (value, error) {
		sub, err := p.subject(args[1], args[2], args[3])
		if err != nil {
			return value{}, err
		}
		x := &Finder{P: p, Text: sub.frozen(), Of: sub.v, Pos: int64(sub.pos), End: int64(sub.end), Start: int64(sub.from), Done: sub.from > sub.to}
		x.Header.Shape = shape
		return object.Of(x), nil
	}
	return slow(name, sig, doc, func(w *world, args []value) (value, error) {
		return build(object.As[Pattern](args[0]), args)
	}, func(c *call) action {
		if act, asked := indices(c, 2); asked {
			return act
		}
		v, err := build(object.RegAs[Pattern](c, 0, &PatternLayout), c.F.Regs)
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(v)
	})
}

// begin makes a scan ready to look for the next match; it fails only if the
// finder was made by hand.
func (x *Finder) begin(s *Scan, mode re.Mode) error {
	sub, err := x.P.subject(x.Text, object.Int(x.Pos), object.Int(x.End))
	if err != nil {
		return err
	}
	if int(x.Start) < sub.from || int(x.Start) > sub.to || !sub.boundary(int(x.Start)) {
		return object.ValueErrorf("a scan from %d", x.Start)
	}
	s.P = x.P
	s.begin(sub, mode)
	s.Of, s.sub.v = x.Of, x.Of
	s.m.NextAt(int(x.Start), x.Advance)
	return nil
}

// take moves on behind the match that a scan has found, or ends.
func (x *Finder) take(s *Scan) {
	x.Ver++
	if len(s.Out) == 0 {
		x.Done = true
		return
	}
	from, to := s.m.Span(0)
	x.Start, x.Advance = int64(to), from == to
}

// findOne takes the first match there is.
func findOne(s *Scan) outcome {
	s.Out = append(s.Out, object.Of(s.match()))
	return scanDone
}

// finding is a row that gives the next match; end tells what there is at the end.
func finding(name, sig, doc string, mode re.Mode, end func() (value, error)) object.Native {
	return slow(name, sig, doc, func(w *world, args []value) (value, error) {
		x := object.As[Finder](args[0])
		if x.Done {
			return end()
		}
		s := x.P.scan()
		if err := x.begin(s, mode); err != nil {
			return value{}, err
		}
		o, err := s.run(w, leafSteps, findOne)
		v := object.None
		switch {
		case err != nil:
		case o != scanDone:
			err = object.ErrSlow
		default:
			if x.take(s); x.Done {
				v, err = end()
			} else {
				v = s.Out[0]
			}
		}
		s.done()
		return v, err
	}, func(c *call) action { return stepFinding(c, mode, end) }, object.Any, object.SmallInt)
}

// stepFinding looks for the next match. If the finder has moved meanwhile, for
// another tasklet asked it too, it begins again.
func stepFinding(c *call, mode re.Mode, end func() (value, error)) action {
	const state, version = 1, 2
	x := object.RegAs[Finder](c, 0, &FinderLayout)
	if c.Step() == 0 || c.Reg(version).N != x.Ver {
		if x.Done {
			return finish(c, end)
		}
		s := newOf[Scan](ScanType)
		if err := x.begin(s, mode); err != nil {
			return c.Raise(err)
		}
		s.Text = x.Text
		c.SetReg(state, object.Of(s))
		c.SetReg(version, object.Int(x.Ver))
	}
	s := object.RegAs[Scan](c, state, &ScanLayout)
	switch o, err := s.run(c.World, scanSteps, findOne); {
	case err != nil:
		return c.Raise(err)
	case o != scanDone:
		return c.Again(1)
	}
	if x.take(s); x.Done {
		return finish(c, end)
	}
	return c.Return(s.Out[0])
}

func finish(c *call, end func() (value, error)) action {
	v, err := end()
	switch {
	case err == object.ErrExhausted:
		return stop(c)
	case err != nil:
		return c.Raise(err)
	}
	return c.Return(v)
}

func exhausted() (value, error) { return value{}, object.ErrExhausted }

func noMatch() (value, error) { return object.None, nil }

func finderTable() *object.Table {
	return &object.Table{Type: FinderType, Name: "callable_iterator", Module: "re", Shape: &FinderShape, Layout: &FinderLayout, Struct: finderStruct.Layout(), Flags: object.Final | object.NoInstances,
		Methods: []object.Native{
			leaf("__iter__", "(self, /)", "Implement iter(self).", func(w *world, args []value) (value, error) { return args[0], nil }),
			leaf("__repr__", "(self, /)", "Return repr(self).", func(w *world, args []value) (value, error) {
				return str("<callable_iterator object at 0x" + fmt.Sprintf("%012x", w.Address(args[0])) + ">"), nil
			}),
			finding("__next__", "(self, /)", "Implement next(self).", re.Search, exhausted),
		}}
}

func scannerTable() *object.Table {
	return &object.Table{Type: ScannerType, Name: "SRE_Scanner", Module: "_sre", Shape: &ScannerShape, Layout: &FinderLayout, Flags: object.Final | object.NoInstances,
		Methods: []object.Native{
			finding("match", "(self, /)", "", re.Match, noMatch),
			finding("search", "(self, /)", "", re.Search, noMatch),
		},
		GetSets: []object.GetSet{{Name: "pattern", Member: true, Get: func(w *world, self value) (value, error) { return object.Of(object.As[Finder](self).P), nil }}},
	}
}
