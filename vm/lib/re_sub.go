package lib

import (
	"strings"

	"brine/vm/lib/re"
	"brine/vm/object"
)

// substituteRows are sub and subn.
func substituteRows() []object.Native {
	const sig = "(self, /, repl, string, count=0)"
	return []object.Native{
		substitute("sub", sig, "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by replacement repl.", func(s *Scan) value { return s.output() }),
		substitute("subn", sig, "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.", func(s *Scan) value {
			return tuple(s.output(), object.Int(s.Count))
		}),
	}
}

// add appends a piece to what comes out.
func (s *Scan) add(piece string) {
	s.Buf = append(s.Buf, piece...)
	s.Items++
}

// upTo appends the text before a match.
func (s *Scan) upTo(from, to int) {
	if int(s.Last) < from {
		s.add(s.sub.cut(int(s.Last), from))
	}
	s.Last = int64(to)
}

// wrong notes a piece that is no text of the right kind; that is an error in the end.
func (s *Scan) wrong(class string) {
	if s.Wrong.IsNone() {
		s.Wrong = tuple(object.Int(s.Items), str(class))
	}
	s.Items++
}

// err returns the error for a wrong piece, if there was one.
func (s *Scan) err() error {
	if x := itemsOf(s.Wrong); len(x) == 2 {
		class, _ := object.StringOf(x[1])
		return wrongPiece(s.P.prog.IsText, x[0].N, class)
	}
	return nil
}

// output returns the text with all that was put in.
func (s *Scan) output() value {
	if s.Count == 0 {
		return s.sub.part(0, len(s.sub.text))
	}
	s.upTo(len(s.sub.text), len(s.sub.text))
	if s.sub.str == nil {
		return object.NewBytes(string(s.Buf))
	}
	return str(string(s.Buf))
}

// beginSub makes ready to put something in the place of matches.
func beginSub(s *Scan, args []value) error {
	sub, err := s.P.subject(args[2], object.Unbound, object.Unbound)
	if err != nil {
		return err
	}
	s.begin(sub, re.Search)
	return s.limit(args[3])
}

// literal returns text without escapes, which stands for itself.
func literal(repl value) (t template, ok bool) {
	s, ok := textOf(repl)
	if !ok || strings.IndexByte(s.text, '\\') >= 0 {
		return t, false
	}
	return template{[]re.Part{{Text: s.text, Group: -1}}, s.str != nil}, true
}

// putting makes the function that puts a template in the place of a match.
// Pieces of the wrong kind are pieces nevertheless.
func putting(t template, class string) func(s *Scan) outcome {
	return func(s *Scan) outcome {
		s.upTo(s.m.Span(0))
		if t.isText != s.P.prog.IsText && t.parts[0].Text != "" {
			s.wrong(class)
			return scanMore
		}
		for _, part := range t.parts {
			s.Buf = append(s.Buf, part.Text...)
			if part.Group >= 0 {
				from, to := s.m.Span(part.Group)
				s.Buf = append(s.Buf, s.sub.cut(max(from, 0), max(to, 0))...)
			}
		}
		s.Items++
		return scanMore
	}
}

// calling asks for a piece.
func calling(s *Scan) outcome { return scanAsks }

// substitute is a row of sub or subn: end makes its result.
func substitute(name, sig, doc string, end func(s *Scan) value) object.Native {
	return slow(name, sig, doc, func(w *world, args []value) (value, error) {
		s := object.As[Pattern](args[0]).scan()
		if err := beginSub(s, args); err != nil {
			return value{}, err
		}
		v, err := s.leafSub(w, args[1], end)
		s.done()
		return v, err
	}, func(c *call) action { return stepSub(c, end) }, object.Any)
}

// leafSub substitutes what takes few steps and no call.
func (s *Scan) leafSub(w *world, repl value, end func(s *Scan) value) (value, error) {
	each, err := s.putter(repl)
	if err != nil {
		return value{}, err
	}
	o, err := s.run(w, leafSteps, each)
	switch {
	case err != nil:
		return value{}, err
	case o != scanDone:
		return value{}, object.ErrSlow
	case s.err() != nil:
		return value{}, s.err()
	}
	return end(s), nil
}

// putter returns what deals with a match.
func (s *Scan) putter(repl value) (func(s *Scan) outcome, error) {
	if object.Callable(repl) {
		return calling, nil
	}
	t, ok := literal(repl)
	if !ok {
		var err error
		if t, err = s.P.replacement(repl); err != nil {
			return nil, err
		}
	}
	return putting(t, repl.Type().Name), nil
}

func stepSub(c *call, end func(s *Scan) value) action {
	const repl, state = 1, 4
	switch {
	case begins(c):
		if act, asked := indices(c, 3); asked {
			return act
		}
		s := newOf[Scan](ScanType)
		s.P = object.RegAs[Pattern](c, 0, &PatternLayout)
		if err := beginSub(s, c.F.Regs[:state]); err != nil {
			return c.Raise(err)
		}
		s.freeze()
		c.SetReg(state, object.Of(s))
	case c.Step() == 2: // a piece has landed
		s := object.RegAs[Scan](c, state, &ScanLayout)
		s.piece(c.Result())
		if s.Count == s.Limit {
			return finishSub(c, s, end)
		}
		s.m.Next()
	}
	s := object.RegAs[Scan](c, state, &ScanLayout)
	each, err := s.putter(c.Reg(repl))
	if err != nil {
		return c.Raise(err)
	}
	switch o, err := s.run(c.World, scanSteps, each); {
	case err != nil:
		return c.Raise(err)
	case o == scanAsks:
		s.upTo(s.m.Span(0))
		return c.Ask(2, c.Reg(repl), object.Of(s.match()))
	case o == scanDone:
		return finishSub(c, s, end)
	}
	return c.Again(1)
}

// piece appends what a function returned: text, or None for nothing.
func (s *Scan) piece(v value) {
	t, ok := textOf(v)
	switch {
	case v.IsNone():
	case !ok || (t.str != nil) != s.P.prog.IsText:
		s.wrong(v.Type().Name)
	default:
		s.add(t.text)
	}
}

func finishSub(c *call, s *Scan, end func(s *Scan) value) action {
	if err := s.err(); err != nil {
		return c.Raise(err)
	}
	return c.Return(end(s))
}
