package object

// Dicts and sets are saved as their keys in order, with the hashes of those
// keys that are not plain: a hash that came from Python code must not be asked
// for again. On loading, hashes that do not depend on Python code are computed
// anew, because identity numbers may differ here.

// PlainKey reports whether the hash of v is the same in every machine.
func PlainKey(v Value) bool {
	if v.O == nil {
		return true
	}
	switch v.O.Shape {
	case &StrShape, &FloatShape, &BoolShape, &NoneShape, &BytesShape, &BigIntShape:
		return true
	}
	return false
}

// visitHashes visits the hashes of keys, None for those of plain ones, and
// none at all if all are plain.
func visitHashes(a Archive, keys []Value, hash func(i int) uint64) (hashes []Value) {
	if !a.Loading() {
		for i, k := range keys {
			if !PlainKey(k) {
				if hashes == nil {
					hashes = make([]Value, len(keys))
					for j := range hashes {
						hashes[j] = None
					}
				}
				hashes[i] = HashValue(hash(i))
			}
		}
	}
	a.Values("hashes", &hashes)
	if hashes != nil && len(hashes) != len(keys) && len(hashes) != 0 {
		a.Fail("%d hashes for %d keys", len(hashes), len(keys))
		hashes = nil
	}
	return hashes
}

// loadedHash returns the hash of key i: computed if it is plain, else as saved.
func loadedHash(w *World, keys, hashes []Value, i int) (uint64, error) {
	if PlainKey(keys[i]) || len(hashes) == 0 || !hashes[i].IsInt() {
		return HashOf(w, keys[i])
	}
	return HashFrom(hashes[i]), nil
}

// rebuild lays a loaded table out, twice if it has keys that are not plain:
// at once, for what is linked meanwhile, and with the hashes of here when all
// classes are linked.
func rebuild(a Archive, keys, hashes []Value, build func(hash func(i int) uint64)) {
	w := a.World()
	a.After(func() error {
		build(func(i int) uint64 { h, _ := loadedHash(w, keys, hashes, i); return h })
		if len(hashes) == 0 {
			return nil
		}
		a.After(func() error {
			a.After(func() error {
				build(func(i int) uint64 {
					if h, err := HashOf(w, keys[i]); err == nil {
						return h
					}
					h, _ := loadedHash(w, keys, hashes, i)
					return h
				})
				return nil
			})
			return nil
		})
		return nil
	})
}

// dictFields saves the places of deleted entries too, and the version: an
// iterator or a search that is on its way goes on where it was.
func dictFields(d *Dict, a Archive) {
	var keys, vals []Value
	for _, e := range d.entries {
		keys, vals = append(keys, e.key), append(vals, e.val)
	}
	a.Values("keys", &keys)
	a.Values("values", &vals)
	hashes := visitHashes(a, keys, func(i int) uint64 { return d.entries[i].hash })
	version := int64(d.Ver)
	a.Int("version", &version)
	if !a.Loading() {
		return
	}
	if len(keys) != len(vals) {
		a.Fail("%d keys for %d values", len(keys), len(vals))
		return
	}
	rebuild(a, keys, hashes, func(hash func(i int) uint64) {
		d.Clear()
		d.entries, d.first = make([]entry, 0, len(keys)), 0 // holes stay where they are
		for i, k := range keys {
			e := entry{key: Unbound, val: Unbound}
			if !k.IsUnbound() {
				e = entry{hash(i), k, vals[i]}
				d.live++
			}
			d.entries = append(d.entries, e)
		}
		if len(d.entries) > smallTable {
			d.reindex()
		}
		d.Ver = uint64(version)
	})
}

// setFields saves the keys in order and where each stands, so that a restored
// set goes on as if nothing had happened.
func setFields(s *Set, a Archive) {
	var keys, places []Value
	var at []int
	for i, e := range s.table {
		switch {
		case e.live():
			keys, places, at = append(keys, e.key), append(places, Int(int64(i))), append(at, i)
		case e.mark != 0:
			places = append(places, Int(int64(-1-i)))
		}
	}
	size := len(s.table)
	VisitInt(a, "size", &size)
	VisitInt(a, "finger", &s.finger)
	version := int64(s.Ver)
	a.Int("version", &version)
	a.Values("keys", &keys)
	a.Values("places", &places)
	hashes := visitHashes(a, keys, func(i int) uint64 { return s.table[at[i]].hash() })
	if !a.Loading() {
		return
	}
	if s.finger < 0 || len(places) > 0 && !soundPlaces(places, len(keys), size) {
		a.Fail("set is not sound")
		return
	}
	rebuild(a, keys, hashes, func(hash func(i int) uint64) {
		s.Ver = uint64(version)
		if !s.lay(keys, places, size, hash) {
			s.Ver++
		}
	})
}

// soundPlaces checks that places fit a table of this size, each taken once.
func soundPlaces(places []Value, keys, size int) bool {
	if size < 8 || size&(size-1) != 0 || size > 64*(len(places)+8) || len(places)*5 > (size-1)*3 {
		return false
	}
	live, last := 0, int64(-1)
	for _, p := range places {
		n := p.N
		if n < 0 {
			n = -1 - n
		} else {
			live++
		}
		if !p.IsInt() || n <= last || n >= int64(size) {
			return false
		}
		last = n
	}
	return live == keys
}

// lay fills the table: each key at its place if it can be found there, else in
// order. It reports whether a search can go on where it was.
func (s *Set) lay(keys, places []Value, size int, hash func(i int) uint64) bool {
	finger, version := s.finger, s.Ver
	clear := func() {
		s.Clear()
		s.finger, s.Ver = finger, version
	}
	clear()
	if len(keys) == 0 {
		return true
	}
	s.table = make([]setEntry, size)
	k := 0
	for _, p := range places {
		if p.N < 0 {
			s.table[-1-p.N] = deletedEntry
			s.fill++
			continue
		}
		s.table[p.N] = newEntry(keys[k], hash(k))
		s.fill++
		s.used++
		k++
	}
	for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
		if p, found := s.Find(s.table[i].key, s.table[i].hash()); found == Missing || found == Present && p.I != i {
			clear()
			for i, key := range keys {
				if _, found := s.Find(key, hash(i)); found != Present {
					s.Insert(key, hash(i))
				}
			}
			return false
		}
	}
	return true
}
