package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// everything has each kind of statement and expression.
const everything = `"""Module."""
from __future__ import annotations
import os, sys.path as p
from . import a
from ..b.c import (d as e, f,)

@decorator(1, *args, key="value", **kwargs)
class Account(Base, metaclass=Meta):
    limit: int = 1_000
    rates = {"a": 1.5, **others, "b": 2e-3}

    def __init__(self, owner: str, /, balance=0, *rest: int, key=None, **more) -> None:
        super().__init__()
        self.owner, self.balance = owner, balance
        self.items[1:2, ::3] += [x ** 2 for x in range(10) if x % 2 if x > 3]

    async def fetch(self, url):
        async with session.get(url) as (response, *others), lock:
            async for line in response:
                yield await line.read() or b"bytes" b"\x41" if False else None
        return

def work(n):
    global total
    for i, (j, k) in enumerate(sorted({1, 2, 3}, key=lambda v, w=1, *z: -v)):
        while not i < j <= k != n and (m := i // 2) is not None:
            if i in (1, 2) or j not in seen:
                continue
            elif i & 1 | j ^ 2 << 3:
                break
            else:
                pass
        else:
            del seen[i], rest.x
    try:
        assert n >= 0, f"negative: {n!r:>{width}} {total=}"
    except (ValueError, KeyError) as error:
        raise RuntimeError("bad") from error
    except:
        pass
    else:
        nothing = ...
    finally:
        print(*[1, 2], sep=", ")
    with (open("a") as a, open("b") as b,):
        total = yield from a
    match n, total:
        case [1, *_, Point(x=0, y=-1.5 + 2j)] | {"k": v, **rest} if v:
            return {k: v for k, v in rest}
        case "text" | None as t:
            return (yield)
        case _:
            pass
`

func BenchmarkParse(b *testing.B) {
	src := []byte(strings.Repeat(everything[strings.Index(everything, "@"):], 50))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("x.py", src, Exec); err != nil {
			b.Fatal(err.(*SyntaxError).Format())
		}
	}
}

// BenchmarkStdlib reads the files that BRINE_BENCH_FILES names, as a glob.
func BenchmarkStdlib(b *testing.B) {
	files, _ := filepath.Glob(os.Getenv("BRINE_BENCH_FILES"))
	if len(files) == 0 {
		b.Skip("no BRINE_BENCH_FILES")
	}
	var sources [][]byte
	lines, size := 0, 0
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, src)
		size += len(src)
		lines += strings.Count(string(src), "\n")
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i, src := range sources {
			if _, err := Parse(files[i], src, Exec|PrintFunction); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(lines), "lines/op")
}

// TestColdStart measures the first parse of a process, productions included:
//
//	go test ./parser -run ColdStart -v
func TestColdStart(t *testing.T) {
	const script = "import os\n\ndef f(x):\n    for i in range(x):\n        if i > 3:\n            return i\n    print(x)\n\nf(10)\n"
	start := time.Now()
	if _, err := Parse("x.py", []byte(script), Exec); err != nil {
		t.Fatal(err)
	}
	first := time.Since(start)
	start = time.Now()
	Parse("x.py", []byte(script), Exec)
	t.Logf("first %s, second %s", first, time.Since(start))
}
