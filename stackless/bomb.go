package stackless

import "brine/vm/object"

// Bomb is an exception on its way to a tasklet: as Tempval, or over a channel.
// It is raised where it arrives.
type Bomb struct {
	object.Header
	Type, Exc, TB object.Value // None if absent
}

// The type bomb.
var (
	BombType   = &object.Type{}
	BombShape  object.Shape
	BombLayout object.Layout
)

func bombTable() object.Table {
	get := func(name, doc string, f func(b *Bomb) object.Value) object.GetSet {
		return object.GetSet{Name: name, Doc: doc, Get: func(w *world, v object.Value) (object.Value, error) { return f(object.As[Bomb](v)), nil }}
	}
	return object.Table{Type: BombType, Name: "bomb", Module: "stackless", Flags: object.Weakable,
		Doc:   "bomb(type=None, value=None, traceback=None)\n\nAn exception that explodes where it is received.",
		Shape: &BombShape, Layout: &BombLayout,
		Struct: object.Struct[Bomb]{Name: "bomb", Init: func(b *Bomb) { b.Type, b.Exc, b.TB = object.None, object.None, object.None },
			Fields: func(b *Bomb, a object.Archive) {
				a.Value("type", &b.Type)
				a.Value("value", &b.Exc)
				a.Value("traceback", &b.TB)
			}}.Layout(),
		New:     &object.Native{Sig: "(cls, /, type=None, value=None, traceback=None)", Doc: "Create a bomb.", Fast: makeBomb},
		Methods: []object.Native{{Name: "__reduce__", Sig: "(self, /)", Doc: "The class and the arguments that make another.", Fast: bombReduce}},
		GetSets: []object.GetSet{
			get("type", "class of the exception", func(b *Bomb) object.Value { return b.Type }),
			get("value", "the exception", func(b *Bomb) object.Value { return b.Exc }),
			get("traceback", "its traceback", func(b *Bomb) object.Value { return b.TB }),
		},
	}
}

func makeBomb(w *world, args []object.Value) (object.Value, error) {
	b := &Bomb{Type: args[1], Exc: args[2], TB: args[3]}
	b.Header.Shape = &BombShape
	if t := object.AsA[object.Tuple](b.Type, &object.TupleLayout); t != nil {
		if len(t.Items) != 3 {
			return object.None, object.TypeErrorf("bomb expected an exc_info tuple of three, got %d", len(t.Items))
		}
		b.Type, b.Exc, b.TB = t.Items[0], t.Items[1], t.Items[2]
	}
	for _, v := range []*object.Value{&b.Type, &b.Exc, &b.TB} {
		if v.IsUnbound() {
			*v = object.None
		}
	}
	return object.Of(b), nil
}

func newBomb(e *object.Exception) *Bomb {
	b := &Bomb{Type: object.Of(e.Shape.Type), Exc: object.Of(e), TB: object.OrNone(e.TB)}
	b.Header.Shape = &BombShape
	return b
}

// exception returns what the bomb raises.
func (b *Bomb) exception() error {
	if e := object.AsA[object.Exception](b.Exc, &object.ExceptionLayout); e != nil {
		return e
	}
	if t := object.AsA[object.Type](b.Type, &object.TypeLayout); t != nil && t.SubtypeOf(object.BaseException) {
		if b.Exc.IsNone() {
			return object.NewException(t)
		}
		return object.NewException(t, b.Exc)
	}
	return object.TypeErrorf("exceptions must derive from BaseException")
}
