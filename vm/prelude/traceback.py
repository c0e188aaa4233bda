"""Extract, format and print information about Python stack traces."""

import sys
import _traceback

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb']

_sentinel = object()


def _subjects(exc):
    """The exceptions (and notes) whose text a report on exc needs."""
    todo, found = [exc], []
    while todo:
        e = todo.pop()
        if e is None or any(e is f for f in found):
            continue
        found.append(e)
        todo.append(e.__cause__)
        todo.append(e.__context__)
        if isinstance(e, BaseExceptionGroup):
            todo.extend(e.exceptions)
    for e in found[:]:
        notes = getattr(e, '__notes__', None)
        if isinstance(notes, (list, tuple)):
            found.extend(notes)
    return found


def _text(value):
    try:
        return str(value)
    except:
        return '<exception str() failed>'


def _parse(exc, value):
    if value is _sentinel:
        value = exc
    return value


def format_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, chain=True):
    """Format a stack trace and the exception information."""
    value = _parse(exc, value)
    if value is None:
        return ['NoneType: None\n']
    found = _subjects(value)
    if tb is not _sentinel and tb is not value.__traceback__:
        value = value.with_traceback(tb)
    return _traceback.format(value, bool(chain), found, [_text(e) for e in found])


def format_exception_only(exc, /, value=_sentinel):
    """Format the exception part of a traceback."""
    value = _parse(exc, value)
    if value is None:
        return ['NoneType: None\n']
    found = _subjects(value)
    return _traceback.only(value, found, [_text(e) for e in found])


def print_exception(exc, /, value=_sentinel, tb=_sentinel, limit=None, file=None, chain=True):
    """Print exception up to 'limit' stack trace entries from 'tb' to 'file'."""
    if file is None:
        file = sys.stderr
    for line in format_exception(exc, value, tb, limit, chain):
        print(line, file=file, end="")


def _print_unraisable(unraisable):
    """What sys.unraisablehook does by default."""
    file = sys.stderr
    if file is None:
        return
    message = unraisable.err_msg or "Exception ignored in"
    if unraisable.object is not None:
        try:
            where = repr(unraisable.object)
        except BaseException:
            where = "<object repr() failed>"
        print(message, where, sep=": ", file=file)
    elif unraisable.err_msg is not None:
        print(message + ":", file=file)
    for line in _traceback.trace(unraisable.exc_traceback):
        print(line, file=file, end="")
    cls = unraisable.exc_type
    name = cls.__qualname__
    if cls.__module__ not in ("builtins", "__main__"):
        name = str(cls.__module__) + "." + name
    if unraisable.exc_value is not None:
        try:
            name += ": " + str(unraisable.exc_value)
        except BaseException:
            name += ": <exception str() failed>"
    print(name, file=file)
    file.flush()


def print_exc(limit=None, file=None, chain=True):
    """Shorthand for 'print_exception(*sys.exc_info(), limit, file, chain)'."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """Like print_exc() but return a string."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def format_tb(tb, limit=None):
    """A shorthand for 'format_list(extract_tb(tb, limit))'."""
    lines = _traceback.text(tb)
    return lines if limit is None else lines[:limit]


def print_tb(tb, limit=None, file=None):
    """Print up to 'limit' stack trace entries from the traceback 'tb'."""
    for line in format_tb(tb, limit):
        print(line, file=file or sys.stderr, end="")


def format_stack(f=None, limit=None):
    """Shorthand for 'format_list(extract_stack(f, limit))'."""
    if f is None:
        f = sys._getframe()  # the caller's: frames of the prelude are hidden
    lines = _traceback.text(f)
    return lines if limit is None else lines[-limit:]


def print_stack(f=None, limit=None, file=None):
    """Print a stack trace from its invocation point."""
    for line in format_stack(f, limit):
        print(line, file=file or sys.stderr, end="")


class FrameSummary:
    """Information about a single frame from a traceback."""

    def __init__(self, filename, lineno, name, *, line=None, **kw):
        self.filename, self.lineno, self.name, self.line = filename, lineno, name, line
        self.locals = None

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __getitem__(self, i):
        return (self.filename, self.lineno, self.name, self.line)[i]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other)

    def __repr__(self):
        return "<FrameSummary file {filename}, line {lineno} in {name}>".format(filename=self.filename, lineno=self.lineno, name=self.name)


class StackSummary(list):
    """A list of FrameSummary objects, representing a stack of frames."""

    def format(self):
        return format_list(self)


def extract_tb(tb, limit=None):
    """Return a StackSummary object representing a list of pre-processed entries from traceback."""
    entries = _traceback.entries(tb)
    if limit is not None:
        entries = entries[:limit]
    return StackSummary(FrameSummary(f, n, name, line=line.strip()) for f, n, name, line in entries)


def extract_stack(f=None, limit=None):
    """Extract the raw traceback from the current stack frame."""
    entries = _traceback.entries(f or sys._getframe())
    if limit is not None:
        entries = entries[-limit:]
    return StackSummary(FrameSummary(f, n, name, line=line.strip()) for f, n, name, line in entries)


def format_list(extracted_list):
    """Format a list of tuples or FrameSummary objects for printing."""
    out = []
    for filename, lineno, name, line in extracted_list:
        item = '  File "{}", line {}, in {}\n'.format(filename, lineno, name)
        if line:
            item += '    {}\n'.format(line.strip())
        out.append(item)
    return out


def print_list(extracted_list, file=None):
    for item in format_list(extracted_list):
        print(item, file=file or sys.stderr, end="")


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe()
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def clear_frames(tb):
    "Clear all references to local variables in the frames of a traceback."


class TracebackException:
    """An exception ready for rendering."""

    def __init__(self, exc_type, exc_value, exc_traceback, **kw):
        self.exc_type = exc_type
        self.stack = extract_tb(exc_traceback)
        self._lines = format_exception(exc_type, exc_value, exc_traceback)
        self._only = format_exception_only(exc_type, exc_value)
        self._str = _text(exc_value)

    @classmethod
    def from_exception(cls, exc, **kw):
        return cls(type(exc), exc, exc.__traceback__, **kw)

    def __str__(self):
        return self._str

    def format(self, *, chain=True):
        yield from self._lines

    def format_exception_only(self):
        yield from self._only

    def print(self, *, file=None, chain=True):
        for line in self.format(chain=chain):
            print(line, file=file or sys.stderr, end="")
