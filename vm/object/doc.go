// Package object is the data of the machine: Python values, the heap objects
// behind them, and frames, natives and code as plain data. Nothing here runs
// Python code; package vm does.
//
// # Values
//
// A Value is two words: a pointer to a heap object's Header, and a number. An
// int is a number with a nil pointer, so that arithmetic allocates nothing and
// lists of ints cost the garbage collector nothing. The Header is one word, the
// hidden class (Shape). A shape names the Python class (Type), the Go struct
// (Layout) and the attribute slots, so one pointer compare answers all three.
//
// # Files
//
// A type's struct, its methods, its table of methods, its iterator and how it
// is saved are in one file named after the type. A builtin is one row, a
// Native: signature, doc line, body. The tables are listed in tables.go.
//
// What several types do alike has a file of its own: operators of builtin
// values (leaf.go, compare.go, index.go), reprs (repr.go), hashes and equality
// (hash.go, same.go), iteration (iterator.go, each.go), searches in hash tables
// (table.go), constructors of rows (rows.go).
//
// # Natives
//
// A native never calls Python code. A leaf is a Go function over its
// arguments. A resumable native is a step function over the registers of a
// frame of its own: it asks for a call, returns to the loop, and is stepped
// again with the result. A row may have both: the leaf, Fast, handles what
// needs no Python code and declines (ErrSlow) what does, and then the steps run.
package object
