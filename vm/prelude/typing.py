"""The typing module: enough that annotated programs run."""

import collections
import collections.abc
import types


class _Special:
    """A special form such as Any, Optional or ClassVar."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return 'typing.' + self._name

    def __getitem__(self, params):
        if self._name == 'Optional':
            return Union[params, None]
        if self._name == 'Union':
            args = []
            for p in params if isinstance(params, tuple) else (params,):
                p = type(None) if p is None else p
                for a in getattr(p, '__args__', ()) if getattr(p, '__origin__', None) is Union else (p,):
                    if a not in args:
                        args.append(a)
            if len(args) == 1:
                return args[0]
            return _Alias(self, tuple(args), self._name)
        return _Alias(self, params if isinstance(params, tuple) else (params,), self._name)

    def __call__(self, *args, **kw):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        return ()


def _show(a):
    if a is type(None):
        return 'None'
    if isinstance(a, type) and not isinstance(a, types.GenericAlias):
        return a.__qualname__ if a.__module__ == 'builtins' else f'{a.__module__}.{a.__qualname__}'
    if a is ...:
        return '...'
    if isinstance(a, list):
        return '[' + ', '.join(map(_show, a)) + ']'
    return repr(a)


class _Alias:
    """A generic type with its arguments."""

    def __init__(self, origin, args, name):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name

    @property
    def __parameters__(self):
        return tuple(a for a in self.__args__ if isinstance(a, TypeVar))

    def __repr__(self):
        args = self.__args__
        if self._name == 'Union' and len(args) == 2 and type(None) in args:
            return 'typing.Optional[%s]' % _show(args[0] if args[1] is type(None) else args[1])
        if self._name == 'Callable' and len(args) == 2:
            return 'typing.Callable[%s, %s]' % (_show(args[0]), _show(args[1]))
        return 'typing.%s[%s]' % (self._name, ', '.join(map(_show, args)))

    def __getitem__(self, params):
        params = params if isinstance(params, tuple) else (params,)
        table = dict(zip(self.__parameters__, params))
        return _Alias(self.__origin__, tuple(table.get(a, a) if isinstance(a, TypeVar) else a for a in self.__args__), self._name)

    def __call__(self, *args, **kw):
        return self.__origin__(*args, **kw)

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        if self._name == 'Union':
            return other._name == 'Union' and set(self.__args__) == set(other.__args__)
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self._name, str(self.__args__)))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        o = self.__origin__
        return (o,) if isinstance(o, type) else ()

    def __instancecheck__(self, obj):
        if self._name == 'Union':
            return isinstance(obj, self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class _Generic:
    """A generic name of typing that stands for a class."""

    def __init__(self, origin, name):
        self.__origin__ = origin
        self._name = name

    def __getitem__(self, params):
        return _Alias(self.__origin__, params if isinstance(params, tuple) else (params,), self._name)

    def __call__(self, *args, **kw):
        return self.__origin__(*args, **kw)

    def __repr__(self):
        return 'typing.' + self._name

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class Any:
    """Special type indicating an unconstrained type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


for _n in ['Union', 'Optional', 'ClassVar', 'Final', 'Literal', 'NoReturn', 'Never', 'Self', 'Concatenate', 'TypeGuard',
           'Annotated', 'Required', 'NotRequired', 'LiteralString', 'TypeAlias', 'Unpack']:
    globals()[_n] = _Special(_n)
for _n, _o in dict(List=list, Dict=dict, Set=set, FrozenSet=frozenset, Tuple=tuple, Type=type, Deque=collections.deque,
                   DefaultDict=collections.defaultdict, OrderedDict=collections.OrderedDict, Counter=collections.Counter,
                   ChainMap=collections.ChainMap, AbstractSet=collections.abc.Set).items():
    globals()[_n] = _Generic(_o, _n)
for _n in ['Callable', 'Iterable', 'Iterator', 'Generator', 'Sequence', 'MutableSequence', 'Mapping', 'MutableMapping', 'MutableSet',
           'Hashable', 'Sized', 'Container', 'Collection', 'Reversible', 'Awaitable', 'Coroutine', 'AsyncIterable', 'AsyncIterator',
           'AsyncGenerator', 'KeysView', 'ItemsView', 'ValuesView', 'ByteString']:
    globals()[_n] = _Generic(getattr(collections.abc, _n), _n)
Text = str
AnyStr = None
TYPE_CHECKING = False


class TypeVar:
    """Type variable."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__, self.__contravariant__ = covariant, contravariant

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError('Cannot subclass an instance of TypeVar')


class ParamSpec(TypeVar):
    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


class TypeVarTuple(TypeVar):
    def __iter__(self):
        yield self


AnyStr = TypeVar('AnyStr', bytes, str)


class Generic:
    """Abstract base class for generic types."""
    __slots__ = ()

    def __class_getitem__(cls, params):
        return _Alias(cls, params if isinstance(params, tuple) else (params,), cls.__name__)


class Protocol(Generic):
    """Base class for protocol classes."""
    __slots__ = ()


def runtime_checkable(cls):
    return cls


for _n in ['SupportsInt', 'SupportsFloat', 'SupportsComplex', 'SupportsBytes', 'SupportsIndex', 'SupportsAbs', 'SupportsRound']:
    globals()[_n] = type(_n, (Protocol,), {'__module__': 'typing'})


class NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        types_ = ns.get('__annotations__', {})
        defaults = [ns[n] for n in types_ if n in ns]
        nt = collections.namedtuple(typename, list(types_), defaults=defaults, module=ns.get('__module__'))
        nt.__annotations__ = dict(types_)
        for key, v in ns.items():
            if key not in types_ and key not in ('__annotations__', '__module__', '__qualname__', '__orig_bases__', '__classcell__'):
                setattr(nt, key, v)
        return nt


def NamedTuple(typename, fields=None, /, **kwargs):
    """Typed version of namedtuple."""
    fields = list(fields or kwargs.items())
    nt = collections.namedtuple(typename, [n for n, t in fields])
    nt.__annotations__ = dict(fields)
    return nt


_NamedTuple = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        c = type.__new__(cls, name, (dict,), ns)
        c.__total__ = total
        return c


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A simple typed namespace."""
    return _TypedDictMeta(typename, (), {'__annotations__': dict(fields or kwargs)}, total=total)


_TypedDict = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def NewType(name, tp):
    """Helper function to create low-overhead distinct types."""
    def new(x):
        return x
    new.__name__ = new.__qualname__ = name
    new.__supertype__ = tp
    return new


def cast(typ, val):
    """Cast a value to a type."""
    return val


def overload(func):
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    raise NotImplementedError("You should not call an overloaded function.")


def final(f):
    return f


def no_type_check(arg):
    return arg


def override(f):
    return f


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    return obj


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def get_origin(tp):
    """Get the unsubscripted version of a type."""
    if isinstance(tp, (_Alias, _Generic, types.GenericAlias)):
        return tp.__origin__
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """Get type arguments with all substitutions performed."""
    if isinstance(tp, (_Alias, types.GenericAlias, types.UnionType)):
        return tp.__args__
    return ()


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """Return type hints for an object."""
    hints = {}
    for o in (reversed(obj.__mro__) if isinstance(obj, type) else (obj,)):
        ns = globalns
        if ns is None:
            import sys
            ns = getattr(o, '__globals__', None) or vars(sys.modules.get(getattr(o, '__module__', ''), types))
        for name, value in (o.__dict__.get('__annotations__', {}) if isinstance(o, type) else getattr(o, '__annotations__', {})).items():
            if value is None:
                value = type(None)
            if isinstance(value, str):
                value = eval(value, ns, localns)
            hints[name] = value
    return hints


IO = TextIO = BinaryIO = object
Pattern = Match = object
