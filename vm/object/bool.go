package object

// The type of False and True, which are Values without a heap object.
var (
	BoolType   = &Type{}
	BoolShape  Shape
	BoolLayout Layout
)

func boolTable() Table {
	return Table{Type: BoolType, Name: "bool", Base: IntType, Flags: Final,
		Doc:   "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
		Shape: &BoolShape, Layout: &BoolLayout, Struct: singleLayout("bool", &boolHeader),
		New: &boolNew, Methods: boolMethods()}
}
