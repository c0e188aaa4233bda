// Package lib is the part of Python's library that is written in Go: builtins,
// sys, io, math, itertools and so on, one file for each module. What need not be
// fast is Python code in package prelude.
//
// A module is a value of type module: rows of functions, tables of types, and
// a function that fills in what a machine has of its own. modules lists them.
// Types and functions are entered once for the process, so that a saved program
// finds them by name even before it has imported anything.
//
// Install gives a machine its builtins and sys; the rest waits to be imported.
package lib
