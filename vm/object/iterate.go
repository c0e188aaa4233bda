package object

// NewSyntaxError returns a SyntaxError (or a subclass) with its place.
// Columns count characters from 1.
func NewSyntaxError(t *Type, msg, file string, line, col, endLine, endCol int, text string) *Exception {
	place := NewTuple(NewStr(file), Int(int64(line)), Int(int64(col)), NewStr(text), Int(int64(endLine)), Int(int64(endCol)))
	if text == "" {
		place.Items[3] = None
	}
	e := NewException(t, NewStr(msg), Of(place))
	for i, name := range []string{"filename", "lineno", "offset", "text", "end_lineno", "end_offset"} {
		SetAttr(Of(e), name, place.Items[i])
	}
	SetAttr(Of(e), "msg", NewStr(msg))
	SetAttr(Of(e), "print_file_and_line", None)
	return e
}
