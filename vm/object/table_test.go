package object

import (
	"math/rand"
	"strconv"
	"strings"
	"testing"
)

// Sets show their keys in CPython's order, whatever was done to them.
func TestSetOrder(t *testing.T) {
	Bootstrap()
	w := &World{}
	for _, r := range lines(t, "sets.txt") {
		s := NewSet()
		add := func(s *Set, text string) {
			n, _ := strconv.ParseInt(text, 10, 64)
			if err, ok := s.AddLeaf(w, Int(n)); err != nil || !ok {
				t.Fatal(err)
			}
		}
		for _, op := range strings.Fields(r[0]) {
			switch op[0] {
			case 'a':
				add(s, op[1:])
			case 'd':
				n, _ := strconv.ParseInt(op[1:], 10, 64)
				if p, found := s.Find(Int(n), HashInt(n)); found == Present {
					s.DeleteAt(p.I)
				}
			case 'p':
				s.Pop()
			case 'u':
				u := NewSet()
				for _, n := range strings.Split(op[1:], ",") {
					if n != "" {
						add(u, n)
					}
				}
				s.merge(u)
			}
			checkSet(t, s)
		}
		var keys []string
		for i, ok := s.Next(0); ok; i, ok = s.Next(i + 1) {
			keys = append(keys, strconv.FormatInt(s.KeyAt(i).N, 10))
		}
		if got := strings.Join(keys, " "); got != r[1] {
			t.Errorf("after %s\ngot  %s\nwant %s", r[0], got, r[1])
		}
	}
}

// checkSet checks that the counts are right, and that every key is found.
func checkSet(t *testing.T, s *Set) {
	t.Helper()
	used, fill := 0, 0
	for i := range s.table {
		switch e := &s.table[i]; {
		case e.live():
			used++
			fill++
			if p, found := s.Find(e.key, e.hash()); found != Present || p.I != i {
				t.Fatalf("key %v at %d is not found", e.key, i)
			}
		case e.mark != 0:
			fill++
		}
	}
	if used != s.used || fill != s.fill || s.table != nil && fill >= len(s.table) {
		t.Fatalf("set of %d places: used %d, not %d; fill %d, not %d", len(s.table), used, s.used, fill, s.fill)
	}
}

// A dict answers as a Go map and a list of keys do.
func TestDict(t *testing.T) {
	Bootstrap()
	w := &World{}
	rng := rand.New(rand.NewSource(1))
	for _, size := range []int64{4, 30, 3000} {
		d := NewDict()
		model := map[int64]int64{}
		var order []int64
		for step := range 4000 {
			k := rng.Int63n(size) - size/2
			if at, ok := d.Next(0); ok != (len(order) > 0) || ok && d.KeyAt(at) != Int(order[0]) {
				t.Fatalf("step %d: the first item is not %v", step, order)
			} else if ok && rng.Intn(4) == 0 {
				k = order[0] // as of a queue
			}
			if rng.Intn(3) > 0 {
				if _, had := model[k]; !had {
					order = append(order, k)
				}
				model[k] = int64(step)
				if err, ok := d.SetLeaf(w, Int(k), Int(int64(step))); err != nil || !ok {
					t.Fatal(err)
				}
			} else {
				p, found := d.Find(Int(k), HashInt(k))
				if _, had := model[k]; had != (found == Present) {
					t.Fatalf("key %d: found %v, should be %v", k, found, had)
				}
				if found == Present {
					d.DeleteAt(p)
					delete(model, k)
					for i, o := range order {
						if o == k {
							order = append(order[:i:i], order[i+1:]...)
							break
						}
					}
				}
			}
		}
		if d.Len() != len(model) {
			t.Fatalf("%d items, want %d", d.Len(), len(model))
		}
		n := 0
		for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
			if d.KeyAt(i) != Int(order[n]) || d.ValueAt(i) != Int(model[order[n]]) {
				t.Fatalf("item %d is %v, want %d", n, d.KeyAt(i), order[n])
			}
			n++
		}
		c := d.Copy()
		if eq, known := Same(Of(c), Of(d)); !eq || !known {
			t.Error("a copy is not equal")
		}
	}
}

// Keys that collide in all bits are still told apart.
func TestCollisions(t *testing.T) {
	Bootstrap()
	d, s := NewDict(), NewSet()
	for i := range int64(50) {
		d.Insert(Int(i), 7, Int(-i))
		s.Insert(Int(i), 7)
	}
	for i := range int64(50) {
		if p, found := d.Find(Int(i), 7); found != Present || d.ValueAt(p.I) != Int(-i) {
			t.Errorf("dict: %d", i)
		}
		if _, found := s.Find(Int(i), 7); found != Present {
			t.Errorf("set: %d", i)
		}
	}
	checkSet(t, s)
}

// Sorting is stable, and right for runs of all kinds.
func TestStableSort(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	for _, n := range []int{0, 1, 2, 3, 23, 24, 25, 100, 1000, 5000} {
		for kind := range 5 {
			a := make([][2]int, n)
			for i := range a {
				switch kind {
				case 0:
					a[i][0] = rng.Intn(n/2 + 1)
				case 1:
					a[i][0] = i
				case 2:
					a[i][0] = n - i
				case 3:
					a[i][0] = i % 10
				case 4:
					a[i][0] = 5
				}
				a[i][1] = i
			}
			stableSort(a, func(x, y [2]int) bool { return x[0] < y[0] })
			for i := 1; i < n; i++ {
				if a[i-1][0] > a[i][0] || a[i-1][0] == a[i][0] && a[i-1][1] > a[i][1] {
					t.Fatalf("n %d, kind %d: item %d", n, kind, i)
				}
			}
		}
	}
}
