package lib

import (
	"io"

	"brine/vm/object"
)

var printRows = []object.Native{
	slow("print", "(*args, sep=' ', end='\\n', file=None, flush=False)", "Prints the values to a stream, or to sys.stdout by default.", nil, func(c *call) action {
		const at, text = 5, 6
		if c.Step() == 0 {
			c.SetReg(at, object.Int(0))
		} else {
			s, _ := object.StringOf(c.Result())
			if c.Reg(at).N > 1 {
				io.WriteString(c.Host.Stdout, " ")
			}
			io.WriteString(c.Host.Stdout, s)
		}
		items := itemsOf(c.Reg(0))
		i := c.Reg(at).N
		if int(i) >= len(items) {
			io.WriteString(c.Host.Stdout, "\n")
			return c.Return(object.None)
		}
		c.SetReg(at, object.Int(i+1))
		return c.Do(1, object.OpStr, items[i])
	}, object.SmallInt),
}
