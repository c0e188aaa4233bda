package compiler

import "brine/parser"

// futureFlags are the features of the module __future__ and what each turns on;
// most are always on.
var futureFlags = map[string]Flags{
	"nested_scopes": 0, "generators": 0, "division": 0, "absolute_import": 0, "with_statement": 0,
	"print_function": 0, "unicode_literals": 0, "generator_stop": 0, "annotations": FutureAnnotations,
}

// futureFeatures reads the future imports at the start of a module, and refuses
// those that stand further down.
func futureFeatures(mod *parser.Module, errors *errorMaker) (flags Flags, err error) {
	_, hasDoc := docstring(mod.Body)
	done := false
	for i, s := range mod.Body {
		imp, ok := s.(*parser.ImportFrom)
		if !ok || imp.Module != "__future__" || imp.Level != 0 {
			done = done || i > 0 || !hasDoc
			continue
		}
		if done {
			return 0, errors.at(&imp.Pos, lateFuture)
		}
		for _, alias := range imp.Names {
			flag, known := futureFlags[alias.Name]
			switch {
			case known:
				flags |= flag
			case alias.Name == "braces":
				return 0, errors.startingAt(&imp.Pos, "not a chance")
			case alias.Name == "barry_as_FLUFL":
			default:
				return 0, errors.startingAt(&imp.Pos, "future feature "+alias.Name+" is not defined")
			}
		}
	}
	return flags, nil
}

const lateFuture = "from __future__ imports must occur at the beginning of the file"
