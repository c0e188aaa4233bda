def work():
    yield

for i in range(500):
    all = [work() for j in range(1000)]
    for g in all:
        for x in g:
            pass
