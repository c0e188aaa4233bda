package lib

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"brine/vm"
	"brine/vm/object"
)

// osModule is _os: what prelude's os and os.path ask of the operating system.
var osModule = module{
	name:  "_os",
	rows:  concatRows(osRows, osProcessRows),
	types: []*object.Table{statResult.table},
	fill: func(m *vm.Machine, d *object.Dict) error {
		env := object.NewDict()
		for _, s := range os.Environ() {
			k, v, _ := strings.Cut(s, "=")
			env.SetString(k, str(v))
		}
		d.SetString("environ", object.Of(env))
		d.SetString("name", str(map[bool]string{true: "nt", false: "posix"}[runtime.GOOS == "windows"]))
		return nil
	},
}

var statResult = func() *record {
	r := newRecord("stat_result", "stat_result: Result from stat, fstat, or lstat.", "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime")
	r.table.Module = "os"
	return r
}()

// pathArg returns a path argument.
func pathArg(v value) (string, error) {
	if s, ok := object.StringOf(v); ok {
		if strings.IndexByte(s, 0) >= 0 {
			return "", object.ValueErrorf("embedded null byte")
		}
		return s, nil
	}
	if b, ok := bytesOf(v); ok {
		return string(b), nil
	}
	return "", object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", v.Type().Name)
}

// onPath is a row of a function that does something to a path.
func onPath(name, sig, doc string, f func(w *world, path string, args []value) (value, error)) object.Native {
	return leaf(name, sig, doc, func(w *world, args []value) (value, error) {
		path, err := pathArg(args[0])
		if err != nil {
			return value{}, err
		}
		flushAll(w)
		v, err := f(w, path, args)
		if err == nil {
			return v, nil
		}
		if _, ok := err.(*object.Exception); ok {
			return v, err
		}
		return v, osError(err, args[0])
	})
}

func modeArg(v value, dflt os.FileMode) (os.FileMode, error) {
	if v.IsUnbound() {
		return dflt, nil
	}
	n, err := intArg(v)
	return os.FileMode(n & 0o7777), err
}

var osRows = []object.Native{
	leaf("getcwd", "()", "Return a unicode string representing the current working directory.", func(w *world, args []value) (value, error) {
		dir, err := os.Getwd()
		if err != nil {
			return value{}, osError(err, object.Unbound)
		}
		return str(dir), nil
	}),
	onPath("chdir", "(path)", "Change the current working directory to the specified path.", func(w *world, path string, args []value) (value, error) { return object.None, os.Chdir(path) }),
	onPath("listdir", "(path='.')", "Return a list containing the names of the files in the directory.", func(w *world, path string, args []value) (value, error) {
		entries, err := os.ReadDir(path)
		var names []string
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return strList(names), err
	}),
	onPath("mkdir", "(path, mode=511)", "Create a directory.", func(w *world, path string, args []value) (value, error) {
		mode, err := modeArg(args[1], 0o777)
		if err != nil {
			return value{}, err
		}
		return object.None, os.Mkdir(path, mode)
	}),
	onPath("rmdir", "(path)", "Remove a directory.", func(w *world, path string, args []value) (value, error) {
		if st, err := os.Lstat(path); err == nil && !st.IsDir() {
			return value{}, syscall.ENOTDIR
		}
		return object.None, os.Remove(path)
	}),
	onPath("remove", "(path)", "Remove a file (same as unlink()).", func(w *world, path string, args []value) (value, error) {
		if st, err := os.Lstat(path); err == nil && st.IsDir() {
			return value{}, syscall.EISDIR
		}
		return object.None, os.Remove(path)
	}),
	onPath("rename", "(src, dst)", "Rename a file or directory.", func(w *world, path string, args []value) (value, error) {
		to, err := pathArg(args[1])
		if err != nil {
			return value{}, err
		}
		err = os.Rename(path, to)
		if l, ok := err.(*os.LinkError); ok {
			if no, ok := l.Err.(syscall.Errno); ok {
				e := object.NewException(object.ErrnoClass(no), object.Int(int64(no)), str(errnoText(no)))
				for name, v := range map[string]value{"errno": object.Int(int64(no)), "strerror": str(errnoText(no)), "filename": args[0], "filename2": args[1]} {
					object.SetAttr(object.Of(e), name, v)
				}
				return value{}, e
			}
		}
		return object.None, err
	}),
	onPath("stat", "(path, follow=True)", "Perform a stat system call on the given path.", func(w *world, path string, args []value) (value, error) {
		stat := os.Stat
		if args[1] == object.False {
			stat = os.Lstat
		}
		st, err := stat(path)
		if err != nil {
			return value{}, err
		}
		return statOf(st), nil
	}),
	onPath("readlink", "(path)", "Return a string representing the path to which the symbolic link points.", func(w *world, path string, args []value) (value, error) {
		s, err := os.Readlink(path)
		return str(s), err
	}),
	onPath("symlink", "(src, dst)", "Create a symbolic link pointing to src named dst.", func(w *world, path string, args []value) (value, error) {
		to, err := pathArg(args[1])
		if err != nil {
			return value{}, err
		}
		return object.None, os.Symlink(path, to)
	}),
	onPath("realpath", "(path)", "the path without symbolic links", func(w *world, path string, args []value) (value, error) {
		full, err := filepath.Abs(path)
		if err != nil {
			return value{}, err
		}
		if s, err := filepath.EvalSymlinks(full); err == nil {
			full = s
		}
		return str(full), nil
	}),
	onPath("chmod", "(path, mode)", "Change the access permissions of a file.", func(w *world, path string, args []value) (value, error) {
		mode, err := modeArg(args[1], 0)
		if err != nil {
			return value{}, err
		}
		return object.None, os.Chmod(path, mode)
	}),
	onPath("truncate", "(path, length)", "Truncate a file, specified by path, to a specific length.", func(w *world, path string, args []value) (value, error) {
		n, err := intArg(args[1])
		if err != nil {
			return value{}, err
		}
		return object.None, os.Truncate(path, n)
	}),
}

func statOf(st os.FileInfo) value {
	n := func(n int64) value { return object.Int(n) }
	mode := int64(st.Mode().Perm())
	switch {
	case st.IsDir():
		mode |= 0o040000
	case st.Mode()&os.ModeSymlink != 0:
		mode |= 0o120000
	case st.Mode().IsRegular():
		mode |= 0o100000
	case st.Mode()&os.ModeCharDevice != 0:
		mode |= 0o020000
	}
	t := object.Float(float64(st.ModTime().UnixNano()) / 1e9)
	return statResult.of(n(mode), n(0), n(0), n(1), n(0), n(0), n(st.Size()), t, t, t)
}

var osProcessRows = []object.Native{
	leaf("getpid", "()", "Return the current process id.", func(*world, []value) (value, error) { return object.Int(int64(os.Getpid())), nil }),
	leaf("cpu_count", "()", "Return the number of CPUs in the system; return None if indeterminable.", func(*world, []value) (value, error) { return object.Int(int64(runtime.NumCPU())), nil }),
	leaf("putenv", "(name, value, /)", "Change or add an environment variable.", func(w *world, args []value) (value, error) {
		k, _ := object.StringOf(args[0])
		v, _ := object.StringOf(args[1])
		return object.None, os.Setenv(k, v)
	}),
	leaf("unsetenv", "(name, /)", "Delete an environment variable.", func(w *world, args []value) (value, error) {
		k, _ := object.StringOf(args[0])
		return object.None, os.Unsetenv(k)
	}),
	leaf("strerror", "(code, /)", "Translate an error code to a message string.", func(w *world, args []value) (value, error) {
		n, err := intArg(args[0])
		return str(errnoText(syscall.Errno(n))), err
	}),
	leaf("urandom", "(size, /)", "Return a bytes object containing random bytes suitable for cryptographic use.", func(w *world, args []value) (value, error) {
		n, err := intArg(args[0])
		if err != nil || n < 0 || n > 1<<28 {
			return value{}, object.ValueErrorf("negative argument not allowed")
		}
		b := make([]byte, n)
		rand.Read(b)
		return object.NewBytes(string(b)), nil
	}),
	leaf("_exit", "(status)", "Exit to the system with specified status, without normal exit processing.", func(w *world, args []value) (value, error) {
		return exit(w, args)
	}),
}
