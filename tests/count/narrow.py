#!/usr/bin/env python3
"""Are figures of some platforms those of the counter? narrow.py COUNTS CATALOG

COUNTS is a file of count.py; of each of its selections of platforms the cells
of `sextant export csv` and the figures of `sextant stats` are compared.
"""

import csv
import io
import json
import subprocess
import sys

HEAD = {"technique", "name", "parent", "tactics", "platforms", "url",
        "policy", "detection", "test", "basis", "policy_yours",
        "policy_available", "detection_yours", "detection_available",
        "test_yours", "test_available"}


def ask(catalog, chosen, *words):
    options = [o for p in chosen for o in ("--platform", p)]
    return subprocess.run(["sextant", *words, "--catalog", catalog, *options],
                          stdout=subprocess.PIPE, check=True,
                          text=True, encoding="utf-8").stdout


def main(counts, catalog):
    with open(counts, encoding="utf-8") as f:
        wanted = json.load(f)["platforms"]
    bad, cells, figures = [], 0, 0
    for name, want in wanted.items():
        chosen = name.split(";")
        table = csv.DictReader(io.StringIO(ask(catalog, chosen, "export",
                                               "csv")))
        got = {f"{s} {row['technique']}": int(n) for row in table
               for s, n in row.items() if s not in HEAD and n}
        for cell in sorted(got.keys() | want["cells"].keys()):
            a, b = want["cells"].get(cell, 0), got.get(cell, 0)
            cells += 1
            if a != b:
                bad.append(f"{name}: {cell}: {b}, and the counter says {a}")
        stats = json.loads(ask(catalog, chosen, "stats", "--format", "json"))
        told = {kind: {d: [n["covered"], n["of"], n["named"]]
                       for d, n in all_of.items()}
                for kind, all_of in stats["domains"][0]["definitions"].items()}
        figures += sum(map(len, told.values()))
        if told != want["figures"]:
            bad.append(f"{name}: {told}, and the counter says "
                       f"{want['figures']}")
    print("\n".join(bad) if bad else
          f"{len(wanted)} selections of platforms: {cells} cells and {figures} "
          "figures agree")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
