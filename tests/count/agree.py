#!/usr/bin/env python3
"""Does Sextant say what the counter says? agree.py COUNTS CSV STATS PAIRS

COUNTS is a file of count.py, CSV what `export csv` says, STATS what `stats
--format json` does, PAIRS what `export controls` does. Every difference is a line; where there is none, a last
line says how much was compared.
"""

import csv
import json
import sys
from collections import Counter

HEAD = ["technique", "name", "parent", "tactics", "platforms", "url"]
KINDS = ["policy", "detection", "test"]
BEHIND = [f"{kind}_{whose}" for kind in KINDS
          for whose in ("yours", "available")] + ["basis"]
TOTALS = ["documents", "controls", "active", "mapped", "exact", "remapped",
          "merged", "retired", "deprecated", "unknown", "malformed",
          "other_framework", "mappings"]


def pairs_of(path):
    """The evidence of rules and tests for techniques, as count.py has it."""
    with open(path, encoding="utf-8", newline="") as f:
        return Counter((r["source"], r["id"] or r["path"], r["technique"],
                        int(r["evidence"])) for r in csv.DictReader(f)
                       if r["counted"] and r["kind"] != "policy")


def main(counts, table, stats, controls):
    with open(counts, encoding="utf-8") as f:
        want = json.load(f)
    with open(table, encoding="utf-8", newline="") as f:
        lines = list(csv.DictReader(f))
    with open(stats, encoding="utf-8") as f:
        got = {s["id"]: s for s in json.load(f)["sources"]}
    sources = [c for c in lines[0] if c not in HEAD + KINDS + BEHIND]
    bad = []

    def same(what, a, b):
        if a != b:
            bad.append(f"{what}: {b}, and the counter says {a}")

    kinds = {s["id"]: s["kind"] for s in got.values()}
    sources = [s for s in sources if kinds[s] in KINDS and
               (got[s]["documents"] or s in want["cells"])]
    same("techniques", want["techniques"], [r["technique"] for r in lines])
    same("sources", sorted(want["cells"]), sorted(sources))
    same("columns", sorted(got), sorted(c for c in lines[0]
                                        if c not in HEAD + KINDS + BEHIND))
    for row in lines:
        for s in sources:
            same(f"{s} {row['technique']}",
                 want["cells"].get(s, {}).get(row["technique"], 0),
                 int(row[s] or 0))
        for kind in KINDS:
            same(f"{kind} {row['technique']}",
                 sum(int(row[s] or 0) for s in sources if kinds[s] == kind),
                 int(row[kind]))
            # Whosever they are, each is of one of the two.
            same(f"{kind} {row['technique']}: yours and available",
                 sum(int(row[s] or 0) for s in sources if kinds[s] == kind),
                 int(row[f"{kind}_yours"]) + int(row[f"{kind}_available"]))
    for s in sources:
        for name in TOTALS:
            same(f"{s} {name}", want["sources"].get(s, {}).get(name),
                 got[s][name])
        same(f"{s}: exact + remapped - merged", got[s]["mappings"],
             got[s]["exact"] + got[s]["remapped"] - got[s]["merged"])
        same(f"{s}: its column's total", got[s]["mappings"],
             sum(int(r[s] or 0) for r in lines))
    mine, theirs = Counter(map(tuple, want["pairs"])), pairs_of(controls)
    for pair, n in sorted(((mine - theirs) + (theirs - mine)).items()):
        bad.append("%s %s: evidence of %s: E%d: %s" % (
            *pair, "only the counter says so" if mine[pair] else "not so"))
    proved = {t for _, _, t, level in theirs if level >= 4}
    print("\n".join(bad) if bad else
          f"{len(lines) * len(sources)} cells of {len(sources)} sources agree, "
          f"and {sum(theirs.values())} pairs; of "
          f"{sum(n for p, n in theirs.items() if p[3] >= 4)} of these, on "
          f"{len(proved)} techniques, a rule was seen to fire")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
