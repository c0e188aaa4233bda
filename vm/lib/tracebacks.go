package lib

import (
	"brine/vm"
	"brine/vm/lib/traceback"
	"brine/vm/object"
)

// tracebackModule is _traceback: the words of package traceback, for the
// prelude module traceback, which asks for the texts of exceptions itself.
var tracebackModule = module{
	name: "_traceback",
	rows: []object.Native{
		leaf("format", "(exc, chain, subjects, texts, /)", "lines of an exception; texts are the strs of subjects", func(w *world, args []value) (value, error) {
			e := object.AsA[object.Exception](args[0], &object.ExceptionLayout)
			if e == nil {
				return value{}, object.TypeErrorf("Exception expected for value, %s found", args[0].Type().LongName())
			}
			return strList(traceback.Format(vm.Of(w), e, knownTexts(args[2], args[3]), args[1] == object.True)), nil
		}),
		leaf("only", "(exc, subjects, texts, /)", "lines of an exception without its traceback", func(w *world, args []value) (value, error) {
			e := object.AsA[object.Exception](args[0], &object.ExceptionLayout)
			if e == nil {
				return value{}, object.TypeErrorf("Exception expected for value, %s found", args[0].Type().LongName())
			}
			return strList(traceback.Only(vm.Of(w), e, knownTexts(args[1], args[2]))), nil
		}),
		leaf("trace", "(where, /)", "lines of a traceback", func(w *world, args []value) (value, error) {
			if tb := object.AsA[object.Traceback](args[0], &object.TracebackLayout); tb != nil {
				return strList(append([]string{"Traceback (most recent call last):\n"}, traceback.Frames(vm.Of(w), tb)...)), nil
			}
			return strList(nil), nil
		}),
		leaf("entries", "(where, /)", "(file, line, name, source) of a traceback's frames, or of a frame's callers", func(w *world, args []value) (value, error) {
			var out []value
			for _, e := range entriesOf(args[0]) {
				out = append(out, tuple(str(e.File), object.Int(int64(e.Span.Line)), str(e.Name), str(traceback.Line(vm.Of(w), e.File, e.Span.Line))))
			}
			return list(out), nil
		}),
		leaf("text", "(where, /)", "lines of a traceback's frames, or of a frame's callers", func(w *world, args []value) (value, error) {
			return strList(traceback.Text(vm.Of(w), entriesOf(args[0]))), nil
		}),
		leaf("line", "(file, number, /)", "a line of a source file", func(w *world, args []value) (value, error) {
			file, _ := object.StringOf(args[0])
			n, err := intArg(args[1])
			return str(traceback.Line(vm.Of(w), file, int(n))), err
		}),
	},
}

func entriesOf(v value) []traceback.Entry {
	if tb := object.AsA[object.Traceback](v, &object.TracebackLayout); tb != nil {
		return traceback.Entries(tb)
	}
	if f := object.AsA[object.Frame](v, &object.FrameLayout); f != nil {
		return traceback.Stack(f)
	}
	return nil
}

// knownTexts gives the texts that were asked for before.
func knownTexts(subjects, texts value) traceback.Texts {
	all, strs := itemsOf(subjects), itemsOf(texts)
	return func(v value) string {
		for i, s := range all {
			if s == v && i < len(strs) {
				text, _ := object.StringOf(strs[i])
				return text
			}
		}
		text, _ := object.StrLeaf(v)
		return text
	}
}
