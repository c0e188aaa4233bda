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
    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
