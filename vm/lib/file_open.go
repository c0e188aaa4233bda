package lib

import (
	"strings"

	"brine/vm"
	"brine/vm/object"
)

const openDoc = "Open file and return a stream.  Raise OSError upon failure.\n\nfile is either a text or byte string giving the name (and the path\nif the file isn't in the current working directory) of the file to\nbe opened or an integer file descriptor of the file to be\nwrapped."

const openSig = "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)"

// fileRows are open and file, Python 2's name for it.
var fileRows = []object.Native{
	slow("open", openSig, openDoc, openFast, stepOpen),
	slow("file", openSig, openDoc, openFast, stepOpen),
}

func openFast(w *world, args []value) (value, error) {
	if args[0].Has(&object.StrLayout) || args[0].IsInt() || args[0].Has(&object.BytesLayout) {
		return openFile(w, args)
	}
	return value{}, object.ErrSlow
}

// stepOpen opens what __fspath__ gives.
func stepOpen(c *call) action {
	if c.Step() == 0 {
		if act, ok := vm.AskSpecial(c, 1, c.Reg(0), "__fspath__"); ok {
			return act
		}
		return c.Raise(object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", c.Reg(0).Type().Name))
	}
	path := c.Result()
	if !path.Has(&object.StrLayout) && !path.Has(&object.BytesLayout) {
		return c.Raise(object.TypeErrorf("expected %s.__fspath__() to return str or bytes, not %s", c.Reg(0).Type().LongName(), path.Type().LongName()))
	}
	c.SetReg(0, path)
	v, err := openFile(c.World, c.F.Regs[:len(c.F.Native.Params)])
	if err != nil {
		return c.Raise(err)
	}
	return c.Return(v)
}

// checkMode checks the mode of open, and returns it without b and t.
func checkMode(mode string) (plain string, binary bool, err error) {
	text := false
	kinds := 0
	plus := ""
	for i, c := range mode {
		if strings.ContainsRune(mode[:i], c) {
			return "", false, object.ValueErrorf("invalid mode: %s", object.ReprString(mode))
		}
		switch c {
		case 'r', 'w', 'a', 'x':
			plain = string(c)
			kinds++
		case 'b':
			binary = true
		case 't':
			text = true
		case '+':
			plus = "+"
		default:
			return "", false, object.ValueErrorf("invalid mode: %s", object.ReprString(mode))
		}
	}
	switch {
	case binary && text:
		return "", false, object.ValueErrorf("can't have text and binary mode at once")
	case kinds > 1:
		return "", false, object.ValueErrorf("must have exactly one of create/read/write/append mode")
	case kinds == 0:
		return "", false, object.ValueErrorf("Must have exactly one of create/read/write/append mode and at most one plus")
	}
	return plain + plus, binary, nil
}

// textArg is an optional argument that must be a str.
func textArg(v value, name, dflt string) (string, error) {
	if !given(v) {
		return dflt, nil
	}
	s, ok := object.StringOf(v)
	if !ok {
		return "", object.TypeErrorf("open() argument '%s' must be str or None, not %s", name, v.Type().LongName())
	}
	return s, nil
}

func openFile(w *world, args []value) (value, error) {
	if s, ok := object.StringOf(args[0]); ok && strings.IndexByte(s, 0) >= 0 {
		return value{}, object.ValueErrorf("embedded null byte")
	}
	mode, ok := object.StringOf(or(args[1], str("r")))
	if !ok {
		return value{}, object.TypeErrorf("open() argument 'mode' must be str, not %s", args[1].Type().LongName())
	}
	plain, binary, err := checkMode(mode)
	if err != nil {
		return value{}, err
	}
	buffering, err := intArg(or(args[2], object.Int(-1)))
	if err != nil {
		return value{}, err
	}
	f := &File{Name: args[0], Mode: mode, Newline: "None"}
	if binary {
		err = f.setBinary(plain, buffering, args)
	} else {
		err = f.setText(buffering, args)
	}
	if err != nil {
		return value{}, err
	}
	flushAll(w)
	f.Mode = plain
	err = f.open()
	f.Mode = mode
	if binary {
		f.Mode = plain[:1] + "b" + plain[1:]
	}
	if err != nil {
		return value{}, err
	}
	return object.Of(f), nil
}

func (f *File) setBinary(plain string, buffering int64, args []value) error {
	for i, name := range []string{"an encoding", "an errors", "a newline"} {
		if given(args[3+i]) {
			return object.ValueErrorf("binary mode doesn't take %s argument", name)
		}
	}
	switch {
	case buffering == 0:
		f.Header.Shape, f.Lines = &FileIOShape, true
	case strings.HasSuffix(plain, "+"):
		f.Header.Shape = &RandomShape
	case plain == "r":
		f.Header.Shape = &ReaderShape
	default:
		f.Header.Shape = &WriterShape
	}
	return nil
}

func (f *File) setText(buffering int64, args []value) error {
	if buffering == 0 {
		return object.ValueErrorf("can't have unbuffered text I/O")
	}
	f.Header.Shape, f.Lines = &TextFileShape, buffering == 1
	encoding, err := textArg(args[3], "encoding", "utf-8")
	if err != nil {
		return err
	}
	if f.Errors, err = textArg(args[4], "errors", "strict"); err != nil {
		return err
	}
	if f.Newline, err = textArg(args[5], "newline", "None"); err != nil {
		return err
	}
	switch f.Newline {
	case "None", "", "\n", "\r", "\r\n":
	default:
		return object.ValueErrorf("illegal newline value: %s", f.Newline)
	}
	if f.Encoding, err = codecName(encoding); err != nil {
		return err
	}
	if given(args[3]) {
		object.SetAttr(object.Of(f), "_encoding", args[3])
	}
	return nil
}

// NewStream returns sys.stdin, stdout or stderr.
func NewStream(number int) value {
	f := &File{Name: str([]string{"<stdin>", "<stdout>", "<stderr>"}[number]), Mode: "rww"[number : number+1], Newline: "None",
		Encoding: "utf-8", Errors: []string{"strict", "strict", "backslashreplace"}[number], Device: device(number + 1)}
	f.Header.Shape = &TextFileShape
	return object.Of(f)
}
