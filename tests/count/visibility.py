#!/usr/bin/env python3
"""What could be seen, on its own: visibility.py BUNDLE ANSWER PLATFORM NAME...

BUNDLE is the STIX of ATT&CK; ANSWER what `visibility --format json --next 10`
says of it where exactly the log sources NAME... are collected, on PLATFORM or
"all". Every difference is a line; where there is none, a last line says how
much was compared. `visibility.py BUNDLE figures PLATFORM NAME...` has no answer
to compare with, and says the figures alone.
"""

import json
import sys
from collections import Counter

from attack import Attack

STATES = ["full", "partly", "blind", "not-told"]


def live(o):
    return not o.get("revoked") and not o.get("x_mitre_deprecated")


def spelling(name):
    """What names are compared by: neither case nor space around tells apart."""
    return name.strip().lower()


def read(bundle):
    """{technique: [(platforms, {log source names})]} of analytics with any"""
    objects = {o["id"]: o for o in bundle.objects}
    needs = {t: [] for t in bundle.ids()}
    for r in bundle.relations("detects"):
        strategy = objects.get(r["source_ref"], {})
        if strategy.get("type") != "x-mitre-detection-strategy" or \
                not live(strategy) or r["target_ref"] not in bundle.techniques:
            continue
        technique = bundle.follow(r["target_ref"])[1]
        for ref in strategy.get("x_mitre_analytic_refs", []):
            analytic = objects.get(ref, {})
            names = {spelling(s["name"]) for s in
                     analytic.get("x_mitre_log_source_references", [])}
            if technique and names and live(analytic):
                needs[technique].append(
                    (set(analytic.get("x_mitre_platforms", [])), names))
    return needs


def state(analytics, platform, collected):
    read_by = [names for on, names in analytics
               if platform == "all" or platform in on]
    if not read_by:
        return "not-told"
    if any(names <= collected for names in read_by):
        return "full"
    return "partly" if any(names & collected for names in read_by) else "blind"


def states(bundle, needs, platform, collected):
    return {t: state(needs[t], platform, collected) for t in needs
            if platform == "all" or platform in bundle.platforms(t)}


def gains(bundle, needs, platform, collected):
    """{log source: techniques that become full by it}"""
    before = states(bundle, needs, platform, collected)
    gained = Counter()
    for name in {n for a in needs.values() for _, ns in a for n in ns}:
        if name not in collected:
            now = states(bundle, needs, platform, collected | {name})
            gained[name] = sum(now[t] == "full" != before[t] for t in now)
    return gained


def compare(bundle, needs, answer, platform, collected):
    bad = []
    ours = states(bundle, needs, platform, collected)
    theirs = {t["id"]: t["visible"] for t in answer["techniques"]}
    for t in sorted(set(ours) | set(theirs)):
        if ours.get(t) != theirs.get(t):
            bad.append(f"{t}: {ours.get(t)} here, {theirs.get(t)} there")
    counted = Counter(ours.values())
    figures = answer["domains"][0]
    for s in STATES:
        if counted[s] != figures[s.replace("-", "_")]:
            bad.append(f"{s}: {counted[s]} here, "
                       f"{figures[s.replace('-', '_')]} there")
    gained = gains(bundle, needs, platform, collected)
    best = sorted((n for n in gained.values() if n > 0), reverse=True)[:10]
    told = [one["gain"] for one in answer["next"] if one["gain"] > 0]
    if best != told:
        bad.append(f"next: {best} here, {told} there")
    for one in answer["next"]:
        here = gained[spelling(one["name"])]
        if here != one["gain"]:
            bad.append(f"{one['name']}: gains {here} here, "
                       f"{one['gain']} there")
    return bad, len(ours), len(told)


def main(path, against, platform, *names):
    bundle = Attack(path)
    needs = read(bundle)
    collected = {spelling(name) for name in names}
    if against == "figures":
        counted = Counter(states(bundle, needs, platform, collected).values())
        print(", ".join(f"{s} {counted[s]}" for s in STATES))
        return 0
    with open(against, encoding="utf-8") as f:
        answer = json.load(f)
    bad, n, told = compare(bundle, needs, answer, platform, collected)
    for line in bad:
        print(line)
    if not bad:
        print(f"{n} techniques and {told} gains agree")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
