from greenlet import greenlet, getcurrent

def work(n, i):
    main.switch()
    following = all[(i + 1) % 1000].switch
    while n:
        following()
        n -= 1

main = getcurrent()
all = []
for i in range(1000):
    all.append(greenlet(lambda i=i: work(2000, i)))
for g in all:
    g.switch()
all[0].switch()
