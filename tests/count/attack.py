"""ATT&CK as a STIX bundle, as far as counting goes, by Python's own JSON."""

import json
import re

FORM = re.compile(r"T\d{4}(\.\d{3})?")
# Of frameworks beside ATT&CK; "@" stands before one of whatever form that its source
# says is of another (read.py).
OTHER = re.compile(r"@.*|AML\.(T|TA|M|CS)\d{4}(\.\d{3})?|F[1-9]\d{3}(\.\d{3})?|"
                   r"FA\d{4}|D3-[A-Z][A-Z0-9]{1,9}|CAPEC-\d{1,4}|T\d{4}\.A\d{3}|"
                   r"[BF]0\d{3}(\.M?\d{2,3})?")


def attack_id(o, pattern):
    for r in o.get("external_references", []):
        if r.get("source_name") == "mitre-attack" and \
                pattern.fullmatch(r.get("external_id", "")):
            return r["external_id"]
    return None


class Attack:
    def __init__(self, path):
        with open(path, encoding="utf-8") as f:
            self.objects = json.load(f)["objects"]
        self.techniques, self.by_id, self.next = {}, {}, {}
        for o in self.objects:
            if o["type"] != "attack-pattern" or not attack_id(o, FORM):
                continue
            self.techniques[o["id"]] = o
            old = self.by_id.get(attack_id(o, FORM))
            if old is None or not self.active(o["id"]) < self.active(old):
                self.by_id[attack_id(o, FORM)] = o["id"]
        for r in self.relations("revoked-by"):
            self.next[r["source_ref"]] = r["target_ref"]

    def relations(self, kind):
        return [o for o in self.objects if o["type"] == "relationship" and
                o["relationship_type"] == kind and not o.get("revoked") and
                not o.get("x_mitre_deprecated")]

    def active(self, stix):
        o = self.techniques[stix]
        return not o.get("revoked") and not o.get("x_mitre_deprecated")

    def name(self, stix):
        return attack_id(self.techniques[stix], FORM)

    def ids(self):
        return {self.name(t) for t in self.techniques if self.active(t)}

    def platforms(self, name):
        return self.techniques[self.by_id[name]].get("x_mitre_platforms", [])

    def follow(self, stix):
        """(outcome, the id that it counts for)"""
        end, seen = stix, set()
        while self.techniques[end].get("revoked"):
            seen.add(end)
            end = self.next.get(end)
            if end not in self.techniques or end in seen:
                return "retired", None
        if self.techniques[end].get("x_mitre_deprecated"):
            return "deprecated", None
        return ("exact" if end == stix else "remapped"), self.name(end)

    def resolve(self, tagged):
        if not FORM.fullmatch(tagged):
            return ("other_framework" if OTHER.fullmatch(tagged)
                    else "malformed"), None
        if tagged not in self.by_id:
            return "unknown", None
        return self.follow(self.by_id[tagged])

    def mitigations(self):
        """For each active one: the STIX ids that it mitigates."""
        form = re.compile(r"M\d+")
        to = {o["id"]: set() for o in self.objects
              if o["type"] == "course-of-action" and attack_id(o, form) and
              not o.get("revoked") and not o.get("x_mitre_deprecated")}
        for r in self.relations("mitigates"):
            if r["source_ref"] in to and r["target_ref"] in self.techniques:
                to[r["source_ref"]].add(r["target_ref"])
        return to
