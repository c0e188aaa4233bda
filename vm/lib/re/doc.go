// Package re is the engine behind Python's module re: it parses patterns as
// CPython 3.11 does, with its error messages, compiles them to instructions,
// and matches by backtracking. It knows nothing of the machine but how text
// is encoded and what its characters are.
//
// # From a pattern to a program
//
// Compile parses a pattern to nodes (parse.go, class.go, escape.go, paren.go),
// which know their widths, and emits instructions for them (compile.go). A
// repeat is one instruction or a loop with a counter, never copies of its body,
// so a program is as long as its pattern. What bytes can come next is worked
// out from the instructions (first.go): it tells where a search may begin, which
// alternatives need not be tried, and which repeats need not give back.
//
// # Matching
//
// A Matcher holds all of a match in flight: where it is in program and text,
// its slots (groups and counters), and a stack of what is left to try. Run
// takes a number of steps and says whether there is an answer yet; between two
// calls the state can be saved and loaded (state.go). Positions are byte
// offsets. Text is UTF-8 (Wide) or one byte a character.
//
// The stack has five kinds of entries. An alternative says where to go on; a
// run of a greedy repeat gives back one character at a time, a lazy one takes
// one more, a lazy loop goes round once more; an undo restores a slot. Failing pops entries until one can go on.
// A slot that changes while the stack is empty needs no undo: then nothing is
// left to try, and the next attempt begins with fresh slots.
//
// Atomic groups and lookarounds remember the height of the stack and cut it
// back to that, but keep the undos, for what was done before them may still fail.
package re
