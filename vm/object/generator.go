package object

// The types of generators, coroutines and asynchronous generators, which
// share a struct.
var (
	GeneratorType      = &Type{}
	CoroutineType      = &Type{}
	AsyncGeneratorType = &Type{}

	GeneratorShape, CoroutineShape, AsyncGeneratorShape Shape

	GeneratorLayout Layout
)

func generatorTable() Table {
	return Table{Type: GeneratorType, Name: "generator", Doc: "A generator.", Flags: Weakable | Final | NoInstances,
		Shape: &GeneratorShape, Layout: &GeneratorLayout,
		Struct: Struct[Generator]{Name: "generator", Init: func(x *Generator) { x.Name, x.Qualname = NewStr("?"), NewStr("?") },
			Fields: func(x *Generator, a Archive) {
				VisitRef(a, "frame", &FrameLayout, &x.Frame)
				a.Value("name", &x.Name)
				a.Value("qualname", &x.Qualname)
				VisitRef(a, "code", &CodeLayout, &x.Code)
				a.Bool("running", &x.Running)
				a.Bool("started", &x.Started)
				VisitInt(a, "id", &x.ID)
			}, ID: func(x *Generator) *uint64 { return &x.ID }}.Layout(),
		Methods: append(resumeRows(), iterRow(), nextRow(), generatorRepr("generator")), GetSets: generatorAttrs("gi", "yieldfrom"),
	}
}

func coroutineTable() Table {
	return Table{Type: CoroutineType, Name: "coroutine", Doc: "A coroutine.", Flags: Weakable | Final | NoInstances,
		Shape: &CoroutineShape, Layout: &GeneratorLayout,
		Methods: append(resumeRows(), generatorRepr("coroutine"), leaf("__await__", "(self, /)", "Return an iterator to be used in await expression.", newCoroutineWrapper)),
		GetSets: append(generatorAttrs("cr", "await"), getter("cr_origin", "where it was made", func(*World, Value) (Value, error) { return None, nil })),
	}
}

func asyncGeneratorTable() Table {
	return Table{Type: AsyncGeneratorType, Name: "async_generator", Doc: "An asynchronous generator.", Flags: Weakable | Final | NoInstances,
		Shape: &AsyncGeneratorShape, Layout: &GeneratorLayout,
		Methods: asyncGeneratorMethods(), GetSets: generatorAttrs("ag", "await"),
	}
}
