package object

import (
	"bufio"
	"math/big"
	"os"
	"strconv"
	"strings"
	"testing"
)

// lines reads a file of golden values, made with CPython 3.11: fields
// separated by tabs.
func lines(t *testing.T, name string) (rows [][]string) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		rows = append(rows, strings.Split(in.Text(), "\t"))
	}
	return rows
}

func mustFloat(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func mustInt(t *testing.T, s string) Value {
	t.Helper()
	i, ok := new(big.Int).SetString(s, 10)
	if !ok {
		t.Fatal(s)
	}
	return NewInt(i)
}

func TestNumbers(t *testing.T) {
	Bootstrap()
	w := &World{}
	for _, r := range lines(t, "numbers.txt") {
		var got string
		want := r[len(r)-1]
		hash := func(v Value) string {
			h, err := HashOf(w, v)
			if err != nil {
				t.Fatal(err)
			}
			return strconv.FormatInt(int64(h), 10)
		}
		switch r[0] {
		case "repr":
			got = FloatRepr(mustFloat(t, r[1]))
		case "hash":
			got = hash(Float(mustFloat(t, r[1])))
		case "inthash":
			got = hash(mustInt(t, r[1]))
		case "float":
			got, _ = formatValue(Float(mustFloat(t, r[1])), r[2])
		case "int":
			got, _ = formatValue(mustInt(t, r[1]), r[2])
		case "pow":
			got = floatHex(Pow(mustFloat(t, r[1]), mustFloat(t, r[2])))
		case "sin":
			got = floatHex(Sin(mustFloat(t, r[1])))
		case "cos":
			got = floatHex(Cos(mustFloat(t, r[1])))
		case "div":
			v, _ := intTrueDiv(mustInt(t, r[1]), mustInt(t, r[2]))
			got = floatHex(v.Float())
		case "tuplehash":
			continue // see TestTupleHash
		default:
			t.Fatalf("what is %q", r[0])
		}
		if got != want {
			t.Errorf("%q: got %s", r, got)
		}
	}
}

func TestTupleHash(t *testing.T) {
	Bootstrap()
	w := &World{}
	twenty := make([]Value, 20)
	for i := range twenty {
		twenty[i] = Int(int64(i))
	}
	tuples := []*Tuple{
		NewTuple(), NewTuple(Int(1)), NewTuple(Int(1), Int(2), Int(3)),
		NewTuple(newPair(Int(1), Int(2)), newPair(Int(3), Int(4))),
		NewTuple(Float(1.5), Int(-1), True), NewTuple(twenty...),
	}
	for _, r := range lines(t, "numbers.txt") {
		if r[0] != "tuplehash" {
			continue
		}
		h, err := HashOf(w, Of(tuples[0]))
		if got := strconv.FormatInt(int64(h), 10); err != nil || got != r[2] {
			t.Errorf("hash(%s) = %s, want %s", r[1], got, r[2])
		}
		tuples = tuples[1:]
	}
}
