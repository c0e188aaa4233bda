package compiler

import "brine/parser"

// maxWindow is how many arguments are passed in registers; more go through a
// list and a dict.
const maxWindow = 200

// producer puts one argument into a register; used for the hidden arguments of
// LOAD_BUILD_CLASS.
type producer func(dst int)

func (u *unit) call(e *parser.Call, dst int) {
	if !u.distinctKeywords(e.Keywords) {
		return
	}
	attr, isMethod := e.Func.(*parser.Attribute)
	if isSpread(&e.CallArgs) || len(e.Args)+len(e.Keywords) > maxWindow {
		base := u.window(dst)
		u.expr(e.Func, base)
		u.spread(base, nil, &e.CallArgs, nil, dst)
		return
	}
	base := u.window(dst)
	op, opKw := Call, CallKw
	if isMethod {
		op, opKw = CallMethod, CallMethodKw
		obj := u.operandIn(attr.Value, base)
		u.temp()
		u.pos = attr.Pos
		u.startAtAttr(attr)
		u.emit(LoadMethod, base, obj, u.site(u.mangled(attr.Attr)))
		u.pos = e.Pos
	} else {
		u.expr(e.Func, base)
	}
	for _, arg := range e.Args {
		u.expr(arg, u.temp())
	}
	if len(e.Keywords) > 0 {
		op = opKw
		u.keywords(e.Keywords)
	}
	if isMethod {
		u.startAtAttr(attr)
	}
	u.emit(op, dst, base, len(e.Args)+len(e.Keywords))
}

// distinctKeywords refuses f(a=1, a=2).
func (u *unit) distinctKeywords(list []*parser.Keyword) bool {
	for i, k := range list {
		if k.Arg == "__debug__" {
			u.fail(&u.pos, "cannot assign to __debug__")
			return false
		}
		for _, earlier := range list[:i] {
			if k.Arg != "" && k.Arg == earlier.Arg {
				u.fail(&k.Pos, "keyword argument repeated: "+k.Arg)
				return false
			}
		}
	}
	return true
}

// isSpread tells if there is a * or ** among the arguments.
func isSpread(args *parser.CallArgs) bool {
	for _, k := range args.Keywords {
		if k.Arg == "" {
			return true
		}
	}
	return hasStar(args.Args)
}

// keywords appends the values of named arguments to a window, and their names.
func (u *unit) keywords(list []*parser.Keyword) {
	names := Tuple{}
	for _, k := range list {
		u.expr(k.Value, u.temp())
		names = append(names, k.Arg)
	}
	u.loadK(u.temp(), names)
}

// spread makes a call with * or ** of the function in base, the topmost
// temporary. lead and tail are hidden positional arguments around args.
func (u *unit) spread(base int, lead []producer, args *parser.CallArgs, tail producer, dst int) {
	list, dict := u.temp(), u.temp()
	m := u.mark()
	if len(lead) > 0 {
		first := u.temp()
		lead[0](first)
		for _, produce := range lead[1:] {
			produce(u.temp())
		}
		u.emit(BuildList, list, first, len(lead))
		u.release(m)
		for _, arg := range args.Args {
			if star, ok := arg.(*parser.Starred); ok {
				u.emitX(ListExtend, 1, list, u.operand(star.Value), 0)
			} else {
				u.emit(ListAppend, list, u.operand(arg), 0)
			}
			u.release(m)
		}
	} else {
		u.collect(collection{BuildList, ListAppend, ListExtend}, args.Args, 1, list)
	}
	if tail != nil {
		t := u.temp()
		tail(t)
		u.emit(ListAppend, list, t, 0)
		u.release(m)
	}
	if len(args.Keywords) == 0 {
		u.emit(Unset, dict, 0, 0)
	} else {
		u.spreadKeywords(base, dict, args.Keywords)
	}
	u.emit(CallEx, dst, base, 0)
}

// spreadKeywords collects named arguments and ** mappings into a dict.
func (u *unit) spreadKeywords(base, dict int, list []*parser.Keyword) {
	m := u.mark()
	u.emit(BuildDict, dict, dict, 0)
	merged := false // what is named after a ** may repeat it, and is merged too
	for len(list) > 0 {
		n := 0
		for n < len(list) && list[n].Arg != "" {
			n++
		}
		into := dict
		if merged && n > 0 {
			into = u.temp()
			u.emit(BuildDict, into, into, 0)
		}
		for _, k := range list[:n] {
			inner := u.mark()
			name := u.temp()
			u.loadK(name, k.Arg)
			u.emit(MapAdd, into, name, u.operand(k.Value))
			u.release(inner)
		}
		if into != dict {
			u.emit(DictMerge, dict, into, base)
		}
		u.release(m)
		list = list[n:]
		if len(list) > 0 {
			u.emit(DictMerge, dict, u.operand(list[0].Value), base)
			u.release(m)
			merged = true
			list = list[1:]
		}
	}
}
