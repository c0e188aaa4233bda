package object

// SetLeaf is d[key] = v. ok is false if it takes Python code.
func (d *Dict) SetLeaf(w *World, key, v Value) (err error, ok bool) {
	if s := AsA[Str](key, &StrLayout); s != nil && key.O.Shape == &StrShape {
		h := s.Hash()
		switch i := d.findString(s.S, h); {
		case i >= 0:
			d.entries[i].val = v
			return nil, true
		case i == noString:
			d.Insert(key, h, v)
			return nil, true
		}
	}
	h, err := HashOf(w, key)
	if err == ErrSlow {
		return nil, false
	}
	if err != nil {
		return err, true
	}
	switch p, found := d.Find(key, h); found {
	case Present:
		d.entries[p.I].val = v
	case Missing:
		d.Insert(key, h, v)
	default:
		return nil, false
	}
	return nil, true
}

// GetLeaf returns d[key] if it is there. known is false if it takes Python code.
func (d *Dict) GetLeaf(w *World, key Value) (v Value, found bool, err error, known bool) {
	if key.Is(&StrShape) {
		s := As[Str](key)
		if i := d.findString(s.S, s.Hash()); i >= 0 {
			return d.entries[i].val, true, nil, true
		} else if i == noString {
			return v, false, nil, true
		}
	}
	h, err := HashOf(w, key)
	if err == ErrSlow {
		return v, false, nil, false
	}
	if err != nil {
		return v, false, err, true
	}
	switch p, f := d.Find(key, h); f {
	case Present:
		return d.entries[p.I].val, true, nil, true
	case Missing:
		return v, false, nil, true
	}
	return v, false, nil, false
}

// merge stores the items of e. It returns false, and changes nothing, if
// Python code must tell whether a key is there already.
func (d *Dict) merge(e *Dict) bool {
	if d == e || e.live == 0 {
		return true
	}
	if d.live == 0 {
		c := e.Copy()
		d.entries, d.index, d.live, d.filled, d.first = c.entries, c.index, c.live, c.filled, 0
		d.changed()
		return true
	}
	for i := range e.entries {
		x := &e.entries[i]
		if x.key.IsUnbound() {
			continue
		}
		if x.key.Is(&StrShape) {
			if d.findString(As[Str](x.key).S, x.hash) == anyEqual {
				return false
			}
			continue
		}
		if _, found := d.Find(x.key, x.hash); found == Unsure {
			return false
		}
	}
	for i := range e.entries {
		x := &e.entries[i]
		if x.key.IsUnbound() {
			continue
		}
		if p, found := d.Find(x.key, x.hash); found == Present {
			d.entries[p.I].val = x.val
		} else {
			d.Insert(x.key, x.hash, x.val)
		}
	}
	return true
}
