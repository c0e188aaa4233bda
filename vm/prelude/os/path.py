"""Common operations on Posix pathnames."""

import _os

sep, altsep, curdir, pardir, extsep, pathsep, defpath, devnull = '/', None, '.', '..', '.', ':', '/bin:/usr/bin', '/dev/null'
supports_unicode_filenames = False


def _fspath(p):
    if isinstance(p, (str, bytes)):
        return p
    import os
    return os.fspath(p)


def normcase(s):
    """Normalize case of pathname.  Has no effect under Posix"""
    return _fspath(s)


def isabs(s):
    """Test whether a path is absolute"""
    return _fspath(s).startswith('/')


def join(a, *p):
    """Join two or more pathname components, inserting '/' as needed."""
    path = _fspath(a)
    for b in map(_fspath, p):
        if b.startswith('/'):
            path = b
        elif not path or path.endswith('/'):
            path += b
        else:
            path += '/' + b
    return path


def split(p):
    """Split a pathname.  Returns tuple "(head, tail)" where "tail" is everything after the final slash."""
    p = _fspath(p)
    i = p.rfind('/') + 1
    head, tail = p[:i], p[i:]
    if head and head != '/' * len(head):
        head = head.rstrip('/')
    return head, tail


def splitext(p):
    """Split the extension from a pathname."""
    p = _fspath(p)
    i = p.rfind('/')
    dot = p.rfind('.')
    if dot > i:
        j = i + 1
        while j < dot:
            if p[j] != '.':
                return p[:dot], p[dot:]
            j += 1
    return p, p[:0]


def splitdrive(p):
    """Split a pathname into drive and path. On Posix, drive is always empty."""
    p = _fspath(p)
    return p[:0], p


def basename(p):
    """Returns the final component of a pathname"""
    p = _fspath(p)
    return p[p.rfind('/') + 1:]


def dirname(p):
    """Returns the directory component of a pathname"""
    return split(p)[0]


def _stat(path, follow=True):
    try:
        return _os.stat(_fspath(path), follow)
    except (OSError, ValueError):
        return None


def exists(path):
    """Test whether a path exists.  Returns False for broken symbolic links"""
    return _stat(path) is not None


def lexists(path):
    """Test whether a path exists.  Returns True for broken symbolic links"""
    return _stat(path, False) is not None


def isdir(s):
    """Return true if the pathname refers to an existing directory."""
    st = _stat(s)
    return st is not None and st.st_mode & 0o170000 == 0o040000


def isfile(path):
    """Test whether a path is a regular file"""
    st = _stat(path)
    return st is not None and st.st_mode & 0o170000 == 0o100000


def islink(path):
    """Test whether a path is a symbolic link"""
    st = _stat(path, False)
    return st is not None and st.st_mode & 0o170000 == 0o120000


def ismount(path):
    return abspath(path) == '/'


def getsize(filename):
    """Return the size of a file, reported by os.stat()."""
    return _os.stat(_fspath(filename)).st_size


def getmtime(filename):
    """Return the last modification time of a file, reported by os.stat()."""
    return _os.stat(_fspath(filename)).st_mtime


getatime = getctime = getmtime


def samefile(f1, f2):
    return realpath(f1) == realpath(f2)


def expanduser(path):
    """Expand ~ and ~user constructions.  If user or $HOME is unknown, do nothing."""
    path = _fspath(path)
    if path == '~' or path.startswith('~/'):
        home = _os.environ.get('HOME')
        if home:
            return (home.rstrip('/') + path[1:]) or '/'
    return path


def expandvars(path):
    """Expand shell variables of form $var and ${var}.  Unknown variables are left unchanged."""
    path = _fspath(path)
    out = ''
    i = 0
    while i < len(path):
        if path[i] == '$':
            j = i + 1
            if j < len(path) and path[j] == '{':
                k = path.find('}', j)
                name, end = path[j+1:k], k + 1
                if k < 0:
                    name, end = None, j
            else:
                k = j
                while k < len(path) and (path[k].isalnum() or path[k] == '_'):
                    k += 1
                name, end = path[j:k], k
            if name and name in _os.environ:
                out += _os.environ[name]
                i = end
                continue
        out += path[i]
        i += 1
    return out


def normpath(path):
    """Normalize path, eliminating double slashes, etc."""
    path = _fspath(path)
    if not path:
        return '.'
    slashes = 1 if path.startswith('/') else 0
    if slashes and path.startswith('//') and not path.startswith('///'):
        slashes = 2
    comps = []
    for comp in path.split('/'):
        if comp in ('', '.'):
            continue
        if comp != '..' or (not slashes and not comps) or (comps and comps[-1] == '..'):
            comps.append(comp)
        elif comps:
            comps.pop()
    return '/' * slashes + '/'.join(comps) or '.'


def abspath(path):
    """Return an absolute path."""
    path = _fspath(path)
    if not isabs(path):
        path = join(_os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """Return the canonical path of the specified filename, eliminating any symbolic links encountered in the path."""
    return _os.realpath(_fspath(filename))


def relpath(path, start=None):
    """Return a relative version of a path"""
    if not path:
        raise ValueError("no path specified")
    start_list = [x for x in abspath(start or '.').split('/') if x]
    path_list = [x for x in abspath(path).split('/') if x]
    i = len(commonprefix([start_list, path_list]))
    return join(*(['..'] * (len(start_list) - i) + path_list[i:])) if ['..'] * (len(start_list) - i) + path_list[i:] else '.'


def commonprefix(m):
    "Given a list of pathnames, returns the longest common leading component"
    if not m:
        return ''
    s1, s2 = min(m), max(m)
    for i, c in enumerate(s1):
        if c != s2[i]:
            return s1[:i]
    return s1


def commonpath(paths):
    """Given a sequence of path names, returns the longest common sub-path."""
    paths = [_fspath(p) for p in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    absolute = {p.startswith('/') for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    common = commonprefix([[c for c in p.split('/') if c and c != '.'] for p in paths])
    return ('/' if absolute.pop() else '') + '/'.join(common)
