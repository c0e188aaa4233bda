package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// The module _io holds the types of files; io gives them out.
var ioModule = module{
	name:  "_io",
	doc:   "The io module provides the Python interfaces to stream handling.",
	types: fileTables(),
	fill:  fillIO,
}

var ioNames = module{
	name: "io",
	doc:  "The io module provides the Python interfaces to stream handling.",
	fill: func(m *vm.Machine, d *object.Dict) error {
		for _, t := range []*object.Type{IOBaseType, RawIOBaseType, BufferedIOBaseType, TextIOBaseType} {
			d.SetString(t.Name[1:], object.Of(t))
		}
		return ioModule.enter(m, d)
	},
}

func fillIO(m *vm.Machine, d *object.Dict) error {
	open, _ := m.Builtins.GetString("open")
	d.SetString("open", open)
	d.SetString("DEFAULT_BUFFER_SIZE", object.Int(8192))
	d.SetString("SEEK_SET", object.Int(0))
	d.SetString("SEEK_CUR", object.Int(1))
	d.SetString("SEEK_END", object.Int(2))
	d.SetString("BlockingIOError", object.Of(object.BlockingIOError))
	return nil
}

func fileTables() []*object.Table {
	var stringNew = object.Native{Sig: "(cls, initial_value='', newline='\\n')", Doc: "Create and return a new object.", Fast: newStringIO}
	var bytesNew = object.Native{Sig: "(cls, initial_bytes=b'')", Doc: "Create and return a new object.", Fast: newBytesIO}
	base := func(t *object.Type, name string, b *object.Type, rows []object.Native) *object.Table {
		return &object.Table{Type: t, Name: name, Base: b, Flags: object.HasDict, Methods: rows, Doc: "The abstract base class of I/O classes."}
	}
	row := func(t *object.Type, name string, b *object.Type, s *object.Shape, doc string) *object.Table {
		return &object.Table{Type: t, Name: name, Base: b, Shape: s, Layout: &FileLayout, Flags: object.HasDict | object.Weakable, Methods: fileMethods(), GetSets: fileAttrs(), Doc: doc}
	}
	tables := []*object.Table{
		base(IOBaseType, "_IOBase", nil, baseMethods()),
		base(RawIOBaseType, "_RawIOBase", IOBaseType, nil),
		base(BufferedIOBaseType, "_BufferedIOBase", IOBaseType, nil),
		base(TextIOBaseType, "_TextIOBase", IOBaseType, nil),
		row(TextFileType, "TextIOWrapper", TextIOBaseType, &TextFileShape, "Character and line based layer over a BufferedIOBase object, buffer."),
		row(ReaderType, "BufferedReader", BufferedIOBaseType, &ReaderShape, "Create a new buffered reader using the given readable raw IO object."),
		row(WriterType, "BufferedWriter", BufferedIOBaseType, &WriterShape, "A buffer for a writeable sequential RawIO object."),
		row(RandomType, "BufferedRandom", BufferedIOBaseType, &RandomShape, "A buffered interface to random access streams."),
		row(FileIOType, "FileIO", RawIOBaseType, &FileIOShape, "Open a file."),
		row(StringIOType, "StringIO", TextIOBaseType, &StringIOShape, "Text I/O implementation using an in-memory buffer."),
		row(BytesIOType, "BytesIO", BufferedIOBaseType, &BytesIOShape, "Buffered I/O implementation using an in-memory bytes buffer."),
		{Type: UnsupportedType, Name: "UnsupportedOperation", Base: object.OSError, Bases: []*object.Type{object.OSError, object.ValueError}, Doc: "An operation that a file does not support."},
	}
	tables[0].GetSets = baseAttrs()
	tables[4].Struct = fileStruct.Layout()
	tables[4].GetSets = textAttrs()
	for _, t := range tables[4:9] {
		t.Flags |= object.NoInstances
	}
	tables[9].New, tables[10].New = &stringNew, &bytesNew
	tables[9].GetSets = textAttrs()
	tables[9].Methods = append(tables[9].Methods, getvalue())
	tables[10].Methods = append(tables[10].Methods, getvalue(), leaf("getbuffer", "(self, /)", "Get the content, as bytes.", fileContent))
	return tables
}

func getvalue() object.Native {
	return leaf("getvalue", "(self, /)", "Retrieve the entire contents of the object.", fileContent)
}

func fileContent(w *world, args []value) (value, error) {
	f, err := selfFile(args[0])
	if err != nil {
		return value{}, err
	}
	if f.text() {
		return str(string(f.In)), nil
	}
	return object.NewBytes(string(f.In)), nil
}

func newMemory(class value, base *object.Type, mode string) (*File, error) {
	t, err := classArg(class, base)
	if err != nil {
		return nil, err
	}
	f := newOf[File](t)
	f.Name, f.Mode, f.Newline, f.Device, f.Closed = object.None, mode, "\n", deviceMemory, false
	return f, nil
}

func newStringIO(w *world, args []value) (value, error) {
	f, err := newMemory(args[0], StringIOType, "r+")
	if err != nil {
		return value{}, err
	}
	f.Encoding, f.Errors = "utf-8", "surrogatepass"
	if !args[2].IsUnbound() {
		f.Newline = "None"
		if !args[2].IsNone() {
			s, ok := object.StringOf(args[2])
			if !ok {
				return value{}, object.TypeErrorf("newline must be str or None, not %s", args[2].Type().LongName())
			}
			f.Newline = s
		}
	}
	if given(args[1]) {
		s, ok := object.StringOf(args[1])
		if !ok {
			return value{}, object.TypeErrorf("initial_value must be str or None, not %s", args[1].Type().LongName())
		}
		if err := f.writeText(w, s); err != nil {
			return value{}, err
		}
		f.Pos = 0
	}
	return object.Of(f), nil
}

func newBytesIO(w *world, args []value) (value, error) {
	f, err := newMemory(args[0], BytesIOType, "rb+")
	if err != nil {
		return value{}, err
	}
	if given(args[1]) {
		b, ok := bytesOf(args[1])
		if !ok {
			return value{}, object.TypeErrorf("a bytes-like object is required, not '%s'", args[1].Type().LongName())
		}
		f.In = append([]byte(nil), b...)
	}
	return object.Of(f), nil
}

// baseClosed is the attribute by which the abstract bases know that a file is
// closed.
const baseClosed = "__IOBase_closed"

func isBaseClosed(v value) bool {
	closed, _ := object.GetAttr(v, baseClosed)
	return closed == object.True
}

// baseAttrs are the computed attributes of the abstract bases.
func baseAttrs() []object.GetSet {
	return []object.GetSet{{Name: "closed", Doc: "whether the file is closed", Get: func(_ *world, v value) (value, error) {
		return object.Bool(isBaseClosed(v)), nil
	}}}
}

// stepBaseClose flushes a file that a program defines, once.
func stepBaseClose(c *call) action {
	switch c.Step() {
	case 0:
		if isBaseClosed(c.Reg(0)) {
			return c.Return(object.None)
		}
		return c.Do(1, object.OpGetAttr, c.Reg(0), intern("flush"))
	case 1:
		return c.Ask(2, c.Result())
	case 2:
		return c.Do(3, object.OpSetAttr, c.Reg(0), intern(baseClosed), object.True)
	}
	return c.Return(object.None)
}

// baseMethods are what the abstract bases give to files that programs define.
func baseMethods() []object.Native {
	method := func(name string) step { // calls another method of self and ends with None
		return func(c *call) action {
			switch c.Step() {
			case 0:
				return c.Do(1, object.OpGetAttr, c.Reg(0), intern(name))
			case 1:
				return c.Ask(2, c.Result())
			}
			return c.Return(object.None)
		}
	}
	answer := func(v value) fast { return func(*world, []value) (value, error) { return v, nil } }
	return []object.Native{
		leaf("__enter__", "(self, /)", "Return self.", func(w *world, args []value) (value, error) { return args[0], nil }),
		slow("__exit__", "(self, /, *args)", "Close the file.", nil, method("close")),
		leaf("__iter__", "(self, /)", "Implement iter(self).", func(w *world, args []value) (value, error) { return args[0], nil }),
		slow("__next__", "(self, /)", "Implement next(self).", nil, func(c *call) action {
			switch c.Step() {
			case 0:
				return c.Do(1, object.OpGetAttr, c.Reg(0), intern("readline"))
			case 1:
				return c.Ask(2, c.Result())
			}
			if empty(c.Result()) {
				return c.Raise(object.NewException(object.StopIteration))
			}
			return c.Return(c.Result())
		}),
		slow("close", "(self, /)", "Flush and close the IO object.", nil, stepBaseClose),
		leaf("flush", "(self, /)", "Flush write buffers, if applicable.", answer(object.None)),
		leaf("readable", "(self, /)", "Return whether object was opened for reading.", answer(object.False)),
		leaf("writable", "(self, /)", "Return whether object was opened for writing.", answer(object.False)),
		leaf("seekable", "(self, /)", "Return whether object supports random access.", answer(object.False)),
		leaf("isatty", "(self, /)", "Return whether this is an 'interactive' stream.", answer(object.False)),
		slow("writelines", "(self, lines, /)", "Write a list of lines to stream.", nil, func(c *call) action {
			const it, line = 2, 3
			switch c.Step() {
			case 0:
				return c.Do(1, object.OpIter, c.Reg(1))
			case 1:
				c.SetReg(it, c.Result())
			case 2:
				if c.Done() {
					return c.Return(object.None)
				}
				c.SetReg(line, c.Result())
				return c.Do(3, object.OpGetAttr, c.Reg(0), intern("write"))
			case 3:
				return c.Ask(4, c.Result(), c.Reg(line))
			}
			return c.Do(2, object.OpNext, c.Reg(it))
		}, object.Any, object.Any),
	}
}
