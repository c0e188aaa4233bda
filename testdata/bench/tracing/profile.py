import sys
n = 0
def p(f, e, a):
    global n
    n += 1
def fib(k): return k if k < 2 else fib(k - 1) + fib(k - 2)
sys.setprofile(p)
fib(22); sum([len('a') for i in range(20000)])
sys.setprofile(None)
print(n)
