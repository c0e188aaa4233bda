package object

import (
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"brine/compiler"
)

// Every row of the tables is complete.
func TestTables(t *testing.T) {
	Bootstrap()
	seen := map[string]bool{}
	for _, tab := range tables() {
		k := tab.Type
		if k.Name == "" || k.Layout == nil || k.Root == nil || len(k.MRO) == 0 || k.Doc == "" {
			t.Errorf("type %s is not complete", tab.Name)
		}
		if seen[k.Name] {
			t.Errorf("two types are called %s", k.Name)
		}
		seen[k.Name] = true
		names := map[string]bool{}
		rows := tab.Methods
		if tab.New != nil {
			rows = append(rows, *tab.New)
		}
		for i := range rows {
			checkRow(t, k.Name, &rows[i])
			if names[rows[i].Name] {
				t.Errorf("%s.%s is there twice", k.Name, rows[i].Name)
			}
			names[rows[i].Name] = true
		}
		for _, g := range tab.GetSets {
			if g.Name == "" || g.Doc == "" || g.Get == nil {
				t.Errorf("%s.%s is not complete", k.Name, g.Name)
			}
			if names[g.Name] {
				t.Errorf("%s.%s is there twice", k.Name, g.Name)
			}
			names[g.Name] = true
		}
	}
	for _, n := range internals() {
		checkRow(t, "internal", n)
	}
}

func checkRow(t *testing.T, of string, n *Native) {
	t.Helper()
	if n.Doc == "" || n.Sig == "" || n.Fast == nil && n.Vector == nil && n.Step == nil {
		t.Errorf("%s.%s is not complete", of, n.Name)
	}
	params := parseSig(n.Sig)
	if len(params) == 0 && n.Kind != StaticMethod && of != "internal" {
		t.Errorf("%s.%s has no self", of, n.Name)
	}
	for _, p := range params {
		if !IsIdentifier(p.Name) {
			t.Errorf("%s.%s: parameter %q", of, n.Name, p.Name)
		}
	}
}

func TestLayouts(t *testing.T) {
	Bootstrap()
	names := map[string]*Layout{}
	for _, tab := range tables() {
		for l := tab.Type.Layout; l != nil; l = l.Sub {
			if l.Name == "" || l.New == nil || l.Fields == nil || l.Core == nil {
				t.Errorf("layout %q of %s is not complete", l.Name, tab.Name)
				break
			}
			if old := names[l.Name]; old != nil && old != l {
				t.Errorf("two layouts are called %s", l.Name)
			}
			names[l.Name] = l
			h := l.New(tab.Type.Root)
			if h == nil || h.Shape == nil {
				t.Errorf("layout %s makes no object", l.Name)
			}
			if l.Sub == nil && l.Attrs == nil && tab.Type.Flags&(Final|NoInstances) == 0 && tab.Layout != &TypeLayout && tab.Layout != &ModuleLayout {
				t.Errorf("subclasses of %s have no room for attributes", tab.Name)
			}
		}
	}
	for _, s := range structs {
		if s.layout == nil {
			continue
		}
		delete(names, s.layout.Name)
		delete(names, s.layout.Name+"+")
	}
	for _, single := range []string{"none", "ellipsis", "not_implemented", "unbound", "bool"} {
		delete(names, single)
	}
	for name := range names {
		t.Errorf("the struct of layout %s is not in the list of this test", name)
	}
}

// structs lists the heap structs with their layouts, for TestFields.
var structs = []struct {
	layout *Layout
	of     reflect.Type
	fields func(p unsafe.Pointer, a Archive) // if it has no layout of its own
}{
	{layout: &InstanceLayout, of: reflect.TypeFor[Instance]()},
	{layout: &TypeLayout, of: reflect.TypeFor[Type]()},
	{layout: &MemberLayout, of: reflect.TypeFor[Member]()},
	{layout: &IntLayout, of: reflect.TypeFor[BigInt]()},
	{layout: &FloatLayout, of: reflect.TypeFor[FloatObject]()},
	{layout: &ComplexLayout, of: reflect.TypeFor[Complex]()},
	{layout: &StrLayout, of: reflect.TypeFor[Str]()},
	{layout: &BytesLayout, of: reflect.TypeFor[Bytes]()},
	{layout: &ByteArrayLayout, of: reflect.TypeFor[ByteArray]()},
	{layout: &MemoryViewLayout, of: reflect.TypeFor[MemoryView]()},
	{layout: &SetLayout, of: reflect.TypeFor[Set]()},
	{layout: &TupleLayout, of: reflect.TypeFor[Tuple]()},
	{layout: &ListLayout, of: reflect.TypeFor[List]()},
	{layout: &DictLayout, of: reflect.TypeFor[Dict]()},
	{layout: &DictViewLayout, of: reflect.TypeFor[DictView]()},
	{layout: &RangeLayout, of: reflect.TypeFor[Range]()},
	{layout: &SliceLayout, of: reflect.TypeFor[Slice]()},
	{layout: &NativeLayout, of: reflect.TypeFor[Native]()},
	{layout: &GetSetLayout, of: reflect.TypeFor[GetSet]()},
	{layout: &FuncLayout, of: reflect.TypeFor[Func]()},
	{layout: &CellLayout, of: reflect.TypeFor[Cell]()},
	{layout: &BoundMethodLayout, of: reflect.TypeFor[BoundMethod]()},
	{layout: &CodeLayout, of: reflect.TypeFor[Code]()},
	{layout: &FrameLayout, of: reflect.TypeFor[Frame]()},
	{of: reflect.TypeFor[FrameSide](), fields: func(p unsafe.Pointer, a Archive) { sideFields((*FrameSide)(p), a) }},
	{layout: &TracebackLayout, of: reflect.TypeFor[Traceback]()},
	{layout: &ExceptionLayout, of: reflect.TypeFor[Exception]()},
	{layout: &ModuleLayout, of: reflect.TypeFor[Module]()},
	{layout: &GeneratorLayout, of: reflect.TypeFor[Generator]()},
	{layout: &CoroutineWrapperLayout, of: reflect.TypeFor[CoroutineWrapper]()},
	{layout: &AsyncCallLayout, of: reflect.TypeFor[AsyncCall]()},
	{layout: &AsyncValueLayout, of: reflect.TypeFor[AsyncValue]()},
	{layout: &PropertyLayout, of: reflect.TypeFor[Property]()},
	{layout: &StaticMethodLayout, of: reflect.TypeFor[Wrapper]()},
	{layout: &ClassMethodLayout, of: reflect.TypeFor[Wrapper]()},
	{layout: &SuperLayout, of: reflect.TypeFor[Super]()},
	{layout: &WeakRefLayout, of: reflect.TypeFor[WeakRef]()},
	{layout: &MappingProxyLayout, of: reflect.TypeFor[MappingProxy]()},
	{of: reflect.TypeFor[Context](), fields: func(p unsafe.Pointer, a Archive) { ContextStruct.Fields((*Context)(p), a) }}, // its layout is entered with module contextvars
	{layout: &GenericAliasLayout, of: reflect.TypeFor[GenericAlias]()},
	{layout: &UnionLayout, of: reflect.TypeFor[Union]()},
	{layout: &TypeAliasLayout, of: reflect.TypeFor[TypeAlias]()},
	{layout: &ListIteratorLayout, of: reflect.TypeFor[ListIterator]()},
	{layout: &TupleIteratorLayout, of: reflect.TypeFor[TupleIterator]()},
	{layout: &StrIteratorLayout, of: reflect.TypeFor[StrIterator]()},
	{layout: &BytesIteratorLayout, of: reflect.TypeFor[BytesIterator]()},
	{layout: &DictIteratorLayout, of: reflect.TypeFor[DictIterator]()},
	{layout: &SetIteratorLayout, of: reflect.TypeFor[SetIterator]()},
	{layout: &SequenceIteratorLayout, of: reflect.TypeFor[SequenceIterator]()},
	{layout: &RangeIteratorLayout, of: reflect.TypeFor[RangeIterator]()},
	{layout: &LongRangeIteratorLayout, of: reflect.TypeFor[LongRangeIterator]()},
	{layout: &EnumerateLayout, of: reflect.TypeFor[Enumerate]()},
	{layout: &ZipLayout, of: reflect.TypeFor[Zip]()},
	{layout: &MapLayout, of: reflect.TypeFor[Map]()},
	{layout: &FilterLayout, of: reflect.TypeFor[Filter]()},
	{layout: &ReversedLayout, of: reflect.TypeFor[Reversed]()},
	{layout: &CallIteratorLayout, of: reflect.TypeFor[CallIterator]()},
}

// Every field of a heap struct is saved, or says why not: it is derived from
// the others, belongs to the host, or is saved in another form.
func TestFields(t *testing.T) {
	Bootstrap()
	for _, s := range structs {
		fields := s.fields
		fresh := func() unsafe.Pointer { return unsafe.Pointer(reflect.New(s.of).Pointer()) }
		if s.layout == &NativeLayout || s.layout == &GetSetLayout {
			continue // rows of tables: a file names them
		}
		if s.layout != nil {
			fields = func(p unsafe.Pointer, a Archive) { s.layout.Fields((*Header)(p), a) }
			fresh = func() unsafe.Pointer { return unsafe.Pointer(s.layout.New(&Shape{Type: ObjectType, Layout: s.layout})) }
		}
		checkFields(t, s.of.Name(), s.of, 0, fresh, fields)
	}
}

// checkFields changes one field after the other, and looks whether what is
// saved changes.
func checkFields(t *testing.T, name string, of reflect.Type, base uintptr, fresh func() unsafe.Pointer, fields func(p unsafe.Pointer, a Archive)) {
	for i := range of.NumField() {
		f := of.Field(i)
		switch tag := f.Tag.Get("brine"); {
		case f.Type == reflect.TypeFor[Header]():
			continue
		case tag == "derived" || tag == "host" || tag == "saved":
			continue
		case f.Type.Kind() == reflect.Struct && f.Anonymous:
			checkFields(t, name, f.Type, base+f.Offset, fresh, fields)
			continue
		}
		p := fresh()
		var before, after notes
		fields(p, &before)
		field := reflect.NewAt(f.Type, unsafe.Add(p, base+f.Offset)).Elem()
		field.Set(otherValue(f.Type, field))
		fields(p, &after)
		if before.text.String() == after.text.String() {
			t.Errorf("%s.%s is neither saved nor marked as derived or of the host", name, f.Name)
		}
	}
}

// otherValue returns a value of a type that differs from old.
func otherValue(of reflect.Type, old reflect.Value) reflect.Value {
	v := reflect.New(of).Elem()
	switch of.Kind() {
	case reflect.Bool:
		v.SetBool(!old.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(old.Int() + 1)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(old.Uint() + 1)
	case reflect.Float64:
		v.SetFloat(old.Float() + 1)
	case reflect.Complex128:
		v.SetComplex(old.Complex() + 1)
	case reflect.String:
		v.SetString(old.String() + "x")
	case reflect.Slice:
		v.Set(reflect.MakeSlice(of, 1, 1))
		if of.Elem().Kind() == reflect.Pointer {
			v.Index(0).Set(reflect.New(of.Elem().Elem()))
		}
	case reflect.Pointer:
		v.Set(reflect.New(of.Elem()))
		if of == reflect.TypeFor[*big.Int]() {
			v.Set(reflect.ValueOf(big.NewInt(5)))
		}
	case reflect.Struct:
		if of == reflect.TypeFor[Value]() {
			v.Set(reflect.ValueOf(NewStr("other")))
		}
	}
	return v
}

// notes is an Archive that notes what is visited.
type notes struct{ text strings.Builder }

func (l *notes) note(name string, v any)             { fmt.Fprintf(&l.text, "%s %+v\n", name, v) }
func (l *notes) Loading() bool                       { return false }
func (l *notes) Whole() bool                         { return true }
func (l *notes) Value(name string, v *Value)         { l.note(name, *v) }
func (l *notes) Values(name string, vs *[]Value)     { l.note(name, *vs) }
func (l *notes) Int(name string, n *int64)           { l.note(name, *n) }
func (l *notes) Bool(name string, b *bool)           { l.note(name, *b) }
func (l *notes) String(name string, s *string)       { l.note(name, *s) }
func (l *notes) Strings(name string, s *[]string)    { l.note(name, *s) }
func (l *notes) Bytes(name string, b *[]byte)        { l.note(name, *b) }
func (l *notes) World() *World                       { return &World{} }
func (l *notes) Fail(format string, args ...any)     {}
func (l *notes) After(f func() error)                {}
func (l *notes) Code(name string, c **compiler.Code) { l.note(name, *c) }
func (l *notes) Object(name string, _ *Layout, v **Header) {
	fmt.Fprintf(&l.text, "%s %p\n", name, *v)
}
