package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// peers are what tasklets are measured against, where the machine has it.
var peers = []string{"brine", "generators", "asyncio", "greenlet"}

// tasklets prints what a switch, a message, a new tasklet and a waiting one
// cost, beside what Python has for the like: CPU time by operation, and memory.
// A program WORK_COUNT.PEER.py in the folder tasklets does COUNT operations.
func tasklets(brine string, rounds int) {
	bins := map[string]string{"brine": brine}
	if python, err := exec.LookPath("python3"); err == nil {
		bins["generators"], bins["asyncio"] = python, python
		for _, p := range []string{python, "/usr/bin/python3"} {
			if exec.Command(p, "-c", "import greenlet").Run() == nil {
				bins["greenlet"] = p
				break
			}
		}
	}
	fmt.Printf("\n%-22s", "ns of CPU each")
	for _, p := range peers {
		fmt.Printf(" %11s", p)
	}
	fmt.Println()
	empty := map[string]usage{}
	for _, p := range peers {
		if bin := bins[p]; bin != "" {
			empty[p] = measure(bin, "testdata/bench/empty.py", rounds)
		}
	}
	files, _ := filepath.Glob("testdata/bench/tasklets/*.brine.py")
	slices.SortFunc(files, func(a, b string) int { return rank(a) - rank(b) })
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".brine.py")
		at := strings.LastIndexByte(name, '_')
		count, _ := strconv.Atoi(name[at+1:])
		all := map[string]usage{}
		for range rounds { // in turn, so that what else goes on disturbs all alike
			for _, p := range peers {
				if u, ok := try(bins[p], strings.Replace(file, ".brine.", "."+p+".", 1)); ok {
					all[p] = all[p].with(u)
				}
			}
		}
		row(name, all, func(p string) float64 {
			return float64((all[p].median() - empty[p].median()).Nanoseconds()) / float64(count)
		})
		if strings.HasPrefix(name, "blocked") {
			row("  bytes of memory each", all, func(p string) float64 {
				return float64(all[p].memory-empty[p].memory) / float64(count)
			})
		}
	}
}

// rank is the order in which the programs are shown.
func rank(file string) int {
	name := filepath.Base(file)
	for i, prefix := range []string{"schedule_2_", "schedule_1000_", "message", "ring", "create", "blocked_100000.", "blocked_1000000."} {
		if strings.HasPrefix(name, prefix) {
			return i
		}
	}
	return 99
}

func row(name string, all map[string]usage, f func(peer string) float64) {
	fmt.Printf("%-22s", name)
	for _, p := range peers {
		if _, ok := all[p]; ok {
			fmt.Printf(" %11.1f", f(p))
		} else {
			fmt.Printf(" %11s", "-")
		}
	}
	fmt.Println()
}

// usage is what runs of a program took.
type usage struct {
	times  []time.Duration // CPU time of each
	memory int64           // the most that was resident, in bytes
}

func (u usage) with(v usage) usage {
	return usage{append(u.times, v.times...), max(u.memory, v.memory)}
}

func (u usage) median() time.Duration {
	if len(u.times) == 0 {
		return 0
	}
	t := slices.Clone(u.times)
	slices.Sort(t)
	return t[len(t)/2]
}

func measure(bin, file string, rounds int) (u usage) {
	for range rounds {
		v, _ := try(bin, file)
		u = u.with(v)
	}
	return u
}

// try runs a program, if it is there.
func try(bin, file string) (u usage, ok bool) {
	if _, err := os.Stat(file); bin == "" || err != nil {
		return u, false
	}
	cmd := exec.Command(bin, file)
	if out, err := cmd.CombinedOutput(); err != nil {
		fmt.Printf("%s %s: %v\n%s", bin, file, err, out)
		os.Exit(1)
	}
	return usage{[]time.Duration{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, resident(cmd.ProcessState)}, true
}
