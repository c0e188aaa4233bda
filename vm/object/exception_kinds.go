package object

import (
	"slices"
	"strconv"
	"syscall"
)

// specialExceptions are the parts of the tables of exception classes that
// have attributes of their own. The attributes are kept in the instance, with
// the class attribute None as their default.
func specialExceptions() map[*Type]Table {
	return map[*Type]Table{
		StopIteration: {Members: defaults("value"), Methods: []Native{initRow(func(e *Exception) error {
			setFrom(e, 0, "value")
			return nil
		})}},
		SystemExit: {Members: defaults("code"), Methods: []Native{initRow(func(e *Exception) error {
			switch len(e.Args.Items) {
			case 0:
			case 1:
				setFrom(e, 0, "code")
			default:
				SetAttr(Of(e), "code", Of(e.Args))
			}
			return nil
		})}},
		KeyError:        {Methods: []Native{keyErrorStr()}},
		ImportError:     {Members: defaults("msg", "name", "path"), Methods: []Native{initRow(initImport, "name", "path"), textRow(importText)}},
		AttributeError:  {Members: defaults("name", "obj"), Methods: []Native{initRow(nil, "name", "obj")}},
		NameError:       {Members: defaults("name"), Methods: []Native{initRow(nil, "name")}},
		OSError:         {Members: defaults("errno", "strerror", "filename", "filename2"), New: &osErrorNew, Methods: []Native{initRow(initOSError), osErrorStr()}},
		BlockingIOError: {Members: map[string]Value{"characters_written": Int(0)}},
		SyntaxError: {Members: defaults("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"),
			Methods: []Native{initRow(func(e *Exception) error { e.setSyntax(); return nil }), textRow(syntaxText)}},
		UnicodeEncodeError:    {Methods: []Native{initRow(initUnicode("encoding", "object", "start", "end", "reason")), textRow(unicodeText)}},
		UnicodeDecodeError:    {Methods: []Native{initRow(initUnicode("encoding", "object", "start", "end", "reason")), textRow(unicodeText)}},
		UnicodeTranslateError: {Methods: []Native{initRow(initUnicode("object", "start", "end", "reason")), textRow(unicodeText)}},
		BaseExceptionGroup:    {New: &groupNew, Methods: groupMethods()},
		ExceptionGroup:        {Bases: []*Type{BaseExceptionGroup, ExceptionType}},
	}
}

func defaults(names ...string) map[string]Value {
	m := map[string]Value{}
	for _, n := range names {
		m[n] = None
	}
	return m
}

// initRow is the __init__ of an exception class: it keeps the arguments, takes
// attributes from them, if init is not nil, and from these keywords.
func initRow(init func(e *Exception) error, keywords ...string) Native {
	return initNative(func(_ *World, args []Value, names *Tuple) (Value, error) {
		e := As[Exception](args[0])
		if names != nil && len(names.Items) > 0 && len(keywords) == 0 {
			return Value{}, TypeErrorf("%s() takes no keyword arguments", e.Shape.Type.Name)
		}
		e.keep(positional(args[1:], names))
		if init != nil {
			if err := init(e); err != nil {
				return Value{}, err
			}
		}
		if names == nil {
			return None, nil
		}
		if given, most := len(names.Items), len(keywords); given > most {
			return Value{}, TypeErrorf("%s() takes at most %d keyword argument%s (%d given)", e.Shape.Type.Name, most, Plural(most), given)
		}
		values := args[len(args)-len(names.Items):]
		for i, v := range names.Items {
			name, _ := StringOf(v)
			if !slices.Contains(keywords, name) {
				return Value{}, TypeErrorf("'%s' is an invalid keyword argument for %s()", name, e.Shape.Type.Name)
			}
			SetAttr(Of(e), name, values[i])
		}
		return None, nil
	})
}

// textRow is __str__ by text, where that needs only builtin values.
func textRow(text func(e *Exception) (string, bool)) Native {
	return slow("__str__", "(self, /)", "Return str(self).", func(_ *World, args []Value) (Value, error) {
		s, ok := text(As[Exception](args[0]))
		if !ok {
			return Value{}, ErrSlow
		}
		return NewStr(s), nil
	}, func(c *Call) Action {
		v, _ := BaseException.Lookup("__str__")
		return c.Tail(v, c.Reg(0))
	})
}

func setFrom(e *Exception, i int, name string) {
	if i < len(e.Args.Items) {
		SetAttr(Of(e), name, e.Args.Items[i])
	}
}

func initImport(e *Exception) error {
	if len(e.Args.Items) == 1 {
		setFrom(e, 0, "msg")
	}
	return nil
}

func importText(e *Exception) (string, bool) {
	if msg, ok := GetAttr(Of(e), "msg"); ok {
		if s, ok := StringOf(msg); ok {
			return s, true
		}
	}
	return "", false
}

func keyErrorStr() Native {
	return slow("__str__", "(self, /)", "Return str(self).", nil, func(c *Call) Action {
		e := RegAs[Exception](c, 0, &ExceptionLayout)
		if len(e.Args.Items) == 1 {
			return c.DoTail(OpRepr, e.Args.Items[0])
		}
		v, _ := BaseException.Lookup("__str__")
		return c.Tail(v, c.Reg(0))
	})
}

// osErrorNew picks the subclass that stands for an errno.
var osErrorNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.",
	Vector: func(_ *World, args []Value, kw *Tuple) (Value, error) {
		t, err := typeArg(args[0], BaseException)
		if err != nil {
			return Value{}, err
		}
		if kw != nil && len(kw.Items) > 0 && t.Builtin() {
			return Value{}, TypeErrorf("%s() takes no keyword arguments", t.Name)
		}
		items := slices.Clone(positional(args[1:], kw))
		if t == OSError && len(items) >= 2 {
			if n, ok := Int64Of(items[0]); ok {
				t = ErrnoClass(syscall.Errno(n))
			}
		}
		e := NewException(t, items...)
		return Of(e), initOSError(e)
	}}

// ErrnoClass returns the subclass of OSError for an error number.
func ErrnoClass(n syscall.Errno) *Type {
	switch n {
	case syscall.EAGAIN, syscall.EALREADY, syscall.EINPROGRESS:
		return BlockingIOError
	case syscall.EPIPE, syscall.ESHUTDOWN:
		return BrokenPipeError
	case syscall.ECHILD:
		return ChildProcessError
	case syscall.ECONNABORTED:
		return ConnectionAbortedError
	case syscall.ECONNREFUSED:
		return ConnectionRefusedError
	case syscall.ECONNRESET:
		return ConnectionResetError
	case syscall.EEXIST:
		return FileExistsError
	case syscall.ENOENT:
		return FileNotFoundError
	case syscall.EISDIR:
		return IsADirectoryError
	case syscall.ENOTDIR:
		return NotADirectoryError
	case syscall.EINTR:
		return InterruptedError
	case syscall.EACCES, syscall.EPERM:
		return PermissionError
	case syscall.ESRCH:
		return ProcessLookupError
	case syscall.ETIMEDOUT:
		return TimeoutError
	}
	return OSError
}

// NewOSError returns the OSError for an error number; path may be Unbound.
func NewOSError(n syscall.Errno, text string, path Value) *Exception {
	args := []Value{Int(int64(n)), NewStr(text)}
	if !path.IsUnbound() {
		args = append(args, path)
	}
	e := NewException(ErrnoClass(n), args...)
	_ = initOSError(e)
	return e
}

// initOSError takes errno, strerror and file names from 2 to 5 arguments; args
// keeps the first two.
func initOSError(e *Exception) error {
	items := e.Args.Items
	if len(items) < 2 || len(items) > 5 {
		return nil
	}
	setFrom(e, 0, "errno")
	setFrom(e, 1, "strerror")
	if len(items) > 2 {
		setFrom(e, 2, "filename")
		setFrom(e, 4, "filename2")
		e.Args = NewTuple(items[:2:2]...)
	}
	return nil
}

func osErrorStr() Native {
	return slow("__str__", "(self, /)", "Return str(self).", nil, func(c *Call) Action {
		get := func(name string) Value {
			v, ok := GetAttr(c.Reg(0), name)
			if !ok {
				return None
			}
			return v
		}
		no, text, file, file2 := get("errno"), get("strerror"), get("filename"), get("filename2")
		if no.IsNone() && text.IsNone() {
			v, _ := BaseException.Lookup("__str__")
			return c.Tail(v, c.Reg(0))
		}
		part := func(v Value, f func(Value) (string, bool)) string { s, _ := f(v); return s }
		s := "[Errno " + part(no, StrLeaf) + "] " + part(text, StrLeaf)
		if !file.IsNone() {
			s += ": " + part(file, ReprLeaf)
			if !file2.IsNone() {
				s += " -> " + part(file2, ReprLeaf)
			}
		}
		return c.Return(NewStr(s))
	})
}

func syntaxText(e *Exception) (string, bool) {
	get := func(name string) Value { v, _ := GetAttr(Of(e), name); return v }
	msg, ok := StringOf(get("msg"))
	if !ok {
		return "None", !get("msg").Has(&StrLayout) && len(e.Args.Items) == 0
	}
	file, hasFile := StringOf(get("filename"))
	line, hasLine := Int64Of(get("lineno"))
	if _, ok := GetAttr(Of(e), "lineno"); !ok || get("lineno").IsNone() {
		hasLine = false
	}
	for i := len(file) - 1; i >= 0; i-- {
		if file[i] == '/' {
			file = file[i+1:]
			break
		}
	}
	switch n := strconv.FormatInt(line, 10); {
	case hasFile && hasLine:
		return msg + " (" + file + ", line " + n + ")", true
	case hasFile:
		return msg + " (" + file + ")", true
	case hasLine:
		return msg + " (line " + n + ")", true
	}
	return msg, true
}

func initUnicode(names ...string) func(e *Exception) error {
	return func(e *Exception) error {
		if len(e.Args.Items) != len(names) {
			return TypeErrorf("function takes exactly %d arguments (%d given)", len(names), len(e.Args.Items))
		}
		for i, n := range names {
			setFrom(e, i, n)
		}
		return nil
	}
}

// NewUnicodeError returns a UnicodeEncodeError or UnicodeDecodeError.
func NewUnicodeError(t *Type, encoding string, obj Value, start, end int, reason string) *Exception {
	e := NewException(t, NewStr(encoding), obj, Int(int64(start)), Int(int64(end)), NewStr(reason))
	_ = initUnicode("encoding", "object", "start", "end", "reason")(e)
	return e
}

func unicodeText(e *Exception) (string, bool) {
	get := func(name string) Value { v, _ := GetAttr(Of(e), name); return v }
	obj, ok := GetAttr(Of(e), "object")
	if !ok {
		return "", true
	}
	start, _ := Int64Of(get("start"))
	end, _ := Int64Of(get("end"))
	encoding, _ := StrLeaf(get("encoding"))
	reason, _ := StrLeaf(get("reason"))
	range_ := strconv.FormatInt(start, 10) + "-" + strconv.FormatInt(end-1, 10)
	at := strconv.FormatInt(start, 10)
	if b, isBytes := BytesView(obj); isBytes {
		if start >= 0 && start < int64(len(b)) && end == start+1 {
			return "'" + encoding + "' codec can't decode byte 0x" + string(appendHex(nil, uint32(b[start]), 2)) + " in position " + at + ": " + reason, true
		}
		return "'" + encoding + "' codec can't decode bytes in position " + range_ + ": " + reason, true
	}
	verb := "encode"
	prefix := "'" + encoding + "' codec "
	if e.Shape.Type.SubtypeOf(UnicodeTranslateError) {
		verb, prefix = "translate", ""
	}
	s := AsA[Str](obj, &StrLayout)
	if s != nil && start >= 0 && start < int64(s.Len()) && end == start+1 {
		r, _ := NextPoint(s.S[s.Offset(int(start)):])
		return prefix + "can't " + verb + " character '" + string(appendEscape(nil, r)) + "' in position " + at + ": " + reason, true
	}
	return prefix + "can't " + verb + " characters in position " + range_ + ": " + reason, true
}
