package re

// kind is the kind of a node.
type kind uint8

const (
	kSeq    kind = iota // subs, one after the other
	kLit                // the character r
	kNotLit             // any character but r
	kAny                // .
	kClass              // [...], \d
	kAt                 // ^, \b
	kGroup              // a group with a number or flags
	kAtomic             // (?>...)
	kBranch             // a|b
	kRepeat             // a*
	kRef                // \1
	kCond               // (?(1)a|b): subs are both branches, the second may be nil
	kLook               // (?=...), (?<!...)
	kFail               // (?!)
)

// greed is how a repeat chooses.
type greed uint8

const (
	greedy greed = iota
	lazy
	possessive
)

// maxRepeat stands for no limit.
const maxRepeat = 1<<32 - 1

// node is a part of a pattern. lo and hi are its width in characters.
type node struct {
	kind     kind
	greed    greed
	negate   bool // kLook
	back     bool // kLook
	at       place
	r        rune
	group    int // kGroup: 0 if it has no number
	add, del Flags
	min, max int
	lo, hi   int
	class    *class
	subs     []*node
}

func seqNode(subs []*node) *node {
	if len(subs) == 1 {
		return subs[0]
	}
	n := &node{kind: kSeq, subs: subs}
	for _, s := range subs {
		n.lo, n.hi = n.lo+s.lo, n.hi+s.hi
	}
	n.clamp()
	return n
}

func (n *node) clamp() { n.lo, n.hi = min(n.lo, maxRepeat-1), min(n.hi, maxRepeat) }

// single is a node that matches one character.
func single(k kind) *node { return &node{kind: k, lo: 1, hi: 1} }

func litNode(r rune) *node {
	n := single(kLit)
	n.r = r
	return n
}

func branchNode(alts []*node) *node {
	if len(alts) == 1 {
		return alts[0]
	}
	n := &node{kind: kBranch, subs: alts, lo: alts[0].lo}
	for _, s := range alts {
		n.lo, n.hi = min(n.lo, s.lo), max(n.hi, s.hi)
	}
	return n
}

func repeatNode(item *node, lo, hi int, g greed) *node {
	n := &node{kind: kRepeat, greed: g, min: lo, max: hi, subs: []*node{item}}
	n.lo, n.hi = times(item.lo, lo), times(item.hi, hi)
	n.clamp()
	return n
}

func times(a, b int) int {
	if a != 0 && b > maxRepeat/a {
		return maxRepeat
	}
	return a * b
}

// isSingle reports whether a node is one character, as far as repeats care.
func (n *node) isSingle() *node {
	for n.kind == kGroup && n.group == 0 && n.add == 0 && n.del == 0 {
		n = n.subs[0]
	}
	switch n.kind {
	case kLit, kNotLit, kAny, kClass:
		return n
	}
	return nil
}
