print "old", 1,
print
print >>out, x
x = 1 if a else 2
x = y = z[0] = a.b
x, *y = [1, *z], {**a, "b": 1}
z[1:2, ::3] += 1 << 20
a.b @= -x ** 2
del x, (y, z[0]), a.b
assert x, "message"
assert 1 < x < 3 in y
f(*a, b, c=1, **d, e=2)
f(a, b=1).g(c, *d)
s = f"{x!r:>{w}} {y=} text" f"{z}"
t = (1, 2, (3, "a")) + (4,)
u = x and y or not z
v = {1, 2}, {1: 2}, [1, 2, 3, 4, 5, 6, 7, 8, 9]
if x in [1, 2] or y not in {3, 4} and z is not None:
    pass
for i in [1, 2]:
    break
else:
    raise E from x
lambda a, *b, c=1, **d: (yield a)
type A = int
type B[T: int, *Ts, **P] = dict[T, P]


@deco(1)
@other
def generic[T](x: T = 1, *a: *Ts) -> T:
    return x


class Generic[T](Base):
    def f(self): return super().f()


try:
    pass
except:
    raise
else:
    x
finally:
    y
