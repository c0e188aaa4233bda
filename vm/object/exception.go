package object

import "fmt"

// Exception is an exception object; it is also Go's error wherever Go code
// fails on behalf of a Python program.
type Exception struct {
	Header
	Attrs    // attributes, those of builtin classes (errno, name ...) too
	Args     *Tuple
	TB       *Traceback // innermost last; nil if never raised
	Cause    Value      // None, or from raise ... from
	Context  Value      // None, or what was being handled
	Suppress bool       // __suppress_context__
	ID       uint64
}

// Traceback is one entry of a traceback: a frame that the exception passed.
type Traceback struct {
	Header
	Frame *Frame
	PC    int32 // the instruction it passed at
	Line  int32
	Next  *Traceback // toward where it was raised
}

// Error gives the class and message, as the last line of a traceback.
func (e *Exception) Error() string {
	name := e.Shape.Type.Name
	if m := e.Message(); m != "" {
		return name + ": " + m
	}
	return name
}

// Message returns the str of the sole argument, if that is a str.
func (e *Exception) Message() string {
	if e.Args != nil && len(e.Args.Items) == 1 {
		s, _ := StringOf(e.Args.Items[0])
		return s
	}
	return ""
}

// NewException returns an exception of class t, whose layout must be that of
// exceptions, with the given arguments.
func NewException(t *Type, args ...Value) *Exception {
	e := &Exception{Header: Header{t.Root}, Args: NewTuple(args...), Cause: None, Context: None}
	if t.Flags&UserDel != 0 {
		t.born(&e.Header)
	}
	return e
}

// Errorf returns an exception of class t with a formatted message.
func Errorf(t *Type, format string, args ...any) *Exception {
	return NewException(t, NewStr(fmt.Sprintf(format, args...)))
}

// TypeErrorf returns a TypeError.
func TypeErrorf(format string, args ...any) *Exception { return Errorf(TypeError, format, args...) }

// ValueErrorf returns a ValueError.
func ValueErrorf(format string, args ...any) *Exception { return Errorf(ValueError, format, args...) }

// RuntimeErrorf returns a RuntimeError.
func RuntimeErrorf(format string, args ...any) *Exception {
	return Errorf(RuntimeError, format, args...)
}

// AttributeErrorf returns an AttributeError with its name and obj.
func AttributeErrorf(obj Value, name string, format string, args ...any) *Exception {
	e := Errorf(AttributeError, format, args...)
	SetAttr(Of(e), "name", NewStr(name))
	SetAttr(Of(e), "obj", obj)
	return e
}

// Is reports whether the error is a Python exception of class t.
func Is(err error, t *Type) bool {
	e, ok := err.(*Exception)
	return ok && e.Shape.Type.SubtypeOf(t)
}

// NewTraceback returns a traceback entry before next.
func NewTraceback(f *Frame, pc, line int32, next *Traceback) *Traceback {
	return &Traceback{Header{&TracebackShape}, f, pc, line, next}
}

// StopValue returns the value that a StopIteration carries.
func StopValue(e *Exception) Value {
	if v, ok := GetAttr(Of(e), "value"); ok {
		return v
	}
	if e.Args != nil && len(e.Args.Items) > 0 {
		return e.Args.Items[0]
	}
	return None
}

// StopIterationOf returns a StopIteration that carries v.
func StopIterationOf(v Value) *Exception {
	if v.IsNone() {
		return NewException(StopIteration)
	}
	e := NewException(StopIteration, v)
	SetAttr(Of(e), "value", v)
	return e
}

// setSyntax derives the attributes of a SyntaxError from its arguments.
func (e *Exception) setSyntax() {
	if len(e.Args.Items) > 0 {
		SetAttr(Of(e), "msg", e.Args.Items[0])
	}
	if len(e.Args.Items) != 2 {
		return
	}
	place := AsA[Tuple](e.Args.Items[1], &TupleLayout)
	if place == nil {
		return
	}
	for i, name := range []string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"} {
		if i < len(place.Items) {
			SetAttr(Of(e), name, place.Items[i])
		}
	}
}
