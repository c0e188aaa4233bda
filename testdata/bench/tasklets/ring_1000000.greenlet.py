"""A token goes 1000 times round a ring of 1000."""
from greenlet import greenlet, getcurrent

def work(i):
    n = main.switch()
    following = all[(i + 1) % 1000].switch
    while n:
        n = following(n - 1)
    main.switch()

main = getcurrent()
all = []
for i in range(1000):
    all.append(greenlet(lambda i=i: work(i)))
for g in all:
    g.switch()
all[0].switch(1000000)
