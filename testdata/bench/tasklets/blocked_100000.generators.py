def work():
    x = yield

n = 100000
all = []
while n:
    g = work()
    next(g)
    all.append(g)
    n -= 1
