package object

// DefineSlots handles the __slots__ of a new class: instances take the names
// listed and, unless "__dict__" is one of them or a base has one, no others.
func DefineSlots(t *Type, slots Value) error {
	var names []Value
	switch {
	case slots.Has(&StrLayout):
		names = []Value{slots}
	case slots.Has(&TupleLayout):
		names = As[Tuple](slots).Items
	case slots.Has(&ListLayout):
		names = As[List](slots).Items
	case slots.Has(&DictLayout):
		d := As[Dict](slots)
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			names = append(names, d.KeyAt(i))
		}
	default:
		t.Flags |= HasDict
		return nil
	}
	for _, v := range names {
		name, ok := StringOf(v)
		if !ok {
			return TypeErrorf("__slots__ items must be strings, not '%s'", v.Type().LongName())
		}
		if !IsIdentifier(name) {
			return TypeErrorf("__slots__ must be identifiers")
		}
		if name == "__dict__" {
			if t.Flags&HasDict != 0 {
				return TypeErrorf("__dict__ slot disallowed: we already got one")
			}
			t.Flags |= HasDict
			continue
		}
		if name == "__weakref__" {
			continue
		}
		if _, clash := t.Dict.GetString(name); clash {
			return ValueErrorf("'%s' in __slots__ conflicts with class variable", name)
		}
		m := &Member{Name: NewStr(Mangle(t.Name, name)), Class: t}
		m.Header.Shape = &MemberShape
		s, _ := StringOf(m.Name)
		t.Dict.SetString(s, Of(m))
	}
	return nil
}

// Mangle returns the name that a private name in a class body stands for.
func Mangle(class, name string) string {
	if len(name) < 3 || name[:2] != "__" || name[len(name)-2:] == "__" {
		return name
	}
	for len(class) > 0 && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return "_" + class + name
}

// Member is the descriptor of one name of __slots__.
type Member struct {
	Header
	Name  Value
	Class *Type
}

// IsSlot reports whether attr, found as name on class t, is the descriptor of a
// slot of that name: the attribute is what the object itself holds.
func IsSlot(attr Value, t *Type, name string) bool {
	m := AsA[Member](attr, &MemberLayout)
	return m != nil && m.name() == name && t.SubtypeOf(m.Class)
}

// HasSlots reports whether a class adds slots to its bases.
func HasSlots(t *Type) bool {
	if _, ok := t.Dict.GetString("__slots__"); !ok {
		return false
	}
	for i, ok := t.Dict.Next(0); ok; i, ok = t.Dict.Next(i + 1) {
		if m := AsA[Member](t.Dict.ValueAt(i), &MemberLayout); m != nil && m.Class == t {
			return true
		}
	}
	return false
}

// The type member_descriptor.
var (
	MemberType   = &Type{}
	MemberShape  Shape
	MemberLayout Layout
)

func memberTable() Table {
	return Table{Type: MemberType, Name: "member_descriptor", Flags: Final | NoInstances,
		Shape: &MemberShape, Layout: &MemberLayout,
		Struct: Struct[Member]{Name: "member", Init: func(x *Member) { x.Name, x.Class = NewStr("?"), ObjectType },
			Fields: func(x *Member, a Archive) {
				a.Value("name", &x.Name)
				visitOwn(a, "class", &TypeLayout, &x.Class)
			}}.Layout(),
		Doc: "An attribute named in __slots__.",
		Methods: []Native{
			{Name: "__get__", Sig: "(self, instance, owner=None, /)", Doc: "Return an attribute of instance, which is of type owner.", Fast: memberGet},
			{Name: "__set__", Sig: "(self, instance, value, /)", Doc: "Set an attribute of instance to value.", Fast: memberSet},
			{Name: "__delete__", Sig: "(self, instance, /)", Doc: "Delete an attribute of instance.", Fast: memberSet},
			{Name: "__repr__", Sig: "(self, /)", Doc: "Return repr(self).", Fast: func(_ *World, args []Value) (Value, error) {
				m := As[Member](args[0])
				return NewStr("<member '" + m.name() + "' of '" + m.Class.Name + "' objects>"), nil
			}},
		},
		GetSets: []GetSet{
			{Name: "__name__", Doc: "name of the slot", Get: func(w *World, self Value) (Value, error) { return As[Member](self).Name, nil }},
			{Name: "__doc__", Doc: "documentation of the slot", Get: func(w *World, self Value) (Value, error) { return None, nil }},
			{Name: "__objclass__", Doc: "class of the slot", Get: func(w *World, self Value) (Value, error) { return Of(As[Member](self).Class), nil }},
		},
	}
}

func (m *Member) name() string {
	s, _ := StringOf(m.Name)
	return s
}

func (m *Member) check(obj Value) error {
	if !obj.Type().SubtypeOf(m.Class) {
		return TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.name(), m.Class.Name, obj.Type().LongName())
	}
	return nil
}

func memberGet(_ *World, args []Value) (Value, error) {
	m := As[Member](args[0])
	if args[1].IsNone() {
		return args[0], nil
	}
	if err := m.check(args[1]); err != nil {
		return Value{}, err
	}
	if v, ok := GetAttr(args[1], m.name()); ok {
		return v, nil
	}
	return Value{}, AttributeErrorf(args[1], m.name(), "'%s' object has no attribute '%s'", args[1].Type().LongName(), m.name())
}

func memberSet(_ *World, args []Value) (Value, error) {
	m := As[Member](args[0])
	if err := m.check(args[1]); err != nil {
		return Value{}, err
	}
	if len(args) == 3 {
		SetAttr(args[1], m.name(), args[2])
		return None, nil
	}
	if !DelAttr(args[1], m.name()) {
		return Value{}, AttributeErrorf(args[1], m.name(), "%s", m.name())
	}
	return None, nil
}
