"""A token goes 1000 times round a ring of 1000."""
import stackless

def work(mine, following):
    while True:
        n = mine.receive()
        following.send(n - 1)
        if n <= 1000:
            return

channels = [stackless.channel() for _ in range(1000)]
for i in range(1000):
    stackless.tasklet(work)(channels[i], channels[(i + 1) % 1000])
stackless.tasklet(channels[0].send)(1000000)
stackless.run()
