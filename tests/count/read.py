"""The controls of each source, read off its documents by
data/README.md alone.

Shares no code or definition with Sextant, and no parser but libyaml, which PyYAML's
own checks (control.yaml_documents); TOML by tomllib, JSON and CSV by Python. Each function yields controls of one
document; what makes them one source stands in SOURCES at the end. Sources that
are not default ones are read by modules beside this one, read_NAME.py, each with
SOURCES of its own.
"""

import csv
import glob
import importlib
import json
import os
import re
import tarfile
import tomllib
import xml.etree.ElementTree

import yaml

import platforms
from control import (GITHUB, Control, child, links, rows, threat_ids, words,
                     yaml_documents)
from sigma import sigma

# What of one control id stands twice: the later state is the control's.
STATES = ["active", "not-mappable", "disabled", "unsupported", "deprecated",
          "removed"]


def splunk(path, text):
    for d in yaml_documents(text):
        if not child(d, "name"):
            continue
        state = "active"
        if path.startswith("removed/") or d.get("status") == "removed":
            state = "removed"
        elif path.startswith("detections/deprecated/") or \
                d.get("status") == "deprecated":
            state = "deprecated"
        own = 1 if str(d.get("status")).lower() == "production" else 0
        if any(words(a.get("data")) for t in rows(d.get("tests"))
               for a in rows(t.get("attack_data"))):
            own = 2
        yield Control(d.get("id"), state, words(d.get("mitre_attack_id")) +
                      words(child(d, "tags", "mitre_attack_id")), own=own,
                      title=d.get("name"), names=words(d.get("atomic_guid")) +
                      words(child(d, "tags", "atomic_guid")),
                      on=platforms.splunk(
                          path, words(d.get("data_source")) +
                          words(child(d, "tags", "data_source")),
                          words(d.get("asset_type")) +
                          words(child(d, "tags", "asset_type"))),
                      links=links(d.get("references"), [
                          u for t in rows(d.get("tests"))
                          for a in rows(t.get("attack_data"))
                          for u in words(a.get("data"))]))


def elastic(path, text):
    d = tomllib.loads(text)
    rule = child(d, "rule")
    if not child(rule, "name"):
        return
    ids = threat_ids(rule.get("threat"))
    for tag in words(rule.get("tags")):
        if re.match(r"Mitre Atlas: *T\d", tag, re.I):
            ids.append("@AML." + tag.split(":")[1].strip())
    ids += ["@AML." + i.upper().removeprefix("AML.")
            for i in threat_ids(rule.get("threat"), "MITRE ATLAS")]
    gone = path.startswith("rules/_deprecated/") or \
        child(d, "metadata", "maturity") == "deprecated"
    yield Control(rule.get("rule_id"), "deprecated" if gone else "active", ids,
                  own=child(d, "metadata", "maturity") == "production",
                  on=platforms.elastic(path, words(rule.get("tags"))),
                  title=rule.get("name"), links=links(rule.get("references")))


def elastic_hunting(path, text):
    hunt = child(tomllib.loads(text), "hunt")
    if child(hunt, "name"):
        yield Control(hunt.get("uuid"), "active", words(hunt.get("mitre")),
                      title=hunt.get("name"), on=platforms.hunt(path,
                                        words(hunt.get("integration"))))


def atomic(path, text):
    for d in yaml_documents(text):
        for test in rows(child(d, "atomic_tests")):
            if test.get("name"):
                yield Control(test.get("auto_generated_guid"), "active",
                              words(d.get("attack_technique")),
                              title=test.get("name"),
                              on=platforms.atomic(words(
                                  test.get("supported_platforms"))))


def car(path, text, tests=False):
    for d in yaml_documents(text):
        if not child(d, "title") or (tests and not d.get("unit_tests")):
            continue
        ids = []
        for entry in rows(d.get("coverage")):
            ids += words(entry.get("subtechniques")) or \
                words(entry.get("technique"))
        own = 0 if tests or not any(words(t.get("commands")) for t in
                                    rows(d.get("unit_tests"))) else 2
        yield Control(d.get("id"), "active", ids, own=own, on={
            p for p in words(d.get("platforms")) if p != "N/A"},
            title=d.get("title"), links=links(d.get("references"), [
                u for name in ("unit_tests", "true_positives")
                for t in rows(d.get(name)) for u in words(t.get("description"))
            ]))


def car_tests(path, text):
    return car(path, text, True)


def stockpile(path, text):
    for d in yaml_documents(text):
        for a in rows(d):
            if a.get("id") and a.get("name"):
                yield Control(a["id"], "active",
                              words(child(a, "technique", "attack_id")) or
                              words(a.get("technique_id")),
                              title=a.get("name"),
                              on=platforms.stockpile(
                                  a.get("platforms"),
                                  [p for e in rows(a.get("executors"))
                                   for p in words(e.get("platform"))]))


STRATUS = {"MITRE ATT&CK": "", "Threat Technique Catalog for AWS": "@"}


def stratus(path, text):
    for d in yaml_documents(text):
        for tactics in d.values():
            for entries in tactics.values():
                for e in rows(entries):
                    yield Control(e.get("id"), "active", title=e.get("name"), ids=[
                        STRATUS[f.get("framework")] + i
                        for f in rows(e.get("frameworkmappings"))
                        if f.get("framework") in STRATUS
                        for t in rows(f.get("techniques"))
                        for i in words(t.get("id"))],
                        on={platforms.STRATUS.get(p, p)
                            for p in words(e.get("platform"))})


def framework(path, text):
    """CTID: a control per capability_id, with the ids of its mapped rows."""
    mapped = {}
    for row in rows(json.loads(text)["mapping_objects"]):
        key = row.get("capability_id")
        if key is None:
            continue
        ids = mapped.setdefault(key, [])
        if row.get("status") != "non_mappable" and \
                row.get("mapping_type") not in (None, "", "non_mappable"):
            ids.append(words(row.get("attack_object_id")))
    for key, ids in mapped.items():
        yield Control(key, "active" if ids else "not-mappable",
                      [i for some in ids for i in some],
                      on={platforms.CLOUD[key]} if key in platforms.CLOUD
                      else frozenset())


def chronicle(path, text):
    """YARA-L: each rule's meta section, by regular expressions alone."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    parts = re.split(r"^\s*rule\s+(\w+)\s*\{", text, flags=re.M)
    for name, body in zip(parts[1::2], parts[2::2]):
        meta = re.match(r"\s*meta:(.*?)(^\s*\w+:\s*(//.*)?$|\Z)", body,
                        re.M | re.S)
        said = re.findall(r'^\s*(\w+)\s*=\s*"(.*)"', meta[1] if meta else "",
                          re.M)
        ids = [v for k, v in said if k in (
            "mitre_attack_technique_id", "technique_id", "technique")]
        for key, value in said:
            form = {"mitre_attack_url": r"/techniques/(T[\d/]*\d)",
                    "mitre_attack_technique": r"\b(T\d{4}(?:\.\d{3})?)\b",
                    "mitre": r"^\D*\b(T\d{4}(?:\.\d{3})?)\b"}.get(key, r"$.")
            ids += re.findall(form, value, re.I)[:1]
        old = "/_deprecated/" in path
        yield Control(dict(said).get("rule_id") or name,
                      "deprecated" if old else "active", ids,
                      on=platforms.said(platforms.CHRONICLE, dict(said).get(
                          "platform", "").split(", ")))


CTID = ("raw.githubusercontent.com/center-for-threat-informed-defense/"
        "mappings-explorer/main/mappings/%s/enterprise/%s-enterprise.json")
# id: its place in a mirror; which of its files are documents, or None where it
# is one; the reader; its kind, where that is not detection.
SOURCES = {
    "atomic": (GITHUB % ("redcanaryco/atomic-red-team", "master"),
               r"atomics/T[^/]*/T[^/]*\.yaml", atomic, "test"),
    "aws": (CTID % ("aws/attack-16.1/aws-12.12.2024",
                    "aws-12.12.2024_attack-16.1"), None, framework,
            "policy"),
    "azure": (CTID % ("azure/attack-16.1/azure-04.26.2025",
                      "azure-04.26.2025_attack-16.1"), None, framework,
              "policy"),
    "car": (GITHUB % ("mitre-attack/car", "master"),
            r"analytics/CAR-[^/]*\.yaml", car),
    "car-tests": (GITHUB % ("mitre-attack/car", "master"),
                  r"analytics/CAR-[^/]*\.yaml", car_tests, "test"),
    "chronicle": (GITHUB % ("chronicle/detection-rules", "main"),
                  r".*\.yaral", chronicle),
    "cri-profile": (CTID % ("cri_profile/attack-16.1/cri_profile-v2.1",
                            "cri_profile-v2.1_attack-16.1"), None, framework,
                    "policy"),
    "csa-ccm": (CTID % ("csa_ccm/attack-17.1/csa_ccm-4.1",
                        "csa_ccm-4.1_attack-17.1"), None, framework,
                "policy"),
    "elastic": (GITHUB % ("elastic/detection-rules", "main"),
                r"(rules|rules_building_block)/.*\.toml", elastic),
    "elastic-hunting": (GITHUB % ("elastic/detection-rules", "main"),
                        r"hunting/(.*/)?queries/[^/]*\.toml",
                        elastic_hunting),
    "gcp": (CTID % ("gcp/attack-16.1/gcp-03.06.2025",
                    "gcp-03.06.2025_attack-16.1"), None, framework,
            "policy"),
    "m365": (CTID % ("m365/attack-16.1/m365-07.18.2025",
                     "m365-07.18.2025_attack-16.1"), None, framework,
             "policy"),
    "nist-800-53": (CTID % ("nist_800_53/attack-16.1/nist_800_53-rev5",
                            "nist_800_53-rev5_attack-16.1"), None, framework,
                    "policy"),
    "sigma": (GITHUB % ("SigmaHQ/sigma", "master"),
              r"(rules[^/]*|deprecated|unsupported)/.*\.yml", sigma),
    "splunk": (GITHUB % ("splunk/security_content", "develop"),
               r"(removed/)?detections/(?!.*\.ssa___).*\.yml", splunk),
    "stockpile": (GITHUB % ("mitre/stockpile", "master"),
                  r"data/abilities/.*\.yml", stockpile, "test"),
    "stratus": ("raw.githubusercontent.com/DataDog/stratus-red-team/main/"
                "docs/index.yaml", None, stratus, "test"),
}


EXTRA = {"chronicle": SOURCES["chronicle"]}  # no default either
for module in sorted(glob.glob(os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "read_*.py"))):
    EXTRA.update(importlib.import_module(
        os.path.basename(module).removesuffix(".py")).SOURCES)
ALL = SOURCES | EXTRA


def kind_of(source):
    return ALL[source][3] if len(ALL.get(source, ())) > 3 else "detection"


def documents(mirror, source):
    """(path, text) of each document of a source; None: it is not there."""
    place, pattern = ALL[source][:2]
    whole = os.path.join(mirror, place)
    if not os.path.exists(whole):
        return None
    if pattern is None:
        with open(whole, encoding="utf-8") as f:
            return [(os.path.basename(place), f.read())]
    with tarfile.open(whole) as tar:
        found = [(m.name.split("/", 1)[1], tar.extractfile(m).read())
                 for m in tar if m.isfile() and
                 re.fullmatch(pattern, m.name.split("/", 1)[1])]
    return [(path, text.decode(errors="replace")) for path, text in sorted(found)]


def own_rules(folder):
    """A folder of rules in Sigma's layout, wherever they stand in it."""
    return [(os.path.relpath(os.path.join(at, name), folder),
             open(os.path.join(at, name), encoding="utf-8").read())
            for at, _, names in sorted(os.walk(folder))
            for name in sorted(names) if name.lower().endswith(".yml")]


def take(source, path, text):
    """The controls of a document; one that cannot be read has none."""
    how = ALL[source][2] if source in ALL else \
        lambda p, t: sigma(p, t, own=True)
    try:
        return [c._replace(path=path) for c in how(path, text)]
    except (yaml.YAMLError, tomllib.TOMLDecodeError, json.JSONDecodeError,
            csv.Error, xml.etree.ElementTree.ParseError):
        return []


def unite(controls):
    """Documents of one id and one title are one control, in order; it is
    inactive if one of them is."""
    named, out = {}, []
    for c in controls:
        key = (c.id, "".join((c.title or "").split()).lower())
        at = named.setdefault(key, len(out)) if c.id else len(out)
        if at == len(out):
            out.append(c)
        elif out[at].state == c.state:
            out[at] = out[at]._replace(ids=out[at].ids + c.ids)
        elif STATES.index(c.state) > STATES.index(out[at].state):
            out[at] = c
    return out
