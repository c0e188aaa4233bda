package repl_test

import (
	"os"
	"testing"
)

// TestRandomCalls calls methods of tasklets, channels, greenlets and their like
// with arguments of any kind: nothing panics, and the machine stays sound.
func TestRandomCalls(t *testing.T) {
	text, err := os.ReadFile("../testdata/soak/calls.py")
	if err != nil {
		t.Fatal(err)
	}
	if out, errs := runScript(t, t.TempDir(), string(text)); out != "done True\n" {
		t.Errorf("it printed %q\n%s", out, errs)
	}
}
