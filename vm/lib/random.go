package lib

import (
	"crypto/rand"
	"encoding/binary"
	"math/big"

	"brine/vm/object"
)

// Random is CPython's generator: the Mersenne Twister MT19937. Its state is saved.
type Random struct {
	object.Header
	object.Attrs
	state [624]uint32
	at    int
	ID    uint64
}

// The type of generators.
var (
	RandomNumbersType   = &object.Type{}
	RandomNumbersShape  object.Shape
	RandomNumbersLayout object.Layout
)

var randomStruct = object.Struct[Random]{
	Name:  "random",
	Init:  func(r *Random) { r.seed([]uint32{0}) },
	Attrs: func(r *Random) *object.Attrs { return &r.Attrs },
	ID:    func(r *Random) *uint64 { return &r.ID },
	Fields: func(r *Random, a object.Archive) {
		a.Values("slots", &r.Slots)
		b := make([]byte, 4*len(r.state))
		for i, n := range r.state {
			binary.LittleEndian.PutUint32(b[4*i:], n)
		}
		a.Bytes("state", &b)
		object.VisitInt(a, "at", &r.at)
		object.VisitInt(a, "id", &r.ID)
		if !a.Loading() {
			return
		}
		if len(b) != 4*len(r.state) || r.at < 0 || r.at > len(r.state) {
			a.Fail("random state of %d bytes", len(b))
			r.at = 0
			return
		}
		for i := range r.state {
			r.state[i] = binary.LittleEndian.Uint32(b[4*i:])
		}
	},
}

// seed is init_by_array of the reference implementation.
func (r *Random) seed(key []uint32) {
	s := &r.state
	s[0] = 19650218
	for i := 1; i < len(s); i++ {
		s[i] = 1812433253*(s[i-1]^s[i-1]>>30) + uint32(i)
	}
	i, j := 1, 0
	for k := max(len(s), len(key)); k > 0; k-- {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1664525) + key[j] + uint32(j)
		if i++; i >= len(s) {
			s[0] = s[len(s)-1]
			i = 1
		}
		if j++; j >= len(key) {
			j = 0
		}
	}
	for k := len(s) - 1; k > 0; k-- {
		s[i] = (s[i] ^ (s[i-1]^s[i-1]>>30)*1566083941) - uint32(i)
		if i++; i >= len(s) {
			s[0] = s[len(s)-1]
			i = 1
		}
	}
	s[0] = 0x80000000
	r.at = len(s)
}

// next returns 32 random bits.
func (r *Random) next() uint32 {
	const n, m = 624, 397
	s := &r.state
	if r.at >= n {
		for k := range s {
			y := s[k]&0x80000000 | s[(k+1)%n]&0x7fffffff
			v := s[(k+m)%n] ^ y>>1
			if y&1 != 0 {
				v ^= 0x9908b0df
			}
			s[k] = v
		}
		r.at = 0
	}
	y := s[r.at]
	r.at++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// float returns a number in [0, 1) with 53 random bits.
func (r *Random) float() float64 {
	a, b := r.next()>>5, r.next()>>6
	return (float64(a)*67108864 + float64(b)) * (1.0 / 9007199254740992)
}

// seedInt seeds with the magnitude of an int.
func (r *Random) seedInt(i *big.Int) {
	b := new(big.Int).Abs(i).Bytes()
	var key []uint32
	for len(b) > 0 {
		k := max(len(b)-4, 0)
		var n uint32
		for _, c := range b[k:] {
			n = n<<8 | uint32(c)
		}
		key = append(key, n)
		b = b[:k]
	}
	if len(key) == 0 {
		key = []uint32{0}
	}
	r.seed(key)
}

func randomSeed(w *world, args []value) (value, error) {
	r, v := object.As[Random](args[0]), or(args[1], object.None)
	switch {
	case v.IsNone():
		var b [64]byte
		rand.Read(b[:])
		r.seedInt(new(big.Int).SetBytes(b[:]))
	case object.IsIntLike(v):
		r.seedInt(object.BigOf(v))
	default:
		h, err := object.HashOf(w, v)
		if err != nil {
			return value{}, err
		}
		r.seedInt(new(big.Int).SetUint64(h))
	}
	return object.None, nil
}

func randomBits(w *world, args []value) (value, error) {
	r := object.As[Random](args[0])
	k, err := intArg(args[1])
	switch {
	case err != nil:
		return value{}, err
	case k < 0:
		return value{}, object.ValueErrorf("number of bits must be non-negative")
	case k > 1<<28:
		return value{}, object.NewException(object.MemoryError)
	case k == 0:
		return object.Int(0), nil
	case k <= 32:
		return object.Int(int64(r.next() >> (32 - k))), nil
	}
	words := make([]byte, 4*((k+31)/32))
	for i := len(words); i > 0; i -= 4 {
		n := r.next()
		if k < 32 {
			n >>= 32 - k
		}
		binary.BigEndian.PutUint32(words[i-4:], n)
		k -= 32
	}
	return object.NewInt(new(big.Int).SetBytes(words)), nil
}

var randomModule = module{
	name: "_random",
	doc:  "Module implements the Mersenne Twister random number generator.",
	types: []*object.Table{{Type: RandomNumbersType, Name: "Random", Shape: &RandomNumbersShape, Layout: &RandomNumbersLayout, Struct: randomStruct.Layout(), Flags: object.HasDict | object.Weakable,
		Doc: "Random() -> create a random number generator with its own internal state.",
		New: &object.Native{Sig: "(cls, /, *args, **kwargs)", Doc: "Create and return a new object.", Fast: func(w *world, args []value) (value, error) {
			t, err := classArg(args[0], RandomNumbersType)
			if err != nil {
				return value{}, err
			}
			r := newOf[Random](t)
			seed := object.None
			if rest := itemsOf(args[1]); len(rest) == 1 && (object.IsIntLike(rest[0]) || rest[0].IsFloat()) {
				seed = rest[0]
			}
			_, err = randomSeed(w, []value{object.Of(r), seed})
			return object.Of(r), err
		}},
		Methods: []object.Native{
			leaf("seed", "(self, n=None, /)", "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the current time and the process identifier.", randomSeed),
			leaf("random", "(self, /)", "random() -> x in the interval [0, 1).", func(w *world, args []value) (value, error) {
				return object.Float(object.As[Random](args[0]).float()), nil
			}),
			leaf("getrandbits", "(self, k, /)", "getrandbits(k) -> x.  Generates an int with k random bits.", randomBits),
			leaf("getstate", "(self, /)", "getstate() -> tuple containing the current state.", func(w *world, args []value) (value, error) {
				r := object.As[Random](args[0])
				var items []value
				for _, n := range r.state {
					items = append(items, object.Int(int64(n)))
				}
				return tuple(append(items, object.Int(int64(r.at)))...), nil
			}),
			leaf("setstate", "(self, state, /)", "setstate(state) -> None.  Restores generator state.", func(w *world, args []value) (value, error) {
				r, items := object.As[Random](args[0]), itemsOf(args[1])
				if len(items) != len(r.state)+1 {
					return value{}, object.ValueErrorf("state vector is the wrong size")
				}
				at, err := intArg(items[len(r.state)])
				if err != nil || at < 0 || at > int64(len(r.state)) {
					return value{}, object.ValueErrorf("invalid state")
				}
				for i := range r.state {
					n, err := intArg(items[i])
					if err != nil {
						return value{}, err
					}
					r.state[i] = uint32(n)
				}
				r.at = int(at)
				return object.None, nil
			}),
		},
	}},
}
