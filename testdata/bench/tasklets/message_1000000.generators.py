def receive(n):
    while n:
        x = yield
        n -= 1

g = receive(1000001)
next(g)
n = 1000000
while n:
    g.send(n)
    n -= 1
