package object

// The classes object and type.
var (
	ObjectType     = &Type{}
	ObjectShape    Shape
	InstanceLayout Layout

	TypeType   = &Type{}
	TypeShape  Shape
	TypeLayout Layout
)

func instanceLayout() Layout {
	l := Struct[Instance]{Name: "object",
		Fields: func(x *Instance, a Archive) {
			a.Values("slots", &x.Slots)
			VisitInt(a, "id", &x.ID)
		},
		Attrs: func(x *Instance) *Attrs { return &x.Attrs },
		ID:    func(x *Instance) *uint64 { return &x.ID },
	}.Layout()
	l.New = func(s *Shape) *Header { return &NewInstance(s).Header }
	return l
}

func typeTable() Table {
	return Table{Type: TypeType, Name: "type",
		Doc:   "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
		Shape: &TypeShape, Layout: &TypeLayout, Flags: Weakable,
		Struct: Struct[Type]{Name: "type", Init: func(x *Type) {
			x.Name, x.Base, x.Bases, x.Dict = "?", ObjectType, []*Type{ObjectType}, NewDict()
			x.MRO, x.Layout = []*Type{x, ObjectType}, &InstanceLayout
			x.Root = NewShape(x, x.Layout)
		}, Fields: typeFields, ID: func(x *Type) *uint64 { return &x.ID }}.Layout(),
		Methods: typeMethods(), GetSets: typeGetSets(),
	}
}

func typeFields(x *Type, a Archive) {
	a.String("name", &x.Name)
	a.String("qualname", &x.Qualname)
	a.String("module", &x.Module)
	a.String("doc", &x.Doc)
	VisitRef(a, "base", &TypeLayout, &x.Base)
	VisitRefs(a, "bases", &TypeLayout, &x.Bases)
	VisitRefs(a, "mro", &TypeLayout, &x.MRO)
	VisitRef(a, "dict", &DictLayout, &x.Dict)
	VisitInt(a, "flags", &x.Flags)
	VisitInt(a, "id", &x.ID)
	if !a.Loading() {
		return
	}
	x.Flags &^= Builtin
	a.After(func() error {
		if err := x.sound(); err != nil {
			return err
		}
		a.After(func() error { x.Link(a.World()); return nil })
		return nil
	})
}

// sound checks a class that was loaded, and derives its layout and root shape.
// The root is kept: instances may have it already.
func (t *Type) sound() error {
	for depth, k := 0, t; k != ObjectType; k, depth = k.Base, depth+1 {
		if k == nil || depth > maxBases {
			return TypeErrorf("class %s has no sound chain of bases", t.Name)
		}
		if k.Dict == nil {
			k.Dict = NewDict()
		}
	}
	if len(t.MRO) == 0 || t.MRO[0] != t || t.MRO[len(t.MRO)-1] != ObjectType || len(t.Bases) == 0 {
		return TypeErrorf("class %s has no sound method resolution order", t.Name)
	}
	b := t.Base
	for !b.Builtin() {
		b = b.Base
	}
	t.Layout = b.Layout
	if t.Layout.Sub != nil {
		t.Layout = t.Layout.Sub
	}
	t.Root.Layout = t.Layout
	return nil
}

// maxBases bounds the depth of a class hierarchy that is loaded.
const maxBases = 1 << 16
