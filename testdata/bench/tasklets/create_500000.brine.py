import stackless

def work():
    pass

for i in range(500):
    for j in range(1000):
        stackless.tasklet(work)()
    stackless.run()
