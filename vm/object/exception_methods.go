package object

var exceptionNew = Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.",
	Fast: func(_ *World, args []Value) (Value, error) {
		t := As[Type](args[0])
		e := NewException(t)
		e.Args = As[Tuple](args[1])
		return Of(e), nil
	}}

var exceptionMethods []Native
var exceptionGetSets []GetSet

func specialExceptions() map[*Type]Table {
	return map[*Type]Table{
		ExceptionGroup: {Bases: []*Type{BaseExceptionGroup, ExceptionType}},
	}
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
	}
}
