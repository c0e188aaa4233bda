package compiler

import "brine/parser"

// blockKind says what a statement that surrounds the current one does when
// control leaves it.
type blockKind uint8

const (
	loopBlock    blockKind = iota // nothing; break and continue end here
	tryBlock                      // nothing; its exceptions go to handlers
	finallyBlock                  // runs the finally body
	withBlock                     // calls the exit function
	namedBlock                    // body of `except E as name`: unbinds the name
	handlerBlock                  // an exception is being handled
	starBlock                     // a handler of except*: may not be left by a jump
)

// maxBlocks is how deeply blocks may nest, as in CPython.
const maxBlocks = 20

// block is a statement around the current one that has to be left in order.
//
// Code that leaves several blocks (a return, say) runs their exits inline. These
// are not inside of the blocks any more, so the ranges of a block have holes:
// enter begins a piece, pause ends one.
type block struct {
	kind blockKind

	breakTo, continueTo label // loopBlock

	target label // where exceptions go, or noLabel
	reg    int   // the register for the exception, or that holds it
	active bool  // the pieces are Active ranges of reg, not Handlers
	start  int   // of the current piece

	pieces []protection

	finally []parser.Stmt // finallyBlock
	name    string        // namedBlock
	exit    func()        // withBlock: emits the call of the exit function
}

// enter opens a block.
func (u *unit) enter(b *block) {
	if len(u.blocks) >= maxBlocks {
		u.fail(&u.pos, "too many statically nested blocks")
	}
	b.start = u.asm.pc()
	u.blocks = append(u.blocks, b)
}

// pause ends the current piece of a block's range.
func (u *unit) pause(b *block) {
	end := u.asm.pc()
	if b.start < end && (b.active || b.target != noLabel) {
		b.pieces = append(b.pieces, protection{b.start, end, b.target, uint16(b.reg)})
	}
	b.start = end
}

// close ends the innermost block and writes its ranges. Inner blocks were closed
// before, so the tables come out innermost first.
func (u *unit) close(b *block) {
	u.pause(b)
	u.blocks = u.blocks[:len(u.blocks)-1]
	for _, p := range b.pieces {
		if b.active {
			u.asm.active = append(u.asm.active, Active{p.start, p.end, p.reg})
		} else {
			u.asm.handlers = append(u.asm.handlers, p)
		}
	}
}

// leave emits the exits of all blocks down to the given depth, then what goes
// away; afterwards the blocks are as before.
func (u *unit) leave(depth int, away func()) {
	blocks := u.blocks
	pos := u.pos
	for i := len(blocks) - 1; i >= depth; i-- {
		b := blocks[i]
		u.pause(b)
		u.blocks = blocks[:i:i]
		u.exitBlock(b)
	}
	u.pos = pos
	away()
	u.blocks = blocks
	for _, b := range blocks[depth:] {
		b.start = u.asm.pc()
	}
}

// exitBlock emits what a block does when control leaves it.
func (u *unit) exitBlock(b *block) {
	m := u.mark()
	switch b.kind {
	case finallyBlock:
		pos := u.pos
		u.stmts(b.finally)
		u.pos = pos
	case withBlock:
		b.exit()
	case namedBlock:
		u.forget(b.name)
	}
	u.release(m)
}

// leavesCode tells if leaving the blocks down to the depth runs any code.
func (u *unit) leavesCode(depth int) bool {
	for _, b := range u.blocks[depth:] {
		switch b.kind {
		case finallyBlock, withBlock, namedBlock:
			return true
		}
	}
	return false
}

// loopDepth returns the index of the innermost loop, or -1; it refuses to leave
// a handler of except*.
func (u *unit) loopDepth() int {
	for i := len(u.blocks) - 1; i >= 0; i-- {
		switch u.blocks[i].kind {
		case loopBlock:
			return i
		case starBlock:
			u.fail(&u.pos, leavesStar)
		}
	}
	return -1
}

const leavesStar = "'break', 'continue' and 'return' cannot appear in an except* block"

func (u *unit) breakStmt() {
	i := u.loopDepth()
	if i < 0 {
		u.fail(&u.pos, "'break' outside loop")
		return
	}
	to := u.blocks[i].breakTo
	u.visit()
	u.leave(i+1, func() { u.jump(to) })
}

func (u *unit) continueStmt() {
	i := u.loopDepth()
	if i < 0 {
		u.fail(&u.pos, "'continue' not properly in loop")
		return
	}
	to := u.blocks[i].continueTo
	u.visit()
	u.leave(i+1, func() { u.jump(to) })
}
