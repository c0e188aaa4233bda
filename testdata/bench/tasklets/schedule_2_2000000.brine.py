import stackless

def work(n):
    schedule = stackless.schedule
    while n:
        schedule()
        n -= 1

stackless.tasklet(work)(1000000)
stackless.tasklet(work)(1000000)
stackless.run()
