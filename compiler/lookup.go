package compiler

// HandlerAt returns the innermost handler of an exception raised at pc, or nil.
func (c *Code) HandlerAt(pc int) *Handler {
	for i := range c.Handlers {
		if h := &c.Handlers[i]; h.Start <= pc && pc < h.End {
			return h
		}
	}
	return nil
}

// ActiveAt returns the register with the exception being handled at pc.
func (c *Code) ActiveAt(pc int) (reg uint16, ok bool) {
	for i := range c.Active {
		if a := &c.Active[i]; a.Start <= pc && pc < a.End {
			return a.Reg, true
		}
	}
	return 0, false
}
