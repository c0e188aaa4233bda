package lib

import (
	"slices"

	"brine/vm/object"
)

// The steps of an encoding. What lands at each is named.
const (
	encBegin    = iota
	encGoOn     // nothing
	encDefault  // what stands for Val
	encList     // Val as a list
	encMethod   // the method items of Val
	encItems    // what it returned
	encItemList // that as a list
	encSorted   // nothing; the list is Name
	encTruth    // of Val
	encIterator // of Val, or of its items
	encItem     // of the innermost iterator
	encFlag     // the truth of a flag
)

// encodingItems is how many items and phases a step deals with; a long text
// counts as one for each 64 bytes.
const (
	encodingItems = 4096
	bytesAnItem   = 64
)

// encodeFast is the leaf of encode: for little and plain data.
func encodeFast(w *world, args []value) (value, error) {
	e, err := newEncoding(args)
	if err != nil {
		return value{}, err
	}
	return e.leaf(func() (value, error) { return e.take(), nil })
}

// pieceFast is the leaf of __next__ of an encoding.
func pieceFast(w *world, args []value) (value, error) {
	e := object.As[Encoding](args[0])
	return e.leaf(func() (value, error) {
		if len(e.Buf) == 0 {
			return value{}, object.ErrExhausted
		}
		return e.take(), nil
	})
}

// fastItems is how many items and phases a leaf deals with.
const fastItems = 512

// leaf goes on as far as no Python code is wanted; it stops where the steps can
// go on.
func (e *Encoding) leaf(end func() (value, error)) (value, error) {
	for range fastItems {
		switch st, _ := e.next(nil); st {
		case encSlow:
			return value{}, object.ErrSlow
		case encFails:
			return value{}, e.err
		case encDone, encPiece:
			return end()
		}
	}
	return value{}, object.ErrSlow
}

// begin makes the encoding that the parameters in registers from describe. A
// flag that has its own __bool__ is asked.
func begin(c *call, from int) (e *Encoding, act action) {
	args := c.F.Regs[from : from+encodingArgs]
	unknown := func() int {
		return firstFlag + slices.IndexFunc(args[firstFlag:], func(v value) bool {
			_, known := object.TruthLeaf(v)
			return !known
		})
	}
	if c.Step() == encFlag {
		args[unknown()] = c.Result()
	}
	e, err := newEncoding(args)
	switch {
	case err == object.ErrSlow:
		return nil, c.Do(encFlag, object.OpTruth, args[unknown()])
	case err != nil:
		return nil, c.Raise(err)
	}
	return e, 0
}

// stepNewEncoding is __new__ of an encoding.
func stepNewEncoding(c *call) action {
	e, act := begin(c, 1)
	if e == nil {
		return act
	}
	e.Flags |= inChunks
	return c.Return(object.Of(e))
}

// stepEncode is encode: the whole text.
func stepEncode(c *call) action {
	const state = encodingArgs
	if c.Step() == encBegin || c.Step() == encFlag {
		e, act := begin(c, 0)
		if e == nil {
			return act
		}
		c.SetReg(state, object.Of(e))
		c.F.PC = encGoOn
	}
	e := object.RegAs[Encoding](c, state, &EncodingLayout)
	return e.step(c, func() action { return c.Return(e.take()) })
}

// stepPiece is __next__ of an encoding: the next piece.
func stepPiece(c *call) action {
	e := object.RegAs[Encoding](c, 0, &EncodingLayout)
	if c.Step() == encBegin {
		c.F.PC = encGoOn
	}
	return e.step(c, func() action {
		if len(e.Buf) == 0 {
			return stop(c)
		}
		return c.Return(e.take())
	})
}

// take returns what has been written.
func (e *Encoding) take() value {
	v := str(string(e.Buf))
	e.Buf = e.Buf[:0]
	return v
}

// progress is how far an encoding has come.
type progress uint8

const (
	encOn    progress = iota
	encAsks           // the step ends with an action
	encSlow           // it takes a step
	encFails          // e.err is raised
	encPiece          // a piece is there
	encDone
)

func (e *Encoding) fail(err error) (progress, action) {
	e.err = err
	return encFails, 0
}

// step deals with what has landed, and goes on until Python code is wanted or
// the text, or a piece of it, is there: then with end.
func (e *Encoding) step(c *call, end func() action) action {
	st, act := e.landed(c)
	for budget := encodingItems; ; budget-- {
		switch st {
		case encAsks:
			e.freeze()
			return act
		case encFails:
			return c.Raise(e.err)
		case encDone, encPiece:
			return end()
		}
		if budget < 0 {
			if err := c.Reserve(2 * len(e.Buf)); err != nil {
				return c.Raise(err)
			}
			e.freeze()
			return c.Again(encGoOn)
		}
		n := len(e.Buf)
		st, act = e.next(c)
		budget -= (len(e.Buf) - n) / bytesAnItem
	}
}

// piece tells that a piece ends here, if there are pieces.
func (e *Encoding) piece() (progress, action) {
	if e.Flags&inChunks != 0 && len(e.Buf) > 0 {
		return encPiece, 0
	}
	return encOn, 0
}

// next does what the phase says.
func (e *Encoding) next(c *call) (progress, action) {
	switch e.Phase {
	case atItem:
		return e.item(c)
	case atValue:
		return e.value(c)
	case atIndent:
		e.line(e.depth)
		e.Phase = atItem
	case atName:
		name, _ := object.StringOf(e.Name)
		e.Buf = appendQuoted(e.Buf, name, e.Flags&ensureASCII != 0)
		e.Phase = atColon
	case atColon:
		e.Buf = append(e.Buf, e.Key...)
		e.Phase = atValue
	case atEnd:
		e.line(e.depth - 1)
		e.Phase = atClose
	case atClose:
		bracket := byte(']')
		if e.top().kind.dict() {
			bracket = '}'
		}
		e.Buf = append(e.Buf, bracket)
		e.pop()
		e.Phase = atItem
	}
	return e.piece()
}

// item takes the next item of the innermost level.
func (e *Encoding) item(c *call) (progress, action) {
	if len(e.Levels) == 0 {
		return encDone, 0
	}
	l := e.top()
	switch l.kind {
	case byDefault:
		e.pop()
		return encOn, 0
	case byIndex:
		if items := itemsOf(l.from); l.i < len(items) {
			l.i++
			return e.took(c, items[l.i-1])
		}
	case byPair:
		if items := itemsOf(l.from); l.i+1 < len(items) {
			l.i += 2
			return e.entry(c, items[l.i-2], items[l.i-1])
		}
	case byEntry:
		if d := object.AsA[object.Dict](l.from, &object.DictLayout); d != nil {
			if i, ok := d.Next(l.i); ok {
				l.i = i + 1
				return e.entry(c, d.KeyAt(i), d.ValueAt(i))
			}
		}
	default:
		v, ok, known := object.NextLeaf(l.from)
		switch {
		case !known && c == nil:
			return encSlow, 0
		case !known:
			return encAsks, c.Do(encItem, object.OpNext, l.from)
		case ok:
			return e.took(c, v)
		}
	}
	e.Phase = atEnd
	return encOn, 0
}

// took writes an item of a list, or a pair of a dict.
func (e *Encoding) took(c *call, v value) (progress, action) {
	l := e.top()
	if l.kind == itemIterator {
		kv, err := pairOf(v, true)
		if err != nil {
			return e.fail(err)
		}
		return e.entry(c, kv[0], kv[1])
	}
	e.separate(l)
	e.Val, e.Phase = v, atValue
	return e.value(c)
}

// entry writes a key and its value.
func (e *Encoding) entry(c *call, k, v value) (progress, action) {
	name, ok, err := e.keyText(k)
	switch {
	case err != nil:
		return e.fail(err)
	case !ok:
		return encOn, 0
	}
	e.separate(e.top())
	e.Name, e.Val, e.Phase = name, v, atName
	if e.Flags&inChunks != 0 {
		return e.piece()
	}
	e.next(c) // the name
	e.next(c) // and the colon
	return e.value(c)
}

// pairOf returns the two items of what a method items gave.
func pairOf(v value, lazy bool) ([]value, error) {
	kv := itemsOf(v)
	switch {
	case len(kv) == 2 && (lazy || v.Has(&object.TupleLayout)):
		return kv, nil
	case !lazy:
		return nil, object.ValueErrorf("items must return 2-tuples")
	case len(kv) > 2:
		return nil, object.ValueErrorf("too many values to unpack (expected 2)")
	case kv != nil || v.Has(&object.TupleLayout) || v.Has(&object.ListLayout):
		return nil, object.ValueErrorf("not enough values to unpack (expected 2, got %d)", len(kv))
	}
	return nil, object.TypeErrorf("cannot unpack non-iterable %s object", v.Type().LongName())
}

// value writes Val, enters it, or asks Default about it.
func (e *Encoding) value(c *call) (progress, action) {
	v := e.Val
	ok, err := e.scalar(v)
	if ok && err == nil {
		e.Phase = atItem
		return e.piece()
	}
	if err == nil && e.Flags&inChunks != 0 && len(e.Buf) > 0 {
		return encPiece, 0
	}
	switch {
	case err != nil:
	case e.Flags&checkCircular != 0 && e.inside(v):
		err = object.ValueErrorf("Circular reference detected")
	case c == nil:
		return e.plain()
	case len(e.Levels) >= room(c):
		err = tooDeep("encoding a JSON object")
	}
	if err != nil {
		return e.fail(err)
	}
	switch {
	case v.Has(&object.ListLayout):
		return e.truth(c, object.ListType)
	case v.Has(&object.TupleLayout):
		return e.truth(c, object.TupleType)
	case v.Has(&object.DictLayout):
		return e.truth(c, object.DictType)
	}
	e.push(level{of: v, from: object.None})
	return encAsks, c.Ask(encDefault, e.Default, v)
}

// plain enters the container Val if a leaf can.
func (e *Encoding) plain() (progress, action) {
	switch v := e.Val; {
	case len(e.Levels) >= fastNesting:
	case v.Is(&object.ListShape), v.Is(&object.TupleShape):
		return e.enter(nil, false)
	case v.Is(&object.DictShape) && (e.Flags&sortKeys == 0 || plainKeys(object.As[object.Dict](v))):
		return e.enter(nil, false)
	}
	return encSlow, 0
}

// truth asks a container whether it is empty, if it has its own idea of that
// and is asked at all.
func (e *Encoding) truth(c *call, base *object.Type) (progress, action) {
	if e.lazy() && truthOfOwn(e.Val, base) {
		return encAsks, c.Do(encTruth, object.OpTruth, e.Val)
	}
	return e.enter(c, false)
}

// enter enters the container Val; full says that it claims to have items.
func (e *Encoding) enter(c *call, full bool) (progress, action) {
	v := e.Val
	if d := object.AsA[object.Dict](v, &object.DictLayout); d != nil {
		switch {
		case d.Len() == 0 && !full:
			e.empty("{}")
		case !isNative(v, "items", object.DictType):
			return encAsks, c.Do(encMethod, object.OpGetAttr, v, str("items"))
		case e.Flags&sortKeys != 0 && !plainKeys(d):
			return e.sort(c, pairsOf(d))
		default:
			e.openDict(d)
		}
		return e.piece()
	}
	base := object.TupleType
	if v.Has(&object.ListLayout) {
		base = object.ListType
	}
	own := !isNative(v, "__iter__", base)
	switch {
	case own && !e.lazy():
		return encAsks, c.Ask(encList, object.Of(object.ListType), v)
	case len(itemsOf(v)) == 0 && !full:
		e.empty("[]")
	case own:
		return encAsks, c.Do(encIterator, object.OpIter, v)
	case v.Type() != base && !e.lazy():
		e.open(list(append([]value(nil), itemsOf(v)...)), byIndex)
	default:
		e.open(v, byIndex)
		return encOn, 0
	}
	return e.piece()
}

// pairsOf returns the items of a dict as tuples.
func pairsOf(d *object.Dict) value {
	pairs := make([]value, 0, d.Len())
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		pairs = append(pairs, tuple(d.KeyAt(i), d.ValueAt(i)))
	}
	return list(pairs)
}

// sort sorts pairs, which wait as Name.
func (e *Encoding) sort(c *call, pairs value) (progress, action) {
	e.Name = pairs
	sort, _ := object.ListType.Lookup("sort")
	return encAsks, c.Ask(encSorted, sort, pairs)
}

// pairs enters a dict that gave these pairs.
func (e *Encoding) pairs(c *call, pairs value) (progress, action) {
	flat := make([]value, 0, 2*len(itemsOf(pairs)))
	for _, v := range itemsOf(pairs) {
		kv, err := pairOf(v, e.lazy())
		if err != nil {
			return e.fail(err)
		}
		flat = append(flat, kv...)
	}
	e.open(list(flat), byPair)
	return e.piece()
}

// landed deals with what a request has given.
func (e *Encoding) landed(c *call) (progress, action) {
	v := c.Result()
	switch c.Step() {
	case encDefault:
		e.Val, e.Phase = v, atValue
	case encList:
		if len(itemsOf(v)) == 0 {
			e.empty("[]")
			return e.piece()
		}
		e.open(v, byIndex)
	case encMethod:
		return encAsks, c.Ask(encItems, v)
	case encItems:
		if e.lazy() && e.Flags&sortKeys == 0 {
			return encAsks, c.Do(encIterator, object.OpIter, v)
		}
		return encAsks, c.Ask(encItemList, object.Of(object.ListType), v)
	case encItemList:
		if e.Flags&sortKeys != 0 {
			return e.sort(c, v)
		}
		return e.pairs(c, v)
	case encSorted:
		return e.pairs(c, e.Name)
	case encTruth:
		if v == object.False {
			brackets := "[]"
			if e.Val.Has(&object.DictLayout) {
				brackets = "{}"
			}
			e.empty(brackets)
			return e.piece()
		}
		return e.enter(c, true)
	case encIterator:
		kind := byIterator
		if e.Val.Has(&object.DictLayout) {
			kind = itemIterator
		}
		e.open(v, kind)
		if kind == itemIterator {
			return e.piece()
		}
	case encItem:
		if !c.Done() {
			return e.took(c, v)
		}
		e.Phase = atEnd
	}
	return encOn, 0
}
