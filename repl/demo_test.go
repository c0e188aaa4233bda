package repl_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// brine builds the command once and returns its path.
var brine = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "brine")
	if err != nil {
		return "", err
	}
	bin := filepath.Join(dir, "brine")
	out, err := exec.Command("go", "build", "-o", bin, "brine/cmd/brine").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%v: %s", err, out)
	}
	return bin, nil
})

// command runs brine in a folder and returns what it printed and its exit code.
func command(t *testing.T, dir, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	bin, err := brine()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(bin, args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, strings.NewReader(stdin), &out, &errs
	if err := cmd.Run(); err != nil {
		if _, exited := err.(*exec.ExitError); !exited {
			t.Fatal(err)
		}
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

func demo(t *testing.T, name string) string {
	text, err := os.ReadFile(filepath.Join("..", "testdata", "demo", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDemoChannel types the channel demo of the slides at the prompt.
func TestDemoChannel(t *testing.T) {
	out, errs, code := command(t, t.TempDir(), demo(t, "channel.txt"), "-i")
	out = regexp.MustCompile(`(?m)^(>>> |\.\.\. )+`).ReplaceAllString(out, "")
	out = regexp.MustCompile(`0x[0-9a-f]+`).ReplaceAllString(out, "0x")
	want := strings.Repeat("<stackless.tasklet object at 0x>\n", 3) + `Receiving tasklet started
Sending tasklet started
send from sending_tasklet
Receiving tasklet finished
Just another tasklet in the scheduler
sending tasklet finished
`
	if strings.TrimSpace(out) != strings.TrimSpace(want) || errs != "" || code != 0 {
		t.Errorf("got %d\n%s\n%s\nwant\n%s", code, out, errs, want)
	}
}

// TestDemoPickling runs the pickling demo of the slides in three processes.
func TestDemoPickling(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "demo.py"), []byte(demo(t, "pickling.py")), 0o644); err != nil {
		t.Fatal(err)
	}
	var enter, leave string
	for i := 1; i <= 9; i++ {
		enter += fmt.Sprintf("enter level %s%d\n", strings.Repeat(" ", i), i)
		leave = fmt.Sprintf("leave level %s%d\n", strings.Repeat(" ", i), i) + leave
	}
	check := func(what, want string, args ...string) {
		out, errs, code := command(t, dir, "", args...)
		if out != want || errs != "" || code != 0 {
			t.Errorf("%s: exit code %d\n%s\n%s\nwant\n%s", what, code, out, errs, want)
		}
	}
	check("first process", enter+"hi\n"+leave, "demo.py")
	check("script with the file", leave, "demo.py", "tasklet.pickle")
	if err := os.Remove(filepath.Join(dir, "demo.py")); err != nil {
		t.Fatal(err)
	}
	check("resume", leave, "resume", "tasklet.pickle")
}

// TestDeepRecursion pickles a recursion 100,000 deep, and finishes it in
// another process.
func TestDeepRecursion(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("first.py", `
import pickle, stackless
channel = stackless.channel()
def down(n):
    if n == 0:
        return channel.receive()
    return down(n - 1) + 1
def work():
    print(down(100000))
t = stackless.tasklet(work)()
stackless.run()
print(t.recursion_depth)
pickle.dump(t, open('deep.pickle', 'wb'))
`)
	write("second.py", `
import pickle, stackless
t = pickle.load(open('deep.pickle', 'rb'))
t._channel.send(23)
stackless.run()
print(t.alive)
`)
	if out, errs, _ := command(t, dir, "", "first.py"); out != "100002\n" {
		t.Errorf("first: %s%s", out, errs)
	}
	if out, errs, _ := command(t, dir, "", "second.py"); out != "100023\nFalse\n" {
		t.Errorf("second: %s%s", out, errs)
	}
}

// TestCommand holds what the command says of bad input, and its exit codes.
func TestCommand(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "bad.py"), []byte("x = 1\nif x\n    pass\n"), 0o644)
	os.WriteFile(filepath.Join(dir, "junk.pickle"), []byte("no pickle at all"), 0o644)
	for _, c := range []struct {
		args   []string
		stdin  string
		code   int
		stdout string
		stderr string
	}{
		{[]string{"bad.py"}, "", 1, "", "  File \"" + filepath.Join(dir, "bad.py") + "\", line 2\n    if x\n        ^\nSyntaxError: expected ':'\n"},
		{[]string{"missing.py"}, "", 2, "", "brine: can't open file 'missing.py': no such file or directory\n"},
		{[]string{"resume", "junk.pickle"}, "", 1, "", "brine: not a brine pickle\n"},
		{[]string{"-c", "import sys; print(sys.argv); sys.exit(7)", "a"}, "", 7, "['-c', 'a']\n", ""},
		{[]string{"-"}, "print('from stdin')", 0, "from stdin\n", ""},
		{[]string{"-c", "import stackless, sys\nstackless.tasklet(sys.exit)(3)\nstackless.run()\nprint('not reached')"}, "", 3, "", ""},
		{[]string{"-c", "1/0"}, "", 1, "", "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\nZeroDivisionError: division by zero\n"},
		{[]string{"-i"}, "1/0\n_ = 3\n'a' + 'b'\n", 0, ">>> >>> >>> 'ab'\n>>> \n", "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero\n"},
	} {
		out, errs, code := command(t, dir, c.stdin, c.args...)
		if code != c.code || out != c.stdout || errs != c.stderr {
			t.Errorf("%q: exit code %d, want %d\nstdout %q\nwant   %q\nstderr %q\nwant   %q", c.args, code, c.code, out, c.stdout, errs, c.stderr)
		}
	}
}
