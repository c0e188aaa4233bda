"""Writes what CPython 3.11 says about each text of errors/*.txt into its file.

A file is a list of cases: a line `=== name`, the source text, a line `---`, the
error as the traceback module prints it. In a case `=== name (differs)` Brine says
something else on purpose; its text is kept.
"""
import ast
import glob
import os
import traceback


def error_of(source):
    try:
        ast.parse(source, "x.py")
    except SyntaxError as error:
        return "".join(traceback.format_exception_only(error))
    return ""


def update(path):
    with open(path, encoding="utf-8") as file:
        head, *cases = file.read().split("\n=== ")
    for i, case in enumerate(cases):
        name, _, rest = case.partition("\n")
        source, _, said = rest.partition("\n---")
        if not name.endswith(" (differs)"):
            said = "\n" + error_of(source + "\n").rstrip("\n")
        cases[i] = f"{name}\n{source}\n---{said.rstrip()}\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n=== ".join([head, *cases]))


for path in glob.glob(os.path.join(os.path.dirname(__file__), "errors", "*.txt")):
    update(path)
