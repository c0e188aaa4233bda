"""Random calls of what schedules and waits, with arguments of any kind: exceptions, but no crash."""
import stackless, greenlet, pickle, copy, json, re, contextvars, weakref, random, itertools
vals = [None, 0, -1, 2**70, 1.5, 'x', b'x', (), (1,), [], {}, {1: 2}, {'a': 1}, len, lambda *a, **k: 1, stackless.tasklet, stackless.tasklet(), stackless.channel(), stackless.bomb(), greenlet.greenlet(), greenlet.greenlet(len), contextvars.Context(), contextvars.ContextVar('v'), ValueError, ValueError('x'), re.compile('a'), (0, None, 0, []), (0, len, 0, [(len, (), {1: 2})]), (0, None, 0, [1]), (1, 0, [stackless.tasklet()])]
rng = random.Random(5)
COUNT = 4000
n = 0
makers = [lambda: stackless.tasklet(), lambda: stackless.tasklet(len), lambda: stackless.tasklet(len)([1]), stackless.channel, lambda: greenlet.greenlet(len), stackless.bomb, contextvars.Context, lambda: contextvars.ContextVar('q'), lambda: json.JSONEncoder(), lambda: re.compile('(a)|b'), lambda: re.compile('a').match('a'), lambda: itertools.count(), stackless.atomic]
skip = {'receive', '__next__', 'send_sequence', '__subclasshook__', 'run', 'switch', '__class__', '__init_subclass__'}
for i in range(COUNT):
    x = rng.choice(makers)()
    names = [m for m in dir(x) if m not in skip]
    name = rng.choice(names)
    def go():
        global n
        try:
            if rng.random() < .2: setattr(x, name, rng.choice(vals)); return
            f = getattr(x, name)
            if callable(f): f(*[rng.choice(vals) for _ in range(rng.randrange(4))], **({'a': 1} if rng.random() < .1 else {}))
        except BaseException: n += 1
    t = stackless.tasklet(go)()
    for _ in range(4):
        try: stackless.run(3000)
        except BaseException: pass
        if stackless.runcount == 1: break
    stackless.set_error_handler(None)
    if i % 5000 == 0: stackless._check()
print('done', n > 0)
