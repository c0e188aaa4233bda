package lib

import (
	"math"

	"brine/vm/object"
)

// Deque is a collections.deque: a ring of items.
type Deque struct {
	object.Header
	object.Attrs
	ring  []value
	first int
	n     int
	Max   int64 // -1: not bounded
	Ver   int64 // changes with every mutation
	ID    uint64
}

// DequeIterator is the iterator of a deque.
type DequeIterator struct {
	object.Header
	D    value // None when exhausted
	I    int64
	Ver  int64
	Back bool
}

// The types deque and its iterator.
var (
	DequeType           = &object.Type{}
	DequeShape          object.Shape
	DequeLayout         object.Layout
	DequeIteratorType   = &object.Type{}
	DequeIteratorShape  object.Shape
	DequeIteratorLayout object.Layout
)

var dequeStruct = object.Struct[Deque]{
	Name:  "deque",
	Init:  func(d *Deque) { d.Max = -1 },
	Attrs: func(d *Deque) *object.Attrs { return &d.Attrs },
	ID:    func(d *Deque) *uint64 { return &d.ID },
	Fields: func(d *Deque, a object.Archive) {
		a.Values("slots", &d.Slots)
		items := d.items()
		if d.first+d.n <= len(d.ring) {
			items = d.ring[d.first : d.first+d.n] // where they are, for who visits them to change them
		}
		a.Values("items", &items)
		a.Int("max", &d.Max)
		a.Int("version", &d.Ver)
		object.VisitInt(a, "id", &d.ID)
		if a.Loading() {
			d.ring, d.first, d.n = items, 0, len(items)
		}
	},
}

var dequeIteratorStruct = object.Struct[DequeIterator]{
	Name: "deque_iterator",
	Init: func(x *DequeIterator) { x.D = object.None },
	Fields: func(x *DequeIterator, a object.Archive) {
		a.Value("deque", &x.D)
		a.Int("index", &x.I)
		a.Int("version", &x.Ver)
		a.Bool("back", &x.Back)
		if a.Loading() && x.I < 0 {
			a.Fail("index %d", x.I)
			x.I = 0
		}
	},
}

// at returns item i.
func (d *Deque) at(i int) *value { return &d.ring[(d.first+i)%len(d.ring)] }

func (d *Deque) items() []value {
	items := make([]value, d.n)
	for i := range items {
		items[i] = *d.at(i)
	}
	return items
}

func (d *Deque) grow() {
	if d.n < len(d.ring) {
		return
	}
	ring := make([]value, max(8, 2*d.n))
	for i := range d.n {
		ring[i] = *d.at(i)
	}
	for i := d.n; i < len(ring); i++ {
		ring[i] = object.None
	}
	d.ring, d.first = ring, 0
}

func (d *Deque) push(v value) {
	if d.Max == 0 {
		return
	}
	d.Ver++
	if d.Max > 0 && int64(d.n) >= d.Max {
		d.popLeft()
	}
	d.grow()
	d.n++
	*d.at(d.n - 1) = v
}

func (d *Deque) pushLeft(v value) {
	if d.Max == 0 {
		return
	}
	d.Ver++
	if d.Max > 0 && int64(d.n) >= d.Max {
		d.pop()
	}
	d.grow()
	d.first = (d.first + len(d.ring) - 1) % len(d.ring)
	d.n++
	*d.at(0) = v
}

func (d *Deque) pop() value {
	d.Ver++
	p := d.at(d.n - 1)
	v := *p
	*p = object.None
	d.n--
	return v
}

func (d *Deque) popLeft() value {
	d.Ver++
	p := d.at(0)
	v := *p
	*p = object.None
	d.first = (d.first + 1) % len(d.ring)
	d.n--
	return v
}

func (d *Deque) setItems(items []value) {
	d.Ver++
	d.ring, d.first, d.n = append([]value(nil), items...), 0, len(items)
}

func (d *Deque) rotate(n int) {
	if d.n < 2 {
		return
	}
	n = ((n % d.n) + d.n) % d.n
	items := d.items()
	d.setItems(append(append([]value(nil), items[d.n-n:]...), items[:d.n-n]...))
}

// index returns the place that an index means.
func (d *Deque) index(v value) (int, error) {
	i, err := intArg(v)
	if err != nil {
		return 0, object.TypeErrorf("sequence index must be integer, not '%s'", v.Type().LongName())
	}
	if i < 0 {
		i += int64(d.n)
	}
	if i < 0 || i >= int64(d.n) {
		return 0, object.Errorf(object.IndexError, "deque index out of range")
	}
	return int(i), nil
}

// dequeRow is a leaf method of a deque.
func dequeRow(name, sig, doc string, f func(d *Deque, args []value) (value, error)) object.Native {
	return leaf(name, sig, doc, func(w *world, args []value) (value, error) { return f(object.As[Deque](args[0]), args) })
}

var collectionsModule = module{
	name: "_collections",
	doc:  "High performance data structures.",
	rows: []object.Native{leaf("_tally", "(mapping, iterator, /)", "Count elements in a dict, for Counter: a portion of them. Returns those that it leaves to Python code, None when it knows no more.", tally)},
	types: []*object.Table{
		{Type: DequeType, Name: "deque", Module: "collections", Shape: &DequeShape, Layout: &DequeLayout, Struct: dequeStruct.Layout(), Flags: object.Weakable,
			Equal:   func(a, b value) (equal, known bool) { return false, a == b }, // __eq__ knows
			Doc:     "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.",
			New:     &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: newDeque},
			Methods: concatRows(dequeEnds, dequeItems, dequeSteps), Members: map[string]value{"__hash__": object.None},
			GetSets: []object.GetSet{{Name: "maxlen", Doc: "maximum size of a deque or None if unbounded", Get: func(w *world, self value) (value, error) {
				if n := object.As[Deque](self).Max; n >= 0 {
					return object.Int(n), nil
				}
				return object.None, nil
			}}}},
		{Type: DequeIteratorType, Name: "_deque_iterator", Shape: &DequeIteratorShape, Layout: &DequeIteratorLayout, Struct: dequeIteratorStruct.Layout(), Flags: object.Final | object.NoInstances,
			Methods: []object.Native{
				leaf("__iter__", "(self, /)", "Implement iter(self).", func(w *world, args []value) (value, error) { return args[0], nil }),
				leaf("__next__", "(self, /)", "Implement next(self).", dequeNext),
			}},
	},
}

// tallyPortion is how many elements are counted without looking round.
const tallyPortion = 4000

func tally(w *world, args []value) (value, error) {
	d := object.PlainDict(args[0])
	get, _ := args[0].Type().Lookup("get")
	if own, _ := object.DictType.Lookup("get"); d == nil || get != own {
		return object.None, nil
	}
	for range tallyPortion {
		elem, ok, known := object.NextLeaf(args[1])
		if !ok || !known {
			return object.None, nil
		}
		h, err := object.HashOf(w, elem)
		if err == object.ErrSlow {
			return tuple(elem), nil
		} else if err != nil {
			return value{}, err
		}
		switch p, found := d.Find(elem, h); {
		case found == object.Missing:
			d.Insert(elem, h, object.Int(1))
		case found == object.Present && d.ValueAt(p.I).IsInt() && d.ValueAt(p.I).N < math.MaxInt64:
			d.SetAt(p.I, object.Int(d.ValueAt(p.I).N+1))
		default:
			return tuple(elem), nil
		}
	}
	return tuple(), nil
}

func newDeque(w *world, args []value) (value, error) {
	t, err := classArg(args[0], DequeType)
	if err != nil {
		return value{}, err
	}
	d := newOf[Deque](t)
	d.Max = -1
	return object.Of(d), nil
}

func dequeNext(w *world, args []value) (value, error) {
	x := object.As[DequeIterator](args[0])
	d := object.AsA[Deque](x.D, &DequeLayout)
	switch {
	case d == nil:
		return value{}, object.ErrExhausted
	case d.Ver != x.Ver:
		x.D = object.None
		return value{}, object.RuntimeErrorf("deque mutated during iteration")
	case x.I >= int64(d.n):
		x.D = object.None
		return value{}, object.ErrExhausted
	}
	x.I++
	if x.Back {
		return *d.at(d.n - int(x.I)), nil
	}
	return *d.at(int(x.I) - 1), nil
}

func (d *Deque) iterator(back bool) value {
	x := &DequeIterator{D: object.Of(d), Ver: d.Ver, Back: back}
	x.Header.Shape = &DequeIteratorShape
	return object.Of(x)
}

var errEmptyDeque = func() error { return object.Errorf(object.IndexError, "pop from an empty deque") }

var dequeEnds = []object.Native{
	dequeRow("append", "(self, object, /)", "Add an element to the right side of the deque.", func(d *Deque, args []value) (value, error) {
		d.push(args[1])
		return object.None, nil
	}),
	dequeRow("appendleft", "(self, object, /)", "Add an element to the left side of the deque.", func(d *Deque, args []value) (value, error) {
		d.pushLeft(args[1])
		return object.None, nil
	}),
	dequeRow("pop", "(self, /)", "Remove and return the rightmost element.", func(d *Deque, args []value) (value, error) {
		if d.n == 0 {
			return value{}, errEmptyDeque()
		}
		return d.pop(), nil
	}),
	dequeRow("popleft", "(self, /)", "Remove and return the leftmost element.", func(d *Deque, args []value) (value, error) {
		if d.n == 0 {
			return value{}, errEmptyDeque()
		}
		return d.popLeft(), nil
	}),
	dequeRow("clear", "(self, /)", "Remove all elements from the deque.", func(d *Deque, args []value) (value, error) {
		d.setItems(nil)
		return object.None, nil
	}),
	dequeRow("rotate", "(self, n=1, /)", "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.", func(d *Deque, args []value) (value, error) {
		n, err := intArg(or(args[1], object.Int(1)))
		if err == nil && d.n > 0 {
			d.rotate(int(n % int64(d.n)))
		}
		return object.None, err
	}),
	dequeRow("reverse", "(self, /)", "Reverse *IN PLACE*.", func(d *Deque, args []value) (value, error) {
		for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
			a, b := d.at(i), d.at(j)
			*a, *b = *b, *a
		}
		return object.None, nil
	}),
	dequeRow("copy", "(self, /)", "Return a shallow copy of a deque.", copyDeque),
	dequeRow("__copy__", "(self, /)", "Return a shallow copy of a deque.", copyDeque),
}

func copyDeque(d *Deque, args []value) (value, error) {
	e := newOf[Deque](d.Header.Shape.Type)
	e.Max = d.Max
	e.setItems(d.items())
	return object.Of(e), nil
}

var dequeItems = []object.Native{
	dequeRow("__len__", "(self, /)", "Return len(self).", func(d *Deque, args []value) (value, error) { return object.Int(int64(d.n)), nil }),
	dequeRow("__bool__", "(self, /)", "True if self else False", func(d *Deque, args []value) (value, error) { return object.Bool(d.n > 0), nil }),
	dequeRow("__iter__", "(self, /)", "Implement iter(self).", func(d *Deque, args []value) (value, error) { return d.iterator(false), nil }),
	dequeRow("__reversed__", "(self, /)", "D.__reversed__() -- return a reverse iterator over the deque", func(d *Deque, args []value) (value, error) { return d.iterator(true), nil }),
	dequeRow("__getitem__", "(self, key, /)", "Return self[key].", func(d *Deque, args []value) (value, error) {
		i, err := d.index(args[1])
		if err != nil {
			return value{}, err
		}
		return *d.at(i), nil
	}),
	dequeRow("__setitem__", "(self, key, value, /)", "Set self[key] to value.", func(d *Deque, args []value) (value, error) {
		i, err := d.index(args[1])
		if err == nil {
			*d.at(i) = args[2]
		}
		return object.None, err
	}),
	dequeRow("__delitem__", "(self, key, /)", "Delete self[key].", func(d *Deque, args []value) (value, error) {
		i, err := d.index(args[1])
		if err == nil {
			items := d.items()
			d.setItems(append(items[:i], items[i+1:]...))
		}
		return object.None, err
	}),
	dequeRow("insert", "(self, index, object, /)", "Insert value before index", func(d *Deque, args []value) (value, error) {
		i, err := intArg(args[1])
		if err != nil {
			return value{}, err
		}
		if d.Max >= 0 && int64(d.n) >= d.Max {
			return value{}, object.Errorf(object.IndexError, "deque already at its maximum size")
		}
		if i < 0 {
			i = max(i+int64(d.n), 0)
		}
		at := min(int(i), d.n)
		items := d.items()
		d.setItems(append(items[:at:at], append([]value{args[2]}, items[at:]...)...))
		return object.None, nil
	}),
	leaf("__reduce__", "(self, /)", "Return state information for pickling.", func(w *world, args []value) (value, error) {
		d := object.As[Deque](args[0])
		state, err := object.StateOf(w, args[0])
		if err != nil {
			return object.None, err
		}
		made := tuple()
		if d.Max >= 0 {
			made = tuple(tuple(), object.Int(d.Max))
		}
		it := &DequeIterator{D: args[0], Ver: d.Ver}
		it.Header.Shape = &DequeIteratorShape
		return tuple(object.Of(d.Header.Shape.Type), made, state, object.Of(it)), nil
	}),
	kind(object.ClassMethod, leaf("__class_getitem__", "(cls, item, /)", "See PEP 585", func(w *world, args []value) (value, error) {
		return object.NewGenericAlias(args[0], args[1]), nil
	})),
}

// eachItem asks for the items of register 1 one after the other; f takes each.
func eachItem(f func(d *Deque, v value)) step {
	return func(c *call) action {
		const it = 2
		d := object.As[Deque](c.Reg(0))
		switch c.Step() {
		case 0:
			if c.Reg(1) == c.Reg(0) {
				for _, v := range d.items() {
					f(d, v)
				}
				return c.Return(object.None)
			}
			return c.Do(1, object.OpIter, c.Reg(1))
		case 1:
			c.SetReg(it, c.Result())
		case 2:
			if c.Done() {
				return c.Return(object.None)
			}
			f(d, c.Result())
		}
		return c.Do(2, object.OpNext, c.Reg(it))
	}
}

var dequeSteps = []object.Native{
	slow("__init__", "(self, iterable=(), maxlen=None)", "Initialize self.  See help(type(self)) for accurate signature.", nil, func(c *call) action {
		d := object.As[Deque](c.Reg(0))
		if c.Step() == 0 {
			d.Max = -1
			if given(c.Reg(2)) {
				n, ok := object.Int64Of(c.Reg(2))
				if !ok {
					return c.Raise(object.TypeErrorf("an integer is required"))
				}
				if n < 0 {
					return c.Raise(object.ValueErrorf("maxlen must be non-negative"))
				}
				d.Max = n
			}
			d.setItems(nil)
			if c.Reg(1).IsUnbound() {
				return c.Return(object.None)
			}
			extend, _ := DequeType.Lookup("extend")
			return c.Ask(1, extend, c.Reg(0), c.Reg(1))
		}
		return c.Return(object.None)
	}),
	slow("extend", "(self, iterable, /)", "Extend the right side of the deque with elements from the iterable", nil, eachItem((*Deque).push), object.Any),
	slow("extendleft", "(self, iterable, /)", "Extend the left side of the deque with elements from the iterable", nil, eachItem((*Deque).pushLeft), object.Any),
	slow("__iadd__", "(self, value, /)", "Implement self+=value.", nil, func(c *call) action {
		if c.Step() == 0 {
			extend, _ := DequeType.Lookup("extend")
			return c.Ask(1, extend, c.Reg(0), c.Reg(1))
		}
		return c.Return(c.Reg(0))
	}),
	dequeRow("__add__", "(self, value, /)", "Return self+value.", func(d *Deque, args []value) (value, error) {
		e := object.AsA[Deque](args[1], &DequeLayout)
		if e == nil {
			return value{}, object.TypeErrorf("can only concatenate deque (not \"%s\") to deque", args[1].Type().LongName())
		}
		v, err := copyDeque(d, args)
		for _, x := range e.items() {
			object.As[Deque](v).push(x)
		}
		return v, err
	}),
	dequeRow("__mul__", "(self, value, /)", "Return self*value.", func(d *Deque, args []value) (value, error) {
		n, ok := object.Int64Of(args[1])
		if !ok {
			return object.NotImplemented, nil
		}
		v, err := copyDeque(d, args)
		e := object.As[Deque](v)
		e.setItems(nil)
		for range n {
			for _, x := range d.items() {
				e.push(x)
			}
		}
		return v, err
	}),
	slow("__repr__", "(self, /)", "Return repr(self).", nil, func(c *call) action {
		d := object.As[Deque](c.Reg(0))
		if c.Step() == 0 {
			return c.Do(1, object.OpRepr, list(d.items()))
		}
		s, _ := object.StringOf(c.Result())
		if d.Max >= 0 {
			n, _ := object.StrLeaf(object.Int(d.Max))
			s += ", maxlen=" + n
		}
		return c.Return(str(c.Reg(0).Type().Name + "(" + s + ")"))
	}),
	dequeCompare("__eq__", object.CmpEq), dequeCompare("__ne__", object.CmpNe), dequeCompare("__lt__", object.CmpLt),
	dequeCompare("__le__", object.CmpLe), dequeCompare("__gt__", object.CmpGt), dequeCompare("__ge__", object.CmpGe),
	byList("__contains__", "(self, key, /)", "Return key in self.", "__contains__"),
	byList("count", "(self, value, /)", "Return number of occurrences of value", "count"),
	slow("index", "(self, value, *args)", "Return first index of value.\n\nRaises ValueError if the value is not present.", nil, func(c *call) action {
		if c.Step() == 0 {
			f, _ := object.ListType.Lookup("index")
			return c.Ask(1, f, append([]value{list(object.As[Deque](c.Reg(0)).items()), c.Reg(1)}, itemsOf(c.Reg(2))...)...)
		}
		return c.Return(c.Result())
	}),
	slow("remove", "(self, value, /)", "Remove first occurrence of value.", nil, func(c *call) action {
		const l = 2
		if c.Step() == 0 {
			c.SetReg(l, list(object.As[Deque](c.Reg(0)).items()))
			f, _ := object.ListType.Lookup("remove")
			return c.Ask(1, f, c.Reg(l), c.Reg(1))
		}
		object.As[Deque](c.Reg(0)).setItems(itemsOf(c.Reg(l)))
		return c.Return(object.None)
	}, object.Any),
}

func dequeCompare(name string, op object.Comparison) object.Native {
	return slow(name, "(self, value, /)", "Compare deques.", nil, func(c *call) action {
		e := object.AsA[Deque](c.Reg(1), &DequeLayout)
		if e == nil {
			return c.Return(object.NotImplemented)
		}
		return c.DoTail(object.OpCompare, list(object.As[Deque](c.Reg(0)).items()), list(e.items()), object.Int(int64(op)))
	})
}

// byList is a method that does what a list of the items does.
func byList(name, sig, doc, method string) object.Native {
	return slow(name, sig, doc, nil, func(c *call) action {
		f, _ := object.ListType.Lookup(method)
		return c.Tail(f, list(object.As[Deque](c.Reg(0)).items()), c.Reg(1))
	})
}
