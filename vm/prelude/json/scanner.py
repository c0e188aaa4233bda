"""How a JSONDecoder reads a value."""

import _json

__all__ = ['make_scanner']


def make_scanner(context):
    """Return the function that reads the value at an index, by the attributes of context: a pair of it and the index behind."""
    return _json.Scanner(bool(context.strict), context.object_hook, context.object_pairs_hook, context.parse_float, context.parse_int,
                         context.parse_constant)


c_make_scanner = py_make_scanner = make_scanner
