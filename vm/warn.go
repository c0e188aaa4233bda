package vm

import (
	"brine/parser"
	"brine/vm/object"
)

// warnings are what the compiler said of the text that was compiled last, until
// warned tells them.
type warnings struct {
	file string
	list []parser.Warning
}

// warner listens to the compiler.
func (m *Machine) warner(file string) func(parser.Warning) {
	m.warnings = warnings{file: file}
	return func(w parser.Warning) { m.warnings.list = append(m.warnings.list, w) }
}

// warned returns f, which is about to run what was compiled last, or the frame of
// a native that first tells what the compiler had to say.
func (m *Machine) warned(f *object.Frame) *object.Frame {
	list := m.TakeWarnings()
	if list.IsNone() {
		return f
	}
	return m.NativeFrame(&warnNative, f, []object.Value{list})
}

// TakeWarnings returns what the compiler had to say of the text that was compiled
// last, for Warner, or None.
func (m *Machine) TakeWarnings() object.Value {
	w := m.warnings
	m.warnings = warnings{}
	if len(w.list) == 0 {
		return object.None
	}
	items := []object.Value{object.NewStr(w.file)}
	for _, x := range w.list {
		items = append(items, object.NewStr(x.Text), object.Int(int64(x.Line)))
	}
	return object.Of(object.NewTuple(items...))
}

// Warner returns the native that tells warnings.
func Warner() object.Value { return object.Of(&warnNative) }

// warnNative gives SyntaxWarnings to warnings.warn_explicit. One that the filters
// make an error is raised as a SyntaxError.
var warnNative = object.Native{
	Name: "warn_of_syntax", Sig: "(warnings, /)", Doc: "issue the warnings of the compiler", Catches: true,
	Temps: []object.RegKind{object.Count, object.Any},
}

func stepWarn(c *object.Call) object.Action {
	const list, at, fn = 0, 1, 2
	items := sequence(c.Reg(list))
	switch c.Step() {
	case 0:
		c.SetReg(at, object.Int(1))
		return c.Ask(1, Importer(), object.NewStr("warnings"))
	case 1:
		if e := c.Caught(); e != nil {
			return c.Raise(e)
		}
		return c.Do(2, object.OpGetAttr, c.Result(), object.Of(object.Intern("warn_explicit")))
	case 2:
		if e := c.Caught(); e != nil {
			return c.Raise(e)
		}
		c.SetReg(fn, c.Result())
	case 3:
		if e := c.Caught(); e != nil {
			return c.Raise(refusal(e, items, int(c.Reg(at).N)-2))
		}
	}
	i := int(c.Reg(at).N)
	if i+1 >= len(items) {
		return c.Return(object.None)
	}
	c.SetReg(at, object.Int(int64(i+2)))
	return c.Ask(3, c.Reg(fn), items[i], object.Of(object.SyntaxWarning), items[0], items[i+1])
}

// refusal returns the SyntaxError that a warning became, or another exception e.
func refusal(e *object.Exception, items []object.Value, i int) error {
	if !e.Shape.Type.SubtypeOf(object.SyntaxWarning) || i < 0 || i+1 >= len(items) {
		return e
	}
	file, _ := object.StringOf(items[0])
	text, _ := object.StringOf(items[i])
	return object.NewSyntaxError(object.SyntaxError, text, file, int(items[i+1].N), 0, 0, 0, "")
}
