package repl

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"brine/vm/object"
)

// Console turns lines into statements and runs them, as the prompt does. Text
// pasted from a session of an interpreter works: prompts are stripped, and
// lines that repeat the output are passed over.
type Console struct {
	s     *Session
	block []string // lines of a statement that is not complete
	plain bool     // print is a function: from __future__ import print_function

	pasted bool     // the statement began with a pasted prompt
	echo   []string // output lines that may follow in what is pasted
}

// Prompt returns what to show before the next line.
func (c *Console) Prompt() string {
	if len(c.block) > 0 {
		return "... "
	}
	return ">>> "
}

// Reset drops an unfinished statement.
func (c *Console) Reset() { c.block, c.pasted = nil, false }

// Feed takes a line, and runs the statement that it completes. exit says that
// the program asked to end, with this code.
func (c *Console) Feed(line string) (exit bool, code int) {
	line = strings.TrimSuffix(line, "\r")
	trimmed := strings.TrimLeft(line, " \t")
	first, isFirst := cutPrompt(trimmed, ">>>")
	switch {
	case isFirst:
		if len(c.block) > 0 { // the pasted block before it ends here
			if exit, code = c.run(true); exit {
				return exit, code
			}
		}
		c.pasted, line = true, first
	case c.pasted && len(c.block) > 0:
		if rest, ok := cutPrompt(trimmed, "..."); ok {
			line = rest
		} else if rest, ok := cutPrompt(trimmed, ". . ."); ok {
			line = rest
		}
	case len(c.block) == 0 && c.repeats(line):
		return false, 0
	default:
		c.pasted = c.pasted && len(c.block) > 0
	}
	if len(c.block) == 0 && strings.TrimSpace(line) == "" {
		return false, 0
	}
	c.block = append(c.block, line)
	return c.run(false)
}

// cutPrompt cuts a prompt, which a space or nothing follows.
func cutPrompt(line, prompt string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(line, prompt)
	if !ok || rest != "" && rest[0] != ' ' {
		return line, false
	}
	return strings.TrimPrefix(rest, " "), true
}

var address = regexp.MustCompile(`0x[0-9A-Fa-f]+`)

// repeats reports whether a line is the next line of the output of what was
// pasted before; addresses may differ.
func (c *Console) repeats(line string) bool {
	if len(c.echo) == 0 || address.ReplaceAllString(strings.TrimSpace(line), "0x") != c.echo[0] {
		return false
	}
	c.echo = c.echo[1:]
	return true
}

// run runs the block if it is complete; if it must end, an incomplete one is
// an error.
func (c *Console) run(end bool) (exit bool, code int) {
	text := strings.Join(c.block, "\n") + "\n"
	if end {
		text += "\n"
	}
	compiled, incomplete, plain, err := c.s.M.CompilePrompt([]byte(text), "<stdin>", c.plain)
	if incomplete && !end {
		return false, 0
	}
	pasted := c.pasted
	c.Reset()
	c.echo = nil
	if err != nil {
		c.s.Report(err)
		return false, 0
	}
	c.plain = plain
	var tee bytes.Buffer
	if pasted {
		out := c.s.host.Stdout
		c.s.host.Stdout = io.MultiWriter(out, &tee)
		defer func() {
			c.s.host.Stdout = out
			for _, line := range strings.Split(tee.String(), "\n") {
				if line = strings.TrimSpace(line); line != "" {
					c.echo = append(c.echo, address.ReplaceAllString(line, "0x"))
				}
			}
		}()
	}
	err = c.s.RunCode(compiled)
	c.s.flush()
	if object.Is(err, object.SystemExit) {
		return true, c.s.Exit(err)
	}
	if err != nil {
		c.s.Report(err)
	}
	return false, 0
}
