package object

import "slices"

var exceptionNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.  See help(type) for accurate signature.", Vector: newException}

func newException(_ *World, args []Value, kw *Tuple) (Value, error) {
	t, err := typeArg(args[0], BaseException)
	if err != nil {
		return Value{}, err
	}
	return Of(NewException(t, slices.Clone(positional(args[1:], kw))...)), nil
}

// positional returns the arguments that are not passed by the keywords kw.
func positional(args []Value, kw *Tuple) []Value {
	if kw == nil {
		return args
	}
	return args[:len(args)-len(kw.Items)]
}

func exceptionMethodRows() []Native {
	return []Native{
		initNative(exceptionInit),
		slow("__str__", "(self, /)", "Return str(self).", func(_ *World, args []Value) (Value, error) {
			switch e := As[Exception](args[0]); len(e.Args.Items) {
			case 0:
				return Of(&emptyStr), nil
			case 1:
				if s, ok := StrLeaf(e.Args.Items[0]); ok {
					return NewStr(s), nil
				}
			}
			return Value{}, ErrSlow
		}, func(c *Call) Action {
			e := RegAs[Exception](c, 0, &ExceptionLayout)
			if len(e.Args.Items) == 1 {
				return c.DoTail(OpStr, e.Args.Items[0])
			}
			return c.DoTail(OpRepr, Of(e.Args))
		}),
		slow("__repr__", "(self, /)", "Return repr(self).", nil, stepExceptionRepr),
		leaf("with_traceback", "(self, tb, /)", "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.", func(_ *World, args []Value) (Value, error) {
			return args[0], setTraceback(nil, args[0], args[1])
		}),
		leaf("add_note", "(self, note, /)", "Exception.add_note(note) --\n    add a note to the exception", addNote),
		leaf("__reduce__", "(self, /)", "Helper for pickle.", exceptionReduce),
		leaf("__setstate__", "(self, state, /)", "Restore the attributes of a pickled exception.", func(_ *World, args []Value) (Value, error) {
			if args[1].IsNone() {
				return None, nil
			}
			d := AsA[Dict](args[1], &DictLayout)
			if d == nil {
				return Value{}, TypeErrorf("state is not a dictionary")
			}
			for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
				if name, ok := StringOf(d.KeyAt(i)); ok {
					SetAttr(args[0], name, d.ValueAt(i))
				}
			}
			return None, nil
		}),
	}
}

// exceptionFields are the attributes that are no part of an exception's
// __dict__ in CPython, by the class that has them.
var exceptionFields = []struct {
	class *Type
	names []string
}{
	{OSError, []string{"errno", "strerror", "filename", "filename2", "characters_written"}},
	{AttributeError, []string{"name", "obj"}}, {NameError, []string{"name"}}, {ImportError, []string{"msg"}},
	{StopIteration, []string{"value"}}, {SystemExit, []string{"code"}},
	{SyntaxError, []string{"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"}},
	{BaseExceptionGroup, []string{"message", "exceptions"}}, {UnicodeError, []string{"encoding", "object", "start", "end", "reason"}},
}

// exceptionReduce is BaseException.__reduce__: the class, its arguments, and
// what attributes were added.
func exceptionReduce(_ *World, args []Value) (Value, error) {
	e := As[Exception](args[0])
	t := e.Shape.Type
	made := e.Args
	if file, ok := GetAttr(args[0], "filename"); ok && t.SubtypeOf(OSError) && len(made.Items) == 2 && !file.IsNone() {
		items := []Value{made.Items[0], made.Items[1], file}
		if other, ok := GetAttr(args[0], "filename2"); ok && !other.IsNone() {
			items = append(items, None, other)
		}
		made = NewTuple(items...)
	}
	state := AttrsOf(args[0])
	for _, f := range exceptionFields {
		if t.SubtypeOf(f.class) {
			for _, name := range f.names {
				state.DeleteString(name)
			}
		}
	}
	for i, ok := state.Next(0); ok; i, ok = state.Next(i + 1) { // fields that hold nothing
		if name, _ := StringOf(state.KeyAt(i)); state.ValueAt(i).IsNone() && t.SubtypeOf(ImportError) && (name == "name" || name == "path") {
			state.DeleteString(name)
		}
	}
	if state.Len() == 0 {
		return newPair(Of(t), Of(made)), nil
	}
	return Of(NewTuple(Of(t), Of(made), Of(state))), nil
}

func initNative(vector func(w *World, args []Value, kw *Tuple) (Value, error)) Native {
	return Native{Name: "__init__", Sig: "(self, /, *args, **kwargs)", Doc: "Initialize self.  See help(type(self)) for accurate signature.", Vector: vector}
}

func exceptionInit(_ *World, args []Value, kw *Tuple) (Value, error) {
	e := As[Exception](args[0])
	if kw != nil && len(kw.Items) > 0 {
		return Value{}, TypeErrorf("%s() takes no keyword arguments", e.Shape.Type.Name)
	}
	e.keep(args[1:])
	return None, nil
}

// keep makes args the arguments of e once more: __new__ may have been given others.
func (e *Exception) keep(args []Value) {
	if !slices.Equal(e.Args.Items, args) {
		e.Args = TupleOf(args)
	}
}

func stepExceptionRepr(c *Call) Action {
	e := RegAs[Exception](c, 0, &ExceptionLayout)
	name := e.Shape.Type.Name
	if c.Step() == 0 {
		switch len(e.Args.Items) {
		case 0:
			return c.Return(NewStr(name + "()"))
		case 1:
			return c.Do(1, OpRepr, e.Args.Items[0])
		}
		return c.Do(2, OpRepr, Of(e.Args))
	}
	s, _ := StringOf(c.Result())
	if c.Step() == 1 {
		s = "(" + s + ")"
	}
	return c.Return(NewStr(name + s))
}

func addNote(_ *World, args []Value) (Value, error) {
	if !args[1].Has(&StrLayout) {
		return Value{}, TypeErrorf("note must be a str, not '%s'", args[1].Type().LongName())
	}
	notes, ok := GetAttr(args[0], "__notes__")
	if !ok {
		SetAttr(args[0], "__notes__", Of(NewList([]Value{args[1]})))
		return None, nil
	}
	l := AsA[List](notes, &ListLayout)
	if l == nil {
		return Value{}, TypeErrorf("Cannot add note: __notes__ is not a list")
	}
	l.Append(args[1])
	return None, nil
}

func exceptionGetSetRows() []GetSet {
	return []GetSet{
		{Name: "args", Doc: "the arguments", Get: func(_ *World, v Value) (Value, error) { return Of(As[Exception](v).Args), nil }, Set: func(_ *World, v, x Value) error {
			if x.IsUnbound() {
				return TypeErrorf("args may not be deleted")
			}
			items, ok := leafItems(x)
			if !ok {
				return TypeErrorf("'%s' object is not iterable", x.Type().LongName())
			}
			As[Exception](v).Args = TupleOf(items)
			return nil
		}},
		{Name: "__traceback__", Doc: "where it was raised", Get: func(_ *World, v Value) (Value, error) { return OrNone(As[Exception](v).TB), nil }, Set: setTraceback},
		{Name: "__cause__", Doc: "exception cause", Get: func(_ *World, v Value) (Value, error) { return As[Exception](v).Cause, nil }, Set: func(_ *World, v, x Value) error {
			if err := wantException(x, "cause"); err != nil {
				return err
			}
			e := As[Exception](v)
			e.Cause, e.Suppress = x, true
			return nil
		}},
		{Name: "__context__", Doc: "exception context", Get: func(_ *World, v Value) (Value, error) { return As[Exception](v).Context, nil }, Set: func(_ *World, v, x Value) error {
			if err := wantException(x, "context"); err != nil {
				return err
			}
			As[Exception](v).Context = x
			return nil
		}},
		{Name: "__suppress_context__", Doc: "whether the context is not shown", Get: func(_ *World, v Value) (Value, error) { return Bool(As[Exception](v).Suppress), nil }, Set: func(_ *World, v, x Value) error {
			if !x.IsBool() {
				return TypeErrorf("attribute value type must be bool")
			}
			As[Exception](v).Suppress = x == True
			return nil
		}},
	}
}

func setTraceback(_ *World, v, x Value) error {
	switch {
	case x.IsUnbound():
		return TypeErrorf("__traceback__ may not be deleted")
	case !x.IsNone() && !x.Is(&TracebackShape):
		return TypeErrorf("__traceback__ must be a traceback or None")
	}
	As[Exception](v).TB = AsA[Traceback](x, &TracebackLayout)
	return nil
}

func wantException(x Value, what string) error {
	switch {
	case x.IsUnbound():
		return TypeErrorf("__%s__ may not be deleted", what)
	case !x.IsNone() && !x.Has(&ExceptionLayout):
		return TypeErrorf("exception %s must be None or derive from BaseException", what)
	}
	return nil
}

func tracebackTable() Table {
	return Table{Type: TracebackType, Name: "traceback", Doc: "Create a new traceback object.", Flags: Final,
		Shape: &TracebackShape, Layout: &TracebackLayout,
		Struct: Struct[Traceback]{Name: "traceback", Fields: func(x *Traceback, a Archive) {
			VisitRef(a, "frame", &FrameLayout, &x.Frame)
			VisitInt(a, "pc", &x.PC)
			VisitInt(a, "line", &x.Line)
			VisitRef(a, "next", &TracebackLayout, &x.Next)
		}}.Layout(),
		New: &Native{Sig: "(cls, tb_next, tb_frame, tb_lasti, tb_lineno)", Doc: "Create and return a new object.", Fast: func(_ *World, args []Value) (Value, error) {
			f := AsA[Frame](args[2], &FrameLayout)
			lasti, ok := Int64Of(args[3])
			line, ok2 := Int64Of(args[4])
			if f == nil || !ok || !ok2 || !args[1].IsNone() && !args[1].Is(&TracebackShape) {
				return Value{}, TypeErrorf("traceback() arguments must be a traceback or None, a frame and two ints")
			}
			return Of(NewTraceback(f, int32(lasti/2), int32(line), AsA[Traceback](args[1], &TracebackLayout))), nil
		}},
		GetSets: []GetSet{
			getter("tb_frame", "the frame", func(_ *World, v Value) (Value, error) { return OrNone(As[Traceback](v).Frame), nil }),
			getter("tb_lineno", "the line", func(_ *World, v Value) (Value, error) { return Int(int64(As[Traceback](v).Line)), nil }),
			getter("tb_lasti", "the instruction", func(_ *World, v Value) (Value, error) { return Int(2 * int64(As[Traceback](v).PC)), nil }),
			{Name: "tb_next", Doc: "the next entry", Get: func(_ *World, v Value) (Value, error) { return OrNone(As[Traceback](v).Next), nil }, Set: setNext},
		},
		Methods: []Native{
			leaf("__dir__", "(self, /)", "The attributes.", func(*World, []Value) (Value, error) {
				return Of(NewList([]Value{NewStr("tb_frame"), NewStr("tb_next"), NewStr("tb_lasti"), NewStr("tb_lineno")})), nil
			}),
		},
	}
}

func setNext(_ *World, v, x Value) error {
	if !x.IsNone() && !x.Is(&TracebackShape) {
		return TypeErrorf("expected traceback object or None, got '%s'", x.Type().LongName())
	}
	next := AsA[Traceback](x, &TracebackLayout)
	for t := next; t != nil; t = t.Next {
		if t == As[Traceback](v) {
			return ValueErrorf("traceback loop detected")
		}
	}
	As[Traceback](v).Next = next
	return nil
}
