"""Data classes, PEP 557."""

import sys
import types

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _MISSING_TYPE:
    pass


MISSING = _MISSING_TYPE()


class _Factory:
    def __repr__(self):
        return '<factory>'


_HAS_DEFAULT_FACTORY = _Factory()


class KW_ONLY:
    pass


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = types.MappingProxyType(metadata or {})
        self.kw_only = kw_only
        self._init_var = False


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    """Return an object to identify dataclass fields."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _make(name, args, body, ns, cls):
    exec(f'def {name}({args}):\n' + '\n'.join('    ' + line for line in body or ['pass']), ns)
    fn = ns[name]
    fn.__qualname__ = f'{cls.__qualname__}.{name}'
    return fn


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    fields = {}
    any_frozen = False
    for b in cls.__mro__[-1:0:-1]:
        base = b.__dict__.get('__dataclass_fields__')
        if base is not None:
            fields.update(base)
            any_frozen = any_frozen or b.__dataclass_params__['frozen']
            if frozen and not b.__dataclass_params__['frozen']:
                raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
            if not frozen and b.__dataclass_params__['frozen']:
                raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    annotations = cls.__dict__.get('__annotations__', {})
    own = []
    for name, tp in annotations.items():
        text = tp if isinstance(tp, str) else ''
        if tp is KW_ONLY or text.endswith('KW_ONLY'):
            kw_only = True
            continue
        if getattr(tp, '__origin__', tp) is _classvar() or text.startswith(('ClassVar', 'typing.ClassVar')):
            continue
        default = cls.__dict__.get(name, MISSING)
        f = default if isinstance(default, Field) else field(default=default)
        f.name, f.type = name, tp
        f._init_var = isinstance(tp, InitVar) or tp is InitVar
        if f.kw_only is MISSING:
            f.kw_only = kw_only
        if f.default is not MISSING and f.default.__class__.__hash__ is None:
            raise ValueError(f'mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory')
        if isinstance(default, Field):
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        own.append(f)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    for f in own:
        fields[f.name] = f
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = {'init': init, 'repr': repr, 'eq': eq, 'order': order, 'unsafe_hash': unsafe_hash, 'frozen': frozen}
    plain = [f for f in fields.values() if not f._init_var]
    if init and '__init__' not in cls.__dict__:
        cls.__init__ = _init(cls, list(fields.values()), frozen)
    if repr and '__repr__' not in cls.__dict__:
        shown = [f.name for f in plain if f.repr]

        def __repr__(self):
            return self.__class__.__qualname__ + '(' + ', '.join([f'{n}={getattr(self, n)!r}' for n in shown]) + ')'
        cls.__repr__ = __repr__
    names = [f.name for f in plain if f.compare]
    t = '(' + ''.join(f'self.{n},' for n in names) + ')'
    o = t.replace('self.', 'other.')
    if eq and '__eq__' not in cls.__dict__:
        cls.__eq__ = _make('__eq__', 'self, other', ['if other.__class__ is self.__class__:', f' return {t} == {o}', 'return NotImplemented'], {}, cls)
    if order:
        if not eq:
            raise ValueError('eq must be true if order is true')
        for name, op in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if name in cls.__dict__:
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering')
            setattr(cls, name, _make(name, 'self, other', ['if other.__class__ is self.__class__:', f' return {t} {op} {o}', 'return NotImplemented'], {}, cls))
    if frozen:
        def __setattr__(self, name, value):
            if type(self) is cls or name in fields:
                raise FrozenInstanceError(f'cannot assign to field {name!r}')
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in fields:
                raise FrozenInstanceError(f'cannot delete field {name!r}')
            super(cls, self).__delattr__(name)
        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    hashed = [f.name for f in plain if (f.compare if f.hash is None else f.hash)]
    explicit = cls.__dict__.get('__hash__', MISSING)
    if unsafe_hash or eq and frozen and (explicit is MISSING or explicit is None):
        ht = '(' + ''.join(f'self.{n},' for n in hashed) + ')'
        cls.__hash__ = _make('__hash__', 'self', [f'return hash({ht})'], {}, cls)
    elif eq and explicit is MISSING:
        cls.__hash__ = None
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(f.name for f in fields.values() if f.init and not f.kw_only)
    if not getattr(cls, '__doc__', None):
        cls.__doc__ = cls.__name__ + '(' + ', '.join(f.name for f in plain) + ')'
    if slots:
        d = {k: v for k, v in cls.__dict__.items() if k not in fields and k not in ('__dict__', '__weakref__')}
        d['__slots__'] = tuple(f.name for f in own)
        cls = type(cls)(cls.__name__, cls.__bases__, d)
    return cls


def _classvar():
    typing = sys.modules.get('typing')
    return typing.ClassVar if typing else MISSING


def _init(cls, fields, frozen):
    ns = {'MISSING': MISSING, '_factory': _HAS_DEFAULT_FACTORY, '_set': object.__setattr__}
    std, kws, body, seen_default = [], [], [], False
    for f in fields:
        if f.init:
            param = f.name
            if f.default is not MISSING:
                ns['_d_' + f.name] = f.default
                param += '=_d_' + f.name
            elif f.default_factory is not MISSING:
                param += '=_factory'
            elif not f.kw_only and seen_default:
                raise TypeError(f'non-default argument {f.name!r} follows default argument')
            if not f.kw_only and '=' in param:
                seen_default = True
            (kws if f.kw_only else std).append(param)
        if f._init_var:
            continue
        if f.default_factory is not MISSING:
            ns['_f_' + f.name] = f.default_factory
            value = f'_f_{f.name}() if {f.name} is _factory else {f.name}' if f.init else f'_f_{f.name}()'
        elif f.init:
            value = f.name
        else:
            continue
        body.append(f'_set(self, {f.name!r}, {value})' if frozen else f'self.{f.name} = {value}')
    if hasattr(cls, '__post_init__'):
        body.append('self.__post_init__(' + ', '.join(f.name for f in fields if f._init_var) + ')')
    args = ', '.join(['self'] + std + (['*'] + kws if kws else []))
    fn = _make('__init__', args, body, ns, cls)
    fn.__annotations__ = {f.name: f.type for f in fields if f.init}
    fn.__annotations__['return'] = None
    return fn


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Add dunder methods based on the fields defined in the class."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """Return a tuple describing the fields of this dataclass."""
    try:
        fields = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(f for f in fields.values() if not f._init_var)


def is_dataclass(obj):
    """Returns True if obj is a dataclass or an instance of a dataclass."""
    return hasattr(obj if isinstance(obj, type) else type(obj), '__dataclass_fields__')


def _inner(obj, on_class):
    if is_dataclass(obj) and not isinstance(obj, type):
        return on_class(obj)
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_inner(v, on_class) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_inner(v, on_class) for v in obj)
    if isinstance(obj, dict):
        return type(obj)((_inner(k, on_class), _inner(v, on_class)) for k, v in obj.items())
    return obj


def asdict(obj, *, dict_factory=dict):
    """Return the fields of a dataclass instance as a new dictionary mapping field names to field values."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("asdict() should be called on dataclass instances")
    return _inner(obj, lambda o: dict_factory([(f.name, _inner(getattr(o, f.name), lambda x: asdict(x, dict_factory=dict_factory))) for f in fields(o)]))


def astuple(obj, *, tuple_factory=tuple):
    """Return the fields of a dataclass instance as a new tuple of field values."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("astuple() should be called on dataclass instances")
    return _inner(obj, lambda o: tuple_factory([_inner(getattr(o, f.name), lambda x: astuple(x, tuple_factory=tuple_factory)) for f in fields(o)]))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **kw):
    """Return a new dynamically created dataclass."""
    ns = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            annotations[item] = 'typing.Any'
        elif len(item) == 2:
            annotations[item[0]] = item[1]
        else:
            annotations[item[0]] = item[1]
            ns[item[0]] = item[2]
    ns['__annotations__'] = annotations
    return dataclass(types.new_class(cls_name, bases, {}, lambda d: d.update(ns)), **kw)


def replace(obj, /, **changes):
    """Return a new object replacing specified fields with new values."""
    if not is_dataclass(obj) or isinstance(obj, type):
        raise TypeError("replace() should be called on dataclass instances")
    for f in fields(obj):
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
        elif f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
