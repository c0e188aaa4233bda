// Package pickle saves and loads programs: any graph of values, with the
// frames of suspended tasklets and generators, the code they run, and the
// classes and functions of the main program; or a whole machine.
//
// # Two writers over one walk
//
// A snapshot is a whole vm.Machine. It has no boundary, calls no Python code
// and changes nothing. A pickle starts at one object and stops at the
// namespaces of modules: of __main__ it takes what the saved code can reach,
// of other modules only names.
//
// # The file
//
// A file is a stream of msgpack objects (https://msgpack.org):
//
//	str   "brine pickle"
//	int   format version; versions before 1 promise nothing
//	map   header: "kind", "writer", and the hashes of the opcodes, intrinsics
//	      and natives that the file uses, by name
//	array names of builtin types, natives and computed attributes
//	array kinds: one for each hidden class, [layout, class, attributes, fields]
//	array for each object its kind, or the name under which a module holds it
//	array bindings: [module, name, value] of globals that saved code reads
//	array objects, each an array of the fields that its kind names
//	any   the root value
//	array object number and identity number, by turns, of objects that have one
//	bin   SHA-256 of all of the above
//
// A value is what msgpack has (nil, bool, int, float, str, bin), or an
// extension:
//
//	0  object: its number, big-endian
//	1  int beyond 64 bits: sign byte, magnitude
//	2  singleton: 0 unbound, 1 Ellipsis, 2 NotImplemented, 3 the end frame
//	3  mark at the start of an array that is a tuple
//	4  str that is not UTF-8: WTF-8 bytes
//	5  named thing: its number in names
//
// A list, tuple, dict, str or bytes that is referred to once stands at its
// place as a plain array, map, str or bin (down to a depth of 50); so a pickle
// of plain data can be read with any msgpack library. Everything else stands
// in the table of objects, once.
//
// The same state gives the same bytes: objects are numbered in the order of a
// breadth-first walk from the root over fields in a fixed order.
//
// # Loading
//
// A reader makes empty objects first, then fills them, so cycles need no
// care and the Go stack does not grow with the graph. Everything is checked:
// the checksum, the hashes of what the file uses, each field's kind, code by
// the verifier, frames by what the verifier knows of their pc. Loading runs no
// Python code.
package pickle
