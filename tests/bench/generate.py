#!/usr/bin/env python3
"""usage: generate.py FOLDER [--rules N] [--objects SHARE] [--seed S]

A mirror of upstreams that do not exist, for `make bench` where there are no real
ones or more rules are asked for than anybody has: MITRE's index, two versions of
a bundle of enterprise ATT&CK, and a repository of N Sigma rules as GitHub packs
it. Formats, counts of each kind, sizes of bodies and how unevenly techniques are
named are those of the real ones (ATT&CK 18.1, SigmaHQ's 3,754 rules in 2026);
names and sentences mean nothing. SHARE of 1 makes a bundle of the real size.
The same arguments make the same bytes.
"""

import argparse
import gzip
import io
import json
import os
import random
import tarfile
import uuid

RULES = 3754
VERSIONS = ("18.1", "19.1")
ATTACK = "raw.githubusercontent.com/mitre-attack/attack-stix-data/master"
SIGMA = "codeload.github.com/SigmaHQ/sigma/tar.gz/refs/heads/master"

# How many there are of each in enterprise ATT&CK 18.1.
COUNTS = {"technique": 216, "sub": 475, "revoked": 132,
          "deprecated": 12, "group": 187, "campaign": 52, "malware": 696,
          "tool": 91, "mitigation": 44, "analytic": 1739, "component": 106}
# Relationships: from, to, and how many.
RELATIONS = [("uses", "malware", "technique", 9836),
             ("uses", "group", "technique", 4362),
             ("mitigates", "mitigation", "technique", 1445),
             ("uses", "campaign", "technique", 1019),
             ("uses", "tool", "technique", 800),
             ("uses", "group", "malware", 647),
             ("uses", "group", "tool", 457),
             ("uses", "campaign", "malware", 84),
             ("attributed-to", "campaign", "group", 25)]
TACTICS = ["Reconnaissance", "Resource Development", "Initial Access",
           "Execution", "Persistence", "Privilege Escalation",
           "Defense Evasion", "Credential Access", "Discovery",
           "Lateral Movement", "Collection", "Command and Control",
           "Exfiltration", "Impact"]
PLATFORMS = ["Windows", "Linux", "macOS", "IaaS", "SaaS", "Containers",
             "Identity Provider", "Office Suite", "Network Devices", "ESXi"]
LOGS = [("WinEventLog:Sysmon", "EventCode=1"),
        ("WinEventLog:Sysmon", "EventCode=3"),
        ("WinEventLog:Security", "EventCode=4688"),
        ("WinEventLog:PowerShell", "EventCode=4104"),
        ("auditd:SYSCALL", "execve"), ("macos:unifiedlog", "process"),
        ("AWS:CloudTrail", "AssumeRole"), ("NSM:Flow", "conn")]
SOURCES = [("windows", "process_creation"), ("windows", "registry_set"),
           ("windows", "file_event"), ("windows", "image_load"),
           ("windows", "ps_script"), ("linux", "process_creation"),
           ("macos", "process_creation"), ("windows", "network_connection")]
FIELDS = ["CommandLine", "Image", "ParentImage", "TargetFilename",
          "TargetObject", "Details", "OriginalFileName", "ImageLoaded"]
WORDS = """account action address agent alert archive attempt binary browser
cache channel client cloud command config connection console container content
credential data database default device directory disk document domain driver
event exchange execute export extension file filter folder forest format gateway
handle header host identity image import installer instance interface kernel key
language launch library link list loader local log machine manager memory message
method module monitor name network node object option packet page parameter parent
password path payload pipe plugin policy port process profile protocol provider
proxy query queue record region register registry remote request resource response
role root rule sample schedule schema scope script search section security sender
server service session setting shell signature site source stage startup storage
stream subscription system table target task template tenant terminal token tool
trace traffic trust update upload user value version virtual volume window worker
write zone""".split()
STAMP = "2026-08-01T09:00:00.000Z"
IDENTITY = "identity--0b9e1b5a-5f6b-4c52-9d44-5c1c2e5a7f10"
MARKING = "marking-definition--3d2f8a44-2f0e-4a54-8a55-6a7d7f1c9b21"


class Words:
    """Names and sentences from one stream of chance."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def uuid(self):
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def name(self, n=3):
        return " ".join(w.capitalize()
                        for w in self.random.choices(WORDS, k=n))

    def text(self, size):
        """Sentences of about size bytes."""
        out, left = [], size
        while left > 0:
            words = self.random.choices(WORDS, k=self.random.randint(8, 16))
            sentence = " ".join(words).capitalize() + "."
            out.append(sentence)
            left -= len(sentence) + 1
        return " ".join(out)

    def size(self, mean):
        """Bytes of a text: mostly short, now and then long."""
        return int(self.random.lognormvariate(0, 0.6) * mean * 0.83) + 20


class Bundle:
    """The objects of one bundle."""

    def __init__(self, seed, share):
        self.words = Words(seed)
        self.share = share
        self.objects = []
        self.of = {}

    def count(self, n):
        return max(2, round(n * self.share))

    def add(self, kind, prefix, refs=None, name=None, text=0, **members):
        """Appends an object, and returns it."""
        one = {"type": prefix, "id": f"{prefix}--{self.words.uuid()}",
               "created": "2020-01-14T17:18:32.126Z",
               "created_by_ref": IDENTITY,
               "external_references": refs or [],
               "object_marking_refs": [MARKING], "modified": STAMP}
        if name is not None:
            one["name"] = name
        if text:
            one["description"] = self.words.text(self.words.size(text))
        one.update(members)
        one.update({"x_mitre_domains": ["enterprise-attack"],
                    "x_mitre_version": "1.0", "spec_version": "2.1",
                    "x_mitre_attack_spec_version": "3.3.0"})
        self.objects.append(one)
        self.of.setdefault(kind, []).append(one)
        return one

    def references(self, folder, number, cited):
        """Those of an object: its id at MITRE, and what it cites."""
        refs = [{"source_name": "mitre-attack", "external_id": number,
                 "url": f"https://attack.mitre.org/{folder}/"
                        f"{number.replace('.', '/')}"}]
        return refs + [{"source_name": self.words.name(4),
                        "description": self.words.text(90),
                        "url": "https://example.org/" + self.words.uuid()}
                       for _ in range(cited)]

    def relate(self, kind, source, target, text):
        body = {"relationship_type": kind, "source_ref": source["id"],
                "target_ref": target["id"], "x_mitre_deprecated": False}
        refs = [{"source_name": self.words.name(4),
                 "description": self.words.text(90),
                 "url": "https://example.org/" + self.words.uuid()}]
        self.add("relationship", "relationship", refs if text else None,
                 text=text, **body)

    def tactics(self):
        for n, name in enumerate(TACTICS):
            self.add("tactic", "x-mitre-tactic", self.references(
                "tactics", f"TA{n + 1:04}", 0), name, 600,
                x_mitre_shortname=name.lower().replace(" ", "-"))
        self.add("matrix", "x-mitre-matrix", [
            {"source_name": "mitre-attack", "external_id": "enterprise-attack",
             "url": "https://attack.mitre.org/matrices/enterprise"}],
            "Enterprise ATT&CK", 100,
            tactic_refs=[t["id"] for t in self.of["tactic"]])

    def technique(self, number, sub=False, gone=None):
        """gone: the flag of one that no longer is."""
        pick = self.words.random
        phases = pick.sample(TACTICS, 1 if pick.random() < 0.8 else 2)
        return self.add(
            "old" if gone else "technique", "attack-pattern",
            self.references("techniques", number, pick.randint(1, 6)),
            self.words.name(), 1700, revoked=gone == "revoked",
            x_mitre_deprecated=gone == "x_mitre_deprecated",
            x_mitre_is_subtechnique=sub,
            x_mitre_platforms=sorted(pick.sample(
                PLATFORMS, 1 + int(pick.random() * 3.5))),
            kill_chain_phases=[{"kill_chain_name": "mitre-attack",
                                "phase_name": p.lower().replace(" ", "-")}
                               for p in phases])

    def techniques(self):
        """Ids that are there: T1001 and on, with their parts, and T1900 and on
        for those that gave way."""
        parents = self.count(COUNTS["technique"])
        subs = self.count(COUNTS["sub"])
        for n in range(parents):
            parent = self.technique(f"T{1001 + n}")
            mine = subs // parents + (n < subs % parents)
            for s in range(mine):
                self.relate("subtechnique-of", self.technique(
                    f"T{1001 + n}.{s + 1:03}", sub=True), parent, 0)
        for n in range(self.count(COUNTS["revoked"])):
            old = self.technique(f"T{1900 + n}", gone="revoked")
            self.relate("revoked-by", old, self.words.random.choice(
                self.of["technique"]), 0)
        for n in range(self.count(COUNTS["deprecated"])):
            self.technique(f"T{1700 + n}", gone="x_mitre_deprecated")

    def actors(self):
        for n in range(self.count(COUNTS["group"])):
            name = self.words.name(2)
            self.add("group", "intrusion-set", self.references(
                "groups", f"G{n + 1:04}", 5), name, 900,
                aliases=[name, self.words.name(2)], revoked=False)
        for n in range(self.count(COUNTS["campaign"])):
            name = self.words.name(2)
            self.add("campaign", "campaign", self.references(
                "campaigns", f"C{n + 1:04}", 3), name, 700, aliases=[name],
                first_seen=STAMP, last_seen=STAMP, revoked=False)
        for kind, start in (("malware", 1), ("tool", 5001)):
            for n in range(self.count(COUNTS[kind])):
                name = self.words.name(2)
                self.add(kind, kind, self.references(
                    "software", f"S{start + n:04}", 2), name, 400,
                    x_mitre_aliases=[name], x_mitre_platforms=["Windows"],
                    revoked=False, x_mitre_deprecated=False)
        for n in range(self.count(COUNTS["mitigation"])):
            self.add("mitigation", "course-of-action", self.references(
                "mitigations", f"M{n + 1001}", 0), self.words.name(), 400,
                x_mitre_deprecated=False)

    def detections(self):
        pick = self.words.random
        for n in range(self.count(COUNTS["component"])):
            self.add("component", "x-mitre-data-component", self.references(
                "datacomponents", f"DC{n + 1:04}", 0), self.words.name(), 500,
                x_mitre_log_sources=[{"name": a, "channel": b}
                                     for a, b in LOGS * 3], revoked=False)
        techniques = self.of["technique"]
        every = self.count(COUNTS["analytic"])
        for n, technique in enumerate(techniques):
            mine = every // len(techniques) + (n < every % len(techniques))
            det = f"DET{n + 1:04}"
            analytics = [self.add(
                "analytic", "x-mitre-analytic", [
                    {"source_name": "mitre-attack",
                     "external_id": f"AN{n:04}{a}",
                     "url": "https://attack.mitre.org/detectionstrategies/"
                            f"{det}#AN{n:04}{a}"}],
                f"Analytic {n:04}{a}", 450, x_mitre_deprecated=False,
                x_mitre_platforms=[pick.choice(PLATFORMS)],
                x_mitre_log_source_references=[
                    {"x_mitre_data_component_ref": pick.choice(
                        self.of["component"])["id"], "name": name,
                     "channel": channel}
                    for name, channel in pick.sample(LOGS, 3)])
                for a in range(mine)]
            self.relate("detects", self.add(
                "strategy", "x-mitre-detection-strategy", self.references(
                    "detectionstrategies", det, 0), self.words.name(6),
                x_mitre_analytic_refs=[a["id"] for a in analytics],
                x_mitre_deprecated=False), technique, 0)

    def relations(self):
        for kind, source, target, n in RELATIONS:
            seen = set()
            for _ in range(self.count(n)):
                a = self.words.random.choice(self.of[source])
                b = self.words.random.choice(self.of[target])
                if (a["id"], b["id"]) in seen:
                    continue
                seen.add((a["id"], b["id"]))
                self.relate(kind, a, b, 330)


def new_bundle(seed, share, version):
    """The bundle of a version; the later one has gone on from the earlier."""
    b = Bundle(f"{seed} attack", share)
    b.tactics()
    b.techniques()
    b.actors()
    b.detections()
    b.relations()
    if version != VERSIONS[0]:
        b.words = Words(f"{seed} {version}")
        for one in b.words.random.sample(b.of["technique"],
                                         len(b.of["technique"]) // 10):
            one["description"] += " " + b.words.text(80)
            one["x_mitre_version"] = "1.1"
        for n in range(b.count(20)):
            b.technique(f"T{1800 + n}")
        old = b.of["technique"][-b.count(20) - 1]
        old["revoked"] = True
        b.relate("revoked-by", old, b.of["technique"][0], 0)
    head = [{"type": "x-mitre-collection", "spec_version": "2.1",
             "id": "x-mitre-collection--" + b.words.uuid(),
             "name": "Enterprise ATT&CK", "x_mitre_version": version,
             "x_mitre_attack_spec_version": "3.3.0", "created": STAMP,
             "modified": STAMP, "created_by_ref": IDENTITY,
             "description": "Made up, for measuring.",
             "x_mitre_contents": [{"object_ref": o["id"],
                                   "object_modified": o["modified"]}
                                  for o in b.objects]},
            {"type": "identity", "id": IDENTITY, "spec_version": "2.1",
             "name": "Nobody", "identity_class": "organization",
             "created": STAMP, "modified": STAMP},
            {"type": "marking-definition", "id": MARKING,
             "spec_version": "2.1", "created": STAMP,
             "definition_type": "statement",
             "definition": {"statement": "Made up, for measuring."}}]
    return {"type": "bundle", "id": "bundle--" + b.words.uuid(),
            "objects": head + b.objects}


def technique_ids(share):
    """Ids to name in rules, the most named first, and their weights."""
    size = Bundle("", share)
    parents, subs = size.count(COUNTS["technique"]), size.count(COUNTS["sub"])
    ids = [f"t{1001 + n}" for n in range(parents)] + [
        f"t{1001 + n}.001" for n in range(min(parents, subs))]
    random.Random(0).shuffle(ids)
    ids = ids[:400]
    return ids, [(n + 1) ** -0.75 for n in range(len(ids))]


def new_rule(words, n, ids, weights):
    """A rule of Sigma as text; half of them have no more than 1,100 bytes."""
    pick = words.random
    product, category = pick.choice(SOURCES)
    tags = ["attack." + pick.choice(TACTICS).lower().replace(" ", "-")]
    named = pick.choices(ids, weights, k=1 if pick.random() < 0.7 else 2)
    tags += ["attack." + t for t in sorted(set(named))]
    out = [f"title: {words.name(5)} {n}", f"id: {words.uuid()}",
           f"status: {pick.choices(['test', 'experimental', 'stable'], [85, 8, 7])[0]}",
           f"description: {words.text(words.size(150))}", "references:"]
    out += [f"    - https://example.org/{words.uuid()}/{pick.choice(WORDS)}"
            for _ in range(pick.randint(1, 3))]
    out += [f"author: {words.name(2)}", f"date: 20{pick.randint(18, 25)}-0"
            f"{pick.randint(1, 9)}-{pick.randint(10, 28)}", "tags:"]
    out += ["    - " + t for t in tags]
    out += ["logsource:", f"    category: {category}",
            f"    product: {product}", "detection:"]
    names = [f"selection_{pick.choice(WORDS)}{i}"
             for i in range(pick.randint(1, 3))]
    for name in names:
        out += [f"    {name}:", f"        {pick.choice(FIELDS)}|contains:"]
        out += [f"            - '{pick.choice(WORDS)}-{pick.choice(WORDS)}"
                f" {pick.choice(WORDS)}.{pick.choice(WORDS)}'"
                for _ in range(int(pick.lognormvariate(1.6, 0.7)) + 1)]
    out += [f"    condition: {' and '.join(names)}", "falsepositives:",
            f"    - {words.text(60)}",
            f"level: {pick.choice(['low', 'medium', 'high', 'critical'])}"]
    if pick.random() < 0.05:
        out.append(f"regression_tests_path: regression_data/{n}/info.yml")
    return product, category, "\n".join(out) + "\n"


def each_rule(seed, n, share):
    """Path and text of each of n rules."""
    ids, weights = technique_ids(share)
    words = Words(f"{seed} rules")
    for i in range(n):
        product, category, text = new_rule(words, i, ids, weights)
        yield f"rules/{product}/{category}/rule_{i:06}.yml", text


def write_rules(folder, seed, n, share):
    """The same as files below folder."""
    for path, text in each_rule(seed, n, share):
        path = os.path.join(folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def write_archive(path, seed, n, share):
    """As GitHub packs it: below one folder, the commit in the header."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    commit = f"{random.Random(str(seed)).getrandbits(160):040x}"
    with open(path, "wb") as raw, gzip.GzipFile(
            "", "wb", 6, raw, mtime=0) as packed, tarfile.open(
            fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT,
            pax_headers={"comment": commit}) as tar:
        for name, text in each_rule(seed, n, share):
            data = text.encode()
            info = tarfile.TarInfo("sigma-master/" + name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def write_attack(mirror, seed, share):
    folder = os.path.join(mirror, ATTACK)
    os.makedirs(os.path.join(folder, "enterprise-attack"), exist_ok=True)
    versions = []
    for version in VERSIONS:
        name = f"enterprise-attack/enterprise-attack-{version}.json"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            json.dump(new_bundle(seed, share, version), f, indent=4)
        versions.insert(0, {"version": version, "modified": STAMP,
                            "url": f"https://{ATTACK}/{name}"})
    with open(os.path.join(folder, "index.json"), "w",
              encoding="utf-8") as f:
        json.dump({"id": "10000000-0000-4000-8000-000000000001",
                   "name": "Made up", "description": "For measuring.",
                   "created": STAMP, "modified": STAMP, "collections": [
                       {"id": "x-mitre-collection--10000000-0000-4000-8000-"
                              "000000000002", "created": STAMP,
                        "name": "Enterprise ATT&CK",
                        "description": "Made up", "versions": versions}]},
                  f, indent=4)


def write_mirror(mirror, rules=RULES, objects=1.0, seed=1):
    write_attack(mirror, seed, objects)
    write_archive(os.path.join(mirror, SIGMA), seed, rules, objects)


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n\n")[1])
    words.add_argument("folder")
    words.add_argument("--rules", type=int, default=RULES)
    words.add_argument("--objects", type=float, default=1.0)
    words.add_argument("--seed", type=int, default=1)
    a = words.parse_args()
    write_mirror(a.folder, a.rules, a.objects, a.seed)


if __name__ == "__main__":
    main()
