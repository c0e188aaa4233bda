// Package repl is the front of the interpreter: Session wires a machine, its
// library, the scheduler and the pickles together, and Prompt reads lines.
package repl
