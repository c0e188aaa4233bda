package lib

import (
	"brine/vm"
	"brine/vm/object"
)

// jsonModule is _json: what package json does in Go.
var jsonModule = module{
	name:  "_json",
	types: []*object.Table{encodingTable(), scannerOfJSONTable(), parsingTable()},
	rows: []object.Native{
		slow("encode", "("+encodingParams+")", "Return the JSON text of an object.", encodeFast, stepEncode, object.Any),
		leaf("encode_basestring", "(string, /)", "encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string", quoteRow(false)),
		leaf("encode_basestring_ascii", "(string, /)", "encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string", quoteRow(true)),
		slow("scanstring", "(string, end, strict=True, /)", "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\ncharacter in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.", nil, stepScanString),
		leaf("space", "(string, index, /)", "Return the index behind white space.", func(w *world, args []value) (value, error) {
			s := object.AsA[object.Str](args[0], &object.StrLayout)
			if s == nil {
				return value{}, object.TypeErrorf("expected string or bytes-like object, got '%s'", args[0].Type().LongName())
			}
			i, err := intArg(args[1])
			if err != nil || i < 0 || i > int64(s.Len()) {
				return args[1], err
			}
			at := s.Offset(int(i))
			return object.Int(i + int64(skipSpace(s.S, at)-at)), nil
		}),
	},
}

// quoteRow is the leaf that writes a str as JSON.
func quoteRow(ascii bool) fast {
	return func(w *world, args []value) (value, error) {
		s, ok := object.StringOf(args[0])
		if !ok {
			return value{}, object.TypeErrorf("first argument must be a string, not %s", args[0].Type().LongName())
		}
		if err := w.Reserve(len(s)); err != nil {
			return value{}, err
		}
		return str(string(appendQuoted(make([]byte, 0, len(s)+2), s, ascii))), nil
	}
}

// tooDeep is the error of data that are nested deeper than calls may be.
func tooDeep(what string) error {
	return object.Errorf(object.RecursionError, "maximum recursion depth exceeded while %s", what)
}

// decodeError asks for json.decoder.JSONDecodeError(text, doc, at), which is
// raised when it has landed at step next.
func decodeError(c *call, next int, text string, doc *object.Str, offset int) action {
	class := object.Of(object.ValueError)
	v, _ := c.Modules.GetString("json.decoder")
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		if v, ok := mod.Dict.GetString("JSONDecodeError"); ok {
			class = v
		}
	}
	at := -1 // a string without a quote before it
	if offset >= 0 {
		at = doc.Index(offset)
	}
	return c.Ask(next, class, str(text), object.Of(doc), object.Int(int64(at)))
}

// raiseLanded raises the exception that a call has made.
func raiseLanded(c *call) action {
	e := object.AsA[object.Exception](c.Result(), &object.ExceptionLayout)
	if e == nil {
		return c.Raise(object.TypeErrorf("exceptions must derive from BaseException"))
	}
	return c.Raise(e)
}

// isNative reports whether a class leaves a method to its builtin base.
func isNative(v value, name string, base *object.Type) bool {
	t := v.Type()
	return t == base || !t.Defines(name, base)
}

// truthOfOwn reports whether a class of containers has its own idea of truth.
func truthOfOwn(v value, base *object.Type) bool {
	return !isNative(v, "__bool__", base) || !isNative(v, "__len__", base)
}

// room is how deep data may be nested in the running frame.
func room(c *call) int { return int(vm.Of(c.World).MaxDepth - c.F.Depth) }
