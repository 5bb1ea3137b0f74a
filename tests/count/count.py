#!/usr/bin/env python3
"""Counts controls per technique, on its own: the auditor's second opinion.

count.py MIRROR OUT [extra] VERSION... [ID=FOLDER...]

MIRROR holds what addresses answer. For each ATT&CK version OUT-VERSION.json
gets {"cells": {source: {technique: count}}, "sources": {source: totals},
"pairs": [[source, control, technique, evidence]] of rules and tests,
"platforms": {"Linux;macOS": {"cells", "figures"}}} of every source that the
mirror has: of read.SOURCES, or with `extra` of read.EXTRA. ID=FOLDER is one more,
in Sigma's layout.
"""

import json
import os
import sys
from collections import Counter
from multiprocessing import Pool

import attack
import correlate
import platforms
import proof
import read

BUNDLE = ("raw.githubusercontent.com/mitre-attack/attack-stix-data/master/"
          "enterprise-attack/enterprise-attack-%s.json")
OUTCOMES = ["exact", "remapped", "merged", "retired", "deprecated", "unknown",
            "malformed", "other_framework", "mappings"]


def normal(text):
    return text.strip().upper().replace("/", ".", 1)


def tally(controls, resolve):
    """controls: (active, ids) each; -> cells, totals"""
    cells, total = Counter(), Counter({name: 0 for name in OUTCOMES})
    total["controls"] = len(controls)
    total["mapped"] = 0
    for counts, ids in controls:
        if not counts:
            continue
        reached = []
        for one in {i for i in ids if i[0] != "@" or i[1:] not in ids}:
            outcome, end = resolve(one)
            total[outcome] += 1
            if end is not None:
                reached.append(end)
        cells.update(set(reached))
        total["merged"] += len(reached) - len(set(reached))
        total["mappings"] += len(set(reached))
        total["mapped"] += bool(reached)
    return dict(sorted(cells.items())), dict(total)


def read_all(mirror, which, folders):
    """For each source: how many documents, and its controls."""
    found = {s: d for s in which
             if (d := read.documents(mirror, s)) is not None}
    found.update((s, read.own_rules(f)) for s, f in folders.items())
    tasks = [(s, path, text) for s in found for path, text in found[s]]
    with Pool() as pool:
        taken = pool.starmap(read.take, tasks, 32)
    all_of = {s: [] for s in found}
    for (s, _, _), controls in zip(tasks, taken):
        all_of[s] += controls
    return {s: (len(found[s]), correlate.settle(read.unite(all_of[s])))
            for s in found}


def count(mirror, bundle, sources, mitigations):
    a = attack.Attack(os.path.join(mirror, bundle))
    out = {"cells": {}, "sources": {}, "techniques": sorted(a.ids())}
    for s, (documents, controls) in sources.items():
        cells, total = tally(
            [(c.state == "active" and c.told,
              [n for n in map(normal, c.ids) if n]) for c in controls],
            a.resolve)
        total["documents"] = documents
        total["active"] = sum(c.state == "active" for c in controls)
        out["cells"][s], out["sources"][s] = cells, total
    if mitigations:
        cells, total = tally([(True, to) for to in a.mitigations().values()],
                             a.follow)
        total.update(documents=1, active=total["controls"])
        out["cells"]["mitigations"] = cells
        out["sources"]["mitigations"] = total

    def reached(c):
        ends = (a.resolve(n)[1] for n in map(normal, c.ids) if n)
        return {end for end in ends if end is not None}

    found = list(proof.pairs(
        mirror, {s: c for s, (_, c) in sources.items()}, reached))
    out["pairs"] = sorted(p[:4] for p in found)
    out["platforms"] = by_platforms(
        a, [(read.kind_of(s), s, t, level, on)
            for s, _, t, level, on in found] +
        [("policy", s, t, 0, frozenset(c.on)) for s in sources
         if read.kind_of(s) == "policy" for c in sources[s][1]
         if c.state == "active" and c.told for t in reached(c)] +
        [("policy", "mitigations", t, 0, frozenset())
         for t, n in out["cells"].get("mitigations", {}).items()
         for _ in range(n)])
    return out


def by_platforms(a, pairs):
    """Each platform of the version alone, and some together."""
    names = sorted({p for t in a.ids() for p in a.platforms(t)})
    some = [[n] for n in names] + [names[:2], names[1::3]]
    out = {}
    for chosen in some:
        cells, figures = platforms.figures(pairs, a, chosen)
        out[";".join(chosen)] = {"cells": cells, "figures": figures}
    return out


def main(mirror, to, *rest):
    folders = dict(r.split("=", 1) for r in rest if "=" in r)
    extra = "extra" in rest
    sources = read_all(mirror, read.EXTRA if extra else read.SOURCES, folders)
    for version in (r for r in rest if "=" not in r and r != "extra"):
        result = count(mirror, BUNDLE % version, sources, not extra)
        with open(f"{to}-{version}.json", "w", encoding="utf-8") as f:
            json.dump(result, f, indent=1, sort_keys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
