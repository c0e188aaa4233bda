from greenlet import greenlet, getcurrent

def work():
    main.switch()

main = getcurrent()
n = 100000
all = []
while n:
    g = greenlet(work)
    g.switch()
    all.append(g)
    n -= 1
