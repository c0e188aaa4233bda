"""Writes parser/identifiers.z from the unicodedata module of Python 3.11: how
identifiers are normalised (NFKC).

Under the compression, a line `c=text` says that a character becomes a text, and a line
`ab>c` that two characters become one. Marks in an unusual order are not sorted.
"""
import os
import unicodedata
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "..", "..", "parser", "identifiers.z")


def main():
    lines = []
    for code in range(0x80, 0x110000):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code <= 0xD7A3:
            continue
        normal = unicodedata.normalize("NFKC", char)
        if normal != char and ("a" + char).isidentifier():
            lines.append(char + "=" + normal)
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            pair = chr(int(parts[0], 16)) + chr(int(parts[1], 16))
            if unicodedata.normalize("NFC", pair) == char and ("a" + char).isidentifier():
                lines.append(pair + ">" + char)
    with open(TARGET, "wb") as file:
        file.write(zlib.compress("\n".join(lines).encode(), 9))
    print(len(lines), "lines,", os.path.getsize(TARGET), "bytes")


main()
