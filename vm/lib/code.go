package lib

import (
	"strings"

	"brine/vm"
	"brine/vm/object"
)

// The builtins that run source text.
var codeRows = []object.Native{
	slow("compile", "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", "Compile source into a code object that can be executed by exec() or eval().\n\nThe source code may represent a Python module, statement or expression.\nThe filename will be used for run-time error messages.\nThe mode must be 'exec' to compile a module, 'single' to compile a\nsingle (interactive) statement, or 'eval' to compile an expression.\nThe flags argument, if present, controls which future statements influence\nthe compilation of the code.\nThe dont_inherit argument, if true, stops the compilation inheriting\nthe effects of any future statements in effect in the code calling\ncompile; if absent or false these statements do influence the compilation,\nin addition to any features explicitly specified.", nil, stepCompile, object.Any),
	slow("eval", "(source, globals=None, locals=None, /)", "Evaluate the given source in the context of globals and locals.\n\nThe source may be a string representing a Python expression\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.", nil, stepEval),
	slow("exec", "(source, globals=None, locals=None, /, *, closure=None)", "Execute the given source in the context of globals and locals.\n\nThe source may be a string representing one or more Python statements\nor a code object as returned by compile().\nThe globals must be a dictionary and locals can be any mapping,\ndefaulting to the current globals and locals.\nIf only globals is given, locals defaults to it.\nThe closure must be a tuple of cellvars, and can only be used\nwhen source is a code object requiring exactly that many cellvars.", nil, stepExec),
}

// sourceText returns the text of a str or bytes argument.
func sourceText(fn string, v value, what string) ([]byte, error) {
	var text []byte
	if s, ok := object.StringOf(v); ok {
		text = []byte(s)
	} else if b, ok := bytesOf(v); ok {
		text = b
	} else {
		return nil, object.TypeErrorf("%s() arg 1 must be a %s", fn, what)
	}
	for _, b := range text {
		if b == 0 {
			return nil, object.ValueErrorf("source code string cannot contain null bytes")
		}
	}
	return text, nil
}

// stepCompile is compile, which ends when the warnings have been issued.
func stepCompile(c *call) action {
	const code = 7
	if c.Step() > 0 {
		return c.Return(c.Reg(code))
	}
	v, err := compiled(c.World, c.F.Regs)
	if err != nil {
		return c.Raise(err)
	}
	list := vm.Of(c.World).TakeWarnings()
	if list.IsNone() {
		return c.Return(v)
	}
	c.SetReg(code, v)
	return c.Ask(1, vm.Warner(), list)
}

func compiled(w *world, args []value) (value, error) {
	if args[0].Is(&object.CodeShape) {
		return args[0], nil
	}
	text, err := sourceText("compile", args[0], "string, bytes or AST object")
	if err != nil {
		return value{}, err
	}
	file, ok := object.StringOf(args[1])
	if !ok {
		b, isBytes := bytesOf(args[1])
		if !isBytes {
			return value{}, object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", args[1].Type().Name)
		}
		file = string(b)
	}
	name, ok := object.StringOf(args[2])
	if !ok {
		return value{}, object.TypeErrorf("compile() argument 'mode' must be str, not %s", args[2].Type().LongName())
	}
	mode := vm.ModeNamespace
	switch name {
	case "exec":
	case "eval":
		mode = vm.ModeEval
	case "single":
		mode = vm.ModeSingle
	default:
		return value{}, object.ValueErrorf("compile() mode must be 'exec', 'eval' or 'single'")
	}
	m := vm.Of(w)
	code, err := m.Compile(text, file, mode)
	if err != nil {
		return value{}, err
	}
	return object.Of(m.Load(code)), nil
}

func stepEval(c *call) action {
	if c.Step() > 0 {
		return c.Return(c.Result())
	}
	return execute(c, "eval", vm.ModeEval)
}

func stepExec(c *call) action {
	if c.Step() > 0 {
		return c.Return(object.None)
	}
	return execute(c, "exec", vm.ModeNamespace)
}

// execute runs the code of eval and exec, whose first three registers are the
// source, globals and locals.
func execute(c *call, name string, mode vm.Mode) action {
	m := vm.Of(c.World)
	globals, locals, err := namespaces(c, name)
	if err != nil {
		return c.Raise(err)
	}
	code := object.AsA[object.Code](c.Reg(0), &object.CodeLayout)
	if code == nil {
		text, err := sourceText(name, c.Reg(0), "string, bytes or code object")
		if err != nil {
			return c.Raise(err)
		}
		if mode == vm.ModeEval {
			text = []byte(strings.TrimLeft(string(text), " \t"))
		}
		src, err := m.Compile(text, "<string>", mode)
		if err != nil {
			return c.Raise(err)
		}
		code = m.Load(src)
	}
	return m.Execute(c, 1, code, globals, locals)
}

// namespaces gives the namespaces of eval and exec: those passed, or the caller's.
func namespaces(c *call, name string) (*object.Dict, value, error) {
	globals, locals := or(c.Reg(1), object.None), or(c.Reg(2), object.None)
	if !locals.IsNone() && !locals.Has(&object.DictLayout) && !vm.Of(c.World).HasSpecial(locals, "__getitem__") {
		if name == "exec" {
			return nil, locals, object.TypeErrorf("exec() locals must be a mapping or None, not %s", locals.Type().LongName())
		}
		return nil, locals, object.TypeErrorf("locals must be a mapping")
	}
	if globals.IsNone() {
		f := pythonFrame(c.F.Back)
		if f == nil {
			return nil, locals, object.Errorf(object.SystemError, "globals and locals cannot be NULL")
		}
		if locals.IsNone() {
			locals = f.Locals()
		}
		return f.Fn.Globals, locals, nil
	}
	d := object.AsA[object.Dict](globals, &object.DictLayout)
	switch {
	case d == nil && name == "exec":
		return nil, locals, object.TypeErrorf("exec() globals must be a dict, not %s", globals.Type().LongName())
	case d == nil && vm.Of(c.World).HasSpecial(globals, "__getitem__"):
		return nil, locals, object.TypeErrorf("globals must be a real dict; try eval(code, {}, mapping)")
	case d == nil:
		return nil, locals, object.TypeErrorf("globals must be a dict")
	}
	if locals.IsNone() {
		locals = globals
	}
	return d, locals, nil
}
