package stackless

import "brine/vm/object"

// Atomic is the context manager stackless.atomic.
type Atomic struct {
	object.Header
	old bool
}

var (
	atomicType   = &object.Type{}
	atomicShape  object.Shape
	atomicLayout object.Layout
)

func atomicTable() object.Table {
	return object.Table{Type: atomicType, Name: "atomic", Module: "stackless", Flags: object.Weakable,
		Doc:   "atomic()\n\nA context manager in which timeouts leave the tasklet alone.",
		Shape: &atomicShape, Layout: &atomicLayout,
		Struct: object.Struct[Atomic]{Name: "atomic", Fields: func(x *Atomic, a object.Archive) { a.Bool("old", &x.old) }}.Layout(),
		New:    &object.Native{Sig: "(cls, /)", Doc: "Create the context manager.", Vector: newEmpty},
		Methods: []object.Native{
			{Name: "__enter__", Sig: "(self, /)", Doc: "Set the flag.", Fast: func(w *world, args []object.Value) (object.Value, error) {
				t := of(w).Current
				object.As[Atomic](args[0]).old = t.flags&atomic != 0
				t.flags |= atomic
				return object.None, nil
			}},
			{Name: "__exit__", Sig: "(self, type=None, value=None, traceback=None, /)", Doc: "Restore the flag.", Fast: func(w *world, args []object.Value) (object.Value, error) {
				t := of(w).Current
				t.flags &^= atomic
				if object.As[Atomic](args[0]).old {
					t.flags |= atomic
				}
				return object.None, nil
			}},
		},
	}
}
