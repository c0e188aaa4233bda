"""Shallow and deep copies of objects.

It is in Python because nearly every step may call back: __copy__,
__deepcopy__ and the hooks of pickle are programs, which may switch tasklets.
Its frames are on the heap, so depth is bounded by the recursion limit only.
"""

__all__ = ["Error", "copy", "deepcopy"]

import copyreg
from _weakref import ref as _ref
from types import MethodType


class Error(Exception):
    pass


error = Error

# What a copy of is the thing itself.
_shared = frozenset([
    type(None), int, float, bool, complex, str, bytes, type, range, property, type(Ellipsis), type(NotImplemented),
    type(len), _ref, type(lambda: 0), type((lambda: 0).__code__),
])
# Only a shallow copy is: a deep one looks into them.
_shared_above = frozenset([tuple, frozenset, slice])
_copiers = {list: list.copy, dict: dict.copy, set: set.copy, bytearray: bytearray.copy}


class _Memo(dict):
    """The copies made so far, by the id of what they are copies of.

    A pickle of a tasklet that is copying holds the pairs only: where it is
    loaded, things have other ids.
    """

    _asks_hooks = True  # see pickle: elsewhere in the library hooks are not asked

    def __init__(self):
        self._pairs = []

    def __reduce_ex__(self, protocol):
        return _Memo, (), self._pairs

    def __setstate__(self, pairs):
        self._pairs = pairs
        for x, y in pairs:
            self[id(x)] = y
        self[id(self)] = [x for x, y in pairs]


def copy(x):
    """Shallow copy operation on arbitrary Python objects.

    See the module's __doc__ string for more info.
    """
    cls = type(x)
    if cls in _shared or cls in _shared_above or issubclass(cls, type):
        return x
    if cls in _copiers:
        return _copiers[cls](x)
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    made = _reduce(x, cls, "un(shallow)copyable object of type %s")
    if isinstance(made, str):
        return x
    return _reconstruct(x, None, *made)


def deepcopy(x, memo=None, _nil=[]):
    """Deep copy operation on arbitrary Python objects.

    See the module's __doc__ string for more info.
    """
    cls = type(x)
    if cls in _shared:
        return x
    if memo is None:
        memo = _Memo()
    known = memo.get(id(x), _nil)
    if known is not _nil:
        return known
    if cls in _deep_copiers:
        y = _deep_copiers[cls](x, memo)
    elif issubclass(cls, type):
        y = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        else:
            made = _reduce(x, cls, "un(deep)copyable object of type %s")
            if isinstance(made, str):
                y = x
            else:
                y = _reconstruct(x, memo, *made)
    if y is not x:
        _remember(memo, x, y)
        # x must live as long as the memo: another object could get its id.
        try:
            memo[id(memo)].append(x)
        except KeyError:
            memo[id(memo)] = [x]
    return y


def _remember(memo, x, y):
    if type(memo) is _Memo:
        memo._pairs.append((x, y))
    memo[id(x)] = y


def _reduce(x, cls, complaint):
    reductor = copyreg.dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is not None:
        return reductor()
    raise Error(complaint % cls)


def _deepcopy_list(x, memo):
    y = []
    _remember(memo, x, y)
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    # An item may have led back to x, and made its copy.
    if id(x) in memo:
        return memo[id(x)]
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


def _deepcopy_dict(x, memo):
    y = {}
    _remember(memo, x, y)
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deep_copiers = {list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict, MethodType: _deepcopy_method}


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = func(*args)
    if deep:
        _remember(memo, x, y)
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        _set_state(y, state)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key, value = deepcopy(key, memo), deepcopy(value, memo)
            y[key] = value
    return y


def _set_state(y, state):
    if hasattr(y, "__setstate__"):
        y.__setstate__(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state is not None:
        y.__dict__.update(state)
    if slots is not None:
        for name, value in slots.items():
            setattr(y, name, value)
