package repl_test

import "testing"

const hostileJSON = `
import contextvars, json, pickle, stackless
v = contextvars.ContextVar('v', default=[1])
ch = stackless.channel()
def hook(x):
    return ch.receive()
class P: pass
class D(dict):
    def items(self):
        yield 'k', hook(1)
def loads():
    return json.loads('[1, {"é": {"a": 2, "b": [{}, 3]}}, "x"]', object_hook=hook)
def floats():
    return json.loads('{"é": [1, "ü", 2.5, {"a": 3}]}', parse_float=hook)
def dumps():
    return json.dumps([1, {'a': P(), 'é': [2, ()]}, 'x'], default=hook)
def lines():
    return json.dumps({'b': [D(x=1)], 'a': P()}, default=hook, indent=1, sort_keys=True)
def pieces():
    return list(json.JSONEncoder(default=hook).iterencode([[1, {'a': P(), 'b': 1}]]))
def inside():
    token = v.set(2)
    return token, hook(1), v.get()
def runs():
    return contextvars.Context().run(inside)
ts = [stackless.tasklet(f)() for f in (loads, floats, dumps, lines, pieces, runs)]
stackless.run()
data = pickle.dumps([ts, ch])
`

const useJSON = `
import stackless
def use(f, *args):
    try: return f(*args)
    except Exception as e: return e
try:
    ts, ch = x
    for i in range(12):
        use(lambda: ch.send(i if i % 2 else [1, {'z': i}]))
        use(stackless.run, 10000)
except Exception as e:
    pass
`

// TestHostileJSON damages pickles of tasklets that stand in json and in
// contexts: what loads can be run.
func TestHostileJSON(t *testing.T) { useDamaged(t, hostileJSON, "import contextvars, json", useJSON) }
