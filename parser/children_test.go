package parser

import (
	"reflect"
	"testing"
)

// TestChildren holds that Children finds every node that reflection finds.
func TestChildren(t *testing.T) {
	src := everything + "type A[T: int, *U, **P] = B[T]\n" +
		"def g[T](a: T = 1, /, *b: T, c=2, d, **e: T) -> T: global x; nonlocal y; print >>a, b\n" +
		"class C[T](a, b=c): pass\nx[a:b:c, *d]; f'{a:{b}}'; raise; import a as b; break; lambda *a: (yield)\n" +
		"match a:\n case A() | 1 | None | [*b] | {1: a, **b} | (c as d) | a.b(c, d=e) if f: pass\n"
	m, err := Parse("x.py", []byte(src), Exec)
	if err != nil {
		t.Fatal(err.(*SyntaxError).Format())
	}
	kinds := map[string]bool{}
	checkChildren(t, m, kinds)
	if len(kinds) < 60 {
		t.Errorf("only %d kinds of nodes were met", len(kinds))
	}
}

func checkChildren(t *testing.T, n Node, kinds map[string]bool) {
	kinds[reflect.TypeOf(n).String()] = true
	want := map[Node]bool{}
	nodesIn(reflect.ValueOf(n).Elem(), want)
	for child := range Children(n) {
		if !want[child] {
			t.Errorf("%T: unexpected or repeated child %T", n, child)
		}
		delete(want, child)
		checkChildren(t, child, kinds)
	}
	for child := range want {
		t.Errorf("%T: child %T is missing", n, child)
	}
}

// nodesIn adds the nodes that the fields of v hold.
func nodesIn(v reflect.Value, found map[Node]bool) {
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if n, ok := v.Interface().(Node); ok && !v.IsNil() {
			found[n] = true
		}
	case reflect.Slice:
		for i := range v.Len() {
			nodesIn(v.Index(i), found)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			nodesIn(v.Field(i), found)
		}
	}
}
