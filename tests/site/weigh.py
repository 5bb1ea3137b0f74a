"""What a site weighs, by kind of page and of file.

    python3 weigh.py SITE [real | sample]

Prints a table; with a second word also what is heavier than its limits in
weights.json allow, and then exits with 1. Kinds of pages are those of
kinds.json.
"""

import json
import os
import re
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        return json.load(f)


def sizes(site):
    """kind -> sizes of its files; other files are their own kind, those of
    folders one together."""
    kinds = [(k["kind"], re.compile(k["pattern"])) for k in read("kinds.json")]
    found = {}
    for at, _, names in os.walk(site):
        for name in names:
            path = os.path.join(at, name)
            below = os.path.relpath(path, site)
            kind = next((k for k, p in kinds if p.fullmatch(below)), None)
            if kind is None:
                folder, last = os.path.split(below)
                kind = below if not folder or folder == "assets" else \
                    f"{folder}/*{os.path.splitext(last)[1]}"
            found.setdefault(kind, []).append(os.path.getsize(path))
    return found


def main():
    site, heavy = sys.argv[1], []
    limits = read("weights.json")[sys.argv[2]] if len(sys.argv) > 2 else {}
    found = sizes(site)
    print(f"{'':24} {'files':>6} {'median':>9} {'largest':>9} {'all':>10}")
    for kind, list_ in sorted(found.items()):
        median, largest = statistics.median_high(list_), max(list_)
        print(f"{kind:24} {len(list_):6} {median:9} {largest:9} "
              f"{sum(list_):10}")
        for what, is_, limit in zip(("largest", "median"), (largest, median),
                                    limits.get(kind, [])):
            if is_ > limit:
                heavy.append(f"{kind}: the {what} of {is_} bytes is over "
                             f"its limit of {limit}")
    heavy += [f"{kind}: no file of it" for kind in limits if kind not in found]
    print("\n".join(heavy), end="\n" if heavy else "")
    sys.exit(1 if heavy else 0)


main()
