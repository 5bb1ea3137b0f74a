"""Facts of ATT&CK stand in its bundle, not in the code: no tactic's name and no
version of it may be in a string of C.

    python3 facts.py BUNDLE...      the same for the tactics of these bundles
"""

import json
import os
import re
import sys

from text import read, sources, strings

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "data/sample/attack/enterprise-attack.json")

# 18.1, and not 2.0.0, %.1f or 127.0.0.1.
VERSION = re.compile(r"(?<![\w.%])\d{1,2}\.\d(?![\w.])")
# STIX's own words may be those of a tactic: x-mitre-collection. XML has a
# version, too.
OTHERS = re.compile(r"x-mitre-[a-z-]+|<\?xml version='[\d.]+'"
                    r"|^2\.0$")  # the last is JSON-RPC's


def tactics(bundles):
    names = set()
    for bundle in bundles:
        with open(bundle, encoding="utf-8") as f:
            objects = json.load(f)["objects"]
        for o in objects:
            if o["type"] == "x-mitre-tactic":
                names |= {o["name"], o["x_mitre_shortname"]}
    assert len(names) > 20, "no tactics in it"
    return re.compile(r"\b(%s)\b" % "|".join(
        re.escape(n) for n in sorted(names)), re.I)


def check(root, bundles=(SAMPLE,)):
    bad, names = [], tactics(bundles)
    for name in sources(root):
        if not name.startswith(("src/", "include/")):
            continue
        for line, text in strings(read(root, name)):
            text = OTHERS.sub("", text)
            for what, m in (("a tactic", names.search(text)),
                            ("a version", VERSION.search(text))):
                if m:
                    bad.append(f"{name}:{line}: {what} in the code: {m[0]}")
    return bad


FAULTS = {
    "a tactic's name": ("src/map/x.c", 'f("Initial Access");\n',
                        "x.c:1: a tactic"),
    "a short name": ("src/model/x.c", 'f("command-and-control x");\n',
                     "a tactic"),
    "in pieces": ("src/model/x.c", 'f("Privilege "\n    "Escalation");\n',
                  "a tactic"),
    "a version": ("include/map/x.h", '#define X "ATT&CK 18.1"\n',
                  "a version"),
}
FINE = {
    "src/map/x.c": "/* Impact, 18.1 */\n"
                   'f("x-mitre-collection", "%.1f", "127.0.0.1", "impacts");\n'
                   'f("<?xml version=\'1.0\'?>");\n',
    "tests/unit/test_x.c": 'f("impact", "18.1");\n',
}

if __name__ == "__main__":
    found = check(ROOT, sys.argv[1:])
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
