package compiler

import "brine/parser"

// captures are the names that a pattern binds and the temporaries in which their
// values wait: names are bound only when the whole pattern has matched.
type captures struct {
	names []string
	regs  []int
}

func (c *captures) registerOf(name string) int {
	for i, n := range c.names {
		if n == name {
			return c.regs[i]
		}
	}
	return -1
}

func (u *unit) match(s *parser.Match) {
	subject := u.temp()
	u.expr(s.Subject, subject)
	end := u.newLabel()
	for i, c := range s.Cases {
		m := u.mark()
		next := u.newLabel()
		u.pos = c.Pos
		last := i == len(s.Cases)-1
		if !last && c.Guard == nil && irrefutable(c.Pattern) {
			u.refuseUnreachable(c.Pattern)
		}
		var found captures
		u.pos = *c.Pattern.Position()
		if irrefutable(c.Pattern) {
			u.visit()
		}
		u.pattern(c.Pattern, subject, next, &found)
		for j, name := range found.names {
			u.store(name, found.regs[j])
		}
		if c.Guard != nil {
			u.pos = *c.Guard.Position()
			u.jumpIf(c.Guard, false, next)
		}
		u.release(m)
		u.stmts(c.Body.Stmts)
		u.jump(end)
		u.put(next)
		u.pos = s.Pos
		u.release(m)
	}
	u.put(end)
}

// irrefutable tells if a pattern matches everything: a wildcard or a capture.
func irrefutable(p parser.Pattern) bool {
	switch p := p.(type) {
	case *parser.MatchAs:
		return p.Pattern == nil || irrefutable(p.Pattern)
	case *parser.MatchOr:
		for _, alt := range p.Patterns {
			if irrefutable(alt) {
				return true
			}
		}
	}
	return false
}

func (u *unit) refuseUnreachable(p parser.Pattern) {
	for {
		switch q := p.(type) {
		case *parser.MatchAs:
			if q.Pattern != nil {
				p = q.Pattern
				continue
			}
			if q.Name == "" {
				u.fail(&q.Pos, "wildcard makes remaining patterns unreachable")
			} else {
				u.fail(&q.Pos, "name capture '"+q.Name+"' makes remaining patterns unreachable")
			}
		case *parser.MatchOr:
			p = q.Patterns[len(q.Patterns)-1]
			continue
		}
		return
	}
}

// pattern goes on if the subject matches, with captured values in found, and
// jumps to fail otherwise. It keeps the temporaries of captures. As in CPython,
// what follows a part of a pattern has the place of that part.
func (u *unit) pattern(p parser.Pattern, subject int, fail label, found *captures) {
	u.pos = *p.Position()
	switch p := p.(type) {
	case *parser.MatchValue:
		u.matchValue(p, subject, fail)
	case *parser.MatchSingleton:
		u.branch(JumpIsK, false, subject, u.directConst(p.Value), fail)
	case *parser.MatchAs:
		if p.Pattern != nil {
			u.pattern(p.Pattern, subject, fail, found)
		}
		u.capture(p.Name, subject, found)
	case *parser.MatchStar:
		u.capture(p.Name, subject, found)
	case *parser.MatchOr:
		u.matchOr(p, subject, fail, found)
	case *parser.MatchSequence:
		u.matchSequence(p, subject, fail, found)
	case *parser.MatchMapping:
		u.matchMapping(p, subject, fail, found)
	case *parser.MatchClass:
		u.matchClass(p, subject, fail, found)
	}
}

func (u *unit) matchValue(p *parser.MatchValue, subject int, fail label) {
	m := u.mark()
	u.jumpCompare(parser.CmpEq, subject, p.Value, false, fail)
	u.release(m)
}

// capture keeps a value for a name.
func (u *unit) capture(name string, src int, found *captures) {
	if name == "" {
		return
	}
	if found.registerOf(name) >= 0 {
		u.fail(&u.pos, "multiple assignments to name '"+name+"' in pattern")
	}
	t := u.temp()
	u.move(t, src)
	found.names = append(found.names, name)
	found.regs = append(found.regs, t)
}

// matchOr tries alternatives that bind the same names. The first one decides
// which temporaries take the values.
func (u *unit) matchOr(p *parser.MatchOr, subject int, fail label, found *captures) {
	end := u.newLabel()
	var names []string
	var regs []int
	for _, name := range boundNames(p.Patterns[0], nil) {
		if found.registerOf(name) >= 0 {
			u.fail(&u.pos, "multiple assignments to name '"+name+"' in pattern")
		}
		names, regs = append(names, name), append(regs, u.temp())
	}
	for i, alt := range p.Patterns {
		m := u.mark()
		last := i == len(p.Patterns)-1
		if !last && irrefutable(alt) {
			u.refuseUnreachable(alt)
		}
		next := fail
		if !last {
			next = u.newLabel()
		}
		inner := captures{}
		u.pattern(alt, subject, next, &inner)
		if len(inner.names) != len(names) {
			u.fail(&u.pos, "alternative patterns bind different names")
		}
		for j, name := range names {
			src := inner.registerOf(name)
			if src < 0 {
				u.fail(&u.pos, "alternative patterns bind different names")
				src = regs[j]
			}
			u.move(regs[j], src)
		}
		if !last {
			u.jump(end)
			u.put(next)
		}
		u.release(m)
	}
	u.put(end)
	found.names = append(found.names, names...)
	found.regs = append(found.regs, regs...)
}

// boundNames appends the names that a pattern binds.
func boundNames(p parser.Pattern, list []string) []string {
	add := func(name string) {
		if name != "" {
			list = append(list, name)
		}
	}
	switch p := p.(type) {
	case *parser.MatchAs:
		if p.Pattern != nil {
			list = boundNames(p.Pattern, list)
		}
		add(p.Name)
	case *parser.MatchStar:
		add(p.Name)
	case *parser.MatchOr:
		return boundNames(p.Patterns[0], list)
	case *parser.MatchSequence:
		for _, q := range p.Patterns {
			list = boundNames(q, list)
		}
	case *parser.MatchMapping:
		for _, q := range p.Patterns {
			list = boundNames(q, list)
		}
		add(p.Rest)
	case *parser.MatchClass:
		for _, q := range append(append([]parser.Pattern{}, p.Patterns...), p.KwdPatterns...) {
			list = boundNames(q, list)
		}
	}
	return list
}

// isWildcard tells if a pattern is _ or *_.
func isWildcard(p parser.Pattern) bool {
	switch p := p.(type) {
	case *parser.MatchAs:
		return p.Pattern == nil && p.Name == ""
	case *parser.MatchStar:
		return p.Name == ""
	}
	return false
}

// test jumps to fail unless an intrinsic of one argument gives true.
func (u *unit) test(intrinsic uint8, subject int, fail label) {
	m := u.mark()
	t := u.temp()
	u.emitX(Intrinsic, intrinsic, t, subject, 1)
	u.branch(JumpIf, false, t, 0, fail)
	u.release(m)
}

// length returns a new temporary with the length of the subject.
func (u *unit) length(subject int) int {
	t := u.temp()
	u.emitX(Intrinsic, IntrinsicLen, t, subject, 1)
	return t
}

// constReg loads a constant into a new temporary.
func (u *unit) constReg(v any) int {
	t := u.temp()
	u.loadK(t, v)
	return t
}

func (u *unit) matchSequence(p *parser.MatchSequence, subject int, fail label, found *captures) {
	star, onlyWild := -1, true
	for i, q := range p.Patterns {
		if _, ok := q.(*parser.MatchStar); ok {
			if star >= 0 {
				u.fail(&p.Pos, "multiple starred names in sequence pattern")
				return
			}
			star = i
		}
		onlyWild = onlyWild && isWildcard(q)
	}
	n := len(p.Patterns)
	if n >= maxWindow || star >= 0 && n-star > 255 {
		u.fail(&p.Pos, "too many expressions in star-unpacking sequence pattern")
		return
	}
	u.test(IntrinsicMatchSequence, subject, fail)
	m := u.mark()
	switch {
	case star < 0:
		u.branch(JumpEqK, false, u.length(subject), u.directConst(int64(n)), fail)
	case n > 1:
		u.branch(JumpGeK, false, u.length(subject), u.directConst(int64(n-1)), fail)
	}
	u.release(m)
	switch {
	case onlyWild:
	case star >= 0 && isWildcard(p.Patterns[star]):
		u.matchItems(p, subject, star, fail, found)
	default:
		base := u.temps + u.tempBase
		for range n {
			u.temp()
		}
		if star < 0 {
			u.emit(Unpack, base, subject, n)
		} else {
			u.emitX(UnpackStar, uint8(n-star-1), base, subject, star)
		}
		for i, q := range p.Patterns {
			u.pattern(q, base+i, fail, found)
		}
	}
}

// matchItems matches a sequence whose star is a wildcard item by item, so that
// the middle is never built.
func (u *unit) matchItems(p *parser.MatchSequence, subject, star int, fail label, found *captures) {
	for i, q := range p.Patterns {
		if isWildcard(q) {
			continue
		}
		item := u.temp()
		if i < star {
			u.emit(LoadItemK, item, subject, u.directConst(int64(i)))
		} else {
			m := u.mark()
			index := u.length(subject)
			u.emit(SubK, index, index, u.directConst(int64(len(p.Patterns)-i)))
			u.emit(LoadItem, item, subject, index)
			u.release(m)
		}
		u.pattern(q, item, fail, found)
	}
}

func (u *unit) matchMapping(p *parser.MatchMapping, subject int, fail label, found *captures) {
	u.distinctKeys(p)
	u.test(IntrinsicMatchMapping, subject, fail)
	n := len(p.Keys)
	if n == 0 && p.Rest == "" {
		return
	}
	if n > 0 {
		m := u.mark()
		u.branch(JumpGeK, false, u.length(subject), u.directConst(int64(n)), fail)
		u.release(m)
	}
	args := u.temp()
	keys := u.temp()
	u.move(args, subject)
	u.tuple(p.Keys, keys)
	if n > 0 {
		u.matchValues(args, 2, IntrinsicMatchKeys, p.Patterns, fail, found)
	}
	if p.Rest != "" {
		rest := u.temp()
		u.emitX(Intrinsic, IntrinsicMatchRest, rest, args, 2)
		u.capture(p.Rest, rest, found)
	}
}

// matchValues calls an intrinsic that gives a tuple of values, or None for no
// match, and matches the values.
func (u *unit) matchValues(args, count int, intrinsic uint8, patterns []parser.Pattern, fail label, found *captures) {
	values := u.temp()
	u.emitX(Intrinsic, intrinsic, values, args, count)
	u.branch(JumpIsK, true, values, u.directConst(nil), fail)
	if len(patterns) == 0 {
		return
	}
	base := u.tempBase + u.temps
	for range patterns {
		u.temp()
	}
	u.emit(Unpack, base, values, len(patterns))
	for i, q := range patterns {
		u.pattern(q, base+i, fail, found)
	}
}

// distinctKeys refuses a mapping pattern that asks twice for a literal key.
func (u *unit) distinctKeys(p *parser.MatchMapping) {
	seen := map[any]bool{}
	for _, k := range p.Keys {
		v, ok := u.constant(k)
		if !ok {
			continue
		}
		key := keyOf(v)
		if seen[key] {
			u.fail(&p.Pos, "mapping pattern checks duplicate key ("+unparse(k)+")")
		}
		seen[key] = true
	}
}

func (u *unit) matchClass(p *parser.MatchClass, subject int, fail label, found *captures) {
	seen := map[string]bool{}
	attrs := Tuple{}
	for i, name := range p.KwdAttrs {
		if seen[name] {
			u.fail(p.KwdPatterns[i].Position(), "attribute name repeated in class pattern: "+name)
		}
		seen[name] = true
		attrs = append(attrs, name)
	}
	args := u.temp()
	class := u.temp()
	u.move(args, subject)
	u.expr(p.Cls, class)
	u.constReg(int64(len(p.Patterns)))
	u.constReg(attrs)
	patterns := append(append([]parser.Pattern{}, p.Patterns...), p.KwdPatterns...)
	u.matchValues(args, 4, IntrinsicMatchClass, patterns, fail, found)
}
