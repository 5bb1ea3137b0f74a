#!/usr/bin/env python3
"""Who uses what, over all domains, on its own: actors.py THREATS CSV DOMAIN=BUNDLE...

THREATS is what `threat ID... --format json` says of all groups, CSV the site's
downloads/threats.csv, each BUNDLE the STIX of a domain in the catalog. An id is
one actor in all domains; a group's techniques are also those of the campaigns
that any domain attributes to it. Every difference is a line; where there is
none, a last line says how much was compared. With the bundles alone, the ids of
the groups.
"""

import csv
import json
import re
import sys
from collections import defaultdict

from attack import Attack, attack_id

FORMS = {"intrusion-set": re.compile(r"G\d{4}"),
         "campaign": re.compile(r"C\d{4}"),
         "malware": re.compile(r"S\d{4}"), "tool": re.compile(r"S\d{4}")}


def count(bundles):
    """kinds {id: type}, uses {id: {(domain, technique)}}, homes {id: {domain}}"""
    kinds, uses, behind = {}, defaultdict(set), defaultdict(set)
    homes = defaultdict(set)
    for domain, path in bundles:
        bundle = Attack(path)
        actors = {o["id"]: attack_id(o, FORMS[o["type"]])
                  for o in bundle.objects if o["type"] in FORMS and
                  not o.get("revoked") and not o.get("x_mitre_deprecated")}
        for o in bundle.objects:
            if actors.get(o["id"]):
                kinds[actors[o["id"]]] = o["type"]
                homes[actors[o["id"]]].add(domain)
        for r in bundle.relations("uses"):
            who, what = actors.get(r["source_ref"]), r["target_ref"]
            if who and what in bundle.techniques:
                end = bundle.follow(what)[1]
                if end is not None:
                    uses[who].add((domain, end))
        for r in bundle.relations("attributed-to"):
            campaign = actors.get(r["source_ref"])
            group = actors.get(r["target_ref"])
            if campaign and group:
                behind[group].add(campaign)
    own = {who: set(of) for who, of in uses.items()}
    for group, campaigns in behind.items():
        for campaign in campaigns:
            uses[group] |= own.get(campaign, set())
    return kinds, uses, homes


def cells_of(path):
    """{group: {(domain, technique)}}, as threat has it"""
    with open(path, encoding="utf-8") as f:
        answer = json.load(f)
    cells = {t["id"]: set() for t in answer["targets"]}
    for t in answer["techniques"]:
        for target in t["targets"]:
            cells[target].add((t["domain"], t["id"]))
    return cells


def main(threats, table, *bundles):
    kinds, uses, homes = count([b.split("=", 1) for b in bundles])
    groups = sorted(i for i, kind in kinds.items() if kind == "intrusion-set")
    bad, n = [], 0
    theirs = cells_of(threats)
    if sorted(theirs) != groups:
        bad.append("not the same groups")
    for group in groups:
        n += len(uses[group])
        for cell in sorted(uses[group] ^ theirs.get(group, set())):
            bad.append(f"{group}: {cell[1]} of {cell[0]}: " + (
                "only the counter says so" if cell in uses[group]
                else "not so"))
    with open(table, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    want = {(i, d) for i in kinds for d, _ in uses[i]}
    want |= {(i, d) for i in kinds if not uses[i] for d in homes[i]
             if d == min(homes[i], key=[b.split("=")[0]
                                        for b in bundles].index)}
    if sorted(want) != sorted((r["id"], r["domain"]) for r in rows):
        bad.append("not the same rows: %s" % sorted(
            want ^ {(r["id"], r["domain"]) for r in rows})[:3])
    for r in rows:
        states = [int(r[s]) for s in ("covered", "thin", "moved", "open")]
        mine = sum(d == r["domain"] for d, _ in uses[r["id"]])
        if sum(states) != int(r["of"]):
            bad.append(f"{r['id']} {r['domain']}: {states} are not {r['of']}")
        if int(r["of"]) + int(r["out"]) != mine:
            bad.append(f"{r['id']} {r['domain']}: {r['of']} and {r['out']} "
                       f"out, and the counter says {mine}")
    several = sum(len({d for d, _ in uses[g]}) > 1 for g in groups)
    print("\n".join(bad) if bad else
          f"{n} techniques of {len(groups)} groups agree, {several} of which "
          f"use some in several domains; and {len(rows)} rows of {len(kinds)} "
          f"groups, campaigns and software, {sum(int(r['moved']) > 0 for r in rows)} "
          f"of them with some that moved")
    return 1 if bad else 0


if __name__ == "__main__":
    if all("=" in a for a in sys.argv[1:]):
        print("\n".join(sorted(i for i, kind in count(
            [b.split("=", 1) for b in sys.argv[1:]])[0].items()
            if kind == "intrusion-set")))
    else:
        sys.exit(main(*sys.argv[1:]))
