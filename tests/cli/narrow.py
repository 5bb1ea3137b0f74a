#!/usr/bin/env python3
"""narrow.py WIDTH <text: its lines that a terminal of that width breaks."""
import sys
import unicodedata


def width(line):
    """Columns that the line takes: wide characters two, marks none."""
    return sum(0 if unicodedata.combining(c) else
               2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


for line in sys.stdin.buffer.read().decode().splitlines():
    if width(line) > int(sys.argv[1]):
        print(width(line), line)
