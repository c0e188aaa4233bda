package object

// The types of frames and code.
var (
	FrameType   = &Type{}
	FrameShape  Shape
	FrameLayout Layout

	CodeType   = &Type{}
	CodeShape  Shape
	CodeLayout Layout
)

func frameTable() Table {
	return Table{Type: FrameType, Name: "frame", Doc: "The state of a call.", Flags: Final | NoInstances,
		Shape: &FrameShape, Layout: &FrameLayout,
		Struct:  Struct[Frame]{Name: "frame", Fields: frameFields}.Layout(),
		Methods: frameMethods(), GetSets: frameGetSets(),
	}
}

func frameFields(x *Frame, a Archive) {
	VisitRef(a, "code", &CodeLayout, &x.Code)
	VisitRef(a, "function", &FuncLayout, &x.Fn)
	VisitRef(a, "back", &FrameLayout, &x.Back)
	VisitRef(a, "native", &NativeLayout, &x.Native)
	VisitInt(a, "pc", &x.PC)
	VisitInt(a, "land", &x.Land)
	VisitInt(a, "land_arg", &x.LandArg)
	VisitInt(a, "land_reg", &x.LandReg)
	VisitInt(a, "flags", &x.Flags)
	a.Values("registers", &x.Regs)
	side := x.Side != nil
	a.Bool("side", &side)
	if side {
		sideFields(x.Rare(), a)
	}
}

func sideFields(x *FrameSide, a Archive) {
	a.Value("names", &x.Names)
	VisitRef(a, "generator", &GeneratorLayout, &x.Generator)
	VisitRef(a, "locals", &DictLayout, &x.Locals)
	a.Value("trace", &x.Trace)
	VisitInt(a, "at", &x.At)
	VisitInt(a, "done", &x.Done)
	a.Bool("no_lines", &x.NoLines)
	a.Bool("opcodes", &x.Opcodes)
}

func codeTable() Table {
	return Table{Type: CodeType, Name: "code", Doc: "Create a code object.", Flags: Weakable | Final | NoInstances,
		Shape: &CodeShape, Layout: &CodeLayout,
		Struct: Struct[Code]{Name: "code", Fields: func(x *Code, a Archive) {
			a.Code("source", &x.Src)
			VisitInt(a, "id", &x.ID)
		}, ID: func(x *Code) *uint64 { return &x.ID }}.Layout(),
		Methods: codeMethods(), GetSets: codeGetSets(),
	}
}
