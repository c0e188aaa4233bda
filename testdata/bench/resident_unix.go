//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// resident is the most memory that an ended process had, in bytes.
func resident(p *os.ProcessState) int64 {
	r, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	n := int64(r.Maxrss)
	if runtime.GOOS == "linux" {
		n <<= 10 // which counts in KiB
	}
	return n
}
