package compiler

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// RowHash returns a hash of what an operation means: its name, operands and
// description. A file that uses the operation is refused when it has changed.
func RowHash(op Op) uint64 {
	row := RowOf(op)
	if row == nil {
		return 0
	}
	return hashText(fmt.Sprintf("op %s %d %d %d %d %d %s", row.Name, row.A, row.B, row.C, row.X, row.Flow, row.Doc))
}

// IntrinsicHash returns a hash of what an intrinsic means.
func IntrinsicHash(n int) uint64 {
	name := IntrinsicName(n)
	if name == "" {
		return 0
	}
	return hashText("intrinsic " + name)
}

// Fingerprint returns a hash of all operations and intrinsics.
func Fingerprint() uint64 {
	sum := sha256.New()
	var word [8]byte
	for op := Op(0); op < numOps; op++ {
		binary.LittleEndian.PutUint64(word[:], RowHash(op))
		sum.Write(word[:])
	}
	for n := range NumIntrinsics {
		binary.LittleEndian.PutUint64(word[:], IntrinsicHash(n))
		sum.Write(word[:])
	}
	return binary.LittleEndian.Uint64(sum.Sum(nil))
}

func hashText(text string) uint64 {
	sum := sha256.Sum256([]byte(text))
	return binary.LittleEndian.Uint64(sum[:])
}
