"""Answers questions about Python 3.11's parser, one line of JSON each.

dump:   the name of a file -> ast.dump of it with positions ("" if it is refused);
        "stdlib" -> the folder of the standard library.
errors: a source text -> how the traceback module prints its SyntaxError
        ("" if it is accepted).
"""
import ast
import json
import os
import sys
import traceback


def dump(name):
    if name == "stdlib":
        return os.path.dirname(os.__file__)
    with open(name, "rb") as file:
        source = file.read()
    try:
        return ast.dump(ast.parse(source), include_attributes=True)
    except (SyntaxError, ValueError):
        return ""


def errors(source):
    try:
        ast.parse(source, "x.py")
    except SyntaxError as error:
        return "".join(traceback.format_exception_only(error))
    except (ValueError, RecursionError, MemoryError) as error:
        return "%s: %s\n" % (type(error).__name__, error)
    return ""


def main():
    answer = {"dump": dump, "errors": errors}[sys.argv[1]]
    sys.setrecursionlimit(20000)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


main()
