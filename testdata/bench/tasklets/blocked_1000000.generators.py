def work():
    x = yield

n = 1000000
all = []
while n:
    g = work()
    next(g)
    all.append(g)
    n -= 1
