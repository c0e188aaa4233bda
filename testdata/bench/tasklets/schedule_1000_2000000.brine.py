import stackless

def work(n):
    schedule = stackless.schedule
    while n:
        schedule()
        n -= 1

for i in range(1000):
    stackless.tasklet(work)(2000)
stackless.run()
