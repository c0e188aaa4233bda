package lib

import (
	"brine/vm/object"
)

// PatternCache holds the patterns that the functions of re have compiled. A
// module namespace holds it, so each machine has its own.
type PatternCache struct {
	object.Header
	Items []value // patterns, the oldest first
	byKey map[patternKey]*Pattern
}

// patternKey is what a program passed.
type patternKey struct {
	text   string
	isText bool
	flags  int64
}

// The type of the cache.
var (
	PatternCacheType   = &object.Type{}
	PatternCacheShape  object.Shape
	PatternCacheLayout object.Layout
)

var patternCacheStruct = object.Struct[PatternCache]{
	Name: "re.cache",
	Fields: func(x *PatternCache, a object.Archive) {
		a.Values("patterns", &x.Items)
		if a.Loading() {
			x.byKey = nil
		}
	},
}

// maxPatterns is how many patterns are kept.
const maxPatterns = 512

// key is how a pattern was asked for. The flags that its program found in the
// text are among its flags, so each pattern keeps what it was asked with.
func (p *Pattern) key() patternKey {
	return patternKey{patternText(p), p.Text.Has(&object.StrLayout), p.Asked}
}

// index makes the map of what was loaded; what is no pattern is dropped.
func (x *PatternCache) index() {
	if x.byKey != nil {
		return
	}
	x.byKey = map[patternKey]*Pattern{}
	items := x.Items
	x.Items = nil
	for _, v := range items {
		if p := object.AsA[Pattern](v, &PatternLayout); p != nil {
			x.Items = append(x.Items, v)
			x.byKey[p.key()] = p
		}
	}
}

// find returns the pattern that a program means.
func (x *PatternCache) find(pattern, flags value) (value, error) {
	n, ok := object.Int64Of(flags)
	if !ok {
		return value{}, object.TypeErrorf("unsupported operand type(s) for &: '%s' and 'RegexFlag'", flags.Type().LongName())
	}
	text, isText := object.StringOf(pattern)
	switch {
	case isText:
	case pattern.Has(&object.BytesLayout):
		text = object.BytesOf(pattern)
	case pattern.Has(&PatternLayout):
		if n != 0 {
			return value{}, object.ValueErrorf("cannot process flags argument with a compiled pattern")
		}
		return pattern, nil
	default:
		if hash, has := pattern.Type().Lookup("__hash__"); has && hash.IsNone() {
			return value{}, object.TypeErrorf("unhashable type: '%s'", pattern.Type().LongName())
		}
		return value{}, object.TypeErrorf("first argument must be string or compiled pattern")
	}
	x.index()
	exact := pattern.Is(&object.StrShape) || pattern.Is(&object.BytesShape)
	key := patternKey{text, isText, n}
	if p := x.byKey[key]; p != nil && exact {
		return object.Of(p), nil
	}
	v, err := compilePattern(pattern, n)
	if err == nil && exact && n&debugFlag == 0 {
		x.keep(key, v)
	}
	return v, err
}

// keep enters a pattern, in the place of the oldest if there are many.
func (x *PatternCache) keep(key patternKey, v value) {
	if len(x.Items) >= maxPatterns {
		delete(x.byKey, object.As[Pattern](x.Items[0]).key())
		x.Items = append(x.Items[:0], x.Items[1:]...)
	}
	x.Items = append(x.Items, v)
	x.byKey[key] = object.As[Pattern](v)
}

func patternCacheTable() *object.Table {
	return &object.Table{Type: PatternCacheType, Name: "PatternCache", Shape: &PatternCacheShape, Layout: &PatternCacheLayout, Struct: patternCacheStruct.Layout(), Flags: object.Final,
		Doc: "The patterns that the functions of re have compiled.",
		New: &object.Native{Sig: "(cls, /)", Doc: "Create and return a new object.", Fast: func(w *world, args []value) (value, error) {
			t, err := classArg(args[0], PatternCacheType)
			if err != nil {
				return value{}, err
			}
			return object.Of(newOf[PatternCache](t)), nil
		}},
		Methods: []object.Native{
			leaf("find", "(self, pattern, flags, /)", "Return the compiled pattern.", func(w *world, args []value) (value, error) {
				return object.As[PatternCache](args[0]).find(args[1], args[2])
			}),
			leaf("clear", "(self, /)", "Forget all patterns.", func(w *world, args []value) (value, error) {
				x := object.As[PatternCache](args[0])
				x.Items, x.byKey = nil, nil
				return object.None, nil
			}),
		}}
}
