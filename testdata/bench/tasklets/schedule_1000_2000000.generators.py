from collections import deque

def work(n):
    while n:
        yield
        n -= 1

ready = deque(work(2000) for _ in range(1000))
while ready:
    g = ready.popleft()
    try:
        next(g)
    except StopIteration:
        continue
    ready.append(g)
