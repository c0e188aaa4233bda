from collections import deque

def work(n):
    while n:
        yield
        n -= 1

ready = deque(work(1000000) for _ in range(2))
while ready:
    g = ready.popleft()
    try:
        next(g)
    except StopIteration:
        continue
    ready.append(g)
