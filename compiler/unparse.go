package compiler

import "brine/parser"

func unparse(e parser.Expr) string { return "" }
