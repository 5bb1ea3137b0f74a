#!/usr/bin/env python3
"""Which libraries a program needs: libraries.py PROGRAM. One a line: how much it is needed
(linked; or, of those that it loads when it needs them, required, recommended or suggested),
for which feature, and its names. The latter stand in notes of the program itself
(.note.dlopen, https://systemd.io/ELF_DLOPEN_METADATA)."""

import json
import os
import re
import struct
import subprocess
import sys

TYPE = 0x407c0c0a


def readelf(what, program):
    return subprocess.run(["readelf", what, program], check=True, text=True,
                          stdout=subprocess.PIPE, env={**os.environ, "LC_ALL": "C"}).stdout


def linked(program):
    """The names of the libraries that the program is linked to."""
    return re.findall(r"\(NEEDED\).*\[(.*)\]", readelf("-dW", program))


def loaded(program):
    """What its notes say, in their order: members feature, description, priority, soname."""
    section = re.search(r"\.note\.dlopen +NOTE +\w+ (\w+) (\w+)", readelf("-SW", program))
    if not section:
        return []
    with open(program, "rb") as f:
        f.seek(int(section.group(1), 16))
        notes = f.read(int(section.group(2), 16))
    at, all_of = 0, []
    while at + 12 <= len(notes):
        owner, text, kind = struct.unpack_from("=III", notes, at)
        at += 12 + (owner + 3 & ~3)
        if kind == TYPE:
            all_of += json.loads(notes[at:at + text].rstrip(b"\0"))
        at += text + 3 & ~3
    return all_of


if __name__ == "__main__":
    for name in linked(sys.argv[1]):
        print("linked", "-", name)
    for note in loaded(sys.argv[1]):
        print(note["priority"], note["feature"], *note["soname"])
