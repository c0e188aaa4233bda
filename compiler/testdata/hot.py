def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def count(words):
    d = {}
    for w in words:
        d[w] = d.get(w, 0) + 1
    return d


def loop(n):
    i = s = 0
    while i < n:
        if i % 2 == 0 and not s > 5:
            s += i * 2
        else:
            s = s - 1
        i += 1
    return s


def swap(a, b):
    a, b = b, a + b
    a, b = b, a
    return a


def generate(n):
    for i in range(n):
        yield i, n
