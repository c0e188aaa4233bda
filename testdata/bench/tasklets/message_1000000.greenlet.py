from greenlet import greenlet

def receive(x):
    switch = main.switch
    while True:
        switch()

from greenlet import getcurrent
main = getcurrent()
g = greenlet(receive)
switch = g.switch
n = 1000000
while n:
    switch(n)
    n -= 1
