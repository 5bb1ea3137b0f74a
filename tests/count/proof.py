"""How far each pair of a rule and a technique is known to work: data/README.md,
"Evidence", and nothing else.

E0 to E2 are the control's own (read.py has them, but for the recordings that a rule
names). From E3 on a level is of the
technique that the test is on, and of the parent of that: E3 where the rule
names the test, E4 where AttackRuleMap says that it fired on it.
"""

import json
import os
import re
from collections import defaultdict
from urllib.parse import unquote

import read

MAP = "raw.githubusercontent.com/krdmnbrk/AttackRuleMap/main/attack_rule_map.json"
TESTS = {s for s in read.ALL if read.kind_of(s) == "test"}
POLICIES = {s for s in read.ALL if read.kind_of(s) == "policy"}
BLOB = re.compile(r"https://github\.com/sigmahq/sigma/blob/[^/]*/(.*)")


def file_name(path):
    return path.lower().rsplit("/", 1)[-1]


class Rules:
    """Rules by what others call them: an id, or the address of a file."""

    def __init__(self, sources):
        self.ids, self.paths = defaultdict(list), defaultdict(list)
        self.files = defaultdict(list)
        for s, controls in sources.items():
            if s in TESTS | POLICIES:
                continue
            for c in controls:
                if c.id:
                    self.ids[c.id.lower()].append((s, c))
                if s == "sigma":
                    self.paths[c.path.lower()].append((s, c))
                    self.files[file_name(c.path)].append((s, c))

    def find(self, link):
        file = BLOB.fullmatch(link.lower())
        if file is None:
            found = self.ids[link.lower().rstrip("/").rsplit("/", 1)[-1]]
            return [r for r in found if r[1].state == "active"] or found
        if self.paths[file[1]]:
            return self.paths[file[1]][:1]
        moved = self.files[file_name(file[1])]
        return moved if len(moved) == 1 else []


def fired(mirror, sources):
    """(test, source, rule) of every pair that the map tells."""
    path = os.path.join(mirror, MAP)
    if not os.path.exists(path):
        return
    rules = Rules(sources)
    with open(path, encoding="utf-8") as f:
        for row in json.load(f):
            for rule in (row.get("sigma_rules") or []) + \
                    (row.get("splunk_rules") or []):
                for s, c in rules.find(rule["rule_link"]):
                    yield row["atomic_attack_guid"].lower(), s, c


FILE = re.compile(
    r"https?://(?:www\.)?(?:github\.com/([^/]+/[^/]+)/(?:blob|raw|tree)"
    r"|raw\.githubusercontent\.com/([^/]+/[^/]+)"
    r"|media\.githubusercontent\.com/media/([^/]+/[^/]+))"
    r"/(?:refs/[^/]+/)?[^/]+/(.+)")
MORDOR = {f"{owner}/mordor": "otrf/security-datasets"
          for owner in ("otrf", "hunters-forge", "cyb3rward0g")}


def file_of(link):
    """(repository, path) of an address at GitHub; what else it is, with None."""
    plain = unquote(re.split("[?#]", link.lower())[0]).rstrip("/")
    at = FILE.fullmatch(plain)
    if at is None:
        return None, plain
    name = at[1] or at[2] or at[3]
    return MORDOR.get(name, name), at[4]


class Recordings:
    """What rules may name recordings by."""

    def __init__(self, sources):
        self.files, self.ids = set(), set()
        self.stems = defaultdict(set)
        for s, controls in sources.items():
            home = "/".join(read.ALL[s][0].split("/")[1:3]).lower() \
                if s in read.ALL else None
            for n, c in enumerate(controls):
                for link in c.files:
                    name, path = file_of(link)
                    at = name or home, path.lstrip("/")
                    self.files |= {at} if "://" in link else \
                        {at, (None, at[1])}
                    self.stems[at[0], self.stem(path)].add((s, n))
                if c.files:
                    self.files.add((home, c.path.lower()))
                    self.ids.add((c.id or "").lower())

    @staticmethod
    def stem(path):
        return path.rsplit("/", 1)[-1].split(".")[0]

    def has(self, link):
        name, path = file_of(link)
        if (name, path.lstrip("/")) in self.files:
            return True
        stem = self.stem(path)
        return stem in self.ids if name is None and "://" in path \
            else len(self.stems[name, stem]) == 1


def pairs(mirror, sources, reached):
    """Of rules and tests that count: (source, id or path, technique,
    level, platforms).

    reached: of a control the techniques that it leads to."""
    tests, seen = defaultdict(set), defaultdict(set)
    for s in TESTS & set(sources):
        for c in sources[s]:
            if c.id:
                tests[c.id.lower()] |= reached(c)

    def answers(guids):
        of = {t for g in guids for t in tests.get(g, ())}
        return of | {t.split(".")[0] for t in of}

    recordings = Recordings(sources)
    for guid, s, c in fired(mirror, sources):
        seen[s, id(c)].add(guid)
    for s, controls in sources.items():
        if s in POLICIES:
            continue
        for c in controls:
            if c.state != "active" or not c.told:
                continue
            named = answers(n.lower() for n in c.names)
            proved = answers(seen[s, id(c)])
            own = c.own if s in TESTS else max(
                [c.own] + [2 for link in c.links if recordings.has(link)])
            for t in reached(c):
                level = 4 if t in proved else 3 if t in named else own
                yield s, c.id or c.path, t, level, frozenset(c.on)
