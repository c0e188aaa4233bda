package lib

import (
	"brine/vm/object"
)

// fastText is up to how many bytes the leaf of a scanner reads.
const fastText = 1 << 13

// startParsing returns the parsing of a call of a scanner; ok is false if there
// is nothing at the index.
func startParsing(s *JSONScanner, text, idx value) (p *Parsing, ok bool, err error) {
	t := object.AsA[object.Str](text, &object.StrLayout)
	if t == nil {
		return nil, false, object.TypeErrorf("first argument must be a string, not %s", text.Type().LongName())
	}
	i, err := intArg(idx)
	switch {
	case err != nil:
		return nil, false, err
	case i < 0:
		return nil, false, object.ValueErrorf("idx cannot be negative")
	case i >= int64(t.Len()):
		return nil, false, nil
	}
	p = &Parsing{S: s, Text: t, Pos: int64(t.Offset(int(i)))}
	p.Header.Shape = &ParsingShape
	return p, true, nil
}

// result is the value that was read, and the index behind it.
func (p *Parsing) result() value {
	if len(p.Vals) == 0 {
		return object.None // only a parsing made by hand gets here
	}
	return tuple(p.Vals[0], object.Int(int64(p.Text.Index(int(p.Pos)))))
}

// scanFast reads a value from a short text, if no Python code is wanted.
func scanFast(w *world, args []value) (value, error) {
	t := object.AsA[object.Str](args[1], &object.StrLayout)
	if t == nil || len(t.S) > fastText {
		return value{}, object.ErrSlow
	}
	x, ok, err := startParsing(object.As[JSONScanner](args[0]), args[1], args[2])
	if !ok || err != nil {
		return value{}, object.ErrSlow
	}
	p := parser{Parsing: x, steps: fastText, room: fastNesting}
	if p.run(true) != parseDone {
		return value{}, object.ErrSlow
	}
	return p.result(), nil
}

// fastNesting is how deep what the leaf reads may be nested.
const fastNesting = 64

// stepScanJSON is __call__ of a scanner.
func stepScanJSON(c *call) action {
	const (
		goOn   = 1 // behind a value
		landed = 2 // a value that Python code made
		failed = 3 // the exception to raise
		before = 4 // goes on before a value
		state  = 3
	)
	switch c.Step() {
	case 0:
		x, ok, err := startParsing(object.RegAs[JSONScanner](c, 0, &JSONScannerLayout), c.Reg(1), c.Reg(2))
		switch {
		case err != nil:
			return c.Raise(err)
		case !ok:
			return c.Raise(object.StopIterationOf(c.Reg(2)))
		}
		c.SetReg(state, object.Of(x))
	case failed:
		return raiseLanded(c)
	}
	x := object.RegAs[Parsing](c, state, &ParsingLayout)
	if c.Step() == landed {
		x.Vals = append(x.Vals, c.Result())
	}
	p := parser{Parsing: x, steps: parseItems, room: room(c)}
	switch p.run(c.Step() == 0 || c.Step() == before) {
	case parseDone:
		return c.Return(x.result())
	case parseNone:
		return c.Raise(object.StopIterationOf(object.Int(int64(x.Text.Index(p.at)))))
	case parseBad:
		return decodeError(c, failed, p.text, x.Text, p.at)
	case parseFails:
		return c.Raise(p.err)
	case parseMoreValue:
		return c.Again(before)
	case parseAsks:
		return c.Ask(landed, p.fn, p.arg)
	}
	return c.Again(goOn)
}

// stepScanString is scanstring: the str whose text begins at an index, and the
// index behind its quote.
func stepScanString(c *call) action {
	strict := true
	switch c.Step() {
	case 0:
		if !c.Reg(2).IsUnbound() {
			return c.Do(1, object.OpTruth, c.Reg(2))
		}
	case 1:
		strict = c.Result() == object.True
	case 2:
		return raiseLanded(c)
	}
	t := object.AsA[object.Str](c.Reg(0), &object.StrLayout)
	if t == nil {
		return c.Raise(object.TypeErrorf("first argument must be a string, not %s", c.Reg(0).Type().LongName()))
	}
	i, err := intArg(c.Reg(1))
	switch {
	case err != nil:
		return c.Raise(err)
	case i < 0 || i > int64(t.Len()):
		return c.Raise(object.ValueErrorf("end is out of bounds"))
	}
	from := t.Offset(int(i))
	text, end, at, problem := unescape(t.S, from, from, strict)
	if problem != "" {
		return decodeError(c, 2, problem, t, at)
	}
	return c.Return(tuple(str(text), object.Int(int64(t.Index(end)))))
}
