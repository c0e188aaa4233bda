// Bench runs each program of its folder under brine and python3 in turn, and
// prints medians of the CPU time that the processes used, less what an empty
// program takes. Then it compares tasklets with what else there is of their kind.
package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	brine := "bin/brine"
	if len(os.Args) > 1 {
		brine = os.Args[1]
	}
	rounds := 5
	if n, err := strconv.Atoi(os.Getenv("BENCH_ROUNDS")); err == nil {
		rounds = n
	}
	files, _ := filepath.Glob("testdata/bench/*.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		python = ""
	}
	fmt.Printf("%-16s %10s %10s %8s\n", "", "brine", "python3", "ratio")
	base := [2]time.Duration{}
	product, n := 0.0, 0
	for _, file := range append([]string{"testdata/bench/empty.py"}, files...) {
		name := strings.TrimSuffix(filepath.Base(file), ".py")
		if name == "empty" && base[0] != 0 {
			continue
		}
		var times [2][]time.Duration
		for range rounds {
			for i, bin := range []string{brine, python} {
				if bin == "" {
					continue
				}
				cmd := exec.Command(bin, file)
				if out, err := cmd.CombinedOutput(); err != nil {
					fmt.Printf("%s %s: %v\n%s", bin, file, err, out)
					os.Exit(1)
				}
				times[i] = append(times[i], cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
			}
		}
		var m [2]time.Duration
		for i := range times {
			if len(times[i]) > 0 {
				slices.Sort(times[i])
				m[i] = times[i][len(times[i])/2] - base[i]
			}
		}
		if name == "empty" {
			base = m
		}
		ratio := ""
		if m[1] > 0 {
			r := float64(m[1]) / float64(m[0])
			ratio = fmt.Sprintf("%.2fx", r)
			if name != "empty" {
				product += math.Log(r)
				n++
			}
		}
		fmt.Printf("%-16s %9.1fms %9.1fms %8s\n", name, ms(m[0]), ms(m[1]), ratio)
	}
	if n > 0 {
		fmt.Printf("geometric mean of the speed, python3 = 1: %.2fx\n", math.Exp(product/float64(n)))
	}
	tasklets(brine, rounds)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
