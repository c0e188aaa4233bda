// Brine runs Python programs that can be stopped anywhere and finished later.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"brine/repl"
)

const usage = `usage: brine [option] ... [-c cmd | file | -] [arg] ...
       brine resume FILE       finish the program or the tasklets saved in FILE
       brine dis FILE          show the code of a script
options:
-c cmd : program passed in as string (terminates option list)
-      : program read from stdin
-i     : read statements as at the prompt, also if input is no terminal
-h     : print this help message and exit (also --help)
-V     : print the version and exit (also --version)
Without arguments brine reads programs from the prompt.
`

func main() {
	tuneCollector()
	os.Exit(run(os.Args[1:]))
}

// tuneCollector lets the heap grow more between collections than Go does by
// default, which is what programs of small objects want, unless GOGC says
// otherwise.
func tuneCollector() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
}

func run(args []string) int {
	if len(args) == 0 {
		return repl.Prompt(repl.Host([]string{""}, ""))
	}
	switch args[0] {
	case "-h", "--help":
		fmt.Print(usage)
		return 0
	case "-i":
		return withSession([]string{""}, "", func(s *repl.Session) int { return s.Transcript(os.Stdin) })
	case "-V", "--version":
		fmt.Println(repl.Version)
		return 0
	case "-c":
		if len(args) < 2 {
			fmt.Fprint(os.Stderr, "Argument expected for the -c option\n"+usage)
			return 2
		}
		return program(append([]string{"-c"}, args[2:]...), "", []byte(args[1]+"\n"), "<string>")
	case "-":
		text, err := io.ReadAll(os.Stdin)
		if err != nil {
			fmt.Fprintln(os.Stderr, "brine:", err)
			return 2
		}
		return program(args, "", text, "<stdin>")
	case "resume", "dis":
		if len(args) < 2 {
			fmt.Fprintf(os.Stderr, "brine %s: a file is missing\n%s", args[0], usage)
			return 2
		}
		if args[0] == "resume" {
			return resume(args[1:])
		}
		return withSession(args[1:], filepath.Dir(args[1]), func(s *repl.Session) int { return s.Disassemble(os.Stdout, args[1]) })
	}
	if args[0] != "" && args[0][0] == '-' {
		fmt.Fprintf(os.Stderr, "Unknown option: %s\n%s", args[0], usage)
		return 2
	}
	return withSession(args, filepath.Dir(args[0]), func(s *repl.Session) int { return s.RunFile(args[0]) })
}

func program(args []string, dir string, text []byte, file string) int {
	return withSession(args, dir, func(s *repl.Session) int { return s.RunText(text, file) })
}

func withSession(args []string, dir string, do func(*repl.Session) int) int {
	s, err := repl.NewSession(repl.Host(args, dir))
	if err != nil {
		fmt.Fprintln(os.Stderr, "brine:", err)
		return 1
	}
	defer s.WatchInterrupts()()
	return do(s)
}

func resume(args []string) int {
	data, err := os.ReadFile(args[0])
	if err != nil {
		fmt.Fprintf(os.Stderr, "brine: can't open file '%s': %v\n", args[0], err)
		return 2
	}
	return repl.Resume(data, repl.Host(args, filepath.Dir(args[0])))
}
