package main

import (
	"brine/repl"
	"brine/vm"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	h := repl.Host(os.Args[1:])
	s, err := repl.NewSession(h)
	if err != nil {
		panic(err)
	}
	if len(os.Args) > 2 && os.Args[2] == "torture" {
		code, err := s.M.Compile(text, os.Args[1], vm.ModeExec)
		if err != nil {
			fmt.Println(err)
			return
		}
		s.M.SetStepping(true)
		s.M.Start(code, s.Main)
		n := 0
		size := 0
		t := time.Now()
		for {
			err := s.M.Run()
			if err != vm.ErrStep {
				fmt.Println("END", err, n, size, time.Since(t))
				return
			}
			n++
			data, err := s.Snapshot()
			if err != nil {
				fmt.Println("SAVE", err)
				return
			}
			size = len(data)
			s, err = repl.Restore(data, h)
			if err != nil {
				fmt.Println("LOAD", err, s)
				os.WriteFile("/tmp/smoke/bad.pickle", data, 0o644)
				return
			}
			s.M.SetStepping(true)
			s.M.Continue()
		}
	}
	if len(os.Args) > 2 {
		f, _ := os.Create(os.Args[2])
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	t := time.Now()
	if err := s.Run(text, os.Args[1], vm.ModeExec); err != nil {
		fmt.Println("ERR", err)
	}
	fmt.Println(time.Since(t))
}
