package lib

import (
	"strings"

	"brine/vm/object"
)

// subject is what a pattern is matched against, from pos to end.
type subject struct {
	v        value  // what the program passed
	text     string // its characters in UTF-8, or its bytes
	str      *object.Str
	pos, end int // in characters
	from, to int // the same in bytes
}

// wide reports whether characters may take several bytes.
func (s *subject) wide() bool { return s.str != nil && !s.str.ASCII() }

// textOf returns what a str or bytes-like object holds.
func textOf(v value) (s subject, ok bool) {
	s.v = v
	if s.str = object.AsA[object.Str](v, &object.StrLayout); s.str != nil {
		s.text = s.str.S
		return s, true
	}
	s.text, ok = object.BytesView(v)
	return s, ok
}

// subject checks the arguments string, pos and endpos of a method.
func (p *Pattern) subject(v, pos, end value) (subject, error) {
	s, ok := textOf(v)
	switch {
	case !ok:
		return s, object.TypeErrorf("expected string or bytes-like object, got '%s'", v.Type().LongName())
	case p.prog.IsText && s.str == nil:
		return s, object.TypeErrorf("cannot use a string pattern on a bytes-like object")
	case !p.prog.IsText && s.str != nil:
		return s, object.TypeErrorf("cannot use a bytes pattern on a string-like object")
	}
	n := len(s.text)
	if s.str != nil {
		n = s.str.Len()
	}
	s.end, s.to = n, len(s.text)
	if !pos.IsUnbound() {
		i, err := boundArg(pos)
		if err != nil {
			return s, err
		}
		s.pos = int(max(min(i, int64(n)), 0))
	}
	if !end.IsUnbound() {
		i, err := boundArg(end)
		if err != nil {
			return s, err
		}
		s.end = int(max(min(i, int64(n)), 0))
	}
	s.from, s.to = s.offset(s.pos), s.offset(s.end)
	return s, nil
}

// boundArg is intArg; ErrSlow asks for __index__.
func boundArg(v value) (int64, error) {
	if hasIndex(v) {
		return 0, object.ErrSlow
	}
	return intArg(v)
}

// hasIndex reports whether v can be an index by its __index__ only.
func hasIndex(v value) bool {
	if object.IsIntLike(v) {
		return false
	}
	_, ok := v.Type().Lookup("__index__")
	return ok
}

// firstIndexStep is the step that a method goes on with when the __index__ of
// its first argument has been called; the others follow.
const firstIndexStep = 3

// indices replaces arguments from the given one on by what their __index__
// gives. asked is false if that is done; a method asks at its beginning.
func indices(c *call, from int) (act action, asked bool) {
	if s := c.Step(); s >= firstIndexStep {
		c.SetReg(s-firstIndexStep, c.Result())
	}
	for i := from; i < len(c.F.Native.Params); i++ {
		if v := c.Reg(i); !v.IsUnbound() && hasIndex(v) {
			return c.Do(firstIndexStep+i, object.OpIndex, v), true
		}
	}
	return act, false
}

// begins reports whether a step is the first, or the first with all arguments.
func begins(c *call) bool { return c.Step() == 0 || c.Step() >= firstIndexStep }

// offset turns an index of characters into one of bytes.
func (s *subject) offset(i int) int {
	switch {
	case i == 0 || s.str == nil:
		return i
	case i == s.str.Len():
		return len(s.text)
	}
	return s.str.Offset(i)
}

// index is the inverse of offset.
func (s *subject) index(offset int) int {
	if s.str == nil {
		return offset
	}
	return s.str.Index(offset)
}

// part returns the text between two offsets, as a str or bytes.
func (s *subject) part(from, to int) value {
	if from == 0 && to == len(s.text) && (s.v.Is(&object.StrShape) || s.v.Is(&object.BytesShape)) {
		return s.v
	}
	t := s.cut(from, to)
	switch {
	case s.str == nil:
		if !s.v.Has(&object.BytesLayout) {
			t = strings.Clone(t) // the object may change
		}
		return object.NewBytes(t)
	case len(t) == 0:
		return emptyStr
	case len(t) == 1:
		return object.NewPoint(rune(t[0]))
	case s.str.ASCII():
		return object.NewASCII(t)
	}
	return str(t)
}

// cut returns the text between two offsets; nothing if that is no text, which
// only a state made by hand can bring about.
func (s *subject) cut(from, to int) string {
	if from > to || !s.boundary(from) || !s.boundary(to) {
		return ""
	}
	return s.text[from:to]
}

var emptyStr = intern("")

// frozen returns an object whose text does not change: the subject, or a copy
// of a bytearray.
func (s *subject) frozen() value {
	if s.str != nil || s.v.Has(&object.BytesLayout) {
		return s.v
	}
	return object.NewBytes(strings.Clone(s.text))
}

// boundary reports whether a character begins at offset, or the text ends there.
func (s *subject) boundary(offset int) bool {
	return offset >= 0 && offset <= len(s.text) && (!s.wide() || offset == len(s.text) || s.text[offset]&0xC0 != 0x80)
}
