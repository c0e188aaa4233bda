// Package parser turns Python source text into a tree, or into the error that
// CPython 3.11 would print.
//
//	source bytes -> tokenizer -> tokens -> statements (participle) -> *Module
//	                                    -> expressions, patterns, parameters (by hand)
//
// # The tree
//
// The nodes are those of CPython's ast module, with its names and shapes, except that
// a chain of elif is a list (so that 3,000 of them are not 3,000 levels), that async
// is a field, and that there is a PrintStmt. Each node has the Pos of CPython: lines,
// and columns in UTF-8 bytes. Dump prints a tree as ast.dump does; the test with
// -oracle holds it equal to CPython's over the standard library, positions included.
//
// # Statements
//
// A statement is a struct, in ast_statements.go, that is AST node and participle
// grammar at once. Each production is built when its statement is met first
// (production.go), and is chosen by the first token (statement.go): a script pays for
// what it uses. Assignments, which no first token tells, print, with and
// `from ... import` are read by hand.
//
// # Expressions
//
// Expressions are read by precedence climbing (expression.go, atom.go, call.go).
// Participle calls them through interface types that all have the methods of Expr:
// the type of a field (NamedExpression, StarExpressions, ...) says which production
// stands there. The grammar, in CPython's notation, stands above each parse method.
//
// # Tokens
//
// The tokenizer cuts the whole text first. The first token holds the text itself; a
// lexical error is the last token, so that an earlier error of the parser is found.
// F-strings are cut as in Python 3.12: their fields are ordinary tokens between
// braces, and nest. `print` where a statement could begin is a kind of its own, unless
// the file imports print_function from __future__; opensPrint decides what it is.
//
// # Errors
//
// The first error of a parser stays in it and hides the rest of the tokens, so parse
// methods need no error results. Messages for common mistakes are in hints.go, one
// function for each invalid_ rule of CPython's grammar. When parser and lexer both
// have an error, tokenizer.settle chooses as CPython does.
//
// # Limits
//
// Nothing here recurses without a count: brackets nest 200 deep, blocks 100, and no
// tree is higher than MaxDepth, chains like a + b + c included (height.go). Later
// passes may recurse over the tree.
package parser
