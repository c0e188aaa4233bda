package object

// GenericAlias is list[int]: a class with arguments.
type GenericAlias struct {
	Header
	Origin  Value
	Args    *Tuple
	Params  *Tuple // the type variables among the arguments
	Starred bool   // *tuple[int]
}

// Union is int | str.
type Union struct {
	Header
	Args   *Tuple
	Params *Tuple
}

// TypeAlias is what a type statement makes, PEP 695: its value is computed by
// a function when first asked for.
type TypeAlias struct {
	Header
	Name  Value
	Thunk Value
	Value Value // Unbound until computed
}

// AsyncValue marks what an asynchronous generator yields, as opposed to what
// an await inside it passes out.
type AsyncValue struct {
	Header
	V Value
}

// The types of these.
var (
	GenericAliasType   = &Type{}
	GenericAliasShape  Shape
	GenericAliasLayout Layout

	UnionType   = &Type{}
	UnionShape  Shape
	UnionLayout Layout

	TypeAliasType   = &Type{}
	TypeAliasShape  Shape
	TypeAliasLayout Layout

	AsyncValueType   = &Type{}
	AsyncValueShape  Shape
	AsyncValueLayout Layout
)

// NewGenericAlias returns origin[args]; args is a tuple, or the only argument.
func NewGenericAlias(origin, args Value) Value {
	t := AsA[Tuple](args, &TupleLayout)
	if t == nil {
		t = NewTuple(args)
	}
	return Of(&GenericAlias{Header: Header{&GenericAliasShape}, Origin: origin, Args: t, Params: typeVarsOf(t.Items)})
}

// NewAsyncValue marks a value that an asynchronous generator yields.
func NewAsyncValue(v Value) Value { return Of(&AsyncValue{Header{&AsyncValueShape}, v}) }

// NewTypeAlias returns what `type name = ...` makes.
func NewTypeAlias(name, thunk Value) Value {
	return Of(&TypeAlias{Header{&TypeAliasShape}, name, thunk, Unbound})
}

// UnionArgs returns the classes of a union, nil if v is none.
func UnionArgs(v Value) []Value {
	if u := AsA[Union](v, &UnionLayout); u != nil {
		return u.Args.Items
	}
	return nil
}

// typeVarsOf collects the type variables among arguments.
func typeVarsOf(args []Value) *Tuple {
	var vars []Value
	add := func(v Value) {
		for _, x := range vars {
			if x == v {
				return
			}
		}
		vars = append(vars, v)
	}
	for _, a := range args {
		if a.O == nil {
			continue
		}
		switch a.O.Shape {
		case &GenericAliasShape:
			for _, v := range As[GenericAlias](a).Params.Items {
				add(v)
			}
		case &UnionShape:
			for _, v := range As[Union](a).Params.Items {
				add(v)
			}
		default:
			if t := a.Type(); t.Module == "typing" && (t.Name == "TypeVar" || t.Name == "ParamSpec" || t.Name == "TypeVarTuple") {
				add(a)
			}
		}
	}
	return NewTuple(vars...)
}

func aliasTables() []Table {
	return []Table{
		{Type: GenericAliasType, Name: "GenericAlias", Module: "types", Doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
			Shape: &GenericAliasShape, Layout: &GenericAliasLayout, Sub: SubLayout[GenericAlias], Flags: UserGetAttr | Weakable,
			New: &genericAliasNew, Methods: genericAliasMethods(), GetSets: genericAliasGetSets(), Hash: hashAlias, Equal: equalAliases,
			Struct: Struct[GenericAlias]{Name: "generic_alias", Init: func(x *GenericAlias) { x.Origin, x.Args, x.Params = None, NewTuple(), NewTuple() },
				Fields: func(x *GenericAlias, a Archive) {
					a.Value("origin", &x.Origin)
					visitOwn(a, "args", &TupleLayout, &x.Args)
					visitOwn(a, "params", &TupleLayout, &x.Params)
					a.Bool("starred", &x.Starred)
				}}.Layout()},
		{Type: UnionType, Name: "UnionType", Module: "types", Doc: "Represent a PEP 604 union type\n\nE.g. for int | str", Flags: Final | NoInstances,
			Shape: &UnionShape, Layout: &UnionLayout,
			Methods: unionMethods(), GetSets: unionGetSets(), Hash: hashUnion, Equal: equalUnions,
			Struct: Struct[Union]{Name: "union", Init: func(x *Union) { x.Args, x.Params = NewTuple(), NewTuple() },
				Fields: func(x *Union, a Archive) {
					visitOwn(a, "args", &TupleLayout, &x.Args)
					visitOwn(a, "params", &TupleLayout, &x.Params)
				}}.Layout()},
		{Type: TypeAliasType, Name: "TypeAliasType", Module: "typing", Doc: "Type alias.", Flags: Final | NoInstances | UserGetAttr,
			Shape: &TypeAliasShape, Layout: &TypeAliasLayout,
			Methods: typeAliasMethods(), GetSets: typeAliasGetSets(),
			Struct: Struct[TypeAlias]{Name: "type_alias", Init: func(x *TypeAlias) { x.Name, x.Thunk, x.Value = None, None, Unbound },
				Fields: func(x *TypeAlias, a Archive) {
					a.Value("name", &x.Name)
					a.Value("thunk", &x.Thunk)
					a.Value("value", &x.Value)
				}}.Layout()},
		{Type: AsyncValueType, Name: "async_generator_wrapped_value", Doc: "A value yielded by an asynchronous generator.", Flags: Final | NoInstances,
			Shape: &AsyncValueShape, Layout: &AsyncValueLayout,
			Struct: Struct[AsyncValue]{Name: "async_value", Fields: func(x *AsyncValue, a Archive) { a.Value("value", &x.V) }}.Layout()},
	}
}
