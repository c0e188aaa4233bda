// Package prelude holds the library modules that are written in Python. They
// are compiled when they are imported.
package prelude

import "embed"

// FS holds the modules, as name.py or name/__init__.py.
//
//go:embed *.py all:collections all:json all:os
var FS embed.FS
