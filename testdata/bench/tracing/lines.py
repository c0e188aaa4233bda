import sys
n = 0
def t(f, e, a):
    global n
    n += 1
    return t
def work(k):
    s = 0
    for i in range(k):
        s += i
        s ^= 3
    return s
sys.settrace(t)
work(200000)
sys.settrace(None)
print(n)
