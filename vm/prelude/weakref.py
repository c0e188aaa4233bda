"""Weak reference support for Python.

This module is an implementation of PEP 205:

https://peps.python.org/pep-0205/
"""

# What has died is found out at a collection, not at once: so the callbacks by
# which the mappings forget their dead run between two instructions, and what
# iterates here does so over a copy.

from _weakref import getweakrefcount, getweakrefs, ref, proxy, CallableProxyType, ProxyType, ReferenceType
from _weakrefset import WeakSet
import atexit as _atexit
import sys as _sys
from collections.abc import Mapping as _Mapping, MutableMapping as _MutableMapping

ProxyTypes = (ProxyType, CallableProxyType)

__all__ = ["ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType",
           "CallableProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

_absent = object()


class WeakMethod(ref):
    """A custom `weakref.ref` subclass which simulates a weak reference to
    a bound method, working around the lifetime problem of bound methods."""

    __slots__ = "_func_ref", "_meth_type", "_alive", "__weakref__"

    def __new__(cls, meth, callback=None):
        try:
            owner, func = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError("argument should be a bound method, not {}".format(type(meth))) from None
        mine = None

        def died(which):
            # Of the two referents, the first to die ends the method.
            method = mine()
            if method is not None and method._alive:
                method._alive = False
                if callback is not None:
                    callback(method)
        self = ref.__new__(cls, owner, died)
        self._func_ref = ref(func, died)
        self._meth_type = type(meth)
        self._alive = True
        mine = ref(self)
        return self

    def __call__(self):
        owner, func = super().__call__(), self._func_ref()
        if owner is None or func is None:
            return None
        return self._meth_type(func, owner)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        if self._alive and other._alive:
            return ref.__eq__(self, other) and self._func_ref == other._func_ref
        return self is other

    def __ne__(self, other):
        same = self.__eq__(other)
        return same if same is NotImplemented else not same

    __hash__ = ref.__hash__


class KeyedRef(ref):
    """Specialized reference that includes a key corresponding to the value.

    This is used in the WeakValueDictionary to avoid having to create
    a function object for each key stored in the mapping.
    """

    __slots__ = "key",

    def __new__(cls, ob, callback, key):
        self = ref.__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


class _Mapped(_MutableMapping):
    """What both weak mappings have in common: items() and _put() are theirs."""

    def __len__(self):
        return len(self.data)

    def __repr__(self):
        return "<%s at %#x>" % (self.__class__.__name__, id(self))

    def keys(self):
        for key, value in self.items():
            yield key

    __iter__ = keys

    def values(self):
        for key, value in self.items():
            yield value

    def popitem(self):
        while True:
            key, value = self.data.popitem()
            key, value = self._pair(key, value)
            if key is not _absent:
                return key, value

    def copy(self):
        new = self._empty()
        for key, value in self.items():
            new[key] = value
        return new

    __copy__ = copy

    def __or__(self, other):
        if not isinstance(other, _Mapping):
            return NotImplemented
        new = self.copy()
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, _Mapping):
            return NotImplemented
        new = self.__class__()
        new.update(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self


class WeakValueDictionary(_Mapped):
    """Mapping class that references values weakly.

    Entries in the dictionary will be discarded when no strong
    reference to the value exists anymore
    """

    def __init__(self, other=(), /, **kw):
        mine = ref(self)

        def forget(wr):
            self = mine()
            if self is not None and self.data.get(wr.key) is wr:
                del self.data[wr.key]
        self._remove = forget
        self.data = {}
        self.update(other, **kw)

    def _empty(self):
        return WeakValueDictionary()

    def _pair(self, key, wr):
        value = wr()
        return (_absent, None) if value is None else (key, value)

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = KeyedRef(value, self._remove, key)

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        wr = self.data.get(key)
        return wr is not None and wr() is not None

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new[deepcopy(key, memo)] = value
        return new

    def get(self, key, default=None):
        wr = self.data.get(key)
        value = None if wr is None else wr()
        return default if value is None else value

    def items(self):
        for key, wr in list(self.data.items()):
            value = wr()
            if value is not None:
                yield key, value

    def itervaluerefs(self):
        """Return an iterator that yields the weak references to the values."""
        yield from list(self.data.values())

    def valuerefs(self):
        """Return a list of weak references to the values."""
        return list(self.data.values())

    def pop(self, key, *args):
        wr = self.data.pop(key, None)
        value = None if wr is None else wr()
        if value is not None:
            return value
        if args:
            return args[0]
        raise KeyError(key)

    def setdefault(self, key, default=None):
        value = self.get(key)
        if value is None:
            self[key] = value = default
        return value


class WeakKeyDictionary(_Mapped):
    """ Mapping class that references keys weakly.

    Entries in the dictionary will be discarded when there is no
    longer a strong reference to the key. This can be used to
    associate additional data with an object owned by other parts of
    an application without adding attributes to those objects. This
    can be especially useful with objects that override attribute
    accesses.
    """

    def __init__(self, dict=None):
        mine = ref(self)

        def forget(wr):
            self = mine()
            if self is not None:
                self.data.pop(wr, None)
        self._remove = forget
        self.data = {}
        if dict is not None:
            self.update(dict)

    def _empty(self):
        return WeakKeyDictionary()

    def _pair(self, wr, value):
        key = wr()
        return (_absent, None) if key is None else (key, value)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            wr = ref(key)
        except TypeError:
            return False
        return wr in self.data

    def __deepcopy__(self, memo):
        from copy import deepcopy
        new = self.__class__()
        for key, value in self.items():
            new[key] = deepcopy(value, memo)
        return new

    def get(self, key, default=None):
        return self.data.get(ref(key), default)

    def items(self):
        for wr, value in list(self.data.items()):
            key = wr()
            if key is not None:
                yield key, value

    def keyrefs(self):
        """Return a list of weak references to the keys."""
        return list(self.data)

    def pop(self, key, *args):
        return self.data.pop(ref(key), *args)

    def setdefault(self, key, default=None):
        return self.data.setdefault(ref(key, self._remove), default)


class _Task:
    """What a finalizer is to do, and when it was made."""

    __slots__ = "weakref", "func", "args", "kwargs", "atexit", "index"


class finalize:
    """Class for finalization of weakrefable objects

    finalize(obj, func, *args, **kwargs) returns a callable finalizer
    object which will be called when obj is garbage collected. The
    first time the finalizer is called it evaluates func(*arg, **kwargs)
    and returns the result. After this the finalizer is dead, and
    calling it just returns None.

    When the program exits any remaining finalizers for which the
    atexit attribute is true will be run in reverse order of creation.
    By default atexit is true.
    """

    __slots__ = ()

    _registry = {}  # what is still to be done, by finalizer
    _made = 0
    _registered_with_atexit = False

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._registered_with_atexit:
            _atexit.register(self._exitfunc)
            finalize._registered_with_atexit = True
        task = _Task()
        task.weakref = ref(obj, self)
        task.func, task.args, task.kwargs = func, args, kwargs or None
        task.atexit = True
        finalize._made = task.index = finalize._made + 1
        self._registry[self] = task

    def __call__(self, _=None):
        """If alive then mark as dead and return func(*args, **kwargs);
        otherwise return None"""
        task = self._registry.pop(self, None)
        if task is not None:
            return task.func(*task.args, **(task.kwargs or {}))

    def detach(self):
        """If alive then mark as dead and return (obj, func, args, kwargs);
        otherwise return None"""
        found = self.peek()
        if found is not None and self._registry.pop(self, None) is not None:
            return found

    def peek(self):
        """If alive then return (obj, func, args, kwargs);
        otherwise return None"""
        task = self._registry.get(self)
        obj = None if task is None else task.weakref()
        if obj is not None:
            return obj, task.func, task.args, task.kwargs or {}

    @property
    def alive(self):
        """Whether finalizer is alive"""
        return self in self._registry

    @property
    def atexit(self):
        """Whether finalizer should be called at exit"""
        task = self._registry.get(self)
        return bool(task) and task.atexit

    @atexit.setter
    def atexit(self, value):
        task = self._registry.get(self)
        if task is not None:
            task.atexit = bool(value)

    def __repr__(self):
        task = self._registry.get(self)
        obj = None if task is None else task.weakref()
        if obj is None:
            return "<%s object at %#x; dead>" % (type(self).__name__, id(self))
        return "<%s object at %#x; for %r at %#x>" % (type(self).__name__, id(self), type(obj).__name__, id(obj))

    @classmethod
    def _exitfunc(cls):
        # The newest first; those made meanwhile have their turn too.
        while True:
            todo = [(task.index, f) for f, task in cls._registry.items() if task.atexit]
            if not todo:
                return
            index, newest = max(todo, key=lambda pair: pair[0])
            try:
                newest()
            except Exception:
                _sys.excepthook(*_sys.exc_info())
