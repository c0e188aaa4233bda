package compiler

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/rand"
	"os"
	"strings"
	"testing"
)

// sample is valid code that hostile code is made from.
func sample() *Code {
	return &Code{
		Name: "f", Qualname: "f", Locals: []string{"a", "b"}, Args: 1, NRegs: 4,
		Consts: []any{nil, int64(1)},
		Instrs: []Instr{
			{Op: LoadK, A: 1, B: 1},
			{Op: Add, A: 2, B: 0, C: 1},
			{Op: JumpIf, A: 0, B: 2, X: 3},
			{Op: Return, A: 2},
		},
		Spans: []Span{{0, 1, 0, 1, 5}},
	}
}

func TestVerifyRejects(t *testing.T) {
	if err := Verify(sample()); err != nil {
		t.Fatal(err)
	}
	inner := &Code{Name: "g", Qualname: "g", Free: []Free{{Name: "x", Index: 1}}, NRegs: 1, Consts: []any{nil}, Instrs: []Instr{{Op: LoadK}, {Op: Return}}}
	for _, c := range []struct {
		want   string
		change func(c *Code)
	}{
		{"instructions", func(c *Code) { c.Instrs = nil }},
		{"no end", func(c *Code) { c.Instrs = c.Instrs[:2] }},
		{"may hold no value", func(c *Code) { c.Instrs[0].A = 2; c.Instrs[1].A = 3; c.Instrs[2].B = 3; c.Instrs[3].A = 3 }},
		{"may hold no value", func(c *Code) { c.Instrs[1].B = 3 }},
		{"out of bounds", func(c *Code) { c.Instrs[1].B = 4 }},
		{"out of bounds", func(c *Code) { c.Instrs[0].B = 2 }},
		{"out of bounds", func(c *Code) { c.Instrs[2].A = 4 }},
		{"out of bounds", func(c *Code) { c.Instrs[3].B = 1 }},
		{"out of bounds", func(c *Code) { c.Instrs[0] = Instr{Op: LoadGlobal, A: 1} }},
		{"direction", func(c *Code) { c.Instrs[2].X = 1 }},
		{"direction", func(c *Code) { c.Instrs[2].A = 3 }},
		{"portable", func(c *Code) { c.Instrs[0] = Instr{Op: EndTasklet} }},
		{"portable", func(c *Code) { c.Instrs[0] = Instr{Op: 255} }},
		{"flags", func(c *Code) { c.Instrs[1].X = 2 }},
		{"flags", func(c *Code) { c.Instrs[0].X = 1 }},
		{"generator", func(c *Code) { c.Instrs[0] = Instr{Op: Yield, A: 1, B: 0, C: 1} }},
		{"generator", func(c *Code) { c.Flags = Generator }},
		{"generator", func(c *Code) { c.Flags = Generator | Coroutine }},
		{"namespace", func(c *Code) { c.Names = []string{"x"}; c.Instrs[0] = Instr{Op: LoadName, A: 1} }},
		{"cell", func(c *Code) { c.CellVar = []uint16{1} }},
		{"cell", func(c *Code) { c.CellVar = []uint16{3} }},
		{"cell", func(c *Code) { c.Instrs[0] = Instr{Op: NewCell, A: 1} }},
		{"prologue", func(c *Code) { c.CellVar = []uint16{1}; c.Instrs[0] = Instr{Op: NewCell, A: 1} }},
		{"reads b", func(c *Code) { c.CellVar = []uint16{1}; c.Instrs[0] = Instr{Op: NewCell, A: 1}; c.Instrs[2].A = 1 }},
		{"writes over", func(c *Code) {
			c.CellVar = []uint16{1}
			c.Instrs = []Instr{{Op: NewCell, A: 1}, {Op: Move, A: 1, B: 0}, {Op: Return, A: 0}}
		}},
		{"may hold no cell", func(c *Code) { c.Instrs[1] = Instr{Op: LoadCell, A: 2, B: 0} }},
		{"type", func(c *Code) { c.Consts[0] = 7 }},
		{"constant is no code", func(c *Code) { c.Instrs[0] = Instr{Op: MakeFunction, A: 1, B: 1, C: 0} }},
		{"constant is code", func(c *Code) { c.Consts[1] = sample() }},
		{"no cell for free variable", func(c *Code) { c.Consts[0] = inner; c.Instrs[0] = Instr{Op: MakeFunction, A: 1, B: 1, C: 0} }},
		{"tree", func(c *Code) { c.Consts[0] = c }},
		{"identity", func(c *Code) { c.Instrs[2] = Instr{Op: JumpIsK, A: 3, B: 0, C: 1} }},
		{"parameters", func(c *Code) { c.Args = -1 }},
		{"parameters", func(c *Code) { c.Args = 3 }},
		{"registers", func(c *Code) { c.NRegs = 1 }},
		{"handler", func(c *Code) { c.Handlers = []Handler{{0, 2, 1, 2}} }},
		{"handler", func(c *Code) { c.Handlers = []Handler{{0, 2, 9, 2}} }},
		{"no temporary", func(c *Code) { c.Handlers = []Handler{{0, 2, 3, 1}} }},
		{"active", func(c *Code) { c.Active = []Active{{0, 9, 2}} }},
		{"active", func(c *Code) { c.Active = []Active{{0, 2, 2}} }},
		{"spans", func(c *Code) { c.Spans = []Span{{PC: 3}, {PC: 2}} }},
		{"intrinsic", func(c *Code) { c.Instrs[0] = Instr{Op: Intrinsic, A: 1, X: 200} }},
		{"intrinsic", func(c *Code) { c.Instrs[0] = Instr{Op: Intrinsic, A: 1, X: IntrinsicLen} }},
	} {
		code := sample()
		c.change(code)
		if err := Verify(code); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want an error with %q\n%s", err, c.want, listing(code))
		}
	}
	if Verify(nil) == nil {
		t.Error("no code was accepted")
	}
}

// mutate changes code as the bytes say: each eight name an instruction, one of
// its fields or of the tables, and a value.
func mutate(code *Code, data []byte) {
	for ; len(data) >= 8; data = data[8:] {
		at := int(binary.LittleEndian.Uint16(data))
		field, value := data[2], binary.LittleEndian.Uint16(data[4:])
		in := &code.Instrs[at%len(code.Instrs)]
		switch field % 16 {
		case 0, 1:
			in.Op = Op(value)
		case 2, 3, 4:
			in.A = value
		case 5, 6:
			in.B = value
		case 7, 8:
			in.C = value
		case 9:
			in.X = uint8(value)
		case 10:
			code.Flags ^= 1 << (value % 16)
		case 11:
			code.NRegs = int(value) - 5
		case 12:
			code.Handlers = append(code.Handlers, Handler{at, at + int(data[6]), int(value), uint16(data[7])})
		case 13:
			code.Active = append(code.Active, Active{at, at + int(data[6]), value})
		case 14:
			code.CellVar = append(code.CellVar, value)
		case 15:
			code.Args = int(value) - 2
		}
	}
}

// checkMutated verifies changed code, and uses what is accepted.
func checkMutated(t testing.TB, src string, pick byte, data []byte) {
	code, err := compileText(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := codes(code)
	target := all[int(pick)%len(all)]
	mutate(target, data)
	if Verify(code) != nil {
		return
	}
	Disassemble(io.Discard, code)
	facts, live := FactsOf(target), Live(target)
	for pc := range target.Instrs {
		facts.At(pc)
		live.At(pc)
	}
}

// codes returns a code object and all inside of it.
func codes(code *Code) []*Code {
	list := []*Code{code}
	for i := 0; i < len(list); i++ {
		for _, k := range list[i].Consts {
			if inner, ok := k.(*Code); ok {
				list = append(list, inner)
			}
		}
	}
	return list
}

func allSources(t testing.TB) []string {
	var texts []string
	for _, file := range sources(t) {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(src))
	}
	return texts
}

func TestVerifyMutations(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	texts := allSources(t)
	for range 3000 {
		data := make([]byte, 8*(1+random.Intn(3)))
		random.Read(data)
		data[5] = 0 // small values go further
		checkMutated(t, texts[random.Intn(len(texts))], byte(random.Intn(256)), data)
	}
}

func FuzzVerify(f *testing.F) {
	texts := allSources(f)
	for i := range texts {
		f.Add(byte(i), byte(i), bytes.Repeat([]byte{byte(i), 0, 3, 0, 1, 0, 2, 1}, 3))
	}
	f.Fuzz(func(t *testing.T, file, pick byte, data []byte) {
		checkMutated(t, texts[int(file)%len(texts)], pick, data)
	})
}

// FuzzCompile compiles any text: no panic, and what is compiled is valid.
func FuzzCompile(f *testing.F) {
	for _, text := range allSources(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, src string) {
		code, err := compileText(src, Options{})
		if err != nil {
			return
		}
		if err := Verify(code); err != nil {
			t.Fatal(err)
		}
	})
}
