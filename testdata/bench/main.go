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
	python, err := exec.LookPath("python3")
	if err != nil {
		python = ""
	}
	r := runner{bins: [2]string{brine, python}, rounds: rounds}
	r.base = r.measure("testdata/bench/empty.py")
	fmt.Printf("%-16s %10s %10s %8s\n", "", "brine", "python3", "ratio")
	r.print("empty", r.base)
	if mean := r.compare("testdata/bench/*.py"); mean > 0 {
		fmt.Printf("geometric mean of the speed, python3 = 1: %.2fx\n", mean)
	}
	fmt.Println("\nwith trace and profile functions")
	r.compare("testdata/bench/tracing/*.py")
	tasklets(brine, rounds)
}

// runner runs programs under brine and python3, which may be absent.
type runner struct {
	bins   [2]string
	rounds int
	base   [2]time.Duration // what an empty program takes
}

// compare measures the programs of a pattern, and returns the geometric mean of
// the speed, or 0.
func (r *runner) compare(pattern string) float64 {
	files, _ := filepath.Glob(pattern)
	product, n := 0.0, 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".py")
		if name == "empty" {
			continue
		}
		m := r.measure(file)
		for i := range m {
			m[i] -= r.base[i]
		}
		r.print(name, m)
		if m[1] > 0 && m[0] > 0 {
			product += math.Log(float64(m[1]) / float64(m[0]))
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return math.Exp(product / float64(n))
}

// measure returns the medians of the CPU time that a program takes.
func (r *runner) measure(file string) (m [2]time.Duration) {
	var times [2][]time.Duration
	for range r.rounds {
		for i, bin := range r.bins {
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
	for i := range times {
		if len(times[i]) > 0 {
			slices.Sort(times[i])
			m[i] = times[i][len(times[i])/2]
		}
	}
	return m
}

func (r *runner) print(name string, m [2]time.Duration) {
	ratio := ""
	if m[1] > 0 {
		ratio = fmt.Sprintf("%.2fx", float64(m[1])/float64(m[0]))
	}
	fmt.Printf("%-16s %9.1fms %9.1fms %8s\n", name, ms(m[0]), ms(m[1]), ratio)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
