"""Python part of the warnings subsystem."""

import sys

filters = []
_onceregistry = {}
_defaults = [('ignore', DeprecationWarning), ('ignore', PendingDeprecationWarning), ('ignore', ImportWarning), ('ignore', ResourceWarning)]


class WarningMessage(object):
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source


def formatwarning(message, category, filename, lineno, line=None):
    """Function to format a warning the standard way."""
    s = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        import _traceback
        line = _traceback.line(filename, lineno)
    if line and line.strip():
        s += f"  {line.strip()}\n"
    return s


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Hook to write a warning to a file; replace if you like."""
    if file is None:
        file = sys.stderr
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Insert an entry into the list of warnings filters (at the front)."""
    item = (action, message, category)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Insert a simple entry into the list of warnings filters (at the front)."""
    filterwarnings(action, "", category, append=append)


def resetwarnings():
    """Clear the list of warning filters, so that no filters are active."""
    filters[:] = []
    _defaults[:] = []


def _action(text, category):
    for action, message, cat in filters:
        if issubclass(category, cat) and text.lower().startswith(message.lower()):
            return action
    for action, cat in _defaults:
        if issubclass(category, cat):
            return action
    return 'default'


def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '{:s}'".format(type(category).__name__))
    try:
        frame = sys._getframe(stacklevel - _own)
        filename, lineno, registry = frame.f_code.co_filename, frame.f_lineno, frame.f_globals.setdefault('__warningregistry__', {})
        if frame.f_globals.get('__name__') == '__main__' and category is DeprecationWarning and _action(str(message), category) == 'ignore' and not filters:
            registry = dict(registry)
            return _issue(message, category, filename, lineno, registry, 'default', source)
    except ValueError:
        filename, lineno, registry = 'sys', 1, {}
    _issue(message, category, filename, lineno, registry, None, source)


_own = 1  # the frames of this module are hidden, so the caller's is frame 0


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    _issue(message, category, filename, lineno, {} if registry is None else registry, None, source)


def _issue(message, category, filename, lineno, registry, action, source):
    if not isinstance(message, Warning):
        message = category(message)
    text = str(message)
    if action is None:
        action = _action(text, category)
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    key = (text, category, lineno)
    if action in ('default', 'module', 'once'):
        seen = _onceregistry if action == 'once' else registry
        if action == 'once':
            key = (text, category)
        if key in seen:
            return
        seen[key] = 1
    if _log is not None:
        _log.append(WarningMessage(message, category, filename, lineno, source=source))
    else:
        showwarning(message, category, filename, lineno)


_log = None


class catch_warnings(object):
    """A context manager that copies and restores the warnings filter upon exiting the context."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action
        self._category = category

    def __enter__(self):
        global _log
        self._saved = filters[:], _log
        if self._action is not None:
            simplefilter(self._action, self._category)
        if self._record:
            _log = []
            return _log

    def __exit__(self, *exc_info):
        global _log
        filters[:], _log = self._saved
