package repl_test

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"brine/vm/object"
)

// The steps of natives stand nowhere as a list: a step function asks for the
// next by its number. They are derived here from the source: from a step
// function, through all it hands its Call to, to the calls of Ask, AskKw, Do and
// Again.

// stepPackages are the packages that hold natives, those imported first.
var stepPackages = []string{"brine/vm/object", "brine/vm", "brine/vm/lib", "brine/stackless", "brine/pickle"}

// computedSteps are the steps that functions ask for by a number that is
// worked out as they run.
var computedSteps = map[string][]int{
	"object.indexed":        {1, 2, 3},    // one for each argument that may have __index__
	"object.stepNewComplex": {1, 2},       // one for each argument
	"object.stepNewInt":     {2, 4},       // __int__ and __trunc__
	"vm.stepCompare":        {1, 2},       // one for each operand
	"vm.stepRaise":          {1, 3},       // the exception and its cause
	"vm.stepBinary":         {2, 3},       // one for each operand
	"lib.realStep":          {1, 2, 3, 4}, // one for each argument
	"lib.row":               {5, 6},       // pos and endpos of methods of patterns
	"lib.finderRow":         {5, 6},       // the same
	"lib.substitute":        {6},          // count
	"lib.making":            {1, 2},       // one for each iterable
	"vm.stepProfiled":       {1, 3, 4},    // one for each event
}

// ruledOut are the steps of what several step functions share that one of them
// never comes to, by the kind of its arguments.
var ruledOut = map[string][]int{
	"object.stepStrFormat": {1}, // its keywords are a dict, and dicts are looked up at once
	"object.stepNested":    {4}, // a specification in a specification is an error
	"lib.stepPiece":        {3}, // in pieces, items are asked for one by one
}

// hostOnly are the natives that run while the host waits for them on a machine
// that has stopped: nobody can save them.
var hostOnly = map[string]bool{"vm:call_out": true}

// stepSource is the source of the packages, type-checked as far as they know
// of each other.
type stepSource struct {
	fset   *token.FileSet
	info   types.Info
	known  map[string]*types.Package
	decls  map[types.Object]*ast.FuncDecl
	steps  map[string]ast.Node              // what may be a step function, by file and line
	owner  map[ast.Node]*ast.FuncDecl       // the declaration around each of them
	calls  map[types.Object][]*ast.CallExpr // of each function
	locals map[types.Object]ast.Expr        // what variables are declared as
}

// Import makes packages from outside empty.
func (s *stepSource) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := s.known[path]; p != nil {
		return p, nil
	}
	p := types.NewPackage(path, filepath.Base(path))
	p.MarkComplete()
	return p, nil
}

func loadSteps(t *testing.T) *stepSource {
	s := &stepSource{
		fset:  token.NewFileSet(),
		info:  types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}},
		known: map[string]*types.Package{}, decls: map[types.Object]*ast.FuncDecl{}, steps: map[string]ast.Node{},
		owner: map[ast.Node]*ast.FuncDecl{}, calls: map[types.Object][]*ast.CallExpr{}, locals: map[types.Object]ast.Expr{},
	}
	for _, path := range stepPackages {
		names, err := filepath.Glob(filepath.Join("..", strings.TrimPrefix(path, "brine/"), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(s.fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		conf := types.Config{Importer: s, Error: func(error) {}} // of what the empty packages lack
		s.known[path], _ = conf.Check(path, s.fset, files, &s.info)
		for _, f := range files {
			s.enter(t, f)
		}
	}
	return s
}

// enter notes the functions and calls of a file.
func (s *stepSource) enter(t *testing.T, f *ast.File) {
	for _, d := range f.Decls {
		decl, _ := d.(*ast.FuncDecl)
		if decl != nil {
			s.decls[s.info.Defs[decl.Name]] = decl
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if def := s.info.Defs[n.Name]; def != nil {
					s.enterStep(t, n, decl, n.Type, def.Type())
				}
			case *ast.FuncLit:
				s.enterStep(t, n, decl, n.Type, s.info.Types[n].Type)
			case *ast.AssignStmt:
				if len(n.Lhs) == len(n.Rhs) && n.Tok == token.DEFINE {
					for i, x := range n.Lhs {
						s.locals[s.info.Defs[x.(*ast.Ident)]] = n.Rhs[i]
					}
				}
			case *ast.CallExpr:
				if fn := s.callee(n); fn != nil {
					s.calls[fn] = append(s.calls[fn], n)
				}
			}
			return true
		})
	}
}

// enterStep notes a function whose only parameter is a Call.
func (s *stepSource) enterStep(t *testing.T, n ast.Node, owner *ast.FuncDecl, at *ast.FuncType, typ types.Type) {
	sig, _ := typ.(*types.Signature)
	if sig == nil || sig.Params().Len() != 1 || !isCall(sig.Params().At(0).Type()) {
		return
	}
	p := s.fset.Position(at.Pos())
	place := lineOf(p.Filename, p.Line)
	if s.steps[place] != nil {
		t.Errorf("two step functions on one line cannot be told apart: %s", place)
	}
	s.steps[place], s.owner[n] = n, owner
}

// step is a step of a step function, which is known by where it is written.
type step struct {
	place string
	n     int
}

// places are the places of the step functions of natives.
var places sync.Map

// placeOf returns where the step function of a native is written.
func placeOf(n *object.Native) string {
	if place, ok := places.Load(n); ok {
		return place.(string)
	}
	fn := runtime.FuncForPC(reflect.ValueOf(n.Step).Pointer())
	place := lineOf(fn.FileLine(fn.Entry()))
	places.Store(n, place)
	return place
}

func lineOf(file string, line int) string {
	return fmt.Sprintf("%s/%s:%d", filepath.Base(filepath.Dir(file)), filepath.Base(file), line)
}

// isCall reports whether a type is *object.Call.
func isCall(t types.Type) bool {
	p, _ := types.Unalias(t).(*types.Pointer)
	if p == nil {
		return false
	}
	n, _ := types.Unalias(p.Elem()).(*types.Named)
	return n != nil && n.Obj().Name() == "Call" && n.Obj().Pkg().Path() == "brine/vm/object"
}

// callee returns the function, method or variable that is called.
func (s *stepSource) callee(call *ast.CallExpr) types.Object {
	fun := ast.Unparen(call.Fun)
	if x, ok := fun.(*ast.IndexExpr); ok {
		fun = x.X
	}
	switch fun := fun.(type) {
	case *ast.Ident:
		return s.info.Uses[fun]
	case *ast.SelectorExpr:
		return s.info.Uses[fun.Sel]
	}
	return nil
}

// bound is what is known of a parameter: its numbers, or the functions.
type bound struct {
	ints []int
	fns  []ast.Node
}

// env holds what is known of parameters.
type env map[types.Object]bound

// nameOf returns the name of the declaration that a step function is in.
func (s *stepSource) nameOf(fn ast.Node) string {
	if d := s.owner[fn]; d != nil {
		return s.info.Defs[d.Name].Pkg().Name() + "." + d.Name.Name
	}
	return "a table"
}

// find returns the steps that a step function asks for.
func (s *stepSource) find(t *testing.T, fn ast.Node) []int {
	w := &stepWalk{stepSource: s, t: t, name: s.nameOf(fn), steps: map[int]bool{0: true}, walking: map[ast.Node]int{}}
	if owner := s.owner[fn]; owner != nil && ast.Node(owner) != fn {
		calls := s.calls[s.info.Defs[owner.Name]]
		for _, call := range calls {
			w.walk(fn, w.bind(owner.Type, call, env{}))
		}
		if len(calls) > 0 {
			return sortedInts(w.steps)
		}
	}
	w.walk(fn, env{})
	return sortedInts(w.steps)
}

func sortedInts(m map[int]bool) (all []int) {
	for n := range m {
		all = append(all, n)
	}
	slices.Sort(all)
	return all
}

// maxRecursion is how often a function that calls itself is followed.
const maxRecursion = 2

// stepWalk goes through what a step function calls.
type stepWalk struct {
	*stepSource
	t       *testing.T
	name    string // of the step function
	steps   map[int]bool
	walking map[ast.Node]int // how often each function is being walked
}

// walk goes through the body of a function, of whose parameters e is known.
func (w *stepWalk) walk(fn ast.Node, e env) {
	if w.walking[fn] > maxRecursion {
		return
	}
	w.walking[fn]++
	defer func() { w.walking[fn]-- }()
	next := func(x ast.Expr) {
		b := w.eval(x, e)
		if b.ints == nil {
			b.ints = computedSteps[w.name]
		}
		if b.ints == nil {
			w.t.Errorf("%v: step %s of %s is not a constant; enter it into computedSteps", w.fset.Position(x.Pos()), types.ExprString(x), w.name)
		}
		for _, n := range b.ints {
			w.steps[n] = true
		}
	}
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			w.bindRange(n, e)
		case *ast.AssignStmt:
			if len(n.Rhs) == len(n.Lhs) && types.ExprString(n.Lhs[0]) == "c.F.PC" {
				next(n.Rhs[0])
			}
		case *ast.CallExpr:
			w.call(n, e, next)
		}
		return true
	})
}

// call looks at one call in a body.
func (w *stepWalk) call(call *ast.CallExpr, e env, next func(ast.Expr)) {
	fn := w.callee(call)
	for _, f := range w.functions(call.Fun, e) {
		w.walk(f, e)
	}
	f, ok := fn.(*types.Func)
	if !ok {
		return
	}
	sig := f.Type().(*types.Signature)
	if sig.Recv() != nil && isCall(sig.Recv().Type()) {
		switch f.Name() {
		case "Ask", "AskKw", "Do", "Again":
			next(call.Args[0])
			return
		}
	}
	takes := sig.Recv() != nil && isCall(sig.Recv().Type())
	for _, a := range call.Args {
		takes = takes || isCall(w.info.Types[a].Type)
	}
	if d := w.decls[f.Origin()]; d != nil && takes {
		w.walk(d, w.bind(d.Type, call, e))
	}
}

// functions returns the function literals that a called variable may hold: what
// was passed for it, or what the function that made it returns.
func (w *stepWalk) functions(fun ast.Expr, e env) (fns []ast.Node) {
	name, ok := fun.(*ast.Ident)
	if !ok {
		return nil
	}
	made, ok := w.locals[w.info.Uses[name]].(*ast.CallExpr)
	if !ok {
		return e[w.info.Uses[name]].fns
	}
	if maker := w.decls[w.callee(made)]; maker != nil {
		ast.Inspect(maker, func(n ast.Node) bool {
			if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
				fns = append(fns, w.eval(r.Results[0], e).fns...)
			}
			return true
		})
	}
	return fns
}

// bind tells what a call of a function says about its parameters.
func (w *stepWalk) bind(fn *ast.FuncType, call *ast.CallExpr, e env) env {
	got, i := env{}, 0
	for _, field := range fn.Params.List {
		for _, name := range field.Names {
			if _, variadic := field.Type.(*ast.Ellipsis); !variadic && i < len(call.Args) {
				if b := w.eval(call.Args[i], e); b.ints != nil || b.fns != nil {
					got[w.info.Defs[name]] = b
				}
			}
			i++
		}
	}
	return got
}

// bindRange tells about the variables of a loop over a list that is written there.
func (w *stepWalk) bindRange(loop *ast.RangeStmt, e env) {
	list, ok := loop.X.(*ast.CompositeLit)
	if !ok {
		return
	}
	var keys, values []int
	for i, x := range list.Elts {
		keys = append(keys, i)
		values = append(values, w.eval(x, e).ints...)
	}
	for x, ints := range map[ast.Expr][]int{loop.Key: keys, loop.Value: values} {
		if name, ok := x.(*ast.Ident); ok && ints != nil {
			e[w.info.Defs[name]] = bound{ints: ints}
		}
	}
}

// eval tells what is known of an expression.
func (w *stepWalk) eval(x ast.Expr, e env) bound {
	x = ast.Unparen(x)
	if v := w.info.Types[x].Value; v != nil && v.Kind() == constant.Int {
		n, _ := constant.Int64Val(v)
		return bound{ints: []int{int(n)}}
	}
	switch x := x.(type) {
	case *ast.FuncLit:
		return bound{fns: []ast.Node{x}}
	case *ast.Ident:
		if d := w.decls[w.info.Uses[x]]; d != nil {
			return bound{fns: []ast.Node{d}}
		}
		return e[w.info.Uses[x]]
	case *ast.CallExpr: // int32(next)
		if len(x.Args) == 1 && w.info.Types[x.Fun].IsType() {
			return w.eval(x.Args[0], e)
		}
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			var sums []int
			for _, a := range w.eval(x.X, e).ints {
				for _, b := range w.eval(x.Y, e).ints {
					sums = append(sums, a+b)
				}
			}
			return bound{ints: sums}
		}
	}
	return bound{}
}

// lostSteps are the steps that no native was saved at.
func lostSteps(t *testing.T) (lost []string) {
	source, example := loadSteps(t), map[string]string{}
	for _, name := range object.Resumables() {
		if hostOnly[name] {
			continue
		}
		v, _ := object.Named(name)
		example[placeOf(object.As[object.Native](v))] = name
	}
	for place, name := range example {
		fn := source.steps[place]
		if fn == nil {
			t.Errorf("no step function is written at %s, where that of native %s should be", place, name)
			continue
		}
		for _, n := range source.find(t, fn) {
			came, out := coverage.steps[step{place, n}], slices.Contains(ruledOut[source.nameOf(fn)], n)
			if came && out {
				t.Errorf("step %d of %s is ruled out, but native %s came to it", n, source.nameOf(fn), name)
			}
			if !came && !out {
				lost = append(lost, fmt.Sprintf("step %d of %s (%s), as in native %s", n, source.nameOf(fn), place, name))
			}
		}
	}
	return lost
}
