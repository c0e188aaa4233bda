package lib

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"unicode/utf8"

	"brine/vm"
	"brine/vm/object"
)

// File is an open file: text or binary, of the operating system, a standard
// stream, or in memory (StringIO, BytesIO). What is saved says where it stands;
// the operating system's handle is opened again when it is next needed.
type File struct {
	object.Header
	object.Attrs
	Name     value // a path, or a number
	Mode     string
	Encoding string // "" of binary files
	Errors   string
	Newline  string // "None" if the universal newlines of text are translated
	Device   device
	Pos      int64  // of the device: behind In, before Out
	In       []byte // read, but not yet given out
	Out      []byte // to be written
	Lines    bool   // flush at newlines
	Closed   bool
	Soft     bool // softspace: the print statement owes a space
	Seen     bool // Name was opened before: do not truncate it again
	ID       uint64

	handle *os.File `brine:"host"`
}

// device is what stands behind a File.
type device uint8

const (
	deviceFile device = iota
	deviceStdin
	deviceStdout
	deviceStderr
	deviceMemory // its content is In, all of it; Pos is the place in it
)

// The types of files.
var (
	IOBaseType         = &object.Type{}
	RawIOBaseType      = &object.Type{}
	BufferedIOBaseType = &object.Type{}
	TextIOBaseType     = &object.Type{}

	TextFileType    = &object.Type{}
	TextFileShape   object.Shape
	FileLayout      object.Layout
	ReaderType      = &object.Type{}
	ReaderShape     object.Shape
	WriterType      = &object.Type{}
	WriterShape     object.Shape
	RandomType      = &object.Type{}
	RandomShape     object.Shape
	FileIOType      = &object.Type{}
	FileIOShape     object.Shape
	StringIOType    = &object.Type{}
	StringIOShape   object.Shape
	BytesIOType     = &object.Type{}
	BytesIOShape    object.Shape
	UnsupportedType = &object.Type{}
)

var fileStruct = object.Struct[File]{
	Name:  "file",
	Init:  func(f *File) { f.Name, f.Closed, f.Newline = object.None, true, "None" },
	Attrs: func(f *File) *object.Attrs { return &f.Attrs },
	ID:    func(f *File) *uint64 { return &f.ID },
	Fields: func(f *File, a object.Archive) {
		a.Values("slots", &f.Slots)
		a.Value("name", &f.Name)
		a.String("mode", &f.Mode)
		a.String("encoding", &f.Encoding)
		a.String("errors", &f.Errors)
		a.String("newline", &f.Newline)
		object.VisitInt(a, "device", &f.Device)
		pos, in := f.Pos, f.In
		if f.Device == deviceFile { // what was read is read again
			pos, in = pos-int64(len(in)), nil
		}
		a.Int("pos", &pos)
		a.Bytes("in", &in)
		a.Bytes("out", &f.Out)
		a.Bool("lines", &f.Lines)
		a.Bool("closed", &f.Closed)
		a.Bool("soft", &f.Soft)
		object.VisitInt(a, "id", &f.ID)
		if !a.Loading() {
			return
		}
		f.Pos, f.In, f.Seen = max(pos, 0), in, true
		if f.Device > deviceMemory {
			a.Fail("file device %d", f.Device)
		}
	},
}

// dirtyFiles are the files of a machine that have unwritten bytes.
func dirtyFiles(w *world) *object.List {
	if l := object.AsA[object.List](w.States["io"], &object.ListLayout); l != nil {
		return l
	}
	l := object.NewList(nil)
	w.States["io"] = object.Of(l)
	return l
}

// note remembers a file that has unwritten bytes.
func (f *File) note(w *world) {
	l := dirtyFiles(w)
	if !slices.Contains(l.Items, object.Of(f)) {
		l.Append(object.Of(f))
	}
}

// Flush writes out what files hold back: before anything that could look at
// them, a checkpoint, and exit. Errors are left to the file's own flush.
func Flush(m *vm.Machine) { flushAll(&m.World) }

func flushAll(w *world) {
	l := dirtyFiles(w)
	for _, v := range l.Items {
		if f := fileOf(v); f != nil {
			_ = f.flush(w)
		}
	}
	l.Items = nil
	object.FlushWriter(w.Host.Stdout)
	object.FlushWriter(w.Host.Stderr)
}

// fileOf returns the file that v is, or nil.
func fileOf(v value) *File { return object.AsA[File](v, &FileLayout) }

// selfFile returns the file whose method runs, which must be open.
func selfFile(v value) (*File, error) {
	f := object.As[File](v)
	if f.Closed {
		return nil, object.ValueErrorf("I/O operation on closed file.")
	}
	return f, nil
}

func (f *File) text() bool { return f.Encoding != "" }

func (f *File) readable() bool {
	return f.Device == deviceMemory || f.Device != deviceStdout && f.Device != deviceStderr && (bytes.ContainsAny([]byte(f.Mode), "r+"))
}

func (f *File) writable() bool {
	return f.Device == deviceMemory || f.Device != deviceStdin && bytes.ContainsAny([]byte(f.Mode), "wax+")
}

func unsupported(text string) error { return object.NewException(UnsupportedType, str(text)) }

// osError turns an error of the operating system into Python's.
func osError(err error, name value) error {
	var e syscall.Errno
	if !errors.As(err, &e) {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			e = syscall.ENOENT
		case errors.Is(err, fs.ErrExist):
			e = syscall.EEXIST
		case errors.Is(err, fs.ErrPermission):
			e = syscall.EACCES
		case errors.Is(err, fs.ErrClosed):
			e = syscall.EBADF
		default:
			return object.Errorf(object.OSError, "%v", err)
		}
	}
	return object.NewOSError(e, errnoText(e), name)
}

// errnoText is the operating system's text as C has it.
func errnoText(e syscall.Errno) string {
	s := e.Error()
	if s == "" {
		return s
	}
	return string(s[0]&^0x20) + s[1:]
}

// open opens the file's path, again or for the first time.
func (f *File) open() error {
	flag := 0
	switch f.Mode[0] {
	case 'r':
		flag = os.O_RDONLY
	case 'w':
		flag = os.O_WRONLY | os.O_CREATE
		if !f.Seen {
			flag |= os.O_TRUNC
		}
	case 'a':
		flag = os.O_WRONLY | os.O_CREATE | os.O_APPEND
	case 'x':
		flag = os.O_WRONLY | os.O_CREATE
		if !f.Seen {
			flag |= os.O_EXCL
		}
	}
	if bytes.ContainsRune([]byte(f.Mode), '+') {
		flag = flag&^(os.O_RDONLY|os.O_WRONLY) | os.O_RDWR
	}
	if f.Name.IsInt() {
		f.handle = os.NewFile(uintptr(f.Name.N), "<fd>")
		if f.handle == nil {
			return object.NewOSError(syscall.EBADF, errnoText(syscall.EBADF), object.Unbound)
		}
		return nil
	}
	path, _ := object.StringOf(f.Name)
	if b, ok := bytesOf(f.Name); ok {
		path = string(b)
	}
	h, err := os.OpenFile(path, flag, 0o666)
	if err != nil {
		return osError(err, f.Name)
	}
	if st, err := h.Stat(); err == nil && st.IsDir() {
		h.Close()
		return object.NewOSError(syscall.EISDIR, errnoText(syscall.EISDIR), f.Name)
	}
	f.handle = h
	if f.Seen && f.Pos > 0 {
		_, err = h.Seek(f.Pos, io.SeekStart)
	} else if f.Mode[0] == 'a' {
		f.Pos, _ = h.Seek(0, io.SeekEnd)
	}
	f.Seen = true
	if err != nil {
		return osError(err, object.Unbound)
	}
	return nil
}

// ready makes sure that there is a handle.
func (f *File) ready() error {
	if f.handle == nil {
		return f.open()
	}
	return nil
}

// fill reads more bytes into In; none are added at the end of the file.
func (f *File) fill(w *world, want int) error {
	if f.Device == deviceMemory {
		return nil
	}
	if f.Device == deviceStdin {
		return f.fillFromInput(w)
	}
	if err := f.flush(w); err != nil {
		return err
	}
	if err := f.ready(); err != nil {
		return err
	}
	want = min(max(want, 8192), 1<<24)
	f.In = slices.Grow(f.In, want)
	n, err := f.handle.Read(f.In[len(f.In) : len(f.In)+want])
	f.In = f.In[:len(f.In)+n]
	f.Pos += int64(n)
	if err != nil && err != io.EOF {
		return osError(err, object.Unbound)
	}
	return nil
}

// fillFromInput is fill for standard input: ErrSlow if its reader has to wait.
func (f *File) fillFromInput(w *world) error {
	if err := object.FlushWriter(w.Host.Stdout); err != nil {
		return osError(err, object.Unbound)
	}
	b, err, ready := w.Host.ReadInput(vm.Of(w).Post)
	if !ready {
		return object.ErrSlow
	}
	f.In = append(f.In, b...)
	f.Pos += int64(len(b))
	if err != nil && err != io.EOF {
		return osError(err, object.Unbound)
	}
	return nil
}

// rest returns the bytes that are at hand; skip gives them out.
func (f *File) rest() []byte {
	if f.Device == deviceMemory {
		return f.In[min(f.Pos, int64(len(f.In))):]
	}
	return f.In
}

func (f *File) skip(n int) {
	if f.Device == deviceMemory {
		f.Pos += int64(n)
		return
	}
	f.In = f.In[n:]
	if len(f.In) == 0 {
		f.In = nil
	}
}

// more gets more bytes at hand; it reports whether there were any.
func (f *File) more(w *world, want int) (bool, error) {
	if f.Device == deviceMemory {
		return false, nil
	}
	n := len(f.In)
	err := f.fill(w, want)
	return len(f.In) > n, err
}

// put writes bytes, at once or later.
func (f *File) put(w *world, b []byte) error {
	f.Soft = false
	switch f.Device {
	case deviceMemory:
		f.putMemory(b)
		return nil
	case deviceStdout, deviceStderr:
		dst := w.Host.Stdout
		if f.Device == deviceStderr {
			dst = w.Host.Stderr
		}
		if dst == nil {
			return nil
		}
		if _, err := dst.Write(b); err != nil {
			return osError(err, object.Unbound)
		}
		return nil
	}
	if err := f.unread(); err != nil {
		return err
	}
	f.Out = append(f.Out, b...)
	if len(f.Out) >= 8192 || f.Lines && bytes.IndexByte(b, '\n') >= 0 {
		return f.flush(w)
	}
	f.note(w)
	return nil
}

// putMemory writes to memory: over what stands there, as many characters.
func (f *File) putMemory(b []byte) {
	if gap := f.Pos - int64(len(f.In)); gap > 0 {
		f.In = append(f.In, make([]byte, gap)...)
	}
	at := int(f.Pos)
	end := min(at+len(b), len(f.In))
	if f.text() && at < len(f.In) {
		end = at
		for n := utf8.RuneCount(b); n > 0 && end < len(f.In); n-- {
			_, k := utf8.DecodeRune(f.In[end:])
			end += k
		}
	}
	if at == len(f.In) {
		f.In = append(f.In, b...)
	} else {
		f.In = slices.Replace(f.In, at, end, b...)
	}
	f.Pos += int64(len(b))
}

// unread drops what was read ahead, so that the device stands where the
// program thinks.
func (f *File) unread() error {
	if len(f.In) == 0 || f.Device != deviceFile {
		return nil
	}
	f.Pos -= int64(len(f.In))
	f.In = nil
	if err := f.ready(); err != nil {
		return err
	}
	if _, err := f.handle.Seek(f.Pos, io.SeekStart); err != nil {
		return osError(err, object.Unbound)
	}
	return nil
}

// flush writes out what is held back.
func (f *File) flush(w *world) error {
	switch f.Device {
	case deviceStdout:
		return object.FlushWriter(w.Host.Stdout)
	case deviceStderr:
		return object.FlushWriter(w.Host.Stderr)
	}
	if len(f.Out) == 0 || f.Device != deviceFile {
		return nil
	}
	if err := f.ready(); err != nil {
		return err
	}
	n, err := f.handle.Write(f.Out)
	f.Pos += int64(n)
	f.Out = f.Out[:0]
	if err != nil {
		return osError(err, object.Unbound)
	}
	return nil
}

// close closes the file, once.
func (f *File) close(w *world) error {
	if f.Closed {
		return nil
	}
	err := f.flush(w)
	f.Closed, f.Out = true, nil
	if f.Device != deviceMemory {
		f.In = nil
	}
	if f.handle != nil {
		if e := f.handle.Close(); e != nil && err == nil {
			err = osError(e, object.Unbound)
		}
		f.handle = nil
	}
	return err
}

// seek moves to a place, and returns it.
func (f *File) seek(w *world, off int64, whence int) (int64, error) {
	if f.Device == deviceMemory {
		return f.seekMemory(off, whence)
	}
	if f.Device != deviceFile {
		return 0, object.NewOSError(syscall.ESPIPE, errnoText(syscall.ESPIPE), object.Unbound)
	}
	if err := f.flush(w); err != nil {
		return 0, err
	}
	if err := f.ready(); err != nil {
		return 0, err
	}
	if whence == 1 {
		off, whence = off+f.Pos-int64(len(f.In)), 0
	}
	f.In = nil
	n, err := f.handle.Seek(off, whence)
	if err != nil {
		return 0, osError(err, object.Unbound)
	}
	f.Pos = n
	return n, nil
}

func (f *File) seekMemory(off int64, whence int) (int64, error) {
	switch whence {
	case 1:
		off += f.Pos
	case 2:
		off += int64(len(f.In))
	default:
		if f.text() {
			p := 0
			for n := off; n > 0; n-- {
				if p >= len(f.In) {
					p += int(n)
					break
				}
				_, k := utf8.DecodeRune(f.In[p:])
				p += k
			}
			f.Pos = int64(p)
			return off, nil
		}
	}
	f.Pos = max(off, 0)
	return f.tell(), nil
}

// tell returns the place in the file, of StringIO in characters.
func (f *File) tell() int64 {
	if f.Device == deviceMemory {
		if f.text() && f.Pos <= int64(len(f.In)) {
			return int64(utf8.RuneCount(f.In[:f.Pos]))
		}
		return f.Pos
	}
	return f.Pos - int64(len(f.In)) + int64(len(f.Out))
}
