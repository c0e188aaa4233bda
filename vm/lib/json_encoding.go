package lib

import (
	"slices"

	"brine/vm/object"
)

// Encoding is a value on its way to JSON text: what of it has been written, and
// the containers that have been entered.
type Encoding struct {
	object.Header
	Default value  // is asked about what is not JSON
	Indent  value  // of a level, a str, or None
	Key     string // separator between key and value
	Item    string // separator of items
	Flags   int64

	Phase  int64
	Val    value // the value to be written
	Name   value // its key
	Levels []level
	Buf    []byte // what has been written and not been taken

	err   error              `brine:"derived"` // of encFails
	depth int                `brine:"derived"` // containers among Levels
	marks map[value]struct{} `brine:"derived"` // what Levels are of, once they are many
}

// The flags of an encoding.
const (
	ensureASCII = 1 << iota
	checkCircular
	allowNaN
	sortKeys
	skipKeys
	inChunks // it is an iterator of pieces

	numFlags = iota
)

// level is a container that has been entered, or an object about which Default
// has been asked.
type level struct {
	of   value // it
	from value // where its items come from
	i    int   // the next one there
	kind levelKind
	some bool // an item has been written
}

type levelKind uint8

const (
	byDefault    levelKind = iota // no items
	byIndex                       // of a list or tuple
	byIterator                    // of a list
	byEntry                       // of a dict, until the loop has looked round
	byPair                        // keys and values by turns, in a list
	itemIterator                  // of a dict: an iterator of pairs
	numLevelKinds
)

func (k levelKind) dict() bool { return k >= byEntry }

// The phases: what an encoding does next.
const (
	atItem   = iota // take the next item
	atValue         // write Val
	atIndent        // begin the first line in a dict
	atName          // write Name
	atColon         // write what follows a key
	atEnd           // begin the last line of a container
	atClose         // write the closing bracket
	numPhases
)

// The type of encodings, which is an iterator.
var (
	EncodingType   = &object.Type{}
	EncodingShape  object.Shape
	EncodingLayout object.Layout
)

var encodingStruct = object.Struct[Encoding]{
	Name: "json.encoding",
	Init: func(e *Encoding) {
		e.Default, e.Indent, e.Val, e.Name = object.None, object.None, object.None, emptyStr
	},
	Fields: func(e *Encoding, a object.Archive) {
		a.Value("default", &e.Default)
		a.Value("indent", &e.Indent)
		a.String("key", &e.Key)
		a.String("item", &e.Item)
		a.Int("flags", &e.Flags)
		a.Int("phase", &e.Phase)
		a.Value("value", &e.Val)
		a.Value("name", &e.Name)
		a.Bytes("buffer", &e.Buf)
		visitLevels(a, e)
		if !a.Loading() {
			return
		}
		if e.Phase < 0 || e.Phase >= numPhases || e.Flags < 0 || e.Flags >= 1<<numFlags {
			a.Fail("an encoding is not sound")
			e.Phase, e.Flags = atItem, 0
		}
		if !object.ValidText(string(e.Buf)) || !object.ValidText(e.Key) || !object.ValidText(e.Item) {
			a.Fail("text is not UTF-8")
			e.Buf, e.Key, e.Item = nil, "", ""
		}
	},
}

// visitLevels visits the levels as values: three for each.
func visitLevels(a object.Archive, e *Encoding) {
	var vs []value
	for _, l := range e.Levels {
		n := int64(l.i)<<4 | int64(l.kind)<<1
		if l.some {
			n |= 1
		}
		vs = append(vs, l.of, l.from, object.Int(n))
	}
	a.Values("levels", &vs)
	if !a.Loading() {
		return
	}
	e.Levels, e.depth = nil, 0
	if len(vs)%3 != 0 {
		a.Fail("an encoding is not sound")
		return
	}
	for ; len(vs) > 0; vs = vs[3:] {
		n := vs[2].N
		l := level{of: vs[0], from: vs[1], i: int(n >> 4), kind: levelKind(n >> 1 & 7), some: n&1 != 0}
		if !vs[2].IsInt() || n < 0 || l.kind >= numLevelKinds {
			a.Fail("an encoding is not sound")
			return
		}
		e.push(l)
	}
}

func (e *Encoding) push(l level) {
	e.Levels = append(e.Levels, l)
	if l.kind != byDefault {
		e.depth++
	}
	switch {
	case e.Flags&checkCircular == 0:
	case e.marks != nil:
		e.marks[l.of] = struct{}{}
	case len(e.Levels) > manyLevels:
		e.marks = map[value]struct{}{}
		for _, l := range e.Levels {
			e.marks[l.of] = struct{}{}
		}
	}
}

// manyLevels are more than are searched in a row.
const manyLevels = 32

func (e *Encoding) top() *level {
	if len(e.Levels) == 0 {
		return &level{} // only an encoding made by hand gets here
	}
	return &e.Levels[len(e.Levels)-1]
}

func (e *Encoding) pop() {
	l := e.top()
	if l.kind != byDefault {
		e.depth--
	}
	delete(e.marks, l.of)
	*l = level{}
	e.Levels = e.Levels[:max(len(e.Levels)-1, 0)]
}

// lazy reports whether containers are gone through as CPython's encoder in
// Python does that makes lines or pieces: it looks at them item by item, and
// its C encoder at a copy.
func (e *Encoding) lazy() bool { return e.Flags&inChunks != 0 || !e.Indent.IsNone() }

// inside reports whether v is being written.
func (e *Encoding) inside(v value) bool {
	if e.marks != nil {
		_, is := e.marks[v]
		return is
	}
	for i := range e.Levels {
		if e.Levels[i].of == v {
			return true
		}
	}
	return false
}

// freeze makes the encoding independent of changes to the dicts that it is in.
func (e *Encoding) freeze() {
	for i := range e.Levels {
		if l := &e.Levels[i]; l.kind == byEntry {
			var rest []value
			if d := object.AsA[object.Dict](l.from, &object.DictLayout); d != nil {
				for i, ok := d.Next(l.i); ok; i, ok = d.Next(i + 1) {
					rest = append(rest, d.KeyAt(i), d.ValueAt(i))
				}
			}
			l.from, l.i, l.kind = list(rest), 0, byPair
		}
	}
}

// line begins a new line if there are lines.
func (e *Encoding) line(depth int) bool {
	s, ok := object.StringOf(e.Indent)
	if !ok {
		return false
	}
	e.Buf = append(e.Buf, '\n')
	for range depth {
		e.Buf = append(e.Buf, s...)
	}
	return true
}

// separate writes what stands before an item.
func (e *Encoding) separate(l *level) {
	if l.some {
		e.Buf = append(e.Buf, e.Item...)
		e.line(e.depth)
	}
	l.some = true
}

// open enters a container.
func (e *Encoding) open(from value, kind levelKind) {
	e.push(level{of: e.Val, from: from, kind: kind})
	if kind.dict() {
		e.Buf = append(e.Buf, '{')
		e.Phase = atIndent
		return
	}
	e.Buf = append(e.Buf, '[')
	e.line(e.depth)
	e.Phase = atItem
}

// empty writes a container without items.
func (e *Encoding) empty(brackets string) {
	e.Buf = append(e.Buf, brackets...)
	e.Phase = atItem
}

// openDict enters a dict whose items are its own.
func (e *Encoding) openDict(d *object.Dict) {
	switch {
	case e.Flags&sortKeys != 0:
		e.open(list(sortedItems(d)), byPair)
	case e.lazy():
		view := &object.DictView{Dict: d}
		view.Header.Shape = &object.DictItemsShape
		it, _ := object.IterLeaf(object.Of(view))
		e.open(it, itemIterator)
	default:
		e.open(object.Of(d), byEntry)
	}
}

// plainKeys reports whether all keys are exact strs.
func plainKeys(d *object.Dict) bool {
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if !d.KeyAt(i).Is(&object.StrShape) {
			return false
		}
	}
	return true
}

// sortedItems returns keys and values by turns, sorted by the keys, which are
// strs: bytes of UTF-8 are in the order of characters.
func sortedItems(d *object.Dict) []value {
	places := make([]int, 0, d.Len())
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		places = append(places, i)
	}
	slices.SortFunc(places, func(i, j int) int {
		a, b := object.As[object.Str](d.KeyAt(i)).S, object.As[object.Str](d.KeyAt(j)).S
		switch {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	items := make([]value, 0, 2*len(places))
	for _, i := range places {
		items = append(items, d.KeyAt(i), d.ValueAt(i))
	}
	return items
}

// The parameters of what makes an encoding. The flags are in the order of their bits.
const (
	encodingParams = "object, default, indent, key_separator, item_separator, ensure_ascii, check_circular, allow_nan, sort_keys, skipkeys, /"
	firstFlag      = 5
	encodingArgs   = firstFlag + numFlags - 1
)

// newEncoding returns the encoding that the arguments of a row describe; the
// error is ErrSlow if it takes Python code to tell the truth of a flag.
func newEncoding(args []value) (*Encoding, error) {
	e := newOf[Encoding](EncodingType)
	var isStr [2]bool
	e.Key, isStr[0] = object.StringOf(args[3])
	e.Item, isStr[1] = object.StringOf(args[4])
	for i, ok := range isStr {
		if !ok {
			return nil, object.TypeErrorf("make_encoder() argument %d must be str, not %s", 5+i, args[3+i].Type().LongName())
		}
	}
	if !args[2].IsNone() && !args[2].Has(&object.StrLayout) {
		return nil, object.TypeErrorf("indent must be a str, not %s", args[2].Type().LongName())
	}
	for i, v := range args[firstFlag:encodingArgs] {
		on, known := object.TruthLeaf(v)
		switch {
		case !known:
			return nil, object.ErrSlow
		case on:
			e.Flags |= 1 << i
		}
	}
	e.Val, e.Default, e.Indent, e.Phase = args[0], args[1], args[2], atValue
	return e, nil
}

func encodingTable() *object.Table {
	return &object.Table{Type: EncodingType, Name: "Encoding", Shape: &EncodingShape, Layout: &EncodingLayout, Struct: encodingStruct.Layout(), Flags: object.Final,
		Doc: "An iterator of the pieces of JSON text.",
		New: &object.Native{Sig: "(cls, " + encodingParams + ")", Doc: "Create and return a new object.", Step: stepNewEncoding},
		Methods: []object.Native{
			leaf("__iter__", "(self, /)", "Implement iter(self).", func(w *world, args []value) (value, error) { return args[0], nil }),
			slow("__next__", "(self, /)", "Implement next(self).", pieceFast, stepPiece),
		}}
}
