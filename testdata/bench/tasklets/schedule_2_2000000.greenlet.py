from greenlet import greenlet

def first(n):
    switch = b.switch
    while n:
        switch()
        n -= 1

def second():
    switch = a.switch
    while True:
        switch()

a = greenlet(first)
b = greenlet(second)
a.switch(1000000)
