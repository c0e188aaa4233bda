package lib

import (
	"bytes"
	"strings"

	"brine/vm"
	"brine/vm/object"
)

// give makes a str or bytes of what was read.
func (f *File) give(b []byte) (value, error) {
	if !f.text() {
		return object.NewBytes(string(b)), nil
	}
	s, err := decode(b, f.Encoding, f.Errors)
	if err != nil {
		return value{}, err
	}
	if f.Newline == "None" && strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return str(s), nil
}

// readAll reads up to the end.
func (f *File) readAll(w *world) (value, error) {
	for {
		more, err := f.more(w, len(f.In))
		if err != nil {
			return value{}, err
		}
		if !more {
			break
		}
	}
	b := f.rest()
	v, err := f.give(b)
	f.skip(len(b))
	return v, err
}

// read reads n bytes or characters.
func (f *File) read(w *world, n int) (value, error) {
	if n < 0 {
		return f.readAll(w)
	}
	for {
		b := f.rest()
		end, enough := n, len(b) >= n
		if f.text() {
			end, enough = f.prefix(b, n)
		}
		if !enough {
			more, err := f.more(w, n)
			if err != nil {
				return value{}, err
			}
			if more {
				continue
			}
			end = len(f.rest())
			b = f.rest()
		}
		v, err := f.give(b[:end])
		f.skip(end)
		return v, err
	}
}

// prefix returns the length of the first n characters of b; enough is false if
// more bytes are needed to tell.
func (f *File) prefix(b []byte, n int) (end int, enough bool) {
	for i := 0; ; n-- {
		if n == 0 {
			return i, true
		}
		if i >= len(b) {
			return i, false
		}
		c := b[i]
		i++
		if c == '\r' && f.Newline == "None" {
			if i >= len(b) {
				return i, false
			}
			if b[i] == '\n' {
				i++
			}
		}
		if c >= 0x80 && f.Encoding != "latin-1" {
			for i < len(b) && b[i]&0xC0 == 0x80 {
				i++
			}
			if i >= len(b) {
				return i, n == 1 && f.Device == deviceMemory
			}
		}
	}
}

// lineEnd returns the length of the first line of b with its end; 0 if it
// does not end there.
func (f *File) lineEnd(b []byte, atEOF bool) int {
	if !f.text() {
		return bytes.IndexByte(b, '\n') + 1
	}
	switch f.Newline {
	case "None", "":
		i := bytes.IndexAny(b, "\r\n")
		switch {
		case i < 0:
			return 0
		case b[i] == '\n':
			return i + 1
		case i+1 < len(b) && b[i+1] == '\n':
			return i + 2
		case i+1 < len(b) || atEOF:
			return i + 1
		}
		return 0
	}
	if i := bytes.Index(b, []byte(f.Newline)); i >= 0 {
		return i + len(f.Newline)
	}
	return 0
}

// line reads a line of at most limit bytes or characters (-1: any).
func (f *File) line(w *world, limit int) (value, error) {
	return f.lineBefore(w, limit, f.Device == deviceMemory)
}

// lineBefore is line; eof says that nothing follows what is at hand.
func (f *File) lineBefore(w *world, limit int, eof bool) (value, error) {
	for {
		b := f.rest()
		end := f.lineEnd(b, eof)
		if end == 0 && !eof {
			if limit < 0 || len(b) < limit {
				more, err := f.more(w, 0)
				if err != nil {
					return value{}, err
				}
				eof = !more
				continue
			}
			end = len(b)
		}
		if end == 0 {
			end = len(b)
		}
		if limit >= 0 {
			if f.text() {
				if k, _ := f.prefix(b, limit); k < end {
					end = k
				}
			} else {
				end = min(end, limit)
			}
		}
		v, err := f.give(b[:end])
		f.skip(end)
		return v, err
	}
}

// empty reports whether v is an empty str or bytes: the end of a file.
func empty(v value) bool {
	n, ok := object.LenLeaf(v)
	return ok && n == 0
}

// reading is a row of a method that reads. Where that has to wait for standard
// input, its leaf has changed nothing but what is at hand, and its step waits
// and tries again.
func reading(name, sig, doc string, f fast) object.Native {
	return slow(name, sig, doc, f, func(c *call) action {
		v, err := f(c.World, c.F.Regs[:len(c.F.Native.Params)])
		switch err {
		case nil:
			return c.Return(v)
		case object.ErrSlow:
			return vm.Of(c.World).Wait(c, 0, vm.Forever)
		case object.ErrExhausted:
			return c.Raise(object.NewException(object.StopIteration))
		}
		return c.Raise(err)
	})
}

func forReading(v value) (*File, error) {
	f, err := selfFile(v)
	if err == nil && !f.readable() {
		return nil, unsupported(map[bool]string{true: "not readable", false: "read"}[f.text()])
	}
	return f, err
}

// sizeArg is the size argument of the read methods, -1 if absent.
func sizeArg(v value) (int, error) {
	if !given(v) {
		return -1, nil
	}
	n, ok := object.Int64Of(v)
	if !ok {
		return 0, object.TypeErrorf("argument should be integer or None, not '%s'", v.Type().LongName())
	}
	return int(max(n, -1)), nil
}

func fileRead(w *world, args []value) (value, error) {
	f, err := forReading(args[0])
	if err != nil {
		return value{}, err
	}
	n, err := sizeArg(args[1])
	if err != nil {
		return value{}, err
	}
	return f.read(w, n)
}

func fileReadline(w *world, args []value) (value, error) {
	f, err := forReading(args[0])
	if err != nil {
		return value{}, err
	}
	n, err := sizeArg(args[1])
	if err != nil {
		return value{}, err
	}
	return f.line(w, n)
}

func fileReadlines(w *world, args []value) (value, error) {
	f, err := forReading(args[0])
	if err != nil {
		return value{}, err
	}
	hint, err := sizeArg(args[1])
	if err != nil {
		return value{}, err
	}
	eof := f.Device == deviceMemory
	if f.Device == deviceStdin { // all of it first, for the lines taken would be lost where it has to wait
		for more := true; more && (hint <= 0 || len(f.In) < hint); {
			if more, err = f.more(w, 0); err != nil {
				return value{}, err
			}
			eof = !more
		}
	}
	var lines []value
	for size := 0; hint <= 0 || size < hint; {
		v, err := f.lineBefore(w, -1, eof)
		if err != nil {
			return value{}, err
		}
		n, _ := object.LenLeaf(v)
		if n == 0 {
			break
		}
		size += n
		lines = append(lines, v)
	}
	return list(lines), nil
}

func fileNext(w *world, args []value) (value, error) {
	f, err := forReading(args[0])
	if err != nil {
		return value{}, err
	}
	v, err := f.line(w, -1)
	if err == nil && empty(v) {
		return v, object.ErrExhausted
	}
	return v, err
}

func fileReadInto(w *world, args []value) (value, error) {
	f, err := forReading(args[0])
	if err != nil {
		return value{}, err
	}
	b := object.AsA[object.ByteArray](args[1], &object.ByteArrayLayout)
	if b == nil {
		return value{}, object.TypeErrorf("readinto() argument must be read-write bytes-like object, not %s", args[1].Type().LongName())
	}
	v, err := f.read(w, len(b.B))
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(copy(b.B, object.BytesOf(v)))), nil
}
