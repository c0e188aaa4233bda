"""Writes parser/unicodename/names.z from the unicodedata module of Python 3.11.

The text under the compression: after a line =HEX, each line names the next code
point, from HEX on. Ideographs and Hangul syllables are left out: rules give their
names. Aliases, which unicodedata does not list, are looked for among the names that
the file given as argument mentions (Perl's unicore/Name.pl has them).
"""
import os
import re
import sys
import unicodedata
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "..", "parser", "unicodename", "names.z")


def names():
    for code in range(0x110000):
        name = unicodedata.name(chr(code), "")
        if name and not name.startswith(("CJK UNIFIED IDEOGRAPH-", "HANGUL SYLLABLE ")):
            yield code, name


def aliases(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        for name in sorted(set(re.findall(r"[A-Z][A-Z0-9 -]+", file.read()))):
            try:
                char = unicodedata.lookup(name)
            except KeyError:
                continue
            if len(char) == 1 and unicodedata.name(char, "") != name:
                yield ord(char), name


def main():
    lines, expected = [""], None
    for code, name in [*names(), *aliases(sys.argv[1])]:
        if code != expected:
            lines.append("=%X" % code)
        lines.append(name)
        expected = code + 1
    text = "\n".join(lines) + "\n"
    with open(TARGET, "wb") as file:
        file.write(zlib.compress(text.encode("ascii"), 9))
    print(len(lines), "lines,", os.path.getsize(TARGET), "bytes")


main()
