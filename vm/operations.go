package vm

import (
	"brine/vm/object"
)

// do performs an operation; its result lands in the running frame. What needs
// no Python code is done at once, the rest by the operation's native.
func (m *Machine) do(op object.Operation, args ...object.Value) bool {
	switch op {
	case object.OpIter:
		return m.iter(args[0])
	case object.OpNext:
		return m.next(args[0])
	case object.OpTruth:
		return m.truth(args[0])
	case object.OpHash:
		h, err := object.HashOf(&m.World, args[0])
		if err == object.ErrSlow {
			return m.push(&hashNative, args[0])
		}
		if err != nil {
			return m.fail(err)
		}
		return m.land(object.Int(int64(h)))
	case object.OpStr, object.OpRepr:
		leaf, native, name := object.StrOfLeaf, &strNative, "__str__"
		if op == object.OpRepr {
			leaf, native, name = object.ReprOfLeaf, &reprNative, "__repr__"
		}
		if s, ok := leaf(args[0]); ok {
			return m.land(s)
		}
		return m.push(native, args[0], object.Of(object.Intern(name)))
	case object.OpFormat:
		return m.format(args[0], args[1])
	case object.OpLen:
		if n, ok := object.LenLeaf(args[0]); ok {
			return m.land(object.Int(int64(n)))
		}
		return m.push(&lenNative, args[0])
	case object.OpIndex:
		if args[0].IsInt() {
			return m.land(args[0])
		}
		return m.push(&indexNative, args[0])
	case object.OpGetAttr, object.OpSetAttr, object.OpDelAttr, object.OpGenericGetAttr, object.OpGenericSetAttr, object.OpGenericDelAttr:
		return m.doAttr(op, args)
	case object.OpGetItem:
		return m.getItem(args[0], args[1])
	case object.OpSetItem:
		return m.setItem(args[0], args[1], args[2])
	case object.OpDelItem:
		return m.delItem(args[0], args[1])
	case object.OpContains:
		return m.contains(args[0], args[1])
	case object.OpEqual:
		if args[0] == args[1] {
			return m.land(object.True)
		}
		return m.compareTruth(object.CmpEq, args[0], args[1])
	case object.OpLess:
		return m.compareTruth(object.CmpLt, args[0], args[1])
	case object.OpCompare:
		return m.compare(object.Comparison(args[2].N), args[0], args[1])
	case object.OpBinary:
		return m.binary(object.Binary(args[2].N), args[0], args[1])
	case object.OpUnary:
		return m.unary(object.Unary(args[1].N), args[0])
	case object.OpIsInstance:
		return m.isInstance(args[0], args[1])
	case object.OpIsSubclass:
		return m.isSubclass(args[0], args[1])
	case object.OpResume:
		return m.resume(args[0], args[1], args[2])
	case object.OpRaiseIn:
		g, e := object.AsA[object.Generator](args[0], &object.GeneratorLayout), object.AsA[object.Exception](args[1], &object.ExceptionLayout)
		if g == nil || e == nil {
			return m.fail(object.TypeErrorf("no exception, or no generator to raise it in")) // in a frame made by hand
		}
		return m.resumeGenerator(g, object.None, e)
	}
	return m.fail(object.Errorf(object.SystemError, "unknown operation %d", op))
}

// doAttr performs an operation on an attribute.
func (m *Machine) doAttr(op object.Operation, args []object.Value) bool {
	v, name := args[0], object.AsA[object.Str](args[1], &object.StrLayout)
	if name == nil {
		return m.fail(object.TypeErrorf("attribute name must be string, not '%s'", args[1].Type().LongName()))
	}
	switch op {
	case object.OpGetAttr:
		return m.getAttr(v, name)
	case object.OpSetAttr:
		return m.setAttr(v, name, args[2])
	case object.OpDelAttr:
		return m.setAttr(v, name, object.Unbound)
	case object.OpGenericGetAttr:
		return m.genericGetAttr(v, name)
	case object.OpGenericSetAttr:
		return m.genericSetAttr(v, name, args[2])
	}
	return m.genericSetAttr(v, name, object.Unbound)
}

func (m *Machine) genericGetAttr(v object.Value, name *object.Str) bool {
	x, how, err := m.lookUp(v, name.S)
	switch {
	case err != nil:
		return m.fail(err)
	case how == present:
		return m.land(x)
	case how == calling:
		return m.callPending()
	}
	return m.fail(m.noAttribute(v, name.S))
}

// special finds a method of v's class; ok is false if there is none.
func special(v object.Value, name string) (fn object.Value, ok bool) {
	fn, ok = v.Type().Lookup(name)
	return fn, ok && !fn.IsNone()
}

// askSpecial asks for a call of a special method of self; found is false if
// its class has none.
func askSpecial(c *object.Call, next int, self object.Value, name string, args ...object.Value) (act object.Action, found bool) {
	fn, args, ok := Of(c.World).specialCall(self, name, args)
	if !ok {
		return 0, false
	}
	return c.Ask(next, fn, args...), true
}

// specialCall is what a call of a special method of self calls, with what: one
// that is found through a descriptor takes two calls.
func (m *Machine) specialCall(self object.Value, name string, args []object.Value) (fn object.Value, all []object.Value, ok bool) {
	attr, ok := special(self, name)
	if !ok {
		return attr, nil, false
	}
	if !bindsSelf(attr) {
		switch x, how, err := m.get(attr, self, self.Type()); {
		case err == nil && how == present:
			return x, args, true
		case err == nil && how == calling:
			return object.Of(&callResultNative), m.packed(args, nil), true
		}
	}
	return attr, append([]object.Value{self}, args...), true
}

// bindsSelf reports whether an attribute of a class, called as a method, gets
// the instance before the arguments.
func bindsSelf(attr object.Value) bool {
	return attr.Has(&object.FuncLayout) || attr.IsNative() && object.As[object.Native](attr).Kind == object.Method
}

// callSpecial calls a special method of self; found is false if its class has none.
func (m *Machine) callSpecial(self object.Value, name string, args ...object.Value) (ok, found bool) {
	if attr, has := special(self, name); has && bindsSelf(attr) { // the usual case of specialCall
		return m.callValue(attr, m.prepend(self, args), nil), true
	}
	fn, args, has := m.specialCall(self, name, args)
	if !has {
		return false, false
	}
	return m.callValue(fn, args, nil), true
}

// iter is iter(v).
func (m *Machine) iter(v object.Value) bool {
	if it, ok := object.IterLeaf(v); ok {
		return m.land(it)
	}
	if fn, ok := special(v, "__iter__"); ok {
		if n := object.AsA[object.Native](fn, &object.NativeLayout); n != nil && bindsSelf(fn) {
			return m.callNative(n, []object.Value{v}, nil)
		}
		return m.push(&iterNative, v)
	}
	if attr, has := v.Type().Lookup("__iter__"); has && attr.IsNone() {
		return m.fail(object.TypeErrorf("'%s' object is not iterable", v.Type().LongName()))
	}
	if indexable(v) {
		return m.land(object.NewSequenceIterator(v))
	}
	return m.fail(object.TypeErrorf("'%s' object is not iterable", v.Type().LongName()))
}

// indexable reports whether v can be iterated over by __getitem__: of the builtin
// types, only memoryview has that and no __iter__, and takes numbers.
func indexable(v object.Value) bool {
	fn, ok := special(v, "__getitem__")
	if n := object.AsA[object.Native](fn, &object.NativeLayout); n != nil {
		return n.Self == object.MemoryViewType
	}
	return ok
}

var iterNative = object.Native{Name: "iter", Sig: "(iterable, /)", Doc: "call __iter__ and check what it gives"}

func stepIter(c *object.Call) object.Action {
	if c.Step() == 0 {
		act, _ := askSpecial(c, 1, c.Reg(0), "__iter__")
		return act
	}
	it := c.Result()
	if _, ok := it.Type().Lookup("__next__"); !ok {
		return c.Raise(object.TypeErrorf("iter() returned non-iterator of type '%s'", it.Type().LongName()))
	}
	return c.Return(it)
}

// next is next(v): the landing tells what exhaustion does.
func (m *Machine) next(v object.Value) bool {
	if v.Is(&object.GeneratorShape) {
		return m.resumeGenerator(object.As[object.Generator](v), object.None, nil)
	}
	ok, found := m.callSpecial(v, "__next__")
	if !found {
		return m.fail(object.TypeErrorf("'%s' object is not an iterator", v.Type().LongName()))
	}
	return ok
}

// truth is bool(v).
func (m *Machine) truth(v object.Value) bool {
	if b, ok := object.TruthLeaf(v); ok {
		return m.land(object.Bool(b))
	}
	_, asBool := special(v, "__bool__")
	_, asLen := special(v, "__len__")
	if !asBool && !asLen {
		return m.land(object.True)
	}
	return m.push(&truthNative, v)
}

var truthNative = object.Native{Name: "truth", Sig: "(object, /)", Doc: "truth value by __bool__ or __len__"}

func stepTruth(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		if act, ok := askSpecial(c, 1, c.Reg(0), "__bool__"); ok {
			return act
		}
		return c.Do(2, object.OpLen, c.Reg(0))
	case 1:
		if !c.Result().IsBool() {
			return c.Raise(object.TypeErrorf("__bool__ should return bool, returned %s", c.Result().Type().LongName()))
		}
		return c.Return(c.Result())
	default:
		return c.Return(object.Bool(c.Result() != object.Int(0)))
	}
}

var hashNative = object.Native{Name: "hash", Sig: "(object, /)", Doc: "hash by __hash__"}

func stepHash(c *object.Call) object.Action {
	if c.Step() == 0 {
		act, ok := askSpecial(c, 1, c.Reg(0), "__hash__")
		if !ok {
			return c.Raise(object.TypeErrorf("unhashable type: '%s'", c.Reg(0).Type().LongName()))
		}
		return act
	}
	v := c.Result()
	if b, ok := object.IntOf(v); ok {
		if b == object.Int(-1) {
			return c.Return(object.Int(-2))
		} else if b.IsInt() {
			return c.Return(b) // a hash as it is, not to be hashed again
		}
		h, err := object.HashOf(c.World, b)
		if err != nil {
			return c.Raise(err)
		}
		return c.Return(object.Int(int64(h)))
	}
	return c.Raise(object.TypeErrorf("__hash__ method should return an integer"))
}

var strNative = object.Native{Name: "str", Sig: "(object, method, /)", Doc: "str by __str__"}
var reprNative = object.Native{Name: "repr", Sig: "(object, method, /)", Doc: "repr by __repr__"}

func stepStr(c *object.Call) object.Action {
	name, _ := object.StringOf(c.Reg(1))
	if c.Step() == 0 {
		act, ok := askSpecial(c, 1, c.Reg(0), name)
		if !ok {
			return c.Raise(object.TypeErrorf("'%s' object has no %s", c.Reg(0).Type().LongName(), name))
		}
		return act
	}
	if _, ok := object.StringOf(c.Result()); !ok {
		return c.Raise(object.TypeErrorf("%s returned non-string (type %s)", name, c.Result().Type().LongName()))
	}
	return c.Return(c.Result())
}

var formatNative = object.Native{Name: "format", Sig: "(object, spec, /)", Doc: "format by __format__"}

func stepFormat(c *object.Call) object.Action {
	if c.Step() == 0 {
		act, ok := askSpecial(c, 1, c.Reg(0), "__format__", c.Reg(1))
		if !ok {
			return c.Raise(object.TypeErrorf("unsupported format string passed to %s.__format__", c.Reg(0).Type().LongName()))
		}
		return act
	}
	if _, ok := object.StringOf(c.Result()); !ok {
		return c.Raise(object.TypeErrorf("__format__ must return a str, not %s", c.Result().Type().LongName()))
	}
	return c.Return(c.Result())
}

var lenNative = object.Native{Name: "len", Sig: "(object, /)", Doc: "length by __len__"}

func stepLen(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		act, ok := askSpecial(c, 1, c.Reg(0), "__len__")
		if !ok {
			return c.Raise(object.TypeErrorf("object of type '%s' has no len()", c.Reg(0).Type().LongName()))
		}
		return act
	case 1:
		return c.Do(2, object.OpIndex, c.Result())
	default:
		n := c.Result()
		switch {
		case !n.IsInt():
			return c.Raise(object.Errorf(object.OverflowError, "cannot fit 'int' into an index-sized integer"))
		case n.N < 0:
			return c.Raise(object.ValueErrorf("__len__() should return >= 0"))
		}
		return c.Return(n)
	}
}

var indexNative = object.Native{Name: "index", Sig: "(object, /)", Doc: "integer by __index__"}

func stepIndex(c *object.Call) object.Action {
	if c.Step() == 0 {
		if v, ok := object.IntOf(c.Reg(0)); ok {
			return c.Return(v)
		}
		act, ok := askSpecial(c, 1, c.Reg(0), "__index__")
		if !ok {
			return c.Raise(object.TypeErrorf("'%s' object cannot be interpreted as an integer", c.Reg(0).Type().LongName()))
		}
		return act
	}
	v, ok := object.IntOf(c.Result())
	if !ok {
		return c.Raise(object.TypeErrorf("__index__ returned non-int (type %s)", c.Result().Type().LongName()))
	}
	return c.Return(v)
}

// compare is a op b.
func (m *Machine) compare(op object.Comparison, a, b object.Value) bool {
	if v, err, ok := object.CompareLeaf(&m.World, op, a, b); ok {
		if err != nil {
			return m.fail(err)
		}
		return m.land(v)
	}
	return m.push(&compareNative, a, b, object.Int(int64(op)))
}

// compareTruth is bool(a op b).
func (m *Machine) compareTruth(op object.Comparison, a, b object.Value) bool {
	if v, err, ok := object.CompareLeaf(&m.World, op, a, b); ok && v.IsBool() {
		if err != nil {
			return m.fail(err)
		}
		return m.land(v)
	}
	return m.push(&compareTruthNative, a, b, object.Int(int64(op)))
}

var compareTruthNative = object.Native{Name: "compare_truth", Sig: "(a, b, op, /)", Doc: "truth of a comparison"}

func stepCompareTruth(c *object.Call) object.Action {
	switch c.Step() {
	case 0:
		return c.Do(1, object.OpCompare, c.Reg(0), c.Reg(1), c.Reg(2))
	default:
		return c.DoTail(object.OpTruth, c.Result())
	}
}

var comparisonNames = [...]struct{ method, sign string }{
	{"__lt__", "<"}, {"__le__", "<="}, {"__eq__", "=="}, {"__ne__", "!="}, {"__gt__", ">"}, {"__ge__", ">="},
}

var mirrored = [...]object.Comparison{object.CmpGt, object.CmpGe, object.CmpEq, object.CmpNe, object.CmpLt, object.CmpLe}

var compareNative = object.Native{Name: "compare", Sig: "(a, b, op, /)", Doc: "rich comparison, PEP 207", Temps: []object.RegKind{object.Any}}

// stepCompare tries a's method, then b's mirrored one; b's first if its class
// derives from a's and overrides it.
func stepCompare(c *object.Call) object.Action {
	a, b, op := c.Reg(0), c.Reg(1), object.Comparison(c.Reg(2).N)
	name, back := comparisonNames[op].method, comparisonNames[mirrored[op]].method
	step := c.Step()
	if step > 0 && c.Result() != object.NotImplemented {
		return c.Return(c.Result())
	}
	if step == 0 {
		ta, tb := a.Type(), b.Type()
		c.SetReg(3, object.Bool(ta != tb && tb.SubtypeOf(ta) && tb.Defines(back, ta)))
		step = 1
	} else {
		step++
	}
	first := c.Reg(3) == object.True
	for ; step <= 2; step++ {
		x, y, n := a, b, name
		if (step == 1) == first {
			x, y, n = b, a, back
		}
		if act, ok := askSpecial(c, step, x, n, y); ok {
			return act
		}
	}
	switch op {
	case object.CmpEq:
		return c.Return(object.Bool(a == b))
	case object.CmpNe:
		return c.Return(object.Bool(a != b))
	}
	return c.Raise(object.TypeErrorf("'%s' not supported between instances of '%s' and '%s'", comparisonNames[op].sign, a.Type().LongName(), b.Type().LongName()))
}

var binaryNames = [object.NumBinary]struct{ name, sign string }{
	{"add", "+"}, {"sub", "-"}, {"mul", "*"}, {"truediv", "/"}, {"floordiv", "//"}, {"mod", "%"}, {"pow", "** or pow()"},
	{"lshift", "<<"}, {"rshift", ">>"}, {"and", "&"}, {"or", "|"}, {"xor", "^"}, {"matmul", "@"},
}

// binary is a op b, or a op= b if op has BinaryInPlace added.
func (m *Machine) binary(op object.Binary, a, b object.Value) bool {
	if v, err, ok := object.BinaryLeaf(&m.World, op, a, b); ok {
		if err != nil {
			return m.fail(err)
		}
		return m.land(v)
	}
	return m.push(&binaryNative, a, b, object.Int(int64(op)))
}

var binaryNative = object.Native{Name: "binary", Sig: "(a, b, op, /)", Doc: "binary operator with its reflected and in-place forms", Temps: []object.RegKind{object.Any}}

func stepBinary(c *object.Call) object.Action {
	a, b, op := c.Reg(0), c.Reg(1), object.Binary(c.Reg(2).N)
	inPlace := op >= object.BinaryInPlace
	op &^= object.BinaryInPlace
	row := &binaryNames[op]
	step := c.Step()
	if step > 0 && c.Result() != object.NotImplemented {
		return c.Return(c.Result())
	}
	if step == 0 {
		ta, tb := a.Type(), b.Type()
		c.SetReg(3, object.Bool(ta != tb && tb.SubtypeOf(ta) && tb.Defines("__r"+row.name+"__", ta)))
		if inPlace {
			if act, ok := askSpecial(c, 1, a, "__i"+row.name+"__", b); ok {
				return act
			}
		}
		step = 1
	}
	first := c.Reg(3) == object.True
	for step++; step <= 3; step++ {
		x, y, n := a, b, "__"+row.name+"__"
		if (step == 2) == first {
			x, y, n = b, a, "__r"+row.name+"__"
			if a.Type() == b.Type() {
				continue
			}
		}
		if act, ok := askSpecial(c, step, x, n, y); ok {
			return act
		}
	}
	sign := row.sign
	if inPlace {
		sign += "="
		if op == object.BinPow {
			sign = "**="
		}
	}
	if err := object.SequenceOperand(op, inPlace, a, b); err != nil {
		return c.Raise(err)
	}
	return c.Raise(object.UnsupportedOperand(sign, a, b))
}

var unaryNames = [...]struct{ method, sign string }{{"__neg__", "-"}, {"__pos__", "+"}, {"__invert__", "~"}}

func (m *Machine) unary(op object.Unary, a object.Value) bool {
	if v, err, ok := object.UnaryLeaf(&m.World, op, a); ok {
		if err != nil {
			return m.fail(err)
		}
		return m.land(v)
	}
	ok, found := m.callSpecial(a, unaryNames[op].method)
	if !found {
		return m.fail(object.TypeErrorf("bad operand type for unary %s: '%s'", unaryNames[op].sign, a.Type().LongName()))
	}
	return ok
}

// contains is item in v, a bool.
func (m *Machine) contains(v, item object.Value) bool {
	if b, err, ok := object.ContainsLeaf(&m.World, v, item); ok {
		if err != nil {
			return m.fail(err)
		}
		return m.land(object.Bool(b))
	}
	return m.push(&containsNative, v, item)
}

var containsNative = object.Native{Name: "contains", Sig: "(container, item, /)", Doc: "membership by __contains__ or iteration", Catches: true, Temps: []object.RegKind{object.Any, object.Any}}

func stepContains(c *object.Call) object.Action {
	v, item := c.Reg(0), c.Reg(1)
	if e := c.Caught(); e != nil {
		if c.Step() == 2 && object.Is(e, object.TypeError) {
			return c.Raise(object.TypeErrorf("argument of type '%s' is not iterable", v.Type().LongName()))
		}
		return c.Raise(e)
	}
	switch c.Step() {
	case 0:
		if act, ok := askSpecial(c, 1, v, "__contains__", item); ok {
			return act
		}
		if attr, has := v.Type().Lookup("__contains__"); has && attr.IsNone() {
			return c.Raise(object.TypeErrorf("'%s' object is not a container", v.Type().LongName()))
		}
		_, iterable := special(v, "__iter__")
		if !iterable && !indexable(v) {
			return c.Raise(object.TypeErrorf("argument of type '%s' is not iterable", v.Type().LongName()))
		}
		return c.Do(2, object.OpIter, v)
	case 1:
		return c.DoTail(object.OpTruth, c.Result())
	case 2:
		c.SetReg(2, c.Result())
		return c.Do(3, object.OpNext, c.Reg(2))
	case 3:
		if c.Done() {
			return c.Return(object.False)
		}
		return c.Do(4, object.OpEqual, c.Result(), item)
	default:
		if c.Result() == object.True {
			return c.Return(object.True)
		}
		return c.Do(3, object.OpNext, c.Reg(2))
	}
}

// getItem is v[key].
func (m *Machine) getItem(v, key object.Value) bool {
	if x, err, ok := object.ItemLeaf(&m.World, v, key); ok {
		if err != nil {
			return m.fail(err)
		}
		return m.land(x)
	}
	if t := object.AsA[object.Type](v, &object.TypeLayout); t != nil {
		return m.classItem(t, key)
	}
	ok, found := m.callSpecial(v, "__getitem__", key)
	if !found {
		return m.fail(object.TypeErrorf("'%s' object is not subscriptable", v.Type().LongName()))
	}
	return ok
}

// classItem is cls[key], PEP 560.
func (m *Machine) classItem(t *object.Type, key object.Value) bool {
	if ok, found := m.callSpecial(object.Of(t), "__getitem__", key); found {
		return ok
	}
	if t == object.TypeType {
		return m.land(object.NewGenericAlias(object.Of(t), key))
	}
	attr, ok := t.Lookup("__class_getitem__")
	if !ok {
		return m.fail(object.TypeErrorf("type '%s' is not subscriptable", t.Name))
	}
	fn, how, err := m.get(attr, object.Unbound, t)
	if err != nil {
		return m.fail(err)
	}
	if attr.Has(&object.FuncLayout) { // implicitly a class method
		return m.callValue(attr, []object.Value{object.Of(t), key}, nil)
	}
	if how == calling {
		fn = attr
	}
	return m.callValue(fn, []object.Value{key}, nil)
}

func (m *Machine) setItem(v, key, x object.Value) bool {
	if err, ok := object.SetItemLeaf(&m.World, v, key, x); ok {
		if err != nil {
			return m.fail(err)
		}
		return m.land(object.None)
	}
	ok, found := m.callSpecial(v, "__setitem__", key, x)
	if !found {
		return m.fail(object.TypeErrorf("'%s' object does not support item assignment", v.Type().LongName()))
	}
	return ok
}

func (m *Machine) delItem(v, key object.Value) bool {
	ok, found := m.callSpecial(v, "__delitem__", key)
	if !found {
		return m.fail(object.TypeErrorf("'%s' object doesn't support item deletion", v.Type().LongName()))
	}
	return ok
}

func (m *Machine) isInstance(v, class object.Value) bool {
	if b, ok := leafInstance(v, class); ok {
		return m.land(object.Bool(b))
	}
	return m.push(&isinstanceNative, v, class, object.Int(0))
}

func (m *Machine) isSubclass(v, class object.Value) bool {
	return m.push(&isinstanceNative, v, class, object.Int(1))
}

// leafInstance answers isinstance for classes without hooks.
func leafInstance(v, class object.Value) (is, ok bool) {
	t := object.AsA[object.Type](class, &object.TypeLayout)
	if t == nil || t.Header.Shape != &object.TypeShape {
		return false, false
	}
	if v.Type().SubtypeOf(t) {
		return true, true
	}
	k := v.Type()
	if k.Builtin() && !object.IsProxy(v) {
		return false, true
	}
	cls, _ := k.Lookup("__class__")
	return false, k.Flags&object.UserGetAttr == 0 && cls.Is(&object.GetSetShape) && !object.IsProxy(v)
}

// isinstanceNative is isinstance (how 0) and issubclass (how 1): tuples and
// unions, then the class's __instancecheck__, then type's.
var isinstanceNative = object.Native{
	Name: "isinstance", Sig: "(object, class, how, /)", Doc: "isinstance and issubclass", Temps: []object.RegKind{object.SmallInt},
}

func stepIsinstance(c *object.Call) object.Action {
	v, class, sub := c.Reg(0), c.Reg(1), c.Reg(2) == object.Int(1)
	op, hook := object.OpIsInstance, "__instancecheck__"
	if sub {
		op, hook = object.OpIsSubclass, "__subclasscheck__"
	}
	items := sequence(class)
	if u := object.UnionArgs(class); u != nil {
		items = u
	}
	isSeq := class.Has(&object.TupleLayout) || object.UnionArgs(class) != nil
	switch c.Step() {
	case 0:
		if isSeq {
			c.SetReg(3, object.Int(0))
			break
		}
		t := object.AsA[object.Type](class, &object.TypeLayout)
		if t == nil || t.Header.Shape != &object.TypeShape {
			if fn, _ := special(class, hook); !fn.IsNative() {
				if act, ok := askSpecial(c, 2, class, hook, v); ok {
					return act
				}
			}
		}
		if t == nil {
			word := "isinstance() arg 2 must be a type, a tuple of types, or a union"
			if sub {
				word = "issubclass() arg 2 must be a class, a tuple of classes, or a union"
			}
			return c.Raise(object.TypeErrorf("%s", word))
		}
		return plainInstance(c, v, t, sub)
	case 1:
		if c.Result() == object.True {
			return c.Return(object.True)
		}
	case 3: // what it says its class is
		is, says := object.AsA[object.Type](class, &object.TypeLayout), object.AsA[object.Type](c.Result(), &object.TypeLayout)
		return c.Return(object.Bool(is != nil && says != nil && says.SubtypeOf(is)))
	default:
		return c.DoTail(object.OpTruth, c.Result())
	}
	i := c.Reg(3).N
	if i >= int64(len(items)) {
		return c.Return(object.False)
	}
	c.SetReg(3, object.Int(i+1))
	item := items[i]
	if item.IsNone() {
		item = object.Of(object.NoneType)
	}
	return c.Do(1, op, v, item)
}

func plainInstance(c *object.Call, v object.Value, t *object.Type, sub bool) object.Action {
	if sub {
		vt := object.AsA[object.Type](v, &object.TypeLayout)
		if vt == nil {
			return c.Raise(object.TypeErrorf("issubclass() arg 1 must be a class"))
		}
		return c.Return(object.Bool(vt.SubtypeOf(t)))
	}
	if object.IsProxy(v) {
		return c.Do(3, object.OpGetAttr, v, object.Of(object.Intern("__class__")))
	}
	check, _ := object.TypeType.Lookup("__instancecheck__")
	return c.Tail(check, object.Of(t), v)
}
