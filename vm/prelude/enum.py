"""Enumerations."""

__all__ = ['EnumMeta', 'EnumType', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'auto', 'unique', 'member', 'nonmember', 'property', 'global_enum']

_property = property


class auto:
    """Instances are replaced with an appropriate value in Enum class suites."""

    def __init__(self, value=None):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class property(_property):
    """An attribute of members that does not hide members of the same name."""


def _is_descriptor(obj):
    return hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__')


def _is_internal(name):
    return name.startswith('__') and name.endswith('__') or name.startswith('_') and name.endswith('_') and len(name) > 2


class _EnumDict(dict):
    """Track enum member order and ensure member names are not reused."""

    def __init__(self):
        super().__init__()
        self._member_names = []
        self._values = []
        self._generate = None

    def __setitem__(self, key, value):
        if _is_internal(key) or key.startswith('__'):
            if key == '_generate_next_value_':
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif key in self.get('_ignore_', ()):
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif not _is_descriptor(value) or isinstance(value, member):
            if isinstance(value, member):
                value = value.value
            if isinstance(value, auto):
                if value.value is None:
                    value.value = self._generate(key, 1, len(self._member_names), self._values[:])
                value = value.value
            elif isinstance(value, tuple) and any(isinstance(v, auto) for v in value):
                value = tuple(self._generate(key, 1, len(self._member_names), self._values[:]) if isinstance(v, auto) else v for v in value)
            self._member_names.append(key)
            self._values.append(value)
        super().__setitem__(key, value)


class EnumType(type):
    """Metaclass for Enum"""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        ns = _EnumDict()
        for b in bases:
            g = getattr(b, '_generate_next_value_', None)
            if g is not None:
                ns._generate = g
                break
        for b in bases:
            if isinstance(b, EnumType) and b._member_map_:
                raise TypeError("<enum %r> cannot extend %r" % (cls, b))
        return ns

    def __new__(metacls, name, bases, ns, *, boundary=None, _simple=False, **kwds):
        names = ns._member_names
        values = {n: ns[n] for n in names}
        plain = {k: v for k, v in ns.items() if k not in values}
        data = object
        for b in bases:
            for k in b.__mro__:
                if not isinstance(k, EnumType) and k is not object and data is object and ('__new__' in k.__dict__ or k in (int, str, float, bytes)):
                    data = k
        plain.update(_member_names_=[], _member_map_={}, _value2member_map_={}, _member_type_=data)
        user_new = plain.pop('__new__', None)
        if isinstance(user_new, staticmethod):
            user_new = user_new.__func__
        cls = super().__new__(metacls, name, bases, plain, **kwds)
        if user_new is None:
            for b in cls.__mro__[1:]:
                user_new = b.__dict__.get('_user_new_')
                if user_new is not None:
                    user_new = user_new.__func__
                    break
        else:
            cls._user_new_ = staticmethod(user_new)
        for n in names:
            cls._add(n, values[n], user_new, data)
        return cls

    def _add(cls, name, value, user_new, data):
        args = value if isinstance(value, tuple) else (value,)
        if user_new is not None:
            m = user_new(cls, *args)
            if '_value_' not in m.__dict__:
                m._value_ = value
        elif data is object:
            m = object.__new__(cls)
            m._value_ = value
        else:
            m = data.__new__(cls, *(value if isinstance(value, tuple) else (value,)))
            m._value_ = data(*args) if data is not object else value
        m._name_ = name
        m.__objclass__ = cls
        value = m._value_
        m._sort_order_ = len(cls._member_names_)
        if type(cls).__call__ is not None and '__init__' in dir(cls) and cls.__init__ is not object.__init__ and cls.__init__ is not Enum0_init:
            m.__init__(*args)
        value = m._value_
        for other in cls._member_map_.values():
            if other._value_ == value and not cls._is_composite(value):
                m = other
                break
        else:
            if not cls._is_composite(value):
                cls._member_names_.append(name)
        cls._member_map_[name] = m
        try:
            cls._value2member_map_.setdefault(value, m)
        except TypeError:
            pass
        type.__setattr__(cls, name, m)

    def _is_composite(cls, value):
        return False

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        bases = (cls,) if type is None else (type, cls)
        ns = cls.__class__.__prepare__(value, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            names = [(n, (1 << i if issubclass(cls, Flag) else i + start)) for i, n in enumerate(names)]
        for item in names.items() if isinstance(names, dict) else names:
            ns[item[0]] = item[1]
        if module is None:
            import sys
            module = sys._getframe(0).f_globals.get('__name__')
        ns['__module__'] = module
        return cls.__class__(value, bases, ns)

    def __contains__(cls, member):
        if isinstance(member, cls):
            return True
        if not isinstance(member, Enum):
            import warnings
            raise TypeError("unsupported operand type(s) for 'in': '%s' and '%s'" % (type(member).__qualname__, cls.__class__.__qualname__))
        return False

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __repr__(cls):
        return "<%s %r>" % ('flag' if Flag is not None and issubclass(cls, Flag) else 'enum', cls.__name__)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    @_property
    def __members__(cls):
        import types
        return types.MappingProxyType(cls._member_map_)


EnumMeta = EnumType
Flag = None
Enum0_init = object.__init__


class Enum(metaclass=EnumType):
    """Create a collection of name/value pairs."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for m in cls._member_map_.values():
                if m._value_ == value:
                    return m
        result = cls._missing_(value)
        if isinstance(result, cls):
            return result
        error = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if result is None:
            raise error
        raise TypeError('error in %s._missing_: returned %r instead of None or a valid member' % (cls.__name__, result))

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            return last_values[-1] + 1

    @classmethod
    def _missing_(cls, value):
        return None

    @_property
    def name(self):
        """The name of the Enum member."""
        return self._name_

    @_property
    def value(self):
        """The value of the Enum member."""
        return self._value_

    def __repr__(self):
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


type.__delattr__(Enum, '_user_new_')
_enum_new = Enum.__dict__.get('__new__')


def _lookup(cls, value):
    return _find(cls, value)


def _find(cls, value):
    if type(value) is cls:
        return value
    try:
        return cls._value2member_map_[value]
    except KeyError:
        pass
    except TypeError:
        for m in cls._member_map_.values():
            if m._value_ == value:
                return m
    result = cls._missing_(value)
    if isinstance(result, cls):
        return result
    if result is None:
        raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
    raise TypeError('error in %s._missing_: returned %r instead of None or a valid member' % (cls.__name__, result))


type.__setattr__(Enum, '__new__', staticmethod(_lookup))


class ReprEnum(Enum):
    """Only changes the repr(), leaving str() and format() to the mixed-in type."""


class IntEnum(int, ReprEnum):
    """Enum where members are also (and must be) ints"""
    __new__ = None
    __repr__ = Enum.__repr__

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, spec):
        return int.__format__(self, spec)


class StrEnum(str, ReprEnum):
    """Enum where members are also (and must be) strings"""
    __new__ = None
    __repr__ = Enum.__repr__

    def __str__(self):
        return str.__str__(self)

    def __format__(self, spec):
        return str.__format__(self, spec)

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


for _c in (IntEnum, StrEnum):
    if '_user_new_' in _c.__dict__:
        type.__delattr__(_c, '_user_new_')
    type.__setattr__(_c, '__new__', staticmethod(_lookup))


class Flag(Enum):
    """Support for flags"""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return 1 << max(last_values).bit_length() if last_values else start

    @classmethod
    def _is_composite(cls, value):
        return isinstance(value, int) and (value == 0 or value & (value - 1) != 0)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        mask = 0
        for m in cls._member_map_.values():
            mask |= m._value_
        if value < 0:
            value = mask & value
            if value in cls._value2member_map_:
                return cls._value2member_map_[value]
        if value & ~mask and cls._member_type_ is not int:
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        m = int.__new__(cls, value) if cls._member_type_ is int else object.__new__(cls)
        m._value_ = value
        names = [n for n in cls._member_names_ if value & cls._member_map_[n]._value_]
        m._name_ = '|'.join(names) or None
        cls._value2member_map_[value] = m
        return m

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for n in self.__class__._member_names_:
            m = self.__class__._member_map_[n]
            if m._value_ & self._value_:
                yield m

    def __len__(self):
        return bin(self._value_).count('1')

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return "<%s: %r>" % (self.__class__.__name__, self._value_)
        return "<%s.%s: %r>" % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return "%s(%r)" % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def _other(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is int and isinstance(other, int):
            return other
        return None

    def __or__(self, other):
        v = self._other(other)
        return NotImplemented if v is None else self.__class__(self._value_ | v)

    def __and__(self, other):
        v = self._other(other)
        return NotImplemented if v is None else self.__class__(self._value_ & v)

    def __xor__(self, other):
        v = self._other(other)
        return NotImplemented if v is None else self.__class__(self._value_ ^ v)

    def __invert__(self):
        mask = 0
        for m in self.__class__._member_map_.values():
            mask |= m._value_
        return self.__class__(mask & ~self._value_)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__
    __hash__ = Enum.__hash__


class IntFlag(int, Flag):
    """Support for integer-based Flags"""
    __new__ = None
    __repr__ = Flag.__repr__
    __str__ = int.__repr__
    __format__ = int.__format__
    __contains__, __iter__, __len__, __bool__ = Flag.__contains__, Flag.__iter__, Flag.__len__, Flag.__bool__
    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__
    __invert__ = Flag.__invert__


if '_user_new_' in IntFlag.__dict__:
    type.__delattr__(IntFlag, '_user_new_')
type.__setattr__(IntFlag, '__new__', staticmethod(_lookup))


def unique(enumeration):
    """Class decorator for enumerations ensuring unique member values."""
    duplicates = [(name, m.name) for name, m in enumeration.__members__.items() if name != m.name]
    if duplicates:
        raise ValueError('duplicate values found in %r: %s' % (enumeration, ', '.join("%s -> %s" % d for d in duplicates)))
    return enumeration


def global_enum(cls, update_str=False):
    return cls
