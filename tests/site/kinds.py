"""Pages of a site that are of no kind of kinds.json, and kinds without a page:

    python3 kinds.py SITE
"""

import json
import os
import re
import sys

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       "kinds.json"), encoding="utf-8") as f:
    KINDS = json.load(f)


def pages(site):
    """(path, kind, or None) of every page, but those that lead to another."""
    for at, _, files in os.walk(site):
        for path in (os.path.join(at, name) for name in files
                     if name.endswith(".html")):
            page = os.path.relpath(path, site)
            with open(path, encoding="utf-8") as f:
                if 'http-equiv="refresh"' not in f.read(4096):
                    yield page, next((row["kind"] for row in KINDS if
                                      re.fullmatch(row["pattern"], page)), None)


def main(site):
    seen = set()
    for page, kind in pages(site):
        if kind is None:
            print(f"{page}: of no kind")
        seen.add(kind)
    for row in KINDS:
        if row["kind"] not in seen:
            print(f"{row['kind']}: no page of this kind")


if __name__ == "__main__":
    main(sys.argv[1])
