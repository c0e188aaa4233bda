from greenlet import greenlet

def work():
    pass

for i in range(500):
    all = [greenlet(work) for j in range(1000)]
    for g in all:
        g.switch()
