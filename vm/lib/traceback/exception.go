// Package traceback words exceptions and tracebacks exactly as CPython 3.11
// prints them: frames with source lines and carets, chains, groups, notes, syntax
// errors and suggestions. It only reads; the text of an exception whose class
// has its own __str__ is asked for by a function that the caller brings.
package traceback

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"brine/vm"
	"brine/vm/object"
)

// Texts returns str(v) of an exception or a note.
type Texts func(v object.Value) string

// cutoff is how many equal lines of a traceback are shown.
const cutoff = 3

// How wide and deep exception groups are shown.
const maxGroup, maxGroupDepth = 15, 10

// Print prints an uncaught exception of a machine that has stopped.
func Print(w io.Writer, m *vm.Machine, exc *object.Exception) {
	io.WriteString(w, strings.Join(Format(m, exc, Outside(m), true), ""))
}

// Outside returns the Texts of a machine that has stopped.
func Outside(m *vm.Machine) Texts {
	return func(v object.Value) string {
		if s, ok := object.StrLeaf(v); ok {
			return s
		}
		text, err := m.CallOut(object.OpStr, v)
		if err != nil {
			return "<exception str() failed>"
		}
		s, _ := object.StringOf(text)
		return s
	}
}

// Format returns the lines of an exception, with those that it follows from
// if chain is set. A line may hold newlines inside; each ends with one.
func Format(m *vm.Machine, exc *object.Exception, texts Texts, chain bool) []string {
	p := &printer{m: m, texts: texts, seen: map[*object.Exception]bool{}}
	p.exception(exc, chain)
	return p.out
}

// Only returns the lines of an exception without its traceback.
func Only(m *vm.Machine, exc *object.Exception, texts Texts) []string {
	p := &printer{m: m, texts: texts}
	return p.only(exc)
}

// printer holds how far the text got.
type printer struct {
	m         *vm.Machine
	texts     Texts
	out       []string
	depth     int // of groups
	needClose bool
	seen      map[*object.Exception]bool
}

func (p *printer) indent() string { return strings.Repeat(" ", 2*p.depth) }

// emit adds lines, behind the margin of the group they belong to.
func (p *printer) emit(margin string, texts ...string) {
	prefix := p.indent()
	if p.depth > 0 {
		prefix += margin + " "
	}
	for _, text := range texts {
		lines := strings.SplitAfter(text, "\n")
		if lines[len(lines)-1] == "" {
			lines = lines[:len(lines)-1]
		}
		p.out = append(p.out, prefix+strings.Join(lines, prefix))
	}
}

const (
	causeText   = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextText = "\nDuring handling of the above exception, another exception occurred:\n\n"
)

// exception writes an exception and, before it, those it follows from.
func (p *printer) exception(exc *object.Exception, chain bool) {
	type link struct {
		text string
		exc  *object.Exception
	}
	var links []link
	for e := exc; e != nil; {
		p.seen[e] = true
		next, text := (*object.Exception)(nil), ""
		if chain {
			if next = exceptionOf(e.Cause); next != nil {
				text = causeText
			} else if !e.Suppress {
				next, text = exceptionOf(e.Context), contextText
			}
		}
		if next != nil && p.seen[next] {
			next = nil
		}
		if next == nil {
			text = ""
		}
		links = append(links, link{text, e})
		e = next
	}
	for i := len(links) - 1; i >= 0; i-- {
		if links[i].text != "" {
			p.emit("|", links[i].text)
		}
		p.one(links[i].exc, chain)
	}
}

func exceptionOf(v object.Value) *object.Exception {
	return object.AsA[object.Exception](v, &object.ExceptionLayout)
}

// one writes an exception without what it follows from.
func (p *printer) one(e *object.Exception, chain bool) {
	if e.Shape.Type.SubtypeOf(object.BaseExceptionGroup) {
		p.group(e, chain)
		return
	}
	if e.TB != nil {
		p.emit("|", "Traceback (most recent call last):\n")
		p.emit("|", Frames(p.m, e.TB)...)
	}
	p.emit("|", p.only(e)...)
}

// group writes an exception group with its exceptions.
func (p *printer) group(e *object.Exception, chain bool) {
	if p.depth > maxGroupDepth {
		p.emit("|", fmt.Sprintf("... (max_group_depth is %d)\n", maxGroupDepth))
		return
	}
	top := p.depth == 0
	margin := "|"
	if top {
		p.depth++
		margin = "+"
	}
	if e.TB != nil {
		p.emit(margin, "Exception Group Traceback (most recent call last):\n")
		p.emit("|", Frames(p.m, e.TB)...)
	}
	p.emit("|", p.only(e)...)
	all := Exceptions(e)
	n := len(all)
	if n > maxGroup {
		n = maxGroup + 1
	}
	p.needClose = false
	for i := range n {
		last := i == n-1
		if last {
			p.needClose = true
		}
		title, sign := fmt.Sprint(i+1), "  "
		if i >= maxGroup {
			title = "..."
		}
		if i == 0 {
			sign = "+-"
		}
		p.out = append(p.out, p.indent()+sign+"+---------------- "+title+" ----------------\n")
		p.depth++
		if i < maxGroup {
			p.exception(all[i], chain)
		} else {
			left := len(all) - maxGroup
			p.emit("|", fmt.Sprintf("and %d more exception%s\n", left, object.Plural(left)))
		}
		if last && p.needClose {
			p.out = append(p.out, p.indent()+"+------------------------------------\n")
			p.needClose = false
		}
		p.depth--
	}
	if top {
		p.depth = 0
	}
}

// Exceptions returns the exceptions of a group.
func Exceptions(e *object.Exception) (all []*object.Exception) {
	v, ok := object.GetAttr(object.Of(e), "exceptions")
	if !ok && len(e.Args.Items) > 1 {
		v = e.Args.Items[1]
	}
	for _, x := range items(v) {
		if e := exceptionOf(x); e != nil {
			all = append(all, e)
		}
	}
	return all
}

func items(v object.Value) []object.Value {
	if t := object.AsA[object.Tuple](v, &object.TupleLayout); t != nil {
		return t.Items
	}
	if l := object.AsA[object.List](v, &object.ListLayout); l != nil {
		return l.Items
	}
	return nil
}

// only returns the last lines: class and text, place of a syntax error, notes.
func (p *printer) only(e *object.Exception) []string {
	t := e.Shape.Type
	name := t.Qualname
	if t.Module != "builtins" && t.Module != "__main__" && t.Module != "" {
		name = t.Module + "." + name
	}
	var lines []string
	if t.SubtypeOf(object.SyntaxError) {
		lines = p.syntaxError(e, name)
	} else {
		text := p.texts(object.Of(e)) + suggestion(p.m, e)
		if text != "" {
			name += ": " + text
		}
		lines = []string{name + "\n"}
	}
	notes, ok := object.GetAttr(object.Of(e), "__notes__")
	if !ok {
		return lines
	}
	for _, v := range items(notes) {
		for _, line := range strings.Split(p.texts(v), "\n") {
			lines = append(lines, line+"\n")
		}
	}
	return lines
}

// syntaxError returns the lines of a SyntaxError: place, source and carets.
func (p *printer) syntaxError(e *object.Exception, name string) (lines []string) {
	get := func(name string) object.Value { v, _ := object.GetAttr(object.Of(e), name); return v }
	number := func(name string) (int, bool) {
		v, ok := object.GetAttr(object.Of(e), name)
		n, isInt := object.Int64Of(v)
		return int(n), ok && isInt && !v.IsNone()
	}
	file, hasFile := object.StringOf(get("filename"))
	line, hasLine := number("lineno")
	suffix := ""
	if hasLine {
		if !hasFile {
			file = "<string>"
		}
		lines = append(lines, fmt.Sprintf("  File \"%s\", line %d\n", file, line))
	} else if hasFile {
		suffix = " (" + file + ")"
	}
	if text, ok := object.StringOf(get("text")); ok {
		raw := strings.TrimRight(text, "\n")
		shown := strings.TrimLeft(raw, " \n\f")
		spaces := len(raw) - len(shown)
		lines = append(lines, "    "+shown+"\n")
		if offset, ok := number("offset"); ok {
			end, _ := number("end_offset")
			if endLine, ok := number("end_lineno"); ok && endLine > line {
				end = len([]rune(raw)) + 1
			}
			if end == 0 || end == -1 || end == offset {
				end = offset + 1
			}
			if col, endCol := offset-1-spaces, end-1-spaces; col >= 0 {
				lines = append(lines, "    "+blanks(shown, col)+strings.Repeat("^", max(endCol-col, 0))+"\n")
			}
		}
	}
	msg, ok := object.StringOf(get("msg"))
	if !ok {
		if msg = p.texts(object.Of(e)); msg == "" || msg == "None" {
			msg = "<no detail available>"
		}
	}
	return append(lines, name+": "+msg+suffix+"\n")
}

// blanks returns the first n characters of a line as white space, tabs kept.
func blanks(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		if n--; n < 0 {
			break
		}
		if unicode.IsSpace(r) {
			b.WriteRune(r)
		} else {
			b.WriteByte(' ')
		}
	}
	for ; n > 0; n-- {
		b.WriteByte(' ')
	}
	return b.String()
}
