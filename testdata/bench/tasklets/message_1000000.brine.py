import stackless

channel = stackless.channel()

def send(n):
    while n:
        channel.send(n)
        n -= 1

def receive(n):
    while n:
        channel.receive()
        n -= 1

stackless.tasklet(receive)(1000000)
stackless.tasklet(send)(1000000)
stackless.run()
