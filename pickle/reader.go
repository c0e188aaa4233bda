package pickle

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sort"
	"strings"

	"brine/compiler"
	"brine/vm"
	"brine/vm/object"

	"github.com/vmihailenco/msgpack/v5/msgpcode"
)

// reader loads a file into a machine. It is the Archive that fills objects.
type reader struct {
	*decoder
	m        *vm.Machine
	names    []object.Value // builtin things
	given    *object.Dict   // what find_class gave, by name, if a loader has its own
	kinds    []kind
	kindOf   []int // of each object; -1 for those given by name
	objs     []*object.Header
	replaced []bool // a live object took its place
	whole    bool   // it is a snapshot
	sources  map[*object.Header]*compiler.Code
	after    []func() error
	typed    []object.Value                          // object, name of its field, and the reduction whose object belongs there
	found    func(name string) (object.Value, error) // what "global m:q" names

	// The object being filled.
	filling *object.Header
	fields  []string
	next    int
}

// open checks the frame of a file: magic, version, checksum.
func open(data []byte) (*decoder, error) {
	d := newDecoder(data)
	head := append([]byte{0xa0 | byte(len(Magic))}, Magic...)
	if !bytes.HasPrefix(data, head) {
		return nil, &FormatError{-1, "not a brine pickle"}
	}
	d.text()
	if v := d.int(); d.err == nil && v != Version {
		if v > Version {
			return nil, &FormatError{-1, sprintf("pickle of format version %d is too new: this is version %d", v, Version)}
		}
		return nil, &FormatError{-1, sprintf("pickle of format version %d is too old", v)}
	}
	n, err := sizeOf(data)
	if err != nil || n > len(data)-headSize || n < tail {
		return nil, &FormatError{len(data), "pickle is truncated"}
	}
	data = data[:headSize+n]
	body, sum := data[:len(data)-tail], sha256.Sum256(data[:len(data)-tail])
	if data[len(body)] != msgpcode.Bin8 || data[len(body)+1] != sha256.Size || !bytes.Equal(data[len(body)+2:], sum[:]) {
		return nil, &FormatError{-1, "pickle is truncated or damaged: its checksum does not match"}
	}
	d = newDecoder(data)
	d.payload(headSize)
	return d, d.err
}

// headSize is the length of what stands before the body: the magic string, the
// version, and the size of the rest, always as 64 bits.
const headSize = 1 + len(Magic) + 1 + 9

// sizeOf reads how many bytes follow the head of a file.
func sizeOf(head []byte) (int, error) {
	magic := append([]byte{0xa0 | byte(len(Magic))}, Magic...)
	switch {
	case !bytes.HasPrefix(head, magic[:min(len(head), len(magic))]):
		return 0, &FormatError{-1, "not a brine pickle"}
	case len(head) < headSize || head[headSize-9] != msgpcode.Uint64:
		return 0, &FormatError{len(head), "pickle is truncated"}
	}
	n := binary.BigEndian.Uint64(head[headSize-8:])
	if n > 1<<40 {
		return 0, &FormatError{-1, "corrupt pickle: impossible size"}
	}
	return int(n), nil
}

// read loads a file. live says which live object, if any, takes the place of
// a stored global.
func (r *reader) read(want string, live func(b binding, class *object.Type) (object.Value, bool)) (root object.Value, bindings []binding, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			err = &FormatError{r.end - r.left(), fmt.Sprint("corrupt pickle: ", bug)}
		}
	}()
	r.header(want)
	r.namedThings()
	r.readKinds()
	r.makeObjects()
	bindings = r.readBindings(live)
	r.fill()
	root = r.value(0)
	for range r.arrayLen() / 2 {
		n, id := r.small(), r.uint()
		if r.err == nil && n < len(r.objs) {
			r.m.SetSideID(r.objs[n], id)
			r.m.NextID = max(r.m.NextID, id)
		}
	}
	r.finish()
	if r.err != nil {
		return object.None, nil, r.err
	}
	return root, bindings, nil
}

func (r *reader) header(want string) {
	for range r.mapLen() {
		switch key := r.text(); key {
		case "kind":
			if k := r.text(); r.err == nil && k != want {
				r.err = &FormatError{-1, sprintf("this is a %s, not a %s", k, want)}
			}
		case "opcodes":
			r.rows("opcode", opHashes())
		case "intrinsics":
			r.rows("intrinsic", intrinsicHashes())
		case "natives":
			for range r.mapLen() {
				name, h := r.text(), r.uint()
				v, ok := object.Named(name)
				if n := object.AsA[object.Native](v, &object.NativeLayout); r.err == nil && (!ok || n == nil || nativeHash(n) != h) {
					r.err = &FormatError{-1, sprintf("pickle was made by another version: native %s has changed", name)}
				}
			}
		default:
			r.skip()
		}
	}
}

func opHashes() map[string]uint64 {
	all := map[string]uint64{}
	for op := compiler.Op(0); compiler.RowOf(op) != nil; op++ {
		all[op.String()] = compiler.RowHash(op)
	}
	return all
}

func intrinsicHashes() map[string]uint64 {
	all := map[string]uint64{}
	for i := range compiler.NumIntrinsics {
		all[compiler.IntrinsicName(i)] = compiler.IntrinsicHash(i)
	}
	return all
}

// rows refuses a file that uses a row which has changed, naming it.
func (r *reader) rows(what string, here map[string]uint64) {
	for range r.mapLen() {
		name, h := r.text(), r.uint()
		if r.err == nil && here[name] != h {
			r.err = &FormatError{-1, sprintf("pickle was made by another version: %s %s has changed", what, name)}
		}
	}
}

// namedThings finds the builtin things that the file names.
func (r *reader) namedThings() (names []string) {
	var lost []string
	names = r.texts()
	for _, name := range names {
		v, ok := object.Named(name)
		if !ok {
			v, ok = r.m.FindNamed(name)
		}
		if !ok {
			lost = append(lost, name)
		}
		r.names = append(r.names, v)
	}
	if lost != nil && r.err == nil {
		sort.Strings(lost)
		r.err = &FormatError{-1, "pickle needs names that are missing here: " + strings.Join(lost, ", ")}
	}
	return names
}

// Restore fills a fresh machine, wired as the saved one was, from a snapshot.
func Restore(m *vm.Machine, data []byte) error {
	d, err := open(data)
	if err != nil {
		return err
	}
	r := &reader{decoder: d, m: m, whole: true, found: func(name string) (object.Value, error) {
		return object.None, &FormatError{-1, "a snapshot has no names of modules"}
	}}
	root, _, err := r.read("snapshot", nil)
	if err != nil {
		return err
	}
	if err := m.SetRoot(root); err != nil {
		return &FormatError{-1, "corrupt pickle: " + err.Error()}
	}
	return nil
}

// Seal replaces the checksum at the end of data by the right one. Tests use it
// to look behind the checksum.
func Seal(data []byte) []byte {
	if len(data) < tail {
		return data
	}
	body := data[:len(data)-tail]
	sum := sha256.Sum256(body)
	return append(append(bytes.Clone(body), msgpcode.Bin8, sha256.Size), sum[:]...)
}
