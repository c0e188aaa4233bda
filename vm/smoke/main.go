package main

import (
	"brine/vm"
	"brine/vm/lib"
	"brine/vm/object"
	"fmt"
	"os"
)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	m := vm.New(&object.Host{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Args: os.Args[1:], Path: []string{"."}})
	if err := lib.Install(m); err != nil {
		panic(err)
	}
	g := object.NewDict()
	g.SetString("__name__", object.NewStr("__main__"))
	code, err := m.Compile(text, os.Args[1], vm.ModeExec)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	m.Start(code, g)
	if err := m.Run(); err != nil {
		fmt.Println("ERR", err)
	}
}
