package parser

import "github.com/alecthomas/participle/v2/lexer"

// Parse methods recurse for what is nested, and enter counts that. Chains grow in
// a loop (a + b + c, a.b().c()), each link on top of the tree before it, so their
// height is measured when they are complete. A tree is never higher than the
// number of its tokens: only long expressions need measuring.

// limitHeight refuses a tree, read from the token at start, that is higher than
// MaxDepth.
func (p *parser) limitHeight(n Node, start lexer.RawCursor) {
	if p.err == nil && int(p.lex.RawCursor()-start) > MaxDepth && height(n) > MaxDepth {
		p.failDepth()
	}
}

// height returns the height of a tree, or MaxDepth+1 if it is higher. It keeps its
// own stack, since the tree may be too high to recurse over.
func height(n Node) int {
	type level struct {
		node  Node
		depth int
	}
	stack := []level{{n, 1}}
	highest := 0
	for len(stack) > 0 && highest <= MaxDepth {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		highest = max(highest, top.depth)
		for child := range Children(top.node) {
			stack = append(stack, level{child, top.depth + 1})
		}
	}
	return highest
}
