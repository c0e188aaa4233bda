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
//	int   how many bytes follow, as 64 bits: a loader reads no more
//	map   header: "kind", "writer", and the hashes of the opcodes, intrinsics
//	      and natives that the file uses, by name
//	array names of builtin types, natives and computed attributes
//	array kinds: one for each hidden class, [layout, class, attributes, fields]
//	array for each object its kind, or the name under which a module holds it
//	array bindings: [module, name, value, read] of globals that saved code
//	      reads or mentions, and of classes, functions and enum members of __main__
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
// # Names
//
// What modules hold is written as a name: "namespace m", "module m", "global
// m:q"; the main tasklet, unless it is the root, as "main". Of __main__, a
// loader uses its own class, function, enum member or global of the same name
// and type in the place of a stored one, and what the file brings otherwise. So
// it does with the globals of other modules that code in flight mentions, if the
// pickle holds them because something else leads to them (a channel that a
// tasklet waits on). Sentinels of the library are names too.
//
// # Hooks
//
// Classes of programs may define __reduce_ex__, __reduce__, __getstate__,
// __setstate__, __getnewargs__ or __getnewargs_ex__, and copyreg, or a Pickler,
// may have a reducer for a class, or a persistent id for an object. In the
// place of such an object stands a reduction: the call that makes it, its
// state, list items and dict items. All other objects are saved by class and
// attributes, without asking anyone: those of the library too, because a
// program in flight may be at work inside them. So are tasklets and channels,
// which refer to each other by type, and what a native in flight works on.
//
// Hooks are Python code. So a dump (pickling) and a load (building) are heap
// objects, worked on by resumable natives, and can be saved themselves, with
// what hooks gave so far; their walks are derived again.
//
// A dump walks breadth-first, and stops at each object with hooks until they
// have answered. When it is at the end it walks anew, until no hook had to be
// asked in between: only then it writes, at one blow. An object among the
// arguments of its own call is a RecursionError.
//
// A load reads the whole file first and runs nothing. Then a plan is made
// (planner): depth first from the root, an object is made when its arguments
// are complete, takes its place in what refers to it, and is given items and
// state. Dicts and sets with such keys are laid out again. Loading data and
// tasklets without reductions runs nothing at all.
//
// # Loading
//
// A reader makes empty objects first, then fills them, so cycles need no
// care and the Go stack does not grow with the graph. Everything is checked:
// the checksum, the hashes of what the file uses, each field's kind, code by
// the verifier, frames by what the verifier knows of their pc. What a field
// takes only objects of one layout is left as it is made, where a reduction
// stands in the file, until the object is there.
//
// An Unpickler with a find_class of its own is asked for every class, function
// and namespace that stands as a value in the file before it is read, and a
// file whose reductions call code that it brings itself is refused.
package pickle
