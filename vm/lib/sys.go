package lib

import (
	"os"
	"runtime"

	"brine/vm"
	"brine/vm/object"
)

var sysModule = module{
	name:  "sys",
	doc:   "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
	rows:  sysRows,
	types: []*object.Table{versionInfo.table, sysFlags.table, floatInfo.table, hashInfo.table, intInfo.table, unraisableArgs.table},
	fill:  fillSys,
}

var (
	versionInfo = newRecord("version_info", "Version information as a named tuple.", "major", "minor", "micro", "releaselevel", "serial")
	sysFlags    = newRecord("flags", "Flags provided through command line arguments or environment vars.", "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits")
	floatInfo   = newRecord("float_info", "A named tuple holding information about the float type.", "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds")
	hashInfo    = newRecord("hash_info", "A named tuple providing parameters used for computing hashes.", "width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff")
	intInfo     = newRecord("int_info", "A named tuple that holds information about Python's internal representation of integers.", "bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold")
)

// Version is the version of the language.
const Version = "3.11.7"

func fillSys(m *vm.Machine, d *object.Dict) error {
	n, f := func(n int64) value { return object.Int(n) }, func(f float64) value { return object.Float(f) }
	version := versionInfo.of(n(3), n(11), n(7), str("final"), n(0))
	impl := newNamespace("name", str("brine"), "cache_tag", object.None, "version", version, "hexversion", n(0x030b07f0))
	path := strList(m.Host.Path)
	argv := strList(m.Host.Args)
	if len(m.Host.Args) == 0 {
		argv = strList([]string{""})
	}
	exe, _ := os.Executable()
	for name, v := range map[string]value{
		"argv": argv, "orig_argv": argv, "path": path, "modules": object.Of(m.Modules), "version": str(Version + " (brine)"), "version_info": version,
		"hexversion": n(0x030b07f0), "api_version": n(1013), "platform": str(runtime.GOOS), "implementation": impl, "executable": str(exe),
		"prefix": str(""), "exec_prefix": str(""), "base_prefix": str(""), "base_exec_prefix": str(""), "byteorder": str("little"),
		"maxsize": n(1<<63 - 1), "maxunicode": n(0x10ffff), "float_repr_style": str("short"), "copyright": str("Brine"),
		"warnoptions": list(nil), "meta_path": list(nil), "path_hooks": list(nil), "path_importer_cache": object.Of(object.NewDict()),
		"dont_write_bytecode": object.True, "pycache_prefix": object.None, "tracebacklimit": object.Int(1000), "_git": object.None, "abiflags": str(""), "platlibdir": str("lib"),
		"flags":      sysFlags.of(n(0), n(0), n(0), n(0), n(1), n(0), n(0), n(0), n(0), n(0), n(0), n(0), n(0), object.False, n(1), n(0), object.False, n(-1)),
		"float_info": floatInfo.of(f(1.7976931348623157e+308), n(1024), n(308), f(2.2250738585072014e-308), n(-1021), n(-307), n(15), n(53), f(2.220446049250313e-16), n(2), n(1)),
		"hash_info":  hashInfo.of(n(64), n(1<<61-1), n(314159), n(0), n(1000003), str("wyhash"), n(64), n(0), n(0)),
		"int_info":   intInfo.of(n(30), n(4), n(4300), n(640)),
	} {
		d.SetString(name, v)
	}
	d.DeleteString("tracebacklimit")
	d.DeleteString(unraisableArgs.table.Name)
	for i, name := range []string{"stdin", "stdout", "stderr"} {
		s := NewStream(i)
		d.SetString(name, s)
		d.SetString("__"+name+"__", s)
	}
	for _, name := range []string{"displayhook", "excepthook", "unraisablehook"} {
		v, _ := d.GetString(name)
		d.SetString("__"+name+"__", v)
	}
	return nil
}

// constant is a function without arguments that always gives the same.
func constant(name, doc string, v value) object.Native {
	return leaf(name, "()", doc, func(*world, []value) (value, error) { return v, nil })
}

var sysRows = []object.Native{
	leaf("exit", "(status=None, /)", "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults to zero (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf it is another kind of object, it will be printed and the system\nexit status will be one (i.e., failure).", exit),
	leaf("exc_info", "()", "Return current exception information: (type, value, traceback).\n\nReturn information about the most recent exception caught by an except\nclause in the current stack frame or in an older stack frame.", func(w *world, args []value) (value, error) {
		e := vm.Of(w).Handled()
		if e == nil {
			return tuple(object.None, object.None, object.None), nil
		}
		return tuple(object.Of(e.Shape.Type), object.Of(e), object.OrNone(e.TB)), nil
	}),
	leaf("exception", "()", "Return the current exception.\n\nReturn the most recent exception caught by an except clause\nin the current stack frame or in an older stack frame, or None\nif no such clause exists.", func(w *world, args []value) (value, error) {
		return object.OrNone(vm.Of(w).Handled()), nil
	}),
	leaf("getrecursionlimit", "()", "Return the current value of the recursion limit.\n\nThe recursion limit is the maximum depth of the Python interpreter\nstack.  This limit prevents infinite recursion from causing an overflow of the C\nstack and crashing Python.", func(w *world, args []value) (value, error) {
		return object.Int(int64(w.MaxDepth)), nil
	}),
	leaf("setrecursionlimit", "(limit, /)", "Set the maximum depth of the Python interpreter stack to n.\n\nThis limit prevents infinite recursion from causing an overflow of the C\nstack and crashing Python.  The highest possible limit is platform-\ndependent.", setRecursionLimit),
	leaf("_getframe", "(depth=0, /)", "Return a frame object from the call stack.\n\nIf optional integer depth is given, return the frame object that many\ncalls below the top of the stack.  If that is deeper than the call\nstack, ValueError is raised.  The default for depth is zero, returning\nthe frame at the top of the call stack.", getFrame),
	catching("getsizeof", "(object, default=None)", "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes.", nil, stepGetsizeof),
	leaf("intern", "(string, /)", "``Intern'' the given string.\n\nThis enters the string in the (global) table of interned strings whose\npurpose is to speed up dictionary lookups. Return the string itself or\nthe previously interned string object with the same value.", func(w *world, args []value) (value, error) {
		s := object.AsA[object.Str](args[0], &object.StrLayout)
		if s == nil {
			return value{}, object.TypeErrorf("intern() argument must be str, not %s", args[0].Type().LongName())
		}
		return object.Of(object.Intern(s.S)), nil
	}),
	slow("displayhook", "(object, /)", "Print an object to sys.stdout and also save it in builtins._", nil, stepDisplayhook),
	slow("excepthook", "(exctype, value, traceback, /)", "Handle an exception by displaying it with a traceback on sys.stderr.", nil, func(c *call) action {
		switch c.Step() {
		case 0:
			return c.Ask(1, vm.Importer(), str("traceback"))
		case 1:
			return c.Do(2, object.OpGetAttr, c.Result(), intern("print_exception"))
		}
		return c.Tail(c.Result(), c.Reg(0), c.Reg(1), c.Reg(2))
	}),
	slow("unraisablehook", "(unraisable, /)", "Handle an unraisable exception.", nil, stepUnraisablehook),
	constant("getdefaultencoding", "Return the current default encoding used by the Unicode implementation.", str("utf-8")),
	constant("getfilesystemencoding", "Return the encoding used to convert Unicode filenames to OS filenames.", str("utf-8")),
	constant("getfilesystemencodeerrors", "Return the error mode used Unicode to OS filename conversion.", str("surrogateescape")),
	leaf("settrace", "(function, /)", "settrace(function)\n\nSet the global debug tracing function.  It will be called on each\nfunction call.  See the debugger chapter in the library manual.", setTracing((*vm.Machine).SetTrace)),
	leaf("gettrace", "()", "Return the global debug tracing function set with sys.settrace.\n\nSee the debugger chapter in the library manual.", getTracing(func(l *vm.Local) value { return l.Trace })),
	leaf("setprofile", "(function, /)", "setprofile(function)\n\nSet the profiling function.  It will be called on each function call\nand return.  See the profiler chapter in the library manual.", setTracing((*vm.Machine).SetProfile)),
	leaf("getprofile", "()", "Return the profiling function set with sys.setprofile.\n\nSee the profiler chapter in the library manual.", getTracing(func(l *vm.Local) value { return l.Profile })),
	vm.CallTracing(),
	leaf("is_finalizing", "()", "Return True if Python is exiting.", func(w *world, _ []value) (value, error) {
		return object.Bool(finishing(w)), nil
	}),
	constant("getswitchinterval", "Return the current thread switch interval; see sys.setswitchinterval().", object.Float(0.005)),
	constant("get_int_max_str_digits", "Return the maximum string digits limit for non-binary int<->str conversions.", object.Int(0)),
	leaf("set_int_max_str_digits", "(maxdigits)", "Set the maximum string digits limit for non-binary int<->str conversions.", func(*world, []value) (value, error) { return object.None, nil }),
	leaf("setswitchinterval", "(interval, /)", "Set the ideal thread switching delay inside the Python interpreter.", func(*world, []value) (value, error) { return object.None, nil }),
	leaf("audit", "(event, /, *args)", "Passes the event to any hooks that are attached.", func(*world, []value) (value, error) { return object.None, nil }),
}

// setTracing is the body of settrace and setprofile: of the running tasklet.
func setTracing(set func(m *vm.Machine, l *vm.Local, f *object.Frame, fn value)) fast {
	return func(w *world, args []value) (value, error) {
		m := vm.Of(w)
		if m.Scheduler() == nil {
			return object.None, object.RuntimeErrorf("tracing needs a scheduler")
		}
		set(m, m.Scheduler().OwnLocal(), w.Frame, args[0])
		return object.None, nil
	}
}

func getTracing(get func(l *vm.Local) value) fast {
	return func(w *world, _ []value) (value, error) {
		if s := vm.Of(w).Scheduler(); s != nil && s.Local() != nil {
			return get(s.Local()), nil
		}
		return object.None, nil
	}
}

func exit(w *world, args []value) (value, error) {
	code := or(args[0], object.None)
	var e *object.Exception
	switch {
	case code.IsNone():
		e = object.NewException(object.SystemExit)
	case code.Has(&object.TupleLayout):
		e = object.NewException(object.SystemExit, itemsOf(code)...)
	default:
		e = object.NewException(object.SystemExit, code)
	}
	object.SetAttr(object.Of(e), "code", code)
	return value{}, e
}

func setRecursionLimit(w *world, args []value) (value, error) {
	n, err := intArg(args[0])
	switch {
	case err != nil:
		return value{}, err
	case n < 1:
		return value{}, object.ValueErrorf("recursion limit must be greater or equal than 1")
	case n > 1<<31-1:
		return value{}, object.Errorf(object.OverflowError, "Python int too large to convert to C int")
	case int64(w.Frame.Depth) >= n:
		return value{}, object.Errorf(object.RecursionError, "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, w.Frame.Depth)
	}
	w.MaxDepth = int32(n)
	return object.None, nil
}

func getFrame(w *world, args []value) (value, error) {
	n, err := intArg(or(args[0], object.Int(0)))
	if err != nil {
		return value{}, err
	}
	f := vm.Outer(w.Frame)
	for ; n > 0 && f != nil; n-- {
		f = vm.Outer(f.Back)
	}
	if f == nil {
		return value{}, object.ValueErrorf("call stack is not deep enough")
	}
	for g := f; g != nil; g = g.Back {
		g.Flags |= object.Escaped
	}
	return object.Of(f), nil
}

// stepGetsizeof asks for __sizeof__; a TypeError gives the default.
func stepGetsizeof(c *call) action {
	if c.Step() == 0 {
		if act, ok := vm.AskSpecial(c, 1, c.Reg(0), "__sizeof__"); ok {
			return act
		}
		return c.Return(or(c.Reg(1), object.Int(16)))
	}
	dflt := c.Reg(1)
	if e := c.Caught(); e != nil {
		if object.Is(e, object.TypeError) && !dflt.IsUnbound() {
			return c.Return(dflt)
		}
		return c.Raise(e)
	}
	if !object.IsIntLike(c.Result()) {
		if dflt.IsUnbound() {
			return c.Raise(object.TypeErrorf("an integer is required"))
		}
		return c.Return(dflt)
	}
	switch n, err := intArg(c.Result()); {
	case err != nil:
		return c.Raise(err)
	case n < 0:
		return c.Raise(object.ValueErrorf("__sizeof__() should return >= 0"))
	}
	return c.Return(c.Result())
}

func stepDisplayhook(c *call) action {
	out, err := printTarget(c.World, object.None)
	switch c.Step() {
	case 0:
		if c.Reg(0).IsNone() {
			return c.Return(object.None)
		}
		if err != nil {
			return c.Raise(err)
		}
		c.Builtins.SetString("_", object.None)
		return c.Do(1, object.OpRepr, c.Reg(0))
	case 1:
		if out.IsNone() {
			break
		}
		s, _ := object.StringOf(c.Result())
		return c.Ask(2, object.Of(&writeNative), out, str(s+"\n"))
	}
	c.Builtins.SetString("_", c.Reg(0))
	return c.Return(object.None)
}
