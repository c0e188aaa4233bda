package lib

import "brine/vm/object"

// Cached is what functools.lru_cache makes its callable of. It finds results that
// are known; the class that functools derives from it does all else, in Python.
type Cached struct {
	object.Header
	object.Attrs
	Function value
	Max      value        // None: not bounded
	Typed    value        // a bool: types of arguments count
	Results  *object.Dict // if bounded, pairs of key and result, the one used last at the end
	Hits     int64
	Misses   int64
	ID       uint64
}

// The type of cached callables.
var (
	CachedType   = &object.Type{}
	CachedShape  object.Shape
	CachedLayout object.Layout
)

var cachedStruct = object.Struct[Cached]{
	Name: "cached",
	Init: func(x *Cached) {
		x.Function, x.Max, x.Typed, x.Results = object.None, object.None, object.False, object.NewDict()
	},
	Attrs: func(x *Cached) *object.Attrs { return &x.Attrs },
	ID:    func(x *Cached) *uint64 { return &x.ID },
	Fields: func(x *Cached, a object.Archive) {
		a.Values("slots", &x.Slots)
		a.Value("function", &x.Function)
		a.Value("max", &x.Max)
		a.Value("typed", &x.Typed)
		object.VisitRef(a, "results", &object.DictLayout, &x.Results)
		a.Int("hits", &x.Hits)
		a.Int("misses", &x.Misses)
		object.VisitInt(a, "id", &x.ID)
		if a.Loading() && x.Results == nil {
			a.Fail("a cache without results")
			x.Results = object.NewDict()
		}
	},
}

var functoolsModule = module{
	name: "_functools",
	doc:  "Tools that operate on functions.",
	types: []*object.Table{{Type: CachedType, Name: "cached", Doc: "A callable that remembers its results.", Shape: &CachedShape, Layout: &CachedLayout, Struct: cachedStruct.Layout(), Flags: object.Weakable | object.HasDict,
		New:     &object.Native{Sig: "(cls, user_function, maxsize, typed, /)", Doc: "Create and return a new object.", Fast: newCached},
		Methods: []object.Native{{Name: "__call__", Sig: "(self, /, *args, **kwargs)", Doc: "Call self as a function.", Vector: cachedCall, Step: stepCachedCall}},
		GetSets: []object.GetSet{
			cachedField("_function", func(x *Cached) value { return x.Function }),
			cachedField("_maxsize", func(x *Cached) value { return x.Max }),
			cachedField("_typed", func(x *Cached) value { return x.Typed }),
			cachedField("_results", func(x *Cached) value { return object.Of(x.Results) }),
			cachedCount("_hits", func(x *Cached) *int64 { return &x.Hits }),
			cachedCount("_misses", func(x *Cached) *int64 { return &x.Misses }),
		}}},
}

func cachedField(name string, get func(x *Cached) value) object.GetSet {
	return object.GetSet{Name: name, Get: func(_ *world, self value) (value, error) { return get(object.As[Cached](self)), nil }}
}

func cachedCount(name string, field func(x *Cached) *int64) object.GetSet {
	g := cachedField(name, func(x *Cached) value { return object.Int(*field(x)) })
	g.Set = func(_ *world, self, v value) (err error) {
		*field(object.As[Cached](self)), err = intArg(v)
		return err
	}
	return g
}

func newCached(_ *world, args []value) (value, error) {
	t, err := classArg(args[0], CachedType)
	if err != nil {
		return value{}, err
	}
	x := newOf[Cached](t)
	x.Function, x.Max, x.Typed = args[1], args[2], args[3]
	return object.Of(x), nil
}

// cachedCall gives a result that is known for simple arguments.
func cachedCall(w *world, args []value, kw *object.Tuple) (value, error) {
	x := object.As[Cached](args[0])
	if kw != nil && len(kw.Items) > 0 || x.Typed != object.False {
		return value{}, object.ErrSlow
	}
	key := args[1:]
	var at value // functools._make_key
	if len(key) == 1 && (key[0].IsInt() || key[0].Is(&object.StrShape) || key[0].Is(&object.BigIntShape)) {
		at = key[0]
	} else {
		at = object.Of(object.TupleOf(key))
	}
	h, err := object.HashOf(w, at)
	if err != nil {
		return value{}, err
	}
	p, found := x.Results.Find(at, h)
	if found != object.Present {
		return value{}, object.ErrSlow
	}
	x.Hits++
	v := x.Results.ValueAt(p.I)
	if x.Max.IsNone() {
		return v, nil
	}
	pair := object.AsA[object.Tuple](v, &object.TupleLayout)
	if pair == nil || len(pair.Items) != 2 {
		return v, object.RuntimeErrorf("the results of a cache were changed")
	}
	at = x.Results.KeyAt(p.I)
	x.Results.DeleteAt(p)
	x.Results.Insert(at, h, v)
	return pair.Items[1], nil
}

// stepCachedCall leaves the call to the class.
func stepCachedCall(c *object.Call) object.Action {
	slow, ok := c.Reg(0).Type().Lookup("_call")
	if !ok {
		return c.Raise(object.TypeErrorf("'%s' object is not callable", c.Reg(0).Type().LongName()))
	}
	names, args := object.RegAs[object.Dict](c, 2, &object.DictLayout).Keywords(append([]value{c.Reg(0)}, object.RegAs[object.Tuple](c, 1, &object.TupleLayout).Items...))
	a := c.Tail(slow, args...)
	c.Keywords = names
	return a
}
