package compiler

import "brine/parser"

// assign stores the value of a register in a target.
func (u *unit) assign(target parser.Expr, src int) {
	saved := u.pos
	u.pos = *target.Position()
	m := u.mark()
	switch t := target.(type) {
	case *parser.Name:
		u.store(t.ID, src)
	case *parser.Attribute:
		obj := u.operand(t.Value)
		u.storeAttr(t, obj, src)
	case *parser.Subscript:
		obj := u.operandBefore(t.Value, -1, t.Slice)
		key := u.operand(t.Slice)
		u.emit(StoreItem, obj, key, src)
	case *parser.Tuple:
		u.unpack(t.Elts, src)
	case *parser.List:
		u.unpack(t.Elts, src)
	case *parser.Starred:
		u.fail(&t.Pos, "starred assignment target must be in a list or tuple")
	default:
		u.fail(target.Position(), "cannot assign to expression")
	}
	u.release(m)
	u.pos = saved
}

func (u *unit) storeAttr(t *parser.Attribute, obj, src int) {
	if t.Attr == "__debug__" {
		u.fail(&t.Pos, "cannot assign to __debug__")
	}
	u.startAtAttr(t)
	u.emit(StoreAttr, obj, src, u.site(u.mangled(t.Attr)))
}

// unpack assigns the items of src to targets.
func (u *unit) unpack(targets []parser.Expr, src int) {
	star := -1
	for i, t := range targets {
		if _, ok := t.(*parser.Starred); ok {
			if star >= 0 {
				u.fail(&u.pos, "multiple starred expressions in assignment")
				return
			}
			star = i
		}
	}
	const most = 256
	if star >= most || star >= 0 && len(targets)-star > most {
		u.fail(&u.pos, "too many expressions in star-unpacking assignment")
		return
	}
	if star < 0 && len(targets) > most {
		u.unpackPortions(targets, src)
		return
	}
	base, direct := u.consecutiveLocals(targets)
	if !direct || src >= base && src < base+len(targets) {
		direct = false
		base = u.temp()
		for range len(targets) - 1 {
			u.temp()
		}
		if len(targets) == 0 {
			base = src
		}
	}
	if star < 0 {
		u.emit(Unpack, base, src, len(targets))
	} else {
		u.emitX(UnpackStar, uint8(len(targets)-star-1), base, src, star)
	}
	if direct {
		return
	}
	for i, t := range targets {
		if s, ok := t.(*parser.Starred); ok {
			t = s.Value
		}
		u.assign(t, base+i)
	}
}

// unpackPortions unpacks very many targets, some at a time; what remains is a
// list.
func (u *unit) unpackPortions(targets []parser.Expr, src int) {
	base := u.temp()
	for range maxWindow {
		u.temp()
	}
	rest := base + maxWindow
	for ; len(targets) > maxWindow; targets = targets[maxWindow:] {
		u.emitX(UnpackStar, 0, base, src, maxWindow)
		for i, t := range targets[:maxWindow] {
			u.assign(t, base+i)
		}
		src = rest
	}
	u.unpack(targets, src)
}

// consecutiveLocals tells if the targets are plain locals in registers that
// follow one another.
func (u *unit) consecutiveLocals(targets []parser.Expr) (base int, ok bool) {
	for i, t := range targets {
		if s, ok := t.(*parser.Starred); ok {
			t = s.Value
		}
		name, ok := t.(*parser.Name)
		if !ok {
			return 0, false
		}
		r := u.localOrNone(name.ID)
		if i == 0 {
			base = r
		}
		if r < 0 || r != base+i {
			return 0, false
		}
	}
	return base, len(targets) > 0
}

// assignExpr evaluates an expression and assigns it to one target.
func (u *unit) assignExpr(target, value parser.Expr) {
	m := u.mark()
	defer u.release(m)
	switch t := target.(type) {
	case *parser.Name:
		if r := u.localOrNone(t.ID); r >= 0 && t.ID != "__debug__" {
			u.expr(value, r)
			return
		}
	case *parser.Tuple:
		if u.assignParallel(t.Elts, value) {
			return
		}
	case *parser.List:
		if u.assignParallel(t.Elts, value) {
			return
		}
	}
	u.assign(target, u.operandBefore(value, -1, target))
}

func (u *unit) assignStmt(s *parser.Assign) {
	if len(s.Targets) == 1 {
		u.assignExpr(s.Targets[0], s.Value)
		return
	}
	if _, ok := u.constant(s.Value); ok {
		for _, target := range s.Targets {
			u.assignExpr(target, s.Value)
		}
		return
	}
	m := u.mark()
	t := u.temp()
	u.expr(s.Value, t)
	for _, target := range s.Targets {
		u.assign(target, t)
	}
	u.release(m)
}

func (u *unit) augAssign(s *parser.AugAssign) {
	m := u.mark()
	defer u.release(m)
	switch t := s.Target.(type) {
	case *parser.Name:
		u.augName(t, s)
	case *parser.Attribute:
		obj := u.operandBefore(t.Value, -1, s.Value)
		v := u.temp()
		u.pos = t.Pos
		u.startAtAttr(t)
		u.emit(LoadAttr, v, obj, u.site(u.mangled(t.Attr)))
		u.pos = s.Pos
		u.binary(s.Op, 1, v, s.Value, v)
		u.pos = t.Pos
		u.storeAttr(t, obj, v)
	case *parser.Subscript:
		obj := u.operandBefore(t.Value, -1, t.Slice, s.Value)
		key := u.operandBefore(t.Slice, -1, s.Value)
		v := u.temp()
		u.pos = t.Pos
		u.emit(LoadItem, v, obj, key)
		u.pos = s.Pos
		u.binary(s.Op, 1, v, s.Value, v)
		u.pos = t.Pos
		u.emit(StoreItem, obj, key, v)
	default:
		u.fail(s.Target.Position(), "illegal expression for augmented assignment")
	}
}

func (u *unit) augName(t *parser.Name, s *parser.AugAssign) {
	read := &parser.Name{Pos: t.Pos, ID: t.ID}
	if r := u.localOrNone(t.ID); r >= 0 {
		left := u.operandBefore(read, -1, s.Value)
		u.binary(s.Op, 1, left, s.Value, r)
		return
	}
	v := u.temp()
	u.expr(read, v)
	u.binary(s.Op, 1, v, s.Value, v)
	u.pos = t.Pos
	u.store(t.ID, v)
}

func (u *unit) annAssign(s *parser.AnnAssign) {
	if s.Value != nil {
		u.assignExpr(s.Target, s.Value)
	}
	atBlock := u.kind == moduleUnit || u.kind == classUnit
	m := u.mark()
	defer u.release(m)
	switch t := s.Target.(type) {
	case *parser.Name:
		if t.ID == "__debug__" {
			u.fail(&s.Pos, "cannot assign to __debug__")
		}
		if s.Simple && atBlock {
			u.annotate(t, s.Annotation)
			return
		}
	case *parser.Attribute:
		if s.Value == nil {
			u.discard(t.Value)
		}
	case *parser.Subscript:
		if s.Value == nil {
			u.discard(t.Value)
			u.discardSlice(t.Slice)
		}
	}
	if !s.Simple && atBlock && u.future&FutureAnnotations == 0 {
		u.discard(s.Annotation)
	}
}

func (u *unit) discardSlice(e parser.Expr) {
	m := u.mark()
	u.operand(e)
	u.release(m)
}

// annotate notes the annotation of a name in __annotations__.
func (u *unit) annotate(name *parser.Name, annotation parser.Expr) {
	value := u.temp()
	u.annotation(annotation, value)
	dict, key := u.temp(), u.temp()
	u.load("__annotations__", dict)
	u.loadK(key, u.mangled(name.ID))
	u.emit(StoreItem, dict, key, value)
}

// annotation evaluates an annotation, or gives its text under the future
// feature.
func (u *unit) annotation(e parser.Expr, dst int) {
	if u.future&FutureAnnotations != 0 {
		u.loadK(dst, unparse(e))
		return
	}
	if star, ok := e.(*parser.Starred); ok {
		u.emit(Unpack, dst, u.operandIn(star.Value, dst), 1)
		return
	}
	u.expr(e, dst)
}
