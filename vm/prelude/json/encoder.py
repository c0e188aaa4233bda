"""JSONEncoder."""

import _json
from _json import encode_basestring, encode_basestring_ascii

__all__ = ['JSONEncoder']

INFINITY = float('inf')
c_encode_basestring = py_encode_basestring = encode_basestring
c_encode_basestring_ascii = py_encode_basestring_ascii = encode_basestring_ascii


class JSONEncoder:
    """Writes dicts, lists, tuples, strs, numbers, True, False and None as JSON, and what default makes of other objects."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
                 separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Return something that can be written in the place of o, or raise TypeError."""
        raise TypeError('Object of type ' + o.__class__.__name__ + ' is not JSON serializable')

    def encode(self, o):
        """Return o as JSON text."""
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        chunks = self.iterencode(o, _one_shot=True)
        return ''.join(chunks)

    def iterencode(self, o, _one_shot=False):
        """Return an iterator of pieces of the text."""
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        if _one_shot:
            return (_json.encode(o, self.default, indent, self.key_separator, self.item_separator, self.ensure_ascii, self.check_circular,
                                 self.allow_nan, self.sort_keys, self.skipkeys),)
        return _pieces(_json.Encoding(o, self.default, indent, self.key_separator, self.item_separator, self.ensure_ascii,
                                      self.check_circular, self.allow_nan, self.sort_keys, self.skipkeys))


def _pieces(encoding):
    yield from encoding
