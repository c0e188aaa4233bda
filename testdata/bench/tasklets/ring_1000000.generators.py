"""A token goes 1000 times round a ring of 1000."""
def work():
    n = yield
    while True:
        n = yield n - 1

all = [work() for _ in range(1000)]
for g in all:
    next(g)
n = 1000000
while n:
    for g in all:
        n = g.send(n)
