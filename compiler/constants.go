package compiler

import (
	"fmt"
	"math"
	"math/big"
	"strings"
)

// reservedConsts is how many of the constants that an operand can name are kept
// for the operations that have no other way: functions and imports.
const reservedConsts = 1024

// constPool numbers the constants of a code object, each once. Constants beyond
// directConsts are loaded by LOADK_WIDE.
type constPool struct {
	direct, wide []any
	index        map[any]int
}

type (
	floatKey   uint64
	complexKey [2]uint64
	textKey    string // of what Go cannot compare
)

// keyOf returns a map key that is equal for equal constants of equal types only.
func keyOf(v any) any {
	switch v := v.(type) {
	case float64:
		return floatKey(math.Float64bits(v))
	case complex128:
		return complexKey{math.Float64bits(real(v)), math.Float64bits(imag(v))}
	case []byte:
		return textKey("b" + string(v))
	case *big.Int:
		return textKey("i" + v.String())
	case Tuple:
		return textKey(sequenceKey("(", v))
	case FrozenSet:
		return textKey(sequenceKey("{", v))
	}
	return v
}

func sequenceKey(open string, items []any) string {
	var b strings.Builder
	b.WriteString(open)
	for _, item := range items {
		text := fmt.Sprintf("%T:%v", keyOf(item), keyOf(item))
		fmt.Fprintf(&b, "%d:%s", len(text), text)
	}
	return b.String()
}

// add returns the index of an ordinary constant; it may be beyond directConsts.
func (p *constPool) add(v any) int { return p.put(v, directConsts-reservedConsts) }

// addDirect returns an index below directConsts, or -1 if there are too many.
func (p *constPool) addDirect(v any) int {
	if i := p.put(v, directConsts); i < directConsts {
		return i
	}
	if len(p.direct) == directConsts {
		return -1
	}
	p.direct = append(p.direct, v) // once more, since its first number is a wide one
	return len(p.direct) - 1
}

func (p *constPool) put(v any, limit int) int {
	key := keyOf(v)
	if i, ok := p.index[key]; ok {
		return i
	}
	if p.index == nil {
		p.index = map[any]int{}
	}
	i := len(p.direct)
	if i < limit {
		p.direct = append(p.direct, v)
	} else {
		i = directConsts + len(p.wide)
		p.wide = append(p.wide, v)
	}
	p.index[key] = i
	return i
}

// list returns all constants in order.
func (p *constPool) list() []any {
	all := p.direct
	if len(p.wide) > 0 {
		for len(all) < directConsts {
			all = append(all, nil)
		}
		all = append(all, p.wide...)
	}
	return all
}
