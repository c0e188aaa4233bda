import stackless

channel = stackless.channel()

def work():
    channel.receive()

n = 100000
while n:
    stackless.tasklet(work)()
    n -= 1
stackless.run()
