#!/usr/bin/env python3
"""What every technique's priority is, on its own: priority.py MIRROR COUNTS BUNDLE
LIST

MIRROR has the upstreams; COUNTS is what count.py wrote, for the rules that are
available; BUNDLE is the STIX of the version; LIST is what `list --by priority
--format json` says. Sums are of fractions, from the decimals of the documents.
Every difference is a line; where there is none, a last line says how much was
compared.
"""

import json
import os
import re
import sys
import tarfile
from collections import Counter, defaultdict
from fractions import Fraction

from actors import FORMS
from attack import Attack, attack_id
from read import kind_of

HOST = "raw.githubusercontent.com/"
CTID = "center-for-threat-informed-defense/"
KEV = HOST + CTID + ("mappings-explorer/main/mappings/kev/attack-16.1/"
                     "kev-07.28.2025/enterprise/"
                     "kev-07.28.2025_attack-16.1-enterprise.json")
TOP = "codeload.github.com/" + CTID + \
    "top-attack-techniques/tar.gz/refs/heads/main"
USED = {"intrusion-set": "groups", "campaign": "campaigns",
        "malware": "software", "tool": "software"}
RATED = {"actionability": ("actionability_score", "combined_score"),
         "choke-point": ("choke_point_score",),
         "prevalence": ("prevalence_score",)}
WEIGHTS = {"groups": 3, "kev": 2}


def uses(a):
    """{factor: {technique: n}}"""
    actors = {o["id"]: USED[o["type"]] for o in a.objects
              if o["type"] in FORMS and attack_id(o, FORMS[o["type"]]) and
              not o.get("revoked") and not o.get("x_mitre_deprecated")}
    pairs = {(r["source_ref"], a.follow(r["target_ref"])[1])
             for r in a.relations("uses")
             if r["source_ref"] in actors and r["target_ref"] in a.techniques}
    out = {factor: Counter() for factor in USED.values()}
    for who, technique in pairs:
        out[actors[who]][technique] += 1
    return out


def exploited(a, path):
    with open(path, encoding="utf-8") as f:
        mapped = json.load(f)["mapping_objects"]
    pairs = {(m["capability_id"].upper(), a.resolve(m["attack_object_id"])[1])
             for m in mapped if m["attack_object_id"] and
             m["status"] == "complete" and re.fullmatch(
                 "exploitation_technique|(primary|secondary)_impact",
                 m["mapping_type"] or "")}
    return Counter(technique for _, technique in pairs)


def rated(a, archive):
    """An id's own number goes before that of one that leads to it."""
    with tarfile.open(archive) as tar:
        name = next(n for n in tar.getnames() if n.endswith("/Techniques.json"))
        rows = json.load(tar.extractfile(name), parse_float=Fraction)
    out = {}
    for factor, path in RATED.items():
        found = defaultdict(list)
        for row in rows:
            value = row
            for member in path:
                value = value and value.get(member)
            outcome, technique = a.resolve(row["tid"])
            if value is not None:
                found[technique].append((outcome == "exact", Fraction(value)))
        out[factor] = {t: max(values)[1] for t, values in found.items()}
    return out


def rounded(x, places):
    """Half up."""
    unit = 10 ** places
    return Fraction(int(x * unit * 2 + 1) // 2, unit)


def main(mirror, counts, bundle, answer):
    a = Attack(bundle)
    with open(counts, encoding="utf-8") as f:
        cells = json.load(f)["cells"]
    ids = sorted(a.ids())
    factors = {**uses(a), "kev": exploited(a, os.path.join(mirror, KEV)),
               **rated(a, os.path.join(mirror, TOP)),
               "adoptable": {t: 1 for s in cells if s != "mitigations" and
                             kind_of(s) == "detection"
                             for t, n in cells[s].items() if n > 0}}
    most = {f: Fraction(max(of.get(t, 0) for t in ids))
            for f, of in factors.items()}
    weights = {f: WEIGHTS.get(f, 1) for f in factors if most[f]}
    mine = {t: 100 * sum(w * factors[f].get(t, 0) / most[f]
                         for f, w in weights.items()) / sum(weights.values())
            for t in ids}
    with open(answer, encoding="utf-8") as f:
        theirs = json.load(f)["techniques"]
    bad = []
    if sorted(t["id"] for t in theirs) != ids:
        bad.append("not the same techniques")
    for t in theirs:
        priority = Fraction(str(t["priority"]))
        if rounded(priority, 1) != rounded(mine[t["id"]], 1):
            bad.append(f"{t['id']}: {t['priority']}, and the counter says "
                       f"{float(mine[t['id']])}")
        for f in t["factors"]:
            want = factors[f["name"]].get(t["id"])
            if f["name"] not in RATED:
                want = want or 0
            if want is not None:
                want = rounded(Fraction(want), 8)
            if want != ("value" in f and Fraction(str(f["value"])) or
                        (0 if "value" in f else None)):
                bad.append(f"{t['id']}: {f}, and the counter says {want}")
    order = sorted(ids, key=lambda t: (-rounded(mine[t], 6), t))
    if [t["id"] for t in theirs] != order:
        bad.append("not in that order")
    print("\n".join(bad[:20]) if bad else
          f"{len(theirs)} priorities agree, of {len(weights)} factors: "
          f"{theirs[0]['id']} {float(rounded(mine[order[0]], 1))} first; known "
          f"to be exploited: {sum(n > 0 and t in mine for t, n in factors['kev'].items())}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
