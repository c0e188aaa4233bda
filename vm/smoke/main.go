package main

import (
	"brine/vm"
	"brine/vm/object"
	"fmt"
	"os"
	"runtime/pprof"
	"time"
)

func main() {
	text, _ := os.ReadFile(os.Args[1])
	m := vm.New(&object.Host{})
	rows := []object.Native{
		{Name: "print", Sig: "(*args)", Doc: "p", Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			for _, v := range object.As[object.Tuple](args[0]).Items {
				s, _ := object.StrLeaf(v)
				fmt.Print(s, " ")
			}
			fmt.Println()
			return object.None, nil
		}},
		{Name: "range", Sig: "(n, m=None)", Doc: "p", Fast: func(w *object.World, args []object.Value) (object.Value, error) {
			return object.Of(object.NewRange(object.Int(0), args[0], object.Int(1))), nil
		}},
		{Name: "repr", Sig: "(n)", Doc: "p", Step: func(c *object.Call) object.Action { return c.DoTail(object.OpRepr, c.Reg(0)) }},
	}
	object.EnterFunctions("builtins", rows, m.Builtins)
	m.Builtins.SetString("__build_class__", vm.BuildClass())
	for _, t := range object.ExceptionTypes() {
		m.Builtins.SetString(t.Name, object.Of(t))
	}
	m.Builtins.SetString("str", object.Of(object.StrType))
	m.Builtins.SetString("property", object.Of(object.PropertyType))
	g := object.NewDict()
	g.SetString("__name__", object.NewStr("__main__"))
	code, err := m.Compile(text, os.Args[1], vm.ModeExec)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	if len(os.Args) > 2 {
		f, _ := os.Create(os.Args[2])
		pprof.StartCPUProfile(f)
		defer pprof.StopCPUProfile()
	}
	t := time.Now()
	m.Start(code, g)
	if err := m.Run(); err != nil {
		fmt.Println("ERR", err)
	}
	fmt.Println(time.Since(t))
}
