#!/usr/bin/env python3
"""Counts the team's example on its own, and prints expected.md: count.py

count.py --json FILE [SOURCE...] writes the figures for agree.py, as they would
be without these sources; --without-rule, without the last rule of a technique;
--least, with the least that counts. It shares no code with Sextant. Sigma, Splunk and Atomic are read as tests/count reads them;
Elastic's rules and the export of the SIEM are read here, and here is decided
whose each control is, what it was joined to and how far it is known to work.
"""

import csv
import json
import os
import sys
import tomllib
from collections import Counter, namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "count"))

import attack  # noqa: E402
import read  # noqa: E402

BUNDLE = os.path.join(HERE, "../../data/sample/attack/enterprise-attack.json")
GROUP = "G0016"
LAST = "rules/linux/cron_entry_of_no_package.yml"  # of its technique
LEAST = {"level": "medium", "status": "test"}  # what `counts` may ask for
LEVELS = ["informational", "low", "medium", "high", "critical"]
STATUSES = ["experimental", "test", "stable"]
DEFINITIONS = ["exact", "any", "all-subs", "leaf", "tested"]
OF = ["yours", "available", "all"]

# fields: level and status as the source has them; None: it has no such field.
# E: the evidence that it carries itself. tests: those that it names.
Rule = namedtuple("Rule", "source kind id title path state ids told E tests "
                  "query fields", defaults=(None, None))
# how: id or name; techniques: those that it counts for.
Join = namedtuple("Join", "rule twin how clone same")


def files(folder):
    for at, _, names in sorted(os.walk(os.path.join(HERE, folder))):
        for name in sorted(names):
            path = os.path.join(at, name)
            with open(path, encoding="utf-8") as f:
                yield os.path.relpath(path, os.path.join(HERE, folder)), \
                    f.read()


def of_sigma(source, folder, own):
    for path, text in files(folder):
        fields = read.yaml_documents(text)[0]
        for c in read.sigma(path, text, own):
            yield Rule(source, "detection", c.id, c.title, path, c.state,
                       c.ids, c.told, c.own, c.names, None,
                       {k: fields.get(k, "") for k in LEAST})


def of_others(source, folder, kind, take):
    for path, text in files(folder):
        for c in take(path, text):
            yield Rule(source, kind, c.id, c.title, path, c.state, c.ids,
                       c.told, c.own, c.names)


def named_in(threats):
    """Of each technique its sub-techniques if it has any, else itself."""
    return [i for threat in threats if threat["framework"] == "MITRE ATT&CK"
            for t in threat.get("technique", [])
            for i in [s["id"] for s in t.get("subtechnique", [])] or [t["id"]]]


def of_elastic(folder):
    for path, text in files(folder):
        d = tomllib.loads(text)
        rule, maturity = d["rule"], d["metadata"]["maturity"]
        yield Rule("elastic", "detection", rule["rule_id"], rule["name"], path,
                   "deprecated" if maturity == "deprecated" else "active",
                   named_in(rule.get("threat", [])), True,
                   int(maturity == "production"), (), rule.get("query"),
                   {"level": rule["severity"]})


def of_export(path):
    with open(os.path.join(HERE, path), encoding="utf-8") as f:
        for line in f:
            o = json.loads(line)
            if "rule_id" in o:  # else an exception, a connector, the summary
                yield Rule("siem", "detection", o["rule_id"], o["name"], path,
                           "active" if o["enabled"] else "disabled",
                           named_in(o["threat"]), True, 0, (), o.get("query"),
                           {"level": o["severity"]})


def joined(exported, public):
    """The joins in the export's order, and the names that are not unique."""
    joins, unclear, met = [], [], set()
    by_id = {p.id: p for p in public if p.state == "active"}
    by_name = {}
    for p in public:
        by_name.setdefault(p.title.strip().lower(), []).append(p)
    named = {r.id for r in exported if r.state == "active"}
    for r in exported:
        same_name = by_name.get(r.title.strip().lower(), [])
        twin, how = by_id.get(r.id), "id"
        if twin is None and len(same_name) == 1:
            twin, how = same_name[0], "name"
        elif twin is None and same_name:
            unclear.append(r)
        if twin is None:
            continue
        # A clone's twin is another's, too: that of the same id, or the first.
        clone = how == "name" and r.state == "active" and \
            (twin.id in named or twin.id in met)
        if r.state == "active":
            met.add(twin.id)
        joins.append(Join(r, twin, how, clone, how == "id" and
                          (r.query is None or
                           r.query.split() == (twin.query or "").split())))
    return joins, unclear


class Team:
    def __init__(self, least=None, without=()):
        self.attack = attack.Attack(BUNDLE)
        ours = [r for r in of_sigma("ours", "rules", True)
                if "rules/" + r.path not in without]
        siem = [r for r in of_export("siem/rules_export.ndjson")
                if r.source not in without]
        elastic = list(of_elastic("public/elastic"))
        public = elastic + \
            list(of_sigma("sigma", "public/sigma", False)) + \
            list(of_others("splunk", "public/splunk", "detection",
                           read.splunk)) + \
            list(of_others("atomic", "public/atomic", "test", read.atomic))
        self.siem = siem
        self.rules = ours + siem + public
        self.joins, self.unclear = joined(siem, elastic)
        self.join = {id(j.rule): j for j in self.joins}
        self.twins = {id(j.twin) for j in self.joins
                      if j.rule.state == "active"}
        self.read_tests(public)
        self.whose = {id(r): self.decide(r, least) for r in self.rules}
        # Mitigations are controls without documents: (id, techniques).
        self.policies = {m: {end for stix in to
                             if (end := self.attack.follow(stix)[1])}
                         for m, to in self.attack.mitigations().items()}

    def read_tests(self, public):
        self.on = {r.id: self.reach(r.ids) for r in public if r.kind == "test"}
        self.fired, self.proved, self.ran = set(), {}, set()
        with open(os.path.join(HERE, "fired.json"), encoding="utf-8") as f:
            for row in json.load(f):
                self.fired |= {(link.split("/blob/main/")[1], row["test"])
                               for link in row["rules"]}
        with open(os.path.join(HERE, "results.csv"), encoding="utf-8") as f:
            for row in csv.DictReader(f):
                if row["outcome"] != "not run" and row["test"] in self.on:
                    self.ran.add(row["test"])
                if row["outcome"] == "detected":
                    self.proved.setdefault(row["id"], []).append(row["test"])

    def reach(self, ids):
        ends = (self.attack.resolve(i.strip().upper())[1] for i in ids)
        return {end for end in ends if end}

    def techniques(self, r):
        """What it counts for; a twin's where the export names none."""
        j = self.join.get(id(r))
        return self.reach(r.ids if r.ids or j is None or
                          r.state != "active" else j.twin.ids)

    def decide(self, r, least):
        if r.state != "active":
            return r.state
        if not r.told:
            return "catch-all"
        if r.source in ("ours", "siem"):
            for name, order in (("level", LEVELS), ("status", STATUSES)):
                if least and name in r.fields and (
                        r.fields[name] not in order or order.index(
                            r.fields[name]) < order.index(least[name])):
                    return "below"
            return "yours"
        if r.kind == "test" and r.id in self.ran:
            return "yours"
        return "twin" if id(r) in self.twins else "available"

    def answers(self, test, technique):
        """A test answers for the technique that it is on, and its parent."""
        return any(t == technique or t.split(".")[0] == technique
                   for t in self.on.get(test, ()))

    def evidence(self, r, technique):
        best = r.E
        if any(self.answers(t, technique) for t in r.tests):
            best = max(best, 3)
        if r.source == "elastic" and any(
                path == r.path and self.answers(t, technique)
                for path, t in self.fired):
            best = max(best, 4)
        j = self.join.get(id(r))
        if j and r.state == "active":
            best = max(best, min(self.evidence(j.twin, technique),
                                 4 if j.same else 1))
        # What is tested by an id is what runs: of joined rules one's own.
        if id(r) not in self.twins and any(
                t not in self.on or self.answers(t, technique)
                for t in self.proved.get(r.id, ())):
            best = max(best, 5)
        return best

    def chosen(self, kind, of):
        """Of each control that counts: its techniques with the evidence."""
        if kind == "policy":
            return [{t: 0 for t in to} for to in self.policies.values()
                    if of != "yours"]
        words = {"all": ("yours", "available")}.get(of, (of,))
        return [{t: self.evidence(r, t) for t in self.techniques(r)}
                for r in self.rules
                if r.kind == kind and self.whose[id(r)] in words]

    def counts(self, kind, of):
        return Counter(t for c in self.chosen(kind, of) for t in c)

    def used_by(self, group):
        """Active techniques of the group, and of campaigns that are its own."""
        users = {o["id"] for o in self.attack.objects
                 if o["type"] == "intrusion-set" and
                 any(r.get("external_id") == group
                     for r in o["external_references"])}
        users |= {r["source_ref"] for r in self.attack.relations(
            "attributed-to") if r["target_ref"] in users}
        ends = (self.attack.follow(r["target_ref"])[1]
                for r in self.attack.relations("uses")
                if r["source_ref"] in users and
                r["target_ref"] in self.attack.techniques)
        return sorted({end for end in ends if end})

    def titles(self, technique):
        """What of yours answers it."""
        return sorted(r.title.strip() for r in self.rules
                      if r.kind == "detection" and self.whose[id(r)] ==
                      "yours" and technique in self.techniques(r))

    def figure(self, name, kind, of):
        """(numerator, denominator)"""
        ids = self.attack.ids()
        subs = {i: [s for s in ids if s.startswith(i + ".")] for i in ids}
        parents = [i for i in ids if "." not in i]
        has = {t for c in self.chosen(kind, of) for t, level in c.items()
               if name != "tested" or level >= 2}
        if name in ("exact", "tested"):
            return len(has & ids), len(ids)
        if name == "any":
            return sum(p in has or any(s in has for s in subs[p])
                       for p in parents), len(parents)
        if name == "all-subs":
            return sum(all(s in has for s in subs[p] or [p])
                       for p in parents), len(parents)
        leaves = [i for i in ids if not subs[i]]
        return sum(i in has for i in leaves), len(leaves)


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(str(c) for c in row) + " |"
    yield ""


def export_rows(team):
    active = [j for j in team.joins if j.rule.state == "active"]
    yield "rules exported", len(team.siem)
    yield "of these disabled", sum(r.state == "disabled" for r in team.siem)
    yield "enabled, joined by id", sum(j.how == "id" for j in active)
    yield "enabled, joined by name", sum(
        j.how == "name" and not j.clone for j in active)
    yield "enabled, clones of a rule that is joined already", sum(
        j.clone for j in active)
    yield "enabled, joined to nothing", \
        sum(r.state == "active" for r in team.siem) - len(active)
    yield "public rules that these are joined to", len(team.twins)
    yield "disabled, of a public rule", len(team.joins) - len(active)
    yield "techniques taken from the public rule", sum(
        not j.rule.ids for j in active)


def join_rows(team):
    for j in sorted(team.joins, key=lambda j: (j.rule.state, j.how != "id",
                                               j.clone, j.twin.path, j.rule.id)):
        if j.rule.state != "active":
            yield j.rule.title.strip(), j.how, "disabled: no", j.twin.title, \
                "", ""
            continue
        yield j.rule.title.strip(), j.how, "clone" if j.clone else "yes", \
            j.twin.title, ("the public rule's" if not j.rule.ids else
                           "its own"), \
            ", ".join(f"E{team.evidence(j.rule, t)} on {t}"
                      for t in sorted(team.techniques(j.rule)))


def whose_rows(team):
    words = ["yours", "available", "twin", "below", "catch-all", "disabled",
             "deprecated", "removed"]
    for kind in ("detection", "test"):
        got = Counter(team.whose[id(r)] for r in team.rules if r.kind == kind)
        yield [kind] + [got[w] for w in words]
    yield ["policy", 0, len(team.policies)] + [0] * 6


def figure_rows(team):
    for kind in ("detection", "test", "policy"):
        for name in DEFINITIONS:
            if name == "tested" and kind != "detection":
                continue
            got = [team.figure(name, kind, of) for of in OF]
            yield [kind, name] + [n for n, _ in got] + [got[0][1]]


def state(n):
    return ["gap", "single", "covered"][min(n, 2)]


def technique_rows(team):
    cells = {(kind, of): team.counts(kind, of)
             for kind in ("detection", "test", "policy") for of in OF}
    levels = {}
    for c in team.chosen("detection", "yours"):
        for t, level in c.items():
            levels[t] = max(level, levels.get(t, 0))
    for t in sorted(team.attack.ids()):
        yield [t] + [cells["detection", of][t] for of in OF] + \
            [state(cells["detection", "yours"][t]),
             f"E{levels[t]}" if t in levels else ""] + \
            [cells["test", of][t] for of in OF] + [cells["policy", "all"][t]]


def threat_rows(team):
    """covered: two or more, one of them at E2 or better; open: none."""
    cells = {of: team.counts("detection", of) for of in OF}
    tested = {t for c in team.chosen("detection", "yours")
              for t, level in c.items() if level >= 2}
    for t in team.used_by(GROUP):
        n = cells["yours"][t]
        yield t, "open" if n == 0 else \
            "covered" if n > 1 and t in tested else "thin", \
            "; ".join(team.titles(t)), cells["available"][t]


def changed(before, after):
    a, b = (Counter(team.counts("detection", "yours"))
            for team in (before, after))
    return sorted(t for t in set(a) | set(b) if a[t] != b[t])


def report(team):
    yield "# What is right of this team"
    yield ""
    yield "`count.py` prints this page; `team.test` compares it, and what " \
        "Sextant says, with it."
    yield ""
    yield "## The export"
    yield ""
    yield from table(["what", "number"], export_rows(team))
    yield from table(["rule of the SIEM", "by", "joined", "public rule",
                      "techniques", "evidence"], join_rows(team))
    yield "Names that several public rules have: " + \
        "; ".join(r.title for r in team.unclear) + "."
    yield ""
    yield "## Whose"
    yield ""
    yield from table(["controls", "yours", "available", "twins", "below",
                      "catch-all", "disabled", "deprecated", "removed"],
                     whose_rows(team))
    yield "## Figures"
    yield ""
    head = ["kind", "definition"] + OF + ["techniques"]
    yield from table(head, figure_rows(team))
    yield "## Techniques"
    yield ""
    yield "How many detection rules, their state and best evidence (of " \
        "yours), tests, policies."
    yield ""
    yield from table(["technique"] + OF + ["state", "evidence", "tests: yours",
                      "available", "all", "policies"], technique_rows(team))
    yield f"## Threat {GROUP}"
    yield ""
    rows = list(threat_rows(team))
    yield ", ".join(f"{n} {word}" for word, n in sorted(
        Counter(r[1] for r in rows).items())) + f", of {len(rows)}."
    yield ""
    yield from table(["technique", "state", "rules of yours", "available"],
                     rows)
    without = Team(without=[LAST])
    yield f"## Without `{LAST}`"
    yield ""
    n, of = without.figure("exact", "detection", "yours")
    before = team.counts("detection", "yours")
    after = without.counts("detection", "yours")
    others = without.counts("detection", "available")
    for t in changed(team, without):
        yield f"{t}: {before[t]} of yours before, {after[t]} after; " \
            f"{others[t]} available. Detection, exact: {n} of {of}. " \
            "`check` fails, and names it."
    yield ""
    below = Team(least=LEAST)
    yield "## With `counts: {level: medium, status: test}`"
    yield ""
    yield "Below it: " + "; ".join(sorted(
        r.title for r in below.rules if below.whose[id(r)] == "below")) + "."
    yield ""
    yield from table(head, [r for r in figure_rows(below)
                            if r[0] == "detection"])


def as_json(team):
    return {
        "figures": {f"{kind} {name} {of}": team.figure(name, kind, of)
                    for kind in ("detection", "test", "policy")
                    for name in DEFINITIONS for of in OF
                    if name != "tested" or kind == "detection"},
        "counts": {f"{kind} {of}": team.counts(kind, of)
                   for kind in ("detection", "test", "policy") for of in OF},
        "sources": {s: Counter(
            t for r in team.rules if r.source == s and
            team.whose[id(r)] in ("yours", "available")
            for t in team.techniques(r))
            for s in {r.source for r in team.rules}},
        "techniques": sorted(team.attack.ids()),
        "threat": list(threat_rows(team)),
        "joins": sorted([j.rule.id, j.twin.id, j.how] for j in team.joins),
        "pairs": sorted([r.source, r.id, t, team.evidence(r, t)]
                        for r in team.rules
                        if team.whose[id(r)] in ("yours", "available")
                        for t in team.techniques(r)),
    }


def main(args):
    if args[:1] != ["--json"]:
        print("\n".join(report(Team())).rstrip())
        return
    rest = [LAST if a == "--without-rule" else a for a in args[2:]]
    team = Team(LEAST if "--least" in rest else None, rest)
    with open(args[1], "w", encoding="utf-8") as f:
        json.dump(as_json(team), f, indent=1, sort_keys=True)


if __name__ == "__main__":
    main(sys.argv[1:])
