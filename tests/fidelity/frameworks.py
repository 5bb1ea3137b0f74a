"""Which techniques each control of NIST 800-53 names, and what its baselines choose
of that, from the files alone: frameworks.py UPSTREAM VERSION BASELINE...

Shares no code with the program: prints JSON {"controls": {id: [techniques]},
"BASELINE": {"ids": n, "controls": [ids]}}.
"""

import glob
import json
import re
import sys


def external(o):
    return next(r["external_id"] for r in o["external_references"]
                if r.get("source_name") == "mitre-attack")


def read(upstream, pattern):
    found = glob.glob(f"{upstream}/raw.githubusercontent.com/{pattern}")
    with open(found[0], encoding="utf-8") as f:
        return json.load(f)


def ends(bundle):
    """id -> the active technique that it leads to."""
    stix = {o["id"]: o for o in bundle["objects"]
            if o["type"] == "attack-pattern"}
    active = {external(o) for o in stix.values() if not o.get("revoked")
              and not o.get("x_mitre_deprecated")}
    then = {external(stix[r["source_ref"]]): external(stix[r["target_ref"]])
            for r in bundle["objects"] if r["type"] == "relationship"
            and r["relationship_type"] == "revoked-by"
            and r["source_ref"] in stix and r["target_ref"] in stix}

    def end(t, left=9):
        return t if t in active else \
            end(then[t], left - 1) if t in then and left else None
    return end


def key(control):
    return [p.lstrip("0") or "0" if p.isdigit() else p
            for p in re.findall(r"[a-z]+|\d+", control.lower())]


def main(upstream, version, *baselines):
    end = ends(read(upstream, "mitre-attack/attack-stix-data/master/"
                    f"enterprise-attack/enterprise-attack-{version}.json"))
    named = {}
    for m in read(upstream, "center-for-threat-informed-defense/mappings-explorer"
                  "/main/mappings/nist_800_53/attack-16.1/*/enterprise/*.json"
                  )["mapping_objects"]:
        if m["capability_id"] and m["status"] != "non_mappable" and \
                m["mapping_type"] not in (None, "", "non_mappable") and \
                end(m["attack_object_id"]):
            named.setdefault(m["capability_id"], set()).add(
                end(m["attack_object_id"]))
    out = {"controls": {k: sorted(v) for k, v in named.items()}}
    for b in baselines:
        ids = [i for part in read(
            upstream, "usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/"
            f"*{b.upper()}-baseline_profile.json")["profile"]["imports"]
            for c in part["include-controls"] for i in c["with-ids"]]
        keys = [key(i) for i in ids]
        out[b] = {"ids": len(ids),
                  "controls": sorted(k for k in named if key(k) in keys)}
    json.dump(out, sys.stdout)


main(*sys.argv[1:])
