package object

// NewInstance returns an object of class t, which must have the object layout.
func NewInstance(shape *Shape) *Instance {
	x := &struct {
		Instance
		inline [4]Value
	}{}
	x.Shape = shape
	x.Slots = x.inline[:0]
	if shape.Type.Flags&UserDel != 0 {
		shape.Type.born(&x.Header)
	}
	return &x.Instance
}

// GetAttr returns the attribute that the object of v itself holds.
func GetAttr(v Value, name string) (Value, bool) {
	if v.O == nil || v.O.Shape.Layout.Attrs == nil {
		return Value{}, false
	}
	a := v.O.Shape.Layout.Attrs(v.O)
	if v.O.Shape.inDict {
		return As[Dict](a.Slots[0]).GetString(name)
	}
	if i := v.O.Shape.Slot(name); i >= 0 && i < len(a.Slots) {
		return a.Slots[i], !a.Slots[i].IsUnbound()
	}
	return Value{}, false
}

// SetAttr stores an attribute in the object of v itself. It reports whether
// the object can hold attributes.
func SetAttr(v Value, name string, x Value) bool {
	if v.O == nil || v.O.Shape.Layout.Attrs == nil {
		return false
	}
	a := v.O.Shape.Layout.Attrs(v.O)
	s := v.O.Shape
	if s.inDict {
		As[Dict](a.Slots[0]).SetString(name, x)
		return true
	}
	if i := s.Slot(name); i >= 0 {
		a.Slots[i] = x
		return true
	}
	if n := s.With(name); n != nil {
		a.Slots = append(a.Slots, x)
		v.O.Shape = n
		return true
	}
	AttrDict(v).SetString(name, x)
	return true
}

// DelAttr deletes an attribute of the object of v itself, and reports whether
// it was there.
func DelAttr(v Value, name string) bool {
	if _, ok := GetAttr(v, name); !ok {
		return false
	}
	return AttrDict(v).DeleteString(name)
}

// AttrDict returns the __dict__ of v as a dict, to which its attributes move
// on the first call. v's layout must have attributes.
func AttrDict(v Value) *Dict {
	a := v.O.Shape.Layout.Attrs(v.O)
	if v.O.Shape.inDict {
		return As[Dict](a.Slots[0])
	}
	d := NewDict()
	for i, n := range v.O.Shape.names {
		if !a.Slots[i].IsUnbound() {
			d.SetString(n, a.Slots[i])
		}
	}
	v.O.Shape = v.O.Shape.DictShape()
	a.Slots = []Value{Of(d)}
	return d
}

// SetAttrDict makes d the __dict__ of v.
func SetAttrDict(v Value, d *Dict) {
	a := v.O.Shape.Layout.Attrs(v.O)
	if !v.O.Shape.inDict {
		v.O.Shape = v.O.Shape.DictShape()
	}
	a.Slots = []Value{Of(d)}
}

// SetClass makes v an instance of another class with the same layout, keeping
// its attributes.
func SetClass(v Value, t *Type) {
	if t.Flags&UserDel != 0 && v.Type().Flags&UserDel == 0 {
		t.born(v.O)
	}
	v.O.Shape = v.O.Shape.On(t.Root)
}
