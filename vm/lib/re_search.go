package lib

import (
	"brine/vm/lib/re"
	"brine/vm/object"
)

// searchRows are the methods of a pattern that only look.
func searchRows() []object.Native {
	const bounds = "(self, /, string, pos=0, endpos=sys.maxsize)"
	return []object.Native{
		single(re.Match).row("match", bounds, "Matches zero or more characters at the beginning of the string."),
		single(re.Full).row("fullmatch", bounds, "Matches against all of the string."),
		single(re.Search).row("search", bounds, "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches."),
		work{beginFindall, eachFindall, func(s *Scan) value { return s.list() }}.row("findall", bounds, "Return a list of all non-overlapping matches of pattern in string."),
		work{beginSplit, eachSplit, endSplit}.row("split", "(self, /, string, maxsplit=0)", "Split string by the occurrences of pattern."),
	}
}

// single looks for one match.
func single(mode re.Mode) work {
	return work{
		begin: func(s *Scan, args []value) error {
			sub, err := s.P.subject(args[1], args[2], args[3])
			if err != nil {
				return err
			}
			s.begin(sub, mode)
			return nil
		},
		each: func(s *Scan) outcome {
			s.Out = append(s.Out, object.Of(s.match()))
			return scanDone
		},
		end: func(s *Scan) value {
			if len(s.Out) == 0 {
				return object.None
			}
			return s.Out[0]
		},
	}
}

// list returns the items found, and leaves the scan its memory.
func (s *Scan) list() value { return list(append(make([]value, 0, len(s.Out)), s.Out...)) }

func beginFindall(s *Scan, args []value) error {
	sub, err := s.P.subject(args[1], args[2], args[3])
	if err != nil {
		return err
	}
	s.begin(sub, re.Search)
	return nil
}

func eachFindall(s *Scan) outcome {
	switch n := s.P.prog.Groups; n {
	case 0:
		s.Out = append(s.Out, s.text(s.m.Span(0)))
	case 1:
		s.Out = append(s.Out, s.group(1, s.empty()))
	default:
		items := make([]value, n)
		for g := range items {
			items[g] = s.group(g+1, s.empty())
		}
		s.Out = append(s.Out, tuple(items...))
	}
	return scanMore
}

func beginSplit(s *Scan, args []value) error {
	sub, err := s.P.subject(args[1], object.Unbound, object.Unbound)
	if err != nil {
		return err
	}
	s.begin(sub, re.Search)
	return s.limit(args[2])
}

// limit takes the greatest number of matches; a negative one means none.
func (s *Scan) limit(v value) error {
	if v.IsUnbound() {
		return nil
	}
	n, err := boundArg(v)
	if err != nil {
		return err
	}
	if s.Limit = n; n < 0 {
		s.Limit = 0
		s.sub.from = len(s.sub.text) + 1
	}
	return nil
}

func eachSplit(s *Scan) outcome {
	from, to := s.m.Span(0)
	s.Out = append(s.Out, s.text(int(s.Last), from))
	for g := range s.P.prog.Groups {
		s.Out = append(s.Out, s.group(g+1, object.None))
	}
	s.Last = int64(to)
	return scanMore
}

func endSplit(s *Scan) value {
	s.Out = append(s.Out, s.text(int(s.Last), len(s.sub.text)))
	return s.list()
}
