package lib

import (
	"brine/vm/object"
)

// The natives that write text to a file of any kind.
var printRows = []object.Native{
	slow("print", "(*args, sep=' ', end='\\n', file=None, flush=False)", "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream.", printFast, stepPrint, object.SmallInt),
	catching("input", "(prompt='', /)", "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available.", nil, stepInput),
}

// writeNative writes a str to any file.
var writeNative = object.Native{
	Name: "write_text", Sig: "(file, text, /)", Doc: "file.write(text)",
	Fast: func(w *world, args []value) (value, error) {
		f := plainText(args[0])
		if f == nil {
			return value{}, object.ErrSlow
		}
		s, _ := object.StringOf(args[1])
		return object.None, f.writeText(w, s)
	},
	Step: func(c *call) action {
		switch c.Step() {
		case 0:
			return c.Do(1, object.OpGetAttr, c.Reg(0), intern("write"))
		case 1:
			return c.Ask(2, c.Result(), c.Reg(1))
		}
		return c.Return(object.None)
	},
}

// softNative sets the softspace of a file, and returns what it was. Objects
// that take no such attribute have none.
var softNative = object.Native{
	Name: "softspace", Sig: "(file, new, /)", Doc: "swap file.softspace", Catches: true, Temps: []object.RegKind{object.Any},
	Fast: func(w *world, args []value) (value, error) {
		f := plainText(args[0])
		if f == nil {
			return value{}, object.ErrSlow
		}
		old := f.Soft
		f.Soft = args[1] == object.Int(1)
		return object.Bool(old), nil
	},
	Step: func(c *call) action {
		const old = 2
		e := c.Caught()
		switch c.Step() {
		case 0:
			return c.Do(1, object.OpGetAttr, c.Reg(0), intern("softspace"))
		case 1:
			c.SetReg(old, object.Int(0))
			if e == nil {
				c.SetReg(old, c.Result())
			} else if !object.Is(e, object.AttributeError) {
				return c.Raise(e)
			}
			return c.Do(2, object.OpSetAttr, c.Reg(0), intern("softspace"), c.Reg(1))
		}
		if e != nil && !object.Is(e, object.AttributeError) && !object.Is(e, object.TypeError) {
			return c.Raise(e)
		}
		return c.DoTail(object.OpTruth, c.Reg(old))
	},
}

// plainText returns the file to which text can be written without asking
// Python code, or nil.
func plainText(v value) *File {
	if !v.Is(&TextFileShape) && !v.Is(&StringIOShape) && (v.O == nil || v.O.Shape.Type != TextFileType && v.O.Shape.Type != StringIOType) {
		return nil
	}
	f := object.As[File](v)
	if f.Closed || !f.writable() {
		return nil
	}
	return f
}

// sysAttr returns an attribute of module sys.
func sysAttr(w *world, name string) (value, bool) {
	v, _ := w.Modules.GetString("sys")
	mod := object.AsA[object.Module](v, &object.ModuleLayout)
	if mod == nil {
		return value{}, false
	}
	return mod.Dict.GetString(name)
}

// printTarget is the file to print to; None prints nothing.
func printTarget(w *world, file value) (value, error) {
	if given(file) {
		return file, nil
	}
	v, ok := sysAttr(w, "stdout")
	if !ok {
		return value{}, object.RuntimeErrorf("lost sys.stdout")
	}
	return v, nil
}

// printText returns the sep or end of print.
func printText(v value, name, dflt string) (string, error) {
	if !given(v) {
		return dflt, nil
	}
	s, ok := object.StringOf(v)
	if !ok {
		return "", object.TypeErrorf("%s must be None or a string, not %s", name, v.Type().LongName())
	}
	return s, nil
}

func printFast(w *world, args []value) (value, error) {
	target, err := printTarget(w, args[3])
	if err != nil {
		return value{}, err
	}
	sep, err := printText(args[1], "sep", " ")
	if err != nil {
		return value{}, err
	}
	end, err := printText(args[2], "end", "\n")
	if err != nil {
		return value{}, err
	}
	f := plainText(target)
	flush, known := object.TruthLeaf(or(args[4], object.False))
	switch {
	case target.IsNone() && known:
		return object.None, nil
	case f == nil || !known:
		return value{}, object.ErrSlow
	}
	var room [256]byte
	line := room[:0]
	for i, v := range itemsOf(args[0]) {
		if i > 0 {
			line = append(line, sep...)
		}
		s, ok := object.StrLeaf(v)
		if !ok {
			return value{}, object.ErrSlow
		}
		line = append(line, s...)
	}
	line = append(line, end...)
	if err := f.writeText(w, string(line)); err != nil {
		return value{}, err
	}
	if flush {
		return object.None, f.flush(w)
	}
	return object.None, nil
}

// stepPrint writes piece by piece: values, sep between them, end.
func stepPrint(c *call) action {
	const flush, piece = 4, 5
	target, err := printTarget(c.World, c.Reg(3))
	if err != nil {
		return c.Raise(err)
	}
	items := itemsOf(c.Reg(0))
	last := int64(max(2*len(items)-1, 0))
	switch c.Step() {
	case 0:
		c.SetReg(piece, object.Int(0))
		if given(c.Reg(flush)) {
			return c.Do(3, object.OpTruth, c.Reg(flush))
		}
		c.SetReg(flush, object.False)
	case 1: // the text of a value
		return c.Ask(2, object.Of(&writeNative), target, c.Result())
	case 2: // a piece was written
		c.SetReg(piece, object.Int(c.Reg(piece).N+1))
	case 3: // whether to flush
		c.SetReg(flush, c.Result())
	case 4:
		return c.Ask(5, c.Result())
	case 5:
		return c.Return(object.None)
	}
	if target.IsNone() {
		return c.Return(object.None)
	}
	p := c.Reg(piece).N
	switch {
	case p > last:
		if c.Reg(flush) != object.True {
			return c.Return(object.None)
		}
		return c.Do(4, object.OpGetAttr, target, intern("flush"))
	case p == last:
		end, err := printText(c.Reg(2), "end", "\n")
		if err != nil {
			return c.Raise(err)
		}
		return c.Ask(2, object.Of(&writeNative), target, str(end))
	case p%2 == 1:
		sep, err := printText(c.Reg(1), "sep", " ")
		if err != nil {
			return c.Raise(err)
		}
		return c.Ask(2, object.Of(&writeNative), target, str(sep))
	}
	return c.Do(1, object.OpStr, items[p/2])
}

// printStatement is the print statement of Python 2: a space is owed between
// values, also between those of two statements, unless a newline ended the first.
var printStatement = object.Native{
	Name: "print_statement", Sig: "(file, newline, /, *values)", Doc: "the print statement", Step: stepPrintStatement,
	Temps: []object.RegKind{object.SmallInt, object.Any, object.Any},
}

func stepPrintStatement(c *call) action {
	const at, text, target = 3, 4, 5
	soft, write := object.Of(&softNative), object.Of(&writeNative)
	switch c.Step() {
	case 0:
		v, err := printTarget(c.World, c.Reg(0))
		if err != nil {
			return c.Raise(err)
		}
		if v.IsNone() {
			return c.Return(object.None)
		}
		c.SetReg(target, v)
		c.SetReg(at, object.Int(0))
	case 1: // softspace is off, the result says what it was
		if c.Result() == object.True {
			return c.Ask(2, write, c.Reg(target), str(" "))
		}
		fallthrough
	case 2:
		return c.Do(3, object.OpStr, itemsOf(c.Reg(2))[c.Reg(at).N])
	case 3:
		c.SetReg(text, c.Result())
		return c.Ask(4, write, c.Reg(target), c.Result())
	case 4: // the value is written
		c.SetReg(at, object.Int(c.Reg(at).N+1))
		s, _ := object.StringOf(c.Reg(text))
		if n := len(s); n == 0 || s[n-1] != '\n' && s[n-1] != '\t' && s[n-1] != '\r' && s[n-1] != '\v' && s[n-1] != '\f' {
			return c.Ask(5, soft, c.Reg(target), object.Int(1))
		}
	case 6: // the newline is written
		return c.Ask(7, soft, c.Reg(target), object.Int(0))
	case 7:
		return c.Return(object.None)
	}
	if int(c.Reg(at).N) < len(itemsOf(c.Reg(2))) {
		return c.Ask(1, soft, c.Reg(target), object.Int(0))
	}
	if c.Reg(1) == object.False || c.Reg(1) == object.Int(0) {
		return c.Return(object.None)
	}
	return c.Ask(6, write, c.Reg(target), str("\n"))
}

// FlushLine ends the line that a print statement left open on sys.stdout, as
// is done at exit and before a traceback.
func FlushLine(w *world) {
	v, _ := sysAttr(w, "stdout")
	if f := plainText(v); f != nil && f.Soft {
		_ = f.writeText(w, "\n")
	}
}

// stepInput prints the prompt, flushes, and reads a line of sys.stdin.
func stepInput(c *call) action {
	in, ok := sysAttr(c.World, "stdin")
	if !ok || in.IsNone() {
		return c.Raise(object.RuntimeErrorf("input(): lost sys.stdin"))
	}
	out, ok := sysAttr(c.World, "stdout")
	if !ok || out.IsNone() {
		return c.Raise(object.RuntimeErrorf("input(): lost sys.stdout"))
	}
	if e := c.Caught(); e != nil && !(c.Step() == 3 || c.Step() == 4) {
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if c.Reg(0).IsUnbound() {
			return c.Do(3, object.OpGetAttr, out, intern("flush"))
		}
		return c.Do(1, object.OpStr, c.Reg(0))
	case 1:
		return c.Ask(2, object.Of(&writeNative), out, c.Result())
	case 2:
		return c.Do(3, object.OpGetAttr, out, intern("flush"))
	case 3:
		if c.Caught() == nil {
			return c.Ask(4, c.Result())
		}
		fallthrough
	case 4:
		return c.Do(5, object.OpGetAttr, in, intern("readline"))
	case 5:
		return c.Ask(6, c.Result())
	}
	s, ok := object.StringOf(c.Result())
	switch {
	case !ok:
		return c.Raise(object.TypeErrorf("object.readline() returned non-string"))
	case s == "":
		return c.Raise(object.Errorf(object.EOFError, "EOF when reading a line"))
	case s[len(s)-1] == '\n':
		s = s[:len(s)-1]
	}
	return c.Return(str(s))
}
