package vm

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"brine/compiler"
	"brine/parser"
	"brine/vm/object"
)

// Mode is what a source text is compiled as.
type Mode uint8

// The modes of compile().
const (
	ModeExec      Mode = iota // a module or script
	ModeEval                  // one expression
	ModeSingle                // an interactive statement
	ModeNamespace             // exec'd code: its names live in any mapping
)

// Compile compiles a source text. The error is a SyntaxError (or other
// exception) of Python.
func (m *Machine) Compile(text []byte, file string, mode Mode) (*compiler.Code, error) {
	pm, cm := parser.Exec, compiler.Exec
	switch mode {
	case ModeEval:
		pm, cm = parser.Eval, compiler.Eval
	case ModeSingle:
		pm, cm = parser.Single, compiler.Single
	}
	tree, err := parser.Parse(file, text, pm)
	if err != nil {
		return nil, SyntaxError(err)
	}
	code, err := compiler.Compile(tree, compiler.Options{
		Filename: file, Source: text, Mode: cm, Namespace: mode != ModeExec && mode != ModeSingle, Warn: m.warner(file),
	})
	if err != nil {
		return nil, SyntaxError(err)
	}
	return code, nil
}

// SyntaxError turns an error of the parser or compiler into Python's.
func SyntaxError(err error) error {
	var s *parser.SyntaxError
	if !errors.As(err, &s) {
		return object.Errorf(object.SystemError, "%v", err)
	}
	t := object.SyntaxError
	switch s.Class {
	case "IndentationError":
		t = object.IndentationError
	case "TabError":
		t = object.TabError
	}
	return object.NewSyntaxError(t, s.Msg, s.Filename, s.Line, s.Col, s.EndLine, s.EndCol, s.Text)
}

// CompilePrompt compiles what was typed at a prompt. incomplete says that more
// lines could make it whole. printFunction is whether print is a function, from
// an earlier import of it from __future__, and, as a result, from now on.
func (m *Machine) CompilePrompt(text []byte, file string, printFunction bool) (code *compiler.Code, incomplete, isFunction bool, err error) {
	mode := parser.Single | parser.Prompt
	if printFunction {
		mode |= parser.PrintFunction
	}
	tree, err := parser.Parse(file, text, mode)
	if err != nil {
		var s *parser.SyntaxError
		errors.As(err, &s)
		return nil, s != nil && s.Incomplete, printFunction, SyntaxError(err)
	}
	code, err = compiler.Compile(tree, compiler.Options{Filename: file, Source: text, Mode: compiler.Single, Warn: m.warner(file)})
	if err != nil {
		err = SyntaxError(err)
	}
	return code, false, printFunction || tree.PrintFunction, err
}

// Lines returns the lines of a source file for tracebacks, nil if it cannot be
// read. A relative name is also looked for along sys.path. Only files that a program's code names are looked at.
func (m *Machine) Lines(file string) []string {
	if lines, ok := m.lines[file]; ok {
		return lines
	}
	var lines []string
	if name, frozen := strings.CutPrefix(file, "<frozen "); frozen && m.imports.lib.Prelude != nil {
		name = strings.ReplaceAll(strings.TrimSuffix(name, ">"), ".", "/")
		if text, err := fs.ReadFile(m.imports.lib.Prelude, name+".py"); err == nil {
			lines = strings.Split(string(text), "\n")
		}
	} else if text, err := os.ReadFile(file); err == nil {
		lines = strings.Split(string(text), "\n")
	} else if !filepath.IsAbs(file) && !strings.HasPrefix(file, "<") {
		for _, dir := range m.searchPath() {
			if text, err := os.ReadFile(filepath.Join(dir, file)); err == nil {
				lines = strings.Split(string(text), "\n")
				break
			}
		}
	}
	if m.lines == nil {
		m.lines = map[string][]string{}
	}
	m.lines[file] = lines
	return lines
}

// searchPath returns the folders of sys.path.
func (m *Machine) searchPath() (dirs []string) {
	sys := object.AsA[object.Module](m.module("sys"), &object.ModuleLayout)
	if sys == nil {
		return nil
	}
	path, _ := sys.Dict.GetString("path")
	for _, v := range sequence(path) {
		if dir, ok := object.StringOf(v); ok {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}
