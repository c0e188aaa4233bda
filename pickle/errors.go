package pickle

import "fmt"

// A FormatError says why a file cannot be loaded.
type FormatError struct {
	Offset int // in the file, -1 if the trouble has no place
	Text   string
}

// Error gives the reason and the place.
func (e *FormatError) Error() string {
	if e.Offset < 0 {
		return e.Text
	}
	return fmt.Sprintf("%s (at byte %d)", e.Text, e.Offset)
}

// A PathError says which object cannot be saved, and how it was reached.
type PathError struct {
	Text string
	Path []string // from the root
}

// Error gives the reason and the path.
func (e *PathError) Error() string {
	s := e.Text
	for i, p := range e.Path {
		if i == 0 {
			s += ": " + p
		} else {
			s += " -> " + p
		}
	}
	return s
}
