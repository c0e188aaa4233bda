package compiler

import "brine/parser"

// scopeKind says what kind of block a scope belongs to.
type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope
	annotationScope // an annotation kept as text: looked at for errors only
)

// use says how a block mentions a name.
type use uint16

const (
	useGlobal   use = 1 << iota // global statement
	useLocal                    // assigned
	useParam                    // parameter
	useNonlocal                 // nonlocal statement
	useRead                     // read
	useImport                   // bound by an import
	useAnnot                    // annotated
	useCompIter                 // target of a comprehension's for
	useThrough                  // bound in this class body, and free in a function inside it

	useBound = useLocal | useParam | useImport
)

// place says where a name lives, as seen from one block.
type place uint8

const (
	placeNone     place = iota
	placeLocal          // here
	placeCell           // here, and an inner block captures it
	placeFree           // in an enclosing function
	placeGlobal         // global by declaration
	placeImplicit       // global since nobody binds it
)

// symbol is what is known of one name in one block.
type symbol struct {
	uses  use
	place place
}

// directive remembers where a global or nonlocal statement stood.
type directive struct {
	name string
	pos  parser.Pos
}

// scope is one block: a module, a class body, a function, a lambda or a
// comprehension.
type scope struct {
	kind     scopeKind
	name     string
	parent   *scope
	children []*scope

	symbols    map[string]*symbol
	order      []string // the symbols' names as first met
	params     []string
	directives []directive

	nested        bool   // inside a function, at any distance
	generator     bool   // has a yield
	coroutine     bool   // async, or has an await
	comprehension string // "list comprehension" and so on, else empty
	needsClass    bool   // class body: a method uses __class__ or super
	annotated     bool   // module or class body: has an annotated name
	private       string // the class whose name mangles __x

	iterTarget bool // inside the target of a comprehension's for
	iterExpr   int  // inside how many iterables of comprehensions

	walrus  map[string]bool // names assigned by := in this very block
	deleted map[string]bool // names that can become unbound again
}

// scopeKey finds the scope of a node. A node with type parameters has two.
type scopeKey struct {
	node   any
	params bool
}

// scopes holds the scope of each node that opens one.
type scopes map[scopeKey]*scope

func newScope(kind scopeKind, name string, parent *scope) *scope {
	s := &scope{kind: kind, name: name, parent: parent, symbols: map[string]*symbol{}}
	if parent != nil {
		s.nested = parent.nested || parent.kind == functionScope
		s.private = parent.private
		s.iterExpr = parent.iterExpr
	}
	return s
}

// usesOf returns how the block has mentioned the name so far.
func (s *scope) usesOf(name string) use {
	if sym := s.symbols[name]; sym != nil {
		return sym.uses
	}
	return 0
}

func (s *scope) mark(name string, u use) {
	sym := s.symbols[name]
	if sym == nil {
		sym = &symbol{}
		s.symbols[name] = sym
		s.order = append(s.order, name)
	}
	sym.uses |= u
}

// placeOf returns where the (mangled) name lives.
func (s *scope) placeOf(name string) place {
	if sym := s.symbols[name]; sym != nil {
		return sym.place
	}
	return placeImplicit
}

func (s *scope) markDeleted(name string) {
	if s.deleted == nil {
		s.deleted = map[string]bool{}
	}
	s.deleted[name] = true
}

func (s *scope) markWalrus(name string) {
	if s.walrus == nil {
		s.walrus = map[string]bool{}
	}
	s.walrus[name] = true
}

// mangle returns a name as a class body, or what is inside of it, knows it:
// __x in class C is _C__x.
func mangle(private, name string) string {
	if private == "" || len(name) < 3 || name[:2] != "__" || name[len(name)-2:] == "__" {
		return name
	}
	for i := range len(name) {
		if name[i] == '.' {
			return name
		}
	}
	for len(private) > 0 && private[0] == '_' {
		private = private[1:]
	}
	if private == "" {
		return name
	}
	return "_" + private + name
}
