package repl

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"brine/vm/object"

	"github.com/chzyer/readline"
)

// Version is what -V prints.
const Version = "Brine 0.1 (Python 3.11)"

// lines gives the prompt its input.
type lines interface {
	// Line shows a prompt and returns what was typed, without the newline;
	// io.EOF at the end, readline.ErrInterrupt for Ctrl-C.
	Line(prompt string) (string, error)
}

// Prompt reads and runs statements until the end of input, and returns the
// exit code. Input that does not come from a terminal is run as one script.
func Prompt(host *object.Host) int {
	s, err := NewSession(host)
	if err != nil {
		fmt.Fprintln(host.Stderr, "brine:", err)
		return 1
	}
	if !readline.DefaultIsTerminal() {
		text, err := io.ReadAll(host.Stdin)
		if err != nil {
			fmt.Fprintln(host.Stderr, "brine:", err)
			return 2
		}
		return s.RunText(text, "<stdin>")
	}
	term, err := newTerminal(s)
	if err != nil {
		fmt.Fprintln(host.Stderr, "brine:", err)
		return 1
	}
	defer term.rl.Close()
	defer s.WatchInterrupts()()
	fmt.Fprintf(host.Stdout, "%s\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n", Version)
	return s.Interact(term)
}

// Transcript runs the prompt over lines of text, as if they were typed; the
// prompts are printed too. It returns the exit code.
func (s *Session) Transcript(input io.Reader) int {
	return s.Interact(&reader{bufio.NewScanner(input), s.host.Stdout})
}

// Interact is the loop of the prompt.
func (s *Session) Interact(in lines) int {
	c := &Console{s: s}
	for {
		line, err := in.Line(c.Prompt())
		switch {
		case errors.Is(err, readline.ErrInterrupt):
			c.Reset()
			fmt.Fprintln(s.host.Stderr, "\nKeyboardInterrupt")
			continue
		case err != nil:
			c.Feed("")
			fmt.Fprintln(s.host.Stdout)
			s.Close()
			return 0
		}
		if exit, code := c.Feed(line); exit {
			return code
		}
	}
}

// reader takes lines from any input.
type reader struct {
	*bufio.Scanner
	out io.Writer
}

// Line implements lines.
func (r *reader) Line(prompt string) (string, error) {
	fmt.Fprint(r.out, prompt)
	if !r.Scan() {
		if err := r.Err(); err != nil {
			return "", err
		}
		return "", io.EOF
	}
	return r.Text(), nil
}

// terminal takes lines from a terminal, with history and completion.
type terminal struct{ rl *readline.Instance }

func newTerminal(s *Session) (*terminal, error) {
	history := ""
	if home, err := os.UserHomeDir(); err == nil {
		history = filepath.Join(home, ".brine_history")
	}
	rl, err := readline.NewEx(&readline.Config{
		HistoryFile: history, AutoComplete: &completer{s}, InterruptPrompt: "^C", DisableAutoSaveHistory: false,
	})
	if err != nil {
		return nil, err
	}
	return &terminal{rl}, nil
}

// Line implements lines.
func (t *terminal) Line(prompt string) (string, error) {
	t.rl.SetPrompt(prompt)
	return t.rl.Readline()
}

// completer completes names of __main__ and the builtins, and attributes of
// what they name. It runs no Python code.
type completer struct{ s *Session }

// Do implements readline.AutoCompleter.
func (c *completer) Do(line []rune, pos int) (candidates [][]rune, length int) {
	text := string(line[:pos])
	start := strings.LastIndexFunc(text, func(r rune) bool {
		return r != '_' && r != '.' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r < 128
	}) + 1
	word := text[start:]
	if word == "" {
		return [][]rune{[]rune("    ")}, 0
	}
	prefix := word
	names := c.s.names()
	if path, last, found := cutLast(word, '.'); found {
		prefix, names = last, c.s.attributes(path)
	}
	for _, name := range names {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			candidates = append(candidates, []rune(rest))
		}
	}
	return candidates, len([]rune(prefix))
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	if i := strings.LastIndexByte(s, sep); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

// names are the global and builtin names.
func (s *Session) names() []string {
	return append(keys(s.Main), keys(s.M.Builtins)...)
}

func keys(d *object.Dict) (names []string) {
	for i, ok := d.Next(0); ok; i, ok = d.Next(i + 1) {
		if name, isStr := object.StringOf(d.KeyAt(i)); isStr {
			names = append(names, name)
		}
	}
	return names
}

// attributes lists the attributes of what a dotted path leads to, as far as
// that can be seen without running anything.
func (s *Session) attributes(path string) (names []string) {
	module := "__main__"
	v, ok := s.M.FindGlobal(module, path)
	if !ok {
		return nil
	}
	if mod := object.AsA[object.Module](v, &object.ModuleLayout); mod != nil {
		return keys(mod.Dict)
	}
	if v.O != nil && v.O.Shape.Layout.Attrs != nil && !v.O.Shape.InDict() {
		names = append(names, v.O.Shape.Names()...)
	}
	for _, t := range v.Type().MRO {
		names = append(names, keys(t.Dict)...)
	}
	return names
}
