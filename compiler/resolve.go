package compiler

// names is a set of names.
type names map[string]bool

func (n names) addAll(other names) {
	for name := range other {
		n[name] = true
	}
}

// resolver decides where each name of each block lives: the second pass over
// the scopes, after all mentions are known.
type resolver struct {
	errors *errorMaker
}

// resolve works on one block. bound are the names that enclosing functions
// bind (nil for a module), global those that are declared global around it. It
// returns the names that are free here, or further in, and not bound here.
func (r *resolver) resolve(s *scope, bound, global names) (free names, err error) {
	local, free := names{}, names{}
	innerBound, innerGlobal := names{}, names{}
	if s.kind == classScope {
		innerGlobal.addAll(global)
		innerBound.addAll(bound)
	}
	for _, name := range s.order {
		if err := r.place(s, name, bound, local, free, global); err != nil {
			return nil, err
		}
	}
	if s.kind == classScope {
		innerBound["__class__"] = true
	} else {
		if s.kind == functionScope {
			innerBound.addAll(local)
		}
		innerBound.addAll(bound)
		innerGlobal.addAll(global)
	}
	innerFree := names{}
	for _, child := range s.children {
		childBound, childGlobal := names{}, names{}
		childBound.addAll(innerBound)
		childGlobal.addAll(innerGlobal)
		childFree, err := r.resolve(child, childBound, childGlobal)
		if err != nil {
			return nil, err
		}
		innerFree.addAll(childFree)
	}
	captureInner(s, innerFree)
	passThrough(s, bound, innerFree)
	free.addAll(innerFree)
	return free, nil
}

// place decides one name of block s.
func (r *resolver) place(s *scope, name string, bound, local, free, global names) error {
	sym := s.symbols[name]
	switch {
	case sym.uses&useGlobal != 0:
		if sym.uses&useNonlocal != 0 {
			return r.directiveError(s, name, "name '"+name+"' is nonlocal and global")
		}
		sym.place = placeGlobal
		global[name] = true
		delete(bound, name)
	case sym.uses&useNonlocal != 0:
		if bound == nil {
			return r.directiveError(s, name, "nonlocal declaration not allowed at module level")
		}
		if !bound[name] {
			return r.directiveError(s, name, "no binding for nonlocal '"+name+"' found")
		}
		sym.place = placeFree
		free[name] = true
	case sym.uses&useBound != 0:
		sym.place = placeLocal
		local[name] = true
		delete(global, name)
	case bound[name]:
		sym.place = placeFree
		free[name] = true
	default:
		sym.place = placeImplicit
	}
	return nil
}

func (r *resolver) directiveError(s *scope, name, msg string) error {
	for _, d := range s.directives {
		if d.name == name {
			return r.errors.at(&d.pos, msg)
		}
	}
	return r.errors.at(nil, msg)
}

// captureInner turns the locals of a function that inner blocks use into cells,
// and takes these names out of free.
func captureInner(s *scope, free names) {
	switch s.kind {
	case functionScope:
		for _, name := range s.order {
			if sym := s.symbols[name]; sym.place == placeLocal && free[name] {
				sym.place = placeCell
				delete(free, name)
			}
		}
	case classScope:
		if free["__class__"] {
			s.needsClass = true
			delete(free, "__class__")
		}
	}
}

// passThrough makes the names that inner blocks take from further out free
// names of s too, so that its closure hands them on.
func passThrough(s *scope, bound, free names) {
	for _, name := range sortedNames(free) {
		if sym := s.symbols[name]; sym != nil {
			if s.kind == classScope && sym.uses&(useBound|useGlobal) != 0 {
				sym.uses |= useThrough
			}
			continue
		}
		if bound[name] {
			s.mark(name, 0)
			s.symbols[name].place = placeFree
		}
	}
}

// freeNames returns what the closure of s's function holds, sorted.
func (s *scope) freeNames() []string {
	set := names{}
	for _, name := range s.order {
		if sym := s.symbols[name]; sym.place == placeFree || sym.uses&useThrough != 0 {
			set[name] = true
		}
	}
	return sortedNames(set)
}
