package compiler

import "testing"

func TestRowsAreComplete(t *testing.T) {
	names := map[string]bool{}
	for op := Op(0); op < numOps; op++ {
		row := RowOf(op)
		if row.Name == "" || row.Doc == "" {
			t.Errorf("operation %d has no name or no description", op)
		}
		if names[row.Name] {
			t.Errorf("%s: two operations have this name", row.Name)
		}
		names[row.Name] = true
		operands := [...]Operand{row.A, row.B, row.C, row.X}
		ranges, jumps := 0, 0
		for _, o := range operands {
			switch o {
			case First, FirstW:
				ranges++
			case Jump:
				jumps++
			}
		}
		if (ranges > 0) != (row.Range != nil) {
			t.Errorf("%s: a range of registers needs Range, and only that", row.Name)
		}
		if wide := row.B == Wide; wide != (row.C == Wide) {
			t.Errorf("%s: a wide operand takes both B and C", row.Name)
		}
		goes := jumps > 0 || op == JumpWide
		if goes != (row.Flow == Branch || row.Flow == Always) {
			t.Errorf("%s: flow does not agree with the operands", row.Name)
		}
	}
}

func TestIntrinsicsAreComplete(t *testing.T) {
	for n := range NumIntrinsics {
		if IntrinsicName(n) == "" {
			t.Errorf("intrinsic %d has no name", n)
		}
		if n != IntrinsicAssertionError && n != IntrinsicAnnotations && intrinsicArgs[n][1] == 0 {
			t.Errorf("intrinsic %s: number of arguments is missing", IntrinsicName(n))
		}
	}
	if IntrinsicName(NumIntrinsics) != "" || IntrinsicName(-1) != "" {
		t.Error("unknown intrinsics have a name")
	}
}

func TestFingerprintTellsRowsApart(t *testing.T) {
	seen := map[uint64]string{}
	for op := Op(0); op < numOps; op++ {
		h := RowHash(op)
		if other, ok := seen[h]; ok {
			t.Errorf("%s and %s have the same hash", op, other)
		}
		seen[h] = op.String()
	}
	if Fingerprint() != Fingerprint() {
		t.Error("the fingerprint varies")
	}
	old := rows[Add].Doc
	before, all := RowHash(Add), Fingerprint()
	rows[Add].Doc = "something else"
	if RowHash(Add) == before || Fingerprint() == all {
		t.Error("the fingerprint does not cover the description")
	}
	rows[Add].Doc = old
}
