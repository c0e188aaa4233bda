package parser

import (
	"fmt"
	"strings"
	"testing"
)

// dumpOf returns the tree of a file without positions, or its error.
func dumpOf(src string, mode Mode) string {
	m, err := Parse("x.py", []byte(src), mode)
	if err != nil {
		return err.Error()
	}
	return Dump(m, false)
}

// statementOf returns the tree of the first statement of a file.
func statementOf(src string) string {
	m, err := Parse("x.py", []byte(src), Exec)
	if err != nil {
		return err.Error()
	}
	return Dump(m.Body[0], false)
}

func TestPrintStatement(t *testing.T) {
	const (
		a       = "Name(id='a', ctx=Load())"
		b       = "Name(id='b', ctx=Load())"
		printed = "Expr(value=Call(func=Name(id='print', ctx=Load()), args=[%s], keywords=[]))"
	)
	tests := []struct{ src, want string }{
		{`print`, "Print(values=[], nl=True)"},
		{`print;x`, "Print(values=[], nl=True)"},
		{`print # comment`, "Print(values=[], nl=True)"},
		{`print a`, "Print(values=[" + a + "], nl=True)"},
		{`print a,`, "Print(values=[" + a + "], nl=False)"},
		{`print a, b`, "Print(values=[" + a + ", " + b + "], nl=True)"},
		{`print a, b,`, "Print(values=[" + a + ", " + b + "], nl=False)"},
		{`print a, b,;x`, "Print(values=[" + a + ", " + b + "], nl=False)"},
		{`print 1`, "Print(values=[Constant(value=1)], nl=True)"},
		{`print "x"`, "Print(values=[Constant(value='x')], nl=True)"},
		{`print f"x"`, "Print(values=[JoinedStr(values=[Constant(value='x')])], nl=True)"},
		{`print None`, "Print(values=[Constant(value=None)], nl=True)"},
		{`print {}`, "Print(values=[Dict(keys=[], values=[])], nl=True)"},
		{`print ~a`, "Print(values=[UnaryOp(op=Invert(), operand=" + a + ")], nl=True)"},
		{`print not a`, "Print(values=[UnaryOp(op=Not(), operand=" + a + ")], nl=True)"},
		{`print "x" % a`, "Print(values=[BinOp(left=Constant(value='x'), op=Mod(), right=" + a + ")], nl=True)"},
		{`print >>a`, "Print(dest=" + a + ", values=[], nl=True)"},
		{`print >>a, b`, "Print(dest=" + a + ", values=[" + b + "], nl=True)"},
		{`print >>a, b,`, "Print(dest=" + a + ", values=[" + b + "], nl=False)"},
		{`print lambda: a`, "Print(values=[Lambda(args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=" + a + ")], nl=True)"},
		{`print print`, "Print(values=[Name(id='print', ctx=Load())], nl=True)"},
		{`if a: print b`, "If(test=" + a + ", body=[Print(values=[" + b + "], nl=True)], orelse=[])"},
		// What Python 3 could mean stays Python 3.
		{`print(a)`, fmt.Sprintf(printed, a)},
		{`print (a)`, fmt.Sprintf(printed, a)},
		{`print ()`, fmt.Sprintf(printed, "")},
		{`print (a), b`, "Expr(value=Tuple(elts=[Call(func=Name(id='print', ctx=Load()), args=[" + a + "], keywords=[]), " + b + "], ctx=Load()))"},
		{`print -1`, "Expr(value=BinOp(left=Name(id='print', ctx=Load()), op=Sub(), right=Constant(value=1)))"},
		{`print [1]`, "Expr(value=Subscript(value=Name(id='print', ctx=Load()), slice=Constant(value=1), ctx=Load()))"},
		{`print *a`, "Expr(value=BinOp(left=Name(id='print', ctx=Load()), op=Mult(), right=" + a + "))"},
		{`print not in a`, "Expr(value=Compare(left=Name(id='print', ctx=Load()), ops=[NotIn()], comparators=[" + a + "]))"},
		{`print in a`, "Expr(value=Compare(left=Name(id='print', ctx=Load()), ops=[In()], comparators=[" + a + "]))"},
		{`print.a`, "Expr(value=Attribute(value=Name(id='print', ctx=Load()), attr='a', ctx=Load()))"},
		{`print = a`, "Assign(targets=[Name(id='print', ctx=Store())], value=" + a + ")"},
		{`print: a`, "AnnAssign(target=Name(id='print', ctx=Store()), annotation=" + a + ", simple=1)"},
		{`a = print`, "Assign(targets=[Name(id='a', ctx=Store())], value=Name(id='print', ctx=Load()))"},
		{`a: print`, "AnnAssign(target=Name(id='a', ctx=Store()), annotation=Name(id='print', ctx=Load()), simple=1)"},
		{`def print(): pass`, "FunctionDef(name='print', args=arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[]), body=[Pass()], decorator_list=[])"},
	}
	for _, test := range tests {
		if got := statementOf(test.src); got != test.want {
			t.Errorf("%s\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
}

func TestPrintFunction(t *testing.T) {
	const refused = "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"
	for _, src := range []string{
		"from __future__ import print_function\nprint a\n",
		"from __future__ import division, print_function\nprint a\n",
		"'doc'\nfrom __future__ import (absolute_import,\n  print_function)\nprint a\n",
	} {
		if got := dumpOf(src, Exec); got != refused {
			t.Errorf("%q: %s", src, got)
		}
	}
	if got := dumpOf("print a\n", Exec|PrintFunction); got != refused {
		t.Error(got)
	}
	m, err := Parse("x.py", []byte("from __future__ import print_function\n"), Exec)
	if err != nil || !m.PrintFunction {
		t.Error("the future is not noted")
	}
	if got := dumpOf("from other import print_function\nprint a\n", Exec); got == refused {
		t.Error(got)
	}
}

func TestIncomplete(t *testing.T) {
	tests := []struct {
		src  string
		want bool
	}{
		{"f(a", true},
		{"f(a,\n", true},
		{"x = [1, {2: 3}\n", true},
		{`x = """abc`, true},
		{"x = '''abc\n\n", true},
		{"x = 1 + \\", true},
		{"x = 1 + \\\n", true},
		{"'abc\\\n", true},
		{"with (a as b,\n", true},
		{"if x:", true},
		{"if x:\n", true},
		{"if x:\n    y", true},
		{"if x:\n    y\n", true},
		{"if x: y\n", true},
		{"if x: y\n\n", false},
		{"if x:\n    y\n\n", false},
		{"if x:\n    y\n    \n", false},
		{"if x:\n    y\nelse:\n", true},
		{"for x in y:\n    if z:\n        a\n", true},
		{"try:\n    x\n", true},
		{"try:\n    x\n\n", true},
		{"@a\n", true},
		{"@a\ndef f():\n    pass\n", true},
		{"match x:\n    case 1:\n        pass\n", true},
		{"def f(a,\n", true},
		{`f"""{a`, true},
		{"x = 1\n", false},
		{"x = 1 +\n", false},
		{"x = 'abc\n", false},
		{"f(a))\n", false},
		{"f(a b\n", false},
		{"if x\n", false},
		{"x = (1 2\n", false},
		{"a b (\n", false},
		{"", false},
		{"# comment\n", false},
	}
	for _, test := range tests {
		_, err := Parse("<stdin>", []byte(test.src), Single|Prompt)
		e, _ := err.(*SyntaxError)
		if got := e != nil && e.Incomplete; got != test.want {
			t.Errorf("%q: incomplete is %v, error %v", test.src, got, err)
		}
	}
}

func TestModes(t *testing.T) {
	tests := []struct {
		src  string
		mode Mode
		want string
	}{
		{"a", Eval, "Expression(body=Name(id='a', ctx=Load()))"},
		{"  a\n\n", Eval, "IndentationError: unexpected indent"},
		{"a\nb", Eval, "SyntaxError: invalid syntax"},
		{"a = 1", Eval, "SyntaxError: invalid syntax"},
		{"a; b", Single, "Interactive(body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))])"},
		{"if a:\n  b\n", Single, "Interactive(body=[If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[])])"},
		{"a\nb\n", Single, "SyntaxError: multiple statements found while compiling a single statement"},
		{"", Exec, "Module(body=[], type_ignores=[])"},
		{"# only a comment", Exec, "Module(body=[], type_ignores=[])"},
	}
	for _, test := range tests {
		if got := dumpOf(test.src, test.mode); got != test.want {
			t.Errorf("%q\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
}

func TestSources(t *testing.T) {
	const text = "Module(body=[Expr(value=Constant(value='é'))], type_ignores=[])"
	tests := []struct{ src, want string }{
		{"\xef\xbb\xbf'é'", text},
		{"# coding: utf-8\n'é'", text},
		{"# -*- coding: latin-1 -*-\n'\xe9'", text},
		{"#!/usr/bin/python\n# vim: set fileencoding=iso-8859-1 :\n'\xe9'", text},
		{"x\n# coding: latin-1\n'\xe9'", "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xe9 in position 21: invalid continuation byte"},
		{"# coding: ascii\n'é'", "SyntaxError: 'ascii' codec can't decode byte 0xc3 in position 17: ordinal not in range(128)"},
		{"# coding: klingon\n", "SyntaxError: unknown encoding: klingon"},
		{"\xef\xbb\xbf# coding: latin-1\n", "SyntaxError: encoding problem: latin-1 with BOM"},
		{"'\xff'", "SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff in position 1: invalid start byte"},
		{"'a\x00b'", "SyntaxError: source code string cannot contain null bytes"},
		{"if 1:\r\n  'a\\\r\nb'\r\n", "Module(body=[If(test=Constant(value=1), body=[Expr(value=Constant(value='ab'))], orelse=[])], type_ignores=[])"},
		{"'''a\rb'''\r", "Module(body=[Expr(value=Constant(value='a\\nb'))], type_ignores=[])"},
		{"if 1:\n    \f  a\n  b\n", "Module(body=[If(test=Constant(value=1), body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))], orelse=[])], type_ignores=[])"},
		{"\f\na\n\fb\n", "Module(body=[Expr(value=Name(id='a', ctx=Load())), Expr(value=Name(id='b', ctx=Load()))], type_ignores=[])"},
		{`"\ud800\udc00"`, "Module(body=[Expr(value=Constant(value='\\ud800\\udc00'))], type_ignores=[])"},
	}
	for _, test := range tests {
		if got := dumpOf(test.src, Exec); got != test.want {
			t.Errorf("%q\ngot  %s\nwant %s", test.src, got, test.want)
		}
	}
}

// TestDepth holds that no text makes a tree too high for a recursive pass.
func TestDepth(t *testing.T) {
	const tooDeep = "RecursionError: maximum recursion depth exceeded during compilation"
	repeat := func(s string, n int) string { return strings.Repeat(s, n) }
	tests := []struct{ name, src, want string }{
		{"parentheses", repeat("(", 201) + repeat(")", 201), "SyntaxError: too many nested parentheses"},
		{"lists", repeat("[", 200) + repeat("]", 200), ""},
		{"minus", repeat("-", 100000) + "a", tooDeep},
		{"not", repeat("not ", 100000) + "a", tooDeep},
		{"lambda", repeat("lambda: ", 100000) + "a", tooDeep},
		{"conditional", repeat("a if b else ", 100000) + "c", tooDeep},
		{"power", repeat("a**", 100000) + "a", tooDeep},
		{"sum", repeat("a+", 100000) + "a", tooDeep},
		{"short sum", repeat("a+", 2900) + "a", ""},
		{"attributes", "a" + repeat(".a", 100000), tooDeep},
		{"calls", "a" + repeat("()", 100000), tooDeep},
		{"calls in a with", "with a" + repeat("()", 100000) + ": pass", tooDeep},
		{"sum in a return", "return a" + repeat("+a", 100000), tooDeep},
		{"sum in a default", "def f(a=b" + repeat("+a", 100000) + "): pass", tooDeep},
		{"sum in a base", "class A(b" + repeat("+a", 100000) + "): pass", tooDeep},
		{"sum in a case", "match a:\n case a" + repeat(".a", 100000) + ": pass", tooDeep},
		{"sum of sums", repeat("(", 150) + "a" + repeat(repeat("+a", 100)+")", 150), tooDeep},
		{"f-strings", repeat(`f"{`, 300) + "a" + repeat(`}"`, 300), "SyntaxError: too many nested parentheses"},
		{"formats", `f"` + repeat("{a:", 300) + repeat("}", 300) + `"`, "SyntaxError: f-string: expressions nested too deeply"},
		{"patterns", "match a:\n case " + repeat("[", 150) + repeat("]", 150) + ": pass", ""},
		{"or", repeat("a or ", 100000) + "a", ""},
		{"comparisons", repeat("a < ", 100000) + "a", ""},
		{"elements", "[" + repeat("a,", 100000) + "]", ""},
		{"elifs", "if a: pass\n" + repeat("elif a: pass\n", 20000), ""},
		{"targets", repeat("a = ", 50000) + "a", ""},
		{"strings", repeat("'a' ", 50000), ""},
		{"decorators", repeat("@a\n", 20000) + "def f(): pass", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, err := Parse("x.py", []byte(test.src+"\n"), Exec)
			switch {
			case err != nil && err.Error() != test.want:
				t.Errorf("got %v, want %s", err, test.want)
			case err == nil && test.want != "":
				t.Errorf("accepted, want %s", test.want)
			case err == nil:
				Dump(m, true)
			}
		})
	}
	var deep strings.Builder
	for i := range 101 {
		deep.WriteString(repeat(" ", i) + "if a:\n")
	}
	if got := dumpOf(deep.String(), Exec); got != "IndentationError: too many levels of indentation" {
		t.Error(got)
	}
}
