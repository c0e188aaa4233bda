package lib

import (
	"brine/vm"
	"brine/vm/lib/re"
	"brine/vm/object"
)

// Pattern is a re.Pattern. Its program is derived: a pattern that is loaded is
// compiled again.
type Pattern struct {
	object.Header
	Text  value // str or bytes
	Flags int64
	Asked int64 // the flags that the program passed
	ID    uint64
	prog  *re.Program
	leaf  Scan // what leaves work with
}

// The types of module re.
var (
	PatternType   = &object.Type{}
	PatternShape  object.Shape
	PatternLayout object.Layout
	ReErrorType   = &object.Type{}
)

var patternStruct = object.Struct[Pattern]{
	Name: "re.Pattern",
	Init: func(p *Pattern) {
		p.Text = str("")
		p.prog, _ = re.Compile("", true, 0)
	},
	ID: func(p *Pattern) *uint64 { return &p.ID },
	Fields: func(p *Pattern, a object.Archive) {
		a.Value("pattern", &p.Text)
		a.Int("flags", &p.Flags)
		a.Int("asked", &p.Asked)
		object.VisitInt(a, "id", &p.ID)
		if a.Loading() {
			a.After(p.compile)
		}
	},
}

// compile makes the program of what the pattern's fields say.
func (p *Pattern) compile() error {
	text, isText := object.StringOf(p.Text)
	if !isText {
		if !p.Text.Has(&object.BytesLayout) {
			return object.TypeErrorf("first argument must be string or compiled pattern")
		}
		text = object.BytesOf(p.Text)
	}
	prog, err := re.Compile(text, isText, re.Flags(p.Flags))
	if err != nil {
		return reError(err, p.Text)
	}
	p.prog = prog
	p.Flags |= int64(prog.Flags)
	return nil
}

// compilePattern returns a new pattern.
func compilePattern(text value, flags int64) (value, error) {
	if int64(int32(flags)) != flags {
		return value{}, object.Errorf(object.OverflowError, "Python int too large to convert to C int")
	}
	p := newOf[Pattern](PatternType)
	p.Text, p.Flags, p.Asked = text, flags, flags
	if err := p.compile(); err != nil {
		return value{}, err
	}
	return object.Of(p), nil
}

const debugFlag = int64(re.Debug)

// reError returns the exception for what is wrong with a pattern or template.
func reError(e *re.Error, source value) error {
	switch e.Kind {
	case re.BadValue:
		return object.ValueErrorf("%s", e.Msg)
	case re.TooLarge:
		return object.Errorf(object.OverflowError, "%s", e.Msg)
	case re.TooDeep:
		return object.Errorf(object.RecursionError, "%s", e.Msg)
	case re.UnknownGroup:
		return object.Errorf(object.IndexError, "%s", e.Msg)
	}
	x := object.NewException(ReErrorType)
	pos := object.None
	if e.Pos >= 0 {
		pos = object.Int(int64(e.Pos))
	} else {
		source = object.None
	}
	setReError(x, str(e.Msg), source, pos)
	return x
}

// setReError fills a re.error.
func setReError(x *object.Exception, msg, source, pos value) {
	line, column := object.None, object.None
	if n, ok := object.Int64Of(pos); ok && (source.Has(&object.StrLayout) || source.Has(&object.BytesLayout)) {
		text, _ := object.StrLeaf(msg)
		text += " at position " + itoa(n)
		l, c, many := place(source, int(n))
		line, column = object.Int(int64(l)), object.Int(int64(c))
		if many {
			text += " (line " + itoa(int64(l)) + ", column " + itoa(int64(c)) + ")"
		}
		x.Args = object.NewTuple(str(text))
	} else {
		x.Args = object.NewTuple(msg)
	}
	v := object.Of(x)
	for _, a := range []struct {
		name string
		v    value
	}{{"msg", msg}, {"pattern", source}, {"pos", pos}, {"lineno", line}, {"colno", column}} {
		object.SetAttr(v, a.name, a.v)
	}
}

func itoa(n int64) string {
	s, _ := object.StrLeaf(object.Int(n))
	return s
}

// place returns the line and column of a position, and whether there is more
// than one line.
func place(source value, pos int) (line, column int, many bool) {
	points := sourcePoints(source)
	line, last := 1, -1
	for i, r := range points {
		if r == '\n' {
			many = true
			if i < pos {
				line++
				last = i
			}
		}
	}
	return line, pos - last, many
}

func sourcePoints(source value) []rune {
	if s, ok := object.StringOf(source); ok {
		return object.Points(s)
	}
	var points []rune
	for _, c := range []byte(object.BytesOf(source)) {
		points = append(points, rune(c))
	}
	return points
}

// flagNames are the flags in the order in which a pattern shows them.
var flagNames = []struct {
	flag re.Flags
	name string
}{
	{re.Template, "re.TEMPLATE"}, {re.IgnoreCase, "re.IGNORECASE"}, {re.Locale, "re.LOCALE"}, {re.MultiLine, "re.MULTILINE"}, {re.DotAll, "re.DOTALL"},
	{re.Unicode, "re.UNICODE"}, {re.Verbose, "re.VERBOSE"}, {re.Debug, "re.DEBUG"}, {re.ASCII, "re.ASCII"},
}

func patternRepr(w *world, args []value) (value, error) {
	p := object.As[Pattern](args[0])
	text, ok := object.ReprLeaf(p.Text)
	if !ok {
		text = object.ReprString("")
	}
	s := "re.compile(" + shortened(text, 200)
	flags := re.Flags(p.Flags)
	if p.prog.IsText {
		flags &^= re.Unicode
	}
	sep := ", "
	for _, f := range flagNames {
		if flags&f.flag != 0 {
			s += sep + f.name
			sep = "|"
			flags &^= f.flag
		}
	}
	if flags != 0 {
		s += sep + hex(uint32(flags))
	}
	return str(s + ")"), nil
}

// shortened returns at most n characters of s.
func shortened(s string, n int) string {
	if points := object.Points(s); len(points) > n {
		return object.FromPoints(points[:n])
	}
	return s
}

func hex(n uint32) string {
	const digits = "0123456789abcdef"
	s := ""
	for ; n > 0; n >>= 4 {
		s = digits[n&15:n&15+1] + s
	}
	return "0x" + s
}

// groupIndex returns the named groups of a pattern, a dict.
func (p *Pattern) groupIndex() *object.Dict {
	d := object.NewDict()
	for _, name := range p.prog.Order {
		d.SetString(name, object.Int(int64(p.prog.Names[name])))
	}
	return d
}

func equalPatterns(a, b value) (equal, known bool) {
	p, q := object.AsA[Pattern](a, &PatternLayout), object.AsA[Pattern](b, &PatternLayout)
	if p == nil || q == nil || p.Flags != q.Flags || p.prog.IsText != q.prog.IsText {
		return false, true
	}
	return patternText(p) == patternText(q), true
}

// patternText returns the characters or bytes of a pattern.
func patternText(p *Pattern) string {
	if s, ok := object.StringOf(p.Text); ok {
		return s
	}
	return object.BytesOf(p.Text)
}

func patternTable() *object.Table {
	get := func(name, doc string, f func(p *Pattern) value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Member: name != "groupindex", Get: func(w *world, self value) (value, error) { return f(object.As[Pattern](self)), nil }}
	}
	self := func(w *world, args []value) (value, error) { return args[0], nil }
	return &object.Table{Type: PatternType, Name: "Pattern", Module: "re", Shape: &PatternShape, Layout: &PatternLayout, Struct: patternStruct.Layout(),
		Doc:   "Compiled regular expression object.",
		Flags: object.Final | object.NoInstances | object.Weakable,
		Equal: equalPatterns,
		Hash: func(_ *world, v value) (uint64, error) {
			p := object.As[Pattern](v)
			return object.HashString(patternText(p)) ^ uint64(p.Flags)*0x9e3779b97f4a7c15, nil
		},
		Methods: concatRows([]object.Native{
			leaf("__repr__", "(self, /)", "Return repr(self).", patternRepr),
			leaf("__copy__", "(self, /)", "", self),
			leaf("__deepcopy__", "(self, memo, /)", "", self),
			kind(object.ClassMethod, leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", func(w *world, args []value) (value, error) {
				return object.NewGenericAlias(args[0], args[1]), nil
			})),
		}, searchRows(), substituteRows(), iteratorRows(), patternCompare()),
		GetSets: []object.GetSet{
			get("pattern", "The pattern string from which the RE object was compiled.", func(p *Pattern) value { return p.Text }),
			get("flags", "The regex matching flags.", func(p *Pattern) value { return object.Int(p.Flags) }),
			get("groups", "The number of capturing groups in the pattern.", func(p *Pattern) value { return object.Int(int64(p.prog.Groups)) }),
			get("groupindex", "A dictionary mapping group names to group numbers.", func(p *Pattern) value {
				return object.NewMappingProxy(object.Of(p.groupIndex()))
			}),
		},
	}
}

// patternCompare are == and hash.
func patternCompare() []object.Native {
	equal := func(want bool) fast {
		return func(w *world, args []value) (value, error) {
			if !args[1].Has(&PatternLayout) {
				return object.NotImplemented, nil
			}
			eq, _ := equalPatterns(args[0], args[1])
			return object.Bool((eq || args[0] == args[1]) == want), nil
		}
	}
	return []object.Native{
		leaf("__eq__", "(self, value, /)", "Return self==value.", equal(true)),
		leaf("__ne__", "(self, value, /)", "Return self!=value.", equal(false)),
		leaf("__hash__", "(self, /)", "Return hash(self).", func(w *world, args []value) (value, error) {
			h, err := PatternType.Hash(w, args[0])
			return object.HashValue(h), err
		}),
	}
}

var reModule = module{
	name:  "_sre",
	doc:   "The engine of module re.",
	types: []*object.Table{patternTable(), patternCacheTable(), matchTable(), finderTable(), scannerTable(), scanTable(), reErrorTable()},
	fill: func(_ *vm.Machine, d *object.Dict) error {
		d.SetString("Pattern", object.Of(PatternType))
		d.SetString("Match", object.Of(MatchType))
		return nil
	},
}

func reErrorTable() *object.Table {
	return &object.Table{Type: ReErrorType, Name: "error", Module: "re", Base: object.ExceptionType, Flags: object.HasDict,
		Doc: "Exception raised for invalid regular expressions.\n\nAttributes:\n\n    msg: The unformatted error message\n    pattern: The regular expression pattern\n    pos: The index in the pattern where compilation failed (may be None)\n    lineno: The line corresponding to pos (may be None)\n    colno: The column corresponding to pos (may be None)",
		Methods: []object.Native{
			leaf("__init__", "(self, msg, pattern=None, pos=None)", "Initialize self.  See help(type(self)) for accurate signature.", func(w *world, args []value) (value, error) {
				setReError(object.As[object.Exception](args[0]), args[1], or(args[2], object.None), or(args[3], object.None))
				return object.None, nil
			}),
		}}
}
