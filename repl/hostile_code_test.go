package repl_test

import (
	"bytes"
	"math/rand"
	"testing"

	"brine/compiler"
	"brine/repl"
	"brine/vm/object"
)

const hostileCodeScript = `
class C:
    x = 1
    def __enter__(self): return self
    def __exit__(self, *args): pass
def f(*args, **keywords): return args
def make():
    yield 1
instance, generator, bound, numbers = C(), make(), C().__enter__, range(3)
error = KeyError('e')
`

// hostileGlobals are what code finds among its globals.
var hostileGlobals = []string{"C", "f", "instance", "generator", "bound", "numbers", "error", "ValueError", "iter", "nothing"}

// TestHostileCode runs code that no compiler makes: the verifier accepts it, but
// its instructions meet values of other types than those they are for.
func TestHostileCode(t *testing.T) {
	const cases = 100_000
	random := rand.New(rand.NewSource(7))
	var s *repl.Session
	run, ran := 0, map[compiler.Op]bool{}
	for i := range cases {
		code := hostileCode(random, i%4 == 3)
		if code.Flags&compiler.Generator != 0 {
			code = driver(code)
		}
		if compiler.Verify(code) != nil {
			continue
		}
		if run++; s == nil || run%100 == 0 {
			var out bytes.Buffer
			var err error
			if s, err = repl.NewSession(&object.Host{Stdin: &out, Stdout: &out, Stderr: &out}); err != nil {
				t.Fatal(err)
			}
			if err := s.Run([]byte(hostileCodeScript), "x.py", 0); err != nil {
				t.Fatal(err)
			}
		}
		func() {
			defer func() {
				if bug := recover(); bug != nil {
					var text bytes.Buffer
					compiler.Disassemble(&text, code)
					t.Fatalf("case %d: %v\n%s", i, bug, &text)
				}
			}()
			if err := s.M.Start(code, s.Main); err != nil {
				t.Fatal(err)
			}
			_ = s.M.Run() // any error will do
			for _, in := range code.Instrs {
				ran[in.Op] = true
			}
			for _, k := range code.Consts {
				if inner, ok := k.(*compiler.Code); ok {
					for _, in := range inner.Instrs {
						ran[in.Op] = true
					}
				}
			}
		}()
	}
	if run < cases/3 {
		t.Errorf("only %d of %d were accepted", run, cases)
	}
	for op := compiler.Op(0); compiler.RowOf(op) != nil; op++ {
		if !ran[op] && anywhere(op, true) {
			t.Errorf("no case has %v", op)
		}
	}
}

// driver is the code of a module that runs a generator to its end.
func driver(gen *compiler.Code) *compiler.Code {
	return &compiler.Code{Name: "driver", Qualname: "driver", Filename: "x.py", NRegs: 2, Consts: []any{nil, gen}, Instrs: []compiler.Instr{
		{Op: compiler.MakeFunction, A: 0, C: 1},
		{Op: compiler.Call, A: 0, B: 0},
		{Op: compiler.Iter, A: 0, B: 0},
		{Op: compiler.ForNext, A: 1, B: 0, C: 3},
		{Op: compiler.Return, A: 0},
	}}
}

// anywhere reports whether an operation may stand in the code of a module, or of
// a generator, and is not all checked by the verifier.
func anywhere(op compiler.Op, generator bool) bool {
	switch op {
	case compiler.Yield, compiler.Send:
		return generator
	case compiler.MakeGen, compiler.LoadName, compiler.StoreName, compiler.DelName, compiler.LoadClassFree,
		compiler.LoadFree, compiler.StoreFree, compiler.DelFree, compiler.LoadCell, compiler.StoreCell, compiler.DelCell, compiler.BoxCell, compiler.NewCell,
		compiler.NativeStep, compiler.EndTasklet, compiler.Step, compiler.ReturnGen, compiler.FarJump:
		return false
	}
	return compiler.RowOf(op) != nil
}

// hostileCode fills registers with values of many types, and does to them what
// comes to mind.
func hostileCode(random *rand.Rand, generator bool) *compiler.Code {
	code := &compiler.Code{Name: "hostile", Qualname: "hostile", Filename: "x.py", NRegs: 20, Globals: hostileGlobals, Sites: []string{"x", "append"},
		Consts: []any{nil, true, int64(0), int64(3), 2.5, "x", "math", []byte("ab"), compiler.Tuple{int64(1), "x"}, compiler.Tuple{"x"}, compiler.Ellipsis{}, compiler.FrozenSet{"x"},
			&compiler.Code{Name: "g", Qualname: "g", NRegs: 1, Consts: []any{nil}, Instrs: []compiler.Instr{{Op: compiler.LoadK}, {Op: compiler.Return}}}}}
	const plain = 12 // constants that are no code
	emit := func(in compiler.Instr) { code.Instrs = append(code.Instrs, in) }
	if generator {
		code.Flags |= compiler.Generator
		emit(compiler.Instr{Op: compiler.MakeGen})
	}
	for r := range uint16(code.NRegs) {
		switch random.Intn(6) {
		case 0, 1:
			emit(compiler.Instr{Op: compiler.LoadK, A: r, B: uint16(random.Intn(plain))})
		case 2, 3:
			emit(compiler.Instr{Op: compiler.LoadGlobal, A: r, B: uint16(random.Intn(len(hostileGlobals) - 1))})
		case 4:
			emit(compiler.Instr{Op: compiler.BuildList, A: r, B: 0, C: r})
		default:
			emit(compiler.Instr{Op: []compiler.Op{compiler.BuildDict, compiler.BuildSet, compiler.BuildTuple}[random.Intn(3)], A: r, B: 0})
		}
	}
	last := len(code.Instrs) + 4
	for pc := len(code.Instrs); pc < last; pc++ {
		var in compiler.Instr
		for in.Op = compiler.MakeGen; !anywhere(in.Op, generator); {
			in.Op = compiler.Op(random.Intn(256))
		}
		row := compiler.RowOf(in.Op)
		operand := func(kind compiler.Operand) uint16 {
			switch kind {
			case compiler.None:
				return 0
			case compiler.Const:
				if in.Op == compiler.MakeFunction {
					return plain
				}
				return uint16(random.Intn(plain))
			case compiler.Jump:
				return uint16(last)
			case compiler.Site:
				return uint16(random.Intn(len(code.Sites)))
			case compiler.Global:
				return uint16(random.Intn(len(code.Globals)))
			case compiler.Count:
				return uint16(random.Intn(4))
			case compiler.Wide:
				return 0
			}
			return uint16(random.Intn(code.NRegs))
		}
		in.A, in.B, in.C = operand(row.A), operand(row.B), operand(row.C)
		if row.B == compiler.Wide {
			in.C = uint16(random.Intn(plain))
		}
		switch in.Op {
		case compiler.JumpWide:
			in.C = uint16(last)
		case compiler.Yield:
			in.C = in.A
		}
		switch row.X {
		case compiler.Sense:
			in.X = uint8(random.Intn(2))
		case compiler.FlagBits, compiler.Count:
			in.X = uint8(random.Intn(8))
		}
		emit(in)
	}
	emit(compiler.Instr{Op: compiler.Return, A: uint16(random.Intn(code.NRegs))})
	return code
}
