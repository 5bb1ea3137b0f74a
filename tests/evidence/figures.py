#!/usr/bin/env python3
"""The figures of a selection, in a line: figures.py STATS CSV

How many techniques of each kind are covered (exact, and tested in detection),
and each source's mappings. Where `stats --format json` and `export csv` do not
add up to the same, lines that say so.
"""

import csv
import json
import sys


def main(stats, table):
    with open(stats, encoding="utf-8") as f:
        said = json.load(f)
    with open(table, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    kinds = said["domains"][0]["definitions"]
    def figure(kind, name):  # a kind that was not chosen has none
        return kinds[kind][name]["covered"] if kind in kinds else 0

    words = [f"{k} {figure(k, 'exact')}"
             for k in ("policy", "detection", "test")]
    words.append(f"tested {figure('detection', 'tested')};")
    for k in ("policy", "detection", "test"):
        covered = sum(int(r[k]) > 0 for r in rows)
        if covered != figure(k, "exact"):
            print(f"{k}: export has {covered}")
    for s in said["sources"]:
        mappings = sum(int(r[s["id"]] or 0) for r in rows)
        if mappings != s["mappings"]:
            print(f"{s['id']}: stats {s['mappings']}, export {mappings}")
        if mappings:
            words.append(f"{s['id']} {mappings}")
    print(" ".join(words))


if __name__ == "__main__":
    main(*sys.argv[1:])
