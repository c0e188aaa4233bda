"""Doc."""
from __future__ import annotations

import os.path, sys as system
from . import sibling
from ..package.module import a as b, c

limit: int = 3


class Base(object, metaclass=type):
    """A class."""
    field: list[int]
    __private = 1

    def method(self, x, /, y=1, *rest, z: int = 2, **kw) -> None:
        super().method()
        return self.__private, __class__

    def outer(self):
        total = 0

        def inner():
            nonlocal total
            total += 1
            return [total + i for i in self.items if i]
        del total
        return inner, lambda: total


def unbound(flag):
    if flag:
        x = 1
    print(x)
    print(x)
    del x
    return x


def walrus(x):
    x + (x := 1)
    f(x, x := 2)
    if (m := x.match()) and m.group():
        return m
    return [y := i for i in x], y


global_name = [(k, v) for k, v in {}.items() for w in [k] if w]
