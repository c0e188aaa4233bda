package object

import (
	"strconv"
	"strings"
)

// formatTemps are the registers of str.format: how far the template is done,
// the elements of the field's path that are done, the number of the next
// automatic field (-1: fields are numbered), the text, the field's value, its
// specification, and how deep fields are nested.
var formatTemps = []RegKind{Count, Count, SmallInt, StrReg, Any, Any, Count}

const (
	fmtArgs = 1 + iota
	fmtKwargs
	fmtPos
	fmtPath
	fmtAuto
	fmtText
	fmtValue
	fmtSpec
	fmtDepth
)

// nestedNative formats a specification that has fields of its own. self is
// the specification.
var nestedNative = Native{Name: "format_spec", Sig: "(self, args, kwargs, auto, /)", Doc: "format a specification that has fields",
	Temps: formatTemps}

func stepStrFormat(c *Call) Action {
	if c.Step() == 0 {
		c.formatStart(0, 2)
	}
	return c.formatStep(0)
}

// stepStrFormatMap has no positional arguments: its mapping is in register 1.
func stepStrFormatMap(c *Call) Action {
	if c.Step() == 0 {
		c.formatStart(-1, 2)
	}
	return c.formatStep(-1)
}

// stepNested has one parameter more than str.format: the automatic number.
func stepNested(c *Call) Action {
	if !c.Reg(0).Has(&StrLayout) || !c.Reg(1).Has(&TupleLayout) {
		return c.Raise(Errorf(SystemError, "format: no template"))
	}
	if c.Step() == 0 {
		c.formatStart(1, 1)
		c.SetReg(fmtAuto+1, c.Reg(3))
	}
	return c.formatStep(1)
}

// formatStart sets the registers up; shift is how many parameters more there
// are than str.format has.
func (c *Call) formatStart(shift, depth int) {
	c.SetReg(fmtPos+shift, Int(0))
	c.SetReg(fmtPath+shift, Int(0))
	c.SetReg(fmtAuto+shift, Int(0))
	c.SetReg(fmtText+shift, Of(&emptyStr))
	c.SetReg(fmtDepth+shift, Int(int64(depth)))
}

// formatField is a replacement field: {first path !conv :spec}.
type formatField struct {
	first string // argument's name or number, "" for automatic
	path  []pathElement
	conv  byte
	spec  string
	end   int // behind the closing brace
}

// pathElement is .name or [key] in a field's name.
type pathElement struct {
	name string
	item bool
}

// formatStep goes on with a template. Steps: 1 the value has landed, 2 an
// attribute or item of it, 3 its str or repr, 4 its specification, 5 the text.
func (c *Call) formatStep(shift int) Action {
	template := RegAs[Str](c, 0, &StrLayout).S
	reg := func(r int) Value { return c.Reg(r + shift) }
	stage := c.Step()
	switch stage {
	case 1, 2:
		c.SetReg(fmtValue+shift, c.Result())
	case 3:
		c.SetReg(fmtValue+shift, c.Result())
	case 4:
		c.SetReg(fmtSpec+shift, c.Result())
	case 5:
		s, _ := StringOf(c.Result())
		c.appendText(fmtText+shift, s)
	}
	for {
		pos := int(reg(fmtPos).N)
		if stage == 5 { // the field is done
			f, err := parseField(template, pos)
			if err != nil {
				return c.Raise(err)
			}
			pos = f.end
			c.SetReg(fmtPos+shift, Int(int64(pos)))
			stage = 0
		}
		if stage == 0 {
			lit, at, field, err := formatLiteral(template, pos)
			if err != nil {
				return c.Raise(err)
			}
			c.appendText(fmtText+shift, lit)
			c.SetReg(fmtPos+shift, Int(int64(at)))
			if !field {
				return c.Return(reg(fmtText))
			}
			pos = at
		}
		f, err := parseField(template, pos)
		if err != nil {
			return c.Raise(err)
		}
		if stage == 0 {
			if reg(fmtDepth).N <= 0 {
				return c.Raise(ValueErrorf("Max string recursion exceeded"))
			}
			c.SetReg(fmtPath+shift, Int(0))
			c.SetReg(fmtSpec+shift, Unbound)
			act, wait := c.formatFirst(shift, f.first)
			if wait {
				return act
			}
			stage = 2
		}
		if stage <= 2 {
			if i := int(reg(fmtPath).N); i < len(f.path) {
				c.SetReg(fmtPath+shift, Int(int64(i+1)))
				return c.formatPath(f.path[i], reg(fmtValue))
			}
			switch f.conv {
			case 's':
				return c.Do(3, OpStr, reg(fmtValue))
			case 'r', 'a':
				return c.Do(3, OpRepr, reg(fmtValue))
			}
			stage = 3
		} else if stage == 3 && f.conv == 'a' {
			c.SetReg(fmtValue+shift, Ascii(reg(fmtValue)))
		}
		spec := f.spec
		if stage == 3 && strings.ContainsAny(spec, "{}") {
			if reg(fmtDepth).N < 2 {
				return c.Raise(ValueErrorf("Max string recursion exceeded"))
			}
			return c.formatNested(shift, spec)
		}
		if stage == 4 {
			spec, _ = StringOf(reg(fmtSpec))
		}
		s, err, ok := FormatLeaf(reg(fmtValue), spec)
		switch {
		case err != nil:
			return c.Raise(err)
		case !ok:
			return c.Do(5, OpFormat, reg(fmtValue), NewStr(spec))
		}
		c.appendText(fmtText+shift, s)
		stage = 5
	}
}

// formatNested asks for the text of a specification, and counts the automatic
// fields in it.
func (c *Call) formatNested(shift int, spec string) Action {
	auto := c.Reg(fmtAuto + shift)
	for pos := 0; ; {
		_, at, field, err := formatLiteral(spec, pos)
		if err != nil {
			return c.Raise(err)
		}
		if !field {
			break
		}
		f, err := parseField(spec, at)
		if err != nil {
			return c.Raise(err)
		}
		if f.first == "" && auto.N >= 0 {
			c.SetReg(fmtAuto+shift, Int(c.Reg(fmtAuto+shift).N+1))
		}
		pos = f.end
	}
	args, kwargs := Of(NewTuple()), c.Reg(fmtArgs)
	if shift >= 0 {
		args, kwargs = c.Reg(fmtArgs), c.Reg(fmtKwargs)
	}
	return c.Ask(4, Of(&nestedNative), NewStr(spec), args, kwargs, auto)
}

// formatFirst finds the argument of a field; wait is true if it has asked.
func (c *Call) formatFirst(shift int, first string) (act Action, wait bool) {
	args, kwargs := []Value(nil), c.Reg(fmtArgs)
	if shift >= 0 {
		args, kwargs = RegAs[Tuple](c, fmtArgs, &TupleLayout).Items, c.Reg(fmtKwargs)
	}
	n, err := strconv.Atoi(first)
	isNumber := err == nil && first[0] != '-' && first[0] != '+'
	auto := c.Reg(fmtAuto + shift).N
	switch {
	case first == "":
		if auto < 0 {
			return c.Raise(ValueErrorf("cannot switch from manual field specification to automatic field numbering")), true
		}
		n = int(auto)
		c.SetReg(fmtAuto+shift, Int(auto+1))
	case isNumber:
		if auto > 0 {
			return c.Raise(ValueErrorf("cannot switch from automatic field numbering to manual field specification")), true
		}
		c.SetReg(fmtAuto+shift, Int(-1))
	default:
		if d := AsA[Dict](kwargs, &DictLayout); d != nil && d.Shape == &DictShape {
			v, ok := d.GetString(first)
			if !ok {
				return c.Raise(NewException(KeyError, NewStr(first))), true
			}
			c.SetReg(fmtValue+shift, v)
			return 0, false
		}
		return c.Do(1, OpGetItem, kwargs, NewStr(first)), true
	}
	if shift < 0 {
		return c.Raise(ValueErrorf("Format string contains positional fields")), true
	}
	if n >= len(args) {
		return c.Raise(Errorf(IndexError, "Replacement index %d out of range for positional args tuple", n)), true
	}
	c.SetReg(fmtValue+shift, args[n])
	return 0, false
}

func (c *Call) formatPath(e pathElement, v Value) Action {
	if !e.item {
		return c.Do(2, OpGetAttr, v, NewStr(e.name))
	}
	if n, err := strconv.ParseInt(e.name, 10, 64); err == nil && e.name[0] != '-' && e.name[0] != '+' {
		return c.Do(2, OpGetItem, v, Int(n))
	}
	return c.Do(2, OpGetItem, v, NewStr(e.name))
}

// formatLiteral reads literal text from pos up to the next field, at which at
// then stands.
func formatLiteral(s string, pos int) (lit string, at int, field bool, err error) {
	var b []byte
	for {
		i := strings.IndexAny(s[pos:], "{}")
		if i < 0 {
			if b == nil {
				return s[pos:], len(s), false, nil
			}
			return string(append(b, s[pos:]...)), len(s), false, nil
		}
		b = append(b, s[pos:pos+i]...)
		pos += i
		switch {
		case pos+1 < len(s) && s[pos+1] == s[pos]:
			b = append(b, s[pos])
			pos += 2
			continue
		case s[pos] == '}':
			return "", 0, false, ValueErrorf("Single '}' encountered in format string")
		case pos+1 == len(s):
			return "", 0, false, ValueErrorf("Single '{' encountered in format string")
		}
		return string(b), pos, true, nil
	}
}

// parseField parses the field whose opening brace is at pos.
func parseField(s string, pos int) (f formatField, err error) {
	i := pos + 1
	start := i
	for i < len(s) && s[i] != '{' && s[i] != '}' && s[i] != ':' && s[i] != '!' {
		if s[i] == '[' {
			for i < len(s) && s[i] != ']' {
				i++
			}
			if i >= len(s) {
				return f, ValueErrorf("expected '}' before end of string")
			}
		}
		i++
	}
	if i >= len(s) {
		return f, ValueErrorf("expected '}' before end of string")
	}
	if s[i] == '{' {
		return f, ValueErrorf("unexpected '{' in field name")
	}
	if f.first, f.path, err = parseFieldName(s[start:i]); err != nil {
		return f, err
	}
	if s[i] == '!' {
		if i++; i >= len(s) {
			return f, ValueErrorf("end of string while looking for conversion specifier")
		}
		f.conv = s[i]
		if i++; i >= len(s) {
			return f, ValueErrorf("unmatched '{' in format spec")
		}
		if s[i] != ':' && s[i] != '}' {
			return f, ValueErrorf("expected ':' after conversion specifier")
		}
		if f.conv != 's' && f.conv != 'r' && f.conv != 'a' {
			return f, ValueErrorf("Unknown conversion specifier %c", f.conv)
		}
	}
	if s[i] == ':' {
		i++
		start = i
		for depth := 0; ; i++ {
			if i >= len(s) {
				return f, ValueErrorf("unmatched '{' in format spec")
			}
			if s[i] == '{' {
				depth++
			} else if s[i] == '}' {
				if depth == 0 {
					break
				}
				depth--
			}
		}
		f.spec = s[start:i]
	}
	f.end = i + 1
	return f, nil
}

func parseFieldName(s string) (first string, path []pathElement, err error) {
	i := strings.IndexAny(s, ".[")
	if i < 0 {
		return s, nil, nil
	}
	first, s = s[:i], s[i:]
	for s != "" {
		e := pathElement{item: s[0] == '['}
		s = s[1:]
		if e.item {
			j := strings.IndexByte(s, ']')
			if j < 0 {
				return first, nil, ValueErrorf("Missing ']' in format string")
			}
			e.name, s = s[:j], s[j+1:]
			if s != "" && s[0] != '.' && s[0] != '[' {
				return first, nil, ValueErrorf("Only '.' or '[' may follow ']' in format field specifier")
			}
		} else {
			j := strings.IndexAny(s, ".[")
			if j < 0 {
				j = len(s)
			}
			e.name, s = s[:j], s[j:]
		}
		if e.name == "" {
			return first, nil, ValueErrorf("Empty attribute in format string")
		}
		path = append(path, e)
	}
	return first, path, nil
}
