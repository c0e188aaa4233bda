"""A collection of string constants."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """capwords(s [,sep]) -> string"""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


class Template:
    """A string class for supporting $-substitutions."""
    delimiter = '$'

    def __init__(self, template):
        self.template = template

    def _expand(self, mapping, safe):
        s, out, i = self.template, [], 0
        while True:
            j = s.find('$', i)
            if j < 0:
                out.append(s[i:])
                return ''.join(out)
            out.append(s[i:j])
            if s.startswith('$$', j):
                out.append('$')
                i = j + 2
                continue
            braced = s.startswith('{', j + 1)
            k = start = j + 1 + braced
            while k < len(s) and s[k].isascii() and (s[k].isalnum() or s[k] == '_') and not (k == start and s[k].isdigit()):
                k += 1
            name = s[start:k]
            end = k + braced
            if not name or braced and not s.startswith('}', k):
                if safe:
                    out.append('$')
                    i = j + 1
                    continue
                lines = s[:j].splitlines(keepends=True)
                colno = j + 1 if not lines else j - len(''.join(lines[:-1])) + 1
                raise ValueError('Invalid placeholder in string: line %d, col %d' % (len(lines) or 1, colno))
            if safe and name not in mapping:
                out.append(s[j:end])
            else:
                out.append(str(mapping[name]))
            i = end

    def substitute(self, mapping={}, /, **kws):
        return self._expand({**mapping, **kws}, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._expand({**mapping, **kws}, True)


class Formatter:
    """A str.format whose parts can be overridden."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        parts = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                parts.append(literal)
            if field is None:
                continue
            if field == '' or field[0] in '.[':
                if auto is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field = str(auto) + field
                auto += 1
            elif field.isdigit():
                if auto:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto = False
            value, key = self.get_field(field, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            parts.append(self.format_field(value, spec))
        return ''.join(parts), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError('Unknown conversion specifier {0!s}'.format(conversion))

    def parse(self, format_string):
        """Tuples (literal, field name, format spec, conversion) of a format string."""
        i, n = 0, len(format_string)
        literal = []
        while i < n:
            c = format_string[i]
            i += 1
            if c not in '{}':
                literal.append(c)
                continue
            if format_string[i:i + 1] == c:
                literal.append(c)
                i += 1
                yield ''.join(literal), None, None, None
                literal = []
                continue
            if c == '}':
                raise ValueError("Single '}' encountered in format string")
            if i >= n:
                raise ValueError("Single '{' encountered in format string")
            end, depth = i, 1
            while end < n:
                depth += {'{': 1, '}': -1}.get(format_string[end], 0)
                if not depth:
                    break
                end += 1
            else:
                raise ValueError("expected '}' before end of string")
            field = format_string[i:end]
            i = end + 1
            yield ''.join(literal), *_split_field(field)
            literal = []
        if literal:
            yield ''.join(literal), None, None, None

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, key in rest:
            obj = getattr(obj, key) if is_attr else obj[key]
        return obj, first


def _split_field(field):
    """Split what stands between braces into name, format spec and conversion."""
    brackets = 0
    for i, c in enumerate(field):
        if c == '[':
            brackets = 1
        elif c == ']':
            brackets = 0
        elif c == '{':
            raise ValueError("unexpected '{' in field name")
        elif c in '!:' and not brackets:
            break
    else:
        return field, '', None
    name, spec = field[:i], field[i + 1:]
    if field[i] == ':':
        return name, spec, None
    if not spec:
        raise ValueError("end of string while looking for conversion specifier")
    conversion, after = spec[0], spec[1:]
    if after and after[0] != ':':
        raise ValueError("expected ':' after conversion specifier")
    return name, after[1:], conversion


def _split_name(name):
    """Split a field name into its first part and (is attribute, key) pairs."""
    i = 0
    while i < len(name) and name[i] not in '.[':
        i += 1
    first, rest = name[:i], []
    while i < len(name):
        if name[i] == '.':
            start = i = i + 1
            while i < len(name) and name[i] not in '.[':
                i += 1
            if i == start:
                raise ValueError('Empty attribute in format string')
            rest.append((True, name[start:i]))
        elif name[i] == '[':
            end = name.find(']', i)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            key = name[i + 1:end]
            if not key:
                raise ValueError('Empty attribute in format string')
            rest.append((False, int(key) if key.isdigit() else key))
            i = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return int(first) if first.isdigit() else first, rest
