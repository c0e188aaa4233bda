package traceback

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"brine/compiler"
	"brine/parser"
	"brine/vm"
	"brine/vm/object"
)

// Entry is a line of a traceback or stack.
type Entry struct {
	File, Name string
	Span       compiler.Span
}

// Entries returns the entries of a traceback.
func Entries(tb *object.Traceback) (all []Entry) {
	for ; tb != nil; tb = tb.Next {
		if tb.Frame == nil || tb.Frame.Code == nil {
			continue
		}
		src := tb.Frame.Code.Src
		span := src.SpanAt(int(tb.PC))
		if int(tb.Line) != span.Line {
			span = compiler.Span{Line: int(tb.Line), Col: -1}
		}
		all = append(all, Entry{src.Filename, src.Name, span})
	}
	return all
}

// Stack returns the entries of a frame and those that wait for it, outermost first.
func Stack(f *object.Frame) (all []Entry) {
	for ; f != nil; f = f.Back {
		if !f.Visible() {
			continue
		}
		all = append(all, Entry{f.Code.Src.Filename, f.Code.Src.Name, f.Code.Src.SpanAt(f.LastPC())})
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// Frames returns the text of a traceback, an entry each, repeated ones folded.
func Frames(m *vm.Machine, tb *object.Traceback) []string { return Text(m, Entries(tb)) }

// Text returns the text of entries, repeated ones folded.
func Text(m *vm.Machine, entries []Entry) (out []string) {
	count := 0
	repeated := func() {
		if n := count - cutoff; n > 0 {
			out = append(out, fmt.Sprintf("  [Previous line repeated %d more time%s]\n", n, object.Plural(n)))
		}
	}
	for i, e := range entries {
		if i > 0 && e.File == entries[i-1].File && e.Name == entries[i-1].Name && e.Span.Line == entries[i-1].Span.Line {
			count++
		} else {
			repeated()
			count = 1
		}
		if count <= cutoff {
			out = append(out, e.text(m))
		}
	}
	repeated()
	return out
}

// text is the place, the source line, and carets below.
func (e Entry) text(m *vm.Machine) string {
	s := fmt.Sprintf("  File \"%s\", line %d, in %s\n", e.File, e.Span.Line, e.Name)
	line, ok := sourceLine(m, e.File, e.Span.Line)
	if !ok {
		return s
	}
	shown := strings.TrimSpace(line)
	if shown == "" {
		return s
	}
	return s + "    " + shown + "\n" + carets(line, shown, e.Span)
}

func sourceLine(m *vm.Machine, file string, n int) (string, bool) {
	lines := m.Lines(file)
	if n < 1 || n > len(lines) {
		return "", false
	}
	return strings.TrimRight(lines[n-1], "\r\n"), true
}

// Line returns a line of a source file, without its end.
func Line(m *vm.Machine, file string, n int) string {
	s, _ := sourceLine(m, file, n)
	return s
}

// carets returns the line that marks the place of an error, or "" if that is
// the whole line.
func carets(line, shown string, span compiler.Span) string {
	if span.Col < 0 || span.EndLine == 0 && span.EndCol == 0 || span.Col > len(line) {
		return ""
	}
	start, end := span.Col, min(span.EndCol, len(line))
	var a *anchors
	if span.EndLine == span.Line {
		if end < start {
			return ""
		}
		a = findAnchors(line[start:end])
	} else {
		end = len(strings.TrimRightFunc(line, unicode.IsSpace))
	}
	points := func(s string) int { return utf8.RuneCountInString(s) }
	if points(line[start:max(start, end)]) >= points(shown) && (a == nil || a.right <= a.left) {
		return ""
	}
	indent := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
	if start < indent {
		return ""
	}
	var b strings.Builder
	b.WriteString("    " + strings.Repeat(" ", display(line[indent:start])))
	segment := line[start:end]
	if a == nil {
		b.WriteString(strings.Repeat("^", display(segment)))
	} else {
		b.WriteString(strings.Repeat("~", display(segment[:a.left])))
		b.WriteString(strings.Repeat("^", display(segment[a.left:a.right])))
		b.WriteString(strings.Repeat("~", display(segment[a.right:])))
	}
	return b.String() + "\n"
}

// display is how many columns of a terminal a text takes.
func display(s string) (n int) {
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

// wide reports whether a terminal shows a character two columns wide.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115F, r >= 0x2E80 && r <= 0x303E, r >= 0x3041 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3,
		r >= 0xF900 && r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF00 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6,
		r >= 0x1F300 && r <= 0x1F64F, r >= 0x1F680 && r <= 0x1F6FF, r >= 0x1F900 && r <= 0x1F9FF, r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return false
}

// anchors are the part of a segment that is marked by ^ instead of ~: the
// operator of a binary operation, or the brackets of a subscript.
type anchors struct{ left, right int }

func findAnchors(segment string) *anchors {
	tree, err := parser.Parse("", []byte(segment), parser.Exec|parser.PrintFunction)
	if err != nil || len(tree.Body) != 1 {
		return nil
	}
	stmt, ok := tree.Body[0].(*parser.ExprStmt)
	if !ok {
		return nil
	}
	space := func(i int) bool { return i < len(segment) && unicode.IsSpace(rune(segment[i])) }
	switch x := stmt.Value.(type) {
	case *parser.BinOp:
		left, end := int(x.Left.Position().EndCol), int(x.Right.Position().Col)
		op := segment[left:end]
		gap := len(op) - len(strings.TrimLeft(op, " \t"))
		left += gap
		right := left + 1
		if gap+1 < len(op) && !space(left+1) {
			right++
		}
		for left < len(segment) && (space(left) || segment[left] == ')' || segment[left] == '#') {
			left++
			right++
		}
		return &anchors{left, min(right, len(segment))}
	case *parser.Subscript:
		left, right := int(x.Value.Position().EndCol), int(x.Slice.Position().EndCol)+1
		for left < len(segment) && (space(left) || segment[left] != '[') {
			left++
		}
		for right < len(segment) && (space(right) || segment[right] != ']') {
			right++
		}
		if right < len(segment) {
			right++
		}
		return &anchors{left, min(right, len(segment))}
	}
	return nil
}
