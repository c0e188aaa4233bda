package object

// bytesPercentTemps are the registers of bytes % args, as those of str % args;
// the text is a bytearray.
var bytesPercentTemps = []RegKind{SmallInt, SmallInt, Any, Any}

func bytesPercentFast(w *World, args []Value) (Value, error) {
	p := percent{template: bytesSelf(args), args: args[1], bytes: true}
	need, err := p.run(w, Unbound, Unbound)
	switch {
	case need != nil:
		return Value{}, ErrSlow
	case err != nil:
		return Value{}, err
	}
	return bytesLike(args[0], unsafeString(p.out)), nil
}

// stepBytesPercent is stepPercent for bytes.
func stepBytesPercent(c *Call) Action {
	const pos, arg, text, item = 2, 3, 4, 5
	template, _ := BytesView(c.Reg(0))
	p := percent{template: template, args: c.Reg(1), bytes: true}
	landed := Unbound
	switch c.Step() {
	case 0:
		c.SetReg(text, NewByteArray(nil))
	case 1: // an item of the mapping
		c.SetReg(item, c.Result())
	case 2: // what a value was converted to
		landed = c.Result()
	}
	if c.Step() > 0 {
		p.pos, p.arg = int(c.Reg(pos).N), int(c.Reg(arg).N)
		if p.pos < 0 || p.pos > len(template) || !c.Reg(text).Is(&ByteArrayShape) { // it is a bytearray, and was changed
			return c.Raise(RuntimeErrorf("bytearray changed size during formatting"))
		}
	}
	at := p.pos
	need, err := p.run(c.World, c.Reg(item), landed)
	if err != nil {
		return c.Raise(err)
	}
	if p.pos != at { // the item was used
		c.SetReg(item, Unbound)
	}
	out := As[ByteArray](c.Reg(text))
	out.B = append(out.B, p.out...)
	if need == nil {
		return c.Return(bytesLike(c.Reg(0), string(out.B)))
	}
	c.SetReg(pos, Int(int64(p.pos)))
	c.SetReg(arg, Int(int64(p.arg)))
	switch {
	case need.call != "":
		return c.callMethod(2, need.value, need.call)
	case need.op == OpGetItem:
		return c.Do(1, OpGetItem, need.value, need.key)
	}
	return c.Do(2, need.op, need.value)
}

// convertBytes appends a value that is bytes or a single byte, or says what
// that takes.
func (p *percent) convertBytes(cv *percentConv, v, landed Value) (*percentNeed, error) {
	if cv.conv == 'c' {
		if landed.IsUnbound() && needsIndex(v) {
			return &percentNeed{value: v, call: "__index__"}, nil
		}
		if !landed.IsUnbound() {
			v = landed
		}
		s, ok := BytesView(v)
		n, isInt := Int64Of(v)
		switch {
		case ok && len(s) == 1:
		case isInt && n >= 0 && n < 256:
			s = string([]byte{byte(n)})
		case IsIntLike(v):
			return nil, Errorf(OverflowError, "%%c arg not in range(256)")
		default:
			return nil, TypeErrorf("%%c requires an integer in range(256) or a single byte")
		}
		return nil, p.pad(cv, s)
	}
	if !landed.IsUnbound() {
		if !landed.Has(&BytesLayout) {
			return nil, TypeErrorf("__bytes__ returned non-bytes (type %s)", landed.Type().LongName())
		}
		v = landed
	}
	s, ok := BytesView(v)
	if !ok {
		if fn, has := v.Type().Lookup("__bytes__"); has && !fn.IsNone() {
			return &percentNeed{value: v, call: "__bytes__"}, nil
		}
		return nil, TypeErrorf("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.Type().LongName())
	}
	if cv.prec >= 0 && cv.prec < len(s) {
		s = s[:cv.prec]
	}
	return nil, p.pad(cv, s)
}
