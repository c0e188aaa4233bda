package lib

import (
	"strings"

	"brine/vm/object"
)

func fileWrite(w *world, args []value) (value, error) {
	f, err := selfFile(args[0])
	if err != nil {
		return value{}, err
	}
	if !f.writable() {
		return value{}, unsupported(map[bool]string{true: "not writable", false: "write"}[f.text()])
	}
	return f.write(w, args[1])
}

// write writes a str or bytes, and returns how much.
func (f *File) write(w *world, v value) (value, error) {
	if !f.text() {
		b, ok := bytesOf(v)
		if !ok {
			return value{}, object.TypeErrorf("a bytes-like object is required, not '%s'", v.Type().LongName())
		}
		return object.Int(int64(len(b))), f.put(w, b)
	}
	s := object.AsA[object.Str](v, &object.StrLayout)
	if s == nil {
		if f.Device == deviceMemory {
			return value{}, object.TypeErrorf("string argument expected, got '%s'", v.Type().LongName())
		}
		return value{}, object.TypeErrorf("write() argument must be str, not %s", v.Type().LongName())
	}
	return object.Int(int64(s.Len())), f.writeText(w, s.S)
}

func (f *File) writeText(w *world, s string) error {
	if f.Device == deviceMemory {
		if f.Newline == "None" {
			s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
		}
		return f.put(w, []byte(s))
	}
	if f.Newline == "\r\n" || f.Newline == "\r" {
		s = strings.ReplaceAll(s, "\n", f.Newline)
	}
	b, err := encode(s, f.Encoding, f.Errors)
	if err != nil {
		return err
	}
	return f.put(w, b)
}

func stepWritelines(c *call) action {
	const it = 2
	switch c.Step() {
	case 0:
		if _, err := selfFile(c.Reg(0)); err != nil {
			return c.Raise(err)
		}
		return c.Do(1, object.OpIter, c.Reg(1))
	case 1:
		c.SetReg(it, c.Result())
	case 2:
		if c.Done() {
			return c.Return(object.None)
		}
		if _, err := fileWrite(c.World, []value{c.Reg(0), c.Result()}); err != nil {
			return c.Raise(err)
		}
	}
	return c.Do(2, object.OpNext, c.Reg(it))
}

func fileSeek(w *world, args []value) (value, error) {
	f, err := selfFile(args[0])
	if err != nil {
		return value{}, err
	}
	off, err := intArg(args[1])
	if err != nil {
		return value{}, err
	}
	whence, err := intArg(or(args[2], object.Int(0)))
	switch {
	case err != nil:
		return value{}, err
	case whence < 0 || whence > 2:
		return value{}, object.ValueErrorf("invalid whence (%d, should be 0, 1 or 2)", whence)
	case f.text() && whence == 1 && off != 0:
		return value{}, unsupported("can't do nonzero cur-relative seeks")
	case f.text() && whence == 2 && off != 0:
		return value{}, unsupported("can't do nonzero end-relative seeks")
	case off < 0 && whence == 0:
		return value{}, object.ValueErrorf("negative seek position %d", off)
	}
	n, err := f.seek(w, off, int(whence))
	return object.Int(n), err
}

func fileTruncate(w *world, args []value) (value, error) {
	f, err := selfFile(args[0])
	if err != nil {
		return value{}, err
	}
	if !f.writable() {
		return value{}, unsupported("truncate")
	}
	n := f.tell()
	if given(args[1]) {
		if n, err = intArg(args[1]); err != nil {
			return value{}, err
		}
	}
	if f.Device == deviceMemory {
		at := n
		if f.text() {
			k, _ := f.prefix(f.In, int(n))
			at = int64(k)
		}
		f.In = f.In[:min(at, int64(len(f.In)))]
		return object.Int(n), nil
	}
	if err := f.flush(w); err != nil {
		return value{}, err
	}
	if err := f.ready(); err != nil {
		return value{}, err
	}
	if err := f.handle.Truncate(n); err != nil {
		return value{}, osError(err, object.Unbound)
	}
	return object.Int(n), nil
}

func fileFileno(w *world, args []value) (value, error) {
	f, err := selfFile(args[0])
	if err != nil {
		return value{}, err
	}
	switch f.Device {
	case deviceMemory:
		return value{}, unsupported("fileno")
	case deviceFile:
		if err := f.ready(); err != nil {
			return value{}, err
		}
		return object.Int(int64(f.handle.Fd())), nil
	}
	return object.Int(int64(f.Device) - 1), nil
}

// asks is a method that answers a question about an open file.
func asks(name, doc string, q func(f *File) bool) object.Native {
	return leaf(name, "(self, /)", doc, func(w *world, args []value) (value, error) {
		f, err := selfFile(args[0])
		if err != nil {
			return value{}, err
		}
		return object.Bool(q(f)), nil
	})
}

// fileMethods are the methods that all files have.
func fileMethods() []object.Native {
	return []object.Native{
		slow("__init__", "(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", func(*world, []value) (value, error) { return object.None, nil }, nil),
		reading("read", "(self, size=-1, /)", "Read and return up to size bytes or characters, all up to the end if size is negative or None.", fileRead),
		reading("read1", "(self, size=-1, /)", "Read and return up to size bytes.", fileRead),
		reading("readinto", "(self, buffer, /)", "Read bytes into a buffer and return how many.", fileReadInto),
		reading("readline", "(self, size=-1, /)", "Read until newline or EOF.\n\nReturns an empty string if EOF is hit immediately.", fileReadline),
		reading("readlines", "(self, hint=-1, /)", "Return a list of lines from the stream.", fileReadlines),
		leaf("write", "(self, text, /)", "Write string to stream.\nReturns the number of characters written (which is always equal to\nthe length of the string).", fileWrite),
		slow("writelines", "(self, lines, /)", "Write a list of lines to stream.\n\nLine separators are not added, so it is usual for each of the\nlines provided to have a line separator at the end.", nil, stepWritelines, object.Any),
		leaf("seek", "(self, cookie, whence=0, /)", "Change stream position.", fileSeek),
		leaf("tell", "(self, /)", "Return current stream position.", func(w *world, args []value) (value, error) {
			f, err := selfFile(args[0])
			if err != nil {
				return value{}, err
			}
			return object.Int(f.tell()), nil
		}),
		leaf("truncate", "(self, pos=None, /)", "Truncate file to pos bytes.", fileTruncate),
		leaf("flush", "(self, /)", "Flush write buffers, if applicable.", func(w *world, args []value) (value, error) {
			f, err := selfFile(args[0])
			if err != nil {
				return value{}, err
			}
			return object.None, f.flush(w)
		}),
		leaf("close", "(self, /)", "Flush and close the IO object.\n\nThis method has no effect if the file is already closed.", func(w *world, args []value) (value, error) {
			return object.None, object.As[File](args[0]).close(w)
		}),
		leaf("fileno", "(self, /)", "Returns underlying file descriptor if one exists.", fileFileno),
		asks("isatty", "Return whether this is an 'interactive' stream.", func(f *File) bool { return false }),
		asks("readable", "Return whether object was opened for reading.", (*File).readable),
		asks("writable", "Return whether object was opened for writing.", (*File).writable),
		asks("seekable", "Return whether object supports random access.", func(f *File) bool { return f.Device == deviceFile || f.Device == deviceMemory }),
		leaf("__iter__", "(self, /)", "Implement iter(self).", func(w *world, args []value) (value, error) {
			_, err := selfFile(args[0])
			return args[0], err
		}),
		reading("__next__", "(self, /)", "Implement next(self).", fileNext),
		leaf("__enter__", "(self, /)", "Return self, which must be open.", func(w *world, args []value) (value, error) {
			_, err := selfFile(args[0])
			return args[0], err
		}),
		slow("__exit__", "(self, /, *args)", "Close the file.", nil, func(c *call) action {
			switch c.Step() {
			case 0:
				return c.Do(1, object.OpGetAttr, c.Reg(0), intern("close"))
			case 1:
				return c.Ask(2, c.Result())
			}
			return c.Return(object.None)
		}),
		leaf("__repr__", "(self, /)", "Return repr(self).", fileRepr),
		leaf("reconfigure", "(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)", "Reconfigure the text stream with new parameters.", func(w *world, args []value) (value, error) {
			return object.None, nil
		}),
	}
}

func fileRepr(w *world, args []value) (value, error) {
	f := object.As[File](args[0])
	t := f.Header.Shape.Type
	name := t.Module + "." + t.Qualname
	if f.Device == deviceMemory {
		id, _ := object.StrLeaf(inBase(object.Int(int64(w.Address(args[0]))), 16, "0x"))
		return str("<" + name + " object at " + id + ">"), nil
	}
	s := "<" + name
	if n, ok := object.ReprLeaf(f.Name); ok {
		s += " name=" + n
	}
	if f.text() {
		s += " mode=" + object.ReprString(f.Mode) + " encoding=" + object.ReprString(f.shownEncoding())
	}
	return str(s + ">"), nil
}

func (f *File) shownEncoding() string {
	if f.Encoding == "utf-8" && f.Device == deviceFile {
		if v, ok := object.GetAttr(object.Of(f), "_encoding"); ok {
			s, _ := object.StringOf(v)
			return s
		}
		return "UTF-8"
	}
	return f.Encoding
}

// fileAttr is a computed attribute of files.
func fileAttr(name, doc string, get func(f *File) value) object.GetSet {
	return object.GetSet{Name: name, Doc: doc, Get: func(w *world, self value) (value, error) {
		return get(object.As[File](self)), nil
	}}
}

func fileAttrs() []object.GetSet {
	return []object.GetSet{
		fileAttr("closed", "whether the file is closed", func(f *File) value { return object.Bool(f.Closed) }),
		fileAttr("name", "its path, or number", func(f *File) value { return f.Name }),
		fileAttr("mode", "how it was opened", func(f *File) value { return str(f.Mode) }),
		{Name: "softspace", Doc: "whether the print statement owes a space", Get: func(w *world, self value) (value, error) {
			if object.As[File](self).Soft {
				return object.Int(1), nil
			}
			return object.Int(0), nil
		}, Set: func(w *world, self, v value) error {
			b, ok := object.TruthLeaf(v)
			object.As[File](self).Soft = b && ok
			return nil
		}},
	}
}

func textAttrs() []object.GetSet {
	return append(fileAttrs(),
		fileAttr("encoding", "the encoding of its text", func(f *File) value {
			if f.Device == deviceMemory {
				return object.None
			}
			return str(f.shownEncoding())
		}),
		fileAttr("errors", "how coding errors are treated", func(f *File) value { return str(f.Errors) }),
		fileAttr("newlines", "the kinds of newlines met", func(f *File) value { return object.None }),
		fileAttr("line_buffering", "whether newlines flush it", func(f *File) value { return object.Bool(f.Lines) }),
		object.GetSet{Name: "buffer", Doc: "the binary file below", Get: func(w *world, self value) (value, error) {
			f := object.As[File](self)
			b := &File{Name: f.Name, Mode: f.Mode, Device: f.Device, Newline: "None", Seen: true, Pos: f.Pos}
			b.Header.Shape = &WriterShape
			if f.readable() {
				b.Header.Shape = &ReaderShape
				b.In = f.In
			}
			return object.Of(b), nil
		}})
}
