//go:build !unix

package lib

import "time"

// processTime is the processor time used so far, as far as can be told.
func processTime() int64 { return int64(time.Since(started)) }
