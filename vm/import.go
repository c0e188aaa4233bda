package vm

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"brine/compiler"
	"brine/vm/object"
)

// Library is what a machine can import besides files on sys.path.
type Library struct {
	// Go maps the name of a module written in Go to the function that fills it.
	Go map[string]func(m *Machine, mod *object.Module) error
	// Prelude holds modules written in Python, as name.py or name/__init__.py.
	Prelude fs.FS
	// Unraisable is called with an exception that has nowhere to go, a message
	// or None, and in what it was raised.
	Unraisable object.Value
}

type importState struct {
	lib Library
}

// SetLibrary wires the library, before anything is imported.
func (m *Machine) SetLibrary(lib Library) { m.imports.lib = lib }

// importName is IMPORT.
func (m *Machine) importName(f *object.Frame, in compiler.Instr) bool {
	name, from := f.Code.Consts[in.B], f.Code.Consts[in.C]
	level := object.Int(int64(in.X))
	if fn, ok := f.Fn.Builtins.GetString("__import__"); ok && fn != object.Of(&importNative) {
		return m.callValue(fn, []object.Value{name, object.Of(f.Fn.Globals), object.None, from, level}, nil)
	}
	if mod, ok := m.imported(name, from, level); ok {
		return m.land(mod)
	}
	return m.push(&importNative, name, object.Of(f.Fn.Globals), object.None, from, level)
}

// imported answers an import that finds everything in sys.modules.
func (m *Machine) imported(name, from, level object.Value) (object.Value, bool) {
	s, _ := object.StringOf(name)
	if level != object.Int(0) || from.Has(&object.TupleLayout) && len(sequence(from)) > 0 || strings.Contains(s, ".") {
		return object.None, false
	}
	mod, ok := m.Modules.GetString(s)
	return mod, ok && !mod.IsNone()
}

// importNative is builtins.__import__.
var importNative = object.Native{
	Name: "__import__", Sig: "(name, globals=None, locals=None, fromlist=(), level=0)", Catches: true,
	Doc:   "Import a module.",
	Temps: []object.RegKind{object.StrReg, object.ListReg, object.SmallInt, object.SmallInt, object.Any}, // absolute name, names to load, next of them, how many must be there, the one being loaded
}

func stepImport(c *object.Call) object.Action {
	const absolute, todo, next, needed, loading = 5, 6, 7, 8, 9
	m := Of(c.World)
	if c.Step() == 0 {
		abs, err := absoluteName(c.Reg(0), c.Reg(1), c.Reg(4))
		if err != nil {
			return c.Raise(err)
		}
		l := object.NewList(nil)
		for i, r := range abs {
			if r == '.' {
				l.Append(object.NewStr(abs[:i]))
			}
		}
		l.Append(object.NewStr(abs))
		c.SetReg(absolute, object.NewStr(abs))
		c.SetReg(todo, object.Of(l))
		c.SetReg(next, object.Int(0))
		c.SetReg(needed, object.Int(int64(len(l.Items))))
	}
	l := object.RegAs[object.List](c, todo, &object.ListLayout)
	abs, _ := object.StringOf(c.Reg(absolute))
	if n := c.Reg(next).N; c.Step() == 1 && n > 0 && n <= int64(len(l.Items)) { // a module's code has run
		full, _ := object.StringOf(l.Items[c.Reg(next).N-1])
		if mod := object.AsA[object.Module](m.module(full), &object.ModuleLayout); mod != nil {
			mod.Loading = false
		}
		if e := c.Caught(); e != nil {
			m.Modules.DeleteString(full)
			return c.Raise(e)
		}
		m.bindSubmodule(full)
	}
	for {
		i := c.Reg(next).N
		if i == int64(len(l.Items)) {
			if i == c.Reg(needed).N && m.wantSubmodules(abs, c.Reg(3), l) {
				continue
			}
			return m.importResult(c, abs)
		}
		c.SetReg(next, object.Int(i+1))
		full, _ := object.StringOf(l.Items[i])
		if mod, ok := m.Modules.GetString(full); ok {
			if mod.IsNone() {
				return c.Raise(notFound(full, "import of "+full+" halted; None in sys.modules"))
			}
			continue
		}
		f, err := m.loadModule(full, c.F)
		if err != nil {
			if i >= c.Reg(needed).N && object.Is(err, object.ModuleNotFoundError) {
				continue // from package import name: the name may be no module
			}
			return c.Raise(err)
		}
		if f == nil {
			m.bindSubmodule(full)
			continue
		}
		c.SetReg(loading, m.module(full))
		c.F.PC, c.F.Land = 1, object.LandStep
		m.Frame, m.Incoming = m.warned(f), object.None
		return object.ActSwitch
	}
}

// wantSubmodules adds those names of a fromlist that may be submodules.
func (m *Machine) wantSubmodules(abs string, from object.Value, todo *object.List) bool {
	mod := object.AsA[object.Module](m.module(abs), &object.ModuleLayout)
	if mod == nil {
		return false
	}
	if _, isPackage := mod.Dict.GetString("__path__"); !isPackage {
		return false
	}
	names := sequence(from)
	if len(names) == 1 && isStar(names[0]) {
		all, _ := mod.Dict.GetString("__all__")
		names = sequence(all)
	}
	n := len(todo.Items)
	for _, v := range names {
		if s, ok := object.StringOf(v); ok && s != "*" {
			if _, has := mod.Dict.GetString(s); !has {
				todo.Append(object.NewStr(abs + "." + s))
			}
		}
	}
	return len(todo.Items) > n
}

func isStar(v object.Value) bool {
	s, _ := object.StringOf(v)
	return s == "*"
}

func (m *Machine) module(name string) object.Value {
	if v, ok := m.Modules.GetString(name); ok {
		return v
	}
	return object.None
}

func (m *Machine) importResult(c *object.Call, abs string) object.Action {
	if len(sequence(c.Reg(3))) > 0 {
		return c.Return(m.module(abs))
	}
	name, _ := object.StringOf(c.Reg(0))
	if c.Reg(4).IsUnbound() || c.Reg(4) == object.Int(0) {
		top, _, _ := strings.Cut(abs, ".")
		return c.Return(m.module(top))
	}
	// Relative without fromlist: the part up to the first name given.
	first, rest, _ := strings.Cut(name, ".")
	_ = first
	return c.Return(m.module(strings.TrimSuffix(abs, "."+rest)))
}

// bindSubmodule makes a loaded module an attribute of its package.
func (m *Machine) bindSubmodule(full string) {
	i := strings.LastIndexByte(full, '.')
	if i < 0 {
		return
	}
	if parent := object.AsA[object.Module](m.module(full[:i]), &object.ModuleLayout); parent != nil {
		parent.Dict.SetString(full[i+1:], m.module(full))
	}
}

// absoluteName resolves the name of an import, PEP 328.
func absoluteName(name, globals, level object.Value) (string, error) {
	s, ok := object.StringOf(name)
	if !ok {
		return "", object.TypeErrorf("module name must be a string")
	}
	n := int64(0)
	if level.IsInt() {
		n = level.N
	}
	if n == 0 {
		if s == "" {
			return "", object.ValueErrorf("Empty module name")
		}
		return s, nil
	}
	pkg := ""
	if d := object.AsA[object.Dict](globals, &object.DictLayout); d != nil {
		if v, ok := d.GetString("__package__"); ok {
			pkg, _ = object.StringOf(v)
		}
	}
	if pkg == "" {
		return "", object.Errorf(object.ImportError, "attempted relative import with no known parent package")
	}
	for ; n > 1; n-- {
		i := strings.LastIndexByte(pkg, '.')
		if i < 0 {
			return "", object.Errorf(object.ImportError, "attempted relative import beyond top-level package")
		}
		pkg = pkg[:i]
	}
	if s == "" {
		return pkg, nil
	}
	return pkg + "." + s, nil
}

func notFound(name, text string) error {
	e := object.Errorf(object.ModuleNotFoundError, "%s", text)
	object.SetAttr(object.Of(e), "name", object.NewStr(name))
	return e
}

// loadModule finds a module and enters it into sys.modules. It returns the
// frame that runs its code, on top of back, or nil if there is none to run.
func (m *Machine) loadModule(full string, back *object.Frame) (*object.Frame, error) {
	parent, base := "", full
	if i := strings.LastIndexByte(full, '.'); i >= 0 {
		parent, base = full[:i], full[i+1:]
	}
	if fill := m.imports.lib.Go[full]; fill != nil {
		mod := object.NewModule(full)
		m.Modules.SetString(full, object.Of(mod))
		if err := fill(m, mod); err != nil {
			m.Modules.DeleteString(full)
			return nil, err
		}
		return nil, nil
	}
	src, err := m.findSource(full, parent, base)
	if err != nil {
		return nil, err
	}
	code, err := m.moduleCode(src)
	if err != nil {
		return nil, err
	}
	mod := object.NewModule(full)
	mod.Loading = true
	d := mod.Dict
	d.SetString("__file__", object.NewStr(src.file))
	d.SetString("__package__", object.NewStr(parent))
	if src.dir != "" {
		d.SetString("__package__", object.NewStr(full))
		d.SetString("__path__", object.Of(object.NewList([]object.Value{object.NewStr(src.dir)})))
	}
	if err := m.ready(d); err != nil {
		return nil, err
	}
	m.Modules.SetString(full, object.Of(mod))
	fn := m.moduleFunc(code, d)
	f := m.newFrame(fn.Code)
	f.Fn, f.Back, f.Depth = fn, back, back.Depth+1
	return f, nil
}

// frozen holds the code of library modules by their text. Code is never changed,
// so all machines of the process share it.
var frozen sync.Map

// moduleCode compiles a module; one of the library only once.
func (m *Machine) moduleCode(src *source) (*compiler.Code, error) {
	if !src.frozen {
		return m.Compile(src.text, src.file, ModeExec)
	}
	key := src.file + string(src.text)
	if code, ok := frozen.Load(key); ok {
		return code.(*compiler.Code), nil
	}
	code, err := m.Compile(src.text, src.file, ModeExec)
	if err == nil {
		frozen.Store(key, code)
	}
	return code, err
}

// source is a module's text and where it came from.
type source struct {
	text   []byte
	file   string
	dir    string // of a package
	frozen bool   // it is part of the library
}

// findSource looks for a module in the prelude, then on sys.path (or, of a
// submodule, on its package's __path__).
func (m *Machine) findSource(full, parent, base string) (*source, error) {
	if m.imports.lib.Prelude != nil {
		rel := strings.ReplaceAll(full, ".", "/")
		for _, name := range []string{rel + ".py", rel + "/__init__.py"} {
			if text, err := fs.ReadFile(m.imports.lib.Prelude, name); err == nil {
				src := &source{text: text, file: preludeFile + full + ">", frozen: true}
				if strings.HasSuffix(name, "__init__.py") {
					src.dir = "<frozen>/" + rel
				}
				return src, nil
			}
		}
	}
	var path object.Value
	if parent != "" {
		mod := object.AsA[object.Module](m.module(parent), &object.ModuleLayout)
		if mod == nil {
			return nil, notFound(full, "No module named '"+full+"'")
		}
		p, ok := mod.Dict.GetString("__path__")
		if !ok {
			return nil, notFound(full, "No module named '"+full+"'; '"+parent+"' is not a package")
		}
		path = p
	} else if sys := object.AsA[object.Module](m.module("sys"), &object.ModuleLayout); sys != nil {
		path, _ = sys.Dict.GetString("path")
	}
	for _, v := range sequence(path) {
		dir, ok := object.StringOf(v)
		if !ok {
			continue
		}
		if src := readModule(dir, base); src != nil {
			return src, nil
		}
	}
	return nil, notFound(full, "No module named '"+full+"'")
}

func readModule(dir, base string) *source {
	pkg := filepath.Join(dir, base)
	file := filepath.Join(pkg, "__init__.py")
	if text, err := os.ReadFile(file); err == nil {
		return &source{text: text, file: file, dir: pkg}
	}
	file = pkg + ".py"
	if text, err := os.ReadFile(file); err == nil {
		return &source{text: text, file: file}
	}
	return nil
}

// importFromNative is IMPORT_FROM.
var importFromNative = object.Native{
	Name: "import_from", Sig: "(module, name, /)", Doc: "name of a module, or its submodule", Catches: true,
}

func stepImportFrom(c *object.Call) object.Action {
	if c.Step() == 0 {
		return c.Do(1, object.OpGetAttr, c.Reg(0), c.Reg(1))
	}
	e := c.Caught()
	if e == nil {
		return c.Return(c.Result())
	}
	if !e.Shape.Type.SubtypeOf(object.AttributeError) {
		return c.Raise(e)
	}
	m := Of(c.World)
	name, _ := object.StringOf(c.Reg(1))
	modName, file := "<unknown module name>", "unknown location"
	if mod := object.AsA[object.Module](c.Reg(0), &object.ModuleLayout); mod != nil {
		if v, ok := mod.Dict.GetString("__name__"); ok {
			modName, _ = object.StringOf(v)
			if sub, ok := m.Modules.GetString(modName + "." + name); ok {
				return c.Return(sub)
			}
		}
		if v, ok := mod.Dict.GetString("__file__"); ok {
			file, _ = object.StringOf(v)
		}
	}
	from := "'" + modName + "'"
	if m.loading(c.Reg(0)) {
		from = "partially initialized module " + from + " (most likely due to a circular import)"
	}
	err := object.Errorf(object.ImportError, "cannot import name '%s' from %s (%s)", name, from, file)
	object.SetAttr(object.Of(err), "name", object.NewStr(modName))
	return c.Raise(err)
}

// loading reports whether the body of a module is still running.
func (m *Machine) loading(v object.Value) bool {
	mod := object.AsA[object.Module](v, &object.ModuleLayout)
	if mod == nil {
		return false
	}
	for f := m.Frame; f != nil; f = f.Back {
		if f.Fn != nil && f.Fn.Globals == mod.Dict && f.Code.Src.Qualname == "<module>" {
			name, _ := mod.Dict.GetString("__name__")
			s, _ := object.StringOf(name)
			return s != "__main__"
		}
	}
	return false
}

// importStarNative is IMPORT_STAR.
var importStarNative = object.Native{
	Name: "import_star", Sig: "(module, namespace, /)", Doc: "public names of a module into a namespace",
	Temps: []object.RegKind{object.Any, object.ListReg, object.SmallInt, object.Any}, Catches: true,
}

func stepImportStar(c *object.Call) object.Action {
	const names, next, name = 3, 4, 5
	mod := object.AsA[object.Module](c.Reg(0), &object.ModuleLayout)
	if e := c.Caught(); e != nil {
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if mod == nil {
			return c.Raise(object.Errorf(object.ImportError, "import-* from something that is no module"))
		}
		l := object.NewList(nil)
		if all, ok := mod.Dict.GetString("__all__"); ok {
			l.Items = append(l.Items, sequence(all)...)
		} else {
			for i, ok := mod.Dict.Next(0); ok; i, ok = mod.Dict.Next(i + 1) {
				if s, isStr := object.StringOf(mod.Dict.KeyAt(i)); isStr && !strings.HasPrefix(s, "_") {
					l.Append(mod.Dict.KeyAt(i))
				}
			}
		}
		c.SetReg(names, object.Of(l))
		c.SetReg(next, object.Int(0))
	case 1:
		return c.Do(2, object.OpSetItem, c.Reg(1), c.Reg(name), c.Result())
	}
	l := object.RegAs[object.List](c, names, &object.ListLayout).Items
	i := c.Reg(next).N
	if i >= int64(len(l)) {
		return c.Return(object.None)
	}
	if !l[i].Has(&object.StrLayout) {
		return c.Raise(object.TypeErrorf("Item in __all__ must be str, not %s", l[i].Type().LongName()))
	}
	c.SetReg(next, object.Int(i+1))
	c.SetReg(name, l[i])
	return c.Do(1, object.OpGetAttr, c.Reg(0), l[i])
}
