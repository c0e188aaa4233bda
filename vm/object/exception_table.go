package object

// The classes of exceptions, under their Python names but for Exception.
var (
	BaseException             = &Type{}
	BaseExceptionGroup        = &Type{}
	ExceptionType             = &Type{}
	ArithmeticError           = &Type{}
	FloatingPointError        = &Type{}
	OverflowError             = &Type{}
	ZeroDivisionError         = &Type{}
	AssertionError            = &Type{}
	AttributeError            = &Type{}
	BufferError               = &Type{}
	EOFError                  = &Type{}
	ImportError               = &Type{}
	ModuleNotFoundError       = &Type{}
	LookupError               = &Type{}
	IndexError                = &Type{}
	KeyError                  = &Type{}
	MemoryError               = &Type{}
	NameError                 = &Type{}
	UnboundLocalError         = &Type{}
	OSError                   = &Type{}
	BlockingIOError           = &Type{}
	ChildProcessError         = &Type{}
	ConnectionError           = &Type{}
	BrokenPipeError           = &Type{}
	ConnectionAbortedError    = &Type{}
	ConnectionRefusedError    = &Type{}
	ConnectionResetError      = &Type{}
	FileExistsError           = &Type{}
	FileNotFoundError         = &Type{}
	InterruptedError          = &Type{}
	IsADirectoryError         = &Type{}
	NotADirectoryError        = &Type{}
	PermissionError           = &Type{}
	ProcessLookupError        = &Type{}
	TimeoutError              = &Type{}
	ReferenceError            = &Type{}
	RuntimeError              = &Type{}
	NotImplementedError       = &Type{}
	RecursionError            = &Type{}
	StopAsyncIteration        = &Type{}
	StopIteration             = &Type{}
	SyntaxError               = &Type{}
	IndentationError          = &Type{}
	TabError                  = &Type{}
	SystemError               = &Type{}
	TypeError                 = &Type{}
	ValueError                = &Type{}
	UnicodeError              = &Type{}
	UnicodeDecodeError        = &Type{}
	UnicodeEncodeError        = &Type{}
	UnicodeTranslateError     = &Type{}
	Warning                   = &Type{}
	BytesWarning              = &Type{}
	DeprecationWarning        = &Type{}
	EncodingWarning           = &Type{}
	FutureWarning             = &Type{}
	ImportWarning             = &Type{}
	PendingDeprecationWarning = &Type{}
	ResourceWarning           = &Type{}
	RuntimeWarning            = &Type{}
	SyntaxWarning             = &Type{}
	UnicodeWarning            = &Type{}
	UserWarning               = &Type{}
	GeneratorExit             = &Type{}
	KeyboardInterrupt         = &Type{}
	SystemExit                = &Type{}
	TaskletExit               = &Type{}
	ExceptionGroup            = &Type{}
)

var (
	exceptionShape  Shape
	ExceptionLayout Layout

	TracebackType   = &Type{}
	TracebackShape  Shape
	TracebackLayout Layout
)

// exceptionRow is an exception class that adds nothing but its name.
type exceptionRow struct {
	t    *Type
	name string
	base *Type
	doc  string
}

func exceptionRows() []exceptionRow {
	return []exceptionRow{
		{BaseExceptionGroup, "BaseExceptionGroup", BaseException, "A combination of multiple unrelated exceptions."},
		{ExceptionType, "Exception", BaseException, "Common base class for all non-exit exceptions."},
		{ArithmeticError, "ArithmeticError", ExceptionType, "Base class for arithmetic errors."},
		{FloatingPointError, "FloatingPointError", ArithmeticError, "Floating point operation failed."},
		{OverflowError, "OverflowError", ArithmeticError, "Result too large to be represented."},
		{ZeroDivisionError, "ZeroDivisionError", ArithmeticError, "Second argument to a division or modulo operation was zero."},
		{AssertionError, "AssertionError", ExceptionType, "Assertion failed."},
		{AttributeError, "AttributeError", ExceptionType, "Attribute not found."},
		{BufferError, "BufferError", ExceptionType, "Buffer error."},
		{EOFError, "EOFError", ExceptionType, "Read beyond end of file."},
		{ImportError, "ImportError", ExceptionType, "Import can't find module, or can't find name in module."},
		{ModuleNotFoundError, "ModuleNotFoundError", ImportError, "Module not found."},
		{LookupError, "LookupError", ExceptionType, "Base class for lookup errors."},
		{IndexError, "IndexError", LookupError, "Sequence index out of range."},
		{KeyError, "KeyError", LookupError, "Mapping key not found."},
		{MemoryError, "MemoryError", ExceptionType, "Out of memory."},
		{NameError, "NameError", ExceptionType, "Name not found globally."},
		{UnboundLocalError, "UnboundLocalError", NameError, "Local name referenced but not bound to a value."},
		{OSError, "OSError", ExceptionType, "Base class for I/O related errors."},
		{BlockingIOError, "BlockingIOError", OSError, "I/O operation would block."},
		{ChildProcessError, "ChildProcessError", OSError, "Child process error."},
		{ConnectionError, "ConnectionError", OSError, "Connection error."},
		{BrokenPipeError, "BrokenPipeError", ConnectionError, "Broken pipe."},
		{ConnectionAbortedError, "ConnectionAbortedError", ConnectionError, "Connection aborted."},
		{ConnectionRefusedError, "ConnectionRefusedError", ConnectionError, "Connection refused."},
		{ConnectionResetError, "ConnectionResetError", ConnectionError, "Connection reset."},
		{FileExistsError, "FileExistsError", OSError, "File already exists."},
		{FileNotFoundError, "FileNotFoundError", OSError, "File not found."},
		{InterruptedError, "InterruptedError", OSError, "Interrupted by signal."},
		{IsADirectoryError, "IsADirectoryError", OSError, "Operation doesn't work on directories."},
		{NotADirectoryError, "NotADirectoryError", OSError, "Operation only works on directories."},
		{PermissionError, "PermissionError", OSError, "Not enough permissions."},
		{ProcessLookupError, "ProcessLookupError", OSError, "Process not found."},
		{TimeoutError, "TimeoutError", OSError, "Timeout expired."},
		{ReferenceError, "ReferenceError", ExceptionType, "Weak ref proxy used after referent went away."},
		{RuntimeError, "RuntimeError", ExceptionType, "Unspecified run-time error."},
		{NotImplementedError, "NotImplementedError", RuntimeError, "Method or function hasn't been implemented yet."},
		{RecursionError, "RecursionError", RuntimeError, "Recursion limit exceeded."},
		{StopAsyncIteration, "StopAsyncIteration", ExceptionType, "Signal the end from iterator.__anext__()."},
		{StopIteration, "StopIteration", ExceptionType, "Signal the end from iterator.__next__()."},
		{SyntaxError, "SyntaxError", ExceptionType, "Invalid syntax."},
		{IndentationError, "IndentationError", SyntaxError, "Improper indentation."},
		{TabError, "TabError", IndentationError, "Improper mixture of spaces and tabs."},
		{SystemError, "SystemError", ExceptionType, "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version."},
		{TypeError, "TypeError", ExceptionType, "Inappropriate argument type."},
		{ValueError, "ValueError", ExceptionType, "Inappropriate argument value (of correct type)."},
		{UnicodeError, "UnicodeError", ValueError, "Unicode related error."},
		{UnicodeDecodeError, "UnicodeDecodeError", UnicodeError, "Unicode decoding error."},
		{UnicodeEncodeError, "UnicodeEncodeError", UnicodeError, "Unicode encoding error."},
		{UnicodeTranslateError, "UnicodeTranslateError", UnicodeError, "Unicode translation error."},
		{Warning, "Warning", ExceptionType, "Base class for warning categories."},
		{BytesWarning, "BytesWarning", Warning, "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str."},
		{DeprecationWarning, "DeprecationWarning", Warning, "Base class for warnings about deprecated features."},
		{EncodingWarning, "EncodingWarning", Warning, "Base class for warnings about encodings."},
		{FutureWarning, "FutureWarning", Warning, "Base class for warnings about constructs that will change semantically\nin the future."},
		{ImportWarning, "ImportWarning", Warning, "Base class for warnings about probable mistakes in module imports"},
		{PendingDeprecationWarning, "PendingDeprecationWarning", Warning, "Base class for warnings about features which will be deprecated\nin the future."},
		{ResourceWarning, "ResourceWarning", Warning, "Base class for warnings about resource usage."},
		{RuntimeWarning, "RuntimeWarning", Warning, "Base class for warnings about dubious runtime behavior."},
		{SyntaxWarning, "SyntaxWarning", Warning, "Base class for warnings about dubious syntax."},
		{UnicodeWarning, "UnicodeWarning", Warning, "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems."},
		{UserWarning, "UserWarning", Warning, "Base class for warnings generated by user code."},
		{GeneratorExit, "GeneratorExit", BaseException, "Request that a generator exit."},
		{KeyboardInterrupt, "KeyboardInterrupt", BaseException, "Program interrupted by user."},
		{SystemExit, "SystemExit", BaseException, "Request to exit from the interpreter."},
		{TaskletExit, "TaskletExit", SystemExit, "Request that a tasklet exits."},
		{ExceptionGroup, "ExceptionGroup", BaseExceptionGroup, "A combination of multiple unrelated exceptions, none of which exits the program."},
	}
}

// exceptionTables returns the tables of all exception classes, bases first.
func exceptionTables() []Table {
	tables := []Table{{Type: BaseException, Name: "BaseException", Doc: "Common base class for all exceptions",
		Flags: HasDict, Shape: &exceptionShape, Layout: &ExceptionLayout, Struct: exceptionStruct.Layout(),
		New: &exceptionNew, Methods: exceptionMethodRows(), GetSets: exceptionGetSetRows()}}
	special := specialExceptions()
	for _, r := range exceptionRows() {
		t := special[r.t]
		t.Type, t.Name, t.Base, t.Doc, t.Flags = r.t, r.name, r.base, r.doc, HasDict
		tables = append(tables, t)
	}
	return tables
}

// ExceptionTypes returns the builtin exception classes.
func ExceptionTypes() []*Type {
	types := []*Type{BaseException}
	for _, r := range exceptionRows() {
		types = append(types, r.t)
	}
	return types
}

var exceptionStruct = Struct[Exception]{Name: "exception",
	Init: func(x *Exception) { x.Args, x.Cause, x.Context = NewTuple(), None, None },
	Fields: func(x *Exception, a Archive) {
		a.Values("slots", &x.Slots)
		visitOwn(a, "args", &TupleLayout, &x.Args)
		VisitRef(a, "traceback", &TracebackLayout, &x.TB)
		a.Value("cause", &x.Cause)
		a.Value("context", &x.Context)
		a.Bool("suppress", &x.Suppress)
		VisitInt(a, "id", &x.ID)
	},
	Attrs: func(x *Exception) *Attrs { return &x.Attrs },
	ID:    func(x *Exception) *uint64 { return &x.ID },
}
