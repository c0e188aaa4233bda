package traceback

import (
	"unicode"

	"brine/vm"
	"brine/vm/object"
)

// suggestion is the ". Did you mean: 'name'?" of errors for unknown names.
func suggestion(m *vm.Machine, e *object.Exception) string {
	v, _ := object.GetAttr(object.Of(e), "name")
	name, ok := object.StringOf(v)
	if !ok {
		return ""
	}
	var names []string
	switch t := e.Shape.Type; {
	case t.SubtypeOf(object.NameError):
		if t == object.UnboundLocalError || e.TB == nil {
			return ""
		}
		names = visibleNames(m, e)
	case t.SubtypeOf(object.AttributeError):
		obj, ok := object.GetAttr(object.Of(e), "obj")
		if !ok {
			return ""
		}
		names = attributeNames(obj)
	default:
		return ""
	}
	if s := closest(name, names); s != "" {
		return ". Did you mean: '" + s + "'?"
	}
	return ""
}

func dictNames(names []string, d *object.Dict) []string {
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if s, ok := object.StringOf(d.KeyAt(i)); ok {
			names = append(names, s)
		}
	}
	return names
}

// visibleNames are those of the frame that raised: locals, globals, builtins.
func visibleNames(m *vm.Machine, e *object.Exception) (names []string) {
	tb := e.TB
	for tb.Next != nil {
		tb = tb.Next
	}
	f := tb.Frame
	if f == nil || f.Fn == nil {
		return nil
	}
	names = append(names, f.Code.Src.Locals...)
	for _, v := range f.Code.Src.Free {
		names = append(names, v.Name)
	}
	names = dictNames(names, f.Fn.Globals)
	return dictNames(names, f.Fn.Builtins)
}

func attributeNames(v object.Value) (names []string) {
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		return dictNames(nil, mod.Dict)
	}
	t := v.Type()
	if c := object.AsA[object.Type](v, &object.TypeLayout); c != nil {
		t = c
	} else if v.O != nil && v.O.Shape.Layout.Attrs != nil {
		if v.O.Shape.InDict() {
			names = dictNames(names, object.As[object.Dict](v.O.Shape.Layout.Attrs(v.O).Slots[0]))
		} else {
			names = append(names, v.O.Shape.Names()...)
		}
	}
	for _, k := range t.MRO {
		names = dictNames(names, k.Dict)
	}
	return names
}

// Costs of edits: changing the case of a letter is half a change.
const moveCost, caseCost, maxNames, maxLength = 2, 1, 750, 40

// closest returns the name that is nearest to a wrong one, if any is near.
func closest(name string, names []string) (best string) {
	if len(names) >= maxNames {
		return ""
	}
	least := -1
	for _, n := range names {
		if n == name {
			continue
		}
		limit := (len(n) + len(name) + 3) * moveCost / 6
		if least >= 0 {
			limit = min(limit, least-1)
		}
		if d := distance(name, n, limit); d <= limit && (least < 0 || d < least) {
			best, least = n, d
		}
	}
	return best
}

// distance is the weighted edit distance of two names; limit+1 if it is more
// than limit.
func distance(a, b string, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxLength || len(b) > maxLength {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * moveCost
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] += moveCost
		least := row[0]
		for j := range len(b) {
			d := min(diagonal+changeCost(a[i], b[j]), row[j]+moveCost, row[j+1]+moveCost)
			diagonal, row[j+1] = row[j+1], d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
	}
	return row[len(b)]
}

func changeCost(a, b byte) int {
	switch {
	case a == b:
		return 0
	case unicode.ToLower(rune(a)) == unicode.ToLower(rune(b)):
		return caseCost
	}
	return moveCost
}
