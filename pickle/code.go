package pickle

import (
	"encoding/binary"
	"math"
	"math/big"

	"brine/compiler"
	"brine/vm/object"
)

// Portable code is written as an array:
//
//	[name, qualname, filename, doc, line, flags, posonly, args, kwonly, nregs,
//	 locals, cells, free, instructions, constants, sites, globals, names,
//	 handlers, active, spans]
//
// Instructions are eight bytes each, little-endian: op, x, a, b, c. Tables of
// numbers are arrays of ints. Inner code objects stand among the constants as
// references.
const codeFields = 21

func (o *output) code(c *compiler.Code) {
	e := o.enc
	e.EncodeArrayLen(codeFields)
	o.text(c.Name)
	o.text(c.Qualname)
	o.text(c.Filename)
	o.text(c.Doc)
	for _, n := range []int{c.Line, int(c.Flags), c.PosOnly, c.Args, c.KwOnly, c.NRegs} {
		e.EncodeInt(int64(n))
	}
	o.texts(c.Locals)
	o.numbers(len(c.CellVar), func(i int) int { return int(c.CellVar[i]) })
	e.EncodeArrayLen(3 * len(c.Free))
	for _, f := range c.Free {
		o.text(f.Name)
		e.EncodeBool(f.FromFree)
		e.EncodeInt(int64(f.Index))
	}
	code := make([]byte, 0, 8*len(c.Instrs))
	for _, in := range c.Instrs {
		code = append(code, byte(in.Op), in.X)
		code = binary.LittleEndian.AppendUint16(code, in.A)
		code = binary.LittleEndian.AppendUint16(code, in.B)
		code = binary.LittleEndian.AppendUint16(code, in.C)
	}
	e.EncodeBytes(code)
	e.EncodeArrayLen(len(c.Consts))
	for _, k := range c.Consts {
		o.constant(k)
	}
	o.texts(c.Sites)
	o.texts(c.Globals)
	o.texts(c.Names)
	o.numbers(4*len(c.Handlers), func(i int) int {
		h := c.Handlers[i/4]
		return [4]int{h.Start, h.End, h.Target, int(h.Reg)}[i%4]
	})
	o.numbers(3*len(c.Active), func(i int) int {
		a := c.Active[i/3]
		return [3]int{a.Start, a.End, int(a.Reg)}[i%3]
	})
	o.numbers(5*len(c.Spans), func(i int) int {
		s := c.Spans[i/5]
		return [5]int{s.PC, s.Line, s.Col, s.EndLine, s.EndCol}[i%5]
	})
}

func (o *output) texts(list []string) {
	o.enc.EncodeArrayLen(len(list))
	for _, s := range list {
		o.text(s)
	}
}

func (o *output) numbers(n int, at func(i int) int) {
	o.enc.EncodeArrayLen(n)
	for i := range n {
		o.enc.EncodeInt(int64(at(i)))
	}
}

// constant writes a constant of code; arrays begin with their kind.
func (o *output) constant(k any) {
	e := o.enc
	group := func(kind string, items []any) {
		e.EncodeArrayLen(len(items) + 1)
		e.EncodeString(kind)
		for _, x := range items {
			o.constant(x)
		}
	}
	switch k := k.(type) {
	case nil:
		e.EncodeNil()
	case bool:
		e.EncodeBool(k)
	case int64:
		e.EncodeInt(k)
	case *big.Int:
		o.bigInt(k)
	case float64:
		e.EncodeFloat64(k)
	case complex128:
		group("complex", []any{real(k), imag(k)})
	case string:
		o.text(k)
	case []byte:
		e.EncodeBytes(k)
	case compiler.Ellipsis:
		o.ext(extSingle, 1)
	case compiler.Tuple:
		group("tuple", k)
	case compiler.FrozenSet:
		group("frozenset", k)
	case *compiler.Code:
		o.put(object.Of(o.m.Load(k)))
	default:
		o.fail("constant %T", k)
	}
}

// code reads portable code. Inner code is filled in by the caller, in place,
// as it is read itself.
func (r *reader) code() *compiler.Code {
	if n := r.arrayLen(); n != codeFields {
		r.fail("code has %d fields, not %d", n, codeFields)
		return nil
	}
	c := &compiler.Code{Name: r.text(), Qualname: r.text(), Filename: r.text(), Doc: r.text()}
	c.Line, c.Flags = r.small(), compiler.Flags(r.small())
	c.PosOnly, c.Args, c.KwOnly, c.NRegs = r.small(), r.small(), r.small(), r.small()
	c.Locals = r.texts()
	for _, n := range r.numbers(1) {
		c.CellVar = append(c.CellVar, uint16(n))
	}
	for range r.arrayLen() / 3 {
		c.Free = append(c.Free, compiler.Free{Name: r.text(), FromFree: r.bool(), Index: uint16(r.small())})
	}
	code := r.bytes()
	if len(code)%8 != 0 {
		r.fail("code of %d bytes", len(code))
		return nil
	}
	for i := 0; i < len(code); i += 8 {
		c.Instrs = append(c.Instrs, compiler.Instr{Op: compiler.Op(code[i]), X: code[i+1],
			A: binary.LittleEndian.Uint16(code[i+2:]), B: binary.LittleEndian.Uint16(code[i+4:]), C: binary.LittleEndian.Uint16(code[i+6:])})
	}
	for range r.arrayLen() {
		c.Consts = append(c.Consts, r.constant(0))
		if r.err != nil {
			return nil
		}
	}
	c.Sites, c.Globals, c.Names = r.texts(), r.texts(), r.texts()
	n := r.numbers(4)
	for i := 0; i+3 < len(n); i += 4 {
		c.Handlers = append(c.Handlers, compiler.Handler{Start: n[i], End: n[i+1], Target: n[i+2], Reg: uint16(n[i+3])})
	}
	n = r.numbers(3)
	for i := 0; i+2 < len(n); i += 3 {
		c.Active = append(c.Active, compiler.Active{Start: n[i], End: n[i+1], Reg: uint16(n[i+2])})
	}
	n = r.numbers(5)
	for i := 0; i+4 < len(n); i += 5 {
		c.Spans = append(c.Spans, compiler.Span{PC: n[i], Line: n[i+1], Col: n[i+2], EndLine: n[i+3], EndCol: n[i+4]})
	}
	return c
}

// constant reads a constant of code.
func (r *reader) constant(depth int) any {
	if depth > maxInline {
		r.fail("constants nested too deep")
		return nil
	}
	c := r.peek()
	switch {
	case isString(c):
		return r.text()
	case isArray(c):
		n := r.arrayLen()
		if n == 0 {
			r.fail("constant without kind")
			return nil
		}
		kind := r.text()
		items := make([]any, 0, min(n-1, r.left()))
		for range n - 1 {
			items = append(items, r.constant(depth+1))
			if r.err != nil {
				return nil
			}
		}
		return r.group(kind, items)
	case isBin(c):
		return r.bytes()
	}
	v := r.value(0)
	switch {
	case v.O == nil:
		return v.N
	case v.IsFloat():
		return v.Float()
	case v.IsBool():
		return v.N != 0
	case v.IsNone():
		return nil
	case v == object.Ellipsis:
		return compiler.Ellipsis{}
	case v.Is(&object.BigIntShape):
		return object.BigOf(v)
	case v.Is(&object.StrShape):
		return object.As[object.Str](v).S
	case v.Is(&object.CodeShape):
		return r.sources[v.O]
	}
	r.fail("constant is a '%s'", v.Type().LongName())
	return nil
}

func (r *reader) group(kind string, items []any) any {
	switch kind {
	case "tuple":
		return compiler.Tuple(items)
	case "frozenset":
		return compiler.FrozenSet(items)
	case "complex":
		if len(items) == 2 {
			re, ok1 := items[0].(float64)
			im, ok2 := items[1].(float64)
			if ok1 && ok2 {
				return complex(re, im)
			}
		}
	}
	r.fail("constant of kind %q", kind)
	return math.NaN()
}
