import sys
n = 0
def t(f, e, a):
    global n
    n += 1
    return None
def work(k):
    s = 0
    for i in range(k):
        s += i
        s ^= 3
    return s
sys.settrace(t)
work(2000000)
sys.settrace(None)
print(n)
