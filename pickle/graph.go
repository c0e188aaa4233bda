package pickle

import (
	"brine/compiler"
	"brine/vm"
	"brine/vm/object"
)

// maxInline is the depth down to which containers stand at their place.
const maxInline = 50

// node is an object of the graph.
type node struct {
	h      *object.Header
	refs   int
	chain  int // how many reductions it stands in
	depth  int // below the object in the table that it would stand in
	parent int // number of the node that reached it first, -1 for the root
	field  string
	kind   int
	inline bool
	place  int           // number in the file, of those that are not inline
	named  string        // if it is written as a name of a module
	frame  *object.Frame // a frame as it is to be saved
	ofMain bool          // a class or function that is found under its name in __main__
	inner  bool          // only such ones lead to it
}

// graph is what a walk from the root finds.
type graph struct {
	m     *vm.Machine
	nodes []*node
	num   map[*object.Header]int
	names []string // of builtin things
	nameN map[*object.Header]int

	boundary  bool         // stop at modules
	main      object.Value // main tasklet, which a pickle refers to by name
	reading   []reading
	sentinels map[string]map[*object.Header]string // names of instances that modules of the prelude hold, by module
	paused    map[string]bool                      // modules that another tasklet is importing
	spaces    map[*object.Dict]string              // namespaces of modules, by dict
	frames    map[*object.Frame]*object.Frame      // frames that are saved in another state
	funcs     map[*object.Func]*object.Func        // of frames, in a pickle
	bindings  []binding
	bound     map[string]int // place in bindings, by name
	hooks     *hooks         // of a pickle: what hooks gave instead of an object

	opcodes map[compiler.Op]bool
	intrins map[int]bool
	natives map[string]*object.Native
	at      int  // node whose fields are being visited
	exposed bool // a node that was inner is not any more
	err     error
}

// binding is a global that saved code reads, or a class, function or enum
// member that is found under this name.
type binding struct {
	module, name string
	value        object.Value
	read         bool // saved code reads it
}

func newGraph(m *vm.Machine) *graph {
	return &graph{
		m: m, num: map[*object.Header]int{}, nameN: map[*object.Header]int{}, frames: map[*object.Frame]*object.Frame{}, funcs: map[*object.Func]*object.Func{},
		opcodes: map[compiler.Op]bool{}, intrins: map[int]bool{}, natives: map[string]*object.Native{}, bound: map[string]int{},
	}
}

// walk numbers everything that root reaches.
func (g *graph) walk(root object.Value) error {
	g.start(root)
	if n := g.next(); n != nil {
		g.fail("cannot pickle '%s' object without asking its hooks", n.h.Shape.Type.Name)
	}
	return g.err
}

// start begins a walk at root.
func (g *graph) start(root object.Value) {
	g.at = -1
	g.Value("", &root)
	g.at = 0
}

// next goes on with a walk up to an object whose hooks are to be asked; nil at
// the end.
func (g *graph) next() *node {
	for ; g.at < len(g.nodes) && g.err == nil; g.at++ {
		n := g.nodes[g.at]
		if g.hooks != nil && g.hooks.wants(n) {
			return n
		}
		g.visit(n)
	}
	for i := 0; i < len(g.nodes) && g.exposed; i++ {
		if g.hooks != nil && g.hooks.wants(g.nodes[i]) {
			return g.nodes[i]
		}
	}
	return nil
}

// visit visits the fields of an object, which adds those it refers to.
func (g *graph) visit(n *node) {
	if n.named != "" {
		return
	}
	class := object.Of(n.h.Shape.Type)
	g.Value("__class__", &class)
	switch {
	case n.h.Shape.Layout == &object.FrameLayout:
		n.frame = g.frameToSave((*object.Frame)(ptr(n.h)))
		if g.hooks != nil {
			g.hooks.keep(n.frame)
		}
		object.FrameLayout.Fields(&n.frame.Header, g)
		if fn := n.frame.Fn; fn != nil {
			g.reads(fn.Code.Src, fn.Globals)
		}
		return
	case n.h.Shape.Layout == &object.FuncLayout:
		fn := (*object.Func)(ptr(n.h))
		g.reads(fn.Code.Src, fn.Globals)
	}
	if n.h.Shape.Layout.Fields == nil {
		g.fail("cannot pickle '%s' object", n.h.Shape.Type.Name)
		return
	}
	if n.h.Shape.Layout.Core == &object.WeakRefLayout && !g.mayBeWeak(n) {
		g.fail("cannot pickle '%s' object", n.h.Shape.Type.Module+"."+n.h.Shape.Type.Name)
		return
	}
	n.h.Shape.Layout.Fields(n.h, g)
}

// mayBeWeak reports whether a weak reference is to be saved, with its referent:
// a program in flight may hold one, and classes and functions. Data may not, as
// in CPython, because it would be dead or alive at random when it is loaded.
func (g *graph) mayBeWeak(n *node) bool {
	if !g.boundary || n.inner || (*object.WeakRef)(ptr(n.h)).Target.IsUnbound() {
		return true
	}
	for at := n.parent; at >= 0; at = g.nodes[at].parent {
		if g.nodes[at].h.Shape.Layout == &object.FrameLayout {
			return true
		}
	}
	return false
}

// frameToSave returns a frame without dead temporaries and cached landing, so
// that the same state gives the same bytes.
func (g *graph) frameToSave(f *object.Frame) *object.Frame {
	if other := g.frames[f]; other != nil {
		f = other
	}
	c := *f
	c.Flags &= object.Hidden | object.Ended | object.Escaped | object.Entered
	if f == g.m.Frame && f.Native == nil {
		c.Land = object.LandNone // it runs: what its landing says is past
	}
	if c.Land == object.LandNone && c.Native == nil {
		c.LandArg, c.LandReg = 0, 0
	}
	if c.Native != nil {
		g.natives[c.Native.Module+":"+c.Native.Qualname] = c.Native
		c.Code = nil
		return &c
	}
	src := f.Code.Src
	if g.boundary {
		c.Fn = g.private(f.Fn)
	}
	c.Regs = append([]object.Value(nil), f.Regs[:src.NRegs]...)
	for i, need := range g.m.Needed(&c) {
		if !need {
			c.Regs[i] = object.Unbound
		}
	}
	return &c
}

// private returns a copy of the function of a running frame: the frame goes on
// with the code and the cells that it has, whatever its global name is bound to
// where the pickle is loaded.
func (g *graph) private(fn *object.Func) *object.Func {
	if p := g.funcs[fn]; p != nil {
		return p
	}
	c := *fn
	g.funcs[fn] = &c
	return &c
}

func (g *graph) fail(format string, args ...any) {
	if g.err == nil {
		g.err = &PathError{Text: sprintf(format, args...), Path: g.path(g.at)}
	}
}

// path tells how a node was reached.
func (g *graph) path(at int) []string {
	var p []string
	for at >= 0 && len(p) < 40 {
		n := g.nodes[at]
		p = append([]string{n.field + " <" + n.h.Shape.Type.Name + ">"}, p...)
		at = n.parent
	}
	return p
}

// Loading is false: a graph only reads.
func (g *graph) Loading() bool { return false }

// Whole is true of snapshots, which have no boundary.
func (g *graph) Whole() bool { return !g.boundary }

// World is that of the machine being saved.
func (g *graph) World() *object.World { return &g.m.World }

// Value visits a value: an object is added to the graph, or counted.
func (g *graph) Value(name string, v *object.Value) {
	x := *v
	if x.O == nil || single(x) >= 0 || x.IsFloat() || x.IsBool() || x.IsNone() {
		return
	}
	if x.O == &g.m.End().Header || x.Is(&object.BigIntShape) {
		return
	}
	x = g.reduced(x)
	if n, ok := g.num[x.O]; ok {
		g.nodes[n].refs++
		if g.nodes[n].inner && !g.within() {
			g.nodes[n].inner, g.exposed = false, true
		}
		return
	}
	if _, ok := g.nameN[x.O]; ok {
		return
	}
	if s, ok := object.NameOf(x); ok {
		g.nameN[x.O] = len(g.names)
		g.names = append(g.names, s)
		return
	}
	n := &node{h: x.O, refs: 1, parent: g.at, field: name, inner: g.within()}
	if g.at >= 0 {
		n.chain = g.nodes[g.at].chain
	}
	if g.at >= 0 && inlinable(g.nodes[g.at].h) {
		n.depth = g.nodes[g.at].depth + 1
	}
	if g.boundary {
		if g.at >= 0 && x == g.main {
			n.named = "main"
		} else {
			n.named = g.moduleName(x)
		}
	}
	g.num[x.O] = len(g.nodes)
	g.nodes = append(g.nodes, n)
	if g.boundary && n.named == "" {
		g.bindMain(x)
	}
}

// within reports whether the node in hand is, or belongs to, a class or
// function of __main__: a loader that has its own does not look at it.
func (g *graph) within() bool {
	return g.at >= 0 && (g.nodes[g.at].inner || g.nodes[g.at].ofMain)
}

// Values visits a slice of values.
func (g *graph) Values(name string, vs *[]object.Value) {
	for i := range *vs {
		g.Value(name, &(*vs)[i])
	}
}

// Object visits a reference.
func (g *graph) Object(name string, l *object.Layout, h **object.Header) {
	if *h != nil {
		v := object.Value{O: *h}
		g.Value(name, &v)
	}
}

// Code visits portable code: its inner code objects are objects of the graph.
func (g *graph) Code(name string, src **compiler.Code) {
	for _, in := range (*src).Instrs {
		g.opcodes[in.Op] = true
		if in.Op == compiler.Intrinsic {
			g.intrins[int(in.X)] = true
		}
	}
	for _, k := range (*src).Consts {
		if c, ok := k.(*compiler.Code); ok {
			v := object.Of(g.m.Load(c))
			g.Value("constant", &v)
		}
	}
}

// The other fields refer to nothing.

func (g *graph) Int(string, *int64)              { /* a number */ }
func (g *graph) Bool(string, *bool)              { /* a number */ }
func (g *graph) String(string, *string)          { /* text */ }
func (g *graph) Strings(string, *[]string)       { /* texts */ }
func (g *graph) Bytes(string, *[]byte)           { /* bytes */ }
func (g *graph) Fail(format string, args ...any) { g.fail(format, args...) }
func (g *graph) After(func() error)              { /* loading only */ }

// standsInData reports whether an object may stand where it is referred to: a
// dict only inside plain data, because elsewhere an iterator or a search may
// hold it, to whom its version matters.
func (g *graph) standsInData(n *node) bool {
	return n.h.Shape != &object.DictShape || n.parent < 0 || inlinable(g.nodes[n.parent].h)
}

// inlinable reports whether objects like h may stand at their place.
func inlinable(h *object.Header) bool {
	switch h.Shape {
	case &object.ListShape, &object.TupleShape, &object.DictShape, &object.StrShape, &object.BytesShape:
		return true
	}
	return false
}

// single returns the code of a singleton, or -1.
func single(v object.Value) int {
	switch v {
	case object.Unbound:
		return 0
	case object.Ellipsis:
		return 1
	case object.NotImplemented:
		return 2
	}
	return -1
}

// place decides what stands inline, and numbers the rest.
func (g *graph) place() (count int) {
	for _, n := range g.nodes {
		n.inline = n.named == "" && g.standsInData(n) && n.refs == 1 && n.depth < maxInline && inlinable(n.h) && !hasHashes(n.h) && (g.boundary || g.m.SideID(n.h) == 0)
		if !n.inline {
			n.place = count
			count++
		}
	}
	return count
}

// hasHashes reports whether h is a dict with keys whose hashes are saved, or
// with holes that an iterator may count.
func hasHashes(h *object.Header) bool {
	if h.Shape != &object.DictShape {
		return false
	}
	d := (*object.Dict)(ptr(h))
	if d.Entries() != d.Len() {
		return true
	}
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if !object.PlainKey(d.KeyAt(i)) {
			return true
		}
	}
	return false
}
